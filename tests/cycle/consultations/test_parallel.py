"""Eight ballots at the same instant, on a real server and a real database."""

from __future__ import annotations

import http.cookiejar
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Barrier
from uuid import uuid4

import pytest

ROOT = Path(__file__).resolve().parents[3]
VOTERS = 8
START_SECONDS = 60

PREPARE = """
from datetime import timedelta
from django.utils import timezone
from palabre.foundation.ballots.exports import city_links
from palabre.cycle.consultations.operations.conducting import open_consultation
from palabre.cycle.consultations.operations.preparing import *
from palabre.foundation.network.models import City
now = timezone.now()
made = create_consultation(text=ConsultationText(question="Essai ?"), actor=None, at=now)
texts = [StatementText(text=f"Énoncé {n}.") for n in range(5)]
keys = [row.public_id for row in add_statements(consultation=made, texts=texts, actor=None, at=now)]
open_consultation(consultation=made, actor=None, at=now)
city = City.objects.create(name="Niamey", country="NE")
[link] = city_links(made, [city], now + timedelta(days=1))
import json
print(json.dumps({"path": link.url.split("/", 3)[3], "statements": keys}))
"""
COUNT = """
import json
from django.db.models import Count
from palabre.cycle.consultations.models import *
repeated = Vote.objects.values("participant", "statement").annotate(n=Count("pk")).filter(n__gt=1)
print(json.dumps({
    "voices": Participant.objects.count(), "ballots": BallotSubmission.objects.count(),
    "votes": Vote.objects.count(), "repeated": repeated.count(),
}))
"""


@dataclass(frozen=True)
class Served:
    address: str
    statements: list[str]
    environment: dict[str, str]

    def counted(self) -> dict[str, int]:
        return dict(json.loads(run(self.environment, "shell", "-c", COUNT)))


def run(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""


def database_url(folder: Path) -> str:
    """A database of this test's own, of the kind that the suite runs on."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        return f"sqlite:///{folder / 'parallel.sqlite3'}"
    import psycopg

    name = f"palabre_parallel_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    parts = urllib.parse.urlsplit(url)
    return parts._replace(path=f"/{name}").geturl()


def drop_database(url: str) -> None:
    if not url.startswith("postgres"):
        return
    import psycopg

    name = urllib.parse.urlsplit(url).path.lstrip("/")
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PALABRE_", "DATABASE_"))}
    environment = kept | {
        "PALABRE_DATA_DIR": str(tmp_path),
        "DATABASE_URL": database_url(tmp_path),
        "PALABRE_DEMO": "0",
    }
    run(environment, "migrate", "-v0")
    prepared = json.loads(run(environment, "shell", "-c", PREPARE))
    server = subprocess.Popen(
        [sys.executable, "manage.py", "runserver", f"127.0.0.1:{port}", "--noreload"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}/{prepared['path']}"
        wait_for(address)
        yield Served(address, prepared["statements"], environment)
    finally:
        server.terminate()
        server.wait(timeout=20)
        drop_database(environment["DATABASE_URL"])


def wait_for(address: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.HTTPError, OSError):
            time.sleep(0.1)
    raise RuntimeError("the server did not answer")


def phone(address: str) -> tuple[urllib.request.OpenerDirector, str]:
    """A browser that has the page open, and the token of its form."""
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    with opener.open(address, timeout=30) as page:
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.read().decode())
    assert found is not None
    return opener, found.group(1)


def send_together(address: str, ballots: list[dict[str, str]]) -> list[tuple[int, dict[str, str]]]:
    """Post every ballot at the same instant, each from its own phone; status and answer of each.

    A 503 is sent again after what it asks, as the outbox does.
    """
    start = Barrier(len(ballots))
    phones = [phone(address) for _ in ballots]

    def send(place: int) -> tuple[int, dict[str, str]]:
        opener, token = phones[place]
        body = urllib.parse.urlencode(ballots[place] | {"csrfmiddlewaretoken": token}).encode()
        request = urllib.request.Request(address, body, {"Accept": "application/json"})
        start.wait()
        for _ in range(20):
            try:
                with opener.open(request, timeout=60) as answer:
                    return answer.status, json.load(answer)
            except urllib.error.HTTPError as refused:
                if refused.code != 503:
                    return refused.code, {}
                time.sleep(0.5)
        return 503, {}

    with ThreadPoolExecutor(len(ballots)) as pool:
        return list(pool.map(send, range(len(ballots))))


def test_the_same_ballot_sent_eight_times_at_once_counts_once(served: Served) -> None:
    votes = {f"reponse-{key}": "1" for key in served.statements}
    ballot = {"uid": str(uuid4()), **votes}

    answers = send_together(served.address, [ballot] * VOTERS)

    assert sorted(status for status, _ in answers) == [200] * (VOTERS - 1) + [201]
    assert len({answer["receipt"] for _, answer in answers}) == 1
    assert served.counted() == {"voices": 1, "ballots": 1, "votes": 5, "repeated": 0}


def test_eight_ballots_of_one_city_at_once_are_one_voice(served: Served) -> None:
    values = ["1", "0", "-1", "1", "0", "-1", "1", "0"]
    ballots = [
        {"uid": str(uuid4()), **{f"reponse-{key}": value for key in served.statements}}
        for value in values
    ]

    answers = send_together(served.address, ballots)

    assert [status for status, _ in answers] == [201] * VOTERS
    assert served.counted() == {"voices": 1, "ballots": 8, "votes": 5, "repeated": 0}


def test_one_identifier_with_eight_contents_keeps_one_of_them(served: Served) -> None:
    uid, key = str(uuid4()), served.statements[0]
    other = served.statements[1]
    pairs = [("1", "1"), ("1", "0"), ("1", "-1"), ("0", "1"), ("0", "0"), ("0", "-1")]
    pairs += [("-1", "1"), ("-1", "0")]
    ballots = [
        {"uid": uid, f"reponse-{key}": first, f"reponse-{other}": second} for first, second in pairs
    ]

    answers = send_together(served.address, ballots)

    assert sorted(status for status, _ in answers) == [201] + [409] * (VOTERS - 1)
    assert served.counted() == {"voices": 1, "ballots": 1, "votes": 2, "repeated": 0}
