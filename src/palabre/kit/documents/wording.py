"""The few words that a document says by itself, in the document's own language."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from palabre.kit.dates import say_day

from .model import CalloutKind, Language, ThreadStep


@dataclass(frozen=True, slots=True)
class Wording:
    """Everything that print adds to what the room wrote."""

    contents: str
    page: str
    of: str
    table: str
    figure: str
    demonstration: str
    demonstration_notice: str
    unprintable: str
    callouts: dict[CalloutKind, str]
    opening_quote: str
    closing_quote: str


def wording(language: Language) -> Wording:
    """The words in ``language``; what is not translated stays in French."""
    opening, closing = ("«\u00a0", "\u00a0»") if language == "fr" else ("“", "”")
    with translation.override(language):
        return Wording(
            contents=_("Sommaire"),
            page=_("Page"),
            of=_("sur"),
            table=_("Tableau"),
            figure=_("Figure"),
            demonstration=_("Démonstration"),
            demonstration_notice=_(
                "Ce document est une démonstration : son contenu est fictif et n’engage personne."
            ),
            unprintable=_(
                "Ce document contient des caractères que les polices de ce serveur ne savent pas "
                "imprimer ; le signe � les remplace :"
            ),
            callouts={
                CalloutKind.NOTE: _("À noter"),
                CalloutKind.WARNING: _("Attention"),
                CalloutKind.DEMONSTRATION: _("Démonstration"),
            },
            opening_quote=opening,
            closing_quote=closing,
        )


def worded_date(date: dt.date, language: Language) -> str:
    """« 1er novembre 2026 », in the document's language whatever the page's."""
    with translation.override(language):
        return say_day(date)


def quoted(text: str, words: Wording) -> str:
    """The text between quotation marks, unless it already carries some."""
    if text[:1] in {"«", "“", '"'}:
        return text
    return f"{words.opening_quote}{text}{words.closing_quote}"


def step_origin(step: ThreadStep, language: Language) -> str:
    """« Cotonou · 24 novembre 2026 », or what is known of it."""
    date = worded_date(step.date, language) if step.date else ""
    return " · ".join(part for part in (step.city, date) if part)
