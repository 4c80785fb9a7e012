"""The sound of an interview: known by what it holds, heard by few, from any moment."""

from __future__ import annotations

import io
import wave
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings
from tests.cycle.experiences.conftest import Make, Mark, Validate

from palabre.cycle.experiences import models
from palabre.cycle.experiences.operations.recordings import attach_recording, remove_recording
from palabre.cycle.experiences.operations.refusals import NotAllowed, Refused
from palabre.foundation.accounts.models import User
from palabre.foundation.files.models import StoredFile

ClientAs = Callable[[User | None], Client]


def sound(seconds: int = 2) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(1)
        written.setframerate(8000)
        written.writeframes(bytes(n % 251 for n in range(8000 * seconds)))
    return made.getvalue()


@pytest.fixture(autouse=True)
def own_store(settings: Settings, tmp_path: Path) -> Path:
    storages = {**settings.STORAGES}
    storages["default"] = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path)},
    }
    settings.STORAGES = storages
    return tmp_path


Attach = Callable[..., models.Recording]


@pytest.fixture
def attach(secretariat: User, at: datetime) -> Attach:
    def one(testimony: models.Testimony, content: bytes = b"", size: int = 0) -> models.Recording:
        content = content or sound()
        return attach_recording(
            actor=secretariat,
            at=at,
            testimony=testimony,
            name="C:\\sons\\Entretien d’été.exe",
            head=content[:4096],
            size=size or len(content),
            pieces=[content[:100], content[100:]],
        )

    return one


def heard(client: Client, recording: models.Recording, **headers: str) -> tuple[int, bytes]:
    args = [recording.testimony.public_id, recording.public_id]
    answer = client.get(reverse("experiences:recording", args=args), headers=headers)
    streamed = getattr(answer, "streaming", False)
    return answer.status_code, b"".join(answer) if streamed else answer.content


def test_a_sound_is_kept_whole_under_what_it_is(
    attach: Attach, draft: models.Testimony, client_as: ClientAs, delegate_niamey: User
) -> None:
    recording = attach(draft)
    assert (recording.file.name, recording.file.content_type) == (
        "Entretien d’été.wav",
        "audio/wav",
    )
    assert recording.seconds == 2
    client = client_as(delegate_niamey)
    assert heard(client, recording) == (200, sound())
    assert heard(client, recording, Range="bytes=8000-8999") == (206, sound()[8000:9000])
    assert heard(client, recording, Range="bytes=99999999-")[0] == 416


def test_only_those_who_prepare_the_text_hear_it_and_only_signed_in(
    attach: Attach,
    draft: models.Testimony,
    validate: Validate,
    client_as: ClientAs,
    delegate_niamey: User,
    delegate_nantes: User,
    expert: User,
) -> None:
    recording = attach(draft)
    validate(draft)
    for person in (delegate_nantes, expert):
        assert heard(client_as(person), recording)[0] == 403
    assert heard(client_as(None), recording)[0] == 302
    client = client_as(delegate_niamey)
    assert heard(client, recording, Range="bytes=0-99")[0] == 206
    client.logout()
    assert heard(client, recording, Range="bytes=100-199")[0] == 302
    public = client_as(None).get(reverse("experiences:testimony", args=[draft.public_id]))
    assert "<audio" not in public.content.decode()


@pytest.mark.parametrize("given", [b"%PDF-1.7", b"#!AMR\nvoix", b"<html></html>", b"PK\x03\x04"])
def test_what_is_no_sound_is_refused(attach: Attach, draft: models.Testimony, given: bytes) -> None:
    with pytest.raises(Refused, match="navigateurs") as refused:
        attach(draft, given)
    assert refused.value.field == "file"
    assert not StoredFile.objects.exists()


def test_too_large_says_how_long_it_lasts_and_the_way_out(
    attach: Attach, draft: models.Testimony
) -> None:
    # Five hours of a WAV in 8 bits at 8 kHz are light; ten times the samples are not.
    with pytest.raises(Refused) as refused:
        attach(draft, sound(), size=8000 * 3600 * 13)
    said = str(refused.value).replace("\u00a0", " ")
    assert "375 Mo et dure 13 h" in said
    assert "64 kbit/s" in said


def test_five_hours_are_kept_and_told(
    client_as: ClientAs, draft: models.Testimony, secretariat: User
) -> None:
    # 8 kbit/s: 1,000 bytes a second; MPEG-2 layer III, index 1.
    mp3 = bytes([0xFF, 0xF3, 0x10, 0x00]) + bytes(5 * 3600 * 1000 - 4)
    address = reverse("experiences:recording-attach", args=[draft.public_id])
    answer = client_as(secretariat).post(
        address, {"file": SimpleUploadedFile("long.mp3", mp3)}, follow=True
    )
    page = answer.content.decode().replace("\u00a0", " ")
    assert "Il dure 5 h" in page
    assert draft.recordings.get().seconds == 18_000


def test_a_passage_is_heard_from_its_moment(
    attach: Attach, make: Make, mark: Mark, client_as: ClientAs, secretariat: User
) -> None:
    testimony = make(transcript="[00:00:05] Bonjour.\n[00:01:02] Des mots que l’on cite.")
    mark(testimony, "Des mots que l’on cite.")
    recording = attach(testimony)
    client = client_as(secretariat)
    address = reverse("experiences:testimony", args=[testimony.public_id])
    page = client.get(address).content.decode()
    link = f"?ecouter={recording.public_id}&amp;a=62#enregistrements"
    assert link in page
    assert "Écouter à 00:01:02" in page
    opened = client.get(f"{address}?ecouter={recording.public_id}&a=62").content.decode()
    assert f"/{recording.public_id}/#t=62" in opened
    for wrong in ("a=-5", "a=%C2%B2", "a=99999999", "a="):
        answer = client.get(f"{address}?ecouter={recording.public_id}&{wrong}")
        assert "#t=" not in answer.content.decode()


def test_a_sound_removed_is_erased(
    attach: Attach,
    draft: models.Testimony,
    secretariat: User,
    delegate_nantes: User,
    own_store: Path,
    at: datetime,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    recording = attach(draft)
    assert [path for path in own_store.rglob("*") if path.is_file()] != []
    with pytest.raises(NotAllowed):
        remove_recording(actor=delegate_nantes, at=at, recording=recording)
    with django_capture_on_commit_callbacks(execute=True):
        remove_recording(actor=secretariat, at=at, recording=recording)
    assert [path for path in own_store.rglob("*") if path.is_file()] == []
    assert not StoredFile.objects.exists()
    assert not draft.recordings.exists()


def test_an_empty_form_says_what_to_do(
    client_as: ClientAs, draft: models.Testimony, secretariat: User
) -> None:
    address = reverse("experiences:recording-attach", args=[draft.public_id])
    answer = client_as(secretariat).post(address)
    assert answer.status_code == 422
    assert "Choisissez d’abord un fichier" in answer.content.decode()
