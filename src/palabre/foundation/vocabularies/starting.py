"""The terms that an installation starts with, as shipped in `terms/*.csv`.

Themes are those that the network's concept note names. Goals and targets are worded as in the
French text of the global indicator framework (United Nations General Assembly, resolution
A/RES/71/313, annex).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib import resources

from palabre.foundation.vocabularies.enums import Vocabulary


@dataclass(frozen=True)
class StartingTerm:
    """broader: short name of another term of the same vocabulary, or empty."""

    slug: str
    label: str
    label_en: str
    description: str
    broader: str


def starting_terms(vocabulary: Vocabulary) -> list[StartingTerm]:
    """Return the shipped terms, each after the one it is narrower than."""
    folder = resources.files("palabre.foundation.vocabularies.terms")
    text = folder.joinpath(f"{vocabulary.value}.csv").read_text("utf-8")
    return [StartingTerm(**row) for row in csv.DictReader(text.splitlines())]
