"""Forms of the workshops' pages."""

from palabre.cycle.workshops.forms.draft import DraftForm
from palabre.cycle.workshops.forms.files import ArrivalForm, OrderFileForm
from palabre.cycle.workshops.forms.notes import NoteForm
from palabre.cycle.workshops.forms.running_order import (
    ItemForm,
    PartForm,
    SlotForm,
    SpeakerForm,
    WorkshopForm,
)

__all__ = [
    "ArrivalForm",
    "DraftForm",
    "ItemForm",
    "NoteForm",
    "OrderFileForm",
    "PartForm",
    "SlotForm",
    "SpeakerForm",
    "WorkshopForm",
]
