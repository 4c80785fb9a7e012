from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    name = "palabre.cycle.programmes"
    label = "programmes"
    verbose_name = _("Programmes")

    def ready(self) -> None:
        from palabre.cycle.programmes import tasks
        from palabre.cycle.programmes.exports import cards, deeds, dump
        from palabre.foundation.journal.registry import register_verbs

        cards.register()
        deeds.register_city_page()
        dump.register_tables()
        tasks.register()
        register_verbs(
            {
                "programmes.opened": _("a ouvert un programme"),
                "programmes.revised": _("a modifié la présentation d’un programme"),
                "programmes.adopted": _("a enregistré l’adoption d’une édition du programme"),
                "programmes.published": _("a publié un programme"),
                "programmes.axis-added": _("a ajouté un axe"),
                "programmes.axis-revised": _("a modifié un axe"),
                "programmes.result-added": _("a ajouté un résultat"),
                "programmes.result-revised": _("a modifié un résultat"),
                "programmes.inscribed": _("a inscrit une décision au programme"),
                "programmes.action-added": _("a ajouté une action"),
                "programmes.action-revised": _("a modifié une action"),
                "programmes.indicator-added": _("a ajouté un indicateur"),
                "programmes.indicator-revised": _("a modifié un indicateur"),
                "programmes.observed": _("a relevé une valeur d’indicateur"),
                "programmes.value-withdrawn": _("a retiré une valeur d’indicateur"),
            }
        )
