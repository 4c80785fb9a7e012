"""Words of a French text, and the terms under which they are found.

A word is indexed under its stem (Snowball's French stemmer, Porter 2001) and under the stem of
its letters without accents, so that « donnees » finds « données ». Elisions (l’, d’, qu’…) are
cut, ligatures undone, function words left out.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from palabre.core.finding.kinship import family_of

_STEMMER = snowballstemmer.stemmer("french")
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ELISION = re.compile(r"^(?:l|d|j|m|t|s|n|c|qu|jusqu|lorsqu|puisqu|quoiqu)['’]", re.IGNORECASE)
_PHRASE = re.compile(r"[\"“”«»]([^\"“”«»]+)[\"“”«»]")
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"})

_FUNCTION_TEXT = """
    a à ai ainsi alors après au aucun aussi autre aux avant avec avoir car ce ceci cela celle
    celles celui ces cet cette ceux chaque chez ci comme comment dans de depuis des donc dont du
    elle elles en encore entre est et était été être eu fait font il ils je la là le les leur leurs
    lui ma mais me même mes moi mon ne ni nos notre nous on ont ou où par parce pas peu peut plus
    pour pourquoi quand que quel quelle quelles quels qui quoi sa sans se sera ses si sien son sont
    sous sur ta te tes toi ton tous tout toute toutes très trop tu un une vers vos votre vous y
    the of and to in is for on with
"""
_FUNCTION_WORDS = frozenset(_FUNCTION_TEXT.split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text. start, end: its place in characters, elision left out."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a query asks for. words: each with its terms (any of them will do) and those of its
    family (worth half); phrases: texts to be found word after word."""

    words: tuple[tuple[str, frozenset[str], frozenset[str]], ...]
    phrases: tuple[tuple[str, ...], ...]

    @property
    def terms(self) -> frozenset[str]:
        """Every term under which a word of it may be found."""
        return frozenset().union(*(terms | kin for _word, terms, kin in self.words))


def flatten(text: str) -> str:
    """Lower case, ligatures undone, accents left out."""
    flat = unicodedata.normalize("NFKD", text.translate(_LIGATURES).casefold())
    return "".join(letter for letter in flat if not unicodedata.combining(letter))


def words_of(text: str) -> list[Word]:
    """Every word of a text, in order, function words included."""
    found = []
    for match in _TOKEN.finditer(text):
        start, word = match.start(), match.group()
        cut = _ELISION.match(word)
        if cut is not None and cut.end() < len(word):
            start += cut.end()
            word = word[cut.end() :]
        found.append(Word(word, start, match.end()))
    return found


@lru_cache(maxsize=65_536)
def terms_of(word: str) -> frozenset[str]:
    """The terms under which a word is found; none for a function word."""
    lower = unicodedata.normalize("NFC", word.translate(_LIGATURES).casefold())
    if lower in _FUNCTION_WORDS:
        return frozenset()
    return frozenset(flatten(str(_STEMMER.stemWord(form)))[:40] for form in (lower, flatten(lower)))


@lru_cache(maxsize=65_536)
def kin_of(word: str) -> frozenset[str]:
    """The term of a word's family, where it is none of the word's own; none for a function word."""
    terms = terms_of(word)
    return frozenset({family_of(flatten(word))[:40]}) - terms if terms else frozenset()


def read_query(text: str) -> Wanted:
    """What somebody asks, from what they typed; « entre guillemets » is a phrase.

    Where every word is a function word, they are all kept: somebody wants them.
    """
    phrases = tuple(
        tuple(flatten(word.text) for word in words_of(match.group(1)))
        for match in _PHRASE.finditer(text)
    )
    words = {word.text: terms_of(word.text) for word in words_of(text)}
    kept = {word: terms for word, terms in words.items() if terms}
    if not kept:
        kept = {word: frozenset({flatten(word)}) for word in words}
    wanted = tuple((word, terms, kin_of(word)) for word, terms in kept.items())
    return Wanted(wanted, tuple(one for one in phrases if len(one) > 1))
