from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from palabre.cycle.experiences.enums import Language, TextOrigin
from palabre.cycle.experiences.exports.sheet_cards import address_of
from palabre.cycle.experiences.exports.sheet_words import heading_of, lines_of
from palabre.cycle.experiences.forms import add_refusal, take_version
from palabre.cycle.experiences.forms.sheet_rows import Tables
from palabre.cycle.experiences.forms.sheets import (
    FactsForm,
    TranslationForm,
    WordsForm,
    words_of,
)
from palabre.cycle.experiences.models import WORDS, ExperienceSheet
from palabre.cycle.experiences.operations.refusals import EditConflict, Refused
from palabre.cycle.experiences.operations.sheets import Facts, edit_sheet, save_translation
from palabre.cycle.experiences.queries import sheets as queries
from palabre.cycle.experiences.rules.differences import changes
from palabre.cycle.experiences.views.sheets import sheet_worked_on
from palabre.cycle.experiences.views.testimonies import user_of
from palabre.foundation.network.access import requires, signed_in
from palabre.foundation.vocabularies.enums import Vocabulary
from palabre.foundation.vocabularies.queries import terms_of
from palabre.kit.notices import saved


@requires(signed_in)
@require_http_methods(["GET", "HEAD", "POST"])
def write_words(request: HttpRequest, public_id: str) -> HttpResponse:
    sheet = sheet_worked_on(request, public_id)
    text = queries.original_of(sheet)
    initial = words_of(text) | {"version": sheet.version}
    form = WordsForm(request.POST if request.method == "POST" else None, initial=initial)
    context: dict[str, object] = {"form": form, "sheet": sheet, "title": text.title}
    if form.is_bound and form.is_valid() and _write_words(request, form, sheet, context):
        return redirect(address_of(sheet))
    context["comments"] = list(queries.comments_of(sheet))
    status = 200 if not form.is_bound else 409 if "current" in context else 422
    return render(request, "experiences/sheet_words.html", context, status=status)


def _write_words(
    request: HttpRequest, form: WordsForm, sheet: ExperienceSheet, context: dict[str, object]
) -> bool:
    try:
        edit_sheet(
            actor=user_of(request.user),
            at=timezone.now(),
            sheet=sheet,
            version=form.cleaned_data["version"],
            words=form.words(),
        )
    except EditConflict as conflict:
        add_refusal(form, conflict)
        theirs, mine = words_of(queries.original_of(sheet)), form.words()
        context["current"] = [
            (heading_of(name), theirs[name]) for name in WORDS if theirs[name] != mine[name].strip()
        ]
        take_version(form, conflict.current.version)
        return False
    except Refused as refusal:
        add_refusal(form, refusal)
        return False
    saved(request, _("Le texte est enregistré."), draft=f"sheet-words-{sheet.public_id}")
    return True


@requires(signed_in)
@require_http_methods(["GET", "HEAD", "POST"])
def write_facts(request: HttpRequest, public_id: str) -> HttpResponse:
    sheet = sheet_worked_on(request, public_id)
    data = request.POST if request.method == "POST" else None
    form, tables = FactsForm(sheet, data, initial=_facts_of(sheet)), Tables(sheet, data)
    is_right = data is not None and form.is_valid() & tables.is_valid()
    if is_right and _write_facts(request, form, tables, sheet):
        return redirect(address_of(sheet))
    context = {
        "form": form,
        "tables": tables.shown(),
        "sheet": sheet,
        "title": queries.original_of(sheet).title,
        "is_wrong": data is not None,
    }
    status = 422 if data is not None else 200
    return render(request, "experiences/sheet_facts.html", context, status=status)


def _facts_of(sheet: ExperienceSheet) -> dict[str, object]:
    filed = terms_of([sheet.public_id])[sheet.public_id]
    return {
        "version": sheet.version,
        "start_year": sheet.start_year,
        "end_year": sheet.end_year,
        "licence": sheet.licence,
        "partners": list(sheet.partners.all()),
        "themes": [term for term in filed if term.vocabulary == Vocabulary.THEMES],
        "targets": [term for term in filed if term.vocabulary == Vocabulary.SDG],
    }


