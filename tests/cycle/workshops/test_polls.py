"""Quick polls: one answer each, nothing before the close, hands beside answers."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

if TYPE_CHECKING:
    from django.test import Client

    from palabre.cycle.workshops.models import Participant, Poll, Workshop
    from palabre.foundation.accounts.models import User

pytestmark = pytest.mark.django_db

Browser = Callable[["User | None"], "Client"]
Asked = Callable[..., "Poll"]
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def asked(dated: Workshop, facilitator: User, at: datetime) -> Asked:
    """Ask the room, at once."""
    from palabre.cycle.workshops.operations import polling

    def ask(kind: str, **values: Any) -> Poll:
        given = {"question": "Par quoi commencer ?", "options": ("Former", "Équiper", "Relier")}
        text = polling.PollText(kind=kind, **given | values)
        poll = polling.create_poll(actor=facilitator, at=at, workshop=dated, text=text)
        return polling.open_poll(actor=facilitator, at=at, poll=poll)

    return ask


def address(poll: Poll, name: str = "poll") -> str:
    return reverse(f"workshops:{name}", args=[poll.workshop.public_id, poll.public_id])


def keys(poll: Poll) -> list[str]:
    from palabre.cycle.workshops.queries.polls import options_of

    return [option.public_id for option in options_of(poll)]


def answer(phone: Client, poll: Poll, *values: str, uid: str = "") -> Any:
    data = {"uid": uid or str(uuid.uuid4()), "reponse": values}
    return phone.post(address(poll), data, **JSON)


def counts(poll: Poll) -> list[tuple[int, int]]:
    from palabre.cycle.workshops.queries.polls import result_of

    return [(one.answers, one.hands) for one in result_of(poll).choices]


def test_an_answer_counts_once_and_may_be_changed(
    asked: Asked, phone: Client, join: Callable[[str], Client]
) -> None:
    poll = asked("choice")
    former, equiper, relier = keys(poll)
    uid = str(uuid.uuid4())
    assert answer(phone, poll, former, uid=uid).status_code == 201
    assert answer(phone, poll, former, uid=uid).status_code == 200
    assert answer(phone, poll, equiper, uid=uid).status_code == 409
    assert answer(phone, poll, relier).status_code == 201
    # The first sending, repeated after the change, does not come back.
    assert answer(phone, poll, former, uid=uid).status_code == 200
    for name in ("Deux", "Trois"):
        answer(join(name), poll, relier)
    assert counts(poll) == [(0, 0), (0, 0), (3, 0)]


def test_nobody_sees_a_hidden_result_before_the_close(
    asked: Asked,
    phone: Client,
    join: Callable[[str], Client],
    client_as: Browser,
    facilitator: User,
) -> None:
    poll = asked("choice", hidden_until_closed=True)
    desk = client_as(facilitator)
    for one in (phone, join("Deux"), join("Trois")):
        answer(one, poll, keys(poll)[0])
    for page in (phone.get(address(poll)), desk.get(address(poll, "poll_conduct"))):
        text = page.content.decode()
        assert "3 réponses" in text
        assert "à la clôture" in text
        assert "<svg" not in text.partition("Résultat")[2]
    desk.post(address(poll, "poll_close"))
    shown = phone.get(address(poll)).content.decode()
    assert "<svg" in shown
    assert answer(phone, poll, keys(poll)[1]).status_code == 422


def test_too_few_answers_are_not_detailed(asked: Asked, phone: Client) -> None:
    poll = asked("choice", hidden_until_closed=False)
    answer(phone, poll, keys(poll)[0])
    text = phone.get(address(poll)).content.decode()
    assert "trop peu" in text
    assert "<svg" not in text.partition("Résultat")[2]


def test_hands_stand_beside_answers_and_a_new_count_replaces_the_first(
    asked: Asked,
    phone: Client,
    join: Callable[[str], Client],
    client_as: Browser,
    facilitator: User,
) -> None:
    poll = asked("choice", hidden_until_closed=False)
    former, equiper, _relier = keys(poll)
    desk = client_as(facilitator)
    for one in (phone, join("Deux"), join("Trois")):
        answer(one, poll, former)
    for hands in ("4", "5"):
        desk.post(address(poll, "poll_hands"), {f"mains-{equiper}": hands})
    assert counts(poll) == [(3, 0), (0, 5), (0, 0)]
    refused = desk.post(address(poll, "poll_hands"), {f"mains-{equiper}": "beaucoup"}, follow=True)
    assert "« beaucoup »" in refused.content.decode().replace("\u00a0", " ")
    assert counts(poll)[1] == (0, 5)


@pytest.mark.parametrize(
    ("kind", "values", "said"),
    [
        ("choice", (), "Répondez avant"),
        ("choice", ("option-inconnue",), "plus"),
        ("scale", ("9",), "degré"),
        ("words", ("un", "deux", "trois"), "2 mots"),
        ("words", ("x" * 41,), "quarante"),
    ],
)
def test_what_the_poll_does_not_offer_is_refused_in_words(
    asked: Asked, phone: Client, kind: str, values: tuple[str, ...], said: str
) -> None:
    poll = asked(kind, most=2 if kind == "words" else 1)
    refused = answer(phone, poll, *values)
    assert refused.status_code == 422
    assert said in refused.json()["message"]


def test_two_options_at_one_place_are_refused_and_what_was_typed_is_kept(
    asked: Asked, phone: Client
) -> None:
    poll = asked("ranking")
    former, equiper, relier = keys(poll)
    data = {"uid": str(uuid.uuid4()), f"place-{former}": "1", f"place-{equiper}": "1"}
    assert "même place" in phone.post(address(poll), data).content.decode()
    data |= {f"place-{equiper}": "3", f"place-{relier}": "2"}
    assert phone.post(address(poll), data).status_code == 302
    from palabre.cycle.workshops.models import PollAnswer

    assert PollAnswer.objects.get(poll=poll).values == [former, relier, equiper]


def test_a_word_is_hidden_from_the_cloud_and_comes_back(
    asked: Asked,
    phone: Client,
    join: Callable[[str], Client],
    client_as: Browser,
    facilitator: User,
) -> None:
    poll = asked("words", most=2, hidden_until_closed=False)
    for one, words in ((phone, ("Eau", "Gros mot")), (join("B"), ("eau",)), (join("C"), ("EAU",))):
        answer(one, poll, *words)
    assert "Gros mot" in phone.get(address(poll)).content.decode().partition("Résultat")[2]
    desk = client_as(facilitator)
    desk.post(address(poll, "poll_word"), {"mot": "Gros mot", "masquer": "oui"})
    hidden = join("D").get(address(poll)).content.decode()
    assert "Gros mot" not in hidden
    desk.post(address(poll, "poll_word"), {"mot": "gros mot", "masquer": "non"})
    assert "Gros mot" in join("E").get(address(poll)).content.decode()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"options": "Une seule"}, "au moins deux options"),
        ({"options": "Former\nformer "}, "la même chose"),
        ({"options": "\n".join(map(str, range(13)))}, "Douze options"),
        ({"options": "A\nB", "most": "3"}, "plus d’options"),
        ({"kind": "scale", "lowest": "5", "highest": "1"}, "du plus petit au plus grand"),
        ({"question": ""}, "obligatoire"),
    ],
)
def test_a_poll_that_contradicts_itself_is_refused_in_words(
    dated: Workshop, client_as: Browser, facilitator: User, values: dict[str, str], said: str
) -> None:
    page = reverse("workshops:poll_new", args=[dated.public_id])
    data = {"question": "Quoi ?", "kind": "choice", "options": "A\nB", "most": "1"} | values
    refused = client_as(facilitator).post(page, data)
    assert refused.status_code == 422
    assert said in refused.content.decode()


def test_an_open_poll_no_longer_changes_and_is_kept(
    asked: Asked, client_as: Browser, facilitator: User
) -> None:
    from palabre.cycle.workshops.models import Poll

    poll = asked("choice")
    desk = client_as(facilitator)
    data = {"question": "Autre", "kind": "choice", "options": "A\nB", "version": "9"}
    changed = desk.post(address(poll, "poll_edit"), data)
    assert "il ne change plus" in changed.content.decode()
    desk.post(address(poll, "poll_remove"))
    assert Poll.objects.filter(pk=poll.pk).exists()


def test_one_poll_at_a_time_is_on_the_screen(
    asked: Asked, client_as: Browser, facilitator: User, dated: Workshop
) -> None:
    from palabre.cycle.workshops.queries.polls import poll_on_screen

    first, second = asked("choice"), asked("scale")
    desk = client_as(facilitator)
    for poll in (first, second):
        desk.post(address(poll, "poll_show"), {"ecran": "oui"})
    assert poll_on_screen(dated) == second
    assert desk.get(address(second, "poll_screen")).status_code == 200
    desk.post(address(second, "poll_show"), {"ecran": "non"})
    assert poll_on_screen(dated) is None


def test_a_poll_in_preparation_is_unknown_in_the_room(
    dated: Workshop, phone: Client, facilitator: User, at: datetime
) -> None:
    from palabre.cycle.workshops.operations import polling

    text = polling.PollText("Secret ?", "choice", options=("Oui", "Non"))
    poll = polling.create_poll(actor=facilitator, at=at, workshop=dated, text=text)
    assert phone.get(address(poll)).status_code == 404
    listed = phone.get(reverse("workshops:polls", args=[dated.public_id]))
    assert "Secret" not in listed.content.decode()


def test_somebody_taken_out_of_the_room_no_longer_answers(
    asked: Asked, phone: Client, joined: Participant, facilitator: User, at: datetime
) -> None:
    from palabre.cycle.workshops.operations import joining

    poll = asked("choice")
    joining.remove_participant(actor=facilitator, at=at, participant=joined)
    assert answer(phone, poll, keys(poll)[0]).status_code in {401, 404}
