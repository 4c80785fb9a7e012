"""The interview grid: each field saved by itself, whole without script, waiting when offline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from palabre.cycle.experiences.enums import GridField
from palabre.cycle.experiences.forms.interviews import QUESTIONS, AnswerForm, answers_sent
from palabre.cycle.experiences.models import Passage, Testimony
from palabre.cycle.experiences.operations.interviews import (
    Answer,
    Written,
    settle_answers,
    write_answer,
)
from palabre.cycle.experiences.operations.refusals import Refused
from palabre.cycle.experiences.queries import interviews as queries
from palabre.cycle.experiences.queries import testimonies
from palabre.cycle.experiences.rules import access
from palabre.cycle.experiences.views.testimonies import user_of
from palabre.foundation.network.access import requires, signed_in
from palabre.foundation.network.standing import Person
from palabre.kit.notices import refused, saved, warned
from palabre.kit.submissions import InvalidSubmission, Receipt, read_submission, wants_json


@dataclass(frozen=True)
class FieldShown:
    """One field of the page. typed: what was sent and could not be kept, with the reason."""

    answers: queries.FieldAnswers
    question: str | Promise
    uid: str
    typed: str | None = None
    problem: str = ""

    @property
    def text(self) -> str:
        return self.answers.text if self.typed is None else self.typed

    @property
    def passages(self) -> Sequence[Passage]:
        return self.answers.passages


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: HttpRequest, public_id: str) -> HttpResponse:
    if wants_json(request) and not request.user.is_authenticated:
        message = _("Votre session a pris fin. Entrez à nouveau : vos notes sont gardées ici.")
        return JsonResponse({"message": message, "sign_in": True}, status=401)
    return _fill_signed_in(request, public_id)


@requires(signed_in)
def _fill_signed_in(request: HttpRequest, public_id: str) -> HttpResponse:
    testimony = _workable(request.user, public_id)
    if request.method != "POST":
        return _page(request, testimony, {})
    if wants_json(request):
        return _write_one(request, testimony)
    return _write_all(request, testimony)


def _workable(person: Person, public_id: str) -> Testimony:
    testimony = get_object_or_404(testimonies.visible_to(person), public_id=public_id)
    if not access.is_insider(person, testimony):
        raise PermissionDenied
    return testimony


def _page(
    request: HttpRequest, testimony: Testimony, wrong: dict[str, AnswerForm], status: int = 200
) -> HttpResponse:
    shown = [
        FieldShown(
            answers=answers,
            question=QUESTIONS[answers.field],
            uid=str(uuid4()),
            typed=form.data["text"] if (form := wrong.get(answers.field)) else None,
            problem=_first_error(form) if form else "",
        )
        for answers in queries.grid_of(testimony)
    ]
    context = {"testimony": testimony, "fields": shown, "count": sum(1 for f in shown if f.text)}
    return render(request, "experiences/grid.html", context, status=status)


def _first_error(form: AnswerForm) -> str:
    return str(next(iter(form.errors.values()))[0])


def _write(request: HttpRequest, form: AnswerForm, testimony: Testimony) -> Written | None:
    """Do the one operation; None, with the reason on the form, when it was refused."""
    person = user_of(request.user)
    answer, uid = form.answer(), form.cleaned_data["uid"]
    try:
        content = {"field": answer.field, "text": answer.text, "author": person.public_id}
        submission = read_submission(uid, {**content, "of": testimony.public_id}) if uid else None
        return write_answer(
            actor=person,
            at=timezone.now(),
            testimony=testimony,
            answer=answer,
            submission=submission,
        )
    except InvalidSubmission:
        form.add_error(None, _("L’identifiant d’envoi n’est pas valable. Rechargez la page."))
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return None


def _write_one(request: HttpRequest, testimony: Testimony) -> JsonResponse:
    form = AnswerForm(request.POST)
    written = _write(request, form, testimony) if form.is_valid() else None
    if written is None:
        return JsonResponse({"message": _first_error(form)}, status=422)
    # What follows is typed over the text that this person sees: theirs, even put aside.
    mine = written.entry or written.current
    body = {
        "receipt": mine.public_id if mine else "",
        "over": mine.public_id if mine else "",
        "is_aside": written.is_aside,
        "theirs": written.current.text if written.is_aside and written.current else "",
        "message": _told(written),
    }
    return JsonResponse(body, status=int(written.receipt))


def _told(written: Written) -> str:
    if written.receipt is Receipt.CONFLICT:
        return _("Un autre texte est déjà arrivé par cet envoi : renvoyez le vôtre.")
    if written.is_aside:
        return _(
            "Quelqu’un d’autre a écrit dans ce champ en même temps. Les deux textes sont gardés : "
            "rechargez la page pour choisir, ou continuez."
        )
    return _("Enregistré.")


def _write_all(request: HttpRequest, testimony: Testimony) -> HttpResponse:
    """Every field that this person changed, each by itself: one refusal stops no other."""
    wrong: dict[str, AnswerForm] = {}
    kept, aside = 0, ""
    for form in answers_sent(request.POST):
        if not form.is_valid():
            wrong[form.data["field"]] = form
            continue
        if _is_untouched(testimony, form.answer()):
            continue
        written = _write(request, form, testimony)
        if written is None or written.receipt is Receipt.CONFLICT:
            wrong[form.data["field"]] = form
        elif written.is_aside:
            aside = form.data["field"]
        kept += written is not None and written.receipt is Receipt.NEW
    if wrong:
        return _page(request, testimony, wrong, status=422)
    return _saved(request, testimony, kept, aside)


def _is_untouched(testimony: Testimony, answer: Answer) -> bool:
    """Whether what came back is what the page showed."""
    before = queries.answer_of(testimony, answer.over) if answer.over else None
    return answer.text.split() == (before.text if before else "").split()


def _saved(request: HttpRequest, testimony: Testimony, kept: int, aside: str) -> HttpResponse:
    address = reverse("experiences:grid", args=[testimony.public_id])
    if aside:
        words = _(
            "Quelqu’un d’autre a écrit dans ce champ en même temps. Les deux textes sont gardés : "
            "choisissez ci-dessous."
        )
        warned(request, words)
        return redirect(f"{address}#champ-{aside}")
    saved(request, _("La grille est enregistrée.") if kept else _("Rien n’avait changé."))
    return redirect(address)


@requires(signed_in)
@require_POST
def settle(request: HttpRequest, public_id: str) -> HttpResponse:
    """Choose between the texts that two people wrote in one field, or keep both."""
    testimony = _workable(request.user, public_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise Http404
    field = GridField(form.cleaned_data["field"])
    answer = Answer(field, _chosen(testimony, form), form.cleaned_data["over"])
    try:
        settle_answers(
            actor=user_of(request.user), at=timezone.now(), testimony=testimony, answer=answer
        )
    except Refused as refusal:
        refused(request, str(refusal))
    else:
        saved(request, _("C’est réglé : le champ n’a plus qu’un texte. L’autre reste gardé."))
    return redirect(f"{reverse('experiences:grid', args=[public_id])}#champ-{field}")


def _chosen(testimony: Testimony, form: AnswerForm) -> str:
    """`text` names what to keep: `both`, or the identifier of one of the answers."""
    field = GridField(form.cleaned_data["field"])
    [here] = [one for one in queries.grid_of(testimony) if one.field == field]
    texts = {one.public_id: one.text for one in (here.current, *here.asides) if one is not None}
    wanted = form.cleaned_data["text"]
    if wanted == "both":
        return "\n\n".join(text for text in texts.values() if text)
    if wanted not in texts:
        raise Http404
    return texts[wanted]
