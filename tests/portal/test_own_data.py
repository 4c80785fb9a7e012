"""What a person downloads of themselves: their roles, their ballots, what they wrote down."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime

from django.test import Client

from palabre.cycle.consultations.models import Consultation
from palabre.cycle.consultations.operations.voting import cast_votes
from palabre.cycle.experiences.enums import Attribution
from palabre.cycle.experiences.operations.testimonies import Content, record_testimony
from palabre.foundation.accounts.models import User
from palabre.foundation.ballots.enums import Status
from palabre.foundation.ballots.operations.receiving import Hand
from palabre.foundation.network.models import City
from palabre.kit.submissions import read_submission
from palabre.portal.demonstration.building import build_demonstration
from palabre.portal.demonstration_roles import person_of


def test_each_room_tells_a_person_what_it_holds_of_them_and_of_nobody_else(
    db: None, client_as: Callable[[User | None], Client]
) -> None:
    at = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    build_demonstration(at)
    baobab, cedre = person_of("baobab"), person_of("cedre")
    assert baobab is not None
    city = City.objects.get(name__startswith="Baobab")
    opened = Consultation.objects.get(status=Status.OPEN)
    votes = {one.public_id: -1 for one in opened.statements.order_by("pk")[:2]}
    cast_votes(
        consultation=opened,
        hand=Hand(baobab, city=city, person=baobab),
        votes=votes,
        submission=read_submission(str(uuid.uuid4()), votes),
        at=at,
    )
    content = Content(
        title="Un guichet", city=city, witness_name="Awa", attribution=Attribution.NAMED
    )
    record_testimony(actor=baobab, at=at, content=content)

    own = client_as(baobab).get("/compte/moi/donnees/").json()
    assert [(row["role"], row["ville"]) for row in own["roles"]] == [("delegate", city.name)]
    assert own["bulletins"][-1]["reponses"] == votes
    assert {row["ville"] for row in own["bulletins"]} == {city.name}
    assert own["temoignages"][-1]["titre"] == "Un guichet"
    other = client_as(cedre).get("/compte/moi/donnees/").json()
    assert city.name not in {row["ville"] for row in other["roles"] + other["bulletins"]}
    assert "Un guichet" not in {row["titre"] for row in other["temoignages"]}
