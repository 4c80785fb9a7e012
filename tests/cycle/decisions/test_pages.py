from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO

import docx
import pytest
from django.test import Client
from django.utils import translation
from pypdf import PdfReader

from palabre.cycle.decisions import operations, queries, rules
from palabre.cycle.decisions.exports.words import say_quorum, say_tally
from palabre.cycle.decisions.models import Decision, DecisionRecord
from palabre.cycle.decisions.operations import DecisionText, Tally
from palabre.foundation.accounts.models import User

from .conftest import RECORD

As = Callable[[User | None], Client]
POST = {
    "wording": "Former les équipes",
    "tally_method": "show-of-hands",
    "in_favour": "12",
    "against": "0",
    "abstentions": "",
}


def test_list_and_door_agree(
    published: DecisionRecord,
    secretariat: User,
    facilitator: User,
    delegate_niamey: User,
    expert: User,
    at: datetime,
) -> None:
    from django.contrib.auth.models import AnonymousUser

    operations.create_record(actor=secretariat, at=at, text=RECORD)
    frozen = operations.create_record(actor=secretariat, at=at, text=RECORD)
    operations.write_decision(
        actor=secretariat, at=at, record=frozen, text=DecisionText("Oui.", Tally("consensus"))
    )
    frozen.refresh_from_db()
    operations.adopt_record(actor=secretariat, at=at, record=frozen, version=frozen.version)
    for person, count in (
        (secretariat, 3),
        (facilitator, 3),
        (delegate_niamey, 2),
        (expert, 2),
        (AnonymousUser(), 1),
    ):
        seen = set(queries.visible_to(person))
        assert seen == {one for one in DecisionRecord.objects.all() if rules.can_view(person, one)}
        assert len(seen) == count


@pytest.mark.parametrize(
    ("role", "statuses"),
    [
        (None, (404, 302, 302, 302)),
        ("delegate_niamey", (404, 403, 403, 403)),
        ("expert", (404, 403, 403, 403)),
        ("facilitator", (200, 200, 200, 200)),
        ("secretariat", (200, 200, 200, 200)),
    ],
)
def test_doors_of_a_draft(
    draft: DecisionRecord,
    request: pytest.FixtureRequest,
    client_as: As,
    role: str | None,
    statuses: tuple[int, ...],
) -> None:
    client = client_as(request.getfixturevalue(role) if role else None)
    address = f"/decisions/{draft.public_id}/"
    found = tuple(
        client.get(one).status_code
        for one in (
            address,
            f"{address}modifier/",
            f"{address}decisions/nouvelle/",
            "/decisions/nouveau/",
        )
    )
    assert found == statuses
    assert client.get("/decisions/").status_code == 200


def test_a_published_record_is_everyones(
    published: DecisionRecord, decision: Decision, client_as: As
) -> None:
    page = client_as(None).get(f"/decisions/{published.public_id}/").content.decode()
    assert "Former les équipes de toutes les villes." in page
    assert "12 pour, 2 contre (vote à main levée)" in page
    assert "Aucune ville ne veut dépendre" in page
    one = client_as(None).get(f"/decisions/decision/{decision.public_id}/")
    assert one.status_code == 200
    assert "Former les équipes au pilotage des données" in one.content.decode()
    assert "Inscrire au programme" not in one.content.decode()


def test_writing_a_decision_from_the_page(
    draft: DecisionRecord, secretariat: User, client_as: As
) -> None:
    address = f"/decisions/{draft.public_id}/decisions/nouvelle/"
    sent = {**POST, "sort-enonce-2222222222": "adopted", "sort-enonce-3333333333": "discarded"}
    client = client_as(secretariat)
    refused = client.post(address, sent)
    assert refused.status_code == 200
    assert "Dites pourquoi cet énoncé est écarté" in refused.content.decode()
    assert "Former les équipes</textarea>" in refused.content.decode().replace("\n", "")
    assert Decision.objects.count() == 0
    done = client.post(address, {**sent, "raison-enonce-3333333333": "Trop cher"})
    assert done.status_code == 302
    [made] = Decision.objects.all()
    assert (made.in_favour, made.against, made.abstentions) == (12, 0, None)
    assert {(one.statement, one.stance, one.reason) for one in made.choices.all()} == {
        ("enonce-2222222222", "adopted", ""),
        ("enonce-3333333333", "discarded", "Trop cher"),
    }


