"""`secretariat`: open the account of a person of the secretariat, the first one included."""

from __future__ import annotations

import argparse
from typing import Any

from palabre.config.commands.answers import Unusable, need_database, say, start_django


def add_verbs(verbs: Any) -> None:
    verb = verbs.add_parser("secretariat", help="ouvrir le compte d’une personne du secrétariat")
    verb.add_argument("email", metavar="ADRESSE", help="son adresse électronique")
    verb.add_argument("--name", default="", metavar="NOM", help="son nom, tel qu’il s’affiche")
    verb.set_defaults(run=_open)


def _open(options: argparse.Namespace) -> int:
    """Give the role, and print a link that opens the account once."""
    start_django()
    need_database()
    from django.conf import settings
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email
    from django.urls import reverse
    from django.utils import timezone

    from palabre.foundation.accounts.operations import sign_in_token
    from palabre.foundation.network.enums import Role
    from palabre.foundation.network.operations import invite
    from palabre.kit.refusals import Refusal

    try:
        validate_email(options.email)
    except ValidationError as error:
        raise Unusable(f"« {options.email} » n’est pas une adresse électronique.") from error
    at = timezone.now()
    try:
        person = invite(
            email=options.email,
            name=options.name,
            role=Role.SECRETARIAT,
            city=None,
            organisation=None,
            is_voting=False,
            actor=None,
            at=at,
        ).person
    except Refusal as refusal:
        raise Unusable(str(refusal)) from refusal
    path = reverse("accounts:sign-in-link", args=[sign_in_token(person=person, at=at)])
    say(f"{person} fait partie du secrétariat. Ce lien ouvre son compte, une fois, 30 minutes :")
    say(f"{settings.BASE_URL}{path}")
    return 0
