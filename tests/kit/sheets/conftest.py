"""A described table with one column of each type, and rows that try each of them."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from palabre.core.tabular import Column, ColumnType, TableSchema
from palabre.kit.sheets import SheetSpec

SCHEMA = TableSchema(
    (
        Column("city", title="Ville", required=True, description="Le nom que la ville se donne."),
        Column("population", ColumnType.INTEGER, title="Population", unit="personnes"),
        Column("rate", ColumnType.NUMBER, title="Taux", unit="%"),
        Column("active", ColumnType.BOOLEAN, title="Active ?"),
        Column("since", ColumnType.DATE, title="Membre depuis le"),
        Column("year", ColumnType.YEAR, title="Année"),
        Column("updated", ColumnType.DATETIME, title="Mise à jour"),
        Column("note", title="Remarque"),
        Column("status", title="État"),
    ),
    title="Villes membres",
    description="Une ligne par ville.",
)


def row(**values: object) -> dict[str, object]:
    texts: dict[str, object] = {"city": "Namur", "note": "", "status": ""}
    return dict.fromkeys(SCHEMA.names) | texts | values


ROWS = [
    row(
        city="Cotonou",
        population=679_012,
        rate=Decimal("12.5"),
        active=True,
        since=dt.date(1990, 3, 1),
        year=1990,
        updated=dt.datetime(2026, 1, 2, 3, 4, tzinfo=dt.UTC),
        note="Première ligne\nSeconde : « cœur », 12 € & <b>",
        status="active",
    ),
    row(city="Phnom Penh – ភ្នំពេញ", rate=Decimal("-0.001"), active=False, status="dormante"),
    row(
        city="=1+1",
        population=10**18 + 1,
        rate=Decimal("0.12345678901234567890"),
        since=dt.date(1848, 2, 24),
        note="'=déjà gardé",
    ),
    row(city="@SOMME(A1)", population=0, rate=Decimal(0), note="  deux  espaces   dedans", year=0),
    row(city="+33", population=-5, note="http://exemple.test/?a=1&b=2", since=dt.date(1900, 3, 1)),
    row(city="0012", note="00123456789", since=dt.date(2100, 12, 31), year=9999),
]


@pytest.fixture
def schema() -> TableSchema:
    return SCHEMA


@pytest.fixture
def rows() -> list[dict[str, object]]:
    return ROWS


@pytest.fixture
def spec() -> SheetSpec:
    return SheetSpec("Villes", SCHEMA, ROWS, choices={"status": ("active", "dormante")})


def make_xlsx(fill: Callable[[Any], None]) -> bytes:
    workbook = openpyxl.Workbook()
    fill(workbook.active)
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def make_ods(*rows: tuple[dict[str, Any], ...]) -> bytes:
    document = OpenDocumentSpreadsheet()
    table = Table(name="Données")
    for cells in rows:
        line = TableRow()
        for cell in cells:
            text = cell.pop("text", None)
            made = TableCell(**cell)
            if text is not None:
                made.addElement(P(text=text))
            line.addElement(made)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    written = io.BytesIO()
    document.write(written)
    return written.getvalue()


def make_altered(content: bytes, changes: dict[str, Callable[[bytes], bytes]]) -> bytes:
    """The same archive with some parts rewritten."""
    written = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as source, ZipFile(written, "w", ZIP_DEFLATED) as copy:
        for name in source.namelist():
            part = source.read(name)
            copy.writestr(name, changes[name](part) if name in changes else part)
    return written.getvalue()


@pytest.fixture
def xlsx() -> Callable[..., bytes]:
    """Makes a workbook with openpyxl: ``xlsx(fill)`` calls ``fill(sheet)``."""
    return make_xlsx


@pytest.fixture
def ods() -> Callable[..., bytes]:
    """Makes an OpenDocument spreadsheet with odfpy, from rows of cells as attributes."""
    return make_ods


@pytest.fixture
def altered() -> Callable[..., bytes]:
    """Rewrites some parts of an archive."""
    return make_altered
