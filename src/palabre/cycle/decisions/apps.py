from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DecisionsConfig(AppConfig):
    name = "palabre.cycle.decisions"
    label = "decisions"
    verbose_name = _("Décisions")

    def ready(self) -> None:
        from palabre.cycle.decisions.exports import cards, dump, making
        from palabre.foundation.journal.registry import register_verbs

        cards.register()
        making.register()
        dump.register_tables()
        register_verbs(
            {
                "decisions.opened": _("a ouvert un relevé de décisions"),
                "decisions.revised": _("a modifié la présentation d’un relevé"),
                "decisions.written": _("a écrit une décision"),
                "decisions.rewritten": _("a modifié une décision en brouillon"),
                "decisions.withdrawn": _("a retiré une décision en brouillon"),
                "decisions.adopted": _("a enregistré l’adoption d’un relevé"),
                "decisions.published": _("a publié un relevé"),
            }
        )
