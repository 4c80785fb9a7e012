"""The frame of every page: where one stands, what is said when little is known, and its weight."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from lxml import html

import palabre.kit

STATIC = Path(palabre.kit.__file__).parent / "static" / "palabre"
NAVIGATION = [
    {"label": "Ateliers", "url": "/ateliers/", "step": "capitaliser", "current": True},
    {"label": "Témoignages", "url": "/temoignages/", "step": "capitaliser", "current": False},
    {"label": "Consultations", "url": "/consultations/", "step": "echanger", "current": False},
    {"label": "Villes", "url": "/villes/", "step": "", "current": False},
]


def page(
    blocks: str = "", base: str = "base.html", language: str = "fr", **context: Any
) -> html.HtmlElement:
    with translation.override(language):
        shown = Template(f'{{% extends "{base}" %}}{{% load ui %}}{blocks}').render(
            Context(context)
        )
    return html.document_fromstring(shown)


def test_a_page_that_knows_nothing_still_stands() -> None:
    bare = page("{% block heading %}Bonjour{% endblock %}")
    assert [h.text_content() for h in bare.xpath("//h1")] == ["Bonjour"]
    assert [s.text_content() for s in bare.xpath("//nav[@class='spine']//li")] == [
        "Capitaliser",
        "Échanger",
        "Programmer",
        "Agir",
        "Publier",
    ]
    assert bare.xpath("//nav[@class='spine']//*[@aria-current]") == []


def test_regions_without_content_are_not_there() -> None:
    bare = page("{% block aside %}  {% endblock %}")
    assert bare.xpath("//aside | //h1 | //*[@class='eyebrow'] | //*[@class='page-actions']") == []
    full = page("{% block aside %}<p>x</p>{% endblock %}{% block eyebrow %}Atelier{% endblock %}")
    assert len(full.xpath("//aside[@aria-label]")) == 1
    assert full.xpath("//p[@class='eyebrow']/text()") == ["Atelier"]


def test_the_spine_shows_the_step_of_the_page_and_its_rooms() -> None:
    shown = page("{% block step %}capitaliser{% endblock %}", site_navigation=NAVIGATION)
    current = shown.xpath("//nav[@class='spine']//*[@aria-current='step']")
    assert [(c.text_content(), c.get("href")) for c in current] == [("Capitaliser", "/ateliers/")]
    rooms = shown.xpath("//nav[@class='rooms']//a")
    assert [r.text_content() for r in rooms] == ["Ateliers", "Témoignages"]
    assert [r.get("aria-current") for r in rooms] == ["page", None]


def test_the_step_may_be_written_by_a_template_in_between(tmp_path: Path) -> None:
    from django.template import Engine
    from django.template.backends.django import DjangoTemplates

    (tmp_path / "room.html").write_text(
        '{% extends "base.html" %}{% block step %}agir{% endblock %}'
    )
    backend = DjangoTemplates(
        {"NAME": "t", "DIRS": [str(tmp_path)], "APP_DIRS": True, "OPTIONS": {}}
    )
    assert isinstance(backend.engine, Engine)
    template = backend.from_string('{% extends "room.html" %}')
    with translation.override("fr"):
        shown = html.document_fromstring(template.render({}))
    assert [s.text_content() for s in shown.xpath("//*[@aria-current='step']")] == ["Agir"]


def test_without_a_step_no_rooms_are_shown() -> None:
    shown = page(site_navigation=NAVIGATION)
    assert shown.xpath("//nav[@class='rooms']") == []
    assert [a.text_content() for a in shown.xpath("//nav[@aria-label='Réseau']//a")] == ["Villes"]


def test_the_person_and_the_network_are_named() -> None:
    class Someone(SimpleNamespace):
        def __str__(self) -> str:
            return "Aminata"

    shown = page(
        user=Someone(is_authenticated=True, pk=7),
        site_network=SimpleNamespace(name="Réseau d’essai", acronym="RE"),
        is_demonstration=True,
    )
    assert shown.xpath("//details[@class='menu']/summary/span/text()") == ["Aminata"]
    assert shown.xpath("//body/@data-person") == ["7"]
    assert shown.xpath("//a[@class='wordmark']//small/text()") == ["RE"]
    assert "démonstration" in shown.xpath("//*[@class='demonstration']")[0].text_content()


def test_a_saved_message_lets_the_draft_go_and_errors_are_alerts() -> None:
    shown = page(
        messages=[
            SimpleNamespace(level_tag="success", extra_tags="draft:note-1"),
            SimpleNamespace(level_tag="error", extra_tags=""),
        ]
    )
    notes = shown.xpath("//div[@class='messages']/div")
    assert [n.get("role") for n in notes] == ["status", "alert"]
    assert [n.get("data-draft-saved") for n in notes] == ["note-1", None]


def test_the_chosen_theme_comes_from_a_known_cookie_value_only() -> None:
    request = RequestFactory().get("/")
    request.COOKIES["palabre-theme"] = "dark"
    assert page(request=request).get("data-theme") == "dark"
    request.COOKIES["palabre-theme"] = '"><script>'
    assert page(request=request).get("data-theme") is None


@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("en", "ltr"), ("ar", "rtl")])
def test_language_and_direction_are_declared(language: str, direction: str) -> None:
    shown = page(language=language)
    assert (shown.get("lang"), shown.get("dir")) == (language, direction)


def test_the_projected_page_is_bare() -> None:
    shown = page("{% block heading %}Grand{% endblock %}", base="base_projector.html")
    assert shown.xpath("//body/@class") == ["projector"]
    assert shown.xpath("//nav | //footer") == []
    assert shown.xpath("//h1/text()") == ["Grand"]


@pytest.mark.parametrize("base", ["base.html", "base_projector.html"])
def test_no_inline_style_or_script(base: str) -> None:
    shown = page(base=base, site_navigation=NAVIGATION)
    assert shown.xpath("//@style | //style | //script[not(@src)]") == []
    assert [a for e in shown.iter() for a in e.attrib if a.startswith("on")] == []


def test_the_frame_weighs_less_than_twenty_kilobytes() -> None:
    """Compressed page, stylesheet, script and icon; the budget of a first page is 60 kB."""
    shown = html.tostring(page(site_navigation=NAVIGATION))
    parts = [shown, *((STATIC / n).read_bytes() for n in ("palabre.css", "palabre.js", "icon.svg"))]
    assert sum(len(gzip.compress(part)) for part in parts) <= 20_000


def test_the_script_stays_small() -> None:
    script = (STATIC / "palabre.js").read_text("utf-8")
    assert len(gzip.compress(script.encode())) <= 6_000
    assert not re.search(r"https?://|eval\(|innerHTML", script)
