"""Reads a chart's pictures back as XML."""

from __future__ import annotations

import re
from typing import Any

from defusedxml import ElementTree

from palabre.kit.charts import Chart

SVG = "{http://www.w3.org/2000/svg}"
N = "\u00a0"


def pictures(chart: Chart) -> list[Any]:
    """Each picture of a chart, parsed strictly."""
    return list(ElementTree.fromstring(f"<all>{chart.svg}</all>"))


def drawn(picture: Any, shape: str, class_: str) -> list[Any]:
    """The shapes of exactly this class."""
    return [e for e in picture.iter(f"{SVG}{shape}") if e.get("class") == class_]


def numbers(data: str) -> list[float]:
    """The numbers of a path, in order."""
    return [float(found) for found in re.findall(r"-?\d+(?:\.\d+)?", data)]


def words(picture: Any) -> str:
    """All that is written in the picture."""
    return " ".join(e.text or "" for e in picture.iter(f"{SVG}text"))
