"""Asking the room: preparing a poll, opening and closing it, counting hands, the screen."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.cycle.workshops import rules
from palabre.cycle.workshops.enums import PollKind
from palabre.cycle.workshops.exports.poll_page import poll_shown
from palabre.cycle.workshops.forms.polls import PollForm, hands_typed
from palabre.cycle.workshops.models import Poll, Workshop
from palabre.cycle.workshops.operations import polling
from palabre.cycle.workshops.operations.refusals import Refused
from palabre.cycle.workshops.queries.captured import slots_to_choose
from palabre.cycle.workshops.queries.moments import current_slot
from palabre.cycle.workshops.queries.polls import hands_of, options_of, poll_of
from palabre.cycle.workshops.views.doors import actor_of, workshop_or_404
from palabre.foundation.network.access import requires
from palabre.kit import notices

ACT = ["GET", "HEAD", "POST"]


def _poll(request: HttpRequest, public_id: str, poll_id: str) -> tuple[Workshop, Poll]:
    workshop = workshop_or_404(request, public_id)
    poll = poll_of(workshop, poll_id, conducting=True)
    if poll is None:
        raise Http404
    return workshop, poll


@never_cache
@requires(rules.conducts)
@require_http_methods(ACT)
def new_poll(request: HttpRequest, public_id: str) -> HttpResponse:
    workshop = workshop_or_404(request, public_id)
    slot = current_slot(workshop, timezone.now())
    asked = request.GET.get("sequence", "") or (slot.public_id if slot is not None else "")
    form = PollForm(request.POST or None, slots=slots_to_choose(workshop), initial={"slot": asked})
    if request.method == "POST" and form.is_valid():
        try:
            poll = polling.create_poll(
                actor=actor_of(request), at=timezone.now(), workshop=workshop, text=form.text()
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            notices.saved(request, _("Le sondage est prêt. Ouvrez-le quand la salle l’attend."))
            return redirect("workshops:poll_conduct", public_id, poll.public_id)
    return _form_page(request, workshop, form)


@never_cache
@requires(rules.conducts)
@require_http_methods(ACT)
def edit_poll(request: HttpRequest, public_id: str, poll_id: str) -> HttpResponse:
    workshop, poll = _poll(request, public_id, poll_id)
    written = PollForm.written(poll, options_of(poll))
    form = PollForm(request.POST or None, slots=slots_to_choose(workshop), initial=written)
    if request.method == "POST" and form.is_valid():
        try:
            polling.edit_poll(
                actor=actor_of(request),
                at=timezone.now(),
                poll=poll,
                version=form.at_version(),
                text=form.text(),
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            notices.saved(request, _("Le sondage est modifié."))
            return redirect("workshops:poll_conduct", public_id, poll_id)
    return _form_page(request, workshop, form, poll)


def _form_page(
    request: HttpRequest, workshop: Workshop, form: PollForm, poll: Poll | None = None
) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    context = {"workshop": workshop, "form": form, "poll": poll}
    return render(request, "workshops/poll_form.html", context, status=status)


@never_cache
@requires(rules.conducts)
@require_safe
def conduct_poll(request: HttpRequest, public_id: str, poll_id: str) -> HttpResponse:
    """Open, close, put on the screen, count hands, hide a word."""
    workshop, poll = _poll(request, public_id, poll_id)
    shown = poll_shown(poll)
    raised = hands_of(poll)
    context = {
        "workshop": workshop,
        "poll": poll,
        "shown": shown,
        "options": options_of(poll),
        "hands": [
            {"key": key, "label": label, "count": raised.get(key, "")} for key, label in _keys(poll)
        ],
        "words": shown.result.words if shown.chart is not None else (),
    }
    return render(request, "workshops/poll_conduct.html", context)


def _keys(poll: Poll) -> list[tuple[str, str]]:
    if poll.kind == PollKind.SCALE:
        return [(str(step), str(step)) for step in range(poll.lowest, poll.highest + 1)]
    if poll.kind == PollKind.CHOICE:
        return [(option.public_id, option.text) for option in options_of(poll)]
    return []


def _act(
    request: HttpRequest, public_id: str, poll_id: str, done: str, act: Callable[[Poll], object]
) -> HttpResponse:
    _workshop, poll = _poll(request, public_id, poll_id)
    try:
        act(poll)
    except Refused as refusal:
        notices.refused(request, str(refusal))
    else:
        notices.saved(request, done)
    return redirect("workshops:poll_conduct", public_id, poll_id)


@requires(rules.conducts)
@require_POST
def open_poll(request: HttpRequest, public_id: str, poll_id: str) -> HttpResponse:
    def act(poll: Poll) -> object:
        return polling.open_poll(actor=actor_of(request), at=timezone.now(), poll=poll)

    return _act(request, public_id, poll_id, _("La salle peut répondre."), act)


@requires(rules.conducts)
@require_POST
def close_poll(request: HttpRequest, public_id: str, poll_id: str) -> HttpResponse:
    def act(poll: Poll) -> object:
        return polling.close_poll(actor=actor_of(request), at=timezone.now(), poll=poll)

    return _act(request, public_id, poll_id, _("Le sondage est clos : voici le résultat."), act)


@requires(rules.conducts)
@require_POST
def screen_poll(request: HttpRequest, public_id: str, poll_id: str) -> HttpResponse:
    """Put on the room's screen, or take off."""
    wanted = request.POST.get("ecran", "oui") == "oui"

    def act(poll: Poll) -> object:
        return polling.put_on_screen(
            actor=actor_of(request), at=timezone.now(), poll=poll, wanted=wanted
        )

    done = _("L’écran de la salle le montre.") if wanted else _("L’écran ne le montre plus.")
    return _act(request, public_id, poll_id, done, act)


