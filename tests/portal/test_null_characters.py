"""A NUL in a form is told, on both databases, and the rest of what was typed is kept."""

import re
from collections.abc import Callable
from html import unescape

from django.test import Client

from palabre.cycle.experiences import models as experiences
from palabre.foundation.accounts.models import User
from palabre.foundation.network.models import City

PAGE = "/experiences/temoignages/nouveau/"


def test_a_nul_is_refused_and_the_rest_can_be_sent_again(
    client_as: Callable[[User | None], Client], secretariat: User, city_niamey: City
) -> None:
    client = client_as(secretariat)
    typed = {
        "title": "Un essai\0 à Niamey",
        "city": str(city_niamey.pk),
        "witness_name": "Témoin d’essai",
        "witness_role": "Rôle d’essai",
        "transcript": "Première ligne.\nLe mot ab\0îmé.",
        "password": "secret",
    }
    page = client.post(PAGE, typed)
    told = page.content.decode()
    assert page.status_code == 400
    assert "qu’aucun clavier n’écrit" in told
    assert "secret" not in told
    assert not experiences.Testimony.objects.exists()
    kept = {
        name: unescape(value)
        for name, value in re.findall(r'<textarea name="(\w+)" hidden>([^<]*)</textarea>', told)
    }
    assert kept["title"] == "Un essai à Niamey"
    assert kept["transcript"] == "Première ligne.\nLe mot abîmé."
    assert set(kept) == set(typed) - {"password"}


def test_a_nul_in_the_name_of_a_field_is_refused(
    client_as: Callable[[User | None], Client], secretariat: User
) -> None:
    assert client_as(secretariat).post(PAGE, {"ti\0tle": "x"}).status_code == 400
