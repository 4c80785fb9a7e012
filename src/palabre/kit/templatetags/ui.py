"""The tags and filters of every page: ``{% load ui %}``. Shown live on ``/composants/``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, CheckboxInput
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeData, SafeString, mark_safe

from palabre.kit import dates, typography
from palabre.kit.charts import Chart
from palabre.kit.components import TONES, DataTable, Person, Progress, RiverStep
from palabre.kit.countries import country_name
from palabre.kit.frame import Frame, build_frame

register = template.Library()


# Filters


@register.filter
def french(value: object, language: str = "fr") -> str:
    """French typography for what people wrote; ``{{ text|french:its_language }}``."""
    if isinstance(value, SafeData):
        return mark_safe(typography.typeset(str(value), language, markup=True))  # noqa: S308
    return typography.typeset("" if value is None else str(value), language)


@register.filter
def excerpt(value: object, length: int) -> str:
    """The beginning of a text, in whole words: ``{{ title|french|excerpt:90 }}``."""
    return typography.excerpt(str(value), length)


@register.filter
def country(code: str) -> str:
    """The name of a country from its ISO code of two letters."""
    return country_name(code)


@register.filter
def minutes(value: int | timedelta | None) -> str:
    """A duration in minutes: 90 → « 1 h 30 »."""
    return dates.say_minutes(value)


@register.filter
def clock(value: time | datetime | int | None) -> str:
    """A time, a moment, or minutes since midnight: « 9 h 30 »."""
    return dates.say_clock(value)


@register.filter
def day(value: date | datetime | None) -> str:
    """« 1er mars 2026 »."""
    return dates.say_day(value)


@register.filter
def moment(value: datetime | None) -> str:
    """« 3 mars 2026 à 9 h 30 »."""
    return dates.say_moment(value)


@register.filter
def date_range(start: date | datetime | None, end: date | datetime | None) -> str:
    """« du 3 au 5 mars 2026 »: ``{{ start|date_range:end }}``."""
    return dates.say_range(start, end)


@register.filter
def number(value: typography.Number | None, decimals: int | None = None) -> str:
    """« 12 500,5 »; None is « inconnu », never zero."""
    return typography.say_number(value, decimals)


@register.filter
def amount(value: typography.Number | None, currency: str = "EUR") -> str:
    """« 12 500 € »: whole units, ``{{ budget|amount:"XOF" }}``."""
    return typography.say_amount(value, currency)


# The frame of the page


@register.simple_tag(takes_context=True)
def site_frame(context: template.Context) -> Frame:
    """What base.html shows around the page."""
    return build_frame(context)


class RegionNode(Node):
    """Wraps what is inside in an element, or says nothing at all when there is nothing."""

    child_nodelists = ("nodelist",)

    def __init__(self, element: str, attributes: Sequence[FilterExpression], nodelist: NodeList):
        self.element = element
        self.attributes = attributes
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        inside = self.nodelist.render(context)
        if not inside.strip():
            return mark_safe("")
        classes, *label = (expression.resolve(context) for expression in self.attributes)
        styled = format_html(' class="{}"', classes) if classes else ""
        named = format_html(' aria-label="{}"', label[0]) if label else ""
        opening = format_html("<{}{}{}>", self.element, styled, named)
        return mark_safe(f"{opening}{inside}</{self.element}>")  # noqa: S308


@register.tag
def region(parser: Parser, token: Token) -> RegionNode:
    """``{% region aside "page-aside" %}{% block aside %}{% endblock %}{% endregion %}``."""
    _, element, *attributes = token.split_contents()
    nodelist = parser.parse(("endregion",))
    parser.delete_first_token()
    return RegionNode(element, [parser.compile_filter(a) for a in attributes], nodelist)


# Forms


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField, look: str = "") -> dict[str, Any]:
    """A form field with its label, help and error; ``look="choices"`` for large answers."""
    name = bound.auto_id or bound.html_name
    errors = list(bound.errors)
    described = [f"{name}_help"] if bound.help_text else []
    described += [f"{name}_error"] if errors else []
    grouped = bound.use_fieldset
    attributes: dict[str, str | bool] = {}
    if described and not grouped:
        attributes["aria-describedby"] = " ".join(described)
    if errors and not grouped:
        attributes["aria-invalid"] = "true"
    if bound.is_hidden:
        kind = "hidden"
    elif grouped:
        kind = "group"
    else:
        kind = "checkbox" if isinstance(bound.field.widget, CheckboxInput) else "control"
    return {
        "field": bound,
        "name": name,
        "kind": kind,
        "look": look,
        "control": bound.as_widget(attrs=attributes),
        "errors": errors,
        "described_by": " ".join(described),
        "is_optional": not bound.field.required and kind != "checkbox",
    }


@register.inclusion_tag("ui/form_errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """The summary of what to correct, each line leading to its field; nothing when all is well."""
    fields = [
        (form[name].id_for_label or form[name].auto_id, form[name].label, list(errors))
        for name, errors in form.errors.items()
        if name in form.fields
    ]
    return {"general": list(form.non_field_errors()), "fields": fields}


@register.inclusion_tag("ui/form_fields.html")
def form_fields(form: BaseForm) -> dict[str, Any]:
    """Every field of a form, in order."""
    return {"form": form}


@register.inclusion_tag("ui/submit.html")
def submit(
    label: str,
    name: str = "",
    value: str = "",
    tone: str = "main",
    back: str = "",
    back_label: str = "",
) -> dict[str, Any]:
    """The button that sends a form; ``tone`` main, plain or danger; ``back`` a way out."""
    return {
        "label": label,
        "name": name,
        "value": value,
        "tone": tone,
        "back": back,
        "back_label": back_label,
    }


# Components


@register.inclusion_tag("ui/badge.html")
def status_badge(label: str, tone: str = "neutral") -> dict[str, Any]:
    """A status in words; the tone is also a shape. Tones: neutral, info, good, waiting, warn,
    bad, dormant."""
    return {"label": label, "tone": tone if tone in TONES else "neutral"}


@register.inclusion_tag("ui/empty.html")
def empty(title: str, text: str = "", action: str = "", url: str = "") -> dict[str, Any]:
    """An empty page that teaches: what this is, why, and the first step."""
    return {"title": title, "text": text, "action": action, "url": url}


register.inclusion_tag("ui/empty.html", name="empty_state")(empty)


@register.simple_block_tag
def card(
    content: str, title: str = "", url: str = "", eyebrow: str = "", tone: str = ""
) -> SafeString:
    """``{% card title="…" url="…" eyebrow="…" tone="ochre" %}…{% endcard %}``."""
    heading: str | SafeString = title
    if url:
        heading = format_html('<a href="{}">{}</a>', url, title)
    return format_html(
        '<article class="card{}">{}{}{}</article>',
        f" card-{tone}" if tone else "",
        format_html('<p class="eyebrow">{}</p>', eyebrow) if eyebrow else "",
        format_html("<h3>{}</h3>", heading) if title else "",
        content,
    )


@register.simple_block_tag
def notice(content: str, tone: str = "info", title: str = "") -> SafeString:
    """``{% notice "warn" title="…" %}…{% endnotice %}``: info, good, warn or bad."""
    return format_html(
        '<div class="notice notice-{}">{}{}</div>',
        tone,
        format_html('<p class="notice-title">{}</p>', title) if title else "",
        content,
    )


@register.simple_block_tag
def passage(content: str, source: str = "", url: str = "", language: str = "") -> SafeString:
    """Someone's very words: ``{% passage source="…" url="…" language="fr" %}…{% endpassage %}``."""
    named: str | SafeString = format_html('<a href="{}">{}</a>', url, source) if url else source
    return format_html(
        '<blockquote class="passage"{}><p>{}</p>{}</blockquote>',
        format_html(' lang="{}"', language) if language else "",
        content,
        format_html("<footer>{}</footer>", named) if source else "",
    )


