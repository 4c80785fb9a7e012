"""Two example budgets: one shared out and published, one under way. All of it is invented."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from palabre.cycle.budgets.enums import BallotKind
from palabre.cycle.budgets.models import Budget, Project
from palabre.cycle.budgets.operations import conducting, preparing, voting
from palabre.cycle.experiences.models import Lesson
from palabre.foundation.accounts.models import User
from palabre.foundation.ballots.enums import Channel
from palabre.foundation.ballots.operations.conducting import close_poll
from palabre.foundation.ballots.operations.receiving import Hand
from palabre.foundation.network.models import City
from palabre.kit.submissions import read_submission
from palabre.portal.demonstration import content

TITLE = "Fonds d’exemple pour l’accueil numérique (démonstration)"
OPEN_TITLE = "Petit fonds d’équipement d’exemple (démonstration)"


@dataclass(frozen=True)
class ProjectFacts:
    """cost: euros; city: the example city that proposes it; lesson: rank of the lesson that it is
    drawn from, None where it comes from nowhere; backed_by: one letter per example city, in their
    order, x where the city supports it."""

    title: str
    cost: int
    city: str
    category: str
    lesson: int | None = None
    backed_by: str = ""
    text: str = content.WARNING


PROJECTS = (
    ProjectFacts(
        "Former un agent d’accueil dans chaque mairie",
        48_000,
        "Baobab",
        "formation",
        1,
        "xxxx.xx.x..x",
    ),
    ProjectFacts(
        "Écrire ensemble un accord pour mutualiser un logiciel",
        18_000,
        "Cèdre",
        "mutualisation",
        2,
        ".xx.xx.xx...",
    ),
    ProjectFacts(
        "Ouvrir deux guichets d’aide le samedi", 24_000, "Acacia", "services", 0, "xx..x..x...."
    ),
    ProjectFacts(
        "Équiper tous les élus de tablettes", 60_000, "Dattier", "équipement", None, "xx.x.xxx...x"
    ),
    ProjectFacts(
        "Dresser un inventaire commun des logiciels",
        12_000,
        "Érable",
        "mutualisation",
        2,
        "..x.x..x....",
    ),
    ProjectFacts("Relier trois quartiers sans réseau", 27_000, "If", "accès", None, "........xxx."),
    ProjectFacts("Créer un logo et une campagne", 15_000, "Laurier", "image"),
)
OPEN_PROJECTS = (
    ProjectFacts("Une imprimante pour l’état civil", 6_000, "Filao", "équipement"),
    ProjectFacts("Des panneaux solaires pour un guichet", 14_000, "Genévrier", "énergie"),
    ProjectFacts("Une salle de formation ouverte le soir", 12_000, "Baobab", "formation", 1),
    ProjectFacts("Un camion d’aide aux démarches", 22_000, "Cèdre", "services", 0),
)


def write_budgets(
    *, secretariat: User, at: datetime, cities: Mapping[str, City], lessons: Sequence[Lesson]
) -> None:
    """Write both; `cities` by tree."""
    text = preparing.BudgetText(
        title=TITLE,
        description=content.WARNING,
        amount=120_000,
        ballot_kind=BallotKind.APPROVAL,
        limit=4,
    )
    budget, projects = _prepare(text, PROJECTS, secretariat, at, cities, lessons)
    for rank, tree in enumerate(content.EXAMPLE_CITIES):
        choices = {
            project.public_id: 1
            for project, facts in zip(projects, PROJECTS, strict=True)
            if facts.backed_by[rank : rank + 1] == "x"
        }
        voting.cast_ballot(
            budget=budget,
            hand=Hand(secretariat, city=cities[tree], channel=Channel.PAPER),
            choices=choices,
            submission=read_submission(str(uuid.uuid4()), choices),
            at=at,
        )
    closed = close_poll(poll=budget, actor=secretariat, at=at)
    conducting.publish_result(budget=closed, actor=secretariat, at=at)
    text = preparing.BudgetText(
        title=OPEN_TITLE,
        description=content.WARNING,
        amount=30_000,
        ballot_kind=BallotKind.KNAPSACK,
    )
    _prepare(text, OPEN_PROJECTS, secretariat, at, cities, lessons)


def _prepare(
    text: preparing.BudgetText,
    facts: Sequence[ProjectFacts],
    secretariat: User,
    at: datetime,
    cities: Mapping[str, City],
    lessons: Sequence[Lesson],
) -> tuple[Budget, list[Project]]:
    budget = preparing.create_budget(text=text, actor=secretariat, at=at, is_demonstration=True)
    texts = [
        preparing.ProjectText(
            title=one.title,
            cost=one.cost,
            description=one.text,
            city=cities[one.city],
            category=one.category,
            sources=() if one.lesson is None else (lessons[one.lesson].public_id,),
        )
        for one in facts
    ]
    projects = preparing.add_projects(budget=budget, texts=texts, actor=secretariat, at=at)
    return conducting.open_vote(budget=budget, actor=secretariat, at=at), projects
