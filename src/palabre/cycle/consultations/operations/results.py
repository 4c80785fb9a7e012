"""Computing a result, and keeping it with the digest of the votes that it comes from."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np

from palabre.core.opinion.analysis import analyse
from palabre.core.opinion.canonical import VERSION
from palabre.core.opinion.result import to_json
from palabre.core.opinion.small_rooms import agreement_matrix, bridging
from palabre.core.opinion.votes import VoteMatrix
from palabre.cycle.consultations import queries
from palabre.cycle.consultations.models import Consultation, OpinionResult
from palabre.foundation.ballots.enums import Status

# Above this many votes the computation may take more than a second: the worker does it.
MOST_VOTES_AT_ONCE = 4_000
SMALL_ROOM = 60
BRIDGES = 5


def read_matrix(consultation: Consultation) -> VoteMatrix:
    """The votes on the statements asked, by public identifiers; voices without vote included."""
    voices = dict(queries.voices_of(consultation).values_list("pk", "public_id"))
    asked = queries.asked_in(consultation).values_list("pk", "public_id", "is_meta")
    statements = {key: public_id for key, public_id, _ in asked}
    place_p = {key: place for place, key in enumerate(voices)}
    place_s = {key: place for place, key in enumerate(statements)}
    rows = queries.vote_rows(consultation)
    return VoteMatrix.from_arrays(
        list(voices.values()),
        list(statements.values()),
        [place_p[row[0]] for row in rows],
        [place_s[row[1]] for row in rows],
        [row[2] for row in rows],
        off_map=[public_id for _, public_id, is_meta in asked if is_meta],
    )


def compute_result(*, consultation: Consultation, at: datetime) -> OpinionResult:
    """Compute and keep; the same votes give the same row.

    Only the last line writes: call it outside a transaction, which would hold off the voters.
    """
    last_ballot = queries.last_ballot_of(consultation)
    votes = read_matrix(consultation)
    found = analyse(votes)
    content = to_json(found)
    content["room"] = _small_room(votes)
    content["clustered"] = found.clustered
    content["minimum_for_groups"] = found.settings.minimum_for_groups
    content["minimum_votes"] = found.settings.minimum_votes
    content["explained"] = list(found.explained)
    result, _ = OpinionResult.objects.update_or_create(
        consultation=consultation,
        algorithm=VERSION,
        input_digest=found.digest,
        defaults={"content": content, "computed_at": at, "last_ballot": last_ballot},
    )
    return result


def _small_room(votes: VoteMatrix) -> dict[str, Any] | None:
    """Who agrees with whom, and what bridges: None beyond what a person can read."""
    if not 2 <= len(votes.participants) <= SMALL_ROOM:
        return None
    pairs = agreement_matrix(votes)
    bridges = [
        {
            "id": one.statement,
            "agree": one.n_agree,
            "voices": one.n_agree + one.n_disagree + one.n_pass,
            "score": one.score,
        }
        for one in bridging(votes)
        if one.score and one.n_agree > one.n_disagree
    ]
    return {
        "voices": list(pairs.participants),
        "shares": [[None if np.isnan(v) else float(v) for v in row] for row in pairs.share],
        "common": pairs.common.tolist(),
        "bridges": bridges[:BRIDGES],
    }


def current_result(*, consultation: Consultation, at: datetime) -> OpinionResult:
    """The kept result when it still tells of the votes there are, or a new one."""
    return kept_result(consultation) or compute_result(consultation=consultation, at=at)


def quick_result(*, consultation: Consultation, at: datetime) -> OpinionResult | None:
    """The same within a second, or None: the worker has to compute it."""
    kept = kept_result(consultation)
    if kept is not None or queries.count_votes(consultation) > MOST_VOTES_AT_ONCE:
        return kept
    return compute_result(consultation=consultation, at=at)


def kept_result(consultation: Consultation) -> OpinionResult | None:
    """What was kept, if it still tells of the votes and statements there are.

    Once a vote is closed nothing changes any more: what was kept is what is shown.
    """
    kept = queries.latest_result(consultation)
    if kept is not None and kept.algorithm == VERSION:
        if consultation.status in {Status.CLOSED, Status.PUBLISHED}:
            return kept
        known = {row["id"] for row in kept.content["statements"]}
        asked = set(queries.asked_in(consultation).values_list("public_id", flat=True))
        if known == asked and kept.last_ballot == queries.last_ballot_of(consultation):
            return kept
    return None
