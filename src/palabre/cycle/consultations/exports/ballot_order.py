"""In which order a voice is shown the statements, and why, in words.

Where the result is sealed, the order comes from nothing that a vote has a part in: the voice's
rank, the statements asked, when they were added, and what this very voice has answered. Where
the result is declared open, it comes from the result last kept, which members may read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from palabre.core.opinion.routing import balanced_order, drawn_order, priorities_told
from palabre.cycle.consultations import queries
from palabre.cycle.consultations.models import Consultation, Statement
from palabre.foundation.accounts.models import User
from palabre.foundation.network.models import City
from palabre.foundation.network.queries import rank_of


@dataclass(frozen=True)
class BallotOrder:
    """statements: as the page shows them; why: what it says of their order."""

    statements: tuple[Statement, ...]
    why: str


def order_ballot(
    consultation: Consultation,
    statements: Sequence[Statement],
    answered: frozenset[str],
    voice: City | User,
) -> BallotOrder:
    """Those not answered first, in the order of this voice; then those answered, as asked.

    answered: public identifiers. The same votes and answers give the same order.
    """
    left = [one for one in statements if one.public_id not in answered]
    done = [one for one in statements if one.public_id in answered]
    kept = queries.latest_result(consultation) if consultation.open_result else None
    if kept is None:
        first, why = _sealed(consultation, statements, answered, voice)
    else:
        first, why = _routed(statements, kept.content["statements"], answered, voice)
    if done and left:
        why += " " + _("Ceux auxquels vous avez déjà répondu viennent à la fin.")
    return BallotOrder((*first, *done), why if len(left) > 1 else "")


def _sealed(
    consultation: Consultation,
    asked: Sequence[Statement],
    answered: frozenset[str],
    voice: City | User,
) -> tuple[list[Statement], str]:
    """Those that came once ballots were coming in first: others were voted on without them.

    Answering one leaves the others as they were.
    """
    began = queries.first_ballot_at(consultation)
    late = [one for one in asked if began is not None and one.added_at > began]
    early = [one for one in asked if one not in late]
    row = _row_of(voice)
    order = [*balanced_order(late, row), *balanced_order(early, row)]
    left = [one for one in order if one.public_id not in answered]
    why = _(
        "Chaque voix reçoit les énoncés dans un ordre à elle, fixé d’avance pour que chacun soit "
        "lu en premier à peu près aussi souvent que les autres. Aucune réponse n’y entre : cet "
        "ordre ne dit rien du résultat."
    )
    if left and left[0] in late:
        why += " " + _("Ceux qui ont été ajoutés pendant le vote viennent d’abord.")
    return left, why


def _routed(
    asked: Sequence[Statement],
    told: Sequence[dict[str, object]],
    answered: frozenset[str],
    voice: City | User,
) -> tuple[list[Statement], str]:
    """By the priorities of the kept result; a statement that came after it comes first."""
    by_id = {one.public_id: one for one in asked}
    known = {str(one["id"]) for one in told}
    meta = [one.public_id for one in asked if one.is_meta]
    listed = priorities_told(told, closed=known - by_id.keys(), meta=meta)
    drawn = drawn_order(listed, voice.public_id, answered)
    new = [one for key, one in by_id.items() if key not in known and key not in answered]
    why = _(
        "Le résultat de cette consultation se lit pendant le vote, et l’ordre s’en sert : un "
        "énoncé vient plus souvent au début quand peu de voix l’ont vu, quand il rassemble, ou "
        "quand il distingue les voix."
    )
    return [*balanced_order(new, _row_of(voice)), *(by_id[key] for key in drawn)], why


def _row_of(voice: City | User) -> int:
    """Cities have consecutive rows, so that the square is balanced among them; of people, whose
    number is not told, the row is drawn from their identifier."""
    if isinstance(voice, City):
        return rank_of(voice)
    return int.from_bytes(hashlib.sha256(voice.public_id.encode()).digest()[:4], "big")
