"""The Word file, read back by python-docx and, underneath, as XML."""

from __future__ import annotations

import datetime as dt
import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from lxml import etree

from palabre.kit.documents import Document, Heading, Paragraph, Quote, Table, to_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

# Order of the elements in the schema of ECMA-376 part 1 (§A.1, CT_PPrBase, EG_RPrBase,
# CT_TblPrBase, EG_SectPrContents): Word refuses a file that does not keep it.
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
    "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct "
    "topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
    "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss "
    "imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs "
    "highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize "
    "tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
    "tblDescription tblPrChange",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc "
    "pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi "
    "rtlGutter docGrid printerSettings sectPrChange",
}


def opened(document: Document) -> Any:
    return docx.Document(BytesIO(to_docx(document)))


def parts(document: Document) -> dict[str, etree._Element]:
    with ZipFile(BytesIO(to_docx(document))) as archive:
        return {
            name: etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith((".xml", ".rels"))
        }


@pytest.fixture
def main(complete: Document) -> etree._Element:
    return parts(complete)["word/document.xml"]


def style_of(word: Any, text: str) -> str:
    return next(str(one.style.name) for one in word.paragraphs if one.text == text)


def test_every_block_wears_a_real_style(complete: Document) -> None:
    word = opened(complete)
    expected = {
        "Programme : l’œuvre commune": "Title",
        "Version soumise au Bureau": "Subtitle",
        "Ce que dit ce document": "toc 1",
        "Bâtir sur les agents.": "Quote",
        "Une puce": "List Bullet",
        "Capitaliser": "List Number",
        "Inconnu n’est pas zéro.": "Note Text",
        "À vérifier": "Warning Title",
        "Former les agents": "Thread Step Title",
        "« Trois ordinateurs seulement servaient. »": "Words Text",
    }
    plain = {one.text.replace("\u00a0", " "): one.style.name for one in reversed(word.paragraphs)}
    plain["Bâtir sur les agents."] = plain.pop("« Bâtir sur les agents. »")
    assert {text: plain[text] for text in expected} == expected


def test_headings_never_skip_a_level(complete: Document) -> None:
    headings = [
        (one.style.name, one.text)
        for one in opened(complete).paragraphs
        if one.style.name.startswith("Heading")
    ]
    assert headings == [
        ("Heading 1", "Ce que dit ce document"),
        ("Heading 2", "Indicateurs"),
        ("Heading 1", "Axe 1"),
        ("Heading 2", "Action 1"),
    ]


def test_properties_and_language(complete: Document) -> None:
    word = opened(complete)
    about = word.core_properties
    assert about.title == "Programme : l’œuvre commune"
    assert about.author == "Secrétariat d’essai"
    assert about.subject == "Version soumise au Bureau"
    assert about.language == "fr-FR"
    assert about.comments == ""
    assert about.created.date() == dt.date(2026, 11, 1)
    styles = parts(complete)["word/styles.xml"]
    assert [mark.get(f"{W}val") for mark in styles.iter(f"{W}lang")] == ["fr-FR"]


def test_a_tables_header_comes_back_and_numbers_stand_to_the_right(complete: Document) -> None:
    word = opened(complete)
    table = word.tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Ville", "Actes délivrés"],
        ["Cotonou", "1\u00a0234,5"],
        ["Niamey", "67"],
    ]
    assert table.style.name == "Palabre Table"
    repeated = [row._tr.find(f"{W}trPr/{W}tblHeader") is not None for row in table.rows]
    assert repeated == [True, False, False]
    number = table.rows[1].cells[1].paragraphs[0]
    assert number.style.name == "Table Number"
    assert number.style.element.pPr.find(f"{W}jc").get(f"{W}val") == "right"
    assert table.rows[2].cells[1].paragraphs[0].runs[0].bold is True


def test_names_and_values_are_a_table_of_two_columns(complete: Document) -> None:
    pairs = opened(complete).tables[1]
    assert [[cell.text for cell in row.cells] for row in pairs.rows] == [
        ["Villes", "Cotonou, Niamey"],
        ["Coût", "125 000 €"],
    ]


def test_the_picture_is_there_with_its_words(complete: Document, main: etree._Element) -> None:
    (properties,) = [one for one in main.iter() if str(one.tag).endswith("}docPr")]
    assert properties.get("descr") == "Une barre : 76 % des agents de Cotonou sont formés."
    with ZipFile(BytesIO(to_docx(complete))) as archive:
        (image,) = [name for name in archive.namelist() if name.startswith("word/media/")]
        assert archive.read(image).startswith(b"\x89PNG\r\n\x1a\n")


