"""Measures in processes apart, so that each one's peak memory is its own, and the peers that
they stand beside, each in an environment apart."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from measure import Line, say_number

_HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Ran:
    """Seconds by the clock and of processor, peak memory, and what was found, if it is said."""

    seconds: float
    work: float
    megabytes: float
    answer: Any = None


def run(python: str, script: str, *words: str) -> Ran:
    """One measure: `script`, beside this file, with these words, under that Python."""
    said = subprocess.run(
        [python, "-W", "ignore", str(_HERE / script), *words],
        capture_output=True,
        check=True,
        text=True,
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
    ).stdout
    return Ran(**json.loads(said.splitlines()[-1]))


def run_several(times: int, python: str, script: str, *words: str) -> Ran:
    """Medians of `times` runs, their highest memory, and the first one's answer."""
    runs = [run(python, script, *words) for _number in range(times)]
    return Ran(
        statistics.median(one.seconds for one in runs),
        statistics.median(one.work for one in runs),
        max(one.megabytes for one in runs),
        runs[0].answer,
    )


@contextmanager
def peer(package: str, variable: str) -> Iterator[str]:
    """The Python that has `package`: named by this variable of the environment, or else made for
    the while."""
    given = os.environ.get(variable, "")
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="palabre-peer-") as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder) / "bin" / "python")
        subprocess.run([python, "-m", "pip", "install", "--quiet", package], check=True)
        yield python


def tell(what: str) -> None:
    """Say what is being measured."""
    sys.stderr.write(f"{what}…\n")
    sys.stderr.flush()


def show(lines: Iterable[Line]) -> None:
    for line in lines:
        target = "" if line.target is None else f"cible {line.target:g}"
        print(f"{line.what} | {say_number(line.value, line.unit)} | {target} | {line.note}")
