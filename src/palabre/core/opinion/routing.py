"""Which statement to show next, and whom to call back because statements came after them.

The priority of a statement is that of Polis (compdemocracy.org, “Comment routing”; Small et
al., 2021): much agreed, little passed, far from the centre of the map, and much more while few
have seen it. Polis's bonus of novelty fades after some ten votes, however many people have
voted on older statements: a statement that comes late stays behind for good. A factor of ours
makes up for that until it has been shown as often as the others.

Where no vote may be told before the end, such an order would tell some of it. `balanced_order`
uses none.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from palabre.core.opinion.ballots import Floats
from palabre.core.opinion.draws import Draws
from palabre.core.opinion.result import OpinionMap
from palabre.core.opinion.votes import VoteMatrix, natural_order

T = TypeVar("T")
_NOVELTY, _FADES_OVER = 8.0, 5.0
_META = 7.0
#: A late statement is never more than this many times likelier than its votes alone make it.
_MOST_CATCHING_UP = 4.0


@dataclass(frozen=True, slots=True)
class Priority:
    """A statement to show. shown: people to whom it has been; weight: its chances to be drawn,
    in proportion to the other weights; catching_up: the part of it, from 1 to 4, that makes up
    for having been shown less than the others."""

    statement: str
    shown: int
    weight: float
    catching_up: float


@dataclass(frozen=True, slots=True)
class Recall:
    """Someone to call back. late: statements opened after their last vote that they have not
    voted on, the most pressing first."""

    participant: str
    late: tuple[str, ...]


def priorities(
    found: OpinionMap,
    *,
    shown: Mapping[str, int] | None = None,
    closed: Collection[str] = (),
    meta: Collection[str] = (),
) -> tuple[Priority, ...]:
    """The statements that may be shown, the most pressing first.

    With A people who agree, P who pass, S who saw the statement and E its distance from the
    centre of the map, the weight is ((1 − (P+1)/(S+2)) · (E+1) · (A+1)/(S+2) · (1 + 8·2^(−S/5)))²
    times (median shown + 1)/(shown + 1), kept between 1 and 4.

    shown: people to whom each statement has been shown, those who voted if not given (more can
    have been shown it than voted). closed: statements no longer voted on, moderated out for
    instance. meta: statements about the consultation itself, of weight 7² as in Polis.
    Raises ValueError for a statement shown to fewer people than voted on it.
    """
    told = [
        {"id": one.id, "x": one.x, "y": one.y, "n_agree": one.n_agree,
         "n_disagree": one.n_disagree, "n_pass": one.n_pass}
        for one in found.mapped_statements()
    ]  # fmt: skip
    return priorities_told(told, shown=shown, closed=closed, meta=meta)


def priorities_told(
    told: Sequence[Mapping[str, Any]],
    *,
    shown: Mapping[str, int] | None = None,
    closed: Collection[str] = (),
    meta: Collection[str] = (),
) -> tuple[Priority, ...]:
    """The same from a map kept as JSON: `told` is what `to_json` gives under "statements".

    Raises ValueError for a statement shown to fewer people than voted on it.
    """
    names = [str(one["id"]) for one in told]
    agree, passed = _column(told, "n_agree"), _column(told, "n_pass")
    seen = agree + passed + _column(told, "n_disagree")
    exposure = np.array(
        [(shown or {}).get(name, int(seen[place])) for place, name in enumerate(names)],
        dtype=np.int64,
    )
    if (exposure < seen).any():
        name = names[int(np.argmax(exposure < seen))]
        raise ValueError(f"{name!r} was shown to fewer people than voted on it")
    open_places = [p for p, name in enumerate(names) if name not in set(closed)]
    if not open_places:
        return ()
    middle = float(np.median(exposure[open_places]))
    catching_up = np.clip((middle + 1) / (exposure + 1), 1, _MOST_CATCHING_UP)
    extremity = np.hypot(_column(told, "x"), _column(told, "y"))
    weights = _polis_weights(agree, passed, seen, extremity)
    weights[[name in set(meta) for name in names]] = _META**2
    listed = [
        Priority(
            names[place],
            int(exposure[place]),
            float(weights[place] * catching_up[place]),
            float(catching_up[place]),
        )
        for place in open_places
    ]
    return tuple(sorted(listed, key=lambda one: (-one.weight, natural_order(one.statement))))


def _column(told: Sequence[Mapping[str, Any]], name: str) -> Floats:
    """A statement off the map has no position: it stands at the centre."""
    return np.array([one[name] or 0 for one in told], dtype=np.float64)


def _polis_weights(agree: Floats, passed: Floats, seen: Floats, extremity: Floats) -> Floats:
    novelty = 1 + _NOVELTY * 2 ** (-seen / _FADES_OVER)
    weights: Floats = (
        (1 - (passed + 1) / (seen + 2)) * (extremity + 1) * (agree + 1) / (seen + 2) * novelty
    ) ** 2
    return weights


def next_statements(
    votes: VoteMatrix, listed: tuple[Priority, ...], participant: str, count: int, seed: int = 0
) -> tuple[str, ...]:
    """Up to `count` statements that the participant has not voted on, drawn by weight.

    Drawn as by `drawn_order`. A participant unknown to the votes has voted on nothing.
    """
    done: set[str] = set()
    if participant in votes.participants:
        mine = votes.participant == votes.participants.index(participant)
        done = {votes.statements[place] for place in votes.statement[mine]}
    return drawn_order(listed, participant, done, seed)[:count]


def drawn_order(
    listed: Sequence[Priority], participant: str, done: Collection[str], seed: int = 0
) -> tuple[str, ...]:
    """Every statement listed that is not `done`, in the order of a draw by weight.

    Drawn without replacement (Efraimidis and Spirakis, 2006). The same seed, person and number
    of votes give the same order: a page shown again shows the same.
    """
    left = sorted(
        (one for one in listed if one.statement not in done),
        key=lambda one: natural_order(one.statement),
    )
    who = int.from_bytes(participant.encode("utf-8", "surrogatepass"), "big")
    uniform = Draws(seed, 4, who, len(done)).uniform(len(left))
    keys = [
        (-float(np.log1p(-draw)) / one.weight, one.statement)
        for draw, one in zip(uniform.tolist(), left, strict=True)
    ]
    return tuple(name for _, name in sorted(keys))


def balanced_order(statements: Sequence[T], row: int) -> tuple[T, ...]:
    """The statements in the order of one row of a balanced square, which no vote has a part in.

    Of any m consecutive rows (2m when m, the number of statements, is odd), each statement
    stands in each place equally often, and follows each other one equally often: so in a small
    room each gets its share of the votes of those who stop early, and none always comes after
    the same other. Williams, E. J. (1949), “Experimental designs balanced for the estimation of
    residual effects of treatments”, Australian Journal of Scientific Research A 2, 149-168.

    row: any whole number; equal rows give equal orders.
    """
    size = len(statements)
    if size < 2:
        return tuple(statements)
    # 0, 1, m−1, 2, m−2, …: successive differences all unequal.
    zigzag = [(step + 1) // 2 if step % 2 else (size - step // 2) % size for step in range(size)]
    turn, row = divmod(row, size) if size % 2 else (0, row % size)
    if turn % 2:
        zigzag.reverse()
    return tuple(statements[(place + row) % size] for place in zigzag)


def recall(
    votes: VoteMatrix,
    listed: tuple[Priority, ...],
    opened: Mapping[str, int],
    last_vote: Mapping[str, int],
) -> tuple[Recall, ...]:
    """The people who voted before statements were opened and have not voted on them, those with
    the most to catch up on first.

    opened, last_vote: when each statement opened and each person last voted, in any one unit;
    statements and people without a time are left out.
    """
    done: dict[str, set[str]] = {}
    for p, s in zip(votes.participant.tolist(), votes.statement.tolist(), strict=True):
        done.setdefault(votes.participants[p], set()).add(votes.statements[s])
    weight = {one.statement: one.weight for one in listed}
    found = []
    for name, voted in done.items():
        if name not in last_vote:
            continue
        late = tuple(
            one.statement
            for one in listed
            if one.statement not in voted
            and one.statement in opened
            and opened[one.statement] > last_vote[name]
        )
        if late:
            found.append(Recall(name, late))
    return tuple(
        sorted(
            found,
            key=lambda one: (-sum(weight[s] for s in one.late), natural_order(one.participant)),
        )
    )
