"""Notes that people upload (Markdown, text, DOCX, ODT), read as neutral blocks.

>>> document = read_document("note.md", content)
>>> plan, remarks = read_note(document.blocks)
"""

from .document import Document, Format, read_document
from .errors import Fault, UnreadableDocument
from .markdown import read_markdown
from .markdown_text import markdown_text
from .wording import describe_error

__all__ = [
    "Document",
    "Fault",
    "Format",
    "UnreadableDocument",
    "describe_error",
    "markdown_text",
    "read_document",
    "read_markdown",
]
