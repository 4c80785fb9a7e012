"""The thread as people read it: a river of columns, and the same in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.queries import Thread
from palabre.foundation.thread.registry import Card, kind_of
from palabre.kit.charts import Chart, RiverKind, RiverNode, thread_river
from palabre.kit.identifiers import prefix_of

# Where and when things were said, and the axis that holds a result, are told in words: the
# river shows what flows.
_DRAWN = {
    "temoignage": RiverKind.TESTIMONY,
    "passage": RiverKind.TESTIMONY,
    "enseignement": RiverKind.LESSON,
    "enonce": RiverKind.STATEMENT,
    "projet": RiverKind.PROJECT,
    "decision": RiverKind.DECISION,
    "resultat": RiverKind.RESULT,
    "action": RiverKind.ACTION,
    "indicateur": RiverKind.INDICATOR,
}
MAX_DRAWN = 60


@dataclass(frozen=True)
class Sentence:
    """One link, in words: `relation` and the card it leads to, and why when it was said."""

    relation: str
    card: Card
    kind: str
    reason: str = ""


@dataclass(frozen=True)
class Stop:
    """One thing of the thread, with what it comes from and what was made of it."""

    card: Card
    kind: str
    origins: tuple[Sentence, ...]
    outcomes: tuple[Sentence, ...]
    is_start: bool


def _label(public_id: str) -> str:
    kind = kind_of(public_id)
    return str(kind.label) if kind else ""


def _back_words(relation: Relation) -> str:
    """A link read from its origin on: what was made of it."""
    return {
        Relation.PART_OF: _("contient"),
        Relation.GIVEN_AT: _("a recueilli"),
        Relation.DRAWN_FROM: _("a donné"),
        Relation.REVISES: _("reformulé en"),
        Relation.ASKED_IN: _("a soumis au vote"),
        Relation.ADOPTS: _("retenu par"),
        Relation.DISCARDS: _("écarté par"),
        Relation.FOLLOWS: _("a conduit à"),
        Relation.CONTRIBUTES: _("porté par"),
        Relation.MEASURES: _("mesuré par"),
        Relation.ADAPTS: _("repris ailleurs par"),
    }[relation]


def stops(thread: Thread) -> list[Stop]:
    """Every thing of the thread, from words to indicators, each with its links in words."""
    origins: dict[str, list[Sentence]] = {}
    outcomes: dict[str, list[Sentence]] = {}
    for link in thread.links:
        forth, back = str(link.relation.label), _back_words(link.relation)
        target, source = thread.cards[link.target], thread.cards[link.source]
        origins.setdefault(link.source, []).append(
            Sentence(forth, target, _label(link.target), link.reason)
        )
        outcomes.setdefault(link.target, []).append(
            Sentence(back, source, _label(link.source), link.reason)
        )
    return [
        Stop(
            card=card,
            kind=_label(card.public_id),
            origins=tuple(origins.get(card.public_id, ())),
            outcomes=tuple(outcomes.get(card.public_id, ())),
            is_start=card.public_id == thread.start,
        )
        for card in thread.by_step()
    ]


def _drawn(thread: Thread) -> set[str]:
    """What the river shows: a testimony gives way to its passages when it has some."""
    quoted = {
        link.target
        for link in thread.links
        if link.relation is Relation.PART_OF and prefix_of(link.source) == "passage"
    }
    return {key for key in thread.cards if prefix_of(key) in _DRAWN and key not in quoted}


def flows(thread: Thread) -> list[tuple[str, str]]:
    """Pairs (upstream, downstream) between drawn things, those in between contracted."""
    upstream: dict[str, list[str]] = {}
    for link in thread.links:
        if link.relation is not Relation.DISCARDS:
            upstream.setdefault(link.source, []).append(link.target)
    shown = _drawn(thread)
    pairs: dict[tuple[str, str], None] = {}
    for key in shown:
        seen, waiting = {key}, list(upstream.get(key, ()))
        while waiting:
            other = waiting.pop()
            if other in seen:
                continue
            seen.add(other)
            if other not in shown:
                waiting.extend(upstream.get(other, ()))
            elif _DRAWN[prefix_of(other)] is not _DRAWN[prefix_of(key)]:
                pairs[(other, key)] = None
    return sorted(pairs)


def river_label(card: Card) -> str:
    """What stands for a thing in a river: of words, the words themselves."""
    if card.is_quote and card.text:
        return f"« {card.text} »"
    return card.title


def river(thread: Thread) -> Chart | None:
    """The picture of a thread, or None when there is too little or too much to draw."""
    shown = _drawn(thread)
    if not 2 <= len(shown) <= MAX_DRAWN:
        return None
    nodes = [
        RiverNode(
            key=card.public_id,
            kind=_DRAWN[prefix_of(card.public_id)],
            label=river_label(card),
            url=card.url,
            detail="" if card.is_quote else card.city,
            here=card.public_id == thread.start,
        )
        for card in thread.by_step()
        if card.public_id in shown
    ]
    return thread_river(nodes, flows(thread))


def context(thread: Thread, way: str) -> dict[str, object]:
    """What the thread's page shows."""
    start = thread.cards[thread.start]
    tabs = [
        {"label": label, "url": f"?sens={name}", "current": way == name}
        for name, label in (
            ("tout", _("Tout le fil")),
            ("origine", _("Pourquoi est-ce ici ?")),
            ("suite", _("Qu’est-ce devenu ?")),
        )
    ]
    return {
        "thread": thread,
        "start": start,
        "start_kind": _label(thread.start),
        "stops": stops(thread),
        "tabs": tabs,
        "picture": river(thread),
    }
