"""Typst, asked through a process of its own. Nothing else in Palabre knows of it."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from .faults import DocumentError, DocumentFault

TIME_LIMIT = 60
"""Seconds after which a document is given up."""

_CHILD = Path(__file__).with_name("typesetter_child.py")
_NOT_DISPLAYED = re.compile(r'the text `"((?:[^"\\]|\\.)+)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")
_NAMED_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}


class MissingGlyphs(Exception):
    """No font can show these characters."""

    def __init__(self, characters: frozenset[str]) -> None:
        super().__init__(" ".join(sorted(characters)))
        self.characters = characters


def typeset_pdf(
    files: Mapping[str, bytes], font_folders: Sequence[Path], *, timestamp: int | None
) -> bytes:
    """The PDF/UA-1 made of ``main.typ`` and the files beside it.

    Raises:
        MissingGlyphs: some characters are in no font.
        DocumentError: TOO_LONG or NOT_SET.
    """
    return _pages(files, font_folders, wanted="pdf", timestamp=timestamp)[0]


def typeset_png(
    files: Mapping[str, bytes], font_folders: Sequence[Path], *, ppi: float
) -> list[bytes]:
    """One PNG per page. Characters that no font can show are drawn as empty boxes.

    Raises:
        DocumentError: TOO_LONG or NOT_SET.
    """
    return _pages(files, font_folders, wanted="png", ppi=ppi)


@lru_cache(maxsize=4)
def font_families(font_folders: tuple[Path, ...] = ()) -> frozenset[str]:
    """The families that this installation can print with. Read once per process."""
    answer = _ask({"wanted": "fonts"}, font_folders)
    return frozenset(answer["families"])


def _pages(files: Mapping[str, bytes], font_folders: Sequence[Path], **order: Any) -> list[bytes]:
    encoded = {name: base64.b64encode(content).decode() for name, content in files.items()}
    answer = _ask({"files": encoded, **order}, font_folders)
    if "error" in answer:
        missing = _missing_characters(answer["diagnostic"])
        if missing:
            raise MissingGlyphs(missing)
        raise DocumentError(DocumentFault.NOT_SET, detail=answer["error"])
    return [base64.b64decode(page) for page in answer["pages"]]


def _ask(order: dict[str, Any], font_folders: Sequence[Path]) -> dict[str, Any]:
    found = find_spec("typst")
    assert found is not None
    assert found.origin is not None
    order["site"] = str(Path(found.origin).parents[1])
    order["font_folders"] = [str(folder.resolve()) for folder in font_folders]
    with tempfile.TemporaryDirectory(prefix="palabre-print-") as empty_folder:
        try:
            child = subprocess.run(  # noqa: S603 - no word of the order is on the command line
                [sys.executable, "-I", str(_CHILD)],
                input=json.dumps(order).encode(),
                capture_output=True,
                cwd=empty_folder,
                timeout=TIME_LIMIT,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise DocumentError(DocumentFault.TOO_LONG, seconds=TIME_LIMIT) from error
    if child.returncode:
        lines = child.stderr.decode(errors="replace").strip().splitlines()
        detail = lines[-1] if lines else f"exit {child.returncode}"
        raise DocumentError(DocumentFault.NOT_SET, detail=detail[:300])
    answer: dict[str, Any] = json.loads(child.stdout)
    return answer


def _missing_characters(diagnostic: str) -> frozenset[str]:
    found = "".join(_unescaped(text) for text in _NOT_DISPLAYED.findall(diagnostic))
    return frozenset(character for character in found if not character.isascii())


def _unescaped(text: str) -> str:
    def one(match: re.Match[str]) -> str:
        number, name = match.groups()
        return chr(int(number, 16)) if number else _NAMED_ESCAPES.get(name, name)

    return _ESCAPE.sub(one, text)
