"""Writing the question and its statements, keeping where each statement comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from palabre.cycle.consultations.enums import Electorate, Moderation
from palabre.cycle.consultations.models import Consultation, Statement, Vote
from palabre.foundation.accounts.models import User
from palabre.foundation.ballots.enums import Status
from palabre.foundation.ballots.operations.preparing import (
    refuse_new_end,
    refuse_overtaken,
    refuse_wrong_dates,
)
from palabre.foundation.ballots.operations.refused import Reason, Refused
from palabre.foundation.ballots.rules import is_over
from palabre.foundation.journal.operations import record
from palabre.foundation.network.models import City
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.operations import link
from palabre.foundation.thread.registry import kind_of


@dataclass(frozen=True)
class ConsultationText:
    """What the form of a consultation says; moments are aware."""

    question: str
    description: str = ""
    electorate: Electorate = Electorate.CITIES
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    open_result: bool = False


@dataclass(frozen=True)
class StatementText:
    """What the form of a statement says; `sources`: public identifiers that it is drawn from."""

    text: str
    kind: str = ""
    argument: str = ""
    city: City | None = None
    language: str = "fr"
    sources: tuple[str, ...] = ()


@transaction.atomic
def create_consultation(
    *, text: ConsultationText, actor: User | None, at: datetime, is_demonstration: bool = False
) -> Consultation:
    """Raises: Refused when the vote would end before it opens."""
    refuse_wrong_dates(text.opens_at, text.closes_at)
    consultation = Consultation.objects.create(
        question=text.question,
        description=text.description,
        electorate=text.electorate,
        opens_at=text.opens_at,
        closes_at=text.closes_at,
        open_result=text.open_result,
        created_at=at,
        is_demonstration=is_demonstration,
    )
    record(actor=actor, at=at, verb="consultation.created", subject=consultation.public_id)
    return consultation


@transaction.atomic
def edit_consultation(
    *,
    consultation: Consultation,
    text: ConsultationText,
    version: int,
    actor: User | None,
    at: datetime,
) -> Consultation:
    """Change the text; `version` is the one that the person had before their eyes.

    Raises:
        Overtaken: someone saved another text meanwhile.
        Refused: dates in the wrong order, or a rule of the vote changed once it has opened.
    """
    now = Consultation.objects.select_for_update().get(pk=consultation.pk)
    refuse_wrong_dates(text.opens_at, text.closes_at)
    if now.status != Status.DRAFT and (now.electorate, now.open_result) != (
        text.electorate,
        text.open_result,
    ):
        message = _(
            "Le vote a été ouvert avec ces règles : qui vote, et si le résultat se voit pendant "
            "le vote, ne changent plus. Créez une autre consultation si besoin."
        )
        raise Refused(message, field="electorate")
    refuse_new_end(now, text.closes_at)
    refuse_overtaken(now, version, "question", "description")
    now.question, now.description = text.question, text.description
    now.electorate, now.open_result = text.electorate, text.open_result
    now.opens_at, now.closes_at = text.opens_at, text.closes_at
    now.version += 1
    now.save()
    record(
        actor=actor,
        at=at,
        verb="consultation.edited",
        subject=now.public_id,
        details={"version": now.version},
    )
    return now


@transaction.atomic
def add_statements(
    *,
    consultation: Consultation,
    texts: Sequence[StatementText],
    actor: User | None,
    at: datetime,
    moderation: Moderation = Moderation.ACCEPTED,
) -> list[Statement]:
    """Add statements after those already there, each linked to what it is drawn from.

    Raises:
        Refused: the vote is over, or the very same sentence is already there.
    """
    _refuse_when_over(consultation)
    _refuse_repeated(consultation, texts)
    last = consultation.statements.aggregate(last=Max("position"))["last"] or 0
    added = []
    for rank, text in enumerate(texts, start=last + 1):
        statement = Statement.objects.create(
            consultation=consultation,
            kind=text.kind,
            text=text.text.strip(),
            argument=text.argument.strip(),
            city=text.city,
            language=text.language,
            position=rank,
            moderation=moderation,
            added_at=at,
        )
        link(
            source=statement.public_id,
            relation=Relation.ASKED_IN,
            target=consultation.public_id,
            at=at,
        )
        for source in text.sources:
            if kind_of(source) is not None:
                link(source=statement.public_id, relation=Relation.DRAWN_FROM, target=source, at=at)
        added.append(statement)
    record(
        actor=actor,
        at=at,
        verb="consultation.statements-added",
        subject=consultation.public_id,
        details={"statements": [statement.public_id for statement in added]},
    )
    return added


@transaction.atomic
def edit_statement(
    *, statement: Statement, text: StatementText, version: int, actor: User | None, at: datetime
) -> Statement:
    """Change a statement that nobody has voted on.

    Raises:
        Refused: votes exist; reword instead, so that no vote is moved to other words.
        Overtaken: someone saved another text meanwhile.
    """
    now = Statement.objects.select_for_update().get(pk=statement.pk)
    if now.text != text.text.strip() and Vote.objects.filter(statement=now).exists():
        message = _(
            "Des voix se sont déjà exprimées sur cet énoncé : son texte ne change plus. "
            "Reformulez-le : le nouvel énoncé gardera le lien avec l’ancien, et ses votes "
            "resteront sur les mots d’origine."
        )
        raise Refused(message, field="text")
    refuse_overtaken(now, version, "text", "argument")
    before = now.text
    now.text, now.argument = text.text.strip(), text.argument.strip()
    now.kind, now.city, now.language = text.kind, text.city, text.language
    now.version += 1
    now.save()
    record(
        actor=actor,
        at=at,
        verb="consultation.statement-edited",
        subject=now.public_id,
        details={"before": before, "after": now.text},
    )
    return now


@transaction.atomic
def revise_statements(
    *,
    statements: Sequence[Statement],
    text: StatementText,
    actor: User | None,
    at: datetime,
) -> Statement:
    """Put a reworded (or merged) statement to the vote in place of one or several.

    The old ones leave the vote with their votes on them, and the new one starts without any.
    """
    consultation = statements[0].consultation
    [revision] = add_statements(
        consultation=consultation,
        texts=[replace(text, sources=())],
        actor=actor,
        at=at,
    )
    for old in statements:
        link(source=revision.public_id, relation=Relation.REVISES, target=old.public_id, at=at)
        Statement.objects.filter(pk=old.pk).update(
            moderation=Moderation.REJECTED,
            moderation_reason=_("Reformulé : « %(text)s »") % {"text": revision.text},
        )
    record(
        actor=actor,
        at=at,
        verb="consultation.statement-revised",
        subject=revision.public_id,
        details={"revises": [old.public_id for old in statements]},
    )
    return revision


@transaction.atomic
def moderate_statement(
    *,
    statement: Statement,
    moderation: Moderation,
    reason: str,
    actor: User | None,
    at: datetime,
) -> Statement:
    """Accept, hold or set aside a statement; setting aside needs a reason, which everyone reads.

    Raises:
        Refused: no reason given, or the vote is over.
    """
    _refuse_when_over(statement.consultation)
    if moderation is Moderation.REJECTED and not reason.strip():
        message = _("Dites pourquoi cet énoncé est écarté : la raison est montrée à tous.")
        raise Refused(message, field="reason")
    statement.moderation = moderation
    statement.moderation_reason = reason.strip()
    statement.save(update_fields=["moderation", "moderation_reason"])
    record(
        actor=actor,
        at=at,
        verb="consultation.statement-moderated",
        subject=statement.public_id,
        details={"moderation": moderation.value, "reason": reason.strip()},
    )
    return statement


def _refuse_when_over(consultation: Consultation) -> None:
    if is_over(consultation):
        message = _("Le vote est clos : ses énoncés ne changent plus.")
        raise Refused(message, Reason.NOT_OPEN)


def _refuse_repeated(consultation: Consultation, texts: Sequence[StatementText]) -> None:
    standing = consultation.statements.exclude(moderation=Moderation.REJECTED)
    known = set(standing.values_list("text", flat=True))
    for text in texts:
        words = text.text.strip()
        if words in known:
            message = _("Cet énoncé est déjà dans la consultation, mot pour mot : « %(text)s »")
            raise Refused(message % {"text": words}, field="text")
        known.add(words)
