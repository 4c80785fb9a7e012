"""How much a word says of a text, in whole numbers: the same order on every database.

Okapi BM25 (Robertson and Zaragoza, 2009, “The Probabilistic Relevance Framework”, section 3.2),
k1 = 1.2, b = 0.75, the title counted three times (BM25F, section 3.6). The average length is a
constant, so that a text's weights do not move when others come. A word counts half for its family.
"""

from __future__ import annotations

import math
from collections import defaultdict

from palabre.core.finding.words import kin_of, terms_of, words_of

AVERAGE_LENGTH = 60
_K1, _B, _TITLE, _KIN = 1.2, 0.75, 3, 0.5


def weigh(title: str, body: str) -> dict[str, int]:
    """Weight of each term of a text, in thousandths; from 1 to 2,200."""
    counts: dict[str, float] = defaultdict(float)
    length = 0
    for text, times in ((title, _TITLE), (body, 1)):
        for word in words_of(text):
            terms = terms_of(word.text)
            length += bool(terms)
            for term in terms:
                counts[term] += times
            for term in kin_of(word.text):
                counts[term] += times * _KIN
    norm = _K1 * (1 - _B + _B * length / AVERAGE_LENGTH)
    return {
        term: max(1, round(1000 * count * (_K1 + 1) / (count + norm)))
        for term, count in counts.items()
    }


def rarity(texts: int, among: int) -> int:
    """Inverse document frequency of a term found in `texts` of `among` texts, in hundredths."""
    return max(1, round(100 * math.log(1 + (among - texts + 0.5) / (texts + 0.5))))
