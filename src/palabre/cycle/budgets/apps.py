from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BudgetsConfig(AppConfig):
    name = "palabre.cycle.budgets"
    label = "budgets"
    verbose_name = _("Budgets")

    def ready(self) -> None:
        from palabre.cycle.budgets.exports import registration, tables

        tables.register_tables()
        registration.register_thread()
        registration.register_words()
        registration.register_own_data()
