"""Reading the files that Polis exports."""

from palabre.core.opinion.polis.reading import read_polis
from palabre.core.opinion.polis.values import (
    PolisConversation,
    PolisError,
    PolisParticipant,
    PolisProblem,
    PolisRemark,
    PolisRemarkCode,
    PolisStatement,
)

__all__ = [
    "PolisConversation",
    "PolisError",
    "PolisParticipant",
    "PolisProblem",
    "PolisRemark",
    "PolisRemarkCode",
    "PolisStatement",
    "read_polis",
]
