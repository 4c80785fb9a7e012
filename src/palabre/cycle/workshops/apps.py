from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkshopsConfig(AppConfig):
    name = "palabre.cycle.workshops"
    label = "workshops"
    verbose_name = _("Ateliers")

    def ready(self) -> None:
        from palabre.cycle.workshops import exports, queries
        from palabre.foundation.journal.registry import register_verbs
        from palabre.foundation.thread.registry import Kind, ProvType, register_kind
        from palabre.foundation.thread.search import register_candidates

        register_kind(
            Kind(
                name="atelier",
                label=_("atelier"),
                plural=_("ateliers"),
                step=0,
                resolve=queries.workshop_cards,
                prov=ProvType.ACTIVITY,
            )
        )
        register_kind(
            Kind(
                name="sequence",
                label=_("séquence"),
                plural=_("séquences"),
                step=5,
                resolve=queries.slot_cards,
                prov=ProvType.ACTIVITY,
            )
        )
        register_candidates("atelier", queries.candidate_workshops)
        register_candidates("sequence", queries.candidate_slots)
        register_verbs(
            {
                "workshops.created": _("a créé l’atelier"),
                "workshops.imported": _("a créé l’atelier à partir de sa note"),
                "workshops.imported-again": _("a mis l’atelier à jour d’après sa note"),
                "workshops.edited": _("a modifié la fiche de l’atelier"),
                "workshops.published": _("a publié l’atelier"),
                "workshops.withdrawn": _("a retiré l’atelier de la publication"),
                "workshops.invitations-renewed": _("a éteint les liens d’invitation de l’atelier"),
                "workshops.deleted": _("a supprimé l’atelier"),
                "workshops.part-added": _("a ajouté un temps à l’atelier"),
                "workshops.part-edited": _("a modifié un temps de l’atelier"),
                "workshops.part-moved": _("a déplacé un temps de l’atelier"),
                "workshops.part-removed": _("a supprimé un temps de l’atelier"),
                "workshops.slot-added": _("a ajouté la séquence"),
                "workshops.slot-edited": _("a modifié la séquence"),
                "workshops.slot-moved": _("a déplacé la séquence"),
                "workshops.slot-removed": _("a supprimé la séquence"),
                "workshops.speaker-added": _("a ajouté un intervenant à la séquence"),
                "workshops.speaker-edited": _("a modifié un intervenant de la séquence"),
                "workshops.speaker-moved": _("a déplacé un intervenant de la séquence"),
                "workshops.speaker-removed": _("a retiré un intervenant de la séquence"),
            }
        )
        exports.register_tables()
