"""Pictures that go into documents: drawn by the house, read with suspicion all the same."""

from __future__ import annotations

from xml.etree.ElementTree import Element, register_namespace, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
LARGEST_PICTURE = 2_000_000
_FORBIDDEN = {f"{{{SVG}}}script", f"{{{SVG}}}foreignObject", f"{{{SVG}}}image"}
_LINKS = ("href", f"{{{XLINK}}}href")

register_namespace("", SVG)
register_namespace("xlink", XLINK)


class UnsafePicture(ValueError):
    """Not an SVG drawing, or one too large, or one with a document type or entities."""


def safe_svg(svg: str) -> str:
    """The drawing without scripts, foreign content, embedded images or links out of itself.

    Raises:
        UnsafePicture: the text cannot be read as SVG.
    """
    if len(svg) > LARGEST_PICTURE:
        raise UnsafePicture("too large")
    try:
        root: Element = fromstring(svg, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise UnsafePicture(str(error)) from error
    if root.tag != f"{{{SVG}}}svg":
        raise UnsafePicture(f"root element is {root.tag}")
    _prune(root)
    return tostring(root, encoding="unicode")


def _prune(root: Element) -> None:
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in _FORBIDDEN:
                parent.remove(child)
        for name in list(parent.attrib):
            outwards = name in _LINKS and not parent.attrib[name].startswith("#")
            if outwards or name.lower().startswith("on"):
                del parent.attrib[name]
