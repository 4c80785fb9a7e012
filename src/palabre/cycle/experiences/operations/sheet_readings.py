"""The way of a sheet: read by its city, validated, published; remarks on the way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.cycle.experiences.enums import SheetStatus, Verdict
from palabre.cycle.experiences.models import (
    WORDS,
    ExperienceSheet,
    SheetComment,
    SheetReading,
    SheetText,
)
from palabre.cycle.experiences.operations.readings import TextChanged
from palabre.cycle.experiences.operations.refusals import NotAllowed, Refused
from palabre.cycle.experiences.queries.sheets import original_of
from palabre.cycle.experiences.rules import sheet_access
from palabre.foundation.accounts.models import User
from palabre.foundation.journal.operations import record
from palabre.kit.dates import say_day
from palabre.kit.signed_links import LinkProblem, LinkRefused, read_link, sign_link

PURPOSE = "sheet-validation"
LINK_LASTS = timedelta(days=30)
NEEDED = ("summary", "problem", "approach", "results")
"""What a city cannot be asked to validate without."""


def reading_token(sheet: ExperienceSheet, *, at: datetime) -> str:
    """Sign what opens the reading of this version, for its city, for thirty days."""
    return sign_link(
        purpose=PURPOSE,
        subject=sheet.public_id,
        holder=sheet.city.public_id,
        stamp=_stamp(sheet),
        expires_at=at + LINK_LASTS,
    )


def _stamp(sheet: ExperienceSheet) -> str:
    """Changes when the sheet is written again or leaves its reading; not when it is answered."""
    return f"{sheet.version}/{int(sheet.updated_at.timestamp())}"


def open_by_link(token: str, *, at: datetime) -> ExperienceSheet:
    """Return the sheet that a signed link lets its holder read.

    Raises:
        LinkRefused: altered, expired, for another purpose, or for a sheet that is gone.
        TextChanged: the version, the city or the state is no longer what the link was made for.
    """
    found = read_link(token, purpose=PURPOSE, at=at)
    sheet = ExperienceSheet.objects.select_related("city").filter(public_id=found.subject).first()
    if sheet is None:
        raise LinkRefused(LinkProblem.ALTERED)
    is_open = sheet.status != SheetStatus.DRAFT
    if found.stamp != _stamp(sheet) or found.holder != sheet.city.public_id or not is_open:
        raise TextChanged
    return sheet


def lacking(text: SheetText) -> list[str]:
    """Names, as people read them, of what is needed before the city reads and is still empty."""
    fields = SheetText._meta
    return [
        str(fields.get_field(name).verbose_name)  # type: ignore[union-attr]
        for name in NEEDED
        if not getattr(text, name).strip()
    ]


@transaction.atomic
def submit_sheet(*, actor: User | None, at: datetime, sheet: ExperienceSheet) -> ExperienceSheet:
    """Ask the city to read and validate the version in hand.

    Raises:
        NotAllowed: the actor does not work on this sheet.
        Refused: it is not a draft, or what a reader needs first is empty.
    """
    current = _locked(sheet)
    if actor is not None and not sheet_access.is_insider(actor, current):
        raise NotAllowed
    if current.status not in {SheetStatus.DRAFT, SheetStatus.RETURNED}:
        raise Refused(_("Cette fiche est déjà en relecture, ou validée."))
    empty = lacking(original_of(current))
    if empty:
        raise Refused(
            _("Avant la relecture, il manque encore : %(fields)s.") % {"fields": ", ".join(empty)}
        )
    return _to(current, SheetStatus.AWAITING_CITY, "submitted", actor=actor, at=at)


@transaction.atomic
def answer_sheet(
    *,
    actor: User | None,
    at: datetime,
    sheet: ExperienceSheet,
    version: int,
    verdict: Verdict,
    signatory: str,
    remark: str = "",
    comments: Mapping[str, str] | None = None,
    by_link: bool = False,
) -> SheetReading:
    """Keep the city's answer on one version; validating the same version twice changes nothing.

    comments: remarks by name of field. `by_link`: the right comes from a signed link that
    `open_by_link` has read; otherwise the actor must speak for the city.

    Raises:
        NotAllowed: the actor does not speak for the city, and no link was read.
        TextChanged: the version read is no longer the one to validate.
        Refused: nobody signs, or a correction is asked for without saying which.
    """
    current = _locked(sheet)
    if not by_link and (actor is None or not sheet_access.speaks_for(actor, current)):
        raise NotAllowed
    given = current.readings.filter(version=version, verdict=Verdict.VALIDATED).first()
    if given is not None and verdict == Verdict.VALIDATED and current.version == version:
        return given
    if current.status != SheetStatus.AWAITING_CITY or current.version != version:
        raise TextChanged
    if not signatory.strip():
        raise Refused(
            _("Écrivez votre nom et votre fonction : votre réponse est signée."), field="signatory"
        )
    said = {name: text.strip() for name, text in (comments or {}).items() if text.strip()}
    if verdict == Verdict.CORRECTION and not remark.strip() and not said:
        raise Refused(_("Dites ce qu’il faut corriger."), field="remark")
    for name, text in said.items():
        _comment(current, name, text, author=actor, signatory=signatory, at=at)
    reading = SheetReading.objects.create(
        sheet=current,
        version=version,
        verdict=verdict,
        remark=remark.strip(),
        signatory=signatory.strip(),
        by_link=by_link,
        at=at,
    )
    is_validated = verdict == Verdict.VALIDATED
    # The moment of the last change is left alone: the link still shows what was answered.
    ExperienceSheet.objects.filter(pk=current.pk).update(
        status=SheetStatus.VALIDATED if is_validated else SheetStatus.RETURNED
    )
    _journal(
        "validated" if is_validated else "returned",
        current,
        actor=actor,
        at=at,
        details={"version": version, "reading": reading.public_id, "by_link": by_link},
    )
    return reading


@transaction.atomic
def comment_sheet(
    *, actor: User, at: datetime, sheet: ExperienceSheet, field: str, text: str
) -> SheetComment:
    """Remark on one field (empty: on the whole sheet).

    Raises:
        NotAllowed: the actor does not work on this sheet.
        Refused: nothing is said, or the field is none of the sheet's.
    """
    current = _locked(sheet)
    if not sheet_access.is_insider(actor, current):
        raise NotAllowed
    if not text.strip():
        raise Refused(_("Écrivez votre remarque."), field="text")
    return _comment(current, field, text.strip(), author=actor, signatory=str(actor), at=at)


def _comment(
    sheet: ExperienceSheet,
    field: str,
    text: str,
    *,
    author: User | None,
    signatory: str,
    at: datetime,
) -> SheetComment:
    if field and field not in WORDS:
        raise Refused(_("Ce champ n’est pas de la fiche."), field="field")
    comment = SheetComment.objects.create(
        sheet=sheet,
        field=field,
        version=sheet.version,
        text=text[:2_000],
        author=author,
        signatory=signatory.strip(),
        at=at,
    )
    details = {"field": field, "comment": comment.public_id}
    _journal("commented", sheet, actor=author, at=at, details=details)
    return comment


@transaction.atomic
def settle_comment(*, actor: User, at: datetime, comment: SheetComment) -> None:
    """Say that a remark has been dealt with; doing it twice changes nothing.

    Raises:
        NotAllowed: the actor does not work on this sheet.
    """
    if not sheet_access.is_insider(actor, comment.sheet):
        raise NotAllowed
    open_ones = SheetComment.objects.filter(pk=comment.pk, settled_at__isnull=True)
    if open_ones.update(settled_at=at):
        details = {"comment": comment.public_id}
        _journal("comment-settled", comment.sheet, actor=actor, at=at, details=details)


@transaction.atomic
def publish_sheet(*, actor: User | None, at: datetime, sheet: ExperienceSheet) -> ExperienceSheet:
    """Show to everyone the version that the city validated.

    Raises:
        NotAllowed: the actor does not publish.
        Refused: the city has not validated this version.
    """
    current = _locked(sheet)
    if actor is not None and not sheet_access.runs(actor):
        raise NotAllowed
    if current.status != SheetStatus.VALIDATED:
        raise Refused(_("La ville n’a pas validé cette version : rien n’est publié sans elle."))
    ExperienceSheet.objects.filter(pk=current.pk).update(
        published_version=current.version, published_at=at
    )
    return _to(current, SheetStatus.PUBLISHED, "published", actor=actor, at=at)


@transaction.atomic
def withdraw_sheet(
    *, actor: User | None, at: datetime, sheet: ExperienceSheet, reason: str
) -> ExperienceSheet:
    """Take a sheet back from the public pages; its versions are kept.

    Raises:
        NotAllowed: the actor does not work on this sheet.
        Refused: it is not published, or no reason is given.
    """
    current = _locked(sheet)
    if actor is not None and not sheet_access.is_insider(actor, current):
        raise NotAllowed
    if current.published_version is None:
        raise Refused(_("Cette fiche n’est pas publiée."))
    if not reason.strip():
        raise Refused(_("Dites pourquoi : la ville et le secrétariat le liront."), field="reason")
    status = current.status
    ExperienceSheet.objects.filter(pk=current.pk).update(
        published_version=None,
        published_at=None,
        status=SheetStatus.DRAFT if status == SheetStatus.PUBLISHED else status,
        updated_at=at,
    )
    details = {"reason": reason.strip()}
    _journal("withdrawn", current, actor=actor, at=at, details=details)
    return ExperienceSheet.objects.select_related("city").get(pk=current.pk)


def invite_sheet_reader(
    *, actor: User, at: datetime, sheet: ExperienceSheet, address: str, link: str
) -> None:
    """Send the signed link by e-mail; the journal says so only once the message has left.

    Raises:
        NotAllowed: the actor is not of the secretariat.
        Refused: there is nothing to read, or the message did not leave.
    """
    if not sheet_access.can_invite(actor):
        raise NotAllowed
    if sheet.status != SheetStatus.AWAITING_CITY:
        raise Refused(_("Cette fiche n’est pas en relecture : il n’y a rien à valider."))
    title = original_of(sheet).title
    message = EmailMessage(
        subject=_("À relire : « %(title)s »") % {"title": title},
        body=_letter(sheet, title, link, at + LINK_LASTS),
        to=[address],
    )
    try:
        message.send()
    except OSError as error:
        raise Refused(
            _("Le courriel n’est pas parti. Copiez le lien et envoyez-le par un autre moyen.")
        ) from error
    with transaction.atomic():
        details = {"version": sheet.version}
        _journal("reader-invited", sheet, actor=actor, at=at, details=details)


def _letter(sheet: ExperienceSheet, title: str, link: str, until: datetime) -> str:
    return _(
        "Bonjour,\n\n"
        "La fiche d’expérience « %(title)s » (%(place)s) est prête à être relue. Rien ne sera "
        "publié sans votre accord.\n\n"
        "Ouvrez ce lien pour la lire telle qu’elle paraîtra, y faire vos remarques, puis la "
        "valider ou demander une correction. Aucun compte n’est nécessaire :\n\n%(link)s\n\n"
        "Le lien vaut jusqu’au %(until)s et pour cette version du texte. Ne le transmettez qu’à "
        "une personne qui peut répondre pour votre ville.\n"
    ) % {"title": title, "place": sheet.city.name, "link": link, "until": say_day(until)}


def _locked(sheet: ExperienceSheet) -> ExperienceSheet:
    return ExperienceSheet.objects.select_for_update().select_related("city").get(pk=sheet.pk)


def _to(
    sheet: ExperienceSheet, status: SheetStatus, act: str, *, actor: User | None, at: datetime
) -> ExperienceSheet:
    ExperienceSheet.objects.filter(pk=sheet.pk).update(status=status, updated_at=at)
    _journal(act, sheet, actor=actor, at=at, details={"version": sheet.version})
    return ExperienceSheet.objects.select_related("city").get(pk=sheet.pk)


def _journal(
    act: str,
    sheet: ExperienceSheet,
    *,
    actor: User | None,
    at: datetime,
    details: Mapping[str, Any] | None = None,
) -> None:
    record(
        actor=actor,
        at=at,
        verb=f"experiences.sheet-{act}",
        subject=sheet.public_id,
        details=details,
    )
