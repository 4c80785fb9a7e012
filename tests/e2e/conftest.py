"""A real server with the demonstration network, and a real Chromium to walk it with."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
START_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _new_postgres(url: str, name: str) -> str:
    """Make an empty database beside the one that `url` names, and return its address."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    head, slash, tail = url.rpartition("/") if "?" not in url else url.partition("/postgres?")
    if slash == "/postgres?":
        return f"{head}/{name}?{tail}"
    return f"{head}/{name}"


def wait_until_served(address: str, process: subprocess.Popen[bytes]) -> None:
    """Return when the first page is served.

    Raises:
        RuntimeError: the server left, or said nothing in time.
    """
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server left with status {process.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError("the server did not answer")


@dataclass(frozen=True)
class Served:
    """address: of the server; environment: that of a command on the same data."""

    address: str
    environment: dict[str, str]


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Served]:
    """A demonstration server of this worker's own."""
    data, port = tmp_path_factory.mktemp("demonstration"), free_port()
    url = os.environ.get("DATABASE_URL", "")
    command = [
        str(Path(sys.executable).with_name("palabre")),
        "demo",
        "--port",
        str(port),
        "--data",
        str(data),
    ]
    database = f"sqlite:///{data / 'demonstration.sqlite3'}"
    if url.startswith("postgres"):
        database = _new_postgres(url, f"palabre_e2e_{worker_id}")
        command += ["--database", database]
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PALABRE_", "DATABASE_", "DJANGO_"))
    }
    with (data / "server.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        address = f"http://127.0.0.1:{port}"
        try:
            wait_until_served(address, process)
            yield Served(
                address,
                environment
                | {
                    "DJANGO_SETTINGS_MODULE": "palabre.config.settings",
                    "PALABRE_DEMO": "1",
                    "PALABRE_DATA_DIR": str(data),
                    "DATABASE_URL": database,
                },
            )
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


@pytest.fixture(scope="session")
def server(served: Served) -> str:
    return served.address


@pytest.fixture(scope="session")
def living(served: Served) -> dict[str, Any]:
    """A workshop under way and full, another whose door has just opened: see `living.py`."""
    script = Path(__file__).with_name("living.py")
    done = subprocess.run(
        [sys.executable, str(script)], env=served.environment, check=True, capture_output=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="session")
def base_url(server: str) -> str:
    return server


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    path = os.environ.get("PALABRE_BROWSER") or next(
        (found for name in BROWSERS if (found := shutil.which(name))), None
    )
    return {
        **browser_type_launch_args,
        **({"executable_path": path} if path else {}),
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "fr-FR", "viewport": {"width": 1280, "height": 900}}


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Any]:
    """A demonstration server of this test's own, which can be killed and started again."""
    from rooms import Room

    found = Room(tmp_path)
    found.start()
    yield found
    found.kill()
