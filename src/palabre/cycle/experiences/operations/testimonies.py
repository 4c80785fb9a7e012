"""Recording a testimony and changing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from itertools import combinations
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from palabre.cycle.experiences.enums import Attribution, Language, Mode, Status
from palabre.cycle.experiences.models import TRANSCRIPT_MAX, Passage, Testimony
from palabre.cycle.experiences.operations.refusals import (
    EditConflict,
    NotAllowed,
    PassagesLost,
    Refused,
)
from palabre.cycle.experiences.queries.passages import passages_of
from palabre.cycle.experiences.rules import access, attribution, text
from palabre.foundation.accounts.models import User
from palabre.foundation.journal.operations import record
from palabre.foundation.network.models import City
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.operations import link, retract
from palabre.foundation.thread.queries import edges_from
from palabre.foundation.thread.registry import cards_of, kind_of
from palabre.kit.identifiers import prefix_of
from palabre.kit.submissions import Receipt, Submission, content_digest

SLOT_KIND = "sequence"
# Offsets are moved out of the way before being set, so that two passages may trade places.
_ASIDE = 10 * TRANSCRIPT_MAX


@dataclass(frozen=True)
class Content:
    """What a person writes of a testimony. Either `city` or `place`; `slot` is a public id."""

    title: str
    city: City | None = None
    place: str = ""
    witness_name: str = ""
    witness_role: str = ""
    attribution: Attribution = Attribution.NAMED
    given_on: date | None = None
    mode: Mode = Mode.ON_SITE
    language: Language = Language.FRENCH
    transcript: str = ""
    consent: str = ""
    slot: str = ""

    def digest_with(self, author: str) -> str:
        """The sha256 of the content and its author, for the submission contract."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        values["city"] = self.city.public_id if self.city else ""
        values["given_on"] = self.given_on.isoformat() if self.given_on else ""
        return content_digest({**values, "author": author})


def content_of(testimony: Testimony) -> Content:
    """What is written of a testimony, as the form would send it again."""
    values = {field.name: getattr(testimony, field.name) for field in fields(Content)}
    return replace(
        Content(**values),
        attribution=Attribution(testimony.attribution),
        mode=Mode(testimony.mode),
        language=Language(testimony.language),
    )


@dataclass(frozen=True)
class Recorded:
    """receipt: NEW, SAME (the same submission came before) or CONFLICT (`testimony` is then the
    one already recorded under that identifier, left as it was)."""

    testimony: Testimony
    receipt: Receipt


@transaction.atomic
def record_testimony(
    *,
    actor: User | None,
    at: datetime,
    content: Content,
    submission: Submission | None = None,
    is_demonstration: bool = False,
) -> Recorded:
    """Keep a new testimony as a draft.

    Raises:
        NotAllowed: the actor does not record for this city.
        Refused: the content cannot be kept as it is.
    """
    if actor is not None and not access.can_record_for(actor, content.city):
        raise NotAllowed
    content = _checked(actor, content)
    values = _values(content) | {
        "author": actor,
        "created_at": at,
        "updated_at": at,
        "is_demonstration": is_demonstration,
    }
    if submission is None:
        testimony, is_new = Testimony.objects.create(**values), True
    else:
        testimony, is_new = Testimony.objects.select_related("city").get_or_create(
            submission_uid=submission.uid,
            defaults=values | {"submission_digest": submission.digest},
        )
    if not is_new:
        same = submission is not None and testimony.submission_digest == submission.digest
        return Recorded(testimony, Receipt.SAME if same else Receipt.CONFLICT)
    _tie_to_slot(testimony, actor=actor, at=at)
    details = {"title": testimony.title, "version": testimony.version}
    record(
        actor=actor,
        at=at,
        verb="experiences.testimony-recorded",
        subject=testimony.public_id,
        details=details,
    )
    return Recorded(testimony, Receipt.NEW)


@transaction.atomic
def edit_testimony(
    *, actor: User | None, at: datetime, testimony: Testimony, version: int, content: Content
) -> Testimony:
    """Change a testimony that the city has not validated; what it was reading is a draft again.

    Passages follow their words. Changing nothing writes nothing.

    Raises:
        NotAllowed: the actor does not work on this testimony, or it is validated.
        EditConflict: `version` is no longer the current one.
        PassagesLost: the words of some passages cannot be found again without doubt.
        Refused: the content cannot be kept as it is.
    """
    current = Testimony.objects.select_related("city").get(pk=testimony.pk)
    if actor is not None:
        if not access.can_edit(actor, current):
            raise NotAllowed
        if not access.can_record_for(actor, content.city):
            raise NotAllowed
    if current.version != version:
        raise EditConflict(current)
    content = _checked(actor, content)
    if _values(content) == {name: getattr(current, name) for name in _values(content)}:
        return current
    if not content.transcript and current.status != Status.DRAFT:
        raise Refused(_("Le texte est vide. Écrivez-le, ou rétablissez-le."), field="transcript")
    _move_passages(current, content.transcript)
    status = Status.DRAFT if current.status == Status.AWAITING_CITY else Status(current.status)
    changed = Testimony.objects.filter(pk=current.pk, version=version).update(
        **_values(content), status=status, version=version + 1, updated_at=at
    )
    if not changed:
        raise EditConflict(Testimony.objects.select_related("city").get(pk=testimony.pk))
    edited = Testimony.objects.select_related("city").get(pk=testimony.pk)
    _tie_to_slot(edited, actor=actor, at=at)
    details = {"title": edited.title, "version": edited.version}
    record(
        actor=actor,
        at=at,
        verb="experiences.testimony-edited",
        subject=edited.public_id,
        details=details,
    )
    return edited


