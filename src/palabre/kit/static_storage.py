"""Static files whose address says which version they are, so that a phone keeps them for long."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.utils.functional import cached_property


@lru_cache(maxsize=512)
def _digest(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:10]


class VersionedStaticFilesStorage(StaticFilesStorage):
    """`palabre/palabre.css?v=1a2b3c4d5e`: the digest of the content, no collecting needed."""

    def url(self, name: str | None, force: bool = False) -> str:
        if name and not settings.DEBUG:
            if name not in self._addresses:
                self._addresses[name] = self._found(name)
            return self._addresses[name]
        return self._found(name)

    @cached_property
    def _addresses(self) -> dict[str, str]:
        """Outside development files do not change under a running server."""
        return {}

    def _found(self, name: str | None) -> str:
        address = super().url(name)
        found = finders.find(name) if name else None
        return f"{address}?v={_digest(found)}" if found else address
