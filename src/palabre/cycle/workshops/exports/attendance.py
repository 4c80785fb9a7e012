"""The attendance sheet of a workshop, for who conducts it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.core.tabular import Column, ColumnType, TableSchema
from palabre.cycle.workshops.models import Workshop
from palabre.cycle.workshops.queries.attendance import attendance
from palabre.kit.dates import known_zones
from palabre.kit.sheets import SheetSpec, write_csv, write_xlsx


def attendance_schema() -> TableSchema:
    """One row per person who joined; the descriptions are the table's dictionary."""
    columns = (
        Column("participant", title=_("Identifiant"), description=_("Identifiant public.")),
        Column("nom", title=_("Nom"), description=_("Tel que la personne l’a dit.")),
        Column("fonction", title=_("Fonction"), description=_("Telle que dite.")),
        Column("ville", title=_("Ville ou organisation"), description=_("Telle que dite.")),
        Column("presence", title=_("Présence"), description=_("Sur place ou à distance.")),
        Column("langue", title=_("Langue"), description=_("Code ISO 639.")),
        Column("jour", ColumnType.DATE, _("Jour"), _("Jour d’arrivée, au lieu de l’atelier.")),
        Column("arrivee", title=_("Arrivée"), description=_("Heure d’arrivée, au même lieu.")),
        Column("vue", title=_("Vue en dernier"), description=_("Heure du dernier signe.")),
        Column(
            "retiree", ColumnType.BOOLEAN, _("Retirée"), _("Retirée de la salle par l’animation.")
        ),
    )
    return TableSchema(columns, primary_key=("participant",), title=_("Présences"))


def attendance_sheet(workshop: Workshop) -> SheetSpec:
    """The table, hours written as the clock of the workshop's place shows them."""
    known = workshop.time_zone in known_zones()
    zone = ZoneInfo(workshop.time_zone) if known else timezone.get_current_timezone()
    rows = [
        {
            "participant": one.public_id,
            "nom": one.said_name,
            "fonction": one.function,
            "ville": one.place,
            "presence": str(one.get_presence_display()),
            "langue": one.language,
            "jour": one.joined_at.astimezone(zone).date(),
            "arrivee": one.joined_at.astimezone(zone).strftime("%H:%M"),
            "vue": one.last_seen_at.astimezone(zone).strftime("%H:%M"),
            "retiree": one.removed_at is not None,
        }
        for one in attendance(workshop)
    ]
    return SheetSpec(_("Présences"), attendance_schema(), rows)


def attendance_csv(workshop: Workshop) -> bytes:
    return write_csv(attendance_sheet(workshop))


def attendance_xlsx(workshop: Workshop) -> bytes:
    return write_xlsx([attendance_sheet(workshop)], title=_("Présences"))
