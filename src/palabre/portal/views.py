from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from palabre.foundation.journal import queries as journal_queries
from palabre.foundation.network.access import requires
from palabre.foundation.network.rules import is_secretariat
from palabre.foundation.thread.exports import to_prov
from palabre.foundation.thread.queries import both_ways, what_became, why
from palabre.portal import demonstration_roles, help_page, search_page, thread_pages
from palabre.portal import home as home_page

ENTRIES_PER_PAGE = 50


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/home.html", home_page.context(request.user))


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    asked = search_page.asked_in(request.GET)
    answer, page = search_page.find(request.user, asked, request.GET.get("page"))
    return render(request, "portal/search.html", search_page.context(asked, answer, page))


@require_safe
def ask_for_help(request: HttpRequest) -> HttpResponse:
    """« Qui peut m’aider ? »: the problem and the city stand in the address, to be shared."""
    city = help_page.city_asked(request.user, request.GET.get("ville", "")[:64])
    problem = request.GET.get("q", "").strip()[:500]
    return render(request, "portal/help.html", help_page.context(request.user, problem, city))


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/about.html")


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Enter as a role, without an account: on the demonstration server, and nowhere else."""
    if not settings.DEMONSTRATION:
        raise Http404
    if request.method == "POST":
        person = demonstration_roles.person_of(request.POST.get("role", ""))
        if person is None:
            raise Http404
        login(request, person, backend="django.contrib.auth.backends.ModelBackend")
        return redirect("portal:home")
    return render(request, "portal/enter.html", {"roles": demonstration_roles.roles()})


_WAYS = {"origine": why, "suite": what_became, "tout": both_ways}


@require_safe
def thread(request: HttpRequest, public_id: str) -> HttpResponse:
    """“Pourquoi est-elle ici ?” and “Qu’est devenue cette parole ?”, on one page."""
    way = request.GET.get("sens", "tout")
    found = _WAYS.get(way, both_ways)(request.user, public_id)
    card = found.cards.get(public_id)
    if card is None or card.withheld:
        raise Http404
    return render(request, "portal/thread.html", thread_pages.context(found, way))


@require_safe
def thread_prov(request: HttpRequest, public_id: str) -> HttpResponse:
    found = both_ways(request.user, public_id)
    card = found.cards.get(public_id)
    if card is None or card.withheld:
        raise Http404
    response = JsonResponse(
        to_prov(found, settings.BASE_URL),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        content_type="application/ld+json",
    )
    response["Content-Disposition"] = f'attachment; filename="{public_id}.jsonld"'
    return response


@requires(is_secretariat)
@require_safe
def journal(request: HttpRequest) -> HttpResponse:
    """Who did what, when; and, on demand, the check of the whole chain."""
    subject = request.GET.get("objet", "").strip()
    found = journal_queries.entries(subject)
    page = Paginator(found, ENTRIES_PER_PAGE).get_page(request.GET.get("page"))
    lines = journal_queries.in_words(list(page))
    context: dict[str, object] = {"page": page, "lines": lines, "subject": subject}
    if "verifier" in request.GET:
        context |= {"checked": True, "broken": journal_queries.broken_at()}
    return render(request, "journal/entries.html", context)
