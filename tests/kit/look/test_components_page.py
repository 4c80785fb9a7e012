"""The live page of components: it shows all there is, within the house's rules."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.test import Client
from lxml import html

import palabre.kit
from palabre.kit.templatetags import ui

KIT = Path(palabre.kit.__file__).parent


@pytest.fixture
def shown(db: None, client: Client) -> str:
    response = client.get("/composants/")
    assert response.status_code == 200
    return response.content.decode()


def test_it_says_that_its_data_are_samples(shown: str) -> None:
    assert "Rien ici ne décrit un vrai réseau" in shown
    figures = html.document_fromstring(shown).xpath("//figure/figcaption")
    titles = [f.text_content() for f in figures]
    assert len(titles) == 16
    assert [t for t in titles if "exemple" not in t] == []


def test_it_shows_every_tag_and_filter() -> None:
    sources = [
        (KIT / "templates" / name).read_text("utf-8")
        for name in ("kit/components.html", "base.html", "ui/form_fields.html", "ui/table.html")
    ]
    used = set(re.findall(r"{%\s*(\w+)", " ".join(sources)))
    filters = set(re.findall(r"\|(\w+)", " ".join(sources)))
    internal = {"empty_state", "card", "notice", "passage"} - used
    assert set(ui.register.tags) - used - internal == set()
    assert set(ui.register.filters) - filters == set()


def test_no_inline_style_script_or_third_party(shown: str) -> None:
    page = html.document_fromstring(shown)
    assert page.xpath("//@style | //style | //script[not(@src)]") == []
    loaded = page.xpath("//script/@src | //link/@href | //img/@src | //*[local-name()='use']/@href")
    assert [address for address in loaded if not address.startswith("/")] == []


def test_names_on_the_page_are_unique_and_references_hold(shown: str) -> None:
    page = html.document_fromstring(shown)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    wanted = " ".join(page.xpath("//@aria-labelledby | //@aria-describedby")).split()
    assert set(wanted) - set(ids) == set()


def test_even_with_three_hundred_cities_it_weighs_less_than_a_photo(shown: str) -> None:
    assert len(gzip.compress(shown.encode())) <= 100_000
