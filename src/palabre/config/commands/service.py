"""`serve` and `migrate`."""

from __future__ import annotations

import argparse
import logging
import os
from typing import Any

from palabre.config.commands.answers import need_database, say, start_django


def add_verbs(verbs: Any) -> None:
    serve = verbs.add_parser("serve", help="servir le site")
    serve.add_argument("--host", default="127.0.0.1", help="adresse d’écoute (127.0.0.1)")
    serve.add_argument("--port", type=int, default=8000, help="port (8000)")
    serve.add_argument("--threads", type=int, default=8, help="requêtes servies à la fois (8)")
    serve.set_defaults(run=_serve)
    migrate = verbs.add_parser("migrate", help="créer ou mettre à jour la base")
    migrate.set_defaults(run=_migrate)


def migrate(verbosity: int = 1) -> None:
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=verbosity)


def serve(host: str, port: int, threads: int) -> None:
    """Serve until stopped: granian, one process, its worker thread included."""
    from granian.constants import Interfaces
    from granian.server import Server

    os.environ["DJANGO_SETTINGS_MODULE"] = "palabre.config.settings"
    logging.getLogger("_granian").setLevel(logging.WARNING)
    Server(
        target="palabre.config.serving:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=threads,
        backlog=1024,
        respawn_failed_workers=True,
        log_access=False,
    ).serve()


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
