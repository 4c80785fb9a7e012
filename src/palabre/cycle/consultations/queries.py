"""Every read of consultations; the first argument is the person or the parent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Max, Q, QuerySet

from palabre.cycle.consultations.enums import Choice, Electorate, Moderation
from palabre.cycle.consultations.models import (
    BallotSubmission,
    Consultation,
    OpinionResult,
    Participant,
    Statement,
    Vote,
)
from palabre.foundation.accounts.models import User
from palabre.foundation.ballots import queries as polls
from palabre.foundation.ballots.enums import Status
from palabre.foundation.ballots.queries import Turnout, city_turnout
from palabre.foundation.files.models import StoredFile
from palabre.foundation.network.models import City, Membership
from palabre.foundation.network.queries import standing_of
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
class OwnBallot:
    """What one voice has answered so far: values by statement public identifier."""

    participant: Participant | None = None
    values: dict[str, int] = field(default_factory=dict)
    last: BallotSubmission | None = None


def visible_to(person: Person) -> QuerySet[Consultation]:
    return polls.visible_to(person, Consultation.objects.all())


def taking_statements(person: Person) -> QuerySet[Consultation]:
    """Consultations of those that a person sees to which statements may still be added."""
    return visible_to(person).filter(status__in=[Status.DRAFT, Status.OPEN])


def listed(person: Person) -> QuerySet[Consultation]:
    """`visible_to`, with `statement_count` and `voice_count` on each."""
    asked = Q(moderation=Moderation.ACCEPTED)
    return visible_to(person).annotate(
        statement_count=polls.gathered(Statement, "consultation", Count("pk"), asked),
        voice_count=polls.gathered(Participant, "consultation", Count("pk")),
    )


def statements_of(consultation: Consultation) -> QuerySet[Statement]:
    """Every statement, in order, whatever its moderation."""
    return consultation.statements.select_related("city").order_by("position", "pk")


def asked_in(consultation: Consultation) -> QuerySet[Statement]:
    """The statements put to the vote, in order."""
    return statements_of(consultation).filter(moderation=Moderation.ACCEPTED)


def statements_visible_to(person: Person) -> QuerySet[Statement]:
    """Those of the consultations that this person sees; who conducts sees what awaits, too."""
    rows = Statement.objects.filter(consultation__in=visible_to(person)).select_related(
        "city", "consultation"
    )
    return rows if standing_of(person).runs_workshops else rows.exclude(_held())


def _held() -> Q:
    """Awaiting moderation here, rather than in the conversation that it was imported from."""
    return Q(moderation=Moderation.PENDING, consultation__source="")


def released_in(consultation: Consultation) -> QuerySet[Statement]:
    """The statements that everyone may read once the result is published, in order."""
    return statements_of(consultation).exclude(_held())


def turnout(consultation: Consultation) -> Turnout:
    """Who has voted; how many people may is unknown, and so it is of an imported conversation."""
    if consultation.source:
        return Turnout(voted=consultation.participants.count())
    voices = consultation.participants.filter(submissions__isnull=False).distinct()
    return city_turnout(voices) if consultation.votes_by_city else Turnout(voted=voices.count())


def own_ballot(consultation: Consultation, person: User | None, city: City | None) -> OwnBallot:
    own = {"city": city} if consultation.votes_by_city else {"person": person}
    if None in own.values():
        return OwnBallot()
    participant = consultation.participants.filter(**own).first()
    if participant is None:
        return OwnBallot()
    votes = participant.votes.values_list("statement__public_id", "value")
    last = participant.submissions.order_by("-received_at", "-pk").first()
    return OwnBallot(participant=participant, values=dict(votes), last=last)


def ballots_received(consultation: Consultation) -> QuerySet[BallotSubmission]:
    rows = BallotSubmission.objects.filter(participant__consultation=consultation)
    return rows.select_related("participant__city")


def ballots_handed_in(person: User) -> QuerySet[BallotSubmission]:
    """Every ballot that a person handed in, for their city or for themselves, oldest first."""
    return (
        BallotSubmission.objects.filter(person=person)
        .select_related("participant__consultation", "participant__city")
        .prefetch_related("history__statement")
        .order_by("received_at", "pk")
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


def electors() -> QuerySet[Membership]:
    """Roles of the people who may vote where people vote: the members of the network."""
    return Membership.objects.filter(person__is_active=True).select_related("person", "city")


def people_who_voted(consultation: Consultation) -> set[str]:
    """Public identifiers of the persons who have a ballot here; who answered what is not said."""
    voices = consultation.participants.filter(submissions__isnull=False, person__isnull=False)
    return set(voices.values_list("person__public_id", flat=True))


def came_after(consultation: Consultation) -> dict[int, int]:
    """By city, how many statements were added after its last ballot and wait for its answer."""
    last = dict(
        consultation.participants.filter(city__isnull=False)
        .annotate(last=Max("submissions__received_at"))
        .exclude(last=None)
        .values_list("city_id", "last")
    )
    answered: dict[int, set[int]] = {}
    votes = Vote.objects.filter(participant__consultation=consultation)
    for city, statement in votes.values_list("participant__city_id", "statement_id"):
        answered.setdefault(city, set()).add(statement)
    asked = list(asked_in(consultation).values_list("pk", "added_at"))
    late = {
        city: sum(added > at and key not in answered.get(city, ()) for key, added in asked)
        for city, at in last.items()
    }
    return {city: count for city, count in late.items() if count}


def first_ballot_at(consultation: Consultation) -> datetime | None:
    """When ballots began to come in."""
    first = consultation.participants.order_by("joined_at").values_list("joined_at", flat=True)
    return first.first()


def voices_of(consultation: Consultation) -> QuerySet[Participant]:
    return consultation.participants.select_related("city").order_by("pk")


def last_ballot_of(consultation: Consultation) -> int:
    """Primary key of the latest ballot received, 0 when there is none."""
    rows = BallotSubmission.objects.filter(participant__consultation=consultation)
    return rows.aggregate(last=Max("pk"))["last"] or 0


def latest_result(consultation: Consultation) -> OpinionResult | None:
    return consultation.results.order_by("-computed_at", "-pk").first()


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
    asked = Consultation.objects.filter(electorate=Electorate.CITIES)
    voices = Participant.objects.filter(submissions__isnull=False)
    return polls.awaiting_vote_of(person, asked, voices, "consultation")


def awaiting_conclusion(person: Person) -> QuerySet[Consultation]:
    """Votes to close because their end has passed, and results to publish."""
    return polls.awaiting_conclusion(person, Consultation.objects.all())


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
