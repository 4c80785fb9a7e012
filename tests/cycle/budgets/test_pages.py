"""The pages: a ballot without scripts, links, paper, projects with their thread, open doors."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from palabre.cycle.budgets import queries
from palabre.cycle.budgets.models import Ballot, Budget, Override, Project
from palabre.foundation.accounts.models import User
from palabre.foundation.ballots import rules
from palabre.foundation.ballots.operations.conducting import renew_links
from palabre.foundation.network.models import City
from palabre.foundation.thread.models import Edge
from palabre.kit.signed_links import sign_link

ClientAs = Callable[[User | None], Client]


def address(name: str, *args: str) -> str:
    return reverse(f"budgets:{name}", args=args)


def link_of(budget: Budget, city: City, until: datetime, purpose: str = Budget.link_purpose) -> str:
    token = sign_link(
        purpose=purpose,
        subject=budget.public_id,
        holder=city.public_id,
        stamp=str(budget.link_series),
        expires_at=until,
    )
    return address("vote-by-link", token)


def ballot(project: Project, value: str = "1", uid: str = "") -> dict[str, str]:
    return {"uid": uid or str(uuid4()), f"choix-{project.public_id}": value}


def test_a_delegate_votes_without_scripts_and_keeps_a_receipt(
    budget: Budget, projects: list[Project], delegate_niamey: User, client_as: ClientAs
) -> None:
    browser = client_as(delegate_niamey)
    page = address("vote", budget.public_id)
    assert f'name="choix-{projects[0].public_id}"' in browser.get(page).content.decode()
    received = browser.post(page, ballot(projects[0]), follow=True)
    assert received.status_code == 200
    assert "Former les agents" in received.content.decode()
    assert Ballot.objects.get().choices == {projects[0].public_id: 1}
    again = browser.get(page).content.decode()
    assert "checked" in again


def test_what_was_typed_is_kept_when_it_is_refused(
    prepare: Callable[..., Budget],
    opened: Callable[[Budget], Budget],
    delegate_niamey: User,
    client_as: ClientAs,
) -> None:
    budget = opened(prepare("points", limit=10))
    first, second, _third = budget.projects.order_by("position")
    data = ballot(first, "dix") | {f"choix-{second.public_id}": "4"}
    page = client_as(delegate_niamey).post(address("vote", budget.public_id), data)
    assert page.status_code == 422
    words = page.content.decode()
    assert "illisible" in words
    assert 'value="dix"' in words
    assert 'value="4"' in words
    assert not Ballot.objects.exists()


def test_a_signed_link_votes_for_its_city_and_no_other_link_does(
    budget: Budget,
    projects: list[Project],
    city_niamey: City,
    secretariat: User,
    client_as: ClientAs,
    now: datetime,
) -> None:
    browser, until = client_as(None), now + timedelta(days=1)
    link = link_of(budget, city_niamey, until)
    assert browser.get(link).status_code == 200
    assert browser.post(link, ballot(projects[1]), follow=True).status_code == 200
    assert Ballot.objects.get().city == city_niamey
    for wrong in (
        link_of(budget, city_niamey, until, purpose="vote"),
        link_of(budget, city_niamey, now - timedelta(seconds=1)),
        link[:-3] + "/",
    ):
        assert browser.get(wrong).status_code == 403
        assert browser.post(wrong, ballot(projects[0])).status_code == 403
    renew_links(poll=budget, actor=secretariat, at=now)
    assert browser.post(link, ballot(projects[0])).status_code == 403
    assert Ballot.objects.get().choices == {projects[1].public_id: 1}


def test_the_secretariat_copies_a_paper_ballot_and_a_delegate_may_not(
    budget: Budget,
    projects: list[Project],
    city_niamey: City,
    secretariat: User,
    delegate_niamey: User,
    client_as: ClientAs,
) -> None:
    page = address("copy-paper", budget.public_id, city_niamey.public_id)
    assert client_as(delegate_niamey).post(page, ballot(projects[0])).status_code == 403
    assert client_as(secretariat).post(page, ballot(projects[0]), follow=True).status_code == 200
    assert Ballot.objects.get().channel == "paper"
    printed = client_as(secretariat).get(address("paper", budget.public_id)).content.decode()
    assert "Relier les écoles" in printed


def test_a_project_drawn_from_a_statement_keeps_its_thread(
    draft: Budget, secretariat: User, client_as: ClientAs, now: datetime
) -> None:
    from palabre.cycle.consultations.operations import preparing

    asked = preparing.create_consultation(
        text=preparing.ConsultationText(question="Que faire ?"), actor=secretariat, at=now
    )
    [statement] = preparing.add_statements(
        consultation=asked,
        texts=[preparing.StatementText(text="Ouvrir le samedi.")],
        actor=secretariat,
        at=now,
    )
    page = address("add-project", draft.public_id) + f"?de={statement.public_id}"
    browser = client_as(secretariat)
    assert "Ouvrir le samedi." in browser.get(page).content.decode()
    assert browser.post(page, {"title": "Un guichet", "cost": "12 500"}).status_code == 302
    made = Project.objects.get(title="Un guichet")
    assert made.cost == 12_500
    assert set(Edge.objects.filter(source=made.public_id).values_list("relation", "target")) == {
        ("drawn-from", statement.public_id),
        ("asked-in", draft.public_id),
    }


def test_a_withdrawal_without_reason_is_refused_beside_the_field(
    budget: Budget, projects: list[Project], secretariat: User, client_as: ClientAs
) -> None:
    page = address("withdraw-project", projects[0].public_id)
    refused = client_as(secretariat).post(page, {"reason": " "})
    assert refused.status_code == 422
    assert "Dites pourquoi ce projet est retiré" in refused.content.decode()
    assert client_as(secretariat).post(page, {"reason": "La ville y renonce."}).status_code == 302
    shown = client_as(secretariat).get(address("show", budget.public_id)).content.decode()
    assert "La ville y renonce." in shown


def test_the_terms_do_not_change_once_the_vote_is_open(
    budget: Budget, secretariat: User, client_as: ClientAs
) -> None:
    data = {
        "title": budget.title,
        "amount": "100",
        "currency": "EUR",
        "ballot_kind": "approval",
        "rule": "equal-shares",
        "version": "1",
    }
    page = client_as(secretariat).post(address("edit", budget.public_id), data)
    assert page.status_code == 422
    assert "ne changent plus" in page.content.decode()
    budget.refresh_from_db()
    assert budget.amount == 90


def test_the_result_moves_with_the_sum_and_files_follow(
    published: Budget, client_as: ClientAs
) -> None:
    browser = client_as(None)
    page = address("result", published.public_id)
    assert "Équiper la mairie" in browser.get(page).content.decode()
    tried = browser.get(page, {"somme": "140"}).content.decode().replace("\u00a0", " ")
    assert "Ceci est un essai, avec 140 €" in tried
    assert "3 projets financés, pour 140 € sur 140 €" in tried
    for odd in ("0", "-5", "mille", "9" * 40):
        assert browser.get(page, {"somme": odd}).status_code == 200
    for name in ("pb", "csv", "xlsx", "json"):
        file = browser.get(address(name, published.public_id))
        assert file.status_code == 200
        assert file["Content-Disposition"].endswith(f'.{name}"')


def test_the_secretariat_changes_the_result_by_hand(
    closed: Budget, projects: list[Project], secretariat: User, client_as: ClientAs
) -> None:
    browser, page = client_as(secretariat), address("override", closed.public_id)
    assert browser.post(page, {"project": projects[1].public_id}).status_code == 422
    data = {"project": projects[1].public_id, "reason": "Déjà payé par ailleurs."}
    assert browser.post(page, data).status_code == 302
    shown = browser.get(address("result", closed.public_id)).content.decode()
    assert "Déjà payé par ailleurs." in shown
    assert "une fois changé à la main" in shown
    row = Override.objects.get()
    lifted = browser.post(address("lift-override", closed.public_id, row.public_id))
    assert lifted.status_code == 302
    assert not Override.objects.exists()


@pytest.mark.parametrize("status", ["draft", "open", "closed", "published"])
@pytest.mark.parametrize("role", ["visitor", "expert", "delegate_niamey", "facilitator"])
def test_the_list_and_the_door_agree(
    status: str, role: str, draft: Budget, request: pytest.FixtureRequest
) -> None:
    from django.contrib.auth.models import AnonymousUser

    Budget.objects.filter(pk=draft.pk).update(status=status)
    draft.refresh_from_db()
    person = AnonymousUser() if role == "visitor" else request.getfixturevalue(role)
    assert queries.visible_to(person).exists() is rules.can_view(person, draft)


def test_the_list_asks_as_much_of_one_as_of_three(
    prepare: Callable[..., Budget],
    secretariat: User,
    client_as: ClientAs,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser = client_as(secretariat)
    prepare()
    browser.get(address("index"))
    with CaptureQueriesContext(connection) as one:
        browser.get(address("index"))
    prepare()
    prepare()
    with django_assert_num_queries(len(one)):
        browser.get(address("index"))


def test_the_table_says_who_supports_what(published: Budget, client_as: ClientAs) -> None:
    """« Former »: Niamey and Nantes; « Relier »: Phnom Penh; « Équiper »: Nantes."""
    content = client_as(None).get(address("csv", published.public_id)).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content, newline=""), delimiter=";"))
    assert [(row["titre"], row["cout"], row["soutien"], row["finance"]) for row in rows] == [
        ("Former les agents", "60", "2", "true"),
        ("Relier les écoles", "30", "1", "true"),
        ("Équiper la mairie", "50", "1", "false"),
    ]
