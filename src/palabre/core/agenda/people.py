"""Who speaks: names, roles, cities, presence and confirmation read from a line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .cities import find_city, known_city
from .folding import fold, tidy
from .model import Speaker, SpeakerStatus

_HONORIFIC = re.compile(
    r"(?:S\. ?E\. ?M?\.?|Son Excellence|M\.|MM\.|Mr\.?|Mmes?|Mlles?|Drs?\.?|Pr\.?|Prof\.|Me"
    r"|Madame|Monsieur|Mesdames|Messieurs|Mademoiselle|Docteure?|Professeure?|Maître)"
    r"(?=[ \u00a0\u202f])"
)
_HONORIFIC_START = re.compile(r"(?<![\w.])(?=[SMDP])")
_ROLE = re.compile(
    r"(?:(?:le|la|l'|les) ?)?(?:[a-z]{2,12}-)?(?:maires?|mairesse|bourgmestre|adjointe?s?"
    r"|deputee?s?|senat(?:eur|rice)|ministre|gouverneure?|president[e]?s?|vice-president[e]?s?"
    r"|direct(?:eur|rice)s?|secretaire|conseill(?:er|ere)s?|chef|cheffe|chargee?|coordinat(?:eur|rice)"
    r"|coordonnat(?:eur|rice)|responsable|representante?|membre|fondat(?:eur|rice)|cofondat(?:eur|rice)"
    r"|consultante?|experte?s?|professeure?|chercheu(?:r|se)|delegue?e?|echevine?|ingenieure?"
    r"|commissaire|ambassad(?:eur|rice)|prefete?|greffier|greffiere|administrat(?:eur|rice)"
    r"|urbaniste|sociologue|economiste|doctorante?|entrepreneur|entrepreneure|animat(?:eur|rice)"
    r"|elue?|agente?|technicienne?|informaticienne?|juriste|journaliste|ancien|ancienne)\b"
)
_PLACE_WORD = re.compile(r"(?:mairie|ville|commune|municipalite|hotel de ville|metropole)\b")
_BODY = re.compile(
    r"(?:universite|association|ong|ministere|agence|institut|fondation|banque|union|cabinet"
    r"|societe|groupe|reseau|centre|ecole|office|observatoire|federation|collectif|cooperative"
    r"|commission|delegation|bureau d'etudes?|laboratoire)\b"
)
_REMOTE = re.compile(
    r" {0,2}[(\[] {0,2}(?:en |par |a )?(?:visio(?:conference)?|distance|distanciel"
    r"|en ligne|ligne|zoom|teams|remote|online) {0,2}[)\]]"
    r"|,? {1,2}-? {0,2}(?:en visio(?:conference)?|par visio(?:conference)?|en distanciel"
    r"|a distance|en ligne|par zoom)(?= {0,2}$| {0,2}[,;/-])"
)
_TO_CONFIRM = re.compile(
    r" {0,2}[(\[] {0,2}(?:presence |participation )?(?:a confirmer|a preciser|a determiner|tbc"
    r"|sous reserve(?: de confirmation)?|non confirmee?s?) {0,2}[)\]]"
    r"|,? {1,2}-? {0,2}(?:a confirmer|sous reserve(?: de confirmation)?) {0,2}$"
)
_SPLIT_PEOPLE = re.compile(r" {0,2}(?:;|,|\bet\b|&|\bainsi que\b|\n) {0,2}")
_NOTE = re.compile(r" {1,2}[/|] {1,2}| {0,2}: {1,2}")
_DASH = re.compile(r" {1,2}- {1,2}")
_TESTIMONY_OF = re.compile(
    r"(?:temoignages?|retours? d'experience|experience|intervention|presentation|contribution)"
    r" (?:de |d')(?:(?:la|l') ?)?(?=ville|mairie|commune|municipalite)"
)
_LABEL = re.compile(
    r"(?:intervenante?s?|intervention|orat(?:eur|rice)s?|speakers?|temoins?|panelistes?"
    r"|presentation|presente par|avec|par|discutante?s?|intervenant\(e\)s?"
    r"|intervenant·e·s) {0,2}: {0,2}"
)
_CHAIR_LABEL = re.compile(
    r"(?:animation|moderation|moderat(?:eur|rice)s?|facilitation|facilitat(?:eur|rice)s?"
    r"|animat(?:eur|rice)s?|presidence|conduite|anime par|animee par|modere par|moderee par)"
    r" {0,2}: {0,2}"
)
_CHAIR_VERB = re.compile(r"\b(?:anime|modere|facilite|preside|conduit|dirige)e?s? par {1,2}")
_CONNECTOR = re.compile(r"(?:\bpar|\bavec|\bde|:|-|,|\||/|>)$")
_PARTICLES = {
    "de",
    "du",
    "da",
    "dos",
    "van",
    "von",
    "der",
    "den",
    "ben",
    "bin",
    "ibn",
    "el",
    "al",
    "le",
    "la",
    "les",
    "ould",
    "di",
    "del",
    "d",
    "n",
}
_PARENTHESES = re.compile(r"[(\[]([^()\[\]]{1,200})[)\]]")
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")
_LONGEST_LINE = 2000
"""Beyond it, a line is prose; it also bounds the work on a hostile one."""


@dataclass(frozen=True, slots=True)
class People:
    """A line that names people: what stood before them (``lead``) and who they are."""

    lead: str
    speakers: tuple[Speaker, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """A text rid of its marks of presence and confirmation, and what these said."""

    text: str
    remote: bool
    to_confirm: bool


def read_marks(text: str) -> Marks:
    """Take « (Visio) » and « (à confirmer) » out of ``text``."""
    text, remote = _cut(_REMOTE, text)
    text, to_confirm = _cut(_TO_CONFIRM, text)
    if to_confirm and not remote:
        text, remote = _cut(_REMOTE, text)
    return Marks(tidy(text), remote, to_confirm)


def _cut(pattern: re.Pattern[str], text: str) -> tuple[str, bool]:
    kept, last, folded = [], 0, fold(text)
    for match in pattern.finditer(folded):
        kept.append(text[last : match.start()])
        last = match.end()
    return "".join((*kept, text[last:])), bool(kept)


def read_chairs(line: str, known: Sequence[str] = ()) -> People | None:
    """Read a line that says who leads: « Échange animé par … », « Modération : … »."""
    if len(line) > _LONGEST_LINE:
        return None
    folded = fold(line)
    label = _CHAIR_LABEL.match(folded)
    if label:
        found = read_people(line[label.end() :], known)
        return People("", found) if found else None
    verb = _CHAIR_VERB.search(folded[:160])
    if verb is None:
        return None
    found = read_people(line[verb.end() :], known)
    return People(line[: verb.start()].strip(" ,:–—-\u00a0"), found) if found else None


def read_line(line: str, known: Sequence[str] = (), *, loose: bool = False) -> People | None:
    """Read a line that names speakers, or return ``None`` if it reads as prose.

    ``loose``: also take a bare name, which only a column of speakers makes credible.
    """
    if len(line) > _LONGEST_LINE:
        return None
    folded = fold(line)
    label = _LABEL.match(folded)
    if label:
        found = read_people(line[label.end() :], known)
        return People("", found) if found else None
    testimony = _TESTIMONY_OF.match(folded)
    if testimony:
        return People("", (_speaker_of_city(line[testimony.end() :], known),))
    at = _first_honorific(line[:220])
    if at is not None:
        lead = folded[:at].rstrip(" ")
        link = _CONNECTOR.search(lead)
        if not lead or link:
            head = line[: link.start()] if link else ""
            return People(head.strip(" ,:–—-|/(\u00a0\u202f"), read_people(line[at:], known))
        return None
    if len(line) <= 250 and _looks_like_person(line, loose=loose):
        return People("", read_people(line, known))
    return None


def is_speakers_label(line: str) -> bool:
    """« Intervenants : » alone, which says who the lines below are."""
    return bool(_LABEL.fullmatch(fold(line)))


def read_people(text: str, known: Sequence[str] = ()) -> tuple[Speaker, ...]:
    """Every person named in ``text``, in order; a text without a name gives ``()``."""
    people = tuple(_read_person(chunk, known) for chunk in _chunks(text) if chunk.strip(" .,;"))
    return tuple(person for person in people if person.label)


def single_first_name(name: str) -> str:
    """``name`` with a word typed twice in a row kept once: « Ghita Ghita X » → « Ghita X »."""
    kept: list[str] = []
    for word in name.split(" "):
        if not (kept and word and fold(kept[-1]) == fold(word)):
            kept.append(word)
    return " ".join(kept)


def _first_honorific(text: str) -> int | None:
    for start in _HONORIFIC_START.finditer(text):
        found = _HONORIFIC.match(text, start.start())
        if found and (
            text[found.end() :].strip()[:1].isupper() or _role_follows(text, found.end())
        ):
            return start.start()
    return None


def _role_follows(text: str, at: int) -> bool:
    return bool(_ROLE.match(fold(text[at:]).lstrip()))


def _chunks(text: str) -> list[str]:
    """Cut a list of people where a new person begins, never inside parentheses."""
    folded, chunks, begin = fold(text), [], 0
    hidden = [match.span() for match in _PARENTHESES.finditer(folded)]
    for cut in _SPLIT_PEOPLE.finditer(folded):
        if any(start <= cut.start() < end for start, end in hidden):
            continue
        rest = text[cut.end() :]
        sure = ";" in cut[0] or "\n" in cut[0]
        if sure or _HONORIFIC.match(rest) or _begins_person(text[begin : cut.start()], rest):
            chunks.append(text[begin : cut.start()])
            begin = cut.end()
    chunks.append(text[begin:])
    return chunks


def _begins_person(before: str, rest: str) -> bool:
    """Whether a bare name follows: only credible after a chunk that held one itself."""
    name = _name_length(rest)
    after = rest[name:].lstrip(" \u00a0")
    return (
        _words_in(rest[:name]) >= 2
        and (not after or after[0] in "(,;" or fold(after).startswith("et "))
        and not _ROLE.match(fold(rest))
        and not _BODY.match(fold(rest))
        and _words_in(before[: _name_length(before)]) >= 2
        and not _HONORIFIC.match(before)
    )


def _words_in(text: str) -> int:
    return len(text.split())


def _name_length(text: str) -> int:
    """Length of the leading run of capitalised words that reads as a name."""
    end, position, count = 0, 0, 0
    while count < 7 and (token := _WORD.match(text, position)):
        word = token[0]
        small = fold(word).rstrip("'") in _PARTICLES
        if not (word[0].isupper() or (small and end)):
            break
        if count and _ROLE.fullmatch(fold(word)):
            break
        if word[0].isupper():
            end = token.end()
        position = token.end()
        while position < len(text) and text[position] in " \u00a0\u202f":
            position += 1
        count += 1
    return end


def _looks_like_person(line: str, *, loose: bool) -> bool:
    text = read_marks(line).text
    if _ROLE.match(fold(text)) or _BODY.match(fold(text)) or _PLACE_WORD.match(fold(text)):
        return _city_first(text) or (loose and bool(_PLACE_WORD.match(fold(text))))
    length = _name_length(text)
    after = text[length:].lstrip(" \u00a0\u202f")
    if not 2 <= _words_in(text[:length]) <= 5:
        return False
    if not after:
        return loose
    if after[0] in ",(–—-/":
        role = fold(after).lstrip(" ,(-/")
        return bool(_ROLE.match(role) or _PLACE_WORD.match(role) or (loose and after[0] in ",("))
    return loose and bool(_ROLE.match(fold(after)))


def _city_first(text: str) -> bool:
    """« Ville de Valbrune : Awa Test » names a city, then a person."""
    head, colon, tail = text.partition(":")
    return bool(
        colon and find_city(head) and _words_in(tail[: _name_length(tail.lstrip()) + 1]) >= 2
    )


def _speaker_of_city(text: str, known: Sequence[str]) -> Speaker:
    """« ville de Phnom Penh (Visio) », « ville de X, par Mme Y »: a city, perhaps a name."""
    marks = read_marks(text)
    city = find_city(marks.text, known)
    at = _first_honorific(marks.text)
    person = _read_person(marks.text[at:], known) if at is not None else Speaker()
    if at is None and ":" in marks.text:
        person = _read_person(marks.text.partition(":")[2].strip(), known)
    _, slash, note = marks.text.partition(" / ")
    return replace(
        person,
        city=person.city or city,
        remote=person.remote or marks.remote,
        status=SpeakerStatus.TO_CONFIRM if marks.to_confirm else person.status,
        note=person.note or (note.strip() if slash else ""),
        organisation=person.organisation or ("" if city or person.name else tidy(marks.text)),
    )


def _read_person(text: str, known: Sequence[str]) -> Speaker:
    marks = read_marks(text.replace("\n", " "))
    body = marks.text.strip(" ,;")
    if _PLACE_WORD.match(fold(body)) and _city_first(body):
        return _speaker_of_city(text, known)
    honorific = _HONORIFIC.match(body)
    rest = body[honorific.end() :].lstrip() if honorific else body
    rest, note = _split_note(rest)
    length = 0 if _role_first(rest) else _name_length(rest)
    name, rest = rest[:length], rest[length:].strip()
    role, organisation, city = _read_quality(rest, known)
    if not (name or role or organisation or city):
        name = rest.strip(" ,;()")
    return Speaker(
        name=tidy(name),
        honorific=honorific[0] if honorific else "",
        role=role,
        organisation=organisation,
        city=city,
        remote=marks.remote,
        status=SpeakerStatus.TO_CONFIRM if marks.to_confirm else SpeakerStatus.CONFIRMED,
        note=note,
    )


def _role_first(text: str) -> bool:
    folded = fold(text)
    return bool(_ROLE.match(folded) or _PLACE_WORD.match(folded) or _BODY.match(folded))


def _split_note(text: str) -> tuple[str, str]:
    cut = _NOTE.search(fold(text))
    if cut is None:
        return text, ""
    return text[: cut.start()].rstrip(), text[cut.end() :].strip()


def _read_quality(text: str, known: Sequence[str]) -> tuple[str, str, str]:
    """Read what follows a name: its role, organisation and city."""
    roles: list[str] = []
    bodies: list[str] = []
    city = ""
    aside = _PARENTHESES.match(text)
    if aside:
        inside = tidy(aside[1])
        city = known_city(inside, known)
        if not city:
            (roles if _ROLE.match(fold(inside)) else bodies).append(inside)
        text = text[aside.end() :]
    dash = _DASH.match(fold(" " + text))
    text = text[max(dash.end() - 1, 0) :] if dash else text
    for part in _at_commas(text):
        _sort_quality(part, known, roles, bodies)
    role, organisation = ", ".join(roles), ", ".join(bodies)
    city = city or find_city(role, known) or find_city(organisation, known)
    return (
        role,
        organisation,
        city or next(filter(None, (known_city(b, known) for b in bodies)), ""),
    )


def _at_commas(text: str) -> list[str]:
    hidden = [match.span() for match in _PARENTHESES.finditer(text)]
    pieces, begin = [], 0
    for at in (i for i, character in enumerate(text) if character == ","):
        if not any(start <= at < end for start, end in hidden):
            pieces.append(text[begin:at])
            begin = at + 1
    return [piece for raw in (*pieces, text[begin:]) if (piece := raw.strip(" .,;–—-\u00a0"))]


def _sort_quality(part: str, known: Sequence[str], roles: list[str], bodies: list[str]) -> None:
    folded = fold(part)
    if _ROLE.match(folded):
        roles.append(part)
    elif _PLACE_WORD.match(folded) or _BODY.match(folded) or known_city(part, known):
        bodies.append(part)
    elif roles or not part[:1].isupper():
        roles.append(part)
    else:
        bodies.append(part)
