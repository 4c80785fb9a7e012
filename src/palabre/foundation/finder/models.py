"""The index: what was read of each thing, and the terms under which it is found.

Everything here can be thrown away and built again from the rooms; nothing is exported.
"""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from palabre.foundation.network.models import City


class Document(models.Model):
    """One thing as it was last read. city: only where the thing may be found by its city."""

    public_id = models.CharField(
        _("identifiant"), max_length=64, unique=True, help_text=_("De la chose trouvée.")
    )
    kind = models.CharField(
        _("nature"), max_length=32, db_index=True, help_text=_("Préfixe de l’identifiant.")
    )
    title = models.TextField(_("titre"), blank=True, help_text=_("Compte trois fois."))
    body = models.TextField(_("texte"), blank=True, help_text=_("Ce qui est cherché."))
    city = models.ForeignKey(
        City,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ville"),
        help_text=_("Ville dont la chose parle."),
    )
    year = models.PositiveSmallIntegerField(
        _("année"), null=True, blank=True, db_index=True, help_text=_("Année dont elle parle.")
    )

    facets = models.TextField(
        _("facettes"), blank=True, help_text=_("Ce par quoi l’on peut restreindre, en termes.")
    )

    class Meta:
        verbose_name = _("texte indexé")
        verbose_name_plural = _("textes indexés")

    def __str__(self) -> str:
        return self.public_id


class Listing(models.Model):
    """Part of the list of the documents where a term is, by growing number, with its weights.

    A term that is in many documents has several parts, one after the other. The order of the
    parts is that of their first number.
    """

    term = models.CharField(
        _("terme"), max_length=80, help_text=_("Racine sans accent, ou facette.")
    )
    # Null, not empty: SQLite then takes the index of the few that are facets for what it is.
    facet = models.CharField(  # noqa: DJ001
        _("facette"), max_length=12, null=True, help_text=_("Son nom, si ce n’est pas un mot.")
    )
    first = models.PositiveBigIntegerField(_("premier"), help_text=_("Plus petit numéro."))
    last = models.PositiveBigIntegerField(_("dernier"), help_text=_("Plus grand numéro."))
    documents = models.BinaryField(_("textes"), help_text=_("Numéros, sur quatre octets chacun."))
    weights = models.BinaryField(_("poids"), help_text=_("BM25, en millièmes, de même."))

    class Meta:
        verbose_name = _("liste d’un terme")
        verbose_name_plural = _("listes des termes")
        constraints = [
            models.UniqueConstraint(fields=["term", "first"], name="finder_listing_once"),
        ]
        indexes = [
            models.Index(
                fields=["facet"],
                condition=models.Q(facet__isnull=False),
                name="finder_by_facet",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term} {self.first}"


class Term(models.Model):
    """A term that is in at least one document; for typing errors."""

    term = models.CharField(
        _("terme"), max_length=40, unique=True, help_text=_("Racine sans accent.")
    )
    head = models.CharField(_("initiale"), max_length=1, help_text=_("Première lettre."))
    size = models.PositiveSmallIntegerField(_("longueur"), help_text=_("En lettres."))
    letters = models.BigIntegerField(_("lettres"), help_text=_("Celles qu’il a, en bits."))
    count = models.PositiveIntegerField(_("rencontres"), help_text=_("Textes où il se trouve."))

    class Meta:
        verbose_name = _("terme connu")
        verbose_name_plural = _("termes connus")
        indexes = [models.Index(fields=["head", "size"], name="finder_term_alike")]

    def __str__(self) -> str:
        return self.term


class Progress(models.Model):
    """How far the journal was read: what it tells since then is to be indexed."""

    singleton = models.BooleanField(
        _("unique"), default=True, unique=True, editable=False, help_text=_("Un seul par base.")
    )
    last_entry = models.PositiveBigIntegerField(
        _("dernière entrée lue"), default=0, help_text=_("Numéro dans le journal.")
    )
    method = models.CharField(
        _("méthode"),
        max_length=20,
        blank=True,
        help_text=_("Celle de l’index ; une autre oblige à tout relire."),
    )
    stamp = models.UUIDField(
        _("état"), default=uuid4, help_text=_("Change chaque fois que l’index est écrit.")
    )

    class Meta:
        verbose_name = _("avancement de l’index")
        verbose_name_plural = _("avancement de l’index")

    def __str__(self) -> str:
        return str(self.last_entry)
