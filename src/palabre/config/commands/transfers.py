"""`import` and `export`: the whole in and out, and what comes from elsewhere. Dry run first."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
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
    bring = verbs.add_parser(
        "import", help="importer des villes, une conversation, un budget, un export"
    )
    bring.add_argument("what", choices=sorted(_IMPORTS), help="ce qui est importé")
    bring.add_argument("path", metavar="CHEMIN", help="fichier ou dossier")
    bring.add_argument("--yes", action="store_true", help="écrire sans demander")
    bring.set_defaults(run=_import)
    export = verbs.add_parser("export", help="écrire l’export documenté (ZIP)")
    export.add_argument("path", metavar="FICHIER", help="fichier ZIP à écrire")
    export.add_argument("--force", action="store_true", help="remplacer un fichier qui existe")
    export.set_defaults(run=_export)


def _import(options: argparse.Namespace) -> int:
    start_django()
    need_database()
    from palabre.kit.refusals import Refusal

    try:
        _IMPORTS[options.what](options.path, options.yes)
    except Refusal as refusal:
        raise Unusable(f"{options.path} : {refusal}") from refusal
    return 0


def _import_cities(path: str, yes: bool) -> None:
    from django.utils import timezone

    from palabre.foundation.network import operations, sheets

    plan = sheets.plan_import(Path(path).name, read_file(path))
    for problem in plan.problems:
        raise Unusable(f"{path} : {problem}")
    say(f"{len(plan.created)} à ajouter, {len(plan.changed)} à modifier, {plan.same} inchangées.")
    for row in plan.refused:
        say(f"Ligne {row.row} refusée : {' '.join(row.problems)}")
    for row in plan.changed:
        for change in row.changes:
            say(f"{row.name}, {change.label} : {change.old or 'inconnu'} → {change.new}")
    if not (plan.created or plan.changed):
        say("Rien ne changerait.")
    elif yes or agreed("Écrire ?"):
        created, changed = operations.apply_cities(plan=plan, actor=None, at=timezone.now())
        say(f"{created} ajoutées, {changed} modifiées.")
    else:
        say("Rien n’a été écrit.")


def _import_polis(path: str, yes: bool) -> None:
    from django.utils import timezone

    from palabre.cycle.consultations.imports import archive, polis

    plan = polis.plan_import(archive.read_path(Path(path)))
    for label, value in plan.lines():
        say(f"{label} : {value}")
    for remark in plan.remarks:
        say(f"— {remark}")
    say(plan.summary())
    if plan.is_same:
        return
    if yes or agreed("Écrire cette consultation ?"):
        consultation = polis.import_polis(plan=plan, actor=None, at=timezone.now())
        say(f"Écrit : « {consultation.question} » ({consultation.public_id}).")
    else:
        say("Rien n’a été écrit.")


def _import_pabulib(path: str, yes: bool) -> None:
    from django.utils import timezone

    from palabre.cycle.budgets.imports import pabulib

    plan = pabulib.plan_import(read_file(path))
    for label, value in plan.lines():
        say(f"{label} : {value}")
    for remark in plan.remarks:
        say(f"— {remark}")
    say(plan.summary())
    if plan.existing is not None:
        return
    if yes or agreed("Écrire ce budget ?"):
        budget = pabulib.import_pabulib(plan=plan, actor=None, at=timezone.now())
        say(f"Écrit : « {budget.title} » ({budget.public_id}).")
    else:
        say("Rien n’a été écrit.")


def _import_dump(path: str, yes: bool) -> None:
    from palabre.opendata.restore import plan_restore, restore

    content = read_file(path)
    for title, rows in plan_restore(content).tables:
        say(f"{title} : {rows}")
    if yes or agreed("Relire cet export dans ce Palabre vide ?"):
        restore(content)
        say("Relu. Chacun entre de nouveau par un lien : les mots de passe n’y étaient pas.")
    else:
        say("Rien n’a été écrit.")


_IMPORTS: dict[str, Callable[[str, bool], None]] = {
    "villes": _import_cities,
    "polis": _import_polis,
    "pabulib": _import_pabulib,
    "export": _import_dump,
}


def _export(options: argparse.Namespace) -> int:
    target = Path(options.path)
    if target.exists() and not options.force:
        raise Unusable(f"« {target} » existe déjà ; choisissez un autre nom, ou ajoutez --force.")
    start_django()
    need_database()
    from palabre.opendata.dump import write_dump

    def report(done: int, total: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{done}/{total} tables")

    content = write_dump(report)
    try:
        target.write_bytes(content)
    except OSError as error:
        raise Unusable(f"« {target} » ne peut pas être écrit ({error.strerror}).") from error
    say(f"\n{target} : {len(content) // 1000} ko." if sys.stderr.isatty() else f"{target}")
    return 0
