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
    WITHHELD = "withheld", _("à ne pas publier : réservé à qui prépare le texte")


class GridField(models.TextChoices):
    """What an interview asks; also what a passage answers."""

    CONTEXT = "context", _("contexte")
    PROBLEM = "problem", _("problème")
    STEPS = "steps", _("étapes")
    STAKEHOLDERS = "stakeholders", _("acteurs")
    COST = "cost", _("coût et financement")
    RESULTS = "results", _("résultats")
    FAILED = "failed", _("ce qui n’a pas marché")
    AGAIN = "again", _("ce sur quoi rebâtir")
    TRANSFER = "transfer", _("conditions pour le reprendre ailleurs")
    CONTACTS = "contacts", _("personnes à joindre")


class EntryState(models.TextChoices):
    """Where an answer of the grid stands; none is ever erased by another."""

    CURRENT = "current", _("gardée")
    REPLACED = "replaced", _("remplacée")
    ASIDE = "aside", _("mise de côté")
    SETTLED = "settled", _("réglée")


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


class SheetStatus(models.TextChoices):
    """Where the version in hand of a sheet stands; what was published before it stays readable."""

    DRAFT = "draft", _("brouillon")
    AWAITING_CITY = "awaiting-city", _("en relecture par la ville")
    RETURNED = "returned", _("à corriger")
    VALIDATED = "validated", _("validée par la ville")
    PUBLISHED = "published", _("publiée")


class TextOrigin(models.TextChoices):
    """Whether a text is the city's own words, or somebody's or a machine's rendering of them."""

    ORIGINAL = "original", _("texte original")
    HUMAN = "human", _("traduction")
    MACHINE = "machine", _("traduction automatique")


class Licence(models.TextChoices):
    """What others may do with a sheet (Creative Commons, version 4.0)."""

    BY = "cc-by-4.0", _("CC BY 4.0 : reprise libre, en citant la ville")
    BY_SA = "cc-by-sa-4.0", _("CC BY-SA 4.0 : reprise libre, en citant la ville, à l’identique")
    BY_NC = "cc-by-nc-4.0", _("CC BY-NC 4.0 : reprise non commerciale, en citant la ville")
    NONE = "reserved", _("tous droits réservés : à lire, pas à reprendre")


class TransferStage(models.TextChoices):
    """Where a city stands with a practice that it takes up from another."""

    ENVISAGED = "envisaged", _("envisagée")
    UNDER_WAY = "under-way", _("en cours")
    DONE = "done", _("faite")
    ABANDONED = "abandoned", _("abandonnée")


class Worked(models.TextChoices):
    """What the city that takes up says of it; nothing while it is too early."""

    YES = "yes", _("oui")
    PARTLY = "partly", _("en partie")
    NO = "no", _("non")
