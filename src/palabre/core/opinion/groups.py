"""What each group says: counts, shares, tests, common ground and what divides."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from palabre.core.opinion.ballots import Floats, group_counts
from palabre.core.opinion.votes import AGREE, DISAGREE, VoteMatrix

Counts = NDArray[np.int64]
_POLIS_Z = 1.2816


@dataclass(frozen=True, slots=True)
class Representative:
    """A statement that tells a group from the others.

    vote: +1 the group agrees, −1 it disagrees. probability: smoothed share of the group that
    votes so. p_value: one-sided chance of so large a difference between the group and the
    others, were there none. The groups were made from these very votes: read it as a measure
    of contrast, not as proof.
    """

    statement: str
    vote: int
    p_value: float
    probability: float


@dataclass(frozen=True, eq=False, slots=True)
class GroupStatistics:
    """Counts of every group on every statement: int64 arrays [G, S].

    labels [G]: names of the groups; sizes [G]: their people.
    """

    labels: tuple[str, ...]
    statements: tuple[str, ...]
    sizes: Counts
    agree: Counts
    disagree: Counts
    passed: Counts

    @property
    def seen(self) -> Counts:
        """People of the group who voted on the statement, passes included."""
        return self.agree + self.disagree + self.passed

    def share(self, vote: int) -> Floats:
        """Smoothed share of those who saw it that voted so (Laplace): (n + 1) / (seen + 2)."""
        count = self.agree if vote == AGREE else self.disagree if vote == DISAGREE else self.passed
        shares: Floats = (count + 1) / (self.seen + 2)
        return shares

    def consensus(self) -> Floats:
        """Group-informed consensus [S]: product over groups of the share that agrees, in
        (0, 1) (Small et al., 2021). It falls with the number of groups: compare statements of
        one map only."""
        product: Floats = self.share(AGREE).prod(axis=0)
        return product

    def divisiveness(self) -> Floats:
        """From 0 to 1 [S]: half the gap between the mean votes, smoothed, of the most favourable
        and of the least favourable of the groups that saw it.

        With a single group, how evenly it is split: 2·min(agree, disagree) / (seen + 2).
        """
        if len(self.labels) < 2:
            split: Floats = 2 * np.minimum(self.agree, self.disagree) / (self.seen + 2)
            whole: Floats = split.sum(axis=0)
            return whole
        mean = (self.agree - self.disagree) / (self.seen + 2)
        heard = self.seen > 0
        highest = np.where(heard, mean, -np.inf).max(axis=0)
        lowest = np.where(heard, mean, np.inf).min(axis=0)
        gap: Floats = np.where(heard.any(axis=0), highest - lowest, 0) / 2
        return gap


def group_statistics(votes: VoteMatrix, groups: Mapping[str, str]) -> GroupStatistics:
    """Counts of the groups given as participant → label; people without label are left out.

    Labels come in alphabetical order.
    """
    labels = tuple(sorted({groups[name] for name in votes.participants if name in groups}))
    place = {label: number for number, label in enumerate(labels)}
    member = np.array(
        [place[groups[name]] if name in groups else -1 for name in votes.participants], dtype=int
    )
    return count_groups(votes, member, labels)


def count_groups(
    votes: VoteMatrix, member: NDArray[np.int64], labels: tuple[str, ...]
) -> GroupStatistics:
    """As `group_statistics`, from the place of each participant's label, −1 for none [P]."""
    counts = group_counts(votes.ballots(), member, len(labels))
    return table_of_counts(counts, member, labels, votes.statements)


def table_of_counts(
    counts: Counts, member: Counts, labels: tuple[str, ...], statements: tuple[str, ...]
) -> GroupStatistics:
    """From votes of each kind of each group [G, 3·S], at 3·statement + vote + 1."""
    disagree, passed, agree = np.moveaxis(counts.reshape(len(labels), -1, 3), 2, 0)
    sizes = np.bincount(member[member >= 0], minlength=len(labels)).astype(np.int64)
    return GroupStatistics(labels, statements, sizes, agree, disagree, passed)


def two_proportions(
    agree: Counts, seen: Counts, agree_others: Counts, seen_others: Counts, added: int = 2
) -> Floats:
    """z of the difference of two proportions, pooled, with pseudo-votes against small counts.

    added 2: one success and one failure on each side (Agresti and Caffo, 2000).
    added 1: one success on each side, as Polis does. 0 where the pooled share is 0 or 1.
    """
    one, other = seen + added, seen_others + added
    first, second = (agree + 1) / one, (agree_others + 1) / other
    pooled = (agree + agree_others + 2) / (one + other)
    spread = np.sqrt(pooled * (1 - pooled) * (1 / one + 1 / other))
    z: Floats = np.divide(first - second, spread, out=np.zeros_like(first), where=spread > 0)
    return z


