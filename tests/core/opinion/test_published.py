"""Published Polis conversations: what we recount is what was published."""

import csv
import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np
import pytest

from palabre.core.opinion import (
    Settings,
    Verdict,
    adjusted_rand,
    analyse,
    bridging,
    group_statistics,
    tally,
    to_json,
)
from palabre.core.opinion.polis import PolisConversation, PolisRemarkCode

pytestmark = pytest.mark.data

POLIS = Path(__file__).parents[4] / "shared" / "data" / "polis"

Read = Callable[[str], PolisConversation]
#: name → participants, statements voted on or listed, votes kept, repeats dropped: counted once
#: with the standard library's `csv` alone.
COUNTED = {
    "15-per-hour-seattle": (339, 54, 2872, 123),
    "bg2050-volunteers": (126, 371, 14283, 58),
    "brexit-consensus": (204, 50, 5303, 9),
    "scoop-hivemind.biodiversity": (536, 316, 29719, 83),
    "vtaiwan.uberx": (1921, 197, 49443, 554),
}


@pytest.mark.parametrize("name", COUNTED)
def test_reads_every_vote(name: str, conversation: Read) -> None:
    found = conversation(name)
    people, statements, votes, repeats = COUNTED[name]
    assert (len(found.participants), len(found.statements)) == (people, statements)
    assert (len(found.votes), found.repeats_dropped) == (votes, repeats)
    assert int(found.summary["voters"]) == people
    assert found.topic == found.summary["topic"]
    # The votes kept are those of the published participants' table, and the published counts
    # are those of the votes, repeats included: otherwise a remark would say so.
    assert {one.code for one in found.remarks} <= {
        PolisRemarkCode.REPEATED_VOTES,
        PolisRemarkCode.WITHOUT_VOTES,
    }


def test_a_description_that_spans_lines_is_whole(conversation: Read) -> None:
    description = conversation("bg2050-volunteers").description
    assert description.startswith("In the next 25 years")
    assert description.endswith("between now and October 2nd.*")
    assert description.count("\n") == 6


@pytest.mark.parametrize(
    ("name", "untouched"),
    list(zip(COUNTED, (33, 339, 42, 267, 101), strict=True)),
)
def test_tallies_are_the_published_ones_once_repeats_are_set_apart(
    name: str, untouched: int, conversation: Read
) -> None:
    """The published counts include repeats: set apart the pairs that voted twice, counted here
    with the standard library alone, and nothing differs."""
    found = conversation(name)
    text = (POLIS / name / "votes.csv").read_text(encoding="utf-8")
    given: dict[tuple[str, str], list[int]] = {}
    for row in csv.DictReader(io.StringIO(text)):
        given.setdefault((row["voter-id"], row["comment-id"]), []).append(int(row["vote"]))
    extra = Counter[tuple[str, int]]()
    dense = found.votes.dense()
    person = {name: place for place, name in enumerate(found.votes.participants)}
    statement = {name: place for place, name in enumerate(found.votes.statements)}
    for (who, what), votes in given.items():
        kept = int(dense[person[who], statement[what]])
        assert kept in votes
        extra.update((what, vote) for vote in votes)
        extra[what, kept] -= 1
    counts = tally(found.votes)
    equal = 0
    for place, one in enumerate(found.statements):
        assert one.agrees == counts.agree[place] + extra[one.id, 1]
        assert one.disagrees == counts.disagree[place] + extra[one.id, -1]
        equal += (counts.agree[place], counts.disagree[place]) == (one.agrees, one.disagrees)
    assert equal == untouched


def test_group_informed_consensus_is_the_published_one(conversation: Read) -> None:
    found = conversation("bg2050-volunteers")
    table = group_statistics(found.votes, found.published_groups())
    assert table.sizes.tolist() == [100, 8]
    published = np.array([one.consensus for one in found.statements])
    assert table.consensus() == pytest.approx(published, abs=1e-12)
    assert len(published) == 371


def test_polis_mode_finds_the_published_groups(conversation: Read) -> None:
    """Cold start against conversations that have a history: the middle one, not each."""
    indices = []
    for name in COUNTED:
        found = conversation(name)
        drawn = analyse(found.votes, Settings(method="polis", resamples=1, shuffles=1))
        published = found.published_groups()
        labels = sorted(set(published.values()))
        place = [
            (labels.index(published[person]), int(member))
            for person, member in zip(drawn.participants, drawn.membership, strict=True)
            if person in published and member >= 0
        ]
        # Eight people of one conversation were grouped while they had fewer votes than needed.
        assert len(place) >= len(published) - 8
        one, other = np.array(place).T
        indices.append(adjusted_rand(one, other))
    assert median(indices) >= 0.89


@pytest.mark.parametrize(
    ("name", "stability", "without_gap"),
    [
        ("15-per-hour-seattle", 0.62, {Verdict.NO_STRUCTURE, Verdict.UNSTABLE}),
        ("bg2050-volunteers", 0.46, {Verdict.NO_STRUCTURE, Verdict.UNSTABLE}),
        ("brexit-consensus", 0.85, {Verdict.GROUPS}),
        ("scoop-hivemind.biodiversity", 0.80, {Verdict.GROUPS}),
        ("vtaiwan.uberx", 0.88, {Verdict.GROUPS}),
    ],
)
def test_published_conversations_are_clouds_of_which_some_split_the_same_way_again(
    name: str, stability: float, without_gap: set[Verdict], conversation: Read
) -> None:
    """Stability expected from a study apart (scikit-learn's k-means, its own draws). Another
    program's dip test of the same positions gives chances of 0.55 to 0.99: no gap anywhere."""
    votes = conversation(name).votes
    found = analyse(votes, Settings(resamples=60))
    assert found.verdict is Verdict.NO_STRUCTURE
    assert found.structure is not None
    assert found.structure.along <= 0.05
    assert found.structure.gap > 0.5
    assert found.stability == pytest.approx(stability, abs=0.12)
    asked_for = analyse(votes, Settings(resamples=60, gap_level=1))
    assert asked_for.verdict in without_gap
    # Without a gap, what would have been groups are tendencies: the same people, the same words.
    assert found.groups == ()
    assert found.tendencies == asked_for.groups
    assert [one["tendency"] for one in to_json(found)["participants"] if found.tendencies] == [
        one["group"] for one in to_json(asked_for)["participants"] if found.tendencies
    ]


def test_the_tendencies_of_uberx_are_nearly_the_published_groups(conversation: Read) -> None:
    found = conversation("vtaiwan.uberx")
    drawn = analyse(found.votes)
    published = found.published_groups()
    near = {
        one.id: one.tendency
        for one in drawn.mapped_participants()
        if one.tendency and one.id in published
    }
    assert len(near) > 1000
    pairs = Counter((tendency, published[name]) for name, tendency in near.items())
    alike = sum(count for _pair, count in pairs.most_common(2))
    assert len({tendency for (tendency, _group), _count in pairs.most_common(2)}) == 2
    assert alike / len(near) > 0.8


def test_bridging_statements_of_a_published_conversation_hold_in_each_group(
    conversation: Read,
) -> None:
    found = conversation("brexit-consensus")
    best = bridging(found.votes, found.published_groups())[0]
    table = group_statistics(found.votes, found.published_groups())
    place = found.votes.statements.index(best.statement)
    assert (table.agree[:, place] / table.seen[:, place] > 0.7).all()
    assert best.score == pytest.approx(table.consensus()[place] ** 0.5)
