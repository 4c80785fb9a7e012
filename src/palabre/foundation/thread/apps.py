from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ThreadConfig(AppConfig):
    name = "palabre.foundation.thread"
    label = "thread"
    verbose_name = _("Fil")

    def ready(self) -> None:
        from palabre.foundation.journal.registry import register_verbs
        from palabre.foundation.thread import exports

        exports.register_tables()
        register_verbs({"thread.retracted": _("a retiré un lien")})
