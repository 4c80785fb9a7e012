"""Files kept by the installation: what was imported, what was produced."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from palabre.kit.identifiers import PublicIdField


def _place(instance: StoredFile, filename: str) -> str:
    return f"{instance.public_id[-2:]}/{instance.public_id}"


class StoredFile(models.Model):
    """One file. It is never served inline: always as a download, after the door was checked."""

    public_id = PublicIdField("fichier")
    name = models.CharField(_("nom"), max_length=200, help_text=_("Nom donné au téléchargement."))
    content_type = models.CharField(_("type"), max_length=120, help_text=_("Type MIME."))
    size = models.PositiveBigIntegerField(_("taille"), help_text=_("En octets."))
    sha256 = models.CharField(_("empreinte"), max_length=64, help_text=_("SHA-256 du contenu."))
    content = models.FileField(_("contenu"), upload_to=_place, help_text=_("Le fichier."))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("déposé par"),
        help_text=_("Personne qui l’a déposé ou demandé."),
    )
    created_at = models.DateTimeField(_("déposé le"), help_text=_("Moment du dépôt."))

    class Meta:
        verbose_name = _("fichier")
        verbose_name_plural = _("fichiers")

    def __str__(self) -> str:
        return self.name
