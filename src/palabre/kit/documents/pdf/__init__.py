"""Documents as PDF/UA-1, set by Typst in a process of its own."""

from .writer import to_pdf, unprintable_characters

__all__ = ["to_pdf", "unprintable_characters"]
