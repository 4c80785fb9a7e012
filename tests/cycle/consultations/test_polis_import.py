"""A Polis export: read dry, written once, told in French where it is wrong."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from palabre.cycle.consultations import tasks
from palabre.cycle.consultations.imports.archive import pack, read_files, read_path
from palabre.cycle.consultations.imports.polis import import_polis, plan_import
from palabre.cycle.consultations.models import Consultation, Participant, Statement, Vote
from palabre.foundation.accounts.models import User
from palabre.foundation.ballots.operations.refused import Refused
from palabre.foundation.files.models import StoredFile
from palabre.foundation.jobs.models import Job
from palabre.foundation.jobs.operations import JobRefused
from palabre.foundation.journal.models import Entry

ClientAs = Callable[[User | None], Client]

COMMENTS = (
    "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
    '1403054214196,x,0,0,2,0,1,"Une phrase\nsur deux lignes, avec « guillemets »"\n'
    "1403054214197,x,2,1,0,1,-1,Hors sujet\n"
)
VOTES = (
    "timestamp,datetime,comment-id,voter-id,vote\n"
    "1403054214200,x,0,0,-1\n"
    "1403054214300,x,0,0,1\n"
    "1403054214201,x,0,1,1\n"
    "1403054214202,x,2,1,-1\n"
)
SUMMARY = "topic,Essai\nurl,https://pol.is/essai\nconversation-description,Une conversation\n"
FILES = {
    "comments.csv": COMMENTS.encode(),
    "votes.csv": VOTES.encode(),
    "summary.csv": SUMMARY.encode(),
}


def test_the_dry_run_says_what_there_is_and_writes_nothing(db: None) -> None:
    plan = plan_import(FILES)

    assert (plan.statements, plan.moderated, plan.participants, plan.votes) == (2, 1, 2, 3)
    assert plan.repeats_dropped == 1
    assert plan.topic == "Essai"
    assert any("répétés" in remark for remark in plan.remarks)
    assert not Consultation.objects.exists()


def test_what_is_imported(db: None, at: datetime) -> None:
    made = import_polis(plan=plan_import(FILES, "CC BY 4.0"), actor=None, at=at)

    assert (made.question, made.electorate, made.status) == ("Essai", "people", "closed")
    assert made.source == "Conversation Polis https://pol.is/essai · CC BY 4.0"
    text = Statement.objects.get(external_id="0").text
    assert text == "Une phrase\nsur deux lignes, avec « guillemets »"
    out = Statement.objects.get(external_id="2")
    assert (out.moderation, bool(out.moderation_reason)) == ("rejected", True)
    rows = Vote.objects.values_list("participant__external_id", "statement__external_id", "value")
    assert sorted(rows) == [("0", "0", 1), ("1", "0", 1), ("1", "2", -1)]
    assert made.results.count() == 1


def test_the_same_files_again_change_nothing(db: None, at: datetime) -> None:
    made = import_polis(plan=plan_import(FILES), actor=None, at=at)
    entries = Entry.objects.count()

    plan = plan_import(FILES)
    again = import_polis(plan=plan, actor=None, at=at)

    assert plan.is_same
    assert again.pk == made.pk
    assert (Consultation.objects.count(), Vote.objects.count()) == (1, 3)
    assert Entry.objects.count() == entries


def test_a_later_export_of_the_same_conversation_completes_it(db: None, at: datetime) -> None:
    import_polis(plan=plan_import(FILES), actor=None, at=at)
    kept = Statement.objects.get(external_id="0").public_id
    later = FILES | {
        "votes.csv": (VOTES + "1403054214999,x,0,7,0\n1403054215000,x,0,1,-1\n").encode()
    }

    plan = plan_import(later)
    made = import_polis(plan=plan, actor=None, at=at)

    assert not plan.is_same
    assert (plan.new_statements, plan.new_participants) == (0, 1)
    assert (plan.new_votes, plan.changed_votes) == (1, 1)
    assert Consultation.objects.get() == made
    assert Statement.objects.get(external_id="0").public_id == kept
    rows = Vote.objects.values_list("participant__external_id", "statement__external_id", "value")
    assert sorted(rows) == [("0", "0", 1), ("1", "0", -1), ("1", "2", -1), ("7", "0", 0)]
    [row] = made.results.get().content["statements"]
    assert (row["n_agree"], row["n_disagree"], row["n_pass"]) == (1, 1, 1)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"votes.csv": VOTES.replace("0,0,-1", "0,0,7").encode()}, ("votes.csv", "Ligne 2", "7")),
        ({"votes.csv": VOTES.replace("1403054214201", "hier").encode()}, ("Ligne 4", "hier")),
        ({"votes.csv": b"timestamp,comment-id,voter-id\n1,2,3\n"}, ("votes.csv", "« vote »")),
        ({"votes.csv": b""}, ("votes.csv", "aucune ligne")),
        ({"votes.csv": b"\x00\x01"}, ("votes.csv",)),
        (
            {"comments.csv": (COMMENTS + "1,x,0,0,0,0,1,Encore\n").encode()},
            ("comments.csv", "déjà à la ligne 2"),
        ),
    ],
)
def test_files_that_cannot_be_read_are_told_where(
    change: dict[str, bytes], words: tuple[str, ...], db: None
) -> None:
    with pytest.raises(Refused) as refused:
        plan_import(FILES | change)

    said = str(refused.value).replace("\u00a0", " ")
    assert [word for word in words if word not in said] == []
    assert not Consultation.objects.exists()


def test_the_votes_must_be_there(db: None) -> None:
    with pytest.raises(Refused, match="manque les votes"):
        plan_import({"comments.csv": COMMENTS.encode()})


def bomb() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("votes.csv", b"0" * 60_000_000)
    return kept.getvalue()


def crowd() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for number in range(60):
            archive.writestr(f"{number}.csv", b"")
    return kept.getvalue()


@pytest.mark.parametrize(
    "content",
    [bomb(), crowd(), b"PK\x03\x04 not an archive", pack(FILES)[:-40]],
    ids=["bomb", "crowd", "noise", "cut"],
)
def test_bad_archives_are_refused(content: bytes) -> None:
    with pytest.raises(Refused):
        read_files([("export.zip", content)])


def test_a_zip_and_its_files_are_the_same_conversation(db: None) -> None:
    assert plan_import(read_files([("e.zip", pack(FILES))])).incoming == plan_import(FILES).incoming


def uploads(files: dict[str, bytes]) -> dict[str, object]:
    return {"export": [SimpleUploadedFile(name, content) for name, content in files.items()]}


def test_the_page_shows_the_dry_run_then_imports(
    secretariat: User, client_as: ClientAs, settings: Settings, tmp_path: Path
) -> None:
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        }
    }
    browser = client_as(secretariat)
    sent = browser.post(reverse("consultations:import"), uploads(FILES) | {"source": "CC BY 4.0"})
    page = sent.headers["Location"]
    shown = browser.get(page).content.decode()
    before = Consultation.objects.count()

    done = browser.post(page)

    assert (sent.status_code, before, done.status_code) == (302, 0, 302)
    assert re.search(r"<dt>Participants</dt>\s*<dd>2</dd>", shown)
    made = Consultation.objects.get()
    assert made.source.endswith("CC BY 4.0")
    assert browser.get(done.headers["Location"]).status_code == 200
    assert browser.post(page).status_code == 302
    assert Consultation.objects.count() == 1


def test_another_person_s_upload_is_not_found(
    secretariat: User, facilitator: User, client_as: ClientAs, at: datetime
) -> None:
    kept = StoredFile.objects.create(
        name="polis.zip",
        content_type="application/zip",
        size=1,
        sha256="0" * 64,
        owner=facilitator,
        created_at=at,
    )
    page = reverse("consultations:import-confirm", args=[kept.public_id])

    assert client_as(secretariat).get(page).status_code == 404


def test_a_bad_upload_stays_on_the_page_and_keeps_nothing(
    secretariat: User, client_as: ClientAs
) -> None:
    bad = FILES | {"votes.csv": b"a,b\n1,2\n"}

    sent = client_as(secretariat).post(reverse("consultations:import"), uploads(bad))

    assert sent.status_code == 422
    assert "comment-id" in sent.content.decode()
    assert not StoredFile.objects.exists()


def test_a_large_conversation_is_handed_to_the_worker(
    secretariat: User,
    client_as: ClientAs,
    settings: Settings,
    tmp_path: Path,
) -> None:
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        }
    }
    head = "timestamp,comment-id,voter-id,vote\n"
    rows = "".join(f"1,{s},{p},{(p + s) % 3 - 1}\n" for p in range(101) for s in range(40))
    browser = client_as(secretariat)
    files = {"votes.csv": (head + rows).encode()}
    sent = browser.post(reverse("consultations:import"), uploads(files))

    done = browser.post(sent.headers["Location"])
    job = Job.objects.get()
    waiting = Consultation.objects.count()
    steps: list[tuple[int, int]] = []
    produced = tasks.bring_in(secretariat, job.parameters, lambda n, of: steps.append((n, of)))

    assert done.headers["Location"] == reverse("jobs:show", args=[job.public_id])
    assert waiting == 0
    assert Vote.objects.count() == 4040
    assert steps == [(0, 2), (1, 2)]
    assert Consultation.objects.get().public_id in produced.content.decode()


def test_the_worker_refuses_a_file_that_is_gone(secretariat: User) -> None:
    with pytest.raises(JobRefused):
        tasks.bring_in(secretariat, {"file": "fichier-2222222222", "source": ""}, print)


# Numbers of the published exports, counted from their files without our reader.
PUBLISHED = {
    "15-per-hour-seattle": (54, 339),
    "brexit-consensus": (50, 204),
    "bg2050-volunteers": (371, 126),
}


@pytest.mark.data
@pytest.mark.parametrize("name", sorted(PUBLISHED))
def test_published_conversations_come_in_whole(
    name: str, db: None, at: datetime, shared_data: Path
) -> None:
    folder = shared_data / "polis" / name
    with (folder / "votes.csv").open(encoding="utf-8", newline="") as opened:
        cast = {(row["voter-id"], row["comment-id"]) for row in csv.DictReader(opened)}

    plan = plan_import(read_path(folder))
    import_polis(plan=plan, actor=None, at=at)

    assert (Statement.objects.count(), Participant.objects.count()) == PUBLISHED[name]
    assert Vote.objects.count() == len(cast)
    assert plan_import(read_path(folder)).is_same


@pytest.mark.data
def test_a_published_matrix_is_the_one_imported(db: None, at: datetime, shared_data: Path) -> None:
    """participants-votes.csv was made by Polis itself: an independent count of each cell."""
    folder = shared_data / "polis" / "15-per-hour-seattle"
    files = read_path(folder)
    with (folder / "participants-votes.csv").open(encoding="utf-8", newline="") as opened:
        published = {
            (row["participant"], statement): int(value)
            for row in csv.DictReader(opened)
            for statement, value in row.items()
            if statement.isdigit() and value != ""
        }

    import_polis(plan=plan_import(files), actor=None, at=at)

    rows = Vote.objects.values_list("participant__external_id", "statement__external_id", "value")
    found = {(participant, statement): value for participant, statement, value in rows}
    assert set(found) == set(published)
    differing = [cell for cell in found if found[cell] != published[cell]]
    assert differing == []
