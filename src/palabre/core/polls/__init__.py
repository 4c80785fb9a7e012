"""Quick polls counted: choices, scales, rankings and words.

Pure: answers in, counts out. One answer per person; nobody is named here.
"""

from palabre.core.polls.counting import (
    OptionCount,
    ScaleCount,
    WordCount,
    count_choices,
    count_scale,
    count_words,
    word_key,
)
from palabre.core.polls.ranking import Ranked, Ranking, count_ranking

__all__ = [
    "OptionCount",
    "Ranked",
    "Ranking",
    "ScaleCount",
    "WordCount",
    "count_choices",
    "count_ranking",
    "count_scale",
    "count_words",
    "word_key",
]
