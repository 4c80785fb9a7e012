"""What the page of a testimony lets insiders hear, and from where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from palabre.cycle.experiences.models import Recording, Testimony
from palabre.cycle.experiences.queries.recordings import recordings_of
from palabre.cycle.experiences.rules import access
from palabre.foundation.network.standing import Person


@dataclass(frozen=True)
class RecordingShown:
    """at: seconds from which it is to be played, when the page was opened from a passage."""

    recording: Recording
    at: int

    @property
    def minutes(self) -> int:
        return max(1, (self.recording.seconds or 0) // 60)


def listening(person: Person, testimony: Testimony, asked: Mapping[str, str]) -> dict[str, object]:
    """Recordings, for insiders; nothing for others. asked: the query of the page's address."""
    if not access.is_insider(person, testimony):
        return {"recordings": []}
    at = asked.get("a", "")
    seconds = int(at) if at.isascii() and at.isdigit() and len(at) < 7 else 0
    chosen = asked.get("ecouter", "")
    shown = [
        RecordingShown(one, seconds if one.public_id == chosen else 0)
        for one in recordings_of(testimony)
    ]
    return {"recordings": shown}
