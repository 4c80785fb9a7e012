"""A computed result as the page shows it: what is funded, by whom, and why not the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from palabre.cycle.budgets import queries
from palabre.cycle.budgets.exports.result_words import (
    explain_rule,
    money,
    say,
    say_certificates,
    say_funded,
    say_lost,
    say_near,
    say_rule,
)
from palabre.cycle.budgets.models import Budget, Override, Project
from palabre.cycle.budgets.operations.results import certify_by_hand, final_selection
from palabre.foundation.network.folding import alphabetical
from palabre.kit.charts.model import Chart
from palabre.kit.charts.money_river import MoneySource, MoneyTarget, money_river
from palabre.kit.components import DataTable
from palabre.kit.typography import say_percent

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Verdict:
    """A project and what became of it. why: in words; steps: who pays how much; near: what would
    have sufficed; change: what was
    done by hand, if anything; is_new: funded with the sum that is tried, and not with the real one
    (or the reverse, among those not funded)."""

    project: Project
    why: str
    steps: tuple[str, ...]
    near: tuple[str, ...]
    change: Override | None
    is_new: bool


@dataclass(frozen=True)
class TieWords:
    """chosen, other: titles; gained, lost: titles of what another choice would have changed."""

    chosen: str
    other: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True)
class ResultPage:
    funded: tuple[Verdict, ...]
    lost: tuple[Verdict, ...]
    spent: Fraction
    left: Fraction
    amount: Fraction
    river: Chart | None
    shares: DataTable | None
    rules: DataTable | None
    ties: tuple[TieWords, ...]
    certificates: tuple[tuple[str, str], ...]
    without: tuple[str, ...] | None
    how: tuple[str, ...]
    overrides: tuple[Override, ...]
    digest: str

    @property
    def overspent(self) -> Fraction:
        return max(-self.left, Fraction(0))


def build_result_page(
    budget: Budget, content: Content, published: Content, *, is_trial: bool
) -> ResultPage:
    """Three queries. content: what is shown; published: the kept result, the same unless another
    sum is tried. A trial shows what the rule gives, without the changes by hand."""
    projects = {row.public_id: row for row in queries.asked_in(budget)}
    overrides = () if is_trial else tuple(queries.overrides_of(budget))
    by_project = {one.project.public_id: one for one in overrides}
    chosen = [key for key in final_selection(content["selected"], overrides) if key in projects]
    usual = set(published["selected"])
    are_cities = bool(content["voices"]["are_cities"])
    rounds = {one["project"]: one for one in content["rounds"]}
    losers = {one["project"]: one for one in content["losers"]}
    titles = {key: row.title for key, row in projects.items()}

    def verdict(key: str, *, is_funded: bool) -> Verdict:
        change = by_project.get(key)
        why = ""
        if key in rounds:
            why = say_funded(budget, rounds[key], are_cities=are_cities)
        elif key in losers:
            why = say_lost(budget, losers[key], content, titles)
        is_new = is_trial and (key in usual) is not is_funded
        steps = _steps(budget, content, key)
        near = say_near(budget, losers[key], content) if key in losers else ()
        return Verdict(projects[key], why, steps, near, change, is_new)

    spent = sum((Fraction(projects[key].cost) for key in chosen), Fraction(0))
    amount = money(content["amount"])
    left_out = [key for key in _by_support(projects, content) if key not in chosen]
    return ResultPage(
        funded=tuple(verdict(key, is_funded=True) for key in chosen),
        lost=tuple(verdict(key, is_funded=False) for key in left_out),
        spent=spent,
        left=amount - spent,
        amount=amount,
        river=_river(budget, content, projects, chosen, amount - spent),
        shares=_shares(budget, content, chosen, spent),
        rules=_rules(budget, content, projects),
        ties=tuple(_ties(content, titles)),
        certificates=_certificates(budget, content, chosen, overrides, titles),
        without=_without(content, titles),
        how=tuple(explain_rule(budget, content, are_cities=are_cities)),
        overrides=overrides,
        digest=content["digest"],
    )


def _certificates(
    budget: Budget,
    content: Content,
    chosen: Sequence[str],
    overrides: Sequence[Override],
    titles: Mapping[str, str],
) -> tuple[tuple[str, str], ...]:
    """Those of what is shown: kept with the result, or checked again after changes by hand."""
    found = content["certificates"]
    if found is None:
        return ()
    if overrides:
        found = certify_by_hand(budget, chosen)
    return say_certificates(budget, found, content, titles)


def _without(content: Content, titles: Mapping[str, str]) -> tuple[str, ...] | None:
    """For each city without which something else would be funded, what; None when not known."""
    if content["without"] is None:
        return None
    lines = []
    for one in content["without"]:
        changes = [_("en plus : %(title)s") % {"title": titles[key]} for key in one["gained"]]
        changes += [_("en moins : %(title)s") % {"title": titles[key]} for key in one["lost"]]
        city = content["voices"]["labels"][one["city"]]
        lines.append(_("Sans %(city)s : %(what)s") % {"city": city, "what": " ; ".join(changes)})
    return tuple(lines)


def _by_support(projects: Mapping[str, Project], content: Content) -> list[str]:
    """Those that the rule funds first, in its order, then the others, the most supported first."""
    order = [*content["selected"], *(one["project"] for one in content["losers"])]
    return [key for key in order if key in projects]


def _steps(budget: Budget, content: Content, key: str) -> tuple[str, ...]:
    """Who paid for a project, group by group."""
    paid = content["paid"].get(key, {})
    labels = content["voices"]["labels"]
    order = sorted(paid, key=lambda group: (-money(paid[group]), alphabetical(labels[group])))
    return tuple(
        _("%(who)s : %(sum)s") % {"who": labels[group], "sum": say(budget, money(paid[group]))}
        for group in order
    )


def _river(
    budget: Budget,
    content: Content,
    projects: Mapping[str, Project],
    chosen: Sequence[str],
    left: Fraction,
) -> Chart | None:
    labels = content["voices"]["labels"]
    if not labels or not chosen:
        return None
    groups = sorted(labels, key=lambda key: _rank(labels, content, key))
    targets = []
    for key in chosen:
        paid = content["paid"].get(key, {})
        targets.append(
            MoneyTarget(
                projects[key].title,
                projects[key].cost,
                tuple(money(paid.get(group, "0")) for group in groups),
                f"#{key}",
            )
        )
    return money_river(
        [MoneySource(labels[group]) for group in groups],
        targets,
        say=lambda value: say(budget, value),
        left_over=max(left, Fraction(0)),
        payers=content["voices"]["caption"],
        title=_("De qui vient l’argent, et où il va"),
    )


def _rank(labels: Mapping[str, str], content: Content, key: str) -> tuple[bool | str, ...]:
    """Cities by name; other groups by key, which keeps ages and numbers in order."""
    are_cities = content["voices"]["are_cities"]
    return key == "~", *(alphabetical(labels[key]) if are_cities else (key,))


def _shares(
    budget: Budget, content: Content, chosen: Sequence[str], spent: Fraction
) -> DataTable | None:
    """What each city, or group of voters, obtained of what is spent."""
    voices = content["voices"]
    if not voices["labels"] or not spent:
        return None
    sums = {
        group: sum(
            (money(content["paid"].get(key, {}).get(group, "0")) for key in chosen), Fraction(0)
        )
        for group in voices["labels"]
    }
    rows = []
    for group in sorted(sums, key=lambda key: _rank(voices["labels"], content, key)):
        size = voices["sizes"][group]
        part = Fraction(size, content["ballots"])
        cells = [voices["labels"][group]]
        if not voices["are_cities"]:
            cells.append(str(size))
        cells += [say(budget, sums[group]), say_percent(sums[group], spent), say_percent(part, 1)]
        rows.append(tuple(cells))
    header = [voices["caption"]]
    if not voices["are_cities"]:
        header.append(_("Bulletins"))
    header += [_("A payé"), _("Part de ce qui est dépensé"), _("Part des bulletins")]
    return DataTable(
        _("Ce que chacun obtient de la somme"),
        tuple(header),
        tuple(rows),
        frozenset(range(1, len(header))),
    )


def _rules(budget: Budget, content: Content, projects: Mapping[str, Project]) -> DataTable | None:
    """Projects by rules: what is funded under each, and what changes."""
    if not content["rules"]:
        return None
    declared = set(content["rules"][0]["selected"])
    rows: list[tuple[str, ...]] = []
    for key in _by_support(projects, content):
        cells = [projects[key].title]
        for one in content["rules"]:
            is_in, was_in = key in one["selected"], key in declared
            change = "" if is_in == was_in else (_(" (en plus)") if is_in else _(" (en moins)"))
            cells.append((_("oui") if is_in else _("non")) + change)
        rows.append(tuple(cells))
    totals = [say(budget, money(one["cost"])) for one in content["rules"]]
    rows.append((_("Somme dépensée"), *totals))
    header = (_("Projet"), *(say_rule(one["rule"]) for one in content["rules"]))
    return DataTable(_("Les mêmes bulletins, d’autres règles"), header, tuple(rows))


def _ties(content: Content, titles: Mapping[str, str]) -> list[TieWords]:
    selected = content["selected"]
    return [
        TieWords(
            chosen=titles[tie["chosen"]],
            other=titles[other["project"]],
            gained=tuple(titles[key] for key in other["selected"] if key not in selected),
            lost=tuple(titles[key] for key in selected if key not in other["selected"]),
        )
        for tie in content["ties"]
        for other in tie["alternatives"]
    ]
