"""Running orders for the tests: the two-day seminar, and people in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from palabre.core.agenda import Plan, Speaker

if TYPE_CHECKING:
    from palabre.cycle.workshops.models import Workshop
    from palabre.foundation.accounts.models import User


def seminar_plan(held_on: date | None) -> Plan:
    """The two-day template with three people, one of them remote and still to be confirmed."""
    from palabre.core.agenda import SpeakerStatus
    from palabre.cycle.workshops.imports import shared_order

    one = shared_order("seminaire-de-deux-jours")
    assert one is not None
    people = {
        "donnees-1": Speaker("Awa Exemple", role="Maire de Valbrune", city="Valbrune"),
        "services-1": Speaker(
            "Jean Modèle", organisation="Institut", remote=True, status=SpeakerStatus.TO_CONFIRM
        ),
    }
    parts = tuple(
        replace(
            part,
            slots=tuple(
                replace(slot, speakers=(people[slot.key],)) if slot.key in people else slot
                for slot in part.slots
            ),
        )
        for part in one.template.plan.parts
    )
    return replace(one.template.plan, held_on=held_on, place="Niamey", parts=parts)


def written(
    plan: Plan, actor: User, at: datetime, zone: str = "Europe/Paris", languages: str = "fr, en"
) -> Workshop:
    from palabre.core.agenda import to_dict
    from palabre.cycle.workshops.operations import SourceNote, bring_plan

    workshop, _changed = bring_plan(
        actor=actor,
        at=at,
        plan=plan,
        source=SourceNote("essai.json", "", to_dict(plan)),
        time_zone=zone,
        languages=languages,
    )
    return workshop
