"""Conducting a workshop: each gesture is one tap, kept as it was made, and can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from palabre.core.agenda.live import Gesture, State, replay
from palabre.cycle.workshops.models import LiveRun, LiveStep, Slot, Workshop
from palabre.cycle.workshops.operations.joining import run_of
from palabre.cycle.workshops.operations.refusals import Refused
from palabre.cycle.workshops.operations.writing import note_down
from palabre.cycle.workshops.queries.live import planned_of, steps_of
from palabre.cycle.workshops.queries.running_order import running_order
from palabre.foundation.accounts.models import User

LONGEST_EXTENSION = 180


@transaction.atomic
def conduct(
    *,
    actor: User | None,
    at: datetime,
    workshop: Workshop,
    gesture: Gesture,
    revision: int,
    slot: Slot | None = None,
    minutes: int = 0,
) -> LiveRun:
    """Make one gesture.

    Args:
        revision: the one that the facilitator's page showed; 0 before the first gesture.
        slot: for START, EXTEND, SKIP and END.
        minutes: for EXTEND; negative to shorten.

    Raises:
        Refused: somebody else has conducted meanwhile, or the gesture makes no sense now.
    """
    run = _held(workshop, revision)
    state = replay(planned_of(running_order(workshop)), steps_of(run))
    _refuse(state, gesture, slot, minutes)
    key = slot.public_id if slot is not None else ""
    number = LiveStep.objects.filter(run=run).aggregate(last=Max("number"))["last"] or 0
    LiveStep.objects.create(
        run=run,
        number=number + 1,
        gesture=gesture.value,
        slot=slot,
        minutes=minutes,
        at=at,
        actor=actor,
    )
    details = {"slot": key} | ({"minutes": minutes} if minutes else {})
    return _settle(run, actor, at, f"live-{gesture.value}", details)


@transaction.atomic
def take_back(*, actor: User | None, at: datetime, workshop: Workshop, revision: int) -> LiveRun:
    """Undo the last gesture that still counts.

    Raises:
        Refused: there is none, or somebody else has conducted meanwhile.
    """
    run = _held(workshop, revision)
    last = LiveStep.objects.filter(run=run, undone_at=None).order_by("number").last()
    if last is None:
        raise Refused(_("Il n’y a aucun geste à annuler."))
    LiveStep.objects.filter(pk=last.pk).update(undone_at=at)
    return _settle(run, actor, at, "live-undone", {"gesture": last.gesture})


def _held(workshop: Workshop, revision: int) -> LiveRun:
    """The run, locked until the end of the transaction, still as the page showed it."""
    run = LiveRun.objects.select_for_update().get(pk=run_of(workshop).pk)
    shown = LiveStep.objects.filter(run=run).exists()
    if revision != run.revision and (revision or shown):
        raise Refused(
            _(
                "Quelqu’un d’autre vient d’agir sur l’atelier. Rien n’a été changé : voici où il "
                "en est, refaites votre geste s’il le faut encore."
            )
        )
    return run


def _settle(
    run: LiveRun, actor: User | None, at: datetime, verb: str, details: Mapping[str, object]
) -> LiveRun:
    counted = LiveStep.objects.filter(run=run, undone_at=None)
    first = counted.filter(gesture=Gesture.START.value).order_by("number").first()
    last = counted.filter(gesture=Gesture.FINISH.value).order_by("number").last()
    LiveRun.objects.filter(pk=run.pk).update(
        started_at=first.at if first is not None else None,
        finished_at=last.at if last is not None else None,
        revision=F("revision") + 1,
    )
    note_down(verb, actor=actor, at=at, subject=run.workshop.public_id, **details)
    return LiveRun.objects.get(pk=run.pk)


def touch(workshop: Workshop) -> None:
    """Tell every screen of the workshop that something it shows has changed."""
    LiveRun.objects.filter(workshop=workshop).update(revision=F("revision") + 1)


def _refuse(state: State, gesture: Gesture, slot: Slot | None, minutes: int) -> None:
    if state.finished_at is not None:
        raise Refused(_("L’atelier est terminé. Annulez la fin pour reprendre."))
    if gesture in (Gesture.START, Gesture.EXTEND, Gesture.SKIP, Gesture.END):
        if slot is None or slot.parent_id is not None:
            raise Refused(_("Choisissez une séquence du déroulé."))
        _refuse_slot(state, gesture, slot, minutes)
    elif not state.runs:
        raise Refused(_("L’atelier n’a pas encore commencé."))
    if gesture is Gesture.PAUSE and (state.paused_at is not None or not state.running):
        raise Refused(_("Rien n’est en cours : il n’y a rien à suspendre."))
    if gesture is Gesture.RESUME and state.paused_at is None:
        raise Refused(_("L’atelier n’est pas suspendu."))


def _refuse_slot(state: State, gesture: Gesture, slot: Slot, minutes: int) -> None:
    run = state.run_of(slot.public_id)
    is_running = run is not None and run.ended is None
    title = {"title": str(slot)}
    if gesture is Gesture.START and is_running:
        raise Refused(_("« %(title)s » est déjà en cours.") % title)
    if gesture is Gesture.SKIP and run is not None:
        raise Refused(_("« %(title)s » a déjà commencé : terminez-la plutôt.") % title)
    if gesture in (Gesture.EXTEND, Gesture.END) and not is_running:
        raise Refused(_("« %(title)s » n’est pas en cours.") % title)
    if gesture is Gesture.EXTEND:
        if slot.minutes is None:
            raise Refused(
                _("« %(title)s » n’a pas de durée prévue : terminez-la quand il le faut.") % title
            )
        total = minutes + (run.extra if run is not None else 0)
        if not minutes or abs(total) > LONGEST_EXTENSION or slot.minutes + total < 1:
            raise Refused(
                _("La durée peut changer de trois heures au plus, et reste d’une minute au moins.")
            )
