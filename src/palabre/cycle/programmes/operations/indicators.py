"""Indicators and observed values."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.cycle.programmes.models import Action, Actual, Indicator, Result
from palabre.cycle.programmes.operations import making, refusals
from palabre.cycle.programmes.operations.refusals import Refused
from palabre.cycle.programmes.operations.texts import ActualText, IndicatorText
from palabre.cycle.programmes.rules import can_report_on
from palabre.foundation.accounts.models import User
from palabre.foundation.journal.operations import record


@transaction.atomic
def add_indicator(
    *,
    actor: User | None,
    at: datetime,
    text: IndicatorText,
    result: Result | None = None,
    action: Action | None = None,
) -> Indicator:
    """Measure a result or an action (exactly one of them).

    Raises:
        Refused: the actor may not, or the text contradicts itself.
    """
    refusals.refuse_stranger(actor)
    refusals.refuse_indicator(text)
    measured = result or action
    if measured is None or (result is not None and action is not None):
        raise Refused(_("Un indicateur mesure un résultat ou une action, pas les deux."))
    indicator = making.make_indicator(text, at, result=result, action=action)
    details = {"measures": measured.public_id}
    record(
        actor=actor,
        at=at,
        verb="programmes.indicator-added",
        subject=indicator.public_id,
        details=details,
    )
    return indicator


@transaction.atomic
def revise_indicator(
    *, actor: User | None, at: datetime, indicator: Indicator, version: int, text: IndicatorText
) -> Indicator:
    """Change an indicator; its observed values stay.

    Raises:
        Refused: the actor may not, or the text contradicts itself.
        Overtaken: `version` is no longer the indicator's.
    """
    refusals.refuse_stranger(actor)
    refusals.refuse_indicator(text)
    kept = Indicator.objects.select_for_update().get(pk=indicator.pk)
    refusals.refuse_overtaken(kept, version)
    kept.version += 1
    making.fill_indicator(kept, text)
    details = {"version": kept.version}
    record(
        actor=actor,
        at=at,
        verb="programmes.indicator-revised",
        subject=kept.public_id,
        details=details,
    )
    return kept


@transaction.atomic
def record_actual(
    *, actor: User | None, at: datetime, indicator: Indicator, text: ActualText
) -> Actual:
    """Write what was observed, with its source. Values are added, never overwritten.

    Raises:
        Refused: the actor is neither the secretariat nor a delegate of one of the action's
            cities; neither a figure nor words; a day to come; no source.
    """
    _refuse_unless_reporting(actor, indicator)
    if text.value is None and not text.text.strip():
        raise Refused(_("Donnez une valeur, ou dites en mots ce qui est observé."), field="value")
    if text.on > at.date():
        raise Refused(_("Cette date est à venir : une valeur observée est passée."), field="on")
    if not text.source.strip():
        raise Refused(_("Dites d’où vient cette valeur."), field="source")
    actual = Actual.objects.create(
        indicator=indicator,
        on=text.on,
        value=text.value,
        text=text.text.strip(),
        source=text.source.strip(),
        recorded_at=at,
    )
    details = {
        "on": actual.on.isoformat(),
        "value": None if actual.value is None else str(actual.value),
        "valeur": actual.public_id,
    }
    record(
        actor=actor,
        at=at,
        verb="programmes.observed",
        subject=indicator.public_id,
        details=details,
    )
    return actual


@transaction.atomic
def withdraw_actual(*, actor: User | None, at: datetime, actual: Actual, reason: str) -> Actual:
    """Say that an observed value no longer counts, and why; it stays readable.

    Raises:
        Refused: the actor may not report on this indicator; no reason; already withdrawn.
    """
    _refuse_unless_reporting(actor, actual.indicator)
    if not reason.strip():
        raise Refused(_("Dites pourquoi cette valeur ne compte plus."), field="reason")
    kept = Actual.objects.select_for_update().get(pk=actual.pk)
    if kept.withdrawn_at is not None:
        raise Refused(_("Cette valeur est déjà retirée."))
    kept.withdrawn_at, kept.withdrawn_reason = at, reason.strip()
    kept.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    record(
        actor=actor,
        at=at,
        verb="programmes.value-withdrawn",
        subject=kept.indicator.public_id,
        details={"valeur": kept.public_id, "reason": kept.withdrawn_reason},
    )
    return kept


def _refuse_unless_reporting(actor: User | None, indicator: Indicator) -> None:
    if actor is not None and not can_report_on(actor, indicator):
        raise Refused(
            _("Seuls le secrétariat et les villes de l’action donnent les valeurs observées.")
        )
