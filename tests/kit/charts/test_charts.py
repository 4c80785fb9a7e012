"""Each chart read back as XML: its coordinates by hand, and a table that says what it shows."""

from __future__ import annotations

import itertools
import re
from fractions import Fraction
from typing import Any

import pytest
from defusedxml import ElementTree

from palabre.kit.charts import (
    BandItem,
    BandKind,
    BandSlot,
    Chart,
    IndicatorRow,
    MapCity,
    MapGroup,
    MapParticipant,
    MapStatement,
    MatrixRow,
    MatrixStatus,
    RiverKind,
    RiverNode,
    StatementBar,
    TreeNode,
    agreement_matrix,
    city_action_matrix,
    indicator_progress,
    network_map,
    opinion_map,
    results_tree,
    statement_bars,
    thread_river,
    time_band,
)

SVG = "{http://www.w3.org/2000/svg}"
N = "\u00a0"


def pictures(chart: Chart) -> list[Any]:
    return list(ElementTree.fromstring(f"<all>{chart.svg}</all>"))


def drawn(picture: Any, shape: str, class_: str) -> list[Any]:
    return [e for e in picture.iter(f"{SVG}{shape}") if e.get("class") == class_]


def numbers(data: str) -> list[float]:
    return [float(found) for found in re.findall(r"-?\d+(?:\.\d+)?", data)]


def words(picture: Any) -> str:
    return " ".join(e.text or "" for e in picture.iter(f"{SVG}text"))


# Running order


def band() -> Chart:
    return time_band(
        [
            BandSlot("Pause", 600, 696, BandKind.BREAK),
            BandSlot(
                "Témoignages",
                540,
                600,
                BandKind.TESTIMONY,
                items=[BandItem("Plan stratégique", "Phnom Penh", remote=True)],
            ),
        ]
    )


def test_a_band_is_to_scale() -> None:
    """156 minutes on 936 units: six units a minute, from 12."""
    wide = pictures(band())[0]
    slots = [(e.get("x"), e.get("width")) for e in drawn(wide, "rect", "slot k-testimony")]
    slots += [(e.get("x"), e.get("width")) for e in drawn(wide, "rect", "slot k-break")]
    assert slots == [("13", "358"), ("373", "574")]
    ticks = [numbers(e.get("d"))[0] for e in drawn(wide, "path", "tick")]
    assert ticks == [12, 192, 372, 552, 732, 912]
    hours = [e.text for e in wide.iter(f"{SVG}text")][:6]
    assert hours[0] == f"9{N}h"
    assert hours[1] == f"9{N}h{N}30"


def test_a_band_on_a_phone_runs_down_and_keeps_proportions() -> None:
    narrow = pictures(band())[1]
    (testimony,) = drawn(narrow, "rect", "slot k-testimony")
    (pause,) = drawn(narrow, "rect", "slot k-break")
    heights = [float(e.get("height")) + 2 for e in (testimony, pause)]
    assert heights[1] / heights[0] == pytest.approx(96 / 60, rel=0.01)


def test_the_band_table_tells_hours_durations_and_distance() -> None:
    assert band().table.rows == (
        (f"9{N}h – 10{N}h", f"1{N}h", "témoignages", "Témoignages"),
        ("dans la séquence", "", "", "Plan stratégique (Phnom Penh, à distance)"),
        (f"10{N}h – 11{N}h{N}36", f"1{N}h{N}36", "pause", "Pause"),
    )


def test_overlapping_slots_stand_in_two_lanes_and_following_ones_in_one() -> None:
    chart = time_band([BandSlot("A", 0, 60), BandSlot("B", 30, 90), BandSlot("C", 60, 120)])
    tops = {}
    for link in pictures(chart)[0].iter(f"{SVG}g"):
        title, box = link.find(f"{SVG}title"), link.find(f"{SVG}rect")
        if title is not None and box is not None:
            tops[title.text[-1]] = float(box.get("y"))
    assert tops["A"] == tops["C"] < tops["B"]


