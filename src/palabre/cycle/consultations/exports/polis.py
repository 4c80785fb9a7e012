"""A consultation as a Polis export (the dialect of 2024), readable by this and other tools.

Signs are those of exports: +1 agree, −1 disagree, 0 pass. Voices are numbered afresh. Rows of
votes are fingerprints: they go out only where who answered what is public.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from palabre.core.tabular import Column, ColumnType, TableSchema, neutralise, write_csv
from palabre.cycle.consultations import queries, rules
from palabre.cycle.consultations.enums import Choice, Moderation
from palabre.cycle.consultations.models import Consultation, OpinionResult, Statement

_MODERATED = {Moderation.ACCEPTED: 1, Moderation.PENDING: 0, Moderation.REJECTED: -1}
_WHOLE = ColumnType.INTEGER


def write_archive(consultation: Consultation, result: OpinionResult) -> bytes:
    """The ZIP of comments.csv, summary.csv and, where they are public, the votes."""
    statements = list(queries.released_in(consultation))
    numbers = {row.pk: place for place, row in enumerate(statements)}
    voices = {row.pk: place for place, row in enumerate(queries.voices_of(consultation))}
    votes = [row for row in queries.all_vote_rows(consultation) if row[1] in numbers]
    files = {
        "comments.csv": _comments(statements, numbers, result),
        "summary.csv": _summary(consultation, statements, len(voices), result),
        "LISEZMOI.txt": _readme(rules.publishes_rows(consultation)),
    }
    if rules.publishes_rows(consultation):
        files["votes.csv"] = _votes(votes, voices, numbers)
        files["participants-votes.csv"] = _participants(
            consultation, votes, voices, numbers, result
        )
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return kept.getvalue()


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _comments(
    statements: Iterable[Statement], numbers: dict[int, int], result: OpinionResult
) -> str:
    columns = (
        Column("timestamp", _WHOLE),
        Column("comment-id", _WHOLE),
        Column("author-id", _WHOLE),
        Column("agrees", _WHOLE),
        Column("disagrees", _WHOLE),
        Column("moderated", _WHOLE),
        Column("is-meta"),
        Column("is-seed"),
        Column("group-informed-consensus", ColumnType.NUMBER),
        Column("comment-body"),
    )
    rows = list(statements)
    tallies = queries.tallies_of([row.pk for row in rows])
    consensus = {row["id"]: row["consensus"] for row in result.content["statements"]}
    return write_csv(
        TableSchema(columns),
        [
            {
                "timestamp": _milliseconds(row.added_at),
                "comment-id": numbers[row.pk],
                "author-id": 0,
                "agrees": tallies[row.pk].agree,
                "disagrees": tallies[row.pk].disagree,
                "moderated": _MODERATED[Moderation(row.moderation)],
                "is-meta": "true" if row.is_meta else "false",
                "is-seed": "true",
                "group-informed-consensus": Decimal(str(consensus[row.public_id]))
                if row.public_id in consensus
                else None,
                "comment-body": row.text,
            }
            for row in rows
        ],
    )


def _votes(
    votes: Iterable[tuple[int, int, int, datetime]], voices: dict[int, int], numbers: dict[int, int]
) -> str:
    columns = ("timestamp", "datetime", "comment-id", "voter-id", "vote")
    return write_csv(
        TableSchema(
            tuple(
                Column(name, ColumnType.STRING if name == "datetime" else _WHOLE)
                for name in columns
            )
        ),
        [
            {
                "timestamp": _milliseconds(at),
                "datetime": at.strftime("%Y-%m-%d %H:%M:%S UTC"),
                "comment-id": numbers[statement],
                "voter-id": voices[voice],
                "vote": value,
            }
            for voice, statement, value, at in votes
        ],
    )


def _participants(
    consultation: Consultation,
    votes: Iterable[tuple[int, int, int, datetime]],
    voices: dict[int, int],
    numbers: dict[int, int],
    result: OpinionResult,
) -> str:
    answers: dict[int, dict[int, int]] = {key: {} for key in voices}
    for voice, statement, value, _at in votes:
        answers[voice][statement] = value
    labels = [group["label"] for group in result.content["groups"]]
    group_of = {
        row["id"]: labels.index(row["group"])
        for row in result.content["participants"]
        if row["group"] is not None
    }
    counts = ("group-id", "n-comments", "n-votes", "n-agree", "n-disagree")
    columns = (
        Column("participant", _WHOLE),
        Column("xid"),
        *(Column(name, _WHOLE) for name in counts),
        *(Column(str(number), _WHOLE) for number in numbers.values()),
    )
    rows = []
    for participant in queries.voices_of(consultation):
        own = answers[participant.pk]
        row: dict[str, object] = {
            "participant": voices[participant.pk],
            "xid": participant.city.public_id if participant.city is not None else "",
            "group-id": group_of.get(participant.public_id),
            "n-comments": 0,
            "n-votes": len(own),
            "n-agree": sum(value == Choice.AGREE for value in own.values()),
            "n-disagree": sum(value == Choice.DISAGREE for value in own.values()),
        }
        row |= {str(number): own.get(key) for key, number in numbers.items()}
        rows.append(row)
    return write_csv(TableSchema(columns), rows)


def _summary(
    consultation: Consultation, statements: list[Statement], voices: int, result: OpinionResult
) -> str:
    page = settings.BASE_URL + reverse("consultations:show", args=[consultation.public_id])
    pairs = (
        ("url", page),
        ("voters", voices),
        ("voters-in-conv", result.content["clustered"]),
        ("commenters", 0),
        ("comments", len(statements)),
        ("groups", len(result.content["groups"])),
        ("conversation-description", consultation.description),
    )
    # A table whose header is its first pair: Polis gives this file none.
    columns = (Column("topic"), Column(neutralise(consultation.question.strip()) or "-"))
    rows = [{columns[0].name: key, columns[1].name: str(value)} for key, value in pairs]
    return write_csv(TableSchema(columns), rows)


def _readme(has_rows: bool) -> str:
    text = _(
        "Export au format Polis.\n"
        "Réponses : 1 d’accord, -1 pas d’accord, 0 passe ; case vide : pas de réponse.\n"
        "comments.csv : les énoncés ; moderated vaut 1 (soumis au vote), 0 (en attente), "
        "-1 (écarté).\n"
        "summary.csv : la consultation.\n"
    )
    if has_rows:
        return text + _(
            "votes.csv : une réponse par ligne, timestamp en millisecondes.\n"
            "participants-votes.csv : une voix par ligne ; xid est l’identifiant de la ville ; "
            "group-id, le groupe d’opinion, s’il y en a.\n"
        )
    return text + _(
        "Les votes des personnes sont secrets : une ligne de réponses suffit à reconnaître "
        "quelqu’un. Les fichiers votes.csv et participants-votes.csv ne sont donc pas donnés.\n"
    )
