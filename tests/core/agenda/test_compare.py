"""What a corrected note changes, and what it does not."""

from dataclasses import replace
from datetime import time

from palabre.core.agenda import (
    Change,
    ChangeAction,
    Item,
    Plan,
    PlannedPart,
    Slot,
    SlotKind,
    Speaker,
    SpeakerStatus,
    Subject,
    compare,
    read_note,
    with_keys_of,
)

from .writing import note

ADDED, REMOVED, CHANGED = ChangeAction.ADDED, ChangeAction.REMOVED, ChangeAction.CHANGED

OPENING = Slot(
    "ouverture",
    "Ouverture",
    SlotKind.INTRODUCTION,
    start=time(9),
    minutes=15,
    speakers=(Speaker("Awa Awa Test", role="Maire de Valbrune", city="Valbrune"),),
)
STORIES = Slot(
    "temoignages",
    "Témoignages",
    SlotKind.TESTIMONY,
    start=time(9, 15),
    minutes=45,
    items=(
        Item("le-port", "Le port la nuit", (Speaker(city="Port-Clair", remote=True),)),
        Item("la-crue", "La crue de 1999", (Speaker("Jo Essai"),)),
    ),
)
PAUSE = Slot("pause", "Pause", SlotKind.BREAK, start=time(10), minutes=15)
PLAN = Plan(
    title="Atelier",
    context=("Un premier paragraphe.", "Un second, sur le port."),
    objectives=("Choisir deux actions", "Réunir trois récits"),
    parts=(PlannedPart("temps-1", "Premier temps", slots=(OPENING, STORIES, PAUSE)),),
)


def with_slots(*slots: Slot, plan: Plan = PLAN) -> Plan:
    return replace(plan, parts=(replace(plan.parts[0], slots=slots),))


def test_the_same_note_changes_nothing() -> None:
    plan, _ = read_note(note("invente-tableau.md"))
    again, _ = read_note(note("invente-tableau.md"))
    assert compare(plan, again) == ()


def test_fields_of_the_plan() -> None:
    new = replace(PLAN, title="Atelier du port", announced_minutes=90, period=(2026, 2030))
    assert compare(PLAN, new) == (
        Change(CHANGED, Subject.PLAN, field="title", old="Atelier", new="Atelier du port"),
        Change(CHANGED, Subject.PLAN, field="period", old=None, new="2026-2030"),
        Change(CHANGED, Subject.PLAN, field="announced_minutes", old=None, new=90),
    )


def test_a_longer_slot_and_a_later_start() -> None:
    new = with_slots(OPENING, replace(STORIES, minutes=60), replace(PAUSE, start=time(10, 15)))
    assert compare(PLAN, new) == (
        Change(CHANGED, Subject.SLOT, "temoignages", "Témoignages", "minutes", 45, 60),
        Change(CHANGED, Subject.SLOT, "pause", "Pause", "start", "10:00", "10:15"),
    )


def test_a_retitled_slot_is_changed_not_replaced() -> None:
    new = with_slots(OPENING, replace(STORIES, key="recits", title="Témoignages de villes"), PAUSE)
    assert compare(PLAN, new) == (
        Change(
            CHANGED,
            Subject.SLOT,
            "temoignages",
            "Témoignages de villes",
            "title",
            "Témoignages",
            "Témoignages de villes",
        ),
    )


def test_another_title_at_the_same_time_with_the_same_kind_is_the_same_slot() -> None:
    new = with_slots(OPENING, STORIES, replace(PAUSE, key="collation", title="Collation"))
    assert [(c.action, c.field) for c in compare(PLAN, new)] == [(CHANGED, "title")]


def test_slots_added_and_removed() -> None:
    vote = Slot("vote", "Vote", SlotKind.VOTE, start=time(11), minutes=30)
    assert compare(PLAN, with_slots(OPENING, STORIES, vote)) == (
        Change(REMOVED, Subject.SLOT, "pause", "Pause", old="10:00-10:15"),
        Change(ADDED, Subject.SLOT, "vote", "Vote", new="11:00-11:30"),
    )


def test_the_first_of_two_pauses_goes_away_and_the_second_stays_itself() -> None:
    later = replace(PAUSE, key="pause-2", start=time(11))
    old = with_slots(OPENING, STORIES, PAUSE, later)
    new = with_slots(OPENING, STORIES, replace(later, key="pause"))
    assert compare(old, new) == (
        Change(REMOVED, Subject.SLOT, "pause", "Pause", old="10:00-10:15"),
    )


