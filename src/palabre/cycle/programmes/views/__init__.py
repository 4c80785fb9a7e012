"""Pages of programmes, in three shapes: show, act, deliver."""

from palabre.cycle.programmes.views.deliver import framework_xlsx, programme_docx, programme_pdf
from palabre.cycle.programmes.views.inscribe import choose_programme, inscribe
from palabre.cycle.programmes.views.show import (
    action,
    actions,
    budget,
    cities,
    edition,
    framework,
    index,
    programme,
)
from palabre.cycle.programmes.views.write_actions import (
    add_action,
    edit_action,
    edit_indicator,
    measure_action,
    measure_result,
    observe,
    withdraw,
)
from palabre.cycle.programmes.views.write_structure import (
    add_axis,
    add_result,
    adopt,
    create_programme,
    edit_axis,
    edit_programme,
    edit_result,
    publish,
)

__all__ = [
    "action",
    "actions",
    "add_action",
    "add_axis",
    "add_result",
    "adopt",
    "budget",
    "choose_programme",
    "cities",
    "create_programme",
    "edit_action",
    "edit_axis",
    "edit_indicator",
    "edit_programme",
    "edit_result",
    "edition",
    "framework",
    "framework_xlsx",
    "index",
    "inscribe",
    "measure_action",
    "measure_result",
    "observe",
    "programme",
    "programme_docx",
    "programme_pdf",
    "publish",
    "withdraw",
]
