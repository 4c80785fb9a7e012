from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from palabre.cycle.experiences.enums import GridField, PassageAttribution
from palabre.cycle.experiences.forms import MarkForm, add_refusal
from palabre.cycle.experiences.models import Testimony
from palabre.cycle.experiences.operations.consent import file_passage, withhold_passage
from palabre.cycle.experiences.operations.passages import mark_passages, unmark_passage
from palabre.cycle.experiences.operations.refusals import Refused
from palabre.cycle.experiences.queries import testimonies as queries
from palabre.cycle.experiences.queries.passages import passages_of, visible_to
from palabre.cycle.experiences.rules import access
from palabre.cycle.experiences.views.choosing import sentence_rows
from palabre.cycle.experiences.views.shown import passage_shown
from palabre.cycle.experiences.views.testimonies import user_of
from palabre.foundation.network.access import requires, signed_in
from palabre.foundation.network.standing import Person
from palabre.kit.notices import refused, saved


def _workable(person: Person, public_id: str) -> Testimony:
    testimony = get_object_or_404(queries.visible_to(person), public_id=public_id)
    if not access.can_mark(person, testimony):
        raise PermissionDenied
    return testimony


@requires(signed_in)
@require_http_methods(["GET", "HEAD", "POST"])
def mark(request: HttpRequest, public_id: str) -> HttpResponse:
    """Choose sentences by ticking them; with script, any words by selecting them."""
    testimony = _workable(request.user, public_id)
    form = MarkForm(testimony, request.POST or None)
    if request.method == "POST" and form.is_valid() and _mark(request, form, testimony):
        return redirect("experiences:passages", testimony.public_id)
    passages = passages_of(testimony)
    context = {
        "form": form,
        "testimony": testimony,
        "paragraphs": sentence_rows(form, passages),
        "passages": [passage_shown(p, n, ()) for n, p in enumerate(passages, start=1)],
        "can_draw": access.can_draw(request.user),
        "grid_fields": GridField.choices,
    }
    status = 422 if form.is_bound else 200
    return render(request, "experiences/passages.html", context, status=status)


def _mark(request: HttpRequest, form: MarkForm, testimony: Testimony) -> bool:
    try:
        marked = mark_passages(
            actor=user_of(request.user),
            at=timezone.now(),
            testimony=testimony,
            words=form.words(),
            attribution=PassageAttribution(form.cleaned_data["attribution"]),
            field=form.cleaned_data["field"],
        )
    except Refused as refusal:
        add_refusal(form, refusal)
        return False
    count = len(marked)
    words = ngettext("Un passage est marqué.", "%(count)d passages sont marqués.", count)
    saved(request, words % {"count": count})
    return True


@requires(signed_in)
@require_POST
def withhold(request: HttpRequest, public_id: str, passage_id: str) -> HttpResponse:
    """The witness takes these words back."""
    testimony = _workable(request.user, public_id)
    passages = visible_to(request.user).filter(testimony=testimony)
    passage = get_object_or_404(passages, public_id=passage_id)
    taken = withhold_passage(actor=user_of(request.user), at=timezone.now(), passage=passage)
    count = len(taken)
    words = ngettext(
        "Ce passage n’est plus lu que par qui prépare le texte.",
        "%(count)d passages, qui ont des mots en commun, ne sont plus lus que par qui prépare le "
        "texte.",
        count,
    )
    saved(request, words % {"count": count})
    return redirect("experiences:passages", testimony.public_id)


@requires(signed_in)
@require_POST
def file(request: HttpRequest, public_id: str, passage_id: str) -> HttpResponse:
    """Say which question of the grid a passage answers."""
    testimony = _workable(request.user, public_id)
    passages = visible_to(request.user).filter(testimony=testimony)
    passage = get_object_or_404(passages, public_id=passage_id)
    wanted = request.POST.get("field", "")
    if wanted and wanted not in GridField.values:
        refused(request, _("Cette question n’est pas dans la grille. Choisissez-en une autre."))
    else:
        field = GridField(wanted) if wanted else None
        file_passage(actor=user_of(request.user), at=timezone.now(), passage=passage, field=field)
        saved(request, _("Le passage est rangé."))
    return redirect("experiences:passages", testimony.public_id)


@requires(signed_in)
@require_POST
def unmark(request: HttpRequest, public_id: str, passage_id: str) -> HttpResponse:
    testimony = _workable(request.user, public_id)
    passages = visible_to(request.user).filter(testimony=testimony)
    passage = get_object_or_404(passages, public_id=passage_id)
    try:
        unmark_passage(actor=user_of(request.user), at=timezone.now(), passage=passage)
    except Refused as refusal:
        refused(request, str(refusal))
    else:
        saved(request, _("La marque est retirée ; les mots restent dans le texte."))
    return redirect("experiences:passages", testimony.public_id)
