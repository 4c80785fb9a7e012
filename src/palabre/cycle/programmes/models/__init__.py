"""What the network has decided to do: programme, axes, results, actions, money, indicators."""

from palabre.cycle.programmes.models.actions import Action, BudgetLine
from palabre.cycle.programmes.models.indicators import Actual, Indicator
from palabre.cycle.programmes.models.structure import Axis, Edition, Programme, Result

__all__ = [
    "Action",
    "Actual",
    "Axis",
    "BudgetLine",
    "Edition",
    "Indicator",
    "Programme",
    "Result",
]
