"""Texts in the encodings that people send, and those that would lose characters."""

import unicodedata

import pytest

from palabre.core.agenda import RemarkCode
from palabre.kit.documents.readers import Fault, UnreadableDocument, read_document

TEXT = "# Été à Nîmes\n\nŒuvre « d’été », 5 € – fin\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_texts(encoding: str) -> None:
    document = read_document("note.md", TEXT.encode(encoding))
    assert [block.text for block in document.blocks] == [
        "Été à Nîmes",
        "Œuvre « d’été », 5 € – fin",
    ]
    assert document.remarks == ()


def test_utf_16_big_endian() -> None:
    content = b"\xfe\xff" + TEXT.encode("utf-16-be")
    assert read_document("note.md", content).blocks[0].text == "Été à Nîmes"


def test_windows_1252_is_guessed_and_said() -> None:
    document = read_document("note.md", TEXT.encode("cp1252"))
    assert document.blocks[1].text == "Œuvre « d’été », 5 € – fin"
    assert [(r.code, r["encoding"]) for r in document.remarks] == [
        (RemarkCode.ENCODING_GUESSED, "Windows-1252")
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("déjà vu\nsuite ".encode() + b"\xe9t\xe9", Fault.MALFORMED_TEXT),
        (b"\xff\xfea\xd8\0\0", Fault.MALFORMED_TEXT),
        (b"a\x81b\x8dc", Fault.UNKNOWN_ENCODING),
        (b"un\ndeux\0", Fault.CONTAINS_NUL),
        (TEXT.encode("utf-16-le"), Fault.CONTAINS_NUL),
        (b"\x01\x02\x03\xe9\x04\x05" * 20, Fault.NOT_TEXT),
        (b"\x01\x02\x03\x04\x05abc" * 20, Fault.NOT_TEXT),
    ],
)
def test_what_would_lose_characters_is_refused(content: bytes, code: Fault) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_document("note.md", content)
    assert caught.value.code is code


def test_the_faulty_line_is_told() -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_document("note.md", "déjà\nvu\n".encode() + b"\xe9")
    assert caught.value.params["line"] == 3


def test_decomposed_letters_are_composed_and_old_newlines_read() -> None:
    content = unicodedata.normalize("NFD", "Été\r\rÀ bientôt").encode()
    blocks = read_document("note.txt", content).blocks
    assert [block.text for block in blocks] == ["Été", "À bientôt"]
