"""By what things can be narrowed: what they are, where, when, and what they are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palabre.foundation.network.models import City
from palabre.foundation.thread.registry import Card, kind_of
from palabre.foundation.vocabularies.enums import Vocabulary
from palabre.foundation.vocabularies.models import Term
from palabre.foundation.vocabularies.queries import terms_of

KIND, STEP, THEME, SDG = "genre", "etape", "theme", "odd"
CITY, COUNTRY, SIZE, YEAR = "ville", "pays", "taille", "annee"
FACETS = (KIND, STEP, THEME, SDG, COUNTRY, CITY, SIZE, YEAR)
_OF_VOCABULARY = {Vocabulary.THEMES.value: THEME, Vocabulary.SDG.value: SDG}
# From a kind's place in the thread to the step of the cycle: the first bound above it.
_STEPS = ((40, "capitaliser"), (50, "echanger"), (70, "programmer"), (80, "agir"))
_LAST_STEP = "publier"


@dataclass(frozen=True)
class SizeClass:
    """Cities of fewer than `below` inhabitants (None: no bound) that are in no smaller class."""

    name: str
    label: str | Promise
    below: int | None


SIZES = (
    SizeClass("petite", _("moins de 100 000 habitants"), 100_000),
    SizeClass("moyenne", _("de 100 000 à 500 000 habitants"), 500_000),
    SizeClass("grande", _("de 500 000 à 2 millions d’habitants"), 2_000_000),
    SizeClass("metropole", _("plus de 2 millions d’habitants"), None),
)


def size_of(population: int | None) -> SizeClass | None:
    """The class of a city; None where its population is unknown."""
    if population is None:
        return None
    return next(one for one in SIZES if one.below is None or population < one.below)


def step_of(kind: str) -> str:
    """The step of the cycle that things of a kind belong to; empty for an unknown kind."""
    known = kind_of(f"{kind}-2222222222")
    if known is None:
        return ""
    return next((name for bound, name in _STEPS if known.step < bound), _LAST_STEP)


class Filing:
    """Facets of many things: one query for the cities, one for the terms, one for each batch."""

    def __init__(self) -> None:
        cities = list(City.objects.all())
        names = Counter(city.name for city in cities)
        self._cities = {city.name: city for city in cities if names[city.name] == 1}
        self._terms = Term.objects.in_bulk()

    def city_of(self, card: Card) -> City | None:
        """The member city that a card names, where its name tells it apart."""
        return self._cities.get(card.city)

    def facets_of(self, cards: Sequence[Card]) -> dict[str, tuple[str, ...]]:
        """`facet:value` pairs by public identifier."""
        filed = terms_of([card.public_id for card in cards])
        return {
            card.public_id: (*self._facts(card), *self._filed_under(filed[card.public_id]))
            for card in cards
        }

    def _facts(self, card: Card) -> list[str]:
        facts = [f"{KIND}:{card.kind}", f"{STEP}:{step_of(card.kind)}"]
        city = self.city_of(card)
        if city is not None:
            facts += [f"{CITY}:{city.public_id}", f"{COUNTRY}:{city.country}"]
            size = size_of(city.population)
            facts += [f"{SIZE}:{size.name}"] if size else []
        if card.on is not None:
            facts.append(f"{YEAR}:{card.on.year}")
        return facts

    def _filed_under(self, terms: Sequence[Term]) -> list[str]:
        """Terms and those that are broader: a target is found under its goal."""
        found: dict[str, None] = {}
        for term in terms:
            above: Term | None = term
            while above is not None:
                facet = _OF_VOCABULARY.get(above.vocabulary)
                if facet is not None:
                    found[f"{facet}:{above.slug}"] = None
                above = self._terms.get(above.broader_id) if above.broader_id else None
        return list(found)