def test_contents_and_page_numbers_are_fields(complete: Document, main: etree._Element) -> None:
    def codes(root: etree._Element) -> list[str]:
        return [str(one.text).strip() for one in root.iter(f"{W}instrText")]

    assert codes(main)[0] == 'TOC \\o "1-2" \\h \\z \\u'
    assert "SEQ Tableau \\* ARABIC" in codes(main)
    everything = parts(complete)
    footers = [root for name, root in everything.items() if "word/footer" in name]
    assert [codes(root) for root in footers] == [["PAGE", "NUMPAGES"]] * 2
    assert all("Document d’essai" in etree.tostring(root, encoding="unicode") for root in footers)
    begun = [one.get(f"{W}fldCharType") for one in main.iter(f"{W}fldChar")]
    assert begun.count("begin") == begun.count("separate") == begun.count("end")


def test_every_inner_link_has_its_bookmark(main: etree._Element) -> None:
    names = {one.get(f"{W}name") for one in main.iter(f"{W}bookmarkStart")}
    targets = [one.get(f"{W}anchor") for one in main.iter(f"{W}hyperlink") if one.get(f"{W}anchor")]
    # One link in the prose and four lines of contents.
    assert len(targets) == 5
    assert set(targets) <= names


def test_outer_links_are_relations(complete: Document) -> None:
    everything = parts(complete)
    relations = everything["word/_rels/document.xml.rels"]
    outside = [one.get("Target") for one in relations if one.get("TargetMode") == "External"]
    assert sorted(map(str, outside)) == [
        "https://exemple.test/actions/1",
        "https://exemple.test/fil?a=1&b=2",
    ]


def test_each_numbered_list_counts_from_one(complete: Document) -> None:
    word = opened(complete)
    numbers = {
        one.text: one._p.pPr.numPr.numId.val
        for one in word.paragraphs
        if one.style.name == "List Number"
    }
    assert numbers["Capitaliser"] == numbers["Échanger"] != numbers["Programmer"]
    numbering = word.part.numbering_part.element
    starts = [
        numbering.xpath(f"w:num[@w:numId={number}]/w:lvlOverride/w:startOverride/@w:val")
        for number in set(numbers.values())
    ]
    assert starts == [["1"], ["1"]]


def test_a_demonstration_says_so_in_each_header(complete: Document) -> None:
    headers = [root for name, root in parts(complete).items() if "word/header" in name]
    assert len(headers) == 2
    assert all("Démonstration" in etree.tostring(root, encoding="unicode") for root in headers)


def test_elements_keep_the_order_of_the_schema(complete: Document) -> None:
    for language in ("fr", "ar"):
        document = Document(
            complete.title,
            language=language,
            is_demonstration=True,
            contents=True,
            blocks=(*complete.blocks, Paragraph("مرحبا", "ar"), Quote("مرحبا", "عمدة", "ar")),
        )
        for name, root in parts(document).items():
            for tag, order in ORDERS.items():
                rank = {f"{W}{child}": place for place, child in enumerate(order.split())}
                for holder in root.iter(f"{W}{tag}"):
                    ranks = [rank[str(child.tag)] for child in holder]
                    assert ranks == sorted(ranks), (name, etree.tostring(holder))


def test_nothing_of_the_blank_template_goes_out(complete: Document) -> None:
    with ZipFile(BytesIO(to_docx(complete))) as archive:
        assert not [name for name in archive.namelist() if "thumbnail" in name]


def test_arabic_runs_from_right_to_left() -> None:
    everything = parts(Document("برنامج", language="ar", blocks=(Table(("مدينة",), ()),)))
    main, styles = everything["word/document.xml"], everything["word/styles.xml"]
    normal = next(one for one in styles if one.get(f"{W}styleId") == "Normal")
    assert normal.find(f"{W}pPr/{W}bidi") is not None
    assert normal.find(f"{W}rPr/{W}rtl") is not None
    assert main.find(f".//{W}tblPr/{W}bidiVisual") is not None
    assert main.find(f".//{W}sectPr/{W}bidi") is not None


def test_an_arabic_quote_in_a_french_document_says_its_language() -> None:
    root = parts(Document("T", blocks=(Quote("مرحبا", "", "ar"),)))["word/document.xml"]
    (mark,) = root.iter(f"{W}lang")
    assert mark.get(f"{W}bidi") == "ar-MA"


def test_many_actions_stay_within_reach_of_word(thread: Any) -> None:
    blocks = [block for number in range(200) for block in (Heading(1, f"Action {number}"), thread)]
    word = opened(Document("Programme", blocks=tuple(blocks)))
    styles = [one.style.name for one in word.paragraphs]
    assert sum(bool(re.fullmatch("(Thread|Words) Kind", style)) for style in styles) == 600
