"""Quick polls that say they are samples, for the components page."""

from __future__ import annotations

from palabre.kit.charts import Chart, CloudWord, PollBar, poll_bars, word_cloud


def sample_polls() -> list[Chart]:
    """Bars with and without raised hands, and words of different weights."""
    return [
        poll_bars(
            [
                PollBar("Former les équipes (option d’exemple)", 12, 5),
                PollBar(
                    "Option d’exemple au nom volontairement interminable, pour éprouver les "
                    "endroits où la place manque",
                    4,
                ),
                PollBar("Option d’exemple sans réponse", 0),
            ],
            title="Sondage à main levée et en ligne (exemple)",
        ),
        word_cloud(
            [
                CloudWord(word, people)
                for word, people in (
                    ("confiance", 9),
                    ("formation", 7),
                    ("entretien", 4),
                    ("données ouvertes", 3),
                    ("proximité", 2),
                    ("énergie", 1),
                    ("temps", 1),
                )
            ],
            title="Nuage de mots (exemple)",
        ),
    ]
