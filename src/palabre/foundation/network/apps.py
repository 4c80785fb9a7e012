from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    name = "palabre.foundation.network"
    label = "network"
    verbose_name = _("Réseau")

    def ready(self) -> None:
        from palabre.foundation.accounts.exports import register_personal_data
        from palabre.foundation.journal.registry import register_verbs
        from palabre.foundation.network import exports
        from palabre.foundation.network.folding import lend_the_alphabet

        connection_created.connect(lend_the_alphabet)
        exports.register_tables()
        register_personal_data("roles", exports.roles_held)
        register_verbs(
            {
                "network.named": _("a nommé le réseau"),
                "city.added": _("a ajouté la ville"),
                "city.changed": _("a modifié la ville"),
                "organisation.added": _("a ajouté l’organisation"),
                "organisation.changed": _("a modifié l’organisation"),
                "cities.imported": _("a importé la liste des villes"),
                "member.invited": _("a donné un rôle"),
                "member.removed": _("a retiré un rôle"),
                "member.erased": _("a effacé le compte d’une personne, à sa demande"),
            }
        )
