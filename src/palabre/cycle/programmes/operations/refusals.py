"""Why a programme cannot be written as asked, told before anything is written."""

from __future__ import annotations

from django.utils.translation import gettext as _

from palabre.cycle.programmes.models import Action, Axis, Indicator, Programme, Result
from palabre.cycle.programmes.operations.texts import (
    ActionText,
    IndicatorText,
    ProgrammeText,
    ResultText,
)
from palabre.cycle.programmes.queries.reading import is_above
from palabre.cycle.programmes.rules import can_write
from palabre.foundation.accounts.models import User
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.registry import cards_of
from palabre.kit.identifiers import prefix_of
from palabre.kit.refusals import Refusal

MOST_AMOUNT = 9_000_000_000_000_000


class Refused(Refusal):
    """A programme that cannot be written as asked."""


class Overtaken(Refused):
    """Somebody saved the same thing since the form was opened."""


def refuse_stranger(actor: User | None) -> None:
    # None is the installation itself: demonstration, import, restored dump.
    if actor is not None and not can_write(actor):
        raise Refused(_("Seul le secrétariat écrit le programme."))


def refuse_overtaken(row: Programme | Axis | Result | Action | Indicator, version: int) -> None:
    if row.version != version:
        raise Overtaken(
            _(
                "Quelqu’un a enregistré cette page entre-temps. Rien n’est perdu : comparez avec "
                "la version enregistrée, montrée ci-dessous, puis validez à nouveau."
            )
        )


def refuse_programme(text: ProgrammeText) -> None:
    if text.end_year < text.start_year:
        raise Refused(
            _("La dernière année (%(end)s) vient avant la première (%(start)s).")
            % {"end": text.end_year, "start": text.start_year},
            field="end_year",
        )


def refuse_decisions(actor: User | None, decisions: tuple[str, ...]) -> None:
    """Only decisions that exist, and that the person may read, are cited."""
    if any(prefix_of(one) != "decision" for one in decisions):
        raise Refused(_("Seules des décisions peuvent être citées ici."), field="decisions")
    if actor is None:
        return
    person: Person = actor
    cards = cards_of(person, decisions)
    if any(one not in cards or cards[one].withheld for one in decisions):
        raise Refused(
            _("Cette décision est introuvable, ou vous ne pouvez pas la lire."), field="decisions"
        )


def refuse_result(text: ResultText, axis: Axis | None) -> None:
    if not text.statement.strip():
        raise Refused(_("Écrivez l’énoncé du résultat."), field="statement")
    if text.level != "ultimate" and axis is None:
        raise Refused(
            _("Choisissez un axe : seul le résultat ultime vaut pour tout le programme."),
            field="axis",
        )
    if text.parent is None:
        return
    if text.level == "ultimate":
        raise Refused(_("Le résultat ultime ne contribue à aucun autre."), field="parent")
    if axis is not None and text.parent.programme_id != axis.programme_id:
        raise Refused(_("Ce résultat appartient à un autre programme."), field="parent")
    if not is_above(text.parent, text.level):
        raise Refused(
            _("Un résultat contribue à un résultat d’un niveau plus élevé que le sien."),
            field="parent",
        )


def refuse_action(text: ActionText) -> None:
    if not text.title.strip():
        raise Refused(_("Donnez un titre à l’action."), field="title")
    for start, end, field in (
        (text.planned_start, text.planned_end, "planned_end"),
        (text.actual_start, text.actual_end, "actual_end"),
    ):
        if start is not None and end is not None and end < start:
            raise Refused(_("La fin vient avant le début : corrigez l’une des dates."), field=field)
    for line in text.budget:
        if line.amount is not None and not 0 <= line.amount <= MOST_AMOUNT:
            raise Refused(
                _("Un montant doit être compris entre 0 et %(most)s.") % {"most": MOST_AMOUNT}
            )


def refuse_indicator(text: IndicatorText) -> None:
    if not text.title.strip():
        raise Refused(_("Donnez un intitulé à l’indicateur."), field="title")
    if text.baseline_unknown and (text.baseline is not None or text.baseline_text):
        raise Refused(
            _("La référence est donnée et dite inconnue à la fois : gardez l’une des deux."),
            field="baseline_unknown",
        )
