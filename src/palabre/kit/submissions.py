"""The submission contract (that of ODK and OpenRosa) for every public write.

The client makes a UUIDv4 once, and may send it as often as the line requires:
**201** new, **200** same identifier and same content, **409** same identifier and other content,
**503** with Retry-After when busy. Uniqueness is a database constraint, never check-then-insert.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any
from uuid import UUID

from django.http import HttpRequest


class Receipt(IntEnum):
    """What a submission came to; the value is the HTTP status."""

    SAME = 200
    NEW = 201
    CONFLICT = 409


class SubmissionConflict(ValueError):
    """The identifier was already used for other content."""


class InvalidSubmission(ValueError):
    """The identifier is not a version 4 UUID."""


@dataclass(frozen=True)
class Submission:
    """uid: the client's UUIDv4; digest: sha256 of the canonical content, 64 hexadecimal digits."""

    uid: UUID
    digest: str


def content_digest(content: Mapping[str, Any]) -> str:
    """Return the sha256 of the content in canonical JSON, whatever the order of its keys."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def read_submission(uid: str, content: Mapping[str, Any]) -> Submission:
    """Check the client's identifier and digest what came with it.

    Raises:
        InvalidSubmission: `uid` is not a version 4 UUID.
    """
    try:
        value = UUID(uid)
    except ValueError as error:
        raise InvalidSubmission(uid) from error
    if value.version != 4:
        raise InvalidSubmission(uid)
    return Submission(uid=value, digest=content_digest(content))


def wants_json(request: HttpRequest) -> bool:
    """Tell whether the outbox script sent this, rather than a plain form."""
    return "application/json" in request.headers.get("Accept", "")
