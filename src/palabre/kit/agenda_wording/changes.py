"""What a corrected note changes, said one change at a time."""

from datetime import date

from django.utils.translation import gettext as _

from palabre.core.agenda import Change, ChangeAction, SlotKind, SpeakerStatus, Subject
from palabre.core.agenda.compare import Value
from palabre.kit.dates import say_day, say_minutes
from palabre.kit.languages import say_languages

from .words import clock, describe_kind, listed, quoted


def describe_change(change: Change) -> str:
    """One sentence: what, where, from what to what."""
    what = _what(change)
    if change.field == "order":
        names = change.new if isinstance(change.new, tuple) else ()
        return _("%(what)s : nouvel ordre, %(names)s.") % {
            "what": what,
            "names": listed([quoted(name) for name in names]),
        }
    if change.action is ChangeAction.ADDED:
        return _("Ajout : %(what)s.") % {"what": what + _times(change.new, change.subject)}
    if change.action is ChangeAction.REMOVED:
        return _("Retrait : %(what)s.") % {"what": what + _times(change.old, change.subject)}
    return _("%(what)s : %(field)s, %(old)s devient %(new)s.") % {
        "what": what[:1].upper() + what[1:],
        "field": describe_field(change.field),
        "old": _value(change.field, change.old),
        "new": _value(change.field, change.new),
    }


def describe_field(field: str) -> str:
    """The name of a field of a plan, in the middle of a sentence."""
    return {
        "title": _("titre"),
        "seminar": _("cadre"),
        "period": _("période"),
        "held_on": _("date"),
        "place": _("lieu"),
        "format": _("format annoncé"),
        "announced_minutes": _("durée annoncée"),
        "text": _("texte"),
        "description": _("description"),
        "kind": _("type"),
        "day": _("jour"),
        "start": _("heure de début"),
        "minutes": _("durée"),
        "expected_output": _("résultat attendu"),
        "to_confirm": _("à confirmer"),
        "room": _("salle"),
        "track": _("parcours"),
        "language": _("langues"),
        "locked": _("heure fixe"),
        "part": _("temps"),
        "order": _("ordre"),
        "name": _("nom"),
        "honorific": _("civilité"),
        "role": _("fonction"),
        "organisation": _("organisation"),
        "city": _("ville"),
        "remote": _("à distance"),
        "status": _("présence"),
        "note": _("précision"),
    }.get(field, field)


def _what(change: Change) -> str:
    if change.field == "order":
        return _order_of(change)
    label = quoted(change.label) if change.label else _("sans titre")
    within = quoted(change.within) if change.within else ""
    values = {"label": label, "within": within}
    sentences = {
        Subject.PLAN: _("l’atelier"),
        Subject.CONTEXT: _("le paragraphe %(label)s"),
        Subject.OBJECTIVE: _("l’objectif %(label)s"),
        Subject.PART: _("le temps %(label)s"),
        Subject.SLOT: _("la séquence %(label)s"),
        Subject.ITEM: _("l’intervention %(label)s, dans %(within)s"),
        Subject.SPEAKER: _("l’intervenant %(label)s, dans %(within)s"),
        Subject.FACILITATOR: _("l’animateur %(label)s, dans %(within)s"),
    }
    return sentences[change.subject] % values


def _order_of(change: Change) -> str:
    within = quoted(change.within) if change.within else ""
    return {
        Subject.CONTEXT: _("Ordre des paragraphes"),
        Subject.OBJECTIVE: _("Ordre des objectifs"),
        Subject.PART: _("Ordre des temps"),
        Subject.SLOT: _("Ordre des séquences"),
        Subject.ITEM: _("Ordre des interventions de %(within)s"),
        Subject.SPEAKER: _("Ordre des intervenants de %(within)s"),
        Subject.FACILITATOR: _("Ordre des animateurs de %(within)s"),
        Subject.PLAN: _("Ordre"),
    }[change.subject] % {"within": within}


def _times(value: Value, subject: Subject) -> str:
    if subject is not Subject.SLOT or not isinstance(value, str) or not value:
        return ""
    return f" ({' – '.join(clock(part) for part in value.split('-'))})"


def _value(field: str, value: Value) -> str:
    if value is None or value == "":
        return _("non renseigné")
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, int):
        return say_minutes(value) if field.endswith("minutes") else str(value)
    if isinstance(value, tuple):
        return listed([quoted(element) for element in value])
    if field == "kind":
        return describe_kind(SlotKind(value))
    if field == "status":
        return _("à confirmer") if value == SpeakerStatus.TO_CONFIRM else _("confirmée")
    if field == "language":
        return say_languages(value)
    if field == "held_on":
        return say_day(date.fromisoformat(value))
    if field == "start":
        return clock(value)
    return value if field == "period" else quoted(value)