def test_past_midnight_the_clock_starts_again() -> None:
    chart = time_band([BandSlot("Nuit", 1380, 1500)])
    assert chart.table.rows[0][0] == f"23{N}h – 1{N}h"


def test_a_slot_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="slot"):
        time_band([BandSlot("slot", 600, 600)])


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


# Thread


def river() -> Chart:
    nodes = [
        RiverNode("a", RiverKind.ACTION, "Ateliers de réparation", "/a", here=True),
        RiverNode("t", RiverKind.TESTIMONY, "Quarante marchaient", "/t", "Niamey"),
        RiverNode("l", RiverKind.LESSON, "Compter ce qui marche", "/l"),
    ]
    return thread_river(nodes, [("t", "l"), ("l", "a")])


def test_streams_run_from_stone_to_stone() -> None:
    """Three columns of 210 and 34 between: stones at 1, 245 and 489."""
    wide = pictures(river())[0]
    streams = sorted(numbers(e.get("d"))[0:7:6] for e in drawn(wide, "path", "stream"))
    assert streams == [[211, 245], [455, 489]]
    stones = [e.get("x") for e in wide.iter(f"{SVG}rect")]
    assert sorted(stones, key=float) == ["1", "245", "489"]


def test_every_node_is_a_link_with_its_full_text() -> None:
    for picture in pictures(river()):
        links = {e.get("href"): e.find(f"{SVG}title").text for e in picture.iter(f"{SVG}a")}
        assert links == {
            "/t": f"Témoignage{N}: Quarante marchaient",
            "/l": f"Enseignement{N}: Compter ce qui marche",
            "/a": f"Action{N}: Ateliers de réparation",
        }
        assert picture.get("role") == "group"


def test_the_thread_table_tells_both_ways() -> None:
    assert river().table.rows == (
        ("Témoignage", "Quarante marchaient (Niamey)", "", "Compter ce qui marche"),
        ("Enseignement", "Compter ce qui marche", "Quarante marchaient", "Ateliers de réparation"),
        ("Action", "Ateliers de réparation", "Compter ce qui marche", ""),
    )


def test_a_thread_with_a_missing_end_is_refused() -> None:
    with pytest.raises(ValueError, match="ailleurs"):
        thread_river([RiverNode("a", RiverKind.ACTION, "x")], [("a", "ailleurs")])


# Logic model


def test_a_tree_has_one_column_per_level_and_one_row_per_leaf() -> None:
    """Three levels: (960 - 2 - 52) / 3 = 302 wide, at 1, 329 and 657."""
    roots = [
        TreeNode(
            "Axe", children=[TreeNode("R", children=[TreeNode("A1", "2026"), TreeNode("A2")])]
        ),
        TreeNode("Axe seul"),
    ]
    chart = results_tree(roots, ("Axe", "Résultat", "Action"))
    wide = pictures(chart)[0]
    for level, x in ((1, "329"), (2, "657")):
        assert {e.get("x") for e in drawn(wide, "rect", f"stone level-{level}")} == {x}
    assert chart.table.rows == (
        ("Axe", "R", "A1", "2026"),
        ("Axe", "R", "A2", ""),
        ("Axe seul", "", "", ""),
    )
    assert len(drawn(wide, "path", "twig")) == 3


def test_boxes_of_a_level_never_overlap() -> None:
    leaves = [
        TreeNode(f"Une action au nom assez long pour tenir sur deux lignes {n}") for n in range(9)
    ]
    roots = [
        TreeNode("Un axe " * 20, children=[TreeNode("R", children=leaves[:1])]) for _ in range(2)
    ]
    roots.append(TreeNode("Axe", children=[TreeNode("R", children=leaves)]))
    wide = pictures(results_tree(roots, ("Axe", "Résultat", "Action")))[0]
    for level in range(3):
        boxes = sorted(
            (float(e.get("y")), float(e.get("height")))
            for e in drawn(wide, "rect", f"stone level-{level}")
        )
        for (top, height), (following, _) in itertools.pairwise(boxes):
            assert top + height <= following


