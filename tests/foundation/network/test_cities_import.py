"""The cities' list: dry first, matched whatever the accents, refused row by row, never doubled."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from palabre.foundation.accounts.models import User
from palabre.foundation.journal.models import Entry
from palabre.foundation.network.imports import CityImport, read_cities
from palabre.foundation.network.models import City
from palabre.foundation.network.operations import apply_cities
from palabre.foundation.network.queries import cities

HEADER = [
    "Ville",
    "Pays",
    "Latitude",
    "Longitude",
    "Population",
    "Année de la population",
    "Source",
]
ROWS: list[list[object]] = [
    HEADER,
    ["Nantes", "fr", "47,21806", -1.55278, "323 204", 2021, "INSEE"],
    ["Phnom Penh", "KH", None, None, None, None, None],
    [None, None, None, None, None, None, None],
    ["Namur", "BE", 50.46667, 4.86667, 114_000, 2023, "Statbel"],
]


def plan(rows: list[list[object]]) -> CityImport:
    return read_cities(rows, list(cities()))


def test_a_dry_run_writes_nothing_and_says_what_would_be(db: None) -> None:
    found = plan(ROWS)
    assert [row.name for row in found.created] == ["Nantes", "Phnom Penh", "Namur"]
    assert [row.row for row in found.created] == [2, 3, 5]
    assert found.refused == []
    assert City.objects.count() == 0


def test_what_is_applied_is_what_was_shown_and_unknown_stays_unknown(
    secretariat: User, at: datetime
) -> None:
    assert apply_cities(plan=plan(ROWS), actor=secretariat, at=at) == (3, 0)
    nantes = City.objects.get(name="Nantes")
    assert (nantes.country, nantes.population, nantes.population_year) == ("FR", 323_204, 2021)
    assert (nantes.latitude, nantes.longitude) == (Decimal("47.21806"), Decimal("-1.55278"))
    assert City.objects.get(name="Phnom Penh").population is None


def test_the_same_file_twice_changes_nothing(secretariat: User, at: datetime) -> None:
    apply_cities(plan=plan(ROWS), actor=secretariat, at=at)
    written = Entry.objects.count()
    again = plan(ROWS)
    assert (again.created, again.changed, again.same) == ([], [], 3)
    assert apply_cities(plan=again, actor=secretariat, at=at) == (0, 0)
    assert City.objects.count() == 3
    assert Entry.objects.count() == written


def test_cities_are_matched_whatever_accents_case_and_hyphens(
    secretariat: User, at: datetime
) -> None:
    apply_cities(plan=plan([["Ville", "Pays"], ["Saint-Étienne", "FR"]]), actor=secretariat, at=at)
    found = plan([["VILLE", "PAYS", "Activité"], ["SAINT ETIENNE", "fr", "En sommeil"]])
    assert found.created == []
    change = found.changed[0].changes[0]
    assert (change.label, change.old, change.new) == ("Activité", "active", "dormant")


def test_an_empty_cell_leaves_what_is_known(secretariat: User, at: datetime) -> None:
    apply_cities(plan=plan(ROWS), actor=secretariat, at=at)
    found = plan([HEADER, ["Nantes", "FR", None, None, None, None, None]])
    assert (found.changed, found.same) == ([], 1)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["", "FR", None, None, None, None, None], "Ville\u00a0: la case est vide."),
        (
            ["Lyon", "France", None, None, None, None, None],
            "«\u00a0France\u00a0» n’est pas lisible",
        ),
        (["Lyon", "FR", 147, 4, None, None, None], "degrés entre −90 et 90"),
        (["Lyon", "FR", 45.76, None, None, None, None], "Latitude et longitude vont ensemble"),
        (["Lyon", "FR", None, None, 520_774, None, None], "donnez aussi son année et sa source"),
        (["Lyon", "FR", None, None, "beaucoup", 2021, "INSEE"], "nombre entier d’habitants"),
        (["Lyon", "FR", None, None, -5, 2021, "INSEE"], "nombre entier d’habitants"),
    ],
)
def test_a_bad_row_is_refused_with_the_reason_and_the_others_are_kept(
    db: None, row: list[object], said: str
) -> None:
    found = plan([HEADER, row, ["Namur", "BE", None, None, None, None, None]])
    assert [bad.row for bad in found.refused] == [2]
    assert said in " ".join(found.refused[0].problems)
    assert [good.name for good in found.created] == ["Namur"]


def test_a_city_given_twice_is_refused_the_second_time(db: None) -> None:
    found = plan([["Ville", "Pays"], ["Namur", "BE"], ["namur", "be"]])
    assert found.refused[0].problems == ("namur est déjà à la ligne 2.",)


def test_missing_columns_and_unknown_ones_are_said(db: None) -> None:
    assert (
        plan([["Commune", "Pays"], ["Namur", "BE"]])
        .problems[0]
        .startswith("Colonnes introuvables\u00a0: Ville")
    )
    assert plan([["Ville", "Pays", "Couleur"], ["Namur", "BE", "bleu"]]).ignored == ("Couleur",)
    assert "vide" in plan([]).problems[0]


def test_300_cities_are_compared_in_one_query(
    secretariat: User, at: datetime, django_assert_num_queries: object
) -> None:
    rows: list[list[object]] = [["Ville", "Pays"], *([f"Ville {n:03}", "FR"] for n in range(300))]
    apply_cities(plan=plan(rows), actor=secretariat, at=at)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert plan(rows).same == 300
