from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from palabre.cycle.programmes import operations, queries, rules
from palabre.cycle.programmes.exports import cards
from palabre.cycle.programmes.models import Action, Indicator, Programme
from palabre.cycle.programmes.operations import (
    AxisText,
    Placement,
    ProgrammeText,
    ResultText,
)
from palabre.foundation.accounts.models import User
from palabre.foundation.network.models import City

from .conftest import DECISION, HIDDEN, INDICATOR, action_text

As = Callable[[User | None], Client]
Count = Callable[[int], object]
NB = "\u00a0"


def filled(**changes: str | list[str]) -> dict[str, str | list[str]]:
    """The inscription form as a person fills it."""
    return {
        "ou-result": "",
        "ou-axis": "",
        "ou-axis_title": "Savoir",
        "ou-statement": "Les équipes savent piloter",
        "ou-level": "output",
        "ou-parent": "",
        "action-title": "Former cent agents",
        "action-stage": "planned",
        "action-lead_city": "",
        "budget-TOTAL_FORMS": "2",
        "budget-INITIAL_FORMS": "0",
        "budget-0-year": "2026",
        "budget-0-source": "fund",
        "budget-0-amount": "80 000",
        "budget-1-year": "",
        "budget-1-source": "",
        "indicateur-TOTAL_FORMS": "2",
        "indicateur-INITIAL_FORMS": "0",
        "indicateur-0-title": "Agents formés",
        "indicateur-0-direction": "up",
        "indicateur-0-unit": "personnes",
        "indicateur-0-baseline": "12,5",
        "indicateur-0-target": "80",
        "indicateur-0-source": "Registre",
        "indicateur-1-title": "",
        "indicateur-1-direction": "up",
    } | changes


def test_list_and_door_agree(
    published: Programme,
    secretariat: User,
    facilitator: User,
    delegate_niamey: User,
    expert: User,
    at: datetime,
) -> None:
    operations.create_programme(
        actor=secretariat, at=at, text=ProgrammeText("Brouillon", 2030, 2031)
    )
    for person, count in (
        (secretariat, 2),
        (facilitator, 2),
        (delegate_niamey, 2),
        (expert, 2),
        (AnonymousUser(), 1),
    ):
        allowed = {one for one in Programme.objects.all() if rules.can_view(person, one)}
        assert set(queries.visible_to(person)) == allowed
        assert len(allowed) == count
        assert {one.result.programme for one in queries.actions_visible_to(person)} <= allowed


def test_a_draft_is_hidden_from_the_public_everywhere(
    action: Action, programme: Programme, client_as: As
) -> None:
    client = client_as(None)
    indicator = Indicator.objects.get()
    for address in (
        f"{programme.public_id}/",
        f"{programme.public_id}/villes/",
        f"{programme.public_id}/budget/",
        f"{programme.public_id}/cadre-de-mesure/",
        f"{programme.public_id}/programme.docx",
        f"{programme.public_id}/programme.pdf",
        f"{programme.public_id}/cadre-de-mesure.xlsx",
        f"action/{action.public_id}/",
    ):
        assert client.get(f"/programmes/{address}").status_code == 404
    for address in ("", "actions/"):
        page = client.get(f"/programmes/{address}").content.decode()
        assert "Former cent agents" not in page
        assert "Programme d’essai" not in page
    for kind, one in (
        (cards.axis_cards, action.result.axis),
        (cards.result_cards, action.result),
        (cards.action_cards, action),
        (cards.indicator_cards, indicator),
    ):
        assert one is not None
        card = kind(AnonymousUser(), [one.public_id])[one.public_id]
        assert (card.withheld, card.title, card.text) == (True, "", "")


WRITING = (
    "nouveau/",
    "{programme}/modifier/",
    "{programme}/axes/nouveau/",
    "{programme}/resultats/nouveau/",
    "axe/{axis}/modifier/",
    "resultat/{result}/modifier/",
    "resultat/{result}/actions/nouvelle/",
    "resultat/{result}/indicateurs/nouveau/",
    "action/{action}/modifier/",
    "action/{action}/indicateurs/nouveau/",
    "indicateur/{indicator}/modifier/",
    f"{{programme}}/inscrire/{DECISION}/",
)


