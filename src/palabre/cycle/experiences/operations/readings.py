"""The city reads its testimony and answers; until it has, nothing is public."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.cycle.experiences.enums import Status, Verdict
from palabre.cycle.experiences.models import Reading, Testimony
from palabre.cycle.experiences.operations.refusals import EditConflict, NotAllowed, Refused
from palabre.cycle.experiences.rules import access
from palabre.cycle.experiences.rules.attribution import place_of
from palabre.foundation.accounts.models import User
from palabre.foundation.journal.operations import record
from palabre.kit.dates import say_day
from palabre.kit.signed_links import LinkProblem, LinkRefused, read_link, sign_link

PURPOSE = "validation"
LINK_LASTS = timedelta(days=30)


class TextChanged(Refused):
    """The link was made for another version of the text, or for another city than today's."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Le texte a changé depuis l’envoi de ce lien, ou il n’est plus à relire. "
                "Demandez un nouveau lien au secrétariat du réseau."
            )
        )


def validation_token(testimony: Testimony, *, at: datetime) -> str:
    """Sign what opens the reading of this version, for this city, for thirty days."""
    return sign_link(
        purpose=PURPOSE,
        subject=testimony.public_id,
        holder=testimony.city.public_id if testimony.city else "",
        stamp=str(testimony.version),
        expires_at=at + LINK_LASTS,
    )


def open_by_link(token: str, *, at: datetime) -> Testimony:
    """Return the testimony that a signed link lets its holder read.

    Raises:
        LinkRefused: altered, expired, for another purpose, or for a testimony that is gone.
        TextChanged: the version, the city or the state is no longer what the link was made for.
    """
    found = read_link(token, purpose=PURPOSE, at=at)
    testimony = Testimony.objects.select_related("city").filter(public_id=found.subject).first()
    if testimony is None:
        raise LinkRefused(LinkProblem.ALTERED)
    holder = testimony.city.public_id if testimony.city else ""
    is_open = testimony.status != Status.DRAFT
    if found.stamp != str(testimony.version) or found.holder != holder or not is_open:
        raise TextChanged
    return testimony


@transaction.atomic
def submit_testimony(*, actor: User | None, at: datetime, testimony: Testimony) -> Testimony:
    """Ask the city to read and validate.

    Raises:
        NotAllowed: the actor does not work on this testimony, or it is not a draft.
        Refused: there is no text, or nothing says that the witness agreed.
    """
    current = Testimony.objects.select_related("city").get(pk=testimony.pk)
    if actor is not None and not access.can_submit(actor, current):
        raise NotAllowed
    if current.status not in {Status.DRAFT, Status.RETURNED}:
        raise Refused(
            _("Ce témoignage n’est pas un brouillon : il est déjà en relecture ou validé.")
        )
    if not current.transcript:
        raise Refused(_("Il n’y a encore aucun texte à relire : écrivez-le d’abord."))
    if not current.consent:
        raise Refused(
            _("Notez d’abord comment le témoin a donné son accord (champ « accord du témoin »).")
        )
    return _to(current, Status.AWAITING_CITY, "submitted", actor=actor, at=at)


@transaction.atomic
def reopen_testimony(
    *, actor: User | None, at: datetime, testimony: Testimony, reason: str
) -> Testimony:
    """Make a validated testimony a draft again: it leaves the public pages until validated anew.

    Raises:
        NotAllowed: the actor does not work on this testimony.
        Refused: it is not validated, or no reason is given.
    """
    current = Testimony.objects.select_related("city").get(pk=testimony.pk)
    if actor is not None and not access.is_insider(actor, current):
        raise NotAllowed
    if current.status not in {Status.VALIDATED, Status.AWAITING_CITY}:
        raise Refused(_("Ce témoignage est déjà un brouillon."))
    if not reason.strip():
        raise Refused(_("Dites pourquoi : la ville le lira."), field="reason")
    details = {"reason": reason.strip()}
    return _to(current, Status.DRAFT, "reopened", actor=actor, at=at, details=details)


