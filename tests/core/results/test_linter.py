from __future__ import annotations

import pytest

from palabre.core.results import Activity, Code, Level, Remark, Result, ResultsTree, lint


def exemplary() -> list[Result]:
    """One ultimate, two intermediate, one immediate each, one output each: nine boxes at most."""
    return [
        Result("u", Level.ULTIMATE, "Les habitants vivent mieux"),
        Result("i1", Level.INTERMEDIATE, "Les villes décident avec des données", "u"),
        Result("i2", Level.INTERMEDIATE, "Les services sont accessibles à tous", "u"),
        Result("m1", Level.IMMEDIATE, "Les équipes savent lire leurs données", "i1"),
        Result("m2", Level.IMMEDIATE, "Les guichets sont équipés", "i2"),
        Result("o1", Level.OUTPUT, "Une formation par ville", "m1"),
        Result("o2", Level.OUTPUT, "Deux guichets par ville", "m2"),
    ]


def test_an_exemplary_model_calls_for_no_remark() -> None:
    tree = ResultsTree.of(exemplary(), [Activity("a", "Former", "o1")])
    assert lint(tree) == ()


def test_an_empty_tree_calls_for_no_remark() -> None:
    assert lint(ResultsTree.of([])) == ()


def test_two_ultimate_outcomes() -> None:
    tree = ResultsTree.of([*exemplary(), Result("u2", Level.ULTIMATE, "Autre chose")])
    assert lint(tree) == (Remark(Code.SEVERAL_ULTIMATE, count=2),)


def test_no_ultimate_outcome_leaves_the_intermediate_ones_alone() -> None:
    boxes = [
        Result(box.key, box.level, box.statement, "" if box.parent == "u" else box.parent)
        for box in exemplary()[1:]
    ]
    assert lint(ResultsTree.of(boxes)) == (
        Remark(Code.NO_ULTIMATE),
        Remark(Code.ALONE, "i1"),
        Remark(Code.ALONE, "i2"),
    )


def test_one_intermediate_outcome_is_few_and_four_are_many() -> None:
    one = [box for box in exemplary() if box.key in {"u", "i1", "m1", "o1"}]
    assert lint(ResultsTree.of(one)) == (Remark(Code.FEW_INTERMEDIATE, count=1),)
    branches = [
        branch
        for number in (3, 4)
        for branch in (
            Result(f"i{number}", Level.INTERMEDIATE, "X", "u"),
            Result(f"m{number}", Level.IMMEDIATE, "Y", f"i{number}"),
            Result(f"o{number}", Level.OUTPUT, "Z", f"m{number}"),
        )
    ]
    # 4 intermediate + 4 immediate + 4 outputs = 12 expected results, more than ten.
    assert lint(ResultsTree.of([*exemplary(), *branches])) == (
        Remark(Code.MANY_INTERMEDIATE, count=4),
        Remark(Code.MANY_RESULTS, count=12),
    )


def test_ten_expected_results_are_not_too_many() -> None:
    more = [Result(f"o1{n}", Level.OUTPUT, "Encore", "m1") for n in range(2)]
    more += [Result(f"o2{n}", Level.OUTPUT, "Encore", "m2") for n in range(2)]
    assert lint(ResultsTree.of([*exemplary(), *more])) == ()


def test_an_intermediate_without_immediate_and_an_immediate_without_output() -> None:
    boxes = [box for box in exemplary() if box.key not in {"m1", "o1", "o2"}]
    assert lint(ResultsTree.of(boxes)) == (
        Remark(Code.NO_IMMEDIATE, "i1"),
        Remark(Code.NO_OUTPUT, "m2"),
    )


def test_four_immediate_and_four_outputs_are_many() -> None:
    four = [
        *(Result(f"m1{n}", Level.IMMEDIATE, "Encore", "i1") for n in range(3)),
        *(Result(f"o1{n}", Level.OUTPUT, "Encore", "m1") for n in range(3)),
    ]
    found = lint(ResultsTree.of([*exemplary(), *four]))
    assert Remark(Code.MANY_IMMEDIATE, "i1", 4) in found
    assert Remark(Code.MANY_OUTPUTS, "m1", 4) in found
    assert [remark for remark in found if remark.code is Code.NO_OUTPUT] == [
        Remark(Code.NO_OUTPUT, f"m1{n}") for n in range(3)
    ]


def test_an_output_tied_straight_to_the_ultimate_outcome_skips_levels() -> None:
    tree = ResultsTree.of([*exemplary(), Result("o9", Level.OUTPUT, "Un livret", "u")])
    assert lint(tree) == (Remark(Code.LEVEL_SKIPPED, "o9"),)


@pytest.mark.parametrize(
    ("statement", "several"),
    [
        ("Les équipes sont formées", False),
        ("Les équipes sont formées.", False),
        ("Les équipes (adj. et élus) sont formées", False),
        ("Le taux passe de 12,5 à 40 %", False),
        ("L’O.N.U. Habitat accompagne dix villes", False),
        ("Les équipes sont formées ; les guichets ouvrent", True),
        ("Les équipes sont formées. Les guichets ouvrent.", True),
        ("Les équipes sont formées\nLes guichets ouvrent", True),
    ],
)
def test_one_statement_per_box(statement: str, several: bool) -> None:
    boxes = exemplary()
    boxes[-1] = Result("o2", Level.OUTPUT, statement, "m2")
    expected = (Remark(Code.SEVERAL_STATEMENTS, "o2"),) if several else ()
    assert lint(ResultsTree.of(boxes)) == expected


def test_every_activity_is_tied_to_an_output() -> None:
    activities = [
        Activity("a", "Former", "o1"),
        Activity("b", "Voyager", ""),
        Activity("c", "Publier", "m1"),
    ]
    assert lint(ResultsTree.of(exemplary(), activities)) == (
        Remark(Code.ACTIVITY_WITHOUT_OUTPUT, "b"),
        Remark(Code.ACTIVITY_WITHOUT_OUTPUT, "c"),
    )
