"""Documents for people who decide on paper: one model, printed as Word and as tagged PDF.

>>> document = Document(title="Relevé de décisions", blocks=(Paragraph("…"),))
>>> pdf, word = to_pdf(document), to_docx(document)
"""

from .docx import (
    ModelRefused,
    ModelRemark,
    blank_model,
    check_model,
    describe_remark,
    pour,
    to_docx,
)
from .faults import DocumentError, DocumentFault, describe_error
from .model import (
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Document,
    Figure,
    Heading,
    KeyValues,
    Language,
    NumberedList,
    PageBreak,
    Paragraph,
    Quote,
    Span,
    Table,
    Thread,
    ThreadStep,
    TwoColumns,
    Words,
)
from .odt import to_odt
from .pdf import to_pdf, unprintable_characters

__all__ = [
    "Block",
    "BulletList",
    "Callout",
    "CalloutKind",
    "Document",
    "DocumentError",
    "DocumentFault",
    "Figure",
    "Heading",
    "KeyValues",
    "Language",
    "ModelRefused",
    "ModelRemark",
    "NumberedList",
    "PageBreak",
    "Paragraph",
    "Quote",
    "Span",
    "Table",
    "Thread",
    "ThreadStep",
    "TwoColumns",
    "Words",
    "blank_model",
    "check_model",
    "describe_error",
    "describe_remark",
    "pour",
    "to_docx",
    "to_odt",
    "to_pdf",
    "unprintable_characters",
]
