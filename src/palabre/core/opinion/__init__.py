"""Opinion maps and agreement matrices: what people think together, and how sure one may be.

Pure: frozen values and arrays in, frozen values out. See docs/comprendre/carte-d-opinion.md.
"""

from palabre.core.opinion.analysis import analyse
from palabre.core.opinion.canonical import VERSION, digest
from palabre.core.opinion.clustering import adjusted_rand
from palabre.core.opinion.confidence import Structure
from palabre.core.opinion.groups import GroupStatistics, Representative, group_statistics
from palabre.core.opinion.result import (
    Group,
    MappedParticipant,
    MappedStatement,
    OpinionMap,
    Verdict,
    to_json,
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
    "Group",
    "GroupStatistics",
    "MappedParticipant",
    "MappedStatement",
    "Method",
    "OpinionMap",
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
    "bridging",
    "digest",
    "group_statistics",
    "natural_order",
    "tally",
    "to_json",
    "wilson",
]
