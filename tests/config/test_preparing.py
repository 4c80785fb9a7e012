"""The demonstration's writer and its server: one waits for the other, and fails with it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def read(address: str, process: subprocess.Popen[bytes]) -> str:
    """The page, once it is served: the server takes the visit, and answers when it has its data."""
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=60) as page:
                return str(page.read().decode())
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"no answer, status {process.poll()}")


def start(data: Path, port: int) -> subprocess.Popen[bytes]:
    command = [str(Path(sys.executable).with_name("palabre")), "demo"]
    command += ["--port", str(port), "--data", str(data)]
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PALABRE_", "DATABASE_", "DJANGO_"))
    }
    with (data / "log").open("wb") as log:
        return subprocess.Popen(command, env=environment, stdout=log, stderr=log)


def ended_children(parent: int) -> list[str]:
    """Processes that ended and that their parent has not let go, looked at until there are none
    or two seconds have passed."""
    deadline = time.monotonic() + 2
    while True:
        ended = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                state, its_parent = stat.read_text().rpartition(")")[2].split()[:2]
            except OSError:
                continue
            if int(its_parent) == parent and state == "Z":
                ended.append(stat.parent.name)
        if not ended or time.monotonic() > deadline:
            return ended
        time.sleep(0.05)


def test_nothing_is_served_without_its_data_and_the_status_says_so(tmp_path: Path) -> None:
    (tmp_path / "demonstration.sqlite3").mkdir()
    process = start(tmp_path, free_port())
    try:
        assert process.wait(120) == 1
    finally:
        process.kill()
    assert "unable to open database file" in (tmp_path / "log").read_text()


def test_the_first_answer_has_the_data_and_a_second_start_keeps_them(tmp_path: Path) -> None:
    for _start in range(2):
        port = free_port()
        process = start(tmp_path, port)
        try:
            assert "Baobab (ville d’exemple)" in read(
                f"http://127.0.0.1:{port}/reseau/villes/", process
            )
            assert ended_children(process.pid) == []
        finally:
            process.terminate()
            process.wait(30)
    assert "Ouvrez http://127.0.0.1:" in (tmp_path / "log").read_text()
