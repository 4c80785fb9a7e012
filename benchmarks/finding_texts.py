"""The texts that the search is measured on: the set with its questions, and invented ones."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent / "finding"
DOCS = HERE.parent.parent / "docs"
SHEETS, LESSONS = 10_000, 100_000
_SHEET_WORDS, _LESSON_WORDS = 300, 18
_INVENTED = 100_000
_SYLLABLES = [one + two for one in "bcdfglmnprstvz" for two in ("a", "e", "i", "o", "ou", "an")]


@dataclass(frozen=True)
class Text:
    """One thing to be found. name: in the set, else empty."""

    public_id: str
    kind: str
    title: str
    body: str
    name: str = ""
    city: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Question:
    words: str
    sort: str
    expected: frozenset[str]


def _identifier(kind: str, number: int) -> str:
    """Ten characters that identifiers may have."""
    return f"{kind}-" + str(2_000_000_000 + number).replace("0", "a").replace("1", "b")


def the_set() -> list[Text]:
    with (HERE / "textes.csv").open(encoding="utf-8", newline="") as file:
        return [
            Text(_identifier("mesure", rank), "mesure", row["titre"], row["mots"], row["texte"])
            for rank, row in enumerate(csv.DictReader(file))
        ]


def questions() -> list[Question]:
    with (HERE / "demandes.csv").open(encoding="utf-8", newline="") as file:
        return [
            Question(row["demande"], row["genre"], frozenset(row["attendus"].split()))
            for row in csv.DictReader(file)
        ]


def invented(sheets: int = SHEETS, lessons: int = LESSONS) -> Iterator[Text]:
    """Texts without meaning: words of Palabre's own French pages as often as they are there, and
    one word in four out of a hundred thousand made of syllables, the first ones the most often."""
    chance = random.Random(4)
    written = [
        word
        for page in sorted(DOCS.rglob("*.md"))
        for word in re.findall(r"[^\W\d_]{2,}", page.read_text(encoding="utf-8"))
    ]
    made = ["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(_INVENTED)]
    ranks = [1 / (rank + 10) for rank in range(_INVENTED)]
    for number in range(sheets + lessons):
        is_sheet = number < sheets
        length = _SHEET_WORDS if is_sheet else _LESSON_WORDS
        words = chance.choices(written, k=length - length // 4)
        words += chance.choices(made, cum_weights=_grown(ranks), k=length // 4)
        chance.shuffle(words)
        yield Text(
            _identifier("fausse" if is_sheet else "faux", number),
            "fausse" if is_sheet else "faux",
            " ".join(words[:8]) if is_sheet else " ".join(words),
            " ".join(words[8:]) if is_sheet else "",
            on=date(2010 + number % 15, 1, 1),
        )


_GROWN: list[float] = []


def _grown(ranks: list[float]) -> list[float]:
    if not _GROWN:
        total = 0.0
        for rank in ranks:
            total += rank
            _GROWN.append(total)
    return _GROWN
