"""`serve` and `migrate`."""

from __future__ import annotations

import argparse
import io
import os
import socket
import sys
from typing import Any

import segno

from palabre.config.commands.answers import Unusable, need_database, say, start_django


def add_verbs(verbs: Any) -> None:
    serve = verbs.add_parser("serve", help="servir le site")
    serve.add_argument("--host", default="127.0.0.1", help="adresse d’écoute (127.0.0.1)")
    serve.add_argument("--port", type=int, default=8000, help="port (8000)")
    serve.add_argument(
        "--processes",
        type=_at_least_one,
        default=default_processes(),
        help="processus qui servent (2, ou 1 sur un seul cœur)",
    )
    serve.add_argument(
        "--threads",
        type=_at_least_one,
        default=2,
        help="requêtes servies à la fois par processus (2)",
    )
    serve.add_argument(
        "--lan", action="store_true", help="servir la salle, sur le réseau local, sans internet"
    )
    serve.set_defaults(run=_serve)
    migrate = verbs.add_parser("migrate", help="créer ou mettre à jour la base")
    migrate.set_defaults(run=_migrate)


def default_processes() -> int:
    """Two where there are two cores: one interpreter cannot use more than one."""
    return min(2, os.cpu_count() or 1)


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} : il en faut au moins un")
    return number


def migrate(verbosity: int = 1, *, checked: bool = True) -> None:
    """Bring the database up to date; unchecked, without the checks that `doctor` makes too."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=verbosity, skip_checks=not checked)


def serve(host: str, port: int, *, threads: int, processes: int) -> None:
    """Serve until stopped. A fresh process takes over: it starts without what came before."""
    sys.stdout.flush()
    here = "palabre.config.granian_server"
    numbers = [str(port), str(threads), str(processes)]
    os.execv(sys.executable, [sys.executable, "-m", here, host, *numbers])  # noqa: S606


def lan_address() -> str:
    """The address of this machine on the local network. Nothing is sent: the system only says
    which of its addresses it would use.

    Raises:
        Unusable: the machine is on no network.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.254.254.254", 1))
            found = str(probe.getsockname()[0])
        except OSError:
            found = "127.0.0.1"
    if found.startswith("127."):
        raise Unusable(
            "cette machine n’est sur aucun réseau : rejoignez le Wi-Fi de la salle, ou donnez "
            "son adresse avec --host."
        )
    return found


def _on_lan(options: argparse.Namespace) -> str:
    """Choose the settings of a room without internet; return the address to open."""
    given = options.host if options.host != "127.0.0.1" else ""
    host = given or lan_address()
    address = f"http://{host}:{options.port}"
    kept = [one for one in os.environ.get("PALABRE_HOSTS", "").split(",") if one.strip()]
    os.environ.update(
        PALABRE_HOSTS=",".join([host, "localhost", "127.0.0.1", *kept]),
        PALABRE_BASE_URL=address,
        PALABRE_HTTPS="0",
    )
    return address


def terminal_qr(text: str) -> str:
    """A QR code drawn with half blocks: two modules in one character of the terminal."""
    drawing = io.StringIO()
    segno.make(text, error="m", micro=False).terminal(drawing, border=2, compact=True)
    return drawing.getvalue().rstrip("\n")


def _serve(options: argparse.Namespace) -> int:
    if options.lan:
        return _serve_room(options)
    start_django()
    need_database()
    say(f"Palabre répond sur http://{options.host}:{options.port} — Ctrl+C pour arrêter.")
    serve(options.host, options.port, threads=options.threads, processes=options.processes)
    return 0


def _serve_room(options: argparse.Namespace) -> int:
    address = _on_lan(options)
    start_django()
    need_database()
    door = f"{address}/rejoindre/"
    say(terminal_qr(door))
    say(f"Dans la salle, ouvrez {door} — le même réseau Wi-Fi suffit, sans internet.")
    say("Ce réseau n’est pas chiffré : réservez-le à la salle. Ctrl+C pour arrêter.")
    host = options.host if options.host != "127.0.0.1" else "0.0.0.0"  # noqa: S104
    serve(host, options.port, threads=options.threads, processes=options.processes)
    return 0


def _migrate(options: argparse.Namespace) -> int:
    start_django()
    migrate()
    return 0
