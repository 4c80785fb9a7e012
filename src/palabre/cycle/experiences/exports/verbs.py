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
            "experiences.passage-withheld": _("a retiré de toute publication le passage"),
            "experiences.passage-filed": _("a rangé dans la grille un passage du témoignage"),
            "experiences.grid-answered": _("a noté une réponse dans la grille du témoignage"),
            "experiences.grid-put-aside": _("a mis de côté une réponse à la grille du témoignage"),
            "experiences.grid-settled": _("a choisi entre deux réponses à la grille du témoignage"),
            "experiences.recording-attached": _("a joint un enregistrement au témoignage"),
            "experiences.recording-removed": _("a effacé un enregistrement du témoignage"),
            "experiences.lesson-drawn": _("a tiré l’enseignement"),
            "experiences.lesson-joined": _("a joint à un autre l’enseignement"),
            "experiences.lesson-edited": _("a modifié l’enseignement"),
            "experiences.lesson-published": _("a publié l’enseignement"),
            "experiences.lesson-withdrawn": _("a retiré de la publication l’enseignement"),
            "experiences.sheet-started": _("a ouvert la fiche"),
            "experiences.sheet-edited": _("a modifié la fiche"),
            "experiences.sheet-translated": _("a traduit la fiche"),
            "experiences.sheet-submitted": _("a soumis à la ville la fiche"),
            "experiences.sheet-validated": _("a validé la fiche"),
            "experiences.sheet-returned": _("a demandé une correction de la fiche"),
            "experiences.sheet-commented": _("a fait une remarque sur la fiche"),
            "experiences.sheet-comment-settled": _("a réglé une remarque sur la fiche"),
            "experiences.sheet-published": _("a publié la fiche"),
            "experiences.sheet-withdrawn": _("a retiré de la publication la fiche"),
            "experiences.sheet-reader-invited": _("a envoyé un lien de relecture de la fiche"),
            "experiences.transfer-declared": _("a déclaré la reprise"),
            "experiences.transfer-edited": _("a modifié la reprise"),
            "experiences.transfer-followed": _("a dit où en est la reprise"),
            "experiences.transfer-agreed": _("a confirmé la reprise"),
            "experiences.transfer-withdrawn": _("a retiré du registre la reprise"),
            "experiences.transfer-answered": _("a ajouté un mot à la reprise"),
            "experiences.transfer-word-taken-back": _("a repris son mot sur la reprise"),
            "experiences.transfer-told": _("a prévenu par courriel l’autre ville de la reprise"),
        }
    )
