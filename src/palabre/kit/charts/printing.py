"""A chart's picture on its own, with the colours of paper, for documents: no page dresses it."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from palabre.kit.charts.model import Chart

_STYLES = Path(__file__).parent.parent / "styles"
_PICTURE = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_TOKEN = re.compile(r"--([\w-]+)\s*:\s*([^;]+);")
_RULE = re.compile(r"([^{}@]+)\{([^{}]*)\}")
_VARIABLE = re.compile(r"var\(--([\w-]+)\)")
_FACE = "text{font-family:'Noto Sans','Liberation Sans','DejaVu Sans',sans-serif}"


def printable_svg(chart: Chart) -> str:
    """The chart's first picture (the wide one, where there are two), carrying its own style.

    The rules are those of the page's stylesheet, with the light colours written out: documents
    and the programs that set them know neither classes of ours nor variables.
    """
    found = _PICTURE.search(chart.svg)
    picture = found.group(0) if found else ""
    opening, closing, rest = picture.partition(">")
    return f"{opening}{closing}<style>{_paper_style()}</style>{rest}"


@lru_cache(maxsize=1)
def _paper_style() -> str:
    tokens = _COMMENT.sub("", (_STYLES / "tokens.css").read_text("utf-8"))
    light = tokens.partition("@media")[0] + tokens[tokens.rfind(":root") :]
    colours = {name: value.strip() for name, value in _TOKEN.findall(light)}
    rules = _COMMENT.sub("", (_STYLES / "charts.css").read_text("utf-8"))
    written = [_FACE]
    for selector, body in _RULE.findall(rules):
        simple = ",".join(one.strip() for one in selector.split(",") if _is_simple(one))
        if simple:
            resolved = _VARIABLE.sub(lambda name: colours.get(name.group(1), "currentColor"), body)
            written.append(f"{simple}{{{' '.join(resolved.split())}}}")
    return "".join(written).replace("&", "&amp;").replace("<", "&lt;")


def _is_simple(selector: str) -> bool:
    """Classes and elements of the picture itself; nothing of the page around, no state."""
    return not re.search(r"[:>\[]|\.chart\b", selector)
