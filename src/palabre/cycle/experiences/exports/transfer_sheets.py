"""The register of transfers as a table that anyone may take away."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from palabre.core.tabular import Column, ColumnType, TableSchema
from palabre.cycle.experiences.exports.transfer_cards import say_source
from palabre.cycle.experiences.models import Transfer
from palabre.cycle.experiences.rules import transfer_access
from palabre.foundation.vocabularies.enums import Vocabulary
from palabre.foundation.vocabularies.queries import terms_of
from palabre.kit.sheets import SheetSpec, write_csv, write_xlsx


def transfers_schema() -> TableSchema:
    """One row per transfer: the columns, in French."""
    columns = (
        Column("reprise", title=_("Identifiant"), description=_("Identifiant public.")),
        Column("titre", title=_("Ce qui est repris"), description=_("La pratique, en une ligne.")),
        Column("ville", title=_("Ville qui reprend"), description=_("Son nom.")),
        Column("pays", title=_("Son pays"), description=_("Code ISO 3166-1 à deux lettres.")),
        Column("source", title=_("Ville source"), description=_("Son nom.")),
        Column(
            "source_pays",
            title=_("Pays de la source"),
            description=_("Vide quand elle n’est pas membre."),
        ),
        Column(
            "texte", title=_("Fiche ou témoignage"), description=_("Identifiant public, s’il y a.")
        ),
        Column("themes", title=_("Thèmes"), description=_("Séparés par des points-virgules.")),
        Column("garde", title=_("Ce que la ville garde"), description=_("Dans ses mots.")),
        Column("change", title=_("Ce que la ville change"), description=_("Dans ses mots.")),
        Column("etape", title=_("Étape"), description=_("Où en est la reprise.")),
        Column("debut", ColumnType.DATE, _("Début"), _("Vide si on ne le sait pas.")),
        Column("fin", ColumnType.DATE, _("Fin"), _("Vide si cela continue.")),
        Column("resultat", title=_("Ce qu’il en est sorti"), description=_("Dans ses mots.")),
        Column("marche", title=_("Cela a-t-il marché"), description=_("Vide : trop tôt.")),
        Column("declaree_le", ColumnType.DATE, _("Déclarée le"), _("Jour de la déclaration.")),
        Column("exemple", title=_("Exemple"), description=_("« oui » quand c’est inventé.")),
    )
    return TableSchema(columns, primary_key=("reprise",), title=_("Reprises"))


def transfers_sheet(transfers: Sequence[Transfer]) -> SheetSpec:
    """The rows given, without contacts; whoever asks has chosen what may be read."""
    filed = terms_of([row.public_id for row in transfers], Vocabulary.THEMES)
    rows = [_row(row, "; ".join(term.label for term in filed[row.public_id])) for row in transfers]
    return SheetSpec(_("Reprises"), transfers_schema(), rows)


def _row(transfer: Transfer, themes: str) -> dict[str, object]:
    source = transfer.source_city if transfer_access.names_source(transfer) else None
    text = transfer.sheet or (transfer.testimony if source is not None else None)
    return {
        "reprise": transfer.public_id,
        "titre": transfer.title,
        "ville": transfer.city.name,
        "pays": transfer.city.country,
        "source": say_source(transfer),
        "source_pays": source.country if source else "",
        "texte": text.public_id if text else "",
        "themes": themes,
        "garde": transfer.adapted,
        "change": transfer.changed,
        "etape": str(transfer.get_stage_display()),
        "debut": transfer.started_on,
        "fin": transfer.ended_on,
        "resultat": transfer.outcome,
        "marche": str(transfer.get_worked_display()) if transfer.worked else "",
        "declaree_le": transfer.created_at.date(),
        "exemple": _("oui") if transfer.is_demonstration else "",
    }


def transfers_csv(transfers: Sequence[Transfer]) -> bytes:
    return write_csv(transfers_sheet(transfers))


def transfers_xlsx(transfers: Sequence[Transfer]) -> bytes:
    return write_xlsx([transfers_sheet(transfers)], title=_("Reprises"))
