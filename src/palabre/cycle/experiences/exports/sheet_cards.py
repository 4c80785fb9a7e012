"""Experience sheets in the thread, in the search and on their city's page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.cycle.experiences.models import SECTIONS, ExperienceSheet
from palabre.cycle.experiences.queries import sheets as queries
from palabre.cycle.experiences.rules import sheet_access
from palabre.cycle.experiences.rules.sheet_content import SheetContent
from palabre.foundation.network.deeds import Deed, register_deeds
from palabre.foundation.network.models import City
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.registry import Card, Kind, register_kind
from palabre.foundation.thread.search import register_candidates
from palabre.kit.dates import say_day

SHEET = "fiche"


def register() -> None:
    register_kind(
        Kind(
            SHEET,
            gettext_lazy("Fiche d’expérience"),
            gettext_lazy("Fiches d’expérience"),
            25,
            sheets,
        )
    )
    register_candidates(SHEET, find_sheets)
    register_deeds("fiches", gettext_lazy("Ses fiches d’expérience"), told_by)


def address_of(sheet: ExperienceSheet) -> str:
    return reverse("experiences:sheet", args=[sheet.public_id])


def sheets(person: Person, public_ids: Sequence[str]) -> Mapping[str, Card]:
    return {card.public_id: card for card in cards(person, list(queries.by_public_ids(public_ids)))}


def cards(person: Person, rows: Sequence[ExperienceSheet]) -> list[Card]:
    """What everyone reads of each sheet; who works on one that is not published sees its draft."""
    public = queries.public_contents(rows)
    drafts = [row for row in rows if row.published_version is None]
    in_hand = queries.titles_in_hand(drafts) if drafts else {}
    found = []
    for row in rows:
        if not sheet_access.can_view(person, row):
            title = _("Fiche en préparation")
            found.append(Card(row.public_id, SHEET, title, withheld=True))
            continue
        content = public.get(row.public_id)
        title, summary = (content.title, content.summary) if content else in_hand[row.public_id]
        facts = ((_("Contenu"), _("démonstration")),) if row.is_demonstration else ()
        found.append(
            Card(
                public_id=row.public_id,
                kind=SHEET,
                title=title,
                text=summary,
                url=address_of(row),
                city=row.city.name,
                on=row.published_at.date() if row.published_at else None,
                facts=facts,
                searched=_all_of(content) if content else "",
            )
        )
    return found


def _all_of(content: SheetContent) -> str:
    """Everything that a public sheet says, for the search."""
    parts = [content.text[name] for name in ("summary", *SECTIONS)]
    parts += [line.label for line in content.figures]
    parts += [term.words for term in (*content.themes, *content.targets)]
    parts += content.partners
    return "\n".join(part for part in parts if part)


def find_sheets(person: Person, text: str, limit: int) -> list[Card]:
    wanted = text.strip()
    rows = queries.visible_to(person)
    if wanted:
        rows = rows.filter(texts__title__icontains=wanted).distinct()
    return cards(person, list(rows[:limit]))


def told_by(person: Person, city: City, limit: int) -> list[Deed]:
    rows = list(queries.listed(person, city=city.public_id)[:limit])
    return [
        Deed(card.title, card.url, say_day(row.published_at) if row.published_at else "")
        for row, card in zip(rows, cards(person, rows), strict=True)
    ]
