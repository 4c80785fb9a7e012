"""The city's answer: by its own account, or by a link that opens one text for one city."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.cycle.experiences.conftest import TEXT, Make, Mark, Validate

from palabre.cycle.experiences import models
from palabre.cycle.experiences.enums import PassageAttribution, Status, Verdict
from palabre.cycle.experiences.operations.readings import (
    TextChanged,
    answer_reading,
    open_by_link,
    reopen_testimony,
    submit_testimony,
    validation_token,
)
from palabre.cycle.experiences.operations.refusals import NotAllowed, Refused
from palabre.cycle.experiences.operations.testimonies import Content, edit_testimony
from palabre.foundation.accounts.models import User
from palabre.foundation.journal.models import Entry
from palabre.foundation.network.models import City
from palabre.kit.signed_links import LinkProblem, LinkRefused, sign_link

ClientAs = Callable[[User | None], Client]


@pytest.fixture
def asked(draft: models.Testimony, secretariat: User, at: datetime) -> models.Testimony:
    return submit_testimony(actor=secretariat, at=at, testimony=draft)


def path_of(token: str) -> str:
    return reverse("experiences:read-by-link", args=[token])


def token_for(testimony: models.Testimony, **changes: object) -> str:
    values: dict[str, object] = {
        "purpose": "validation",
        "subject": testimony.public_id,
        "holder": testimony.city.public_id if testimony.city else "",
        "stamp": str(testimony.version),
        "expires_at": timezone.now() + timedelta(days=1),
    }
    return sign_link(**{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({}, 200, "Je valide ce texte"),
        ({"purpose": "invitation"}, 403, "sert à autre chose"),
        ({"expires_at": timezone.now() - timedelta(seconds=2)}, 403, "a expiré"),
        ({"stamp": "1"}, 410, "a changé"),
        ({"holder": "ville-2222222222"}, 410, "a changé"),
        ({"subject": "temoignage-2222222222"}, 403, "incomplet ou modifié"),
    ],
)
def test_what_a_link_opens(
    asked: models.Testimony, changes: dict[str, object], status: int, words: str
) -> None:
    response = Client().get(path_of(token_for(asked, **changes)))
    assert response.status_code == status
    assert words in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    assert (TEXT.split("\n")[0] in response.content.decode()) == (status == 200)


def test_an_altered_link_opens_nothing(asked: models.Testimony) -> None:
    token = token_for(asked)
    for altered in (token[:-1], f"{token}x", token.replace(":", "-"), "n’importe quoi"):
        assert Client().get(path_of(altered)).status_code == 403


def test_refused_links_write_nothing(asked: models.Testimony) -> None:
    before = Entry.objects.count()
    for changes in ({"purpose": "vote"}, {"stamp": "9"}, {"holder": ""}):
        answer = {"verdict": "validated", "version": 2, "signatory": "Quelqu’un"}
        Client().post(path_of(token_for(asked, **changes)), answer)
    asked.refresh_from_db()
    assert asked.status == Status.AWAITING_CITY
    assert Entry.objects.count() == before


def test_a_city_validates_without_an_account(asked: models.Testimony) -> None:
    visitor, path = Client(), path_of(token_for(asked))
    answer = {"verdict": "validated", "version": 2, "signatory": "Mme Essai, déléguée"}
    assert visitor.post(path, answer).status_code == 302
    asked.refresh_from_db()
    [reading] = asked.readings.all()
    assert (asked.status, asked.version) == (Status.VALIDATED, 2)
    assert (reading.verdict, reading.by_link) == (Verdict.VALIDATED, True)
    assert Entry.objects.order_by("-number")[0].verb == "experiences.testimony-validated"
    # Sent twice by a poor line: one answer.
    assert visitor.post(path, answer).status_code == 302
    assert asked.readings.count() == 1
    page = visitor.get(path).content.decode()
    assert "a validé le texte" in page
    assert "Je valide ce texte" not in page


def test_a_correction_is_asked_for_in_words(asked: models.Testimony) -> None:
    visitor, path = Client(), path_of(token_for(asked))
    answer = {"verdict": "correction", "version": 2, "signatory": "Mme Essai", "remark": " "}
    refused = visitor.post(path, answer)
    assert refused.status_code == 422
    assert "Dites ce qu’il faut corriger" in refused.content.decode()
    assert "Mme Essai" in refused.content.decode()
    remark = "C’est trente,\npas quarante."
    assert visitor.post(path, {**answer, "remark": remark}).status_code == 302
    asked.refresh_from_db()
    assert asked.status == Status.RETURNED
    assert asked.readings.get().remark == remark


def test_an_answer_is_signed_and_chosen(asked: models.Testimony) -> None:
    visitor, path = Client(), path_of(token_for(asked))
    for answer in (
        {"verdict": "validated", "version": 2, "signatory": ""},
        {"verdict": "", "version": 2, "signatory": "Mme Essai"},
        {"verdict": "validated", "version": "", "signatory": "Mme Essai"},
    ):
        assert visitor.post(path, answer).status_code == 422
    asked.refresh_from_db()
    assert asked.status == Status.AWAITING_CITY


def test_a_changed_text_asks_again(
    asked: models.Testimony, content: Content, secretariat: User, at: datetime
) -> None:
    path = path_of(token_for(asked))
    edited = edit_testimony(
        actor=secretariat,
        at=at,
        testimony=asked,
        version=2,
        content=replace(content, transcript=TEXT + " Fin."),
    )
    submit_testimony(actor=secretariat, at=at, testimony=edited)
    answer = {"verdict": "validated", "version": 2, "signatory": "Mme Essai"}
    assert Client().post(path, answer).status_code == 410
    assert not models.Reading.objects.exists()


def test_an_open_page_does_not_validate_a_later_text(
    asked: models.Testimony, delegate_niamey: User, client_as: ClientAs
) -> None:
    """The page was shown at version 2; the text is now at version 4."""
    models.Testimony.objects.filter(pk=asked.pk).update(version=4)
    path = reverse("experiences:testimony-read", args=[asked.public_id])
    answer = {"verdict": "validated", "version": 2, "signatory": "Mme Essai"}
    response = client_as(delegate_niamey).post(path, answer)
    assert response.status_code == 409
    assert "a changé" in response.content.decode()
    asked.refresh_from_db()
    assert asked.status == Status.AWAITING_CITY


def test_only_the_city_answers(
    asked: models.Testimony,
    client_as: ClientAs,
    secretariat: User,
    facilitator: User,
    expert: User,
    delegate_nantes: User,
    delegate_niamey: User,
) -> None:
    path = reverse("experiences:testimony-read", args=[asked.public_id])
    answer = {"verdict": "validated", "version": 2, "signatory": "Quelqu’un"}
    refused = {secretariat: 403, facilitator: 403, expert: 404, delegate_nantes: 404}
    for person, status in refused.items():
        assert client_as(person).get(path).status_code == status
        assert client_as(person).post(path, answer).status_code == status
    assert client_as(None).get(path).status_code == 302
    assert client_as(delegate_niamey).post(path, answer).status_code == 302
    asked.refresh_from_db()
    assert asked.status == Status.VALIDATED


def test_a_link_does_not_let_others_answer_in_the_citys_name(
    asked: models.Testimony,
    client_as: ClientAs,
    secretariat: User,
    delegate_nantes: User,
    delegate_niamey: User,
) -> None:
    path = path_of(token_for(asked))
    answer = {"verdict": "validated", "version": 2, "signatory": "Quelqu’un"}
    other = client_as(delegate_nantes)
    assert (other.get(path).status_code, other.post(path, answer).status_code) == (403, 403)
    team = client_as(secretariat)
    preview = team.get(path)
    assert preview.status_code == 200
    assert "Je valide ce texte" not in preview.content.decode()
    assert team.post(path, answer).status_code == 403
    assert client_as(delegate_niamey).post(path, answer).status_code == 302


def test_the_operation_checks_for_itself(
    asked: models.Testimony, secretariat: User, delegate_nantes: User, at: datetime
) -> None:
    for actor in (secretariat, delegate_nantes, None):
        with pytest.raises(NotAllowed):
            answer_reading(
                actor=actor,
                at=at,
                testimony=asked,
                version=2,
                verdict=Verdict.VALIDATED,
                signatory="Quelqu’un",
            )


def test_a_link_lasts_thirty_days_to_the_second(asked: models.Testimony, at: datetime) -> None:
    token = validation_token(asked, at=at)
    assert open_by_link(token, at=at + timedelta(days=30)).pk == asked.pk
    with pytest.raises(LinkRefused) as refusal:
        open_by_link(token, at=at + timedelta(days=30, seconds=1))
    assert refusal.value.problem is LinkProblem.EXPIRED


def test_the_witness_of_no_member_city_answers_by_link_only(
    make: Make, secretariat: User, facilitator: User, at: datetime
) -> None:
    testimony = make(city=None, place="Organisation d’essai")
    asked = submit_testimony(actor=secretariat, at=at, testimony=testimony)
    path = path_of(validation_token(asked, at=timezone.now()))
    answer = {"verdict": "validated", "version": 2, "signatory": "Le témoin"}
    assert Client().post(path, answer).status_code == 302
    asked.refresh_from_db()
    assert asked.status == Status.VALIDATED


def test_what_is_set_apart_is_shown_apart(
    draft: models.Testimony, mark: Mark, secretariat: User, at: datetime
) -> None:
    mark(draft, "Je ne le dirais pas au conseil.", PassageAttribution.ANONYMOUS)
    asked = submit_testimony(actor=secretariat, at=at, testimony=draft)
    page = Client().get(path_of(token_for(asked))).content.decode()
    text, _, apart = page.partition("Cité à part")
    assert "Je ne le dirais pas" not in text
    assert "Je ne le dirais pas au conseil." in apart
    assert "Témoin anonyme" in apart


def test_submitting_needs_words_and_consent(
    make: Make, secretariat: User, delegate_nantes: User, at: datetime
) -> None:
    for changes, words in (({"transcript": ""}, "aucun texte"), ({"consent": ""}, "accord")):
        with pytest.raises(Refused, match=words):
            submit_testimony(actor=secretariat, at=at, testimony=make(**changes))
    with pytest.raises(NotAllowed):
        submit_testimony(actor=delegate_nantes, at=at, testimony=make())


def test_reopening_closes_links_and_lets_validate_again(
    draft: models.Testimony, validate: Validate, secretariat: User, at: datetime
) -> None:
    validated = validate(draft)
    token = token_for(validated)
    with pytest.raises(Refused, match="pourquoi"):
        reopen_testimony(actor=secretariat, at=at, testimony=validated, reason="")
    again = reopen_testimony(actor=secretariat, at=at, testimony=validated, reason="Un chiffre.")
    assert again.status == Status.DRAFT
    with pytest.raises(TextChanged):
        open_by_link(token, at=timezone.now())
    assert validate(again).status == Status.VALIDATED
    assert again.readings.count() == 2


def test_the_secretariat_hands_out_the_link(
    asked: models.Testimony,
    client_as: ClientAs,
    secretariat: User,
    facilitator: User,
    delegate_niamey: User,
) -> None:
    path = reverse("experiences:testimony-invite", args=[asked.public_id])
    assert client_as(facilitator).get(path).status_code == 403
    assert client_as(delegate_niamey).get(path).status_code == 403
    team = client_as(secretariat)
    page = team.get(path)
    assert delegate_niamey.email in page.content.decode()
    link = page.context["link"]
    assert Client().get("/" + link.split("/", 3)[3]).status_code == 200
    assert team.post(path, {"address": "pas une adresse"}).status_code == 422
    assert team.post(path, {"address": "ville@example.org"}).status_code == 302
    [message] = mail.outbox
    assert message.to == ["ville@example.org"]
    assert "/experiences/relecture/" in str(message.body)
    assert Entry.objects.order_by("-number")[0].verb == "experiences.reader-invited"


def test_no_link_for_a_draft(
    draft: models.Testimony, client_as: ClientAs, secretariat: User, city_niamey: City
) -> None:
    path = reverse("experiences:testimony-invite", args=[draft.public_id])
    assert client_as(secretariat).get(path).status_code == 302
    assert Client().get(path_of(token_for(draft))).status_code == 410
