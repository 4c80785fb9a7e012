"""From bytes to text, saying which encoding was found."""

from __future__ import annotations

import codecs
import re

from palabre.core.tabular.errors import TableError, TableProblem

_SIGNATURES = (
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0", "ole"),
    (b"%PDF", "pdf"),
)
_ESCAPED = re.compile("[\udc80-\udcff]")


def decode(content: bytes | str) -> tuple[str, str]:
    """The text without its byte order mark, and the name of the encoding.

    UTF-8 first; text that is not UTF-8 is taken for Windows-1252 (what spreadsheets write)
    unless well-formed accented characters outnumber the malformed ones: then it is damaged
    UTF-8, and guessing would corrupt it. Raises `TableError` (empty, not-text,
    malformed-utf8, nul).
    """
    if isinstance(content, str):
        text, encoding = content.removeprefix("\ufeff"), "text"
    else:
        text, encoding = _from_bytes(content)
    if (nul := text.find("\0")) >= 0:
        raise TableError(TableProblem.NUL, *place(text, nul))
    if not text.strip():
        raise TableError(TableProblem.EMPTY)
    return text, encoding


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and character, both from 1, of an offset in a text."""
    before = text[:offset]
    line = before.count("\n") + before.count("\r") - before.count("\r\n")
    return line + 1, offset - max(before.rfind("\n"), before.rfind("\r"))


def _from_bytes(content: bytes) -> tuple[str, str]:
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            raise TableError(TableProblem.NOT_TEXT, kind=kind)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return content.decode("utf-16"), "utf-16"
        except UnicodeDecodeError:
            raise TableError(TableProblem.NOT_TEXT, kind="binary") from None
    marked = content.startswith(codecs.BOM_UTF8)
    try:
        return content.decode("utf-8-sig"), "utf-8-sig" if marked else "utf-8"
    except UnicodeDecodeError:
        lenient = content.decode("utf-8-sig", "surrogateescape")
    malformed = _ESCAPED.findall(lenient)
    accented = sum(not character.isascii() for character in lenient) - len(malformed)
    if marked or accented >= len(malformed):
        first = _ESCAPED.search(lenient)
        assert first is not None
        raise TableError(TableProblem.MALFORMED_UTF8, *place(lenient, first.start()))
    try:
        return content.decode("cp1252"), "cp1252"
    except UnicodeDecodeError:
        raise TableError(TableProblem.NOT_TEXT, kind="binary") from None
