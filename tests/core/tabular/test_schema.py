"""One description: what is written reads back equal, and the dictionary says the same."""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.core.tabular import (
    Column,
    ColumnType,
    Dialect,
    RowError,
    TableError,
    TableProblem,
    TableSchema,
    ValueProblem,
    read_rows,
    write_csv,
)

EVERY_TYPE = TableSchema(
    columns=(
        Column("id", ColumnType.STRING, title="Identifiant", required=True),
        Column("texte", ColumnType.STRING, title="Texte", description="Les mots mêmes."),
        Column("rang", ColumnType.INTEGER),
        Column("montant", ColumnType.NUMBER, unit="EUR"),
        Column("ouvert", ColumnType.BOOLEAN),
        Column("jour", ColumnType.DATE),
        Column("instant", ColumnType.DATETIME),
        Column("annee", ColumnType.YEAR),
        Column("details", ColumnType.JSON),
    ),
    primary_key=("id",),
    title="Énoncés",
)
ROW = {
    "id": "e-1",
    "texte": '=SOMME(A1)\r\n"dit"; puis, rien',
    "rang": -5,
    "montant": Decimal("-1234.50"),
    "ouvert": False,
    "jour": date(2026, 11, 24),
    "instant": datetime(2026, 11, 24, 6, 30, 8, tzinfo=timezone(timedelta(hours=1))),
    "annee": 987,
    "details": {"b": [1, None, "é"], "a": True},
}
EMPTY = {"id": "e-2", "texte": ""} | dict.fromkeys(
    ("rang", "montant", "ouvert", "jour", "instant", "annee", "details")
)


def values(schema: TableSchema, content: str | bytes) -> list[dict[str, Any]]:
    rows, errors = read_rows(schema, content)
    assert errors == ()
    return [dict(row.values) for row in rows]


def test_writes_rfc_4180_with_typed_cells() -> None:
    assert write_csv(EVERY_TYPE, [ROW, EMPTY]) == (
        "id,texte,rang,montant,ouvert,jour,instant,annee,details\r\n"
        'e-1,"\'=SOMME(A1)\r\n""dit""; puis, rien",-5,-1234.50,false,2026-11-24,'
        '2026-11-24T05:30:08Z,0987,"{""a"":true,""b"":[1,null,""é""]}"\r\n'
        "e-2,,,,,,,,\r\n"
    )


def test_reads_back_equal_and_typed() -> None:
    found = values(EVERY_TYPE, write_csv(EVERY_TYPE, [ROW, EMPTY]).encode())
    assert found == [ROW, EMPTY]
    assert isinstance(found[0]["montant"], Decimal)
    assert found[0]["instant"].tzinfo is UTC


def test_another_reader_sees_the_same_cells() -> None:
    text = write_csv(EVERY_TYPE, [ROW])
    header, row = csv.reader(io.StringIO(text, newline=""))
    assert dict(zip(header, row, strict=True))["texte"] == "'" + str(ROW["texte"])
    assert json.loads(row[-1]) == ROW["details"]


any_text = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=12)
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | any_text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(any_text, inner, max_size=3),
    max_leaves=6,
)
any_row = st.fixed_dictionaries(
    {
        "id": any_text.filter(bool),
        "texte": any_text | st.text(alphabet="'=+-@\t\r\n ;,\"", max_size=6),
        "rang": st.none() | st.integers(),
        "montant": st.none()
        | st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20),
        "ouvert": st.none() | st.booleans(),
        "jour": st.none() | st.dates(),
        "instant": st.none() | st.datetimes(timezones=st.just(UTC)),
        "annee": st.none() | st.integers(0, 9999),
        "details": json_values,
    }
)


@given(st.lists(any_row, max_size=4), st.sampled_from([",", ";", "\t"]))
def test_whatever_is_written_reads_back_equal(rows: list[dict[str, Any]], delimiter: str) -> None:
    assert values(EVERY_TYPE, write_csv(EVERY_TYPE, rows, delimiter=delimiter)) == rows


@given(st.lists(any_text, max_size=4))
def test_a_single_column_of_any_text_reads_back_equal(texts: list[str]) -> None:
    schema = TableSchema((Column("mot"),))
    rows = [{"mot": text} for text in texts]
    assert values(schema, write_csv(schema, rows)) == rows


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("texte", None),
        ("texte", "a\0b"),
        ("texte", "\ud800"),
        ("rang", True),
        ("rang", "3"),
        ("montant", 1.5),
        ("montant", Decimal("NaN")),
        ("ouvert", 1),
        ("jour", datetime(2026, 1, 1, tzinfo=UTC)),
        ("instant", datetime(2026, 1, 1)),  # noqa: DTZ001 — refused for that very reason
        ("annee", 12026),
        ("details", {"x": float("inf")}),
        ("id", ""),
    ],
)
def test_refuses_to_write_what_would_not_read_back(name: str, value: object) -> None:
    with pytest.raises((TypeError, ValueError), match=name if name != "details" else None):
        write_csv(EVERY_TYPE, [ROW | {name: value}])


def test_a_row_must_name_every_column_and_no_other() -> None:
    with pytest.raises(ValueError, match="rang"):
        write_csv(EVERY_TYPE, [{name: value for name, value in ROW.items() if name != "rang"}])
    with pytest.raises(ValueError, match="autre"):
        write_csv(EVERY_TYPE, [ROW | {"autre": 1}])


