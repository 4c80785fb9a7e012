from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpendataConfig(AppConfig):
    name = "palabre.opendata"
    label = "opendata"
    verbose_name = _("Données ouvertes")

    def ready(self) -> None:
        from palabre.foundation.jobs.registry import register_job
        from palabre.opendata.tasks import produce_dump

        register_job("dump", produce_dump)
