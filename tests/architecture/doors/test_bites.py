"""The search for secrets finds them: leaks of each kind are made on purpose, and reported.

And what no word can betray: ballots of persons, exchanged, change nothing that anyone reads.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from tests.architecture.doors.secrecy import CITY, MEMBERS, NAME, STAFF, VOICE, WITNESS, kept_from
from tests.architecture.doors.test_crawl import leaks
from tests.architecture.doors.walking import settled, visit, walk

pytestmark = pytest.mark.django_db

Patch = pytest.MonkeyPatch
Made = tuple[str, str, str, str]


def _every_testimony(patch: Patch) -> Made:
    """A filter is forgotten in a list."""
    from palabre.cycle.experiences.models import Testimony
    from palabre.cycle.experiences.queries import testimonies

    patch.setattr(testimonies, "visible_to", lambda person: Testimony.objects.order_by("-pk"))
    return "C", "/experiences/temoignages/", CITY, "/experiences/temoignages/temoignage-"


def _every_record(patch: Patch) -> Made:
    """A filter is forgotten, and a record can be taken away as a document for Word."""
    from django.db.models import Q

    from palabre.cycle.decisions import queries

    patch.setattr(queries, "_visible", lambda person, prefix="": Q())
    return "P", "/decisions/", MEMBERS, "releve.docx"


def _every_record_printed(patch: Patch) -> Made:
    """The same, in the text of a PDF."""
    _every_record(patch)
    return "P", "/decisions/", MEMBERS, "releve.pdf"


def _every_statement_exported(patch: Patch) -> Made:
    """What awaits moderation goes out in a table, in a ZIP."""
    from palabre.cycle.consultations import queries

    patch.setattr(queries, "released_in", queries.statements_of)
    return "P", "/consultations/", STAFF, "polis"


def _every_workshop(patch: Patch) -> Made:
    """A workshop that is prepared shows in a calendar."""
    from palabre.cycle.workshops import queries
    from palabre.cycle.workshops.models import Workshop

    for module in (queries, queries.reading):
        patch.setattr(module, "visible_to", lambda person: Workshop.objects.order_by("pk"))
    return "P", "/ateliers/", STAFF, ".ics"


def _every_reason(patch: Patch) -> Made:
    """Why a statement was set aside is told before the decision is published."""
    from palabre.foundation.thread import queries

    patch.setattr(queries, "_between", lambda cards, links: tuple(links))
    return "P", "/fil/", MEMBERS, "/fil/enonce-"


def _every_name(patch: Patch) -> Made:
    """A template shows the name that the attribution keeps back."""
    _rewrite(patch, "experiences/testimony.html", "{{ testimony.witness_name }}")
    return "C", "/experiences/temoignages/", WITNESS, "/experiences/temoignages/temoignage-"


def _every_author(patch: Patch) -> Made:
    """A template shows who wrote a testimony down, cut by mark-up."""
    _rewrite(
        patch,
        "experiences/testimony.html",
        "{{ testimony.author.name|slice:':6' }}<wbr>{{ testimony.author.name|slice:'6:' }}",
    )
    return "P", "/experiences/temoignages/", NAME, "/experiences/temoignages/temoignage-"


def _every_voice(patch: Patch) -> Made:
    """Rows of ballots of persons go out."""
    from palabre.cycle.consultations.exports import result_csv

    def rows(consultation: Any, result: Any) -> bytes:
        return repr(result.content["participants"]).encode()

    patch.setattr(result_csv, "write_result", rows)
    return "F", "/consultations/", VOICE, ".csv"


def _a_search_that_knows(patch: Patch) -> Made:
    """A search shows nothing of what it finds, but does not say that it found nothing."""
    from palabre.foundation.network import queries

    found = queries.find_cities
    patch.setattr(queries, "find_cities", lambda text: found("" if text == STAFF else text))
    return "P", "/reseau/villes/", "not as for a word that is nowhere", f"q={STAFF}"


def _rewrite(patch: Patch, name: str, words: str) -> None:
    from django.template.loaders.app_directories import Loader

    kept = Loader.get_contents

    def contents(self: Any, origin: Any) -> str:
        text = kept(self, origin)
        if origin.template_name == name:
            return text.replace("{% block content %}", "{% block content %}" + words)
        return text

    patch.setattr(Loader, "get_contents", contents)


@contextmanager
def _fresh_templates() -> Iterator[None]:
    from django.template import engines

    def forget() -> None:
        for loader in engines["django"].engine.template_loaders:
            loader.reset()

    forget()
    try:
        yield
    finally:
        forget()


@pytest.mark.parametrize(
    "leak",
    [
        _every_testimony,
        _every_record,
        _every_record_printed,
        _every_statement_exported,
        _every_workshop,
        _every_reason,
        _every_name,
        _every_author,
        _every_voice,
        _a_search_that_knows,
    ],
)
def test_a_leak_made_on_purpose_is_reported(house: Any, leak: Callable[[Patch], Made]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        role, within, what, where = leak(patch)
        start = [within]
        if within == "/fil/":
            start = [f"/fil/{house.args['statement discarded'][0]}/"]
        with _fresh_templates():
            pages = walk(house.clients[role], kept_from(role), start=start, within=within)
    told = leaks(pages, role)
    assert any(where in one and one.endswith(f": {what}") for one in told), told


def test_exchanged_ballots_of_persons_change_nothing_that_is_published(house: Any) -> None:
    """Whoever saw somebody vote third does not find the third ballot."""
    from django.urls import reverse

    from palabre.cycle.consultations.models import OpinionResult, Participant, Vote
    from palabre.cycle.consultations.operations.results import compute_result

    args = house.args["consultation of people"]
    routes = ("show", "result", "result-csv", "polis")
    addresses = [reverse(f"consultations:{route}", args=args) for route in routes]

    def published() -> list[str]:
        pages = [visit(house.clients["F"], address) for address in addresses]
        assert [page.status_code for page in pages] == [200] * len(pages)
        # The digest is of the ballots with their secret numbers: nobody can make it again.
        return [re.sub("[0-9a-f]{64}", "", settled(page.words)) for page in pages]

    before = published()
    voices = list(Participant.objects.filter(consultation__public_id=args[0]).order_by("pk"))
    ballots = [dict(voice.votes.values_list("statement", "value")) for voice in voices]
    assert len({tuple(sorted(ballot.items())) for ballot in ballots}) == len(ballots)
    for voice, ballot in zip(voices, reversed(ballots), strict=True):
        for statement, value in ballot.items():
            Vote.objects.filter(participant=voice, statement=statement).update(value=value)
    kept = OpinionResult.objects.get(consultation__public_id=args[0])
    kept.delete()
    compute_result(consultation=kept.consultation, at=kept.computed_at)
    assert published() == before
