from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    name = "palabre.foundation.network"
    label = "network"
    verbose_name = _("Réseau")

    def ready(self) -> None:
        from palabre.foundation.journal.registry import register_verbs
        from palabre.foundation.network import exports

        exports.register_tables()
        register_verbs(
            {
                "network.named": _("a nommé le réseau"),
                "city.added": _("a ajouté la ville"),
                "city.changed": _("a modifié la ville"),
                "cities.imported": _("a importé la liste des villes"),
                "member.invited": _("a donné un rôle"),
                "member.removed": _("a retiré un rôle"),
            }
        )
