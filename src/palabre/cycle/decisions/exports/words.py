"""Decisions said in words."""

from __future__ import annotations

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.cycle.decisions.enums import Status
from palabre.cycle.decisions.models import Decision

_TITLE_LENGTH = 140
_TONES = {Status.DRAFT: "waiting", Status.ADOPTED: "info", Status.PUBLISHED: "good"}


def tone_of(status: str) -> str:
    return _TONES[Status(status)]


def one_line(decision: Decision) -> str:
    """The wording on one line, shortened where it is long."""
    return Truncator(" ".join(decision.wording.split())).chars(_TITLE_LENGTH)


def say_tally(decision: Decision) -> str:
    """« 12 pour, 2 contre, 1 abstention (vote à main levée) »; what is unknown is not said zero."""
    voices = []
    if decision.in_favour is not None:
        voices.append(_("%(count)s pour") % {"count": decision.in_favour})
    if decision.against is not None:
        voices.append(_("%(count)s contre") % {"count": decision.against})
    if decision.abstentions is not None:
        voices.append(
            ngettext("%(count)s abstention", "%(count)s abstentions", decision.abstentions)
            % {"count": decision.abstentions}
        )
    method = decision.get_tally_method_display()
    if not voices:
        return (
            _("%(method)s (voix non connues)") % {"method": method} if _counts(decision) else method
        )
    return f"{', '.join(voices)} ({method})"


def say_quorum(decision: Decision) -> str:
    """The quorum, where one was needed; empty when nothing is known of it."""
    needed, present = decision.quorum_needed, decision.quorum_present
    if needed is None and present is None:
        return ""
    if needed is None:
        return _("%(present)s voix présentes") % {"present": present}
    if present is None:
        return _("%(needed)s voix requises ; présence inconnue") % {"needed": needed}
    values = {"needed": needed, "present": present}
    if present >= needed:
        return _("atteint : %(present)s voix présentes pour %(needed)s requises") % values
    return _("non atteint : %(present)s voix présentes pour %(needed)s requises") % values


def _counts(decision: Decision) -> bool:
    return decision.tally_method in {"show-of-hands", "consultation", "ballot"}
