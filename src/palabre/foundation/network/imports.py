"""The cities' list from a spreadsheet: dry first, then applied as it was shown.

Cities are matched by name and country, whatever the case and the accents; an empty cell leaves
what is known as it is; running the same file twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.foundation.network.enums import Activity
from palabre.foundation.network.folding import fold
from palabre.foundation.network.models import City
from palabre.kit.countries import is_country
from palabre.kit.dates import known_zones


@dataclass(frozen=True)
class ListColumn:
    """field: model field; title: header in the template; aliases: other headers understood."""

    field: str
    title: str | Promise
    aliases: tuple[str, ...]
    required: bool = False


COLUMNS = (
    ListColumn("name", gettext_lazy("Ville"), ("ville", "nom", "city", "name"), True),
    ListColumn("country", gettext_lazy("Pays (code ISO)"), ("pays", "country", "code pays"), True),
    ListColumn("latitude", gettext_lazy("Latitude"), ("lat", "latitude")),
    ListColumn("longitude", gettext_lazy("Longitude"), ("lon", "lng", "long", "longitude")),
    ListColumn("time_zone", gettext_lazy("Fuseau horaire"), ("fuseau", "time zone", "timezone")),
    ListColumn("population", gettext_lazy("Population"), ("population", "habitants")),
    ListColumn("population_year", gettext_lazy("Année de la population"), ("annee", "year")),
    ListColumn("population_source", gettext_lazy("Source de la population"), ("source",)),
    ListColumn("activity", gettext_lazy("Activité"), ("activite", "statut", "activity")),
)
_ACTIVITY = {
    "active": Activity.ACTIVE,
    "actif": Activity.ACTIVE,
    "en sommeil": Activity.DORMANT,
    "sommeil": Activity.DORMANT,
    "dormant": Activity.DORMANT,
    "dormante": Activity.DORMANT,
}


@dataclass(frozen=True)
class FieldChange:
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class CityRow:
    """row: line in the sheet, the header being 1; public_id: of the city matched, or empty;
    values: what would be written; changes: empty when nothing would change; problems: French."""

    row: int
    name: str
    values: Mapping[str, Any]
    public_id: str = ""
    changes: tuple[FieldChange, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def creates(self) -> bool:
        return not self.problems and not self.public_id

    @property
    def alters(self) -> bool:
        return not self.problems and bool(self.public_id) and bool(self.changes)


@dataclass(frozen=True)
class CityImport:
    """What an import would do: rows created, changed, refused; columns that were not understood."""

    rows: tuple[CityRow, ...]
    ignored: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def created(self) -> list[CityRow]:
        return [row for row in self.rows if row.creates]

    @property
    def changed(self) -> list[CityRow]:
        return [row for row in self.rows if row.alters]

    @property
    def refused(self) -> list[CityRow]:
        return [row for row in self.rows if row.problems]

    @property
    def same(self) -> int:
        return len(self.rows) - len(self.created) - len(self.changed) - len(self.refused)


def _match_header(header: Sequence[object]) -> tuple[dict[int, ListColumn], list[str], list[str]]:
    known = {fold(alias): column for column in COLUMNS for alias in column.aliases}
    known.update({fold(str(column.title)): column for column in COLUMNS})
    known.update({fold(column.field): column for column in COLUMNS})
    found: dict[int, ListColumn] = {}
    ignored: list[str] = []
    for place, cell in enumerate(header):
        title = str(cell or "").strip()
        column = known.get(fold(title))
        if column is not None and column not in found.values():
            found[place] = column
        elif title:
            ignored.append(title)
    missing = [str(c.title) for c in COLUMNS if c.required and c not in found.values()]
    return found, ignored, missing


def _decimal(value: object, low: int, high: int) -> Decimal:
    number = Decimal(str(value).replace(",", ".").replace(" ", ""))
    if not low <= number <= high:
        raise ValueError
    return round(number, 5)


def _integer(value: object) -> int:
    text = str(value).replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    number = Decimal(text)
    if number != int(number) or number < 0:
        raise ValueError
    return int(number)


def _read(field: str, value: object) -> Any:
    text = str(value).strip()
    match field:
        case "country":
            if not is_country(text.upper()):
                raise ValueError
            return text.upper()
        case "latitude":
            return _decimal(value, -90, 90)
        case "longitude":
            return _decimal(value, -180, 180)
        case "population" | "population_year":
            return _integer(value)
        case "time_zone":
            if text not in known_zones():
                raise ValueError
            return text
        case "activity":
            return _ACTIVITY[fold(text)].value
        case _:
            return text


def _words(field: str, value: object) -> str:
    hints = {
        "country": _("il faut le code d’un pays en deux lettres, comme NE ou FR"),
        "latitude": _("il faut des degrés entre −90 et 90"),
        "longitude": _("il faut des degrés entre −180 et 180"),
        "population": _("il faut un nombre entier d’habitants"),
        "population_year": _("il faut une année"),
        "time_zone": _("il faut un nom comme Africa/Niamey"),
        "activity": _("écrivez « active » ou « en sommeil »"),
    }
    title = next(str(column.title) for column in COLUMNS if column.field == field)
    return _("%(column)s : « %(value)s » n’est pas lisible ; %(hint)s.") % {
        "column": title,
        "value": value,
        "hint": hints[field],
    }


def _values(
    cells: Sequence[object], columns: Mapping[int, ListColumn]
) -> tuple[dict[str, Any], list[str]]:
    values: dict[str, Any] = {}
    problems: list[str] = []
    for place, column in columns.items():
        cell = cells[place] if place < len(cells) else None
        if cell is None or str(cell).strip() == "":
            if column.required:
                problems.append(_("%(column)s : la case est vide.") % {"column": column.title})
            continue
        try:
            values[column.field] = _read(column.field, cell)
        except (ValueError, KeyError, InvalidOperation):
            problems.append(_words(column.field, cell))
    return values, problems


def _changes(city: City, values: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    found = []
    for column in COLUMNS:
        if column.field not in values or column.field in {"name", "country"}:
            continue
        old, new = getattr(city, column.field), values[column.field]
        if old != new:
            shown = "" if old is None else str(old)
            found.append(FieldChange(str(column.title), shown, str(new)))
    return tuple(found)


def _validate(values: Mapping[str, Any], city: City | None) -> list[str]:
    """The database's own constraints, told in French and without asking it for each row."""

    def after(field: str) -> Any:
        return values[field] if field in values else getattr(city, field, None)

    problems = []
    if after("population") is not None and not (
        after("population_year") and after("population_source")
    ):
        problems.append(_("Population : donnez aussi son année et sa source."))
    if (after("latitude") is None) != (after("longitude") is None):
        problems.append(_("Latitude et longitude vont ensemble : il en manque une."))
    try:
        City(**values).clean_fields(exclude={"public_id"})
    except ValidationError as error:
        problems.extend(error.messages)
    return problems


