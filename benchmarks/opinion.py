"""Opinion maps beside the reference in Python: `.venv/bin/python benchmarks/opinion.py`.

Each measure runs in a process of its own, so that its peak memory is its own. The peer
(red-dwarf, Polis's method) lives in an environment apart: PALABRE_BENCH_PEER names its Python;
without it a temporary environment is made and red-dwarf installed there. Nothing is asserted.
`measure_opinion()` returns the lines of the page.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

from beside import Ran, peer, run_several, show, tell
from measure import Line, say_number
from opinion_quality import measure_quality

_PEER = "red-dwarf==0.4.0"
_VARIABLE = "PALABRE_BENCH_PEER"


@dataclass(frozen=True)
class Room:
    """people × statements, each person voting on `votes` of them in three camps."""

    people: int
    statements: int
    votes: int
    times: int
    peer_times: int

    @property
    def name(self) -> str:
        cast = self.people * self.votes
        return f"{self.people:_} × {self.statements:_}, {cast:_} votes".replace("_", " ")


ROOMS = (
    Room(1_000, 100, 40, 5, 5),
    Room(10_000, 300, 30, 5, 5),
    Room(10_000, 1_000, 50, 5, 3),
    Room(100_000, 1_000, 50, 5, 1),
    Room(1_000_000, 1_000, 50, 2, 0),
)
#: Targets of the issue: seconds and megabytes of Palabre.
TARGETS = {100_000: (3.0, 500.0), 1_000_000: (10.0, 2_000.0)}


def _several(python: str, what: str, room: Room, times: int) -> Ran:
    words = [str(one) for one in (room.people, room.statements, room.votes)]
    return run_several(times, python, "opinion_run.py", what, *words)


def measure_speed() -> list[Line]:
    """Palabre and its peer on the same votes, room after room."""
    lines: list[Line] = []
    with peer(_PEER, _VARIABLE) as other:
        for room in ROOMS:
            tell(room.name)
            ours = _several(sys.executable, "palabre", room, room.times)
            seconds, megabytes = TARGETS.get(room.people, (None, None))
            worked = say_number(ours.work, "s")
            note = f"médiane de {room.times}, tests des groupes compris ; processeur {worked}"
            lines.append(Line(f"Carte : {room.name}", ours.seconds, "s", seconds, note))
            lines.append(Line("— mémoire au plus haut", ours.megabytes, "Mo", megabytes))
            if room.peer_times:
                bare = _several(sys.executable, "untested", room, room.times)
                note = "comme la référence, qui n’éprouve pas les groupes"
                lines.append(Line("— sans ces tests", bare.seconds, "s", None, note))
                theirs = _several(other, "peer", room, room.peer_times)
                worked = say_number(theirs.work, "s")
                note = (
                    f"{_PEER}, {room.peer_times} fois ; processeur {worked} ; "
                    f"Palabre va {theirs.seconds / ours.seconds:.0f} fois plus vite, "
                    f"{theirs.seconds / bare.seconds:.0f} fois sans les tests"
                )
                lines.append(Line("— la référence", theirs.seconds, "s", None, note))
                lines.append(Line("— sa mémoire", theirs.megabytes, "Mo"))
    tell("La carte qui suit les votes")
    live = Room(10_000, 300, 30, 5, 0)
    ran = _several(sys.executable, "live", live, live.times)
    note = "nouvelle carte entière, égale au bit près ; médiane de 5"
    what = "1 000 votes de plus sur 10 000 × 300"
    lines.append(Line(what, 1000 * ran.seconds, "ms", 200, note))
    return lines


def measure_opinion() -> list[Line]:
    """Speed, memory, then quality."""
    tell("Les conversations publiées")
    quality = measure_quality()
    return [*measure_speed(), *quality]


if __name__ == "__main__":
    show(measure_opinion())
