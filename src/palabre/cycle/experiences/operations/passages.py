"""Marking the words that can be cited, and taking a mark away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.cycle.experiences.enums import PassageAttribution, Status
from palabre.cycle.experiences.models import PASSAGE_MAX, Passage, Testimony
from palabre.cycle.experiences.operations.refusals import EditConflict, NotAllowed, Refused
from palabre.cycle.experiences.queries.lessons import is_cited
from palabre.cycle.experiences.queries.passages import passages_of
from palabre.cycle.experiences.rules import access, text
from palabre.cycle.experiences.rules.attribution import asks_stricter, is_set_apart
from palabre.foundation.accounts.models import User
from palabre.foundation.journal.operations import record
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.operations import link, retract
from palabre.foundation.thread.queries import edges_from


@dataclass(frozen=True)
class Words:
    """What to mark: offsets in code points, and the words as the person saw them there."""

    start: int
    end: int
    text: str


@transaction.atomic
def mark_passages(
    *,
    actor: User | None,
    at: datetime,
    testimony: Testimony,
    words: Sequence[Words],
    attribution: PassageAttribution = PassageAttribution.SAME,
    field: str = "",
) -> list[Passage]:
    """Mark words of a testimony; words already marked are given back as they were.

    field: the question of the interview grid that the words answer (`GridField`), or empty.

    Passages may overlap, except across different attributions: the words of one that is set
    apart would be read in the other.

    Raises:
        NotAllowed: the actor does not work on this testimony.
        Refused: nothing is chosen, the words are not those of the text, or they overlap others
            that are attributed otherwise.
    """
    current = Testimony.objects.select_related("city").get(pk=testimony.pk)
    if actor is not None and not access.can_mark(actor, current):
        raise NotAllowed
    if not words:
        raise Refused(_("Choisissez d’abord des phrases, ou sélectionnez des mots dans le texte."))
    level = attribution if asks_stricter(current, attribution) else PassageAttribution.SAME
    spans = [_span_of(current, wanted) for wanted in words]
    known = passages_of(current)
    for span in spans:
        _check_overlap(span, level, known)
    marked, new = [], []
    for span in spans:
        passage, created = Passage.objects.get_or_create(
            testimony=current,
            start=span.start,
            end=span.end,
            defaults={
                "text": span.within(current.transcript),
                "attribution": level,
                "field": field,
                "marked_at": at,
            },
        )
        marked.append(passage)
        if created:
            new.append(passage)
            _tie(passage, current, at)
    if new:
        details = {"passages": [passage.public_id for passage in new]}
        record(
            actor=actor,
            at=at,
            verb="experiences.passages-marked",
            subject=current.public_id,
            details=details,
        )
    return marked


def _span_of(testimony: Testimony, words: Words) -> text.Span:
    given = testimony.transcript[words.start : words.end]
    if words.start < 0 or words.start >= words.end or given != words.text:
        raise Refused(
            _(
                "Les mots choisis ne sont plus à cet endroit : le texte a changé entre-temps. "
                "Rechargez la page et choisissez-les de nouveau."
            )
        )
    span = text.snap(testimony.transcript, words.start, words.end)
    if span is None:
        raise Refused(_("Il n’y a aucun mot à cet endroit : choisissez au moins une phrase."))
    if span.end - span.start > PASSAGE_MAX:
        raise Refused(
            _("Ce passage dépasse 5 000 caractères. Choisissez les phrases que l’on citera.")
        )
    return span


def _check_overlap(span: text.Span, level: PassageAttribution, known: Sequence[Passage]) -> None:
    for passage in known:
        if passage.attribution != level and span.overlaps(text.Span(passage.start, passage.end)):
            raise Refused(
                _(
                    "Ces mots recouvrent un passage attribué autrement : « %(words)s ». "
                    "Retirez d’abord sa marque, ou choisissez d’autres mots."
                )
                % {"words": _cut(passage.text)}
            )


def _tie(passage: Passage, testimony: Testimony, at: datetime) -> None:
    """Nothing public ties a passage that is set apart to its testimony."""
    if not is_set_apart(passage):
        link(
            source=passage.public_id,
            relation=Relation.PART_OF,
            target=testimony.public_id,
            at=at,
        )


@transaction.atomic
def unmark_passage(*, actor: User | None, at: datetime, passage: Passage) -> None:
    """Take a mark away; the words stay in the text.

    Raises:
        NotAllowed: the actor does not work on this testimony.
        Refused: something is drawn from the passage; or it is set apart and the city is reading,
            or has validated, a text from which these words were left out.
    """
    testimony = passage.testimony
    if actor is not None and not access.can_mark(actor, testimony):
        raise NotAllowed
    if is_cited(passage):
        raise Refused(
            _(
                "Des enseignements ou des énoncés s’appuient sur ce passage : « %(words)s ». "
                "Retirez-le d’abord de ceux-ci."
            )
            % {"words": _cut(passage.text)}
        )
    if is_set_apart(passage):
        _show_again(testimony, at)
    for edge in edges_from([passage.public_id]):
        retract(edge=edge, reason=_("Marque retirée."), actor=actor, at=at)
    details = {"passage": passage.public_id, "start": passage.start, "end": passage.end}
    passage.delete()
    record(
        actor=actor,
        at=at,
        verb="experiences.passage-unmarked",
        subject=testimony.public_id,
        details=details,
    )


def _show_again(testimony: Testimony, at: datetime) -> None:
    """Words that were left out will be published: the city must not have agreed to less."""
    if testimony.status in {Status.AWAITING_CITY, Status.VALIDATED}:
        raise Refused(
            _(
                "La ville a reçu le texte sans ces mots. Reprenez d’abord le témoignage en "
                "brouillon : elle relira le texte entier."
            )
        )
    changed = Testimony.objects.filter(pk=testimony.pk, version=testimony.version).update(
        version=testimony.version + 1, updated_at=at
    )
    if not changed:
        raise EditConflict(Testimony.objects.get(pk=testimony.pk))


def _cut(words: str) -> str:
    return words if len(words) <= 80 else f"{words[:79]}…"
