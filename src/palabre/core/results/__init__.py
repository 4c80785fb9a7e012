"""Results-based programmes, computed: the tree, its attentive reader, progress and money.

Pure values in, pure values out. Remarks are codes with parameters; rooms word them.
"""

from palabre.core.results.budgets import (
    CITY_SHARE_AT_LEAST,
    FUND_SHARE_AT_MOST,
    BudgetCode,
    BudgetRemark,
    CoFunding,
    Line,
    Source,
    Totals,
    cofunding,
    remarks_on_lines,
    total_up,
)
from palabre.core.results.editions import Change, Fate, compare_editions
from palabre.core.results.linter import Code, Remark, lint
from palabre.core.results.progress import Direction, Gap, Progress, measure
from palabre.core.results.tree import Activity, Level, Result, ResultsTree, TreeError, TreeFault

__all__ = [
    "CITY_SHARE_AT_LEAST",
    "FUND_SHARE_AT_MOST",
    "Activity",
    "BudgetCode",
    "BudgetRemark",
    "Change",
    "CoFunding",
    "Code",
    "Direction",
    "Fate",
    "Gap",
    "Level",
    "Line",
    "Progress",
    "Remark",
    "Result",
    "ResultsTree",
    "Source",
    "Totals",
    "TreeError",
    "TreeFault",
    "cofunding",
    "compare_editions",
    "lint",
    "measure",
    "remarks_on_lines",
    "total_up",
]
