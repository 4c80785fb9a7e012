"""What WordprocessingML says beyond its text (ISO/IEC 29500-1, part 17)."""

from palabre.core.agenda import Block, BlockKind, Run
from palabre.kit.documents.readers import read_document

from .building import docx

STYLES = (
    '<w:style w:styleId="Titre2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:styleId="Encart"><w:name w:val="Encart"/><w:basedOn w:val="Titre2"/></w:style>'
    '<w:style w:styleId="Titre"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="Plan"><w:name w:val="Plan"/>'
    '<w:pPr><w:outlineLvl w:val="3"/></w:pPr></w:style>'
    '<w:style w:styleId="Puce"><w:name w:val="List Bullet"/></w:style>'
    '<w:style w:styleId="Boucle"><w:name w:val="Boucle"/><w:basedOn w:val="Boucle"/></w:style>'
    '<w:style w:styleId="TM1"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:styleId="lev"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
)


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def style(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def blocks(body: str) -> tuple[Block, ...]:
    return read_document("note.docx", docx(body, STYLES)).blocks


def kinds(body: str) -> list[tuple[BlockKind, int, str]]:
    return [(block.kind, block.level, block.text) for block in blocks(body)]


def test_headings_by_style_inheritance_title_and_outline_level() -> None:
    body = (
        paragraph("A", style("Titre"))
        + paragraph("B", style("Titre2"))
        + paragraph("C", style("Encart"))
        + paragraph("D", style("Plan"))
        + paragraph("E", '<w:outlineLvl w:val="0"/>')
        + paragraph("F", '<w:outlineLvl w:val="9"/>')
        + paragraph("G", style("Boucle"))
        + paragraph("H", style("Heading1"))
    )
    assert kinds(body) == [
        (BlockKind.HEADING, 1, "A"),
        (BlockKind.HEADING, 2, "B"),
        (BlockKind.HEADING, 2, "C"),
        (BlockKind.HEADING, 4, "D"),
        (BlockKind.HEADING, 1, "E"),
        (BlockKind.PARAGRAPH, 0, "F"),
        (BlockKind.PARAGRAPH, 0, "G"),
        (BlockKind.HEADING, 1, "H"),
    ]


def test_lists_and_their_levels() -> None:
    numbering = '<w:numPr><w:ilvl w:val="%s"/><w:numId w:val="%s"/></w:numPr>'
    body = (
        paragraph("A", numbering % (0, 1))
        + paragraph("B", numbering % (1, 1))
        + paragraph("C", style("Puce"))
        + paragraph("D", style("Puce") + numbering % (0, 0))
    )
    assert kinds(body) == [
        (BlockKind.LIST_ITEM, 1, "A"),
        (BlockKind.LIST_ITEM, 2, "B"),
        (BlockKind.LIST_ITEM, 1, "C"),
        (BlockKind.PARAGRAPH, 0, "D"),
    ]


def test_bold_runs_line_breaks_and_merged_pieces() -> None:
    body = (
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Ti</w:t></w:r>"
        "<w:r><w:rPr><w:rStyle w:val='lev'/></w:rPr><w:t>tre</w:t><w:br/></w:r>"
        "<w:r><w:rPr><w:b w:val='0'/><w:i/></w:rPr><w:t>un</w:t><w:tab/><w:t>mot</w:t></w:r>"
        "<w:r><w:br w:type='page'/></w:r></w:p>"
    )
    assert blocks(body)[0].runs == (Run("Titre\n", bold=True), Run("un\tmot", italic=True))


def test_insertions_are_read_deletions_hidden_text_and_notes_are_not() -> None:
    body = (
        "<w:p><w:r><w:t>Gardé</w:t></w:r>"
        "<w:ins><w:r><w:t>, ajouté</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>, retiré</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>, parti</w:t></w:r></w:moveFrom>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>, caché</w:t></w:r>"
        "<w:r><w:footnoteReference w:id='2'/></w:r>"
        "<w:hyperlink><w:r><w:t>, lié</w:t></w:r></w:hyperlink>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert blocks(body)[0].text == "Gardé, ajouté, lié"


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    body = paragraph("Un ", "<w:rPr><w:del/></w:rPr>") + paragraph("seul")
    assert [block.text for block in blocks(body)] == ["Un seul"]


def test_tables_with_merged_cells_nested_paragraphs_and_deleted_rows() -> None:
    def cell(inner: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"

    body = (
        paragraph("Avant")
        + "<w:tbl><w:tr>"
        + cell(paragraph("9h"))
        + cell(paragraph("Titre") + paragraph("suite"))
        + "</w:tr><w:tr>"
        + cell(paragraph("Toute la largeur"), '<w:gridSpan w:val="2"/>')
        + "</w:tr><w:tr><w:trPr><w:del/></w:trPr>"
        + cell(paragraph("Rangée retirée"))
        + "</w:tr></w:tbl>"
        + paragraph("Après")
    )
    rows = blocks(body)
    assert [block.text for block in rows] == [
        "Avant",
        "9h | Titre\nsuite",
        "Toute la largeur | ",
        "Après",
    ]
    assert [block.where for block in rows] == [1, 2, 5, 6]
    assert [block.table for block in rows] == [0, 1, 1, 0]


def test_contents_table_and_empty_paragraphs_are_left_out() -> None:
    body = paragraph("Sommaire 1", style("TM1")) + paragraph(" ") + paragraph("Texte")
    assert kinds(body) == [(BlockKind.PARAGRAPH, 0, "Texte")]


def test_content_controls_are_read_text_boxes_are_not() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('boîte')}</w:txbxContent></w:pict></w:r>"
    body = (
        f"<w:sdt><w:sdtContent>{paragraph('Dans un contrôle')}</w:sdtContent></w:sdt>"
        f"<w:p><w:r><w:t>Texte</w:t></w:r>{box}</w:p>"
    )
    assert [block.text for block in blocks(body)] == ["Dans un contrôle", "Texte"]


def test_strict_documents_and_macros() -> None:
    types = (
        '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.'
        'document.macroEnabled.main+xml"/></Types>'
    )
    macros = {"[Content_Types].xml": types, "word/vbaProject.bin": b"\0\1"}
    assert read_document("n.docm", docx(paragraph("Texte"), **macros)).text == "Texte\n"
    iso = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = f'<w:document xmlns:w="{iso}"><w:body>{paragraph("Strict")}</w:body></w:document>'
    assert read_document("n.docx", docx("", **{"word/document.xml": body})).text == "Strict\n"
