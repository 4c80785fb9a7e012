"""Reading what people really send, and refusing what would be misread in silence."""

import contextlib
import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.core.tabular import Limits, TableError, TableProblem, read_csv, read_records


def cells(content: bytes | str, **options: object) -> list[tuple[str, ...]]:
    return [row.cells for row in read_csv(content, **options).rows]  # type: ignore[arg-type]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_finds_the_delimiter_and_the_line_end(delimiter: str, end: str) -> None:
    content = end.join(["ville,pays", "Niamey,NE", "Namur,BE", ""]).replace(",", delimiter)
    table = read_csv(content)
    assert table.delimiter == delimiter
    assert table.header == ("ville", "pays")
    assert [row.cells for row in table.rows] == [("Niamey", "NE"), ("Namur", "BE")]
    assert [row.line for row in table.rows] == [2, 3]


def test_commas_in_the_text_do_not_win_over_semicolons() -> None:
    content = "nom;note\nA;un, deux, trois\nB;un\nC;un, deux\n"
    assert cells(content) == [("A", "un, deux, trois"), ("B", "un"), ("C", "un, deux")]


def test_expected_names_decide_the_delimiter() -> None:
    content = "a,b;c,d\n1,2;3,4\n"
    assert read_csv(content, expected=["a,b", "c,d"]).header == ("a,b", "c,d")
    assert read_csv(content, expected=["a", "d"]).header == ("a", "b;c", "d")


def test_a_sep_line_is_obeyed() -> None:
    table = read_csv("sep=;\r\na,b;c\r\n1;2\r\n")
    assert table.header == ("a,b", "c")
    assert table.rows[0].line == 3


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("ville\nSaïda".encode(), "utf-8"),
        ("ville\nSaïda".encode("utf-8-sig"), "utf-8-sig"),
        ("ville\nSaïda".encode("cp1252"), "cp1252"),
        ("ville\nSaïda".encode("utf-16"), "utf-16"),
        ("\ufeffville\nSaïda", "text"),
    ],
)
def test_says_the_encoding_it_found(content: bytes | str, encoding: str) -> None:
    table = read_csv(content)
    assert table.encoding == encoding
    assert table.header == ("ville",)
    assert table.rows[0].cells == ("Saïda",)


def test_quoted_cells_keep_quotes_delimiters_and_line_ends() -> None:
    content = 'id,texte\r\n1,"dit : ""oui, bien""\r\nsûr\n"\r\n2,fin\r\n'
    table = read_csv(content)
    assert table.rows[0].cells == ("1", 'dit : "oui, bien"\r\nsûr\n')
    assert table.rows[1].cells == ("2", "fin")
    assert [row.line for row in table.rows] == [2, 5]


def test_a_quote_inside_a_bare_cell_is_a_character() -> None:
    assert cells('a,b\n5" écran,1\n') == [('5" écran', "1")]


def test_blank_lines_are_left_out_but_a_quoted_empty_cell_is_a_row() -> None:
    assert cells('a\n\nx\n""\n\n') == [("x",), ("",)]


def test_a_last_cell_may_be_empty_without_line_end() -> None:
    assert cells("a,b\n1,") == [("1", "")]


def test_empty_columns_left_by_a_spreadsheet_are_dropped() -> None:
    table = read_csv("a;b;;\n1;2;;\n3;4;;\n")
    assert table.header == ("a", "b")
    assert [row.cells for row in table.rows] == [("1", "2"), ("3", "4")]


def test_short_rows_are_refused_or_completed() -> None:
    content = "a,b,c\n1\n2,3,4,,\n"
    with pytest.raises(TableError) as refused:
        read_csv(content)
    assert (refused.value.code, refused.value.line) == (TableProblem.ROW_LENGTH, 2)
    assert refused.value.params == {"expected": 3, "found": 1}
    assert cells(content, ragged="pad") == [("1", "", ""), ("2", "3", "4")]


def test_words_in_excess_are_refused_even_when_rows_are_completed() -> None:
    with pytest.raises(TableError) as refused:
        read_csv("a,b\n1,2,trop\n", ragged="pad")
    assert refused.value.params == {"expected": 2, "found": 3}


