"""What people type about programmes. Forms keep what was typed; operations decide."""

from palabre.cycle.programmes.forms.actions import ActionForm, ActionForms, InscribeForms
from palabre.cycle.programmes.forms.indicators import ActualForm, IndicatorForm, WithdrawalForm
from palabre.cycle.programmes.forms.structure import AxisForm, ProgrammeForm, ResultForm

__all__ = [
    "ActionForm",
    "ActionForms",
    "ActualForm",
    "AxisForm",
    "IndicatorForm",
    "InscribeForms",
    "ProgrammeForm",
    "ResultForm",
    "WithdrawalForm",
]
