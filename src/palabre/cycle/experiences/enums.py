from django.db import models
from django.utils.translation import gettext_lazy as _


class Attribution(models.TextChoices):
    """How the witness of a whole testimony may be named in public."""

    NAMED = "named", _("nom, fonction et ville")
    FUNCTION = "function", _("fonction et ville, sans le nom")
    ANONYMOUS = "anonymous", _("anonyme : ni nom, ni fonction, ni ville")


class PassageAttribution(models.TextChoices):
    """How a passage is attributed: as its testimony, or more strictly (it is then set apart)."""

    SAME = "same", _("comme le témoignage")
    FUNCTION = "function", _("fonction et ville, sans le nom")
    ANONYMOUS = "anonymous", _("anonyme : ni nom, ni fonction, ni ville")


class Mode(models.TextChoices):
    ON_SITE = "on-site", _("sur place")
    REMOTE = "remote", _("à distance")
    WRITTEN = "written", _("par écrit")


class Language(models.TextChoices):
    """Languages of testimonies (ISO 639), French first."""

    FRENCH = "fr", _("français")
    ENGLISH = "en", _("anglais")
    ARABIC = "ar", _("arabe")
    SPANISH = "es", _("espagnol")
    PORTUGUESE = "pt", _("portugais")
    KHMER = "km", _("khmer")
    VIETNAMESE = "vi", _("vietnamien")
    LAO = "lo", _("lao")
    ROMANIAN = "ro", _("roumain")
    BULGARIAN = "bg", _("bulgare")
    ALBANIAN = "sq", _("albanais")
    ARMENIAN = "hy", _("arménien")
    MALAGASY = "mg", _("malgache")
    HAITIAN = "ht", _("créole haïtien")
    OTHER = "und", _("autre langue")


class Status(models.TextChoices):
    """Where a testimony stands; only a validated one is public."""

    DRAFT = "draft", _("brouillon")
    AWAITING_CITY = "awaiting-city", _("en relecture par la ville")
    RETURNED = "returned", _("à corriger")
    VALIDATED = "validated", _("validé par la ville")


class Verdict(models.TextChoices):
    VALIDATED = "validated", _("a validé le texte")
    CORRECTION = "correction", _("a demandé une correction")


class Evidence(models.TextChoices):
    """What a lesson rests on."""

    SINGLE = "single", _("un seul témoignage")
    SEVERAL = "several", _("plusieurs témoignages")
    FIGURES = "figures", _("des chiffres, avec leur source")


class LessonStatus(models.TextChoices):
    DRAFT = "draft", _("brouillon")
    PUBLISHED = "published", _("publié")
