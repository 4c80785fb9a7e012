"""The Word model of minutes: kept once it is known to serve."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.cycle.workshops.models import MinutesModel
from palabre.cycle.workshops.operations.refusals import Refused
from palabre.cycle.workshops.operations.writing import note_down
from palabre.cycle.workshops.rules import conducts
from palabre.foundation.accounts.models import User
from palabre.foundation.files.operations import keep_file
from palabre.kit.documents import check_model

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@transaction.atomic
def add_model(
    *, actor: User | None, at: datetime, name: str, content: bytes, places: Sequence[str]
) -> MinutesModel:
    """Keep a model that serves; the one before stays, unused.

    Raises:
        Refused: something is wrong with it; the page said what.
    """
    if actor is not None and not conducts(actor):
        raise Refused(_("Seuls le secrétariat et l’animation déposent un modèle."))
    if check_model(content, places):
        raise Refused(_("Ce modèle ne peut pas servir : corrigez d’abord ce qui est signalé."))
    file = keep_file(name=name, content_type=WORD, content=content, owner=actor, at=at)
    model = MinutesModel.objects.create(file=file, added_by=actor, added_at=at)
    note_down("model-added", actor=actor, at=at, subject=model.public_id, sha256=file.sha256)
    return model


@transaction.atomic
def retire_model(*, actor: User | None, at: datetime, model: MinutesModel) -> None:
    """Come back to the model given before, else to that of the house."""
    if actor is not None and not conducts(actor):
        raise Refused(_("Seuls le secrétariat et l’animation retirent un modèle."))
    MinutesModel.objects.filter(pk=model.pk, retired_at=None).update(retired_at=at)
    note_down("model-retired", actor=actor, at=at, subject=model.public_id)
