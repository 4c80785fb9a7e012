"""A funded project is cited by a decision, and the thread goes from the one to the other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from palabre.cycle.budgets.models import Budget, Project
from palabre.cycle.decisions import operations as deciding
from palabre.cycle.decisions.enums import TallyMethod
from palabre.foundation.accounts.exports import own_data
from palabre.foundation.accounts.models import User
from palabre.foundation.thread.queries import why
from palabre.foundation.thread.registry import cards_of
from palabre.foundation.thread.search import candidates

ClientAs = Callable[[User | None], Client]


def facts(person: User | AnonymousUser, project: Project) -> dict[str, str]:
    return dict(cards_of(person, [project.public_id])[project.public_id].facts)


def test_a_decision_adopts_a_funded_project(
    published: Budget,
    projects: list[Project],
    secretariat: User,
    client_as: ClientAs,
    now: datetime,
) -> None:
    funded, _relier, lost = projects
    record = deciding.create_record(
        actor=secretariat,
        at=now,
        text=deciding.RecordText(title="Relevé", held_on=now.date(), occasion=published.public_id),
    )
    form = client_as(secretariat).get(reverse("decisions:add-decision", args=[record.public_id]))
    assert f'name="sort-{funded.public_id}"' in form.content.decode()
    decision = deciding.write_decision(
        actor=secretariat,
        at=now,
        record=record,
        text=deciding.DecisionText(
            wording="Former les agents dès janvier.",
            tally=deciding.Tally(method=TallyMethod.CONSENSUS),
            adopted=[funded.public_id],
            discarded=[(lost.public_id, "Pas financé par le vote.")],
        ),
    )
    record.refresh_from_db()
    adopted = deciding.adopt_record(
        actor=secretariat, at=now, record=record, version=record.version
    )
    deciding.publish_record(actor=secretariat, at=now, record=adopted)
    thread = why(AnonymousUser(), decision.public_id)
    assert {funded.public_id, published.public_id} <= set(thread.cards)
    assert facts(AnonymousUser(), funded)["Résultat"] == "financé"
    assert facts(AnonymousUser(), lost)["Résultat"] == "pas financé"


def test_what_is_not_published_is_withheld_and_offered_to_nobody_outside(
    draft: Budget, secretariat: User
) -> None:
    project = draft.projects.order_by("position")[0]
    card = cards_of(AnonymousUser(), [project.public_id])[project.public_id]
    assert card.withheld
    assert "Former" not in card.title
    assert candidates(AnonymousUser(), ["projet", "budget"]) == []
    assert candidates(secretariat, ["projet"]) == []


def test_no_result_is_told_before_it_is_published(
    closed: Budget, projects: list[Project], secretariat: User
) -> None:
    assert "Résultat" not in facts(secretariat, projects[0])


def test_a_person_downloads_the_ballots_that_they_handed_in(
    voted: Budget, projects: list[Project], delegate_niamey: User, delegate_nantes: User
) -> None:
    own = own_data(delegate_niamey)["bulletins-budgets"]
    assert [(row["ville"], row["choix"]) for row in own] == [("Niamey", {projects[0].public_id: 1})]
    others = own_data(delegate_nantes)["bulletins-budgets"]
    assert "Niamey" not in {row["ville"] for row in others}
