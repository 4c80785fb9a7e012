"""Collect the French msgids, keep the English translation beside them, and compile it.

No gettext programs are needed: Babel reads the Python files, and the templates once Django has
turned them into something that it can read. Run it after changing words; the tests say what is
left to translate.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "palabre"
PO = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
FRENCH = PACKAGE / "locale" / "fr" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}

_STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
# What `templatize` leaves of a template is no Python: only the calls in it are.
CALL = re.compile(rf"(?:_|\b[np]{{0,2}}gettext)\({_STRING}(?:\s*,\s*{_STRING})*[^()]*\)", re.S)

# No moment in the headers: the same words give the same bytes.
HEADER: dict[str, Any] = {
    "domain": "django",
    "project": "palabre",
    "creation_date": datetime(2026, 11, 24, tzinfo=UTC),
    "revision_date": datetime(2026, 11, 24, tzinfo=UTC),
}

Message = tuple[str | tuple[str, str], str | None, str, int]


def sources() -> list[Path]:
    python = [p for p in PACKAGE.rglob("*.py") if "migrations" not in p.parts]
    templates = [p for p in PACKAGE.rglob("*") if "templates" in p.parts and p.is_file()]
    return sorted([*python, *templates])


def messages_of(path: Path) -> Iterator[Message]:
    """Yield (msgid or (singular, plural), context, file, line) of one source."""
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        import django
        from django.conf import settings

        if not settings.configured:
            settings.configure(USE_I18N=True)
            django.setup()
        from django.utils.translation.template import templatize

        calls = CALL.findall(templatize(text, origin=str(path)))
        text = "\n".join(calls)
    found = extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS)
    for line, message, _comments, context in found:
        yield message, context, str(path.relative_to(ROOT)), line


def collect() -> Catalog:
    """Return every msgid of the package, with where it stands."""
    catalog = Catalog(locale="en", fuzzy=False, **HEADER)
    for path in sources():
        for message, context, place, _line in messages_of(path):
            if message and message != "":
                catalog.add(message, locations=[(place, 0)], context=context)
    return catalog


def read_translation() -> Catalog:
    with PO.open("rb") as stream:
        return read_po(stream, locale="en", domain="django")


def compiled(catalog: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def french(fresh: Catalog) -> Catalog:
    """The msgids as their own translation: French plurals, and no word borrowed from a library."""
    catalog = Catalog(locale="fr", fuzzy=False, **HEADER)
    for message in fresh:
        if message.id:
            catalog.add(message.id, string=message.id, context=message.context)
    catalog.header_comment = "# The msgids are French: this says so to gettext. Generated.\n"
    return catalog


def write(path: Path, catalog: Catalog) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        write_po(stream, catalog, width=96, include_lineno=False, sort_output=True)
    with path.open("rb") as stream:
        kept = read_po(stream, locale=str(catalog.locale), domain="django")
    path.with_suffix(".mo").write_bytes(compiled(kept))


def update() -> int:
    """Bring the translation up to date with the sources; return how many messages wait."""
    fresh = collect()
    if PO.exists():
        known = read_translation()
        for message in fresh:
            old = known.get(message.id, message.context)
            if message.id and old is not None and old.string:
                message.string = old.string
    fresh.header_comment = "# English translation of Palabre; the msgids are French.\n"
    write(PO, fresh)
    write(FRENCH, french(fresh))
    return len(waiting(read_translation()))


def waiting(catalog: Catalog) -> list[str]:
    """Msgids that have no translation yet."""
    left = []
    for message in catalog:
        strings = message.string if isinstance(message.string, list | tuple) else [message.string]
        if message.id and (message.fuzzy or not all(strings)):
            left.append(str(message.id))
    return left


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", action="store_true", help="list what waits for a translation")
    options = parser.parse_args()
    left = update()
    if options.list:
        print("\n".join(waiting(read_translation())))
    print(f"{left} à traduire", file=sys.stderr)


if __name__ == "__main__":
    main()
