"""Names compared without case, accents, hyphens or apostrophes; never shown so."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Lower case without accents, ligatures opened, spaces folded."""
    flat = unicodedata.normalize("NFKD", text.replace("’", "'").replace("-", " "))
    flat = flat.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae").replace("Æ", "ae")
    return " ".join("".join(c for c in flat if not unicodedata.combining(c)).casefold().split())
