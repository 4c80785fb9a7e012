"""A consultation under way, and a short way to send ballots."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.utils import timezone

if TYPE_CHECKING:
    from pytest_django import Settings

    from palabre.cycle.consultations.models import Consultation, Statement
    from palabre.foundation.accounts.models import User
    from palabre.foundation.ballots.operations.receiving import CastBallot

QUESTION = "Quelles priorités pour le numérique des villes ?"
TEXTS = (
    "Former les agents avant d’équiper les services.",
    "Mutualiser les logiciels entre villes.",
    "Ouvrir un fonds pour les écosystèmes locaux.",
)


@pytest.fixture(autouse=True)
def no_second_factor(settings: Settings) -> None:
    settings.STAFF_MFA_REQUIRED = False


@pytest.fixture
def now() -> datetime:
    """Pages read the clock: their tests stand at the present moment."""
    return timezone.now()


@pytest.fixture
def draft(secretariat: User, now: datetime) -> Consultation:
    from palabre.cycle.consultations.operations.preparing import (
        ConsultationText,
        StatementText,
        add_statements,
        create_consultation,
    )

    made = create_consultation(
        text=ConsultationText(question=QUESTION), actor=secretariat, at=now - timedelta(hours=2)
    )
    add_statements(
        consultation=made,
        texts=[StatementText(text=text, kind="priority") for text in TEXTS],
        actor=secretariat,
        at=now - timedelta(hours=2),
    )
    return made


@pytest.fixture
def consultation(draft: Consultation, secretariat: User, now: datetime) -> Consultation:
    """Open to votes, without an end."""
    from palabre.cycle.consultations.operations.conducting import open_consultation

    return open_consultation(consultation=draft, actor=secretariat, at=now - timedelta(hours=1))


@pytest.fixture
def statements(consultation: Consultation) -> list[Statement]:
    return list(consultation.statements.order_by("position"))


@pytest.fixture
def cast(now: datetime) -> Callable[..., CastBallot[Any]]:
    """`cast(consultation, user, {statement: value}, uid=…, at=…)` for the user's only city."""
    from palabre.cycle.consultations.operations.voting import cast_votes
    from palabre.foundation.ballots.operations.receiving import Hand
    from palabre.foundation.network.models import City
    from palabre.foundation.network.queries import standing_of
    from palabre.kit.submissions import read_submission

    def send(
        consultation: Consultation,
        user: User,
        votes: dict[str, int],
        *,
        city: City | None = None,
        uid: str = "",
        at: datetime | None = None,
    ) -> CastBallot[Any]:
        own = City.objects.filter(pk__in=standing_of(user).voting_city_ids).first()
        chosen = city or own
        content = {"voice": chosen.public_id if chosen else user.public_id, "votes": votes}
        return cast_votes(
            consultation=consultation,
            hand=Hand(user, city=chosen, person=user),
            votes=votes,
            submission=read_submission(uid or str(uuid4()), content),
            at=at or now,
        )

    return send
