"""Each contract of the house, broken once on purpose to see it bite."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# contract, file to write in the copy, what it holds
BREACHES = [
    ("floors", "kit/breach.py", "import palabre.foundation.network.models\n"),
    ("floors", "portal/breach.py", "import palabre.config.urls\n"),
    ("floors", "attic/__init__.py", ""),
    ("foundation", "foundation/accounts/breach.py", "import palabre.foundation.journal.models\n"),
    ("strangers", "cycle/workshops/breach.py", "import palabre.cycle.decisions.models\n"),
    ("pure-core", "core/agenda/breach.py", "import django.db\n"),
    ("pure-core", "core/agenda/breach.py", "import random\n"),
    ("core-strangers", "core/agenda/breach.py", "import palabre.core.results\n"),
    (
        "furniture",
        "cycle/workshops/queries/breach.py",
        "import palabre.cycle.workshops.operations\n",
    ),
    ("furniture", "cycle/decisions/enums.py", "import palabre.cycle.decisions.models\n"),
    ("kit-without-models", "kit/breach.py", "import allauth.account\n"),
    (
        "no-cycles",
        "core/tabular/breach.py",
        "import palabre.core.opinion\n",
    ),
]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("house")
    shutil.copytree(
        ROOT / "src", copy / "src", ignore=shutil.ignore_patterns("__pycache__", "static", "*.mo")
    )
    shutil.copy(ROOT / ".importlinter", copy)
    return copy


def lint(house: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts on the copy alone: its `src` comes first on the path."""
    code = (
        f"import sys; sys.path.insert(0, {str(house / 'src')!r})\n"
        "from importlinter.cli import lint_imports\n"
        "sys.exit(lint_imports(config_filename='.importlinter', no_cache=True))"
    )
    return subprocess.run(
        [sys.executable, "-c", code], cwd=house, capture_output=True, text=True, check=False
    )


def _titles() -> dict[str, str]:
    import configparser

    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    mark = "importlinter:contract:"
    return {
        name.removeprefix(mark): parser[name]["name"]
        for name in parser.sections()
        if name.startswith(mark)
    }


def test_the_house_stands(house: Path) -> None:
    outcome = lint(house)
    assert outcome.returncode == 0, outcome.stdout[-2000:]


@pytest.mark.parametrize(("contract", "path", "content"), BREACHES)
def test_contract_bites(house: Path, contract: str, path: str, content: str) -> None:
    breach = house / "src" / "palabre" / path
    before = breach.read_text("utf-8") if breach.exists() else None
    made = not breach.parent.exists()
    breach.parent.mkdir(exist_ok=True)
    breach.write_text(content + (before or ""), encoding="utf-8")
    try:
        outcome = lint(house)
    finally:
        breach.unlink() if before is None else breach.write_text(before, encoding="utf-8")
        if made:
            shutil.rmtree(breach.parent)
    assert outcome.returncode == 1, outcome.stdout[-2000:]
    said = " ".join(outcome.stdout.split())
    assert f"{_titles()[contract]} BROKEN" in said


def test_every_contract_is_broken_once() -> None:
    assert {contract for contract, _path, _content in BREACHES} == set(_titles())
