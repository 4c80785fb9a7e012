"""What capture tells the floors below about itself, once, when Django is ready."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from palabre.cycle.workshops.exports import capture_tables, captured
from palabre.cycle.workshops.queries.captured import answers_of_person, notes_of_person
from palabre.foundation.accounts.exports import register_personal_data
from palabre.foundation.accounts.models import User
from palabre.foundation.journal.registry import register_verbs


def register() -> None:
    captured.register_thread()
    capture_tables.register_tables()
    register_personal_data("notes_d_atelier", notes_of)
    register_personal_data("reponses_aux_sondages", answers_of)
    register_verbs(
        {
            "workshops.note-captured": _("a noté une parole"),
            "workshops.note-edited": _("a corrigé une note"),
            "workshops.note-withdrawn": _("a retiré sa note"),
            "workshops.note-hidden": _("a masqué une note"),
            "workshops.note-shown": _("a rendu visible une note"),
            "workshops.question-settled": _("a dit où en est une question"),
            "workshops.poll-created": _("a préparé un sondage"),
            "workshops.poll-edited": _("a modifié un sondage"),
            "workshops.poll-opened": _("a ouvert un sondage"),
            "workshops.poll-closed": _("a clos un sondage"),
            "workshops.poll-removed": _("a supprimé un sondage"),
            "workshops.poll-on-screen": _("a changé ce que montre l’écran"),
            "workshops.hands-counted": _("a compté les mains levées"),
            "workshops.word-hidden": _("a changé les mots d’un nuage"),
            "workshops.minutes-assembled": _("a assemblé le compte rendu"),
            "workshops.minutes-written": _("a écrit une section du compte rendu"),
            "workshops.minutes-followed": _("a rendu une section à ce qui a été capté"),
            "workshops.minutes-published": _("a publié le compte rendu"),
            "workshops.minutes-reopened": _("a rouvert le compte rendu"),
            "workshops.model-added": _("a déposé un modèle de compte rendu"),
            "workshops.model-retired": _("a retiré le modèle de compte rendu"),
        }
    )


def notes_of(person: User) -> list[dict[str, Any]]:
    return [
        {
            "atelier": note.workshop.title,
            "identifiant": note.public_id,
            "nature": note.kind,
            "texte": note.text,
            "dit_par": note.said_by,
            "etat": note.state,
            "ecrite_le": note.written_at.isoformat(),
        }
        for note in notes_of_person(person)
    ]


def answers_of(person: User) -> list[dict[str, Any]]:
    return [
        {
            "atelier": answer.poll.workshop.title,
            "sondage": answer.poll.question,
            "reponse": answer.values,
            "le": answer.at.isoformat(),
        }
        for answer in answers_of_person(person)
    ]
