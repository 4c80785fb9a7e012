"""From bytes to text, saying so when the encoding had to be guessed."""

import codecs
import re
import unicodedata

from .errors import Fault, UnreadableDocument

_BOMS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_TWICE_ENCODED = re.compile("Ã[\u0080-\u00bf©¨ª§´®»«¢¯]|â€[™œ“”˜¦]|Ã\u00a0")
_CONTROLS = re.compile("[\x01-\x08\x0b\x0e-\x1f\x7f]")
_DROPPED = dict.fromkeys((*range(1, 9), *range(0x0B, 0x0D), *range(0x0E, 0x20), 0x7F, 0xFEFF))


def decode(content: bytes) -> tuple[str, str]:
    """The text, and the name of the encoding if it had to be guessed (else ``""``).

    A byte order mark decides; then UTF-8; then Windows-1252, the usual encoding of old French
    files, provided the result reads as text. Raises :class:`UnreadableDocument`.
    """
    for mark, codec, name in _BOMS:
        if content.startswith(mark):
            return clean(_strictly(content[len(mark) :], codec, name)), ""
    if b"\0" in content:
        raise UnreadableDocument(Fault.CONTAINS_NUL, line=_line(content, content.index(b"\0")))
    try:
        return clean(content.decode("utf-8")), ""
    except UnicodeDecodeError as error:
        return clean(_guess(content, error.start)), "Windows-1252"


def _strictly(content: bytes, codec: str, name: str) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        raise UnreadableDocument(
            Fault.MALFORMED_TEXT, encoding=name, line=_line(content, error.start)
        ) from error


def _guess(content: bytes, wrong_at: int) -> str:
    line = _line(content, wrong_at)
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise UnreadableDocument(Fault.UNKNOWN_ENCODING, line=line) from error
    if len(_CONTROLS.findall(text)) * 100 > len(text):
        raise UnreadableDocument(Fault.NOT_TEXT)
    if _TWICE_ENCODED.search(text):
        raise UnreadableDocument(Fault.MALFORMED_TEXT, encoding="UTF-8", line=line)
    return text


def _line(content: bytes, at: int) -> int:
    return content.count(b"\n", 0, at) + 1


def clean(text: str) -> str:
    """Composed characters (NFC), newlines only, no control characters."""
    if "\0" in text:
        raise UnreadableDocument(Fault.CONTAINS_NUL, line=text.count("\n", 0, text.index("\0")) + 1)
    if len(_CONTROLS.findall(text)) * 20 > len(text):
        raise UnreadableDocument(Fault.NOT_TEXT)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    return unicodedata.normalize("NFC", text.translate(_DROPPED))
