"""A document as an OpenDocument text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from ..model import Callout, CalloutKind, Document, Figure
from ..pictures import pngs
from ..preparation import prepared
from ..wording import Wording, worded_date, wording
from .blocks import BlockWriter, escaped, paragraph
from .styles import NAMESPACES, styles_xml

MIME_TYPE = "application/vnd.oasis.opendocument.text"
_HEADER = '<?xml version="1.0" encoding="UTF-8"?>'


def to_odt(document: Document, *, font_folders: Sequence[Path] = ()) -> bytes:
    """The document as an OpenDocument text (.odt, version 1.3), with real styles and headings.

    The same document gives the same bytes: the file's date is the document's.

    Raises:
        DocumentError: the document cannot be printed as it stands.
    """
    ready = prepared(document)
    words = wording(ready.language)
    drawings = [block.svg for block in ready.blocks if isinstance(block, Figure)]
    writer = BlockWriter(ready, words, pngs(drawings, font_folders))
    inside = "".join(_opening(ready, words, writer)) + writer.body()
    content = (
        f'{_HEADER}<office:document-content {NAMESPACES} office:version="1.3">'
        f"<office:automatic-styles>{''.join(writer.automatic)}</office:automatic-styles>"
        f"<office:body><office:text>{inside}</office:text></office:body>"
        "</office:document-content>"
    )
    footer = _footer(ready, words)
    styles = styles_xml(ready.language, footer, landscape=ready.landscape)
    parts = {
        "content.xml": content.encode(),
        "styles.xml": styles.encode(),
        "meta.xml": _meta(ready).encode(),
        **writer.pictures,
    }
    return _packed(parts, ready)


def _opening(document: Document, words: Wording, writer: BlockWriter) -> list[str]:
    date = worded_date(document.date, document.language) if document.date else ""
    byline = " · ".join(part for part in (document.author, date) if part)
    made = [
        paragraph(style, escaped(text))
        for style, text in (
            ("Organisation", document.organisation),
            ("Title", document.title),
            ("Subtitle", document.subtitle),
            ("Byline", byline),
        )
        if text
    ]
    if document.is_demonstration:
        made.extend(writer.callout(Callout(CalloutKind.DEMONSTRATION, words.demonstration_notice)))
    return made


def _footer(document: Document, words: Wording) -> str:
    left = f"{escaped(document.footer)} · " if document.footer else ""
    number = '<text:page-number text:select-page="current">1</text:page-number>'
    count = "<text:page-count>1</text:page-count>"
    said = f"{left}{escaped(words.page)} {number} {escaped(words.of)} {count}"
    return paragraph("Footer", said)


def _meta(document: Document) -> str:
    moment = f"{(document.date or dt.date(1970, 1, 1)).isoformat()}T00:00:00"
    author = escape(document.author or document.organisation)
    return (
        f'{_HEADER}<office:document-meta {NAMESPACES} office:version="1.3"><office:meta>'
        f"<dc:title>{escape(document.title)}</dc:title>"
        f"<dc:subject>{escape(document.subtitle)}</dc:subject>"
        f"<dc:creator>{author}</dc:creator><dc:date>{moment}</dc:date>"
        f"<dc:language>{document.language}</dc:language>"
        "<meta:generator>Palabre</meta:generator></office:meta></office:document-meta>"
    )


def _packed(parts: dict[str, bytes], document: Document) -> bytes:
    """The archive: its type first, stored as it is (OpenDocument 1.3 part 2, 3.3)."""
    day = document.date or dt.date(1980, 1, 1)
    moment = (max(day.year, 1980), day.month, day.day, 0, 0, 0)
    files = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" '
        f'manifest:media-type="{"image/png" if name.endswith(".png") else "text/xml"}"/>'
        for name in parts
    )
    manifest = (
        f"{_HEADER}<manifest:manifest "
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
        'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" '
        f'manifest:version="1.3" manifest:media-type="{MIME_TYPE}"/>{files}</manifest:manifest>'
    )
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        archive.writestr(ZipInfo("mimetype", moment), MIME_TYPE.encode(), ZIP_STORED)
        for name, content in {**parts, "META-INF/manifest.xml": manifest.encode()}.items():
            archive.writestr(ZipInfo(name, moment), content, ZIP_DEFLATED)
    return written.getvalue()
