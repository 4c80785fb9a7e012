from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    name = "palabre.foundation.journal"
    label = "journal"
    verbose_name = _("Journal")

    def ready(self) -> None:
        from palabre.foundation.journal import exports

        exports.register_tables()
