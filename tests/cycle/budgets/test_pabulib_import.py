"""A real vote comes in: dry first, once, and its published result is found again."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from palabre.core.allocation.pabulib import read_pabulib
from palabre.cycle.budgets.imports.pabulib import import_pabulib, plan_import
from palabre.cycle.budgets.models import Ballot, Budget
from palabre.foundation.ballots.operations.refused import Refused

SMALL = """META
key;value
description;Essai
country;France
unit;Ville
instance;2026
num_projects;2
num_votes;3
budget;100
vote_type;cumulative
rule;greedy
date_begin;1
date_end;2
currency;EUR
language;fr
PROJECTS
project_id;cost;name
p1;60;Un banc
p2;50;Un arbre
VOTES
voter_id;vote;points;age
a;p1,p2;3,1;42
b;p2;4;47
c;p1;2;70
"""


def test_nothing_is_written_before_it_is_applied(db: None, at: datetime) -> None:
    plan = plan_import(SMALL.encode())
    assert not Budget.objects.exists()
    said = dict(plan.lines())
    assert (said["Budget"], said["Bulletins"]) == ("Essai", "3")
    assert said["Somme à répartir"].replace("\u00a0", " ") == "100 €"
    budget = import_pabulib(plan=plan, actor=None, at=at)
    assert (budget.status, budget.rule, budget.ballot_kind, budget.limit) == (
        "closed",
        "greedy",
        "points",
        4,
    )
    keys = dict(budget.projects.values_list("external_id", "public_id"))
    first = Ballot.objects.get(external_id="a")
    assert first.choices == {keys["p1"]: 3, keys["p2"]: 1}
    assert first.traits == {"age": "40-49"}


def test_the_same_file_again_changes_nothing(db: None, at: datetime) -> None:
    first = import_pabulib(plan=plan_import(SMALL.encode()), actor=None, at=at)
    plan = plan_import(SMALL.encode())
    assert plan.existing == first
    assert import_pabulib(plan=plan, actor=None, at=at) == first
    assert Ballot.objects.count() == 3


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("p1;60;", "p1;-60;", "Ligne 18, cellule 2"),
        ("a;p1,p2;", "a;p1,p9;", "p9 n’est pas dans la partie PROJECTS"),
        ("budget;100", "budget;100.5", "unités entières"),
        ("c;p1;2;70\n", "", "le fichier est peut-être coupé"),
        ("vote_type;cumulative", "vote_type;autre", "façon de voter"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(db: None, old: str, new: str, said: str) -> None:
    assert old in SMALL
    with pytest.raises(Refused) as refused:
        plan_import(SMALL.replace(old, new).encode())
    assert said.replace(" ", "") in str(refused.value).replace("\u00a0", "").replace(" ", "")


def test_wieliczka_2023_gives_the_official_result(
    db: None, shared_data: Path, at: datetime
) -> None:
    """The first municipal vote counted by Equal Shares; the file marks the 30 funded projects."""
    content = (shared_data / "pabulib/Poland_Wieliczka_2023_Green_Budget.pb").read_bytes()
    official = read_pabulib(content).selected
    assert official is not None
    budget = import_pabulib(plan=plan_import(content), actor=None, at=at)
    numbers = dict(budget.projects.values_list("public_id", "external_id"))
    found = {numbers[key] for key in budget.outcomes.get().content["selected"]}
    assert found == official
