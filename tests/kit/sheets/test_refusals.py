"""What is refused before anything could be lost or stopped."""

from __future__ import annotations

import datetime as dt
import io
import random
from collections.abc import Callable
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from palabre.kit.sheets import SheetFault, UnreadableSheet, describe_error, read_workbook

Maker = Callable[..., bytes]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def refused(content: bytes, name: str = "villes.xlsx") -> UnreadableSheet:
    with pytest.raises(UnreadableSheet) as refusal:
        read_workbook(name, content)
    assert describe_error(refusal.value).rstrip().endswith(".")
    return refusal.value


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", SheetFault.EMPTY),
        (b" \r\n\x00", SheetFault.EMPTY),
        (b"a" * 10_000_001, SheetFault.TOO_LARGE),
        (b"%PDF-1.7 \x00\xff", SheetFault.NOT_A_SHEET),
        (b"\x89PNG\r\n\x1a\n\x00\x00", SheetFault.NOT_A_SHEET),
        (b"<html><table><tr><td>a</td></tr></table></html>", SheetFault.NOT_A_SHEET),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, SheetFault.OLD_OR_PROTECTED),
        (b"PK\x03\x04 tronqu\xc3\xa9", SheetFault.DAMAGED),
        (b'a;b\n1;"jamais ferm\xc3\xa9\n', SheetFault.TEXT),
    ],
)
def test_files_that_are_no_sheet(content: bytes, code: SheetFault) -> None:
    assert refused(content).code is code


def test_a_broken_csv_says_where() -> None:
    error = refused(b'a;b\n1;2\n3;"jamais ferm\xc3\xa9\n', "villes.csv")
    assert plain(describe_error(error)).startswith("Ligne 3, colonne 2 : un guillemet est ouvert")


def test_another_archive_is_no_sheet() -> None:
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("notes.txt", "bonjour")
    assert refused(packed.getvalue()).code is SheetFault.NOT_A_SHEET


def test_a_truncated_workbook_is_damaged(xlsx: Maker) -> None:
    content = xlsx(lambda sheet: sheet.append(["a"] * 50))
    assert refused(content[: len(content) // 2]).code is SheetFault.DAMAGED


def test_a_part_that_is_not_xml_is_damaged(xlsx: Maker, altered: Maker) -> None:
    content = xlsx(lambda sheet: sheet.append(["a"]))
    broken = altered(content, {"xl/worksheets/sheet1.xml": lambda part: part[:-20]})
    assert refused(broken).code is SheetFault.DAMAGED


def test_a_zip_bomb_is_refused_unopened() -> None:
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"<a>" + b" " * 101_000_000)
    assert refused(packed.getvalue()).code is SheetFault.TOO_HEAVY


def test_a_content_out_of_proportion_is_suspect(xlsx: Maker, altered: Maker) -> None:
    padding = b"<!--" + b" " * 30_000_000 + b"-->"
    content = altered(
        xlsx(lambda sheet: sheet.append(["a"])),
        {"xl/worksheets/sheet1.xml": lambda part: part + padding},
    )
    assert refused(content).code is SheetFault.SUSPECT


def test_too_many_entries_and_twins_are_suspect() -> None:
    many = io.BytesIO()
    with ZipFile(many, "w") as archive:
        for number in range(2_001):
            archive.writestr(f"xl/{number}.xml", "<a/>")
    assert refused(many.getvalue()).code is SheetFault.SUSPECT
    twins = io.BytesIO()
    with ZipFile(twins, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("xl/workbook.xml", "<workbook/>")
    assert refused(twins.getvalue()).code is SheetFault.SUSPECT


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml"])
def test_entities_are_suspect(part: str, xlsx: Maker, altered: Maker) -> None:
    def poison(content: bytes) -> bytes:
        head, _mark, rest = content.partition(b"?>")
        body = rest if rest else head
        return b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + body

    content = altered(xlsx(lambda sheet: sheet.append(["a"])), {part: poison})
    assert refused(content).code is SheetFault.SUSPECT


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("A100001", SheetFault.TOO_MANY_ROWS),
        ("XFD1048576", SheetFault.TOO_MANY_ROWS),
        ("SG1", SheetFault.TOO_MANY_COLUMNS),
        ("ZZ90000", SheetFault.TOO_MANY_COLUMNS),
        ("CV90000", SheetFault.TOO_MANY_CELLS),
    ],
)
def test_a_cell_out_of_reach_does_not_stop_the_server(
    cell: str, code: SheetFault, xlsx: Maker
) -> None:
    def fill(sheet: Any) -> None:
        sheet.title = "Loin"
        sheet["A1"] = "a"
        sheet[cell] = "b"

    error = refused(xlsx(fill))
    assert error.code is code
    if code is not SheetFault.TOO_MANY_CELLS:
        assert "« Loin »" in plain(describe_error(error))


