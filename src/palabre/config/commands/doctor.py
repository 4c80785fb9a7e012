"""`doctor`: what is wrong with an installation, and how to mend it."""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from palabre.config.commands.answers import say, start_django

_DURABLE = "Un autre programme a changé le mode de la base : arrêtez-le, puis relancez Palabre."

_IN_CLEAR = (
    "le site est servi en clair : c’est bon dans une salle, sur un réseau local ; ailleurs, "
    "donnez à PALABRE_BASE_URL une adresse en https://"
)
_TELL_OF_HTTPS = {f"security.{code}" for code in ("W004", "W008", "W012", "W016")}


@dataclass(frozen=True)
class Finding:
    """ok: nothing to do; what: what was looked at; seen: what was found; mend: the way out."""

    ok: bool
    what: str
    seen: str
    mend: str = ""


def add_verbs(verbs: Any) -> None:
    doctor = verbs.add_parser("doctor", help="dire ce qui ne va pas, et comment y remédier")
    doctor.set_defaults(run=_doctor)


def _python() -> Iterator[Finding]:
    seen = ".".join(map(str, sys.version_info[:3]))
    yield Finding(
        sys.version_info >= (3, 11), "Python", seen, "Installez Python 3.11 ou plus récent."
    )


def _data() -> Iterator[Finding]:
    from django.conf import settings

    folder = Path(settings.MEDIA_ROOT).parent
    probe = folder / ".doctor"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_text("", encoding="ascii")
        probe.unlink()
        yield Finding(True, "Dossier des données", f"{folder}, accessible en écriture")
    except OSError as error:
        mend = "Donnez à l’utilisateur du service le droit d’y écrire, ou changez PALABRE_DATA_DIR."
        yield Finding(False, "Dossier des données", f"{folder} : {error.strerror}", mend)
        return
    free = shutil.disk_usage(folder).free // 1_000_000
    yield Finding(free > 500, "Place libre", f"{free} Mo", "Libérez de la place : il faut 500 Mo.")


def _database() -> Iterator[Finding]:
    from django.conf import settings
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        connection.ensure_connection()
    except Exception as error:
        yield Finding(False, "Base de données", str(error).strip(), "Vérifiez DATABASE_URL.")
        return
    yield Finding(True, "Base de données", connection.vendor)
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    yield Finding(
        waiting == 0,
        "Tables",
        f"{waiting} mise(s) à jour en attente",
        "Lancez « palabre migrate ».",
    )
    if waiting == 0:
        from palabre.foundation.journal.queries import broken_at

        broken = broken_at()
        yield Finding(
            broken is None,
            "Journal",
            "la chaîne tient" if broken is None else f"rompue à l’entrée {broken.number}",
            "Une entrée a été modifiée hors de Palabre : comparez avec votre dernière sauvegarde.",
        )
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            journal = cursor.fetchone()[0]
            cursor.execute("PRAGMA synchronous")
            synchronous = cursor.fetchone()[0]
        durable = journal == "wal" and synchronous == 2
        yield Finding(
            durable,
            "Durabilité",
            f"{journal}, synchronous={synchronous}",
            _DURABLE,
        )
        yield Finding(
            True, "SQLite", f"{sqlite3.sqlite_version}, {settings.DATABASES['default']['NAME']}"
        )


def _safety() -> Iterator[Finding]:
    from django.conf import settings
    from django.core.checks import run_checks

    secure = settings.SESSION_COOKIE_SECURE
    if not settings.DEMONSTRATION:
        yield Finding(True, "HTTPS", "exigé" if secure else _IN_CLEAR)
    for message in run_checks(include_deployment_checks=not settings.DEMONSTRATION):
        if not secure and message.id in _TELL_OF_HTTPS:
            continue
        serious = message.is_serious()
        yield Finding(
            not serious, message.id or "vérification", str(message.msg), message.hint or ""
        )
    local = settings.EMAIL_BACKEND.endswith("filebased.EmailBackend")
    yield Finding(
        True, "Courriel", "écrit dans un dossier, non envoyé" if local else settings.EMAIL_HOST
    )


CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (_python, _data, _database, _safety)


def findings() -> list[Finding]:
    return [finding for check in CHECKS for finding in check()]


def _doctor(options: argparse.Namespace) -> int:
    start_django()
    found = findings()
    for finding in found:
        say(f"{'✓' if finding.ok else '✗'} {finding.what} : {finding.seen}")
        if not finding.ok and finding.mend:
            say(f"   → {finding.mend}")
    wrong = sum(not finding.ok for finding in found)
    say("Tout va bien." if not wrong else f"{wrong} point(s) à reprendre.")
    return 1 if wrong else 0
