"""Experience sheets in the dump: drafts, remarks and contacts make them personal."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from palabre.cycle.experiences.models import (
    WORDS,
    ExperienceSheet,
    SheetComment,
    SheetContact,
    SheetFigure,
    SheetFunding,
    SheetLink,
    SheetReading,
    SheetText,
    SheetVersion,
)
from palabre.cycle.experiences.queries.sheets import original_of, started_by
from palabre.foundation.accounts.exports import register_personal_data
from palabre.foundation.accounts.models import User
from palabre.kit.open_data import ModelTable, register_table


def register_tables() -> None:
    rows = ("sheet", "order")
    for table in (
        ModelTable(
            name="fiches",
            title=_("Fiches d’expérience"),
            description=_("Leur ville, leur période, leur état ; les mots sont dans les textes."),
            model=ExperienceSheet,
            fields=(
                "public_id",
                "city",
                "partners",
                "language",
                "start_year",
                "end_year",
                "licence",
                "status",
                "version",
                "published_version",
                "published_at",
                "is_demonstration",
                "author",
                "created_at",
                "updated_at",
            ),
            personal=True,
        ),
        ModelTable(
            name="fiches-textes",
            title=_("Textes des fiches"),
            description=_("L’original de chaque fiche et ses traductions, brouillons compris."),
            model=SheetText,
            fields=(
                "sheet",
                "language",
                "origin",
                "of_version",
                "translator",
                *WORDS,
                "updated_at",
            ),
            personal=True,
            key=("sheet", "language"),
        ),
        ModelTable(
            name="fiches-chiffres",
            title=_("Chiffres des fiches"),
            description=_("Résultats mesurés, avec unité, source et date."),
            model=SheetFigure,
            fields=(*rows, "label", "value", "unit", "source", "measured_on"),
            personal=True,
            key=rows,
        ),
        ModelTable(
            name="fiches-financements",
            title=_("Financements des fiches"),
            description=_("Qui a payé combien ; une case vide veut dire « inconnu »."),
            model=SheetFunding,
            fields=(*rows, "funder", "amount", "currency"),
            personal=True,
            key=rows,
        ),
        ModelTable(
            name="fiches-contacts",
            title=_("Contacts des fiches"),
            description=_("Qui appeler ; publié seulement avec son accord."),
            model=SheetContact,
            fields=(*rows, "name", "role", "reach", "is_public"),
            personal=True,
            key=rows,
        ),
        ModelTable(
            name="fiches-documents",
            title=_("Documents des fiches"),
            description=_("Ce qui accompagne les fiches, là où c’est gardé."),
            model=SheetLink,
            fields=(*rows, "title", "url"),
            personal=True,
            key=rows,
        ),
        ModelTable(
            name="fiches-versions",
            title=_("Versions des fiches"),
            description=_("Chaque version telle qu’elle a été enregistrée, en JSON."),
            model=SheetVersion,
            fields=("sheet", "number", "content", "author", "at"),
            personal=True,
            key=("sheet", "number"),
        ),
        ModelTable(
            name="fiches-relectures",
            title=_("Relectures des fiches"),
            description=_("Ce que les villes ont répondu après avoir lu leur fiche."),
            model=SheetReading,
            fields=(
                "public_id",
                "sheet",
                "version",
                "verdict",
                "remark",
                "signatory",
                "by_link",
                "at",
            ),
            personal=True,
        ),
        ModelTable(
            name="fiches-remarques",
            title=_("Remarques sur les fiches"),
            description=_("Ce qui a été remarqué, champ par champ, et quand ce fut réglé."),
            model=SheetComment,
            fields=(
                "public_id",
                "sheet",
                "field",
                "version",
                "text",
                "author",
                "signatory",
                "at",
                "settled_at",
            ),
            personal=True,
        ),
    ):
        register_table(table)
    register_personal_data("fiches", sheets_started)


def sheets_started(person: User) -> list[dict[str, Any]]:
    """The sheets that a person opened, among what is held about them."""
    return [
        {
            "identifiant": row.public_id,
            "titre": original_of(row).title,
            "etat": row.status,
            "ouverte_le": row.created_at.isoformat(),
        }
        for row in started_by(person)
    ]
