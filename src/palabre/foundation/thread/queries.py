"""Walking the thread, both ways; one query per level, whatever the number of nodes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from palabre.foundation.network.standing import Person
from palabre.foundation.thread.enums import NOT_A_REASON, Relation
from palabre.foundation.thread.models import Edge
from palabre.foundation.thread.registry import Card, cards_of, kind_of

MAX_NODES = 400
MAX_DEPTH = 12
# SQLite and PostgreSQL both take far more parameters in a query; this stays clear of every bound.
_BATCH = 900


@dataclass(frozen=True)
class Link:
    source: str
    relation: Relation
    target: str
    reason: str = ""


@dataclass(frozen=True)
class Thread:
    """start: the identifier asked for; cards: by identifier, the start included; links: between
    those cards, in order of laying; truncated: there was more than `MAX_NODES`."""

    start: str
    cards: dict[str, Card]
    links: tuple[Link, ...]
    truncated: bool = False

    def by_step(self) -> list[Card]:
        """Cards from words to indicators, then by title: the order of reading."""

        def place(card: Card) -> tuple[int, str, str]:
            kind = kind_of(card.public_id)
            return (kind.step if kind else 99, card.title, card.public_id)

        return sorted(self.cards.values(), key=place)


def _edges() -> QuerySet[Edge]:
    return Edge.objects.filter(retraction__isnull=True).order_by("at", "pk")


def edges_from(sources: Sequence[str], *relations: Relation) -> QuerySet[Edge]:
    """Standing links that leave `sources` (towards the words they come from)."""
    edges = _edges().filter(source__in=sources)
    return edges.filter(relation__in=relations) if relations else edges


def edges_to(targets: Sequence[str], *relations: Relation) -> QuerySet[Edge]:
    """Standing links that arrive at `targets` (from what was made of them)."""
    edges = _edges().filter(target__in=targets)
    return edges.filter(relation__in=relations) if relations else edges


def targets_of(source: str, *relations: Relation) -> list[str]:
    return list(edges_from([source], *relations).values_list("target", flat=True))


def sources_of(target: str, *relations: Relation) -> list[str]:
    return list(edges_to([target], *relations).values_list("source", flat=True))


def _walk(start: str, *, upstream: bool) -> tuple[list[str], list[Link], bool]:
    seen, links, level = {start: None}, list[Link](), [start]
    for _ in range(MAX_DEPTH):
        edges = (
            edges_from(level).exclude(relation__in=NOT_A_REASON) if upstream else edges_to(level)
        )
        following: list[str] = []
        for edge in edges:
            links.append(Link(edge.source, Relation(edge.relation), edge.target, edge.reason))
            other = edge.target if upstream else edge.source
            if other not in seen:
                if len(seen) >= MAX_NODES:
                    return list(seen), links, True
                seen[other] = None
                following.append(other)
        if not following:
            break
        level = following
    return list(seen), links, False


def _thread(
    person: Person, start: str, walks: Iterable[tuple[list[str], list[Link], bool]]
) -> Thread:
    nodes: dict[str, None] = {}
    links: dict[tuple[str, str, str], Link] = {}
    truncated = False
    for seen, found, cut in walks:
        nodes.update(dict.fromkeys(seen))
        links.update({(link.source, link.relation, link.target): link for link in found})
        truncated = truncated or cut
    cards = cards_of(person, list(nodes))
    return Thread(
        start=start, cards=cards, links=_between(cards, links.values()), truncated=truncated
    )


def _between(cards: Mapping[str, Card], links: Iterable[Link]) -> tuple[Link, ...]:
    """Links with both ends among `cards`; why a link was laid is told to who may read both."""
    kept = (link for link in links if link.source in cards and link.target in cards)
    return tuple(
        replace(link, reason="")
        if cards[link.source].withheld or cards[link.target].withheld
        else link
        for link in kept
    )


def why(person: Person, public_id: str) -> Thread:
    """“Pourquoi est-elle ici ?”: from a thing back to the words it comes from."""
    return _thread(person, public_id, [_walk(public_id, upstream=True)])


def why_many(person: Person, public_ids: Sequence[str]) -> dict[str, Thread]:
    """The answer of `why` for many things at once: one query per level for all of them together.

    Each thread is cut at `MAX_NODES` and `MAX_DEPTH`, as if it had been asked for alone.
    """
    origins = _links_upstream(public_ids)
    walks = {start: _reach(start, origins) for start in dict.fromkeys(public_ids)}
    cards = cards_of(
        person, list(dict.fromkeys(node for seen, *_ in walks.values() for node in seen))
    )
    return {
        start: Thread(
            start=start,
            cards={node: cards[node] for node in seen if node in cards},
            links=_between(cards, links),
            truncated=cut,
        )
        for start, (seen, links, cut) in walks.items()
    }


def _links_upstream(starts: Sequence[str]) -> dict[str, list[Link]]:
    """Every reason of every start, by source, level after level."""
    origins: dict[str, list[Link]] = {}
    seen = set(starts)
    level = list(seen)
    for _ in range(MAX_DEPTH):
        following: list[str] = []
        for batch in range(0, len(level), _BATCH):
            edges = edges_from(level[batch : batch + _BATCH]).exclude(relation__in=NOT_A_REASON)
            for edge in edges:
                found = Link(edge.source, Relation(edge.relation), edge.target, edge.reason)
                origins.setdefault(edge.source, []).append(found)
                if edge.target not in seen:
                    seen.add(edge.target)
                    following.append(edge.target)
        if not following:
            break
        level = following
    return origins


def _reach(start: str, origins: dict[str, list[Link]]) -> tuple[list[str], list[Link], bool]:
    """What can be reached from one start along links already read; same bounds as `_walk`."""
    seen, links, level = {start: None}, list[Link](), [start]
    for _ in range(MAX_DEPTH):
        following: list[str] = []
        for found in (found for source in level for found in origins.get(source, ())):
            links.append(found)
            if found.target not in seen:
                if len(seen) >= MAX_NODES:
                    return list(seen), links, True
                seen[found.target] = None
                following.append(found.target)
        if not following:
            break
        level = following
    return list(seen), links, False


def what_became(person: Person, public_id: str) -> Thread:
    """“Qu’est devenue cette parole ?”: from words on to what was made of them."""
    return _thread(person, public_id, [_walk(public_id, upstream=False)])


def both_ways(person: Person, public_id: str) -> Thread:
    """The whole thread through one thing."""
    return _thread(
        person, public_id, [_walk(public_id, upstream=True), _walk(public_id, upstream=False)]
    )
