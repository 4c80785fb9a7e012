"""The `palabre` command: French answers, statuses, nothing written before agreement."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

NOTES = Path(__file__).resolve().parents[1] / "data" / "notes"
NOTE = NOTES / "note-atelier-numerique.md"


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a new installation on embedded SQLite, migrated by the command."""
    data = tmp_path_factory.mktemp("installation")
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PALABRE_", "DATABASE_", "DJANGO_"))
    } | {"PALABRE_DATA_DIR": str(data)}
    assert palabre(environment, "migrate").returncode == 0
    return environment


def palabre(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("palabre")), *arguments]
    return subprocess.run(
        command,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def test_a_note_is_checked_as_json_without_writing(installation: dict[str, str]) -> None:
    note = str(NOTES / "invente-liste.md")
    answer = palabre(installation, "note", "check", note, "--json")
    assert answer.returncode == 0
    assert json.loads(answer.stdout)["verdict"] == "create"
    again = palabre(installation, "note", "check", note, "--json")
    assert json.loads(again.stdout)["verdict"] == "create"


def test_an_attentive_reader_speaks_on_the_command_line(installation: dict[str, str]) -> None:
    said = palabre(installation, "note", "check", str(NOTE)).stdout
    for words in ("2023-2028", "Ghita Ghita Benessahraoui", "2 h 30", "à confirmer"):
        assert words in said.replace("\u00a0", " ")


def test_nothing_is_written_without_agreement_then_once(installation: dict[str, str]) -> None:
    refused = palabre(installation, "note", "import", str(NOTE))
    assert "Rien n’a été écrit" in refused.stdout
    written = palabre(installation, "note", "import", str(NOTE), "--yes")
    assert written.returncode == 0
    assert "Écrit" in written.stdout
    again = palabre(installation, "note", "check", str(NOTE), "--json")
    assert json.loads(again.stdout)["verdict"] == "same"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("vide.md", b"", "vide"),
        ("image.png", b"\x89PNG\r\n\x1a\n\x00\x00", "image"),
        ("note.docx", b"PK\x03\x04 abime", "note.docx"),
    ],
)
def test_a_bad_note_is_refused_in_french(
    installation: dict[str, str], tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    answer = palabre(installation, "note", "check", str(path))
    assert answer.returncode == 2
    assert said in answer.stderr
    assert "Traceback" not in answer.stderr


def test_an_export_is_read_back_by_a_new_installation(
    installation: dict[str, str], tmp_path: Path
) -> None:
    archive = str(tmp_path / "tout.zip")
    assert palabre(installation, "export", archive).returncode == 0
    assert "existe déjà" in palabre(installation, "export", archive).stderr
    other = {**installation, "PALABRE_DATA_DIR": str(tmp_path / "autre")}
    late = palabre(other, "import", "export", archive, "--yes")
    assert (late.returncode, "palabre migrate" in late.stderr) == (2, True)
    assert palabre(other, "migrate").returncode == 0
    assert palabre(other, "import", "export", archive, "--yes").returncode == 0
    full = palabre(other, "import", "export", archive, "--yes")
    assert full.returncode == (2 if "contient déjà" in full.stderr else 0)


def test_cities_come_in_dry_first(installation: dict[str, str], tmp_path: Path) -> None:
    sheet = tmp_path / "villes.csv"
    sheet.write_text("Ville;Pays\nNamur;BE\n;FR\n", encoding="utf-8")
    dry = palabre(installation, "import", "villes", str(sheet))
    assert "1 à ajouter" in dry.stdout
    assert "Ligne 3 refusée" in dry.stdout
    assert "Rien n’a été écrit" in dry.stdout
    assert "1 ajoutées" in palabre(installation, "import", "villes", str(sheet), "--yes").stdout
    assert "Rien ne changerait" in palabre(installation, "import", "villes", str(sheet)).stdout


def test_the_doctor_finds_a_sound_installation_sound_and_a_late_one_late(
    installation: dict[str, str], tmp_path: Path
) -> None:
    sound = {**installation, "PALABRE_DEMO": "1"}
    assert palabre(sound, "doctor").returncode == 0
    late = palabre({**sound, "PALABRE_DATA_DIR": str(tmp_path)}, "doctor")
    assert late.returncode == 1
    assert "palabre migrate" in late.stdout


def test_the_doctor_says_in_french_that_a_site_is_served_in_clear(
    installation: dict[str, str],
) -> None:
    told = palabre(installation, "doctor").stdout
    assert "PALABRE_BASE_URL une adresse en https://" in told
    assert "SECURE_" not in told
    secure = {**installation, "PALABRE_BASE_URL": "https://palabre.example"}
    assert "HTTPS : exigé" in palabre(secure, "doctor").stdout


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("PALABRE_TIME_ZONE", "Mars/Olympus", "PALABRE_TIME_ZONE"),
        ("PALABRE_SECRET_KEY", "courte", "50 caractères"),
        ("PALABRE_DEMO", "peut-être", "écrivez 1 ou 0"),
        ("PALABRE_BASE_URL", "exemple.org", "http://"),
    ],
)
def test_a_bad_setting_is_said_at_start(
    installation: dict[str, str], variable: str, value: str, said: str
) -> None:
    answer = palabre({**installation, variable: value}, "doctor")
    assert answer.returncode == 2
    assert said in answer.stderr
    assert "Traceback" not in answer.stderr


def test_the_secret_key_is_kept_for_the_owner_alone(installation: dict[str, str]) -> None:
    kept = Path(installation["PALABRE_DATA_DIR"]) / "secret-key"
    assert len(kept.read_text("ascii")) >= 50
    assert kept.stat().st_mode & 0o077 == 0


def test_the_first_person_of_the_secretariat_enters_by_a_link(
    installation: dict[str, str],
) -> None:
    answer = palabre(installation, "secretariat", "premiere@example.org", "--name", "Première")
    assert answer.returncode == 0
    assert "/compte/lien/" in answer.stdout
    again = palabre(installation, "secretariat", "premiere@example.org")
    assert (again.returncode, "déjà ce rôle" in again.stderr) == (2, True)
    bad = palabre(installation, "secretariat", "premiere")
    assert (bad.returncode, "pas une adresse" in bad.stderr) == (2, True)
