"""The page that says it: figures beside their targets, misses said as misses."""

from __future__ import annotations

import os
import platform
import re
import sqlite3
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from measure import Line, say_number
from pages import TARGET_MS, PageTime

_HERE = Path(__file__).resolve().parent
_SPACED = re.compile(r" (?=[:;!?»%] ?)|(?<=«) |(?<=\d) (?=\d{3}\b)")


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8").strip()


def machine(before: tuple[float, float, float]) -> str:
    """Cores, memory, versions and load; neither the machine's name nor any path."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    facts = [
        f"{os.cpu_count()} cœurs",
        f"{memory:.0f} Go de mémoire",
        platform.machine(),
        f"Python {platform.python_version()}",
        f"SQLite {sqlite3.sqlite_version}",
        *(f"{name} {version(name)}" for name in ("Django", "granian", "typst", "python-docx")),
    ]
    loads = [
        " / ".join(f"{one:.1f}".replace(".", ",") for one in load)
        for load in (before, os.getloadavg())
    ]
    return (
        f"**Machine** : {', '.join(facts)}.\n\n"
        f"**Charge** (1, 5 et 15 minutes) : {loads[0]} au début, {loads[1]} à la fin. "
        f"Au-dessus du nombre de cœurs, d’autres programmes se partagent la machine et les "
        f"secondes s’allongent d’autant."
    )


def lines_table(lines: Sequence[Line]) -> str:
    rows = ["| Mesure | Obtenu | Cible | | Précision |", "|---|--:|--:|---|---|"]
    for line in lines:
        target = "—" if line.target is None else f"≤ {line.target:g} {line.unit}"
        got = say_number(line.value, line.unit)
        rows.append(f"| {line.what} | {got} | {target} | {line.verdict} | {line.note} |")
    return "\n".join(rows)


def pages_table(pages: Sequence[PageTime]) -> str:
    rows = [
        "| Page | Lecteur | Temps | Processeur | Requêtes | Poids | |",
        "|---|---|--:|--:|--:|--:|---|",
    ]
    for page in pages:
        verdict = "" if page.ms <= TARGET_MS else "**dépassé**"
        if page.status != 200:
            verdict = f"réponse {page.status}"
        rows.append(
            f"| {page.name} | {page.reader} | {say_number(page.ms, 'ms')} "
            f"| {say_number(page.work, 'ms')} | {page.queries} "
            f"| {page.kilobytes:.0f} ko | {verdict} |"
        )
    return "\n".join(rows)


def pages_summary(pages: Sequence[PageTime], bare_ms: float) -> str:
    over = [page for page in pages if page.ms > TARGET_MS]
    ordered = sorted(page.ms for page in pages)
    middle, slowest = ordered[len(ordered) // 2], ordered[-1]
    said = [
        (
            f"{len(pages) - len(over)} pages sur {len(pages)} tiennent la cible de "
            f"{TARGET_MS:.0f} ms. Page médiane : {say_number(middle, 'ms')}, soit "
            f"{middle / bare_ms:.0f} fois le repère (une vue Django nue : "
            f"{say_number(1000 * bare_ms, 'µs')}) ; la plus lente : "
            f"{say_number(slowest, 'ms')}, soit "
            f"{slowest / bare_ms:.0f} fois."
        )
    ]
    if over:
        names = [
            f"- {page.name} ({page.reader}) : {say_number(page.ms, 'ms')}, dont "
            f"{say_number(page.work, 'ms')} de processeur, {page.queries} requêtes"
            for page in over
        ]
        said.append("Au-dessus de la cible :\n\n" + "\n".join(names))
    return "\n\n".join(said)


def write_report(
    place: Path,
    before: tuple[float, float, float],
    demonstration: Sequence[Line],
    pages: Sequence[PageTime],
    bare_ms: float,
    others: Sequence[Line],
    cores: Sequence[tuple[str, Sequence[Line]]],
) -> str:
    """Write the page and return it. cores: headings and lines; empty when not measured."""
    measured = [part for title, lines in cores for part in (f"## {title}", lines_table(lines))]
    text = "\n\n".join(
        (
            _read("opening.md"),
            machine(before),
            "## La démonstration, les notes et les documents",
            lines_table([*demonstration, *others]),
            "## Les pages, à l’échelle du réseau",
            pages_summary(pages, bare_ms),
            pages_table(pages),
            *(measured or ["Cartes d’opinion et budgets n’ont pas été mesurés cette fois-ci."]),
            _read("method.md"),
        )
    )
    text = _SPACED.sub("\u00a0", text) + "\n"
    place.write_text(text, encoding="utf-8")
    return text
