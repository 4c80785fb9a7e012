"""What people type about decisions. Forms keep what was typed; operations decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.cycle.decisions import queries
from palabre.cycle.decisions.enums import Stance, TallyMethod
from palabre.cycle.decisions.models import Decision, DecisionRecord
from palabre.cycle.decisions.operations import DecisionText, RecordText, Tally
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.registry import Card, cards_of, kind_of
from palabre.foundation.thread.search import candidates

MOST_CHARACTERS = 10_000
_OCCASIONS = ("atelier", "consultation", "budget")
_STATEMENTS_OFFERED = 60


def _text(label: Any, help_text: Any = "", *, required: bool = False, rows: int = 3) -> Any:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class RecordForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("Titre"),
        max_length=200,
        help_text=gettext_lazy("Par exemple : Relevé de décisions de l’atelier numérique."),
    )
    held_on = forms.DateField(
        label=gettext_lazy("Date"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Jour où les décisions ont été prises."),
    )
    body = forms.CharField(
        label=gettext_lazy("Qui a décidé"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("L’atelier, le bureau, l’assemblée, un comité…"),
    )
    place = forms.CharField(label=gettext_lazy("Lieu"), max_length=200, required=False)
    occasion = forms.ChoiceField(
        label=gettext_lazy("Atelier, consultation ou budget d’où viennent ces décisions"),
        required=False,
        help_text=gettext_lazy("Le fil remontera jusque-là. Laissez vide pour une autre réunion."),
    )
    introduction = _text(
        gettext_lazy("Présentation"), gettext_lazy("Quelques lignes, imprimées en tête du relevé.")
    )

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        cited = str((options.get("initial") or {}).get("occasion", ""))
        offered = {card.public_id: card for card in candidates(person, _OCCASIONS)}
        offered.update(cards_of(person, [cited]) if cited not in offered else {})
        self.fields["occasion"].choices = [  # type: ignore[attr-defined]
            ("", _("— aucun —")),
            *((card.public_id, _named(card)) for card in offered.values()),
        ]

    @staticmethod
    def written(record: DecisionRecord) -> dict[str, Any]:
        """What the record says now, as initial values."""
        names = ("title", "held_on", "body", "place", "occasion", "introduction")
        return {name: getattr(record, name) for name in names}

    def text(self) -> RecordText:
        return RecordText(**self.cleaned_data)


def _named(card: Card) -> str:
    kind = kind_of(card.public_id)
    title = _("(non visible)") if card.withheld else card.title
    return f"{kind.label} · {title}" if kind else title


class DecisionForm(forms.Form):
    """One decision, and the fate of each statement offered: nothing, adopted, or discarded."""

    wording = _text(
        gettext_lazy("Formulation adoptée"),
        gettext_lazy("Le texte même de la décision, mot pour mot."),
        required=True,
        rows=4,
    )
    tally_method = forms.ChoiceField(
        label=gettext_lazy("Comment les voix ont été comptées"), choices=TallyMethod.choices
    )
    in_favour = forms.IntegerField(
        label=gettext_lazy("Voix pour"), min_value=0, max_value=1_000_000, required=False
    )
    against = forms.IntegerField(
        label=gettext_lazy("Voix contre"), min_value=0, max_value=1_000_000, required=False
    )
    abstentions = forms.IntegerField(
        label=gettext_lazy("Abstentions"), min_value=0, max_value=1_000_000, required=False
    )
    quorum_needed = forms.IntegerField(
        label=gettext_lazy("Quorum requis (voix)"), min_value=0, max_value=1_000_000, required=False
    )
    quorum_present = forms.IntegerField(
        label=gettext_lazy("Voix présentes"), min_value=0, max_value=1_000_000, required=False
    )
    reasons = _text(gettext_lazy("Motifs"), gettext_lazy("Pourquoi cette décision."))
    objections = _text(
        gettext_lazy("Objections gardées"),
        gettext_lazy("Ce que des villes ont objecté : cela reste écrit au relevé."),
    )
    revises: forms.ModelChoiceField[Decision] = forms.ModelChoiceField(
        label=gettext_lazy("Révise une décision antérieure"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("— non —"),
        help_text=gettext_lazy("Une décision adoptée ne change plus : une nouvelle la révise."),
        to_field_name="public_id",
    )

    def __init__(
        self,
        *args: Any,
        person: Person,
        record: DecisionRecord,
        cited: Sequence[str],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        revisable = queries.revisable_by(person)
        self.fields["revises"].queryset = revisable  # type: ignore[attr-defined]
        self.statements = offered_statements(person, record, cited)
        for card in self.statements:
            self._offer(card)

    def _offer(self, card: Card) -> None:
        self.fields[f"sort-{card.public_id}"] = forms.ChoiceField(
            label=_("Sort de ce projet") if card.kind == "projet" else _("Sort de cet énoncé"),
            required=False,
            choices=[("", _("sans objet ici")), *Stance.choices],
        )
        self.fields[f"raison-{card.public_id}"] = forms.CharField(
            label=_("Raison, s’il est écarté"), required=False, max_length=2_000
        )

    @property
    def rows(self) -> Iterable[tuple[Card, forms.BoundField, forms.BoundField]]:
        for card in self.statements:
            yield card, self[f"sort-{card.public_id}"], self[f"raison-{card.public_id}"]

    @property
    def figures(self) -> list[forms.BoundField]:
        names = ("in_favour", "against", "abstentions", "quorum_needed", "quorum_present")
        return [self[name] for name in names]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for card in self.statements:
            discarded = cleaned.get(f"sort-{card.public_id}") == Stance.DISCARDED
            if discarded and not cleaned.get(f"raison-{card.public_id}"):
                self.add_error(
                    f"raison-{card.public_id}",
                    _("Dites pourquoi cet énoncé est écarté : qui l’a proposé lira cette raison."),
                )
        return cleaned

    @staticmethod
    def written(decision: Decision) -> dict[str, Any]:
        """What the decision says now, as initial values."""
        names = (
            "wording",
            "tally_method",
            "in_favour",
            "against",
            "abstentions",
            "quorum_needed",
            "quorum_present",
            "reasons",
            "objections",
        )
        initial: dict[str, Any] = {name: getattr(decision, name) for name in names}
        initial["revises"] = decision.revises.public_id if decision.revises else ""
        for choice in decision.choices.all():
            initial[f"sort-{choice.statement}"] = choice.stance
            initial[f"raison-{choice.statement}"] = choice.reason
        return initial

    def text(self) -> DecisionText:
        data = self.cleaned_data
        fates = [(card.public_id, data[f"sort-{card.public_id}"]) for card in self.statements]
        return DecisionText(
            wording=data["wording"],
            tally=Tally(
                method=data["tally_method"],
                in_favour=data["in_favour"],
                against=data["against"],
                abstentions=data["abstentions"],
                quorum_needed=data["quorum_needed"],
                quorum_present=data["quorum_present"],
            ),
            reasons=data["reasons"],
            objections=data["objections"],
            adopted=[statement for statement, fate in fates if fate == Stance.ADOPTED],
            discarded=[
                (statement, data[f"raison-{statement}"])
                for statement, fate in fates
                if fate == Stance.DISCARDED
            ],
            revises=data["revises"],
        )


def offered_statements(person: Person, record: DecisionRecord, cited: Sequence[str]) -> list[Card]:
    """Statements already chosen first, then those of the record's consultation, then the latest."""
    wanted = list(dict.fromkeys([*cited, *queries.statements_asked_in(record.occasion)]))
    cards = cards_of(person, wanted)
    offered = {one: cards[one] for one in wanted if one in cards}
    for card in candidates(person, ["enonce", "projet"], limit=_STATEMENTS_OFFERED):
        if len(offered) >= max(_STATEMENTS_OFFERED, len(wanted)):
            break
        offered.setdefault(card.public_id, card)
    return list(offered.values())
