"""What pages of programmes show, ready for templates: nothing is computed there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.forms import BaseForm
from django.utils.translation import gettext as _

from palabre.core.results import Change, Fate, compare_editions, lint
from palabre.cycle.programmes import queries, rules
from palabre.cycle.programmes.exports.framework import FrameworkRow, framework_rows
from palabre.cycle.programmes.exports.money import budget_rows
from palabre.cycle.programmes.exports.words import (
    say_baseline,
    say_cities,
    say_cofunding,
    say_field,
    say_latest,
    say_missing,
    say_progress,
    say_remark,
    say_target,
    short,
    stage_tone,
    status_tone,
)
from palabre.cycle.programmes.models import (
    Action,
    Axis,
    Edition,
    Indicator,
    Programme,
    Result,
)
from palabre.cycle.programmes.queries import Contents
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.queries import why
from palabre.foundation.thread.registry import Card, cards_of
from palabre.foundation.thread.telling import river_steps
from palabre.kit.components import DataTable, RiverStep
from palabre.kit.dates import say_range
from palabre.kit.typography import say_amount


@dataclass(frozen=True)
class ActionLine:
    """An action in a list: stage with its tone, cities, cost, what it lacks (empty: complete)."""

    action: Action
    tone: str
    cities: str
    cost: str
    missing: str


@dataclass(frozen=True)
class IndicatorView:
    indicator: Indicator
    facts: tuple[tuple[str, str], ...]
    missing: str
    can_report: bool


@dataclass(frozen=True)
class Difference:
    """One item of an edition that changed: its title, its fate in words, its fields in words."""

    public_id: str
    title: str
    fate: str
    tone: str
    fields: tuple[tuple[str, str, str], ...]


def programme_rows(programmes: Iterable[Programme]) -> list[tuple[Programme, str]]:
    return [(programme, status_tone(programme.status)) for programme in programmes]


def action_lines(actions: Iterable[Action]) -> list[ActionLine]:
    return [
        ActionLine(
            action=action,
            tone=stage_tone(action.stage),
            cities=say_cities(action),
            cost=say_cost(action),
            missing=say_missing(rules.missing_in_action(action)),
        )
        for action in actions
    ]


def say_cost(action: Action) -> str:
    """The known cost; « inconnu » when nothing is known, and a word when a part is not."""
    money = queries.cofunding_of(action)
    currency = action.result.programme.currency
    if not money.total and (money.unknown or not action.budget_lines.all()):
        return _("coût inconnu")
    said = say_amount(money.total, currency)
    return _("%(cost)s, sans les montants inconnus") % {"cost": said} if money.unknown else said


def remarks_of(contents: Contents) -> list[str]:
    """The attentive reader's remarks on the logic model, in French sentences."""
    names = {result.public_id: result.statement for result in contents.results}
    names |= {action.public_id: action.title for action in contents.actions}
    return [say_remark(remark, names) for remark in lint(queries.logic_model(contents))]


def orientations_by_source(person: Person, sources: Sequence[str]) -> dict[str, list[Card]]:
    """The decisions that axes and results follow, in one walk for all of them."""
    links = queries.orientations_of_many(sources)
    cards = cards_of(person, sorted({target for _source, target in links}))
    found: dict[str, list[Card]] = {}
    for source, target in links:
        card = cards.get(target)
        if card is not None and not card.withheld:
            found.setdefault(source, []).append(card)
    return found


def indicator_views(
    person: Person, indicators: Iterable[Indicator], *, can_report: bool
) -> list[IndicatorView]:
    return [
        IndicatorView(
            indicator=indicator,
            facts=indicator_facts(indicator),
            missing=say_missing(rules.missing_in_indicator(indicator)),
            can_report=can_report,
        )
        for indicator in indicators
    ]


def indicator_facts(indicator: Indicator) -> tuple[tuple[str, str], ...]:
    return (
        (_("Référence"), say_baseline(indicator)),
        (_("Valeur actuelle"), say_latest(indicator)),
        (_("Cible"), say_target(indicator)),
        (_("Avancement"), say_progress(queries.progress_of(indicator))),
        (_("Source"), indicator.source or _("à préciser")),
        (_("Fréquence"), indicator.frequency),
        (_("Définition"), indicator.definition),
    )


