"""Minutes put together slot by slot from what was captured; what people wrote is never touched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.cycle.workshops.enums import (
    MinutesStatus,
    NoteKind,
    QuestionState,
    SectionKind,
    SlotKind,
)
from palabre.cycle.workshops.models import (
    LONGEST_SECTION,
    Minutes,
    MinutesSection,
    Note,
    Slot,
    Workshop,
)
from palabre.cycle.workshops.operations.refusals import Conflict, Refused
from palabre.cycle.workshops.operations.writing import note_down
from palabre.cycle.workshops.queries.minutes import Gathered, gathered
from palabre.cycle.workshops.rules import conducts
from palabre.foundation.accounts.models import User
from palabre.kit.typography import NBSP


@dataclass(frozen=True)
class _Wanted:
    kind: str
    slot: Slot | None
    title: str
    captured: str


@transaction.atomic
def assemble_minutes(*, actor: User | None, at: datetime, workshop: Workshop) -> Minutes:
    """Read again what was captured, making the minutes the first time.

    A section that nobody wrote follows what was captured; one that somebody wrote keeps its text
    and says that more was captured since.

    Raises:
        Refused: the minutes are published.
    """
    _refuse_stranger(actor)
    found, made = Minutes.objects.get_or_create(workshop=workshop, defaults={"assembled_at": at})
    minutes = Minutes.objects.select_for_update().get(pk=found.pk)
    _refuse_published(minutes)
    wanted = _sections(gathered(workshop))
    known = {
        (section.kind, section.slot_id): section
        for section in MinutesSection.objects.filter(minutes=minutes)
    }
    for order, one in enumerate(wanted, start=1):
        section = known.pop((one.kind, one.slot.pk if one.slot else None), None)
        _write(minutes, section, order, one)
    for left in known.values():
        _leave(left, len(wanted) + 1)
    Minutes.objects.filter(pk=minutes.pk).update(assembled_at=at)
    note_down("minutes-assembled", actor=actor, at=at, subject=workshop.public_id, first=made)
    return Minutes.objects.select_related("workshop").get(pk=minutes.pk)


def _write(minutes: Minutes, section: MinutesSection | None, order: int, one: _Wanted) -> None:
    if section is None:
        MinutesSection.objects.create(
            minutes=minutes,
            order=order,
            kind=one.kind,
            slot=one.slot,
            title=one.title,
            captured=one.captured,
        )
        return
    has_more = section.is_written and section.captured != one.captured
    MinutesSection.objects.filter(pk=section.pk).update(
        order=order,
        title=one.title,
        captured=one.captured,
        is_overtaken=section.is_overtaken or has_more,
    )


def _leave(section: MinutesSection, order: int) -> None:
    """A section whose slot went away keeps what was written; an unwritten one goes with it."""
    if section.is_written:
        MinutesSection.objects.filter(pk=section.pk).update(order=order)
    else:
        section.delete()


def _sections(found: Gathered) -> list[_Wanted]:
    wanted = [
        _Wanted(SectionKind.PRESENCE, None, _("Participation"), _presence(found)),
        *(
            _Wanted(SectionKind.SLOT, slot, str(slot), _notes(found.notes.get(slot.pk, ()), found))
            for slot in found.slots
            if slot.kind != SlotKind.BREAK or slot.pk in found.notes
        ),
    ]
    outside = found.notes.get(None, ())
    if outside:
        words = _notes(outside, found)
        wanted.append(_Wanted(SectionKind.ELSEWHERE, None, _("Hors séquence"), words))
    wanted.append(_Wanted(SectionKind.NEXT, None, _("Engagements et suites"), _next(found)))
    return wanted


def _presence(found: Gathered) -> str:
    people = found.on_site + found.remote
    if not people:
        return ""
    lines = [
        ngettext("%(count)s personne a participé", "%(count)s personnes ont participé", people)
        % {"count": people}
        + _(" : %(here)s sur place, %(far)s à distance.")
        % {"here": found.on_site, "far": found.remote}
    ]
    if found.places:
        lines += ["", f"# {_('Villes et organisations')}"]
        lines += [
            f"- {place}" + (f" ({count})" if count > 1 else "") for place, count in found.places
        ]
    return "\n".join(lines)


_HEADINGS = (
    (NoteKind.FACT, "Faits"),
    (NoteKind.IDEA, "Idées"),
    (NoteKind.QUESTION, "Questions"),
    (NoteKind.COMMITMENT, "Engagements"),
)


def _heading(kind: str) -> str:
    return {
        NoteKind.FACT: _("Faits"),
        NoteKind.IDEA: _("Idées"),
        NoteKind.QUESTION: _("Questions"),
        NoteKind.COMMITMENT: _("Engagements"),
    }[NoteKind(kind)]


def _notes(notes: Iterable[Note], found: Gathered) -> str:
    blocks = []
    rows = list(notes)
    for kind, _name in _HEADINGS:
        said = [note for note in rows if note.kind == kind]
        if said:
            lines = [f"# {_heading(kind)}", *(_line(note, found) for note in _ranked(said, found))]
            blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _ranked(notes: Sequence[Note], found: Gathered) -> Iterator[Note]:
    """Questions set aside are left out, the others come by number of supports."""
    kept = [note for note in notes if note.question_state != QuestionState.SET_ASIDE]
    yield from sorted(kept, key=lambda note: -found.supports.get(note.pk, 0))


def _line(note: Note, found: Gathered) -> str:
    words = f"- «{NBSP}{_flat(note.text)}{NBSP}»"
    credit = credit_of(note)
    if credit:
        words += f" ({credit})"
    supports = found.supports.get(note.pk, 0)
    if supports:
        words += " " + ngettext("– %(count)s soutien", "– %(count)s soutiens", supports) % {
            "count": supports
        }
    if note.answer:
        words += " " + _("Réponse : %(answer)s") % {"answer": _flat(note.answer)}
    elif note.question_state == QuestionState.ANSWERED:
        words += " " + _("Réponse donnée en séance.")
    return words


def _next(found: Gathered) -> str:
    promised = [
        note for notes in found.notes.values() for note in notes if note.kind == NoteKind.COMMITMENT
    ]
    return "\n".join(_line(note, found) for note in sorted(promised, key=lambda n: n.written_at))


def credit_of(note: Note) -> str:
    """Who said it, as minutes may name them: nobody when the name must not go out.

    Somebody said it and another wrote it down: only who said it is named.
    """
    if not note.is_named:
        return ""
    if note.said_by or note.city is not None:
        return ", ".join(filter(None, (note.said_by, note.city.name if note.city else "")))
    person = note.participant
    if person is None or person.erased_at is not None:
        return ""
    return ", ".join(filter(None, (person.said_name, person.place)))


def _flat(text: str) -> str:
    return " ".join(text.split())


@transaction.atomic
def write_section(
    *, actor: User | None, at: datetime, section: MinutesSection, version: int, text: str
) -> MinutesSection:
    """Write a section; from then on no assembly changes it.

    Raises:
        Conflict: somebody else wrote it meanwhile.
        Refused: the minutes are published, or the text is too long.
    """
    _refuse_stranger(actor)
    _refuse_published(section.minutes)
    words = text.replace("\r\n", "\n").strip()
    if len(words) > LONGEST_SECTION:
        raise Refused(
            _("Cette section dépasse 20 000 signes. Gardez-en l’essentiel."), field="text"
        )
    changed = MinutesSection.objects.filter(pk=section.pk, version=version).update(
        text=words, is_written=True, is_overtaken=False, version=F("version") + 1
    )
    current = MinutesSection.objects.select_related("minutes__workshop", "slot").get(pk=section.pk)
    if not changed:
        raise Conflict(current)
    workshop = current.minutes.workshop.public_id
    note_down("minutes-written", actor=actor, at=at, subject=workshop, section=current.public_id)
    return current


@transaction.atomic
def follow_captured(
    *, actor: User | None, at: datetime, section: MinutesSection, version: int
) -> MinutesSection:
    """Let a section follow again what was captured; what was written leaves the minutes.

    Raises:
        Conflict: somebody else wrote it meanwhile.
        Refused: the minutes are published.
    """
    _refuse_stranger(actor)
    _refuse_published(section.minutes)
    changed = MinutesSection.objects.filter(pk=section.pk, version=version).update(
        text="", is_written=False, is_overtaken=False, version=F("version") + 1
    )
    current = MinutesSection.objects.select_related("minutes__workshop", "slot").get(pk=section.pk)
    if not changed:
        raise Conflict(current)
    workshop = current.minutes.workshop.public_id
    note_down("minutes-followed", actor=actor, at=at, subject=workshop, section=current.public_id)
    return current


@transaction.atomic
def publish_minutes(*, actor: User | None, at: datetime, minutes: Minutes) -> Minutes:
    """Let whoever reads the workshop read its minutes, and the notes that they are made of.

    Raises:
        Refused: already published.
    """
    _refuse_stranger(actor)
    current = Minutes.objects.select_for_update().select_related("workshop").get(pk=minutes.pk)
    _refuse_published(current)
    current.status, current.published_at = MinutesStatus.PUBLISHED, at
    current.save(update_fields=["status", "published_at"])
    note_down("minutes-published", actor=actor, at=at, subject=current.workshop.public_id)
    return current


@transaction.atomic
def reopen_minutes(*, actor: User | None, at: datetime, minutes: Minutes) -> Minutes:
    """Take published minutes back to correct them."""
    _refuse_stranger(actor)
    current = Minutes.objects.select_for_update().select_related("workshop").get(pk=minutes.pk)
    if current.status == MinutesStatus.DRAFT:
        return current
    current.status, current.published_at = MinutesStatus.DRAFT, None
    current.save(update_fields=["status", "published_at"])
    note_down("minutes-reopened", actor=actor, at=at, subject=current.workshop.public_id)
    return current


def _refuse_published(minutes: Minutes) -> None:
    if Minutes.objects.filter(pk=minutes.pk, status=MinutesStatus.PUBLISHED).exists():
        raise Refused(
            _("Ce compte rendu est publié : il ne change plus. Rouvrez-le pour le corriger.")
        )


def _refuse_stranger(actor: User | None) -> None:
    # None is the installation itself: demonstration, restored dump.
    if actor is not None and not conducts(actor):
        raise Refused(_("Seuls le secrétariat et l’animation écrivent le compte rendu."))