def test_errors_are_told_row_by_row_and_good_rows_kept() -> None:
    schema = TableSchema(
        (Column("id", required=True), Column("n", ColumnType.INTEGER), Column("j", ColumnType.DATE))
    )
    rows, errors = read_rows(
        schema, "id,n,j\na,1,2026-02-28\n,x,2026-02-30\nb,2,\nc,1_000,24/11/2026\n"
    )
    assert [(row.line, dict(row.values)) for row in rows] == [
        (2, {"id": "a", "n": 1, "j": date(2026, 2, 28)}),
        (4, {"id": "b", "n": 2, "j": None}),
    ]
    assert errors == (
        RowError(3, "id", ValueProblem.MISSING, ""),
        RowError(3, "n", ValueProblem.NOT_INTEGER, "x"),
        RowError(3, "j", ValueProblem.NOT_DATE, "2026-02-30"),
        RowError(5, "n", ValueProblem.NOT_INTEGER, "1_000"),
        RowError(5, "j", ValueProblem.NOT_DATE, "24/11/2026"),
    )


@pytest.mark.parametrize(
    ("kind", "cell", "code"),
    [
        (ColumnType.NUMBER, "1,5", ValueProblem.NOT_NUMBER),
        (ColumnType.NUMBER, "NaN", ValueProblem.NOT_NUMBER),
        (ColumnType.NUMBER, "1e5", ValueProblem.NOT_NUMBER),
        (ColumnType.INTEGER, "٣", ValueProblem.NOT_INTEGER),
        (ColumnType.INTEGER, "9" * 5000, ValueProblem.NOT_INTEGER),
        (ColumnType.BOOLEAN, "oui", ValueProblem.NOT_BOOLEAN),
        (ColumnType.DATETIME, "2026-11-24T05:30:08", ValueProblem.NOT_DATETIME),
        (ColumnType.DATETIME, "0001-01-01T00:00:00+14:00", ValueProblem.NOT_DATETIME),
        (ColumnType.YEAR, "24", ValueProblem.NOT_YEAR),
        (ColumnType.JSON, "{", ValueProblem.NOT_JSON),
        (ColumnType.JSON, "NaN", ValueProblem.NOT_JSON),
        (ColumnType.JSON, "[" * 100_000, ValueProblem.NOT_JSON),
    ],
)
def test_cells_that_do_not_hold_what_their_column_says(
    kind: ColumnType, cell: str, code: ValueProblem
) -> None:
    rows, errors = read_rows(TableSchema((Column("x", kind),)), f'x\n"{cell}"\n')
    assert rows == ()
    assert [(error.code, error.value) for error in errors] == [(code, cell[:80])]


def test_people_may_write_as_they_speak() -> None:
    schema = TableSchema(
        (
            Column("population", ColumnType.INTEGER, title="Population", required=True),
            Column("budget", ColumnType.NUMBER, title="Budget"),
            Column("actif", ColumnType.BOOLEAN, title="En activité"),
            Column("depuis", ColumnType.DATE, title="Depuis"),
        )
    )
    content = (
        "POPULATION;En activité;Budget;Depuis\n1\u202f234\u00a0567;Oui;1 234,5;1/2/2026\n;;;\n"
    )
    rows, errors = read_rows(schema, content, dialect=Dialect.PEOPLE)
    assert errors == ()
    assert [dict(row.values) for row in rows] == [
        {
            "population": 1234567,
            "budget": Decimal("1234.5"),
            "actif": True,
            "depuis": date(2026, 2, 1),
        }
    ]


def test_unknown_and_missing_columns() -> None:
    schema = TableSchema((Column("a", required=True), Column("b", ColumnType.INTEGER)))
    with pytest.raises(TableError) as refused:
        read_rows(schema, "a,c\n1,2\n")
    assert (refused.value.code, refused.value.column) == (TableProblem.UNKNOWN_COLUMN, 2)
    rows, _ = read_rows(schema, "a,c\n1,2\n", others="ignore")
    assert [dict(row.values) for row in rows] == [{"a": "1", "b": None}]
    with pytest.raises(TableError) as refused:
        read_rows(schema, "b\n1\n")
    assert refused.value.params == {"name": "a"}


def test_the_data_dictionary_follows_table_schema_2() -> None:
    assert EVERY_TYPE.to_table_schema() == {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "title": "Énoncés",
        "fields": [
            {
                "name": "id",
                "type": "string",
                "title": "Identifiant",
                "constraints": {"required": True},
            },
            {
                "name": "texte",
                "type": "string",
                "title": "Texte",
                "description": "Les mots mêmes.",
            },
            {"name": "rang", "type": "integer"},
            {"name": "montant", "type": "number", "palabre:unit": "EUR"},
            {"name": "ouvert", "type": "boolean"},
            {"name": "jour", "type": "date"},
            {"name": "instant", "type": "datetime"},
            {"name": "annee", "type": "year"},
            {"name": "details", "type": "any", "palabre:encoding": "json"},
        ],
        "missingValues": [""],
        "primaryKey": ["id"],
        "palabre:guard": "leading-apostrophe",
    }


@pytest.mark.parametrize(
    ("columns", "key"),
    [((), ()), ((Column("a"), Column("a")), ()), ((Column("a"),), ("b",))],
)
def test_a_description_that_contradicts_itself_is_refused(
    columns: tuple[Column, ...], key: tuple[str, ...]
) -> None:
    with pytest.raises(ValueError, match=r"column"):
        TableSchema(columns, key)
