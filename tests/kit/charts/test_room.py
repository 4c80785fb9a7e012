"""What a room thinks: agreement, opinion groups, statements; coordinates by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from palabre.kit.charts import (
    Chart,
    MapGroup,
    MapParticipant,
    MapStatement,
    StatementBar,
    agreement_matrix,
    opinion_map,
    statement_bars,
)

from .reading import SVG, N, drawn, numbers, pictures, words

# Agreement matrix


def matrix() -> Chart:
    values = [[1, 0.9, None], [0.9, 1, Fraction(1, 2)], [None, Fraction(1, 2), 1]]
    counts = [[12, 10, 0], [10, 12, 8], [0, 8, 12]]
    return agreement_matrix(["Niamey", "Nantes", "Namur"], values, counts)


def test_each_pair_is_one_cell_of_its_class() -> None:
    """Cells of 42: the pair (row, column) stands at (42 x column, 42 x row)."""
    (picture,) = pictures(matrix())
    (alike,) = drawn(picture, "path", "c-agree-2")
    (half,) = drawn(picture, "path", "c-even")
    (unknown,) = drawn(picture, "path", "unknown")
    assert alike.get("d").startswith("M0 42h40")
    assert half.get("d").startswith("M42 84h40")
    assert unknown.get("d").startswith("M0 84h40")
    assert drawn(picture, "path", "c-disagree-2") == []
    assert {"90", "50", "?"} <= set(words(picture).split())


def test_the_matrix_table_gives_shares_and_counts_of_each_pair_once() -> None:
    assert matrix().table.header == ("Avec", "Niamey", "Nantes")
    assert matrix().table.rows == (
        ("Nantes", f"90{N}% sur 10", ""),
        ("Namur", "aucun énoncé commun", f"50{N}% sur 8"),
    )


@pytest.mark.parametrize(
    ("value", "class_"),
    [
        (0, "c-disagree-2"),
        (0.2, "c-disagree-2"),
        (0.21, "c-disagree-1"),
        (0.4, "c-disagree-1"),
        (0.41, "c-even"),
        (Fraction(6, 10), "c-agree-1"),
        (0.79, "c-agree-1"),
        (Fraction(8, 10), "c-agree-2"),
        (1, "c-agree-2"),
    ],
)
def test_classes_of_agreement(value: float | Fraction, class_: str) -> None:
    chart = agreement_matrix(["A", "B"], [[1, value], [value, 1]], [[1, 1], [1, 1]])
    (picture,) = pictures(chart)
    assert len(drawn(picture, "path", class_)) == 1


def test_sixty_people_fit_and_sixty_one_are_refused() -> None:
    def room(size: int) -> Chart:
        return agreement_matrix(
            [f"P{n}" for n in range(size)], [[0.5] * size] * size, [[1] * size] * size
        )

    chart = room(60)
    (picture,) = pictures(chart)
    (cells,) = drawn(picture, "path", "c-even")
    assert cells.get("d").count("M") == 60 * 59 // 2
    assert len(chart.svg) < 80_000
    with pytest.raises(ValueError, match="61"):
        room(61)


def test_a_value_that_is_no_share_is_refused() -> None:
    with pytest.raises(ValueError, match=r"1\.5"):
        agreement_matrix(["A", "B"], [[1, 1.5], [1.5, 1]], [[1, 1], [1, 1]])


# Opinion map


def test_groups_keep_their_proportions_letters_and_outlines() -> None:
    """Points span 4 by 2: 632/4 = 158 units each, under the 392/2 = 196 that height allows."""
    people = [MapParticipant(x, y, 0) for x, y in ((-2, -1), (-2, 1), (-1, 0), (-1.5, 0))]
    people += [MapParticipant(x, y, 1) for x, y in ((2, -1), (2, 1), (1, 0))]
    groups = [MapGroup("services", "Les services d’abord"), MapGroup()]
    chart = opinion_map(people, [MapStatement("12", "Énoncé douze", 0, 0)], groups)
    (picture,) = pictures(chart)
    (outline,) = drawn(picture, "path", "outline o-1")
    corners = numbers(outline.get("d"))
    assert sorted(zip(corners[::2], corners[1::2], strict=True)) == [
        (44, 82),
        (44, 398),
        (202, 240),
    ]
    letters = [e.text for e in picture.iter(f"{SVG}text") if e.get("class") == "t-letter large"]
    assert letters == ["A", "B"]
    assert chart.table.rows == (
        ("Groupe A, services", "disque", "4", "Les services d’abord"),
        ("Groupe B", "carré", "3", "non précisé"),
        ("Énoncé 12", "numéro", "", "Énoncé douze"),
    )


def test_too_few_for_groups_is_said_in_the_picture() -> None:
    chart = opinion_map([MapParticipant(0, 0), MapParticipant(1, 1)])
    (picture,) = pictures(chart)
    assert "Trop peu de participants" in words(picture)
    assert chart.table.rows == (("Tous", "petit rond", "2", ""),)
    assert not [e for e in picture.iter() if (e.get("class") or "").startswith("outline")]


def test_a_single_participant_stands_in_the_middle() -> None:
    (picture,) = pictures(opinion_map([MapParticipant(5, 5)]))
    (dot,) = [e for e in drawn(picture, "path", "person-dot loose") if "M356.7 240" in e.get("d")]
    assert dot is not None


def test_a_participant_of_an_unknown_group_is_refused() -> None:
    with pytest.raises(ValueError, match="1"):
        opinion_map([MapParticipant(0, 0, 1)], (), [MapGroup()])


# Statements


def test_bars_share_the_width_as_the_votes() -> None:
    """686 units wide: 1 of 2 is 343; on a phone 286 units, half is 143."""
    chart = statement_bars([StatementBar("Former d’abord", 1, 0, 1, "Divise")])
    wide, narrow = pictures(chart)
    for picture, half in ((wide, "343"), (narrow, "143")):
        (agree,) = [e for e in drawn(picture, "rect", "bar agree") if e.get("height") == "24"]
        (disagree,) = [e for e in drawn(picture, "rect", "bar disagree") if e.get("height") == "24"]
        assert (agree.get("x"), agree.get("width")) == ("0", half)
        assert (disagree.get("x"), disagree.get("width")) == (half, half)
    assert chart.table.rows == (("Former d’abord", "1", "0", "1", "2", f"50{N}%", "Divise"),)


def test_no_vote_is_not_zero_percent() -> None:
    chart = statement_bars([StatementBar("Sans vote", 0, 0, 0)])
    assert chart.table.rows[0][5] == "pas encore de vote"
    assert "pas encore de vote" in words(pictures(chart)[0])


def test_negative_votes_are_refused() -> None:
    with pytest.raises(ValueError, match="-1"):
        statement_bars([StatementBar("x", -1, 0, 0)])
