"""The search beside SQLite's FTS5 and PostgreSQL's French configuration, on the same texts.

PostgreSQL is measured where a server answers: PALABRE_BENCH_POSTGRESQL names it, by default the
one of the local socket. Databases made for the while are dropped again.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from finding_texts import questions
from measure import Line
from room import part

SERVER = os.environ.get(
    "PALABRE_BENCH_POSTGRESQL", "postgres://root@/postgres?host=/var/run/postgresql"
)
TARGET_MS = 50.0
_HERE = Path(__file__).resolve().parent


@contextmanager
def _sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="palabre-mesures-") as folder:
        yield f"sqlite:///{folder}/recherche.sqlite3"


@contextmanager
def _postgresql() -> Iterator[str]:
    import psycopg

    name = f"palabre_mesures_{uuid.uuid4().hex[:10]}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    try:
        yield SERVER.replace("/postgres?", f"/{name}?")
    finally:
        with psycopg.connect(SERVER, autocommit=True) as server:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def has_postgresql() -> bool:
    """A server answers where PostgreSQL is looked for."""
    import psycopg

    try:
        psycopg.connect(SERVER, connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def _run(what: str, scale: str) -> dict[str, Any]:
    base = _postgresql() if what in {"FRENCH", "PALABRE-PG"} else _sqlite()
    with base as database, tempfile.TemporaryDirectory(prefix="palabre-mesures-") as folder:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("PALABRE_")}
        ran = subprocess.run(
            [sys.executable, str(_HERE / "finding_run.py"), what.removesuffix("-PG"), scale],
            env=kept
            | {
                "DATABASE_URL": database,
                "DJANGO_SETTINGS_MODULE": "palabre.config.settings",
                "PALABRE_DEMO": "1",
                "PALABRE_DATA_DIR": folder,
            },
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return found


def _shares(found: Sequence[bool]) -> str:
    """How many of the odd questions, which served to improve the search, and of the even ones."""
    odd, even = found[::2], found[1::2]
    return (
        f"rang impair {sum(odd)} sur {len(odd)}, rang pair {sum(even)} sur {len(even)} ; "
        "cinq premières réponses"
    )


def _lines(name: str, ran: dict[str, Any], scale: str, *, ours: bool) -> list[Line]:
    among = "parmi 110 000 textes" if scale == "all" else "parmi les 66 textes seuls"
    way = {"": "", "toutes": ", tous les mots", "une": ", un des mots"}[ran.get("way", "")]
    asked = len(questions())
    lines = [
        Line(
            f"{name}{way}, {among} : demandes qui trouvent, sur {asked}",
            sum(ran["found"]),
            "demandes",
            None,
            _shares(ran["found"]),
        )
    ]
    if scale == "all":
        p50 = f"médiane {part(ran['waits'], 0.5):.1f} ms".replace(".", ",")
        if ours:
            p50 += f" ; première demande, index lu, {1000 * ran['opened']:.0f} ms"
        target = TARGET_MS if ours else None
        lines.append(
            Line(f"{name}, {among} : 95ᵉ centile", part(ran["waits"], 0.95), "ms", target, p50)
        )
        size = f"{ran['megabytes']:.0f} Mo" if ours else ""
        lines.append(Line(f"{name}, {among} : index construit en", ran["built"], "s", None, size))
    return lines


def measure_finding() -> list[Line]:
    """Shares found and times; PostgreSQL's lines are missing where no server answers."""
    peers = [("Palabre sur SQLite", "PALABRE"), ("SQLite FTS5", "FTS5")]
    if has_postgresql():
        peers += [("Palabre sur PostgreSQL", "PALABRE-PG"), ("PostgreSQL « french »", "FRENCH")]
    lines: list[Line] = []
    for scale in ("set", "all"):
        for name, what in peers:
            ran = _run(what, scale)
            lines += _lines(name, ran, scale, ours=what.startswith("PALABRE"))
    return lines


if __name__ == "__main__":
    for line in measure_finding():
        print(line.what, round(line.value, 1), line.unit, line.note, sep=" | ")
