"""Reading a programme: whole, by action, by city, by money, by indicator, by edition."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from palabre.cycle.programmes import queries, rules
from palabre.cycle.programmes.enums import Stage
from palabre.cycle.programmes.exports import money, outline, pages, pictures, words
from palabre.cycle.programmes.tasks import MOST_ACTIONS_AT_ONCE
from palabre.cycle.programmes.views.doors import find_action, find_programme

_PER_PAGE = 50


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.listed_to(request.user), _PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": pages.programme_rows(page.object_list),
        "can_write": rules.can_write(request.user),
    }
    return render(request, "programmes/index.html", context)


@require_safe
def programme(request: HttpRequest, public_id: str) -> HttpResponse:
    shown = find_programme(request, public_id)
    contents = queries.contents_of(shown)
    now = queries.snapshot_of(contents)
    can_write = rules.can_write(request.user)
    context = {
        "programme": shown,
        "tabs": outline.tabs(shown, "show"),
        "outline": outline.outline_of(request.user, contents),
        "chart": pictures.logic_model_chart(contents) if contents.axes else None,
        "remarks": pages.remarks_of(contents) if can_write else [],
        "editions": outline.editions_with_changes(shown, now),
        "seen": queries.digest_of_snapshot(now),
        "tone": words.status_tone(shown.status),
        "is_long": len(contents.actions) > MOST_ACTIONS_AT_ONCE,
        "can_write": can_write,
    }
    return render(request, "programmes/programme.html", context)


@require_safe
def actions(request: HttpRequest) -> HttpResponse:
    stage, city = request.GET.get("etat", ""), request.GET.get("ville", "").strip()
    found = queries.actions_matching(request.user, stage=stage, city=city)
    page = Paginator(found, _PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": pages.action_lines(page.object_list),
        "stages": Stage.choices,
        "stage": stage,
        "city": city,
        "can_write": rules.can_write(request.user),
    }
    return render(request, "programmes/actions.html", context)


@require_safe
def action(request: HttpRequest, public_id: str) -> HttpResponse:
    shown = find_action(request, public_id)
    can_report = rules.can_report(request.user, shown)
    indicators = list(shown.indicators.all())
    context = {
        "action": shown,
        "programme": shown.result.programme,
        "tone": words.stage_tone(shown.stage),
        "facts": pages.action_facts(shown),
        "remarks": pages.action_remarks(shown),
        "budget": pages.budget_table(shown),
        "chart": pictures.indicators_chart(indicators),
        "indicators": pages.indicator_views(request.user, indicators, can_report=can_report),
        "river": pages.river_of(request.user, shown),
        "can_write": rules.can_write(request.user),
    }
    return render(request, "programmes/action.html", context)


@require_safe
def cities(request: HttpRequest, public_id: str) -> HttpResponse:
    shown = find_programme(request, public_id)
    contents = queries.contents_of(shown)
    context = {
        "programme": shown,
        "tabs": outline.tabs(shown, "cities"),
        "chart": pictures.city_matrix_chart(contents) if contents.actions else None,
    }
    return render(request, "programmes/cities.html", context)


@require_safe
def budget(request: HttpRequest, public_id: str) -> HttpResponse:
    shown = find_programme(request, public_id)
    context = {
        "programme": shown,
        "tabs": outline.tabs(shown, "budget"),
        "money": money.money_of(queries.contents_of(shown)),
    }
    return render(request, "programmes/budget.html", context)


@require_safe
def framework(request: HttpRequest, public_id: str) -> HttpResponse:
    shown = find_programme(request, public_id)
    table = pages.framework_table(queries.contents_of(shown))
    context = {"programme": shown, "tabs": outline.tabs(shown, "framework"), "table": table}
    return render(request, "programmes/framework.html", context)


@require_safe
def edition(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    shown = find_programme(request, public_id)
    kept = get_object_or_404(queries.editions_of(shown), number=number)
    context = {
        "programme": shown,
        "tabs": outline.tabs(shown, ""),
        "edition": kept,
        "differences": pages.differences(queries.contents_of(shown), kept),
    }
    return render(request, "programmes/edition.html", context)
