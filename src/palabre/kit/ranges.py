"""A part of a file, as players ask for it when one moves in a recording (RFC 9110, section 14)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

_ONE_RANGE = re.compile(r"bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*", re.IGNORECASE)
_AT_ONCE = 64 * 1024


class UnsatisfiableRange(ValueError):
    """Nothing of the file lies in what was asked."""


def read_range(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte asked, both included; None when the whole file is to be sent: nothing
    was asked, several parts were, or what was asked makes no sense.

    Raises:
        UnsatisfiableRange: the part lies beyond the end, or is empty.
    """
    found = _ONE_RANGE.fullmatch(header.strip())
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found[1], found[2]
    if not first:
        length = min(int(last), size)
        if not length:
            raise UnsatisfiableRange
        return size - length, size - 1
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise UnsatisfiableRange
    return int(first), min(int(last), size - 1) if last else size - 1


def file_answer(
    request: HttpRequest, file: IO[bytes], *, size: int, content_type: str, etag: str, name: str
) -> HttpResponse:
    """The file or the part of it that is asked: 200, 206, or 416 with its true size.

    etag: of the content, without quotation marks; `If-Range` with another one gets the whole.
    """
    tag = f'"{etag}"'
    condition = request.headers.get("If-Range", tag)
    asked = request.headers.get("Range", "") if condition == tag else ""
    try:
        part = read_range(asked, size)
    except UnsatisfiableRange:
        file.close()
        refused = HttpResponse(status=416)
        refused["Content-Range"] = f"bytes */{size}"
        return refused
    first, last = part or (0, size - 1)
    answer = StreamingHttpResponse(
        _pieces(file, first, last - first + 1),
        content_type=content_type,
        status=206 if part else 200,
    )
    if part:
        answer["Content-Range"] = f"bytes {first}-{last}/{size}"
    answer["Content-Length"] = str(last - first + 1)
    answer["Accept-Ranges"] = "bytes"
    answer["ETag"] = tag
    answer["Content-Disposition"] = str(content_disposition_header(True, name))
    return answer  # type: ignore[return-value]


def _pieces(file: IO[bytes], start: int, length: int) -> Iterator[bytes]:
    with file:
        file.seek(start)
        while length > 0 and (piece := file.read(min(_AT_ONCE, length))):
            length -= len(piece)
            yield piece
