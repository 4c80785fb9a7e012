from django.db import models
from django.utils.translation import gettext_lazy as _


class Relation(models.TextChoices):
    """Typed links. The source is the later thing; the target is what it comes from.

    Words read from source to target: “cet enseignement est tiré de ce passage”.
    """

    PART_OF = "part-of", _("fait partie de")
    GIVEN_AT = "given-at", _("donné pendant")
    DRAWN_FROM = "drawn-from", _("tiré de")
    REVISES = "revises", _("reformule")
    ASKED_IN = "asked-in", _("soumis au vote dans")
    ADOPTS = "adopts", _("retient")
    DISCARDS = "discards", _("écarte")
    FOLLOWS = "follows", _("découle de")
    CONTRIBUTES = "contributes", _("contribue à")
    MEASURES = "measures", _("mesure")
    ADAPTS = "adapts", _("reprend, en l’adaptant")


# A discarded statement is no reason for what was decided: it is met only when one asks what
# became of it.
NOT_A_REASON = frozenset({Relation.DISCARDS})
