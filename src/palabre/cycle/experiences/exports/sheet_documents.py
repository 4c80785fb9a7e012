"""A sheet on two pages, for who decides on paper: Word and tagged PDF."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from palabre.cycle.experiences.exports.sheet_words import (
    heading_of,
    lines_of,
    say_funding,
    say_licence,
    say_period,
    say_place,
    say_source,
    say_value,
)
from palabre.cycle.experiences.models import SECTIONS, SheetContact
from palabre.cycle.experiences.rules.sheet_content import SheetContent
from palabre.foundation.network.queries import the_network
from palabre.kit.documents import (
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Document,
    Heading,
    KeyValues,
    Language,
    NumberedList,
    Paragraph,
    Span,
    TwoColumns,
)

TWO_PAGES = 12_000
"""Characters of prose that two pages hold (13,000 were measured to hold, in fifteen sections)."""


@dataclass(frozen=True)
class Printed:
    """What is printed beside the content. version: what its number is; translated: how, if it is;
    address: the sheet's own page, absolute."""

    public_id: str
    version: int
    words: Mapping[str, str]
    language: str
    is_draft: bool
    is_demonstration: bool
    on: date | None
    address: str
    contacts: Sequence[SheetContact] = ()
    translated: str = ""


def sheet_document(content: SheetContent, printed: Printed) -> Document:
    """The sheet as a document of two pages, in the language of the page."""
    network = the_network()
    place = say_place(content)
    period = say_period(content)
    return Document(
        title=printed.words["title"],
        language=cast("Language", (get_language() or "fr")[:2]),
        subtitle=" · ".join(part for part in (_("Fiche d’expérience"), place, period) if part),
        organisation=network.name if network else "",
        date=printed.on,
        footer=printed.address,
        is_demonstration=printed.is_demonstration,
        compact=True,
        contents=False,
        blocks=(*_head(content, printed), TwoColumns(), *_body(content, printed)),
    )


def _head(content: SheetContent, printed: Printed) -> Iterator[Block]:
    if printed.is_draft:
        yield Callout(
            CalloutKind.WARNING,
            _("Brouillon : la ville ne l’a pas encore validé, et il peut changer."),
        )
    if printed.translated:
        yield Paragraph((Span(printed.translated, italic=True),))
    if printed.words.get("summary"):
        yield Callout(CalloutKind.NOTE, printed.words["summary"], heading_of("summary"))
    facts = (
        (heading_of("partners"), ", ".join(content.partners)),
        (heading_of("themes"), ", ".join(term.words for term in content.themes)),
        (heading_of("targets"), ", ".join(term.slug for term in content.targets)),
    )
    if any(value for _name, value in facts):
        yield KeyValues(tuple((name, value) for name, value in facts if value))


def _body(content: SheetContent, printed: Printed) -> Iterator[Block]:
    for name in SECTIONS:
        text = printed.words.get(name, "")
        if text or (name == "results" and content.figures) or (name == "cost" and content.fundings):
            yield Heading(1, heading_of(name))
        if text:
            yield from _prose(name, text, printed.language)
        if name == "results" and content.figures:
            yield KeyValues(
                tuple(
                    (
                        figure.label,
                        (
                            Span(say_value(figure), bold=True),
                            Span(f"\n{say_source(figure)}", italic=True),
                        ),
                    )
                    for figure in content.figures
                )
            )
        if name == "cost" and content.fundings:
            yield BulletList(tuple(say_funding(line) for line in content.fundings))
    yield from _foot(content, printed)


def _prose(name: str, text: str, language: str) -> Iterator[Block]:
    lines = lines_of(text)
    if name == "approach" and len(lines) > 1:
        yield NumberedList(tuple(lines))
    elif name == "stakeholders" and len(lines) > 1:
        yield BulletList(tuple(lines))
    else:
        for line in lines:
            yield Paragraph(line, language)


def _foot(content: SheetContent, printed: Printed) -> Iterator[Block]:
    if printed.contacts:
        yield Heading(1, _("Qui appeler"))
        yield BulletList(
            tuple(
                " · ".join(part for part in (one.name, one.role, one.reach) if part)
                for one in printed.contacts
            )
        )
    if content.links:
        yield Heading(1, heading_of("links"))
        yield BulletList(tuple((Span(link.title, link=link.url),) for link in content.links))
    yield KeyValues(
        (
            (_("Licence"), say_licence(content.licence)),
            (
                _("Version"),
                f"{printed.version} · {printed.public_id}",
            ),
        )
    )
