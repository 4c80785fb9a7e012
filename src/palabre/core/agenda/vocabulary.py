"""The words by which a French note announces its slots, parts, days and sections."""

import re
from datetime import date

from .folding import fold
from .model import SlotKind

_KINDS: tuple[tuple[SlotKind, str], ...] = (
    (SlotKind.BREAK, r"pauses?|(?:petit-?)?dejeuner|cafe|collation|cocktail|repas|buffet|diner"),
    (
        SlotKind.INTRODUCTION,
        r"introducti(?:on|fs?|ves?)|ouverture|accueil|bienvenue|allocutions?|propos liminaires?",
    ),
    (
        SlotKind.TESTIMONY,
        r"temoignages?|temoins?|(?:retours?|partages?) d'experiences?|recits?",
    ),
    (SlotKind.STATE_OF_PLAY, r"etats? des lieux|bilan|point d'etape"),
    (
        SlotKind.GROUP_WORK,
        r"(?:travaux|travail) (?:de|en) groupes?|groupes? de travail|sous-groupes?|ateliers?",
    ),
    (SlotKind.VOTE, r"votes?|scrutin|sondage|hierarchisation|priorisation"),
    (SlotKind.CLOSING, r"cloture|conclusions?|synthese|mot de la fin|restitution"),
    (
        SlotKind.EXCHANGE,
        r"echanges?|debats?|discussions?|tables? rondes?|questions?|dialogue|forum|q ?& ?r",
    ),
    (SlotKind.PRESENTATION, r"presentations?|exposes?|conferences?|keynote|cadrage|eclairages?"),
)
_KIND = re.compile(
    r"\b(?:" + "|".join(f"(?P<{kind.value}>{words})" for kind, words in _KINDS) + r")\b"
)

_ORDINALS = {
    **dict.fromkeys(("premier", "premiere", "1er", "1ere"), 1),
    **dict.fromkeys(("deuxieme", "second", "seconde", "2e", "2eme"), 2),
    **dict.fromkeys(("troisieme", "3e", "3eme"), 3),
    **dict.fromkeys(("quatrieme", "4e", "4eme"), 4),
    **dict.fromkeys(("cinquieme", "5e", "5eme"), 5),
}
_PART_NOUN = r"(?:temps|partie|moment|volet|demi-journee|session|etape|phase)"
_ORDINAL_PART = re.compile(
    r"(?:dans |en |lors d')?(?:(?:un|une|le|la) )?"
    rf"(?P<part>(?:{'|'.join(_ORDINALS)}|derniere?) {_PART_NOUN})\b"
)
_NUMBERED_PART = re.compile(
    r"(?:temps|partie|volet|session|bloc|module|phase|demi-journee) (?:n ?° ?)?"
    r"(?:\d{1,2}|i{1,3}|iv|v|un|deux|trois|quatre)\b"
)
_HALF_DAY = re.compile(
    r"(?:le |la |en )?(?:matin|matinee|apres-midi|soiree|soir)\b(?= {0,2}(?:$|[:|,(-]))"
)
_ANNOUNCES_PARTS = re.compile(
    r"\b(?:deux|trois|quatre|cinq|2|3|4|5) (?:grands? |grandes? )?"
    r"(?:temps|parties|moments|volets|etapes|phases|sessions)\b"
)

_MONTHS = (
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
)
_WEEKDAYS = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
_DATE = re.compile(
    r"\b(?P<day>\d{1,2})(?:er)?(?: ?(?:et|au|-|,) ?\d{1,2}(?:er)?){0,4}"
    rf" (?P<month>{'|'.join(_MONTHS)})(?: (?P<year>(?:19|20)\d\d))?\b"
    r"|\b(?P<day2>\d{1,2})[/.](?P<month2>\d{1,2})[/.](?P<year2>(?:19|20)\d\d)\b"
)
_DAY_HEADING = re.compile(
    rf"(?:(?:jour|journee|j) ?(?:n ?° ?)?(?:\d{{1,2}}|un|deux|trois)\b"
    rf"|(?:premiere?|deuxieme|seconde?|troisieme|derniere?) (?:jour|journee)\b"
    rf"|(?:{_WEEKDAYS})\b|\d{{1,2}}(?:er)? (?:{'|'.join(_MONTHS)})\b)"
)

_RUNNING_ORDER = re.compile(
    r"(?:[\divx]{1,4}[.)] {0,2}|[\d.]{1,6} {1,2})?"
    r"(?:(?:le |l'|proposition de |projet de )?(?:deroule|deroulement|programme|ordre du jour"
    r"|agenda|horaires?|planning|conducteur|sequencage|feuille de route))\b"
)
_OBJECTIVES = re.compile(
    r"(?:[\divx]{1,4}[.)] {0,2}|[\d.]{1,6} {1,2})?(?:les |nos )?(?:objectifs?|buts?|finalites?)\b"
)
_OBJECTIVES_LEAD = re.compile(
    r"permettra|objectifs?\b|vise(?:nt|ra)? a|a pour buts?|il s'agi(?:t|ra) de|afin de"
)
_PLAIN_LABEL = re.compile(
    r"(?:[\divx]{1,4}[.)] {0,2}|[\d.]{1,6} {1,2})?(?:le |la |les |l')?"
    r"(?:contexte|presentation|introduction|cadre|objectifs?|buts?|finalites?|format|deroule\w{0,5}"
    r"|note de cadrage|note conceptuelle|note de concept|rappel)\b"
)
_BARE_LABEL = re.compile(
    r"(?:[\divx]{1,4}[.)] {0,2}|[\d.]{1,6} {1,2})?(?:le |la |les |l')?"
    r"(?:objectifs?|buts?|finalites?|contexte|presentation|cadre|format|deroule|deroulement"
    r"|programme|ordre du jour|agenda|resultats attendus|participants|public vise)"
    r"(?: (?:de |d')(?:la |l'|cette |cet )?(?:session|atelier|rencontre|seance|reunion))?"
    r" {0,2}:?"
)
_SEMINAR = re.compile(
    r"(?:seminaire|conference|congres|assemblee|colloque|forum|sommet|rencontres?|assises|journees?"
    r"|reunion|semaine)\b"
)
_WORKSHOP = re.compile(r"(?:atelier|session|table ronde|webinaire|seance|groupe de travail)\b")
_LABELLED = re.compile(
    r"(?P<label>date et lieu|lieu et date|dates?|lieu|quand|ou|duree(?: totale| prevue)?|horaires?"
    r"|heures?) {0,2}: {0,2}"
)
_OUTPUT = re.compile(
    r"(?:resultats? attendus?|livrables?|productions? attendues?|produits? attendus?"
    r"|sorties? attendues?) {0,2}: {0,2}"
)
_PERIOD = re.compile(r"\b((?:19|20)\d\d) ?[-/] ?((?:19|20)\d\d)\b")


