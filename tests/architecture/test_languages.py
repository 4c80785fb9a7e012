"""French is the source and English is complete: nothing waits, nothing is stale."""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import messages  # noqa: E402

TYPOGRAPHY = re.compile(
    r"\w'\w"  # a straight apostrophe
    r"|(?<![\u00a0\u202f\s?!…])[;!?»](?=\s|$)"  # nothing before double punctuation
    r"| [;:!?»](?=\s|$)|« "  # a plain space, which may end a line
)
PLAIN = re.compile(r"%\(\w+\)[sd]|https?://\S+|`[^`]*`|\{[^}]*\}")
PLACE = re.compile(r"%\((\w+)\)[sd]|%[sd%]")


def _ids(catalog: object) -> set[tuple[object, object]]:
    return {(m.id, m.context) for m in catalog if m.id}  # type: ignore[attr-defined]


def test_every_msgid_is_in_the_catalogue_and_none_is_stale() -> None:
    """After a change of words, `python tools/messages.py` brings the catalogue up to date."""
    assert _ids(messages.collect()) == _ids(messages.read_translation())


def test_english_is_complete() -> None:
    assert messages.waiting(messages.read_translation()) == []


def test_the_compiled_catalogue_is_that_of_the_text() -> None:
    compiled = messages.PO.with_suffix(".mo").read_bytes()
    assert compiled == messages.compiled(messages.read_translation())


def test_placeholders_are_the_same_in_both_languages() -> None:
    wrong = []
    for message in messages.read_translation():
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, list | tuple) else (message.string,)
        wanted = {tuple(sorted(PLACE.findall(text))) for text in ids}
        wrong += [text for text in strings if tuple(sorted(PLACE.findall(text))) not in wanted]
    assert wrong == []


def test_french_typography_of_msgids() -> None:
    """A typographic apostrophe, and a non-breaking space before double punctuation."""
    wrong = [
        text
        for message in messages.collect()
        for text in (message.id if isinstance(message.id, tuple) else (message.id,))
        if TYPOGRAPHY.search(PLAIN.sub("", text))
    ]
    assert wrong == []
