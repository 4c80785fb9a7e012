"""What persons do with their account, and the link that lets them in."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.mail import send_mail
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from palabre.foundation.accounts.models import User
from palabre.foundation.accounts.queries import person_by_public_id
from palabre.kit.refusals import Refusal
from palabre.kit.signed_links import LinkProblem, LinkRefused, read_link, sign_link

PURPOSE = "sign-in"
SIGN_IN_LINK_LIFE = timedelta(minutes=30)


def _stamp(person: User) -> str:
    """Changes at each sign-in, so that a link opens the door once."""
    seen = person.last_login.isoformat() if person.last_login else "never"
    return hashlib.sha256(f"{seen}|{person.email}|{person.password}".encode()).hexdigest()[:16]


def sign_in_token(*, person: User, at: datetime) -> str:
    return sign_link(
        purpose=PURPOSE,
        subject=person.public_id,
        expires_at=at + SIGN_IN_LINK_LIFE,
        stamp=_stamp(person),
    )


def send_sign_in_link(*, person: User, at: datetime, address_of: Callable[[str], str]) -> None:
    """Send the link by e-mail, in the person's language; `address_of` makes a token an address."""
    address = address_of(sign_in_token(person=person, at=at))
    with translation.override(person.language):
        send_mail(
            subject=_("Votre lien pour entrer dans Palabre"),
            message=_(
                "Bonjour,\n\n"
                "Voici le lien demandé. Il sert une fois, pendant trente minutes :\n\n"
                "%(address)s\n\n"
                "Si vous ne l’avez pas demandé, oubliez ce message : personne n’est entré.\n"
            )
            % {"address": address},
            from_email=None,
            recipient_list=[person.email],
        )


def person_of_link(*, token: str, at: datetime) -> User:
    """Return the person that a sign-in link lets in.

    Raises:
        LinkRefused: altered, expired, for another purpose, or already used.
    """
    link = read_link(token, purpose=PURPOSE, at=at)
    person = person_by_public_id(link.subject)
    if person is None:
        raise LinkRefused(LinkProblem.ALTERED)
    if link.stamp != _stamp(person):
        raise LinkRefused(LinkProblem.EXPIRED)
    return person


@transaction.atomic
def erase_person(*, person: User, at: datetime) -> None:
    """Forget who a person is; what they voted and did stays, under an identifier alone.

    Raises:
        Refusal: already erased.
    """
    if person.erased_at is not None:
        raise Refusal(_("Ce compte est déjà effacé."))
    person.email = f"{person.public_id}@effacee.invalid"
    person.name = ""
    person.time_zone = ""
    person.is_active = False
    person.erased_at = at
    person.set_unusable_password()
    person.save()
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    for session in Session.objects.filter(expire_date__gte=at).iterator():
        if session.get_decoded().get("_auth_user_id") == str(person.pk):
            session.delete()
