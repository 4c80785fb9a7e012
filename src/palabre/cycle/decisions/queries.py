"""Every read of decisions; the first argument is the person or the parent."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, Prefetch, Q, QuerySet

from palabre.cycle.decisions.enums import Status
from palabre.cycle.decisions.models import Choice, Decision, DecisionRecord
from palabre.foundation.network.queries import standing_of
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.queries import sources_of

_REVISIONS = Prefetch("revisions", Decision.objects.select_related("record").order_by("pk"))


def _visible(person: Person, prefix: str = "") -> Q:
    standing = standing_of(person)
    if standing.runs_workshops:
        return Q()
    seen = [Status.PUBLISHED]
    if standing.is_member:
        seen.append(Status.ADOPTED)
    return Q(**{f"{prefix}status__in": seen})


def visible_to(person: Person) -> QuerySet[DecisionRecord]:
    """Records that a person may read, latest first."""
    return DecisionRecord.objects.filter(_visible(person)).order_by("-held_on", "title", "pk")


def listed_to(person: Person) -> QuerySet[DecisionRecord]:
    """The same, with how many decisions each holds (`decision_count`)."""
    return visible_to(person).annotate(decision_count=Count("decisions"))


def decisions_visible_to(person: Person) -> QuerySet[Decision]:
    """Decisions of the records that a person may read, latest record first."""
    return (
        Decision.objects.filter(_visible(person, "record__"))
        .select_related("record", "revises__record")
        .prefetch_related("choices", _REVISIONS)
        .order_by("-record__held_on", "record__pk", "order")
    )


def decisions_of(record: DecisionRecord) -> QuerySet[Decision]:
    """The decisions of one record in order, with their choices and what revised them."""
    return (
        Decision.objects.filter(record=record)
        .select_related("record", "revises__record")
        .prefetch_related("choices", _REVISIONS)
        .order_by("order")
    )


def citable_by(person: Person, text: str, limit: int) -> list[Decision]:
    """Adopted decisions that a person may cite, latest first; `text` looks in their wording."""
    found = decisions_visible_to(person).exclude(record__status=Status.DRAFT)
    if text:
        found = found.filter(wording__icontains=text)
    return list(found[:limit])


def drafts_for(person: Person, occasion: str) -> QuerySet[DecisionRecord]:
    """Records still being written about one workshop or consultation."""
    return visible_to(person).filter(status=Status.DRAFT, occasion=occasion)


def identifiers_in(records: Sequence[str]) -> list[str]:
    """Identifiers of the decisions of records, whoever asks."""
    rows = Decision.objects.filter(record__public_id__in=records)
    return list(rows.values_list("public_id", flat=True))


def decisions_by_public_id(public_ids: Sequence[str]) -> list[Decision]:
    """Decisions whoever asks: the caller must check each one's door."""
    return list(
        Decision.objects.filter(public_id__in=public_ids)
        .select_related("record")
        .prefetch_related("choices")
    )


def revisable_by(person: Person) -> QuerySet[Decision]:
    """Decisions that a new one may revise: those of frozen records."""
    return decisions_visible_to(person).exclude(record__status=Status.DRAFT)


def statements_of(decisions: Sequence[Decision]) -> list[str]:
    """Identifiers of every statement that these decisions adopt or discard."""
    return [choice.statement for decision in decisions for choice in decision.choices.all()]


def next_order(record: DecisionRecord) -> int:
    last = record.decisions.order_by("-order").values_list("order", flat=True).first()
    return (last or 0) + 1


def choices_of(decision: Decision) -> QuerySet[Choice]:
    return Choice.objects.filter(decision=decision).order_by("pk")


def statements_asked_in(occasion: str) -> list[str]:
    """Identifiers of the statements put to the vote in a consultation, in the thread."""
    return sources_of(occasion, Relation.ASKED_IN) if occasion else []
