"""The running order on A4: for participants, and for those who run the room."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from palabre.core.agenda.arithmetic import totals
from palabre.cycle.workshops.enums import SlotKind
from palabre.cycle.workshops.exports.calendar import say_speaker
from palabre.cycle.workshops.queries import RunningOrder, SlotRow
from palabre.cycle.workshops.queries.plans import plan_of_order
from palabre.kit.dates import say_clock, say_day, say_minutes
from palabre.kit.documents import (
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Document,
    Heading,
    Language,
    Paragraph,
    Span,
    Table,
    Words,
)
from palabre.kit.languages import say_languages

_RULE = "\n".join([""] * 4)


def order_document(
    order: RunningOrder, *, facilitation: bool = False, network: str = "", language: Language = "fr"
) -> Document:
    """Lay the running order out, a table a day.

    Args:
        facilitation: with expected outputs, the facilitator's notes and room to write.
    """
    workshop = order.workshop
    blocks: list[Block] = []
    if order.objectives:
        blocks += [Heading(1, _("Objectifs")), BulletList(order.objectives)]
    blocks.append(Paragraph(_summary(order)))
    days = sorted({row.slot.day for row in order.slots})
    for day in days:
        blocks += _day(order, day, len(days) > 1, facilitation=facilitation)
    return Document(
        title=workshop.title,
        subtitle=_("Déroulé de l’animation") if facilitation else _("Déroulé"),
        language=language,
        organisation=network,
        date=workshop.held_on,
        footer=_footer(order),
        is_demonstration=workshop.is_demonstration,
        landscape=facilitation,
        contents=False,
        blocks=tuple(blocks),
    )


def _footer(order: RunningOrder) -> str:
    workshop = order.workshop
    said = [workshop.place] if workshop.place else []
    if workshop.time_zone:
        said.append(_("fuseau %(zone)s") % {"zone": workshop.time_zone})
    return " · ".join(said)


def _summary(order: RunningOrder) -> str:
    """The length of the whole, and the languages."""
    total = totals(plan_of_order(order))
    languages = say_languages(order.workshop.language)
    said = _("%(net)s de travail, %(breaks)s de pause.") % {
        "net": say_minutes(total.net),
        "breaks": say_minutes(total.breaks),
    }
    if not total.breaks:
        said = _("%(net)s de travail.") % {"net": say_minutes(total.net)}
    return f"{said} " + _("Langues : %(languages)s.") % {"languages": languages}


def _day(order: RunningOrder, day: int, several: bool, *, facilitation: bool) -> list[Block]:
    rows = [row for row in order.slots if row.slot.day == day]
    rows.sort(key=lambda row: (row.start_minute is None, row.start_minute or 0, row.slot.room))
    when = _date_of(order, day)
    title = _("Jour %(n)s") % {"n": day} if several else _("Déroulé")
    heading = f"{title} – {say_day(when)}" if when is not None and several else title
    header: tuple[str, ...] = (_("Horaire"), _("Séquence"), _("Avec"))
    widths: tuple[float, ...] = (2, 6, 4)
    if facilitation:
        header, widths = (*header, _("Notes")), (2, 6, 4, 5)
    table = Table(
        header, tuple(_row(row, facilitation=facilitation) for row in rows), widths=widths
    )
    return [Heading(1, heading), table, *_guidance(rows, facilitation=facilitation)]


def _date_of(order: RunningOrder, day: int) -> date | None:
    held_on = order.workshop.held_on
    return None if held_on is None else held_on + timedelta(days=day - 1)


def _row(row: SlotRow, *, facilitation: bool) -> tuple[Words, ...]:
    people = [say_speaker(person) for person in row.speakers]
    people += [f"{_('Animation')} : {say_speaker(person)}" for person in row.facilitators]
    for item in row.items:
        people += [say_speaker(person) for person in item.people]
    cells: tuple[Words, ...] = (
        _hours(row, facilitation),
        _what(row, facilitation),
        "\n".join(people),
    )
    return (*cells, _RULE) if facilitation else cells


def _hours(row: SlotRow, facilitation: bool) -> Words:
    starts = say_clock(row.slot.starts_at)
    ends = "" if row.end is None else f" – {say_clock(row.end)}"
    length = "" if row.slot.minutes is None else f"\n{say_minutes(row.slot.minutes)}"
    fixed = f"\n{_('heure fixe')}" if row.slot.locked and facilitation else ""
    return (Span(starts + ends, bold=True), Span(length + fixed))


def _what(row: SlotRow, facilitation: bool) -> Words:
    slot = row.slot
    said = [Span(str(slot), bold=slot.kind != SlotKind.BREAK)]
    where = [slot.room, slot.track, row.languages]
    if any(where):
        said.append(Span("\n" + " · ".join(filter(None, where)), italic=True))
    if slot.description:
        said.append(Span(f"\n{slot.description}"))
    said += [Span(f"\n– {item.slot}") for item in row.items]
    if facilitation and slot.expected_output:
        said.append(Span("\n" + _("Produit attendu :") + f" {slot.expected_output}"))
    return tuple(said)


def _guidance(rows: list[SlotRow], *, facilitation: bool) -> list[Block]:
    """The facilitator's notes under the table, each by its slot."""
    if not facilitation:
        return []
    noted = [(row, getattr(row.slot, "guidance", None)) for row in rows]
    return [
        Callout(CalloutKind.NOTE, guidance.text, f"{say_clock(row.slot.starts_at)} · {row.slot}")
        for row, guidance in noted
        if guidance is not None
    ]
