"""A running order filled in a sheet: rows read with their errors, then made a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from palabre.core.agenda.folding import Keys, fold, slug
from palabre.core.agenda.model import Item, Plan, PlannedPart, Slot, Speaker, SpeakerStatus
from palabre.core.agenda.model import SlotKind as PlannedKind
from palabre.core.tabular import ReadRow, TableError
from palabre.cycle.workshops.enums import SlotKind
from palabre.cycle.workshops.exports.sheets import order_schema
from palabre.cycle.workshops.imports.reading import NoteRefused
from palabre.cycle.workshops.models import MAX_MINUTES
from palabre.kit.languages import codes_of, is_language
from palabre.kit.sheets import (
    UnreadableSheet,
    describe_error,
    describe_row_error,
    describe_table_error,
    read_rows,
    read_workbook,
)

_CLOCK = re.compile(r"(\d{1,2})\s*(?::|h)\s*(\d{2})?(?::\d{2}(?:\.\d+)?)?$")
_MOST_TOLD = 20


@dataclass(frozen=True)
class SheetRows:
    """Rows that can all be read, in the order of the sheet."""

    rows: tuple[ReadRow, ...]

    @property
    def identifiers(self) -> list[str]:
        return [str(row.values["identifiant"]) for row in self.rows if row.values["identifiant"]]


def read_sheet(name: str, content: bytes) -> SheetRows:
    """Read a CSV, an XLSX or an ODS.

    Raises:
        NoteRefused: it cannot be read, or rows hold errors: each is told with its line.
    """
    schema = order_schema()
    try:
        workbook = read_workbook(name or "deroule.csv", content)
        rows, errors = read_rows(schema, workbook.first)
    except UnreadableSheet as error:
        raise NoteRefused(describe_error(error)) from error
    except TableError as error:
        raise NoteRefused(describe_table_error(error)) from error
    told = [describe_row_error(error, schema) for error in errors]
    told += [sentence for row in rows for sentence in _faults(row)]
    told += list(_orphans(rows))
    if told:
        more = len(told) - _MOST_TOLD
        rest = [_("… et %(count)s autres.") % {"count": more}] if more > 0 else []
        raise NoteRefused("\n".join([*told[:_MOST_TOLD], *rest]))
    if not rows:
        raise NoteRefused(_("Cette feuille ne contient aucune séquence : remplissez une ligne."))
    return SheetRows(rows)


def _faults(row: ReadRow) -> Iterator[str]:
    values = row.values
    if values["debut"] and _clock(values["debut"]) is None:
        yield _cell(row, _("Début"), values["debut"], _("écrivez une heure comme 09:30"))
    if values["nature"] and _kind(values["nature"]) is None:
        hint = _("choisissez parmi : %(kinds)s") % {"kinds": ", ".join(map(str, SlotKind.labels))}
        yield _cell(row, _("Nature"), values["nature"], hint)
    if values["duree"] is not None and not 1 <= values["duree"] <= MAX_MINUTES:
        yield _cell(row, _("Durée"), values["duree"], _("de 1 à 1440 minutes"))
    if values["jour"] is not None and not 1 <= values["jour"] <= 30:
        yield _cell(row, _("Jour"), values["jour"], _("de 1 à 30"))
    wrong = [code for code in codes_of(values["langues"]) if not is_language(code)]
    if wrong:
        yield _cell(row, _("Langues"), wrong[0], _("écrivez un code comme fr ou en"))


def _cell(row: ReadRow, column: str, value: object, hint: str) -> str:
    values = {"line": row.line, "column": column, "value": str(value)[:80], "hint": hint}
    return _("Ligne %(line)s, %(column)s : « %(value)s » ne se lit pas ; %(hint)s.") % values


def _orphans(rows: tuple[ReadRow, ...]) -> Iterator[str]:
    seen: set[str] = set()
    for row in rows:
        holder = row.values["pendant"]
        if not holder:
            seen.add(fold(row.values["sequence"]).strip())
        elif fold(holder).strip() not in seen:
            hint = _("aucune séquence de ce titre n’est plus haut dans la feuille")
            yield _cell(row, _("Pendant"), holder, hint)


def plan_of_rows(sheet: SheetRows, keys: Mapping[str, str], standing: Plan | None) -> Plan:
    """Make the rows a plan; `keys` gives those of the slots whose identifier stands in a row."""
    parts: dict[str, list[Slot]] = {}
    titles: dict[str, str] = {}
    homes = _part_keys(standing)
    slot_keys, item_keys = Keys(keys.values()), Keys(keys.values())
    holders: dict[str, tuple[str, int]] = {}
    last = ""
    for row in sheet.rows:
        values = row.values
        title = str(values["temps"]).strip()
        holder = fold(values["pendant"]).strip()
        if holder:
            home, at = holders[holder]
            item = _item(values, keys, item_keys)
            slot = parts[home][at]
            parts[home][at] = _with_item(slot, item)
            continue
        home = homes.get(fold(title)) or slug(title) or last or "temps-1"
        last = home
        titles.setdefault(home, title)
        parts.setdefault(home, []).append(_slot(values, keys, slot_keys))
        holders[fold(values["sequence"]).strip()] = (home, len(parts[home]) - 1)
    return Plan(
        parts=tuple(
            PlannedPart(key, titles[key], _description(standing, key), tuple(slots))
            for key, slots in parts.items()
        )
    )


def _part_keys(standing: Plan | None) -> dict[str, str]:
    return {} if standing is None else {fold(part.title): part.key for part in standing.parts}


def _description(standing: Plan | None, key: str) -> str:
    parts = () if standing is None else standing.parts
    return next((part.description for part in parts if part.key == key), "")


def _with_item(slot: Slot, item: Item) -> Slot:
    values = {name: getattr(slot, name) for name in slot.__slots__}
    return Slot(**values | {"items": (*slot.items, item)})


def _key(values: Mapping[str, Any], keys: Mapping[str, str], taken: Keys) -> str:
    known = keys.get(str(values["identifiant"]))
    return known or taken.take(slug(values["sequence"]) or "sequence")


def _slot(values: Mapping[str, Any], keys: Mapping[str, str], taken: Keys) -> Slot:
    kind = _kind(values["nature"]) or SlotKind.OTHER
    return Slot(
        key=_key(values, keys, taken),
        title=values["sequence"],
        kind=PlannedKind(kind.value),
        day=values["jour"] or 1,
        start=_clock(values["debut"]),
        minutes=values["duree"],
        description=values["description"],
        facilitators=tuple(_people(values["animation"])),
        speakers=tuple(_people(values["intervenants"])),
        expected_output=values["produit"],
        to_confirm=bool(values["a_confirmer"]),
        room=values["salle"],
        track=values["parcours"],
        language=", ".join(codes_of(values["langues"])),
        locked=bool(values["heure_fixe"]),
    )


def _item(values: Mapping[str, Any], keys: Mapping[str, str], taken: Keys) -> Item:
    people = (*_people(values["intervenants"]), *_people(values["animation"]))
    return Item(
        key=_key(values, keys, taken),
        title=values["sequence"],
        speakers=people,
        description=values["description"],
        minutes=values["duree"],
        to_confirm=bool(values["a_confirmer"]),
    )


def _people(text: str) -> Iterator[Speaker]:
    """Read what `exports.sheets.write_person` wrote, one person per line."""
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if not any(cells):
            continue
        name, role, city, organisation, marks = (cells + [""] * 5)[:5]
        said = fold(marks)
        waiting = "confirm" in said
        yield Speaker(
            name=name,
            role=role,
            city=city,
            organisation=organisation,
            remote="distance" in said or "visio" in said or "remote" in said,
            status=SpeakerStatus.TO_CONFIRM if waiting else SpeakerStatus.CONFIRMED,
        )


def _clock(text: str) -> time | None:
    match = _CLOCK.match(text.strip().lower())
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        return None
    return time(int(match[1]), int(match[2] or 0))


def _kind(text: str) -> SlotKind | None:
    """The nature by its label, in French or in English, or by its code."""
    said = fold(text).strip()
    for language in ("fr", "en"):
        with override(language):
            for kind in SlotKind:
                if said in {fold(str(kind.label)), kind.value}:
                    return kind
    return None
