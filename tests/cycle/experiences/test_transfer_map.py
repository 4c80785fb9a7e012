"""The map of transfers: where its ribbons go, by hand; what it cannot draw is said."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from django.contrib.auth.models import AnonymousUser

from palabre.cycle.experiences.exports.transfer_map import Way, bend, ribbon, transfer_map
from palabre.cycle.experiences.models import Transfer
from palabre.cycle.experiences.operations.transfers import Account, Origin, declare_transfer
from palabre.cycle.experiences.queries import transfers as queries
from palabre.cycle.experiences.views import transfer_shown
from palabre.foundation.accounts.models import User
from palabre.foundation.network.models import City
from palabre.kit.charts import MapCity
from palabre.kit.charts.network_map import place

SVG = "{http://www.w3.org/2000/svg}"


def test_a_way_bends_to_the_left_of_who_goes_by_18_hundredths_of_its_length() -> None:
    # Eastwards over 100: the middle is (50, 0), and left is up, where y is smaller.
    assert bend((0, 0), (100, 0)) == pytest.approx((50, -18))
    # And back: left is now down, so that both ways are seen.
    assert bend((100, 0), (0, 0)) == pytest.approx((50, 18))
    # Downwards over 200 from (10, 20): the middle is (10, 120), left is east.
    assert bend((10, 20), (10, 220)) == pytest.approx((46, 120))


def test_a_ribbon_is_wide_where_it_starts_half_as_wide_midway_and_pointed_where_it_ends() -> None:
    # Eastwards, 8 across: 4 on each side of the start, 2 on each side of the bend (50, -18).
    steps = ribbon((0, 0), (100, 0), 8)
    letters = [step for step in steps if isinstance(step, str)]
    numbers = [step for step in steps if not isinstance(step, str)]
    assert letters == ["M", "Q", "Q", "Z"]
    assert numbers == pytest.approx([0, 4, 50, -16, 100, 0, 50, -20, 0, -4])
    assert ribbon((5, 5), (5, 5), 8) == ["M", 5, 5]


def test_cities_stand_where_the_projection_puts_them() -> None:
    # The equator crosses the whole width, 960: longitude 0 in the middle, 90 east three quarters.
    assert place(0, 0) == pytest.approx((480, 0))
    assert place(0, 90) == pytest.approx((720, 0))


def test_the_picture_holds_a_ribbon_a_way_and_the_table_says_the_same() -> None:
    a, b = MapCity("Ici", 0, 0), MapCity("Là", 0, 90)
    chart = transfer_map([Way(a, b, ("Un", "Deux"), "/x/"), Way(b, a, ("Trois",))])
    wide = ET.fromstring(f"<all>{chart.svg}</all>")[0]
    ribbons = [one.get("d") for one in wide.iter(f"{SVG}path") if one.get("class") == "transfer"]
    # From (480, 0) to (720, 0), two practices, 6 across: 240 * 0.18 = 43.2 above the middle, 600;
    # then back, one practice, 4 across.
    assert ribbons == [
        "M 480 3 Q 600 -41.7 720 0 Q 600 -44.7 480 -3 Z",
        "M 720 -2 Q 600 42.2 480 0 Q 600 44.2 720 2 Z",
    ]
    assert len(list(wide.iter(f"{SVG}circle"))) == 2
    assert list(chart.table.rows) == [("Ici", "Là", 2, "Un\u00a0; Deux"), ("Là", "Ici", 1, "Trois")]
    description = next(wide.iter(f"{SVG}desc")).text
    assert description is not None
    assert "3 reprises entre 2 villes" in description


def test_what_has_no_place_is_listed_with_the_reason(
    transfer: Transfer, delegate_nantes: User, city_nantes: City, city_niamey: City, at: datetime
) -> None:
    named = declare_transfer(
        actor=delegate_nantes,
        at=at,
        city=city_nantes,
        origin=Origin(name="Une ville d’ailleurs"),
        account=Account("Autre chose"),
    ).transfer

    def drawn() -> tuple[bool, dict[str, str]]:
        chart, left = transfer_shown.picture(queries.listed(AnonymousUser()))
        return chart is not None, {row.public_id: reason for row, reason in left}

    only_name = "Une ville d’ailleurs est connue par son seul nom"
    unknown = "coordonnées inconnues\u00a0: Niamey, Nantes"
    assert drawn() == (False, {named.public_id: only_name, transfer.public_id: unknown})
    for city, latitude, longitude in ((city_niamey, "13.51", "2.11"), (city_nantes, "0", "0")):
        City.objects.filter(pk=city.pk).update(
            latitude=Decimal(latitude), longitude=Decimal(longitude)
        )
    # A city on the equator at Greenwich has coordinates like another.
    assert drawn() == (True, {named.public_id: only_name})
