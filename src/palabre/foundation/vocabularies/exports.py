"""The vocabularies in the dump, and as spreadsheets that come back without loss."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from palabre.foundation.vocabularies.enums import Vocabulary
from palabre.foundation.vocabularies.imports import schema
from palabre.foundation.vocabularies.models import Tagging, Term
from palabre.kit.open_data import ModelTable, register_table
from palabre.kit.sheets import SheetSpec, write_csv, write_ods, write_xlsx

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv; charset=utf-8",
}


def register_tables() -> None:
    register_table(
        ModelTable(
            name="termes",
            title=_("Termes"),
            description=_("Thèmes, objectifs et cibles de développement durable, étapes du cycle."),
            model=Term,
            fields=(
                "public_id",
                "vocabulary",
                "slug",
                "label",
                "label_en",
                "description",
                "broader",
                "order",
                "retired_at",
                "merged_into",
            ),
        )
    )
    register_table(
        ModelTable(
            name="classements",
            title=_("Classements"),
            description=_("Ce qui est classé sous chaque terme."),
            model=Tagging,
            fields=("subject", "term", "at"),
            key=("subject", "term"),
        )
    )


def terms_sheet(vocabulary: Vocabulary, terms: Iterable[Term], ending: str) -> bytes:
    """Return a vocabulary to read, complete and send back: xlsx, ods or csv.

    Raises:
        KeyError: another ending.
    """
    rows = [
        {
            "slug": term.slug,
            "label": term.label,
            "label_en": term.label_en,
            "description": term.description,
            "broader": term.broader.slug if term.broader else "",
            "order": term.order,
            "retired": term.retired_at is not None,
        }
        for term in terms
    ]
    # A name of sheet holds at most 31 characters.
    spec = SheetSpec(str(vocabulary.value), schema(), rows)
    if ending == "csv":
        return write_csv(spec)
    return {"xlsx": write_xlsx, "ods": write_ods}[ending]([spec])
