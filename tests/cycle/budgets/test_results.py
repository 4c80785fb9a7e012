"""The result: who pays, why not the rest, and changes by hand. Expected values by hand.

90 for three cities: 30 each. « Former » (60) is wanted by Niamey and Nantes, who pay 30 each;
« Relier » (30) by Phnom Penh alone, which pays 30; « Équiper » (50) by Nantes, which has nothing
left. The two funded projects cost 90: nothing is left.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from palabre.core.allocation import Completion, Settings, select
from palabre.core.allocation.pabulib import read_pabulib
from palabre.cycle.budgets import queries
from palabre.cycle.budgets.enums import Change
from palabre.cycle.budgets.exports.files import write_result_json, write_result_pb
from palabre.cycle.budgets.exports.result_page import build_result_page
from palabre.cycle.budgets.models import Budget, Outcome, Override, Project
from palabre.cycle.budgets.operations.overriding import lift_override, override_project
from palabre.cycle.budgets.operations.results import certify_by_hand, current_outcome, explain
from palabre.foundation.accounts.models import User
from palabre.foundation.ballots.operations.refused import Refused
from palabre.foundation.journal.models import Entry
from palabre.foundation.network.models import City


def test_three_cities_by_hand(
    closed: Budget, projects: list[Project], now: datetime,
    city_niamey: City, city_nantes: City, city_phnom_penh: City,
) -> None:  # fmt: skip
    former, relier, equiper = (one.public_id for one in projects)
    content = current_outcome(budget=closed, at=now).content
    assert content["selected"] == [former, relier]
    assert (content["cost"], content["amount"]) == ("90", "90")
    assert content["paid"] == {
        former: {city_niamey.public_id: "30", city_nantes.public_id: "30"},
        relier: {city_phnom_penh.public_id: "30"},
    }
    assert [one["project"] for one in content["losers"]] == [equiper]


def test_the_same_ballots_keep_one_result(closed: Budget, now: datetime) -> None:
    first = current_outcome(budget=closed, at=now)
    assert current_outcome(budget=closed, at=now).pk == first.pk
    assert Outcome.objects.count() == 1


def test_with_all_the_money_all_is_funded(closed: Budget, projects: list[Project]) -> None:
    """140 pays for the three: 60 + 30 + 50."""
    assert set(explain(closed, 140)["selected"]) == {one.public_id for one in projects}
    assert explain(closed, 29)["selected"] == []


def test_the_page_says_sums_shares_and_rules(closed: Budget, now: datetime) -> None:
    content = current_outcome(budget=closed, at=now).content
    page = build_result_page(closed, content, content, is_trial=False)
    assert [one.project.title for one in page.funded] == ["Former les agents", "Relier les écoles"]
    assert [one.project.title for one in page.lost] == ["Équiper la mairie"]
    assert (page.spent, page.left, page.amount) == (90, 0, 90)
    assert page.shares is not None
    assert [[str(cell).replace("\u00a0", " ") for cell in row] for row in page.shares.rows] == [
        ["Nantes", "30 €", "33 %", "33 %"],
        ["Niamey", "30 €", "33 %", "33 %"],
        ["Phnom Penh", "30 €", "33 %", "33 %"],
    ]
    assert page.rules is not None
    assert page.rules.header[1] == "Parts égales"
    # Most voted first: « Former » (2 voices), then « Relier »: 1, as « Équiper », but cheaper.
    greedy = page.rules.header.index("Les plus votés d’abord")
    assert [row[greedy] for row in page.rules.rows[:3]] == ["oui", "oui", "non"]


def test_what_is_missing_is_said_in_numbers_that_a_new_count_confirms(
    closed: Budget, projects: list[Project]
) -> None:
    """Each part may be raised from 30 to 79: at 80 Nantes, which paid 30, could pay the 50 of
    « Équiper » and the sum would be passed. So Nantes has 49 and is 1 short, and yet a cost of
    49 would change nothing: the raises would stop at 78. No cost is promised to suffice."""
    content = explain(closed)
    (lost,) = content["losers"]
    assert content["raises"] == 49
    assert (lost["left"], lost["missing"]) == ("49", "1")
    assert lost["sufficing_cost"] is None
    assert lost["project"] == projects[2].public_id


def test_more_support_that_suffices_is_confirmed_by_a_new_count(
    budget: Budget,
    projects: list[Project],
    cast: Callable[..., object],
    delegate_niamey: User,
    delegate_nantes: User,
    delegate_phnom_penh: User,
) -> None:
    """90 for three: 30 each. Niamey and Nantes want « Former » (60), Phnom Penh « Équiper » (50),
    which it cannot pay alone before the sum is passed, but at 30 could. Wanted by one city more,
    it is as cheap as « Former » for what it is worth (25 of 50, 30 of 60), costs less, comes
    first, and « Former » no longer fits in the sum."""
    former, _relier, equiper = (one.public_id for one in projects)
    cast(budget, delegate_niamey, {former: 1})
    cast(budget, delegate_nantes, {former: 1})
    cast(budget, delegate_phnom_penh, {equiper: 1})
    content = explain(budget)
    assert content["selected"] == [former]
    lost = {one["project"]: one for one in content["losers"]}[equiper]
    assert lost["sufficing_ballots"] == 1
    assert lost["sufficing_cost"] == 30


def test_certificates_of_what_the_rule_gives_and_of_what_a_hand_makes(
    closed: Budget, projects: list[Project]
) -> None:
    """Niamey and Nantes hold 60 together, the cost of « Former »: taken away from them, they are
    left with nothing and say so. Phnom Penh holds 30, the cost of « Relier »."""
    former, relier, equiper = (one.public_id for one in projects)
    given = explain(closed)["certificates"]
    assert (given["ejr"], given["without"], given["still_fits"]) == ("holds", "0", [])
    changed = certify_by_hand(closed, [relier])
    assert changed["ejr"] == "broken"
    assert [one["project"] for one in changed["unserved"]] == [former]
    assert changed["without"] == "2"
    assert changed["still_fits"] == [former, equiper]
    assert certify_by_hand(closed, [former, equiper])["over_budget"] == "20"


def test_a_change_by_hand_needs_a_reason_and_a_vote_that_is_over(
    closed: Budget, projects: list[Project], secretariat: User, now: datetime
) -> None:
    with pytest.raises(Refused, match="Dites pourquoi"):
        override_project(
            project=projects[1], change=Change.REMOVE, reason=" ", actor=secretariat, at=now
        )
    assert not Override.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Override.objects.create(
            budget=closed, project=projects[1], change="remove", reason="", at=now
        )


def test_no_change_by_hand_while_one_votes(
    voted: Budget, projects: list[Project], secretariat: User, now: datetime
) -> None:
    with pytest.raises(Refused, match="pas clos"):
        override_project(
            project=projects[1], change=Change.REMOVE, reason="R.", actor=secretariat, at=now
        )


def test_a_change_by_hand_shows_and_can_be_lifted(
    published: Budget, projects: list[Project], secretariat: User, now: datetime
) -> None:
    former, relier, equiper = projects
    override_project(
        project=relier, change=Change.REMOVE, reason="Déjà payé.", actor=secretariat, at=now
    )
    added = override_project(
        project=equiper, change=Change.ADD, reason="Une obligation.", actor=secretariat, at=now
    )
    content = current_outcome(budget=published, at=now).content
    page = build_result_page(published, content, content, is_trial=False)
    assert [one.project for one in page.funded] == [former, equiper]
    # 60 + 50 is 20 more than 90.
    assert (page.spent, page.overspent) == (110, 20)
    assert queries.funded_in([published.pk]) == {
        published.pk: frozenset({former.public_id, equiper.public_id})
    }
    lift_override(override=added, actor=secretariat, at=now)
    assert queries.funded_in([published.pk]) == {published.pk: frozenset({former.public_id})}
    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs[-3:] == ["budget.overridden", "budget.overridden", "budget.override-lifted"]


def test_the_pabulib_file_gives_the_same_result_to_who_recomputes_it(
    published: Budget, projects: list[Project], now: datetime
) -> None:
    outcome = current_outcome(budget=published, at=now)
    read = read_pabulib(write_result_pb(published, outcome))
    former, relier, _equiper = (one.public_id for one in projects)
    assert read.selected == {former, relier}
    again = select(read.election, Settings(completion=Completion.ADD1U, threshold=1))
    assert list(again.selected) == outcome.content["selected"]
    assert again.digest == outcome.input_digest


def test_the_json_says_it_all(published: Budget, projects: list[Project], now: datetime) -> None:
    said = json.loads(write_result_json(published, current_outcome(budget=published, at=now)))
    assert said["funded"] == [projects[0].public_id, projects[1].public_id]
    assert said["result"]["cost"] == "90"


@pytest.mark.parametrize("kind", ["ranking", "points"])
def test_ranks_and_points_weigh(
    kind: str,
    prepare: Callable[..., Budget],
    opened: Callable[[Budget], Budget],
    cast: Callable[..., object],
    delegate_niamey: User,
) -> None:
    """One city alone pays what it prefers first: rank 1, or the most points, per unit of cost."""
    budget = opened(prepare(kind, amount=60, limit=10 if kind == "points" else None))
    former, relier, equiper = budget.projects.order_by("position").values_list(
        "public_id", flat=True
    )
    ranks = {"ranking": {equiper: 1, relier: 2}, "points": {equiper: 9, relier: 1}}[kind]
    cast(budget, delegate_niamey, ranks)
    # 50 of 60 are spent on the preferred one; the 10 left pay for neither of the others.
    assert explain(budget)["selected"] == [equiper]
    assert former not in explain(budget)["selected"]
