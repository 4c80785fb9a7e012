from django.db import models
from django.utils.translation import gettext_lazy as _


class Vocabulary(models.TextChoices):
    """What things are filed under. The value is the address; it never changes."""

    THEMES = "themes", _("Thèmes")
    SDG = "odd", _("Objectifs de développement durable")
    STEPS = "etapes", _("Étapes du cycle")


ABOUT = {
    Vocabulary.THEMES: _("De quoi l’on parle : les domaines où agissent les villes."),
    Vocabulary.SDG: _(
        "Les 17 objectifs et les 169 cibles du Programme 2030, dans les mots des Nations Unies."
    ),
    Vocabulary.STEPS: _("Où l’on en est : du premier témoignage à ce qui est publié."),
}
