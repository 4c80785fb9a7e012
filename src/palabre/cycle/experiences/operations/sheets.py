"""Opening an experience sheet and writing it; every version that is saved is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.cycle.experiences.enums import Attribution, Language, SheetStatus, TextOrigin
from palabre.cycle.experiences.models import (
    SECTION_MAX,
    WORDS,
    ExperienceSheet,
    Passage,
    SheetContact,
    SheetFigure,
    SheetFunding,
    SheetLink,
    SheetRow,
    SheetText,
    SheetVersion,
    Testimony,
)
from palabre.cycle.experiences.operations.refusals import EditConflict, NotAllowed, Refused
from palabre.cycle.experiences.queries.passages import passages_of
from palabre.cycle.experiences.queries.sheets import content_in_hand
from palabre.cycle.experiences.rules import access, sheet_access
from palabre.cycle.experiences.rules.attribution import is_set_apart
from palabre.cycle.experiences.rules.sheet_content import to_json
from palabre.foundation.accounts.models import User
from palabre.foundation.journal.operations import record
from palabre.foundation.network.models import City
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.operations import link
from palabre.foundation.vocabularies.enums import Vocabulary
from palabre.foundation.vocabularies.models import Term
from palabre.foundation.vocabularies.operations import set_terms

# Which section of a sheet takes the words marked as the answer to a question of the interview.
_ANSWERS = {"steps": "approach", "again": "lessons"}
_DEFAULT_SECTION = "context"


@dataclass(frozen=True)
class Facts:
    """What a sheet says besides prose. Rows are dictionaries of the model's own fields, in order;
    `terms` by vocabulary."""

    start_year: int | None = None
    end_year: int | None = None
    licence: str = ""
    partners: Sequence[City] = ()
    terms: Mapping[Vocabulary, Sequence[Term]] = field(default_factory=dict)
    figures: Sequence[Mapping[str, Any]] = ()
    fundings: Sequence[Mapping[str, Any]] = ()
    contacts: Sequence[Mapping[str, Any]] = ()
    links: Sequence[Mapping[str, Any]] = ()


@transaction.atomic
def start_sheet(
    *,
    actor: User | None,
    at: datetime,
    city: City,
    title: str,
    language: Language = Language.FRENCH,
    testimony: Testimony | None = None,
    is_demonstration: bool = False,
) -> ExperienceSheet:
    """Open a sheet; from a testimony, its passages fill the sections and the thread says so.

    Raises:
        NotAllowed: the actor does not write for this city, or may not read the testimony.
        Refused: no title; the testimony is another city's, or anonymous: a sheet names its city.
    """
    if actor is not None and not sheet_access.can_start_for(actor, city):
        raise NotAllowed
    if not title.strip():
        raise Refused(_("Donnez un titre : ce que la ville a fait, en une ligne."), field="title")
    words: dict[str, str] = {}
    taken: list[Passage] = []
    if testimony is not None:
        _check_source(actor, testimony, city)
        taken = [one for one in passages_of(testimony) if not is_set_apart(one)]
        words = prefilled(taken)
    sheet = ExperienceSheet.objects.create(
        city=city,
        language=language,
        author=actor,
        created_at=at,
        updated_at=at,
        is_demonstration=is_demonstration,
    )
    SheetText.objects.create(
        sheet=sheet, language=language, title=title.strip(), updated_at=at, **words
    )
    if testimony is not None:
        for target in (testimony.public_id, *(one.public_id for one in taken)):
            link(source=sheet.public_id, relation=Relation.DRAWN_FROM, target=target, at=at)
    _keep(sheet, actor=actor, at=at)
    details = {"title": title.strip(), "testimony": testimony.public_id if testimony else ""}
    _journal("started", sheet, actor=actor, at=at, details=details)
    return sheet


def _check_source(actor: User | None, testimony: Testimony, city: City) -> None:
    if actor is not None and not access.is_insider(actor, testimony):
        raise NotAllowed
    if testimony.attribution == Attribution.ANONYMOUS:
        raise Refused(
            _(
                "Ce témoignage est anonyme, et une fiche nomme sa ville. Ouvrez une fiche vide, ou "
                "demandez au témoin une autre attribution."
            )
        )
    if testimony.city_id != city.pk:
        raise Refused(
            _("Ce témoignage vient d’une autre ville : la fiche serait la sienne."), field="city"
        )


def prefilled(passages: Sequence[Passage]) -> dict[str, str]:
    """Words of the passages by section of a sheet, one paragraph each, in the witness's order.

    A passage that answers no question of the interview goes to the context.
    """
    found: dict[str, list[str]] = {}
    for passage in passages:
        asked = str(getattr(passage, "field", ""))
        section = _ANSWERS.get(asked, asked)
        if section not in WORDS:
            section = _DEFAULT_SECTION
        found.setdefault(section, []).append(passage.text.strip())
    return {section: "\n".join(parts)[:SECTION_MAX] for section, parts in found.items()}


@transaction.atomic
def edit_sheet(
    *,
    actor: User | None,
    at: datetime,
    sheet: ExperienceSheet,
    version: int,
    words: Mapping[str, str] | None = None,
    facts: Facts | None = None,
) -> ExperienceSheet:
    """Write the words, the facts, or both; saving what is already there writes nothing.

    The version in hand becomes a draft again; what was published stays so.

    Raises:
        NotAllowed: the actor does not work on this sheet.
        EditConflict: `version` is no longer the current one.
        Refused: no title, or years in disorder.
    """
    current = ExperienceSheet.objects.select_for_update().select_related("city").get(pk=sheet.pk)
    if actor is not None and not sheet_access.is_insider(actor, current):
        raise NotAllowed
    if current.version != version:
        raise EditConflict(current)
    before = (to_json(content_in_hand(current)), _contacts(current))
    if words is not None:
        _write_words(current, words, at)
    if facts is not None:
        _write_facts(current, facts, at)
    after = (to_json(content_in_hand(current)), _contacts(current))
    if after == before:
        return current
    current.version += 1
    current.status = SheetStatus.DRAFT
    current.updated_at = at
    current.save(update_fields=["version", "status", "updated_at"])
    _keep(current, actor=actor, at=at)
    _journal("edited", current, actor=actor, at=at, details={"version": current.version})
    return current


def _write_words(sheet: ExperienceSheet, words: Mapping[str, str], at: datetime) -> None:
    if not words.get("title", "x").strip():
        raise Refused(_("Donnez un titre : ce que la ville a fait, en une ligne."), field="title")
    values = {name: text.strip() for name, text in words.items() if name in WORDS}
    SheetText.objects.filter(sheet=sheet, origin=TextOrigin.ORIGINAL).update(
        **values, updated_at=at
    )


def _write_facts(sheet: ExperienceSheet, facts: Facts, at: datetime) -> None:
    if facts.start_year and facts.end_year and facts.end_year < facts.start_year:
        raise Refused(_("La dernière année vient avant la première."), field="end_year")
    ExperienceSheet.objects.filter(pk=sheet.pk).update(
        start_year=facts.start_year,
        end_year=facts.end_year,
        licence=facts.licence or sheet.licence,
    )
    sheet.refresh_from_db(fields=["start_year", "end_year", "licence"])
    sheet.partners.set([city for city in facts.partners if city.pk != sheet.city_id])
    for vocabulary, terms in facts.terms.items():
        set_terms(subject=sheet.public_id, terms=terms, vocabulary=vocabulary, at=at)
    _write_rows(sheet, SheetFigure, facts.figures)
    _write_rows(sheet, SheetFunding, facts.fundings)
    _write_rows(sheet, SheetContact, facts.contacts)
    _write_rows(sheet, SheetLink, facts.links)


Row = TypeVar("Row", bound=SheetRow)


def _write_rows(
    sheet: ExperienceSheet, model: type[Row], rows: Sequence[Mapping[str, Any]]
) -> None:
    manager = model._default_manager
    manager.filter(sheet=sheet).delete()
    manager.bulk_create(
        [model(sheet=sheet, order=place, **row) for place, row in enumerate(rows, start=1)]
    )


def _contacts(sheet: ExperienceSheet) -> list[tuple[Any, ...]]:
    return list(sheet.contacts.order_by("order").values_list("name", "role", "reach", "is_public"))


def _keep(sheet: ExperienceSheet, *, actor: User | None, at: datetime) -> None:
    SheetVersion.objects.create(
        sheet=sheet,
        number=sheet.version,
        content=to_json(content_in_hand(sheet)),
        author=actor,
        at=at,
    )


def _journal(
    act: str,
    sheet: ExperienceSheet,
    *,
    actor: User | None,
    at: datetime,
    details: Mapping[str, Any] | None = None,
) -> None:
    record(
        actor=actor,
        at=at,
        verb=f"experiences.sheet-{act}",
        subject=sheet.public_id,
        details=details,
    )


@transaction.atomic
def save_translation(
    *,
    actor: User | None,
    at: datetime,
    sheet: ExperienceSheet,
    language: Language,
    origin: TextOrigin,
    translator: str,
    words: Mapping[str, str],
) -> SheetText:
    """Write a translation of the version in hand; the original is left as it is.

    Raises:
        NotAllowed: the actor does not work on this sheet.
        Refused: into the original's own language, without a title or without saying by whom.
    """
    if actor is not None and not sheet_access.is_insider(actor, sheet):
        raise NotAllowed
    if language == sheet.language or origin == TextOrigin.ORIGINAL:
        raise Refused(
            _("C’est la langue de l’original. Choisissez-en une autre."), field="language"
        )
    if not words.get("title", "").strip():
        raise Refused(_("Traduisez au moins le titre."), field="title")
    if not translator.strip():
        raise Refused(_("Dites qui a traduit, ou quel outil."), field="translator")
    text, _created = SheetText.objects.update_or_create(
        sheet=sheet,
        language=language,
        defaults={
            "origin": origin,
            "translator": translator.strip(),
            "of_version": sheet.version,
            "updated_at": at,
            **{name: words.get(name, "").strip() for name in WORDS},
        },
    )
    details = {"language": str(language), "origin": str(origin), "version": sheet.version}
    _journal("translated", sheet, actor=actor, at=at, details=details)
    return text
