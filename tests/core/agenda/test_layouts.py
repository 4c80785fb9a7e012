"""Invented notes of very different layouts. Expected values were read from the notes by hand."""

from datetime import date, time

from palabre.core.agenda import Plan, RemarkCode, SlotKind, Speaker, SpeakerStatus, read_note

from .writing import blocks_of, note


def rows(plan: Plan) -> list[tuple[int, str, str, str]]:
    return [
        (
            slot.day,
            slot.start.strftime("%H:%M") if slot.start else "",
            slot.end.strftime("%H:%M") if slot.end else "",
            slot.title,
        )
        for slot in plan.slots
    ]


def test_list_layout_with_starts_only() -> None:
    plan, remarks = read_note(note("invente-liste.md"))
    assert plan.title == "Atelier « Eau et mémoire des rivières »"
    assert plan.held_on == date(2026, 4, 14)
    assert plan.place == "salle des fêtes de Valbrune"
    assert plan.announced_minutes == 180
    assert plan.objectives == (
        "Réunir trois récits de villes",
        "Choisir deux actions à proposer",
    )
    assert rows(plan) == [
        (1, "09:00", "09:15", "Accueil des participants"),
        (1, "09:15", "09:30", "Ouverture"),
        (1, "09:30", "10:30", "Témoignages"),
        (1, "10:30", "10:45", "Pause"),
        (1, "10:45", "11:45", "Table ronde"),
        (1, "11:45", "", "Vote à main levée"),
    ]
    assert [slot.kind for slot in plan.slots] == [
        SlotKind.INTRODUCTION,
        SlotKind.INTRODUCTION,
        SlotKind.TESTIMONY,
        SlotKind.BREAK,
        SlotKind.EXCHANGE,
        SlotKind.VOTE,
    ]
    opening, testimonies, table = plan.slots[1], plan.slots[2], plan.slots[4]
    assert [s.name for s in opening.speakers] == ["Ilda Fictive"]
    assert [(item.title, item.minutes) for item in testimonies.items] == [
        ("La crue de 1999", None),
        ("Une rivière découverte", 20),
    ]
    assert [s.city for s in testimonies.everyone] == ["Port-Clair", "Saint-Aubin-sur-Brume"]
    assert [s.remote for s in testimonies.everyone] == [True, False]
    assert table.facilitator == Speaker(name="Paul Exemple")
    codes = {remark.code: remark for remark in remarks}
    assert codes[RemarkCode.END_DEDUCED]["slots"] == (
        "Ouverture",
        "Témoignages",
        "Pause",
        "Table ronde",
    )
    assert codes[RemarkCode.PART_WITHOUT_END]["slot"] == "Vote à main levée"
    assert codes[RemarkCode.TOTAL_UNCHECKED]["slots"] == ("Vote à main levée",)
    assert codes[RemarkCode.ITEMS_WITHOUT_DURATION]["minutes"] == 40


def test_table_layout_with_an_overlap_and_a_gap() -> None:
    plan, remarks = read_note(note("invente-tableau.md"))
    assert plan.seminar == "Rencontre des villes d'essai 2026-2030"
    assert plan.title == "Session : Déchets et emploi"
    assert plan.period == (2026, 2030)
    assert rows(plan) == [
        (1, "14:00", "14:10", "Mot d'ouverture"),
        (1, "14:10", "14:50", "Retours d'expérience"),
        (1, "14:40", "15:00", "Questions de la salle"),
        (1, "15:00", "15:15", "Pause café"),
        (1, "15:30", "16:15", "Priorités : vote des villes"),
    ]
    stories = plan.slots[1]
    assert [(s.name, s.organisation, s.status) for s in stories.speakers] == [
        ("Ali Inventé", "Coopérative des Recycleurs", SpeakerStatus.CONFIRMED),
        ("Rosa Essai", "Mairie de Port-Clair", SpeakerStatus.TO_CONFIRM),
    ]
    assert [f.name for f in stories.facilitators] == ["Tom Exemple"]
    assert [item.title for item in stories.items] == ["Le tri au marché"]
    assert stories.items[0].speakers[0].remote
    found = {remark.code: dict(remark.params) for remark in remarks}
    assert found[RemarkCode.OVERLAP] == {
        "first": "Retours d'expérience",
        "second": "Questions de la salle",
        "minutes": 10,
    }
    assert found[RemarkCode.GAP] == {
        "first": "Pause café",
        "second": "Priorités : vote des villes",
        "minutes": 15,
    }
    # 14:00-15:00 and 15:30-16:15 make 105 minutes of work; 14:00-16:15 make 135.
    assert found[RemarkCode.TOTAL_DIFFERS] == {
        "announced": 120,
        "net": 105,
        "gross": 135,
        "breaks": 15,
    }
    assert found[RemarkCode.YEARS_DIFFER] == {"title": "2026-2030", "text": "2026-2029"}
    assert found[RemarkCode.SPEAKER_TO_CONFIRM]["speaker"] == "Rosa Essai"


