"""A long programme's PDF is prepared by the worker, for the person who asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO

import pytest
from django.test import Client
from django_tasks import default_task_backend
from pypdf import PdfReader

from palabre.cycle.programmes import operations, tasks
from palabre.cycle.programmes.models import Action, Programme
from palabre.cycle.programmes.operations import ProgrammeText
from palabre.foundation.accounts.models import User
from palabre.foundation.jobs.models import Job
from palabre.foundation.jobs.operations import JobRefused, run_job
from palabre.foundation.network.models import City

from .conftest import action_text

As = Callable[[User | None], Client]


@pytest.fixture
def long(published: Programme, action: Action, secretariat: User, at: datetime) -> Programme:
    for _number in range(tasks.MOST_ACTIONS_AT_ONCE):
        operations.add_action(actor=secretariat, at=at, result=action.result, text=action_text())
    return published


def test_a_long_programme_is_prepared(
    long: Programme,
    delegate_niamey: User,
    client_as: As,
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    assert default_task_backend is not None
    address = f"/programmes/{long.public_id}/programme.pdf"
    assert client_as(None).get(address).status_code == 302
    client = client_as(delegate_niamey)
    assert client.get(address)["Location"] == f"/programmes/{long.public_id}/"
    assert not Job.objects.exists()
    asked = client.post(address)
    job = Job.objects.get()
    assert asked["Location"] == f"/travaux/{job.public_id}/"
    run_job.call(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == ("done", 5, 5)
    content = b"".join(client.get(f"/travaux/{job.public_id}/fichier/"))  # type: ignore[call-overload]
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    assert text.count("Former cent agents") >= tasks.MOST_ACTIONS_AT_ONCE + 1


def test_a_draft_is_not_printed_for_someone_who_left(
    secretariat: User, at: datetime, city_niamey: City
) -> None:
    from palabre.foundation.accounts.models import User as Accounts

    programme = operations.create_programme(
        actor=secretariat, at=at, text=ProgrammeText("Brouillon", 2030, 2031)
    )
    stranger = Accounts.objects.create_user("ailleurs@example.org", "Ailleurs")
    with pytest.raises(JobRefused):
        tasks.programme_pdf(
            stranger,
            {"programme": programme.public_id, "base_url": "https://example.org/"},
            lambda done, total: None,
        )
