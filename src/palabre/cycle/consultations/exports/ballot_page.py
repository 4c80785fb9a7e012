"""The ballot as the page shows it: each statement, with the three answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from palabre.cycle.consultations.enums import Choice
from palabre.cycle.consultations.models import Statement
from palabre.cycle.consultations.queries import OwnBallot


@dataclass(frozen=True)
class Answer:
    value: int
    label: str
    sign: str
    tone: str
    checked: bool


@dataclass(frozen=True)
class Question:
    """number: from 1; is_new: added since this voice's last ballot, and not answered yet."""

    number: int
    statement: Statement
    answers: tuple[Answer, ...]
    is_new: bool


@dataclass(frozen=True)
class BallotPage:
    """why: what is said of the order of the questions; empty when there is nothing to say."""

    questions: tuple[Question, ...]
    added_since: int
    why: str


_SIGNS = {
    Choice.AGREE: ("+", "agree"),
    Choice.DISAGREE: ("−", "disagree"),
    Choice.PASS: ("○", "pass"),
}


def build_ballot_page(
    statements: Sequence[Statement], own: OwnBallot, values: Mapping[str, int], why: str = ""
) -> BallotPage:
    """values: what to show as chosen, by statement public identifier."""
    since = own.last.received_at if own.last is not None else None
    questions = tuple(
        Question(
            number=number,
            statement=statement,
            answers=tuple(
                Answer(
                    choice.value,
                    str(choice.label),
                    *_SIGNS[choice],
                    checked=values.get(statement.public_id) == choice.value,
                )
                for choice in Choice
            ),
            is_new=since is not None
            and statement.added_at > since
            and statement.public_id not in own.values,
        )
        for number, statement in enumerate(statements, start=1)
    )
    return BallotPage(questions, sum(question.is_new for question in questions), why)