def test_dressed_cells_without_content_are_not_counted(xlsx: Maker) -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = "a"
        sheet["SG200000"].font = openpyxl.styles.Font(bold=True)

    assert read_workbook("a.xlsx", xlsx(fill)).first.rows == (("a",),)


def test_one_text_shared_by_many_cells_is_counted_each_time(xlsx: Maker) -> None:
    def fill(sheet: Any) -> None:
        for _row in range(400):
            sheet.append(["x" * 30_000] * 10)

    content = xlsx(fill)
    assert len(content) < 200_000
    assert refused(content).code is SheetFault.TOO_HEAVY


@pytest.mark.parametrize(
    ("repeats", "code"),
    [
        ({"numbercolumnsrepeated": "16384"}, SheetFault.TOO_MANY_COLUMNS),
        ({"numbercolumnsrepeated": "501"}, SheetFault.TOO_MANY_COLUMNS),
    ],
)
def test_repeated_cells_that_hold_something_are_counted(
    repeats: dict[str, str], code: SheetFault, ods: Maker
) -> None:
    content = ods(({"valuetype": "string", "text": "a", **repeats},))
    assert refused(content).code is code


def test_repeated_cells_without_content_are_how_spreadsheets_end(ods: Maker) -> None:
    content = ods(
        ({"valuetype": "string", "text": "a"}, {"numbercolumnsrepeated": "16383"}),
    )
    assert read_workbook("a.ods", content).first.rows == (("a",),)


def test_a_declared_encoding_hides_nothing(xlsx: Maker, altered: Maker) -> None:
    """The survey and the reader look at the same bytes in the same way."""

    def disguised(part: bytes) -> bytes:
        head, _mark, rest = part.partition(b"?>")
        return b'<?xml version="1.0" encoding="cp037"?>' + (rest if rest else head)

    content = altered(
        xlsx(lambda sheet: sheet.append(["a", 1])), {"xl/worksheets/sheet1.xml": disguised}
    )
    assert read_workbook("a.xlsx", content).first.rows == (("a", 1),)


def test_a_damaged_workbook_never_gives_anything_but_a_workbook_or_a_refusal(
    xlsx: Maker, altered: Maker
) -> None:
    content = xlsx(lambda sheet: sheet.append(["a", 1, dt.date(2026, 1, 1)]))
    seeded = random.Random(20261124)
    outcomes = set()
    for _attempt in range(150):

        def spoil(part: bytes) -> bytes:
            spoilt = bytearray(part)
            place = seeded.randrange(len(spoilt))
            spoilt[place : place + seeded.randrange(3)] = seeded.choice(
                [b"", b"9", b"99999", b"<", b'"', b"&#1;", b"\xff", b"XFD1048576"]
            )
            return bytes(spoilt)

        spoilt = altered(content, {"xl/worksheets/sheet1.xml": spoil})
        try:
            outcomes.add(type(read_workbook("a.xlsx", spoilt)).__name__)
        except UnreadableSheet as error:
            outcomes.add(type(error).__name__)
    assert outcomes == {"Workbook", "UnreadableSheet"}
