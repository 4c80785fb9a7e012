"""The live side of workshops in the documented dump."""

from __future__ import annotations

from django.utils.translation import gettext as _

from palabre.cycle.workshops.models import LiveRun, LiveStep, Participant
from palabre.kit.open_data import ModelTable, register_table


def register_live_tables() -> None:
    for table in (
        ModelTable(
            name="conduites",
            title=_("Conduite des ateliers"),
            description=_("La porte de chaque atelier et où il en est."),
            model=LiveRun,
            fields=(
                "public_id",
                "workshop",
                "code",
                "is_open",
                "started_at",
                "finished_at",
                "revision",
            ),
            personal=True,
        ),
        ModelTable(
            name="gestes",
            title=_("Gestes d’animation"),
            description=_("Ce que l’animation a fait, geste par geste ; l’état s’en déduit."),
            model=LiveStep,
            fields=(
                "public_id",
                "run",
                "number",
                "gesture",
                "slot",
                "minutes",
                "at",
                "actor",
                "undone_at",
            ),
            personal=True,
        ),
        ModelTable(
            name="presences",
            title=_("Présences aux ateliers"),
            description=_("Qui a rejoint chaque atelier, sur place ou à distance."),
            model=Participant,
            fields=(
                "public_id",
                "workshop",
                "person",
                "name",
                "city",
                "other_city",
                "function",
                "presence",
                "language",
                "time_zone",
                "submission",
                "joined_at",
                "last_seen_at",
                "removed_at",
                "erased_at",
            ),
            personal=True,
        ),
    ):
        register_table(table)
