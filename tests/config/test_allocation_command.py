"""`palabre allocation`: select, check, convert, in both languages, with their statuses."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from palabre.config.command import main
from palabre.core.allocation import AllocationProblem, Reason
from palabre.core.allocation.pabulib import (
    PabulibError,
    PabulibProblem,
    PabulibRemark,
    PabulibRemarkCode,
    read_pabulib,
)

WIELICZKA = (
    Path(__file__).resolve().parents[3]
    / "shared"
    / "data"
    / "pabulib"
    / "Poland_Wieliczka_2023_Green_Budget.pb"
)
# Ten ballots, 10 each: c (40 from six), then b (40 from four); a lacks 40.
ELECTION = (
    """META
key;value
description;Deux camps
country;France
unit;Nulle-Part
instance;2026
num_projects;3
num_votes;10
budget;100
vote_type;approval
rule;equalshares
date_begin;2026
date_end;2026
PROJECTS
project_id;cost;name
a;60;Un jardin
b;40;Une fontaine ; et son puits
c;40;=1+1
VOTES
voter_id;vote
""".replace("Une fontaine ; et son puits", '"Une fontaine ; et son puits"')
    + "".join(
        [f"v{number};a,c\n" for number in range(6)] + [f"w{number};b\n" for number in range(4)]
    )
)


@pytest.fixture
def election(tmp_path: Path) -> Path:
    path = tmp_path / "camps.pb"
    path.write_text(ELECTION, encoding="utf-8")
    return path


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as left:
        main(["allocation", *map(str, arguments)])
    return int(left.value.code or 0)


def test_a_selection_as_json_on_the_screen(
    election: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("select", election, "--json", "-") == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["rule"], answer["selected"]) == ("equal-shares", ["c", "b"])
    assert (answer["cost"], answer["budget"], answer["endowment"]) == (80, 100, 10)
    assert [one["price"] for one in answer["rounds"]] == ["20/3", 10]
    (lost,) = answer["losers"]
    assert (lost["project"], lost["reason"], lost["missing"]) == ("a", "supporters-short", 40)
    (tie,) = answer["ties"]
    assert (tie["chosen"], tie["matters"]) == ("c", True)


@pytest.mark.parametrize(
    ("options", "selected"),
    [
        (["--rule", "phragmen"], ["c", "b"]),
        (["--rule", "greedy"], ["c", "a"]),
        (["--utility", "cardinality"], ["c", "b"]),
        (["--budget", "140"], ["c", "a", "b"]),
        (["--threshold", "5"], ["c", "a"]),
        (["--completion", "add1"], ["c", "b"]),
    ],
)
def test_the_options_of_a_selection(
    election: Path, capsys: pytest.CaptureFixture[str], options: list[str], selected: list[str]
) -> None:
    assert run("select", election, "--json", "-", *options) == 0
    assert json.loads(capsys.readouterr().out)["selected"] == selected


def test_reasons_in_words_in_both_languages(
    election: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("select", election, "--explain") == 0
    said = capsys.readouterr().out.replace("\u00a0", " ")
    assert "Financés : 2 projets, 80 sur 100." in said
    assert "il restait 20 à ses soutiens, il manque 40" in said
    assert "À 40, il aurait été financé." in said
    assert "Égalité entre c, a" in said
    assert run("select", election, "--budget", "70") == 0
    assert "Financé : 1 projet, 40 sur 70." in capsys.readouterr().out.replace("\u00a0", " ")
    assert run("select", election, "--lang", "en") == 0
    assert "its supporters had 20 left, 40 is missing" in capsys.readouterr().out


def test_what_was_selected_is_checked(
    election: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outcome = tmp_path / "resultat.json"
    assert run("select", election, "--json", outcome) == 0
    assert run("check", election, outcome) == 0
    said = capsys.readouterr().out
    assert "EJR+" in said
    given = json.loads(outcome.read_text("utf-8"))
    outcome.write_text(json.dumps({**given, "selected": ["a", "c"]}), encoding="utf-8")
    assert run("check", election, outcome, "--json", "-") == 1
    answer = json.loads(capsys.readouterr().out)
    assert (answer["same_election"], answer["same_selection"]) == (True, False)
    assert answer["ejr_plus_up_to_one"] == "broken"
    assert answer["unserved"] == [{"project": "b", "size": 4, "due": 40, "obtained": 40}]
    outcome.write_text(json.dumps({**given, "digest": "0"}), encoding="utf-8")
    assert run("check", election, outcome) == 1


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"selected": 3}'])
def test_what_is_no_outcome_is_refused(
    election: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    outcome = tmp_path / "resultat.json"
    outcome.write_text(content, encoding="utf-8")
    assert run("check", election, outcome) == 2
    assert "n’est pas un résultat" in capsys.readouterr().err


def test_elections_go_through_spreadsheets_and_back(election: Path, tmp_path: Path) -> None:
    steps = [election, *(tmp_path / name for name in ("un.csv", "deux.xlsx", "trois.pb"))]
    for source, target in pairwise(steps):
        assert run("convert", source, target) == 0
    first, last = (read_pabulib(path.read_bytes()) for path in (steps[0], steps[-1]))
    assert last.election == first.election
    # A spreadsheet runs no cell of it.
    assert "'=1+1" in steps[1].read_text("utf-8-sig")


def test_nothing_is_replaced_without_being_asked(
    election: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "un.csv"
    target.write_text("précieux", encoding="utf-8")
    assert run("convert", election, target) == 2
    assert "existe déjà" in capsys.readouterr().err
    assert target.read_text("utf-8") == "précieux"
    assert run("convert", election, target, "--force") == 0
    assert run("convert", election, tmp_path / "un.ods") == 2


@pytest.mark.parametrize(
    ("old", "new", "french", "english"),
    [
        ("b;40", "b;-40", "ligne 17, colonne 2 : le projet « b » coûte -40", "line 17, column 2"),
        ("v3;a,c", "v3;a,x", "ligne 24, colonne 2 : le projet « x »", "is not in the list"),
        ("w3;b\n", "", "n’en a que 9 ; le fichier est sans doute coupé", "cut short"),
    ],
)
def test_bad_input_is_said_with_its_line(
    election: Path,
    capsys: pytest.CaptureFixture[str],
    old: str,
    new: str,
    french: str,
    english: str,
) -> None:
    assert old in ELECTION
    election.write_text(ELECTION.replace(old, new, 1), encoding="utf-8")
    assert run("select", election) == 2
    assert french in capsys.readouterr().err.replace("\u00a0", " ")
    assert run("select", election, "--lang", "en") == 2
    assert english in capsys.readouterr().err


def test_other_bad_input(
    election: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("select", tmp_path / "absent.pb") == 2
    assert run("select", tmp_path) == 2
    assert run("select", election, "--budget", "beaucoup") == 2
    assert run("select", election, "--threshold", "-1") == 2
    broken = tmp_path / "casse.xlsx"
    broken.write_bytes(b"PK\x03\x04 casse")
    assert run("select", broken) == 2
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert "le classeur ne peut pas être lu" in said


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_code_has_its_words(language: str) -> None:
    from palabre.config.commands import allocation_words as module

    names = "id name value section first expected found choices points count limit"
    filled = dict.fromkeys(names.split(), 1)
    words = module.Words(language)
    for code in PabulibProblem:
        refused = PabulibError(code, 1, 1, **filled)
        assert str(refused) not in words.refusal(refused)
    for remark in PabulibRemarkCode:
        assert words.remark(PabulibRemark(remark, filled | {"line": 1}))
    for reason in Reason:
        assert words.reason_of(reason.value, 1, 1, "x")
    assert AllocationProblem.NUMBERS_TOO_LARGE.value in module._PROBLEMS


@pytest.mark.data
@pytest.mark.skipif(not WIELICZKA.exists(), reason="the public data sets are absent")
def test_the_official_selection_of_wieliczka(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("select", WIELICZKA, "--completion", "add1", "--comparison", "--json", "-") == 0
    answer = json.loads(capsys.readouterr().out)
    assert set(answer["selected"]) == read_pabulib(WIELICZKA.read_bytes()).selected
    assert answer["comparison"]["kept"] == "equal-shares"