def bring_text(
    *, actor: User | None, at: datetime, testimony: Testimony, version: int, text: str, after: bool
) -> Testimony:
    """Take the text of a transcript in place of a testimony's, or `after` it.

    Raises:
        NotAllowed, EditConflict, PassagesLost, Refused: see `edit_testimony`; or there is no word.
    """
    if not text.strip():
        raise Refused(_("Il n’y a aucun mot dans ce texte."), field="text")
    is_added = after and bool(testimony.transcript)
    whole = f"{testimony.transcript}\n\n{text}" if is_added else text
    content = replace(content_of(testimony), transcript=whole)
    return edit_testimony(actor=actor, at=at, testimony=testimony, version=version, content=content)


def _values(content: Content) -> dict[str, Any]:
    return {field.name: getattr(content, field.name) for field in fields(content)}


def _checked(actor: User | None, content: Content) -> Content:
    """The content as it will be kept: pasted noise removed, contradictions refused."""
    content = replace(
        content,
        title=" ".join(content.title.split()),
        place=content.place.strip(),
        witness_name=content.witness_name.strip(),
        witness_role=content.witness_role.strip(),
        transcript=text.clean_paste(content.transcript),
        consent=content.consent.strip(),
    )
    _check_origin(content)
    _check_attribution(content)
    if len(content.transcript) > TRANSCRIPT_MAX:
        raise Refused(
            _("Le texte dépasse 200 000 caractères. Partagez-le en plusieurs témoignages."),
            field="transcript",
        )
    _check_slot(actor, content.slot)
    return content


def _check_origin(content: Content) -> None:
    if not content.title:
        raise Refused(_("Donnez un titre au témoignage."), field="title")
    if content.city is None and not content.place:
        raise Refused(
            _("Choisissez une ville membre, ou écrivez l’autre ville ou l’organisation."),
            field="city",
        )
    if content.city is not None and content.place:
        raise Refused(
            _("Une ville membre est déjà choisie : videz ce champ, ou ne choisissez pas de ville."),
            field="place",
        )


def _check_attribution(content: Content) -> None:
    if content.attribution == Attribution.NAMED and not content.witness_name:
        raise Refused(
            _("Écrivez le nom du témoin, ou choisissez une attribution sans nom."),
            field="witness_name",
        )
    if content.attribution == Attribution.FUNCTION and not content.witness_role:
        raise Refused(
            _("Écrivez la fonction du témoin, ou choisissez une autre attribution."),
            field="witness_role",
        )
    names = attribution.kept_back(Testimony(**_values(content)))
    for field, words in (("title", content.title), ("witness_role", content.witness_role)):
        if field == "witness_role" and content.attribution != Attribution.FUNCTION:
            continue
        if given_away := text.named_words(words, names):
            raise Refused(
                _("L’attribution choisie ne permet pas d’écrire ici « %(words)s ».")
                % {"words": ", ".join(given_away)},
                field=field,
            )


def _check_slot(actor: User | None, slot: str) -> None:
    if not slot:
        return
    known = prefix_of(slot) == SLOT_KIND and kind_of(slot) is not None
    if not known or slot not in cards_of(actor or AnonymousUser(), [slot]):
        raise Refused(
            _("Cette séquence d’atelier n’existe pas, ou plus. Choisissez-en une autre."),
            field="slot",
        )


def _move_passages(testimony: Testimony, transcript: str) -> None:
    """Anchor the passages in the new text, or refuse before anything is written."""
    passages = passages_of(testimony)
    if not passages or transcript == testimony.transcript:
        return
    spans = {p.public_id: text.Span(p.start, p.end) for p in passages}
    anchoring = text.reanchor(testimony.transcript, transcript, spans)
    if anchoring.lost:
        raise PassagesLost([p for p in passages if p.public_id in anchoring.lost])
    _check_still_apart(passages, anchoring.spans)
    moved = [p for p in passages if anchoring.spans[p.public_id] != spans[p.public_id]]
    ids = [passage.pk for passage in moved]
    Passage.objects.filter(pk__in=ids).update(start=F("start") + _ASIDE, end=F("end") + _ASIDE)
    for passage in moved:
        span = anchoring.spans[passage.public_id]
        passage.start, passage.end = span.start, span.end
    Passage.objects.bulk_update(moved, ["start", "end"])


def _check_still_apart(passages: Sequence[Passage], spans: Mapping[str, text.Span]) -> None:
    """Words that are set apart must not end up inside a passage attributed otherwise."""
    for one, other in combinations(passages, 2):
        if one.attribution != other.attribution and spans[one.public_id].overlaps(
            spans[other.public_id]
        ):
            raise PassagesLost([one, other])


def _tie_to_slot(testimony: Testimony, *, actor: User | None, at: datetime) -> None:
    """Lay the public link to the slot; an anonymous testimony has none, since a slot has a name."""
    hidden = testimony.attribution == Attribution.ANONYMOUS
    wanted = "" if hidden else testimony.slot
    for edge in edges_from([testimony.public_id], Relation.GIVEN_AT):
        if edge.target != wanted:
            retract(edge=edge, reason=_("Séquence ou attribution changée."), actor=actor, at=at)
    if wanted:
        link(source=testimony.public_id, relation=Relation.GIVEN_AT, target=wanted, at=at)
