"""What the ballot box promises, it keeps in every room: one contract, the same doors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.cycle.budgets.models import Budget
from palabre.cycle.consultations.models import Consultation
from palabre.foundation.accounts.models import User
from palabre.foundation.ballots.enums import Channel, Phase
from palabre.foundation.ballots.exports import city_links
from palabre.foundation.ballots.models import Poll
from palabre.foundation.ballots.operations.conducting import close_poll, publish_poll, renew_links
from palabre.foundation.ballots.operations.receiving import BALLOTS_PER_MINUTE, Hand
from palabre.foundation.ballots.operations.refused import Reason, Refused
from palabre.foundation.ballots.rules import phase_of
from palabre.foundation.journal.models import Entry
from palabre.foundation.network.models import City
from palabre.kit.submissions import read_submission

ClientAs = Callable[[User | None], Client]
JSON = {"Accept": "application/json"}


@dataclass(frozen=True)
class Room:
    """An open vote of a room, and two ballots that it accepts, as its form sends them."""

    name: str
    poll: Poll
    one: dict[str, str]
    other: dict[str, str]
    cast: Callable[..., Any]

    def page(self, name: str, *more: str) -> str:
        return reverse(f"{self.name}:{name}", args=[self.poll.public_id, *more])


@pytest.fixture(autouse=True)
def no_second_factor(settings: Any) -> None:
    settings.STAFF_MFA_REQUIRED = False


@pytest.fixture
def now() -> datetime:
    return timezone.now()


def _consultation(secretariat: User, at: datetime) -> Room:
    from palabre.cycle.consultations.operations import conducting, preparing, voting

    made = preparing.create_consultation(
        text=preparing.ConsultationText(question="Que faire ?"), actor=secretariat, at=at
    )
    texts = [preparing.StatementText(text=text) for text in ("Former.", "Relier.")]
    added = preparing.add_statements(consultation=made, texts=texts, actor=secretariat, at=at)
    poll = conducting.open_consultation(consultation=made, actor=secretariat, at=at)
    first, second = (row.public_id for row in added)

    def cast(hand: Hand, moment: datetime) -> Any:
        submission = read_submission(str(uuid4()), {})
        return voting.cast_votes(
            consultation=poll, hand=hand, votes={first: 1}, submission=submission, at=moment
        )

    one, other = {f"reponse-{first}": "1"}, {f"reponse-{second}": "-1"}
    return Room("consultations", poll, one, other, cast)


def _budget(secretariat: User, at: datetime) -> Room:
    from palabre.cycle.budgets.operations import conducting, preparing, voting

    made = preparing.create_budget(
        text=preparing.BudgetText(title="Fonds", amount=90), actor=secretariat, at=at
    )
    texts = [preparing.ProjectText(title=title, cost=30) for title in ("Former", "Relier")]
    added = preparing.add_projects(budget=made, texts=texts, actor=secretariat, at=at)
    poll = conducting.open_vote(budget=made, actor=secretariat, at=at)
    first, second = (row.public_id for row in added)

    def cast(hand: Hand, moment: datetime) -> Any:
        submission = read_submission(str(uuid4()), {})
        return voting.cast_ballot(
            budget=poll, hand=hand, choices={first: 1}, submission=submission, at=moment
        )

    one, other = {f"choix-{first}": "1"}, {f"choix-{second}": "1"}
    return Room("budgets", poll, one, other, cast)


@pytest.fixture(params=[_consultation, _budget], ids=["consultations", "budgets"])
def room(request: pytest.FixtureRequest, secretariat: User, now: datetime) -> Room:
    made: Room = request.param(secretariat, now - timedelta(hours=1))
    return made


def test_the_contract_of_a_submission(
    room: Room, delegate_niamey: User, client_as: ClientAs
) -> None:
    """201 new, 200 the same again, 409 the same identifier with other content."""
    browser, page, uid = client_as(delegate_niamey), room.page("vote"), str(uuid4())
    first = browser.post(page, room.one | {"uid": uid}, headers=JSON)
    same = browser.post(page, room.one | {"uid": uid}, headers=JSON)
    other = browser.post(page, room.other | {"uid": uid}, headers=JSON)
    assert (first.status_code, same.status_code, other.status_code) == (201, 200, 409)
    assert first.json()["receipt"] == same.json()["receipt"]
    assert browser.get(first.json()["url"]).status_code == 200
    assert other.json()["message"]


def test_a_flood_waits_and_an_ended_session_says_so(
    room: Room, delegate_niamey: User, city_niamey: City, client_as: ClientAs
) -> None:
    hand = Hand(delegate_niamey, city=city_niamey, person=delegate_niamey)
    for _ in range(BALLOTS_PER_MINUTE):
        room.cast(hand, timezone.now())
    page, ballot = room.page("vote"), room.other | {"uid": str(uuid4())}
    late = client_as(delegate_niamey).post(page, ballot, headers=JSON)
    assert (late.status_code, late.json()["reason"]) == (503, "too-fast")
    assert int(late.headers["Retry-After"]) > 0
    ended = client_as(None).post(page, ballot, headers=JSON)
    assert (ended.status_code, ended.json()["sign_in"]) == (401, True)


def test_a_link_opens_one_city_of_one_vote_until_it_is_renewed(
    room: Room, city_niamey: City, secretariat: User, client_as: ClientAs, now: datetime
) -> None:
    [link] = city_links(room.poll, [city_niamey], now + timedelta(days=1))
    page = "/" + link.url.split("/", 3)[3]
    browser = client_as(None)
    sent = browser.post(page, room.one | {"uid": str(uuid4())})
    assert sent.status_code == 302
    assert "Niamey" in browser.get(sent.headers["Location"]).content.decode()
    other = "budgets" if room.name == "consultations" else "consultations"
    assert browser.get(page.replace(f"/{room.name}/", f"/{other}/")).status_code == 403
    renew_links(poll=room.poll, actor=secretariat, at=now)
    assert browser.get(page).status_code == 403
    assert browser.get(sent.headers["Location"]).status_code == 200  # the receipt stays


def test_phases_follow_the_status_and_the_dates(
    room: Room, secretariat: User, now: datetime
) -> None:
    """Open from its opening included to its end excluded; then closed, then published."""
    hour = timedelta(hours=1)
    room.poll.opens_at, room.poll.closes_at = now - hour, now + hour
    moments = [now - 2 * hour, now - hour, now, now + hour]
    assert [phase_of(room.poll, moment) for moment in moments] == [
        Phase.WAITING,
        Phase.OPEN,
        Phase.OPEN,
        Phase.ENDED,
    ]
    with pytest.raises(Refused) as early:
        publish_poll(poll=room.poll, actor=secretariat, at=now)
    assert early.value.reason is Reason.NOT_OPEN
    closed = close_poll(poll=room.poll, actor=secretariat, at=now)
    assert phase_of(closed, now) is Phase.CLOSED
    with pytest.raises(Refused):
        close_poll(poll=closed, actor=secretariat, at=now)
    published = publish_poll(poll=closed, actor=secretariat, at=now)
    assert phase_of(published, now) is Phase.PUBLISHED
    verbs = Entry.objects.filter(subject=room.poll.public_id).values_list("verb", flat=True)
    assert {f"{room.poll.noun}.{verb}" for verb in ("opened", "closed", "published")} <= set(verbs)


def test_the_journal_tells_the_city_the_channel_and_the_receipt(
    room: Room, city_niamey: City, secretariat: User, now: datetime
) -> None:
    received = room.cast(Hand(secretariat, city=city_niamey, channel=Channel.PAPER), now)
    entry = Entry.objects.get(verb=f"{room.poll.noun}.voted")
    assert entry.actor == secretariat.public_id
    told = {key: entry.details[key] for key in ("city", "channel", "receipt", "digest")}
    assert told == {
        "city": city_niamey.public_id,
        "channel": "paper",
        "receipt": received.ballot.public_id,
        "digest": received.ballot.digest,
    }


def test_a_hand_without_right_is_refused_and_nothing_is_written(
    room: Room, delegate_nantes: User, city_niamey: City, now: datetime
) -> None:
    for hand in (
        Hand(delegate_nantes, city=city_niamey, person=delegate_nantes),
        Hand(delegate_nantes, city=city_niamey, channel=Channel.PAPER),
        Hand(None, city=city_niamey),
        Hand(None),
    ):
        with pytest.raises(Refused) as refused:
            room.cast(hand, now)
        assert refused.value.reason is Reason.NOT_ALLOWED
    polls = {"consultations": Consultation, "budgets": Budget}
    poll = polls[room.name].objects.get()
    voices = poll.participants if isinstance(poll, Consultation) else poll.ballots
    assert not voices.exists()
