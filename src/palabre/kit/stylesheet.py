"""Assembles the one stylesheet that is served from the parts that are written.

The parts live in ``kit/styles`` and the served file in ``kit/static/palabre/palabre.css``.
``python -m palabre.kit.stylesheet`` writes it again; a test refuses a stale one.
"""

import re
from pathlib import Path

PARTS = ("tokens", "base", "layout", "components", "forms", "charts", "print")
SOURCES = Path(__file__).parent / "styles"
SERVED = Path(__file__).parent / "static" / "palabre" / "palabre.css"

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_STRING = re.compile(r'("[^"]*")')


def assemble() -> str:
    """The served stylesheet: every part in order, without comments or needless spaces."""
    written = "\n".join((SOURCES / f"{part}.css").read_text("utf-8") for part in PARTS)
    pieces = _STRING.split(_COMMENT.sub("", written))
    return (
        "".join(piece if piece.startswith('"') else _tighten(piece) for piece in pieces).strip()
        + "\n"
    )


def _tighten(css: str) -> str:
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,]) ?", r"\1", css)
    css = re.sub(r"(?<=[\w-]): (?=\S)", ":", css)
    return css.replace(";}", "}")


if __name__ == "__main__":
    SERVED.write_text(assemble(), "utf-8")
