"""A decision written down from words said elsewhere, in one gesture."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.cycle.decisions import queries, rules
from palabre.cycle.decisions.enums import TallyMethod
from palabre.cycle.decisions.models import DecisionRecord
from palabre.cycle.decisions.operations import (
    DecisionText,
    RecordText,
    Tally,
    create_record,
    write_decision,
)
from palabre.foundation.accounts.models import User
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.making import Made, Maker, Offer, Source, register_maker
from palabre.foundation.thread.operations import link
from palabre.foundation.thread.queries import sources_of
from palabre.kit.identifiers import prefix_of
from palabre.kit.typography import excerpt

MAKER = "decision"
NEW_RECORD = "releve"
LONGEST_TITLE = 200


def register() -> None:
    register_maker(Maker(MAKER, gettext_lazy("Décision"), 30, offers, make))


def offers(person: Person, source: Source) -> list[Offer]:
    """The draft records of the same occasion, or a new one."""
    if not rules.can_write(person):
        return []
    drafts = queries.drafts_for(person, source.occasion)
    found = [Offer(MAKER, row.public_id, row.title) for row in drafts]
    return found or [Offer(MAKER, NEW_RECORD, _("Ouvrir le relevé de décisions de cet atelier"))]


@transaction.atomic
def make(actor: User, at: datetime, source: Source, place: str) -> Made:
    """Write the words as the wording of a draft decision; done once, it leads to the same one.

    How it was decided stays to be said: it is written as a consensus without a count.
    """
    written = [one for one in sources_of(source.public_id) if prefix_of(one) == MAKER]
    known = queries.decisions_by_public_id(written)
    if known:
        url = reverse("decisions:record", args=[known[0].record.public_id])
        return Made(url, _("Ces mots sont déjà écrits dans ce relevé."))
    record = queries.drafts_for(actor, source.occasion).filter(public_id=place).first()
    record = record or _open(actor, at, source)
    text = DecisionText(wording=source.text, tally=Tally(TallyMethod.CONSENSUS))
    decision = write_decision(actor=actor, at=at, record=record, text=text)
    link(source=decision.public_id, relation=Relation.FOLLOWS, target=source.public_id, at=at)
    return Made(
        reverse("decisions:edit-decision", args=[decision.public_id]),
        _("Décision écrite au relevé, en brouillon. Dites comment elle a été prise."),
    )


def _open(actor: User, at: datetime, source: Source) -> DecisionRecord:
    text = RecordText(
        title=excerpt(
            _("Relevé de décisions : %(title)s") % {"title": source.occasion_title}, LONGEST_TITLE
        ),
        held_on=source.on or at.date(),
        occasion=source.occasion,
    )
    return create_record(actor=actor, at=at, text=text)