@transaction.atomic
def answer_reading(
    *,
    actor: User | None,
    at: datetime,
    testimony: Testimony,
    version: int,
    verdict: Verdict,
    signatory: str,
    remark: str = "",
    by_link: bool = False,
) -> Reading:
    """Keep the city's answer on one version; validating the same version twice changes nothing.

    `by_link`: the right comes from a signed link that `open_by_link` has read; otherwise the actor
    must speak for the city.

    Raises:
        NotAllowed: the actor does not speak for the city, and no link was read.
        TextChanged: the version read is no longer the one to validate.
        Refused: nobody signs, or a correction is asked for without saying which.
    """
    current = Testimony.objects.select_related("city").get(pk=testimony.pk)
    if not by_link and (actor is None or not access.speaks_for(actor, current)):
        raise NotAllowed
    given = current.readings.filter(version=version, verdict=Verdict.VALIDATED).first()
    if given is not None and verdict == Verdict.VALIDATED and current.version == version:
        return given
    if current.status != Status.AWAITING_CITY or current.version != version:
        raise TextChanged
    if not signatory.strip():
        raise Refused(
            _("Écrivez votre nom et votre fonction : votre réponse est signée."), field="signatory"
        )
    if verdict == Verdict.CORRECTION and not remark.strip():
        raise Refused(_("Dites ce qu’il faut corriger."), field="remark")
    reading = Reading.objects.create(
        testimony=current,
        version=version,
        verdict=verdict,
        remark=remark.strip(),
        signatory=signatory.strip(),
        by_link=by_link,
        at=at,
    )
    is_validated = verdict == Verdict.VALIDATED
    details = {"version": version, "reading": reading.public_id, "by_link": by_link}
    Testimony.objects.filter(pk=current.pk).update(
        status=Status.VALIDATED if is_validated else Status.RETURNED
    )
    record(
        actor=actor,
        at=at,
        verb=f"experiences.testimony-{'validated' if is_validated else 'returned'}",
        subject=current.public_id,
        details=details,
    )
    return reading


def invite_reader(
    *, actor: User, at: datetime, testimony: Testimony, address: str, link: str
) -> None:
    """Send the signed link by e-mail; the journal says so only once the message has left.

    Raises:
        NotAllowed: the actor is not of the secretariat.
        Refused: there is nothing to read, or the message did not leave.
    """
    if not access.can_invite(actor):
        raise NotAllowed
    if testimony.status != Status.AWAITING_CITY:
        raise Refused(_("Ce témoignage n’est pas en relecture : il n’y a rien à valider."))
    message = EmailMessage(
        subject=_("À relire : « %(title)s »") % {"title": testimony.title},
        body=_letter(testimony, link, at + LINK_LASTS),
        to=[address],
    )
    try:
        message.send()
    except OSError as error:
        raise Refused(
            _("Le courriel n’est pas parti. Copiez le lien et envoyez-le par un autre moyen.")
        ) from error
    with transaction.atomic():
        record(
            actor=actor,
            at=at,
            verb="experiences.reader-invited",
            subject=testimony.public_id,
            details={"version": testimony.version},
        )


def _letter(testimony: Testimony, link: str, until: datetime) -> str:
    return _(
        "Bonjour,\n\n"
        "Le témoignage « %(title)s » (%(place)s) est prêt à être relu. Rien ne sera publié sans "
        "votre accord.\n\n"
        "Ouvrez ce lien pour lire le texte tel qu’il paraîtra, puis le valider ou demander une "
        "correction. Aucun compte n’est nécessaire :\n\n%(link)s\n\n"
        "Le lien vaut jusqu’au %(until)s et pour cette version du texte. Ne le transmettez qu’à "
        "une personne qui peut répondre pour votre ville ou votre organisation.\n"
    ) % {
        "title": testimony.title,
        "place": place_of(testimony),
        "link": link,
        "until": say_day(until),
    }


def _to(
    testimony: Testimony,
    status: Status,
    act: str,
    *,
    actor: User | None,
    at: datetime,
    details: dict[str, str] | None = None,
) -> Testimony:
    """Change the state; a new version, so that links signed before open nothing any more."""
    changed = Testimony.objects.filter(pk=testimony.pk, version=testimony.version).update(
        status=status, version=testimony.version + 1, updated_at=at
    )
    if not changed:
        raise EditConflict(Testimony.objects.get(pk=testimony.pk))
    record(
        actor=actor,
        at=at,
        verb=f"experiences.testimony-{act}",
        subject=testimony.public_id,
        details={"version": testimony.version + 1, **(details or {})},
    )
    return Testimony.objects.select_related("city").get(pk=testimony.pk)