def _write_facts(
    request: HttpRequest, form: FactsForm, tables: Tables, sheet: ExperienceSheet
) -> bool:
    values = form.cleaned_data
    facts = Facts(
        start_year=values["start_year"],
        end_year=values["end_year"],
        licence=values["licence"],
        partners=list(values["partners"]),
        terms={Vocabulary.THEMES: values["themes"], Vocabulary.SDG: values["targets"]},
        **{name: tables.rows(name) for name in tables.formsets},
    )
    actor, now = user_of(request.user), timezone.now()
    try:
        edit_sheet(actor=actor, at=now, sheet=sheet, version=values["version"], facts=facts)
    except Refused as refusal:
        if isinstance(refusal, EditConflict):
            take_version(form, refusal.current.version)
        add_refusal(form, refusal)
        return False
    saved(request, _("Les faits sont enregistrés."), draft=f"sheet-facts-{sheet.public_id}")
    return True


@requires(signed_in)
@require_http_methods(["GET", "HEAD", "POST"])
def translate(request: HttpRequest, public_id: str) -> HttpResponse:
    """A translation written beside the original, which it leaves alone."""
    sheet = sheet_worked_on(request, public_id)
    language = request.GET.get("langue", "")
    if language not in Language.values or language == sheet.language:
        raise Http404
    original = words_of(queries.original_of(sheet))
    kept = queries.translations_of(sheet).filter(language=language).first()
    initial = (
        words_of(kept) | {"origin": kept.origin, "translator": kept.translator} if kept else {}
    )
    data = request.POST if request.method == "POST" else None
    form = TranslationForm(original, data, initial=initial)
    if form.is_bound and form.is_valid() and _translate(request, form, sheet, language):
        return redirect(f"{address_of(sheet)}?langue={language}")
    rows = [(form[name], lines_of(original[name])) for name in WORDS if name in form.fields]
    context = {
        "form": form,
        "rows": rows,
        "sheet": sheet,
        "into": Language(language),
        "title": original["title"],
    }
    status = 422 if form.is_bound else 200
    return render(request, "experiences/sheet_translate.html", context, status=status)


def _translate(
    request: HttpRequest, form: TranslationForm, sheet: ExperienceSheet, language: str
) -> bool:
    try:
        save_translation(
            actor=user_of(request.user),
            at=timezone.now(),
            sheet=sheet,
            language=Language(language),
            origin=TextOrigin(form.cleaned_data["origin"]),
            translator=form.cleaned_data["translator"],
            words=form.words(),
        )
    except Refused as refusal:
        add_refusal(form, refusal)
        return False
    draft = f"sheet-{sheet.public_id}-{language}"
    saved(request, _("La traduction est enregistrée. L’original est resté tel quel."), draft=draft)
    return True


@requires(signed_in)
def compare_versions(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every version, and what changed between two of them; the right is asked before the method."""
    return _compare(request, sheet_worked_on(request, public_id))


@require_safe
def _compare(request: HttpRequest, sheet: ExperienceSheet) -> HttpResponse:
    versions = list(queries.versions_of(sheet))
    numbers = [version.number for version in versions]
    after = _number(request, "a", numbers, numbers[0])
    before = _number(request, "de", numbers, max(after - 1, numbers[-1]))
    old, new = (queries.content_of_version(sheet, number) for number in (before, after))
    assert old is not None
    assert new is not None
    context = {
        "sheet": sheet,
        "versions": versions,
        "before": before,
        "after": after,
        "changes": [(heading_of(one.name), one.stretches) for one in changes(old, new)],
        "title": new.title,
    }
    return render(request, "experiences/sheet_versions.html", context)


def _number(request: HttpRequest, name: str, known: list[int], default: int) -> int:
    sent = request.GET.get(name, "")
    number = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 9 else default
    return number if number in known else default
