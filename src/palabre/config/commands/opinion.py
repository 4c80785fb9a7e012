"""`opinion analyse`: the opinion map of a Polis export, as JSON, as a picture, or in words."""

from __future__ import annotations

import argparse
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from palabre.config.commands.answers import Unusable, read_file, say, say_error, start_django

if TYPE_CHECKING:
    from palabre.core.opinion import OpinionMap
    from palabre.core.opinion.polis import PolisConversation

#: Beyond this many people a picture would be a stain: as many are drawn, evenly chosen.
MOST_DRAWN = 4000


def add_verbs(verbs: Any) -> None:
    opinion = verbs.add_parser("opinion", help="calculer la carte d’opinion d’un export Polis")
    acts = opinion.add_subparsers(dest="act", metavar="ACTE", required=True)
    analyse = acts.add_parser("analyse", help="dire les groupes, ou pourquoi il n’y en a pas")
    analyse.add_argument(
        "path", metavar="CHEMIN", help="archive ZIP, dossier, ou votes.csv d’un export Polis"
    )
    analyse.add_argument(
        "--method",
        choices=("default", "polis"),
        default="default",
        help="polis : dessiner ce que Polis dessinerait",
    )
    analyse.add_argument("--seed", type=int, default=0, help="graine des tirages (0 si absente)")
    analyse.add_argument(
        "--json", metavar="FICHIER", help="réponse en JSON ; « - » pour l’afficher"
    )
    analyse.add_argument("--svg", metavar="FICHIER", help="carte dessinée")
    analyse.add_argument("--lang", choices=("fr", "en"), default="fr", help="langue des réponses")
    analyse.set_defaults(run=_analyse)


def _analyse(options: argparse.Namespace) -> int:
    start_django()
    from django.utils import translation
    from django.utils.translation import gettext as _

    from palabre.core.opinion import Settings, analyse, to_json

    with translation.override(options.lang):
        try:
            settings = Settings(method=options.method, seed=options.seed)
        except ValueError as error:
            raise Unusable(_("la graine (--seed) part de 0.")) from error
        with _progress(_("Lecture des votes…")):
            read = _read(options.path)
        with _progress(_("Calcul de la carte…")):
            found = analyse(read.votes, settings)
        if options.svg:
            _write(options.svg, _picture(found, read))
        if options.json:
            text = json.dumps(to_json(found), ensure_ascii=False, indent=2, allow_nan=False)
            if options.json == "-":
                say(text)
            else:
                _write(options.json, text + "\n")
        if options.json != "-":
            for line in _sentences(found, read):
                say(line)
    return 0


@contextmanager
def _progress(what: str) -> Iterator[None]:
    """Say on the error output what takes more than a second."""
    timer = threading.Timer(1.0, say_error, (what,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _read(path: str) -> PolisConversation:
    """The conversation at this path.

    Raises:
        Unusable: nothing there, or files that are not an export; with the line where known.
    """
    from palabre.core.opinion.polis import PolisError, read_polis
    from palabre.cycle.consultations.imports.wording import say_error as say_polis_error

    files = _files(path)
    try:
        return read_polis(files)
    except PolisError as refused:
        raise Unusable(f"{path} : {say_polis_error(refused)}") from refused


def _files(path: str) -> Mapping[str, bytes]:
    from django.utils.translation import gettext as _

    from palabre.cycle.consultations.imports.archive import read_path
    from palabre.kit.refusals import Refusal

    place = Path(path)
    if place.is_dir():
        return {one.name: read_file(str(one)) for one in sorted(place.glob("*.csv"))}
    if not place.exists():
        raise Unusable(_("aucun fichier ni dossier à cette adresse : %(path)s") % {"path": path})
    if place.suffix.lower() == ".zip":
        try:
            return read_path(place)
        except Refusal as refusal:
            raise Unusable(f"{path} : {refusal}") from refusal
    # A single table is one of votes, whatever its name.
    known = place.name.lower().endswith("votes.csv")
    return {place.name if known else "votes.csv": read_file(path)}


def _write(path: str, text: str) -> None:
    from django.utils.translation import gettext as _

    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as error:
        message = _("« %(path)s » ne peut pas être écrit (%(reason)s).")
        raise Unusable(message % {"path": path, "reason": error.strerror}) from error


def _sentences(found: OpinionMap, read: PolisConversation) -> Iterator[str]:
    """The verdict, then each group by what it affirms."""
    from django.utils.translation import gettext as _
    from django.utils.translation import ngettext

    from palabre.core.opinion import to_json
    from palabre.cycle.consultations.exports.opinion_words import words_of_groups, words_of_verdict
    from palabre.cycle.consultations.imports.wording import say_remark

    content = to_json(found) | {
        "clustered": found.clustered,
        "minimum_for_groups": found.settings.minimum_for_groups,
        "minimum_votes": found.settings.minimum_votes,
    }
    verdict = words_of_verdict(content)
    yield verdict.title
    yield verdict.text
    texts = {one.id: one.text or one.id for one in read.statements}
    for group in words_of_groups(content, texts):
        people = ngettext("%(n)d personne", "%(n)d personnes", group.size) % {"n": group.size}
        named = (
            _("Groupe %(label)s, %(people)s")
            if group.parted
            else _("Tendance %(label)s, %(people)s")
        )
        yield named % {"label": group.label, "people": people}
        for trait in group.traits:
            yield f"  {trait.answer} ({trait.chance}) : {trait.text}"
    for remark in read.remarks:
        yield say_remark(remark)


def _picture(found: OpinionMap, read: PolisConversation) -> str:
    """The map as a picture on its own: shapes and letters beside colours, described in words."""
    from django.utils.translation import gettext as _

    from palabre.kit.charts.opinion_map import (
        MapGroup,
        MapParticipant,
        MapStatement,
        opinion_map,
    )
    from palabre.kit.charts.printing import printable_svg

    texts = {one.id: one.text or one.id for one in read.statements}
    shown = found.groups or found.tendencies
    labels = [group.label for group in shown]
    placed = [one for one in found.mapped_participants() if one.x is not None]
    if len(placed) > MOST_DRAWN:
        message = _("%(all)d personnes : %(drawn)d sont dessinées, choisies à intervalles égaux.")
        say_error(message % {"all": len(placed), "drawn": MOST_DRAWN})
        placed = [placed[place * len(placed) // MOST_DRAWN] for place in range(MOST_DRAWN)]
    people = [
        MapParticipant(one.x, one.y, labels.index(near) if near else None, one.id)
        for one in placed
        for near in [one.group or one.tendency]
        if one.x is not None and one.y is not None
    ]
    named = {one.statement for group in shown for one in group.representative}
    statements = [
        MapStatement(one.id, texts[one.id], one.x, one.y)
        for one in found.mapped_statements()
        if one.id in named and one.x is not None and one.y is not None
    ]
    groups = [
        MapGroup(description=" · ".join(texts[one.statement] for one in group.representative[:2]))
        for group in shown
    ]
    title = read.topic or _("Carte des opinions")
    drawn = opinion_map(people, statements, groups, parted=not found.tendencies, title=title)
    return printable_svg(drawn) + "\n"
