"""Every template compiles."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.template.loader import get_template

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "palabre"
NAMES = sorted(
    str(path.relative_to(folder))
    for folder in PACKAGE.rglob("templates")
    for path in folder.rglob("*")
    if path.suffix in {".html", ".txt"}
)


@pytest.mark.parametrize("name", NAMES)
def test_template_compiles(name: str) -> None:
    assert get_template(name).template.name == name  # type: ignore[attr-defined]
