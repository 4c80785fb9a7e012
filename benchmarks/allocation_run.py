"""One measure of `allocation.py`, alone in its process: says seconds, seconds of processor and
megabytes in JSON, and what was selected.

Run by Palabre's Python or, for `peer-…`, by that of pabutools. Ballots are read, or drawn,
before the clock starts.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

Act = Callable[[], Any]


def _election(path: str) -> Any:
    from pathlib import Path

    from palabre.core.allocation.pabulib import read_pabulib

    return read_pabulib(Path(path).read_bytes()).election


def read(path: str) -> Act:
    from pathlib import Path

    from palabre.core.allocation.pabulib import read_pabulib

    content = Path(path).read_bytes()
    return lambda: len(read_pabulib(content).election.ballots)


def whole(path: str, rule: str, completion: str) -> Act:
    """From the ballots to the outcome: merged, counted, ties and reasons explained, sealed."""
    from palabre.core.allocation import Completion, Rule, Settings, select

    settings = Settings(rule=Rule(rule), completion=Completion(completion))
    election = _drawn() if path == "drawn" else _election(path)
    return lambda: sorted(select(election, settings).selected)


def move(path: str) -> Act:
    """Another budget on ballots merged already, as when someone moves a slider."""
    from palabre.core.allocation import Count, Settings
    from palabre.core.allocation.select import conclude

    election = _election(path)
    count = Count.of(election, Settings())
    return lambda: list(conclude(count.changed(budget=election.budget * 9 // 10), "").selected)


def certificates(path: str) -> Act:
    """Prices, EJR+ and the rest, on ballots merged already."""
    from palabre.core.allocation import Completion, Count, Settings, certify, select

    settings = Settings(completion=Completion.ADD1)
    election = _election(path)
    outcome = select(election, settings)
    count = Count.of(election, settings)

    def act() -> Any:
        proof = certify(
            election, outcome.selected, settings, endowment=outcome.endowment, count=count
        )
        return [proof.ejr.value, proof.priceable.value]

    return act


def room(_path: str) -> Act:
    """Thirty cities, twelve projects, a milliard: more than a million steps of one unit."""
    import numpy as np

    from palabre.core.allocation import Ballot, Completion, Election, Project, Settings, select

    rng = np.random.default_rng(7)
    costs = rng.integers(50, 400, 12) * 1_000_000
    projects = tuple(Project(str(at + 1), int(cost)) for at, cost in enumerate(costs))
    ballots = tuple(
        Ballot(f"v{at}", tuple(str(one + 1) for one in rng.choice(12, 4, replace=False)))
        for at in range(30)
    )
    election = Election(1_000_000_000, projects, ballots)
    settings = Settings(completion=Completion.ADD1)
    return lambda: select(election, settings).raises


def _drawn() -> Any:
    """60,000 ballots over 80 projects in twelve camps, nearly all different."""
    import numpy as np

    from palabre.core.allocation import Ballot, Election, Project

    rng = np.random.default_rng(1)
    people, projects, budget = 60_000, 80, 30_000_000
    costs = np.round(rng.lognormal(13.2, 0.9, projects), -3).clip(20_000, budget // 4)
    fame, taste = rng.lognormal(0, 1, projects), rng.lognormal(0, 0.7, (12, projects))
    camps = rng.integers(0, 12, people)
    ballots = []
    for at in range(people):
        chance = fame * taste[camps[at]]
        size = 1 + min(projects - 1, int(rng.poisson(7)))
        chosen = rng.choice(projects, size, replace=False, p=chance / chance.sum())
        ballots.append(Ballot(str(at), tuple(str(one + 1) for one in chosen)))
    return Election(
        budget,
        tuple(Project(str(at + 1), int(cost)) for at, cost in enumerate(costs)),
        tuple(ballots),
    )


def peer(path: str, rule: str) -> Act:
    """pabutools in exact fractions, its tie-break told to be Palabre's."""
    from pabutools.election import Cost_Sat, parse_pabulib
    from pabutools.rules import method_of_equal_shares, sequential_phragmen
    from pabutools.tiebreaking import TieBreakingRule

    instance, profile = parse_pabulib(path)
    votes = {one: profile.approval_score(one) for one in instance}
    chain = TieBreakingRule(lambda _instance, _profile, one: (-votes[one], one.cost, one.name))
    if rule == "phragmen":
        return lambda: sorted(
            one.name
            for one in sequential_phragmen(instance, profile, tie_breaking=chain)
            if votes[one]
        )
    step = 1 if rule == "add1" else None
    return lambda: sorted(
        one.name
        for one in method_of_equal_shares(
            instance, profile, Cost_Sat, tie_breaking=chain, voter_budget_increment=step
        )
    )


ACTS: dict[str, Callable[[str], Act]] = {
    "read": read,
    "shares": lambda path: whole(path, "equal-shares", "none"),
    "add1": lambda path: whole(path, "equal-shares", "add1"),
    "phragmen": lambda path: whole(path, "phragmen", "none"),
    "move": move,
    "certificates": certificates,
    "room": room,
    "peer-shares": lambda path: peer(path, "shares"),
    "peer-add1": lambda path: peer(path, "add1"),
    "peer-phragmen": lambda path: peer(path, "phragmen"),
}


def main() -> None:
    act = ACTS[sys.argv[1]](sys.argv[2])
    start, work = time.perf_counter(), time.process_time()
    answer = act()
    ran = {
        "seconds": time.perf_counter() - start,
        "work": time.process_time() - work,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "answer": answer,
    }
    print(json.dumps(ran))


if __name__ == "__main__":
    main()