@pytest.mark.parametrize("address", WRITING)
@pytest.mark.parametrize(
    ("role", "status"),
    [
        (None, 302),
        ("delegate_niamey", 403),
        ("facilitator", 403),
        ("expert", 403),
        ("secretariat", 200),
    ],
)
def test_doors_of_writing(
    action: Action,
    request: pytest.FixtureRequest,
    client_as: As,
    address: str,
    role: str | None,
    status: int,
) -> None:
    client = client_as(request.getfixturevalue(role) if role else None)
    assert action.result.axis is not None
    names = {
        "programme": action.result.programme.public_id,
        "axis": action.result.axis.public_id,
        "result": action.result.public_id,
        "action": action.public_id,
        "indicator": Indicator.objects.get().public_id,
    }
    assert client.get(f"/programmes/{address.format(**names)}").status_code == status


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (None, 302),
        ("delegate_niamey", 200),
        ("delegate_phnom_penh", 403),
        ("expert", 403),
        ("secretariat", 200),
    ],
)
def test_the_door_of_observing(
    action: Action,
    request: pytest.FixtureRequest,
    client_as: As,
    role: str | None,
    status: int,
) -> None:
    client = client_as(request.getfixturevalue(role) if role else None)
    indicator = Indicator.objects.get()
    address = f"/programmes/indicateur/{indicator.public_id}/valeurs/nouvelle/"
    assert client.get(address).status_code == status


def test_from_a_decision_to_an_action_in_one_form(
    programme: Programme, secretariat: User, city_niamey: City, client_as: As
) -> None:
    client = client_as(secretariat)
    start = client.get(f"/programmes/inscrire/{DECISION}/")
    assert start["Location"] == f"/programmes/{programme.public_id}/inscrire/{DECISION}/"
    sent = filled(**{"action-lead_city": city_niamey.public_id})
    done = client.post(start["Location"], sent)
    [made] = Action.objects.all()
    assert done["Location"] == f"/programmes/action/{made.public_id}/"
    assert [city.name for city in made.cities.all()] == ["Niamey"]
    assert list(made.budget_lines.values_list("year", "source", "amount")) == [
        (2026, "fund", 80_000)
    ]
    [indicator] = made.indicators.all()
    assert (indicator.baseline, indicator.target) == (Decimal("12.5"), Decimal(80))
    page = client.get(done["Location"]).content.decode()
    assert "Former les équipes de toutes les villes" in page
    assert f"Le fonds de coopération paie 100{NB}% du coût" in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"budget-0-amount": "80 000,50"}, "Donnez un montant entier"),
        ({"budget-0-amount": "beaucoup"}, "Ce montant ne se lit pas"),
        ({"budget-0-amount": "-5"}, "Ce montant ne se lit pas"),
        ({"budget-0-amount": "9" * 30}, "Ce montant est trop grand"),
        ({"ou-statement": ""}, "Choisissez un résultat plus haut"),
        ({"ou-axis_title": ""}, "donnez un titre au nouvel axe"),
        (
            {"action-planned_start": "2026-05-01", "action-planned_end": "2026-04-01"},
            "La fin vient",
        ),
        ({"indicateur-0-baseline_unknown": "on"}, "inconnue à la fois"),
        ({"indicateur-0-target": "nombreux"}, "indicateur-0-target_error"),
    ],
)
def test_a_refused_form_keeps_everything_and_writes_nothing(
    programme: Programme,
    secretariat: User,
    client_as: As,
    changes: dict[str, str],
    said: str,
) -> None:
    address = f"/programmes/{programme.public_id}/inscrire/{DECISION}/"
    page = client_as(secretariat).post(address, filled(**changes))
    text = page.content.decode()
    assert page.status_code == 200
    assert said in text
    assert "Former cent agents" in text
    assert "Agents formés" in text
    assert 'value="Registre"' in text
    assert not Action.objects.exists()
    assert queries.contents_of(programme).axes == ()


@pytest.mark.parametrize("decision", [HIDDEN, "decision-9999999999", "enonce-2222222222"])
def test_a_decision_that_cannot_be_read_is_not_inscribed(
    programme: Programme, secretariat: User, client_as: As, decision: str
) -> None:
    client = client_as(secretariat)
    for address in (f"inscrire/{decision}/", f"{programme.public_id}/inscrire/{decision}/"):
        assert client.get(f"/programmes/{address}").status_code == 404


