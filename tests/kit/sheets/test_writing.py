"""What was written, read back by readers that are not ours: openpyxl, odfpy, LibreOffice, csv."""

from __future__ import annotations

import csv
import datetime as dt
import io
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import openpyxl
import pytest
from odf import opendocument
from odf.namespaces import OFFICENS, TABLENS
from odf.table import Table, TableCell, TableRow
from odf.text import P

from palabre.core.tabular import Column, ColumnType, TableSchema
from palabre.kit.sheets import (
    SheetSpec,
    UnwritableSheet,
    describe_error,
    read_rows,
    read_workbook,
    write_csv,
    write_ods,
    write_xlsx,
)

TITLES = [
    "Ville",
    "Population",
    "Taux",
    "Active ?",
    "Membre depuis le",
    "Année",
    "Mise à jour",
    "Remarque",
    "État",
]
WRITERS = {"xlsx": write_xlsx, "ods": write_ods}


def trimmed(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """What a spreadsheet is asked to keep: outer spaces of texts are not."""
    return [
        {name: one.strip() if isinstance(one, str) else one for name, one in row.items()}
        for row in rows
    ]


@pytest.mark.parametrize("kind", WRITERS)
def test_what_goes_out_comes_back(
    kind: str, spec: SheetSpec, schema: TableSchema, rows: list[dict[str, object]]
) -> None:
    workbook = read_workbook(f"villes.{kind}", WRITERS[kind]([spec]))
    assert workbook.kind == kind
    assert [sheet.name for sheet in workbook.sheets] == ["Villes", "Mode d’emploi"]
    read, errors = read_rows(schema, workbook.first, others="refuse")
    assert errors == ()
    assert [dict(one.values) for one in read] == trimmed(rows)
    assert [one.line for one in read] == [2, 3, 4, 5, 6, 7]


def test_csv_goes_out_and_comes_back(
    spec: SheetSpec, schema: TableSchema, rows: list[dict[str, object]]
) -> None:
    written = write_csv(spec)
    read, errors = read_rows(schema, read_workbook("villes.csv", written).first, others="refuse")
    assert errors == ()
    assert [dict(one.values) for one in read] == trimmed(rows)
    # Read by the standard library: no cell starts a formula.
    assert written.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(written.decode("utf-8-sig")), delimiter=";"))
    assert lines[0] == list(schema.names)
    assert [line[0] for line in lines[3:6]] == ["'=1+1", "'@SOMME(A1)", "'+33"]


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_openpyxl_reads_typed_cells_and_no_formula(spec: SheetSpec) -> None:
    sheet = opened(write_xlsx([spec]))["Villes"]
    assert [cell.value for cell in sheet[1]] == TITLES
    first = [cell.value for cell in sheet[2]]
    assert first[:3] == ["Cotonou", 679_012, 12.5]
    assert first[3] == "oui"
    assert first[4] == dt.datetime.fromisoformat("1990-03-01")
    assert sheet["E2"].is_date
    assert sheet["E2"].number_format == "dd/mm/yyyy"
    assert first[7] == "Première ligne\nSeconde : « cœur », 12 € & <b>"
    assert sheet["H2"].alignment.wrap_text
    assert [sheet[f"A{row}"].value for row in (4, 5, 6, 7)] == ["=1+1", "@SOMME(A1)", "+33", "0012"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert sheet["H7"].value == "00123456789"
    assert sheet["B4"].value == "1000000000000000001"


def test_the_header_stays_in_sight_and_can_be_filtered(spec: SheetSpec) -> None:
    sheet = opened(write_xlsx([spec]))["Villes"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:I7"
    assert sheet.print_title_rows == "$1:$1"
    widths = {letter: sheet.column_dimensions[letter].width for letter in "AH"}
    assert widths["H"] > widths["A"] >= len("Phnom Penh")


def test_a_template_checks_what_is_typed(spec: SheetSpec) -> None:
    empty = SheetSpec(spec.name, spec.schema, (), spec.choices)
    sheet = opened(write_xlsx([empty]))["Villes"]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert rules["I2:I1001"].formula1 == '"active,dormante"'
    assert rules["D2:D1001"].formula1 == '"oui,non"'
    assert rules["E2:E1001"].type == "date"
    assert rules["B2:B1001"].type == "decimal"
    assert all(rule.errorStyle == "warning" for rule in rules.values())


def test_a_choice_with_a_comma_is_no_list_but_is_explained() -> None:
    schema = TableSchema((Column("place", title="Lieu"),))
    workbook = opened(write_xlsx([SheetSpec("Lieux", schema, (), {"place": ("ici, là", "b")})]))
    assert workbook["Lieux"].data_validations.dataValidation == []
    assert "ici, là" in workbook["Mode d’emploi"]["D2"].value


def test_the_guide_explains_each_column(spec: SheetSpec) -> None:
    for kind, writer in WRITERS.items():
        guide = read_workbook(f"x.{kind}", writer([spec])).sheet("Mode d’emploi")
        assert guide is not None
        assert guide.rows[1] == ("Villes", None, "Villes membres – Une ligne par ville.")
        assert guide.rows[2] == (
            "Villes", "Ville", "Le nom que la ville se donne.", "texte", "oui",
        )  # fmt: skip
        assert guide.rows[3] == ("Villes", "Population", None, "nombre entier, en personnes")
        assert guide.rows[-1][3] == "un de ces mots\u00a0: active, dormante"
        assert len(guide.rows) == 2 + len(TITLES)
    assert read_workbook("x", write_xlsx([spec], guide=False)).sheet("Mode d’emploi") is None


@pytest.mark.parametrize("kind", WRITERS)
def test_names_of_sheets_are_mended(kind: str) -> None:
    schema = TableSchema((Column("a"),))
    names = ["Villes : Bénin/Niger [2026]", "n" * 40, "N" * 40, "", "'cité'", "History", "d'ici"]
    content = WRITERS[kind]([SheetSpec(name, schema) for name in names], guide=False)
    assert [sheet.name for sheet in read_workbook("x", content).sheets] == [
        "Villes Bénin Niger 2026",
        "n" * 31,
        "N" * 29 + " 2",
        "Feuille",
        "cité",
        "History 2",
        "d'ici",
    ]


def test_a_text_longer_than_a_cell_is_refused_and_nothing_is_cut() -> None:
    schema = TableSchema((Column("words", title="Paroles"),))
    fits = SheetSpec("T", schema, [{"words": "x" * 32_767}])
    longer = SheetSpec("T", schema, [{"words": "court"}, {"words": "x" * 32_768}])
    for writer in WRITERS.values():
        read, _errors = read_rows(schema, read_workbook("x", writer([fits])).first)
        assert len(read[0].values["words"]) == 32_767
        with pytest.raises(UnwritableSheet) as refusal:
            writer([longer])
        said = describe_error(refusal.value).replace("\u00a0", " ")
        assert "ligne 3" in said
        assert "« Paroles »" in said
        assert "CSV" in said
    assert b"x" * 32_768 in write_csv(longer)


def test_mistakes_of_the_caller_are_refused() -> None:
    schema = TableSchema((Column("n", ColumnType.INTEGER),))
    with pytest.raises(TypeError, match="n: str given for integer"):
        write_xlsx([SheetSpec("T", schema, [{"n": "12"}])])
    with pytest.raises(ValueError, match="names differ"):
        write_ods([SheetSpec("T", schema, [{"m": 12}])])
    with pytest.raises(ValueError, match="at least one sheet"):
        write_xlsx([])


def test_controls_are_dropped_and_the_file_still_opens() -> None:
    schema = TableSchema((Column("words"),))
    for kind, writer in WRITERS.items():
        spec = SheetSpec("T", schema, [{"words": "a\x01b\x1fc\ufffe\td\r\ne _x0041_ ]]> &amp;"}])
        read, _errors = read_rows(schema, read_workbook(kind, writer([spec])).first)
        assert read[0].values["words"] == "abc d\ne _x0041_ ]]> &amp;"


def odf_cells(content: bytes, sheet: str) -> Iterator[list[tuple[str | None, str | None, str]]]:
    document = opendocument.load(io.BytesIO(content))
    for table in document.getElementsByType(Table):
        if table.getAttrNS(TABLENS, "name") != sheet:
            continue
        for line in table.getElementsByType(TableRow):
            cells = []
            for cell in line.getElementsByType(TableCell):
                kind = cell.getAttrNS(OFFICENS, "value-type")
                value = cell.getAttrNS(OFFICENS, "date-value" if kind == "date" else "value")
                text = "\n".join(str(one) for one in cell.getElementsByType(P))
                cells.append((kind, value, text))
            yield cells


def test_odfpy_reads_typed_cells_and_no_formula(spec: SheetSpec) -> None:
    content = write_ods([spec])
    lines = list(odf_cells(content, "Villes"))
    assert [cell[2] for cell in lines[0]] == TITLES
    first = lines[1]
    assert first[0] == ("string", None, "Cotonou")
    assert first[1] == ("float", "679012", "679012")
    assert first[2] == ("float", "12.5", "12.5")
    assert first[4] == ("date", "1990-03-01", "01/03/1990")
    assert first[7][2] == "Première ligne\nSeconde : « cœur », 12 € & <b>"
    assert lines[3][0] == ("string", None, "=1+1")
    with ZipFile(io.BytesIO(content)) as archive:
        assert archive.infolist()[0].filename == "mimetype"
        assert archive.infolist()[0].compress_type == ZIP_STORED
        assert b"table:formula" not in archive.read("content.xml")


def test_the_same_rows_give_the_same_ods(spec: SheetSpec) -> None:
    assert write_ods([spec]) == write_ods([spec])


@pytest.mark.parametrize(("kind", "other"), [("xlsx", "ods"), ("ods", "xlsx")])
def test_libreoffice_opens_it_and_loses_nothing(
    kind: str,
    other: str,
    spec: SheetSpec,
    schema: TableSchema,
    rows: list[dict[str, object]],
    tmp_path: Path,
) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice est absent : l’aller-retour par un tableur n’a pas été essayé")
    file = tmp_path / f"villes.{kind}"
    file.write_bytes(WRITERS[kind]([spec]))
    subprocess.run(
        [
            office,
            f"-env:UserInstallation=file://{tmp_path}/profil",
            "--headless",
            "--convert-to",
            other,
            "--outdir",
            str(tmp_path / "sortie"),
            str(file),
        ],
        capture_output=True,
        timeout=120,
        check=True,
    )
    again = tmp_path / "sortie" / f"villes.{other}"
    if not again.exists():
        pytest.skip("LibreOffice est là sans son tableur : aller-retour non essayé")
    workbook = read_workbook(again.name, again.read_bytes())
    read, errors = read_rows(schema, workbook.first)
    assert errors == ()
    assert [dict(one.values) for one in read] == trimmed(rows)
    assert workbook.remarks == ()
