"""Results counted by hand, and files that other readers open."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from palabre.core.opinion.polis import read_polis
from palabre.cycle.consultations import queries
from palabre.cycle.consultations.exports.result_page import Reception, reception_of
from palabre.cycle.consultations.models import (
    Consultation,
    OpinionResult,
    Participant,
    Statement,
    Vote,
)
from palabre.cycle.consultations.operations.results import current_result
from palabre.foundation.accounts.models import User
from palabre.foundation.ballots.operations.conducting import close_poll
from palabre.foundation.ballots.operations.receiving import CastBallot
from palabre.foundation.network.models import City

Cast = Callable[..., CastBallot[Any]]
ClientAs = Callable[[User | None], Client]


@pytest.fixture
def closed(
    consultation: Consultation,
    statements: list[Statement],
    delegate_niamey: User,
    delegate_nantes: User,
    delegate_phnom_penh: User,
    secretariat: User,
    cast: Cast,
    now: datetime,
) -> Consultation:
    """Niamey + + −, Nantes + − −, Phnom Penh + ○ and nothing."""
    a, b, c = (statement.public_id for statement in statements)
    cast(consultation, delegate_niamey, {a: 1, b: 1, c: -1})
    cast(consultation, delegate_nantes, {a: 1, b: -1, c: -1})
    cast(consultation, delegate_phnom_penh, {a: 1, b: 0})
    return close_poll(poll=consultation, actor=secretariat, at=now)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((0, 0, 0), Reception.UNSEEN),
        ((2, 1, 0), Reception.SHARED_YES),
        ((2, 0, 1), Reception.SHARED_YES),
        ((19, 10, 0), Reception.DIVIDES),
        ((1, 2, 0), Reception.SHARED_NO),
        ((1, 1, 1), Reception.DIVIDES),
        ((1, 1, 2), Reception.UNDECIDED),
    ],
)
def test_how_a_statement_was_received(counts: tuple[int, int, int], expected: Reception) -> None:
    """Two thirds of the voices, passes among them: 19 of 29 is less, 2 of 3 is enough."""
    assert reception_of(*counts) is expected


def test_the_result_of_a_small_room(closed: Consultation, at: datetime) -> None:
    result = current_result(consultation=closed, at=at)
    content = result.content
    names = {
        voice.public_id: voice.city.name
        for voice in queries.voices_of(closed)
        if voice.city is not None
    }
    texts = dict(closed.statements.values_list("public_id", "text"))

    counts = {
        texts[row["id"]]: (row["n_agree"], row["n_disagree"], row["n_pass"])
        for row in content["statements"]
    }
    voices = [names[key] for key in content["room"]["voices"]]
    niamey, nantes, penh = (voices.index(n) for n in ("Niamey", "Nantes", "Phnom Penh"))
    shares, common = content["room"]["shares"], content["room"]["common"]

    ordered = closed.statements.order_by("position").values_list("text", flat=True)
    assert [counts[text] for text in ordered] == [(3, 0, 0), (1, 1, 1), (0, 2, 0)]
    assert content["verdict"] == "too-few"
    # Niamey and Nantes: same on the first and the third of three.
    assert shares[niamey][nantes] == pytest.approx(2 / 3)
    assert common[niamey][nantes] == 3
    # Niamey and Phnom Penh: same on the first of two.
    assert shares[niamey][penh] == pytest.approx(1 / 2)
    assert common[nantes][penh] == 2


def test_the_same_votes_are_computed_once(closed: Consultation, at: datetime) -> None:
    first = current_result(consultation=closed, at=at)
    again = current_result(consultation=closed, at=at)

    assert first.pk == again.pk
    assert OpinionResult.objects.count() == 1


def test_an_open_result_follows_the_ballots(
    consultation: Consultation,
    statements: list[Statement],
    delegate_niamey: User,
    delegate_nantes: User,
    cast: Cast,
    at: datetime,
) -> None:
    key = statements[0].public_id
    cast(consultation, delegate_niamey, {key: 1})
    before = current_result(consultation=consultation, at=at).input_digest
    cast(consultation, delegate_nantes, {key: 1})

    after = current_result(consultation=consultation, at=at)

    assert after.input_digest != before
    [row] = [row for row in after.content["statements"] if row["id"] == key]
    assert row["n_agree"] == 2


def test_the_page_says_that_there_are_too_few_for_groups(
    closed: Consultation, secretariat: User, client_as: ClientAs
) -> None:
    page = client_as(secretariat).get(reverse("consultations:result", args=[closed.public_id]))

    text = page.content.decode()
    assert "Trop peu de voix pour parler de groupes" in text
    assert "3 villes sur 3 ont voté" in text
    assert "Niamey" in text


def test_people_s_answers_are_not_shown_one_by_one(
    closed: Consultation, secretariat: User, client_as: ClientAs
) -> None:
    Consultation.objects.filter(pk=closed.pk).update(electorate="people")
    browser = client_as(secretariat)

    page = browser.get(reverse("consultations:result", args=[closed.public_id]))
    archive = browser.get(reverse("consultations:polis", args=[closed.public_id]))

    assert "Phnom Penh" not in page.content.decode()
    with zipfile.ZipFile(io.BytesIO(archive.content)) as opened:
        assert set(opened.namelist()) == {"comments.csv", "summary.csv", "LISEZMOI.txt"}


def archive_of(closed: Consultation, browser: Client) -> dict[str, bytes]:
    sent = browser.get(reverse("consultations:polis", args=[closed.public_id]))
    with zipfile.ZipFile(io.BytesIO(sent.content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_the_polis_archive_reads_back_the_same(
    closed: Consultation, secretariat: User, client_as: ClientAs
) -> None:
    files = archive_of(closed, client_as(secretariat))

    read = read_polis(files)

    assert read.topic == closed.question
    assert [one.text for one in read.statements] == list(
        closed.statements.order_by("position").values_list("text", flat=True)
    )
    assert len(read.votes) == 8
    assert {remark.code.value for remark in read.remarks} == {"ignored-file"}


def test_the_polis_archive_reads_with_the_standard_library(
    closed: Consultation, secretariat: User, client_as: ClientAs
) -> None:
    files = archive_of(closed, client_as(secretariat))
    votes = list(csv.DictReader(io.StringIO(files["votes.csv"].decode())))
    people = list(csv.DictReader(io.StringIO(files["participants-votes.csv"].decode())))
    summary = dict(csv.reader(io.StringIO(files["summary.csv"].decode())))

    rows = {(row["voter-id"], row["comment-id"]): row["vote"] for row in votes}
    assert len(rows) == len(votes) == 8
    assert [row["vote"] for row in votes].count("1") == 4
    assert [row["vote"] for row in votes].count("-1") == 3
    assert [(p["0"], p["1"], p["2"], p["n-votes"]) for p in people] == [
        ("1", "1", "-1", "3"),
        ("1", "-1", "-1", "3"),
        ("1", "0", "", "2"),
    ]
    assert summary["voters"] == "3"


def test_the_table_neutralises_what_a_spreadsheet_would_run(
    closed: Consultation, statements: list[Statement], secretariat: User, client_as: ClientAs
) -> None:
    Statement.objects.filter(pk=statements[0].pk).update(text='=HYPERLINK("http://x";"y")')
    browser = client_as(secretariat)

    sent = browser.get(reverse("consultations:result-csv", args=[closed.public_id]))
    rows = list(csv.DictReader(io.StringIO(sent.content.decode("utf-8-sig")), delimiter=";"))
    files = archive_of(closed, browser)

    assert [row["texte"][0] for row in rows].count("=") == 0
    assert '\'=HYPERLINK("http://x";"y")' in [row["texte"] for row in rows]
    bodies = [
        row["comment-body"] for row in csv.DictReader(io.StringIO(files["comments.csv"].decode()))
    ]
    assert not [body for body in bodies if body.startswith("=")]
    first = next(row for row in rows if row["texte"].startswith("'="))
    assert (first["daccord"], first["pas_daccord"], first["passe"]) == ("3", "0", "0")


def test_a_dormant_city_is_not_expected_but_counts_when_it_votes(
    closed: Consultation, city_phnom_penh: City, network: object
) -> None:
    City.objects.create(name="Ville silencieuse", country="XX", activity="dormant")
    City.objects.create(name="Ville attendue", country="XX")
    City.objects.filter(pk=city_phnom_penh.pk).update(activity="dormant")

    turnout = queries.turnout(closed)

    assert (turnout.voted, turnout.expected) == (3, 4)
    assert [city.name for city in turnout.missing] == ["Ville attendue"]


def test_groups_name_their_cities_and_count_their_countries(
    consultation: Consultation, statements: list[Statement], secretariat: User, client_as: ClientAs
) -> None:
    """Eighty cities in two camps that answer at odds on twelve statements."""
    at = consultation.created_at
    asked = Statement.objects.bulk_create(
        Statement(consultation=consultation, text=f"Énoncé {n}", position=10 + n, added_at=at)
        for n in range(12)
    )
    made = City.objects.bulk_create(
        City(name=f"Ville {n:02}", country=("BJ" if n < 30 else "KH") if n < 40 else "CA")
        for n in range(80)
    )
    voices = Participant.objects.bulk_create(
        Participant(consultation=consultation, city=city, joined_at=at) for city in made
    )
    Vote.objects.bulk_create(
        Vote(
            participant=voice,
            statement=statement,
            # Each city departs from its camp on one statement, so that they are not all alike.
            value=(1 if (n < 40) == (k % 2 == 0) else -1) * (-1 if k == n % 12 else 1),
            at=at,
        )
        for n, voice in enumerate(voices)
        for k, statement in enumerate(asked)
    )
    close_poll(poll=consultation, actor=secretariat, at=at)
    page = client_as(secretariat).get(
        reverse("consultations:result", args=[consultation.public_id])
    )
    groups = page.context["result"].groups
    assert sorted((one.who, one.cities[0], one.cities[-1]) for one in groups) == [
        ("40 villes de 2 pays", "Ville 00", "Ville 39"),
        ("40 villes d’un même pays", "Ville 40", "Ville 79"),
    ]
    assert "40 villes de 2 pays" in page.content.decode()


def test_who_voted_is_read_beside_who_could(
    closed: Consultation, secretariat: User, client_as: ClientAs
) -> None:
    """Three cities of three countries voted, of five expected, two of them in Benin."""
    City.objects.create(name="Cotonou", country="BJ")
    City.objects.create(name="Porto-Novo", country="BJ")
    page = client_as(secretariat).get(reverse("consultations:result", args=[closed.public_id]))
    [table] = page.context["result"].participation
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["Bénin"] == (0, 2, "0\xa0%", "40\xa0%")
    assert rows["Niger"] == (1, 1, "33\xa0%", "20\xa0%")
    assert "Qui a voté, à côté de qui pouvait voter" in page.content.decode()


def test_few_people_are_not_told_apart(
    closed: Consultation, secretariat: User, client_as: ClientAs
) -> None:
    """Four members in all: under five, nothing is said of where they come from."""
    Consultation.objects.filter(pk=closed.pk).update(electorate="people")
    page = client_as(secretariat).get(reverse("consultations:result", args=[closed.public_id]))
    assert page.context["result"].participation == []
