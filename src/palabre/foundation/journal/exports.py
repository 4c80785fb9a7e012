from django.utils.translation import gettext as _

from palabre.foundation.journal.models import Entry
from palabre.kit.open_data import ModelTable, register_table


def register_tables() -> None:
    register_table(
        ModelTable(
            name="journal",
            title=_("Journal"),
            description=_("Qui a fait quoi, quand : chaîne d’empreintes SHA-256."),
            model=Entry,
            fields=("number", "at", "actor", "verb", "subject", "details", "previous", "digest"),
            personal=True,
            key=("number",),
        )
    )
