"""Workshops and slots in the thread, in the journal and in the dump."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import AnonymousUser

if TYPE_CHECKING:
    from datetime import datetime

    from pytest_django.fixtures import DjangoAssertNumQueries

    from palabre.cycle.workshops.models import Workshop
    from palabre.foundation.accounts.models import User

pytestmark = pytest.mark.django_db


def test_each_slot_and_testimony_is_part_of_its_workshop(imported: Workshop) -> None:
    from palabre.cycle.workshops.models import Slot
    from palabre.foundation.thread.enums import Relation
    from palabre.foundation.thread.queries import sources_of

    slots = set(Slot.objects.values_list("public_id", flat=True))
    assert len(slots) == 9
    assert set(sources_of(imported.public_id, Relation.PART_OF)) == slots


def test_cards_say_who_and_are_withheld_while_in_preparation(
    imported: Workshop,
    secretariat: User,
    delegate_niamey: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    from palabre.cycle.workshops.models import Slot, Workshop
    from palabre.foundation.thread.registry import cards_of

    testimony = Slot.objects.get(title__startswith="Intégrer le numérique")
    names = [imported.public_id, testimony.public_id, "sequence-2222222222"]
    card = cards_of(secretariat, names)[testimony.public_id]
    assert card.city == "Niamey"
    assert ("Intervenants", "Oumarou Dogari") in card.facts
    hidden = cards_of(delegate_niamey, names)
    assert hidden.keys() == {imported.public_id, testimony.public_id}
    for withheld in hidden.values():
        assert withheld.withheld
        assert withheld.text == withheld.url == withheld.city == ""
        assert "numérique" not in withheld.title.lower()
    Workshop.objects.update(status="published")
    assert not cards_of(AnonymousUser(), names)[testimony.public_id].withheld
    everyone = list(Slot.objects.values_list("public_id", flat=True))
    for some in (everyone[:1], everyone[:3]):
        with django_assert_num_queries(3):
            cards_of(AnonymousUser(), some)


def test_candidates_are_what_the_person_may_cite(
    imported: Workshop, secretariat: User, delegate_niamey: User
) -> None:
    from palabre.cycle.workshops.models import Slot, Workshop
    from palabre.foundation.thread.search import candidates

    assert candidates(delegate_niamey, ["atelier", "sequence"]) == []
    found = candidates(secretariat, ["sequence"], "Niamey")
    assert [card.city for card in found] == ["Niamey"]
    Workshop.objects.update(status="published")
    order = [card.public_id for card in candidates(delegate_niamey, ["sequence"])]
    holder = Slot.objects.get(title="TEMOIGNAGES")
    inside = list(holder.items.order_by("order").values_list("public_id", flat=True))
    place = order.index(holder.public_id)
    assert order[place + 1 : place + 6] == inside


def test_the_import_is_journalled_once(imported: Workshop, secretariat: User) -> None:
    from palabre.foundation.journal.models import Entry
    from palabre.foundation.journal.registry import words_of

    entry = Entry.objects.get(subject=imported.public_id)
    assert entry.verb == "workshops.imported"
    assert entry.actor == secretariat.public_id
    assert words_of(entry.verb) == "a créé l’atelier à partir de sa note"


def test_every_verb_written_has_words() -> None:
    import re
    from pathlib import Path

    import palabre.cycle.workshops.operations as door
    from palabre.foundation.journal.registry import words_of

    folder = Path(door.__file__).parent
    written = {
        verb
        for path in folder.glob("*.py")
        for verb in re.findall(r'note_down\(\s*"([a-z-]+)"', path.read_text())
    }
    written |= {"imported", "imported-again", "brought-in", "brought-in-again"}
    assert len(written) >= 22
    assert all(words_of(f"workshops.{verb}") != f"workshops.{verb}" for verb in written)


def test_every_field_of_the_room_is_in_the_dump() -> None:
    from django.apps import apps

    from palabre.kit.open_data import registered_tables

    tables = {table.model: table for table in registered_tables()}
    # The Word model of minutes is a kept file, which no table holds.
    rooms = apps.get_app_config("workshops").get_models()
    for model in (one for one in rooms if one.__name__ != "MinutesModel"):
        fields = {field.name for field in model._meta.concrete_fields} - {"id"}
        assert set(tables[model].fields) == fields
        for field in model._meta.concrete_fields:
            if field.name != "id":
                assert field.verbose_name
                assert field.help_text, field


def test_kinds_are_those_of_the_core(at: datetime) -> None:
    from palabre.core.agenda.model import SlotKind as Planned
    from palabre.cycle.workshops.enums import SlotKind

    assert set(SlotKind.values) == {kind.value for kind in Planned}


def test_the_plan_read_back_is_the_plan_written(imported: Workshop, note: bytes) -> None:
    from palabre.cycle.workshops.imports import Verdict, check_note
    from palabre.cycle.workshops.queries import plan_of

    run = check_note("note.md", note)
    assert run.verdict is Verdict.SAME
    assert plan_of(imported) == run.draft.reading.plan


def test_the_running_order_shows_what_came_out_of_a_slot(
    imported: Workshop,
    secretariat: User,
    at: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    from palabre.cycle.workshops.models import Slot, Workshop
    from palabre.cycle.workshops.queries import running_order, with_outcomes
    from palabre.foundation.thread.enums import Relation
    from palabre.foundation.thread.models import Edge

    # Another workshop stands for what the other rooms would lay: only its card matters here.
    other = Workshop.objects.create(title="Suite", created_at=at, updated_at=at)
    held = Slot.objects.get(title__startswith="Intégrer le numérique")
    Edge.objects.create(
        source=other.public_id, relation=Relation.GIVEN_AT, target=held.public_id, at=at
    )
    order = running_order(imported)
    # The person's standing, the links, the cards of one kind.
    with django_assert_num_queries(3):
        seen = with_outcomes(secretariat, order)
    assert [(row.slot.pk, [card.title for card in row.outcomes]) for row in seen.rows if
            row.outcomes] == [(held.pk, ["Suite"])]  # fmt: skip
    hidden = with_outcomes(AnonymousUser(), order)
    assert not any(row.outcomes for row in hidden.rows)
