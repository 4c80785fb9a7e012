"""QR codes (ISO/IEC 18004), as SVG drawn on the server."""

from __future__ import annotations

from io import BytesIO

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

QUIET_ZONE = 4
"""Light modules around the code, which the standard asks for."""


def qr_svg(text: str, *, title: str = "", module: int = 4) -> SafeString:
    """The QR code of ``text`` as an SVG element for a page or a document's figure.

    Dark on white in both themes, since few readers take the reverse; a seventh of it may be
    soiled (level M, or better where it costs no room). No inline style, no identifier: several
    stand on one page under a strict content security policy.

    Args:
        text: most often a link; at most some 2,300 characters.
        title: what a screen reader says; « Code QR : » and the text when absent.
        module: size of one module, in CSS pixels.

    Raises:
        ValueError: the text is empty or does not fit in a QR code.
    """
    if not text:
        raise ValueError("a QR code needs a text")
    # Any mask reads as well; choosing the best of eight takes most of the time.
    code = segno.make(text, error="m", micro=False, boost_error=True, mask=3)
    drawing = BytesIO()
    code.save(drawing, kind="svg", border=QUIET_ZONE, xmldecl=False, nl=False,
              svgclass=None, lineclass=None, dark="#000", light="#fff", omitsize=True)  # fmt: skip
    side = code.symbol_size(border=QUIET_ZONE)[0]
    inner = drawing.getvalue().decode().partition(">")[2].removesuffix("</svg>")
    said = title or _("Code QR : %(text)s") % {"text": text}
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="qr" role="img" aria-label="{said}" '
        'viewBox="0 0 {side} {side}" width="{size}" height="{size}" '
        'shape-rendering="crispEdges"><title>{said}</title>{inner}</svg>',
        said=said,
        side=side,
        size=side * module,
        # Made by the library of numbers only: no part of the text is in it.
        inner=mark_safe(inner),  # noqa: S308
    )
