"""The text offered sentence by sentence, to tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from palabre.cycle.experiences.forms import MarkForm
from palabre.cycle.experiences.models import Passage
from palabre.cycle.experiences.rules.text import Span


@dataclass(frozen=True)
class SentenceRow:
    """number: what is sent when ticked; voice: who speaks, and when, as typed before the sentence;
    start: code points; marks: numbers of the passages in it."""

    number: int
    voice: str
    start: int
    text: str
    is_ticked: bool
    marks: tuple[int, ...]


def sentence_rows(form: MarkForm, passages: Sequence[Passage]) -> list[list[SentenceRow]]:
    """Sentences by paragraph; those ticked before an error stay ticked."""
    ticked = form.ticked()
    spans = [Span(passage.start, passage.end) for passage in passages]
    paragraphs: list[list[SentenceRow]] = []
    transcript, previous = form.testimony.transcript, 0
    for number, span in enumerate(form.spans):
        row = SentenceRow(
            number=number,
            voice=transcript[previous : span.start].strip(),
            start=span.start,
            text=span.within(transcript),
            is_ticked=str(number) in ticked,
            marks=tuple(n for n, mark in enumerate(spans, start=1) if mark.overlaps(span)),
        )
        if not paragraphs or "\n" in transcript[previous : span.start]:
            paragraphs.append([])
        paragraphs[-1].append(row)
        previous = span.end
    return paragraphs
