from __future__ import annotations

import base64
import binascii

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from palabre.foundation.accounts.models import User
from palabre.foundation.network import exports, operations, presentation, queries, rules, sheets
from palabre.foundation.network.access import requires
from palabre.foundation.network.deeds import deeds_of
from palabre.foundation.network.enums import Role
from palabre.foundation.network.forms import (
    CityFileForm,
    CityForm,
    InviteForm,
    NetworkForm,
    OrganisationForm,
)
from palabre.foundation.network.models import City, Organisation
from palabre.kit.refusals import Refusal

CITIES_PER_PAGE = 60
_MOST_DEEDS = 12


def _actor(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


@require_safe
def list_cities(request: HttpRequest) -> HttpResponse:
    wanted = request.GET.get("q", "").strip()
    found = queries.find_cities(wanted)
    page = Paginator(found, CITIES_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "wanted": wanted,
        "picture": presentation.network_picture(found),
        "can_edit": rules.can_edit_network(request.user),
    }
    return render(request, "network/cities.html", context)


@require_safe
def show_city(request: HttpRequest, public_id: str) -> HttpResponse:
    city = queries.city_by_public_id(public_id)
    if city is None:
        raise Http404
    is_secretariat = rules.is_secretariat(request.user)
    context = {
        "city": city,
        "facts": presentation.city_facts(city),
        "deeds": deeds_of(request.user, city, _MOST_DEEDS),
        "delegates": queries.delegates_of(city) if is_secretariat else (),
        "can_edit": rules.can_edit_network(request.user),
    }
    return render(request, "network/city.html", context)


def _save_city(request: HttpRequest, city: City, heading: str) -> HttpResponse:
    form = CityForm(request.POST or None, instance=city)
    if request.method == "POST" and form.is_valid():
        saved = operations.save_city(
            city=form.save(commit=False), actor=_actor(request), at=timezone.now()
        )
        messages.success(request, _("%(city)s est enregistrée.") % {"city": saved.name})
        return redirect("network:city", saved.public_id)
    return render(request, "network/city_form.html", {"form": form, "heading": heading})


@requires(rules.can_edit_network)
@require_http_methods(["GET", "HEAD", "POST"])
def add_city(request: HttpRequest) -> HttpResponse:
    return _save_city(request, City(), _("Ajouter une ville"))


@requires(rules.can_edit_network)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_city(request: HttpRequest, public_id: str) -> HttpResponse:
    city = queries.city_by_public_id(public_id)
    if city is None:
        raise Http404
    return _save_city(request, city, _("Modifier %(city)s") % {"city": city.name})


@requires(rules.can_edit_network)
@require_safe
def list_organisations(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.organisations(), CITIES_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "network/organisations.html", {"page": page})


@requires(rules.can_edit_network)
@require_http_methods(["GET", "HEAD", "POST"])
def add_organisation(request: HttpRequest) -> HttpResponse:
    return _save_organisation(request, Organisation(), _("Ajouter une organisation"))


@requires(rules.can_edit_network)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_organisation(request: HttpRequest, public_id: str) -> HttpResponse:
    organisation = get_object_or_404(queries.organisations(), public_id=public_id)
    return _save_organisation(request, organisation, organisation.name)


def _save_organisation(
    request: HttpRequest, organisation: Organisation, heading: str
) -> HttpResponse:
    form = OrganisationForm(request.POST or None, instance=organisation)
    if request.method == "POST" and form.is_valid():
        operations.save_organisation(
            organisation=form.save(commit=False), actor=_actor(request), at=timezone.now()
        )
        messages.success(request, _("L’organisation est enregistrée."))
        return redirect("network:organisations")
    context = {"form": form, "heading": heading}
    return render(request, "network/organisation_form.html", context)


@requires(rules.can_edit_network)
@require_http_methods(["GET", "HEAD", "POST"])
def import_cities(request: HttpRequest) -> HttpResponse:
    """First what would change, then the same file again, confirmed: nothing is written before."""
    form = CityFileForm(request.POST or None, request.FILES or None)
    if request.method == "GET" or not form.is_valid():
        return render(request, "network/import_cities.html", {"form": form})
    try:
        name, content = _uploaded(form)
        plan = sheets.plan_import(name, content)
    except Refusal as refusal:
        form.add_error("file", str(refusal))
        return render(request, "network/import_cities.html", {"form": form}, status=422)
    if "confirm" not in request.POST:
        carried = f"{name}\n{base64.b64encode(content).decode()}"
        context = {"form": CityFileForm(initial={"carried": carried}), "plan": plan, "name": name}
        return render(request, "network/import_cities.html", context)
    created, changed = operations.apply_cities(plan=plan, actor=_actor(request), at=timezone.now())
    said = ngettext("%(n)d ville ajoutée", "%(n)d villes ajoutées", created) % {"n": created}
    said += ", " + ngettext("%(n)d modifiée.", "%(n)d modifiées.", changed) % {"n": changed}
    messages.success(request, said)
    return redirect("network:cities")


def _uploaded(form: CityFileForm) -> tuple[str, bytes]:
    """The file just sent, or the one carried by the form since the dry run.

    Raises:
        Refusal: there is none, or what was carried was damaged on the way.
    """
    upload = form.cleaned_data["file"]
    if upload is not None:
        return upload.name, upload.read()
    name, _separator, encoded = form.cleaned_data["carried"].partition("\n")
    if not encoded:
        raise Refusal(_("Choisissez d’abord un fichier."), field="file")
    try:
        return name.strip(), base64.b64decode(encoded, validate=False)
    except (binascii.Error, ValueError) as error:
        raise Refusal(_("Le fichier s’est perdu en route : choisissez-le de nouveau.")) from error


@require_safe
def deliver_template(request: HttpRequest, ending: str) -> HttpResponse:
    if ending not in exports.TEMPLATE_TYPES:
        raise Http404
    response = HttpResponse(
        sheets.template(ending, queries.cities()), content_type=exports.TEMPLATE_TYPES[ending]
    )
    response["Content-Disposition"] = f'attachment; filename="villes.{ending}"'
    return response


@requires(rules.is_secretariat)
@require_safe
def list_members(request: HttpRequest) -> HttpResponse:
    wanted = request.GET.get("q", "").strip()
    page = Paginator(queries.find_members(request.user, wanted), CITIES_PER_PAGE).get_page(
        request.GET.get("page")
    )
    return render(request, "network/members.html", {"page": page, "wanted": wanted})


@requires(rules.is_secretariat)
@require_http_methods(["GET", "HEAD", "POST"])
def invite_member(request: HttpRequest) -> HttpResponse:
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "role": Role(form.cleaned_data["role"])}
        try:
            membership = operations.invite(**values, actor=_actor(request), at=timezone.now())
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(
                request, _("%(name)s a maintenant ce rôle.") % {"name": membership.person}
            )
            return redirect("network:members")
    return render(request, "network/invite.html", {"form": form})


