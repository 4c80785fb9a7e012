"""Drawings turned into pixels, for the formats that do not take SVG."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from .typesetter import typeset_png

PIXELS_PER_INCH = 220.0
WIDTH_IN_CENTIMETRES = 16.6

_ONE_PICTURE_PER_PAGE = """#let order = json("order.json")
#set page(width: auto, height: auto, margin: 0pt)
#for file in order.files { page(image(file, width: order.width * 1cm)) }
"""


def pngs(drawings: Sequence[str], font_folders: Sequence[Path] = ()) -> list[bytes]:
    """Each safe SVG drawing as a PNG as wide as the text of an A4 page, in the same order.

    Raises:
        DocumentError: TOO_LONG or NOT_SET.
    """
    if not drawings:
        return []
    files = {f"{number}.svg": svg.encode() for number, svg in enumerate(drawings)}
    order = {"files": list(files), "width": WIDTH_IN_CENTIMETRES}
    return typeset_png(
        {"main.typ": _ONE_PICTURE_PER_PAGE.encode(), "order.json": json.dumps(order).encode()}
        | files,
        font_folders,
        ppi=PIXELS_PER_INCH,
    )
