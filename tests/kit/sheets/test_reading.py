"""Files as people send them, made by other libraries than those that read them here."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from palabre.kit.sheets import RemarkCode, describe_remark, read_workbook
from palabre.kit.sheets.survey import column_letters, column_number

Maker = Callable[..., bytes]


def moment(text: str) -> dt.datetime:
    """As spreadsheets hold them: without a time zone."""
    return dt.datetime.fromisoformat(text)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_values_are_typed_trimmed_and_composed(xlsx: Maker) -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["  Cote\u0301 \r\n", 12, 12.5, 0.1 + 0.2, True, "   "])
        sheet.append([dt.date(2026, 11, 24), moment("2026-11-24T09:30"), dt.time(9, 30)])
        sheet.append([1e20, -7.0, None, "fin"])

    sheet = read_workbook("a.xlsx", xlsx(fill)).first
    assert sheet.rows == (
        ("Coté", 12, Decimal("12.5"), Decimal("0.3"), True),
        (dt.date(2026, 11, 24), moment("2026-11-24T09:30"), dt.time(9, 30)),
        (10**20, -7, None, "fin"),
    )
    assert isinstance(sheet.rows[2][1], int)


def test_rows_keep_their_number_and_ends_are_cut(xlsx: Maker) -> None:
    def fill(sheet: Any) -> None:
        sheet["B3"] = "ici"
        sheet["A9"] = " "

    assert read_workbook("a.xlsx", xlsx(fill)).first.rows == ((), (), (None, "ici"))


def test_the_kind_comes_from_the_content_and_not_from_the_name(xlsx: Maker, ods: Maker) -> None:
    assert read_workbook("a.ods", xlsx(lambda sheet: sheet.append(["a"]))).kind == "xlsx"
    assert read_workbook("a.xlsx", ods(({"valuetype": "string", "text": "a"},))).kind == "ods"
    assert read_workbook("a.xlsx", b"a;b\n1;2\n").kind == "csv"


def test_ods_made_by_another_library(ods: Maker) -> None:
    content = ods(
        (
            {"valuetype": "string", "text": "Ville"},
            {"valuetype": "float", "value": "12.5", "text": "12,5"},
            {"valuetype": "date", "datevalue": "2026-11-24", "text": "24/11/26"},
            {"valuetype": "boolean", "booleanvalue": "true", "text": "VRAI"},
            {"valuetype": "percentage", "value": "0.42", "text": "42 %"},
        ),
        ({"valuetype": "string", "text": "a", "numbercolumnsrepeated": "3"},),
    )
    sheet = read_workbook("a.ods", content).first
    assert sheet.name == "Données"
    assert sheet.rows == (
        ("Ville", Decimal("12.5"), dt.date(2026, 11, 24), True, Decimal("0.42")),
        ("a", "a", "a"),
    )


def test_hidden_sheets_are_said_and_the_first_that_shows_something_is_chosen() -> None:
    workbook = openpyxl.Workbook()
    workbook.active.title = "Cachée"
    workbook.active.append(["x"])
    workbook.active.sheet_state = "hidden"
    workbook.create_sheet("Vide")
    workbook.create_sheet("Villes").append(["Ville"])
    written = io.BytesIO()
    workbook.save(written)
    read = read_workbook("a.xlsx", written.getvalue())
    assert [(one.name, one.hidden) for one in read.sheets] == [
        ("Cachée", True),
        ("Vide", False),
        ("Villes", False),
    ]
    assert read.first.name == "Villes"
    assert read.sheet(" villes ") is read.first
    assert read.sheet("Autre") is None


def test_formulas_give_their_stored_value_and_mute_ones_are_said(
    xlsx: Maker, altered: Maker
) -> None:
    def fill(sheet: Any) -> None:
        sheet.title = "Coûts"
        sheet.append(["a", 1, "=B1*2"])
        sheet["AB7"] = "=1+1"

    content = altered(
        xlsx(fill),
        {
            "xl/worksheets/sheet1.xml": lambda part: part.replace(
                b"<f>B1*2</f><v></v>", b"<f>B1*2</f><v>2</v>"
            ).replace(b"<f>B1*2</f><v />", b"<f>B1*2</f><v>2</v>")
        },
    )
    workbook = read_workbook("a.xlsx", content)
    assert workbook.first.rows[0] == ("a", 1, 2)
    (remark,) = workbook.remarks
    assert (remark.code, remark.sheet, remark.cell) == (
        RemarkCode.FORMULA_WITHOUT_VALUE,
        "Coûts",
        "AB7",
    )
    assert "Feuille « Coûts », cellule AB7" in plain(describe_remark(remark))


def test_errors_of_formulas_are_said(xlsx: Maker, ods: Maker) -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = "#DIV/0!"
        sheet["A1"].data_type = "e"

    (remark,) = read_workbook("a.xlsx", xlsx(fill)).remarks
    assert (remark.code, remark.cell, remark.found) == (RemarkCode.ERROR_VALUE, "A1", "#DIV/0!")
    content = ods(
        ({}, {"formula": "of:=1/0", "valuetype": "string", "text": "#DIV/0!"}),
        ({"formula": "of:=1+1"},),
    )
    codes = [(one.code, one.cell) for one in read_workbook("a.ods", content).remarks]
    assert codes == [(RemarkCode.ERROR_VALUE, "B1"), (RemarkCode.FORMULA_WITHOUT_VALUE, "A2")]


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (16384, "XFD")])
def test_columns_are_named_as_spreadsheets_name_them(number: int, letters: str) -> None:
    assert column_letters(number) == letters
    assert column_number(letters) == number
