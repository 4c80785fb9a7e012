"""Parts of a file: the examples of RFC 9110, section 14.1.2, on a file of 10,000 bytes."""

from __future__ import annotations

import io

import pytest
from django.test import RequestFactory

from palabre.kit.ranges import UnsatisfiableRange, file_answer, read_range

CONTENT = bytes(n % 251 for n in range(10_000))


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-499", (0, 499)),
        ("bytes=500-999", (500, 999)),
        ("bytes=-500", (9500, 9999)),
        ("bytes=9500-", (9500, 9999)),
        ("bytes=0-99999", (0, 9999)),
        ("bytes=-20000", (0, 9999)),
        ("Bytes = 0-0", (0, 0)),
        ("", None),
        ("bytes=-", None),
        ("bytes=9-3", None),
        ("bytes=0-0,-1", None),
        ("octets=0-1", None),
        ("bytes=a-b", None),
    ],
)
def test_what_is_asked(header: str, part: tuple[int, int] | None) -> None:
    assert read_range(header, 10_000) == part


@pytest.mark.parametrize("header", ["bytes=10000-", "bytes=10000-10001", "bytes=-0"])
def test_what_lies_nowhere(header: str) -> None:
    with pytest.raises(UnsatisfiableRange):
        read_range(header, 10_000)


def answered(**headers: str) -> tuple[int, dict[str, str], bytes]:
    request = RequestFactory().get("/", headers=headers)
    answer = file_answer(
        request,
        io.BytesIO(CONTENT),
        size=len(CONTENT),
        content_type="audio/mpeg",
        etag="abc",
        name="Entretien d’été.mp3",
    )
    content = b"".join(answer) if answer.streaming else answer.content
    return answer.status_code, dict(answer.headers), content


def test_the_whole_file() -> None:
    status, headers, content = answered()
    assert (status, content) == (200, CONTENT)
    assert headers["Accept-Ranges"] == "bytes"
    assert headers["Content-Length"] == "10000"
    assert headers["Content-Disposition"].startswith("attachment; filename*=utf-8''Entretien")


def test_a_part_of_it() -> None:
    status, headers, content = answered(Range="bytes=9500-")
    assert (status, content) == (206, CONTENT[9500:])
    assert headers["Content-Range"] == "bytes 9500-9999/10000"
    assert headers["Content-Length"] == "500"


def test_a_part_of_another_file_gets_the_whole() -> None:
    assert answered(**{"Range": "bytes=0-9", "If-Range": '"abc"'})[0] == 206
    assert answered(**{"Range": "bytes=0-9", "If-Range": '"def"'})[0] == 200


def test_beyond_the_end() -> None:
    status, headers, content = answered(Range="bytes=10000-")
    assert (status, headers["Content-Range"], content) == (416, "bytes */10000", b"")
