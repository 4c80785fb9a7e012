"""What an attentive reader would say of a note or of a running order."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.core.agenda import Remark, RemarkCode
from palabre.kit.dates import say_minutes
from palabre.kit.typography import say_number

from .words import clock, listed, quoted


def describe_remark(remark: Remark) -> str:
    """What an attentive reader would say, without its place (see :func:`.words.describe_where`)."""
    return _REMARKS[remark.code](remark)


def _text(remark: Remark, name: str) -> str:
    value = remark[name]
    return value if isinstance(value, str) else str(value)


def _number(remark: Remark, name: str) -> int:
    value = remark[name]
    return value if isinstance(value, int) else 0


def _names(remark: Remark, name: str) -> tuple[str, ...]:
    value = remark[name]
    return value if isinstance(value, tuple) else ()


def _minutes(remark: Remark, name: str) -> str:
    return say_minutes(_number(remark, name))


def _slot(remark: Remark, name: str = "slot") -> str:
    text = clock(_text(remark, name))
    return quoted(text) if text else _("une séquence sans titre")


def _encoding_guessed(remark: Remark) -> str:
    return _(
        "Ce texte n’est pas en UTF-8 : il a été lu comme du %(encoding)s. Vérifiez les accents."
    ) % {"encoding": _text(remark, "encoding")}


def _no_running_order(remark: Remark) -> str:
    return _(
        "Aucun déroulé n’a été trouvé dans cette note. Une séquence se reconnaît à son heure, par "
        "exemple « 9 h 30 – 9 h 45 | Introduction »."
    )


def _too_many_slots(remark: Remark) -> str:
    return _(
        "Cette note contient plus de %(limit)s séquences ; les suivantes n’ont pas été lues."
    ) % {"limit": _text(remark, "limit")}


def _title_missing(remark: Remark) -> str:
    return _("Le titre de l’atelier n’a pas été trouvé ; donnez-lui en un.")


def _years_differ(remark: Remark) -> str:
    return _(
        "Le titre annonce %(title)s, le texte %(text)s : laquelle des deux périodes est la bonne ?"
    ) % {"title": _text(remark, "title"), "text": _text(remark, "text")}


def _doubled_name(remark: Remark) -> str:
    return _("%(name)s : un mot est écrit deux fois. Faut-il lire %(proposal)s ?") % {
        "name": quoted(_text(remark, "name")),
        "proposal": quoted(_text(remark, "proposal")),
    }


def _remote_in_free_text(remark: Remark) -> str:
    names = _names(remark, "speakers")
    return ngettext(
        "%(names)s intervient à distance, mais seul le texte libre le dit : vérifiez que la "
        "liaison est prévue et que personne d’autre n’est à distance.",
        "%(count)s intervenants sont à distance, mais seul le texte libre le dit : %(names)s. "
        "Vérifiez que la liaison est prévue et que personne d’autre n’est à distance.",
        len(names),
    ) % {"count": say_number(len(names)), "names": listed(names)}


def _speaker_unnamed(remark: Remark) -> str:
    values = {
        "speaker": _text(remark, "speaker"),
        "slot": quoted(_text(remark, "item") or clock(_text(remark, "slot"))),
    }
    if not values["speaker"]:
        return _("Dans %(slot)s, un intervenant n’a pas de nom.") % values
    return _("Qui parlera pour %(speaker)s ? Aucun nom n’est donné dans %(slot)s.") % values


def _speaker_to_confirm(remark: Remark) -> str:
    return _("La présence de %(speaker)s dans %(slot)s est à confirmer.") % {
        "speaker": _text(remark, "speaker"),
        "slot": _slot(remark),
    }


def _slot_to_confirm(remark: Remark) -> str:
    names = _names(remark, "speakers")
    if names:
        return _("La séquence %(slot)s est à confirmer, avec %(names)s.") % {
            "slot": _slot(remark),
            "names": listed(names),
        }
    return _("La séquence %(slot)s est à confirmer.") % {"slot": _slot(remark)}


def _unreadable_time(remark: Remark) -> str:
    return _(
        "L’heure %(text)s de la séquence %(slot)s ne se lit pas ; écrivez-la comme « 9 h 30 »."
    ) % {"text": quoted(_text(remark, "text")), "slot": _slot(remark)}


def _end_before_start(remark: Remark) -> str:
    return _(
        "La séquence %(slot)s finirait (%(end)s) avant d’avoir commencé (%(start)s) ; sa durée "
        "reste à donner."
    ) % {"slot": _slot(remark), "end": _text(remark, "end"), "start": _text(remark, "start")}


def _past_midnight(remark: Remark) -> str:
    values = {
        "slot": _slot(remark),
        "start": clock(_text(remark, "start")),
        "end": clock(_text(remark, "end")),
    }
    if values["end"] and _text(remark, "start") > _text(remark, "end"):
        return _("La séquence %(slot)s (%(start)s – %(end)s) finit le lendemain.") % values
    return _("La séquence %(slot)s, à %(start)s, est comptée le lendemain, après minuit.") % values


def _end_deduced(remark: Remark) -> str:
    names = _names(remark, "slots")
    return ngettext(
        "La séquence %(slots)s n’a pas d’heure de fin : on a supposé qu’elle dure jusqu’à la "
        "suivante.",
        "%(count)s séquences n’ont pas d’heure de fin : on a supposé que chacune dure jusqu’à la "
        "suivante (%(slots)s).",
        len(names),
    ) % {
        "count": say_number(len(names)),
        "slots": listed([quoted(clock(name)) for name in names]),
    }


def _out_of_order(remark: Remark) -> str:
    return _(
        "La séquence %(slot)s commence à %(start)s, avant celle qui la précède dans la note "
        "(%(previous)s)."
    ) % {
        "slot": _slot(remark),
        "start": clock(_text(remark, "start")),
        "previous": _slot(remark, "previous"),
    }


def _slot_untitled(remark: Remark) -> str:
    start = clock(_text(remark, "start"))
    if start:
        return _("La séquence de %(start)s n’a pas de titre.") % {"start": start}
    return _("Une séquence n’a pas de titre.")


def _slot_without_time(remark: Remark) -> str:
    return _("La séquence %(slot)s n’a ni heure ni durée.") % {"slot": _slot(remark)}


def _end_missing(remark: Remark) -> str:
    return _(
        "La séquence %(slot)s, qui commence à %(start)s, n’a pas d’heure de fin ; sa durée reste "
        "à donner."
    ) % {"slot": _slot(remark), "start": clock(_text(remark, "start"))}


def _part_without_end(remark: Remark) -> str:
    values = {
        "part": quoted(_text(remark, "part")),
        "slot": _slot(remark),
        "start": clock(_text(remark, "start")),
    }
    if not _text(remark, "part"):
        return (
            _(
                "Le déroulé n’a pas d’heure de fin : celle de sa dernière séquence, %(slot)s "
                "(%(start)s), manque."
            )
            % values
        )
    return (
        _(
            "La partie %(part)s n’a pas d’heure de fin : celle de sa dernière séquence, %(slot)s "
            "(%(start)s), manque."
        )
        % values
    )


def _parts_not_matched(remark: Remark) -> str:
    return _(
        "Le texte annonce des temps (%(parts)s), mais rien ne dit quelles séquences vont dans "
        "lequel : elles sont toutes dans un seul."
    ) % {"parts": listed(_names(remark, "parts"))}


def _person_twice(remark: Remark) -> str:
    return _(
        "%(person)s est attendu dans deux salles à la fois, pendant %(minutes)s : %(first)s et "
        "%(second)s."
    ) % {
        "person": _text(remark, "person"),
        "minutes": _minutes(remark, "minutes"),
        "first": _slot(remark, "first"),
        "second": _slot(remark, "second"),
    }


def _overlap(remark: Remark) -> str:
    return _("Les séquences %(first)s et %(second)s se chevauchent de %(minutes)s.") % {
        "first": _slot(remark, "first"),
        "second": _slot(remark, "second"),
        "minutes": _minutes(remark, "minutes"),
    }


def _gap(remark: Remark) -> str:
    return _("Un temps de %(minutes)s reste libre entre %(first)s et %(second)s.") % {
        "first": _slot(remark, "first"),
        "second": _slot(remark, "second"),
        "minutes": _minutes(remark, "minutes"),
    }


def _total_matches(remark: Remark) -> str:
    values = {name: _minutes(remark, name) for name in ("announced", "gross", "breaks")}
    if not _number(remark, "breaks"):
        return _("La durée annoncée, %(announced)s, est bien celle du déroulé.") % values
    return (
        _(
            "La durée annoncée, %(announced)s, est juste : le déroulé s’étend sur %(gross)s, dont "
            "%(breaks)s de pause."
        )
        % values
    )


def _total_matches_with_breaks(remark: Remark) -> str:
    return _(
        "La durée annoncée, %(announced)s, compte les pauses : il reste %(net)s de travail et "
        "%(breaks)s de pause."
    ) % {name: _minutes(remark, name) for name in ("announced", "net", "breaks")}


def _total_differs(remark: Remark) -> str:
    values = {name: _minutes(remark, name) for name in ("announced", "net", "gross", "breaks")}
    if not _number(remark, "breaks"):
        return _("La note annonce %(announced)s ; les séquences du déroulé font %(net)s.") % values
    return (
        _(
            "La note annonce %(announced)s ; les séquences du déroulé font %(net)s sans les pauses "
            "(%(breaks)s), et il s’étend sur %(gross)s."
        )
        % values
    )


def _total_unchecked(remark: Remark) -> str:
    return _(
        "La durée annoncée, %(announced)s, n’a pas pu être vérifiée : il manque la durée de "
        "%(slots)s."
    ) % {
        "announced": _minutes(remark, "announced"),
        "slots": listed([quoted(clock(name)) for name in _names(remark, "slots")]),
    }


def _items_without_duration(remark: Remark) -> str:
    count = _number(remark, "count")
    values = {
        "count": say_number(count),
        "slot": _slot(remark),
        "minutes": _minutes(remark, "minutes"),
        "total": _minutes(remark, "total"),
    }
    return (
        ngettext(
            "Dans %(slot)s (%(total)s), la durée d’une intervention n’est pas dite : le temps "
            "qui reste, %(minutes)s, lui est proposé.",
            "Dans %(slot)s (%(total)s), la durée de %(count)s interventions n’est pas dite : "
            "une part égale, %(minutes)s, est proposée à chacune.",
            count,
        )
        % values
    )


def _items_too_long(remark: Remark) -> str:
    return _(
        "Dans %(slot)s, les interventions durent %(minutes)s en tout, plus que la séquence "
        "(%(total)s)."
    ) % {
        "slot": _slot(remark),
        "minutes": _minutes(remark, "minutes"),
        "total": _minutes(remark, "total"),
    }


_REMARKS: dict[RemarkCode, Callable[[Remark], str]] = {
    RemarkCode.ENCODING_GUESSED: _encoding_guessed,
    RemarkCode.NO_RUNNING_ORDER: _no_running_order,
    RemarkCode.TOO_MANY_SLOTS: _too_many_slots,
    RemarkCode.TITLE_MISSING: _title_missing,
    RemarkCode.YEARS_DIFFER: _years_differ,
    RemarkCode.DOUBLED_NAME: _doubled_name,
    RemarkCode.REMOTE_IN_FREE_TEXT: _remote_in_free_text,
    RemarkCode.SPEAKER_UNNAMED: _speaker_unnamed,
    RemarkCode.SPEAKER_TO_CONFIRM: _speaker_to_confirm,
    RemarkCode.SLOT_TO_CONFIRM: _slot_to_confirm,
    RemarkCode.UNREADABLE_TIME: _unreadable_time,
    RemarkCode.END_BEFORE_START: _end_before_start,
    RemarkCode.PAST_MIDNIGHT: _past_midnight,
    RemarkCode.END_DEDUCED: _end_deduced,
    RemarkCode.OUT_OF_ORDER: _out_of_order,
    RemarkCode.SLOT_UNTITLED: _slot_untitled,
    RemarkCode.SLOT_WITHOUT_TIME: _slot_without_time,
    RemarkCode.END_MISSING: _end_missing,
    RemarkCode.PART_WITHOUT_END: _part_without_end,
    RemarkCode.PARTS_NOT_MATCHED: _parts_not_matched,
    RemarkCode.OVERLAP: _overlap,
    RemarkCode.PERSON_TWICE: _person_twice,
    RemarkCode.GAP: _gap,
    RemarkCode.TOTAL_MATCHES: _total_matches,
    RemarkCode.TOTAL_MATCHES_WITH_BREAKS: _total_matches_with_breaks,
    RemarkCode.TOTAL_DIFFERS: _total_differs,
    RemarkCode.TOTAL_UNCHECKED: _total_unchecked,
    RemarkCode.ITEMS_WITHOUT_DURATION: _items_without_duration,
    RemarkCode.ITEMS_TOO_LONG: _items_too_long,
}