@register.inclusion_tag("ui/breadcrumbs.html")
def breadcrumbs(*trail: str) -> dict[str, Any]:
    """``{% breadcrumbs label url label url %}``: from the room down to the parent of the page."""
    return {"trail": list(zip(trail[::2], trail[1::2], strict=True))}


@register.inclusion_tag("ui/tabs.html")
def tabs(items: Iterable[Any], label: str = "") -> dict[str, Any]:
    """Pages side by side: items have label, url and current."""
    return {"items": items, "label": label}


@register.inclusion_tag("ui/pagination.html", takes_context=True)
def pagination(
    context: template.Context, page_obj: Page[Any], parameter: str = "page"
) -> dict[str, Any]:
    """Earlier and later pages; keeps the search already made."""
    request = context.get("request")

    def address(page: int) -> str:
        query = QueryDict(mutable=True) if request is None else request.GET.copy()
        query[parameter] = str(page)
        return f"?{query.urlencode()}"

    return {
        "page": page_obj,
        "previous": address(page_obj.previous_page_number()) if page_obj.has_previous() else "",
        "next": address(page_obj.next_page_number()) if page_obj.has_next() else "",
    }


@register.inclusion_tag("ui/facts.html")
def facts(pairs: Iterable[tuple[str, object]]) -> dict[str, Any]:
    """Pairs (term, value) as a description list; values None or empty are left out."""
    return {"pairs": [(term, value) for term, value in pairs if value not in (None, "")]}


@register.inclusion_tag("ui/river.html")
def river(steps: Iterable[RiverStep], label: str = "") -> dict[str, Any]:
    """A short thread, from words to action: steps have kind, label, url and here."""
    return {"steps": list(steps), "label": label}


@register.inclusion_tag("ui/progress.html")
def progress(job: Progress) -> dict[str, Any]:
    """Long work that shows where it stands; anything with the attributes of `Progress`."""
    return {"job": job}


@register.inclusion_tag("ui/person.html")
def person(someone: Person) -> dict[str, Any]:
    """A person with role and place, remote or to be confirmed; attributes of `Person`."""
    return {"someone": someone}


@register.inclusion_tag("ui/table.html")
def data_table(table: DataTable, look: str = "") -> dict[str, Any]:
    """A `DataTable`; ``look="cards"`` turns each row into a card on a phone."""
    return {"table": table, "look": look}


@register.inclusion_tag("ui/chart.html")
def chart(chart: Chart, look: str = "") -> dict[str, Any]:
    """A chart and its table; ``look="narrow"`` beside a text, where the phone's drawing fits."""
    scrolls = " is-tall" in chart.svg or " is-roomy" in chart.svg
    return {"chart": chart, "look": look, "scrolls": scrolls}


@register.filter
def label_of(header: Sequence[str], position: int) -> str:
    """The header of a column, for a cell shown as a card."""
    return conditional_escape(header[position]) if position < len(header) else ""
