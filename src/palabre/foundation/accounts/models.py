"""Persons who sign in. What they may do is said by their memberships, one floor up."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from palabre.kit.identifiers import PublicIdField


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, name: str = "", password: str | None = None) -> User:
        """Create a person; without a password, they sign in by a link sent to `email`."""
        user = self.model(email=self.normalize_email(email), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str, **fields: Any) -> User:
        user = self.create_user(email, fields.get("name", ""), password)
        user.is_staff = user.is_superuser = True
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account. Erased persons keep their identifier and lose everything else."""

    public_id = PublicIdField("personne")
    email = models.EmailField(
        _("adresse électronique"),
        unique=True,
        help_text=_("Sert à entrer et à recevoir les liens."),
    )
    name = models.CharField(
        _("nom"), max_length=200, blank=True, help_text=_("Nom affiché aux autres membres.")
    )
    language = models.CharField(
        _("langue"),
        max_length=8,
        default="fr",
        help_text=_("Langue de l’interface et des courriels."),
    )
    time_zone = models.CharField(
        _("fuseau horaire"),
        max_length=64,
        blank=True,
        help_text=_("Vide : celui de la ville, ou à défaut celui du secrétariat."),
    )
    is_active = models.BooleanField(
        _("actif"), default=True, help_text=_("Un compte inactif ne peut plus entrer.")
    )
    is_staff = models.BooleanField(
        _("équipe technique"), default=False, help_text=_("Administre l’installation.")
    )
    date_joined = models.DateTimeField(
        _("créé le"), default=timezone.now, help_text=_("Date de création du compte.")
    )
    erased_at = models.DateTimeField(
        _("effacé le"), null=True, blank=True, help_text=_("Date d’effacement des données.")
    )

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("personne")
        verbose_name_plural = _("personnes")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="accounts_user_email_any_case"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        return self.name or self.email
