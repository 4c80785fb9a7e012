"""Documents as OpenDocument texts, for those who work with LibreOffice."""

from .writer import to_odt

__all__ = ["to_odt"]
