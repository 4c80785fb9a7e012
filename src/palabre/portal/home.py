"""The home page: what awaits the person, where the cycle stands, and one thread to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.cycle.budgets import queries as budgets
from palabre.cycle.consultations import queries as consultations
from palabre.cycle.decisions import queries as decisions
from palabre.cycle.experiences.queries import lessons
from palabre.cycle.programmes.queries import reading as programmes
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.queries import why_many
from palabre.foundation.thread.registry import Card, kind_of
from palabre.foundation.thread.search import candidates
from palabre.kit.components import RiverStep
from palabre.kit.typography import excerpt
from palabre.portal import thread_pages
from palabre.portal.awaiting import awaiting

LATEST = 3
RIVER_CHARS = 90
RIVER_STEPS = (
    "passage",
    "enseignement",
    "enonce",
    "projet",
    "decision",
    "resultat",
    "action",
    "indicateur",
)


@dataclass(frozen=True)
class StepCard:
    """A step of the cycle as the person sees it: how much there is, the latest, the way in."""

    name: str
    title: str
    purpose: str
    count: str
    latest: tuple[Card, ...]
    url: str


def _counted(rows: QuerySet[Any], words: Callable[[int], str]) -> str:
    number = rows.order_by().count()
    return words(number) % {"n": number}


def steps(person: Person) -> Iterator[StepCard]:
    """The steps of the cycle, each with the latest of what the person may read."""

    def latest(*kinds: str) -> tuple[Card, ...]:
        """In turn, one of each kind, as long as there are some."""
        each = [candidates(person, [kind], limit=LATEST) for kind in kinds]
        turns = (one for turn in zip_longest(*each) for one in turn if one is not None)
        return tuple(islice(turns, LATEST))

    yield StepCard(
        "capitaliser",
        _("Capitaliser"),
        _("Les villes racontent ; on en tire des enseignements."),
        _counted(
            lessons.visible_to(person),
            lambda n: ngettext("%(n)d enseignement", "%(n)d enseignements", n),
        ),
        latest("enseignement", "atelier"),
        reverse("experiences:lessons"),
    )
    yield StepCard(
        "echanger",
        _("Échanger"),
        _("Chaque ville pèse les priorités, une ville une voix."),
        _counted(
            consultations.visible_to(person),
            lambda n: ngettext("%(n)d consultation", "%(n)d consultations", n),
        )
        + " · "
        + _counted(
            budgets.visible_to(person), lambda n: ngettext("%(n)d budget", "%(n)d budgets", n)
        ),
        latest("consultation", "budget"),
        reverse("consultations:index"),
    )
    yield StepCard(
        "programmer",
        _("Programmer"),
        _("Ce qui est décidé, pourquoi, et ce qui fut écarté."),
        _counted(
            decisions.decisions_visible_to(person),
            lambda n: ngettext("%(n)d décision", "%(n)d décisions", n),
        ),
        latest("decision"),
        reverse("decisions:index"),
    )
    yield StepCard(
        "agir",
        _("Agir"),
        _("Des résultats, des actions, des indicateurs qui ont une source."),
        _counted(
            programmes.actions_visible_to(person),
            lambda n: ngettext("%(n)d action", "%(n)d actions", n),
        ),
        latest("action"),
        reverse("programmes:actions"),
    )


def example_river(person: Person) -> list[RiverStep]:
    """The thread of the latest action that has one, from words to action: one of each kind."""
    latest = [card.public_id for card in candidates(person, ["action"], limit=LATEST)]
    for thread in why_many(person, latest).values():
        cards = thread.by_step()
        chain = []
        for name in RIVER_STEPS:
            found = next((c for c in cards if c.kind == name and not c.withheld), None)
            if found is not None:
                kind = kind_of(found.public_id)
                label = str(kind.label) if kind else ""
                url = reverse("portal:thread", args=[found.public_id])
                words = excerpt(thread_pages.river_label(found), RIVER_CHARS)
                chain.append(RiverStep(label.capitalize(), words, url))
        if len(chain) > 2:
            return chain
    return []


def context(person: Person) -> dict[str, object]:
    """What the home page shows."""
    return {
        "awaiting": awaiting(person),
        "steps": list(steps(person)),
        "river": example_river(person),
    }
