"""The search measured in a process of its own: `finding_run.py PALABRE|FTS5|FRENCH SCALE`.

The database is that of DATABASE_URL, empty. SCALE: `set` for the texts with their questions alone,
`all` for them among 10,000 invented sheets and 100,000 invented lessons. Prints one JSON line.
FTS5 (SQLite) and FRENCH (PostgreSQL's configuration of that name) are asked in the two ways that
their manuals offer, all of the words or any of them; the better one counts.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from finding_texts import Text, invented, questions, the_set

Ask = Callable[[str], list[str]]
_FIRST = 5
_ROUNDS = 3


def _texts(scale: str) -> Iterator[Text]:
    yield from the_set()
    if scale == "all":
        yield from invented()


def _measure(ask: Ask) -> dict[str, Any]:
    """Seconds of every question of every round, and which questions found what they should."""
    names = {text.public_id: text.name for text in the_set()}
    asked = questions()
    for question in asked:
        ask(question.words)
    waits, found = [], []
    for _round in range(_ROUNDS):
        found = []
        for question in asked:
            start = time.perf_counter()
            first = ask(question.words)
            waits.append(time.perf_counter() - start)
            found.append(bool({names.get(one, "") for one in first[:_FIRST]} & question.expected))
    return {"waits": waits, "found": found}


def _palabre(scale: str) -> dict[str, Any]:
    import django

    django.setup()
    from django.contrib.auth.models import AnonymousUser
    from django.db import connection
    from django.utils import translation

    translation.activate("fr")
    from palabre.config.commands.service import migrate

    migrate(verbosity=0)
    from palabre.foundation.finder.operations import rebuild
    from palabre.foundation.finder.queries import Asked, search
    from palabre.foundation.thread.registry import Card, Kind, register_kind
    from palabre.foundation.thread.search import register_candidates

    def card(text: Text) -> Card:
        return Card(text.public_id, text.kind, text.title, text=text.body, on=text.on)

    def given(kind: str) -> Callable[..., list[Card]]:
        return lambda _person, _text, _limit: [
            card(text) for text in _texts(scale) if text.kind == kind
        ]

    def resolve(_person: object, public_ids: Iterable[str]) -> dict[str, Card]:
        return {one: Card(one, one.partition("-")[0], one) for one in public_ids}

    for kind in ("mesure", "fausse", "faux"):
        register_kind(Kind(kind, kind, kind, 10, resolve))
        register_candidates(kind, given(kind))
    public = AnonymousUser()
    start = time.perf_counter()
    count = rebuild()
    built = time.perf_counter() - start

    def ask(words: str) -> list[str]:
        answer = search(public, Asked(words), facets=("genre", "annee"), most=20)
        return [one.card.public_id for one in answer.found]

    start = time.perf_counter()
    ask("eau")
    opened = time.perf_counter() - start
    tables = [t for t in connection.introspection.table_names() if t.startswith("finder_")]
    return {
        "count": count,
        "built": built,
        "opened": opened,
        "megabytes": _size(connection, tables) / 1e6,
        "engine": connection.vendor,
        **_measure(ask),
    }


def _size(connection: Any, tables: list[str]) -> int:
    """Bytes of tables and their indexes; on SQLite, of the whole file, which holds little else."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return Path(connection.settings_dict["NAME"]).stat().st_size
        cursor.execute(
            "SELECT sum(pg_total_relation_size(name::regclass)) FROM unnest(%s::text[]) AS name",
            [tables],
        )
        return int(cursor.fetchone()[0])


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _better(ways: dict[str, Ask]) -> dict[str, Any]:
    measured = {name: _measure(ask) for name, ask in ways.items()}
    name = max(measured, key=lambda one: sum(measured[one]["found"]))
    return {"way": name, **measured[name]}


def _fts5(scale: str) -> dict[str, Any]:
    import sqlite3

    start = time.perf_counter()
    base = sqlite3.connect(os.environ["DATABASE_URL"].removeprefix("sqlite:///"))
    base.execute(
        "CREATE VIRTUAL TABLE texts USING fts5(public_id UNINDEXED, title, body, "
        "tokenize = 'unicode61 remove_diacritics 2')"
    )
    rows = ((one.public_id, one.title, one.body) for one in _texts(scale))
    base.executemany("INSERT INTO texts VALUES (?, ?, ?)", rows)
    base.commit()
    built = time.perf_counter() - start
    sql = (
        "SELECT public_id FROM texts WHERE texts MATCH ? ORDER BY bm25(texts, 0, 3, 1), public_id "
        "LIMIT 20"
    )

    def asking(link: str) -> Ask:
        def ask(words: str) -> list[str]:
            wanted = link.join(f'"{word}"' for word in _words(words))
            return [row[0] for row in base.execute(sql, [wanted])]

        return ask

    return {"built": built, **_better({"toutes": asking(" "), "une": asking(" OR ")})}


def _french(scale: str) -> dict[str, Any]:
    import psycopg

    start = time.perf_counter()
    base = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
    base.execute("CREATE TABLE texts (public_id text, title text, body text, read tsvector)")
    with base.cursor().copy("COPY texts (public_id, title, body) FROM STDIN") as copy:
        for one in _texts(scale):
            copy.write_row((one.public_id, one.title, one.body))
    base.execute(
        "UPDATE texts SET read = setweight(to_tsvector('french', title), 'A') || "
        "setweight(to_tsvector('french', body), 'B')"
    )
    base.execute("CREATE INDEX ON texts USING gin (read)")
    base.execute("VACUUM ANALYZE texts")
    built = time.perf_counter() - start
    sql = (
        "SELECT public_id FROM texts, to_tsquery('french', %s) AS wanted WHERE read @@ wanted "
        "ORDER BY ts_rank(read, wanted) DESC, public_id LIMIT 20"
    )

    def asking(link: str) -> Ask:
        def ask(words: str) -> list[str]:
            wanted = link.join(f"'{word}'" for word in _words(words))
            return [str(row[0]) for row in base.execute(sql, [wanted])]

        return ask

    return {"built": built, **_better({"toutes": asking(" & "), "une": asking(" | ")})}


if __name__ == "__main__":
    measure = {"PALABRE": _palabre, "FTS5": _fts5, "FRENCH": _french}[sys.argv[1]]
    sys.stdout.write(json.dumps(measure(sys.argv[2])) + "\n")
