from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VocabulariesConfig(AppConfig):
    name = "palabre.foundation.vocabularies"
    label = "vocabularies"
    verbose_name = _("Vocabulaires")

    def ready(self) -> None:
        from palabre.foundation.journal.registry import register_verbs
        from palabre.foundation.vocabularies import exports

        exports.register_tables()
        register_verbs(
            {
                "term.added": _("a ajouté le terme"),
                "term.changed": _("a modifié le terme"),
                "term.retired": _("a retiré du choix le terme"),
                "term.restored": _("a remis au choix le terme"),
                "term.merged": _("a fondu dans un autre le terme"),
                "terms.imported": _("a importé des termes"),
                "terms.installed": _("a installé les vocabulaires de départ"),
            }
        )
