"""What is refused, before anything of it is parsed."""

import io
import zipfile
from typing import Any

import pytest

from palabre.kit.documents.readers import Fault, UnreadableDocument, read_document

from .building import ODT, TYPES, archive, docx, odt

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal(name: str, content: bytes) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as caught:
        read_document(name, content)
    return caught.value


@pytest.mark.parametrize(
    "content", [b"", b" \n\t ", b"\xef\xbb\xbf", b"\xff\xfe", b"\0\0\0", b"<!-- rien -->"]
)
def test_empty(content: bytes) -> None:
    assert refusal("note.md", content).code is Fault.EMPTY


def test_empty_documents() -> None:
    assert refusal("n.docx", docx("<w:p/>")).code is Fault.EMPTY
    assert refusal("n.odt", odt("<text:p/>")).code is Fault.EMPTY


def test_too_big_a_file() -> None:
    error = refusal("note.md", b"a" * 10_000_001)
    assert (error.code, error.params) == (Fault.TOO_BIG, {"megabytes": 11, "limit": 10})


def test_ten_megabytes_of_hostile_markdown_are_refused_unparsed() -> None:
    error = refusal("note.md", b"[" * 10_000_000)
    assert error.code is Fault.TOO_MUCH_TEXT
    assert error.params["characters"] == 10_000_000
    error = refusal("note.md", b"- a\n" * 20_000)
    assert (error.code, error.params) == (Fault.TOO_MANY_LINES, {"limit": 10_000})


def test_too_much_text_in_a_document() -> None:
    body = "<w:p><w:r><w:t>" + "mot " * 100_000 + "</w:t></w:r></w:p>"
    assert refusal("n.docx", docx(body)).code is Fault.TOO_MUCH_TEXT
    many = "".join(f"<w:p><w:r><w:t>{n}</w:t></w:r></w:p>" for n in range(10_001))
    assert refusal("n.docx", docx(many)).code is Fault.TOO_MANY_LINES


@pytest.mark.parametrize(
    ("content", "format_"),
    [
        (b"%PDF-1.7 ...", "pdf"),
        (b"\x89PNG\r\n\x1a\n....", "image"),
        (b"\xff\xd8\xff\xe0....", "image"),
        (b"GIF89a....", "image"),
        (b"BM\x36\0\0\0\0\0\0\0....", "image"),
        (b"{\\rtf1 bonjour}", "rtf"),
        (b"\x7fELF....", "program"),
        (b"\x1f\x8b\x08....", "archive"),
        (b"  <!DOCTYPE html><html></html>", "html"),
        (archive({"xl/workbook.xml": "<a/>"}), "spreadsheet"),
        (archive({"ppt/presentation.xml": "<a/>"}), "slides"),
        (archive({"mimetype": ODT.replace("text", "spreadsheet")}), "spreadsheet"),
        (archive({"photo.jpg": b"x"}), "archive"),
    ],
)
def test_not_a_note(content: bytes, format_: str) -> None:
    error = refusal("note.docx", content)
    assert (error.code, error.params) == (Fault.OTHER_FORMAT, {"format": format_})


def test_a_text_that_begins_like_an_image_is_a_text() -> None:
    assert read_document("n.md", b"BM, notre quartier").text == "BM, notre quartier\n"


def test_old_word_and_passwords() -> None:
    assert refusal("note.doc", OLE + b"\0" * 600).code is Fault.OLD_WORD
    locked = OLE + b"\0" * 100 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 100
    assert refusal("note.docx", locked).code is Fault.ENCRYPTED
    manifest = "<manifest:encryption-data/>"
    odt_locked = archive({"mimetype": ODT, "META-INF/manifest.xml": manifest, "content.xml": "?"})
    assert refusal("note.odt", odt_locked).code is Fault.ENCRYPTED


def test_a_zip_bomb_is_never_opened() -> None:
    bomb = docx("", **{"word/media/bomb.bin": b"\0" * 60_000_000})
    assert len(bomb) < 100_000
    assert refusal("n.docx", bomb).code is Fault.TOO_BIG_ONCE_OPENED
    smaller = docx("", **{"word/media/bomb.bin": b"\0" * 20_000_000})
    assert refusal("n.docx", smaller).code is Fault.SUSPICIOUS_COMPRESSION


def test_an_archive_that_lies_about_its_sizes() -> None:
    honest = docx("<w:p><w:r><w:t>" + "a" * 3_000 + "</w:t></w:r></w:p>")
    lying = bytearray(honest)
    with zipfile.ZipFile(io.BytesIO(honest)) as file:
        info = file.getinfo("word/document.xml")
    real, false = info.file_size.to_bytes(4, "little"), (100).to_bytes(4, "little")
    assert lying.count(real) >= 2
    lying = lying.replace(real, false)
    assert refusal("n.docx", bytes(lying)).code is Fault.DAMAGED


def test_too_many_entries() -> None:
    parts: dict[str, Any] = {f"word/{n}.xml": "" for n in range(2_001)}
    error = refusal("n.docx", archive({"[Content_Types].xml": TYPES, **parts}))
    assert (error.code, error.params["limit"]) == (Fault.TOO_MANY_ENTRIES, 2_000)


DOCTYPES = [
    '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
    '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd">',
    '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
    "<!DOCTYPE a>",
]


@pytest.mark.parametrize("doctype", DOCTYPES)
def test_document_types_and_entities(doctype: str) -> None:
    body = f"{doctype}<a>texte</a>"
    assert refusal("n.docx", docx("", **{"word/document.xml": body})).code is (
        Fault.EXTERNAL_ENTITIES
    )
    assert refusal("n.docx", docx("<w:p/>", **{"word/styles.xml": body})).code is (
        Fault.EXTERNAL_ENTITIES
    )
    hostile = archive({"mimetype": ODT, "content.xml": body})
    assert refusal("n.odt", hostile).code is Fault.EXTERNAL_ENTITIES


def test_xml_that_is_malformed_too_deep_or_too_long() -> None:
    assert refusal("n.docx", docx("<w:p>")).code is Fault.DAMAGED
    assert refusal("n.docx", docx("<w:p>" * 5_000 + "</w:p>" * 5_000)).code is Fault.TOO_DEEP
    spans = "".join(f"<text:span>{n * 7919 % 99_991}</text:span>" for n in range(200_001))
    assert refusal("n.odt", odt(f"<text:p>{spans}</text:p>")).code is Fault.TOO_DEEP


def test_damaged_archives() -> None:
    whole = docx("<w:p><w:r><w:t>Texte</w:t></w:r></w:p>")
    assert refusal("n.docx", whole[:200]).code is Fault.DAMAGED
    assert refusal("n.odt", archive({"mimetype": ODT})).code is Fault.DAMAGED
    assert refusal("n.docx", b"PK\x03\x04" + b"?" * 300).code is Fault.DAMAGED


def test_hostile_texts_of_the_greatest_length_are_read_to_the_end() -> None:
    for piece in ("*a **a ", "> - ", "|a", "_a __a_ ", "9h30 ", "M. A, "):
        text = piece * (60_000 // len(piece))
        document = read_document("note.md", text.encode())
        assert document.blocks
