"""How remarks, changes and faults of a running order are said (codes come from core.agenda)."""

from .changes import describe_change, describe_field
from .faults import describe_invalid_plan
from .remarks import describe_remark
from .words import describe_kind, describe_severity, describe_where

__all__ = [
    "describe_change",
    "describe_field",
    "describe_invalid_plan",
    "describe_kind",
    "describe_remark",
    "describe_severity",
    "describe_where",
]
