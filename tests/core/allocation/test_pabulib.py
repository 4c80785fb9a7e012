"""`.pb` files: real ones read and written back, wrong ones refused where they are wrong."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.core.allocation import Ballot, Election, Project, Rule, Settings, VoteType, select
from palabre.core.allocation.pabulib import (
    PabulibError,
    PabulibProblem,
    PabulibRemarkCode,
    read_pabulib,
    write_pabulib,
)

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "pabulib"
FILES = sorted(DATA.glob("*.pb"))


def _says_what_greedy_selected(path: Path) -> bool:
    head = path.read_text(encoding="utf-8").partition("\nVOTES")[0]
    columns = head.partition("\nPROJECTS\n")[2].partition("\n")[0].split(";")
    return "\nrule;greedy" in head and "selected" in columns


GREEDY_FILES = [path for path in FILES if _says_what_greedy_selected(path)]
needs_data = pytest.mark.skipif(not FILES, reason="the public data sets are not beside the project")

META = """META
key;value
description;Un essai
country;France
unit;Nulle-Part
instance;2026
num_projects;2
num_votes;3
budget;100
vote_type;approval
rule;greedy
date_begin;2026
date_end;2026
"""
PROJECTS = """PROJECTS
project_id;cost;votes;name
1;60;2;Un jardin
2;40;2;"Le ""grand"" four ; à pain"
"""
VOTES = """VOTES
voter_id;vote;age
a;1,2;40-59
b;1
c;2;33
"""
TEXT = META + PROJECTS + VOTES


def problem(text: str | bytes) -> tuple[PabulibProblem, int | None, int | None]:
    with pytest.raises(PabulibError) as refused:
        read_pabulib(text)
    return refused.value.code, refused.value.line, refused.value.column


def test_a_small_file_is_read_as_it_is_written() -> None:
    found = read_pabulib(TEXT)
    assert found.election.budget == 100
    assert found.election.projects == (
        Project("1", 60, "Un jardin"),
        Project("2", 40, 'Le "grand" four ; à pain'),
    )
    assert [one.choices for one in found.election.ballots] == [("1", "2"), ("1",), ("2",)]
    assert found.election.ballots[0].details == {"age": "40-59"}
    assert (found.rule, found.selected, found.remarks) == ("greedy", None, ())


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_line_ends_and_byte_order_marks_do_not_count(end: str) -> None:
    content = ("\ufeff" + TEXT.replace("\n", end)).encode()
    assert read_pabulib(content).election == read_pabulib(TEXT).election


@pytest.mark.data
@needs_data
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_real_files_come_back_equal(path: Path) -> None:
    found = read_pabulib(path.read_bytes())
    assert found.remarks == ()
    again = read_pabulib(write_pabulib(found.election, found.selected).encode())
    assert again == found
    assert [dict(one.details) for one in again.election.ballots] == [
        dict(one.details) for one in found.election.ballots
    ]


@pytest.mark.data
@needs_data
@pytest.mark.parametrize("path", GREEDY_FILES, ids=lambda path: path.stem)
def test_published_greedy_selections_are_found_again(path: Path) -> None:
    found = read_pabulib(path.read_bytes())
    assert found.selected
    settings = Settings(
        rule=Rule.GREEDY, skip=found.rule != "greedy-no-skip", threshold=found.threshold
    )
    assert set(select(found.election, settings).selected) == found.selected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("budget;100", "budget;cent", (PabulibProblem.NOT_MONEY, 9, 2)),
        ("budget;100", "budget;-5", (PabulibProblem.NEGATIVE_BUDGET, 9, 2)),
        ("budget;100\n", "", (PabulibProblem.MISSING_KEY, 2, None)),
        ("approval", "acclamation", (PabulibProblem.UNKNOWN_VOTE_TYPE, 10, 2)),
        ("num_votes;3", "num_votes;4", (PabulibProblem.FEWER_ROWS, 22, None)),
        ("num_votes;3", "num_votes;trois", (PabulibProblem.NOT_A_COUNT, 8, 2)),
        ("1;60;", "1;0;", (PabulibProblem.COST_NOT_POSITIVE, 16, 2)),
        ("1;60;", "1;-60;", (PabulibProblem.COST_NOT_POSITIVE, 16, 2)),
        ("1;60;", "1;6O;", (PabulibProblem.NOT_MONEY, 16, 2)),
        ("2;40;", "1;40;", (PabulibProblem.DUPLICATED_PROJECT, 17, 1)),
        ("2;40;", ";40;", (PabulibProblem.EMPTY_ID, 17, 1)),
        ("project_id;cost", "project_id;price", (PabulibProblem.MISSING_COLUMN, 15, None)),
        (
            "project_id;cost;votes",
            "project_id;cost;cost",
            (PabulibProblem.DUPLICATED_HEADER, 15, 3),
        ),
        ("b;1", "b;3", (PabulibProblem.UNKNOWN_PROJECT, 21, 2)),
        ("b;1", ";1", (PabulibProblem.EMPTY_ID, 21, 1)),
        ("c;2;33", "c;2;33;x", (PabulibProblem.ROW_LENGTH, 22, 4)),
        ('"Le ""grand"" four ; à pain"', '"Le four', (PabulibProblem.UNCLOSED_QUOTE, 17, None)),
        ("PROJECTS\nproject_id;cost;votes;name", "VOTES\nx", (PabulibProblem.SECTION_TWICE, 18, 1)),
        ("META\n", "", (PabulibProblem.BEFORE_SECTION, 1, 1)),
        ("approval", "choose-1", (PabulibProblem.SEVERAL_CHOICES, 20, 2)),
        ("approval", "cumulative", (PabulibProblem.MISSING_COLUMN, 19, None)),
    ],
)
def test_what_is_wrong_is_said_where_it_is(
    old: str, new: str, expected: tuple[PabulibProblem, int, int | None]
) -> None:
    assert old in TEXT
    assert problem(TEXT.replace(old, new, 1)) == expected


def test_points_are_checked_one_by_one() -> None:
    pointed = TEXT.replace("approval", "scoring").replace("vote;age", "vote;points")
    good = pointed.replace("a;1,2;40-59", "a;1,2;3,0").replace("b;1", "b;1;2").replace("33", "1")
    assert [one.points for one in read_pabulib(good).election.ballots] == [(3, 0), (2,), (1,)]
    assert problem(pointed) == (PabulibProblem.NOT_POINTS, 20, 3)
    assert problem(good.replace("3,0", "3,-1")) == (PabulibProblem.NOT_POINTS, 20, 3)
    assert problem(good.replace("3,0", "3")) == (PabulibProblem.POINTS_DIFFER, 20, 3)


def test_what_is_not_a_table_is_refused() -> None:
    assert problem(b"") == (PabulibProblem.EMPTY, None, None)
    assert problem(b"\xef\xbb\xbf \n") == (PabulibProblem.EMPTY, None, None)
    assert problem(b"META\nkey;value\nunit;\xe9t\xe9\n") == (PabulibProblem.MALFORMED_UTF8, 3, 6)
    assert problem("META\nkey;value\nunit;\0") == (PabulibProblem.NOT_TEXT, 3, None)
    assert problem(META) == (PabulibProblem.NO_SECTION, 14, 1)
    assert problem(META + "PROJECTS\n") == (PabulibProblem.NO_HEADER, 14, 1)


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.8, 0.99])
def test_a_file_cut_short_is_never_taken_for_a_whole_one(kept: float) -> None:
    ballots = "".join(f"v{number};1,2;40\n" for number in range(5000))
    whole = META.replace("num_votes;3", "num_votes;5000") + PROJECTS + VOTES[: VOTES.index("a;")]
    text = whole + ballots
    assert len(read_pabulib(text).election.ballots) == 5000
    code, line, _ = problem(text[: int(len(text) * kept)])
    assert code in {PabulibProblem.FEWER_ROWS, PabulibProblem.ROW_LENGTH}
    assert line == text[: int(len(text) * kept)].count("\n") + 1


def test_what_can_be_put_up_with_is_remarked() -> None:
    text = TEXT.replace("country;France\n", "").replace("num_votes;3", "num_votes;2")
    text = text.replace("a;1,2", "a;1,2,1").replace("b;1", "a;").replace("1;60;2", "1;60;9")
    found = read_pabulib(text)
    assert [(one.code, dict(one.params)) for one in found.remarks] == [
        (PabulibRemarkCode.MISSING_KEY, {"name": "country"}),
        (PabulibRemarkCode.REPEATED_CHOICES, {"count": 1, "line": 19}),
        (PabulibRemarkCode.REPEATED_VOTERS, {"count": 1, "line": 20}),
        (PabulibRemarkCode.EMPTY_BALLOTS, {"count": 1}),
        (PabulibRemarkCode.MORE_ROWS, {"section": "VOTES", "expected": 2, "found": 3}),
        (PabulibRemarkCode.VOTES_DIFFER, {"count": 1, "line": 15}),
    ]
    assert [one.voter for one in found.election.ballots] == ["a", "a#2", "c"]


def test_costs_beyond_two_to_the_63_stay_exact() -> None:
    cost = 2**70 + 1
    text = TEXT.replace("1;60;", f"1;{cost};").replace("budget;100", f"budget;{2**71}.25")
    found = read_pabulib(text).election
    assert found.projects[0].cost == cost
    assert found.budget == 2**71 + Fraction(1, 4)
    assert read_pabulib(write_pabulib(found)).election == found


words = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\r", exclude_categories=("Cs", "Cc")),
    max_size=12,
).map(str.strip)
names = words.filter(
    lambda text: text and "," not in text and text not in {"META", "VOTES", "PROJECTS"}
)
money = st.fractions(min_value=Fraction(1, 1000), max_value=10**25).map(
    lambda value: int(value) if value.denominator == 1 else value
)


@given(st.data())
def test_what_is_written_is_read_back(data: st.DataObject) -> None:
    ids = data.draw(st.lists(names, min_size=1, max_size=5, unique=True))
    kind = data.draw(st.sampled_from(VoteType))
    most = 1 if kind is VoteType.CHOOSE_1 else len(ids)
    ballots = []
    for voter in data.draw(st.lists(names, max_size=6, unique=True)):
        choices = tuple(data.draw(st.lists(st.sampled_from(ids), max_size=most, unique=True)))
        pointed = kind in (VoteType.CUMULATIVE, VoteType.SCORING)
        points = tuple(data.draw(st.integers(0, 99)) for _ in choices) if pointed else None
        ballots.append(
            Ballot(voter, choices, points, data.draw(st.sampled_from([1, 2, Fraction(1, 3)])))
        )
    projects = tuple(
        Project(
            one, data.draw(money), data.draw(words), data.draw(st.sampled_from([(), ("x", "y z")]))
        )
        for one in ids
    )
    election = Election(data.draw(money), projects, tuple(ballots), kind)
    chosen = frozenset(data.draw(st.lists(st.sampled_from(ids))))
    found = read_pabulib(write_pabulib(election, chosen))
    assert replace(found.election) == election
    assert found.selected == chosen


def test_an_identifier_without_place_in_the_format_is_refused() -> None:
    with pytest.raises(ValueError, match="1,2"):
        write_pabulib(Election(1, (Project("1,2", 1),), ()))
