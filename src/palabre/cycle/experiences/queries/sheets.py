"""Experience sheets as a person may see them, their versions and what was said of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import F, Q, QuerySet

from palabre.cycle.experiences.enums import TextOrigin
from palabre.cycle.experiences.models import (
    WORDS,
    ExperienceSheet,
    SheetComment,
    SheetContact,
    SheetReading,
    SheetText,
    SheetVersion,
)
from palabre.cycle.experiences.rules.sheet_access import sees_contacts
from palabre.cycle.experiences.rules.sheet_content import (
    FigureLine,
    Filed,
    FundingLine,
    LinkLine,
    SheetContent,
    from_json,
)
from palabre.foundation.accounts.models import User
from palabre.foundation.network.models import City
from palabre.foundation.network.queries import cities, standing_of
from palabre.foundation.network.standing import Person
from palabre.foundation.vocabularies.enums import Vocabulary
from palabre.foundation.vocabularies.models import Term
from palabre.foundation.vocabularies.queries import tagged_with, terms_of


def visible_to(person: Person) -> QuerySet[ExperienceSheet]:
    """Everyone sees what is published; its city and those who run workshops see the rest."""
    sheets = ExperienceSheet.objects.select_related("city", "author").order_by(
        F("published_at").desc(nulls_first=True), "-pk"
    )
    standing = standing_of(person)
    if standing.runs_workshops:
        return sheets
    return sheets.filter(Q(published_version__isnull=False) | Q(city_id__in=standing.city_ids))


def listed(
    person: Person, *, theme: Term | None = None, city: str = "", status: str = ""
) -> QuerySet[ExperienceSheet]:
    """The list; theme: those filed under it or under a narrower one; city: public identifier."""
    sheets = visible_to(person)
    if theme is not None:
        sheets = sheets.filter(public_id__in=tagged_with([theme]))
    if city:
        sheets = sheets.filter(Q(city__public_id=city) | Q(partners__public_id=city)).distinct()
    if status:
        sheets = sheets.filter(status=status)
    return sheets


def cities_told(person: Person) -> QuerySet[City]:
    return cities().filter(pk__in=visible_to(person).order_by().values("city_id"))


def by_public_id(public_id: str) -> ExperienceSheet | None:
    """Whatever its state: for doors that check by themselves (a signed link, a reading)."""
    return ExperienceSheet.objects.select_related("city").filter(public_id=public_id).first()


def by_public_ids(public_ids: Iterable[str]) -> QuerySet[ExperienceSheet]:
    """Whatever their state: for those who check by themselves what may be read."""
    return ExperienceSheet.objects.select_related("city").filter(public_id__in=set(public_ids))


def original_of(sheet: ExperienceSheet) -> SheetText:
    return SheetText.objects.get(sheet=sheet, origin=TextOrigin.ORIGINAL)


def translations_of(sheet: ExperienceSheet) -> QuerySet[SheetText]:
    return (
        SheetText.objects.filter(sheet=sheet)
        .exclude(origin=TextOrigin.ORIGINAL)
        .order_by("language")
    )


def content_in_hand(sheet: ExperienceSheet) -> SheetContent:
    """What the sheet's own rows say now: eight queries."""
    text = original_of(sheet)
    filed = terms_of([sheet.public_id])[sheet.public_id]
    return SheetContent(
        language=sheet.language,
        text={name: getattr(text, name) for name in WORDS},
        city=sheet.city.name,
        country=sheet.city.country,
        partners=tuple(city.name for city in sheet.partners.order_by("name", "country")),
        start_year=sheet.start_year,
        end_year=sheet.end_year,
        licence=sheet.licence,
        figures=tuple(
            FigureLine(row.label, row.value, row.unit, row.source, row.measured_on)
            for row in sheet.figures.order_by("order")
        ),
        fundings=tuple(
            FundingLine(row.funder, row.amount, row.currency)
            for row in sheet.fundings.order_by("order")
        ),
        links=tuple(LinkLine(row.title, row.url) for row in sheet.links.order_by("order")),
        themes=_filed(filed, Vocabulary.THEMES),
        targets=_filed(filed, Vocabulary.SDG),
    )


def _filed(terms: Sequence[Term], vocabulary: Vocabulary) -> tuple[Filed, ...]:
    return tuple(
        Filed(
            term.slug, f"{term.slug} · {term.label}" if vocabulary == Vocabulary.SDG else term.label
        )
        for term in terms
        if term.vocabulary == vocabulary
    )


def content_of_version(sheet: ExperienceSheet, number: int) -> SheetContent | None:
    kept = SheetVersion.objects.filter(sheet=sheet, number=number).first()
    return from_json(kept.content) if kept is not None else None


def public_contents(sheets: Sequence[ExperienceSheet]) -> dict[str, SheetContent]:
    """What everyone reads of each sheet, by public identifier; one query for any number.

    Sheets that were never published, or were withdrawn, are left out.
    """
    rows = SheetVersion.objects.filter(
        sheet__in=[sheet.pk for sheet in sheets], number=F("sheet__published_version")
    ).select_related("sheet")
    return {row.sheet.public_id: from_json(row.content) for row in rows}


def titles_in_hand(sheets: Sequence[ExperienceSheet]) -> dict[str, tuple[str, str]]:
    """(title, summary) of the versions in hand, by public identifier; one query."""
    rows = SheetText.objects.filter(
        sheet__in=[sheet.pk for sheet in sheets], origin=TextOrigin.ORIGINAL
    ).values_list("sheet__public_id", "title", "summary")
    return {public_id: (title, summary) for public_id, title, summary in rows}


def versions_of(sheet: ExperienceSheet) -> QuerySet[SheetVersion]:
    """Latest first."""
    return sheet.versions.select_related("author").order_by("-number")


def contacts_of(person: Person, sheet: ExperienceSheet) -> QuerySet[SheetContact]:
    contacts = sheet.contacts.order_by("order")
    return contacts if sees_contacts(person) else contacts.filter(is_public=True)


def public_contacts(public_ids: Sequence[str]) -> QuerySet[SheetContact]:
    """Those of published sheets who agreed to be known by everyone."""
    return (
        SheetContact.objects.filter(
            sheet__public_id__in=public_ids,
            sheet__published_version__isnull=False,
            is_public=True,
        )
        .select_related("sheet")
        .order_by("sheet__public_id", "order")
    )


def comments_of(sheet: ExperienceSheet, *, settled: bool = False) -> QuerySet[SheetComment]:
    """Oldest first; those that are still open, or all."""
    comments = sheet.comments.order_by("at", "pk")
    return comments if settled else comments.filter(settled_at__isnull=True)


def comment_of(sheet: ExperienceSheet, public_id: str) -> SheetComment | None:
    return sheet.comments.filter(public_id=public_id).first()


def readings_of(sheet: ExperienceSheet) -> QuerySet[SheetReading]:
    """What was answered, latest first."""
    return sheet.readings.order_by("-at", "-pk")


def started_by(person: User) -> QuerySet[ExperienceSheet]:
    return ExperienceSheet.objects.filter(author=person).order_by("created_at", "pk")
