"""The programme's money in tables: by year and source, by funder, by city; and what is remarked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from palabre.core.results import Line, Totals, remarks_on_lines, total_up
from palabre.core.results import Source as CoreSource
from palabre.cycle.programmes.enums import Source
from palabre.cycle.programmes.exports.words import say_budget_remark
from palabre.cycle.programmes.models import Action, BudgetLine
from palabre.cycle.programmes.queries import Contents, lines_of_all
from palabre.foundation.network.folding import alphabetical
from palabre.kit.components import DataTable
from palabre.kit.typography import say_amount, say_percent


@dataclass(frozen=True)
class Money:
    """totals: exact; tables: ready to show; remarks: French sentences."""

    totals: Totals
    by_year: DataTable
    by_funder: DataTable
    by_city: DataTable
    remarks: tuple[str, ...]


def money_of(contents: Contents) -> Money:
    programme = contents.programme
    lines = lines_of_all(contents.actions)
    totals = total_up(lines)
    names = {action.public_id: action.title for action in contents.actions}
    found = remarks_on_lines(lines, first_year=programme.start_year, last_year=programme.end_year)
    return Money(
        totals=totals,
        by_year=_by_year(lines, totals, programme.currency),
        by_funder=_by_funder(totals, programme.currency),
        by_city=_by_city(totals, programme.currency),
        remarks=tuple(say_budget_remark(remark, names) for remark in found),
    )


def _by_year(lines: Iterable[Line], totals: Totals, currency: str) -> DataTable:
    cells: dict[tuple[int, CoreSource], int] = {}
    for line in lines:
        if line.amount is not None:
            place = (line.year, line.source)
            cells[place] = cells.get(place, 0) + line.amount
    rows = [
        (
            str(year),
            *(say_amount(cells.get((year, source), 0), currency) for source in CoreSource),
            say_amount(total, currency),
        )
        for year, total in totals.by_year.items()
    ]
    sums = [say_amount(totals.by_source.get(source, 0), currency) for source in CoreSource]
    if rows:
        rows.append((_("Total"), *sums, say_amount(totals.total, currency)))
    header = (_("Année"), *(str(source.label) for source in Source), _("Total"))
    return DataTable(
        _("Montants par année et par source"), header, rows, frozenset(range(1, len(header)))
    )


def _by_funder(totals: Totals, currency: str) -> DataTable:
    rows = [
        (
            funder or _("non précisé"),
            str(Source(source.value).label),
            say_amount(amount, currency),
            say_percent(amount, totals.total),
        )
        for (source, funder), amount in sorted(
            totals.by_funder.items(), key=lambda item: (item[0][0].value, alphabetical(item[0][1]))
        )
    ]
    header = (_("Bailleur"), _("Source"), _("Montant"), _("Part"))
    return DataTable(_("Montants par bailleur"), header, rows, frozenset({2, 3}))


def _by_city(totals: Totals, currency: str) -> DataTable:
    rows = [
        (city or _("sans ville"), say_amount(_rounded(amount), currency))
        for city, amount in sorted(totals.by_city.items(), key=lambda item: alphabetical(item[0]))
    ]
    header = (_("Ville"), _("Montant des actions où elle est"))
    caption = _(
        "Montants par ville : le coût d’une action est réparti à parts égales entre ses villes, "
        "puis arrondi à l’unité"
    )
    return DataTable(caption, header, rows, frozenset({1}))


def _rounded(amount: Fraction) -> int:
    return round(amount)


def budget_rows(action: Action) -> list[tuple[str, str, str, str]]:
    """Year, source, funder, amount: one row per line of the action."""
    currency = action.result.programme.currency
    return [_row(line, currency) for line in action.budget_lines.all()]


def _row(line: BudgetLine, currency: str) -> tuple[str, str, str, str]:
    funder = " · ".join(
        part for part in (line.organisation.name if line.organisation else "", line.note) if part
    )
    amount = say_amount(line.amount, currency)
    return (str(line.year), line.get_source_display(), funder, amount)
