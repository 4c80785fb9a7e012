"""Any running order, in any format: what goes out and comes back untouched changes nothing."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cycle.workshops.plans import written
from tests.cycle.workshops.test_files import ALL, files

from palabre.core.agenda import Item, Plan, PlannedPart, Slot, SlotKind, Speaker, SpeakerStatus

if TYPE_CHECKING:
    from datetime import datetime

    from palabre.foundation.accounts.models import User

pytestmark = pytest.mark.django_db

PIECES = ["Récits", "=1+1", "a;b", '"', "’", " | ", "–", "<b>", "&", "ligne\nligne", "(à distance)",
          "10", "é", "مرحبا", "\u00a0"]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=3).map(lambda found: " ".join(found).strip())
lines = texts.map(lambda text: text.replace("\n", " "))
titles = lines.filter(bool)
zones = st.sampled_from(["Europe/Paris", "Africa/Niamey", "Asia/Phnom_Penh", "Africa/Casablanca"])
people = st.builds(
    Speaker,
    name=titles,
    role=lines,
    organisation=lines,
    city=lines,
    remote=st.booleans(),
    status=st.sampled_from(SpeakerStatus),
)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    parts = []
    for home in range(draw(st.integers(1, 2))):
        slots = [
            Slot(
                f"s{home}-{rank}",
                draw(titles),
                draw(st.sampled_from(SlotKind)),
                draw(st.integers(1, 3)),
                draw(st.none() | st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 59]))),
                draw(st.none() | st.integers(1, 400)),
                draw(texts),
                speakers=tuple(draw(st.lists(people, max_size=2))),
                items=tuple(
                    Item(f"i{home}-{rank}-{n}", draw(titles), minutes=draw(st.none() | st.just(9)))
                    for n in range(draw(st.integers(0, 2)))
                ),
                expected_output=draw(lines),
                room=draw(st.sampled_from(["", "Salle A", "Salle B"])),
                track=draw(st.sampled_from(["", "Données"])),
                language=draw(st.sampled_from(["", "fr", "fr, en"])),
                locked=draw(st.booleans()),
            )
            for rank in range(draw(st.integers(1, 4)))
        ]
        parts.append(PlannedPart(f"p{home}", draw(lines), slots=tuple(slots)))
    day = draw(st.dates(date(2026, 3, 26), date(2026, 3, 30)))
    return Plan("Atelier", held_on=day, place=draw(lines), parts=tuple(parts))


@pytest.mark.parametrize("name", ALL)
def test_what_comes_back_untouched_changes_nothing(
    name: str, secretariat: User, at: datetime
) -> None:
    from palabre.cycle.workshops.imports import judge, read_arrival

    @settings(
        max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    @given(plans(), zones)
    def untouched(plan: Plan, zone: str) -> None:
        workshop = written(plan, secretariat, at, zone)
        content = files(workshop, only=name)[name]
        if any(slot.start is not None for slot in plan.slots) or name.startswith("deroule"):
            arrival = read_arrival(name, content, workshop)
            assert judge(arrival).changes == ()
        workshop.delete()

    untouched()
