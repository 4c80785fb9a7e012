"""The styles of a Word document: set once here, so that whoever edits it finds real ones."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from .elements import element, within

INK, SOFT = "1F2430", "565C6B"
INDIGO, INDIGO_TINT = "2F3E8F", "F1F2F9"
OCHRE, OCHRE_TINT = "96590F", "FBF4E8"
RAIL, HAIRLINE = "B9BFDD", "D3D6E0"

FONT = "Cambria"
ARABIC_FONT = "Arial"

LOCALES = {"fr": "fr-FR", "en": "en-GB", "ar": "ar-MA"}


def dress(document: Any, language: str, *, compact: bool = False) -> None:
    """Gives a new python-docx document the house's styles, in ``language``; small if compact."""
    styles = document.styles
    _defaults(styles, language)
    normal = styles["Normal"]
    _text(normal, size=10.5, colour=INK)
    _spacing(normal, after=6, line=1.12)
    for level, (size, colour, before) in enumerate(
        [(16, INDIGO, 22), (12.5, INK, 16), (11, INDIGO, 12), (10.5, INK, 10)], start=1
    ):
        _heading(styles[f"Heading {level}"], size, colour, before, italic=level == 4)
    for level in range(5, 10):
        _heading(styles[f"Heading {level}"], 10.5, SOFT, 10, italic=True)
    _title(styles["Title"])
    _plain(styles["Subtitle"], size=13, colour=SOFT, after=6)
    _plain(styles["Caption"], size=9, colour=SOFT, before=8, after=4)
    for name in ("Header", "Footer"):
        _plain(styles[name], size=8.5, colour=SOFT, after=0)
        styles[name].paragraph_format.tab_stops.clear_all()
    # LibreOffice draws the borders of a right-to-left paragraph on the side that they name.
    side = "right" if language == "ar" else "left"
    _quote(styles["Quote"], side)
    for name in ("List Bullet", "List Number"):
        _spacing(styles[name], after=3, line=1.12)
    _own_paragraphs(styles, side)
    _hyperlink(styles)
    styles.element.append(parse_xml(_TABLE_STYLE))
    styles.element.append(parse_xml(_PAIRS_STYLE))
    if compact:
        _close_up(styles)


def _close_up(styles: Any) -> None:
    """Smaller letters and less air, for what must hold on two pages."""
    _text(styles["Normal"], size=9, colour=INK)
    _spacing(styles["Normal"], after=3, line=1.0)
    _heading(styles["Heading 1"], 11, INDIGO, 7, italic=False)
    _spacing(styles["Heading 1"], before=7, after=2)
    _text(styles["Title"], size=19, colour=INK, bold=True)
    _spacing(styles["Title"], before=2, after=3)
    _plain(styles["Subtitle"], size=10.5, colour=SOFT, after=2)
    _spacing(styles["Byline"], after=4)
    _spacing(styles["Organisation"], after=4)
    _spacing(styles["Title Rule"], after=4, line=1.0)
    for name in ("List Bullet", "List Number"):
        _spacing(styles[name], after=1, line=1.0)
    for name in ("Table Text", "Pair Name"):
        styles[name].font.size = Pt(8.5)
        _spacing(styles[name], before=1, after=1, line=1.0)
    for name in ("Note Text", "Warning Text"):
        _spacing(styles[name], after=5, line=1.0)


