"""`import` and `export`: the whole in and out, and what comes from elsewhere."""

from __future__ import annotations

import argparse
from typing import Any


def add_verbs(verbs: Any) -> None:
    bring = verbs.add_parser("import", help="importer des villes, une conversation, un export")
    bring.add_argument("what", choices=["villes", "polis", "export"], help="ce qui est importé")
    bring.add_argument("path", metavar="CHEMIN", help="fichier ou dossier")
    bring.add_argument("--yes", action="store_true", help="écrire sans demander")
    bring.set_defaults(run=_import)
    export = verbs.add_parser("export", help="écrire l’export documenté (ZIP)")
    export.add_argument("path", metavar="FICHIER", help="fichier ZIP à écrire")
    export.set_defaults(run=_export)


def _import(options: argparse.Namespace) -> int:
    return 0


def _export(options: argparse.Namespace) -> int:
    return 0
