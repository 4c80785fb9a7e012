"""What can be done to workshops; each verb is one transaction, journalled once."""

from palabre.cycle.workshops.operations.notes import SourceNote, apply_note, bring_plan
from palabre.cycle.workshops.operations.parts import add_part, edit_part, move_part, remove_part
from palabre.cycle.workshops.operations.refusals import Conflict, Refused
from palabre.cycle.workshops.operations.slots import (
    add_slot,
    edit_slot,
    move_slot,
    place_slot,
    remove_slot,
)
from palabre.cycle.workshops.operations.speakers import (
    add_speaker,
    edit_speaker,
    move_speaker,
    remove_speaker,
)
from palabre.cycle.workshops.operations.workshops import (
    create_workshop,
    delete_workshop,
    edit_workshop,
    publish_workshop,
    renew_invitations,
    withdraw_workshop,
)

__all__ = [
    "Conflict",
    "Refused",
    "SourceNote",
    "add_part",
    "add_slot",
    "add_speaker",
    "apply_note",
    "bring_plan",
    "create_workshop",
    "delete_workshop",
    "edit_part",
    "edit_slot",
    "edit_speaker",
    "edit_workshop",
    "move_part",
    "move_slot",
    "move_speaker",
    "place_slot",
    "publish_workshop",
    "remove_part",
    "remove_slot",
    "remove_speaker",
    "renew_invitations",
    "withdraw_workshop",
]
