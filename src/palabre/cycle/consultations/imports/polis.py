"""A Polis conversation, dry first: what would be created, changed, left as it is.

plan = plan_import(read_path(Path("export.zip")))
print(plan.lines())
import_polis(plan=plan, actor=None, at=now)
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.core.opinion.polis import PolisConversation, PolisError, PolisStatement, read_polis
from palabre.cycle.consultations import queries
from palabre.cycle.consultations.imports.wording import say_error, say_remark
from palabre.cycle.consultations.models import Consultation
from palabre.cycle.consultations.operations.importing import (
    Incoming,
    IncomingStatement,
    apply_import,
)
from palabre.cycle.consultations.operations.results import current_result
from palabre.foundation.accounts.models import User
from palabre.foundation.ballots.operations.refused import Refused


@dataclass(frozen=True)
class PolisPlan:
    """What an import would do; nothing is written before it is applied.

    existing: the consultation that this conversation was imported into before; is_same: with the
    very same content. new_*, changed_*: numbers of rows.
    """

    incoming: Incoming
    existing: Consultation | None
    is_same: bool
    statements: int
    moderated: int
    participants: int
    votes: int
    repeats_dropped: int
    new_statements: int
    new_participants: int
    new_votes: int
    changed_votes: int
    remarks: tuple[str, ...]

    @property
    def topic(self) -> str:
        return self.incoming.question

    def lines(self) -> list[tuple[str, str]]:
        """(label, value) pairs, for a page or a terminal."""
        pairs = [
            (_("Sujet"), self.topic),
            (_("Adresse d’origine"), self.incoming.url or _("non précisée")),
            (_("Énoncés"), str(self.statements)),
            (_("Énoncés écartés par la modération"), str(self.moderated)),
            (_("Participants"), str(self.participants)),
            (_("Votes"), str(self.votes)),
            (_("Votes répétés, laissés de côté"), str(self.repeats_dropped)),
        ]
        if self.is_same:
            pairs.append((_("Ce qui changera"), _("rien : cette conversation est déjà importée")))
        elif self.existing is not None:
            pairs += [
                (_("Énoncés nouveaux"), str(self.new_statements)),
                (_("Participants nouveaux"), str(self.new_participants)),
                (_("Votes nouveaux"), str(self.new_votes)),
                (_("Votes changés"), str(self.changed_votes)),
            ]
        return pairs

    def summary(self) -> str:
        if self.is_same:
            return _("Cette conversation est déjà importée, à l’identique : rien ne changera.")
        if self.existing is not None:
            return _("Cette conversation est déjà importée ; cet export la complète.")
        return ngettext(
            "Une consultation sera créée, avec %(n)d vote.",
            "Une consultation sera créée, avec %(n)d votes.",
            self.votes,
        ) % {"n": self.votes}


def plan_import(files: Mapping[str, bytes], source: str = "") -> PolisPlan:
    """Read the files and compare with what is there. `source`: origin and licence, in words.

    Raises:
        Refused: the files cannot be read; the sentence names the file and the line.
    """
    try:
        conversation = read_polis(files)
    except PolisError as error:
        raise Refused(say_error(error), field="export") from error
    incoming = _incoming(conversation, source)
    existing = queries.imported_from(incoming.source_key)
    known = queries.imported_votes(existing) if existing is not None else {}
    statements = queries.imported_statements(existing) if existing is not None else set()
    people = queries.imported_participants(existing) if existing is not None else set()
    return PolisPlan(
        incoming=incoming,
        existing=existing,
        is_same=existing is not None and existing.source_digest == incoming.digest,
        statements=len(incoming.statements),
        moderated=sum(one.rejected for one in incoming.statements),
        participants=len(incoming.participants),
        votes=len(incoming.votes),
        repeats_dropped=conversation.repeats_dropped,
        new_statements=sum(one.external_id not in statements for one in incoming.statements),
        new_participants=sum(one not in people for one in incoming.participants),
        new_votes=sum((p, s) not in known for p, s, _value in incoming.votes),
        changed_votes=sum(known.get((p, s), v) != v for p, s, v in incoming.votes),
        remarks=tuple(say_remark(remark) for remark in conversation.remarks),
    )


def import_polis(*, plan: PolisPlan, actor: User | None, at: datetime) -> Consultation:
    """Write what the plan says, then compute the result.

    A conversation already imported as it is comes back untouched.
    """
    if plan.is_same and plan.existing is not None:
        return plan.existing
    consultation = apply_import(incoming=plan.incoming, actor=actor, at=at)
    current_result(consultation=consultation, at=at)
    return consultation


def _incoming(conversation: PolisConversation, source: str) -> Incoming:
    votes = conversation.votes
    rows = tuple(
        (votes.participants[p], votes.statements[s], int(v))
        for p, s, v in zip(
            votes.participant.tolist(), votes.statement.tolist(), votes.vote.tolist(), strict=True
        )
    )
    statements = tuple(_statement(one) for one in conversation.statements)
    people = tuple(one.id for one in conversation.participants)
    content = [
        conversation.topic,
        conversation.description,
        conversation.url,
        [[one.external_id, one.text, one.rejected, one.is_meta] for one in statements],
        people,
        rows,
    ]
    digest = hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()
    named = hashlib.sha256(f"{conversation.topic}\n{conversation.description}".encode()).hexdigest()
    has_name = bool(conversation.topic or conversation.description)
    origin = _("Conversation Polis %(url)s") % {"url": conversation.url}
    return Incoming(
        question=(conversation.topic or _("Conversation Polis sans titre"))[:300],
        description=conversation.description,
        url=conversation.url,
        source=" · ".join(filter(None, (origin.strip(), source)))[:300],
        source_key=(conversation.url or f"polis:{named if has_name else digest}")[:300],
        digest=digest,
        statements=statements,
        participants=people,
        votes=rows,
    )


def _statement(one: PolisStatement) -> IncomingStatement:
    return IncomingStatement(
        external_id=one.id,
        text=one.text
        or _("Énoncé n° %(id)s, dont l’export ne donne pas le texte") % {"id": one.id},
        rejected=one.moderated == -1,
        is_meta=one.meta,
        created=one.created,
    )
