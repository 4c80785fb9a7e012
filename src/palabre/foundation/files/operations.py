"""Keeping a file, whole and with its digest; letting it go."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from tempfile import TemporaryFile

from django.core.files.base import ContentFile, File
from django.db import transaction

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


def keep_large_file(
    *, name: str, content_type: str, pieces: Iterable[bytes], owner: User | None, at: datetime
) -> StoredFile:
    """The same for what does not fit in memory, given piece by piece."""
    digest, size = hashlib.sha256(), 0
    with TemporaryFile() as whole:
        for piece in pieces:
            digest.update(piece)
            size += len(piece)
            whole.write(piece)
        stored = StoredFile(
            name=name[-200:],
            content_type=content_type,
            size=size,
            sha256=digest.hexdigest(),
            owner=owner,
            created_at=at,
        )
        whole.seek(0)
        stored.content.save(name, File(whole), save=False)
    stored.save()
    return stored


def forget_file(*, stored: StoredFile) -> None:
    """Erase the row, and the bytes once nothing can take it back."""
    storage, place = stored.content.storage, stored.content.name
    stored.delete()
    if place:
        transaction.on_commit(lambda: storage.delete(place))