def test_a_tree_deeper_than_its_levels_is_refused() -> None:
    with pytest.raises(ValueError, match="2"):
        results_tree([TreeNode("Axe", children=[TreeNode("R")])], ("Axe",))


# Indicators


def test_an_indicator_stands_between_baseline_and_target() -> None:
    """From 14 to 746: a quarter of the way is 14 + 732 / 4 = 197."""
    chart = indicator_progress(
        [IndicatorRow("Équipements", 0, 100, 25, "%", "2023", "2028", "2026")]
    )
    wide = pictures(chart)[0]
    assert drawn(wide, "circle", "mark-baseline")[0].get("cx") == "14"
    assert drawn(wide, "circle", "mark-actual")[0].get("cx") == "197"
    assert numbers(drawn(wide, "path", "mark-target")[0].get("d"))[0] == 746
    assert chart.table.rows == (
        ("Équipements", "%", "0 (2023)", "25 (2026)", "100 (2028)", f"25{N}%"),
    )


def test_a_falling_indicator_runs_the_same_way() -> None:
    """From 30 days down to 5, now 10: four fifths of the way, 14 + 732 x 0.8 = 599.6."""
    chart = indicator_progress([IndicatorRow("Délai", 30, 5, 10)])
    wide = pictures(chart)[0]
    assert drawn(wide, "circle", "mark-baseline")[0].get("cx") == "14"
    assert drawn(wide, "circle", "mark-actual")[0].get("cx") == "599.6"
    assert chart.table.rows[0][5] == f"80{N}%"


def test_unknown_is_not_drawn_and_not_zero() -> None:
    chart = indicator_progress([IndicatorRow("Chartes", 0, 40, None)])
    for picture in pictures(chart):
        assert drawn(picture, "circle", "mark-actual") == []
        assert drawn(picture, "path", "travelled") == []
        assert "valeur actuelle inconnue" in words(picture)
    assert chart.table.rows == (("Chartes", "", "0", "inconnu", "40", "inconnu"),)


def test_a_target_equal_to_the_baseline_divides_by_nothing() -> None:
    chart = indicator_progress([IndicatorRow("Stable", 10, 10, 10)])
    assert chart.table.rows[0][5] == "cible égale à la référence"


# Cities and axes

STATUSES = [MatrixStatus("idea", "idée"), MatrixStatus("maturing", "préparation")]
STATUSES += [MatrixStatus("running", "en cours"), MatrixStatus("done", "achevée")]


def test_one_sign_per_action_and_idle_cities_in_a_line() -> None:
    rows = [
        MatrixRow("Niamey", ({"running": 2, "done": 1}, {})),
        MatrixRow("Namur", ({}, {})),
        MatrixRow("Nantes", ({}, {"idea": 1})),
    ]
    chart = city_action_matrix(rows, ("Services", "Données"), STATUSES)
    wide = pictures(chart)[0]
    # two running and one idea are rings, one done is full; the legend shows each status once
    assert len(drawn(wide, "circle", "state")) == 3 + 3
    assert len(drawn(wide, "circle", "state full")) == 1 + 1
    assert "1 ville sans action pour l’instant" in words(wide)
    assert chart.table.rows == (
        ("Niamey", "2 en cours, 1 achevée", "aucune action"),
        ("Nantes", "aucune action", "1 idée"),
        ("1 ville sans action pour l’instant", "aucune action", "aucune action"),
    )


def test_many_actions_are_counted_rather_than_crammed() -> None:
    rows = [MatrixRow("Niamey", ({"idea": 60},))]
    wide = pictures(city_action_matrix(rows, ("Services",), STATUSES))[0]
    (more,) = re.findall(r"\+(\d+)", words(wide))
    assert len(drawn(wide, "circle", "state")) - 3 + int(more) == 60


def test_counts_that_do_not_match_the_axes_are_refused() -> None:
    with pytest.raises(ValueError, match="4"):
        city_action_matrix([MatrixRow("Niamey", ({},))], ("A", "B"), STATUSES)


# Map


