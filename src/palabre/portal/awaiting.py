"""What awaits a person, gathered from the rooms."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from palabre.cycle.budgets import queries as budgets
from palabre.cycle.consultations import queries as consultations
from palabre.cycle.consultations.enums import Electorate
from palabre.cycle.consultations.models import Consultation
from palabre.cycle.experiences.enums import Status as TestimonyStatus
from palabre.cycle.experiences.queries import testimonies, transfers
from palabre.foundation.ballots.enums import Status as ConsultationStatus
from palabre.foundation.network.queries import standing_of
from palabre.foundation.network.standing import Person

MOST = 6


@dataclass(frozen=True)
class Awaiting:
    """Something that awaits this person: what it is, and the page where it is done."""

    kind: str
    title: str
    url: str


def _unanswered(person: Person) -> QuerySet[Consultation]:
    """Open consultations where a city whose voice the person carries has not answered."""
    voices = standing_of(person).voting_city_ids
    return (
        consultations.visible_to(person)
        .filter(status=ConsultationStatus.OPEN, electorate=Electorate.CITIES)
        .exclude(participants__city_id__in=voices, participants__submissions__isnull=False)
    )


def awaiting(person: Person) -> list[Awaiting]:
    """What this person is expected to do next, most pressing first."""
    standing = standing_of(person)
    found: list[Awaiting] = []
    if standing.voting_city_ids:
        found += [
            Awaiting(
                _("À voter"), row.question, reverse("consultations:vote", args=[row.public_id])
            )
            for row in _unanswered(person)[:MOST]
        ]
        found += [
            Awaiting(_("À voter"), row.title, reverse("budgets:vote", args=[row.public_id]))
            for row in budgets.awaiting_vote_of(person)[:MOST]
        ]
    seen = testimonies.visible_to(person)
    if standing.city_ids:
        found += [
            Awaiting(
                _("À relire"),
                row.title,
                reverse("experiences:testimony-read", args=[row.public_id]),
            )
            for row in seen.filter(
                status=TestimonyStatus.AWAITING_CITY, city_id__in=standing.city_ids
            )[:MOST]
        ]
        found += [
            Awaiting(
                _("À confirmer"), row.title, reverse("experiences:transfer", args=[row.public_id])
            )
            for row in transfers.awaiting_agreement(person)[:MOST]
        ]
        found += [
            Awaiting(
                _("Repris de vous"),
                row.title,
                reverse("experiences:transfer", args=[row.public_id]),
            )
            for row in transfers.awaiting_word(person)[:MOST]
        ]
    if standing.runs_workshops:
        found += [
            Awaiting(
                _("À publier"), row.question, reverse("consultations:show", args=[row.public_id])
            )
            for row in consultations.visible_to(person).filter(status=ConsultationStatus.CLOSED)[
                :MOST
            ]
        ]
        found += [
            Awaiting(_("À publier"), row.title, reverse("budgets:show", args=[row.public_id]))
            for row in budgets.awaiting_conclusion(person)[:MOST]
        ]
        found += [
            Awaiting(
                _("À corriger"), row.title, reverse("experiences:testimony", args=[row.public_id])
            )
            for row in seen.filter(status=TestimonyStatus.RETURNED)[:MOST]
        ]
    return found
