"""The same map from votes in parts, here or on workers of which one dies."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from palabre.core.opinion import (
    Settings,
    VoteError,
    VoteMatrix,
    VoteProblem,
    analyse,
    analyse_parts,
    to_json,
)
from palabre.core.opinion.parts import Alone

SCRIPT = Path(__file__).parent / "dask_cluster.py"
QUICK = {"resamples": 3, "shuffles": 3, "minimum_for_groups": 20}


def parts_of(votes: VoteMatrix, edges: list[int]) -> list[VoteMatrix]:
    spans = zip([0, *edges], [*edges, len(votes.participants)], strict=True)
    off_map = [name for name, off in zip(votes.statements, votes.off_map, strict=True) if off]
    parts = []
    for begin, end in spans:
        kept = (votes.participant >= begin) & (votes.participant < end)
        parts.append(
            VoteMatrix.from_arrays(
                votes.participants[begin:end],
                votes.statements,
                votes.participant[kept] - begin,
                votes.statement[kept],
                votes.vote[kept],
                off_map=off_map,
            )
        )
    return parts


@pytest.mark.parametrize("method", ["default", "polis"])
@pytest.mark.parametrize("edges", [[], [1], [40, 41, 90], [0, 100]], ids=str)
def test_parts_give_the_map_of_the_whole_to_the_bit(
    two_camps: Callable[..., VoteMatrix], edges: list[int], method: str
) -> None:
    settings = Settings(method=method, **QUICK)  # type: ignore[arg-type]
    camps = two_camps((60, 40), unseen=0.4)
    votes = VoteMatrix.from_arrays(
        camps.participants,
        camps.statements,
        camps.participant,
        camps.statement,
        camps.vote,
        off_map=["s2", "s9"],
    )
    whole = analyse(votes, settings)
    found = analyse_parts(parts_of(votes, edges), Alone(), settings)
    assert json.dumps(to_json(found)) == json.dumps(to_json(whole))
    assert (found.structure, found.same_number) == (whole.structure, whole.same_number)
    assert np.array_equal(found.tried, whole.tried)


def test_someone_in_two_parts_or_other_statements_are_refused(four_by_four: VoteMatrix) -> None:
    with pytest.raises(VoteError) as refused:
        analyse_parts([four_by_four, four_by_four], Alone())
    assert refused.value.code is VoteProblem.DUPLICATED_ID
    other = VoteMatrix.from_triples([("p9", "s9", 1)])
    with pytest.raises(ValueError, match="same statements"):
        analyse_parts([four_by_four, other], Alone())
    with pytest.raises(ValueError, match="at least one"):
        analyse_parts([], Alone())


def test_two_dask_workers_one_of_which_is_killed_give_the_same_map() -> None:
    pytest.importorskip("distributed", reason="the optional extra palabre[dask] is not installed")
    said = subprocess.run(
        [sys.executable, str(SCRIPT)],
        capture_output=True,
        check=False,
        text=True,
        timeout=300,
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
    )
    assert said.returncode == 0, said.stderr[-2000:]
    found = json.loads(said.stdout.splitlines()[-1])
    assert found["killed"] == 1
    assert found["workers_lost"] >= 1
    assert found["same_digest"]
    assert found["same_groups"]
    assert found["distance"] <= 1e-9
