"""Stable public identifiers: short, readable aloud, never reused, the same after a dump."""

from __future__ import annotations

import re
import secrets
from typing import Any

from django.core.validators import RegexValidator
from django.db import models

# No 0/o, 1/i/l or u: an identifier is read from paper and over the telephone.
ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
SUFFIX_LENGTH = 10
PATTERN = re.compile(r"^[a-z]+-[2-9a-z]{10}$")


def new_public_id(prefix: str) -> str:
    """Return `prefix-` and ten random characters (49 bits), for instance `action-k3n8x2q7wd`."""
    return f"{prefix}-{''.join(secrets.choice(ALPHABET) for _ in range(SUFFIX_LENGTH))}"


def prefix_of(public_id: str) -> str:
    """Return the kind's prefix of a public identifier (empty when it has none)."""
    return public_id.partition("-")[0] if PATTERN.match(public_id) else ""


class NewPublicId:
    """A field default that migrations can write down."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix

    def __call__(self) -> str:
        return new_public_id(self.prefix)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NewPublicId) and other.prefix == self.prefix

    def __hash__(self) -> int:
        return hash(("NewPublicId", self.prefix))

    def deconstruct(self) -> tuple[str, list[str], dict[str, Any]]:
        return (f"{__name__}.NewPublicId", [self.prefix], {})


class PublicIdField(models.CharField[str, str]):
    """The public identifier of a record: unique, set once, kept by dumps and links."""

    def __init__(self, prefix: str = "", **options: Any) -> None:
        self.prefix = prefix
        options.setdefault("max_length", 40)
        options.setdefault("unique", True)
        options.setdefault("editable", False)
        options.setdefault("verbose_name", "identifiant public")
        options.setdefault("help_text", "Identifiant stable, repris dans les liens et les exports.")
        options.setdefault("validators", [RegexValidator(PATTERN)])
        if prefix:
            options.setdefault("default", NewPublicId(prefix))
        super().__init__(**options)

    def deconstruct(self) -> Any:
        name, path, arguments, options = super().deconstruct()
        options["prefix"] = self.prefix
        options.pop("validators", None)
        return name, path, arguments, options
