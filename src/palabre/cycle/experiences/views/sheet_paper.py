from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from palabre.cycle.experiences.enums import SheetStatus
from palabre.cycle.experiences.exports.sheet_cards import address_of
from palabre.cycle.experiences.exports.sheet_documents import Printed, sheet_document
from palabre.cycle.experiences.models import ExperienceSheet
from palabre.cycle.experiences.queries import sheets as queries
from palabre.cycle.experiences.views import sheet_shown
from palabre.cycle.experiences.views.sheets import sheet_seen
from palabre.kit.documents import Document, to_docx, to_pdf

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def deliver_pdf(request: HttpRequest, public_id: str) -> HttpResponse:
    return _deliver(request, public_id, to_pdf, "application/pdf", "pdf")


@require_safe
def deliver_word(request: HttpRequest, public_id: str) -> HttpResponse:
    return _deliver(request, public_id, to_docx, _WORD, "docx")


def _deliver(
    request: HttpRequest,
    public_id: str,
    write: Callable[[Document], bytes],
    content_type: str,
    ending: str,
) -> HttpResponse:
    sheet = sheet_seen(request, public_id)
    document = _document(request, sheet)
    response = HttpResponse(write(document), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{sheet.public_id}.{ending}"'
    if sheet.published_version is None:
        response["Cache-Control"] = "no-store"
    return response


def _document(request: HttpRequest, sheet: ExperienceSheet) -> Document:
    reading = sheet_shown.reading_of(
        request.user,
        sheet,
        language=request.GET.get("langue", ""),
        public=request.GET.get("version") == "publiee",
    )
    if reading is None:
        raise Http404
    agreed = {SheetStatus.VALIDATED, SheetStatus.PUBLISHED}
    moment = sheet.published_at if not reading.is_in_hand else sheet.updated_at
    printed = Printed(
        public_id=sheet.public_id,
        version=reading.version,
        words=reading.words,
        language=reading.language,
        is_draft=reading.is_in_hand and sheet.status not in agreed,
        is_demonstration=sheet.is_demonstration,
        on=moment.date() if moment else None,
        address=f"{settings.BASE_URL.rstrip('/')}{address_of(sheet)}",
        contacts=list(queries.contacts_of(request.user, sheet)),
        translated=sheet_shown.say_translation(reading),
    )
    return sheet_document(reading.content, printed)
