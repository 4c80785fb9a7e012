"""What a small room can say without groups: who agrees with whom, and what bridges.

Fifteen to sixty people are too few to be parted into opinion groups with any confidence. But
each pair of people can be compared on what both voted on, and each statement can be asked
whether it holds together people who otherwise differ.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from palabre.core.opinion.ballots import Ballots, Floats
from palabre.core.opinion.canonical import order_of
from palabre.core.opinion.groups import group_statistics
from palabre.core.opinion.votes import (
    AGREE,
    DISAGREE,
    PASS,
    VoteError,
    VoteMatrix,
    VoteProblem,
    natural_order,
    tally,
)

MOST_PEOPLE = 2000
_NORMAL_95 = 1.959963984540054
#: spread, blocs that heard, most and least favourable
_Detail = tuple[float | None, int, str | None, str | None]


@dataclass(frozen=True, eq=False, slots=True)
class AgreementMatrix:
    """How often each pair voted the same, on the statements both voted on (passes included).

    participants: in display order, people who vote alike next to one another. share [P, P]:
    from 0 to 1, NaN without a common statement; 1 on the diagonal. common [P, P]: number of
    common statements, without which no share should be shown.
    """

    participants: tuple[str, ...]
    share: Floats
    common: NDArray[np.int64]

    def between(self, one: str, other: str) -> float | None:
        """The share for two participants, None without a common statement."""
        share = self.share[self.participants.index(one), self.participants.index(other)]
        return None if np.isnan(share) else float(share)


@dataclass(frozen=True, slots=True)
class Bridge:
    """A statement, and how far it holds the room together.

    agreement: share of those who saw it that agree, with its Wilson 95 % interval low-high;
    None where nobody saw it. score: see `bridging`; None where it cannot be told.
    spread: with blocs, gap between the most and the least favourable bloc's smoothed share of
    agreement; without, 2·min(agree, disagree) / seen. blocs_heard: blocs in which someone saw
    it. most, least: names of these two blocs.
    """

    statement: str
    n_agree: int
    n_disagree: int
    n_pass: int
    agreement: float | None
    low: float | None
    high: float | None
    score: float | None
    spread: float | None
    blocs_heard: int | None = None
    most: str | None = None
    least: str | None = None


def agreement_matrix(votes: VoteMatrix) -> AgreementMatrix:
    """The agreement of every pair on the map's statements; people without any such vote are
    left out. Raises `VoteError` beyond 2,000 people.

    Display order: spectral seriation (Atkins, Boman and Hendrickson, 1998), unknown shares
    taken as the mean share; it does not depend on names, except to settle ties.
    """
    same, common, people = _pairs(votes)
    with np.errstate(invalid="ignore"):
        share = np.where(common > 0, same / common, np.nan)
    order = _seriation(share)
    cells = np.ix_(order, order)
    names = tuple(votes.participants[people[place]] for place in order)
    return AgreementMatrix(names, share[cells], common[cells].astype(np.int64))


def bridging(votes: VoteMatrix, blocs: Mapping[str, str] | None = None) -> tuple[Bridge, ...]:
    """The map's statements, those that bridge best first.

    With blocs (participant → city, role, language…; people without one are left out of the
    score): the geometric mean over blocs of the smoothed share that agrees, (agree + 1) /
    (seen + 2). It is the group-informed consensus of Small et al. (2021), brought to the scale
    of one bloc; a bloc that did not see the statement counts as one half.

    Without: the chance that two people drawn at random, the likelier the more they disagree
    elsewhere, both agree here. Pairs that voted on this statement are weighted by the share of
    their other common statements on which they voted differently; the score is the weight of
    the pairs that both agree over the whole weight, one imaginary pair of weight 1 that agrees
    one time in four being added, so that three people do not outweigh thirty. This is the idea
    of bridging-based ranking (Ovadya and Thorburn, 2023; Wojcik et al., 2022) for rooms small
    enough to compare every pair. None where nobody who saw it disagrees on anything else.

    Intervals: Wilson (1927), recommended by Brown, Cai and DasGupta (2001). Statements without
    score come last. Raises `VoteError` beyond 2,000 people without blocs.
    """
    counts = tally(votes)
    details: dict[int, _Detail] = {}
    if blocs is None:
        scores = _pair_scores(votes)
    else:
        scores, details = _bloc_scores(votes, blocs)
    found = []
    for place, name in enumerate(votes.statements):
        if votes.off_map[place]:
            continue
        agree, disagree, passed = (
            int(table[place]) for table in (counts.agree, counts.disagree, counts.passed)
        )
        seen = agree + disagree + passed
        low, high = wilson(agree, seen) if seen else (None, None)
        spread, heard, most, least = details.get(place, (None, 0, None, None))
        if blocs is None and seen:
            spread = 2 * min(agree, disagree) / seen
        score = scores[place]
        found.append(
            Bridge(
                name,
                agree,
                disagree,
                passed,
                agree / seen if seen else None,
                low,
                high,
                None if np.isnan(score) else float(score),
                spread,
                None if blocs is None else heard,
                most,
                least,
            )
        )
    return tuple(sorted(found, key=_best_first))


def wilson(count: int, total: int, z: float = _NORMAL_95) -> tuple[float, float]:
    """Interval of a share `count` / `total` (Wilson, 1927). Raises ValueError without total."""
    if not 0 <= count <= total or total == 0:
        raise ValueError("a share needs a total, and a count within it")
    share, squared = count / total, z * z
    centre = (share + squared / (2 * total)) / (1 + squared / total)
    half = z * math.sqrt(share * (1 - share) / total + squared / (4 * total * total))
    half /= 1 + squared / total
    return (centre - half if count else 0.0), (centre + half if count < total else 1.0)


def _best_first(bridge: Bridge) -> tuple[float, float, tuple[int, int, str]]:
    score = -1.0 if bridge.score is None else bridge.score
    agreement = -1.0 if bridge.agreement is None else bridge.agreement
    return -score, -agreement, natural_order(bridge.statement)


def _pairs(votes: VoteMatrix) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Same votes and common statements of each pair [P, P], people who voted, content order."""
    kept = ~votes.off_map[votes.statement]
    p, s, v = votes.participant[kept], votes.statement[kept], votes.vote[kept]
    n_p, n_s = len(votes.participants), len(votes.statements)
    voted = np.bincount(p, minlength=n_p) > 0
    order = order_of(Ballots.sorted_by_person(n_p, n_s, p, s, v))
    people = order[voted[order]]
    if len(people) > MOST_PEOPLE:
        raise VoteError(VoteProblem.TOO_MANY_PEOPLE, limit=MOST_PEOPLE, size=len(people))
    table = np.full((n_p, n_s), np.nan)
    table[p, s] = v
    table = table[people]
    seen = (~np.isnan(table)).astype(np.float64)
    common: Floats = seen @ seen.T
    same = np.zeros_like(common)
    for kind in (AGREE, PASS, DISAGREE):
        chosen = (table == kind).astype(np.float64)
        same += chosen @ chosen.T
    return same, common, people


