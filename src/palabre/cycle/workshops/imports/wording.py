"""A dry run in words: for the page, for the terminal, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.core.agenda.arithmetic import totals
from palabre.core.agenda.model import Plan, Slot, Speaker, SpeakerStatus
from palabre.core.agenda.remarks import Remark, Severity
from palabre.core.agenda.serialise import remark_to_dict, to_dict
from palabre.cycle.workshops.imports.corrections import Correction, correction_of
from palabre.cycle.workshops.imports.dry_run import DryRun, Verdict
from palabre.kit.agenda_wording import (
    describe_change,
    describe_remark,
    describe_severity,
    describe_where,
)
from palabre.kit.dates import say_clock, say_day, say_minutes

_TONES = {Severity.INFO: "info", Severity.WARNING: "warn", Severity.PROBLEM: "bad"}


@dataclass(frozen=True)
class RemarkLine:
    """A remark as people read it; `tone` is one of the kit's."""

    text: str
    where: str
    severity: str
    tone: str
    correction: Correction | None


def remark_lines(run: DryRun) -> list[RemarkLine]:
    """Every remark, gravest first."""
    return [_line(remark, run.draft.reading.layout) for remark in run.remarks]


def _line(remark: Remark, layout: str) -> RemarkLine:
    return RemarkLine(
        text=describe_remark(remark),
        where=describe_where(remark.where, layout),
        severity=describe_severity(remark.severity),
        tone=_TONES[remark.severity],
        correction=correction_of(remark),
    )


def describe_verdict(run: DryRun) -> str:
    """One sentence: what the note would do."""
    match run.verdict:
        case Verdict.CREATE:
            return _("Cette note créerait un atelier.")
        case Verdict.SAME:
            return _("Cette note ne change rien : l’atelier dit déjà ce qu’elle dit.")
        case Verdict.REFUSE:
            return _("Cette note ne peut pas être importée telle quelle.")
        case Verdict.CHANGE:
            count = max(len(run.changes), 1)
            return ngettext(
                "Cette note changerait une chose dans l’atelier.",
                "Cette note changerait %(count)s choses dans l’atelier.",
                count,
            ) % {"count": count}


def as_json(run: DryRun) -> dict[str, Any]:
    """Return the dry run as JSON values; texts are French, the plan is that of `core.agenda`."""
    lines = remark_lines(run)
    return {
        "verdict": run.verdict.value,
        "summary": describe_verdict(run),
        "reasons": list(run.reasons),
        "note": {"name": run.draft.reading.name, "sha256": run.draft.reading.digest},
        "workshop": run.workshop.public_id if run.workshop is not None else None,
        "plan": to_dict(run.plan),
        "totals": _totals(run.plan),
        "changes": [describe_change(change) for change in run.changes],
        "remarks": [
            remark_to_dict(remark)
            | {"text": line.text, "place": line.where, "correction": _correction(line)}
            for remark, line in zip(run.remarks, lines, strict=True)
        ],
        "cities_not_in_network": list(run.strangers),
    }


def _totals(plan: Plan) -> dict[str, Any]:
    total = totals(plan)
    return {
        "gross_minutes": total.gross,
        "break_minutes": total.breaks,
        "net_minutes": total.net,
        "announced_minutes": plan.announced_minutes,
        "slots_of_unknown_duration": list(total.unknown),
    }


def _correction(line: RemarkLine) -> dict[str, str] | None:
    found = line.correction
    if found is None:
        return None
    return {"key": found.key, "before": found.before, "after": found.after}


def describe(run: DryRun) -> Iterator[str]:
    """Yield the lines that a terminal shows."""
    yield describe_verdict(run)
    yield from run.reasons
    yield ""
    yield from _describe_plan(run.plan)
    if run.changes:
        yield ""
        yield _("Ce qui changerait")
        yield from (f"  {describe_change(change)}" for change in run.changes)
    if run.remarks:
        yield ""
        yield _("Remarques d’un lecteur attentif")
        for line in remark_lines(run):
            place = f" ({line.where})" if line.where else ""
            yield f"  {line.severity} : {line.text}{place}"
    for city in run.strangers:
        yield "  " + describe_stranger(city)


def describe_stranger(city: str) -> str:
    return _(
        "« %(city)s » n’est pas une ville membre du réseau : son nom est gardé tel qu’écrit. "
        "Le secrétariat peut l’ajouter aux villes."
    ) % {"city": city}


def _describe_plan(plan: Plan) -> Iterator[str]:
    yield plan.title or _("(sans titre)")
    if plan.seminar:
        yield plan.seminar
    yield f"{say_day(plan.held_on)} · {plan.place or _('lieu à préciser')}"
    for objective in plan.objectives:
        yield f"  – {objective}"
    for part in plan.parts:
        yield ""
        yield part.title or _("Déroulé")
        for slot in part.slots:
            yield from _describe_slot(slot)
    total = totals(plan)
    if plan.slots:
        yield ""
        yield _("Total : %(gross)s, dont %(breaks)s de pause, soit %(net)s.") % {
            "gross": say_minutes(total.gross),
            "breaks": say_minutes(total.breaks),
            "net": say_minutes(total.net),
        }


def _describe_slot(slot: Slot) -> Iterator[str]:
    end = f" – {say_clock(slot.end)}" if slot.end else ""
    waiting = f" ({_('à confirmer')})" if slot.to_confirm else ""
    duration = say_minutes(slot.minutes) if slot.minutes else _("durée à préciser")
    yield f"  {say_clock(slot.start)}{end} ({duration}) {slot.title}{waiting}"
    for person in slot.speakers:
        yield f"    {_person(person)}"
    for person in slot.facilitators:
        yield f"    {_('Animation')} : {_person(person)}"
    for item in slot.items:
        yield f"    · {item.title}"
        yield from (f"      {_person(person)}" for person in item.speakers)


def _person(person: Speaker) -> str:
    name = " ".join(filter(None, (person.honorific, person.name)))
    said = [text for text in (name, person.role, person.organisation) if text]
    if person.city and not any(person.city in text for text in said):
        said.append(person.city)
    marks = [_("à distance")] if person.remote else []
    if person.status is SpeakerStatus.TO_CONFIRM:
        marks.append(_("à confirmer"))
    return ", ".join(said) + (f" ({', '.join(marks)})" if marks else "")
