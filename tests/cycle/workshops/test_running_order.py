"""A running order written by hand: slots that re-time what follows, two people on one form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from tests.cycle.workshops.pages import everything, fields_of

if TYPE_CHECKING:
    from django.test import Client

    from palabre.cycle.workshops.models import Slot, Workshop
    from palabre.foundation.accounts.models import User

pytestmark = pytest.mark.django_db

LATER = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


def slot(title: str) -> Slot:
    from palabre.cycle.workshops.models import Slot

    return Slot.objects.select_related("workshop").get(title=title)


def clock(title: str) -> tuple[time | None, int | None]:
    row = slot(title)
    return row.starts_at, row.minutes


def lengthen(workshop: Workshop, title: str, minutes: int, actor: User, **options: bool) -> None:
    from palabre.cycle.workshops.operations import edit_slot

    row = slot(title)
    edit_slot(
        actor=actor,
        at=LATER,
        slot=row,
        version=row.version,
        values={"minutes": minutes},
        **options,
    )


STATE = "ETAT DES LIEUX DES ACTIONS AIMF ET PISTES DE TRAVAIL"


def test_an_overrun_moves_what_follows(imported: Workshop, secretariat: User) -> None:
    lengthen(imported, "TEMOIGNAGES", 90, secretariat, shift_following=True)
    assert clock("INTRODUCTION") == (time(9, 30), 15)
    assert clock("TEMOIGNAGES") == (time(9, 45), 90)
    assert clock("PAUSE") == (time(11, 15), 30)
    assert clock(STATE) == (time(11, 45), 60)


def test_without_the_tick_nothing_else_moves(imported: Workshop, secretariat: User) -> None:
    lengthen(imported, "TEMOIGNAGES", 90, secretariat)
    assert clock("PAUSE") == (time(11, 0), 30)


def test_a_fixed_hour_stops_an_overrun(imported: Workshop, secretariat: User) -> None:
    from palabre.cycle.workshops.models import Slot
    from palabre.cycle.workshops.operations import Refused

    Slot.objects.filter(title=STATE).update(locked=True)
    before = everything()
    with pytest.raises(Refused) as refusal:
        lengthen(imported, "TEMOIGNAGES", 90, secretariat, shift_following=True)
    assert "15\xa0min" in str(refusal.value)
    assert "11\xa0h\xa030" in str(refusal.value)
    assert everything() == before


def test_neighbours_exchange_their_times(imported: Workshop, secretariat: User) -> None:
    from palabre.cycle.workshops.operations import move_slot

    move_slot(actor=secretariat, at=LATER, slot=slot("PAUSE"), step=-1)
    assert clock("PAUSE") == (time(9, 45), 30)
    assert clock("TEMOIGNAGES") == (time(10, 15), 75)
    assert slot("PAUSE").order < slot("TEMOIGNAGES").order


def test_a_slot_placed_far_is_as_if_moved_step_by_step(
    imported: Workshop, secretariat: User
) -> None:
    from palabre.cycle.workshops.models import Part
    from palabre.cycle.workshops.operations import place_slot

    second = Part.objects.get(title="Deuxième temps")
    place_slot(actor=secretariat, at=LATER, slot=slot("INTRODUCTION"), part=second)
    # 15 minutes of introduction after the testimonies (75), the pause keeps its hour.
    assert clock("TEMOIGNAGES") == (time(9, 30), 75)
    assert slot("INTRODUCTION").part_id == second.pk
    first = slot("TEMOIGNAGES").part
    place_slot(
        actor=secretariat, at=LATER, slot=slot("INTRODUCTION"), part=first,
        before=slot("TEMOIGNAGES"),
    )  # fmt: skip
    assert clock("INTRODUCTION") == (time(9, 30), 15)
    assert clock("TEMOIGNAGES") == (time(9, 45), 75)
    assert slot("INTRODUCTION").order == 1


def test_a_place_elsewhere_is_refused_and_a_fixed_hour_stops_the_way(
    imported: Workshop, secretariat: User
) -> None:
    from palabre.cycle.workshops.models import Slot
    from palabre.cycle.workshops.operations import Refused, create_workshop, place_slot

    other = create_workshop(actor=secretariat, at=LATER, values={"title": "Autre"})
    row = slot("PAUSE")
    before = everything()
    with pytest.raises(Refused, match="n’est plus dans le déroulé"):
        place_slot(actor=secretariat, at=LATER, slot=row, part=other.parts.get())
    Slot.objects.filter(title="INTRODUCTION").update(locked=True)
    before = everything()
    with pytest.raises(Refused, match="heure fixe"):
        place_slot(
            actor=secretariat, at=LATER, slot=row, part=slot("INTRODUCTION").part,
            before=slot("INTRODUCTION"),
        )  # fmt: skip
    assert everything() == before


def test_a_slot_passes_into_the_next_part_with_what_it_contains(
    imported: Workshop, secretariat: User
) -> None:
    from palabre.cycle.workshops.models import Slot
    from palabre.cycle.workshops.operations import move_slot

    move_slot(actor=secretariat, at=LATER, slot=slot("PAUSE"), step=1)
    assert slot("PAUSE").part.title == "Deuxième temps"
    move_slot(actor=secretariat, at=LATER, slot=slot("TEMOIGNAGES"), step=1)
    parts = set(Slot.objects.filter(parent__title="TEMOIGNAGES").values_list("part__title"))
    assert parts == {("Deuxième temps",)}
    orders = list(
        Slot.objects.filter(parent=None, part__title="Deuxième temps")
        .order_by("order")
        .values_list("title", "order")
    )
    assert orders == [("TEMOIGNAGES", 1), ("PAUSE", 2), (STATE, 3)]


def test_two_people_on_one_form_lose_nothing(
    imported: Workshop,
    client_as: Callable[[User | None], Client],
    secretariat: User,
    facilitator: User,
) -> None:
    row = slot("PAUSE")
    url = reverse("workshops:slot_edit", args=[imported.public_id, row.public_id])
    one, two = client_as(secretariat), client_as(facilitator)
    mine, yours = fields_of(one.get(url).content.decode()), fields_of(two.get(url).content.decode())
    assert one.post(url, mine | {"title": "Pause café"}).status_code == 302
    answer = two.post(url, yours | {"title": "Pause thé"})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Pause café" in html
    assert fields_of(html)["title"] == ["Pause thé"]
    row.refresh_from_db()
    assert row.title == "Pause café"
    assert two.post(url, fields_of(html)).status_code == 302
    row.refresh_from_db()
    assert row.title == "Pause thé"


def test_a_cited_slot_cannot_go(imported: Workshop, secretariat: User, at: datetime) -> None:
    from palabre.cycle.workshops.models import Slot
    from palabre.cycle.workshops.operations import Refused, delete_workshop, remove_slot
    from palabre.foundation.thread.enums import Relation
    from palabre.foundation.thread.models import Edge

    cited = Slot.objects.filter(parent__isnull=False).order_by("order")[1]
    Edge.objects.create(
        source="temoignage-2345678abc",
        relation=Relation.GIVEN_AT,
        target=cited.public_id,
        at=at,
    )
    before = everything()
    for row in (cited, slot("TEMOIGNAGES")):
        with pytest.raises(Refused, match="fil"):
            remove_slot(actor=secretariat, at=LATER, slot=row)
    with pytest.raises(Refused):
        delete_workshop(actor=secretariat, at=LATER, workshop=imported)
    assert everything() == before


def test_a_corrected_note_cannot_take_a_cited_testimony_away(
    imported: Workshop, note: bytes, secretariat: User, at: datetime
) -> None:
    from palabre.cycle.workshops.imports import NoteRefused, Verdict, check_note, import_note
    from palabre.cycle.workshops.models import Slot
    from palabre.foundation.thread.enums import Relation
    from palabre.foundation.thread.models import Edge

    cited = Slot.objects.get(title__startswith="Enjeux et nouvelles approches")
    Edge.objects.create(
        source="temoignage-2345678abc",
        relation=Relation.GIVEN_AT,
        target=cited.public_id,
        at=at,
    )
    text = note.decode()
    start = text.index("**Enjeux et nouvelles approches")
    shorter = text[:start] + text[text.index("**Municipalités & écosystèmes") :]
    run = check_note("note.md", shorter.encode())
    assert run.verdict is Verdict.REFUSE
    assert "Enjeux et nouvelles approches" in run.reasons[0]
    before = everything()
    with pytest.raises(NoteRefused):
        import_note(name="note.md", content=shorter.encode(), actor=secretariat, at=LATER)
    assert everything() == before


def test_a_workshop_written_by_hand_through_the_pages(
    client_as: Callable[[User | None], Client], facilitator: User, cities: object
) -> None:
    from palabre.cycle.workshops.models import Guidance, Slot, Speaker, Workshop

    client = client_as(facilitator)
    answer = client.post(
        reverse("workshops:new"),
        {
            "title": "Atelier d’essai",
            "objectives_text": "Écouter\nDécider",
            "held_on": "2026-05-04",
        },
    )
    workshop = Workshop.objects.get()
    assert answer.headers["Location"] == reverse("workshops:arrange", args=[workshop.public_id])
    part = workshop.parts.get()
    answer = client.post(
        reverse("workshops:slot_new", args=[workshop.public_id]),
        {
            "title": "Récits",
            "kind": "testimony",
            "part": part.pk,
            "day": 1,
            "starts_at": "14:00",
            "minutes": 60,
            "guidance_text": "Prévoir deux micros",
        },
    )
    assert answer.status_code == 302
    made = Slot.objects.get()
    assert Guidance.objects.get().text == "Prévoir deux micros"
    answer = client.post(
        reverse("workshops:item_new", args=[workshop.public_id, made.public_id]),
        {"title": "Le récit de Niamey", "kind": "testimony"},
    )
    assert answer.status_code == 302
    item = Slot.objects.get(parent=made)
    url = reverse("workshops:speaker_new", args=[workshop.public_id, item.public_id])
    answer = client.post(url, {"function": "speaker", "confirmation": "confirmed"})
    assert "Donnez au moins un nom, une qualité, une ville" in answer.content.decode()
    answer = client.post(
        url, {"function": "speaker", "confirmation": "to_confirm", "name": "Témoin d’essai"}
    )
    assert answer.status_code == 302
    person = Speaker.objects.get()
    client.post(reverse("workshops:publish", args=[workshop.public_id]))
    visitor = client_as(None)
    public = visitor.get(reverse("workshops:show", args=[workshop.public_id])).content.decode()
    assert "Témoin d’essai" in public
    assert "deux micros" not in public
    paper = client.get(reverse("workshops:print_facilitation", args=[workshop.public_id]))
    assert "Prévoir deux micros" in paper.content.decode()
    delete = reverse("workshops:speaker_delete", args=[workshop.public_id, person.public_id])
    assert "Supprimer «" in client.get(delete).content.decode()
    assert Speaker.objects.count() == 1
    client.post(delete)
    assert Speaker.objects.count() == 0


def test_an_unknown_time_zone_is_refused(secretariat: User) -> None:
    from palabre.cycle.workshops.models import Workshop
    from palabre.cycle.workshops.operations import Refused, create_workshop

    with pytest.raises(Refused, match="Europe/Nulle_part"):
        create_workshop(
            actor=secretariat,
            at=LATER,
            values={"title": "Essai", "time_zone": "Europe/Nulle_part"},
        )
    assert not Workshop.objects.exists()
