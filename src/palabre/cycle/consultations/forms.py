"""What people type about consultations, checked and turned into what operations take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.cycle.consultations.enums import Electorate, Moderation, StatementKind
from palabre.cycle.consultations.models import Consultation, Statement
from palabre.cycle.consultations.operations.preparing import ConsultationText, StatementText
from palabre.cycle.consultations.operations.refused import Overtaken, Refused
from palabre.foundation.network.models import City
from palabre.foundation.network.queries import cities
from palabre.foundation.thread.registry import Card

T = TypeVar("T")
MOMENT = "%Y-%m-%dT%H:%M"
ANSWER = "reponse-"
UNREADABLE = 99
LANGUAGES = [
    ("fr", gettext_lazy("français")),
    ("en", gettext_lazy("anglais")),
    ("ar", gettext_lazy("arabe")),
    ("", gettext_lazy("autre, ou non précisée")),
]


class RefusableForm(forms.Form):
    """A form that can say what an operation refused, beside the field or above the form.

    current: the text that someone else saved meanwhile, by field name.
    """

    current: dict[str, str] | None = None

    def accepted(self, verb: Callable[..., T], **arguments: Any) -> T | None:
        """Call an operation; None when it refused, and the form then says why."""
        try:
            return verb(**arguments)
        except Refused as refusal:
            self.refuse(refusal)
            return None

    def does(self, verb: Callable[..., object], **arguments: Any) -> bool:
        """Call an operation; tell whether it was done."""
        return self.accepted(verb, **arguments) is not None

    def refuse(self, refusal: Refused) -> None:
        field = refusal.field if refusal.field in self.fields else None
        self.add_error(field, str(refusal))
        if isinstance(refusal, Overtaken):
            # What was typed is kept; sending again, both texts seen, is a choice.
            self.data = {**self.data, "version": str(refusal.version)}
            self.current = refusal.current


def _moment_field(label: Any, help_text: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    return forms.DateTimeField(
        label=label, help_text=help_text, required=False, widget=widget, input_formats=[MOMENT]
    )


class ConsultationForm(RefusableForm):
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
    opens_at = _moment_field(
        gettext_lazy("Ouverture du vote"),
        gettext_lazy("Vide : dès que vous ouvrez la consultation."),
    )
    closes_at = _moment_field(
        gettext_lazy("Fin du vote"),
        gettext_lazy("Vide : jusqu’à ce que vous closiez le vote."),
    )
    open_result = forms.BooleanField(
        label=gettext_lazy("Montrer le résultat aux membres pendant le vote"),
        help_text=gettext_lazy(
            "Sinon, personne ne voit de résultat avant la clôture, pas même le secrétariat. "
            "Ce choix ne change plus une fois le vote ouvert."
        ),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    @classmethod
    def of(cls, consultation: Consultation) -> ConsultationForm:
        names = ("question", "description", "electorate", "opens_at", "closes_at", "open_result")
        values = {name: getattr(consultation, name) for name in names}
        return cls(initial=values | {"version": consultation.version})

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


class StatementForm(RefusableForm):
    text = forms.CharField(
        label=gettext_lazy("Énoncé"),
        help_text=gettext_lazy(
            "Une seule idée, en une phrase que l’on peut approuver ou non. 400 signes au plus."
        ),
        widget=forms.Textarea,
        max_length=400,
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
    city: forms.ModelChoiceField[City] = forms.ModelChoiceField(
        label=gettext_lazy("Proposé par la ville"),
        queryset=None,
        required=False,
        to_field_name="public_id",
        empty_label=gettext_lazy("aucune ville en particulier"),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Langue du texte"), choices=LANGUAGES, required=False, initial="fr"
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["city"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = cities()

    @classmethod
    def of(cls, statement: Statement) -> StatementForm:
        names = ("text", "kind", "argument", "language", "version")
        values = {name: getattr(statement, name) for name in names}
        city = statement.city.public_id if statement.city is not None else ""
        return cls(initial=values | {"city": city})

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
            StatementText(text=words_of(card), kind=kind, sources=(card.public_id,))
            for card in chosen
        ]


def words_of(card: Card) -> str:
    return (card.text if card.is_quote and card.text else card.title)[:400]


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


def tampered() -> str:
    """What to say of a ballot whose identifier the page did not make."""
    return _("Ce bulletin n’a pas d’identifiant lisible. Rechargez la page et répondez à nouveau.")
