"""The phones of a room, in a process of their own: they join, read, answer a poll, and follow.

Called as `room_client.py ADDRESS CODE POLL PHONES`; prints one JSON line. Standard library alone,
one thread: what it takes from the two cores is small beside the server.
"""

from __future__ import annotations

import asyncio
import gzip
import html
import json
import re
import resource
import sys
import time
import uuid
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_FILES = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js)[^"]*)"')
_CHOICE = re.compile(r'name="reponse" value="([^"]+)"')
_CITY = re.compile(r'<option value="(ville-[^"]+)"')
_GIVE_UP_AFTER = 120.0
_FOLLOWED_TIMES = 2
_FOLLOWED_EVERY = 5.0


@dataclass
class Answer:
    """One response: its status, headers in small letters, its text."""

    status: int
    headers: dict[str, str]
    cookies: list[str]
    body: str


@dataclass
class Phone:
    """One participant's browser: one connection kept open, its cookies, the files it has read."""

    host: str
    port: int
    number: int
    cookies: dict[str, str] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    waits: list[tuple[str, float]] = field(default_factory=list)
    reader: asyncio.StreamReader | None = None
    writer: asyncio.StreamWriter | None = None

    async def ask(
        self, kind: str, path: str, form: dict[str, str] | None = None, **headers: str
    ) -> Answer:
        """Send one request and wait for all of its answer; the wait is kept under `kind`."""
        lines = [
            f"{'GET' if form is None else 'POST'} {path} HTTP/1.1",
            f"Host: {self.host}:{self.port}",
            "Accept-Encoding: gzip",
            "Accept-Language: fr",
        ]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{k}={v}" for k, v in self.cookies.items()))
        body = b""
        if form is not None:
            body = urlencode(form).encode()
            lines += [
                "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {len(body)}",
                f"Origin: http://{self.host}:{self.port}",
            ]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        start = time.perf_counter()
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection(self.host, self.port)
        self.writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        answer = await self._read()
        self.waits.append((kind, time.perf_counter() - start))
        for cookie in answer.cookies:
            name, _equals, value = cookie.split(";", 1)[0].partition("=")
            self.cookies[name.strip()] = value
        return answer

    async def _read(self) -> Answer:
        assert self.reader is not None
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status = int(head[0].split(" ")[1])
        headers: dict[str, str] = {}
        cookies = []
        for line in head[1:-2]:
            name, _colon, value = line.partition(": ")
            if name.lower() == "set-cookie":
                cookies.append(value)
            headers[name.lower()] = value
        content = b""
        if headers.get("transfer-encoding") == "chunked":
            while size := int((await self.reader.readline()).strip(), 16):
                content += await self.reader.readexactly(size)
                await self.reader.readline()
            await self.reader.readline()
        elif status not in {204, 304}:
            content = await self.reader.readexactly(int(headers.get("content-length", "0")))
        if headers.get("content-encoding") == "gzip":
            content = gzip.decompress(content)
        return Answer(status, headers, cookies, content.decode("utf-8", "replace"))

    async def page(self, kind: str, path: str) -> Answer:
        """Read a page and the files that it names, each once."""
        answer = await self.ask(kind, path)
        for name in _FILES.findall(answer.body):
            if name not in self.files:
                self.files.add(name)
                await self.ask("file", html.unescape(name))
        return answer


def _expect(answer: Answer, *statuses: int) -> Answer:
    if answer.status not in statuses:
        raise RuntimeError(f"{answer.status}: {answer.body[:300]}")
    return answer


async def join_and_answer(phone: Phone, code: str, poll: str) -> None:
    """From the door's page to the receipt of the poll's answer."""
    door = _expect(await phone.page("door", f"/rejoindre/{code}/"), 200)
    token = _TOKEN.search(door.body)
    cities = _CITY.findall(door.body)
    assert token is not None
    form = {
        "csrfmiddlewaretoken": token[1],
        "submission": str(uuid.uuid4()),
        "name": f"Personne d’exemple {phone.number}",
        "presence": "remote" if phone.number % 2 else "on-site",
        "city": cities[phone.number % len(cities)],
        "other_city": "",
        "function": "fonction d’exemple",
        "language": "fr",
        "zone": "Africa/Dakar" if phone.number % 2 else "",
    }
    presences = re.findall(r'name="presence" value="([^"]+)"', door.body)
    form["presence"] = presences[phone.number % len(presences)]
    joined = _expect(await phone.ask("join", f"/rejoindre/{code}/", form), 302)
    room = joined.headers["location"]
    live = _expect(await phone.page("live", room), 200)
    if poll not in live.body:
        raise RuntimeError("the live page does not ask the poll")
    address = f"{room.removesuffix('direct/')}sondages/{poll}/"
    asked = _expect(await phone.page("poll", address), 200)
    choices = _CHOICE.findall(asked.body)
    token = _TOKEN.search(asked.body)
    assert token is not None
    answer = {"reponse": choices[phone.number % len(choices)], "uid": str(uuid.uuid4())}
    _expect(
        await phone.ask(
            "answer",
            address,
            answer,
            Accept="application/json",
            X_CSRFToken=phone.cookies["csrftoken"],
        ),
        201,
    )


async def follow(phone: Phone, room: str, apart: float) -> None:
    """Ask what is new as the page does, each phone a little apart from the others."""
    mark = ""
    await asyncio.sleep(apart)
    for _time in range(_FOLLOWED_TIMES):
        start = time.perf_counter()
        answer = await phone.ask(
            "follow", f"{room}suite/", **({"If_None_Match": mark} if mark else {})
        )
        _expect(answer, 200, 304)
        mark = answer.headers.get("etag", mark)
        await asyncio.sleep(max(0.0, _FOLLOWED_EVERY - (time.perf_counter() - start)))


async def main(address: str, code: str, poll: str, room: str, count: int) -> None:
    """Everybody at once; then everybody follows."""
    split = urlsplit(address)
    phones = [Phone(split.hostname or "", split.port or 80, number) for number in range(count)]
    start = time.perf_counter()
    async with asyncio.timeout(_GIVE_UP_AFTER):
        done = await asyncio.gather(
            *(join_and_answer(phone, code, poll) for phone in phones), return_exceptions=True
        )
    took = time.perf_counter() - start
    joined = [wait for phone in phones for wait in phone.waits]
    for phone in phones:
        phone.waits = []
    start = time.perf_counter()
    apart = (_FOLLOWED_EVERY * phone.number / count for phone in phones)
    followed = await asyncio.gather(
        *(follow(phone, room, wait) for phone, wait in zip(phones, apart, strict=True)),
        return_exceptions=True,
    )
    problems = [repr(one) for one in [*done, *followed] if isinstance(one, BaseException)]
    usage = resource.getrusage(resource.RUSAGE_SELF)
    found = {
        "seconds": took,
        "errors": len(problems),
        "problems": problems[:3],
        "waits": joined,
        "follows": [wait for phone in phones for wait in phone.waits],
        "follow_seconds": time.perf_counter() - start,
        "client_cpu": usage.ru_utime + usage.ru_stime,
    }
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:5], int(sys.argv[5])))  # type: ignore[arg-type]