def action_facts(action: Action) -> list[tuple[str, str]]:
    """What an action's page and document say of it, beside its title and description."""
    planned = action.planned_start or action.planned_end
    actual = action.actual_start or action.actual_end
    return [
        (_("Villes"), say_cities(action) or _("pas encore décidé")),
        (_("Partenaires"), action.partners),
        (
            _("Dates prévues"),
            say_range(action.planned_start, action.planned_end) if planned else _("à préciser"),
        ),
        (_("Dates réelles"), say_range(action.actual_start, action.actual_end) if actual else ""),
        (_("Coût"), say_cost(action)),
    ]


def action_remarks(action: Action) -> list[tuple[str, str]]:
    """(tone, sentence) pairs: what is missing, then the co-funding rule."""
    missing = say_missing(rules.missing_in_action(action))
    found = [("info", missing)] if missing else []
    return [*found, *say_cofunding(queries.cofunding_of(action))]


def budget_table(action: Action) -> DataTable:
    header = (_("Année"), _("Source"), _("Bailleur"), _("Montant"))
    return DataTable(_("Budget de l’action"), header, budget_rows(action), frozenset({3}))


def river_of(person: Person, action: Action) -> list[RiverStep]:
    """The action's thread, upstream: from words to the action."""
    return river_steps(why(person, action.public_id))


def framework_table(contents: Contents) -> DataTable:
    """The measurement framework as a table to read."""
    header = (
        _("Résultat ou action"),
        _("Niveau"),
        _("Indicateur"),
        _("Référence"),
        _("Valeur actuelle"),
        _("Cible"),
        _("Avancement"),
        _("Source"),
    )
    rows = [_framework_row(row) for row in framework_rows(contents)]
    return DataTable(_("Cadre de mesure"), header, rows)


def _framework_row(row: FrameworkRow) -> tuple[str, ...]:
    if row.indicator is None:
        return (row.statement, row.level, _("aucun indicateur"), "", "", "", "", "")
    return (
        row.statement,
        row.level,
        row.indicator.title,
        say_baseline(row.indicator),
        say_latest(row.indicator),
        say_target(row.indicator),
        say_progress(queries.progress_of(row.indicator)),
        row.indicator.source,
    )


def differences(contents: Contents, edition: Edition) -> list[Difference]:
    """What changed in the programme since an edition, in words."""
    now = queries.snapshot_of(contents)
    return [
        _difference(change, edition.content, now)
        for change in compare_editions(edition.content, now)
    ]


def _difference(
    change: Change,
    before: Mapping[str, Mapping[str, str]],
    after: Mapping[str, Mapping[str, str]],
) -> Difference:
    item = after.get(change.key) or before[change.key]
    words = {
        Fate.ADDED: (_("ajouté"), "good"),
        Fate.REMOVED: (_("retiré"), "bad"),
        Fate.CHANGED: (_("modifié"), "warn"),
    }
    fate, tone = words[change.fate]
    return Difference(
        public_id=change.key,
        title=short(item.get("title", change.key)),
        fate=fate,
        tone=tone,
        fields=tuple((say_field(name), old, new) for name, old, new in change.fields),
    )


def saved(
    form: BaseForm, kept: Programme | Axis | Result | Action | Indicator
) -> list[tuple[str, str]]:
    """What the database holds, to be compared with what was typed; empty before any error."""
    if not form.errors:
        return []
    match kept:
        case Programme():
            period = f"{kept.start_year}-{kept.end_year}"
            return [
                (_("Titre"), kept.title),
                (_("Période"), period),
                (_("Présentation"), kept.introduction),
            ]
        case Axis():
            return [(_("Titre"), kept.title), (_("Description"), kept.description)]
        case Result():
            return [
                (_("Énoncé"), kept.statement),
                (_("Niveau"), kept.get_level_display()),
                (_("Hypothèses"), kept.assumptions),
            ]
        case Action():
            budget = " ; ".join(" ".join(part for part in row if part) for row in budget_rows(kept))
            description = (_("Description"), kept.description)
            return [
                (_("Titre"), kept.title),
                description,
                (_("État"), kept.get_stage_display()),
                *action_facts(kept),
                (_("Budget"), budget),
            ]
        case Indicator():
            return [(_("Indicateur"), kept.title), *indicator_facts(kept)]