def _defaults(styles: Any, language: str) -> None:
    run = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for tag in ("w:rFonts", "w:lang"):
        for old in run.findall(qn(tag)):
            run.remove(old)
    run.insert(0, element("w:rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=ARABIC_FONT))
    locale = LOCALES[language]
    run.append(element("w:lang", val=locale if language != "ar" else "fr-FR", bidi="ar-MA"))
    if language == "ar":
        normal = styles["Normal"].element
        normal.get_or_add_pPr().append(element("w:bidi"))
        normal.get_or_add_rPr().append(element("w:rtl"))


def _text(
    style: Any,
    *,
    size: float,
    colour: str,
    bold: bool | None = None,
    italic: bool | None = None,
) -> None:
    properties = style.element.get_or_add_rPr()
    for fonts in properties.findall(qn("w:rFonts")):
        properties.remove(fonts)
    for old in (*properties.findall(qn("w:color")), *properties.findall(qn("w:spacing"))):
        properties.remove(old)
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    style.font.size = Pt(size)
    style.font.color.rgb = RGBColor.from_string(colour)
    style.font.bold, style.font.italic = bold, italic
    style.font.cs_bold, style.font.cs_italic = bold, italic
    style.element.rPr.find(qn("w:sz")).addnext(element("w:szCs", val=round(size * 2)))


def _spacing(style: Any, *, before: float = 0, after: float = 0, line: float | None = None) -> None:
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    if line is not None:
        layout.line_spacing = line


def _plain(style: Any, *, size: float, colour: str, before: float = 0, after: float = 0) -> None:
    _text(style, size=size, colour=colour, bold=False, italic=False)
    _spacing(style, before=before, after=after)


def _heading(style: Any, size: float, colour: str, before: float, *, italic: bool) -> None:
    _text(style, size=size, colour=colour, bold=True, italic=italic)
    _spacing(style, before=before, after=5)
    style.paragraph_format.keep_with_next = True


def _title(style: Any) -> None:
    _text(style, size=25, colour=INK, bold=True)
    _spacing(style, before=6, after=6)
    borders = style.element.pPr.find(qn("w:pBdr"))
    if borders is not None:
        style.element.pPr.remove(borders)


def _quote(style: Any, side: str) -> None:
    _text(style, size=10.5, colour=INK, italic=True)
    _spacing(style, before=6, after=3)
    _side_rule(style, side, OCHRE, width=16)


def _side_rule(style: Any, side: str, colour: str, *, width: int) -> None:
    """A line along the start of each paragraph of the style; joins from one to the next."""
    style.paragraph_format.left_indent = Pt(12)
    rule = element(f"w:{side}", val="single", sz=width, space=10, color=colour)
    style.element.get_or_add_pPr().insert_element_before(within("w:pBdr", rule), *_AFTER_BORDERS)


def _panel(style: Any, tint: str) -> None:
    """A tinted ground, with air around the words."""
    sides = [
        element(f"w:{side}", val="single", sz=4, space=6, color=tint)
        for side in ("top", "left", "bottom", "right")
    ]
    layout = style.element.get_or_add_pPr()
    layout.insert_element_before(within("w:pBdr", *sides), *_AFTER_BORDERS)
    layout.insert_element_before(
        element("w:shd", val="clear", color="auto", fill=tint), *_AFTER_BORDERS[1:]
    )
    style.paragraph_format.left_indent = Pt(7)
    style.paragraph_format.right_indent = Pt(7)


def _own_paragraphs(styles: Any, side: str) -> None:
    def new(name: str, based_on: str = "Normal") -> Any:
        known = name in [style.name for style in styles]
        style = styles[name] if known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles[based_on]
        style.quick_style = True
        return style

    organisation = new("Organisation")
    _text(organisation, size=9.5, colour=INDIGO, bold=True)
    _spacing(organisation, after=10)
    byline = new("Byline")
    _plain(byline, size=9.5, colour=SOFT, after=14)
    rule = new("Title Rule")
    _spacing(rule, after=12, line=1.0)
    rule.element.get_or_add_pPr().insert_element_before(
        within("w:pBdr", element("w:top", val="single", sz=16, space=1, color=OCHRE)),
        *_AFTER_BORDERS,
    )
    attribution = new("Quote Attribution", "Quote")
    _text(attribution, size=9, colour=SOFT, italic=False)
    _spacing(attribution, after=8)
    _small_texts(new)
    for kind, colour, tint in (("Note", INDIGO, INDIGO_TINT), ("Warning", OCHRE, OCHRE_TINT)):
        head = new(f"{kind} Title")
        _text(head, size=9.5, colour=colour, bold=True)
        _spacing(head, before=8, after=0)
        head.paragraph_format.keep_with_next = True
        _panel(head, tint)
        body = new(f"{kind} Text")
        _spacing(body, after=12)
        _panel(body, tint)
    _thread(new, side)
    contents = new("TOC Heading")
    _text(contents, size=16, colour=INDIGO, bold=True)
    _spacing(contents, before=14, after=6)
    for level in (1, 2, 3):
        line = new(f"toc {level}")
        _text(line, size=10, colour=INK, bold=level == 1)
        _spacing(line, before=6 if level == 1 else 0, after=1)
        line.paragraph_format.left_indent = Pt(12 * (level - 1))


def _small_texts(new: Any) -> None:
    cell = new("Table Text")
    _text(cell, size=9.5, colour=INK)
    _spacing(cell, before=2, after=2, line=1.0)
    number = new("Table Number", "Table Text")
    number.element.get_or_add_pPr().append(element("w:jc", val="right"))
    head = new("Table Heading", "Table Text")
    _text(head, size=9.5, colour=INDIGO, bold=True)
    number_head = new("Table Number Heading", "Table Heading")
    number_head.element.get_or_add_pPr().append(element("w:jc", val="right"))
    name = new("Pair Name", "Table Text")
    _text(name, size=9.5, colour=SOFT)
    end = new("After Table")
    _text(end, size=5, colour=INK)
    _spacing(end, after=2, line=1.0)


def _thread(new: Any, side: str) -> None:
    head = new("Thread Title")
    _text(head, size=9.5, colour=INDIGO, bold=True)
    _spacing(head, before=10, after=5)
    head.paragraph_format.keep_with_next = True
    for family, colour, ink in (("Thread", RAIL, INDIGO), ("Words", OCHRE, OCHRE)):
        kind = new(f"{family} Kind")
        _text(kind, size=8.5, colour=ink)
        _spacing(kind, before=4, after=0, line=1.0)
        kind.paragraph_format.keep_with_next = True
        _side_rule(kind, side, colour, width=18)
        title = new(f"{family} Step Title")
        _text(title, size=10, colour=INK, bold=True)
        _spacing(title, after=0, line=1.05)
        title.paragraph_format.keep_with_next = True
        _side_rule(title, side, colour, width=18)
        text = new(f"{family} Text")
        _text(text, size=10, colour=INK, italic=family == "Words")
        _spacing(text, after=4, line=1.05)
        _side_rule(text, side, colour, width=18)


def _hyperlink(styles: Any) -> None:
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb = RGBColor.from_string(INDIGO)
    link.font.underline = True
    origin = styles.add_style("Thread Origin", WD_STYLE_TYPE.CHARACTER)
    origin.font.color.rgb = RGBColor.from_string(SOFT)


_AFTER_BORDERS = (
    "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct",
    "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd",
    "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents",
    "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap",
    "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip

_CELL_MARGINS = """<w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>
<w:bottom w:w="30" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>"""

_TABLE_STYLE = f"""<w:style {nsdecls("w")} w:type="table" w:customStyle="1"
w:styleId="PalabreTable"><w:name w:val="Palabre Table"/><w:basedOn w:val="TableNormal"/>
<w:uiPriority w:val="59"/><w:qFormat/>
<w:tblPr><w:tblBorders>
<w:top w:val="single" w:sz="8" w:space="0" w:color="{INDIGO}"/>
<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{HAIRLINE}"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{HAIRLINE}"/>
</w:tblBorders>{_CELL_MARGINS}</w:tblPr>
<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:tcBorders>
<w:bottom w:val="single" w:sz="6" w:space="0" w:color="{INDIGO}"/>
</w:tcBorders></w:tcPr></w:tblStylePr></w:style>"""

_PAIRS_STYLE = f"""<w:style {nsdecls("w")} w:type="table" w:customStyle="1"
w:styleId="PalabrePairs"><w:name w:val="Palabre Pairs"/><w:basedOn w:val="TableNormal"/>
<w:uiPriority w:val="59"/><w:qFormat/>
<w:tblPr><w:tblBorders>
<w:top w:val="single" w:sz="4" w:space="0" w:color="{HAIRLINE}"/>
<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{HAIRLINE}"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{HAIRLINE}"/>
</w:tblBorders>{_CELL_MARGINS}</w:tblPr></w:style>"""