def _pair_scores(votes: VoteMatrix) -> Floats:
    same, common, people = _pairs(votes)
    table = votes.dense()[people]
    above = np.triu(np.ones_like(common, dtype=bool), 1)
    scores = np.full(len(votes.statements), np.nan)
    for place in np.flatnonzero(~votes.off_map):
        column = table[:, place]
        seen = ~np.isnan(column)
        both = np.outer(seen, seen) & above & (common > 1)
        others = common[both] - 1
        alike = same[both] - np.equal.outer(column, column)[both]
        weight = 1 - alike / others
        whole = float(weight.sum())
        if whole > 0:
            agree = np.outer(column == AGREE, column == AGREE)[both]
            scores[place] = (float(weight[agree].sum()) + 0.25) / (whole + 1)
    return scores


def _bloc_scores(votes: VoteMatrix, blocs: Mapping[str, str]) -> tuple[Floats, dict[int, _Detail]]:
    counts = group_statistics(votes, blocs)
    share, heard = counts.share(AGREE), counts.seen > 0
    present = np.flatnonzero(heard[:, ~votes.off_map].any(axis=1))
    share, heard = share[present], heard[present]
    names = [counts.labels[place] for place in present]
    width = len(votes.statements)
    scores = np.full(width, np.nan)
    details: dict[int, _Detail] = {}
    for place in range(width):
        hearing = np.flatnonzero(heard[:, place])
        details[place] = (None, len(hearing), None, None)
        if len(hearing) and len(names) > 1:
            scores[place] = math.exp(float(np.log(share[:, place]).mean()))
            shares = share[hearing, place]
            most, least = hearing[int(shares.argmax())], hearing[int(shares.argmin())]
            gap = float(shares.max() - shares.min())
            details[place] = (gap, len(hearing), names[most], names[least])
    return scores, details


def _seriation(share: Floats) -> NDArray[np.int64]:
    """Places by the Fiedler vector of the similarities, rounded; given order settles ties."""
    size = len(share)
    if size < 3:
        return np.arange(size)
    off_diagonal = ~np.eye(size, dtype=bool)
    known = ~np.isnan(share) & off_diagonal
    mean = float(share[known].mean()) if known.any() else 0.5
    similar = np.where(known, share, mean) * off_diagonal
    values, vectors = np.linalg.eigh(np.diag(similar.sum(axis=1)) - similar)
    if values[-1] - values[1] < 1e-9:
        return np.arange(size)  # everyone is as close to everyone
    fiedler = np.round(vectors[:, 1], 9)
    if (fiedler**3).sum() < 0:
        fiedler = -fiedler
    return np.argsort(fiedler, kind="stable")
