"""Text made comparable: accents, case and typographic signs set aside.

:func:`fold` keeps the length of its argument, so that a position found in the folded text is
a position in the text as typed.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection
from functools import lru_cache

_SIGNS = {
    **dict.fromkeys("\u2018\u2019\u02bc\u02b9\u00b4\u0060", "'"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007", " "),
    **dict.fromkeys("\u2008\u2009\u200a\u202f\u205f\u3000\t\r\f\v", " "),
    "\u2192": ">",
}


def _fold_character(character: str) -> str:
    if character in _SIGNS:
        return _SIGNS[character]
    decomposed = unicodedata.normalize("NFKD", character)
    base, marks = decomposed[0], decomposed[1:]
    if marks and not all(unicodedata.combining(mark) for mark in marks):
        return character
    lower = base.lower()
    return lower if len(lower) == 1 else character


# Latin in all its extensions, Greek, Cyrillic and general punctuation.
_FOLDING = {
    code: folded
    for code in (*range(0x80, 0x530), *range(0x1E00, 0x2200), 0x3000)
    if (folded := _fold_character(chr(code))) != chr(code)
}
_FOLDING |= {code: chr(code).lower() for code in range(ord("A"), ord("Z") + 1)}
_FOLDING |= {ord(sign): folded for sign, folded in _SIGNS.items()}

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"))
_INVISIBLE |= dict.fromkeys((*range(9), *range(14, 32), *range(0x7F, 0xA0)))
_BLANKS = re.compile(r"[ \t\r\f\v]+")
_WORD = re.compile(r"[a-z0-9œæ]+")


def fold(text: str) -> str:
    """Lower case, no accents, plain quotes, dashes and spaces. Same length as ``text``."""
    return text.translate(_FOLDING)


def tidy(text: str) -> str:
    """``text`` as its author would want it: no control or invisible signs, single blanks.

    Non-breaking spaces are typography, not noise: they stay.
    """
    return _BLANKS.sub(" ", text.translate(_INVISIBLE)).strip()


def words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def slug(text: str, limit: int = 60) -> str:
    """A readable key: ``"État des lieux"`` gives ``"etat-des-lieux"``; ``""`` gives ``""``."""
    key = ""
    for word in words(text):
        longer = f"{key}-{word}" if key else word[:limit]
        if len(longer) > limit:
            break
        key = longer
    return key


def unique_key(wanted: str, taken: Collection[str]) -> str:
    """``wanted``, or ``wanted-2``, ``wanted-3``…: the first that is not in ``taken``."""
    key, rank = wanted, 1
    while key in taken:
        rank += 1
        key = f"{wanted}-{rank}"
    return key


class Keys:
    """Hands out many keys that differ from one another: ``pause``, ``pause-2``, ``pause-3``…"""

    def __init__(self, taken: Collection[str] = ()) -> None:
        self._taken = set(taken)
        self._ranks: Counter[str] = Counter()

    def take(self, wanted: str) -> str:
        key = wanted
        while key in self._taken:
            self._ranks[wanted] += 1
            key = f"{wanted}-{self._ranks[wanted] + 1}"
        self._taken.add(key)
        return key


def likeness(first: str, second: str) -> float:
    """Sørensen–Dice coefficient on the letter pairs of the folded words: 0 (nothing) to 1.

    L. R. Dice, "Measures of the amount of ecologic association between species", 1945.
    """
    one, two = _pairs(first), _pairs(second)
    size = one.total() + two.total()
    if not size:
        return 1.0 if fold(first) == fold(second) else 0.0
    return 2 * (one & two).total() / size


@lru_cache(maxsize=2048)
def _pairs(text: str) -> Counter[str]:
    return Counter(
        word[i : i + 2] for word in words(text[:500]) for i in range(max(len(word) - 1, 1))
    )
