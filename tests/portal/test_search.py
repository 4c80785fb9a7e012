"""Searching what is public, on the demonstration, whose texts are known."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape

import pytest
from django.test import Client

from palabre.cycle.experiences.enums import Attribution
from palabre.cycle.experiences.models import Testimony as Told
from palabre.cycle.programmes.enums import Status
from palabre.cycle.programmes.models import Action, Programme
from palabre.cycle.programmes.operations import publish_programme
from palabre.foundation.accounts.models import User
from palabre.foundation.finder import operations
from palabre.foundation.finder.models import Document
from palabre.foundation.journal.operations import record
from palabre.foundation.network.models import City
from palabre.portal.demonstration.building import build_demonstration

As = Callable[[User | None], Client]
AT = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def demonstration(db: None) -> None:
    build_demonstration(AT)


def titles(client: Client, query: str) -> list[str]:
    page = client.get(f"/chercher/?{query}").content.decode()
    found = re.findall(r"<article.*?<h2>(.*?)</h2>", page, re.DOTALL)
    return [unescape(re.sub(r"<[^>]+>", "", one)).strip() for one in found]


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("agent d'accueil quartier", "Former un agent d’accueil par quartier"),
        ("guichets demarches", "Rouvrir des guichets d’aide aux démarches"),
        ("éprouver modele accord", "Écrire et éprouver un modèle d’accord de mutualisation"),
        ("mutualizer logiciel", "Mutualiser un logiciel tient si l’accord entre communes"),
    ],
)
def test_what_was_meant_comes_first(client_as: As, asked: str, first: str) -> None:
    assert titles(client_as(None), f"q={asked}")[0].startswith(first)


def test_it_says_why_and_how_it_was_read(client_as: As) -> None:
    page = client_as(None).get("/chercher/?q=guichts").content.decode()
    assert "n’est nulle part" in page
    assert "<mark>guichet" in page


def test_a_phrase_is_found_as_it_stands(client_as: As) -> None:
    client = client_as(None)
    assert titles(client, "q=«aide aux démarches»")
    assert titles(client, "q=«démarches aux aide»") == []


def test_narrowing_by_kind_city_and_year(client_as: As) -> None:
    client = client_as(None)
    baobab = City.objects.get(name__startswith="Baobab")
    actions = titles(client, "q=agent guichet&genre=action")
    assert set(actions) <= set(Action.objects.values_list("title", flat=True))
    assert actions
    told = titles(client, f"q=guichet&ville={baobab.public_id}")
    assert "Le guichet tenu à deux (démonstration)" in told
    assert titles(client, "q=guichet&annee=1999") == []


def test_each_way_to_narrow_says_how_many_it_leaves(client_as: As) -> None:
    client = client_as(None)
    page = client.get("/chercher/?q=guichet").content.decode()
    found = re.findall(r'<li><a href="(\?[^"]+)"[^>]*>([^<]+)</a> <span class="quiet">(\d+)', page)
    assert {"Témoignages", "Capitaliser"} <= {unescape(label) for _url, label, _number in found}
    for url, _label, number in found:
        narrowed = client.get(f"/chercher/{unescape(url)}").content.decode()
        said = re.search(r"(Une réponse|(\d+) réponses)", narrowed)
        assert said is not None
        assert int(said.group(2) or 1) == int(number)


def test_what_is_chosen_can_be_dropped(client_as: As) -> None:
    page = client_as(None).get("/chercher/?q=guichet&genre=action&etape=agir").content.decode()
    dropped = re.findall(r'class="choice" href="([^"]+)"', page)
    assert [unescape(one) for one in dropped] == [
        "?q=guichet&etape=agir",
        "?q=guichet&genre=action",
    ]


def test_narrowed_without_words_everything_of_that_kind_is_listed(client_as: As) -> None:
    client = client_as(None)
    assert set(titles(client, "genre=action")) == set(
        Action.objects.values_list("title", flat=True)
    )
    assert titles(client, "genre=licorne") == []


def test_what_is_not_public_is_not_found_by_anyone_outside(client_as: As) -> None:
    client = client_as(None)
    assert titles(client, "q=rouvrir guichets")
    programme = Programme.objects.get(status=Status.PUBLISHED)
    Programme.objects.filter(pk=programme.pk).update(status=Status.DRAFT)
    hidden = "Rouvrir des guichets d’aide aux démarches"
    assert hidden not in titles(client, "q=rouvrir guichets")


def test_a_witness_without_a_name_is_not_found_by_their_city(client_as: As) -> None:
    told = Told.objects.get(title__startswith="Le guichet tenu à deux")
    Told.objects.filter(pk=told.pk).update(
        attribution=Attribution.ANONYMOUS, witness_name="Zébulon Introuvable"
    )
    operations.rebuild()
    client = client_as(None)
    assert titles(client, f"q=guichet&ville={told.city.public_id}&genre=temoignage") == []
    assert titles(client, "q=Zébulon") == []
    assert not Document.objects.filter(body__contains="Introuvable").exists()


def test_what_changed_is_read_again(client_as: As) -> None:
    client = client_as(None)
    action = Action.objects.get(title="Former un agent d’accueil par quartier")
    assert titles(client, "q=girafe") == []
    Action.objects.filter(pk=action.pk).update(title="Former une girafe par quartier")
    record(actor=None, at=AT, verb="programmes.action-revised", subject=action.public_id)
    assert titles(client, "q=girafe") == ["Former une girafe par quartier"]
    before = Document.objects.count()
    assert operations.rebuild() == before


@pytest.mark.parametrize("asked", ["", "%20", "?!", "le", "'%22)--", "x" * 400, "«", "é"])
def test_odd_questions_get_a_page(client_as: As, asked: str) -> None:
    answer = client_as(None).get(f"/chercher/?q={asked}&annee=abcd&genre=x&ville=x")
    assert answer.status_code == 200


def test_a_programme_published_is_found_whole(client_as: As) -> None:
    client = client_as(None)
    secretariat = User.objects.get(email="secretariat@demonstration.invalid")
    programme = Programme.objects.get(status=Status.PUBLISHED)
    Programme.objects.filter(pk=programme.pk).update(status=Status.ADOPTED)
    operations.rebuild()
    assert titles(client, "q=rouvrir guichets&genre=action") == []
    programme.refresh_from_db()
    publish_programme(actor=secretariat, at=AT, programme=programme)
    assert titles(client, "q=rouvrir guichets&genre=action")[0].startswith("Rouvrir")


def test_the_same_order_for_equal_texts_whatever_was_read_first(client_as: As) -> None:
    first = titles(client_as(None), "q=démonstration ville guichet")
    operations.rebuild()
    assert titles(client_as(None), "q=démonstration ville guichet") == first
