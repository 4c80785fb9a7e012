"""`note check` and `note import`: a concept note, read attentively, then brought in."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from palabre.config.commands.answers import (
    Unusable,
    agreed,
    need_database,
    read_file,
    say,
    start_django,
)


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
    bring.add_argument(
        "--corrections", action="store_true", help="accepter les corrections proposées"
    )
    bring.add_argument("--time-zone", default="", help="fuseau de l’atelier, comme Europe/Zurich")
    bring.set_defaults(run=_import)


def _check(options: argparse.Namespace) -> int:
    content = read_file(options.file)
    start_django()
    from palabre.cycle.workshops import imports

    try:
        run = imports.check_note(Path(options.file).name, content)
    except imports.NoteRefused as refusal:
        raise Unusable(f"{options.file} : {refusal}") from refusal
    if options.json:
        say(json.dumps(imports.as_json(run), ensure_ascii=False, indent=2))
        return 0
    for line in imports.describe(run):
        say(line)
    return 0


def _import(options: argparse.Namespace) -> int:
    content = read_file(options.file)
    start_django()
    need_database()
    from django.utils import timezone

    from palabre.cycle.workshops import imports

    name = Path(options.file).name
    try:
        run = imports.check_note(name, content)
        for line in imports.describe(run):
            say(line)
        if run.verdict is imports.Verdict.SAME:
            return 0
        if not (options.yes or agreed("Écrire cet atelier ?")):
            say("Rien n’a été écrit.")
            return 0
        _run, workshop = imports.import_note(
            name=name,
            content=content,
            actor=None,
            at=timezone.now(),
            accept=None if options.corrections else (),
            time_zone=options.time_zone,
        )
    except imports.NoteRefused as refusal:
        raise Unusable(f"{options.file} : {refusal}") from refusal
    say(f"Écrit : « {workshop.title} » ({workshop.public_id}).")
    return 0
