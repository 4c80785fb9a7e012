"""The page of the search: what was asked, what was found, and how to narrow it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palabre.foundation.finder.facets import (
    CITY,
    COUNTRY,
    FACETS,
    KIND,
    SDG,
    SIZE,
    SIZES,
    STEP,
    THEME,
    YEAR,
)
from palabre.foundation.finder.operations import catch_up
from palabre.foundation.finder.queries import Answer, Asked, search
from palabre.foundation.network.queries import cities
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.registry import kinds
from palabre.foundation.vocabularies.enums import Vocabulary
from palabre.foundation.vocabularies.queries import terms
from palabre.kit.countries import country_name

MOST_WAITING = 500
FOUND_PER_PAGE = 20
_SHOWN_FIRST = 6
_LONGEST_LABEL = 90

HEADINGS: dict[str, str | Promise] = {
    KIND: _("Quoi"),
    STEP: _("Étape du cycle"),
    THEME: _("Thème"),
    SDG: _("Objectif de développement durable"),
    COUNTRY: _("Pays"),
    CITY: _("Ville"),
    SIZE: _("Taille de la ville"),
    YEAR: _("Année"),
}
STEPS: dict[str, str | Promise] = {
    "capitaliser": _("Capitaliser"),
    "echanger": _("Échanger"),
    "programmer": _("Programmer"),
    "agir": _("Agir"),
    "publier": _("Publier"),
}


@dataclass(frozen=True)
class Choice:
    """A way to narrow, or to widen again when it is chosen. url: the page that it leads to."""

    label: str
    number: int
    chosen: bool
    url: str


@dataclass(frozen=True)
class Facet:
    """One heading of the ways to narrow: those shown at once, and the others."""

    heading: str
    first: tuple[Choice, ...]
    others: tuple[Choice, ...]


def asked_in(sent: QueryDict) -> Asked:
    """What the address asks; what is not a way to narrow is left out."""
    narrowed = {name: tuple(value[:80] for value in sent.getlist(name) if value) for name in FACETS}
    return Asked(
        text=sent.get("q", "").strip()[:300],
        narrowed={name: values for name, values in narrowed.items() if values},
    )


def find(person: Person, asked: Asked, page: str | None) -> tuple[Answer, int]:
    """Ask the index, brought up to date first when little changed since; and the page shown."""
    if not asked.text and not asked.narrowed:
        return Answer(), 1
    catch_up(most=MOST_WAITING)
    number = int(page) if page is not None and page.isascii() and page.isdigit() else 1
    first = FOUND_PER_PAGE * max(0, min(number, 1_000) - 1)
    answer = search(person, asked, facets=FACETS, first=first, most=FOUND_PER_PAGE)
    if first and not answer.found:
        return search(person, asked, facets=FACETS, most=FOUND_PER_PAGE), 1
    return answer, max(1, number)


def context(asked: Asked, answer: Answer, number: int) -> dict[str, object]:
    """What the page shows; each count says how many would be found."""
    labels = {kind.name: str(kind.label) for kind in kinds()}
    page = Paginator(range(answer.total), FOUND_PER_PAGE).get_page(number)
    return {
        "asked": asked,
        "answer": answer,
        "page": page,
        "rows": [(labels.get(one.card.kind, ""), one) for one in answer.found],
        "facets": facets_of(asked, answer),
        "chosen": _chosen(asked),
        "kept": [(name, value) for name, some in asked.narrowed.items() for value in some],
        "is_narrowed": bool(asked.narrowed),
    }


def facets_of(asked: Asked, answer: Answer) -> list[Facet]:
    """Ways to narrow that would change something, the most frequent first; years by number."""
    found = []
    for name, heading in HEADINGS.items():
        counts = answer.counts.get(name, {})
        chosen = asked.narrowed.get(name, ())
        if len(counts) < 2 and not chosen:
            continue
        choices = _choices(asked, name, {**dict.fromkeys(chosen, 0), **counts})
        found.append(Facet(str(heading), choices[:_SHOWN_FIRST], choices[_SHOWN_FIRST:]))
    return found


def _choices(asked: Asked, name: str, counts: Mapping[str, int]) -> tuple[Choice, ...]:
    """The values chosen, then the most frequent first; years from the latest."""
    say = _labels(name)
    chosen = asked.narrowed.get(name, ())

    def rank(value: str) -> tuple[bool, int, str]:
        first = int(value) if name == YEAR and value.isdigit() else counts[value]
        return (value not in chosen, -first, say(value))

    return tuple(
        Choice(say(value), counts[value], value in chosen, address(asked, name, value))
        for value in sorted(counts, key=rank)
    )


def _chosen(asked: Asked) -> list[Choice]:
    """What the answer is narrowed to, each with the page that drops it."""
    return [
        Choice(_labels(name)(value), 0, True, address(asked, name, value))
        for name, values in asked.narrowed.items()
        for value in values
    ]


def address(asked: Asked, facet: str, value: str) -> str:
    """The same question with a value added to a facet, or dropped if it was chosen."""
    sent = QueryDict(mutable=True)
    if asked.text:
        sent["q"] = asked.text
    for name in FACETS:
        values = list(asked.narrowed.get(name, ()))
        if name == facet:
            values = (
                [one for one in values if one != value] if value in values else [*values, value]
            )
        sent.setlist(name, values)
    return f"?{sent.urlencode()}"


def _labels(name: str) -> Callable[[str], str]:
    """How the values of a facet are said; a value that means nothing any more, as it is."""
    known: Mapping[str, str | Promise] = {}
    if name == KIND:
        known = {kind.name: kind.plural for kind in kinds()}
    elif name == STEP:
        known = STEPS
    elif name == SIZE:
        known = {one.name: one.label for one in SIZES}
    elif name == CITY:
        known = {one.public_id: one.name for one in cities()}
    elif name in {THEME, SDG}:
        vocabulary = Vocabulary.THEMES if name == THEME else Vocabulary.SDG
        known = {term.slug: _short(term.words) for term in terms(vocabulary, retired=True)}
    elif name == COUNTRY:
        return country_name
    return lambda value: str(known.get(value, value))


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST_LABEL else f"{words[: _LONGEST_LABEL - 1].rstrip()}…"
