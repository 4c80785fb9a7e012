"""Documents as Word files, with real styles, through python-docx."""

from .model_file import (
    ModelRefused,
    ModelRemark,
    blank_model,
    check_model,
    describe_remark,
    pour,
)
from .writer import to_docx

__all__ = [
    "ModelRefused",
    "ModelRemark",
    "blank_model",
    "check_model",
    "describe_remark",
    "pour",
    "to_docx",
]
