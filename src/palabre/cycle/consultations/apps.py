from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsultationsConfig(AppConfig):
    name = "palabre.cycle.consultations"
    label = "consultations"
    verbose_name = _("Consultations")

    def ready(self) -> None:
        from palabre.cycle.consultations import tasks
        from palabre.cycle.consultations.exports import registration, tables

        tables.register_tables()
        registration.register_thread()
        registration.register_words()
        registration.register_own_data()
        tasks.register()
