"""Lessons out as a workbook, filled offline, and back in: first what would change, then the act."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from palabre.cycle.experiences.exports.lesson_template import lesson_template
from palabre.cycle.experiences.forms import add_refusal
from palabre.cycle.experiences.forms.lesson_sheets import LessonFileForm, carry
from palabre.cycle.experiences.imports.lesson_sheets import LessonImport, bring_lessons
from palabre.cycle.experiences.queries import lessons as queries
from palabre.cycle.experiences.queries.passages import offered
from palabre.cycle.experiences.rules import access
from palabre.cycle.experiences.views.testimonies import user_of
from palabre.foundation.network.access import requires
from palabre.kit.notices import saved
from palabre.kit.refusals import Refusal

MOST_PASSAGES = 2_000
_PAGE = "experiences/lesson_sheets.html"
_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}


@requires(access.can_draw)
@require_safe
def deliver_template(request: HttpRequest, ending: str) -> HttpResponse:
    """The lessons that the person may change, and the passages that they may cite."""
    if ending not in _TYPES:
        raise Http404
    person = request.user
    lessons = [one for one in queries.visible_to(person) if access.can_edit_lesson(person, one)]
    content = lesson_template(ending, lessons, offered(person, limit=MOST_PASSAGES))
    response = HttpResponse(content, content_type=_TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="enseignements-a-remplir.{ending}"'
    return response


@requires(access.can_draw)
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, _PAGE, {"form": LessonFileForm()})
    form = LessonFileForm(request.POST, request.FILES)
    is_dry = "confirm" not in request.POST
    plan = _bring(request, form, is_dry=is_dry) if form.is_valid() else None
    if plan is None:
        return render(request, _PAGE, {"form": form}, status=422)
    if is_dry:
        name, content = form.cleaned_data["name"], form.cleaned_data["content"]
        context = {"form": carry(name, content), "plan": plan, "name": name}
        return render(request, _PAGE, context)
    saved(request, _told(plan))
    return redirect("experiences:lessons")


def _bring(request: HttpRequest, form: LessonFileForm, *, is_dry: bool) -> LessonImport | None:
    try:
        return bring_lessons(
            actor=user_of(request.user), at=timezone.now(), is_dry=is_dry, **form.cleaned_data
        )
    except Refusal as refusal:
        add_refusal(form, refusal)
        return None


def _told(plan: LessonImport) -> str:
    created, changed, refused = len(plan.created), len(plan.changed), len(plan.refused)
    parts = [
        ngettext("%(n)d brouillon ajouté", "%(n)d brouillons ajoutés", created) % {"n": created},
        ngettext("%(n)d enseignement modifié", "%(n)d enseignements modifiés", changed)
        % {"n": changed},
    ]
    if refused:
        parts.append(
            ngettext("%(n)d ligne laissée", "%(n)d lignes laissées", refused) % {"n": refused}
        )
    return f"{', '.join(parts)}."
