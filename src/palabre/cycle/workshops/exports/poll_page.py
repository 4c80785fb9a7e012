"""How a poll stands, in a picture, a table and a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.cycle.workshops.enums import PollKind
from palabre.cycle.workshops.models import Poll
from palabre.cycle.workshops.queries.polls import LEAST_ANSWERS, PollResult, count_of, result_of
from palabre.cycle.workshops.rules import shows_result
from palabre.kit.charts import Chart, CloudWord, PollBar, poll_bars, word_cloud
from palabre.kit.typography import say_number, say_percent

# A percentage of fewer people than that says more than it knows.
LEAST_FOR_PERCENT = 10


@dataclass(frozen=True)
class PollShown:
    """A poll as a page or a document shows it: chart None while nothing may be seen."""

    poll: Poll
    result: PollResult
    turnout: str
    chart: Chart | None = None
    remarks: tuple[str, ...] = ()

    @property
    def says_nothing_yet(self) -> bool:
        return self.chart is None


def poll_shown(poll: Poll, result: PollResult | None = None) -> PollShown:
    """Count a poll and dress what may be seen of it."""
    if not shows_result(poll):
        hidden = result or count_of(poll)
        said = _("Le résultat se montrera à la clôture, à tous en même temps.")
        return PollShown(poll, hidden, _turnout(hidden), remarks=(said,))
    counted = result or result_of(poll)
    turnout = _turnout(counted)
    if not counted.total:
        return PollShown(poll, counted, turnout)
    if not counted.is_detailed and not counted.hands:
        return PollShown(poll, counted, turnout, remarks=(_too_few(counted),))
    remarks = [] if counted.is_detailed else [_too_few(counted)]
    return PollShown(poll, counted, turnout, _chart(poll, counted), (*remarks, *_said(counted)))


def _turnout(result: PollResult) -> str:
    said = ngettext("%(count)s réponse", "%(count)s réponses", result.answered) % {
        "count": result.answered
    }
    if result.hands:
        said += ngettext(" et %(count)s main levée", " et %(count)s mains levées", result.hands) % {
            "count": result.hands
        }
    return said


def _too_few(result: PollResult) -> str:
    return ngettext(
        "%(count)s réponse en ligne : trop peu pour en montrer le détail sans dire qui a répondu "
        "quoi. Il en faut %(least)s.",
        "%(count)s réponses en ligne : trop peu pour en montrer le détail sans dire qui a répondu "
        "quoi. Il en faut %(least)s.",
        result.answered,
    ) % {"count": result.answered, "least": LEAST_ANSWERS}


def _chart(poll: Poll, result: PollResult) -> Chart:
    texts = {option.public_id: option.text for option in result.options}
    match poll.kind:
        case PollKind.CHOICE:
            bars = [PollBar(texts[one.option], one.answers, one.hands) for one in result.choices]
            return poll_bars(bars, title=poll.question)
        case PollKind.SCALE:
            assert result.scale is not None
            bars = [
                PollBar(_step(poll, one.option), one.answers, one.hands)
                for one in result.scale.steps
            ]
            return poll_bars(bars, title=poll.question)
        case PollKind.RANKING:
            assert result.ranking is not None
            bars = [
                PollBar(texts[one.option], float(one.points), value=say_number(float(one.points)))
                for one in result.ranking.options
            ]
            return poll_bars(bars, title=poll.question, unit=_("Points"))
        case _:
            words = [CloudWord(one.word, one.people) for one in result.words]
            return word_cloud(words, title=poll.question)


def _step(poll: Poll, step: str) -> str:
    label = {str(poll.lowest): poll.low_label, str(poll.highest): poll.high_label}.get(step, "")
    return f"{step} – {label}" if label else step


def _said(result: PollResult) -> list[str]:
    """What the picture does not say by itself."""
    said = []
    if result.choices and result.total >= LEAST_FOR_PERCENT:
        first = max(result.choices, key=lambda one: one.total)
        texts = {option.public_id: option.text for option in result.options}
        share = say_percent(first.total, result.total)
        said.append(
            _("« %(option)s » réunit %(share)s des personnes qui ont répondu.")
            % {"option": texts[first.option], "share": share}
        )
    if result.scale is not None and result.scale.median is not None:
        low, high = result.scale.median
        middle = (
            str(low)
            if low == high
            else _("entre %(low)s et %(high)s")
            % {
                "low": low,
                "high": high,
            }
        )
        said.append(
            _(
                "Degré du milieu : %(middle)s. La moitié des personnes est d’un côté, la moitié "
                "de l’autre."
            )
            % {"middle": middle}
        )
    if result.ranking is not None:
        said += _said_of_ranking(result)
    return said


def _said_of_ranking(result: PollResult) -> list[str]:
    ranking = result.ranking
    assert ranking is not None
    texts = {option.public_id: option.text for option in result.options}
    said = [
        _(
            "Points de Borda : avec %(count)s options, la première d’un classement en reçoit "
            "%(most)s, la suivante un de moins, et ainsi de suite."
        )
        % {"count": len(texts), "most": len(texts) - 1}
    ]
    winner = ranking.wins_every_duel
    if winner is not None and ranking.options and winner != ranking.options[0].option:
        said.append(
            _(
                "À deux, « %(option)s » l’emporte sur chacune des autres, sans avoir le plus de "
                "points : les deux lectures sont justes, parlez-en."
            )
            % {"option": texts[winner]}
        )
    return said
