"""Notes and files coming in: read, said, corrected, merged, and only then written."""

from palabre.cycle.workshops.imports.arrivals import (
    Arrival,
    Judgement,
    confirm_arrival,
    judge,
    propose_file,
    read_arrival,
    seal_arrival,
    unseal_arrival,
)
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
from palabre.cycle.workshops.imports.incoming import Incoming, Layout, read_file
from palabre.cycle.workshops.imports.reading import (
    Draft,
    NoteRefused,
    Reading,
    read,
    seal,
    unseal,
)
from palabre.cycle.workshops.imports.shared_orders import (
    SharedOrder,
    incoming_of,
    shared_order,
    shared_order_file,
    shared_orders,
)
from palabre.cycle.workshops.imports.wording import RemarkLine, as_json, describe, remark_lines

__all__ = [
    "Arrival",
    "Correction",
    "Draft",
    "DryRun",
    "Incoming",
    "Judgement",
    "Layout",
    "NoteRefused",
    "Reading",
    "RemarkLine",
    "SharedOrder",
    "Verdict",
    "as_json",
    "check_note",
    "confirm",
    "confirm_arrival",
    "corrected",
    "correction_of",
    "describe",
    "examine_draft",
    "import_note",
    "incoming_of",
    "judge",
    "known_city_names",
    "propose",
    "propose_file",
    "read",
    "read_arrival",
    "read_file",
    "remark_lines",
    "resume",
    "seal",
    "seal_arrival",
    "shared_order",
    "shared_order_file",
    "shared_orders",
    "unseal",
    "unseal_arrival",
]
