"""The attentive reader of a logic model.

Source: Global Affairs Canada, *Results-Based Management for International Assistance
Programming: A How-to Guide* (second edition): one ultimate outcome, two or three intermediate
outcomes, one to three immediate outcomes for each, one to three outputs for each of those, one
statement per box, every activity tied to an output. The bound of ten expected results is that of
the EU logframe; it counts every result but the ultimate one (the impact).

These are remarks, never refusals: a programme may have good reasons to differ.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from palabre.core.results.tree import Level, Result, ResultsTree

MOST_EXPECTED_RESULTS = 10
_INTERMEDIATE = (2, 3)
_CHILDREN = (1, 3)

# A semicolon, a line break, or a full stop with a capital after it: two statements in one box.
_SEVERAL = re.compile(r";|\n\s*\S|(?<=[^\W\d_]{3})[.!?]\s+(?=[«\"]?\s*[A-ZÀ-ÖØ-Þ])")


class Code(Enum):
    NO_ULTIMATE = "no-ultimate"
    SEVERAL_ULTIMATE = "several-ultimate"
    FEW_INTERMEDIATE = "few-intermediate"
    MANY_INTERMEDIATE = "many-intermediate"
    NO_IMMEDIATE = "no-immediate"
    MANY_IMMEDIATE = "many-immediate"
    NO_OUTPUT = "no-output"
    MANY_OUTPUTS = "many-outputs"
    SEVERAL_STATEMENTS = "several-statements"
    ALONE = "alone"
    LEVEL_SKIPPED = "level-skipped"
    ACTIVITY_WITHOUT_OUTPUT = "activity-without-output"
    MANY_RESULTS = "many-results"


@dataclass(frozen=True)
class Remark:
    """code: what is remarked; key: the result or activity concerned, empty for the whole tree;
    count: how many were found, where the code counts something."""

    code: Code
    key: str = ""
    count: int = 0


def lint(tree: ResultsTree) -> tuple[Remark, ...]:
    """Read a tree attentively; an empty tree calls for no remark.

    Remarks on the whole come first, then box by box in the tree's order, then activities.
    """
    if not tree.results and not tree.activities:
        return ()
    return (*_on_the_whole(tree), *_on_boxes(tree), *_on_activities(tree))


def _on_the_whole(tree: ResultsTree) -> Iterator[Remark]:
    ultimate = len(tree.at(Level.ULTIMATE))
    if ultimate == 0:
        yield Remark(Code.NO_ULTIMATE)
    elif ultimate > 1:
        yield Remark(Code.SEVERAL_ULTIMATE, count=ultimate)
    intermediate = len(tree.at(Level.INTERMEDIATE))
    fewest, most = _INTERMEDIATE
    if intermediate < fewest:
        yield Remark(Code.FEW_INTERMEDIATE, count=intermediate)
    elif intermediate > most:
        yield Remark(Code.MANY_INTERMEDIATE, count=intermediate)
    expected = len(tree.results) - ultimate
    if expected > MOST_EXPECTED_RESULTS:
        yield Remark(Code.MANY_RESULTS, count=expected)


def _on_boxes(tree: ResultsTree) -> Iterator[Remark]:
    by_key = {result.key: result for result in tree.results}
    children = Counter((result.parent, result.level) for result in tree.results if result.parent)
    for result in tree.results:
        if _SEVERAL.search(result.statement.strip()):
            yield Remark(Code.SEVERAL_STATEMENTS, result.key)
        yield from _on_place(result, by_key)
        if result.level is Level.INTERMEDIATE:
            yield from _on_children(
                result.key,
                children[result.key, Level.IMMEDIATE],
                Code.NO_IMMEDIATE,
                Code.MANY_IMMEDIATE,
            )
        elif result.level is Level.IMMEDIATE:
            yield from _on_children(
                result.key, children[result.key, Level.OUTPUT], Code.NO_OUTPUT, Code.MANY_OUTPUTS
            )


def _on_place(result: Result, by_key: dict[str, Result]) -> Iterator[Remark]:
    if result.level is Level.ULTIMATE:
        return
    if not result.parent:
        yield Remark(Code.ALONE, result.key)
    elif by_key[result.parent].level != result.level - 1:
        yield Remark(Code.LEVEL_SKIPPED, result.key)


def _on_children(key: str, count: int, none: Code, many: Code) -> Iterator[Remark]:
    fewest, most = _CHILDREN
    if count < fewest:
        yield Remark(none, key)
    elif count > most:
        yield Remark(many, key, count)


def _on_activities(tree: ResultsTree) -> Iterator[Remark]:
    outputs = {result.key for result in tree.at(Level.OUTPUT)}
    for activity in tree.activities:
        if activity.result not in outputs:
            yield Remark(Code.ACTIVITY_WITHOUT_OUTPUT, activity.key)
