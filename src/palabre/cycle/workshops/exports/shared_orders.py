"""A workshop as a template that others can take up: without its people, its date or its place."""

from __future__ import annotations

import json

from palabre.core.agenda.sharing import OrderTemplate, to_template, without_people
from palabre.cycle.workshops.queries import RunningOrder
from palabre.cycle.workshops.queries.plans import plan_of_order


def template_file(order: RunningOrder, *, with_guidance: bool = False) -> bytes:
    """Write the template as JSON; the facilitator's notes only when asked: they may name people."""
    plan = without_people(plan_of_order(order))
    guidance = {}
    if with_guidance:
        for row in order.rows:
            note = getattr(row.slot, "guidance", None)
            if note is not None:
                key = row.slot.key
                guidance[f"item:{key}" if row.slot.parent_id else key] = note.text
    template = OrderTemplate(
        name=order.workshop.title,
        plan=plan,
        languages=order.workshop.language,
        guidance=guidance,
    )
    return json.dumps(to_template(template), ensure_ascii=False, indent=1).encode()
