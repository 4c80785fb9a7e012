from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from palabre.cycle.experiences.enums import Language, SheetStatus
from palabre.cycle.experiences.exports.sheet_cards import cards
from palabre.cycle.experiences.exports.sheet_documents import TWO_PAGES
from palabre.cycle.experiences.forms import add_refusal
from palabre.cycle.experiences.forms.sheets import LanguageForm, StartForm
from palabre.cycle.experiences.models import ExperienceSheet, Testimony
from palabre.cycle.experiences.operations.refusals import Refused
from palabre.cycle.experiences.operations.sheets import start_sheet
from palabre.cycle.experiences.queries import sheets as queries
from palabre.cycle.experiences.queries import testimonies as testimony_queries
from palabre.cycle.experiences.rules import access, sheet_access
from palabre.cycle.experiences.views import sheet_shown, transfer_shown
from palabre.cycle.experiences.views.testimonies import user_of
from palabre.foundation.network.access import requires
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.queries import targets_of
from palabre.foundation.thread.registry import Card, cards_of
from palabre.foundation.vocabularies.enums import Vocabulary
from palabre.foundation.vocabularies.queries import term_of, terms
from palabre.kit.notices import saved

PER_PAGE = 20


def sheet_seen(request: HttpRequest, public_id: str) -> ExperienceSheet:
    return get_object_or_404(queries.visible_to(request.user), public_id=public_id)


def sheet_worked_on(request: HttpRequest, public_id: str) -> ExperienceSheet:
    """The sheet, for who works on it; others are refused, or do not know of it."""
    sheet = sheet_seen(request, public_id)
    if not sheet_access.is_insider(request.user, sheet):
        raise PermissionDenied
    return sheet


@require_safe
def show_sheets(request: HttpRequest) -> HttpResponse:
    person = request.user
    theme, city, status = (request.GET.get(name, "") for name in ("theme", "ville", "etat"))
    chosen = term_of(Vocabulary.THEMES, theme) if theme else None
    found = queries.listed(person, theme=chosen, city=city, status=status)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = list(page)
    context = {
        "page_obj": page,
        "rows": [
            (sheet, card, sheet_shown.TONES[sheet.status])
            for sheet, card in zip(rows, cards(person, rows), strict=True)
        ],
        "themes": terms(Vocabulary.THEMES),
        "cities": queries.cities_told(person),
        "statuses": SheetStatus.choices,
        "theme": theme,
        "city": city,
        "status": status,
        "is_filtered": bool(theme or city or status),
        "can_start": sheet_access.can_start(person),
    }
    return render(request, "experiences/sheets.html", context)


@require_safe
def show_sheet(request: HttpRequest, public_id: str) -> HttpResponse:
    person, sheet = request.user, sheet_seen(request, public_id)
    reading = sheet_shown.reading_of(
        person,
        sheet,
        language=request.GET.get("langue", ""),
        public=request.GET.get("version") == "publiee",
    )
    if reading is None:
        raise Http404
    is_insider = sheet_access.is_insider(person, sheet)
    comments = list(queries.comments_of(sheet)) if reading.is_in_hand else []
    context = (
        _page(person, sheet, reading)
        | transfer_shown.taken_up(person, sheet)
        | {
            "sections": sheet_shown.sections(reading, comments),
            "open_comments": comments,
            "is_insider": is_insider,
        }
    )
    if is_insider:
        context |= _work(request, sheet, reading)
    return render(request, "experiences/sheet.html", context)


def _page(
    person: Person, sheet: ExperienceSheet, reading: sheet_shown.Reading
) -> dict[str, object]:
    """What everyone finds on the page of a sheet."""
    return {
        "sheet": sheet,
        "reading": reading,
        "facts": sheet_shown.facts(reading.content),
        "translated": sheet_shown.say_translation(reading),
        "languages": sheet_shown.languages_of(sheet, reading),
        "contacts": queries.contacts_of(person, sheet),
        "sources": _sources(person, sheet),
    }


def _sources(person: Person, sheet: ExperienceSheet) -> list[Card]:
    """What the sheet is drawn from, as this person may read it; the passages are in their text."""
    found = cards_of(person, targets_of(sheet.public_id, Relation.DRAWN_FROM))
    return [card for card in found.values() if not card.withheld and card.kind != "passage"]


def _work(
    request: HttpRequest, sheet: ExperienceSheet, reading: sheet_shown.Reading
) -> dict[str, object]:
    """What who works on it finds besides: where it stands, what is missing, what was answered."""
    person = request.user
    is_awaiting = sheet.status == SheetStatus.AWAITING_CITY
    return {
        "tone": sheet_shown.TONES[sheet.status],
        "criteria": sheet_shown.criteria(reading.content),
        "readings": list(queries.readings_of(sheet)),
        "can_submit": sheet_access.can_submit(person, sheet),
        "can_read": is_awaiting and sheet_access.speaks_for(person, sheet),
        "can_invite": is_awaiting and sheet_access.can_invite(person),
        "can_publish": sheet_access.can_publish(person, sheet),
        "can_withdraw": sheet_access.can_withdraw(person, sheet),
        "language_form": LanguageForm(sheet),
        "is_long": sum(map(len, reading.words.values())) > TWO_PAGES,
        "has_public": sheet.published_version not in (None, sheet.version),
    }


def _testimony(request: HttpRequest) -> Testimony | None:
    """The testimony that the sheet is to be drawn from, if one is named and may be worked on."""
    wanted = request.GET.get("temoignage", "")
    if not wanted:
        return None
    testimony = get_object_or_404(testimony_queries.visible_to(request.user), public_id=wanted)
    if not access.is_insider(request.user, testimony):
        raise PermissionDenied
    return testimony


@requires(sheet_access.can_start)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Open a sheet, empty or from a testimony whose passages fill it."""
    testimony = _testimony(request)
    data = request.POST if request.method == "POST" else None
    form = StartForm(request.user, data, testimony=testimony)
    if form.is_bound and form.is_valid():
        try:
            sheet = start_sheet(
                actor=user_of(request.user),
                at=timezone.now(),
                city=form.cleaned_data["city"],
                title=form.cleaned_data["title"],
                language=Language(form.cleaned_data["language"]),
                testimony=testimony,
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            saved(request, _("La fiche est ouverte, en brouillon."), draft="sheet-new")
            return redirect("experiences:sheet-words", sheet.public_id)
    context = {"form": form, "testimony": testimony}
    status = 422 if form.is_bound else 200
    return render(request, "experiences/sheet_new.html", context, status=status)
