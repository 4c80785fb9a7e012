"""One measure of `opinion.py`, alone in its process: says seconds, seconds of processor and
megabytes in JSON.

Run by Palabre's Python (`palabre`, `untested`, `live`) or by the peer's (`peer`), on the same
votes.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

_CAMPS = 3
_AT_ONCE = 50_000


def draw(people: int, statements: int, votes: int) -> tuple[Any, Any, Any]:
    """Arrays of participants, statements and votes: three camps, each person on statements
    spread over the whole list."""
    rng = np.random.default_rng(2024)
    step = statements // votes
    statement = np.empty((people, votes), dtype=np.int32)
    vote = np.empty((people, votes), dtype=np.int8)
    agrees = rng.beta(0.7, 0.7, (_CAMPS, statements)).astype(np.float32)
    for first in range(0, people, _AT_ONCE):
        last = min(first + _AT_ONCE, people)
        size = last - first
        chosen = rng.integers(0, step, (size, votes), dtype=np.int32)
        statement[first:last] = chosen + np.arange(votes, dtype=np.int32) * step
        camp = rng.integers(0, _CAMPS, size)
        chance = agrees[camp[:, None], statement[first:last]]
        uniform = rng.random((size, votes), dtype=np.float32)
        vote[first:last] = np.where(
            uniform < 0.15, 0, np.where((uniform - 0.15) / 0.85 < chance, 1, -1)
        )
    participant = np.repeat(np.arange(people, dtype=np.int32), votes)
    return participant, statement.ravel(), vote.ravel()


def palabre(
    people: int, statements: int, votes: int, *, tested: bool = True
) -> Callable[[], object]:
    from palabre.core.opinion import Settings, VoteMatrix, analyse

    arrays = draw(people, statements, votes)
    names = [str(place) for place in range(people)], [str(place) for place in range(statements)]
    settings = Settings() if tested else Settings(resamples=1, shuffles=1)
    return lambda: analyse(VoteMatrix.from_arrays(*names, *arrays), settings)


def untested(people: int, statements: int, votes: int) -> Callable[[], object]:
    return palabre(people, statements, votes, tested=False)


def live(people: int, statements: int, votes: int) -> Callable[[], object]:
    from palabre.core.opinion import VoteMatrix, open_live

    arrays = draw(people, statements, votes)
    names = [str(place) for place in range(people)], [str(place) for place in range(statements)]
    opened = open_live(VoteMatrix.from_arrays(*names, *arrays))
    rng = np.random.default_rng(7)
    news = [
        (str(rng.integers(people)), str(rng.integers(statements)), int(rng.integers(-1, 2)))
        for _number in range(1000)
    ]
    return lambda: opened.cast(news)


def peer(people: int, statements: int, votes: int) -> Callable[[], object]:
    from reddwarf.implementations.polis import run_pipeline

    rows = [
        {"participant_id": int(p), "statement_id": int(s), "vote": int(v), "modified": 0}
        for p, s, v in zip(*draw(people, statements, votes), strict=True)
    ]
    return lambda: run_pipeline(votes=rows)


def main() -> None:
    what, *sizes = sys.argv[1:]
    act = {"palabre": palabre, "untested": untested, "live": live, "peer": peer}[what](
        *map(int, sizes)
    )
    start, worked = time.perf_counter(), time.process_time()
    act()
    seconds, work = time.perf_counter() - start, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(json.dumps({"seconds": seconds, "work": work, "megabytes": peak}))


if __name__ == "__main__":
    main()
