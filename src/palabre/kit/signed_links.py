"""Links that open one door, for one purpose, until a stated moment.

A link carries what it opens (`subject`), for whom (`holder`), and when it ends. Whoever reads it
checks again, in the database, that the door may still be opened.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.core import signing
from django.utils.translation import gettext as _

_SALT = "palabre.signed-link"


class LinkProblem(StrEnum):
    ALTERED = "altered"
    EXPIRED = "expired"
    OTHER_PURPOSE = "other-purpose"


class LinkRefused(ValueError):
    """A signed link that opens nothing; `problem` says why, `message()` says it in French."""

    def __init__(self, problem: LinkProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem

    def message(self) -> str:
        match self.problem:
            case LinkProblem.EXPIRED:
                return _(
                    "Ce lien a expiré. Demandez-en un nouveau à la personne qui vous l’a envoyé."
                )
            case LinkProblem.OTHER_PURPOSE:
                return _("Ce lien sert à autre chose : il n’ouvre pas cette page.")
            case LinkProblem.ALTERED:
                return _(
                    "Ce lien est incomplet ou modifié. Recopiez-le en entier, "
                    "ou demandez-en un nouveau."
                )


@dataclass(frozen=True)
class SignedLink:
    """purpose: what the link is for; subject, holder: public identifiers; stamp: whatever must
    not have changed since (a version, a last sign-in); expires_at: aware datetime."""

    purpose: str
    subject: str
    holder: str
    stamp: str
    expires_at: datetime


def sign_link(
    *, purpose: str, subject: str, expires_at: datetime, holder: str = "", stamp: str = ""
) -> str:
    """Return a URL-safe token."""
    value = [purpose, subject, holder, stamp, int(expires_at.timestamp())]
    return signing.dumps(value, salt=_SALT)


def read_link(token: str, *, purpose: str, at: datetime) -> SignedLink:
    """Read a token back.

    Raises:
        LinkRefused: altered, expired at `at`, or signed for another purpose.
    """
    try:
        value = signing.loads(token, salt=_SALT)
        found, subject, holder, stamp, expires = value
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise LinkRefused(LinkProblem.ALTERED) from error
    if found != purpose:
        raise LinkRefused(LinkProblem.OTHER_PURPOSE)
    if at.timestamp() > expires:
        raise LinkRefused(LinkProblem.EXPIRED)
    return SignedLink(
        purpose=found,
        subject=subject,
        holder=holder,
        stamp=stamp,
        expires_at=datetime.fromtimestamp(expires, tz=at.tzinfo),
    )
