"""The pieces of WordprocessingML that python-docx has no word for.

Sources: ECMA-376 part 1, §17.16 (fields), §17.13.6 (bookmarks), §17.4 (tables).
"""

from __future__ import annotations

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml.etree import _Element

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def element(tag: str, **attributes: str | int) -> _Element:
    """``element("w:jc", val="right")`` is ``<w:jc w:val="right"/>``."""
    made: _Element = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def within(tag: str, *children: _Element, **attributes: str | int) -> _Element:
    """An element and what it holds."""
    made = element(tag, **attributes)
    made.extend(children)
    return made


def text_run(
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    style: str = "",
    colour: str = "",
    language: str = "",
    rtl: bool = False,
) -> _Element:
    """A run; newlines of the text are line breaks, tabs are tabs."""
    dress = element("w:rPr")
    if style:
        dress.append(element("w:rStyle", val=style))
    if bold:
        dress.extend([element("w:b"), element("w:bCs")])
    if italic:
        dress.extend([element("w:i"), element("w:iCs")])
    if colour:
        dress.append(element("w:color", val=colour))
    if rtl:
        dress.append(element("w:rtl"))
    if language:
        dress.append(language_mark(language, rtl=rtl))
    run = within("w:r", dress) if len(dress) else element("w:r")
    for number, line in enumerate(text.split("\n")):
        if number:
            run.append(element("w:br"))
        for place, piece in enumerate(line.split("\t")):
            if place:
                run.append(element("w:tab"))
            if piece:
                words = element("w:t")
                words.text = piece
                words.set(XML_SPACE, "preserve")
                run.append(words)
    return run


def language_mark(language: str, *, rtl: bool = False) -> _Element:
    return element("w:lang", bidi=language) if rtl else element("w:lang", val=language)


def field(instruction: str, shown: str, *, bold: bool = False) -> list[_Element]:
    """A field and the result it shows until the word processor computes it again."""

    def marked(*children: _Element) -> _Element:
        run = text_run("", bold=bold)
        run.extend(children)
        return run

    code = element("w:instrText")
    code.text = f" {instruction} "
    code.set(XML_SPACE, "preserve")
    return [
        marked(element("w:fldChar", fldCharType="begin")),
        marked(code),
        marked(element("w:fldChar", fldCharType="separate")),
        text_run(shown, bold=bold),
        marked(element("w:fldChar", fldCharType="end")),
    ]


def bookmark(name: str, number: int) -> tuple[_Element, _Element]:
    """The two ends of a bookmark, to be set around what it names."""
    return (
        element("w:bookmarkStart", id=number, name=name),
        element("w:bookmarkEnd", id=number),
    )


def paragraph(style: str, *children: _Element, **flags: bool) -> _Element:
    """A paragraph of a style (by its identifier), with ``keepNext``, ``bidi``… as flags.

    The flags are given in the order of the schema.
    """
    marks = [element(f"w:{name}") for name, wanted in flags.items() if wanted]
    return within("w:p", within("w:pPr", element("w:pStyle", val=style), *marks), *children)
