"""What changed between two versions of a sheet, field by field and word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from palabre.cycle.experiences.models import WORDS
from palabre.cycle.experiences.rules.sheet_content import SheetContent

FACTS = ("period", "partners", "licence", "figures", "fundings", "links", "themes", "targets")
ALIKE = 0.5
_WORD = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Stretch:
    """Some words that stayed, went or came."""

    kind: Literal["same", "gone", "new"]
    text: str


@dataclass(frozen=True)
class FieldChange:
    """name: of a section (`WORDS`) or of a fact (`FACTS`); joined, the stretches that are not new
    are the text before, and those that are not gone the text after."""

    name: str
    stretches: tuple[Stretch, ...]


def changes(before: SheetContent, after: SheetContent) -> list[FieldChange]:
    """Fields that differ, in the order of reading."""
    found = []
    for name in (*WORDS, *FACTS):
        old, new = _said(before, name), _said(after, name)
        if old != new:
            found.append(FieldChange(name, tuple(stretches(old, new))))
    return found


def stretches(old: str, new: str) -> Iterator[Stretch]:
    """Compare two texts word by word (longest matching blocks, Ratcliff and Obershelp).

    Texts that share less than `ALIKE` of their words are told as one gone and the other come.
    """
    left, right = _WORD.findall(old), _WORD.findall(new)
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    steps = matcher.get_opcodes()
    if matcher.ratio() < ALIKE:
        steps = [("replace", 0, len(left), 0, len(right))]
    for tag, a, b, c, d in steps:
        if tag == "equal":
            yield Stretch("same", "".join(left[a:b]))
            continue
        if a < b:
            yield Stretch("gone", "".join(left[a:b]))
        if c < d:
            yield Stretch("new", "".join(right[c:d]))


def _said(content: SheetContent, name: str) -> str:
    match name:
        case "period":
            return f"{content.start_year or '?'}–{content.end_year or '…'}"
        case "partners":
            return "\n".join(content.partners)
        case "licence":
            return content.licence
        case "figures":
            return "\n".join(
                f"{f.label} : {f.value.normalize():f} {f.unit} ({f.source}, {f.measured_on})"
                for f in content.figures
            )
        case "fundings":
            return "\n".join(
                f"{f.funder} : {'?' if f.amount is None else format(f.amount, 'f')} {f.currency}"
                for f in content.fundings
            )
        case "links":
            return "\n".join(f"{link.title} ({link.url})" for link in content.links)
        case "themes":
            return "\n".join(term.words for term in content.themes)
        case "targets":
            return "\n".join(term.words for term in content.targets)
        case _:
            return content.text[name]
