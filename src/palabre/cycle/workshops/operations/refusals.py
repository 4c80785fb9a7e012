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


class TooFast(Refused):
    """A participant sent too much at once: what was sent waits, and is taken a little later."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Vous envoyez beaucoup d’un coup. Rien n’est perdu : attendez une minute, puis "
                "envoyez à nouveau."
            )
        )
