from __future__ import annotations

import base64
import binascii

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.foundation.accounts.models import User
from palabre.foundation.network.access import requires
from palabre.foundation.network.rules import is_secretariat
from palabre.foundation.thread.registry import Card, cards_of
from palabre.foundation.vocabularies import exports, imports, operations, queries
from palabre.foundation.vocabularies.enums import ABOUT, Vocabulary
from palabre.foundation.vocabularies.forms import MergeForm, TermForm, TermsFileForm
from palabre.foundation.vocabularies.models import Term
from palabre.kit.refusals import Refusal

THINGS_PER_PAGE = 30


def _actor(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _vocabulary(value: str) -> Vocabulary:
    found = queries.vocabulary_of(value)
    if found is None:
        raise Http404
    return found


def _term(vocabulary: str, slug: str) -> Term:
    term = queries.term_of(_vocabulary(vocabulary), slug)
    if term is None:
        raise Http404
    return term


def _page_of(term: Term) -> HttpResponse:
    return redirect("vocabularies:term", term.vocabulary, term.slug)


@require_safe
def list_vocabularies(request: HttpRequest) -> HttpResponse:
    context = {
        "vocabularies": [(one, ABOUT[one]) for one in Vocabulary],
        "has_terms": queries.has_terms(),
        "can_edit": is_secretariat(request.user),
    }
    return render(request, "vocabularies/index.html", context)


@requires(is_secretariat)
@require_POST
def install(request: HttpRequest) -> HttpResponse:
    """Add the shipped terms that are missing; asked twice, it changes nothing."""
    added = operations.install_starting_terms(actor=_actor(request), at=timezone.now())
    said = ngettext("%(n)d terme ajouté.", "%(n)d termes ajoutés.", added) % {"n": added}
    messages.success(request, said)
    return redirect("vocabularies:index")


@require_safe
def show_vocabulary(request: HttpRequest, vocabulary: str) -> HttpResponse:
    found = _vocabulary(vocabulary)
    can_edit = is_secretariat(request.user)
    uses = queries.uses_of(found) if can_edit else {}
    context = {
        "vocabulary": found,
        "about": ABOUT[found],
        "branches": queries.branches(found),
        "retired": [t for t in queries.terms(found, retired=True) if t.retired_at],
        "can_edit": can_edit,
        "uses": uses,
    }
    return render(request, "vocabularies/vocabulary.html", context)


def _shown(request: HttpRequest, term: Term) -> list[Card]:
    """What is filed under a term, as this person may read it; what they may not is left out."""
    cards = cards_of(request.user, list(queries.tagged_with([term])))
    return sorted(
        (card for card in cards.values() if not card.withheld),
        key=lambda card: (card.kind, card.title, card.public_id),
    )


@require_safe
def show_term(request: HttpRequest, vocabulary: str, slug: str) -> HttpResponse:
    term = _term(vocabulary, slug)
    page = Paginator(_shown(request, term), THINGS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "term": term,
        "vocabulary": Vocabulary(term.vocabulary),
        "narrower": queries.narrower_of(term),
        "page": page,
        "can_edit": is_secretariat(request.user),
    }
    return render(request, "vocabularies/term.html", context)


def _save(request: HttpRequest, term: Term, heading: str) -> HttpResponse:
    form = TermForm(request.POST or None, instance=term)
    if request.method == "POST" and form.is_valid():
        try:
            saved = operations.save_term(
                term=term, values=form.cleaned_data, actor=_actor(request), at=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("« %(term)s » est enregistré.") % {"term": saved.label})
            return _page_of(saved)
    status = 422 if form.errors else 200
    context = {"form": form, "heading": heading, "vocabulary": Vocabulary(term.vocabulary)}
    return render(request, "vocabularies/term_form.html", context, status=status)


@requires(is_secretariat)
@require_http_methods(["GET", "HEAD", "POST"])
def add_term(request: HttpRequest, vocabulary: str) -> HttpResponse:
    return _save(request, Term(vocabulary=_vocabulary(vocabulary)), _("Ajouter un terme"))


@requires(is_secretariat)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_term(request: HttpRequest, vocabulary: str, slug: str) -> HttpResponse:
    return _save(request, _term(vocabulary, slug), _("Modifier un terme"))


@requires(is_secretariat)
@require_http_methods(["GET", "HEAD", "POST"])
def merge_term(request: HttpRequest, vocabulary: str, slug: str) -> HttpResponse:
    term = _term(vocabulary, slug)
    form = MergeForm(request.POST or None, term=term)
    if request.method == "POST" and form.is_valid():
        target = form.cleaned_data["target"]
        try:
            operations.merge_terms(
                source=term, target=target, actor=_actor(request), at=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Ce qui y était classé l’est maintenant ici."))
            return _page_of(target)
    context = {"form": form, "term": term, "vocabulary": Vocabulary(term.vocabulary)}
    status = 422 if form.errors else 200
    return render(request, "vocabularies/merge.html", context, status=status)


@requires(is_secretariat)
@require_POST
def retire_term(request: HttpRequest, vocabulary: str, slug: str) -> HttpResponse:
    """Retire a term, or offer it again."""
    term = _term(vocabulary, slug)
    act = operations.retire_term if term.retired_at is None else operations.restore_term
    try:
        act(term=term, actor=_actor(request), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return _page_of(term)


@requires(is_secretariat)
@require_http_methods(["GET", "HEAD", "POST"])
def import_terms(request: HttpRequest, vocabulary: str) -> HttpResponse:
    """First what would change, then the same file again, confirmed: nothing is written before."""
    found = _vocabulary(vocabulary)
    form = TermsFileForm(request.POST or None, request.FILES or None)
    page, context = "vocabularies/import.html", {"vocabulary": found, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, page, context, status=422 if form.errors else 200)
    try:
        name, content = _uploaded(form)
        known = list(queries.terms(found, retired=True).select_related("broader"))
        plan = imports.plan_terms(found, name, content, known)
        if "confirm" in request.POST:
            operations.apply_terms(plan=plan, actor=_actor(request), at=timezone.now())
            messages.success(request, _("La liste est à jour."))
            return redirect("vocabularies:vocabulary", found)
    except Refusal as refusal:
        form.add_error("file", str(refusal))
        return render(request, page, context, status=422)
    carried = f"{name}\n{base64.b64encode(content).decode()}"
    context |= {"form": TermsFileForm(initial={"carried": carried}), "plan": plan, "name": name}
    return render(request, page, context)


def _uploaded(form: TermsFileForm) -> tuple[str, bytes]:
    """The file just sent, or the one carried by the form since the dry run.

    Raises:
        Refusal: there is none, or what was carried was damaged on the way.
    """
    upload = form.cleaned_data["file"]
    if upload is not None:
        return upload.name, upload.read()
    name, _separator, encoded = form.cleaned_data["carried"].partition("\n")
    try:
        return name.strip(), base64.b64decode(encoded, validate=False)
    except (binascii.Error, ValueError) as error:
        raise Refusal(_("Le fichier s’est perdu en route : choisissez-le de nouveau.")) from error


@require_safe
def deliver_terms(request: HttpRequest, vocabulary: str, ending: str) -> HttpResponse:
    found = _vocabulary(vocabulary)
    if ending not in exports.TYPES:
        raise Http404
    rows = queries.terms(found, retired=True).select_related("broader")
    response = HttpResponse(
        exports.terms_sheet(found, rows, ending), content_type=exports.TYPES[ending]
    )
    response["Content-Disposition"] = f'attachment; filename="{found.value}.{ending}"'
    return response
