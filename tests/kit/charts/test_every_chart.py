"""What all charts owe: names, a rectangular table, no inline style, nothing executed."""

from __future__ import annotations

from typing import Any

from palabre.kit.charts import (
    BandItem,
    BandSlot,
    Chart,
    IndicatorRow,
    MapCity,
    MapGroup,
    MapParticipant,
    MapStatement,
    MatrixRow,
    MatrixStatus,
    MoneySource,
    MoneyTarget,
    RiverKind,
    RiverNode,
    StatementBar,
    TreeNode,
    agreement_matrix,
    city_action_matrix,
    indicator_progress,
    money_river,
    network_map,
    opinion_map,
    poll_bars,
    results_tree,
    statement_bars,
    thread_river,
    time_band,
    word_cloud,
)

from .reading import pictures, words

STATUSES = [MatrixStatus("idea", "idée"), MatrixStatus("maturing", "préparation")]
STATUSES += [MatrixStatus("running", "en cours"), MatrixStatus("done", "achevée")]


def every_chart() -> list[Chart]:
    from palabre.kit.showcase import components_context

    empty: list[Any] = []
    return [
        *components_context()["charts"],
        time_band(empty),
        agreement_matrix([], [], []),
        opinion_map(empty),
        statement_bars(empty),
        poll_bars(empty, title="Essai"),
        word_cloud(empty, title="Essai"),
        money_river(empty, empty, say=str),
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
    for chart in every_chart()[15:]:
        assert chart.table.rows == ()
        assert "Rien à montrer pour l’instant." in words(pictures(chart)[0])


def test_a_thread_of_one_column_is_written_no_larger_than_the_page() -> None:
    """Letters of 13.5 units, in a page whose content is 800 px wide: 16 px at most."""
    river = thread_river([RiverNode("a", RiverKind.ACTION, "Une action seule")], [])
    width = float(pictures(river)[0].get("viewBox").split()[2])
    assert 13.5 * 800 / width <= 16


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
        money_river([MoneySource(bad)], [MoneyTarget(bad, 1, (1,), '"><script>')], say=str),
    ]
    for chart in charts:
        for picture in pictures(chart):
            assert [e for e in picture.iter() if e.tag.endswith("script")] == []
