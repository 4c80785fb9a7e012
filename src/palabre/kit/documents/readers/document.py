"""The one door: bytes in, an ordered list of blocks out, or a clear refusal."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice

from palabre.core.agenda.blocks import Block, BlockKind, Run, Runs
from palabre.core.agenda.remarks import Remark, RemarkCode, remark

from . import limits
from .archive import Archive
from .docx import read_docx
from .encoding import clean, decode
from .errors import Fault, UnreadableDocument
from .markdown import read_markdown
from .markdown_text import markdown_text
from .odt import read_odt


class Format(StrEnum):
    MARKDOWN = "markdown"
    TEXT = "text"
    DOCX = "docx"
    ODT = "odt"


@dataclass(frozen=True, slots=True)
class Document:
    """A note read. ``text``: the note as Markdown; ``remarks``: what had to be guessed.

    ``Block.where`` is a line number in Markdown and text, a paragraph number in DOCX and ODT.
    """

    blocks: tuple[Block, ...]
    format: Format
    text: str
    remarks: tuple[Remark, ...] = ()


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"RIFF", "media"),
    (b"BM", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"\x1f\x8b\x08", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"\x7fELF", "program"),
    (b"MZ\x90", "program"),
)
_HTML = re.compile(rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!doctype html|<html)", re.IGNORECASE)
_OFFICE_MAIN = re.compile(
    r'<Override\b[^>]{0,500}?PartName="/?([^"]{1,200})"[^>]{0,500}?ContentType="'
    r"application/vnd\.(?:openxmlformats-officedocument\.wordprocessingml\.(?:document|template)"
    r"|ms-word\.(?:document|template)\.macroEnabled(?:Template)?)\.main\+xml\""
)
_OFFICE_MAIN_SWAPPED = re.compile(
    r'<Override\b[^>]{0,500}?ContentType="application/vnd\.(?:openxmlformats-officedocument\.'
    r"wordprocessingml\.(?:document|template)|ms-word\.(?:document|template)\.macroEnabled"
    r'(?:Template)?)\.main\+xml"[^>]{0,500}?PartName="/?([^"]{1,200})"'
)


def read_document(name: str, content: bytes) -> Document:
    """Read an uploaded note. ``name`` only tells Markdown from plain text: content decides.

    Raises :class:`UnreadableDocument` before anything is parsed that is empty, out of bounds,
    hostile, damaged or of another format.
    """
    if not content.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise UnreadableDocument(Fault.EMPTY)
    if len(content) > limits.LARGEST_FILE:
        raise UnreadableDocument(
            Fault.TOO_BIG,
            megabytes=-(-len(content) // limits.MEGABYTE),
            limit=limits.LARGEST_FILE // limits.MEGABYTE,
        )
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _read_archive(content)
    refuse_other_formats(content)
    return _read_text(name, content)


def refuse_other_formats(content: bytes) -> None:
    """Raise :class:`UnreadableDocument` for what is known by its first bytes not to be text."""
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise UnreadableDocument(Fault.ENCRYPTED)
        raise UnreadableDocument(Fault.OLD_WORD)
    for signature, format_ in _SIGNATURES:
        if content.startswith(signature) and (len(signature) > 2 or b"\0" in content[:64]):
            raise UnreadableDocument(Fault.OTHER_FORMAT, format=format_)
    if _HTML.match(content[:1000]):
        raise UnreadableDocument(Fault.OTHER_FORMAT, format="html")


def _read_text(name: str, content: bytes) -> Document:
    text, guessed = decode(content)
    _weigh(len(text), text.count("\n") + 1)
    plain = not name.lower().endswith((".md", ".markdown", ".mdown", ".mkd"))
    blocks = read_markdown(text, plain=plain)
    remarks = (remark(RemarkCode.ENCODING_GUESSED, encoding=guessed),) if guessed else ()
    return _document(blocks, Format.TEXT if plain else Format.MARKDOWN, remarks)


def _read_archive(content: bytes) -> Document:
    archive = Archive(content)
    mimetype = archive.read("mimetype")[:200].decode("ascii", "replace").strip()
    if mimetype.startswith("application/vnd.oasis.opendocument.text"):
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise UnreadableDocument(Fault.ENCRYPTED)
        return _document(read_odt(archive), Format.ODT)
    main = _main_part(archive)
    if main:
        return _document(read_docx(archive, main), Format.DOCX)
    raise UnreadableDocument(Fault.OTHER_FORMAT, format=_archive_format(archive, mimetype))


def _main_part(archive: Archive) -> str:
    types = archive.read("[Content_Types].xml").decode("utf-8", "replace")
    found = _OFFICE_MAIN.search(types) or _OFFICE_MAIN_SWAPPED.search(types)
    main = found[1] if found else "word/document.xml"
    return main if main in archive.names else ""


def _archive_format(archive: Archive, mimetype: str) -> str:
    if "spreadsheet" in mimetype or any(n.startswith("xl/") for n in archive.names):
        return "spreadsheet"
    if "presentation" in mimetype or any(n.startswith("ppt/") for n in archive.names):
        return "slides"
    if any(n.startswith("Index/") and n.endswith(".iwa") for n in archive.names):
        return "pages"
    return "archive"


def _document(
    found: Iterable[Block], format_: Format, remarks: tuple[Remark, ...] = ()
) -> Document:
    blocks = tuple(_cleaned(block) for block in islice(found, limits.MOST_LINES + 1))
    _weigh(
        sum(len(block.text) for block in blocks),
        sum(len(block.lines) for block in blocks),
    )
    text = markdown_text(blocks)
    if not text.strip():
        raise UnreadableDocument(Fault.EMPTY)
    return Document(blocks, format_, text, remarks)


def _weigh(characters: int, lines: int) -> None:
    if characters > limits.MOST_CHARACTERS:
        raise UnreadableDocument(
            Fault.TOO_MUCH_TEXT, characters=characters, limit=limits.MOST_CHARACTERS
        )
    if lines > limits.MOST_LINES:
        raise UnreadableDocument(Fault.TOO_MANY_LINES, limit=limits.MOST_LINES)


def _cleaned(block: Block) -> Block:
    """The block with composed characters, as every format should have them."""
    if block.kind is BlockKind.TABLE_ROW:
        return replace(block, cells=tuple(_clean_runs(cell) for cell in block.cells))
    return replace(block, runs=_clean_runs(block.runs))


def _clean_runs(runs: Runs) -> Runs:
    return tuple(Run(clean(run.text), run.bold, run.italic) for run in runs)
