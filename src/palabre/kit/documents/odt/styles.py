"""The styles of an OpenDocument text, the same look as the Word file's (OpenDocument 1.3)."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

INK, SOFT = "#1f2430", "#565c6b"
INDIGO, INDIGO_TINT = "#2f3e8f", "#f1f2f9"
OCHRE, OCHRE_TINT = "#96590f", "#fbf4e8"
RAIL, HAIRLINE = "#b9bfdd", "#d3d6e0"
FONT = "Cambria"

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
        "dc": "http://purl.org/dc/elements/1.1/",
        "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    }.items()
)

LOCALES = {"fr": ("fr", "FR"), "en": ("en", "GB"), "ar": ("ar", "MA")}


def _style(
    name: str,
    *,
    parent: str = "Standard",
    size: float = 10.5,
    colour: str = INK,
    bold: bool = False,
    italic: bool = False,
    before: float = 0,
    after: float = 6,
    keep: bool = False,
    outline: int = 0,
    tint: str = "",
    rule: str = "",
) -> str:
    weight, posture = "bold" if bold else "normal", "italic" if italic else "normal"
    layout = f'fo:margin-top="{before}pt" fo:margin-bottom="{after}pt"'
    if keep:
        layout += ' fo:keep-with-next="always"'
    if tint:
        layout += f' fo:background-color="{tint}" fo:padding="0.12cm"'
    if rule:
        layout += f' fo:border-left="1.5pt solid {rule}" fo:padding-left="0.25cm"'
    level = f' style:default-outline-level="{outline}"' if outline else ""
    return (
        f'<style:style style:name={quoteattr(name)} style:family="paragraph" '
        f'style:parent-style-name="{parent}"{level}><style:paragraph-properties {layout}/>'
        f'<style:text-properties fo:font-size="{size}pt" fo:color="{colour}" '
        f'fo:font-weight="{weight}" style:font-weight-complex="{weight}" '
        f'fo:font-style="{posture}" style:font-style-complex="{posture}"/></style:style>'
    )


def _list(name: str, *, numbered: bool) -> str:
    mark = (
        '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix=".">'
        if numbered
        else '<text:list-level-style-bullet text:level="1" text:bullet-char="•">'
    )
    kind = "number" if numbered else "bullet"
    return (
        f'<text:list-style style:name="{name}">{mark}<style:list-level-properties '
        'text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="listtab" '
        'fo:text-indent="-0.5cm" fo:margin-left="0.9cm"/></style:list-level-properties>'
        f"</text:list-level-style-{kind}></text:list-style>"
    )


_HEADINGS = ((1, 16, INDIGO, 22), (2, 12.5, INK, 16), (3, 11, INDIGO, 12), (4, 10.5, INK, 10))


def styles_xml(language: str, footer: str, *, landscape: bool) -> str:
    """The whole part: default words, named styles, the page with its footer (already XML)."""
    code, land = LOCALES.get(language, LOCALES["fr"])
    width, height = ("29.7cm", "21cm") if landscape else ("21cm", "29.7cm")
    mode = "rl-tb" if language == "ar" else "lr-tb"
    headings = "".join(
        _style(
            f"Heading_{level}", size=size, colour=colour, bold=True, before=before, after=5,
            keep=True, outline=level,
        )
        for level, size, colour, before in _HEADINGS
    )  # fmt: skip
    named = "".join(
        (
            _style("Organisation", size=9.5, colour=INDIGO, bold=True, after=10),
            _style("Title", size=25, bold=True, before=6),
            _style("Subtitle", size=13, colour=SOFT),
            _style("Byline", size=9.5, colour=SOFT, after=14),
            _style("Quote", italic=True, before=6, after=3, rule=OCHRE),
            _style("Quote_Attribution", size=9, colour=SOFT, after=8, rule=OCHRE),
            _style("List_Text", after=3),
            _style("Table_Text", size=9.5, before=2, after=2),
            _style("Table_Heading", parent="Table_Text", size=9.5, colour=INDIGO, bold=True),
            _style("Pair_Name", parent="Table_Text", size=9.5, colour=SOFT),
            _style("Caption", size=9, colour=SOFT, before=8, after=4, keep=True),
            _style("Note_Title", size=9.5, colour=INDIGO, bold=True, before=8, after=0, keep=True,
                   tint=INDIGO_TINT),
            _style("Note_Text", after=12, tint=INDIGO_TINT),
            _style("Warning_Title", size=9.5, colour=OCHRE, bold=True, before=8, after=0, keep=True,
                   tint=OCHRE_TINT),
            _style("Warning_Text", after=12, tint=OCHRE_TINT),
            _style("Thread_Title", size=9.5, colour=INDIGO, bold=True, before=10, keep=True),
            _style("Thread_Kind", size=8.5, colour=INDIGO, before=4, after=0, keep=True, rule=RAIL),
            _style("Thread_Text", size=10, after=4, rule=RAIL),
            _style("Words_Text", size=10, italic=True, after=4, rule=OCHRE),
            _style("Footer", size=8.5, colour=SOFT, after=0),
            _style("Page_Break"),
        )
    )  # fmt: skip
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-styles {NAMESPACES} '
        'office:version="1.3"><office:font-face-decls>'
        f'<style:font-face style:name="{FONT}" svg:font-family="{FONT}"/></office:font-face-decls>'
        '<office:styles><style:default-style style:family="paragraph">'
        f'<style:paragraph-properties style:writing-mode="{mode}" fo:orphans="2" fo:widows="2"/>'
        f'<style:text-properties style:font-name="{FONT}" fo:font-size="10.5pt" '
        f'fo:language="{code}" fo:country="{land}"/></style:default-style>'
        '<style:style style:name="Standard" style:family="paragraph">'
        '<style:paragraph-properties fo:margin-bottom="6pt" fo:line-height="112%"/></style:style>'
        f"{headings}{named}"
        '<style:style style:name="Bold" style:family="text"><style:text-properties '
        'fo:font-weight="bold" style:font-weight-complex="bold"/></style:style>'
        '<style:style style:name="Italic" style:family="text"><style:text-properties '
        'fo:font-style="italic" style:font-style-complex="italic"/></style:style>'
        '<style:style style:name="Bold_Italic" style:family="text"><style:text-properties '
        'fo:font-weight="bold" style:font-weight-complex="bold" fo:font-style="italic" '
        'style:font-style-complex="italic"/></style:style>'
        f"{_list('Bullets', numbered=False)}{_list('Numbers', numbered=True)}"
        "</office:styles><office:automatic-styles>"
        f'<style:page-layout style:name="Page"><style:page-layout-properties '
        f'fo:page-width="{width}" fo:page-height="{height}" fo:margin="2.2cm" '
        f'style:writing-mode="{mode}" style:print-orientation='
        f'"{"landscape" if landscape else "portrait"}"/>'
        '<style:footer-style><style:header-footer-properties fo:margin-top="0.5cm"/>'
        "</style:footer-style></style:page-layout></office:automatic-styles>"
        '<office:master-styles><style:master-page style:name="Standard" '
        'style:page-layout-name="Page"><style:footer>'
        f"{footer}</style:footer></style:master-page></office:master-styles></office:document-styles>"
    )
