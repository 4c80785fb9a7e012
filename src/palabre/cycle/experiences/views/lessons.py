from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.cycle.experiences.enums import Evidence, LessonStatus
from palabre.cycle.experiences.exports.sheets import lessons_csv, lessons_xlsx
from palabre.cycle.experiences.forms import (
    LessonForm,
    ReasonForm,
    add_refusal,
    take_version,
    typed_lesson,
)
from palabre.cycle.experiences.models import Lesson
from palabre.cycle.experiences.operations.lessons import (
    draw_lesson,
    edit_lesson,
    publish_lesson,
    withdraw_lesson,
)
from palabre.cycle.experiences.operations.refusals import EditConflict, Refused
from palabre.cycle.experiences.queries import lessons as queries
from palabre.cycle.experiences.rules import access
from palabre.cycle.experiences.rules.text import fold
from palabre.cycle.experiences.views.shown import drafts_alike, lessons_shown
from palabre.cycle.experiences.views.testimonies import PER_PAGE, user_of
from palabre.foundation.network.access import requires, signed_in
from palabre.kit.notices import refused, saved

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def show_lessons(request: HttpRequest) -> HttpResponse:
    text, evidence = request.GET.get("q", ""), request.GET.get("solidite", "")
    found = queries.listed(request.user, text=text, evidence=evidence, fold=fold)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": lessons_shown(request.user, list(page)),
        "text": text,
        "evidence": evidence,
        "evidences": Evidence.choices,
        "is_filtered": bool(text or evidence),
        "can_draw": access.can_draw(request.user),
    }
    return render(request, "experiences/lessons.html", context)


@require_safe
def show_lesson(request: HttpRequest, public_id: str) -> HttpResponse:
    person = request.user
    lesson = get_object_or_404(queries.visible_to(person), public_id=public_id)
    is_published = lesson.status == LessonStatus.PUBLISHED
    [shown] = lessons_shown(person, [lesson])
    context = {
        "lesson": lesson,
        "alike": drafts_alike(person, lesson),
        "shown": shown,
        "can_edit": access.can_edit_lesson(person, lesson),
        "can_publish": access.can_publish(person) and not is_published,
        "can_withdraw": access.can_publish(person) and is_published,
    }
    return render(request, "experiences/lesson.html", context)


@require_safe
def deliver_lessons(request: HttpRequest) -> HttpResponse:
    """Published lessons, with their words, as a table that anyone may take away."""
    response = HttpResponse(lessons_csv(_published(request)), content_type="text/csv")
    response["Content-Disposition"] = 'attachment; filename="enseignements.csv"'
    return response


@require_safe
def deliver_workbook(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(lessons_xlsx(_published(request)), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="enseignements.xlsx"'
    return response


def _published(request: HttpRequest) -> list[Lesson]:
    text, evidence = request.GET.get("q", ""), request.GET.get("solidite", "")
    found = queries.listed(request.user, text=text, evidence=evidence, fold=fold)
    return list(found.filter(status=LessonStatus.PUBLISHED))


@requires(access.can_draw)
@require_http_methods(["GET", "HEAD", "POST"])
def draw(request: HttpRequest) -> HttpResponse:
    form = _lesson_form(request, initial={"passages": request.GET.getlist("passage")})
    if form.is_bound and form.is_valid():
        try:
            lesson = draw_lesson(
                actor=user_of(request.user), at=timezone.now(), statement=form.statement()
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            words = _("L’enseignement est enregistré comme brouillon.")
            saved(request, words, draft="lesson-new")
            return redirect("experiences:lesson", lesson.public_id)
    status = 422 if form.is_bound else 200
    return render(request, "experiences/lesson_new.html", {"form": form}, status=status)


def _lesson_form(request: HttpRequest, *, initial: dict[str, object]) -> LessonForm:
    """The form as sent; or as typed so far, when the person only looks for other passages."""
    search = request.POST.get("search", request.GET.get("search", ""))
    testimony = request.GET.get("temoignage", "")
    options = {"search": search, "testimony": "" if search else testimony}
    if request.method != "POST":
        return LessonForm(request.user, initial=initial, **options)
    if "look" in request.POST:
        return LessonForm(request.user, initial=dict(typed_lesson(request.POST)), **options)
    return LessonForm(request.user, request.POST, **options)


@requires(signed_in)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    lesson = get_object_or_404(queries.visible_to(request.user), public_id=public_id)
    if not access.can_edit_lesson(request.user, lesson):
        raise PermissionDenied
    sources = queries.sources_of([lesson])[lesson.public_id]
    names = [name for name in LessonForm.base_fields if name != "passages"]
    initial = {name: getattr(lesson, name) for name in names}
    initial["passages"] = [passage.public_id for passage in sources]
    form = _lesson_form(request, initial=initial)
    context: dict[str, object] = {"form": form, "lesson": lesson}
    if form.is_bound and form.is_valid():
        answer = _edit(request, form, lesson, context)
        if answer is not None:
            return answer
    status = 200 if not form.is_bound else 409 if "current" in context else 422
    return render(request, "experiences/lesson_edit.html", context, status=status)


def _edit(
    request: HttpRequest, form: LessonForm, lesson: Lesson, context: dict[str, object]
) -> HttpResponseRedirect | None:
    try:
        edit_lesson(
            actor=user_of(request.user),
            at=timezone.now(),
            lesson=lesson,
            version=form.cleaned_data["version"] or 0,
            statement=form.statement(),
        )
    except EditConflict as conflict:
        add_refusal(form, conflict)
        context["current"] = conflict.current
        take_version(form, conflict.current.version)
        return None
    except Refused as refusal:
        add_refusal(form, refusal)
        return None
    saved(request, _("Vos modifications sont enregistrées."), draft=f"edit-{lesson.public_id}")
    return redirect("experiences:lesson", lesson.public_id)


@requires(access.can_publish)
@require_POST
def publish(request: HttpRequest, public_id: str) -> HttpResponse:
    lesson = get_object_or_404(queries.visible_to(request.user), public_id=public_id)
    try:
        publish_lesson(actor=user_of(request.user), at=timezone.now(), lesson=lesson)
    except Refused as refusal:
        refused(request, str(refusal))
    else:
        saved(request, _("L’enseignement est publié : tout le monde peut le lire et le citer."))
    return redirect("experiences:lesson", lesson.public_id)


@requires(access.can_publish)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    lesson = get_object_or_404(queries.visible_to(request.user), public_id=public_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            withdraw_lesson(
                actor=user_of(request.user), at=timezone.now(), lesson=lesson, reason=reason
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            saved(request, _("L’enseignement n’est plus public."))
            return redirect("experiences:lesson", lesson.public_id)
    context = {"form": form, "lesson": lesson}
    return render(
        request, "experiences/withdraw.html", context, status=422 if form.is_bound else 200
    )
