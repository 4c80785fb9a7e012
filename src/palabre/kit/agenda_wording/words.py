"""The small words of a running order: kinds, severities, places, clocks, lists."""

from collections.abc import Sequence
from datetime import time

from django.utils.translation import gettext as _

from palabre.core.agenda import Severity, SlotKind
from palabre.kit.dates import say_clock
from palabre.kit.typography import say_number

LONGEST_QUOTE = 120


def describe_where(where: int | None, format_: str) -> str:
    """« ligne 25 » of Markdown and text, « paragraphe 12 » of DOCX and ODT; ``""`` if unknown."""
    if not where:
        return ""
    if format_ in ("docx", "odt"):
        return _("paragraphe %(number)s") % {"number": say_number(where)}
    return _("ligne %(number)s") % {"number": say_number(where)}


def describe_severity(severity: Severity) -> str:
    return {
        Severity.INFO: _("Pour information"),
        Severity.WARNING: _("À vérifier"),
        Severity.PROBLEM: _("À corriger"),
    }[severity]


def describe_kind(kind: SlotKind) -> str:
    return {
        SlotKind.INTRODUCTION: _("Introduction"),
        SlotKind.TESTIMONY: _("Témoignages"),
        SlotKind.PRESENTATION: _("Présentation"),
        SlotKind.EXCHANGE: _("Échanges"),
        SlotKind.STATE_OF_PLAY: _("État des lieux"),
        SlotKind.GROUP_WORK: _("Travail en groupes"),
        SlotKind.VOTE: _("Vote"),
        SlotKind.BREAK: _("Pause"),
        SlotKind.CLOSING: _("Clôture"),
        SlotKind.OTHER: _("Autre"),
    }[kind]


def clock(text: str) -> str:
    """« 09:30 » as people say it; what was typed and could not be read stays as typed."""
    try:
        return say_clock(time.fromisoformat(text)) if len(text) == 5 else text
    except ValueError:
        return text


def quoted(text: str) -> str:
    """A title between quotation marks, cut when it is long."""
    flat = text.replace("\n", " ")
    if len(flat) > LONGEST_QUOTE:
        flat = f"{flat[:LONGEST_QUOTE].rstrip()}…"
    return _("« %(text)s »") % {"text": flat}


def listed(names: Sequence[str]) -> str:
    """« A, B et C »."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s et %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
