"""Times and durations as French notes write them."""

import pytest

from palabre.core.agenda.times import (
    announced_duration,
    closing,
    looks_timed,
    opening,
    trailing_minutes,
)


@pytest.mark.parametrize(
    ("line", "start", "end", "rest"),
    [
        ("9 h 30 – 9 h 45 | INTRODUCTION", 570, 585, "INTRODUCTION"),
        ("9h30-9h45 Introduction", 570, 585, "Introduction"),
        ("9 h 30 – 9 h 45 : Introduction", 570, 585, "Introduction"),
        ("11 h 30-12 h 30 | ÉTAT DES LIEUX", 690, 750, "ÉTAT DES LIEUX"),
        ("09.30 – 10.00 — Accueil", 570, 600, "Accueil"),
        ("9:30 - 10:15 Accueil", 570, 615, "Accueil"),
        ("de 9h à 10h, visite du port", 540, 600, "visite du port"),
        ("Entre 14h et 15h30 : débat", 840, 930, "débat"),
        ("De midi à 14 heures : déjeuner", 720, 840, "déjeuner"),
        ("22 h 45 – minuit | Marche", 1365, 1440, "Marche"),
        ("23 h – 0 h 30 Veillée", 1380, 30, "Veillée"),
        ("9-10h Accueil", 540, 600, "Accueil"),
        ("(9h–10h) Accueil", 540, 600, "Accueil"),
        ("[9h30 → 10h] Accueil", 570, 600, "Accueil"),
        ("2:00 pm – 3:15 pm Accueil", 840, 915, "Accueil"),
        ("14h", 840, None, ""),
        ("11 h Pause", 660, None, "Pause"),
        ("9h15 : ouverture", 555, None, "ouverture"),
    ],
)
def test_times_at_the_head_of_a_line(line: str, start: int, end: int | None, rest: str) -> None:
    found = opening(line)
    assert found is not None
    assert found.start is not None
    assert found.start.minute == start
    assert (found.end.minute if found.end else None) == end
    assert found.rest == rest
    assert looks_timed(line)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("25 h 70 | Accueil", "25 h 70"),
        ("9h75 | Accueil", "9h75"),
        ("XX h XX : Accueil", "XX h XX"),
        ("?? h ?? | Accueil", "?? h ??"),
    ],
)
def test_a_time_that_cannot_be_is_kept_as_typed(line: str, text: str) -> None:
    found = opening(line)
    assert found is not None
    assert found.start is not None
    assert found.start.minute is None
    assert found.start.text == text
    assert found.rest == "Accueil"


@pytest.mark.parametrize(
    "line",
    [
        "2 h 30 de travail ont suffi",
        "2024-2028 : le programme",
        "12.03.2024 : réunion",
        "1.2 Objectifs",
        "3 villes témoignent",
        "24 heures chrono pour convaincre, par tous les moyens",
        "",
    ],
)
def test_numbers_that_are_not_times(line: str) -> None:
    assert opening(line) is None


@pytest.mark.parametrize(
    ("line", "start", "end", "title"),
    [
        ("Pause (11h – 11h30)", 660, 690, "Pause"),
        ("Pause : de 11h à 11h30", 660, 690, "Pause"),
        ("Travaux en groupes (10.45 – 12.30)", 645, 750, "Travaux en groupes"),
        ("Accueil – 9h30", 570, None, "Accueil"),
    ],
)
def test_times_at_the_tail_of_a_line(line: str, start: int, end: int | None, title: str) -> None:
    found = closing(line)
    assert found is not None
    assert found.start is not None
    assert (found.start.minute, found.end.minute if found.end else None) == (start, end)
    assert found.rest == title


@pytest.mark.parametrize("line", ["Objectif 2024", "d'ici 11h", "Dépasser le 24h", "9h – 10h"])
def test_lines_without_times_at_their_tail(line: str) -> None:
    assert closing(line) is None


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("Cet atelier, d'une durée de 2h30, sera structuré", 150),
        ("Durée : 150 minutes", 150),
        ("durée totale prévue de deux heures et demie", 150),
        ("un atelier de 3 h", 180),
        ("(durée totale : 4 h 30)", 270),
        ("Durée : 45 min", 45),
        ("depuis 4 ans, pour une durée indéterminée", None),
        ("le renouvellement pour 4 ans", None),
    ],
)
def test_duration_announced_in_prose(text: str, minutes: int | None) -> None:
    assert announced_duration(text) == minutes


def test_minutes_at_the_end_of_a_title() -> None:
    assert trailing_minutes("Débat (1 h 30)") == ("Débat", 90)
    assert trailing_minutes("Pause – 15 min") == ("Pause", 15)
    assert trailing_minutes("Villes 2024") == ("Villes 2024", None)
    assert trailing_minutes("Plan (phase 2)") == ("Plan (phase 2)", None)
