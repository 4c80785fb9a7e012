from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExperiencesConfig(AppConfig):
    name = "palabre.cycle.experiences"
    label = "experiences"
    verbose_name = _("Expériences")

    def ready(self) -> None:
        from palabre.cycle.experiences import exports

        exports.register()
