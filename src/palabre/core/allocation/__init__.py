"""Fair budgets: which projects a budget funds, by whom, and why the others are not.

Pure: frozen values in, frozen values out; money is integers and exact fractions, and floats
never decide. See docs/comprendre/budgets-equitables.md.
"""

from palabre.core.allocation.advice import Advice, advise
from palabre.core.allocation.canonical import digest, settings_of
from palabre.core.allocation.certificates import (
    Breach,
    Certificates,
    Unserved,
    Verdict,
    certify,
)
from palabre.core.allocation.draft import Count
from palabre.core.allocation.groups import Obtained, obtained_by
from palabre.core.allocation.model import (
    AllocationError,
    AllocationProblem,
    Ballot,
    Election,
    Money,
    Project,
    VoteType,
    natural_order,
)
from palabre.core.allocation.outcome import (
    VERSION,
    Alternative,
    Comparison,
    Loser,
    Outcome,
    Reason,
    Round,
    Stage,
    Tie,
)
from palabre.core.allocation.prices import PriceSystem
from palabre.core.allocation.select import select
from palabre.core.allocation.sensitivity import Change, Variant, other_rules, vary
from palabre.core.allocation.serialise import certificates_to_json, to_json
from palabre.core.allocation.settings import Completion, Rule, Settings, Utility

__all__ = [
    "VERSION",
    "Advice",
    "AllocationError",
    "AllocationProblem",
    "Alternative",
    "Ballot",
    "Breach",
    "Certificates",
    "Change",
    "Comparison",
    "Completion",
    "Count",
    "Election",
    "Loser",
    "Money",
    "Obtained",
    "Outcome",
    "PriceSystem",
    "Project",
    "Reason",
    "Round",
    "Rule",
    "Settings",
    "Stage",
    "Tie",
    "Unserved",
    "Utility",
    "Variant",
    "Verdict",
    "VoteType",
    "advise",
    "certificates_to_json",
    "certify",
    "digest",
    "natural_order",
    "obtained_by",
    "other_rules",
    "select",
    "settings_of",
    "to_json",
    "vary",
]
