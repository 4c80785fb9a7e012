"""Concept notes coming in: read, said, corrected, merged, and only then written."""

from palabre.cycle.workshops.imports.bringing import check_note, confirm, import_note
from palabre.cycle.workshops.imports.corrections import Correction, corrected, correction_of
from palabre.cycle.workshops.imports.dry_run import (
    DryRun,
    Verdict,
    examine_draft,
    known_city_names,
    propose,
    resume,
)
from palabre.cycle.workshops.imports.reading import (
    Draft,
    NoteRefused,
    Reading,
    read,
    seal,
    unseal,
)
from palabre.cycle.workshops.imports.wording import RemarkLine, as_json, describe, remark_lines

__all__ = [
    "Correction",
    "Draft",
    "DryRun",
    "NoteRefused",
    "Reading",
    "RemarkLine",
    "Verdict",
    "as_json",
    "check_note",
    "confirm",
    "corrected",
    "correction_of",
    "describe",
    "examine_draft",
    "import_note",
    "known_city_names",
    "propose",
    "read",
    "remark_lines",
    "resume",
    "seal",
    "unseal",
]
