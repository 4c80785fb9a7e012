"""The running order as a sheet: a row per slot, and one per contribution under its slot."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from django.utils.translation import gettext as _

from palabre.core.tabular import Column, ColumnType, TableSchema
from palabre.cycle.workshops.enums import Confirmation, SlotKind
from palabre.cycle.workshops.models import Speaker
from palabre.cycle.workshops.queries import RunningOrder, SlotRow
from palabre.kit.sheets import SheetSpec, write_csv, write_ods, write_xlsx


def _xlsx(spec: SheetSpec) -> bytes:
    return write_xlsx([spec], title=spec.name)


def _ods(spec: SheetSpec) -> bytes:
    return write_ods([spec], title=spec.name)


WRITERS: Mapping[str, tuple[Callable[[SheetSpec], bytes], str]] = {
    "csv": (write_csv, "text/csv; charset=utf-8"),
    "xlsx": (_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "ods": (_ods, "application/vnd.oasis.opendocument.spreadsheet"),
}
"""Writers of a sheet and their media types, by the ending of the file."""


def order_schema() -> TableSchema:
    """The columns, in French."""
    whole, flag = ColumnType.INTEGER, ColumnType.BOOLEAN
    columns = (
        Column("identifiant", title=_("Identifiant"),
               description=_("Laissez-le tel quel ; vide pour une nouvelle ligne.")),
        Column("temps", title=_("Temps"), description=_("Grande partie du déroulé.")),
        Column("jour", whole, _("Jour"), _("1 pour le premier jour.")),
        Column("debut", title=_("Début"), description=_("Heure du lieu, comme 09:30.")),
        Column("duree", whole, _("Durée"), _("En minutes."), unit="minutes"),
        Column("sequence", title=_("Séquence"), description=_("Titre."), required=True),
        Column("pendant", title=_("Pendant"),
               description=_("Titre de la séquence qui la contient, plus haut dans la feuille.")),
        Column("nature", title=_("Nature"), description=_("Ce qui s’y passe.")),
        Column("salle", title=_("Salle"), description=_("Vide : tout le monde y est.")),
        Column("parcours", title=_("Parcours"), description=_("S’il y en a plusieurs.")),
        Column("langues", title=_("Langues"), description=_("Par leur code : fr, ou fr, en.")),
        Column("description", title=_("Description"), description=_("De quoi il sera question.")),
        Column("produit", title=_("Produit attendu"), description=_("Ce qui doit en sortir.")),
        Column("a_confirmer", flag, _("À confirmer"), _("oui ou non.")),
        Column("heure_fixe", flag, _("Heure fixe"), _("oui : elle ne se décale pas.")),
        Column("intervenants", title=_("Intervenants"), description=_people_in_words()),
        Column("animation", title=_("Animation"), description=_people_in_words()),
    )  # fmt: skip
    return TableSchema(columns, title=_("Déroulé"))


def _people_in_words() -> str:
    return _(
        "Une personne par ligne : nom | qualité | ville | organisation | à distance, à confirmer."
    )


def order_sheet(order: RunningOrder | None) -> SheetSpec:
    """Write a running order, or an empty template to fill in when there is none."""
    kinds = [str(label) for label in SlotKind.labels]
    rows = [] if order is None else list(_rows(order))
    return SheetSpec(_("Déroulé"), order_schema(), rows, {"nature": kinds})


def _rows(order: RunningOrder) -> Iterator[Mapping[str, object]]:
    for part in order.parts:
        for row in part.slots:
            yield _row(part.part.title, row, None)
            for item in row.items:
                yield _row(part.part.title, item, row)


def _row(part: str, row: SlotRow, parent: SlotRow | None) -> dict[str, object]:
    slot = row.slot
    return {
        "identifiant": slot.public_id,
        "temps": part,
        "jour": slot.day,
        "debut": slot.starts_at.strftime("%H:%M") if slot.starts_at else "",
        "duree": slot.minutes,
        "sequence": str(slot),
        "pendant": "" if parent is None else str(parent.slot),
        "nature": str(slot.get_kind_display()),
        "salle": slot.room,
        "parcours": slot.track,
        "langues": slot.language,
        "description": slot.description,
        "produit": slot.expected_output,
        "a_confirmer": slot.to_confirm,
        "heure_fixe": slot.locked,
        "intervenants": "\n".join(write_person(person) for person in row.speakers),
        "animation": "\n".join(write_person(person) for person in row.facilitators),
    }


def write_person(person: Speaker) -> str:
    """Write « nom | qualité | ville | organisation | à distance, à confirmer »."""
    marks = [_("à distance")] if person.remote else []
    if person.confirmation == Confirmation.TO_CONFIRM:
        marks.append(_("à confirmer"))
    texts = (person.name, person.role, person.place, person.organisation, ", ".join(marks))
    cells = [text.replace("|", "/").replace("\n", " ") for text in texts]
    while cells and not cells[-1]:
        cells.pop()
    return " | ".join(cells)
