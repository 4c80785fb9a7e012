"""What people may paste: everything comes out as text, in both formats."""

from __future__ import annotations

import re
from io import BytesIO

import docx
import pytest
from pypdf import PdfReader

from palabre.kit.documents import (
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Document,
    Figure,
    Heading,
    KeyValues,
    NumberedList,
    Paragraph,
    Quote,
    Span,
    Table,
    Thread,
    ThreadStep,
    to_docx,
    to_pdf,
)

HOSTILE = [
    '#panic("typst") #read("/etc/passwd") #import "@preview/a:0.1.0": *',
    "$ x^2 $ @ref <lab> *gras* _it_ `code` = Titre - puce + numéro \\ // /* rien */",
    "[a](b) ~ -- --- #[ #{ ]] }}",
    "<script>alert(1)</script> ]]> &amp; <!-- --> <w:p/> {{ x }} {% y %}",
    "NUL \x00 et contrôles \x01\x07\x1b fin",
    "demi-caractère \ud83d seul \ude00 fin",
    "=1+1 +33 -5 @SOMME('a')",
]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text y="5">#x</text></svg>'


def everywhere(text: str) -> Document:
    """A document with ``text`` wherever a text can stand."""
    blocks: tuple[Block, ...] = (
        Heading(1, text, text),
        Paragraph((Span(text, bold=True, italic=True, link="javascript:" + text), Span(text))),
        Quote(text, text, text),
        BulletList((text,)),
        NumberedList((text,)),
        Table((text, "b"), ((text, text),), caption=text, numeric=(1,)),
        KeyValues(((text, text),)),
        Callout(CalloutKind.WARNING, text, text),
        Figure(SVG, text, text),
        Thread((ThreadStep(text, text, text, text, link=text, verbatim=True),), text),
    )
    return Document(
        text,
        subtitle=text,
        author=text,
        organisation=text,
        footer=text,
        blocks=blocks,
        contents=True,
    )


def squeezed(text: str) -> str:
    """Without the spaces that a line's end adds or takes, nor what never prints."""
    text = re.sub("[\x00-\x08\x0e-\x1f]", "", text)
    return re.sub(r"[\s\u200b\u00ad]", "", re.sub("[\ud800-\udfff]", "\ufffd", text))


@pytest.mark.parametrize("text", HOSTILE)
def test_the_pdf_shows_it_as_text(text: str) -> None:
    reader = PdfReader(BytesIO(to_pdf(everywhere(text))))
    shown = squeezed("".join(page.extract_text() for page in reader.pages))
    assert shown.count(squeezed(text)) >= 10
    assert "root:" not in shown


@pytest.mark.parametrize("text", HOSTILE)
def test_the_word_file_shows_it_as_text(text: str) -> None:
    word = docx.Document(BytesIO(to_docx(everywhere(text))))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    shown = squeezed("".join([one.text for one in word.paragraphs] + cells))
    assert shown.count(squeezed(text)) >= 18


def test_a_word_of_ten_thousand_letters_stays_on_the_page() -> None:
    word = "mot" * 3_334
    document = Document("T", blocks=(Paragraph(word), Table(("a", "b"), ((word, "x"),))))
    reader = PdfReader(BytesIO(to_pdf(document)))
    lines = [line for page in reader.pages for line in page.extract_text().split("\n")]
    # Neither the title nor « Page 1 sur 5 » holds an « m ».
    assert sum(line.count("m") for line in lines) == 2 * 3_334
    assert max(map(len, lines)) < 120
    again = docx.Document(BytesIO(to_docx(document)))
    assert word in [one.text for one in again.paragraphs]


def test_empty_blocks_do_no_harm() -> None:
    document = Document(
        "T",
        blocks=(
            Heading(1, ""),
            Paragraph(""),
            Paragraph(()),
            Quote(""),
            BulletList(()),
            NumberedList(()),
            Table(("a",), ()),
            KeyValues(()),
            KeyValues((("", ""),)),
            Thread(()),
            Thread((ThreadStep("", ""),)),
        ),
        contents=True,
    )
    assert len(PdfReader(BytesIO(to_pdf(document))).pages) == 1
    assert docx.Document(BytesIO(to_docx(document))).paragraphs[0].text == "T"
