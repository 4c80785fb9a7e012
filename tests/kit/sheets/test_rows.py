"""Typed rows out of what people fill in, and what is said of the rest."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from palabre.core.tabular import (
    Column,
    ColumnType,
    RowError,
    TableError,
    TableProblem,
    TableSchema,
    ValueProblem,
)
from palabre.kit.sheets import (
    Sheet,
    describe_row_error,
    describe_table_error,
    read_rows,
    read_workbook,
)


def moment(text: str) -> dt.datetime:
    """As spreadsheets hold them: without a time zone."""
    return dt.datetime.fromisoformat(text)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


CITIES = TableSchema(
    (
        Column("city", title="Ville", required=True),
        Column("people", ColumnType.INTEGER, title="Nombre d’habitants"),
        Column("active", ColumnType.BOOLEAN, title="Active"),
        Column("since", ColumnType.DATE, title="Depuis"),
    )
)


def sheet(*rows: tuple[Any, ...]) -> Sheet:
    return Sheet("Villes", rows)


def test_people_type_in_their_own_way() -> None:
    rows, errors = read_rows(
        CITIES,
        sheet(
            ("Liste de nos villes",),
            (),
            ("DEPUIS", " ville ", "Nombre d'habitants", "Autre", "active"),
            ("24/11/2026", "Cotonou", "679 012", "x", "oui"),
            (),
            (moment("2020-01-02"), "Niamey", 1_334_984, None, True),
            (None, "Namur"),
        ),
    )
    assert errors == ()
    assert [(one.line, dict(one.values)) for one in rows] == [
        (4, {"city": "Cotonou", "people": 679_012, "active": True, "since": dt.date(2026, 11, 24)}),
        (6, {"city": "Niamey", "people": 1_334_984, "active": True, "since": dt.date(2020, 1, 2)}),
        (7, {"city": "Namur", "people": None, "active": None, "since": None}),
    ]


def test_each_wrong_cell_is_said_in_plain_french() -> None:
    rows, errors = read_rows(
        CITIES,
        sheet(
            ("Ville", "Nombre d’habitants", "Active", "Depuis"),
            (None, "beaucoup", "peut-être", "31/02/2026"),
            ("Namur", Decimal("12.5"), None, moment("2026-01-01T09:00")),
        ),
    )
    assert rows == ()
    assert [(one.line, one.column, one.code) for one in errors] == [
        (2, "city", ValueProblem.MISSING),
        (2, "people", ValueProblem.NOT_INTEGER),
        (2, "active", ValueProblem.NOT_BOOLEAN),
        (2, "since", ValueProblem.NOT_DATE),
        (3, "people", ValueProblem.NOT_INTEGER),
        (3, "since", ValueProblem.NOT_DATE),
    ]
    assert plain(describe_row_error(errors[1], CITIES)) == (
        "Ligne 2, « Nombre d’habitants » : « beaucoup » n’est pas un nombre entier ; "
        "écrivez par exemple 12 500."
    )


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        ((), TableProblem.EMPTY, "Le fichier ne contient aucune ligne."),
        ((("a", "b"), ("c", "d")), TableProblem.MISSING_COLUMN, "« Ville »"),
        ((("Depuis", "Active"),), TableProblem.MISSING_COLUMN, "Ligne 1 : la colonne « Ville »"),
        (
            (("Ville", "city"),),
            TableProblem.DUPLICATED_HEADER,
            "Ligne 1, colonne 2 : le titre « city » est déjà celui de la colonne 1",
        ),
        ((("Ville", "Taille"),), TableProblem.UNKNOWN_COLUMN, "« Taille »"),
    ],
)
def test_a_header_that_does_not_fit(given: Any, code: TableProblem, said: str) -> None:
    with pytest.raises(TableError) as refusal:
        read_rows(CITIES, sheet(*given), others="refuse")
    assert refusal.value.code is code
    assert said in plain(describe_table_error(refusal.value))


def test_lines_of_a_csv_are_those_that_a_spreadsheet_shows() -> None:
    content = '\nVille;Active\n\n"Porto\nNovo";oui\nNamur;peut-être\n'.encode()
    rows, errors = read_rows(CITIES, read_workbook("a.csv", content).first)
    assert [(one.line, one.values["city"]) for one in rows] == [(4, "Porto\nNovo")]
    assert [one.line for one in errors] == [5]


@pytest.mark.parametrize("code", list(TableProblem))
def test_every_problem_of_a_table_has_its_sentence(code: TableProblem) -> None:
    params: dict[str, str | int] = dict.fromkeys(
        ("limit", "size", "kind", "name", "first", "expected", "found"), 1
    )
    said = describe_table_error(TableError(code, 1, None, **params))
    assert said.endswith(".")
    assert "%" not in said


@pytest.mark.parametrize("code", list(ValueProblem))
def test_every_problem_of_a_value_has_its_sentence(code: ValueProblem) -> None:
    said = describe_row_error(RowError(2, "city", code, "x"), CITIES)
    assert plain(said).startswith("Ligne 2, « Ville » : ")
    assert "%" not in said
