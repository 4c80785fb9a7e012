"""What cities told: testimonies, passages, readings, and the lessons drawn from them."""

from palabre.cycle.experiences.models.interviews import GRID_TEXT_MAX, GridEntry
from palabre.cycle.experiences.models.lessons import SENTENCE_MAX, Lesson
from palabre.cycle.experiences.models.recordings import LARGEST_RECORDING, Recording
from palabre.cycle.experiences.models.sheet_texts import (
    SECTION_MAX,
    SECTIONS,
    SUMMARY_MAX,
    WORDS,
    SheetComment,
    SheetReading,
    SheetText,
)
from palabre.cycle.experiences.models.sheets import (
    YEARS,
    ExperienceSheet,
    SheetContact,
    SheetFigure,
    SheetFunding,
    SheetLink,
    SheetRow,
    SheetVersion,
)
from palabre.cycle.experiences.models.testimonies import (
    PASSAGE_MAX,
    TRANSCRIPT_MAX,
    Passage,
    Reading,
    Testimony,
)
from palabre.cycle.experiences.models.transfers import (
    ACCOUNT_MAX,
    WORD_MAX,
    Transfer,
    TransferWord,
)

__all__ = [
    "ACCOUNT_MAX",
    "GRID_TEXT_MAX",
    "LARGEST_RECORDING",
    "PASSAGE_MAX",
    "SECTIONS",
    "SECTION_MAX",
    "SENTENCE_MAX",
    "SUMMARY_MAX",
    "TRANSCRIPT_MAX",
    "WORDS",
    "WORD_MAX",
    "YEARS",
    "ExperienceSheet",
    "GridEntry",
    "Lesson",
    "Passage",
    "Reading",
    "Recording",
    "SheetComment",
    "SheetContact",
    "SheetFigure",
    "SheetFunding",
    "SheetLink",
    "SheetReading",
    "SheetRow",
    "SheetText",
    "SheetVersion",
    "Testimony",
    "Transfer",
    "TransferWord",
]
