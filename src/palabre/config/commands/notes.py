"""`note check` and `note import`: a concept note, read attentively, then brought in."""

from __future__ import annotations

import argparse
from typing import Any

from palabre.config.commands.answers import need_database, start_django


def add_verbs(verbs: Any) -> None:
    note = verbs.add_parser("note", help="lire ou importer une note conceptuelle")
    acts = note.add_subparsers(dest="act", metavar="ACTE", required=True)
    check = acts.add_parser("check", help="lire la note et dire ce qu’un lecteur attentif y voit")
    check.add_argument("file", metavar="FICHIER", help="note en .md, .docx, .odt ou .txt")
    check.add_argument("--json", action="store_true", help="réponse en JSON")
    check.set_defaults(run=_check)
    bring = acts.add_parser("import", help="importer la note : crée ou met à jour l’atelier")
    bring.add_argument("file", metavar="FICHIER", help="note en .md, .docx, .odt ou .txt")
    bring.add_argument("--yes", action="store_true", help="écrire sans demander")
    bring.set_defaults(run=_import)


def _check(options: argparse.Namespace) -> int:
    start_django()
    return 0


def _import(options: argparse.Namespace) -> int:
    start_django()
    need_database()
    return 0
