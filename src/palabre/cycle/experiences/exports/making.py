"""A testimony begun from words said elsewhere, in one gesture."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.cycle.experiences.enums import Attribution, Language
from palabre.cycle.experiences.operations.testimonies import Content, record_testimony
from palabre.cycle.experiences.rules import access
from palabre.foundation.accounts.models import User
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.making import Made, Maker, Offer, Source, register_maker
from palabre.foundation.thread.operations import link
from palabre.foundation.thread.queries import sources_of
from palabre.kit.identifiers import prefix_of
from palabre.kit.typography import excerpt

MAKER = "temoignage"
HERE = "nouveau"
_TITLE = 90


def register() -> None:
    register_maker(Maker(MAKER, gettext_lazy("Témoignage"), 20, offers, make))


def offers(person: Person, source: Source) -> list[Offer]:
    """A draft, where this person may record for that city."""
    if not access.can_record_for(person, source.city):
        return []
    return [Offer(MAKER, HERE, _("Commencer un témoignage avec ces mots"))]


@transaction.atomic
def make(actor: User, at: datetime, source: Source, place: str) -> Made:
    """Keep the words as the beginning of a transcript; done once, it leads to the same draft.

    Raises:
        NotAllowed, Refused: no city to tell it for.
    """
    begun = [one for one in sources_of(source.public_id) if prefix_of(one) == MAKER]
    if begun:
        url = reverse("experiences:testimony", args=[begun[0]])
        return Made(url, _("Un témoignage a déjà été commencé avec ces mots : le voici."))
    is_named = bool(source.said_by)
    content = Content(
        title=excerpt(source.text, _TITLE),
        city=source.city,
        place="" if source.city is not None else source.occasion_title[:200],
        witness_name=source.said_by,
        attribution=Attribution.NAMED if is_named else Attribution.ANONYMOUS,
        given_on=source.on,
        language=_language(source.language),
        transcript=source.text,
        slot=source.slot,
    )
    recorded = record_testimony(actor=actor, at=at, content=content)
    made = recorded.testimony.public_id
    link(source=made, relation=Relation.DRAWN_FROM, target=source.public_id, at=at)
    return Made(
        reverse("experiences:testimony", args=[made]),
        _("Témoignage commencé avec ces mots, en brouillon : complétez le récit."),
    )


def _language(code: str) -> Language:
    return Language(code) if code in Language.values else Language.FRENCH