def test_null_island_is_in_the_middle_and_north_is_up() -> None:
    chart = network_map([MapCity("Zéro", 0, 0), MapCity("Nantes", 47.22, -1.55, "France")])
    wide = pictures(chart)[0]
    zero, nantes = ((float(e.get("cx")), float(e.get("cy"))) for e in drawn(wide, "circle", "city"))
    assert zero == (480, 0)
    assert nantes[0] < 480
    assert nantes[1] < 0
    assert chart.table.rows[1] == ("Nantes", "France", "47,22", "−1,55", "active")


def test_a_dormant_city_is_hollow_and_never_late() -> None:
    chart = network_map([MapCity("Ville", 10, 10, dormant=True)])
    assert len(drawn(pictures(chart)[0], "circle", "city dormant")) == 1
    assert chart.table.rows[0][4] == "en sommeil"
    assert "retard" not in chart.svg


def test_names_do_not_cover_one_another() -> None:
    cities = [MapCity("Une ville au nom assez long", 10, 10 + n / 10) for n in range(10)]
    names = list(pictures(network_map(cities))[0].iter(f"{SVG}text"))
    assert 1 <= len(names) <= 4


def test_an_impossible_place_is_refused() -> None:
    with pytest.raises(ValueError, match="91"):
        network_map([MapCity("Nulle part", 91, 0)])


# All


def every_chart() -> list[Chart]:
    from palabre.kit.showcase import components_context

    empty: list[Any] = []
    return [
        *components_context()["charts"],
        time_band(empty),
        agreement_matrix([], [], []),
        opinion_map(empty),
        statement_bars(empty),
        thread_river(empty, []),
        results_tree(empty, ("Axe",)),
        indicator_progress(empty),
        city_action_matrix(empty, ("Axe",), STATUSES),
        network_map(empty),
    ]


def test_every_picture_is_named_described_and_free_of_inline_style() -> None:
    for chart in every_chart():
        for picture in pictures(chart):
            names = picture.get("aria-labelledby").split()
            texts = {e.get("id"): e.text for e in picture if e.get("id")}
            assert [bool(texts[name]) for name in names] == [True, True]
            assert picture.get("viewBox")
            assert [e.tag for e in picture.iter() if "style" in e.attrib] == []


def test_every_picture_of_a_page_has_its_own_names() -> None:
    ids = [
        e.get("id")
        for c in every_chart()[:13]
        for p in pictures(c)
        for e in p.iter()
        if e.get("id")
    ]
    assert len(ids) == len(set(ids))


def test_every_table_is_rectangular() -> None:
    for chart in every_chart():
        assert {len(row) for row in chart.table.rows} <= {len(chart.table.header)}


def test_no_data_says_so() -> None:
    for chart in every_chart()[13:]:
        assert chart.table.rows == ()
        assert "Rien à montrer pour l’instant." in words(pictures(chart)[0])


def test_names_that_look_like_markup_are_only_names() -> None:
    bad = '<script>alert("x")</script>&'
    charts = [
        time_band([BandSlot(bad, 0, 60, items=[BandItem(bad)])], title=bad),
        agreement_matrix([bad, bad], [[1, 1], [1, 1]], [[1, 1], [1, 1]], title=bad),
        opinion_map(
            [MapParticipant(0, 0, 0)], [MapStatement(bad, bad, 1, 1)], [MapGroup(bad, bad)]
        ),
        statement_bars([StatementBar(bad, 1, 1, 1, bad, 'javascript:"')]),
        thread_river([RiverNode("a", RiverKind.ACTION, bad, '"><script>', bad)], []),
        results_tree([TreeNode(bad, bad, '"')], (bad,)),
        indicator_progress([IndicatorRow(bad, 1, 2, 3, bad, bad, bad, bad)]),
        city_action_matrix([MatrixRow(bad, ({"idea": 1},))], (bad,), [MatrixStatus("idea", bad)]),
        network_map([MapCity(bad, 1, 1)]),
    ]
    for chart in charts:
        for picture in pictures(chart):
            assert [e for e in picture.iter() if e.tag.endswith("script")] == []
