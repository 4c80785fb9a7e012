"""`serve` and `migrate`."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any

from palabre.config.commands.answers import need_database, say, start_django


def add_verbs(verbs: Any) -> None:
    serve = verbs.add_parser("serve", help="servir le site")
    serve.add_argument("--host", default="127.0.0.1", help="adresse d’écoute (127.0.0.1)")
    serve.add_argument("--port", type=int, default=8000, help="port (8000)")
    serve.add_argument("--threads", type=int, default=4, help="requêtes servies à la fois (4)")
    serve.set_defaults(run=_serve)
    migrate = verbs.add_parser("migrate", help="créer ou mettre à jour la base")
    migrate.set_defaults(run=_migrate)


def migrate(verbosity: int = 1, *, checked: bool = True) -> None:
    """Bring the database up to date; unchecked, without the checks that `doctor` makes too."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=verbosity, skip_checks=not checked)


def serve(host: str, port: int, threads: int) -> None:
    """Serve until stopped. A fresh process takes over: it starts without what came before."""
    sys.stdout.flush()
    here = "palabre.config.granian_server"
    os.execv(  # noqa: S606
        sys.executable, [sys.executable, "-m", here, host, str(port), str(threads)]
    )


def _serve(options: argparse.Namespace) -> int:
    start_django()
    need_database()
    say(f"Palabre répond sur http://{options.host}:{options.port} — Ctrl+C pour arrêter.")
    serve(options.host, options.port, options.threads)
    return 0


def _migrate(options: argparse.Namespace) -> int:
    start_django()
    migrate()
    return 0
