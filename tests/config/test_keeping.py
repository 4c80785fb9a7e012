"""One process alone does what one alone must do, and another takes its place when it dies."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

_PROGRAM = """
import os, sys, time
from pathlib import Path
from palabre.config.keeping import wait_to_be_the_one

def act():
    with Path(sys.argv[2]).open("a") as file:
        file.write(f"{os.getpid()}\\n")

wait_to_be_the_one(Path(sys.argv[1]), act)
time.sleep(60)
"""


def _start(folder: Path) -> subprocess.Popen[bytes]:
    words = [str(folder / "keeper.lock"), str(folder / "kept")]
    return subprocess.Popen([sys.executable, "-c", _PROGRAM, *words])


def _wait_until(told: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not told():
        assert time.monotonic() < deadline, "nobody took the place in twenty seconds"
        time.sleep(0.02)


def test_one_keeps_and_the_other_takes_over_when_it_is_killed(tmp_path: Path) -> None:
    kept = tmp_path / "kept"

    def keepers() -> list[int]:
        return [int(line) for line in kept.read_text().split()] if kept.exists() else []

    first = _start(tmp_path)
    second = None
    try:
        _wait_until(lambda: keepers() == [first.pid])
        second = _start(tmp_path)
        time.sleep(0.6)
        assert keepers() == [first.pid]
        first.kill()
        first.wait()
        _wait_until(lambda: len(keepers()) == 2)
        assert keepers() == [first.pid, second.pid]
    finally:
        for process in (first, second):
            if process is not None:
                process.kill()
                process.wait()
