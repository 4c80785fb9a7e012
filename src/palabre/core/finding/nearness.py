"""Words that somebody may have meant: typing errors."""

from __future__ import annotations

from collections.abc import Iterable


def distance(one: str, other: str, most: int) -> int:
    """Optimal string alignment distance: insertions, deletions, substitutions and swaps of
    neighbours (Damerau, 1964), or `most` + 1 as soon as it is above `most`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [i] + [0] * len(other)
        for j, against in enumerate(other, start=1):
            cost = letter != against
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + cost)
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                row[j] = min(row[j], earlier[j - 2] + 1)
        if min(row) > most:
            return most + 1
    return row[-1] if row[-1] <= most else most + 1


def allowed(term: str) -> int:
    """Errors forgiven: none under four letters, one under eight, two from there."""
    return 0 if len(term) < 4 else 1 if len(term) < 8 else 2


def letters_of(term: str) -> int:
    """Which letters a term has, as bits: what two terms do not share says how far they are."""
    bits = 0
    for letter in term:
        bits |= 1 << (ord(letter) % 61)
    return bits


def nearest(term: str, known: Iterable[tuple[str, int, int]]) -> str | None:
    """The known term that `term` most likely was: the nearest, then the most frequent, then by
    alphabet; None when none is near enough. known: terms, their `letters_of`, their frequency."""
    most = allowed(term)
    found: tuple[int, int, str] | None = None
    bits = letters_of(term)
    for other, letters, count in known:
        # An error brings at most one letter that the other has not, and takes at most one away.
        if (bits & ~letters).bit_count() > most or (letters & ~bits).bit_count() > most:
            continue
        far = distance(term, other, most)
        if 0 < far <= most and (found is None or (far, -count, other) < found):
            found = (far, -count, other)
    return found[2] if found else None