def test_two_people_lose_nothing(decision: Decision, secretariat: User, client_as: As) -> None:
    address = f"/decisions/decision/{decision.public_id}/modifier/"
    client = client_as(secretariat)
    assert (
        client.post(address, {**POST, "wording": "Premier texte", "version": "1"}).status_code
        == 302
    )
    page = client.post(address, {**POST, "wording": "Second texte", "version": "1"})
    text = page.content.decode()
    assert page.status_code == 200
    assert "Premier texte" in text
    assert "Second texte" in text
    assert 'name="version" value="2"' in text
    assert (
        client.post(address, {**POST, "wording": "Second texte", "version": "2"}).status_code == 302
    )
    decision.refresh_from_db()
    assert decision.wording == "Second texte"


def test_adopting_and_publishing_from_the_page(
    draft: DecisionRecord, decision: Decision, facilitator: User, client_as: As
) -> None:
    client = client_as(facilitator)
    draft.refresh_from_db()
    client.post(f"/decisions/{draft.public_id}/adopter/", {"version": str(draft.version)})
    client.post(f"/decisions/{draft.public_id}/publier/")
    draft.refresh_from_db()
    assert draft.status == "published"
    assert client.get(f"/decisions/{draft.public_id}/adopter/").status_code == 405


@pytest.mark.parametrize("version", ["", "x", "-1", "²", "9" * 40])
def test_a_version_that_cannot_be_read_matches_none(
    draft: DecisionRecord, decision: Decision, secretariat: User, client_as: As, version: str
) -> None:
    client_as(secretariat).post(f"/decisions/{draft.public_id}/adopter/", {"version": version})
    draft.refresh_from_db()
    assert draft.is_draft


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(
    rows: int,
    secretariat: User,
    at: datetime,
    client_as: As,
    django_assert_num_queries: Callable[..., object],
) -> None:
    for _row in range(rows):
        record = operations.create_record(actor=secretariat, at=at, text=RECORD)
        for _decision in range(rows):
            text = DecisionText(
                "Oui.",
                Tally("consensus"),
                adopted=["enonce-2222222222"],
                discarded=[("enonce-3333333333", "Non")],
            )
            operations.write_decision(actor=secretariat, at=at, record=record, text=text)
        record.refresh_from_db()
        operations.adopt_record(actor=secretariat, at=at, record=record, version=record.version)
        operations.publish_record(actor=secretariat, at=at, record=record)
    client = client_as(None)
    with django_assert_num_queries(3):
        client.get("/decisions/")
    with django_assert_num_queries(5):
        client.get(f"/decisions/{record.public_id}/")


def test_the_record_as_word_and_pdf(published: DecisionRecord, client_as: As) -> None:
    client = client_as(None)
    word = client.get(f"/decisions/{published.public_id}/releve.docx")
    document = docx.Document(BytesIO(word.content))
    text = "\n".join(
        [
            *(one.text for one in document.paragraphs),
            *(cell.text for table in document.tables for row in table.rows for cell in row.cells),
        ]
    )
    pdf = client.get(f"/decisions/{published.public_id}/releve.pdf")
    reader = PdfReader(BytesIO(pdf.content))
    printed = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert pdf["Content-Disposition"] == 'attachment; filename="releve-2026-02-27.pdf"'
    for expected in (
        "Former les équipes de toutes les villes.",
        "Aucune ville ne veut dépendre d’un seul logiciel.",
        "Nantes aurait préféré",
        "Former les équipes au pilotage des données",
    ):
        assert expected in " ".join(text.split())
        assert expected in printed


@pytest.mark.parametrize(
    ("tally", "said", "quorum"),
    [
        (
            Tally("show-of-hands", 12, 2, 1, 10, 15),
            "12 pour, 2 contre, 1 abstention (vote à main levée)",
            "atteint\u00a0: 15 voix présentes pour 10 requises",
        ),
        (
            Tally("ballot", 7, 0, 2, 10, 9),
            "7 pour, 0 contre, 2 abstentions (vote à bulletin secret)",
            "non atteint\u00a0: 9 voix présentes pour 10 requises",
        ),
        (Tally("show-of-hands"), "vote à main levée (voix non connues)", ""),
        (Tally("consensus"), "consensus, sans décompte", ""),
        (Tally("show-of-hands", 3), "3 pour (vote à main levée)", ""),
    ],
)
def test_the_tally_in_words(tally: Tally, said: str, quorum: str) -> None:
    decision = Decision(
        tally_method=tally.method,
        in_favour=tally.in_favour,
        against=tally.against,
        abstentions=tally.abstentions,
        quorum_needed=tally.quorum_needed,
        quorum_present=tally.quorum_present,
    )
    with translation.override("fr"):
        assert say_tally(decision) == said
        assert say_quorum(decision) == quorum
