"""Opening the archives that DOCX and ODT are, once what they hold has been weighed."""

import io
import zipfile
import zlib

from . import limits
from .errors import Fault, UnreadableDocument


class Archive:
    """A weighed archive. Nothing of it is ever written to disk."""

    def __init__(self, content: bytes) -> None:
        """Raise :class:`UnreadableDocument` for an archive that is damaged, locked or a bomb."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
            raise UnreadableDocument(Fault.DAMAGED) from error
        _weigh(entries, len(content))
        self._sizes = {entry.filename: entry.file_size for entry in entries}

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._sizes)

    def read(self, name: str) -> bytes:
        """One part, whole; ``b""`` if there is none. Its true size is checked while reading."""
        if name not in self._sizes:
            return b""
        if self._sizes[name] > limits.LARGEST_PART:
            raise _too_big(self._sizes[name], limits.LARGEST_PART)
        try:
            with self._zip.open(name) as part:
                content = part.read(limits.LARGEST_PART + 1)
        except RuntimeError as error:
            raise UnreadableDocument(Fault.ENCRYPTED) from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise UnreadableDocument(Fault.DAMAGED) from error
        if len(content) > limits.LARGEST_PART:
            raise _too_big(len(content), limits.LARGEST_PART)
        return content


def _weigh(entries: list[zipfile.ZipInfo], packed: int) -> None:
    if len(entries) > limits.MOST_ENTRIES:
        raise UnreadableDocument(
            Fault.TOO_MANY_ENTRIES, entries=len(entries), limit=limits.MOST_ENTRIES
        )
    opened = sum(entry.file_size for entry in entries)
    if opened > limits.LARGEST_ONCE_OPENED:
        raise _too_big(opened, limits.LARGEST_ONCE_OPENED)
    if opened > limits.MEGABYTE and opened > limits.HIGHEST_RATIO * packed:
        raise UnreadableDocument(Fault.SUSPICIOUS_COMPRESSION, ratio=opened // max(packed, 1))
    for entry in entries:
        if entry.flag_bits & 1:
            raise UnreadableDocument(Fault.ENCRYPTED)
        heavy = entry.file_size > limits.MEGABYTE
        if heavy and entry.file_size > limits.HIGHEST_RATIO * max(entry.compress_size, 1):
            ratio = entry.file_size // max(entry.compress_size, 1)
            raise UnreadableDocument(Fault.SUSPICIOUS_COMPRESSION, ratio=ratio)


def _too_big(size: int, limit: int) -> UnreadableDocument:
    return UnreadableDocument(
        Fault.TOO_BIG_ONCE_OPENED,
        megabytes=-(-size // limits.MEGABYTE),
        limit=limit // limits.MEGABYTE,
    )
