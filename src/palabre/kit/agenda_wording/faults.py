"""Why a plan sent back by a form or a file could not be read."""

from django.utils.translation import gettext as _

from palabre.core.agenda import InvalidPlan, PlanFault
from palabre.core.agenda.serialise import VERSION


def describe_invalid_plan(error: InvalidPlan) -> str:
    """One sentence with the place of the fault, as ``parts[0].slots[2].start``."""
    value = str(error.value if error.value is not None else "")[:80]
    return _sentence(error.code) % {"path": error.path, "value": value, "version": VERSION}


def _sentence(code: PlanFault) -> str:
    return {
        PlanFault.NOT_AN_OBJECT: _("%(path)s : un objet est attendu."),
        PlanFault.NOT_A_LIST: _("%(path)s : une liste est attendue."),
        PlanFault.NOT_A_TEXT: _("%(path)s : un texte est attendu."),
        PlanFault.NOT_A_NUMBER: _("%(path)s : un nombre entier est attendu."),
        PlanFault.NOT_A_BOOLEAN: _("%(path)s : oui ou non (true ou false) est attendu."),
        PlanFault.NOT_A_TIME: _("%(path)s : « %(value)s » n’est pas une heure (exemple : 09:30)."),
        PlanFault.NOT_A_DATE: _(
            "%(path)s : « %(value)s » n’est pas une date (exemple : 2024-03-12)."
        ),
        PlanFault.NOT_A_PERIOD: _(
            "%(path)s : deux années sont attendues, la première avant la seconde."
        ),
        PlanFault.UNKNOWN_FIELD: _("%(path)s : ce champ n’existe pas."),
        PlanFault.UNKNOWN_VALUE: _("%(path)s : « %(value)s » n’est pas une des valeurs possibles."),
        PlanFault.MISSING_FIELD: _("%(path)s : ce champ manque."),
        PlanFault.REPEATED_KEY: _("%(path)s : la clé « %(value)s » sert deux fois."),
        PlanFault.OUT_OF_RANGE: _("%(path)s : « %(value)s » est hors des limites."),
        PlanFault.TOO_LONG: _("%(path)s : trop long."),
        PlanFault.OTHER_VERSION: _(
            "Ce plan a été écrit dans une autre version (%(value)s, la version %(version)s est "
            "attendue) ; relisez la note d’origine."
        ),
    }[code]
