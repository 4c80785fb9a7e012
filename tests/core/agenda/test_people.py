"""Who speaks, for which city, present or remote, confirmed or not."""

import pytest

from palabre.core.agenda import Speaker, SpeakerStatus, single_first_name
from palabre.core.agenda.cities import find_city
from palabre.core.agenda.people import People, read_chairs, read_line, read_marks


def test_name_role_and_city() -> None:
    assert read_line("Mme Ilda Fictive, Maire de Valbrune, membre du Bureau") == People(
        "",
        (
            Speaker(
                name="Ilda Fictive",
                honorific="Mme",
                role="Maire de Valbrune, membre du Bureau",
                city="Valbrune",
            ),
        ),
    )


def test_organisation_between_parentheses_note_after_a_slash_and_presence() -> None:
    assert read_line("M. Ali Inventé (Coopérative) / Leçons de l'étude. (Visio)") == People(
        "",
        (
            Speaker(
                name="Ali Inventé",
                honorific="M.",
                organisation="Coopérative",
                remote=True,
                note="Leçons de l'étude.",
            ),
        ),
    )


def test_a_known_city_between_parentheses_is_a_city() -> None:
    found = read_line("M. Ali Inventé (port-clair)", ["Port-Clair", "Valbrune"])
    assert found is not None
    assert (found.speakers[0].city, found.speakers[0].organisation) == ("Port-Clair", "")


def test_testimony_of_a_city_without_a_name() -> None:
    assert read_line("Témoignage de la ville de Port Clair (Visio)") == People(
        "", (Speaker(city="Port Clair", remote=True),)
    )


def test_several_people_in_one_line_each_with_their_marks() -> None:
    found = read_line("Mme Awa Test, Maire du Val, et M. Jo Essai (à confirmer)")
    assert found is not None
    first, second = found.speakers
    assert (first.name, first.city, first.status) == (
        "Awa Test",
        "Le Val",
        SpeakerStatus.CONFIRMED,
    )
    assert (second.name, second.status) == ("Jo Essai", SpeakerStatus.TO_CONFIRM)


def test_names_without_honorific_after_a_label() -> None:
    found = read_line("Intervenants : Awa Test (Ligue), Jo Essai, Maire de Valbrune et Lou Mot")
    assert found is not None
    assert [(s.name, s.organisation, s.role) for s in found.speakers] == [
        ("Awa Test", "Ligue", ""),
        ("Jo Essai", "", "Maire de Valbrune"),
        ("Lou Mot", "", ""),
    ]


def test_a_title_before_the_speaker_is_the_lead() -> None:
    found = read_line("Plan local, par Mme Awa Test, Adjointe au Maire de Valbrune, en visio")
    assert found is not None
    assert found.lead == "Plan local"
    assert (found.speakers[0].name, found.speakers[0].remote) == ("Awa Test", True)


@pytest.mark.parametrize(
    "line",
    [
        "Rapide rappel de la dynamique engagée, déclinée par les intervenants à suivre.",
        "Enjeux du numérique pour les villes et leur coopération internationale",
        "Les villes : un enjeu",
        "Nom à définir",
    ],
)
def test_prose_names_nobody(line: str) -> None:
    assert read_line(line) is None
    assert read_chairs(line) is None


def test_who_leads() -> None:
    assert read_chairs("Échange animé par Paul Exemple") == People(
        "Échange", (Speaker(name="Paul Exemple"),)
    )
    found = read_chairs("Modération : Mme Olga Exemple, consultante")
    assert found is not None
    assert found.speakers[0] == Speaker(name="Olga Exemple", honorific="Mme", role="consultante")


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("Maire de Port-Clair", "Port-Clair"),
        ("Députée-Maire de Valbrune", "Valbrune"),
        ("Bourgmestre de Saint-Aubin-sur-Brume", "Saint-Aubin-sur-Brume"),
        ("Adjoint à la Maire de Valbrune, Vice-Président de Valbrune Métropole", "Valbrune"),
        ("Adjointe au Maire de la Ville de Port-Clair", "Port-Clair"),
        ("Mairie d’Hautecombe", "Hautecombe"),
        ("Maire du Val", "Le Val"),
        ("Maire de La Brume en charge du climat", "La Brume"),
        ("Conseillère municipale de Roche sur Brume", "Roche sur Brume"),
        ("Témoignage de la ville de Port Clair (Visio)", "Port Clair"),
        ("Maire de la commune", ""),
        ("Directrice des archives de Valbrune", ""),
        ("la gouvernance des villes et de leurs réseaux", ""),
    ],
)
def test_city_of_an_office(text: str, city: str) -> None:
    assert find_city(text) == city


def test_known_cities_settle_spelling_and_extent() -> None:
    known = ["Port Clair les Bains", "Éternité"]
    assert find_city("Maire de PORT CLAIR LES BAINS et du canton", known) == "Port Clair les Bains"
    assert find_city("mairie d'eternite", known) == "Éternité"


def test_marks_are_taken_out_of_the_text() -> None:
    marks = read_marks("Enjeux (à confirmer) (Visio)")
    assert (marks.text, marks.remote, marks.to_confirm) == ("Enjeux", True, True)
    plain = read_marks("La vision à distance du temps")
    assert (plain.text, plain.remote) == ("La vision à distance du temps", False)


def test_a_word_typed_twice_in_a_name() -> None:
    assert single_first_name("Ghita Ghita Benessahraoui") == "Ghita Benessahraoui"
    assert single_first_name("Marie-Marie Duval") == "Marie-Marie Duval"