def read_cities(table: Sequence[Sequence[object]], known: Sequence[City]) -> CityImport:
    """Read a sheet (rows of cells, header first) against the known cities; write nothing."""
    rows = [list(row) for row in table]
    if not rows:
        return CityImport((), problems=(_("La feuille est vide : il faut une ligne de titres."),))
    columns, ignored, missing = _match_header(rows[0])
    if missing:
        names = ", ".join(missing)
        problem = _("Colonnes introuvables : %(names)s. Partez du modèle.") % {"names": names}
        return CityImport((), tuple(ignored), (problem,))
    by_key = {(fold(city.name), city.country): city for city in known}
    seen: dict[tuple[str, str], int] = {}
    read: list[CityRow] = []
    for number, cells in enumerate(rows[1:], start=2):
        if all(cell is None or str(cell).strip() == "" for cell in cells):
            continue
        read.append(_read_row(number, cells, columns, by_key, seen))
    return CityImport(tuple(read), tuple(ignored))


def _read_row(
    number: int,
    cells: Sequence[object],
    columns: Mapping[int, ListColumn],
    by_key: Mapping[tuple[str, str], City],
    seen: dict[tuple[str, str], int],
) -> CityRow:
    values, problems = _values(cells, columns)
    name = str(values.get("name", ""))
    key = (fold(name), str(values.get("country", "")))
    city = by_key.get(key)
    if not problems and key in seen:
        problems.append(
            _("%(city)s est déjà à la ligne %(row)s.") % {"city": name, "row": seen[key]}
        )
    if not problems:
        seen[key] = number
        problems = _validate(values, city)
    if problems or city is None:
        return CityRow(number, name, values, problems=tuple(problems))
    return CityRow(number, name, values, city.public_id, _changes(city, values))
