"""What leaves the room: agendas, schedules, sheets, templates, and the tables of the dump."""

from palabre.cycle.workshops.exports.calendar import calendar_file
from palabre.cycle.workshops.exports.frab import SCHEDULES
from palabre.cycle.workshops.exports.live_tables import register_live_tables
from palabre.cycle.workshops.exports.paper import order_document
from palabre.cycle.workshops.exports.shared_orders import template_file
from palabre.cycle.workshops.exports.tables import register_tables

__all__ = [
    "SCHEDULES",
    "calendar_file",
    "order_document",
    "register_live_tables",
    "register_tables",
    "template_file",
]
