"""Small operations on runs that every reader needs."""

from collections.abc import Iterable

from palabre.core.agenda.blocks import Run, Runs


def merged(runs: Iterable[Run]) -> Runs:
    """Neighbours of one look become one run; empty runs go."""
    kept: list[Run] = []
    for run in runs:
        if kept and (kept[-1].bold, kept[-1].italic) == (run.bold, run.italic):
            kept[-1] = Run(kept[-1].text + run.text, run.bold, run.italic)
        elif run.text:
            kept.append(run)
    return tuple(kept)


def joined(paragraphs: Iterable[Runs]) -> Runs:
    """Paragraphs of a table's cell, one below the other."""
    runs: list[Run] = []
    for rank, paragraph in enumerate(paragraphs):
        if rank:
            runs.append(Run("\n"))
        runs.extend(paragraph)
    return tuple(runs)