@pytest.mark.parametrize(
    ("content", "code", "line", "column"),
    [
        (b"", TableProblem.EMPTY, None, None),
        (b" \r\n \n", TableProblem.EMPTY, None, None),
        (b"\xef\xbb\xbf", TableProblem.EMPTY, None, None),
        (b"PK\x03\x04\x14\x00", TableProblem.NOT_TEXT, None, None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", TableProblem.NOT_TEXT, None, None),
        (b"%PDF-1.7", TableProblem.NOT_TEXT, None, None),
        (b"a,b\n1,\x81\x8d\n", TableProblem.NOT_TEXT, None, None),
        ("été\nà la p\u00e9riode é".encode() + b"\xc3", TableProblem.MALFORMED_UTF8, 2, 15),
        (b"a,b\n1,2\n3,\x004\n", TableProblem.NUL, 3, 3),
        (b'a,b\n1,2\n3,"tronqu', TableProblem.UNCLOSED_QUOTE, 3, 2),
        (b'a,b\n"x\ny" z,2\n', TableProblem.TEXT_AFTER_QUOTE, 3, 1),
        (b"a,,b\n1,2,3\n", TableProblem.EMPTY_HEADER, 1, 2),
        (b"a,b,a\n1,2,3\n", TableProblem.DUPLICATED_HEADER, 1, 3),
        (b"a,b\n1,2,3\n", TableProblem.ROW_LENGTH, 2, None),
    ],
)
def test_says_what_is_wrong_and_where(
    content: bytes, code: TableProblem, line: int | None, column: int | None
) -> None:
    with pytest.raises(TableError) as refused:
        read_csv(content)
    assert (refused.value.code, refused.value.line, refused.value.column) == (code, line, column)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(TableError) as refused:
        read_csv("a,b\n1,2\n", expected=["a", "vote"])
    assert refused.value.code is TableProblem.MISSING_COLUMN
    assert refused.value.params == {"name": "vote"}


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(size=10), TableProblem.TOO_LARGE),
        (Limits(rows=1), TableProblem.TOO_MANY_ROWS),
        (Limits(columns=1), TableProblem.TOO_MANY_COLUMNS),
        (Limits(cell=5), TableProblem.CELL_TOO_LONG),
    ],
)
@pytest.mark.parametrize("quote", ["", '"'])
def test_refuses_beyond_its_limits(limits: Limits, code: TableProblem, quote: str) -> None:
    content = f"a,b\n{quote}123456{quote},2\n3,4\n"
    with pytest.raises(TableError) as refused:
        read_csv(content, limits=limits)
    assert refused.value.code is code


def test_as_many_rows_as_allowed_are_read() -> None:
    assert cells("a\n1\n2\n", limits=Limits(rows=2)) == [("1",), ("2",)]


def test_records_keep_the_first_row() -> None:
    found = read_records('topic,"Eau\nou route"\nvoters,3\n')
    assert [(row.line, row.cells) for row in found.records] == [
        (1, ("topic", "Eau\nou route")),
        (3, ("voters", "3")),
    ]


plain_cells = st.text(
    alphabet=st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=8
)


@given(st.lists(st.lists(plain_cells, min_size=2, max_size=2), min_size=1, max_size=5))
def test_reads_what_another_writer_wrote(rows: list[list[str]]) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, quoting=csv.QUOTE_ALL).writerows(rows)
    found = read_records(buffer.getvalue(), delimiter=",")
    assert [list(record.cells) for record in found.records] == rows


@given(
    st.lists(
        st.lists(
            st.text(alphabet="ab \"'=é1", min_size=1, max_size=6).filter(
                lambda cell: not cell.startswith('"')
            ),
            min_size=2,
            max_size=4,
        ),
        min_size=1,
        max_size=5,
    )
)
def test_unquoted_rows_read_as_another_reader_reads_them(rows: list[list[str]]) -> None:
    content = "\r\n".join(";".join(row) for row in rows)
    found = read_records(content, delimiter=";")
    assert [list(record.cells) for record in found.records] == list(
        csv.reader(io.StringIO(content, newline=""), delimiter=";")
    )


@given(st.binary(max_size=60))
def test_any_bytes_give_a_table_or_a_table_error(content: bytes) -> None:
    with contextlib.suppress(TableError):
        table = read_csv(content)
        assert all(len(row.cells) == len(table.header) for row in table.rows)
