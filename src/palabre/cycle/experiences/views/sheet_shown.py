"""Values that the pages of sheets show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from palabre.cycle.experiences.enums import SheetStatus, TextOrigin
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
from palabre.cycle.experiences.models import (
    SECTIONS,
    WORDS,
    ExperienceSheet,
    SheetComment,
    SheetText,
)
from palabre.cycle.experiences.queries import sheets as queries
from palabre.cycle.experiences.rules import completeness, sheet_access
from palabre.cycle.experiences.rules.sheet_content import SheetContent
from palabre.foundation.network.standing import Person
from palabre.kit.components import Tone

TONES: dict[str, Tone] = {
    SheetStatus.DRAFT: "neutral",
    SheetStatus.AWAITING_CITY: "waiting",
    SheetStatus.RETURNED: "warn",
    SheetStatus.VALIDATED: "info",
    SheetStatus.PUBLISHED: "good",
}
_LISTED = {"approach": "ol", "stakeholders": "ul"}


@dataclass(frozen=True)
class Section:
    """A section to read; kind: `p`, `ol` or `ul`; comments: still open on it."""

    name: str
    heading: str
    kind: str
    lines: Sequence[str]
    comments: tuple[SheetComment, ...]
    figures: tuple[tuple[str, str, str], ...] = ()
    fundings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """Which words of a sheet are read: a version's original, or a translation of it."""

    content: SheetContent
    version: int
    words: Mapping[str, str]
    language: str
    translation: SheetText | None
    is_in_hand: bool

    @property
    def title(self) -> str:
        return self.words["title"]

    @property
    def summary(self) -> str:
        return self.words["summary"]


def reading_of(
    person: Person, sheet: ExperienceSheet, *, language: str = "", public: bool = False
) -> Reading | None:
    """What this person reads of a sheet; None when nothing of it may be read.

    Who works on it reads the version in hand, unless they ask for the public one. A translation
    is shown to everyone once the version that it follows has been published.
    """
    in_hand = sheet_access.is_insider(person, sheet) and not public
    number = sheet.version if in_hand else sheet.published_version
    if number is None:
        return None
    content = (
        queries.content_in_hand(sheet) if in_hand else queries.content_of_version(sheet, number)
    )
    if content is None:
        return None
    return _in_language(sheet, content, number, language, is_in_hand=in_hand)


def _in_language(
    sheet: ExperienceSheet, content: SheetContent, number: int, language: str, *, is_in_hand: bool
) -> Reading:
    """The version in a language that it is translated into, or in its own."""
    translation = None
    if language and language != content.language:
        followed = queries.translations_of(sheet).filter(language=language, of_version__lte=number)
        translation = followed.first()
    words = {name: getattr(translation, name) for name in WORDS} if translation else content.text
    return Reading(
        content=content,
        version=number,
        words=words,
        language=translation.language if translation else content.language,
        translation=translation,
        is_in_hand=is_in_hand,
    )


def sections(reading: Reading, comments: Sequence[SheetComment] = ()) -> list[Section]:
    """The sections that say something, in order, with their figures and their open remarks."""
    content, found = reading.content, []
    for name in SECTIONS:
        lines = lines_of(reading.words.get(name, ""))
        said = tuple(one for one in comments if one.field == name)
        figures = (
            tuple((f.label, say_value(f), say_source(f)) for f in content.figures)
            if name == "results"
            else ()
        )
        fundings = tuple(map(say_funding, content.fundings)) if name == "cost" else ()
        if lines or figures or fundings or said:
            kind = _LISTED.get(name, "p") if len(lines) > 1 else "p"
            found.append(Section(name, heading_of(name), kind, lines, said, figures, fundings))
    return found


def facts(content: SheetContent) -> list[tuple[str, object]]:
    pairs = [
        (_("Ville"), say_place(content)),
        (heading_of("partners"), ", ".join(content.partners)),
        (heading_of("period"), say_period(content) or _("inconnue")),
        (heading_of("licence"), say_licence(content.licence)),
    ]
    return [(name, value) for name, value in pairs if value]


def say_translation(reading: Reading) -> str:
    """How the words came into this language, when they are not the city's own."""
    text = reading.translation
    if text is None:
        return ""
    words = (
        _("Traduction automatique (%(by)s), non relue par la ville.")
        if text.origin == TextOrigin.MACHINE
        else _("Traduction de %(by)s. L’original fait foi.")
    ) % {"by": text.translator}
    if text.of_version is not None and text.of_version < reading.version:
        words += " " + _("L’original a changé depuis : la traduction suit la version %(n)s.") % {
            "n": text.of_version
        }
    return words


@dataclass(frozen=True)
class CriterionShown:
    label: str
    question: str
    is_answered: bool
    way: str


def criteria(content: SheetContent) -> list[CriterionShown]:
    """FAO's criteria, each with what is still to write and where; never a mark."""
    found = []
    for one in completeness.answered(content):
        where = [heading_of(name) for name in one.missing]
        if one.lacks_figure:
            where.append(heading_of("figures"))
        way = "" if one.is_answered else f"{one.criterion.way} ({', '.join(where)})"
        found.append(
            CriterionShown(
                str(one.criterion.label), str(one.criterion.question), one.is_answered, way
            )
        )
    return found


def languages_of(sheet: ExperienceSheet, reading: Reading) -> list[tuple[str, str, bool]]:
    """(code, name, whether it is the one read): the original first, then what may be read."""
    rows = [(sheet.language, sheet.get_language_display(), reading.translation is None)]
    rows += [
        (text.language, text.get_language_display(), reading.language == text.language)
        for text in queries.translations_of(sheet).filter(of_version__lte=reading.version)
    ]
    return rows
