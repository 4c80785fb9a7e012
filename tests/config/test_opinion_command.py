"""`palabre opinion analyse`, from outside: JSON as published, pictures, refusals that say where."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest

Analyse = Callable[..., subprocess.CompletedProcess[str]]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def analyse(tmp_path: Path) -> Analyse:
    """The command in a folder of its own, without any setting of the site."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PALABRE_", "DATABASE_", "DJANGO_"))
    } | {"OPENBLAS_NUM_THREADS": "1"}

    def analyse(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(Path(sys.executable).with_name("palabre")), "opinion", "analyse", *arguments],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    return analyse


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A folder as Polis exports it: two clear camps of 40 and 30 people, 12 statements."""
    rng = np.random.default_rng(6)
    folder = tmp_path / "export"
    folder.mkdir()
    votes = ["timestamp,datetime,comment-id,voter-id,vote"]
    for person in range(70):
        camp = 1 if person < 40 else -1
        for statement in range(12):
            vote = camp if statement % 2 else -camp
            if rng.random() < 0.1:
                vote = 0
            votes.append(f"{1500000000 + len(votes)},x,{statement},{person},{vote}")
    votes.append(f"{1600000000},x,0,0,1")  # someone changed their mind
    (folder / "votes.csv").write_text("\n".join(votes) + "\n", encoding="utf-8")
    comments = ["timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body"]
    comments += [f"1500000000,x,{n},0,0,0,1,Énoncé <{n}> & suite" for n in range(12)]
    (folder / "comments.csv").write_text("\n".join(comments) + "\n", encoding="utf-8")
    (folder / "summary.csv").write_text("topic,Eau & ville\n", encoding="utf-8")
    return folder


def test_json_has_the_published_shape_and_is_the_same_twice(analyse: Analyse, export: Path) -> None:
    answer = analyse(str(export), "--json", "-")
    assert answer.returncode == 0
    found = json.loads(answer.stdout)
    assert list(found) == [
        "version",
        "digest",
        "method",
        "participants",
        "statements",
        "groups",
        "k",
        "silhouette",
        "stability",
        "verdict",
        "dropped_repeats",
    ]
    assert (found["verdict"], found["k"], found["method"]) == ("groups", 2, "default")
    assert [(group["label"], group["size"]) for group in found["groups"]] == [("A", 40), ("B", 30)]
    assert found["dropped_repeats"] == 1
    assert {one["id"]: one["group"] for one in found["participants"]} == {
        str(person): "A" if person < 40 else "B" for person in range(70)
    }
    assert analyse(str(export), "--json", "-").stdout == answer.stdout
    other = json.loads(analyse(str(export), "--json", "-", "--seed", "7").stdout)
    assert other["digest"] != found["digest"]


def test_an_archive_and_the_votes_alone_give_the_same_map(
    analyse: Analyse, export: Path, tmp_path: Path
) -> None:
    archive = tmp_path / "export.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for file in export.iterdir():
            packed.write(file, f"dossier/{file.name}")
    renamed = tmp_path / "autre-nom.csv"
    renamed.write_bytes((export / "votes.csv").read_bytes())
    whole = json.loads(analyse(str(export), "--json", "-").stdout)
    for path in (archive, export / "votes.csv", renamed):
        found = json.loads(analyse(str(path), "--json", "-").stdout)
        assert found["groups"] == whole["groups"]
        assert found["participants"] == whole["participants"]


def test_the_map_is_drawn_with_shapes_and_letters_and_described(
    analyse: Analyse, export: Path, tmp_path: Path
) -> None:
    answer = analyse(str(export), "--svg", "carte.svg", "--json", "carte.json")
    assert answer.returncode == 0
    assert "2 groupes d’opinion" in answer.stdout
    assert "Groupe A, 40 personnes" in answer.stdout
    assert "d’accord" in answer.stdout
    picture = ET.fromstring((tmp_path / "carte.svg").read_text(encoding="utf-8"))
    assert picture.tag == f"{SVG}svg"
    assert picture.find(f"{SVG}title").text == "Eau & ville"  # type: ignore[union-attr]
    assert picture.find(f"{SVG}desc") is not None
    letters = {one.text for one in picture.iter(f"{SVG}text")}
    assert {"A", "B"} <= letters
    assert json.loads((tmp_path / "carte.json").read_text())["k"] == 2


def test_english_is_spoken_on_demand(analyse: Analyse, export: Path) -> None:
    assert "2 opinion groups" in analyse(str(export), "--lang", "en").stdout
    polis = json.loads(analyse(str(export), "--method", "polis", "--json", "-").stdout)
    assert polis["method"] == "polis"


HEADER = "timestamp,datetime,comment-id,voter-id,vote\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (HEADER + "1500000000,x,0,1,1\n1500000000,x,0,2,3\n", "Ligne 3, colonne 5"),
        (HEADER + "1500000000,x,0,1,1\n1500000000,x,0", "Ligne 3"),
        (HEADER + "1500000000,x,0,1,1\n1500000000,x,0,", "Ligne 3"),
        ("comment-id,voter-id,vote,vote\n0,1,1,1\n", "Ligne 1"),
        (HEADER + "1500000000,x,,1,1\n", "Ligne 2, colonne 3"),
        ("a,b\n1,2\n", "votes.csv"),
        ("", "aucune ligne"),
    ],
    ids=["not a vote", "cut row", "cut cell", "repeated header", "no id", "other table", "empty"],
)
def test_a_file_that_is_no_export_is_refused_with_its_line(
    analyse: Analyse, tmp_path: Path, content: str, said: str
) -> None:
    (tmp_path / "votes.csv").write_text(content, encoding="utf-8")
    answer = analyse("votes.csv", "--json", "-")
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert said in answer.stderr.replace("\u00a0", " ")
    assert "Traceback" not in answer.stderr


def test_a_refusal_speaks_english_on_demand(analyse: Analyse, tmp_path: Path) -> None:
    (tmp_path / "votes.csv").write_text(HEADER + "1500000000,x,0,1,2\n", encoding="utf-8")
    answer = analyse("votes.csv", "--lang", "en")
    assert answer.returncode == 2
    assert "Line 2, column 5" in answer.stderr


@pytest.mark.parametrize("arguments", [["absent.zip"], ["."], [".", "--seed", "-1"]])
def test_what_cannot_be_read_is_said(analyse: Analyse, arguments: list[str]) -> None:
    answer = analyse(*arguments)
    assert answer.returncode == 2
    assert answer.stderr.startswith("palabre : ")


def test_a_place_that_cannot_be_written_to_is_said(analyse: Analyse, export: Path) -> None:
    answer = analyse(str(export), "--svg", "absent/carte.svg")
    assert answer.returncode == 2
    assert "absent/carte.svg" in answer.stderr


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [
        (["0,1,1"], "too-few"),
        ([f"0,{person},{(-1) ** person}" for person in range(80)], "no-structure"),
        ([f"{s},{p},1" for p in range(80) for s in range(8)], "no-structure"),
    ],
    ids=["one person", "one statement", "everyone equal"],
)
def test_where_nothing_can_be_said_the_answer_is_honest(
    analyse: Analyse, tmp_path: Path, rows: list[str], verdict: str
) -> None:
    (tmp_path / "votes.csv").write_text(
        "comment-id,voter-id,vote\n" + "\n".join(rows) + "\n", encoding="utf-8"
    )
    answer = analyse("votes.csv", "--json", "-", "--svg", "carte.svg")
    assert answer.returncode == 0
    found = json.loads(answer.stdout)
    assert (found["verdict"], found["groups"]) == (verdict, [])
    ET.fromstring((tmp_path / "carte.svg").read_text(encoding="utf-8"))


def test_a_million_lines_cut_in_the_middle_are_refused_by_their_last_line(
    analyse: Analyse, tmp_path: Path
) -> None:
    text = io.StringIO()
    text.write("comment-id,voter-id,vote\n")
    for row in range(1_000_000):
        text.write(f"{row % 100},{row // 100},{row % 3 - 1}\n")
    whole = text.getvalue()
    (tmp_path / "votes.csv").write_text(whole[: len(whole) // 2] + "9", encoding="utf-8")
    cut = whole[: len(whole) // 2].count("\n") + 1
    answer = analyse("votes.csv", "--json", "-")
    assert answer.returncode == 2
    assert f"Ligne {cut}" in answer.stderr.replace("\u00a0", " ").replace("\u202f", "")
    assert "Lecture des votes…" in answer.stderr
