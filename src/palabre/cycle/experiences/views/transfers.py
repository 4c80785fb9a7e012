from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palabre.cycle.experiences.enums import TransferStage
from palabre.cycle.experiences.exports.transfer_sheets import transfers_csv, transfers_xlsx
from palabre.cycle.experiences.models import Transfer
from palabre.cycle.experiences.queries import transfers as queries
from palabre.cycle.experiences.rules import transfer_access
from palabre.cycle.experiences.views import transfer_shown
from palabre.foundation.network.queries import city_by_public_id
from palabre.foundation.vocabularies.enums import Vocabulary
from palabre.foundation.vocabularies.queries import term_of, terms, terms_of

PER_PAGE = 25
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def transfer_seen(request: HttpRequest, public_id: str) -> Transfer:
    return get_object_or_404(queries.visible_to(request.user), public_id=public_id)


def _asked(request: HttpRequest) -> tuple[dict[str, object], QuerySet[Transfer]]:
    """What is asked of the register, for the page to show again, and what answers it."""
    theme, city, stage = (request.GET.get(name, "") for name in ("theme", "ville", "etape"))
    chosen = term_of(Vocabulary.THEMES, theme) if theme else None
    found = queries.listed(request.user, theme=chosen, city=city, stage=stage)
    context: dict[str, object] = {
        "themes": terms(Vocabulary.THEMES),
        "cities": queries.cities_involved(request.user),
        "stages": TransferStage.choices,
        "theme": theme,
        "city": city,
        "stage": stage,
        "is_filtered": bool(theme or city or stage),
        "can_declare": transfer_access.can_declare(request.user),
    }
    return context, found


@require_safe
def show_register(request: HttpRequest) -> HttpResponse:
    context, found = _asked(request)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    table = transfer_shown.register_table(page, _("Qui reprend quoi, de qui"))
    context |= {"page_obj": page, "table": table, "has_rows": bool(table.rows)}
    return render(request, "experiences/transfers.html", context)


@require_safe
def show_map(request: HttpRequest) -> HttpResponse:
    context, found = _asked(request)
    chart, left = transfer_shown.picture(found)
    context |= {"chart": chart, "left": left}
    return render(request, "experiences/transfer_map.html", context)


@require_safe
def deliver_csv(request: HttpRequest) -> HttpResponse:
    """What everyone reads of the register, as the filters ask, to take away."""
    response = HttpResponse(transfers_csv(_open(request)), content_type="text/csv")
    response["Content-Disposition"] = 'attachment; filename="reprises.csv"'
    return response


@require_safe
def deliver_workbook(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(transfers_xlsx(_open(request)), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="reprises.xlsx"'
    return response


def _open(request: HttpRequest) -> list[Transfer]:
    return [row for row in _asked(request)[1] if transfer_access.is_public(row)]


@require_safe
def show_city(request: HttpRequest, public_id: str) -> HttpResponse:
    """What a city gave and what it took."""
    city = city_by_public_id(public_id)
    if city is None:
        raise Http404
    person = request.user
    given, taken = queries.given_by(person, city), queries.taken_by(person, city)
    caption = _("Repris de %(city)s") % {"city": city.name}
    taken_caption = _("Repris par %(city)s") % {"city": city.name}
    context = {
        "city": city,
        "given": transfer_shown.register_table(given, caption),
        "taken": transfer_shown.register_table(taken, taken_caption),
        "can_declare": transfer_access.can_declare_for(person, city),
    }
    return render(request, "experiences/transfers_city.html", context)


@require_safe
def show_transfer(request: HttpRequest, public_id: str) -> HttpResponse:
    person, transfer = request.user, transfer_seen(request, public_id)
    words = [
        (word, transfer_access.can_take_back(person, word)) for word in queries.words_of(transfer)
    ]
    context = {
        "transfer": transfer,
        "facts": transfer_shown.facts(person, transfer),
        "tone": transfer_shown.TONES[transfer.stage],
        "worked": transfer_shown.say_worked(transfer),
        "source": transfer_shown.source_card(person, transfer),
        "themes": terms_of([transfer.public_id], Vocabulary.THEMES)[transfer.public_id],
        "words": words,
        "can_write": transfer_access.can_write(person, transfer),
        "can_agree": transfer_access.can_agree(person, transfer),
        "can_answer": transfer_access.can_answer(person, transfer),
        "speaks_for": transfer_access.speaks_for(person, transfer),
    }
    return render(request, "experiences/transfer.html", context)