@requires(rules.conducts)
@require_POST
def count_hands(request: HttpRequest, public_id: str, poll_id: str) -> HttpResponse:
    def act(poll: Poll) -> object:
        counts = hands_typed(request.POST, [key for key, _label in _keys(poll)])
        return polling.count_hands(
            actor=actor_of(request), at=timezone.now(), poll=poll, counts=counts
        )

    return _act(request, public_id, poll_id, _("Les mains levées sont comptées."), act)


@requires(rules.conducts)
@require_POST
def hide_word(request: HttpRequest, public_id: str, poll_id: str) -> HttpResponse:
    """Leave a word out of the cloud, or put it back."""
    wanted = request.POST.get("masquer", "oui") == "oui"

    def act(poll: Poll) -> object:
        return polling.hide_word(
            actor=actor_of(request),
            at=timezone.now(),
            poll=poll,
            word=request.POST.get("mot", ""),
            wanted=wanted,
        )

    done = _("Le mot est masqué.") if wanted else _("Le mot est revenu.")
    return _act(request, public_id, poll_id, done, act)


@requires(rules.conducts)
@require_POST
def remove_poll(request: HttpRequest, public_id: str, poll_id: str) -> HttpResponse:
    """Remove a poll that was never opened."""
    _workshop, poll = _poll(request, public_id, poll_id)
    try:
        polling.remove_poll(actor=actor_of(request), at=timezone.now(), poll=poll)
    except Refused as refusal:
        notices.refused(request, str(refusal))
        return redirect("workshops:poll_conduct", public_id, poll_id)
    notices.saved(request, _("Le sondage est supprimé."))
    return redirect("workshops:polls", public_id)


@never_cache
@requires(rules.conducts)
@require_safe
def show_screen(request: HttpRequest, public_id: str, poll_id: str) -> HttpResponse:
    """One poll, legible from the back of the room."""
    workshop, poll = _poll(request, public_id, poll_id)
    context = {"workshop": workshop, "poll": poll, "shown": poll_shown(poll)}
    return render(request, "workshops/poll_screen.html", context)
