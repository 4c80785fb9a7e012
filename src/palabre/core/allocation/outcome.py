"""A selection as a value: what was funded, in which order, by whom, and why the rest was not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from palabre.core.allocation.model import Money
from palabre.core.allocation.settings import Settings

VERSION = "allocation 1"


class Stage(StrEnum):
    """What funded a project. DECIDED: beforehand. AFFORDABLE: the budget paid for everything.
    SHARES: its supporters' shares. PHRAGMEN, GREEDY: that rule. COMPLETION: the greedy one
    that spends what Equal Shares left."""

    DECIDED = "decided"
    AFFORDABLE = "affordable"
    SHARES = "shares"
    PHRAGMEN = "phragmen"
    GREEDY = "greedy"
    COMPLETION = "completion"


class Reason(StrEnum):
    """Why a project was not funded. `Loser.missing` is said for each code.

    EXCLUDED: decided beforehand (None). DECIDED: what had to be funded is not (only said of a
    selection made by hand). OVER_BUDGET: it costs more than the whole budget (the
    excess). BELOW_THRESHOLD: not enough votes or points to be eligible (how many more).
    NO_SUPPORT: no ballot names it (None). INCOMPATIBLE: another of its set is funded (None).
    CATEGORY_CAP: its category has no room for it (money). SUPPORTERS_SHORT: what its supporters
    had left did not pay for it (money). BUDGET_SPENT: what was left of the budget did not pay
    for it (money). STOPPED: the rule stopped at a project ranked before (None).
    """

    EXCLUDED = "excluded"
    DECIDED = "decided"
    OVER_BUDGET = "over-budget"
    BELOW_THRESHOLD = "below-threshold"
    NO_SUPPORT = "no-support"
    INCOMPATIBLE = "incompatible"
    CATEGORY_CAP = "category-cap"
    SUPPORTERS_SHORT = "supporters-short"
    BUDGET_SPENT = "budget-spent"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Round:
    """One project funded.

    price: what each supporter paid per point of support (one point each, but with score
        utilities), unless less was left to them; for Phragmén, the time at which it was bought,
        in money per ballot. None where no supporter paid.
    supporters: their total weight; exhausted: the weight of those who gave all they had left,
        less than the price.
    """

    project: str
    cost: Money
    stage: Stage
    supporters: Money
    price: Fraction | None = None
    exhausted: Money = 0


@dataclass(frozen=True, slots=True)
class Alternative:
    """What would be selected had `project` come first among those that tied.

    With add1 on large elections (20,000 classes of ballots times projects), from the endowment
    that was kept on: only the last steps are counted again.
    """

    project: str
    selected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """Candidates equal for the rule, told apart by the tie-break alone.

    candidates: in the order of the tie-break, `chosen` first. matters: some alternative funds
    other projects (the order of funding alone does not count).
    """

    chosen: str
    candidates: tuple[str, ...]
    alternatives: tuple[Alternative, ...]
    matters: bool


@dataclass(frozen=True, slots=True)
class Loser:
    """votes: total weight of its supporters. left: what they had left together at the end
    (Equal Shares), or what was left of the budget (other rules); None where money is not the
    reason. because: the funded project it is incompatible with, the full category, or the
    project at which the rule stopped.
    """

    project: str
    cost: Money
    votes: Money
    reason: Reason
    missing: Money | None = None
    left: Money | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Equal Shares against greedy: weight of the ballots that strictly prefer each."""

    prefer_shares: Money
    prefer_greedy: Money
    shares: tuple[str, ...]
    greedy: tuple[str, ...]

    @property
    def greedy_kept(self) -> bool:
        """Whether more ballots prefer the greedy selection."""
        return self.prefer_greedy > self.prefer_shares


@dataclass(frozen=True, slots=True)
class Outcome:
    """What `select` found. selected: in order of selection. endowment: money per ballot in the
    run that is kept (Equal Shares), add1's raises included; None for the other rules.
    raises: currency units that add1 gave to each ballot. digest: SHA-256 of the election, the
    settings and the version.
    """

    version: str
    digest: str
    settings: Settings
    budget: Money
    selected: tuple[str, ...]
    cost: Money
    endowment: Fraction | None
    raises: int
    rounds: tuple[Round, ...]
    ties: tuple[Tie, ...]
    losers: tuple[Loser, ...]
    comparison: Comparison | None = None