def test_past_midnight_with_a_part_and_an_appendix() -> None:
    plan, remarks = read_note(note("invente-nuit.md"))
    assert plan.seminar == "Forum d'essai sur la ville la nuit"
    assert plan.title == "Atelier « La nuit, qui veille ? »"
    assert [part.title for part in plan.parts] == ["Soirée"]
    assert rows(plan) == [
        (1, "21:30", "22:45", "Veilleurs de nuit : récits"),
        (1, "22:45", "00:00", "Marche dans la ville"),
        (2, "00:00", "01:15", "Échanges"),
        (2, "01:15", "02:00", "Synthèse et clôture"),
    ]
    assert plan.slots[3].expected_output == "une page de propositions"
    assert plan.slots[2].facilitators[0].name == "Olga Exemple"
    assert [item.title for item in plan.slots[0].items] == [
        "Éclairer moins, rassurer mieux",
        "Les transports de la nuit",
    ]
    assert plan.context[-2:] == ("Informations pratiques", "Prévoir une lampe.")
    found = {remark.code: dict(remark.params) for remark in remarks}
    assert found[RemarkCode.PAST_MIDNIGHT]["slot"] == "Échanges"
    assert found[RemarkCode.DOUBLED_NAME]["proposal"] == "Marc Inventé"
    assert found[RemarkCode.TOTAL_MATCHES] == {"announced": 270, "gross": 270, "breaks": 0}


def test_unreadable_times_in_a_plain_text() -> None:
    plan, remarks = read_note(note("invente-illisible.txt"))
    assert plan.title == "Atelier Jardins partagés"
    assert plan.announced_minutes == 90
    assert plan.objectives == ("Partager deux expériences de jardins.",)
    assert rows(plan) == [
        (1, "08:45", "09:00", "Accueil"),
        (1, "", "", "Présentation du projet"),
        (1, "09:20", "", "Témoignage de la ville de Port-Clair"),
        (1, "", "", "Débat"),
        (1, "10:00", "10:15", "Conclusion"),
        (1, "11:15", "", "Départ"),
    ]
    problems = [(r.code, dict(r.params)) for r in remarks if r.severity == "problem"]
    assert problems == [
        (RemarkCode.UNREADABLE_TIME, {"slot": "Présentation du projet", "text": "25 h 70"}),
        (
            RemarkCode.END_BEFORE_START,
            {
                "slot": "Témoignage de la ville de Port-Clair",
                "start": "9h20",
                "end": "9h10",
            },
        ),
        (RemarkCode.UNREADABLE_TIME, {"slot": "Débat", "text": "XX h XX"}),
    ]
    assert {r.code for r in remarks}.isdisjoint(
        {RemarkCode.SLOT_WITHOUT_TIME, RemarkCode.END_MISSING}
    )


