"""SVG written by hand: escaped, styled by classes only, text measured and wrapped.

Lengths are user units of the picture's ``viewBox``; at its usual size one unit is one pixel.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

WIDE = 860
NARROW = 360

# Advance widths of a common sans serif face, in thousandths of its size, grouped by likeness.
_WIDTHS = {
    letter: width
    for letters, width in (
        ("ijl'’|.,:;!I\u00a0 ", 278),
        ("tfr()[]-·", 333),
        ("sczkxvyJ", 500),
        ("abdeghnopquL0123456789?«»+=€", 556),
        ("FTZ", 611),
        ("ABEKPSVXY&", 667),
        ("wCDHNRU", 722),
        ("mMGOQ", 800),
        ("W%…—", 944),
    )
    for letter in letters
}
_MARGIN = 1.05
_ELLIPSIS = "…"
# Where a line may end: never before the signs that French sets apart, nor after an opening quote.
_BREAK = re.compile("(?<!«) (?![:;!?»])")


def text_width(text: str, size: float) -> float:
    """An estimate of the width of a text, a little generous, whatever face will show it."""
    return sum(map(_advance, text)) / 1000 * size * _MARGIN


@lru_cache(maxsize=4096)
def _advance(character: str) -> int:
    base = unicodedata.normalize("NFD", character)[0]
    if unicodedata.combining(base):
        return 0
    wide = unicodedata.east_asian_width(base) in ("W", "F")
    return _WIDTHS.get(base, 1000 if wide else 600)


def fits(text: str, width: float, size: float) -> bool:
    return text_width(text, size) <= width


def truncate(text: str, width: float, size: float) -> str:
    """The text, or as much of it as fits followed by an ellipsis."""
    if fits(text, width, size):
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if fits(text[:middle].rstrip() + _ELLIPSIS, width, size):
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip(" ,;:\u00a0") + _ELLIPSIS


def wrap(text: str, width: float, size: float, lines: int) -> list[str]:
    """Break a text at its spaces into at most ``lines``; what does not fit becomes an ellipsis."""
    words = _BREAK.split(text)
    written: list[str] = []
    while words and len(written) < lines:
        line = words.pop(0)
        while words and fits(f"{line} {words[0]}", width, size):
            line = f"{line} {words.pop(0)}"
        if words and len(written) == lines - 1:
            line = f"{line} {' '.join(words)}"
        written.append(truncate(line, width, size))
    return [line for line in written if line]


def coordinate(value: float) -> str:
    """A number as SVG likes it: at most two decimals, no useless zero, no exponent."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def tag(name: str, *children: str, **attributes: str | float | None) -> SafeString:
    """An element: ``class_`` for class, ``text_anchor`` for text-anchor; None is left out.

    Raises:
        ValueError: an inline style or a script, which the security policy would refuse.
    """
    written = ""
    for key, value in attributes.items():
        attribute = key.rstrip("_").replace("_", "-")
        if attribute == "style" or attribute.startswith("on"):
            raise ValueError(attribute)
        if value is None:
            continue
        shown = value if isinstance(value, str) else coordinate(value)
        written += f' {attribute}="{conditional_escape(shown)}"'
    inside = "".join(conditional_escape(child) for child in children)
    return mark_safe(f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>")  # noqa: S308


def join(pieces: Iterable[str]) -> SafeString:
    """Several elements one after the other."""
    return mark_safe("".join(conditional_escape(piece) for piece in pieces))  # noqa: S308


def text(
    x: float, y: float, content: str, class_: str = "t", anchor: str | None = None
) -> SafeString:
    """One line of text; ``anchor`` middle or end."""
    return tag("text", content, x=x, y=y, class_=class_, text_anchor=anchor)


def lines(
    x: float,
    y: float,
    contents: Sequence[str],
    leading: float,
    class_: str = "t",
    anchor: str | None = None,
) -> SafeString:
    """Several lines of text, the first on ``y``."""
    return join(
        text(x, y + leading * position, content, class_, anchor)
        for position, content in enumerate(contents)
    )


def rectangle(
    x: float, y: float, width: float, height: float, class_: str, rx: float | None = None
) -> SafeString:
    return tag("rect", x=x, y=y, width=width, height=height, class_=class_, rx=rx)


def link(url: str, *children: str, title: str = "") -> SafeString:
    """The children, leading to ``url`` when there is one; ``title`` is the full text."""
    titled = [tag("title", title)] if title else []
    if not url:
        return tag("g", *titled, *children)
    return tag("a", *titled, *children, href=url)


def path(steps: Sequence[str | float], class_: str) -> SafeString:
    """A path from letters and numbers."""
    drawn = " ".join(step if isinstance(step, str) else coordinate(step) for step in steps)
    return tag("path", d=drawn, class_=class_)


def hatch(
    x: float, y: float, width: float, height: float, gap: float = 7, class_: str = "hatch"
) -> SafeString:
    """Rising diagonals that fill a rectangle: prints without colour, needs no pattern."""
    steps: list[str | float] = []
    offset = gap
    while offset < width + height:
        left, right = max(0.0, offset - height), min(width, offset)
        steps += ["M", x + left, y + offset - left, "L", x + right, y + offset - right]
        offset += gap
    return path(steps, class_) if steps else mark_safe("")


def picture(
    kind: str,
    width: float,
    height: float,
    body: str,
    *,
    title: str,
    description: str,
    variant: str = "",
    has_links: bool = False,
) -> SafeString:
    """The whole picture, named and described for those who do not see it.

    ``variant``: ``wide`` or ``narrow``, shown where it fits; ``tall`` or ``roomy``, never shrunk
    below what can be read (it scrolls instead); or nothing.
    """
    digest = hashlib.blake2s(f"{kind}{variant}{title}{description}{body}".encode(), digest_size=5)
    name = f"image-{digest.hexdigest()}"
    return tag(
        "svg",
        tag("title", title, id=f"{name}-t"),
        tag("desc", description, id=f"{name}-d"),
        body,
        class_=f"{kind} is-{variant}" if variant else kind,
        viewBox=f"0 0 {coordinate(width)} {coordinate(height)}",
        role="group" if has_links else "img",
        aria_labelledby=f"{name}-t {name}-d",
        xmlns="http://www.w3.org/2000/svg",
    )
