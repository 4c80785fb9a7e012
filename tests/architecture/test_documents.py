"""Documentation that cannot lie: what the code declares is written, and what is written exists."""

from __future__ import annotations

import argparse
import os
import re
from pathlib import Path

import pytest

from palabre.config.command import parser
from palabre.config.environment import VARIABLES
from palabre.foundation.thread.registry import kinds

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
README = ROOT / "README.md"
LISEZMOI = ROOT / "LISEZMOI.md"
RECORDS = sorted((DOCS / "decisions").glob("*.md"))
PAGES = [README, LISEZMOI, ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
CHANGE_OF_MIND = "Ce qui nous ferait changer d’avis"
MAX_IMAGE_BYTES = 150_000


def rows_of(text: str) -> list[tuple[str, ...]]:
    """The cells of every row of the Markdown tables of a page, without their back quotes."""
    return [
        tuple(cell.strip().strip("`") for cell in line.strip("|").split("|"))
        for line in text.splitlines()
        if line.startswith("|")
    ]


def broken_links(page: Path, text: str) -> list[str]:
    """Relative links and images of a page that lead nowhere."""
    targets = re.findall(r"\]\(([^)\s]+)\)", text)
    return [
        target
        for target in targets
        if not re.match(r"[a-z]+:|#", target) and not (page.parent / target.split("#")[0]).exists()
    ]


def verbs(command: argparse.ArgumentParser, path: str = "") -> list[str]:
    """Every verb of a command line, with its acts: `note check`, `doctor`…"""
    found: list[str] = []
    for action in command._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                deeper = verbs(below, f"{path} {name}")
                found += deeper or [f"{path} {name}".strip()]
    return found


def test_every_setting_is_documented_and_no_other() -> None:
    text = (DOCS / "administrer" / "reglages.md").read_text("utf-8")
    documented = [row[0] for row in rows_of(text) if re.fullmatch(r"[A-Z][A-Z_]+", row[0])]
    assert sorted(documented) == sorted(variable.name for variable in VARIABLES)


def test_the_verbs_are_found() -> None:
    assert {"demo", "doctor", "note check", "note import"} <= set(verbs(parser()))


@pytest.mark.parametrize("page", [README, LISEZMOI, DOCS / "administrer" / "commande.md"])
def test_every_verb_is_documented_and_no_other(page: Path) -> None:
    known = verbs(parser())
    cells = [row[0] for row in rows_of(page.read_text("utf-8")) if row[0].startswith("palabre ")]
    said = [cell.removeprefix("palabre ") for cell in cells]
    missing = [
        verb for verb in known if not any(f"{cell} ".startswith(f"{verb} ") for cell in said)
    ]
    unknown = [cell for cell in said if not any(f"{cell} ".startswith(f"{v} ") for v in known)]
    assert (missing, unknown) == ([], [])


def test_every_kind_of_the_thread_is_explained_and_no_other() -> None:
    text = (DOCS / "comprendre" / "le-fil.md").read_text("utf-8")
    told = {(row[0].lower(), row[1]) for row in rows_of(text) if row[1].isalpha()}
    assert told == {(str(kind.label).lower(), kind.name) for kind in kinds()}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    assert broken_links(page, page.read_text("utf-8")) == []


def test_a_broken_link_is_seen() -> None:
    text = "[a](LICENSE) [b](docs/nowhere.md) ![c](docs/images/none.png) [d](https://e.org) [f](#g)"
    assert broken_links(README, text) == ["docs/nowhere.md", "docs/images/none.png"]


def test_every_page_is_reached_from_the_index() -> None:
    index = (DOCS / "index.md").read_text("utf-8")
    pages = {str(page.relative_to(DOCS)) for page in DOCS.rglob("*.md")} - {"index.md"}
    assert sorted(page for page in pages if f"]({page})" not in index) == []


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.name)
def test_every_decision_record_says_what_would_change_our_mind(record: Path) -> None:
    _before, heading, after = record.read_text("utf-8").partition(f"## {CHANGE_OF_MIND}")
    assert heading
    assert after.strip()


@pytest.mark.parametrize("command", ["demo", "check"])
def test_the_two_commands_exist_and_are_named(command: str) -> None:
    assert os.access(ROOT / command, os.X_OK)
    assert f"`./{command}`" in README.read_text("utf-8")
    assert f"`./{command}`" in LISEZMOI.read_text("utf-8")


def test_images_are_light_and_shown() -> None:
    images = sorted((DOCS / "images").iterdir())
    everything = "".join(page.read_text("utf-8") for page in PAGES)
    assert images
    assert [image.name for image in images if image.stat().st_size > MAX_IMAGE_BYTES] == []
    assert [image.name for image in images if image.name not in everything] == []
