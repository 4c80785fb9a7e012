"""Forms and pages, as people use them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.cycle.experiences.conftest import SLOT, TEXT, Mark, Validate

from palabre.cycle.experiences import models
from palabre.foundation.accounts.models import User
from palabre.foundation.network.models import City
from palabre.foundation.thread.queries import targets_of

ClientAs = Callable[[User | None], Client]
JSON = {"HTTP_ACCEPT": "application/json"}


def typed(city: City, **changes: str) -> dict[str, str]:
    return {
        "uid": str(uuid4()),
        "title": "Compter ce qui marche",
        "city": city.public_id,
        "witness_name": "Aïssa Canari",
        "witness_role": "Une maire",
        "attribution": "named",
        "given_on": "2026-02-20",
        "mode": "remote",
        "language": "fr",
        "transcript": TEXT.replace("\n", "\r\n"),
        "consent": "Oral.",
        "slot": SLOT,
        **changes,
    }


NEW = "experiences:testimony-new"


def test_a_scribe_records_with_a_plain_form(
    client_as: ClientAs, facilitator: User, city_niamey: City
) -> None:
    client, values = client_as(facilitator), typed(city_niamey)
    page = client.get(reverse(NEW), {"sequence": SLOT}).content.decode()
    assert f'<option value="{SLOT}" selected>' in page
    response = client.post(reverse(NEW), values)
    testimony = models.Testimony.objects.get()
    path = reverse("experiences:testimony", args=[testimony.public_id])
    assert (response.status_code, response["Location"]) == (302, path)
    assert (testimony.transcript, testimony.mode) == (TEXT, "remote")
    assert targets_of(testimony.public_id) == [SLOT]
    again = client.post(reverse(NEW), values)
    assert (again.status_code, again["Location"]) == (302, path)
    assert models.Testimony.objects.count() == 1
    other = client.post(reverse(NEW), values | {"transcript": "Un autre texte."})
    assert other.status_code == 409
    assert "Un autre texte." in other.content.decode()
    assert values["uid"] not in other.content.decode()
    assert models.Testimony.objects.count() == 1


def test_the_outbox_gets_its_receipts(
    client_as: ClientAs, delegate_niamey: User, city_niamey: City
) -> None:
    client, values = client_as(delegate_niamey), typed(city_niamey)
    values.pop("slot")

    def send(**changes: str) -> tuple[int, dict[str, Any]]:
        response = client.post(reverse(NEW), values | changes, **JSON)
        return response.status_code, response.json()

    status, body = send()
    assert status == 201
    assert body["id"] == models.Testimony.objects.get().public_id
    assert send()[0] == 200
    assert send(title="Autre")[0] == 409
    status, body = send(uid=str(uuid4()), title="")
    assert (status, list(body["errors"])) == (422, ["title"])
    # A version 1 identifier, and no identifier at all.
    assert send(uid="2c5ea4c0-4067-11e9-8bad-9b1deb4d3b7d")[0] == 422
    assert send(uid="pas un identifiant")[0] == 422
    assert models.Testimony.objects.count() == 1


def test_a_json_body_is_read_too(
    client_as: ClientAs, delegate_niamey: User, city_niamey: City
) -> None:
    client = client_as(delegate_niamey)
    values = typed(city_niamey, slot="")
    kind = "application/json"
    first = client.post(reverse(NEW), values, content_type=kind, **JSON)
    assert first.status_code == 201
    assert client.post(reverse(NEW), "[1", content_type=kind, **JSON).status_code == 422


def test_a_refused_form_gives_back_what_was_typed(
    client_as: ClientAs, secretariat: User, city_niamey: City
) -> None:
    values = typed(city_niamey, witness_name="")
    response = client_as(secretariat).post(reverse(NEW), values)
    assert response.status_code == 422
    assert "quarante marchaient" in response.content.decode()
    assert "Écrivez le nom du témoin" in response.content.decode()


def test_a_delegate_is_offered_their_own_city_only(
    client_as: ClientAs, delegate_niamey: User, city_nantes: City
) -> None:
    client = client_as(delegate_niamey)
    page = client.get(reverse(NEW)).content.decode()
    assert "Nantes" not in page
    assert client.post(reverse(NEW), typed(city_nantes)).status_code == 422
    assert not models.Testimony.objects.exists()


def test_two_people_on_one_form_see_both_texts(
    client_as: ClientAs, draft: models.Testimony, secretariat: User, delegate_niamey: User
) -> None:
    path = reverse("experiences:testimony-edit", args=[draft.public_id])
    assert draft.city is not None
    first = typed(draft.city, transcript="Le texte de la première.", version="1")
    second = typed(draft.city, transcript="Le texte du second.", version="1")
    assert client_as(secretariat).post(path, first).status_code == 302
    client = client_as(delegate_niamey)
    conflict = client.post(path, second)
    page = conflict.content.decode()
    assert conflict.status_code == 409
    assert "Le texte de la première." in page
    assert "Le texte du second." in page
    assert 'name="version" value="2"' in page
    assert client.post(path, second | {"version": "2"}).status_code == 302


def test_an_edit_that_loses_passages_says_which(
    client_as: ClientAs, draft: models.Testimony, mark: Mark, secretariat: User
) -> None:
    mark(draft, "quarante marchaient")
    assert draft.city is not None
    path = reverse("experiences:testimony-edit", args=[draft.public_id])
    response = client_as(secretariat).post(
        path, typed(draft.city, transcript="Tout est réécrit.", version="1")
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "«\u00a0quarante marchaient\u00a0»" in page
    assert "Tout est réécrit." in page


def test_sentences_that_follow_one_another_make_one_passage(
    client_as: ClientAs, draft: models.Testimony, secretariat: User
) -> None:
    client = client_as(secretariat)
    path = reverse("experiences:passages", args=[draft.public_id])
    form = client.get(path).context["form"]
    values = {"text": form["text"].value(), "attribution": "same", "sentence": ["1", "2", "4"]}
    assert client.post(path, values).status_code == 302
    assert [p.text for p in draft.passages.all()] == [
        "Nous avions livré deux cents ordinateurs. Un an après, quarante marchaient.",
        "Si c’était à refaire, nous commencerions par l’énergie.",
    ]


@pytest.mark.parametrize(
    ("quote", "status"), [("quarante   marchaient", 302), ("trente marchaient", 422)]
)
def test_a_selection_is_checked_against_the_text(
    client_as: ClientAs, draft: models.Testimony, secretariat: User, quote: str, status: int
) -> None:
    client = client_as(secretariat)
    path = reverse("experiences:passages", args=[draft.public_id])
    start = TEXT.index("quarante marchaient")
    values = {
        "text": client.get(path).context["form"]["text"].value(),
        "attribution": "same",
        "start": start,
        "end": start + len("quarante marchaient"),
        "quote": quote,
    }
    assert client.post(path, values).status_code == status
    assert draft.passages.count() == (1 if status == 302 else 0)


def test_ticking_in_a_text_that_changed_is_refused(
    client_as: ClientAs, draft: models.Testimony, secretariat: User
) -> None:
    client = client_as(secretariat)
    path = reverse("experiences:passages", args=[draft.public_id])
    values = {"text": "0" * 16, "attribution": "same", "sentence": ["1"]}
    response = client.post(path, values)
    assert response.status_code == 422
    assert "a changé entre-temps" in response.content.decode()
    nothing = client.get(path).context["form"]["text"].value()
    empty = client.post(path, {"text": nothing, "attribution": "same"})
    assert empty.status_code == 422


def test_a_lesson_is_drawn_published_and_found(
    client_as: ClientAs,
    draft: models.Testimony,
    mark: Mark,
    validate: Validate,
    secretariat: User,
) -> None:
    passage = mark(draft, "quarante marchaient")
    validate(draft)
    client = client_as(secretariat)
    new = reverse("experiences:lesson-new")
    page = client.get(new, {"passage": passage.public_id}).content.decode()
    assert f'value="{passage.public_id}"' in page
    assert "checked" in page
    values = {
        "sentence": "Prévoir l’énergie.",
        "passages": passage.public_id,
        "evidence": "single",
        "search": "introuvable",
    }
    looked = client.post(new, values | {"look": "1"})
    assert looked.status_code == 200
    assert "Prévoir l’énergie." in looked.content.decode()
    assert f'value="{passage.public_id}"' in looked.content.decode()
    assert client.post(new, values | {"search": ""}).status_code == 302
    lesson = models.Lesson.objects.get()
    show = reverse("experiences:lesson", args=[lesson.public_id])
    assert Client().get(show).status_code == 404
    publish = reverse("experiences:lesson-publish", args=[lesson.public_id])
    assert client.post(publish).status_code == 302
    assert "quarante marchaient" in Client().get(show).content.decode()
    found = Client().get(reverse("experiences:lessons"), {"q": "energie"}).content.decode()
    assert "Prévoir l’énergie." in found
    assert (
        "Prévoir" not in Client().get(reverse("experiences:lessons"), {"q": "eau"}).content.decode()
    )


def test_a_lesson_without_a_passage_is_refused(client_as: ClientAs, secretariat: User) -> None:
    values = {"sentence": "Une phrase gardée.", "evidence": "single"}
    response = client_as(secretariat).post(reverse("experiences:lesson-new"), values)
    assert response.status_code == 422
    assert "Une phrase gardée." in response.content.decode()
    assert "Choisissez au moins un passage" in response.content.decode()


def test_empty_pages_teach(client_as: ClientAs, secretariat: User, network: object) -> None:
    for person, words in ((None, "Vous lirez ici"), (secretariat, "Un témoignage garde")):
        page = client_as(person).get(reverse("experiences:testimonies")).content.decode()
        assert words in page
    for person, words in ((None, "Vous lirez ici"), (secretariat, "Un enseignement est")):
        page = client_as(person).get(reverse("experiences:lessons")).content.decode()
        assert words in page
