"""The room in the dump. It holds drafts, names and words not yet agreed to: all is personal."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from palabre.cycle.experiences.models import GridEntry, Lesson, Passage, Reading, Testimony
from palabre.cycle.experiences.queries.testimonies import recorded_by
from palabre.foundation.accounts.exports import register_personal_data
from palabre.foundation.accounts.models import User
from palabre.kit.open_data import ModelTable, register_table


def register_tables() -> None:
    for table in (
        ModelTable(
            name="temoignages",
            title=_("Témoignages"),
            description=_(
                "Ce que les témoins ont dit, brouillons compris, avec l’attribution qu’ils "
                "acceptent. La séquence d’atelier et les passages sont aussi des liens du fil."
            ),
            model=Testimony,
            fields=(
                "public_id",
                "title",
                "city",
                "place",
                "witness_name",
                "witness_role",
                "attribution",
                "given_on",
                "mode",
                "language",
                "transcript",
                "consent",
                "slot",
                "status",
                "version",
                "is_demonstration",
                "author",
                "created_at",
                "updated_at",
                "submission_uid",
                "submission_digest",
            ),
            personal=True,
        ),
        ModelTable(
            name="passages",
            title=_("Passages"),
            description=_("Mots marqués dans un témoignage, que les enseignements citent."),
            model=Passage,
            fields=(
                "public_id",
                "testimony",
                "start",
                "end",
                "text",
                "attribution",
                "field",
                "marked_at",
            ),
            personal=True,
        ),
        ModelTable(
            name="grilles",
            title=_("Grilles d’entretien"),
            description=_(
                "Tout ce qui a été noté pendant les entretiens, question par question, avec ce qui "
                "a été remplacé ou mis de côté."
            ),
            model=GridEntry,
            fields=(
                "public_id",
                "testimony",
                "field",
                "text",
                "over",
                "state",
                "author",
                "at",
                "submission_uid",
                "submission_digest",
            ),
            personal=True,
        ),
        ModelTable(
            name="relectures",
            title=_("Relectures"),
            description=_("Ce que les villes ont répondu après avoir lu leur témoignage."),
            model=Reading,
            fields=(
                "public_id",
                "testimony",
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
            name="enseignements",
            title=_("Enseignements"),
            description=_(
                "Une phrase par enseignement, brouillons compris ; ses passages sont des liens "
                "« tiré de » du fil."
            ),
            model=Lesson,
            fields=(
                "public_id",
                "sentence",
                "evidence",
                "source",
                "scope",
                "theme",
                "status",
                "version",
                "is_demonstration",
                "author",
                "created_at",
                "updated_at",
                "published_at",
            ),
            personal=True,
        ),
    ):
        register_table(table)
    register_personal_data("temoignages", testimonies_told)


def testimonies_told(person: User) -> list[dict[str, Any]]:
    """The testimonies that a person wrote down, among what is held about them."""
    return [
        {
            "identifiant": row.public_id,
            "titre": row.title,
            "etat": row.status,
            "saisi_le": row.created_at.isoformat(),
        }
        for row in recorded_by(person)
    ]