def marks_end(title: str) -> bool:
    """« Fin », « Fin de l’atelier » : a time at which all is over, not a slot."""
    return bool(re.fullmatch(r"fin(?: (?:de |du |des )[a-z' -]{1,40})?[.]?", fold(title)))


def slot_kind(title: str) -> SlotKind:
    """The kind that the first telling word of ``title`` announces."""
    match = _KIND.search(fold(title))
    return SlotKind(match.lastgroup) if match and match.lastgroup else SlotKind.OTHER


def kinds_in(text: str) -> frozenset[SlotKind]:
    """Every kind of slot that a sentence speaks of."""
    found = _KIND.finditer(fold(text))
    return frozenset(SlotKind(match.lastgroup) for match in found if match.lastgroup)


def part_name(line: str) -> str:
    """« Un premier temps, introduit par… » gives « Premier temps »; ``""`` if not a part."""
    match = _ORDINAL_PART.match(fold(line))
    if match is None:
        return ""
    name = line[match.start("part") : match.end("part")]
    return name[:1].upper() + name[1:]


def names_part(line: str) -> bool:
    """Whether a heading names a part: « Première partie », « Temps 2 : … », « Matinée »."""
    folded = fold(line[:120])
    return any(p.match(folded) for p in (_ORDINAL_PART, _NUMBERED_PART, _HALF_DAY))


def names_day(line: str) -> bool:
    """Whether a heading opens a day: « Jour 2 », « Mardi 12 mars »."""
    return bool(_DAY_HEADING.match(fold(line[:120])))


def announces_parts(text: str) -> bool:
    return bool(_ANNOUNCES_PARTS.search(fold(text)))


def find_date(text: str) -> date | None:
    """The first full date in ``text`` that exists in the calendar."""
    for match in _DATE.finditer(fold(text[:400])):
        year = match["year"] or match["year2"]
        month = _MONTHS.index(match["month"]) + 1 if match["month"] else int(match["month2"])
        if year is None:
            continue
        try:
            return date(int(year), month, int(match["day"] or match["day2"]))
        except ValueError:
            continue
    return None


def mentions_date(text: str) -> bool:
    return bool(_DATE.search(fold(text[:400])))


def place_before_date(text: str) -> str:
    """« Genève, le 12 mars 2024 » and « Genève, 12 mars 2024 » give « Genève »."""
    match = _DATE.search(fold(text[:200]))
    if match is None:
        return ""
    head = re.sub(rf"(?:\b(?:les?|du))? ?(?:{_WEEKDAYS})? ?$", "", fold(text[: match.start()]))
    if not head.rstrip().endswith(","):
        return ""
    place = text[: len(head.rstrip()) - 1].strip()
    return place if place[:1].isupper() and len(place) <= 60 else ""


def labelled(line: str) -> tuple[str, str] | None:
    """« Lieu : Genève » gives ``("lieu", "Genève")``, for the few labels of a heading."""
    match = _LABELLED.match(fold(line[:200]))
    return (match["label"], line[match.end() :].strip()) if match else None


def output_text(line: str) -> str | None:
    """« Résultat attendu : une liste » gives « une liste »."""
    match = _OUTPUT.match(fold(line))
    return line[match.end() :].strip() if match else None


def periods(text: str) -> tuple[tuple[int, int], ...]:
    """Periods of years, in order: « 2024-2028 » gives ``((2024, 2028),)``."""
    found = ((int(m[1]), int(m[2])) for m in _PERIOD.finditer(fold(text)))
    return tuple((first, last) for first, last in found if first <= last)


def is_running_order(line: str) -> bool:
    return bool(_RUNNING_ORDER.match(fold(line[:120])))


def is_objectives(line: str) -> bool:
    return bool(_OBJECTIVES.match(fold(line[:120])))


def leads_to_objectives(line: str) -> bool:
    return bool(_OBJECTIVES_LEAD.search(fold(line[-300:])))


def is_plain_label(line: str) -> bool:
    """Whether a heading only labels its section (« Contexte »), and says nothing itself."""
    return bool(_PLAIN_LABEL.match(fold(line[:120])))


def is_bare_label(line: str) -> bool:
    """Whether a line is nothing but « Objectifs » or « Déroulé de l’atelier : »: a heading."""
    return len(line) <= 60 and bool(_BARE_LABEL.fullmatch(fold(line)))


def names_seminar(line: str) -> bool:
    return bool(_SEMINAR.match(fold(line[:120])))


def names_workshop(line: str) -> bool:
    return bool(_WORKSHOP.match(fold(line[:120])))
