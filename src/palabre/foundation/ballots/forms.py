"""What the forms of every vote share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext_lazy

from palabre.foundation.ballots.models import Proposal
from palabre.foundation.ballots.operations.refused import Overtaken, Refused
from palabre.foundation.network.models import City
from palabre.foundation.network.queries import cities
from palabre.foundation.thread.registry import Card

T = TypeVar("T")
MOMENT = "%Y-%m-%dT%H:%M"


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


def moment_field(label: Any, help_text: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    return forms.DateTimeField(
        label=label, help_text=help_text, required=False, widget=widget, input_formats=[MOMENT]
    )


class PollForm(RefusableForm):
    """When a vote opens and ends, and the version that the person had before their eyes."""

    opens_at = moment_field(
        gettext_lazy("Ouverture du vote"), gettext_lazy("Vide : dès que vous ouvrez le vote.")
    )
    closes_at = moment_field(
        gettext_lazy("Fin du vote"), gettext_lazy("Vide : jusqu’à ce que vous closiez le vote.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)


class ProposalForm(RefusableForm):
    """Which city proposes something to vote on, and the version before one's eyes."""

    city: forms.ModelChoiceField[City] = forms.ModelChoiceField(
        label=gettext_lazy("Proposé par la ville"),
        queryset=None,
        required=False,
        to_field_name="public_id",
        empty_label=gettext_lazy("aucune ville en particulier"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["city"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = cities()


def initial_of(proposal: Proposal, *names: str) -> dict[str, Any]:
    """What the form of a proposal starts with: these fields, its version and its city."""
    values = {name: getattr(proposal, name) for name in (*names, "version")}
    return values | {"city": proposal.city.public_id if proposal.city is not None else ""}


def words_of(card: Card, longest: int) -> str:
    """A quoted passage gives its words, anything else its title."""
    return (card.text if card.is_quote and card.text else card.title)[:longest]
