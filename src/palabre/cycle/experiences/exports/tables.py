"""The room in the dump. It holds drafts, names and words not yet agreed to: all is personal."""

from __future__ import annotations

from django.utils.translation import gettext as _

from palabre.cycle.experiences.models import Lesson, Passage, Reading, Testimony
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
            fields=("public_id", "testimony", "start", "end", "text", "attribution", "marked_at"),
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
