"""The OpenDocument text, read back by odfpy and by our own reader of notes."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

from lxml import etree
from odf import teletype
from odf.draw import Frame
from odf.opendocument import load
from odf.table import Table as OdfTable
from odf.text import A, H, P

from palabre.kit.documents import Document, Heading, Paragraph, to_odt
from palabre.kit.documents.readers import read_document

from .conftest import ALTERNATIVE


def texts(content: bytes, kind: object) -> list[str]:
    return [teletype.extractText(one) for one in load(BytesIO(content)).getElementsByType(kind)]


def test_its_type_comes_first_and_is_not_packed(complete: Document) -> None:
    with ZipFile(BytesIO(to_odt(complete))) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.text"
        listed = etree.fromstring(archive.read("META-INF/manifest.xml"))
        paths = {one.get(next(k for k in one.attrib if k.endswith("full-path"))) for one in listed}
        assert paths == {"/", *archive.namelist()} - {"mimetype", "META-INF/manifest.xml"}
        for name in archive.namelist():
            if name.endswith(".xml"):
                etree.fromstring(archive.read(name))


def test_headings_tables_links_and_pictures_are_there(complete: Document) -> None:
    content = to_odt(complete)
    headings = texts(content, H)
    assert headings[:3] == ["Ce que dit ce document", "Indicateurs", "Axe 1"]
    assert "« Bâtir sur les agents. »".replace(" ", "\u00a0") in [
        line.replace(" ", "\u00a0") for line in texts(content, P)
    ]
    read = load(BytesIO(content))
    links = [one.getAttribute("href") for one in read.getElementsByType(A)]
    assert links[:2] == ["#actions", "https://exemple.test/fil?a=1&b=2"]
    assert len(read.getElementsByType(OdfTable)) == 2
    assert ALTERNATIVE in teletype.extractText(read.getElementsByType(Frame)[0])


def test_our_own_reader_reads_it(complete: Document) -> None:
    blocks = read_document("essai.odt", to_odt(complete)).blocks
    said = "\n".join(block.text for block in blocks)
    assert "Bâtir sur les agents." in said
    assert "1 234,5" in said.replace("\u00a0", " ")


def test_it_is_the_same_twice(complete: Document) -> None:
    assert to_odt(complete) == to_odt(complete)


def test_signs_of_xml_and_spaces_stay_text() -> None:
    hostile = Document(
        title="<office:text> & %(footer)s",
        footer="100 % & <b>",
        blocks=(Heading(1, "a < b"), Paragraph("un\ndeux   trois\tquatre & <x/>")),
    )
    content = to_odt(hostile)
    assert texts(content, H) == ["a < b"]
    assert "un\ndeux   trois\tquatre & <x/>" in texts(content, P)


def test_arabic_reads_from_the_right(complete: Document) -> None:
    with ZipFile(BytesIO(to_odt(replace(complete, language="ar")))) as archive:
        assert b'style:writing-mode="rl-tb"' in archive.read("styles.xml")
