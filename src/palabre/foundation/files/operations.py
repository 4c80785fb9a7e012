"""Keeping a file, whole and with its digest."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile

from palabre.foundation.accounts.models import User
from palabre.foundation.files.models import StoredFile


def keep_file(
    *, name: str, content_type: str, content: bytes, owner: User | None, at: datetime
) -> StoredFile:
    """Write the bytes to the store, then the row that names them."""
    stored = StoredFile(
        name=name[-200:],
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        owner=owner,
        created_at=at,
    )
    stored.content.save(name, ContentFile(content), save=False)
    stored.save()
    return stored
