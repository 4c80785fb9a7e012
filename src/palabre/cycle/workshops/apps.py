from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkshopsConfig(AppConfig):
    name = "palabre.cycle.workshops"
    label = "workshops"
    verbose_name = _("Ateliers")

    def ready(self) -> None:
        from palabre.cycle.workshops import exports, queries
        from palabre.cycle.workshops.exports import capture_registration
        from palabre.cycle.workshops.exports.own_data import register_own_data
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
        capture_registration.register()
        register_candidates("atelier", queries.candidate_workshops)
        register_candidates("sequence", queries.candidate_slots)
        register_verbs(
            {
                "workshops.created": _("a créé l’atelier"),
                "workshops.imported": _("a créé l’atelier à partir de sa note"),
                "workshops.imported-again": _("a mis l’atelier à jour d’après sa note"),
                "workshops.brought-in": _("a créé l’atelier à partir d’un fichier ou d’un modèle"),
                "workshops.brought-in-again": _("a mis l’atelier à jour d’après un fichier"),
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
                "workshops.door-opened": _("a ouvert la porte de l’atelier"),
                "workshops.door-shut": _("a fermé la porte de l’atelier"),
                "workshops.code-renewed": _("a changé le code de l’atelier"),
                "workshops.joined": _("a rejoint l’atelier"),
                "workshops.participant-removed": _("a retiré quelqu’un de l’atelier"),
                "workshops.participant-readmitted": _("a laissé quelqu’un revenir dans l’atelier"),
                "workshops.participant-erased": _("a effacé son nom de l’atelier"),
                "workshops.live-start": _("a démarré une séquence de l’atelier"),
                "workshops.live-extend": _("a changé la durée d’une séquence de l’atelier"),
                "workshops.live-skip": _("a passé une séquence de l’atelier"),
                "workshops.live-end": _("a terminé une séquence de l’atelier"),
                "workshops.live-pause": _("a suspendu l’atelier"),
                "workshops.live-resume": _("a repris l’atelier"),
                "workshops.live-finish": _("a terminé l’atelier"),
                "workshops.live-undone": _("a annulé un geste de l’atelier"),
            }
        )
        exports.register_tables()
        exports.register_live_tables()
        register_own_data()