def test_two_days_with_the_times_after_the_titles() -> None:
    plan, remarks = read_note(note("invente-deux-jours.md"))
    assert plan.title == "Séminaire d'essai : archives et mémoire"
    assert plan.held_on == date(2026, 6, 2)
    assert plan.place == "Hautecombe-les-Bains"
    assert [part.title for part in plan.parts] == [
        "Jour 1 – mardi 2 juin 2026",
        "Jour 2 – mercredi 3 juin 2026",
    ]
    assert rows(plan) == [
        (1, "09:00", "09:30", "Accueil des délégations"),
        (1, "09:30", "10:30", "Présentation du plan"),
        (1, "10:30", "10:45", "Pause"),
        (1, "10:45", "12:30", "Travaux en groupes"),
        (2, "09:00", "10:00", "Restitution"),
        (2, "10:00", "10:30", "Clôture"),
    ]
    assert plan.slots[5].speakers[0].city == "Port-Clair"
    assert remarks == ()


def test_durations_without_any_time() -> None:
    plan, remarks = read_note(note("invente-durees.md"))
    assert [(slot.start, slot.minutes, slot.title) for slot in plan.slots] == [
        (None, 10, "Introduction"),
        (None, 25, "Témoignage de la ville de Valbrune"),
        (None, 25, "Témoignage de la ville de Port-Clair"),
        (None, 20, "Échanges"),
    ]
    assert [s.city for s in plan.speakers] == ["Valbrune", "Port-Clair"]
    differs = next(r for r in remarks if r.code is RemarkCode.TOTAL_DIFFERS)
    assert (differs["announced"], differs["net"]) == (90, 80)


def test_announced_parts_are_shared_by_what_they_say_when_there_is_no_break() -> None:
    plan, _ = read_note(
        blocks_of(
            """# Atelier

La rencontre aura trois temps :

- Un premier temps d'accueil
- Un deuxième temps de témoignages
- Un troisième temps d'échanges et de synthèse

## Déroulé

### 9h – 9h10 | Accueil

### 9h10 – 9h40 | Témoignages de trois villes

### 9h40 – 10h | Débat

### 10h – 10h10 | Conclusion
"""
        )
    )
    assert [(part.title, len(part.slots)) for part in plan.parts] == [
        ("Premier temps", 1),
        ("Deuxième temps", 1),
        ("Troisième temps", 2),
    ]


def test_announced_parts_that_nothing_distinguishes_leave_one_part_and_a_remark() -> None:
    plan, remarks = read_note(
        blocks_of(
            """# Atelier

- Un premier temps en salle
- Un deuxième temps au jardin

## Déroulé

### 9h – 9h10 | Marche

### 9h10 – 9h40 | Lecture
"""
        )
    )
    assert len(plan.parts) == 1
    assert [r["parts"] for r in remarks if r.code is RemarkCode.PARTS_NOT_MATCHED] == [
        ("Premier temps", "Deuxième temps")
    ]
    assert "Un deuxième temps au jardin" in plan.context


def test_a_part_without_an_end() -> None:
    plan, remarks = read_note(
        blocks_of(
            """# Atelier

## Première partie

### 9h – 9h30 | Accueil

### 9h30 | Débat

## Deuxième partie

### 14h – 15h | Travaux en groupes
"""
        )
    )
    assert [part.title for part in plan.parts] == ["Première partie", "Deuxième partie"]
    assert plan.slots[1].minutes is None
    assert [(r.code, dict(r.params)) for r in remarks] == [
        (
            RemarkCode.PART_WITHOUT_END,
            {"part": "Première partie", "slot": "Débat", "start": "09:30"},
        )
    ]


def test_bare_times_that_frame_the_whole_are_not_a_slot() -> None:
    plan, remarks = read_note(
        blocks_of(
            "# Atelier\n\n## Programme\n\n9h – 11h\n\n9h – 10h : Accueil\n\n10h – 11h : Débat"
        )
    )
    assert [slot.title for slot in plan.slots] == ["Accueil", "Débat"]
    assert remarks == ()


