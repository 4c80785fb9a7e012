"""Opinion maps and agreement matrices: what people think together, and how sure one may be.

Pure: frozen values and arrays in, frozen values out. See docs/comprendre/carte-d-opinion.md.
"""

from palabre.core.opinion.analysis import analyse, analyse_parts
from palabre.core.opinion.canonical import VERSION, digest
from palabre.core.opinion.clustering import adjusted_rand
from palabre.core.opinion.confidence import Structure
from palabre.core.opinion.electorate import Category, Comparison, compare_with_electorate
from palabre.core.opinion.groups import GroupStatistics, Representative, group_statistics
from palabre.core.opinion.labels import best_assignment, keep_labels
from palabre.core.opinion.live import LiveMap, open_live
from palabre.core.opinion.result import (
    Group,
    MappedParticipant,
    MappedStatement,
    OpinionMap,
    Verdict,
    to_json,
)
from palabre.core.opinion.routing import (
    Priority,
    Recall,
    balanced_order,
    drawn_order,
    next_statements,
    priorities,
    priorities_told,
    recall,
)
from palabre.core.opinion.settings import Method, Settings
from palabre.core.opinion.small_rooms import (
    AgreementMatrix,
    Bridge,
    agreement_matrix,
    bridging,
    wilson,
)
from palabre.core.opinion.votes import (
    AGREE,
    DISAGREE,
    PASS,
    Tally,
    VoteError,
    VoteMatrix,
    VoteProblem,
    natural_order,
    tally,
)

__all__ = [
    "AGREE",
    "DISAGREE",
    "PASS",
    "VERSION",
    "AgreementMatrix",
    "Bridge",
    "Category",
    "Comparison",
    "Group",
    "GroupStatistics",
    "LiveMap",
    "MappedParticipant",
    "MappedStatement",
    "Method",
    "OpinionMap",
    "Priority",
    "Recall",
    "Representative",
    "Settings",
    "Structure",
    "Tally",
    "Verdict",
    "VoteError",
    "VoteMatrix",
    "VoteProblem",
    "adjusted_rand",
    "agreement_matrix",
    "analyse",
    "analyse_parts",
    "balanced_order",
    "best_assignment",
    "bridging",
    "compare_with_electorate",
    "digest",
    "drawn_order",
    "group_statistics",
    "keep_labels",
    "natural_order",
    "next_statements",
    "open_live",
    "priorities",
    "priorities_told",
    "recall",
    "tally",
    "to_json",
    "wilson",
]
