"""The acts on records of decisions. Each refuses first, writes once, and journals once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.cycle.decisions.enums import Stance, Status
from palabre.cycle.decisions.models import Choice, Decision, DecisionRecord
from palabre.cycle.decisions.queries import choices_of, decisions_of, next_order
from palabre.cycle.decisions.rules import can_write
from palabre.foundation.accounts.models import User
from palabre.foundation.journal.operations import record as journal
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.operations import link
from palabre.foundation.thread.registry import kind_of
from palabre.kit.refusals import Refusal


class Refused(Refusal):
    """A decision that cannot be written as asked."""


class Overtaken(Refused):
    """Somebody saved the record since the form was opened."""


@dataclass(frozen=True)
class RecordText:
    """What a record says of itself. occasion: public identifier, or empty."""

    title: str
    held_on: date
    body: str = ""
    place: str = ""
    occasion: str = ""
    introduction: str = ""


@dataclass(frozen=True)
class Tally:
    """Voices, None where unknown or not counted."""

    method: str
    in_favour: int | None = None
    against: int | None = None
    abstentions: int | None = None
    quorum_needed: int | None = None
    quorum_present: int | None = None


@dataclass(frozen=True)
class DecisionText:
    """One decision. adopted: statements; discarded: (statement, reason) pairs."""

    wording: str
    tally: Tally
    reasons: str = ""
    objections: str = ""
    adopted: Sequence[str] = ()
    discarded: Sequence[tuple[str, str]] = ()
    revises: Decision | None = None


@transaction.atomic
def create_record(
    *, actor: User | None, at: datetime, text: RecordText, is_demonstration: bool = False
) -> DecisionRecord:
    """Open a record, as a draft."""
    _refuse_stranger(actor)
    _refuse_occasion(text.occasion)
    record = DecisionRecord.objects.create(
        title=text.title,
        held_on=text.held_on,
        body=text.body,
        place=text.place,
        occasion=text.occasion,
        introduction=text.introduction,
        is_demonstration=is_demonstration,
    )
    _tell(actor, at, "opened", record, {"title": record.title})
    return record


@transaction.atomic
def revise_record(
    *, actor: User | None, at: datetime, record: DecisionRecord, version: int, text: RecordText
) -> DecisionRecord:
    """Change what a draft says of itself.

    Raises:
        Refused: the record is frozen.
        Overtaken: `version` is no longer the record's.
    """
    _refuse_stranger(actor)
    _refuse_occasion(text.occasion)
    kept = _hold(record, version)
    for name in ("title", "held_on", "body", "place", "occasion", "introduction"):
        setattr(kept, name, getattr(text, name))
    _save(kept)
    _tell(actor, at, "revised", kept, {"version": kept.version})
    return kept


@transaction.atomic
def write_decision(
    *, actor: User | None, at: datetime, record: DecisionRecord, text: DecisionText
) -> Decision:
    """Add a decision at the end of a draft record; two people may do so at the same time.

    Raises:
        Refused: the record is frozen, or the text contradicts itself.
    """
    _refuse_stranger(actor)
    _refuse_text(text)
    kept = _hold(record)
    decision = Decision(record=kept, order=next_order(kept))
    _fill(decision, text)
    _save(kept)
    _tell(actor, at, "written", decision, {"record": kept.public_id, "order": decision.order})
    return decision


@transaction.atomic
def rewrite_decision(
    *, actor: User | None, at: datetime, decision: Decision, version: int, text: DecisionText
) -> Decision:
    """Change a decision of a draft record.

    Raises:
        Refused: the record is frozen, or the text contradicts itself.
        Overtaken: `version` is no longer the decision's.
    """
    _refuse_stranger(actor)
    _refuse_text(text)
    if text.revises is not None and text.revises.pk == decision.pk:
        raise Refused(_("Une décision ne peut pas se réviser elle-même."), field="revises")
    record = _hold(decision.record)
    kept = Decision.objects.get(pk=decision.pk)
    if kept.version != version:
        raise Overtaken(_overtaken())
    choices_of(kept).delete()
    kept.version += 1
    _fill(kept, text)
    _save(record)
    _tell(actor, at, "rewritten", kept, {"record": record.public_id, "version": kept.version})
    return kept


@transaction.atomic
def withdraw_decision(*, actor: User | None, at: datetime, decision: Decision) -> DecisionRecord:
    """Take a decision out of a draft record; the journal keeps its wording."""
    _refuse_stranger(actor)
    kept = _hold(decision.record)
    details = {"record": kept.public_id, "wording": decision.wording}
    _tell(actor, at, "withdrawn", decision, details)
    decision.delete()
    _save(kept)
    return kept


@transaction.atomic
def adopt_record(
    *, actor: User | None, at: datetime, record: DecisionRecord, version: int
) -> DecisionRecord:
    """Freeze a record and lay the links of its decisions in the thread.

    Raises:
        Refused: already adopted, or without any decision.
        Overtaken: `version` is no longer the record's.
    """
    _refuse_stranger(actor)
    kept = _hold(record, version)
    decisions = list(decisions_of(kept))
    if not decisions:
        raise Refused(
            _("Ce relevé ne contient aucune décision. Écrivez-en une, puis adoptez le relevé.")
        )
    kept.status, kept.adopted_at = Status.ADOPTED, at
    _save(kept)
    for decision in decisions:
        _lay_links(decision, kept.occasion, at)
    _tell(actor, at, "adopted", kept, {"decisions": [one.public_id for one in decisions]})
    return kept


@transaction.atomic
def publish_record(*, actor: User | None, at: datetime, record: DecisionRecord) -> DecisionRecord:
    """Show an adopted record to everyone.

    Raises:
        Refused: it is still a draft, or already published.
    """
    _refuse_stranger(actor)
    kept = DecisionRecord.objects.select_for_update().get(pk=record.pk)
    if kept.status == Status.DRAFT:
        raise Refused(_("Ce relevé est un brouillon. Adoptez-le, puis publiez-le."))
    if kept.status == Status.PUBLISHED:
        raise Refused(_("Ce relevé est déjà publié."))
    kept.status, kept.published_at = Status.PUBLISHED, at
    kept.save(update_fields=["status", "published_at"])
    _tell(actor, at, "published", kept, {})
    return kept


def _hold(record: DecisionRecord, version: int | None = None) -> DecisionRecord:
    kept = DecisionRecord.objects.select_for_update().get(pk=record.pk)
    if not kept.is_draft:
        raise Refused(
            _(
                "Ce relevé est adopté : il ne change plus. Pour revenir sur une décision, "
                "écrivez-en une nouvelle, dans un autre relevé, qui la révise."
            )
        )
    if version is not None and kept.version != version:
        raise Overtaken(_overtaken())
    return kept


def _overtaken() -> str:
    return _(
        "Quelqu’un a enregistré ce relevé entre-temps. Rien n’est perdu : comparez avec la "
        "version enregistrée, montrée sur cette page, puis validez à nouveau."
    )


def _save(record: DecisionRecord) -> None:
    record.version += 1
    record.save()


def _refuse_stranger(actor: User | None) -> None:
    # None is the installation itself: demonstration, import, restored dump.
    if actor is not None and not can_write(actor):
        raise Refused(_("Seuls le secrétariat et l’animation écrivent les décisions."))


def _refuse_occasion(occasion: str) -> None:
    if occasion and kind_of(occasion) is None:
        raise Refused(
            _("Cet atelier ou cette consultation est introuvable. Choisissez dans la liste."),
            field="occasion",
        )


def _refuse_text(text: DecisionText) -> None:
    if not text.wording.strip():
        raise Refused(_("Écrivez la formulation adoptée."), field="wording")
    both = set(text.adopted) & {statement for statement, _reason in text.discarded}
    if both:
        raise Refused(
            _("Un même énoncé ne peut pas être à la fois retenu et écarté."), field="adopted"
        )
    if any(not reason.strip() for _statement, reason in text.discarded):
        raise Refused(
            _("Dites pourquoi chaque énoncé est écarté : qui l’a proposé lira cette raison."),
            field="discarded",
        )
    tally = text.tally
    voices = [tally.in_favour, tally.against, tally.abstentions]
    known = sum(count for count in voices if count is not None)
    if tally.quorum_present is not None and known > tally.quorum_present:
        raise Refused(
            _(
                "Le décompte (%(known)s voix) dépasse le nombre de voix présentes (%(present)s). "
                "Corrigez l’un ou l’autre."
            )
            % {"known": known, "present": tally.quorum_present},
            field="quorum_present",
        )


def _fill(decision: Decision, text: DecisionText) -> None:
    decision.wording = text.wording.strip()
    decision.tally_method = text.tally.method
    decision.in_favour = text.tally.in_favour
    decision.against = text.tally.against
    decision.abstentions = text.tally.abstentions
    decision.quorum_needed = text.tally.quorum_needed
    decision.quorum_present = text.tally.quorum_present
    decision.reasons = text.reasons
    decision.objections = text.objections
    decision.revises = text.revises
    decision.save()
    Choice.objects.bulk_create(
        [
            *(
                Choice(decision=decision, statement=statement, stance=Stance.ADOPTED)
                for statement in dict.fromkeys(text.adopted)
            ),
            *(
                Choice(
                    decision=decision,
                    statement=statement,
                    stance=Stance.DISCARDED,
                    reason=reason.strip(),
                )
                for statement, reason in dict(text.discarded).items()
            ),
        ]
    )


def _lay_links(decision: Decision, occasion: str, at: datetime) -> None:
    source = decision.public_id
    if occasion:
        link(source=source, relation=Relation.FOLLOWS, target=occasion, at=at)
    if decision.revises is not None:
        target = decision.revises.public_id
        link(source=source, relation=Relation.REVISES, target=target, at=at)
    for choice in decision.choices.all():
        adopted = choice.stance == Stance.ADOPTED
        link(
            source=source,
            relation=Relation.ADOPTS if adopted else Relation.DISCARDS,
            target=choice.statement,
            at=at,
            reason=choice.reason,
        )


def _tell(
    actor: User | None,
    at: datetime,
    verb: str,
    subject: DecisionRecord | Decision,
    details: Mapping[str, object],
) -> None:
    journal(
        actor=actor,
        at=at,
        verb=f"decisions.{verb}",
        subject=subject.public_id,
        details=details,
    )
