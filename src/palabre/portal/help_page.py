"""« Qui peut m’aider ? »: from a city's problem in plain words to those who met it before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from palabre.cycle.experiences.models import SheetContact
from palabre.cycle.experiences.queries import sheets
from palabre.foundation.finder.facets import size_of
from palabre.foundation.finder.likeness import Likeness, compare
from palabre.foundation.finder.operations import catch_up
from palabre.foundation.finder.queries import Answer, Asked, Found, search
from palabre.foundation.network.models import City
from palabre.foundation.network.queries import cities, city_by_public_id, standing_of
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.queries import edges_from
from palabre.foundation.thread.registry import cards_of, kind_of
from palabre.kit.regions import region_name
from palabre.portal.search_page import MOST_WAITING

# What tells an experience; decisions and actions say what a city wants, not what it learnt.
KINDS = ("fiche", "enseignement", "temoignage", "passage", "reutilisation")
LOOKED_AT, SHOWN_OF_A_CITY = 60, 3


@dataclass
class Helper:
    """A city that met something like it: why it may help, what it told, and whom to call.

    city: None where what is told is of no member city that may be named.
    """

    city: City | None
    reasons: tuple[str, ...] = ()
    rank: int = 0
    told: list[tuple[str, Found]] = field(default_factory=list)
    contacts: list[SheetContact] = field(default_factory=list)


def city_asked(person: Person, sent: str) -> City | None:
    """The city that asks: the one chosen, else the one that the person speaks for."""
    if sent:
        return city_by_public_id(sent)
    keys = standing_of(person).city_ids
    return next((city for city in cities() if city.pk in keys), None) if keys else None


def context(person: Person, problem: str, city: City | None) -> dict[str, object]:
    """What the page shows; nothing is looked for before a problem is told."""
    answer = Answer()
    if problem:
        catch_up(most=MOST_WAITING)
        answer = search(person, Asked(problem, kinds=KINDS), most=LOOKED_AT)
    helpers = _helpers(answer.found, city)
    return {
        "problem": problem,
        "city": city,
        "cities": cities(),
        "corrected": answer.corrected,
        "near": [one for one in helpers if one.rank],
        "others": [one for one in helpers if not one.rank],
        "compared": _say_compared(city),
    }


def _helpers(found: Sequence[Found], asking: City | None) -> list[Helper]:
    """Cities by what they have in common with the one that asks, then by the closest thing told;
    its own experiences are left out."""
    tellers = _tellers(found)
    helpers: dict[int | None, Helper] = {}
    for one in found:
        for city in tellers[one.document.public_id] or (None,):
            if city is not None and asking is not None and city.pk == asking.pk:
                continue
            helper = helpers.setdefault(city.pk if city else None, _helper(city, asking))
            if len(helper.told) < SHOWN_OF_A_CITY:
                kind = kind_of(one.document.public_id)
                helper.told.append((str(kind.label) if kind else "", one))
    ordered = sorted(helpers.values(), key=lambda one: (-one.rank, one.city is None))
    _add_contacts(ordered)
    return ordered


def _helper(city: City | None, asking: City | None) -> Helper:
    if city is None or asking is None:
        return Helper(city)
    likeness = compare(asking, city)
    return Helper(city, tuple(_say(likeness)), likeness.rank)


def _say(likeness: Likeness) -> Iterable[str]:
    if likeness.size is not None:
        yield _("elle a, comme vous, %(size)s") % {"size": likeness.size.label}
    if likeness.same_country:
        yield _("elle est dans votre pays")
    elif likeness.region:
        yield _("elle est dans votre région du monde : %(region)s") % {
            "region": region_name(likeness.region)
        }


def _say_compared(city: City | None) -> str:
    """On what cities are compared, and what is not known."""
    if city is None:
        return _("Dites quelle est votre ville : celles qui lui ressemblent viendront d’abord.")
    if size_of(city.population) is None:
        return _(
            "La population de %(city)s n’est pas connue ici : les villes ne sont rapprochées que "
            "par leur pays et leur région du monde."
        ) % {"city": city.name}
    return _(
        "Les villes sont rapprochées de %(city)s par leur nombre d’habitants, leur pays et leur "
        "région du monde. Aucune n’est classée, et rien n’est dit de leurs moyens."
    ) % {"city": city.name}


def _tellers(found: Sequence[Found]) -> dict[str, list[City]]:
    """The cities behind each thing found, where they may be named: its own, or for a lesson those
    of the words that it is drawn from."""
    lessons = [one.document.public_id for one in found if one.document.kind == "enseignement"]
    edges = list(edges_from(lessons, Relation.DRAWN_FROM).values_list("source", "target"))
    sources = cards_of(AnonymousUser(), [target for _source, target in edges])
    every = list(cities())
    by_name = {city.name: city for city in every}
    by_key = {city.pk: city for city in every}
    tellers: dict[str, dict[int, City]] = {one.document.public_id: {} for one in found}
    for one in found:
        place = by_key.get(one.document.city_id or 0)
        if place is not None:
            tellers[one.document.public_id][place.pk] = place
    for lesson, passage in edges:
        card = sources.get(passage)
        named = by_name.get(card.city) if card is not None and not card.withheld else None
        if named is not None:
            tellers[lesson][named.pk] = named
    return {public_id: list(some.values()) for public_id, some in tellers.items()}


def _add_contacts(helpers: Sequence[Helper]) -> None:
    """Those of the sheets found who agreed to be known by everyone."""
    told = {
        one.document.public_id: helper
        for helper in helpers
        for _label, one in helper.told
        if one.document.kind == "fiche"
    }
    for contact in sheets.public_contacts(list(told)):
        told[contact.sheet.public_id].contacts.append(contact)
