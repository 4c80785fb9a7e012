"""A transcript from a file or a paste: plain text, Word, SRT or WebVTT; nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from palabre.core.transcripts import (
    Problem,
    ProblemCode,
    Transcript,
    as_text,
    between,
    format_of,
    read_subtitles,
    recognise,
    say_time,
)
from palabre.cycle.experiences.models import TRANSCRIPT_MAX
from palabre.cycle.experiences.rules.text import clean_paste
from palabre.kit.documents.readers import UnreadableDocument, describe_error, read_document
from palabre.kit.documents.readers.archive import Archive
from palabre.kit.documents.readers.document import refuse_other_formats
from palabre.kit.documents.readers.encoding import decode
from palabre.kit.refusals import Refusal
from palabre.kit.typography import say_number

LARGEST_FILE = 10_000_000
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class LineProblem:
    """line: from 1, in the file; said: French, what happened and what was done; found: what
    stands there."""

    line: int
    said: str
    found: str


@dataclass(frozen=True)
class Brought:
    """A transcript that was read. facts: (label, value) for people; remarks: what was guessed."""

    text: str
    facts: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...] = ()
    problems: tuple[LineProblem, ...] = ()


def read_file(
    name: str, content: bytes, *, start: int | None = None, end: int | None = None
) -> Brought:
    """Read an uploaded transcript; start and end (milliseconds) keep a part of subtitles.

    Raises:
        Refusal: it cannot be read, or is too long; the sentence says why and the way out.
    """
    if len(content) > LARGEST_FILE and recognise(content[:4096], len(content)) is None:
        raise Refusal(
            _(
                "Ce fichier pèse %(size)s Mo ; une transcription tient en 10 Mo. Retirez les "
                "images, ou copiez seulement le texte."
            )
            % {"size": say_number(-(-len(content) // MEGABYTE))},
            field="file",
        )
    _refuse_sound(content)
    _refuse_macros(name, content)
    try:
        if content.startswith(b"PK"):
            found = read_document(name, content)
            return _read("\n".join(block.text for block in found.blocks), _("Document"), start, end)
        refuse_other_formats(content)
        text, guessed = decode(content)
    except UnreadableDocument as error:
        raise Refusal(describe_error(error), field="file") from error
    remarks = (_guessed(guessed),) if guessed else ()
    return _read(text, _("Texte"), start, end, remarks)


def read_paste(text: str, *, start: int | None = None, end: int | None = None) -> Brought:
    """The same, pasted.

    Raises:
        Refusal: it is too long.
    """
    return _read(text, _("Texte collé"), start, end)


def _refuse_sound(content: bytes) -> None:
    if recognise(content[:4096], len(content)) is not None:
        raise Refusal(
            _(
                "Ce fichier est un enregistrement, pas une transcription. Joignez-le depuis la "
                "page du témoignage ; Palabre n’écrit pas le texte à votre place."
            ),
            field="file",
        )


def _refuse_macros(name: str, content: bytes) -> None:
    """A document that carries a program is refused, whatever its name says."""
    has_macros = name.lower().endswith((".docm", ".dotm"))
    if content.startswith(b"PK"):
        try:
            archive = Archive(content)
            types = archive.read("[Content_Types].xml")
        except UnreadableDocument as error:
            raise Refusal(describe_error(error), field="file") from error
        has_macros = (
            has_macros
            or b"macroEnabled" in types
            or any(part.lower().endswith("vbaproject.bin") for part in archive.names)
        )
    if has_macros:
        raise Refusal(
            _(
                "Ce document contient un petit programme (une macro) : il n’a pas été ouvert. "
                "Dans Word, enregistrez-le en « Document Word (.docx) », sans macro, puis "
                "envoyez-le de nouveau."
            ),
            field="file",
        )


def _guessed(encoding: str) -> str:
    return _(
        "Les accents étaient écrits à l’ancienne manière (%(encoding)s) : vérifiez-les dans le "
        "texte ci-dessous."
    ) % {"encoding": encoding}


def _read(
    text: str, kind: str, start: int | None, end: int | None, remarks: tuple[str, ...] = ()
) -> Brought:
    if format_of(text):
        return _read_timed(read_subtitles(text), start, end, remarks)
    cleaned = clean_paste(text)
    if not cleaned:
        raise Refusal(_("Il n’y a aucun mot dans ce texte."), field="file")
    _check_length(cleaned, None)
    facts = ((_("Format"), kind), (_("Caractères"), say_number(len(cleaned))))
    if start is not None or end is not None:
        remarks = (
            *remarks,
            _("Ce texte n’a pas de minutages de sous-titres : il est pris en entier."),
        )
    return Brought(cleaned, facts, remarks)


def _read_timed(
    read: Transcript, start: int | None, end: int | None, remarks: tuple[str, ...]
) -> Brought:
    cues = between(read.cues, start, end)
    text = clean_paste(as_text(cues))
    if not text:
        raise Refusal(
            _("Il n’y a aucun mot entre ces deux moments. Le fichier va jusqu’à %(end)s.")
            % {"end": say_time(read.duration)},
            field="start",
        )
    _check_length(text, read)
    facts = [
        (_("Format"), _("sous-titres WebVTT") if read.format == "vtt" else _("sous-titres SRT")),
        (_("Durée"), say_time(read.duration)),
        (_("Répliques lues"), say_number(len(cues))),
        (_("Caractères"), say_number(len(text))),
    ]
    if voices := {cue.voice for cue in cues if cue.voice}:
        facts.append((_("Voix"), ", ".join(sorted(voices))))
    if read.overlaps:
        facts.append((_("Répliques qui se chevauchent, toutes gardées"), say_number(read.overlaps)))
    if read.repeated:
        facts.append((_("Lignes répétées, gardées une fois"), say_number(read.repeated)))
    problems = tuple(
        LineProblem(problem.line, describe_problem(problem), problem.found)
        for problem in read.problems
    )
    return Brought(text, tuple(facts), remarks, problems)


def _check_length(text: str, read: Transcript | None) -> None:
    if len(text) <= TRANSCRIPT_MAX:
        return
    said = _("Ce texte compte %(count)s caractères ; un témoignage en garde 200 000 au plus.") % {
        "count": say_number(len(text))
    }
    if read is None:
        way_out = _("Partagez-le en plusieurs témoignages.")
    else:
        share = say_time(read.duration * TRANSCRIPT_MAX // len(text))
        way_out = _(
            "Choisissez un début et une fin, par exemple de 00:00:00 à %(share)s, et mettez la "
            "suite dans un second témoignage."
        ) % {"share": share}
    raise Refusal(f"{said} {way_out}", field="file" if read is None else "end")


def describe_problem(problem: Problem) -> str:
    """What happened at a line, and what was done with its words."""
    sentences = {
        ProblemCode.UNREADABLE_TIME: _(
            "ce minutage n’est pas lisible ; les mots sont gardés, sans heure à eux."
        ),
        ProblemCode.UNREADABLE_END: _(
            "la fin n’est pas lisible ; le début et les mots sont gardés."
        ),
        ProblemCode.END_BEFORE_START: _(
            "la fin vient avant le début ; le début et les mots sont gardés."
        ),
        ProblemCode.GOES_BACK: _(
            "ce minutage revient en arrière ; les mots restent à leur place dans le fichier."
        ),
        ProblemCode.NO_TIME: _("ces mots viennent avant tout minutage ; ils sont gardés."),
        ProblemCode.NO_WORDS: _("ce minutage n’a pas de mots ; il est laissé de côté."),
    }
    return sentences[problem.code]
