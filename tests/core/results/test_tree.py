from __future__ import annotations

import pytest

from palabre.core.results import Activity, Level, Result, ResultsTree, TreeError, TreeFault


def test_children_come_in_the_order_of_the_programme() -> None:
    tree = ResultsTree.of(
        [
            Result("u", Level.ULTIMATE, "Vivre mieux"),
            Result("b", Level.INTERMEDIATE, "B", "u"),
            Result("a", Level.INTERMEDIATE, "A", "u"),
        ]
    )
    assert [child.key for child in tree.children("u")] == ["b", "a"]
    assert [result.key for result in tree.at(Level.INTERMEDIATE)] == ["b", "a"]
    assert tree.get("a") == Result("a", Level.INTERMEDIATE, "A", "u")
    assert tree.get("absent") is None


@pytest.mark.parametrize(
    ("results", "activities", "fault", "key"),
    [
        (
            [Result("x", Level.OUTPUT, "X"), Result("x", Level.OUTPUT, "Y")],
            [],
            TreeFault.REPEATED_KEY,
            "x",
        ),
        ([Result("x", Level.OUTPUT, "X", "nobody")], [], TreeFault.UNKNOWN_PARENT, "x"),
        (
            [Result("x", Level.OUTPUT, "X"), Result("y", Level.OUTPUT, "Y", "x")],
            [],
            TreeFault.NOT_ABOVE,
            "y",
        ),
        (
            [Result("x", Level.OUTPUT, "X"), Result("y", Level.IMMEDIATE, "Y", "x")],
            [],
            TreeFault.NOT_ABOVE,
            "y",
        ),
        ([], [Activity("t", "T", "nowhere")], TreeFault.UNKNOWN_RESULT, "t"),
    ],
)
def test_what_is_not_a_tree_is_refused(
    results: list[Result], activities: list[Activity], fault: TreeFault, key: str
) -> None:
    with pytest.raises(TreeError) as refusal:
        ResultsTree.of(results, activities)
    assert (refusal.value.fault, refusal.value.key) == (fault, key)