def test_two_people_on_one_action_lose_nothing(
    action: Action, secretariat: User, client_as: As
) -> None:
    client = client_as(secretariat)
    address = f"/programmes/action/{action.public_id}/modifier/"
    sent = {
        "action-stage": "planned",
        "budget-TOTAL_FORMS": "0",
        "budget-INITIAL_FORMS": "0",
        "version": "1",
    }
    assert client.post(address, {**sent, "action-title": "Premier titre"}).status_code == 302
    page = client.post(address, {**sent, "action-title": "Second titre"}).content.decode()
    assert "Premier titre" in page
    assert "Second titre" in page
    assert 'name="version" value="2"' in page


def test_pages_of_a_published_programme_are_everyones(
    published: Programme, action: Action, client_as: As
) -> None:
    client = client_as(None)
    for address, said in (
        ("", "Programme d’essai"),
        ("actions/", "Former cent agents"),
        (f"action/{action.public_id}/", "Registre des formations"),
        (f"{published.public_id}/", "Former cent agents"),
        (f"{published.public_id}/villes/", "Niamey"),
        (f"{published.public_id}/budget/", f"100{NB}000{NB}€"),
        (f"{published.public_id}/cadre-de-mesure/", "Agents formés"),
        (f"{published.public_id}/editions/1/", "Rien n’a changé"),
    ):
        page = client.get(f"/programmes/{address}")
        assert page.status_code == 200
        assert said in page.content.decode()
        assert "Modifier" not in page.content.decode()


def test_actions_by_stage_and_city(published: Programme, client_as: As) -> None:
    client = client_as(None)
    assert "Former cent agents" in client.get("/programmes/actions/?ville=niamey").content.decode()
    for search in ("ville=Namur", "etat=done", "page=999&ville=%27"):
        page = client.get(f"/programmes/actions/?{search}")
        assert page.status_code == 200
        assert "Former cent agents" not in page.content.decode()
    assert client.get("/programmes/actions/?etat=%00").status_code == 400


def test_what_changed_since_an_edition(
    published: Programme, action: Action, secretariat: User, client_as: As, at: datetime
) -> None:
    from dataclasses import replace

    operations.revise_action(
        actor=secretariat,
        at=at,
        action=action,
        version=1,
        text=replace(action_text(), title="Former deux cents agents"),
    )
    page = client_as(None).get(f"/programmes/{published.public_id}/editions/1/").content.decode()
    assert "<del>Former cent agents</del>" in page
    assert "<ins>Former deux cents agents</ins>" in page


def grow(programme: Programme, person: User, at: datetime, size: int, *cities: City) -> None:
    """`size` axes, each with `size` results of `size` actions."""
    for _axis in range(size):
        axis = operations.add_axis(
            actor=person, at=at, programme=programme, text=AxisText("A", "", (DECISION,))
        )
        for _result in range(size):
            placement = Placement(axis=axis, new_result=ResultText("R"))
            for _action in range(size):
                made = operations.inscribe_decision(
                    actor=person,
                    at=at,
                    programme=programme,
                    decision=DECISION,
                    placement=placement,
                    action=action_text(*cities),
                    indicators=[INDICATOR],
                )
                placement = Placement(result=made.result)


@pytest.mark.parametrize("size", [1, 3])
def test_queries_do_not_grow(
    size: int,
    programme: Programme,
    secretariat: User,
    city_niamey: City,
    city_nantes: City,
    at: datetime,
    client_as: As,
    django_assert_num_queries: Count,
) -> None:
    cities = [city_niamey, city_nantes][: 1 if size == 1 else 2]
    grow(programme, secretariat, at, size, *cities)
    for extra in range(size):
        made = operations.create_programme(
            actor=secretariat, at=at, text=ProgrammeText(f"P{extra}", 2030, 2031)
        )
        grow(made, secretariat, at, 1, *cities)
    for one in Programme.objects.all():
        seen = queries.digest_of_snapshot(queries.snapshot_of(queries.contents_of(one)))
        operations.adopt_programme(actor=secretariat, at=at, programme=one, seen=seen)
        operations.publish_programme(actor=secretariat, at=at, programme=one)
    client = client_as(None)
    action = Action.objects.order_by("pk").first()
    assert action is not None
    for address, count in (
        ("", 3),
        (f"{programme.public_id}/", 12),
        (f"{programme.public_id}/villes/", 10),
        (f"{programme.public_id}/budget/", 10),
        (f"{programme.public_id}/cadre-de-mesure/", 10),
        (f"{programme.public_id}/cadre-de-mesure.xlsx", 9),
        (f"{programme.public_id}/editions/1/", 11),
        ("actions/", 7),
    ):
        with django_assert_num_queries(count):
            assert client.get(f"/programmes/{address}").status_code == 200
