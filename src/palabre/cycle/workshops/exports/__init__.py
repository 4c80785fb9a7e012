"""What leaves the room: the agenda file and the tables of the dump."""

from palabre.cycle.workshops.exports.calendar import calendar_file
from palabre.cycle.workshops.exports.tables import register_tables

__all__ = ["calendar_file", "register_tables"]
