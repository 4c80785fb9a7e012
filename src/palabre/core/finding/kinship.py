"""Words of one family: « former » and « formation », « cycliste » and « cyclable ».

What a derivation adds is cut off, the longest ending first. Endings are those that French grammars
list for nouns and adjectives made from verbs and nouns (Grevisse, « Le bon usage », derivation by
suffixes), written without accents, and the endings of infinitives.
"""

from __future__ import annotations

from functools import lru_cache

_ENDINGS_TEXT = """
    isation isations isateur isateurs iser ation ations ateur ateurs atrice atrices atif atifs
    ative atives ition itions iteur iteurs ement ements ment ments able ables ible ibles iste istes
    isme ismes ite ites eur eurs euse euses rice rices age ages ique iques al ale ales aux el elle
    els elles if ifs ive ives ance ances ence ences ant ante ants antes ure ures aire aires ier iere
    iers ieres ien ienne iens iennes ion ions er ir e
"""
_ENDINGS = tuple(sorted(_ENDINGS_TEXT.split(), key=lambda ending: (-len(ending), ending)))
_SHORTEST = 4


@lru_cache(maxsize=65_536)
def family_of(flat: str) -> str:
    """What a word shares with its family: it, without its plural and its ending, at least four
    letters long. flat: lower case, without accents."""
    word = flat[:-1] if flat.endswith(("s", "x")) and len(flat) > _SHORTEST else flat
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word
