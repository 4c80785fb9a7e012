"""When a page cannot be shown: a clear sentence, a way out, and nothing typed is lost."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from lxml import html

from palabre.kit import views


@pytest.mark.parametrize("code", ["400", "403", "404", "500", "503"])
def test_each_page_stands_alone_and_shows_a_way_out(code: str) -> None:
    with translation.override("fr"):
        shown = html.document_fromstring(render_to_string(f"{code}.html"))
    assert code in shown.xpath("//p[@class='eyebrow']")[0].text_content()
    assert len(shown.xpath("//h1")) == 1
    assert shown.xpath("//main//a/@href") == ["/"]
    assert shown.xpath("//script | //@style") == []


@pytest.mark.django_db
def test_the_handlers_answer_with_their_status() -> None:
    request = RequestFactory().get("/nulle-part")
    request.user = AnonymousUser()
    answers = [
        views.bad_request(request),
        views.permission_denied(request),
        views.page_not_found(request),
        views.server_error(request),
    ]
    assert [answer.status_code for answer in answers] == [400, 403, 404, 500]


@pytest.mark.django_db
def test_a_stale_form_gives_back_what_was_typed_but_no_secret() -> None:
    request = RequestFactory().post(
        "/temoignages/",
        {"text": "Nous avions <livré> deux cents ordinateurs.", "password": "secret", "empty": " "},
    )
    request.user = AnonymousUser()
    response = views.csrf_failure(request)
    shown = html.document_fromstring(response.content.decode())
    assert response.status_code == 403
    assert response["Cache-Control"] == "no-store"
    kept = [t.text_content().strip() for t in shown.xpath("//textarea")]
    assert kept == ["Nous avions <livré> deux cents ordinateurs."]
    assert "secret" not in response.content.decode()
    assert "/temoignages/" in shown.xpath("//main//a/@href")


@pytest.mark.django_db
def test_a_busy_server_lets_the_form_be_sent_again() -> None:
    request = RequestFactory().post("/votes/?page=2", {"vote": "agree"})
    request.user = AnonymousUser()
    shown = html.document_fromstring(
        render_to_string("503.html", {"typed": [("vote", "agree")]}, request=request)
    )
    form = shown.xpath("//form")[0]
    assert (form.get("method"), form.get("action")) == ("post", "/votes/?page=2")
    assert form.xpath(".//textarea[@name='vote']/text()") == ["agree"]
    assert len(form.xpath(".//input[@name='csrfmiddlewaretoken']")) == 1
