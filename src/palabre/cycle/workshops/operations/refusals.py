"""How this room says no."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext as _

from palabre.kit.refusals import Refusal


class Refused(Refusal):
    """Nothing was written; the message is for people."""


class Conflict(Refused):
    """Somebody else changed the same thing meanwhile; `current` is what they wrote."""

    def __init__(self, current: models.Model) -> None:
        super().__init__(
            _(
                "Quelqu’un d’autre a modifié cette fiche pendant que vous écriviez. Rien n’est "
                "perdu : votre texte est resté ici, et le sien est montré à côté. Gardez ce qui "
                "convient, puis enregistrez."
            )
        )
        self.current = current
