"""Quick polls: who sees which, and how one stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Sum

from palabre.core.polls import (
    OptionCount,
    Ranking,
    ScaleCount,
    WordCount,
    count_choices,
    count_ranking,
    count_scale,
    count_words,
)
from palabre.cycle.workshops.enums import PollKind, PollState
from palabre.cycle.workshops.models import (
    Participant,
    Poll,
    PollAnswer,
    PollHands,
    PollOption,
    Workshop,
)

# Below, a detail would say who answered what to whoever looks around the room.
LEAST_ANSWERS = 3


@dataclass(frozen=True)
class PollResult:
    """How a poll stands.

    answered: participants who answered; hands: hands counted in the room; is_detailed: enough
    answers to show more than their number. One of choices, scale, ranking, words is filled.
    """

    answered: int
    hands: int
    is_detailed: bool
    options: tuple[PollOption, ...] = ()
    choices: tuple[OptionCount, ...] = ()
    scale: ScaleCount | None = None
    ranking: Ranking | None = None
    words: tuple[WordCount, ...] = ()

    @property
    def total(self) -> int:
        return self.answered + self.hands


def polls_of(workshop: Workshop, *, conducting: bool) -> QuerySet[Poll]:
    """Polls in order of creation; those in preparation only for conductors."""
    found = Poll.objects.filter(workshop=workshop).select_related("slot", "workshop")
    found = found.order_by("created_at", "pk")
    return found if conducting else found.exclude(state=PollState.DRAFT)


def counted_polls(workshop: Workshop) -> QuerySet[Poll]:
    """Every poll, with `answer_count`."""
    return polls_of(workshop, conducting=True).annotate(answer_count=Count("answers"))


def polls_to_answer(workshop: Workshop, participant: Participant | None) -> list[Poll]:
    """Open polls that a participant has not answered."""
    found = Poll.objects.filter(workshop=workshop, state=PollState.OPEN)
    if participant is not None:
        given = PollAnswer.objects.filter(poll=OuterRef("pk"), participant=participant)
        found = found.filter(~Exists(given))
    return list(found.order_by("created_at", "pk"))


def poll_of(workshop: Workshop, public_id: str, *, conducting: bool) -> Poll | None:
    found = Poll.objects.filter(workshop=workshop, public_id=public_id)
    poll = (found if conducting else found.exclude(state=PollState.DRAFT)).first()
    if poll is not None:
        poll.workshop = workshop
    return poll


def poll_on_screen(workshop: Workshop) -> Poll | None:
    """The poll that the room's screen shows, if one was put there."""
    return (
        Poll.objects.filter(workshop=workshop, on_screen=True)
        .select_related("workshop")
        .exclude(state=PollState.DRAFT)
        .first()
    )


def options_of(poll: Poll) -> list[PollOption]:
    return list(PollOption.objects.filter(poll=poll).order_by("order", "pk"))


def own_values(poll: Poll, participant: Participant | None) -> list[str | int]:
    """What a participant answers now; empty when they have not answered."""
    if participant is None:
        return []
    found = PollAnswer.objects.filter(poll=poll, participant=participant)
    return list(found.values_list("values", flat=True).first() or [])


def answered_by(participant: Participant, polls: Sequence[Poll]) -> set[int]:
    """Primary keys of the polls that a participant answered."""
    rows = PollAnswer.objects.filter(participant=participant, poll__in=list(polls))
    return set(rows.values_list("poll_id", flat=True))


def polls_asked(workshop: Workshop) -> str:
    """Changes when a poll opens, closes or is reworded."""
    polls = Poll.objects.filter(workshop=workshop, state=PollState.OPEN).order_by("pk")
    return "-".join(f"{pk}.{version}" for pk, version in polls.values_list("pk", "version"))


def polls_state(workshop: Workshop) -> str:
    """Changes when a poll opens, closes, moves to the screen, or is answered."""
    polls = Poll.objects.filter(workshop=workshop)
    found = polls.aggregate(
        versions=Sum("version"), shown=Max("pk", filter=Q(on_screen=True)), hidden=Count("pk")
    )
    answers = PollAnswer.objects.filter(poll__workshop=workshop)
    given = answers.aggregate(count=Count("pk"), last=Max("at"))
    return "-".join(str(value) for value in (*found.values(), *given.values()))


def slots_with_closed_polls(workshop: Workshop) -> set[str]:
    """Public identifiers of the slots in which a poll was asked and closed."""
    rows = Poll.objects.filter(workshop=workshop, state=PollState.CLOSED, slot__isnull=False)
    return set(rows.values_list("slot__public_id", flat=True))


def hands_of(poll: Poll) -> dict[str, int]:
    return dict(PollHands.objects.filter(poll=poll).values_list("key", "count"))


def count_of(poll: Poll) -> PollResult:
    """How many answered and raised a hand, and nothing of what they said."""
    answered = PollAnswer.objects.filter(poll=poll).count()
    return PollResult(answered, sum(hands_of(poll).values()), is_detailed=False)


def result_of(poll: Poll) -> PollResult:
    """Count a poll, whoever asks: the caller looks at `rules.shows_result` first.

    Fewer than `LEAST_ANSWERS` answers are not detailed; raised hands are, the room saw them.
    """
    answers = list(PollAnswer.objects.filter(poll=poll).values_list("values", flat=True))
    raised = hands_of(poll)
    is_detailed = len(answers) >= LEAST_ANSWERS or not answers
    counted = answers if is_detailed else []
    options = options_of(poll)
    keys = [option.public_id for option in options]
    base = PollResult(len(answers), sum(raised.values()), is_detailed, tuple(options))
    match poll.kind:
        case PollKind.CHOICE:
            return replace(base, choices=count_choices(keys, counted, raised))
        case PollKind.SCALE:
            steps = {int(key): count for key, count in raised.items()}
            values = [int(answer[0]) for answer in counted if answer]
            scale = count_scale(poll.lowest, poll.highest, values, steps)
            return replace(base, scale=scale)
        case PollKind.RANKING:
            return replace(base, ranking=count_ranking(keys, counted))
        case _:
            return replace(base, words=count_words(counted, poll.hidden_words))
