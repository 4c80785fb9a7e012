"""Thread, logic model, indicators, cities and map; coordinates by hand."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest

from palabre.kit.charts import (
    Chart,
    IndicatorRow,
    MapCity,
    MatrixRow,
    MatrixStatus,
    RiverKind,
    RiverNode,
    TreeNode,
    city_action_matrix,
    indicator_progress,
    network_map,
    results_tree,
    thread_river,
)

from .reading import SVG, N, drawn, numbers, pictures, words

# Thread


def river() -> Chart:
    nodes = [
        RiverNode("a", RiverKind.ACTION, "Ateliers de réparation", "/a", here=True),
        RiverNode("t", RiverKind.TESTIMONY, "Quarante marchaient", "/t", "Niamey"),
        RiverNode("l", RiverKind.LESSON, "Compter ce qui marche", "/l"),
    ]
    return thread_river(nodes, [("t", "l"), ("l", "a")])


def test_streams_run_from_stone_to_stone() -> None:
    """Three columns of 210 and 30 between: stones at 1, 241 and 481."""
    wide = pictures(river())[0]
    streams = sorted(numbers(e.get("d"))[0:7:6] for e in drawn(wide, "path", "stream"))
    assert streams == [[211, 241], [451, 481]]
    stones = [e.get("x") for e in wide.iter(f"{SVG}rect")]
    assert sorted(stones, key=float) == ["1", "241", "481"]


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
    """Three levels: (860 - 2 - 52) / 3 = 268.67 wide, at 1, 295.67 and 590.33."""
    roots = [
        TreeNode(
            "Axe", children=[TreeNode("R", children=[TreeNode("A1", "2026"), TreeNode("A2")])]
        ),
        TreeNode("Axe seul"),
    ]
    chart = results_tree(roots, ("Axe", "Résultat", "Action"))
    wide = pictures(chart)[0]
    for level, x in ((1, "295.67"), (2, "590.33")):
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


def rings(picture: Any, class_: str) -> int:
    """Rings drawn: two half turns each, closed."""
    return sum(str(path.get("d")).count("z") for path in drawn(picture, "path", class_))


def test_one_sign_per_action_and_idle_cities_in_a_line() -> None:
    rows = [
        MatrixRow("Niamey", ({"running": 2, "done": 1}, {})),
        MatrixRow("Namur", ({}, {})),
        MatrixRow("Nantes", ({}, {"idea": 1})),
    ]
    chart = city_action_matrix(rows, ("Services", "Données"), STATUSES)
    wide = pictures(chart)[0]
    # two running and one idea are rings, one done is full; the legend shows each status once
    assert rings(wide, "state") == 3 + 3
    assert rings(wide, "state full") == 1 + 1
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
    assert rings(wide, "state") - 3 + int(more) == 60


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
