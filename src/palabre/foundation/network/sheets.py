"""The cities' list as a spreadsheet: read whatever its format, written as a template."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from palabre.core.tabular import Column, ColumnType, TableSchema
from palabre.foundation.network.enums import Activity
from palabre.foundation.network.imports import COLUMNS, CityImport, read_cities
from palabre.foundation.network.models import City
from palabre.foundation.network.queries import cities
from palabre.kit.refusals import Refusal
from palabre.kit.sheets import (
    SheetSpec,
    UnreadableSheet,
    describe_error,
    read_workbook,
    write_csv,
    write_ods,
    write_xlsx,
)

_TYPES = {
    "latitude": ColumnType.NUMBER,
    "longitude": ColumnType.NUMBER,
    "population": ColumnType.INTEGER,
    "population_year": ColumnType.YEAR,
}


def plan_import(name: str, content: bytes) -> CityImport:
    """Read a file of cities against those already known; write nothing.

    Raises:
        Refusal: the file cannot be read; the sentence says why and the way out.
    """
    try:
        workbook = read_workbook(name, content)
    except UnreadableSheet as error:
        raise Refusal(describe_error(error), field="file") from error
    return read_cities(workbook.first.rows, list(cities()))


def _schema() -> TableSchema:
    columns = []
    for column in COLUMNS:
        field = City._meta.get_field(column.field)
        columns.append(
            Column(
                name=column.field,
                type=_TYPES.get(column.field, ColumnType.STRING),
                title=str(column.title),
                description=str(getattr(field, "help_text", "")),
                required=column.required,
            )
        )
    return TableSchema(tuple(columns), title=_("Villes membres"))


def template(ending: str, known: Iterable[City]) -> bytes:
    """Return the list as it stands, to be completed and sent back: xlsx, ods or csv.

    Raises:
        KeyError: another ending.
    """
    labels = {value: str(label) for value, label in Activity.choices}
    rows = [
        {
            **{column.field: getattr(city, column.field) for column in COLUMNS},
            "activity": labels[city.activity],
        }
        for city in known
    ]
    spec = SheetSpec(_("Villes"), _schema(), rows, {"activity": list(labels.values())})
    if ending == "csv":
        return write_csv(spec)
    writers = {"xlsx": write_xlsx, "ods": write_ods}
    return writers[ending]([spec])
