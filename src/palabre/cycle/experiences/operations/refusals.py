"""How the operations of this room say no: in French, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.cycle.experiences.models import ExperienceSheet, Lesson, Passage, Testimony, Transfer
from palabre.kit.refusals import Refusal


class Refused(Refusal):
    """The room's refusals; `field` names the form field at fault, if one."""


class NotAllowed(Refused):
    """The actor may not do this."""

    def __init__(self) -> None:
        super().__init__(_("Vous n’avez pas ce droit. Demandez au secrétariat du réseau."))


class EditConflict(Refused):
    """Someone saved another version first; `current` is theirs, what was typed is not written."""

    def __init__(self, current: Testimony | Lesson | ExperienceSheet | Transfer) -> None:
        super().__init__(
            _(
                "Quelqu’un d’autre a enregistré une autre version entre-temps. Rien n’est perdu : "
                "votre texte et le sien sont ci-dessous. Reprenez ce qu’il faut, puis enregistrez."
            )
        )
        self.current = current


class PassagesLost(Refused):
    """The new text no longer holds, once and only once, the words of some passages."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        super().__init__(
            ngettext(
                "Cette modification ferait perdre un passage marqué. Gardez ses mots, ou retirez "
                "d’abord la marque.",
                "Cette modification ferait perdre %(count)d passages marqués. Gardez leurs mots, "
                "ou retirez d’abord les marques.",
                len(passages),
            )
            % {"count": len(passages)},
            field="transcript",
        )
        self.passages = tuple(passages)
