"""A thread told in a few lines: as the small river of a page, or as a block of a document."""

from __future__ import annotations

from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.foundation.thread.queries import Thread
from palabre.foundation.thread.registry import Card, kind_of
from palabre.kit import documents
from palabre.kit.components import RiverStep

MOST_OF_A_KIND = 3


def river_steps(thread: Thread, most: int = MOST_OF_A_KIND) -> list[RiverStep]:
    """From words to the thing asked for; where a kind has more than `most` cards, says how many."""
    steps: list[RiverStep] = []
    for _name, group in groupby(thread.by_step(), key=lambda card: card.kind):
        cards = list(group)
        shown = cards if len(cards) <= most else cards[: most - 1]
        steps.extend(
            RiverStep(
                kind=_label(card),
                label=_title(card),
                url=card.url,
                here=card.public_id == thread.start,
            )
            for card in shown
        )
        left = len(cards) - len(shown)
        if left:
            steps.append(RiverStep(kind=_label(cards[0], plural=True), label=_others(left)))
    return steps


def document_thread(
    thread: Thread, *, title: str = "", base_url: str = "", most: int = MOST_OF_A_KIND
) -> documents.Thread | None:
    """From the thing asked for back to words, as a document prints it; None when nothing is known.

    Each thing takes a line; only words that somebody said are printed whole. Where a kind has
    more than `most` things, the last line of the kind says how many are left out, so that a long
    thread still reaches the words.

    base_url: what addresses start with (`https://…`, without a slash at the end).
    """
    cards = thread.by_step()[::-1]
    if len(cards) < 2:
        return None
    cards.sort(key=lambda card: card.public_id != thread.start)
    steps: list[documents.ThreadStep] = []
    for _name, group in groupby(cards, key=lambda card: card.kind):
        found = list(group)
        shown = found if len(found) <= most else found[: most - 1]
        steps.extend(_step(card, base_url) for card in shown)
        left = len(found) - len(shown)
        if left:
            steps.append(
                documents.ThreadStep(kind=_label(found[0], plural=True), title=_others(left))
            )
    return documents.Thread(steps=tuple(steps), title=title)


def _step(card: Card, base_url: str) -> documents.ThreadStep:
    return documents.ThreadStep(
        kind=_label(card),
        title=_title(card),
        text=card.text if card.is_quote and card.text != card.title else "",
        city=card.city,
        date=card.on,
        link=f"{base_url}{card.url}" if card.url and base_url else "",
        verbatim=card.is_quote,
    )


def _label(card: Card, *, plural: bool = False) -> str:
    kind = kind_of(card.public_id)
    if kind is None:
        return card.kind
    return str(kind.plural if plural else kind.label)


def _title(card: Card) -> str:
    return _("(pas encore public)") if card.withheld else card.title


def _others(count: int) -> str:
    return ngettext("et %(count)s autre", "et %(count)s autres", count) % {"count": count}
