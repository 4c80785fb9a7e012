"""Who is in the room, for who conducts it: the list, the door, and the sheet to keep."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.cycle.workshops import rules
from palabre.cycle.workshops.exports.attendance import attendance_csv, attendance_xlsx
from palabre.cycle.workshops.models import LiveRun, Participant, Workshop
from palabre.cycle.workshops.operations import Refused, joining
from palabre.cycle.workshops.queries import attendance
from palabre.cycle.workshops.views.doors import actor_of, workshop_or_404
from palabre.foundation.network.access import requires
from palabre.kit import notices
from palabre.kit.qr import qr_svg

_CSV = "text/csv; charset=utf-8"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def join_context(request: HttpRequest, run: LiveRun | None, module: int = 5) -> dict[str, Any]:
    """The code of an open door, its address and its QR; nothing while the door is shut."""
    if run is None or not run.is_open or not run.code or run.finished_at is not None:
        return {"run": run, "join_code": ""}
    address = request.build_absolute_uri(reverse("joining:door", args=[run.code]))
    return {
        "run": run,
        "join_code": f"{run.code[:3]} {run.code[3:]}",
        "join_address": address,
        "join_page": f"{request.get_host()}{reverse('joining:code')}".rstrip("/"),
        "join_qr": qr_svg(address, title=_("QR pour rejoindre l’atelier"), module=module),
    }


@requires(rules.can_prepare)
@require_safe
def show_attendance(request: HttpRequest, public_id: str) -> HttpResponse:
    workshop = workshop_or_404(request, public_id)
    now = timezone.now()
    context = {
        "workshop": workshop,
        "people": attendance.attendance(workshop),
        "count": attendance.headcount(workshop, now),
        "seen_since": now - attendance.THERE_FOR,
        **join_context(request, attendance.run_for(workshop)),
    }
    return render(request, "workshops/attendance.html", context)


def _door(
    request: HttpRequest, public_id: str, verb: Callable[..., object], done: str
) -> HttpResponse:
    workshop = workshop_or_404(request, public_id)
    try:
        verb(actor=actor_of(request), at=timezone.now(), workshop=workshop)
    except Refused as refusal:
        notices.refused(request, str(refusal))
    else:
        notices.saved(request, done)
    return redirect(_back(request, workshop))


def _back(request: HttpRequest, workshop: Workshop) -> str:
    name = "conduct" if request.POST.get("retour") == "conduite" else "attendance"
    return reverse(f"workshops:{name}", args=[workshop.public_id])


@requires(rules.can_prepare)
@require_POST
def open_door(request: HttpRequest, public_id: str) -> HttpResponse:
    done = _("La porte est ouverte : projetez le code, ou lisez-le à voix haute.")
    return _door(request, public_id, joining.open_door, done)


@requires(rules.can_prepare)
@require_POST
def shut_door(request: HttpRequest, public_id: str) -> HttpResponse:
    done = _("La porte est fermée. Ceux qui sont entrés restent dans la salle.")
    return _door(request, public_id, joining.shut_door, done)


@requires(rules.can_prepare)
@require_POST
def renew_code(request: HttpRequest, public_id: str) -> HttpResponse:
    done = _("L’ancien code n’ouvre plus rien. Voici le nouveau.")
    return _door(request, public_id, joining.renew_code, done)


def _participant_or_404(workshop: Workshop, participant_id: str) -> Participant:
    participant = attendance.participant_by_public_id(participant_id)
    if participant is None or participant.workshop_id != workshop.pk:
        raise Http404
    return participant


@requires(rules.can_prepare)
@require_POST
def remove(request: HttpRequest, public_id: str, participant_id: str) -> HttpResponse:
    """Take somebody out, or let them back in."""
    workshop = workshop_or_404(request, public_id)
    participant = _participant_or_404(workshop, participant_id)
    back = participant.removed_at is not None
    verb = joining.readmit_participant if back else joining.remove_participant
    verb(actor=actor_of(request), at=timezone.now(), participant=participant)
    said = (
        _("%(name)s peut revenir dans la salle.")
        if back
        else _(
            "%(name)s est hors de la salle. Changez le code pour que personne ne revienne par lui."
        )
    )
    notices.saved(request, said % {"name": participant.said_name})
    return redirect("workshops:attendance", public_id)


@requires(rules.can_prepare)
@require_safe
def deliver_csv(request: HttpRequest, public_id: str) -> HttpResponse:
    workshop = workshop_or_404(request, public_id)
    return _deliver(attendance_csv(workshop), _CSV, workshop, "csv")


@requires(rules.can_prepare)
@require_safe
def deliver_xlsx(request: HttpRequest, public_id: str) -> HttpResponse:
    workshop = workshop_or_404(request, public_id)
    return _deliver(attendance_xlsx(workshop), _XLSX, workshop, "xlsx")


def _deliver(content: bytes, kind: str, workshop: Workshop, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    name = f"presences-{workshop.public_id}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
