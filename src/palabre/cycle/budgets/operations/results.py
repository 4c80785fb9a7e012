"""Computing a result, and keeping it with the digest of the ballots that it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from palabre.core.allocation import VERSION, Count, select
from palabre.cycle.budgets import models, queries
from palabre.cycle.budgets.enums import Change, Rule
from palabre.cycle.budgets.operations import explaining
from palabre.cycle.budgets.operations.elections import read_election, settings_of
from palabre.cycle.budgets.operations.explaining import Content
from palabre.foundation.ballots.rules import is_over


def compute_outcome(*, budget: models.Budget, at: datetime) -> models.Outcome:
    """Compute and keep; the same ballots give the same row.

    Only the last line writes: call it outside a transaction, which would hold off the voters.
    """
    content = explain(budget)
    outcome, _created = models.Outcome.objects.update_or_create(
        budget=budget,
        algorithm=VERSION,
        input_digest=content["digest"],
        defaults={"content": content, "computed_at": at},
    )
    return outcome


def current_outcome(*, budget: models.Budget, at: datetime) -> models.Outcome:
    """What was kept, or a new one. Once a vote is over nothing changes any more, and before, no
    result is shown: what was kept by this version of the computation is what is shown."""
    kept = queries.latest_outcome(budget, VERSION) if is_over(budget) else None
    return kept or compute_outcome(budget=budget, at=at)


def explain(budget: models.Budget, amount: int | None = None) -> Content:
    """The result and all that explains it, as plain values.

    amount: another sum to try, in place of the budget's own; what each would take a whole new
    count (other rules, one city fewer) is then left out, so that the answer comes at once.
    """
    election, projects, voices = read_election(budget, amount)
    content: Content = {
        "digest": "",
        "rule": budget.rule,
        "amount": str(election.budget),
        "selected": [],
        "cost": "0",
        "raises": 0,
        "ballots": len(election.ballots),
        "rounds": [],
        "paid": {},
        "losers": [],
        "ties": [],
        "rules": [],
        "without": None,
        "certificates": None,
        "voices": voices.described(),
    }
    if not projects:
        return content
    settings = settings_of(budget)
    outcome = select(election, settings)
    count = Count.of(election, settings)
    content |= {
        "digest": outcome.digest,
        "selected": list(outcome.selected),
        "cost": str(outcome.cost),
        "raises": outcome.raises,
        "rounds": explaining.rounds_of(outcome),
        "paid": explaining.paid_by_group(election, outcome, voices, count),
        "losers": explaining.losers_of(election, outcome, recount=amount is None),
        "ties": explaining.ties_of(outcome),
    }
    if amount is None:
        every = {rule: settings_of(budget, rule) for rule in Rule}
        declared = Rule(budget.rule)
        content |= {
            "rules": explaining.by_rule(election, outcome, declared, every),
            "without": explaining.without_each(election, outcome, voices),
            "certificates": explaining.certificates_of(
                election, outcome.selected, settings, outcome.endowment, count
            ),
        }
    return content


def certify_by_hand(budget: models.Budget, selected: Sequence[str]) -> Content:
    """What can be certified of a selection that was changed by hand."""
    election, _projects, _voices = read_election(budget)
    return explaining.certificates_of(election, selected, settings_of(budget))


def final_selection(
    selected: Sequence[str], overrides: Sequence[models.Override]
) -> tuple[str, ...]:
    """What is funded once the changes by hand are made, in order; added ones come last."""
    removed = {one.project.public_id for one in overrides if one.change == Change.REMOVE}
    added = [one.project.public_id for one in overrides if one.change == Change.ADD]
    kept = [key for key in selected if key not in removed]
    return (*kept, *(key for key in added if key not in kept))
