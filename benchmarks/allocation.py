"""Fair budgets beside the reference of the field: `.venv/bin/python benchmarks/allocation.py`.

Each measure runs in a process of its own, so that its peak memory is its own. The peer
(pabutools, exact) lives in an environment apart: PALABRE_BENCH_PABUTOOLS names its Python;
without it a temporary environment is made and pabutools installed there. Nothing is asserted.
`measure_allocation()` returns the lines of the page; without the public elections beside the
project, only what is drawn is measured.
"""

from __future__ import annotations

import sys
from pathlib import Path

from beside import Ran, peer, run, run_several, show, tell
from measure import Line, say_number

_HERE = Path(__file__).resolve().parent
_LODZ = _HERE.parents[1] / "shared" / "data" / "pabulib" / "Poland_Lodz_2022.pb"
_PEER = "pabutools==1.2.3"
_VARIABLE = "PALABRE_BENCH_PABUTOOLS"
_SCRIPT = "allocation_run.py"
_TIMES = 5
_NAMES = {
    "shares": "Parts égales",
    "add1": "Parts égales, complément add1",
    "phragmen": "Phragmén",
}
#: Seconds, of the issue; for the others only the ratio to the peer is asked.
_TARGETS = {"add1": 1.0}


def ours(what: str, path: str) -> Ran:
    return run_several(_TIMES, sys.executable, _SCRIPT, what, path)


def measure_rules() -> list[Line]:
    """The rules on Łódź 2022, 90,494 ballots and 160 projects, beside the peer."""
    lines: list[Line] = []
    with peer(_PEER, _VARIABLE) as other:
        for rule, name in _NAMES.items():
            tell(f"{name}, Łódź 2022")
            mine = ours(rule, str(_LODZ))
            theirs = run(other, _SCRIPT, f"peer-{rule}", str(_LODZ))
            note = f"des bulletins au résultat expliqué ; processeur {say_number(mine.work, 's')}"
            what = f"{name} : Łódź 2022, 90 494 bulletins × 160 projets"
            lines.append(Line(what, mine.seconds, "s", _TARGETS.get(rule), note))
            lines.append(Line("— mémoire au plus haut", mine.megabytes, "Mo"))
            same = "même choix" if theirs.answer == mine.answer else "autre choix"
            if rule == "add1":
                same += " (elle s’arrête au premier choix où plus rien ne tient)"
            note = (
                f"{_PEER}, exacte, une fois ; {same} ; processeur {say_number(theirs.work, 's')}, "
                f"soit {theirs.work / mine.work:.0f} fois celui de Palabre"
            )
            lines.append(Line("— la référence", theirs.seconds, "s", None, note))
            lines.append(Line("— sa mémoire", theirs.megabytes, "Mo"))
    return lines


def measure_allocation() -> list[Line]:
    """Speed and memory; medians of five runs, the peer's once."""
    lines = measure_rules() if _LODZ.exists() else []
    if _LODZ.exists():
        tell("Lire, bouger le budget, certifier")
        for what, name, unit, target in (
            ("read", "Lire le fichier de Łódź 2022", "s", None),
            ("move", "Un autre budget, bulletins déjà réunis", "ms", None),
            ("certificates", "Prix et EJR+ de 90 494 bulletins déjà réunis", "ms", 50.0),
        ):
            ran = ours(what, str(_LODZ))
            value = ran.seconds * (1000 if unit == "ms" else 1)
            work = say_number(ran.work * (1000 if unit == "ms" else 1), unit)
            lines.append(Line(name, value, unit, target, f"processeur {work}"))
    tell("60 000 bulletins presque tous différents")
    ran = ours("add1", "drawn")
    note = f"bulletins tirés ; processeur {say_number(ran.work, 's')}"
    what = "Complément add1 : 60 000 bulletins différents × 80 projets"
    lines.append(Line(what, ran.seconds, "s", 5.0, note))
    lines.append(Line("— mémoire au plus haut", ran.megabytes, "Mo"))
    tell("Trente villes et un milliard")
    ran = ours("room", "-")
    steps = f"{ran.answer:_}".replace("_", " ")
    note = f"{steps} pas d’une unité, prouvés sans être tous parcourus"
    lines.append(Line("Complément add1 : 30 villes, un milliard", ran.seconds, "s", None, note))
    return lines


if __name__ == "__main__":
    show(measure_allocation())
