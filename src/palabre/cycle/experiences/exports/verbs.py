"""How the journal tells what was done in this room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from palabre.foundation.journal.registry import register_verbs


def register() -> None:
    register_verbs(
        {
            "experiences.testimony-recorded": _("a recueilli le témoignage"),
            "experiences.testimony-edited": _("a modifié le témoignage"),
            "experiences.testimony-submitted": _("a soumis à la ville le témoignage"),
            "experiences.testimony-validated": _("a validé le témoignage"),
            "experiences.testimony-returned": _("a demandé une correction du témoignage"),
            "experiences.testimony-reopened": _("a repris en brouillon le témoignage"),
            "experiences.reader-invited": _("a envoyé un lien de relecture du témoignage"),
            "experiences.passages-marked": _("a marqué des passages du témoignage"),
            "experiences.passage-unmarked": _("a retiré la marque d’un passage du témoignage"),
            "experiences.lesson-drawn": _("a tiré l’enseignement"),
            "experiences.lesson-edited": _("a modifié l’enseignement"),
            "experiences.lesson-published": _("a publié l’enseignement"),
            "experiences.lesson-withdrawn": _("a retiré de la publication l’enseignement"),
        }
    )
