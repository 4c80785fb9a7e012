"""The demonstration as a visitor meets it: from the command to the first page, and its weight."""

from __future__ import annotations

import http.cookiejar
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from measure import Line

RUNS = 3
PAGES_EACH = 20
GIVE_UP_AFTER = 60.0
_LINK = re.compile(r'href="(/[^"#]*)"')
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_ASIDE = ("/static/", "/compte/", "/langue/", "/entrer/", "/travaux/")


@dataclass
class Server:
    """A demonstration that answers: its process, its address, the seconds it took to answer."""

    process: subprocess.Popen[bytes]
    address: str
    waited: float


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def demonstration() -> Iterator[Server]:
    """Run `palabre demo` in an empty folder until its first page is read whole."""
    command = Path(sys.executable).with_name("palabre")
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PALABRE_")}
    kept.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory(prefix="palabre-mesures-") as folder:
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(command), "demo", "--port", str(port), "--data", folder],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=kept,
            cwd=folder,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(f"{address}/", process)
            yield Server(process, address, time.perf_counter() - start)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + GIVE_UP_AFTER
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"palabre demo stopped with status {process.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=GIVE_UP_AFTER) as answer:
                answer.read()
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.02)
    raise RuntimeError("palabre demo did not answer")


class Visitor:
    """Somebody who follows links, as the public or as a role."""

    def __init__(self, address: str) -> None:
        self.address = address
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(jar)

    def read(self, path: str) -> str:
        with self._opener.open(self.address + path, timeout=GIVE_UP_AFTER) as answer:
            content: bytes = answer.read()
        return content.decode("utf-8", "replace")

    def enter(self, role: str) -> None:
        found = _TOKEN.search(self.read("/entrer/"))
        assert found is not None
        form = {"role": role, "csrfmiddlewaretoken": found[1]}
        request = urllib.request.Request(
            f"{self.address}/entrer/",
            data=urllib.parse.urlencode(form).encode(),
            headers={"Referer": f"{self.address}/entrer/"},
        )
        with self._opener.open(request, timeout=GIVE_UP_AFTER) as answer:
            answer.read()

    def wander(self, most: int) -> list[str]:
        """Follow the links met, breadth first; return the paths of the pages read."""
        waiting, seen, read = ["/"], {"/"}, []
        while waiting and len(read) < most:
            path = waiting.pop(0)
            try:
                page = self.read(path)
            except urllib.error.HTTPError:
                continue
            read.append(path)
            for link in _LINK.findall(page):
                bare = link.partition("?")[0]
                is_page = bare.endswith("/") and not bare.startswith(_ASIDE)
                if is_page and bare not in seen:
                    seen.add(bare)
                    waiting.append(bare)
        return read


def family_of(pid: int) -> list[int]:
    """A process and all that it started."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            continue
    family = [pid]
    for member in family:
        family += [child for child, parent in parents.items() if parent == member]
    return family


def work_of(pid: int) -> float:
    """Processor seconds, own and of ended children, of a process and all that it started."""
    ticks = 0
    for member in family_of(pid):
        fields = Path(f"/proc/{member}/stat").read_text().rpartition(")")[2].split()
        ticks += sum(int(field) for field in fields[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")


def memory_of(pid: int) -> tuple[float, float]:
    """PSS and RSS in Mo (10⁶ bytes) of a process and all that it started."""
    sums = {"Pss": 0, "Rss": 0}
    for member in family_of(pid):
        try:
            lines = Path(f"/proc/{member}/smaps_rollup").read_text().splitlines()
        except OSError:
            # It ended meanwhile.
            continue
        for line in lines:
            name, _colon, rest = line.partition(":")
            if name in sums:
                sums[name] += int(rest.split()[0]) * 1024
    return sums["Pss"] / 1e6, sums["Rss"] / 1e6


def measure_demonstration() -> list[Line]:
    """The first page (median of three fresh starts), then the weight of the third server."""
    waited: list[float] = []
    work: list[float] = []
    lines: list[Line] = []
    for run in range(RUNS):
        with demonstration() as server:
            waited.append(server.waited)
            work.append(work_of(server.process.pid))
            if run == RUNS - 1:
                lines = _weigh(server)
    spread = f"de {min(waited):.2f} à {max(waited):.2f} s".replace(".", ",")
    first = Line(
        "Première page après `palabre demo`, dossier vide",
        statistics.median(waited),
        "s",
        5,
        f"médiane de {RUNS} départs, {spread}",
    )
    processor = Line(
        "… dont temps de processeur",
        statistics.median(work),
        "s",
        None,
        "calcul seul, sans l’attente due aux autres programmes",
    )
    return [first, processor, *lines]


def _weigh(server: Server) -> list[Line]:
    public, secretariat = Visitor(server.address), Visitor(server.address)
    visited = len(public.wander(PAGES_EACH))
    pss, rss = memory_of(server.process.pid)
    lines = [_memory(f"après {visited} pages lues par le public", pss, rss)]
    secretariat.enter("secretariat")
    pages = secretariat.wander(PAGES_EACH)
    pss, rss = memory_of(server.process.pid)
    lines.append(_memory(f"puis {len(pages)} pages lues par le secrétariat", pss, rss))
    index = secretariat.read("/programmes/")
    found = re.search(r'href="(/programmes/programme-[^"/]+/)"', index)
    if found is not None:
        for name in ("programme.pdf", "programme.docx"):
            secretariat.read(found[1] + name)
        pss, rss = memory_of(server.process.pid)
        lines.append(_memory("puis le programme en PDF et en DOCX", pss, rss))
    return lines


def _memory(when: str, pss: float, rss: float) -> Line:
    return Line(f"Mémoire du serveur, {when}", pss, "Mo", 200, f"PSS ; RSS {rss:.0f} Mo")
