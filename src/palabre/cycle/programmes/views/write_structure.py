"""Writing the programme's structure, adopting it, publishing it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.cycle.programmes import operations, queries, rules
from palabre.cycle.programmes.exports import cards, pages
from palabre.cycle.programmes.forms import AxisForm, ProgrammeForm, ResultForm
from palabre.cycle.programmes.operations import Refused
from palabre.cycle.programmes.views.doors import (
    actor_of,
    attempt,
    find_axis,
    find_programme,
    find_result,
    sent_version,
)
from palabre.foundation.network.access import requires


@requires(rules.can_write)
def create_programme(request: HttpRequest) -> HttpResponse:
    form = ProgrammeForm(request.POST or None)
    if form.is_valid():
        made = attempt(
            form,
            lambda: operations.create_programme(
                actor=actor_of(request), at=timezone.now(), text=form.text()
            ),
        )
        if made is not None:
            messages.success(request, _("Le programme est ouvert. Ajoutez-y ses axes."))
            return redirect("programmes:show", made.public_id)
    return render(request, "programmes/form.html", {"form": form, "what": "programme"})


@requires(rules.can_write)
def edit_programme(request: HttpRequest, public_id: str) -> HttpResponse:
    kept = find_programme(request, public_id)
    form = ProgrammeForm(request.POST or None, initial=ProgrammeForm.written(kept))
    if form.is_valid():
        done = attempt(
            form,
            lambda: operations.revise_programme(
                actor=actor_of(request),
                at=timezone.now(),
                programme=kept,
                version=sent_version(request),
                text=form.text(),
            ),
        )
        if done is not None:
            messages.success(request, _("La présentation du programme est enregistrée."))
            return redirect("programmes:show", kept.public_id)
    context = {
        "form": form,
        "what": "programme",
        "kept": kept,
        "programme": kept,
        "saved": pages.saved(form, kept),
    }
    return render(request, "programmes/form.html", context)


@requires(rules.can_write)
def add_axis(request: HttpRequest, public_id: str) -> HttpResponse:
    programme = find_programme(request, public_id)
    form = AxisForm(request.POST or None, person=request.user)
    if form.is_valid():
        made = attempt(
            form,
            lambda: operations.add_axis(
                actor=actor_of(request), at=timezone.now(), programme=programme, text=form.text()
            ),
        )
        if made is not None:
            messages.success(request, _("L’axe est ajouté."))
            return redirect(cards.address_in(programme, made.public_id))
    context = {"form": form, "what": "axis", "programme": programme}
    return render(request, "programmes/form.html", context)


@requires(rules.can_write)
def edit_axis(request: HttpRequest, public_id: str) -> HttpResponse:
    kept = find_axis(request, public_id)
    form = AxisForm(
        request.POST or None,
        person=request.user,
        cited=queries.orientations_of(public_id),
        initial=AxisForm.written(kept),
    )
    if form.is_valid():
        done = attempt(form, lambda: _revise_axis(request, public_id, form))
        if done is not None:
            messages.success(request, _("L’axe est enregistré."))
            return redirect(cards.address_in(kept.programme, kept.public_id))
    context = {
        "form": form,
        "what": "axis",
        "kept": kept,
        "programme": kept.programme,
        "saved": pages.saved(form, kept),
    }
    return render(request, "programmes/form.html", context)


def _revise_axis(request: HttpRequest, public_id: str, form: AxisForm) -> object:
    return operations.revise_axis(
        actor=actor_of(request),
        at=timezone.now(),
        axis=find_axis(request, public_id),
        version=sent_version(request),
        text=form.text(),
    )


@requires(rules.can_write)
def add_result(request: HttpRequest, public_id: str) -> HttpResponse:
    programme = find_programme(request, public_id)
    form = ResultForm(
        request.POST or None,
        person=request.user,
        axes=list(queries.axes_of(programme)),
        results=list(queries.results_of(programme)),
        initial={"axis": request.GET.get("axe", "")},
    )
    if form.is_valid():
        made = attempt(
            form,
            lambda: operations.add_result(
                actor=actor_of(request),
                at=timezone.now(),
                programme=programme,
                axis=form.chosen_axis,
                text=form.text(),
            ),
        )
        if made is not None:
            messages.success(request, _("Le résultat est ajouté."))
            return redirect(cards.address_in(programme, made.public_id))
    context = {"form": form, "what": "result", "programme": programme}
    return render(request, "programmes/form.html", context)


@requires(rules.can_write)
def edit_result(request: HttpRequest, public_id: str) -> HttpResponse:
    kept = find_result(request, public_id)
    form = ResultForm(
        request.POST or None,
        person=request.user,
        axes=[],
        results=list(queries.results_of(kept.programme)),
        result=kept,
        cited=queries.orientations_of(public_id),
        initial=ResultForm.written(kept),
    )
    if form.is_valid():
        done = attempt(form, lambda: _revise_result(request, public_id, form))
        if done is not None:
            messages.success(request, _("Le résultat est enregistré."))
            return redirect(cards.address_in(kept.programme, kept.public_id))
    context = {
        "form": form,
        "what": "result",
        "kept": kept,
        "programme": kept.programme,
        "saved": pages.saved(form, kept),
    }
    return render(request, "programmes/form.html", context)


def _revise_result(request: HttpRequest, public_id: str, form: ResultForm) -> object:
    return operations.revise_result(
        actor=actor_of(request),
        at=timezone.now(),
        result=find_result(request, public_id),
        version=sent_version(request),
        text=form.text(),
    )


@requires(rules.can_write)
@require_POST
def adopt(request: HttpRequest, public_id: str) -> HttpResponse:
    programme = find_programme(request, public_id)
    return _act(
        request,
        public_id,
        _("L’édition est adoptée et gardée mot pour mot."),
        lambda: operations.adopt_programme(
            actor=actor_of(request),
            at=timezone.now(),
            programme=programme,
            seen=request.POST.get("seen", ""),
        ),
    )


@requires(rules.can_write)
@require_POST
def publish(request: HttpRequest, public_id: str) -> HttpResponse:
    programme = find_programme(request, public_id)
    return _act(
        request,
        public_id,
        _("Le programme est publié : chacun peut le lire."),
        lambda: operations.publish_programme(
            actor=actor_of(request), at=timezone.now(), programme=programme
        ),
    )


def _act(
    request: HttpRequest, public_id: str, done: str, act: Callable[[], object]
) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("programmes:show", public_id)
