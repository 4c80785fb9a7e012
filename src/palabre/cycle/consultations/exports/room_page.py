"""A small room: who answered like whom, what makes the bridge, and each city's answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from palabre.cycle.consultations import queries
from palabre.cycle.consultations.enums import Choice
from palabre.cycle.consultations.models import Consultation
from palabre.kit.charts.agreement_matrix import LARGEST, agreement_matrix
from palabre.kit.charts.model import Chart
from palabre.kit.components import DataTable

CITIES_IN_TABLE = 40


@dataclass(frozen=True)
class Bridge:
    """A statement on which voices meet that otherwise answer differently."""

    public_id: str
    text: str
    agree: int
    voices: int


@dataclass(frozen=True)
class RoomPage:
    matrix: Chart | None
    bridges: tuple[Bridge, ...]
    answers: DataTable | None


def build_room(
    consultation: Consultation, content: Mapping[str, Any], received_texts: Mapping[str, str]
) -> RoomPage | None:
    """None where there are too many voices for a matrix to be read."""
    names = _names(consultation)
    room = content.get("room")
    if not room or len(names) > LARGEST:
        return None
    matrix = agreement_matrix(
        [names.get(key, key) for key in room["voices"]],
        room["shares"],
        room["common"],
        title=_("Part de réponses semblables entre deux voix, en pour cent"),
    )
    bridges = tuple(
        Bridge(row["id"], received_texts[row["id"]], row["agree"], row["voices"])
        for row in room["bridges"]
        if row["id"] in received_texts
    )
    return RoomPage(matrix, bridges, _answers(consultation, received_texts, names))


def _names(consultation: Consultation) -> dict[str, str]:
    return {
        voice.public_id: voice.city.name
        if voice.city is not None
        else _("Voix %(number)d") % {"number": number}
        for number, voice in enumerate(queries.voices_of(consultation), start=1)
    }


def _answers(
    consultation: Consultation, texts: Mapping[str, str], names: Mapping[str, str]
) -> DataTable | None:
    """Cities vote before one another: their answers are read by name."""
    if not consultation.votes_by_city or len(names) > CITIES_IN_TABLE:
        return None
    signs = {Choice.AGREE: "+", Choice.DISAGREE: "−", Choice.PASS: "○"}
    found: dict[str, dict[str, str]] = {key: {} for key in texts}
    for voice, statement, value in queries.named_votes(consultation):
        if statement in found:
            found[statement][voice] = signs[Choice(value)]
    rows = [(texts[key], *(found[key].get(voice, "·") for voice in names)) for key in texts]
    caption = _("Ville par ville (+ d’accord, − pas d’accord, ○ passe, · pas de réponse)")
    return DataTable(caption, (_("Énoncé"), *names.values()), rows)
