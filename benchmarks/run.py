"""Measure Palabre and write what was found: `.venv/bin/python benchmarks/run.py`.

Prints the Markdown page and writes docs/comprendre/mesures.md. Nothing is asserted. The peers of
opinion maps, fair budgets and search take most of the time (half an hour, 10 GB of memory);
`--without-cores` leaves these parts out, and the page says that they were not measured.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import tempfile
from pathlib import Path

from demonstration import measure_demonstration
from measure import Line, say_number
from room import measure_room

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


def _measure_cores() -> list[tuple[str, list[Line]]]:
    """What has a peer, each part with its heading."""
    from allocation import measure_allocation
    from finding import measure_finding
    from opinion import measure_opinion

    parts = []
    for title, measured in (
        ("La carte d’opinion", measure_opinion),
        ("Les budgets équitables", measure_allocation),
        ("La recherche", measure_finding),
    ):
        lines = measured()
        for line in lines:
            sys.stderr.write(f"{line.what} : {say_number(line.value, line.unit)} ; {line.note}\n")
        parts.append((title, lines))
    return parts


def main() -> None:
    options = argparse.ArgumentParser(description="Mesurer Palabre et écrire la page des mesures.")
    options.add_argument("--without-cores", action="store_true", help="ni cartes ni budgets")
    cores = [] if options.parse_args().without_cores else _measure_cores()
    before = os.getloadavg()
    _tell("La démonstration, trois départs")
    demonstration = measure_demonstration()
    _tell("Cinq cents téléphones, trois salles")
    room = measure_room()
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
    cores = [("Une salle de cinq cents téléphones", room), *cores]
    sys.stdout.write(write_report(PAGE, before, demonstration, pages, bare_ms, others, cores))


if __name__ == "__main__":
    main()
