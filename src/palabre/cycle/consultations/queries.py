"""Every read of consultations; the first argument is the person or the parent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Now

from palabre.cycle.consultations.enums import Choice, Electorate, Moderation, Status
from palabre.cycle.consultations.models import (
    BallotSubmission,
    Consultation,
    OpinionResult,
    Participant,
    Statement,
    Vote,
)
from palabre.foundation.accounts.models import User
from palabre.foundation.files.models import StoredFile
from palabre.foundation.network.models import City
from palabre.foundation.network.queries import active_cities, standing_of
from palabre.foundation.network.standing import Person


@dataclass(frozen=True)
class Tally:
    """Answers to one statement; `voices` gave one, pass included."""

    agree: int = 0
    disagree: int = 0
    passed: int = 0

    @property
    def voices(self) -> int:
        return self.agree + self.disagree + self.passed


@dataclass(frozen=True)
class Turnout:
    """Who has voted: `voted` voices out of `expected` (None where people vote: unknown)."""

    voted: int
    expected: int | None = None
    cities: tuple[City, ...] = ()
    missing: tuple[City, ...] = ()


@dataclass(frozen=True)
class OwnBallot:
    """What one voice has answered so far: values by statement public identifier."""

    participant: Participant | None = None
    values: dict[str, int] = field(default_factory=dict)
    last: BallotSubmission | None = None


def visible_to(person: Person) -> QuerySet[Consultation]:
    """Latest first. Everyone reads published ones, members the open and closed ones, too."""
    standing = standing_of(person)
    rows = Consultation.objects.order_by("-created_at", "-pk")
    if standing.runs_workshops:
        return rows
    if standing.is_member:
        return rows.exclude(status=Status.DRAFT)
    return rows.filter(status=Status.PUBLISHED)


def listed(person: Person) -> QuerySet[Consultation]:
    """`visible_to`, with `statement_count` and `voice_count` on each."""

    def counted(model: type[Statement] | type[Participant], condition: Q) -> Coalesce:
        rows = (
            model._default_manager.filter(condition, consultation=OuterRef("pk"))
            .order_by()
            .values("consultation")
            .annotate(total=Count("pk"))
            .values("total")
        )
        return Coalesce(Subquery(rows), 0)

    return visible_to(person).annotate(
        statement_count=counted(Statement, Q(moderation=Moderation.ACCEPTED)),
        voice_count=counted(Participant, Q()),
    )


def statements_of(consultation: Consultation) -> QuerySet[Statement]:
    """Every statement, in order, whatever its moderation."""
    return consultation.statements.select_related("city").order_by("position", "pk")


def asked_in(consultation: Consultation) -> QuerySet[Statement]:
    """The statements put to the vote, in order."""
    return statements_of(consultation).filter(moderation=Moderation.ACCEPTED)


def statements_visible_to(person: Person) -> QuerySet[Statement]:
    return Statement.objects.filter(consultation__in=visible_to(person)).select_related(
        "city", "consultation"
    )


def turnout(consultation: Consultation) -> Turnout:
    """A dormant city is not expected, and counts when it votes."""
    if consultation.source:
        return Turnout(voted=consultation.participants.count())
    voices = consultation.participants.filter(submissions__isnull=False).distinct()
    if consultation.electorate != Electorate.CITIES:
        return Turnout(voted=voices.count())
    voted = set(voices.values_list("city_id", flat=True))
    expected = list(active_cities())
    known = {city.pk: city for city in expected}
    silent = voted - set(known)
    late = {city.pk: city for city in City.objects.filter(pk__in=silent)} if silent else {}
    cities = [city for key, city in (known | late).items() if key in voted]
    missing = [city for city in expected if city.pk not in voted]
    return Turnout(
        voted=len(voted),
        expected=len(expected) + len(late),
        cities=tuple(cities),
        missing=tuple(missing),
    )


def own_ballot(consultation: Consultation, person: Person, city: City | None) -> OwnBallot:
    own = {"city": city} if consultation.electorate == Electorate.CITIES else {"person": person}
    if None in own.values() or not (city or isinstance(person, User)):
        return OwnBallot()
    participant = consultation.participants.filter(**own).first()
    if participant is None:
        return OwnBallot()
    votes = participant.votes.values_list("statement__public_id", "value")
    last = participant.submissions.order_by("-received_at", "-pk").first()
    return OwnBallot(participant=participant, values=dict(votes), last=last)


def ballot_by_receipt(consultation: Consultation, receipt: str) -> BallotSubmission | None:
    return (
        BallotSubmission.objects.filter(public_id=receipt, participant__consultation=consultation)
        .select_related("participant__city")
        .first()
    )


def tallies_of(statements: Sequence[int]) -> dict[int, Tally]:
    """Tallies by statement primary key; every key asked for is there."""
    rows = (
        Vote.objects.filter(statement__in=statements)
        .values_list("statement_id")
        .annotate(
            agree=Count("pk", filter=Q(value=Choice.AGREE)),
            disagree=Count("pk", filter=Q(value=Choice.DISAGREE)),
            passed=Count("pk", filter=Q(value=Choice.PASS)),
        )
    )
    found = {key: Tally(agree, disagree, passed) for key, agree, disagree, passed in rows}
    return {key: found.get(key, Tally()) for key in statements}


def vote_rows(consultation: Consultation) -> list[tuple[int, int, int, datetime]]:
    """(participant, statement, value, moment) of every vote on the statements asked, ordered."""
    return list(
        Vote.objects.filter(
            statement__consultation=consultation, statement__moderation=Moderation.ACCEPTED
        )
        .order_by("statement_id", "participant_id")
        .values_list("participant_id", "statement_id", "value", "at")
    )


def voices_of(consultation: Consultation) -> QuerySet[Participant]:
    return consultation.participants.select_related("city").order_by("pk")


def last_ballot_of(consultation: Consultation) -> int:
    """Primary key of the latest ballot received, 0 when there is none."""
    rows = BallotSubmission.objects.filter(participant__consultation=consultation)
    return rows.aggregate(last=Max("pk"))["last"] or 0


def latest_result(consultation: Consultation) -> OpinionResult | None:
    return consultation.results.order_by("-computed_at", "-pk").first()


def voting_cities(person: Person) -> QuerySet[City]:
    """The cities whose voice this person carries."""
    return City.objects.filter(pk__in=standing_of(person).voting_city_ids).order_by("name")


def imported_from(source_key: str) -> Consultation | None:
    return Consultation.objects.filter(source_key=source_key).first()


def all_consultations() -> QuerySet[Consultation]:
    """Every consultation, for a door that a signed link opens: the link is the right to see."""
    return Consultation.objects.all()


def named_votes(consultation: Consultation) -> list[tuple[str, str, int]]:
    """(voice, statement, value) by public identifiers, on the statements asked."""
    return list(
        Vote.objects.filter(
            statement__consultation=consultation, statement__moderation=Moderation.ACCEPTED
        )
        .order_by("participant_id", "statement_id")
        .values_list("participant__public_id", "statement__public_id", "value")
    )


def all_vote_rows(consultation: Consultation) -> list[tuple[int, int, int, datetime]]:
    """As `vote_rows`, on every statement, those set aside included."""
    return list(
        Vote.objects.filter(statement__consultation=consultation)
        .order_by("statement_id", "participant_id")
        .values_list("participant_id", "statement_id", "value", "at")
    )


def awaiting_vote_of(person: Person) -> QuerySet[Consultation]:
    """Votes under way to which a city whose voice this person carries has not answered yet."""
    cities = standing_of(person).voting_city_ids
    if not cities:
        return Consultation.objects.none()
    mine = Participant.objects.filter(
        consultation=OuterRef("pk"), city__in=cities, submissions__isnull=False
    )
    voted = (
        mine.order_by().values("consultation").annotate(n=Count("city", distinct=True)).values("n")
    )
    return (
        visible_to(person)
        .filter(Q(opens_at__isnull=True) | Q(opens_at__lte=Now()))
        .filter(Q(closes_at__isnull=True) | Q(closes_at__gt=Now()))
        .filter(status=Status.OPEN, electorate=Electorate.CITIES)
        .annotate(voted=Coalesce(Subquery(voted), 0))
        .filter(voted__lt=len(cities))
    )


def awaiting_conclusion(person: Person) -> QuerySet[Consultation]:
    """Votes to close because their end has passed, and results to publish."""
    if not standing_of(person).runs_workshops:
        return Consultation.objects.none()
    ended = Q(status=Status.OPEN, closes_at__lte=Now())
    return visible_to(person).filter(ended | Q(status=Status.CLOSED))


def kept_upload(person: Person, public_id: str) -> StoredFile | None:
    """A file that this very person has sent."""
    owner = standing_of(person).public_id
    return StoredFile.objects.filter(public_id=public_id, owner__public_id=owner).first()


def imported_statements(consultation: Consultation) -> set[str]:
    """Numbers, in the source, of the statements already imported."""
    return set(consultation.statements.values_list("external_id", flat=True))


def imported_participants(consultation: Consultation) -> set[str]:
    return set(consultation.participants.values_list("external_id", flat=True))


def imported_votes(consultation: Consultation) -> dict[tuple[str, str], int]:
    """Values already imported, by (participant, statement) numbers in the source."""
    rows = Vote.objects.filter(statement__consultation=consultation).values_list(
        "participant__external_id", "statement__external_id", "value"
    )
    return {(participant, statement): value for participant, statement, value in rows}


def count_votes(consultation: Consultation) -> int:
    return Vote.objects.filter(statement__consultation=consultation).count()
