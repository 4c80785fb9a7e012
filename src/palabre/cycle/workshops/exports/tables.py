"""Workshops in the documented dump."""

from __future__ import annotations

from django.utils.translation import gettext as _

from palabre.cycle.workshops.models import (
    Guidance,
    Objective,
    OrderVersion,
    Part,
    Slot,
    Speaker,
    Workshop,
)
from palabre.kit.open_data import ModelTable, register_table


def register_tables() -> None:
    for table in (
        ModelTable(
            name="ateliers",
            title=_("Ateliers"),
            description=_("Les ateliers, et la note de cadrage dont ils sont tirés."),
            model=Workshop,
            fields=(
                "public_id",
                "title",
                "seminar",
                "period_start",
                "period_end",
                "held_on",
                "time_zone",
                "place",
                "context",
                "arrangement",
                "announced_minutes",
                "status",
                "language",
                "version",
                "edition",
                "invitation_number",
                "note_name",
                "note_digest",
                "note_plan",
                "is_demonstration",
                "created_at",
                "updated_at",
            ),
        ),
        ModelTable(
            name="objectifs",
            title=_("Objectifs des ateliers"),
            description=_("Une phrase par ligne, dans l’ordre de la note."),
            model=Objective,
            fields=("public_id", "workshop", "order", "text"),
        ),
        ModelTable(
            name="temps",
            title=_("Temps des ateliers"),
            description=_("Les grandes parties d’un déroulé."),
            model=Part,
            fields=("public_id", "workshop", "order", "key", "title", "description", "version"),
        ),
        ModelTable(
            name="sequences",
            title=_("Séquences"),
            description=_(
                "Les séquences d’un déroulé et les interventions qu’elles contiennent ; "
                "la fin se déduit du début et de la durée."
            ),
            model=Slot,
            fields=(
                "public_id",
                "workshop",
                "part",
                "parent",
                "order",
                "key",
                "title",
                "kind",
                "day",
                "starts_at",
                "minutes",
                "description",
                "expected_output",
                "to_confirm",
                "room",
                "track",
                "language",
                "locked",
                "version",
            ),
        ),
        ModelTable(
            name="intervenants",
            title=_("Intervenants"),
            description=_("Qui intervient ou anime, sur place ou à distance."),
            model=Speaker,
            fields=(
                "public_id",
                "slot",
                "order",
                "function",
                "honorific",
                "name",
                "role",
                "city",
                "city_name",
                "organisation",
                "remote",
                "time_zone",
                "confirmation",
                "note",
                "version",
            ),
        ),
        ModelTable(
            name="versions_de_deroule",
            title=_("Versions des déroulés"),
            description=_("Chaque déroulé tel qu’il a été publié, version après version."),
            model=OrderVersion,
            fields=("public_id", "workshop", "number", "published_at", "content"),
        ),
        ModelTable(
            name="consignes",
            title=_("Notes d’animation"),
            description=_("Réservées à l’animation et au secrétariat."),
            model=Guidance,
            fields=("public_id", "slot", "text"),
            personal=True,
        ),
    ):
        register_table(table)
