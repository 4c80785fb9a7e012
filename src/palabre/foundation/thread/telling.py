"""A thread told in a few lines: as the small river of a page, or as a block of a document."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.foundation.thread.queries import Thread
from palabre.foundation.thread.registry import Card, kind_of
from palabre.kit import documents
from palabre.kit.components import RiverStep
from palabre.kit.typography import excerpt

MOST_OF_A_KIND = 3
WORDS_OF_A_STEP = 90


def river_steps(thread: Thread, most: int = MOST_OF_A_KIND) -> list[RiverStep]:
    """From words to the thing asked for; where a kind has more than `most` cards, says how many."""
    steps: list[RiverStep] = []
    for _name, group in groupby(thread.by_step(), key=lambda card: card.kind):
        cards = list(group)
        shown = cards if len(cards) <= most else cards[: most - 1]
        steps.extend(
            RiverStep(
                kind=_label(card),
                label=_words(card),
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
    thread: Thread,
    *,
    title: str = "",
    base_url: str = "",
    without: Collection[str] = (),
    most: int = MOST_OF_A_KIND,
) -> documents.Thread | None:
    """From the thing asked for back to words, as a document prints it; None when nothing is known.

    Each thing takes a line; only words that somebody said are printed whole. Where a kind has
    more than `most` things, the last line of the kind says how many are left out, so that a long
    thread still reaches the words.

    base_url: what addresses start with (`https://…`, without a slash at the end); without: kinds
    that the document already says around the thread.
    """
    steps: list[documents.ThreadStep] = []
    for shown, left in _backwards(thread, without, most):
        steps.extend(_step(card, base_url) for card in shown)
        if left:
            kind = _label(shown[0], plural=True)
            steps.append(documents.ThreadStep(kind=kind, title=_others(left)))
    return documents.Thread(steps=tuple(steps), title=title) if steps else None


def document_line(
    thread: Thread, *, base_url: str = "", without: Collection[str] = (), most: int = MOST_OF_A_KIND
) -> tuple[documents.Span, ...]:
    """The same in one paragraph, « Décision : … ← Énoncé : … ← Passage : « … » », where a document
    has too many threads to draw each; empty when nothing is known."""
    spans: list[documents.Span] = []
    for shown, left in _backwards(thread, without, most):
        for card in shown:
            if spans:
                spans.append(documents.Span(" ← "))
            spans.append(documents.Span(_("%(kind)s : ") % {"kind": _label(card)}, bold=True))
            link = f"{base_url}{card.url}" if card.url and base_url else ""
            spans.append(documents.Span(_title(card), link=link))
            if card.is_quote and card.text:
                spans.append(documents.Span(f" « {card.text} »", italic=True))
        if left:
            spans.append(documents.Span(f", {_others(left)}"))
    return tuple(spans)


def _backwards(
    thread: Thread, without: Collection[str], most: int
) -> Iterator[tuple[list[Card], int]]:
    """Kind by kind from the thing asked for to words: the cards shown, and how many are not."""
    cards = thread.by_step()[::-1]
    cards.sort(key=lambda card: card.public_id != thread.start)
    if len(cards) < 2:
        return
    for name, group in groupby(cards, key=lambda card: card.kind):
        found = list(group)
        if name in without:
            continue
        shown = found if len(found) <= most else found[: most - 1]
        yield shown, len(found) - len(shown)


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
    words = card.kind if kind is None else str(kind.plural if plural else kind.label)
    return words[:1].upper() + words[1:]


def _title(card: Card) -> str:
    return _("(pas encore public)") if card.withheld else card.title


def _words(card: Card) -> str:
    """What somebody said is named by what was said, not by who said it."""
    if card.is_quote and card.text and not card.withheld:
        return f"« {excerpt(card.text, WORDS_OF_A_STEP)} »"
    return _title(card)


def _others(count: int) -> str:
    return ngettext("et %(count)s autre", "et %(count)s autres", count) % {"count": count}