def test_a_doubled_first_name_corrected_and_a_speaker_named_at_last() -> None:
    corrected = replace(OPENING, speakers=(replace(OPENING.speakers[0], name="Awa Test"),))
    named = replace(
        STORIES.items[0], speakers=(Speaker("Lou Mot", city="Port-Clair", remote=False),)
    )
    new = with_slots(corrected, replace(STORIES, items=(named, STORIES.items[1])), PAUSE)
    assert compare(PLAN, new) == (
        Change(
            CHANGED,
            Subject.SPEAKER,
            "ouverture",
            "Awa Test",
            "name",
            "Awa Awa Test",
            "Awa Test",
            within="Ouverture",
        ),
        Change(
            CHANGED, Subject.SPEAKER, "le-port", "Lou Mot", "name", "", "Lou Mot", "Le port la nuit"
        ),
        Change(
            CHANGED,
            Subject.SPEAKER,
            "le-port",
            "Lou Mot",
            "remote",
            True,
            False,
            "Le port la nuit",
        ),
    )


def test_confirmation_of_a_speaker() -> None:
    waiting = replace(OPENING.speakers[0], status=SpeakerStatus.TO_CONFIRM)
    old = with_slots(replace(OPENING, speakers=(waiting,)), STORIES, PAUSE)
    changes = compare(old, PLAN)
    assert [(c.field, c.old, c.new) for c in changes] == [("status", "to_confirm", "confirmed")]


def test_another_person_in_the_same_place_is_one_removed_and_one_added() -> None:
    other = Speaker("Zoé Fictive", role="Adjointe au Maire de Valbrune", city="Valbrune")
    changes = compare(PLAN, with_slots(replace(OPENING, speakers=(other,)), STORIES, PAUSE))
    assert [(c.action, c.label) for c in changes] == [
        (REMOVED, "Awa Awa Test"),
        (ADDED, "Zoé Fictive"),
    ]


def test_order_of_items_and_of_objectives() -> None:
    first, second = STORIES.items
    new = with_slots(
        OPENING,
        replace(STORIES, items=(second, first)),
        PAUSE,
        plan=replace(PLAN, objectives=PLAN.objectives[::-1]),
    )
    assert compare(PLAN, new) == (
        Change(
            CHANGED,
            Subject.OBJECTIVE,
            field="order",
            old=("Choisir deux actions", "Réunir trois récits"),
            new=("Réunir trois récits", "Choisir deux actions"),
        ),
        Change(
            CHANGED,
            Subject.ITEM,
            "temoignages",
            field="order",
            old=("Le port la nuit", "La crue de 1999"),
            new=("La crue de 1999", "Le port la nuit"),
            within="Témoignages",
        ),
    )


def test_a_reworded_paragraph_and_a_new_one() -> None:
    new = replace(PLAN, context=("Un premier paragraphe.", "Un second, sur le vieux port.", "Fin"))
    assert compare(PLAN, new) == (
        Change(
            CHANGED,
            Subject.CONTEXT,
            label="Un second, sur le vieux port.",
            field="text",
            old="Un second, sur le port.",
            new="Un second, sur le vieux port.",
        ),
        Change(ADDED, Subject.CONTEXT, label="Fin", new="Fin"),
    )


def test_a_slot_moved_to_another_part() -> None:
    old = replace(PLAN, parts=(PLAN.parts[0], PlannedPart("temps-2", "Deuxième temps")))
    new = replace(
        old,
        parts=(
            replace(old.parts[0], slots=(OPENING, STORIES)),
            replace(old.parts[1], slots=(PAUSE,)),
        ),
    )
    assert compare(old, new) == (
        Change(CHANGED, Subject.SLOT, "pause", "Pause", "part", "Premier temps", "Deuxième temps"),
    )


def test_keys_of_what_is_recognised_are_kept() -> None:
    retitled = replace(STORIES, key="temoignages-de-villes", title="Témoignages de villes")
    story = replace(STORIES.items[0], key="le-port-la-nuit-venue", title="Le port, la nuit venue")
    retitled = replace(retitled, items=(story, STORIES.items[1]))
    other_break = replace(PAUSE, title="Déjeuner", start=time(13), minutes=90)
    new = with_slots(OPENING, retitled, other_break, plan=PLAN)
    kept = with_keys_of(PLAN, new)
    assert [slot.key for slot in kept.slots] == ["ouverture", "temoignages", "pause"]
    assert [item.key for item in kept.slots[1].items] == ["le-port", "la-crue"]
    assert kept.slots[1].title == "Témoignages de villes"
    assert new.slots[1].key == "temoignages-de-villes"


def test_a_new_slot_does_not_take_the_key_of_another() -> None:
    earlier = replace(PAUSE, key="pause", start=time(8))
    moved = replace(PAUSE, key="pause-2")
    kept = with_keys_of(PLAN, with_slots(earlier, OPENING, STORIES, moved))
    assert [slot.key for slot in kept.slots] == ["pause-2", "ouverture", "temoignages", "pause"]
