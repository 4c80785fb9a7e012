"""The zip archive of a workbook, counted before anything parses it.

The readers that come after are given a new archive, made only of the XML parts counted here: what
was measured is what is read, whatever the first archive claimed of itself.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from .faults import SheetFault, UnreadableSheet

MEGABYTE = 1_000_000
LARGEST_FILE = 10 * MEGABYTE
LARGEST_CONTENT = 100 * MEGABYTE
MOST_ENTRIES = 2_000
HIGHEST_RATIO = 200
_RATIO_MATTERS_FROM = 10 * MEGABYTE
_CHUNK = 1 << 16

_TAB = re.compile(rb"<text:tab\b[^<>]*/>")
_LINE_BREAK = re.compile(rb"<text:line-break\b[^<>]*/>")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


@dataclass(frozen=True, slots=True)
class Parts:
    """The XML parts of a workbook by name, and which format they make: ``xlsx`` or ``ods``."""

    kind: str
    content: Mapping[str, bytes]

    def repacked(self) -> bytes:
        """A plain archive of the same parts, stored without compression."""
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
            if self.kind == "ods":
                archive.writestr("mimetype", _ODS)
            for name, part in self.content.items():
                archive.writestr(name, _with_breaks(part) if name == "content.xml" else part)
        return packed.getvalue()


def _with_breaks(part: bytes) -> bytes:
    """Tabs and line breaks that ODF writes as elements, which calamine passes over."""
    return _LINE_BREAK.sub(b"\n", _TAB.sub(b"\t", part))


def open_archive(content: bytes) -> Parts:
    """The XML parts of an XLSX or ODS workbook, within the limits.

    Raises:
        UnreadableSheet: DAMAGED, SUSPECT, TOO_HEAVY, NOT_A_SHEET or OLD_OR_PROTECTED.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _parts(archive, len(content))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise UnreadableSheet(SheetFault.DAMAGED) from error
    except (RuntimeError, ValueError) as error:
        if isinstance(error, UnreadableSheet):
            raise
        # zipfile says of an encrypted entry that a password is required, as a RuntimeError.
        raise UnreadableSheet(SheetFault.OLD_OR_PROTECTED) from error


def _parts(archive: zipfile.ZipFile, size: int) -> Parts:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(entries) > MOST_ENTRIES or len(set(names)) != len(names):
        raise UnreadableSheet(SheetFault.SUSPECT)
    kind = _kind(archive, set(names))
    kept, total = {}, 0
    for entry in entries:
        if not entry.filename.endswith((".xml", ".rels")):
            continue
        part = _read(archive, entry, LARGEST_CONTENT - total)
        total += len(part)
        kept[entry.filename] = part
    if total > _RATIO_MATTERS_FROM and total > HIGHEST_RATIO * size:
        raise UnreadableSheet(SheetFault.SUSPECT)
    return Parts(kind, kept)


def _kind(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "mimetype" in names and "content.xml" in names:
        declared = _read(archive, archive.getinfo("mimetype"), 200).strip()
        if not declared.startswith(_ODS):
            raise UnreadableSheet(SheetFault.NOT_A_SHEET)
        manifest = "META-INF/manifest.xml"
        if manifest in names and b":encryption-data" in _read(
            archive, archive.getinfo(manifest), MEGABYTE
        ):
            raise UnreadableSheet(SheetFault.OLD_OR_PROTECTED)
        return "ods"
    if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        if "xl/workbook.xml" not in names:
            raise UnreadableSheet(SheetFault.OLD_OR_PROTECTED)
        return "xlsx"
    raise UnreadableSheet(SheetFault.NOT_A_SHEET)


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    """One entry, given up as soon as it passes what is left."""
    pieces, size = [], 0
    with archive.open(entry) as stream:
        while piece := stream.read(_CHUNK):
            size += len(piece)
            if size > left:
                raise UnreadableSheet(SheetFault.TOO_HEAVY, limit=LARGEST_CONTENT // MEGABYTE)
            pieces.append(piece)
    return b"".join(pieces)
