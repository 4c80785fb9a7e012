"""What the demonstration holds, as plain values.

Two kinds of things, never mixed. The concept note and its cities are public facts. Everything
else is invented, says so, and is attributed to example cities that exist nowhere: no words, vote
or figure is put in the mouth of a real city.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal


@dataclass(frozen=True)
class CityFacts:
    name: str
    country: str
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    time_zone: str = ""


# The cities of the note. Coordinates in degrees, rounded to a hundredth.
NOTE_CITIES = (
    CityFacts("Namur", "BE", Decimal("50.47"), Decimal("4.87"), "Europe/Brussels"),
    CityFacts("Phnom Penh", "KH", Decimal("11.56"), Decimal("104.92"), "Asia/Phnom_Penh"),
    CityFacts("Cotonou", "BJ", Decimal("6.37"), Decimal("2.42"), "Africa/Porto-Novo"),
    CityFacts("Niamey", "NE", Decimal("13.51"), Decimal("2.11"), "Africa/Niamey"),
    CityFacts("Nantes", "FR", Decimal("47.22"), Decimal("-1.55"), "Europe/Paris"),
)
# ZZ: a code that ISO 3166-1 leaves to users, so that nobody takes these for places.
EXAMPLE_COUNTRY = "ZZ"
EXAMPLE_CITIES = (
    "Acacia",
    "Baobab",
    "Cèdre",
    "Dattier",
    "Érable",
    "Filao",
    "Genévrier",
    "Hévéa",
    "If",
    "Jujubier",
    "Kapokier",
    "Laurier",
)


def example_city(tree: str) -> str:
    return f"{tree} (ville d’exemple)"


NETWORK_NAME = "Réseau de démonstration"
NETWORK_ABOUT = (
    "Ce réseau est une démonstration. La note de l’atelier « Numérique et territoires inclusifs » "
    "et ses cinq villes sont réelles ; les villes d’exemple, leurs témoignages, leurs votes et "
    "leur programme sont inventés pour montrer l’outil."
)
WARNING = "Texte de démonstration, inventé pour montrer l’outil."

WORKSHOP_TITLE = "Atelier d’exemple : le guichet et l’écran (démonstration)"
WORKSHOP_ZONE = "Europe/Zurich"


@dataclass(frozen=True)
class SlotFacts:
    title: str
    kind: str
    minutes: int
    starts_at: time | None = None
    city: str = ""
    remote: bool = False
    expected: str = ""


WORKSHOP_SLOTS = (
    SlotFacts("Accueil et mise en perspective", "introduction", 15, time(9, 30)),
    SlotFacts(
        "Témoignage de Baobab", "testimony", 25, time(9, 45), "Baobab", False, "un témoignage"
    ),
    SlotFacts("Témoignage de Cèdre", "testimony", 25, time(10, 10), "Cèdre", True, "un témoignage"),
    SlotFacts("Pause", "break", 20, time(10, 35)),
    SlotFacts(
        "Échange : que retenir pour le programme ?",
        "exchange",
        45,
        time(10, 55),
        "",
        False,
        "des énoncés à soumettre au vote",
    ),
)


@dataclass(frozen=True)
class TestimonyFacts:
    """text: the whole transcript; passages: verbatim parts of it, in order; slot: title of it."""

    tree: str
    title: str
    slot: str
    text: str
    passages: tuple[str, ...]


TESTIMONIES = (
    TestimonyFacts(
        "Baobab",
        "Le guichet tenu à deux (démonstration)",
        "Témoignage de Baobab",
        f"{WARNING}\n\n"
        "Nous avions ouvert un portail et fermé deux guichets. Les habitants sans téléphone ne "
        "venaient plus. Nous avons rouvert un guichet par quartier, où l’agent remplit le "
        "formulaire avec la personne.\n\n"
        "Les agents n’avaient pas été formés. C’est ce qui a le plus manqué : l’outil était là, "
        "la main qui aide ne l’était pas. Une demi-journée de formation par agent a suffi.",
        (
            (
                "Nous avons rouvert un guichet par quartier, où l’agent remplit le formulaire avec "
                "la personne."
            ),
            "Une demi-journée de formation par agent a suffi.",
        ),
    ),
    TestimonyFacts(
        "Cèdre",
        "Un même logiciel pour trois communes (démonstration)",
        "Témoignage de Cèdre",
        f"{WARNING}\n\n"
        "Seuls, nous payions une licence que personne ne savait entretenir. Avec deux communes "
        "voisines, nous avons pris le même logiciel libre et partagé un technicien.\n\n"
        "Ce que nous referions : écrire dès le premier jour qui paie quoi. L’accord est venu trop "
        "tard, et une commune a failli partir.",
        (
            (
                "Avec deux communes voisines, nous avons pris le même logiciel libre et partagé un "
                "technicien."
            ),
            "Ce que nous referions : écrire dès le premier jour qui paie quoi.",
        ),
    ),
    TestimonyFacts(
        "Dattier",
        "Des adresses pour les quartiers (démonstration)",
        "",
        f"{WARNING}\n\n"
        "Nous avons donné une adresse à chaque concession avec les comités de quartier. Ce texte "
        "attend encore la relecture de la ville.",
        (),
    ),
)


@dataclass(frozen=True)
class LessonFacts:
    """passages: (tree, rank of the passage in that city's testimony)."""

    sentence: str
    passages: tuple[tuple[str, int], ...]
    theme: str = ""


LESSONS = (
    LessonFacts(
        "Un service en ligne gagne à garder un guichet où un agent aide (démonstration).",
        (("Baobab", 0),),
        "services",
    ),
    LessonFacts(
        "Former les agents coûte peu et décide du reste (démonstration).",
        (("Baobab", 1),),
        "formation",
    ),
    LessonFacts(
        "Mutualiser un logiciel tient si l’accord entre communes est écrit d’abord "
        "(démonstration).",
        (("Cèdre", 0), ("Cèdre", 1)),
        "mutualisation",
    ),
)


@dataclass(frozen=True)
class StatementFacts:
    """lesson: rank in LESSONS; votes: one letter per example city, in their order:
    + agree, - disagree, 0 pass, a dot for a city that did not answer."""

    text: str
    kind: str
    lesson: int
    votes: str


QUESTION = "Que retenir pour le programme d’exemple ? (démonstration)"
STATEMENTS = (
    StatementFacts(
        "Tout service en ligne garde un guichet tenu par un agent.",
        "orientation",
        0,
        "++++++0+++-+",
    ),
    StatementFacts(
        "Former un agent d’accueil par quartier avant tout nouvel outil.",
        "priority",
        1,
        "+++++++++0++",
    ),
    StatementFacts(
        "Le réseau aide les communes à écrire leurs accords de mutualisation.",
        "modality",
        2,
        "++0+++-+++0+",
    ),
    StatementFacts(
        "Un seul logiciel d’état civil pour tout le réseau.",
        "orientation",
        2,
        "+--0-+--+-0.",
    ),
    StatementFacts(
        "Les démarches en ligne deviennent obligatoires.",
        "priority",
        0,
        "---0--+-----",
    ),
)
OPEN_QUESTION = "Par où commencer l’an prochain ? (démonstration)"
OPEN_STATEMENTS = (
    StatementFacts("Commencer par l’accueil dans les quartiers.", "priority", 0, ""),
    StatementFacts("Commencer par un inventaire des logiciels.", "priority", 2, ""),
    StatementFacts("Commencer par la formation des agents.", "priority", 1, ""),
    StatementFacts("Attendre l’étude de coûts avant de choisir.", "modality", 2, ""),
)

RECORD_TITLE = "Relevé de décisions de l’atelier d’exemple (démonstration)"


@dataclass(frozen=True)
class DecisionFacts:
    """adopted, discarded: ranks in STATEMENTS; discarded ones with their reason."""

    wording: str
    reasons: str
    adopted: tuple[int, ...]
    discarded: tuple[tuple[int, str], ...]
    in_favour: int
    against: int
    abstentions: int


DECISIONS = (
    DecisionFacts(
        "Le programme d’exemple aide chaque ville à garder un guichet et à former ses agents "
        "d’accueil (démonstration).",
        "Les deux énoncés rassemblent presque toutes les villes d’exemple.",
        (0, 1),
        ((4, "Onze villes d’exemple sur douze ne l’ont pas approuvé."),),
        11,
        0,
        1,
    ),
    DecisionFacts(
        "Le réseau d’exemple propose un modèle d’accord de mutualisation (démonstration).",
        "L’énoncé est large ; sa mise en œuvre demande peu.",
        (2,),
        ((3, "Les villes d’exemple sont partagées : à reprendre après une étude."),),
        9,
        1,
        2,
    ),
)


@dataclass(frozen=True)
class ActionFacts:
    """decision: rank in DECISIONS; amounts in whole euros: (year, source, amount)."""

    decision: int
    axis: str
    result: str
    title: str
    description: str
    trees: tuple[str, ...]
    budget: tuple[tuple[int, str, int], ...]
    indicator: str
    unit: str
    baseline: int
    target: int
    measured: int


PROGRAMME_TITLE = "Programme d’exemple 2027-2029 (démonstration)"
PROGRAMME_YEARS = (2027, 2029)
PROGRAMME_INTRODUCTION = (
    "Programme de démonstration : ses actions, ses montants et ses indicateurs sont inventés pour "
    "montrer comment chaque action garde le fil de son origine."
)
ACTIONS = (
    ActionFacts(
        0,
        "Des services pour tous (démonstration)",
        "Dans chaque ville d’exemple, une personne sans téléphone obtient le même service.",
        "Former un agent d’accueil par quartier",
        "Une demi-journée par agent, avec un livret commun.",
        ("Baobab", "Cèdre"),
        ((2027, "fund", 24_000), (2027, "city", 8_000)),
        "Agents d’accueil formés",
        "agents",
        0,
        120,
        18,
    ),
    ActionFacts(
        0,
        "Des services pour tous (démonstration)",
        "Dans chaque ville d’exemple, une personne sans téléphone obtient le même service.",
        "Rouvrir des guichets d’aide aux démarches",
        "Un guichet pour dix mille habitants, ouvert deux demi-journées par semaine.",
        ("Baobab", "Dattier", "Érable"),
        ((2027, "fund", 60_000), (2028, "fund", 30_000), (2028, "city", 25_000)),
        "Guichets ouverts",
        "guichets",
        4,
        20,
        7,
    ),
    ActionFacts(
        1,
        "Des outils partagés (démonstration)",
        "Les communes d’exemple qui partagent un logiciel ont un accord écrit.",
        "Écrire et éprouver un modèle d’accord de mutualisation",
        "Un modèle d’accord, une notice, trois essais.",
        ("Cèdre", "Filao"),
        ((2027, "fund", 12_000), (2027, "city", 4_000)),
        "Accords signés d’après le modèle",
        "accords",
        0,
        6,
        1,
    ),
)
HELD_ON = date(2026, 10, 14)
MEASURED_ON = date(2026, 11, 2)
TARGET_ON = date(2029, 12, 31)
