"""Words that betray a leak: which role may meet which, and where they are looked for.

Roles are those of the table of doors: P public, B delegate of Baobab, C delegate of Cèdre (another
city), E expert, F facilitator, S secretariat.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from typing import Any

from pypdf import PdfReader

# What Baobab has not validated, and what those who run workshops have not published.
CITY, STAFF = "zibelinecanari", "loutrecanari"
# What members share before it is published.
MEMBERS = "hermelinecanari"
# Names and addresses of accounts; names of witnesses whose attribution keeps them back.
NAME, ADDRESS, WITNESS = "martrecanari", "fouinecanari", "visoncanari"
# Who voted what, where people vote: a voice, its receipt and its person stand for the ballot.
VOICE = "genettecanari"

KEPT_FROM = {
    CITY: "PCE",
    STAFF: "PBCE",
    MEMBERS: "P",
    NAME: "PCE",
    ADDRESS: "PBCEF",
    WITNESS: "PCE",
    VOICE: "PBCEFS",
}


def kept_from(role: str) -> tuple[str, ...]:
    """The words that this role must not meet."""
    return tuple(word for word, roles in KEPT_FROM.items() if role in roles)


def words_of(answer: Any) -> str:
    """All the text of an answer, and its headers: of a page as of any file."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return f"{headers}\n{text_in(content)}"


def text_in(content: bytes) -> str:
    """Text of a file by what it is: PDF, a ZIP of files (DOCX, XLSX, ODS, dumps), or plain text."""
    if content.startswith(b"%PDF"):
        document = PdfReader(io.BytesIO(content))
        pages = [page.extract_text() for page in document.pages]
        return "\n".join([*pages, str(document.metadata)])
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(
                f"{name}\n{text_in(archive.read(name))}" for name in archive.namelist()
            )
    # iCalendar folds its lines at 75 bytes (RFC 5545, section 3.1).
    return re.sub(r"\r\n[ \t]", "", content.decode("utf-8", errors="replace"))


def told(text: str, secrets: Iterable[str]) -> list[str]:
    """The secrets that a text tells, whatever their case, and cut by whatever mark-up."""
    bare = re.sub(r"<[^>]*>", "", text).casefold()
    whole = text.casefold()
    return [word for word in secrets if word in whole or word in bare]
