"""A statement made of words said elsewhere, in one gesture."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.cycle.consultations import queries
from palabre.cycle.consultations.enums import Moderation
from palabre.cycle.consultations.operations.preparing import StatementText, add_statements
from palabre.foundation.accounts.models import User
from palabre.foundation.ballots.enums import Status
from palabre.foundation.ballots.rules import can_conduct
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.making import Made, Maker, Offer, Source, register_maker

MAKER = "enonce"
LONGEST = 400
MOST_OFFERED = 6


def register() -> None:
    register_maker(Maker(MAKER, gettext_lazy("Énoncé"), 10, offers, make))


def offers(person: Person, source: Source) -> list[Offer]:
    """Consultations that still take statements, latest first."""
    if not can_conduct(person):
        return []
    found = queries.taking_statements(person)[:MOST_OFFERED]
    return [Offer(MAKER, row.public_id, row.question) for row in found]


def make(actor: User, at: datetime, source: Source, place: str) -> Made:
    """Add the words as they are; too long a text goes to the form, and a statement that comes
    during the vote waits to be accepted.

    Raises:
        Refused: the very same sentence is already there, or the vote is over.
    """
    if len(source.text) > LONGEST:
        url = reverse("consultations:add-statement", args=[place]) + f"?de={source.public_id}"
        return Made(
            url,
            _(
                "Un énoncé tient en une phrase de 400 signes. En voici le début : gardez-en "
                "l’idée, le lien avec la note est déjà fait."
            ),
        )
    consultation = queries.taking_statements(actor).get(public_id=place)
    is_draft = consultation.status == Status.DRAFT
    text = StatementText(
        text=source.text,
        city=source.city,
        language=source.language,
        sources=(source.public_id,),
    )
    add_statements(
        consultation=consultation,
        texts=[text],
        actor=actor,
        at=at,
        moderation=Moderation.ACCEPTED if is_draft else Moderation.PENDING,
    )
    return Made(
        reverse("consultations:compose", args=[place]),
        _("Énoncé ajouté à la consultation, mot pour mot. Relisez-le et précisez sa nature.")
        if is_draft
        else _("Énoncé proposé, mot pour mot. Le vote est ouvert : il attend votre accord."),
    )
