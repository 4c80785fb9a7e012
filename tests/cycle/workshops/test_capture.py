"""Notes and questions: the submission contract, whose words are whose, what the room sees."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from tests.cycle.workshops.pages import fields_of

if TYPE_CHECKING:
    from django.test import Client

    from palabre.cycle.workshops.models import Note, Participant, Workshop
    from palabre.foundation.accounts.models import User
    from palabre.foundation.network.models import City

pytestmark = pytest.mark.django_db

Browser = Callable[["User | None"], "Client"]
JSON = {"HTTP_ACCEPT": "application/json"}


def sent(**changes: str) -> dict[str, str]:
    return {"uid": str(uuid.uuid4()), "kind": "idea", "text": "Former avant d’équiper."} | changes


def address(workshop: Workshop) -> str:
    return reverse("workshops:capture", args=[workshop.public_id])


def notes() -> list[Note]:
    from palabre.cycle.workshops.models import Note

    return list(Note.objects.order_by("pk"))


def test_one_sending_is_one_note_however_often_it_is_sent(
    dated: Workshop, phone: Client, joined: Participant
) -> None:
    data = sent()
    answers = [phone.post(address(dated), data, **JSON) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 200, 200]
    other = phone.post(address(dated), data | {"text": "Autre chose."}, **JSON)
    assert other.status_code == 409
    assert "gardés" in other.json()["message"]
    (note,) = notes()
    assert (note.text, note.participant) == ("Former avant d’équiper.", joined)


def test_it_is_dated_when_it_was_written_not_when_the_line_came_back(
    dated: Workshop, phone: Client
) -> None:
    answer = phone.post(address(dated), sent(attente="600"), **JSON)
    assert answer.status_code == 201
    (note,) = notes()
    assert note.received_at - note.written_at == timedelta(minutes=10)
    # The wait is not part of the content: the same note sent later is the same note.
    again = sent(attente="5")
    assert phone.post(address(dated), again, **JSON).status_code == 201
    assert phone.post(address(dated), again | {"attente": "90"}, **JSON).status_code == 200


@pytest.mark.parametrize(
    ("waited", "counted"),
    [
        ("0.4", timedelta(milliseconds=400)),
        ("3.600", timedelta(seconds=3, milliseconds=600)),
        ("-5", timedelta()),
        ("1e9", timedelta()),
        ("nan", timedelta()),
        ("١٢", timedelta()),
        ("9999999", timedelta(days=3)),
    ],
)
def test_the_wait_is_counted_to_the_millisecond_and_never_believed_blindly(
    dated: Workshop, phone: Client, waited: str, counted: timedelta
) -> None:
    assert phone.post(address(dated), sent(attente=waited), **JSON).status_code == 201
    (note,) = notes()
    assert note.received_at - note.written_at == counted


def test_notes_of_one_device_keep_their_order_on_a_slow_line(
    dated: Workshop, phone: Client
) -> None:
    # The first travelled for long: by its wait alone, the second would come before it.
    first, second = sent(text="D’abord.", attente="10"), sent(text="Ensuite.", attente="40")
    phone.post(address(dated), first, **JSON)
    phone.post(address(dated), second | {"apres": first["uid"]}, **JSON)
    early, late = notes()
    assert late.written_at - early.written_at == timedelta(milliseconds=1)
    # What it says it follows is unknown here, or is no identifier: its own wait is believed.
    for stray in (str(uuid.uuid4()), "n’importe quoi"):
        phone.post(address(dated), sent(attente="60", apres=stray), **JSON)
        last = notes()[-1]
        assert last.received_at - last.written_at == timedelta(seconds=60)


def test_a_phone_that_is_not_in_the_room_keeps_its_words(
    dated: Workshop, client_as: Browser
) -> None:
    answer = client_as(None).post(address(dated), sent(), **JSON)
    assert answer.status_code in {401, 404}
    assert notes() == []
    page = client_as(None).get(address(dated))
    assert page.status_code in {302, 404}


def test_words_of_one_page_never_leave_under_the_name_of_another(
    dated: Workshop, phone: Client, client_as: Browser, facilitator: User
) -> None:
    written = fields_of(phone.get(address(dated)).content.decode())
    desk = client_as(facilitator)
    lent = sent(text="Écrit sur la page de la première.", par=written["par"][0])
    refused = desk.post(address(dated), lent, **JSON)
    assert refused.status_code == 401
    assert "gardés" in refused.json()["message"]
    plain = desk.post(address(dated), lent)
    assert plain.status_code == 409
    assert "Écrit sur la page de la première." in plain.content.decode()
    assert notes() == []
    assert phone.post(address(dated), lent, **JSON).status_code == 201


def test_a_flood_is_slowed_and_nothing_of_it_is_lost(dated: Workshop, phone: Client) -> None:
    codes = [phone.post(address(dated), sent(), **JSON).status_code for _ in range(20)]
    assert codes == [201] * 20
    late = sent(text="Le vingt et unième.")
    refused = phone.post(address(dated), late, **JSON)
    assert refused.status_code == 503
    assert int(refused.headers["Retry-After"]) > 0
    assert "Rien n’est perdu" in refused.json()["message"]
    plain = phone.post(address(dated), late)
    assert plain.status_code == 503
    assert "Le vingt et unième." in plain.content.decode()
    assert len(notes()) == 20


def test_without_scripts_what_was_typed_comes_back_with_the_reason(
    dated: Workshop, phone: Client
) -> None:
    page = phone.post(address(dated), sent(text="", said_by="Mme Essai"))
    assert page.status_code == 422
    assert "Mme Essai" in page.content.decode()
    done = phone.post(address(dated), sent(), follow=True)
    assert "C’est noté." in done.content.decode()


def test_hostile_words_stay_words(dated: Workshop, phone: Client) -> None:
    phone.post(address(dated), sent(text="<script>alert(1)</script>"), **JSON)
    page = phone.get(address(dated)).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;" in page
    assert phone.post(address(dated), sent(text="x" * 2_001), **JSON).status_code == 422
    assert phone.post(address(dated), sent(kind="autre"), **JSON).status_code == 422
    assert phone.post(address(dated), sent(uid="pas-un-uuid"), **JSON).status_code == 400


def test_only_its_author_or_the_facilitator_corrects_it(
    dated: Workshop, phone: Client, other_phone: Client, client_as: Browser, facilitator: User
) -> None:
    phone.post(address(dated), sent(), **JSON)
    (note,) = notes()
    page = reverse("workshops:note_edit", args=[dated.public_id, note.public_id])
    data = {"kind": "idea", "text": "Former d’abord.", "version": "1"}
    refused = other_phone.post(page, data)
    assert "Seule la personne" in refused.content.decode()
    assert phone.post(page, data).status_code == 302
    # A second tab, opened on the first version: told, and both texts are there.
    late = client_as(facilitator).post(page, data | {"text": "Former ensuite."})
    shown = late.content.decode()
    assert late.status_code == 422
    assert "Former d’abord." in shown
    assert "Former ensuite." in shown
    assert notes()[0].text == "Former d’abord."


def test_withdrawn_and_hidden_notes_leave_the_room_and_are_kept(
    dated: Workshop, phone: Client, other_phone: Client, client_as: Browser, facilitator: User
) -> None:
    desk = client_as(facilitator)
    for text in ("À retirer.", "À masquer."):
        phone.post(address(dated), sent(text=text), **JSON)
    withdrawn, hidden = notes()
    phone.post(reverse("workshops:note_withdraw", args=[dated.public_id, withdrawn.public_id]))
    page = reverse("workshops:note_hide", args=[dated.public_id, hidden.public_id])
    assert desk.post(page, {"reason": " "}).status_code == 422
    assert desk.post(page, {"reason": "Met en cause une personne"}).status_code == 302
    room = other_phone.get(address(dated)).content.decode()
    assert "À retirer." not in room
    assert "À masquer." not in room
    assert "À masquer." in desk.get(address(dated)).content.decode()
    own = phone.get(reverse("workshops:contributions", args=[dated.public_id])).content.decode()
    assert "Met en cause une personne" in own
    desk.post(reverse("workshops:note_show", args=[dated.public_id, hidden.public_id]))
    assert "À masquer." in other_phone.get(address(dated)).content.decode()


def test_whoever_asks_not_to_be_named_is_named_to_the_facilitator_alone(
    dated: Workshop, phone: Client, other_phone: Client, joined: Participant
) -> None:
    phone.post(address(dated), sent(unnamed="on"), **JSON)
    room = other_phone.get(address(dated)).content.decode()
    assert "Former avant" in room
    assert "Awa Essai" not in room.partition("data-feed")[2]


def ask(phone: Client, workshop: Workshop, text: str) -> Note:
    phone.post(address(workshop), sent(kind="question", text=text), **JSON)
    return notes()[-1]


def test_a_question_is_supported_once_by_each_and_the_most_supported_come_first(
    dated: Workshop, phone: Client, other_phone: Client
) -> None:
    from palabre.cycle.workshops.models import Support

    first = ask(phone, dated, "Qui paie l’entretien ?")
    second = ask(phone, dated, "Qui forme les agents ?")
    page = reverse("workshops:note_support", args=[dated.public_id, second.public_id])
    for _ in range(3):
        answer = other_phone.post(page, {"soutien": "oui"}, **JSON)
    assert answer.json() == {"supports": 1, "mine": True}
    assert Support.objects.count() == 1
    own = phone.post(page, {"soutien": "oui"}, **JSON)
    assert own.status_code == 422
    shown = other_phone.get(reverse("workshops:questions", args=[dated.public_id]))
    text = shown.content.decode()
    assert text.index(second.text) < text.index(first.text)
    assert other_phone.post(page, {"soutien": "non"}, **JSON).json()["supports"] == 0


def test_the_facilitator_says_where_a_question_stands(
    dated: Workshop, phone: Client, client_as: Browser, facilitator: User
) -> None:
    note = ask(phone, dated, "Qui paie l’entretien ?")
    page = reverse("workshops:question_settle", args=[dated.public_id, note.public_id])
    client_as(facilitator).post(page, {"state": "answered", "answer": "La ville, à parts égales."})
    shown = phone.get(reverse("workshops:questions", args=[dated.public_id])).content.decode()
    assert "a reçu une réponse" in shown
    assert "La ville, à parts égales." in shown


MADE = (
    ("enonce", "consultation"),
    ("temoignage", "nouveau"),
    ("decision", "releve"),
)


def made_from(desk: Client, note: Note, maker: str, place: str) -> Any:
    page = reverse("workshops:note_becomes", args=[note.workshop.public_id, note.public_id])
    return desk.post(page, {"devient": f"{maker} {place}"})


def test_words_become_a_statement_a_testimony_a_decision_and_the_thread_keeps_it(
    dated: Workshop,
    phone: Client,
    client_as: Browser,
    facilitator: User,
    city_niamey: City,
    at: datetime,
) -> None:
    from palabre.cycle.consultations.operations.preparing import (
        ConsultationText,
        create_consultation,
    )
    from palabre.foundation.thread.queries import sources_of, targets_of

    consultation = create_consultation(
        text=ConsultationText("Que faire d’abord ?"), actor=facilitator, at=at
    )
    desk = client_as(facilitator)
    phone.post(address(dated), sent(), **JSON)
    (note,) = notes()
    page = desk.get(reverse("workshops:captured", args=[dated.public_id, note.public_id]))
    assert "Que faire d’abord" in page.content.decode()
    for maker, place in MADE:
        where = consultation.public_id if place == "consultation" else place
        answer = made_from(desk, note, maker, where)
        assert answer.status_code == 302, maker
        assert desk.get(answer.headers["Location"]).status_code == 200
    kinds = sorted(one.partition("-")[0] for one in sources_of(note.public_id))
    assert kinds == ["decision", "enonce", "temoignage"]
    assert targets_of(note.public_id) == [dated.public_id]
    # A second tap makes no second testimony and no second decision.
    for maker, place in MADE[1:]:
        assert made_from(desk, note, maker, place).status_code in {302, 404}
    assert len(sources_of(note.public_id)) == 3
    # Words that something was made of no longer change.
    edit = reverse("workshops:note_edit", args=[dated.public_id, note.public_id])
    changed = phone.post(edit, {"kind": "idea", "text": "Autre chose.", "version": "1"})
    assert "le fil" in changed.content.decode()


def test_nothing_is_made_by_whoever_does_not_conduct(dated: Workshop, phone: Client) -> None:
    from palabre.foundation.thread.queries import sources_of

    phone.post(address(dated), sent(), **JSON)
    (note,) = notes()
    answer = made_from(phone, note, "decision", "releve")
    assert answer.headers["Location"].startswith("/compte/login/")
    assert sources_of(note.public_id) == []


def test_what_one_contributed_opens_by_its_own_link_and_by_no_other(
    dated: Workshop, phone: Client, other_phone: Client, client_as: Browser
) -> None:
    phone.post(address(dated), sent(), **JSON)
    own = phone.get(reverse("workshops:contributions", args=[dated.public_id]))
    link = str(own.context["link"])
    stranger = client_as(None)
    read = stranger.get(link)
    assert "Former avant d’équiper." in read.content.decode()
    assert "no-store" in read.headers["Cache-Control"]
    assert stranger.get(link[:-4] + "abc/").status_code == 403
    others = other_phone.get(reverse("workshops:contributions", args=[dated.public_id]))
    assert "Former avant" not in others.content.decode()


def test_the_room_asks_a_constant_number_of_queries(
    dated: Workshop, phone: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(3):
        phone.post(address(dated), sent(text=f"Note {number}"), **JSON)
    with django_assert_max_num_queries(20):
        phone.get(address(dated))


def test_a_note_of_a_slot_keeps_the_slot_from_being_removed(
    dated: Workshop, phone: Client, facilitator: User, at: datetime
) -> None:
    from palabre.cycle.workshops.models import Slot
    from palabre.cycle.workshops.operations import Refused, remove_slot

    slot = Slot.objects.filter(workshop=dated, parent=None).first()
    assert slot is not None
    assert phone.post(address(dated), sent(slot=slot.public_id), **JSON).status_code == 201
    assert notes()[0].slot == slot
    with pytest.raises(Refused):
        remove_slot(actor=facilitator, at=at, slot=slot)
