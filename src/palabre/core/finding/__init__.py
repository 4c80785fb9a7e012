"""Finding words in French texts: what a word is, what it is indexed under, why a passage matched.

Pure: texts in, values out. See docs/comprendre/recherche.md.
"""

from palabre.core.finding.kinship import family_of
from palabre.core.finding.nearness import distance, letters_of, nearest
from palabre.core.finding.passages import Piece, holds_phrase, passage
from palabre.core.finding.ranking import Asking, Listing, Scores, order, score, spread
from palabre.core.finding.weights import AVERAGE_LENGTH, rarity, weigh
from palabre.core.finding.words import Wanted, Word, kin_of, read_query, terms_of, words_of

__all__ = [
    "AVERAGE_LENGTH",
    "Asking",
    "Listing",
    "Piece",
    "Scores",
    "Wanted",
    "Word",
    "distance",
    "family_of",
    "holds_phrase",
    "kin_of",
    "letters_of",
    "nearest",
    "order",
    "passage",
    "rarity",
    "read_query",
    "score",
    "spread",
    "terms_of",
    "weigh",
    "words_of",
]
