"""Declaring that a city takes up a practice, saying where it stands, and leaving the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from palabre.cycle.experiences.enums import Attribution, Status, TransferStage
from palabre.cycle.experiences.models import ExperienceSheet, Testimony, Transfer
from palabre.cycle.experiences.operations.refusals import EditConflict, NotAllowed, Refused
from palabre.cycle.experiences.queries import transfers as queries
from palabre.cycle.experiences.rules import transfer_access
from palabre.foundation.accounts.models import User
from palabre.foundation.journal.operations import record
from palabre.foundation.network.models import City
from palabre.foundation.network.rules import is_delegate_of
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.operations import link, retract
from palabre.foundation.thread.queries import edges_from
from palabre.foundation.vocabularies.enums import Vocabulary
from palabre.foundation.vocabularies.models import Term
from palabre.foundation.vocabularies.operations import set_terms
from palabre.foundation.vocabularies.queries import terms_of
from palabre.kit.submissions import Receipt, Submission, content_digest


@dataclass(frozen=True)
class Origin:
    """Where the practice comes from: a sheet, or a testimony, whose city is then the source; or a
    member city; or a city known by its name."""

    sheet: ExperienceSheet | None = None
    testimony: Testimony | None = None
    city: City | None = None
    name: str = ""


@dataclass(frozen=True)
class Account:
    """What the city says that it takes up, keeps and changes."""

    title: str
    adapted: str = ""
    changed: str = ""
    contact: str = ""
    themes: Sequence[Term] = ()


@dataclass(frozen=True)
class Progress:
    """Where it stands; worked: a `Worked`, or empty while it is too early."""

    stage: TransferStage = TransferStage.ENVISAGED
    started_on: date | None = None
    ended_on: date | None = None
    outcome: str = ""
    worked: str = ""


@dataclass(frozen=True)
class Declared:
    """receipt: NEW, SAME (the same submission came before) or CONFLICT (`transfer` is then the
    one already kept under that identifier, left as it was)."""

    transfer: Transfer
    receipt: Receipt


def digest_of(city: City, origin: Origin, account: Account, progress: Progress, author: str) -> str:
    """The sha256 of what is declared and its author, for the submission contract."""
    return content_digest(
        {
            "city": city.public_id,
            "sheet": origin.sheet.public_id if origin.sheet else "",
            "testimony": origin.testimony.public_id if origin.testimony else "",
            "source": origin.city.public_id if origin.city else origin.name,
            **_texts(account),
            "themes": sorted(term.slug for term in account.themes),
            **{name: str(value) for name, value in asdict(progress).items()},
            "author": author,
        }
    )


@transaction.atomic
def declare_transfer(
    *,
    actor: User | None,
    at: datetime,
    city: City,
    origin: Origin,
    account: Account,
    progress: Progress | None = None,
    submission: Submission | None = None,
    is_demonstration: bool = False,
) -> Declared:
    """Enter in the register that a city takes up a practice; the thread says from what.

    What the secretariat writes for a city waits for that city to agree.

    Raises:
        NotAllowed: the actor does not write for this city.
        Refused: nothing is named, the source is unclear, or the register has it already.
    """
    if actor is not None and not transfer_access.can_declare_for(actor, city):
        raise NotAllowed
    source = _source(city, origin)
    if submission is not None and (kept := queries.by_submission(submission.uid)) is not None:
        return _received(kept, submission)
    values = (
        source
        | _checked(account)
        | _checked_progress(progress or Progress())
        | {
            "city": city,
            "author": actor,
            "is_agreed": is_delegate_of(actor, city) if actor is not None else False,
            "is_demonstration": is_demonstration,
            "created_at": at,
            "updated_at": at,
        }
    )
    transfer = _create(values, submission)
    if submission is not None and transfer.submission_digest != submission.digest:
        return Declared(transfer, Receipt.CONFLICT)
    _file(transfer, account.themes, at)
    told = transfer.sheet or transfer.testimony
    if told is not None:
        link(source=transfer.public_id, relation=Relation.ADAPTS, target=told.public_id, at=at)
    _journal("declared", transfer, actor=actor, at=at, details={"title": transfer.title})
    return Declared(transfer, Receipt.NEW)


def _create(values: Mapping[str, Any], submission: Submission | None) -> Transfer:
    """Keep the row; the database, not a look beforehand, says whether it is there already."""
    sheet, city = values["sheet"], values["city"]
    if sheet is not None and queries.standing_one(city, sheet) is not None:
        raise Refused(_already())
    sent = (
        {"submission_uid": submission.uid, "submission_digest": submission.digest}
        if submission
        else {}
    )
    try:
        with transaction.atomic():
            return Transfer.objects.create(**values, **sent)
    except IntegrityError as error:
        kept = queries.by_submission(submission.uid) if submission else None
        if kept is None:
            raise Refused(_already()) from error
        return kept


def _already() -> str:
    return _(
        "Cette ville a déjà déclaré qu’elle reprend cette fiche. Ouvrez sa reprise pour dire où "
        "elle en est."
    )


def _received(kept: Transfer, submission: Submission) -> Declared:
    is_same = kept.submission_digest == submission.digest
    return Declared(kept, Receipt.SAME if is_same else Receipt.CONFLICT)


def _source(city: City, origin: Origin) -> dict[str, Any]:
    """The columns that say where it comes from."""
    told = origin.sheet or origin.testimony
    if told is not None:
        _check_told(origin)
        source: City | None = told.city
    else:
        source = origin.city or queries.member_named(origin.name)
    name = "" if source is not None else origin.name.strip()
    if source is None and not name:
        raise Refused(_("Dites de quelle ville vient la pratique."), field="source_city")
    if source is not None and source.pk == city.pk:
        raise Refused(
            _("Une ville ne reprend pas sa propre pratique : choisissez une autre ville."),
            field="city",
        )
    return {
        "source_city": source,
        "source_name": name[:200],
        "sheet": origin.sheet,
        "testimony": None if origin.sheet else origin.testimony,
    }


def _check_told(origin: Origin) -> None:
    if origin.sheet is not None:
        if origin.sheet.published_version is None:
            raise Refused(
                _("Cette fiche n’est pas publiée : elle ne peut pas encore être reprise.")
            )
        return
    testimony = origin.testimony
    assert testimony is not None
    if testimony.status != Status.VALIDATED:
        raise Refused(
            _("Ce témoignage n’est pas validé par sa ville : attendez qu’il soit public.")
        )
    if testimony.attribution == Attribution.ANONYMOUS or testimony.city is None:
        raise Refused(_("Ce témoignage ne nomme pas de ville membre, et une reprise la nommerait."))


def _texts(account: Account) -> dict[str, str]:
    return {
        "title": " ".join(account.title.split()),
        "adapted": account.adapted.strip(),
        "changed": account.changed.strip(),
        "contact": account.contact.strip(),
    }


def _checked(account: Account) -> dict[str, str]:
    texts = _texts(account)
    if not texts["title"]:
        raise Refused(_("Dites en une ligne ce que la ville reprend."), field="title")
    return texts


def _checked_progress(progress: Progress) -> dict[str, Any]:
    values = asdict(progress) | {"outcome": progress.outcome.strip()}
    if progress.started_on and progress.ended_on and progress.ended_on < progress.started_on:
        raise Refused(_("La fin vient avant le début."), field="ended_on")
    if progress.worked and progress.stage == TransferStage.ENVISAGED:
        raise Refused(
            _("Une reprise envisagée n’a pas encore de résultat : changez d’abord l’étape."),
            field="worked",
        )
    return values


@transaction.atomic
def edit_transfer(
    *,
    actor: User | None,
    at: datetime,
    transfer: Transfer,
    version: int,
    account: Account | None = None,
    progress: Progress | None = None,
) -> Transfer:
    """Write the account, the progress, or both; saving what is already there writes nothing.

    What the city's delegate writes, the city has said; what the secretariat writes for it leaves
    the public pages until the city agrees.

    Raises:
        NotAllowed: the actor does not write for this city.
        EditConflict: `version` is no longer the current one.
        Refused: it was withdrawn, or what is written contradicts itself.
    """
    current = _locked(transfer)
    if actor is not None and not transfer_access.works_on(actor, current):
        raise NotAllowed
    _still_there(current)
    if current.version != version:
        raise EditConflict(current)
    values: dict[str, Any] = {}
    if account is not None:
        values |= _checked(account)
    if progress is not None:
        values |= _checked_progress(progress)
    refiled = account is not None and _file(current, account.themes, at)
    if not refiled and all(getattr(current, name) == value for name, value in values.items()):
        return current
    if actor is not None:
        values["is_agreed"] = transfer_access.speaks_for(actor, current)
    Transfer.objects.filter(pk=current.pk).update(**values, version=version + 1, updated_at=at)
    edited = _locked(current)
    act = "followed" if account is None else "edited"
    details = {"version": edited.version, "stage": str(edited.stage)}
    _journal(act, edited, actor=actor, at=at, details=details)
    return edited


def progress_of(transfer: Transfer) -> Progress:
    """What is written of its progress, as the form would send it again."""
    values = {field.name: getattr(transfer, field.name) for field in fields(Progress)}
    return Progress(**values | {"stage": TransferStage(transfer.stage)})


@transaction.atomic
def agree_to_transfer(
    *, actor: User | None, at: datetime, transfer: Transfer, version: int
) -> Transfer:
    """Say for the city that what was written for it is right; agreeing twice changes nothing.

    Raises:
        NotAllowed: the actor is not of the city's delegation.
        EditConflict: the text read is no longer the current one.
        Refused: it was withdrawn.
    """
    current = _locked(transfer)
    if actor is None or not transfer_access.speaks_for(actor, current):
        raise NotAllowed
    _still_there(current)
    if current.version != version:
        raise EditConflict(current)
    if current.is_agreed:
        return current
    Transfer.objects.filter(pk=current.pk).update(is_agreed=True, updated_at=at)
    _journal("agreed", current, actor=actor, at=at, details={"version": version})
    return _locked(current)


@transaction.atomic
def withdraw_transfer(
    *, actor: User | None, at: datetime, transfer: Transfer, reason: str
) -> Transfer:
    """Take it out of the register and of the thread; what was written is kept.

    Raises:
        NotAllowed: the actor does not write for this city.
        Refused: it is out already, or no reason is given.
    """
    current = _locked(transfer)
    if actor is not None and not transfer_access.works_on(actor, current):
        raise NotAllowed
    _still_there(current)
    if not reason.strip():
        raise Refused(_("Dites pourquoi : la ville et le secrétariat le liront."), field="reason")
    Transfer.objects.filter(pk=current.pk).update(
        withdrawn_at=at, withdrawal_reason=reason.strip(), updated_at=at
    )
    for edge in edges_from([current.public_id], Relation.ADAPTS):
        retract(edge=edge, reason=_("Reprise retirée du registre."), actor=actor, at=at)
    _journal("withdrawn", current, actor=actor, at=at, details={"reason": reason.strip()})
    return _locked(current)


def _file(transfer: Transfer, themes: Sequence[Term], at: datetime) -> bool:
    """File under these themes; tell whether anything moved."""
    subject, vocabulary = transfer.public_id, Vocabulary.THEMES
    before = {term.pk for term in terms_of([subject], vocabulary)[subject]}
    set_terms(subject=subject, terms=themes, vocabulary=vocabulary, at=at)
    return before != {term.pk for term in themes}


def _still_there(transfer: Transfer) -> None:
    if transfer.withdrawn_at is not None:
        raise Refused(_("Cette reprise a été retirée du registre."))


def _locked(transfer: Transfer) -> Transfer:
    rows = Transfer.objects.select_for_update(of=("self",))
    return rows.select_related("city", "source_city", "sheet", "testimony").get(pk=transfer.pk)


def _journal(
    act: str,
    transfer: Transfer,
    *,
    actor: User | None,
    at: datetime,
    details: Mapping[str, Any] | None = None,
) -> None:
    record(
        actor=actor,
        at=at,
        verb=f"experiences.transfer-{act}",
        subject=transfer.public_id,
        details=details,
    )
