"""Documents as Word files, with real styles, through python-docx."""

from .writer import to_docx

__all__ = ["to_docx"]
