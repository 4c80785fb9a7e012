"""Drafts stay with those who prepare; what is published changes only by publishing again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from icalendar import Calendar
from tests.cycle.workshops.plans import seminar_plan, written

if TYPE_CHECKING:
    from django.test import Client

    from palabre.cycle.workshops.models import Slot, Workshop
    from palabre.foundation.accounts.models import User

pytestmark = pytest.mark.django_db

FIRST = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
SECOND = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
CANARY = "Titre de brouillon"


@pytest.fixture
def published(secretariat: User, at: datetime) -> Workshop:
    from palabre.cycle.workshops.operations import publish_workshop

    workshop = written(seminar_plan(date(2026, 3, 28)), secretariat, at)
    assert publish_workshop(actor=secretariat, at=FIRST, workshop=workshop)
    workshop.refresh_from_db()
    return workshop


def slot(key: str) -> Slot:
    from palabre.cycle.workshops.models import Slot

    return Slot.objects.get(key=key)


def first_slot(workshop: Workshop) -> Slot:
    from palabre.cycle.workshops.models import Slot

    found = Slot.objects.filter(workshop=workshop, parent=None).order_by("part__order", "order")
    return found[0]


def edit(key: str, actor: User, **values: object) -> None:
    from palabre.cycle.workshops.operations import edit_slot

    row = slot(key)
    edit_slot(actor=actor, at=SECOND, slot=row, version=row.version, values=values)


def public_addresses(workshop: Workshop) -> list[str]:
    pid = workshop.public_id
    found = [
        reverse(f"workshops:{name}", args=[pid])
        for name in ("show", "print", "calendar", "versions")
    ]
    found += [reverse("workshops:schedule", args=[pid, ending]) for ending in ("json", "xml")]
    return [*found, reverse("workshops:index"), reverse("portal:thread", args=[pid])]


def test_a_change_stays_with_those_who_prepare_until_it_is_published(
    published: Workshop, client: Client, secretariat: User, client_as: Callable[..., Client]
) -> None:
    from palabre.cycle.workshops.operations import edit_workshop, publish_workshop

    edit("priorites", secretariat, title=CANARY, minutes=90, description=CANARY)
    edit_workshop(
        actor=secretariat,
        at=SECOND,
        workshop=published,
        version=published.version,
        values={"title": CANARY, "place": CANARY},
        objectives=[CANARY],
    )
    for address in public_addresses(published):
        assert CANARY not in client.get(address).content.decode().replace("\xa0", " "), address
    mine = client_as(secretariat).get(reverse("workshops:show", args=[published.public_id]))
    html = mine.content.decode()
    assert CANARY in html
    assert "changements attendent" in html
    assert publish_workshop(actor=secretariat, at=SECOND, workshop=published)
    for address in public_addresses(published):
        if not address.startswith("/fil/"):
            assert CANARY in client.get(address).content.decode().replace("\xa0", " "), address


def test_readers_are_told_what_the_last_version_changed(
    published: Workshop, client: Client, secretariat: User
) -> None:
    from palabre.cycle.workshops.models import OrderVersion
    from palabre.cycle.workshops.operations import publish_workshop

    page = reverse("workshops:show", args=[published.public_id])
    assert "ce qui a changé" not in client.get(page).content.decode()
    assert not publish_workshop(actor=secretariat, at=SECOND, workshop=published)
    edit("priorites", secretariat, minutes=90)
    assert publish_workshop(actor=secretariat, at=SECOND, workshop=published)
    html = client.get(page).content.decode()
    assert "Version 2, publiée le 9 mars 2026" in html
    assert "durée, 1\xa0h\xa015 devient 1\xa0h\xa030" in html
    assert OrderVersion.objects.count() == 2


def test_the_agenda_that_everybody_has_follows_what_is_published(
    published: Workshop, client: Client, secretariat: User
) -> None:
    from palabre.cycle.workshops.operations import publish_workshop

    address = reverse("workshops:calendar", args=[published.public_id])
    before = client.get(address).content
    edit("priorites", secretariat, minutes=90)
    assert client.get(address).content == before
    publish_workshop(actor=secretariat, at=SECOND, workshop=published)
    one, two = Calendar.from_ical(before), Calendar.from_ical(client.get(address).content)
    sequences = [{int(e["SEQUENCE"]) for e in c.walk("VEVENT")} for c in (one, two)]
    assert max(sequences[0]) < min(sequences[1])
    assert {str(e["UID"]) for e in one.walk("VEVENT")} == {
        str(e["UID"]) for e in two.walk("VEVENT")
    }


def test_a_published_order_reads_as_it_stood(published: Workshop) -> None:
    from palabre.core.agenda import compare
    from palabre.cycle.workshops.queries import published_order, running_order
    from palabre.cycle.workshops.queries.plans import plan_of_order

    frozen, standing = published_order(published), running_order(published)
    assert compare(plan_of_order(standing), plan_of_order(frozen)) == ()
    assert [(r.slot.public_id, r.starts, r.ends, r.local_times) for r in frozen.rows] == [
        (r.slot.public_id, r.starts, r.ends, r.local_times) for r in standing.rows
    ]


def test_a_slot_added_in_draft_is_withheld_from_the_thread(
    published: Workshop, secretariat: User, expert: User
) -> None:
    from palabre.cycle.workshops.operations import add_slot
    from palabre.cycle.workshops.queries import candidate_slots, slot_cards

    edit("cloture", secretariat, title=CANARY)
    part = slot("cloture").part
    new = add_slot(
        actor=secretariat, at=SECOND, workshop=published, part=part, values={"title": "Nouvelle"}
    )
    known = slot("cloture").public_id
    cards = slot_cards(expert, [known, new.public_id])
    assert (cards[known].title, cards[new.public_id].withheld) == ("Clôture", True)
    assert slot_cards(secretariat, [known])[known].title == CANARY
    assert "Nouvelle" not in {card.title for card in candidate_slots(expert, "", 50)}


@pytest.mark.parametrize("count", [1, 3])
def test_reading_a_published_order_takes_the_same_queries(
    count: int,
    published: Workshop,
    secretariat: User,
    django_assert_num_queries: Callable[..., object],
) -> None:
    from palabre.cycle.workshops.operations import add_slot, publish_workshop
    from palabre.cycle.workshops.queries import published_order

    part = slot("cloture").part
    for rank in range(count):
        add_slot(
            actor=secretariat, at=SECOND, workshop=published, part=part, values={"title": f"{rank}"}
        )
    publish_workshop(actor=secretariat, at=SECOND, workshop=published)
    with django_assert_num_queries(1):  # type: ignore[operator]
        list(published_order(published).rows)


def test_versions_tell_what_each_one_changed(
    published: Workshop, client: Client, secretariat: User
) -> None:
    from palabre.cycle.workshops.operations import publish_workshop

    edit("priorites", secretariat, room="Grande salle")
    publish_workshop(actor=secretariat, at=SECOND, workshop=published)
    html = client.get(reverse("workshops:versions", args=[published.public_id])).content.decode()
    assert html.index("Version 2") < html.index("Grande salle") < html.index("Version 1")
    assert "Première publication." in html


def test_the_room_reads_what_is_published_until_it_begins_then_what_is_conducted(
    published: Workshop, client_as: Callable[[User | None], Client], secretariat: User
) -> None:
    from django.core.cache import cache

    from palabre.core.agenda.live import Gesture
    from palabre.cycle.workshops.models import LiveRun
    from palabre.cycle.workshops.operations import conducting, joining, publish_workshop

    cache.clear()
    run = joining.open_door(actor=secretariat, at=SECOND, workshop=published)
    phone = client_as(None)
    who = {"name": "Awa", "city": "autre", "other_city": "Essai", "presence": "remote"}
    assert phone.post(reverse("joining:door", args=[run.code]), who | {"language": "fr"})
    first = first_slot(published)
    edit(first.key, secretariat, title=CANARY)
    followed = reverse("workshops:live_follow", args=[published.public_id])
    room = [
        reverse(f"workshops:{name}", args=[published.public_id])
        for name in ("live", "live_follow", "capture")
    ]
    desk = client_as(secretariat)
    screen = reverse("workshops:screen", args=[published.public_id])
    for address in room:
        assert CANARY not in phone.get(address).content.decode(), address
    assert CANARY not in desk.get(screen).content.decode()
    assert (
        CANARY
        in desk.get(reverse("workshops:conduct", args=[published.public_id])).content.decode()
    )

    # Published again, every screen is told.
    mark = phone.get(followed).headers["ETag"]
    assert publish_workshop(actor=secretariat, at=SECOND, workshop=published)
    told = phone.get(followed, headers={"If-None-Match": mark})
    assert told.status_code == 200
    assert CANARY in told.content.decode()

    # Once it has begun, a change is seen without publishing.
    run = LiveRun.objects.get(workshop=published)
    conducting.conduct(
        actor=secretariat,
        at=SECOND,
        workshop=published,
        gesture=Gesture.START,
        revision=run.revision,
        slot=first_slot(published),
    )
    edit(first.key, secretariat, title="Changé en route")
    for address in room:
        assert "Changé en route" in phone.get(address).content.decode(), address
    cache.clear()
