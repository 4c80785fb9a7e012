"""Which city a role or an institution speaks for."""

import re
from collections.abc import Iterable
from functools import lru_cache

from .folding import fold, tidy

_OFFICE = re.compile(
    r"\b(?:maires?|mairesse|bourgmestre|mairie|ville|commune|municipalite|hotel de ville"
    r"|conseil municipal|conseil communal|conseillere? municipale?|conseillere? communale?"
    r"|echevine?|lord-maire|gouvernorat|district autonome)\b"
)
_LINK = re.compile(
    r" {1,2}(?:adjointe? |honoraire |elue? )?"
    r"(?P<link>de la (?:ville|commune|municipalite) (?:de |d'|du |des )?"
    r"|de l'|d'|de |du |des )"
)
_NOT_A_CITY = {
    "ville",
    "villes",
    "commune",
    "communes",
    "municipalite",
    "mairie",
    "metropole",
    "region",
    "departement",
    "union",
    "association",
    "reseau",
    "bureau",
    "conseil",
    "commission",
}
_INSIDE = {
    "de",
    "du",
    "des",
    "la",
    "le",
    "les",
    "en",
    "sur",
    "sous",
    "d",
    "l",
    "au",
    "aux",
    "lez",
}
_TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_GAP = re.compile(r"[ \u00a0\u202f'’]{1,2}")
_ARTICLES = {"du ": "Le", "des ": "Les"}
_MAX_TOKENS = 6


def find_city(text: str, known: Iterable[str] = ()) -> str:
    """The city named in ``text``: « Maire de Nantes », « Ville de Phnom Penh »; or ``""``.

    Names of ``known`` cities give their own spelling and settle how far a name extends;
    without them, a name is what stands in capitals after an office.
    """
    text = text[:1000]
    names = _index(tuple(known))
    folded = fold(text)
    for office in _OFFICE.finditer(folded):
        link = _LINK.match(folded, office.end())
        if link is None:
            continue
        listed = _known_at(folded, link.end(), names)
        if listed:
            return listed
        name = _name_at(text, link.end())
        if name and fold(name) not in _NOT_A_CITY:
            article = _ARTICLES.get(link["link"], "")
            return names.get(fold(f"{article} {name}"), f"{article} {name}".strip())
    return ""


def known_city(text: str, known: Iterable[str]) -> str:
    """The known city whose name is exactly ``text``, accents and case aside, or ``""``."""
    return _index(tuple(known)).get(fold(tidy(text)), "")


@lru_cache(maxsize=8)
def _index(known: tuple[str, ...]) -> dict[str, str]:
    return {fold(tidy(name)): name for name in known if name.strip()}


def _known_at(folded: str, at: int, names: dict[str, str]) -> str:
    best = ""
    for end in _ends(folded, at):
        best = names.get(folded[at:end], best)
    return best


def _ends(folded: str, at: int) -> list[int]:
    ends: list[int] = []
    position = at
    while len(ends) < _MAX_TOKENS and (token := _TOKEN.match(folded, position)):
        ends.append(token.end())
        gap = _GAP.match(folded, token.end())
        if gap is None:
            break
        position = gap.end()
    return ends


def _name_at(text: str, at: int) -> str:
    """The longest run of capitalised words (with « de », « sur »… between) from ``at``."""
    end, position = at, at
    for _ in range(_MAX_TOKENS):
        token = _TOKEN.match(text, position)
        if token is None:
            break
        if token[0][0].isupper():
            end = token.end()
        elif end == at or fold(token[0]) not in _INSIDE:
            break
        gap = _GAP.match(text, token.end())
        if gap is None:
            break
        position = gap.end()
    return text[at:end]
