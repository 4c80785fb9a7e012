"""An order of people and statements that depends on the votes, not on names.

The map must not change when people are renamed or rows are shuffled: every step that depends
on an order (starts, draws, sums) is done in this one. Statements and people are told apart by
refining fingerprints from one side to the other (Weisfeiler and Leman's colour refinement);
people who still tie have voted the same on everything, and may stand for one another.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict

import numpy as np
from numpy.typing import NDArray

from palabre.core.opinion.settings import Settings
from palabre.core.opinion.votes import VoteMatrix

VERSION = "opinion-map 1"

Fingerprints = NDArray[np.uint64]
_ROUNDS = 3
_STEP = np.uint64(0x9E3779B97F4A7C15)


def content_order(
    n_participants: int,
    n_statements: int,
    participant: NDArray[np.int32],
    statement: NDArray[np.int32],
    vote: NDArray[np.int8],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Places of people and of statements, in content order; given order settles ties."""
    code = (vote.astype(np.int64) + 1).astype(np.uint64)
    kind = _mix(~code * _STEP)
    people = np.zeros(n_participants, dtype=np.uint64)
    sentences = np.zeros(n_statements, dtype=np.uint64)
    for _ in range(_ROUNDS):
        sentences = _gather(n_statements, statement, people[participant] + kind)
        people = _gather(n_participants, participant, sentences[statement] + kind)
    by_sentence = np.argsort(sentences, kind="stable")
    rank = np.empty(n_statements, dtype=np.uint64)
    rank[by_sentence] = np.arange(n_statements, dtype=np.uint64)
    row = _mix((rank[statement] * np.uint64(3) + code + np.uint64(1)) * _STEP)
    first = _gather(n_participants, participant, row)
    second = _gather(n_participants, participant, _mix(row))
    return np.lexsort((second, first)), by_sentence


def digest(votes: VoteMatrix, settings: Settings) -> str:
    """SHA-256, in hexadecimal, of the votes, the settings and the algorithm's version.

    Recomputed from a dump, it proves that the map was made from those very votes.
    """
    head = {
        "version": VERSION,
        "settings": asdict(settings),
        "participants": votes.participants,
        "statements": votes.statements,
        "off_map": np.flatnonzero(votes.off_map).tolist(),
    }
    found = hashlib.sha256()
    text = json.dumps(head, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    found.update(text.encode("utf-8", "surrogatepass"))
    for array, kind in ((votes.participant, "<i4"), (votes.statement, "<i4"), (votes.vote, "i1")):
        found.update(b"\n")
        found.update(np.ascontiguousarray(array, dtype=kind).tobytes())
    return found.hexdigest()


def _gather(size: int, place: NDArray[np.int32], values: Fingerprints) -> Fingerprints:
    """Mixed sums of mixed values by place; wrapping sums do not depend on the order."""
    sums = np.zeros(size, dtype=np.uint64)
    np.add.at(sums, place, _mix(values))
    return _mix(sums + _STEP)


def _mix(values: Fingerprints) -> Fingerprints:
    """The finaliser of SplitMix64 (Steele, Lea and Flood, 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
