"""Measure Palabre and write what was found: `.venv/bin/python benchmarks/run.py`.

Prints the Markdown page and writes docs/comprendre/mesures.md. Nothing is asserted.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from pathlib import Path

from demonstration import measure_demonstration

PAGE = Path(__file__).resolve().parent.parent / "docs" / "comprendre" / "mesures.md"


def _tell(what: str) -> None:
    sys.stderr.write(f"{what}…\n")
    sys.stderr.flush()


def _ready(folder: str) -> None:
    """Django on an empty database of its own, in French, as the demonstration is served."""
    os.environ.pop("DATABASE_URL", None)
    os.environ.update(
        PALABRE_DEMO="1",
        PALABRE_DATA_DIR=folder,
        DJANGO_SETTINGS_MODULE="palabre.config.settings",
    )
    import django
    from django.utils import translation

    django.setup()
    translation.activate("fr")
    logging.getLogger("django.request").setLevel(logging.ERROR)
    from palabre.config.commands.service import migrate

    migrate(verbosity=0)


def main() -> None:
    before = os.getloadavg()
    _tell("La démonstration, trois départs")
    demonstration = measure_demonstration()
    with tempfile.TemporaryDirectory(prefix="palabre-mesures-") as folder:
        _ready(folder)
        # Django is ready: what reads its models can be imported.
        from documents import measure_documents, measure_notes
        from network import build_scale
        from pages import measure_bare, measure_pages
        from report import write_report

        _tell("Le réseau de mesure")
        scale = build_scale()
        _tell("Les pages")
        pages, bare_ms = measure_pages(scale), measure_bare()
        _tell("Les notes et les documents")
        others = [*measure_notes(), *measure_documents(scale)]
    sys.stdout.write(write_report(PAGE, before, demonstration, pages, bare_ms, others))


if __name__ == "__main__":
    main()
