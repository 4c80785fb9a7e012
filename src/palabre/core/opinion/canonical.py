"""An order of people and statements that depends on the votes, not on names.

The map must not change when people are renamed or rows are shuffled: every step that depends
on an order (starts, draws, sums) is done in this one. Statements and people are told apart by
refining fingerprints from one side to the other (Weisfeiler and Leman's colour refinement);
people who still tie have voted the same on everything, and may stand for one another.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict

import numpy as np
from numpy.typing import NDArray

from palabre.core.opinion.ballots import Ballots, Places, by_person, vote_counts
from palabre.core.opinion.settings import Settings
from palabre.core.opinion.votes import VoteMatrix

VERSION = "opinion-map 2"

Fingerprints = NDArray[np.uint64]
TiedSums = Callable[[Fingerprints, NDArray[np.bool_]], Fingerprints]
_ROUNDS = 3
_VOTES_AT_ONCE = 1 << 20
_STEP = np.uint64(0x9E3779B97F4A7C15)


def content_order(kinds: Places, tied_sums: TiedSums) -> Places:
    """Places of statements [S] in content order; given order settles ties.

    kinds [S, 3]: votes of each kind. Statements are told apart by these counts where they
    suffice, which they nearly always do once many people have voted; otherwise by who voted,
    tied_sums being asked of everyone's votes.
    """
    counts = kinds.astype(np.uint64)
    sentences = _mix(_mix(_mix(counts[:, 0] + _STEP) + counts[:, 1]) + counts[:, 2])
    for _ in range(_ROUNDS):
        tied = _tied(sentences)
        if not tied.any():
            break
        sentences = np.where(tied, _mix(sentences + tied_sums(sentences, tied)), sentences)
    return np.argsort(sentences, kind="stable")


def tied_sums(ballots: Ballots, sentences: Fingerprints, tied: NDArray[np.bool_]) -> Fingerprints:
    """What the voters of each tied statement are like [S], by their votes on all; adds up."""
    kinds = _mix(~np.arange(3, dtype=np.uint64) * _STEP)
    table = _mix((sentences[:, None] + kinds).ravel())
    people = _mix(by_person(ballots, table[None])[0] + _STEP)
    chosen = np.flatnonzero(tied[ballots.statement])
    person = np.searchsorted(ballots.start, chosen, side="right") - 1
    sums = np.zeros(len(sentences), dtype=np.uint64)
    kind = ballots.vote[chosen].astype(np.int64) + 1
    np.add.at(sums, ballots.statement[chosen], _mix(people[person] + kinds[kind]))
    return sums


def row_prints(ballots: Ballots, by_sentence: Places) -> Fingerprints:
    """Two fingerprints of each person's votes [2, P], given the statements' content order."""
    rank = np.empty(len(by_sentence), dtype=np.uint64)
    rank[by_sentence] = np.arange(len(by_sentence), dtype=np.uint64)
    cells = np.arange(1, 4, dtype=np.uint64)
    row = _mix(((rank * np.uint64(3))[:, None] + cells).ravel() * _STEP)
    return by_person(ballots, np.stack([row, _mix(row)]))


def order_of(ballots: Ballots) -> Places:
    """Places of people [P] in content order; those who voted the same as they were given."""
    kinds = vote_counts(ballots.statement, ballots.vote, ballots.n_statements).reshape(-1, 3)
    sentences = content_order(kinds, lambda prints, tied: tied_sums(ballots, prints, tied))
    first, second = row_prints(ballots, sentences)
    return np.lexsort((second, first))


def digest(votes: VoteMatrix, settings: Settings) -> str:
    """SHA-256, in hexadecimal, of the votes, the settings and the algorithm's version.

    Recomputed from a dump, it proves that the map was made from those very votes.
    """

    def column(name: str) -> Iterator[memoryview]:
        kind = "i1" if name == "vote" else "<i4"
        array: NDArray[np.generic] = getattr(votes, name)
        for first in range(0, len(array), _VOTES_AT_ONCE):
            yield np.ascontiguousarray(array[first : first + _VOTES_AT_ONCE], dtype=kind).data

    return digest_of(votes.participants, votes.statements, votes.off_map, column, settings)


def digest_of(
    participants: tuple[str, ...],
    statements: tuple[str, ...],
    off_map: NDArray[np.bool_],
    column: Callable[[str], Iterator[memoryview | bytes]],
    settings: Settings,
) -> str:
    """The same, each column of the votes coming piece by piece."""
    head = {
        "version": VERSION,
        "settings": asdict(settings),
        "participants": participants,
        "statements": statements,
        "off_map": np.flatnonzero(off_map).tolist(),
    }
    found = hashlib.sha256()
    text = json.dumps(head, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    found.update(text.encode("utf-8", "surrogatepass"))
    for name in ("participant", "statement", "vote"):
        found.update(b"\n")
        for piece in column(name):
            found.update(piece)
    return found.hexdigest()


def _tied(fingerprints: Fingerprints) -> NDArray[np.bool_]:
    _, place, times = np.unique(fingerprints, return_inverse=True, return_counts=True)
    return times[place] > 1


def _mix(values: Fingerprints) -> Fingerprints:
    """The finaliser of SplitMix64 (Steele, Lea and Flood, 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
