"""The home page by role, the demonstration's door, and the thread's pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from palabre.foundation.accounts.models import User
from palabre.foundation.thread.models import Edge
from palabre.foundation.thread.queries import why
from palabre.portal.awaiting import awaiting
from palabre.portal.demonstration.building import build_demonstration
from palabre.portal.thread_pages import flows

As = Callable[[User | None], Client]


@pytest.fixture
def demonstration(db: None) -> None:
    build_demonstration(datetime(2026, 12, 1, 9, 0, tzinfo=UTC))


def person(key: str) -> User:
    return User.objects.get(email=f"{key}@demonstration.invalid")


def test_each_role_is_told_what_awaits_it(demonstration: None) -> None:
    assert [(one.kind, "Par où commencer" in one.title) for one in awaiting(person("baobab"))] == [
        ("À voter", True)
    ]
    assert awaiting(person("secretariat")) == []
    assert awaiting(person("expertise")) == []


def test_the_home_page_shows_one_thread_from_words_to_action(
    demonstration: None, client_as: As
) -> None:
    page = client_as(None).get("/").content.decode()
    for kind in ("Passage", "Enseignement", "Énoncé", "Décision", "Résultat", "Action"):
        assert f'<span class="river-kind">{kind}' in page


def test_the_door_of_roles_exists_on_the_demonstration_server_alone(
    demonstration: None, client_as: As, settings: Any
) -> None:
    settings.DEMONSTRATION = False
    assert client_as(None).get("/entrer/").status_code == 404
    assert client_as(None).post("/entrer/", {"role": "secretariat"}).status_code == 404
    settings.DEMONSTRATION = True
    client = client_as(None)
    assert client.post("/entrer/", {"role": "personne"}).status_code == 404
    assert client.post("/entrer/", {"role": "baobab"}).status_code == 302
    assert client.session["_auth_user_id"] == str(person("baobab").pk)


def test_a_thread_of_nothing_is_not_found(demonstration: None, client_as: As) -> None:
    for path in ("/fil/action-2222222222/", "/fil/nimporte/", "/fil/action-2222222222/prov.jsonld"):
        assert client_as(None).get(path).status_code == 404


def test_the_river_contracts_what_it_does_not_draw(demonstration: None) -> None:
    """The axis, the consultation, the slot and the workshop are told in words, not drawn."""
    action = Edge.objects.filter(relation="contributes").values_list("source", flat=True)[0]
    thread = why(person("secretariat"), action)
    drawn = {key.partition("-")[0] for pair in flows(thread) for key in pair}
    assert drawn == {"passage", "enseignement", "enonce", "decision", "resultat", "action"}
    ends = {target for _source, target in flows(thread)}
    assert action in ends


def test_the_example_cities_exist_nowhere_and_real_ones_say_nothing(demonstration: None) -> None:
    """No words, vote or figure is put in the mouth of a real city."""
    from palabre.cycle.consultations.models import Participant
    from palabre.cycle.experiences.models import Testimony
    from palabre.cycle.programmes.models import Action

    heard = {t.city.country for t in Testimony.objects.select_related("city") if t.city}
    voted = {p.city.country for p in Participant.objects.select_related("city") if p.city}
    acting = set(Action.objects.values_list("cities__country", flat=True))
    assert heard == voted == acting == {"ZZ"}