@requires(rules.is_secretariat)
@require_http_methods(["GET", "HEAD", "POST"])
def erase_member(request: HttpRequest, public_id: str) -> HttpResponse:
    membership = get_object_or_404(queries.find_members(request.user, ""), public_id=public_id)
    if request.method == "POST":
        try:
            operations.erase_member(
                person=membership.person, actor=_actor(request), at=timezone.now()
            )
            messages.success(request, _("Le compte est effacé."))
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return redirect("network:members")
    return render(request, "network/erase_member.html", {"membership": membership})


@requires(rules.is_secretariat)
@require_http_methods(["GET", "HEAD", "POST"])
def remove_member(request: HttpRequest, public_id: str) -> HttpResponse:
    membership = get_object_or_404(queries.find_members(request.user, ""), public_id=public_id)
    if request.method == "POST":
        try:
            operations.remove_membership(
                membership=membership, actor=_actor(request), at=timezone.now()
            )
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return redirect("network:members")
    return render(request, "network/remove_member.html", {"membership": membership})


@requires(rules.can_edit_network)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_network(request: HttpRequest) -> HttpResponse:
    form = NetworkForm(request.POST or None, instance=queries.the_network())
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        operations.name_network(**values, actor=_actor(request), at=timezone.now())
        messages.success(request, _("Le réseau est à jour."))
        return redirect("portal:home")
    return render(request, "network/settings.html", {"form": form})
