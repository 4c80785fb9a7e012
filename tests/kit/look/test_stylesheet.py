"""The stylesheet that is served: fresh, light, logical, and asking nothing of anyone else."""

from __future__ import annotations

import re

from palabre.kit.stylesheet import SERVED, assemble

CSS = assemble()


def test_the_served_file_is_the_assembled_one() -> None:
    assert SERVED.read_text("utf-8") == CSS


def test_it_weighs_at_most_thirty_kilobytes() -> None:
    assert len(CSS.encode()) <= 30_000


def test_directions_are_logical_so_that_arabic_mirrors() -> None:
    physical = re.findall(
        r"(?:margin|padding|border)-(?:left|right|top|bottom)\b|[{;](?:left|right|top|bottom):|"
        r"text-align:(?:left|right)|float:(?:left|right)",
        CSS,
    )
    assert physical == []


def test_it_fetches_nothing() -> None:
    assert re.findall(r"url\(|@import|@font-face|https?:", CSS) == []


def test_every_variable_used_is_defined() -> None:
    used = set(re.findall(r"var\(--([\w-]+)\)", CSS))
    defined = set(re.findall(r"--([\w-]+):", CSS))
    assert used - defined == set()


def test_motion_is_only_for_those_who_want_it() -> None:
    start = CSS.index("@media (prefers-reduced-motion:no-preference)")
    end = CSS.index("}}", start)
    outside = CSS[:start] + CSS[end:]
    assert re.findall(r"transition|animation|scroll-behavior", outside) == []


def test_braces_are_balanced() -> None:
    assert CSS.count("{") == CSS.count("}")
