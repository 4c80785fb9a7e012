"""The acts on programmes. Each refuses first, writes in one transaction, and journals once."""

from palabre.cycle.programmes.operations.actions import (
    add_action,
    inscribe_decision,
    revise_action,
)
from palabre.cycle.programmes.operations.indicators import (
    add_indicator,
    record_actual,
    revise_indicator,
    withdraw_actual,
)
from palabre.cycle.programmes.operations.refusals import Overtaken, Refused
from palabre.cycle.programmes.operations.structure import (
    add_axis,
    add_result,
    adopt_programme,
    create_programme,
    publish_programme,
    revise_axis,
    revise_programme,
    revise_result,
)
from palabre.cycle.programmes.operations.texts import (
    ActionText,
    ActualText,
    AxisText,
    BudgetText,
    IndicatorText,
    Placement,
    ProgrammeText,
    ResultText,
)

__all__ = [
    "ActionText",
    "ActualText",
    "AxisText",
    "BudgetText",
    "IndicatorText",
    "Overtaken",
    "Placement",
    "ProgrammeText",
    "Refused",
    "ResultText",
    "add_action",
    "add_axis",
    "add_indicator",
    "add_result",
    "adopt_programme",
    "create_programme",
    "inscribe_decision",
    "publish_programme",
    "record_actual",
    "revise_action",
    "revise_axis",
    "revise_indicator",
    "revise_programme",
    "revise_result",
    "withdraw_actual",
]
