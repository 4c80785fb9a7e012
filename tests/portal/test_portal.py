"""The home page by role, the demonstration's door, and the thread's pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, Model
from django.test import Client
from django.test.utils import CaptureQueriesContext

from palabre.cycle.consultations.models import Consultation
from palabre.cycle.decisions.models import Decision
from palabre.cycle.experiences.enums import Attribution
from palabre.cycle.experiences.models import Lesson
from palabre.cycle.experiences.models import Testimony as Told
from palabre.cycle.programmes.models import Action
from palabre.cycle.programmes.queries import actions_visible_to
from palabre.cycle.workshops.models import Workshop
from palabre.foundation.accounts.models import User
from palabre.foundation.network.models import City
from palabre.foundation.thread.models import Edge
from palabre.foundation.thread.queries import why
from palabre.portal.awaiting import awaiting
from palabre.portal.demonstration.building import build_demonstration
from palabre.portal.thread_pages import flows

COPIED: dict[type[Model], tuple[str, ...]] = {
    Lesson: (),
    Workshop: (),
    Consultation: (),
    Decision: ("order",),
    Action: ("order",),
}
As = Callable[[User | None], Client]


@pytest.fixture
def demonstration(db: None) -> None:
    build_demonstration(datetime(2026, 12, 1, 9, 0, tzinfo=UTC))


def person(key: str) -> User:
    return User.objects.get(email=f"{key}@demonstration.invalid")


def test_each_role_is_told_what_awaits_it(demonstration: None) -> None:
    told = [(one.kind, one.title.partition(" ")[0]) for one in awaiting(person("baobab"))]
    assert told == [("À voter", "Par"), ("À voter", "Petit")]
    assert awaiting(person("secretariat")) == []
    assert awaiting(person("expertise")) == []


def test_the_home_page_shows_one_thread_from_words_to_action(
    demonstration: None, client_as: As
) -> None:
    page = client_as(None).get("/").content.decode()
    for kind in ("Passage", "Enseignement", "Énoncé", "Décision", "Résultat", "Action"):
        assert f'<span class="river-kind">{kind}' in page


def test_the_home_page_tells_budgets_beside_consultations(
    demonstration: None, client_as: As
) -> None:
    """The vote under way and the published one for a delegate; the published one for the public."""
    for reader, told in (
        (None, "1 consultation · 1 budget<"),
        (person("baobab"), "2 consultations · 2 budgets<"),
    ):
        page = client_as(reader).get("/").content.decode()
        card = page[page.index(told) :].partition("</ul>")[0]
        assert "/consultations/consultation-" in card
        assert "/budgets/budget-" in card


@pytest.mark.parametrize("reader", ["", "secretariat", "baobab"])
def test_the_home_page_asks_the_same_of_one_row_and_of_three(
    demonstration: None, client_as: As, reader: str
) -> None:
    """Three of each thing, the actions with no thread yet: as many queries as for one of each."""
    client = client_as(person(reader) if reader else None)
    client.get("/")
    with CaptureQueriesContext(connection) as one:
        client.get("/")
    for model, numbered in COPIED.items():
        row = model._default_manager.latest("pk")
        if model is Action:  # listed in the order of the programme: the copies come first
            row = actions_visible_to(person("secretariat"))[0]
            Action.objects.update(order=F("order") + 1000)
        for rank in (901, 902):
            row.pk, row.public_id = None, f"{row.public_id.partition('-')[0]}-copie{rank}"
            for name in numbered:
                setattr(row, name, rank)
            row._state.adding = True
            row.save()
    with CaptureQueriesContext(connection) as three:
        page = client.get("/")
    assert "copie902" in page.content.decode()
    assert len(three) == len(one)


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
    from palabre.cycle.programmes.models import Action

    heard = {t.city.country for t in Told.objects.select_related("city") if t.city}
    voted = {p.city.country for p in Participant.objects.select_related("city") if p.city}
    acting = set(Action.objects.values_list("cities__country", flat=True))
    assert heard == voted == acting == {"ZZ"}


def test_a_city_page_gathers_what_it_told_and_what_is_done_there(
    demonstration: None, client_as: As
) -> None:
    page = f"/reseau/villes/{City.objects.get(name__startswith='Baobab').public_id}/"
    public = client_as(None).get(page).content.decode()
    assert "Le guichet tenu à deux" in public
    assert "Former un agent d’accueil par quartier" in public
    quiet = f"/reseau/villes/{City.objects.get(name='Cotonou').public_id}/"
    assert "Rien de public pour l’instant" in client_as(None).get(quiet).content.decode()


def test_a_city_page_does_not_say_who_spoke_without_being_named(
    demonstration: None, client_as: As
) -> None:
    told = Told.objects.get(title__startswith="Le guichet tenu à deux")
    Told.objects.filter(pk=told.pk).update(attribution=Attribution.ANONYMOUS)
    page = f"/reseau/villes/{told.city.public_id}/"
    assert told.title not in client_as(None).get(page).content.decode()
    assert told.title not in client_as(person("cedre")).get(page).content.decode()
    assert told.title in client_as(person("baobab")).get(page).content.decode()