def representatives(
    table: GroupStatistics, allowed: NDArray[np.bool_], significance: float, most: int
) -> tuple[tuple[Representative, ...], ...]:
    """For each group, up to `most` statements on which it stands out, the clearest first.

    A statement stands for a group when more than half of it (smoothed) votes that way, more
    than the others do, with a p-value that passes Benjamini and Hochberg's procedure (1995) at
    `significance` over all groups, statements and both votes. The order is the share times its
    difference with the others': much said here, little said elsewhere.
    allowed [S]: statements that may be named.
    """
    tests = [_contrast(table, vote, 2) for vote in (AGREE, DISAGREE)]
    p_values = np.stack([_upper_tail(z) for z, _, _ in tests])
    possible = np.stack([(table.seen > 0) & allowed for _ in tests])
    threshold = _false_discovery(p_values[possible], significance)
    chosen = []
    for group in range(len(table.labels)):
        found = []
        for place, vote in enumerate((AGREE, DISAGREE)):
            _, share, elsewhere = tests[place]
            keep = (
                possible[place, group]
                & (p_values[place, group] <= threshold)
                & (share[group] > 0.5)
                & (share[group] > elsewhere[group])
            )
            found += [
                (-share[group, s] * (share[group, s] - elsewhere[group, s]), int(s), place, vote)
                for s in np.flatnonzero(keep)
            ]
        chosen.append(
            tuple(
                Representative(
                    table.statements[s],
                    vote,
                    float(p_values[place, group, s]),
                    float(tests[place][1][group, s]),
                )
                for _, s, place, vote in sorted(found)[:most]
            )
        )
    return tuple(chosen)


def polis_representatives(
    table: GroupStatistics, allowed: NDArray[np.bool_], most: int
) -> tuple[tuple[Representative, ...], ...]:
    """As Polis: both the share in the group and its difference with the others pass z > 1.2816;
    ordered by ratio × z of the difference × share × z of the share; agreements first.

    One rule of Polis is left out: it also promotes one agreed statement whatever its contrast.
    """
    chosen = []
    for group in range(len(table.labels)):
        found = []
        for vote in (AGREE, DISAGREE):
            z, share, elsewhere = _contrast(table, vote, 1)
            count = table.agree if vote == AGREE else table.disagree
            seen = table.seen[group] + 1
            z_share = 2 * np.sqrt(seen) * ((count[group] + 1) / seen - 0.5)
            metric = share[group] / elsewhere[group] * z[group] * share[group] * z_share
            keep = allowed & (z[group] > _POLIS_Z) & (z_share > _POLIS_Z)
            found += [
                (-float(metric[s]), int(s), vote, float(z[group, s]), float(share[group, s]))
                for s in np.flatnonzero(keep)
            ]
        best = sorted(sorted(found)[:most], key=lambda one: -one[2])
        chosen.append(
            tuple(
                Representative(table.statements[s], vote, float(_upper_tail(np.array(z))), share)
                for _, s, vote, z, share in best
            )
        )
    return tuple(chosen)


def _contrast(table: GroupStatistics, vote: int, added: int) -> tuple[Floats, Floats, Floats]:
    """z, smoothed share in the group and elsewhere, each [G, S]."""
    count = table.agree if vote == AGREE else table.disagree
    others, seen_others = count.sum(axis=0) - count, table.seen.sum(axis=0) - table.seen
    z = two_proportions(count, table.seen, others, seen_others, added)
    return z, table.share(vote), (others + 1) / (seen_others + 2)


def _upper_tail(z: Floats) -> Floats:
    """Chance that a standard normal exceeds z."""
    tail: Floats = np.vectorize(lambda one: math.erfc(one / math.sqrt(2)) / 2, otypes=[float])(z)
    return tail


def _false_discovery(p_values: Floats, level: float) -> float:
    """Largest p-value accepted by Benjamini and Hochberg's step-up procedure, −1 if none."""
    ordered = np.sort(p_values)
    passing = np.flatnonzero(ordered <= level * np.arange(1, len(ordered) + 1) / len(ordered))
    return float(ordered[passing[-1]]) if len(passing) else -1.0
