from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    name = "palabre.foundation.network"
    label = "network"
    verbose_name = _("Réseau")

    def ready(self) -> None:
        from palabre.foundation.network import exports

        exports.register_tables()
