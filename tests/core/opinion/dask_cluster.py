"""Run by `test_parts.py`: a local cluster of two workers, one of them killed midway.

Says in JSON how far the map is from that of the whole. Loopback only.
"""

import json
import os
import signal
from collections.abc import Callable

import numpy as np
from dask.distributed import Client, LocalCluster

from palabre.core.opinion import Settings, VoteMatrix, analyse, analyse_parts
from palabre.core.opinion.parts import moments_of

PEOPLE, STATEMENTS, PARTS = 3000, 40, 6
SETTINGS = Settings(resamples=3, shuffles=3)


def table() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(12)
    camp = rng.integers(0, 2, PEOPLE)
    votes = np.where(rng.random((PEOPLE, STATEMENTS)) < 0.2, 0, np.where(camp == 1, 1, -1)[:, None])
    return votes * rng.choice([-1, 1], STATEMENTS), rng.random((PEOPLE, STATEMENTS)) < 0.5


def part(number: int, count: int) -> VoteMatrix:
    """Read anew by whichever worker needs it, as from a file."""
    votes, seen = table()
    first, last = number * PEOPLE // count, (number + 1) * PEOPLE // count
    p, s = np.nonzero(seen[first:last])
    return VoteMatrix.from_arrays(
        [str(place) for place in range(first, last)],
        [str(place) for place in range(STATEMENTS)],
        p,
        s,
        votes[first:last][p, s],
    )


class Interrupted:
    """The client, which loses a worker as soon as the moments are being counted."""

    def __init__(self, client: Client, victim: int) -> None:
        self.client, self.victim, self.killed = client, victim, 0

    def map(self, work: Callable[..., object], *elements: object) -> list[object]:
        found = self.client.map(work, *elements)
        if work is moments_of and not self.killed:
            os.kill(self.victim, signal.SIGKILL)
            self.killed = 1
        return found

    def gather(self, found: list[object]) -> list[object]:
        return self.client.gather(found)


def main() -> None:
    with (
        LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
        ) as cluster,
        Client(cluster) as client,
    ):
        pids = client.run(os.getpid)
        team = Interrupted(client, next(iter(pids.values())))
        held = client.map(part, range(PARTS), [PARTS] * PARTS)
        found = analyse_parts(held, team, SETTINGS)
        lost = len(set(pids.values()) - set(client.run(os.getpid).values()))
    whole = analyse(part(0, 1), SETTINGS)
    print(
        json.dumps(
            {
                "killed": team.killed,
                "workers_lost": lost,
                "same_digest": found.digest == whole.digest,
                "same_groups": bool(np.array_equal(found.tried, whole.tried)),
                "distance": float(np.abs(found.positions - whole.positions).max()),
            }
        )
    )


if __name__ == "__main__":
    signal.alarm(280)
    main()
