"""What people type about consultations, checked and turned into what operations take."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from palabre.cycle.consultations.enums import Electorate, Moderation, StatementKind
from palabre.cycle.consultations.models import Consultation, Statement
from palabre.cycle.consultations.operations.preparing import ConsultationText, StatementText
from palabre.foundation.ballots.forms import (
    PollForm,
    ProposalForm,
    RefusableForm,
    initial_of,
    words_of,
)
from palabre.foundation.thread.registry import Card

ANSWER = "reponse-"
LONGEST = 400
UNREADABLE = 99
LANGUAGES = [
    ("fr", gettext_lazy("français")),
    ("en", gettext_lazy("anglais")),
    ("ar", gettext_lazy("arabe")),
    ("", gettext_lazy("autre, ou non précisée")),
]


class ConsultationForm(PollForm):
    question = forms.CharField(
        label=gettext_lazy("Question"),
        help_text=gettext_lazy("La question posée, en une phrase."),
        max_length=300,
    )
    description = forms.CharField(
        label=gettext_lazy("Présentation"),
        help_text=gettext_lazy("Pourquoi cette consultation, et ce qui sera fait des réponses."),
        widget=forms.Textarea,
        max_length=5_000,
        required=False,
    )
    electorate = forms.ChoiceField(
        label=gettext_lazy("Qui vote"),
        help_text=gettext_lazy(
            "Une ville a une voix, quelle que soit la taille de sa délégation. Les votes des "
            "villes sont publics une fois le résultat publié ; ceux des personnes ne le sont "
            "jamais."
        ),
        choices=Electorate.choices,
        widget=forms.RadioSelect,
        initial=Electorate.CITIES,
    )
    open_result = forms.BooleanField(
        label=gettext_lazy("Montrer le résultat aux membres pendant le vote"),
        help_text=gettext_lazy(
            "Sinon, personne ne voit de résultat avant la clôture, pas même le secrétariat. "
            "Ce choix ne change plus une fois le vote ouvert."
        ),
        required=False,
    )

    field_order = (
        "question",
        "description",
        "electorate",
        "opens_at",
        "closes_at",
        "open_result",
        "version",
    )

    @classmethod
    def of(cls, consultation: Consultation) -> ConsultationForm:
        return cls(initial={name: getattr(consultation, name) for name in cls.field_order})

    def text(self) -> ConsultationText:
        typed = self.cleaned_data
        return ConsultationText(
            question=typed["question"],
            description=typed["description"],
            electorate=Electorate(typed["electorate"]),
            opens_at=typed["opens_at"],
            closes_at=typed["closes_at"],
            open_result=typed["open_result"],
        )


class StatementForm(ProposalForm):
    text = forms.CharField(
        label=gettext_lazy("Énoncé"),
        help_text=gettext_lazy(
            "Une seule idée, en une phrase que l’on peut approuver ou non. 400 signes au plus."
        ),
        widget=forms.Textarea,
        max_length=LONGEST,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Nature"), choices=StatementKind.choices, widget=forms.RadioSelect
    )
    argument = forms.CharField(
        label=gettext_lazy("Argument"),
        help_text=gettext_lazy("Pourquoi, en quelques lignes."),
        widget=forms.Textarea,
        max_length=2_000,
        required=False,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Langue du texte"), choices=LANGUAGES, required=False, initial="fr"
    )

    field_order = ("text", "kind", "argument", "city", "language", "version")

    @classmethod
    def of(cls, statement: Statement) -> StatementForm:
        return cls(initial=initial_of(statement, "text", "kind", "argument", "language"))

    def statement(self, sources: Sequence[str] = ()) -> StatementText:
        typed = self.cleaned_data
        return StatementText(
            text=typed["text"],
            kind=typed["kind"],
            argument=typed["argument"],
            city=typed["city"],
            language=typed["language"],
            sources=tuple(sources),
        )


class DrawForm(RefusableForm):
    """Statements drawn from lessons, passages or slots, word for word, several at once."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Nature des énoncés"),
        choices=StatementKind.choices,
        initial=StatementKind.ORIENTATION,
    )
    sources = forms.MultipleChoiceField(
        label=gettext_lazy("Tirer un énoncé de"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, cards: Sequence[Card], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.cards = {card.public_id: card for card in cards}
        field = self.fields["sources"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(card.public_id, card.title) for card in cards]

    def statements(self) -> list[StatementText]:
        """A quoted passage gives its words, anything else its title."""
        kind = self.cleaned_data["kind"]
        chosen = [self.cards[key] for key in self.cleaned_data["sources"]]
        return [
            StatementText(text=words_of(card, LONGEST), kind=kind, sources=(card.public_id,))
            for card in chosen
        ]


class ModerationForm(RefusableForm):
    moderation = forms.ChoiceField(
        label=gettext_lazy("Décision"), choices=Moderation.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=gettext_lazy("Raison"),
        help_text=gettext_lazy("Montrée à tous quand l’énoncé est écarté."),
        widget=forms.Textarea,
        max_length=1_000,
        required=False,
    )


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """One file or several; what is cleaned is their list."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        chosen = data if isinstance(data, list) else [data]
        return [super(SeveralFilesField, self).clean(one, initial) for one in chosen or [None]]


class PolisForm(RefusableForm):
    """A Polis export: the ZIP, or its separate CSV files, chosen together."""

    export = SeveralFilesField(
        label=gettext_lazy("Fichiers de l’export Polis"),
        help_text=gettext_lazy(
            "L’archive ZIP, ou ensemble comments.csv, votes.csv, participants-votes.csv et "
            "summary.csv. 40 Mo au plus."
        ),
        widget=SeveralFiles(attrs={"accept": ".zip,.csv"}),
    )
    source = forms.CharField(
        label=gettext_lazy("Origine et licence"),
        help_text=gettext_lazy("Montrées avec le résultat, par exemple « CC BY 4.0, … »."),
        max_length=200,
        required=False,
    )


def read_ballot(data: QueryDict) -> tuple[str, dict[str, int]]:
    """Return the submission's identifier and the answers; what cannot be read is out of range."""
    answers = {}
    for name, value in data.items():
        if name.startswith(ANSWER) and value != "":
            text = str(value)
            answers[name.removeprefix(ANSWER)] = (
                int(text) if text in {"1", "0", "-1"} else UNREADABLE
            )
    return str(data.get("uid", "")), answers
