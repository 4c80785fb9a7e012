from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BallotsConfig(AppConfig):
    name = "palabre.foundation.ballots"
    label = "ballots"
    verbose_name = _("Bulletins de vote")
