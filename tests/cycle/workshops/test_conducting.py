"""Conducting: gestures, what is refused, what is taken back; pages that follow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.urls import reverse

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import DjangoAssertNumQueries

    from palabre.core.agenda.live import Gesture
    from palabre.cycle.workshops.models import LiveRun, Slot, Workshop
    from palabre.foundation.accounts.models import User

pytestmark = pytest.mark.django_db

Browser = Callable[["User | None"], "Client"]
# The day of `dated`, in Geneva, one hour ahead of UTC in January.
MORNING = datetime(2026, 1, 15, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def short(dated: Workshop, secretariat: User, at: datetime) -> Workshop:
    """Three slots: 9:00 welcome (30), 9:30 stories (60), 10:30 vote (15, fixed hour)."""
    from datetime import date, time

    from palabre.cycle.workshops.models import Workshop
    from palabre.cycle.workshops.operations import add_slot, create_workshop

    workshop = create_workshop(
        actor=secretariat,
        at=at,
        values={
            "title": "Atelier court",
            "held_on": date(2026, 1, 15),
            "time_zone": "Europe/Zurich",
        },
    )
    part = workshop.parts.get()
    for title, start, minutes, more in (
        ("Accueil", time(9), 30, {}),
        ("Récits", time(9, 30), 60, {"expected_output": "Témoignages et énoncés"}),
        ("Vote final", time(10, 30), 15, {"locked": True, "kind": "vote"}),
    ):
        values = {"title": title, "starts_at": start, "minutes": minutes} | more
        add_slot(actor=secretariat, at=at, workshop=workshop, part=part, values=values)
    return Workshop.objects.get(pk=workshop.pk)


def slot(workshop: Workshop, title: str) -> Slot:
    from palabre.cycle.workshops.models import Slot

    return Slot.objects.get(workshop=workshop, title=title)


def run_of(workshop: Workshop) -> LiveRun:
    from palabre.cycle.workshops.models import LiveRun

    return LiveRun.objects.get(workshop=workshop)


def do(workshop: Workshop, name: str, at: datetime, title: str = "", minutes: int = 0) -> None:
    from palabre.core.agenda.live import Gesture
    from palabre.cycle.workshops.models import LiveRun
    from palabre.cycle.workshops.operations.conducting import conduct

    run = LiveRun.objects.filter(workshop=workshop).first()
    gesture: Gesture = Gesture(name)
    conduct(
        actor=None,
        at=at,
        workshop=workshop,
        gesture=gesture,
        revision=run.revision if run else 0,
        slot=slot(workshop, title) if title else None,
        minutes=minutes,
    )


def hours(workshop: Workshop, now: datetime) -> dict[str, str]:
    """Starts in UTC by title, as the live pages have them."""
    from palabre.cycle.workshops.queries.live import live_view

    view = live_view(workshop, now, run_of(workshop))
    return {
        one.row.slot.title: one.timing.starts.strftime("%H:%M") if one.timing.starts else ""
        for one in view.rows
    }


def test_gestures_are_kept_and_the_rest_moves(short: Workshop) -> None:
    from palabre.cycle.workshops.queries.live import current_slots

    do(short, "start", MORNING + timedelta(minutes=5), "Accueil")
    now = MORNING + timedelta(minutes=6)
    assert current_slots(short, now) == (slot(short, "Accueil").public_id,)
    # Five minutes late; ten more; the vote stays at 10:30 in Geneva.
    do(short, "extend", now, "Accueil", 10)
    assert hours(short, now) == {"Accueil": "08:05", "Récits": "08:45", "Vote final": "09:30"}
    run = run_of(short)
    assert (run.started_at, run.revision) == (MORNING + timedelta(minutes=5), 3)


def test_taking_back_restores_what_was(short: Workshop) -> None:
    from palabre.cycle.workshops.operations.conducting import take_back
    from palabre.cycle.workshops.queries.live import live_view

    do(short, "start", MORNING, "Accueil")
    now = MORNING + timedelta(minutes=12)
    before = live_view(short, now, run_of(short))
    for name, title in (("start", "Récits"), ("skip", "Récits"), ("finish", ""), ("pause", "")):
        do(short, name, now, title)
        take_back(actor=None, at=now, workshop=short, revision=run_of(short).revision)
        after = live_view(short, now, run_of(short))
        assert after.state == before.state
        assert [one.timing for one in after.rows] == [one.timing for one in before.rows]
    assert run_of(short).finished_at is None


def test_each_gesture_is_journalled_once(short: Workshop, facilitator: User) -> None:
    from palabre.foundation.journal.models import Entry

    before = Entry.objects.count()
    do(short, "start", MORNING, "Accueil")
    found = Entry.objects.order_by("number").last()
    assert found is not None
    assert Entry.objects.count() == before + 1
    assert (found.verb, found.subject) == ("workshops.live-start", short.public_id)


@pytest.mark.parametrize(
    ("name", "title", "minutes", "said"),
    [
        ("start", "Accueil", 0, "déjà en cours"),
        ("extend", "Récits", 5, "n’est pas en cours"),
        ("extend", "Accueil", -30, "d’une minute au moins"),
        ("extend", "Accueil", 181, "trois heures"),
        ("extend", "Accueil", 0, "trois heures"),
        ("skip", "Accueil", 0, "a déjà commencé"),
        ("end", "Récits", 0, "n’est pas en cours"),
        ("resume", "", 0, "n’est pas suspendu"),
        ("start", "", 0, "Choisissez une séquence"),
    ],
)
def test_what_makes_no_sense_is_refused(
    short: Workshop, name: str, title: str, minutes: int, said: str
) -> None:
    from palabre.cycle.workshops.models import LiveStep
    from palabre.cycle.workshops.operations import Refused

    do(short, "start", MORNING, "Accueil")
    with pytest.raises(Refused, match=said):
        do(short, name, MORNING + timedelta(minutes=1), title, minutes)
    assert LiveStep.objects.count() == 1


def test_nothing_more_once_it_is_over(short: Workshop) -> None:
    from palabre.cycle.workshops.operations import Refused, joining

    run = joining.open_door(actor=None, at=MORNING, workshop=short)
    with pytest.raises(Refused, match="pas encore commencé"):
        do(short, "finish", MORNING)
    do(short, "start", MORNING, "Accueil")
    do(short, "finish", MORNING + timedelta(minutes=5))
    with pytest.raises(Refused, match="est terminé"):
        do(short, "start", MORNING + timedelta(minutes=6), "Récits")
    with pytest.raises(Refused, match="fermée"):
        joining.join_workshop(
            actor=None, at=MORNING, workshop=run.workshop, joiner=joining.Joiner(name="Tard")
        )


def posted(name: str, revision: int, where: Slot | None = None, minutes: int = 0) -> dict[str, str]:
    return {
        "geste": name,
        "revision": str(revision),
        "sequence": where.public_id if where else "",
        "minutes": str(minutes),
    }


def test_two_facilitators_do_not_skip_a_slot_together(
    short: Workshop, client_as: Browser, facilitator: User, secretariat: User
) -> None:
    """Both saw the welcome and pressed next: the second is told, and one slot has started."""
    from palabre.cycle.workshops.models import LiveStep

    do(short, "start", MORNING, "Accueil")
    shown = run_of(short).revision
    address = reverse("workshops:conduct_gesture", args=[short.public_id])
    client_as(facilitator).post(address, posted("start", shown, slot(short, "Récits")))
    second = client_as(secretariat)
    answer = second.post(address, posted("start", shown, slot(short, "Vote final")), follow=True)
    assert "vient d’agir" in answer.content.decode()
    assert LiveStep.objects.count() == 2


def test_a_form_that_was_altered_changes_nothing(
    short: Workshop, imported: Workshop, client_as: Browser, facilitator: User
) -> None:
    from palabre.cycle.workshops.models import LiveStep

    chair = client_as(facilitator)
    address = reverse("workshops:conduct_gesture", args=[short.public_id])
    stranger = imported.slots.filter(parent=None)[0]
    assert chair.post(address, posted("start", 0, stranger)).status_code == 404
    for data in ({"geste": "danser"}, {"geste": "extend", "minutes": "٣"}, {}):
        assert chair.post(address, data).status_code == 302
    assert LiveStep.objects.count() == 0


def test_the_cockpit_says_what_each_slot_owes(
    short: Workshop, client_as: Browser, facilitator: User
) -> None:
    from django.utils import timezone

    do(short, "start", timezone.now(), "Récits")
    page = client_as(facilitator).get(reverse("workshops:conduct", args=[short.public_id]))
    html = page.content.decode()
    assert html.count("à recueillir") == 2
    assert "témoignage" in html
    assert "énoncés" in html
    # Run long after its day: the programme is carried to now, and the page says so.
    assert "une autre heure que prévu" in html


def test_a_page_that_follows_answers_304_until_something_changes(
    short: Workshop, client_as: Browser, facilitator: User
) -> None:
    from django.utils import timezone

    chair = client_as(facilitator)
    do(short, "start", timezone.now(), "Accueil")
    for name in ("live_follow", "conduct_follow", "screen_follow"):
        address = reverse(f"workshops:{name}", args=[short.public_id])
        first = chair.get(address)
        mark = first.headers["ETag"]
        again = chair.get(address, headers={"If-None-Match": mark})
        assert (again.status_code, again.content) == (304, b"")
        assert int(again.headers["X-Palabre-Now"]) >= int(first.headers["X-Palabre-Now"])
        assert "no-store" in again.headers["Cache-Control"]
        do(short, "extend", timezone.now(), "Accueil", 1)
        changed = chair.get(address, headers={"If-None-Match": mark})
        assert changed.status_code == 200
        assert changed.headers["ETag"] != mark


def test_the_answers_of_others_do_not_redraw_a_participants_page(
    short: Workshop, client_as: Browser
) -> None:
    from django.core.cache import cache
    from django.utils import timezone

    from palabre.cycle.workshops.operations import joining, polling
    from palabre.kit.submissions import read_submission

    now = timezone.now()
    run = joining.open_door(actor=None, at=now, workshop=short)
    phone = client_as(None)
    joined = {
        "name": "Awa",
        "city": "autre",
        "other_city": "Ville d’essai",
        "presence": "remote",
        "language": "fr",
    }
    phone.post(reverse("joining:door", args=[run.code]), joined)
    address = reverse("workshops:live_follow", args=[short.public_id])
    mark = phone.get(address).headers["ETag"]

    def status() -> int:
        # What is kept for a second at most is over.
        cache.clear()
        return phone.get(address, headers={"If-None-Match": mark}).status_code

    text = polling.PollText(question="Lequel ?", kind="choice", options=("un", "deux"))
    poll = polling.create_poll(actor=None, at=now, workshop=short, text=text)
    assert status() == 304
    polling.open_poll(actor=None, at=now, poll=poll)
    assert status() == 200
    asked = phone.get(address)
    mark = asked.headers["ETag"]
    assert "Lequel" in asked.content.decode()
    other = joining.join_workshop(
        actor=None, at=now, workshop=short, joiner=joining.Joiner(name="Jean", other_city="Ici")
    )
    option = poll.options.first()
    assert option is not None
    polling.answer_poll(
        at=now,
        poll=poll,
        participant=other,
        values=[option.public_id],
        submission=read_submission("3e0c2b36-9f5e-4a53-9d0a-0c5c7f2f0d11", {"essai": 1}),
    )
    assert status() == 304
    polling.close_poll(actor=None, at=now, poll=poll)
    assert status() == 200


def test_an_unchanged_page_costs_three_queries(
    short: Workshop,
    client_as: Browser,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    """The workshop, the participant and the run: five hundred phones ask at every instant."""
    from django.utils import timezone

    from palabre.cycle.workshops.operations import joining

    run = joining.open_door(actor=None, at=timezone.now(), workshop=short)
    phone = client_as(None)
    phone.post(
        reverse("joining:door", args=[run.code]),
        {
            "name": "Awa",
            "city": "autre",
            "other_city": "Ville d’essai",
            "presence": "remote",
            "language": "fr",
        },
    )
    address = reverse("workshops:live_follow", args=[short.public_id])
    mark = phone.get(address).headers["ETag"]
    with django_assert_num_queries(3):
        assert phone.get(address, headers={"If-None-Match": mark}).status_code == 304


def test_an_overrun_moves_the_mark_each_minute(short: Workshop) -> None:
    from palabre.cycle.workshops.queries.live import live_mark

    do(short, "start", MORNING, "Accueil")
    run = run_of(short)

    def mark(minutes: float) -> str:
        return live_mark(short, run, MORNING + timedelta(minutes=minutes))

    assert mark(1) == mark(29)
    assert mark(29) != mark(30.5)
    assert mark(30.5) == mark(30.9)
    assert mark(30.9) != mark(31.5)


def test_a_workshop_without_a_date_is_conducted_too(
    imported: Workshop, client_as: Browser, facilitator: User
) -> None:
    """The note gives hours and no day: they count from when the first slot really starts."""
    from palabre.core.agenda.live import Gesture
    from palabre.cycle.workshops.operations.conducting import conduct
    from palabre.cycle.workshops.queries.live import live_view

    first = live_view(imported, MORNING, None).rows[0]
    assert first.row.starts is None
    chosen: Gesture = Gesture.START
    conduct(
        actor=None,
        at=MORNING,
        workshop=imported,
        gesture=chosen,
        revision=0,
        slot=first.row.slot,
    )
    rows = live_view(imported, MORNING, run_of(imported)).rows
    assert rows[0].row.slot.minutes is not None
    expected = MORNING + timedelta(
        minutes=(rows[1].row.start_minute or 0) - (rows[0].row.start_minute or 0)
    )
    assert rows[1].timing.starts == expected
    page = client_as(facilitator).get(reverse("workshops:screen", args=[imported.public_id]))
    assert page.status_code == 200
