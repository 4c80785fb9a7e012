"""The programme to take away: Word, PDF, measurement framework."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from palabre.cycle.programmes import queries
from palabre.cycle.programmes.exports.documents import programme_document
from palabre.cycle.programmes.exports.sheets import framework_workbook
from palabre.cycle.programmes.models import Programme
from palabre.cycle.programmes.tasks import MOST_ACTIONS_AT_ONCE, PROGRAMME_PDF
from palabre.cycle.programmes.views.doors import find_programme
from palabre.foundation.accounts.models import User
from palabre.foundation.jobs.operations import start_job
from palabre.kit.documents import DocumentError, describe_error, to_docx, to_pdf

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def programme_docx(request: HttpRequest, public_id: str) -> HttpResponse:
    programme = find_programme(request, public_id)
    document = programme_document(request.user, programme, request.build_absolute_uri("/"))
    return _deliver(to_docx(document), _DOCX, programme, "docx")


@require_http_methods(["GET", "HEAD", "POST"])
def programme_pdf(request: HttpRequest, public_id: str) -> HttpResponse:
    """A small programme comes at once; a large one is prepared, and its progress shown."""
    programme = find_programme(request, public_id)
    if queries.action_count(programme) > MOST_ACTIONS_AT_ONCE:
        return _prepare(request, programme)
    document = programme_document(request.user, programme, request.build_absolute_uri("/"))
    try:
        content = to_pdf(document)
    except DocumentError as error:
        messages.error(request, describe_error(error))
        return redirect("programmes:show", public_id)
    return _deliver(content, "application/pdf", programme, "pdf")


@require_safe
def framework_xlsx(request: HttpRequest, public_id: str) -> HttpResponse:
    programme = find_programme(request, public_id)
    content = framework_workbook(queries.contents_of(programme), timezone.now())
    return _deliver(content, _XLSX, programme, "xlsx")


def _prepare(request: HttpRequest, programme: Programme) -> HttpResponse:
    if not isinstance(request.user, User):
        messages.info(
            request,
            _(
                "Ce programme est long : son PDF se prépare pour une personne connectée. Le "
                "document Word, lui, se télécharge tout de suite."
            ),
        )
        return redirect_to_login(request.get_full_path())
    if request.method != "POST":
        return redirect("programmes:show", programme.public_id)
    job = start_job(
        kind=PROGRAMME_PDF,
        title=_("PDF : %(title)s") % {"title": programme.title},
        parameters={
            "programme": programme.public_id,
            "base_url": request.build_absolute_uri("/"),
        },
        actor=request.user,
        at=timezone.now(),
        language=get_language() or "fr",
    )
    return redirect("jobs:show", job.public_id)


def _deliver(content: bytes, content_type: str, programme: Programme, ending: str) -> HttpResponse:
    name = f"{slugify(programme.title)[:80] or 'programme'}.{ending}"
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, content_type, headers={"Content-Disposition": disposition})
