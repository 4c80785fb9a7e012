"""How large a PNG stands on the page."""

from __future__ import annotations

import struct


def size_in_centimetres(png: bytes, width: float) -> tuple[float, float]:
    """Width and height of a picture set `width` wide; pixels are read from its header (PNG,
    ISO/IEC 15948, chunk IHDR)."""
    across, down = struct.unpack(">II", png[16:24])
    return width, width * down / max(across, 1)
