"""`demo`: a running Palabre on embedded SQLite, with a network that says it is a demonstration."""

from __future__ import annotations

import argparse
import os
import socket
from pathlib import Path
from typing import Any

from palabre.config.commands.answers import Unusable
from palabre.config.commands.preparing import prepare_beside
from palabre.config.commands.service import serve


def add_verbs(verbs: Any) -> None:
    demo = verbs.add_parser("demo", help="lancer le réseau de démonstration")
    demo.add_argument("--host", default="127.0.0.1", help="adresse d’écoute (127.0.0.1)")
    demo.add_argument("--port", type=int, default=8000, help="port (8000)")
    demo.add_argument("--data", default="var/demo", help="dossier des données (var/demo)")
    demo.add_argument("--database", default="", help=argparse.SUPPRESS)
    demo.add_argument("--threads", type=int, default=4, help=argparse.SUPPRESS)
    demo.set_defaults(run=_demo)


def _need_free_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Unusable(
                f"le port {port} de {host} est déjà pris ; choisissez-en un autre : "
                f"palabre demo --port {port + 1}"
            ) from error


def _demo(options: argparse.Namespace) -> int:
    _need_free_port(options.host, options.port)
    data = Path(options.data).resolve()
    address = f"http://{options.host}:{options.port}"
    os.environ.update(
        PALABRE_DEMO="1",
        PALABRE_DATA_DIR=str(data),
        DATABASE_URL=options.database or f"sqlite:///{data / 'demonstration.sqlite3'}",
        PALABRE_HOSTS=f"{options.host},localhost,127.0.0.1",
        PALABRE_BASE_URL=address,
    )
    data.mkdir(parents=True, exist_ok=True)
    prepare_beside(data, address)
    # One process: the demonstration shows a small machine's memory, and one visitor.
    serve(options.host, options.port, threads=options.threads, processes=1)
    return 0
