"""From votes to an opinion map."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np

from palabre.core.opinion.ballots import Floats, Places
from palabre.core.opinion.canonical import VERSION
from palabre.core.opinion.clustering import Labels, Partition, partition
from palabre.core.opinion.cold_start import in_conversation, polis_partition
from palabre.core.opinion.confidence import Stability, Structure, gap, stability, structure
from palabre.core.opinion.draws import Draws
from palabre.core.opinion.groups import (
    GroupStatistics,
    Representative,
    polis_representatives,
    representatives,
    table_of_counts,
)
from palabre.core.opinion.moments import Moments
from palabre.core.opinion.parts import Facts, Team
from palabre.core.opinion.plane import place_statements
from palabre.core.opinion.result import Group, OpinionMap, Verdict
from palabre.core.opinion.settings import Settings
from palabre.core.opinion.sheet import Sheet
from palabre.core.opinion.votes import VoteMatrix, read_only, tally_of

_LEVEL = 0.05


def analyse(votes: VoteMatrix, settings: Settings = Settings()) -> OpinionMap:  # noqa: B008
    """The opinion map of the votes.

    1. Missing votes are replaced by their statement's mean; two principal components; people
       are placed by what they voted on, statements where someone stands who agreed to nothing
       else. 2. People with enough votes are grouped by k-means, the number of groups by
       silhouette; the groups are tested against shuffled votes, a single cloud and resampled
       people. 3. Each group's counts, shares, representative statements; consensus and
       divisiveness.

    Sources: Small et al. (2021) for the whole; each step names its own. The answer depends on
    the votes, the settings and the seed alone: not on the order of rows, nor, with the default
    method, on what people and statements are called. `votes` is left as it was. Method
    ``polis`` draws what Polis would draw and always gives its groups, the verdict saying what
    the tests think of the votes; it depends on the order of identifiers, as Polis does on the
    order of arrival.

    Never raises for few, equal or missing votes: the verdict says what cannot be said.
    """
    sheet = Sheet.of(votes, settings.method)
    return draw_map(sheet, settings, sheet.moments())


def analyse_parts(
    votes: Sequence[Any],
    team: Team,
    settings: Settings = Settings(),  # noqa: B008
) -> OpinionMap:
    """The map of votes held in parts, each of some people, by workers.

    votes: a `VoteMatrix` for each part, or what the team holds it by (a Dask future of one);
    every part names the same statements, and nobody is in two parts. team: a Dask `Client`, or
    anything that maps and gathers as it does.

    The answer is that of `analyse` for the parts laid end to end, to the bit: moments and counts
    are whole numbers that add up, positions depend on each person's votes alone. The digest is
    the same where the parts come in the natural order of people. Here are kept two numbers a
    person, and samples; the votes stay where they are. Raises `VoteError` for someone in two
    parts, ValueError without a part or where statements differ.
    """
    if not votes:
        raise ValueError("at least one part")
    sheet = Sheet.of_parts(votes, team, settings.method)
    return draw_map(sheet, settings, sheet.moments())


@dataclass(frozen=True, slots=True)
class Tested:
    """What tests said of k groups: of the votes at hand, or of those of a moment ago."""

    k: int
    stability: Stability
    structure: Structure


def draw_map(
    sheet: Sheet, settings: Settings, sums: Moments, tested: Tested | None = None
) -> OpinionMap:
    """The map of a sheet and its moments.

    tested: taken as it is where as many groups are found again; the votes are tested otherwise.
    """
    # Hashing the votes takes as long as testing the groups, and needs nothing of them.
    with ThreadPoolExecutor(1) as beside:
        digest = beside.submit(sheet.digest, settings)
        return _draw(sheet, settings, sums, tested, digest)


def _draw(
    sheet: Sheet, settings: Settings, sums: Moments, tested: Tested | None, digest: Future[str]
) -> OpinionMap:
    facts = sheet.facts
    plane = sheet.plane(sums)
    off_map = int(facts.off_map.sum())
    points = sheet.positions(plane, settings)
    enough = sheet.eligible(settings.minimum_votes)
    grouped, found = _group(facts, points, enough, settings)
    few = len(enough) < settings.minimum_for_groups
    if few or found is None:
        tested = None
    elif tested is None or tested.k != found.k:
        tested = _test(sheet, points, enough, grouped, found, settings)
    verdict = _verdict(few, tested, settings)
    drawn = found if verdict is Verdict.GROUPS or settings.method == "polis" else None
    tried = np.full(len(facts.participants), -1, dtype=np.int64)
    if found is not None:
        tried[grouped] = found.labels
    member = tried if drawn is not None else np.full_like(tried, -1)
    table, groups = _describe(sheet, member, drawn, settings)
    leaning = found if drawn is None and _is_gradual(tested, settings) else None
    tendencies = _describe(sheet, tried, leaning, settings)[1] if leaning else ()
    return OpinionMap(
        version=VERSION,
        digest=digest.result(),
        settings=settings,
        participants=facts.participants,
        statements=facts.statements,
        positions=read_only(points),
        membership=read_only(member),
        tried=read_only(tried),
        vote_counts=read_only(facts.counts),
        statement_positions=read_only(
            sheet.spread(place_statements(plane, settings, off_map), sums.cast > 0)
        ),
        tally=tally_of(facts.statements, facts.kinds),
        groups=groups,
        tendencies=tendencies,
        statistics=table,
        clustered=len(grouped),
        explained=plane.explained,
        k=found.k if found else None,
        silhouette=found.silhouette if found else None,
        stability=tested.stability.agreement if tested else None,
        same_number=tested.stability.same_number if tested else None,
        structure=tested.structure if tested else None,
        verdict=verdict,
        dropped_repeats=facts.dropped_repeats,
    )


def _group(
    facts: Facts, points: Floats, enough: Places, settings: Settings
) -> tuple[Places, Partition | None]:
    """Who is grouped, and how; None where there are too few people, or no two places."""
    if settings.method == "polis":
        # Polis counts votes on moderated statements too.
        needed = min(settings.minimum_votes, len(facts.statements))
        grouped = in_conversation(facts.cast, needed)
        grouped = grouped[~np.isnan(points[grouped, 0])]
        return grouped, polis_partition(points[grouped], settings.groups_to)
    if len(enough) < settings.minimum_for_groups:
        return enough, None
    return enough, partition(
        points[enough],
        Draws(settings.seed, 0),
        numbers=range(settings.groups_from, settings.groups_to + 1),
        starts=settings.starts,
        minimum=settings.minimum_group,
        silhouette_size=settings.silhouette_size,
    )


def _test(
    sheet: Sheet,
    points: Floats,
    enough: Places,
    grouped: Places,
    found: Partition,
    settings: Settings,
) -> Tested:
    off_map = int(sheet.facts.off_map.sum())
    sample = sheet.sample(grouped, found.labels, settings.resample_size)
    shown = slice(0, settings.silhouette_size)
    between = gap(points[grouped[shown]], found.labels[shown], found.k)
    rows = sheet.rows(enough, settings.shuffle_size)
    return Tested(
        found.k,
        stability(sample, found.k, settings, off_map),
        structure(rows, settings, off_map, between),
    )


def _verdict(few: bool, tested: Tested | None, settings: Settings) -> Verdict:
    """By the first reason not to speak of groups."""
    if few:
        return Verdict.TOO_FEW
    if tested is None or not tested.structure.holds(_LEVEL, settings.gap_level):
        return Verdict.NO_STRUCTURE
    if tested.stability.agreement < settings.stability_floor:
        return Verdict.UNSTABLE
    return Verdict.GROUPS


def _is_gradual(tested: Tested | None, settings: Settings) -> bool:
    """Whether the partition passes every test but that of a gap between its groups."""
    return (
        tested is not None
        and tested.structure.holds(_LEVEL, gap_level=1)
        and tested.stability.agreement >= settings.stability_floor
    )


def _describe(
    sheet: Sheet, member: Labels, drawn: Partition | None, settings: Settings
) -> tuple[GroupStatistics, tuple[Group, ...]]:
    statements, off_map = sheet.facts.statements, sheet.facts.off_map
    if drawn is None:
        everyone = np.zeros_like(member)
        return table_of_counts(sheet.group_counts(everyone, 1), everyone, ("",), statements), ()
    labels = tuple(chr(ord("A") + number) for number in range(drawn.k))
    counts = sheet.group_counts(member, drawn.k)
    table = table_of_counts(counts, member, labels, statements)
    named: tuple[tuple[Representative, ...], ...]
    if settings.method == "polis":
        named = polis_representatives(table, ~off_map, settings.representatives)
    else:
        named = representatives(table, ~off_map, settings.significance, settings.representatives)
    groups = []
    for number, label in enumerate(labels):
        x, y = drawn.centres[number]
        groups.append(Group(label, int(table.sizes[number]), (float(x), float(y)), named[number]))
    return table, tuple(groups)
