"""Lessons side by side: the table by theme and context, and lessons that say the same."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.cycle.experiences.exports.synthesis import (
    CONTEXTS,
    Cell,
    Context,
    Synthesis,
    synthesis,
    synthesis_document,
    synthesis_xlsx,
)
from palabre.cycle.experiences.operations.joining import join_lessons
from palabre.cycle.experiences.operations.refusals import Refused
from palabre.cycle.experiences.queries import lessons as queries
from palabre.cycle.experiences.queries.alike import alike
from palabre.cycle.experiences.rules import access
from palabre.cycle.experiences.views.testimonies import user_of
from palabre.foundation.network.access import requires, signed_in
from palabre.foundation.network.queries import the_network
from palabre.kit.documents import Language, to_docx
from palabre.kit.notices import refused, saved

ENTRIES_PER_PAGE = 20
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _table(request: HttpRequest) -> Synthesis:
    wanted = request.GET.get("contexte", "")
    context = Context(wanted) if wanted in set(Context) else Context.COUNTRY
    return synthesis(list(queries.published()), context)


@require_safe
def show_synthesis(request: HttpRequest) -> HttpResponse:
    table = _table(request)
    cell = table.cell(request.GET.get("theme", ""), request.GET.get("case", ""))
    if cell is not None:
        return _show_cell(request, table, cell)
    context = {
        "table": table,
        "contexts": [(one.value, label) for one, label in CONTEXTS.items()],
    }
    return render(request, "experiences/synthesis.html", context)


def _show_cell(request: HttpRequest, table: Synthesis, cell: Cell) -> HttpResponse:
    """One cell whole, page by page."""
    page = Paginator(cell.entries, ENTRIES_PER_PAGE).get_page(request.GET.get("page"))
    context = {"table": table, "theme": request.GET["theme"], "cell": cell, "page": page}
    return render(request, "experiences/synthesis_cell.html", context)


@require_safe
def deliver_document(request: HttpRequest) -> HttpResponse:
    network = the_network()
    language = cast("Language", (get_language() or "fr")[:2])
    name = network.name if network else ""
    document = synthesis_document(_table(request), network=name, language=language)
    return _file(to_docx(document), DOCX, "docx")


@require_safe
def deliver_workbook(request: HttpRequest) -> HttpResponse:
    return _file(synthesis_xlsx(_table(request)), XLSX, "xlsx")


def _file(content: bytes, content_type: str, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="synthese-enseignements.{ending}"'
    return response


@requires(access.can_draw)
@require_safe
def show_alike(request: HttpRequest) -> HttpResponse:
    """The piece of page that the form shows while a sentence is typed."""
    sentence = request.GET.get("phrase", "")[:1_000]
    found = alike(request.user, sentence, without=request.GET.get("sauf", ""))
    return render(request, "experiences/_alike.html", {"alike": found})


@requires(signed_in)
@require_POST
def join(request: HttpRequest, public_id: str) -> HttpResponse:
    """A draft gives its words to a lesson that already says it."""
    visible = queries.visible_to(request.user)
    draft = get_object_or_404(visible, public_id=public_id)
    if not access.can_edit_lesson(request.user, draft):
        raise PermissionDenied
    into = get_object_or_404(visible, public_id=request.POST.get("into", ""))
    try:
        join_lessons(actor=user_of(request.user), at=timezone.now(), draft=draft, into=into)
    except Refused as refusal:
        refused(request, str(refusal))
        return redirect("experiences:lesson", draft.public_id)
    saved(request, _("Les mots de votre brouillon soutiennent maintenant cet enseignement."))
    return redirect("experiences:lesson", into.public_id)