def test_a_note_without_running_order_says_so_and_keeps_every_paragraph() -> None:
    plan, remarks = read_note(blocks_of("# Atelier\n\nUn paragraphe.\n\nUn autre."))
    assert plan == Plan(title="Atelier", context=("Un paragraphe.", "Un autre."))
    assert [r.code for r in remarks] == [RemarkCode.NO_RUNNING_ORDER]


def test_nothing_at_all() -> None:
    plan, remarks = read_note(())
    assert plan == Plan()
    assert {r.code for r in remarks} == {RemarkCode.NO_RUNNING_ORDER, RemarkCode.TITLE_MISSING}


def test_a_slot_without_time_among_timed_ones() -> None:
    plan, remarks = read_note(
        blocks_of("# Atelier\n\n## 9h – 10h | Accueil\n\n## Clôture\n\nUn mot de la fin.\n")
    )
    assert [(slot.title, slot.start) for slot in plan.slots] == [
        ("Accueil", time(9)),
        ("Clôture", None),
    ]
    assert [r.code for r in remarks] == [RemarkCode.SLOT_WITHOUT_TIME]


def test_capitals_without_accents_are_no_remark() -> None:
    _, remarks = read_note(
        blocks_of("# ATELIER\n\n## 9h – 10h | TEMOIGNAGES\n\nMme Awa Test, Maire de Valbrune\n")
    )
    assert remarks == ()


def test_header_less_table() -> None:
    plan, _ = read_note(
        blocks_of(
            "# Atelier\n\n"
            "| 9h – 9h30 | Accueil | Awa Test, Maire de Valbrune |\n"
            "| 9h30 – 10h | Le port la nuit | Jo Essai (Ligue du port) |\n"
        )
    )
    assert [(s.title, s.minutes, [p.name for p in s.speakers]) for s in plan.slots] == [
        ("Accueil", 30, ["Awa Test"]),
        ("Le port la nuit", 30, ["Jo Essai"]),
    ]


def test_more_slots_than_any_workshop_has() -> None:
    text = "# Atelier\n\n" + "".join(f"## 9h – 10h | Tour {n}\n\n" for n in range(405))
    plan, remarks = read_note(blocks_of(text))
    assert len(plan.slots) == 400
    assert any(r.code is RemarkCode.TOO_MANY_SLOTS for r in remarks)


def test_a_panel_whose_speakers_are_listed_below_a_label() -> None:
    plan, remarks = read_note(
        blocks_of(
            """# NOTE DE CONCEPT

# Table ronde d'essai

**Durée : 1 heure**

## 2. Objectifs spécifiques

- Nommer les freins ;
- Partager des solutions.

## 3. Programme prévisionnel

**14h00 – 15h00 : Panel**
Modérateur : M. Luc Exemple, journaliste
Intervenants :

- Ana Essai, Adjointe au Maire de Port-Clair
- Bob Inventé (Ligue)

## 4. Contacts
"""
        )
    )
    assert plan.title == "Table ronde d'essai"
    assert plan.objectives == ("Nommer les freins", "Partager des solutions.")
    panel = plan.slots[0]
    assert panel.description == ""
    assert [s.name for s in panel.speakers] == ["Ana Essai", "Bob Inventé"]
    assert panel.facilitators == (Speaker(name="Luc Exemple", honorific="M.", role="journaliste"),)
    assert [(r.code, r.where) for r in remarks] == [(RemarkCode.TOTAL_MATCHES, 5)]


def test_the_hour_at_which_all_is_over_ends_the_last_slot() -> None:
    plan, remarks = read_note(
        blocks_of(
            "Webinaire d'essai\n\nJeudi 7 mai 2026\n\n10h Ouverture\n\n11h Débat\n\n11h30 Fin"
        )
    )
    assert plan.held_on == date(2026, 5, 7)
    assert plan.context == ()
    assert [(slot.title, slot.minutes) for slot in plan.slots] == [("Ouverture", 60), ("Débat", 30)]
    assert [r.code for r in remarks] == [RemarkCode.END_DEDUCED]
