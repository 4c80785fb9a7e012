"""Who may do what with a consultation, beyond what every vote says; one predicate, one idea."""

from __future__ import annotations

from palabre.cycle.consultations.enums import Moderation
from palabre.cycle.consultations.models import Consultation, Statement
from palabre.foundation.ballots import rules
from palabre.foundation.ballots.enums import Status
from palabre.foundation.network.queries import standing_of
from palabre.foundation.network.standing import Person


def can_see_result(person: Person, consultation: Consultation) -> bool:
    """No interim result, even for the secretariat, unless the consultation was declared so."""
    if consultation.status == Status.OPEN and consultation.open_result:
        return standing_of(person).is_member
    return rules.can_see_final_result(person, consultation)


def publishes_rows(consultation: Consultation) -> bool:
    """Whether who answered what may be published: cities are accountable, people are not.

    The rows of an imported conversation were already public, without names.
    """
    return consultation.votes_by_city or bool(consultation.source)


def is_asked(statement: Statement) -> bool:
    return statement.moderation == Moderation.ACCEPTED


def can_view_statement(person: Person, statement: Statement) -> bool:
    """One that awaits moderation is for those who conduct, unless it was imported, and public."""
    consultation = statement.consultation
    is_held = statement.moderation == Moderation.PENDING and not consultation.source
    return rules.can_view(person, consultation) and (not is_held or rules.can_conduct(person))
