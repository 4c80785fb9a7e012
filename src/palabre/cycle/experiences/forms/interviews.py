from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.cycle.experiences.enums import GridField
from palabre.cycle.experiences.models import GRID_TEXT_MAX
from palabre.cycle.experiences.operations.interviews import Answer

# What is asked aloud: the label names the field, the question opens the mouth.
QUESTIONS = {
    GridField.CONTEXT: _("Où en était votre ville ? Combien d’habitants, quels moyens ?"),
    GridField.PROBLEM: _("Qu’est-ce qui n’allait pas, et pour qui ?"),
    GridField.STEPS: _("Qu’avez-vous fait, dans quel ordre, et quand ?"),
    GridField.STAKEHOLDERS: _("Qui a décidé, qui a fait, qui a aidé, qui a résisté ?"),
    GridField.COST: _("Combien cela a-t-il coûté, et qui a payé ? D’où vient le chiffre ?"),
    GridField.RESULTS: _("Qu’est-ce qui a changé ? Comment le savez-vous ?"),
    GridField.FAILED: _("Qu’est-ce qui n’a pas marché ? Que feriez-vous autrement ?"),
    GridField.AGAIN: _("Si vous repartiez de zéro, sur quoi vous appuieriez-vous de nouveau ?"),
    GridField.TRANSFER: _("Que faut-il à une autre ville pour y arriver aussi ?"),
    GridField.CONTACTS: _("Qui peut en parler ? Seulement avec son accord."),
}


class AnswerForm(forms.Form):
    """One field of the grid, as the script or the page sends it."""

    field = forms.ChoiceField(choices=GridField.choices)
    text = forms.CharField(
        required=False,
        strip=False,
        max_length=GRID_TEXT_MAX + 2_000,
        error_messages={
            "max_length": _(
                "Cette réponse dépasse 20 000 caractères. Le texte entier a sa place ailleurs : "
                "apportez-le comme transcription."
            )
        },
    )
    over = forms.CharField(required=False, max_length=40)
    uid = forms.CharField(required=False, max_length=36)

    def answer(self) -> Answer:
        """What was typed, once valid."""
        values = self.cleaned_data
        return Answer(GridField(values["field"]), values["text"], values["over"])


def answers_sent(data: Any) -> Iterator[AnswerForm]:
    """The fields of a whole grid sent without script: names are `text-context`, `over-context`…"""
    for field in GridField:
        if f"text-{field}" in data:
            names = ("text", "over", "uid")
            values = {name: data.get(f"{name}-{field}", "") for name in names}
            yield AnswerForm({"field": field.value, **values})
