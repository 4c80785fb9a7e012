"""The law of the house that no import contract can say."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "palabre"
SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted(PACKAGE.rglob("*.html"))
MAX_LINES = 400
MAX_VIEW_LINES = 25
FORBIDDEN_NAMES = {"utils", "helpers", "common", "manager", "handle", "process"}


def _is_view_or_form(path: Path) -> bool:
    parts = path.relative_to(PACKAGE).parts
    return any(part.removesuffix(".py") in {"views", "forms"} for part in parts)


def _views() -> list[Path]:
    return [
        path
        for path in SOURCES
        if any(p.removesuffix(".py") == "views" for p in path.relative_to(PACKAGE).parts)
    ]


def manager_uses(source: str) -> list[int]:
    """Lines that read `.objects` or `._default_manager`."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}
    ]


def test_views_and_forms_ask_queries_and_never_managers() -> None:
    found = {}
    for path in filter(_is_view_or_form, SOURCES):
        source = path.read_text("utf-8")
        # A form's empty choice before it is given its own is no read.
        lines = [
            n for n in manager_uses(source) if ".objects.none()" not in source.splitlines()[n - 1]
        ]
        if lines:
            found[str(path.relative_to(PACKAGE))] = lines
    assert found == {}


def test_that_law_bites() -> None:
    assert manager_uses("def show(request):\n    return City.objects.all()\n") == [2]
    assert manager_uses("def show(request):\n    return queries.cities()\n") == []


def test_no_file_passes_400_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for path in [*SOURCES, *sorted((ROOT / "tests").rglob("*.py"))]
        if (count := len(path.read_text("utf-8").splitlines())) > MAX_LINES
    }
    assert long == {}


def test_views_are_short() -> None:
    long = {}
    for path in _views():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.end_lineno is not None:
                length = node.end_lineno - node.lineno + 1
                if length > MAX_VIEW_LINES:
                    long[f"{path.relative_to(PACKAGE)}:{node.name}"] = length
    assert long == {}


def test_no_room_is_named_after_nothing() -> None:
    named = [
        str(path.relative_to(ROOT)) for path in SOURCES if path.stem.lower() in FORBIDDEN_NAMES
    ]
    named += [
        str(path.relative_to(ROOT))
        for path in PACKAGE.rglob("*")
        if path.is_dir() and path.name.lower() in FORBIDDEN_NAMES
    ]
    assert named == []


def test_models_keep_truth_in_the_database() -> None:
    """No `save()` override, no signal: what is true is a field or a constraint."""
    found = []
    for path in SOURCES:
        in_models = any(p.removesuffix(".py") == "models" for p in path.relative_to(PACKAGE).parts)
        source = path.read_text("utf-8")
        if in_models:
            found += [
                f"{path.name}:{node.lineno} save"
                for node in ast.walk(ast.parse(source))
                if isinstance(node, ast.FunctionDef) and node.name in {"save", "delete"}
            ]
        if re.search(r"\b(post|pre)_(save|delete)\b", source):
            found.append(f"{path.name} signal")
    assert found == []


@pytest.mark.parametrize("pattern", [r'\sstyle="', r"<script(?![^>]*\bsrc=)", r'\son[a-z]+="'])
def test_templates_obey_the_content_security_policy(pattern: str) -> None:
    found = [
        str(path.relative_to(PACKAGE))
        for path in TEMPLATES
        if re.search(pattern, path.read_text("utf-8"))
    ]
    assert found == []


def test_no_success_jargon() -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in [*SOURCES, *TEMPLATES]
        if "avec succès" in path.read_text("utf-8")
    ]
    assert found == []
