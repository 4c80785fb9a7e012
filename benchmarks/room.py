"""Five hundred phones join a workshop at the same instant, answer a poll, then follow it.

The server is `palabre serve` as it is installed; the phones are one process beside it, on the same
cores. Each phone reads the door's page, its files, joins, reads the participants' page and the
poll, and answers with the receipt that its outbox waits for.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from demonstration import GIVE_UP_AFTER, free_port, work_of
from measure import Line

PHONES = 500
RUNS = 3
TARGET_SECONDS = 10.0
_HERE = Path(__file__).resolve().parent


def _environment(folder: str, database: str, address: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PALABRE_")}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "palabre.config.settings",
        "PALABRE_DEMO": "1",
        "PALABRE_DATA_DIR": folder,
        "PALABRE_HOSTS": "127.0.0.1",
        "PALABRE_BASE_URL": address,
        "DATABASE_URL": database,
    }


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + GIVE_UP_AFTER
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/", timeout=GIVE_UP_AFTER) as answer:
                answer.read()
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
    raise RuntimeError("palabre serve did not answer")


def one_room(phones: int, database: str = "") -> dict[str, Any]:
    """What the phones met in one room of an empty installation; `server_cpu` in seconds beside.

    Raises:
        RuntimeError: the server did not start.
        subprocess.CalledProcessError: the room could not be built, or the phones stopped.
    """
    folder = tempfile.mkdtemp(prefix="palabre-mesures-")
    address = f"http://127.0.0.1:{free_port()}"
    where = database or f"sqlite:///{folder}/salle.sqlite3"
    environment = _environment(folder, where, address)
    built = subprocess.run(
        [sys.executable, str(_HERE / "room_build.py")],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    code, poll, room = built.stdout.split()
    command = [str(Path(sys.executable).with_name("palabre")), "serve", "--port"]
    server = subprocess.Popen([*command, address.rpartition(":")[2]], env=environment)
    try:
        _wait_for(address)
        before = work_of(server.pid)
        words = [address, code, poll, room, str(phones)]
        ran = subprocess.run(
            [sys.executable, str(_HERE / "room_client.py"), *words],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        found: dict[str, Any] = json.loads(ran.stdout)
        found["server_cpu"] = work_of(server.pid) - before
        return found
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(10)
        shutil.rmtree(folder, ignore_errors=True)


def part(waits: Sequence[float], share: float) -> float:
    """The wait, in milliseconds, that `share` of the requests did not exceed."""
    ordered = sorted(waits)
    return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def measure_room(database: str = "", name: str = "SQLite") -> list[Line]:
    """Median of three rooms; the waits are those of all of them."""
    rooms = [one_room(PHONES, database) for _run in range(RUNS if not database else 1)]
    seconds = [room["seconds"] for room in rooms]
    waits = [wait for room in rooms for kind, wait in room["waits"] if kind != "file"]
    follows = [wait for room in rooms for _kind, wait in room["follows"]]
    requests = len(rooms[0]["waits"])
    errors = sum(room["errors"] for room in rooms)
    cpu = statistics.median(room["server_cpu"] for room in rooms)
    client = statistics.median(room["client_cpu"] for room in rooms)
    spread = f"de {min(seconds):.1f} à {max(seconds):.1f} s, {requests} requêtes".replace(".", ",")
    said = f"{PHONES} participants rejoignent et répondent à un sondage ({name})"
    return [
        Line(said, statistics.median(seconds), "s", TARGET_SECONDS, spread),
        Line("… attente de la page ou du reçu, 99ᵉ centile", part(waits, 0.99), "ms", None),
        Line("… participants en échec", errors, "", 0),
        Line(
            "… puis ils suivent la page, 99ᵉ centile",
            part(follows, 0.99),
            "ms",
            None,
            "chaque téléphone demande toutes les cinq secondes",
        ),
        Line(
            "… processeur du serveur, en tout",
            cpu,
            "s",
            None,
            f"celui des téléphones simulés, sur les mêmes cœurs : {client:.1f} s".replace(".", ","),
        ),
    ]


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else PHONES
    result = one_room(count, sys.argv[2] if len(sys.argv) > 2 else "")
    kinds = sorted({kind for kind, _wait in result["waits"]})
    print({k: v for k, v in result.items() if k not in {"waits", "follows"}})
    for kind in kinds:
        waits = [wait for one, wait in result["waits"] if one == kind]
        print(kind, len(waits), f"{part(waits, 0.5):.0f} {part(waits, 0.99):.0f} ms")
    waits = [wait for _kind, wait in result["follows"]]
    print("follow", len(waits), f"{part(waits, 0.5):.0f} {part(waits, 0.99):.0f} ms")
