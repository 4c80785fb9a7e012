"""Preparing a poll, counting hands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.cycle.workshops.enums import PollKind
from palabre.cycle.workshops.forms.capture import RefusableForm, _slot_choices
from palabre.cycle.workshops.forms.fields import lines_of, rows
from palabre.cycle.workshops.models import MOST_HANDS, Poll, PollOption, Slot
from palabre.cycle.workshops.operations.polling import PollText
from palabre.cycle.workshops.operations.refusals import Refused


class PollForm(RefusableForm):
    question = forms.CharField(label=gettext_lazy("Question"), max_length=300)
    kind = forms.ChoiceField(
        label=gettext_lazy("Forme"),
        choices=PollKind.choices,
        widget=forms.RadioSelect,
        initial=PollKind.CHOICE,
    )
    options = forms.CharField(
        label=gettext_lazy("Options"),
        help_text=gettext_lazy("Une par ligne, pour un choix ou un classement."),
        widget=rows(5),
        required=False,
    )
    most = forms.IntegerField(
        label=gettext_lazy("Réponses au plus"),
        help_text=gettext_lazy("Options à cocher, ou mots à écrire. Une seule le plus souvent."),
        min_value=1,
        max_value=12,
        initial=1,
        required=False,
    )
    lowest = forms.IntegerField(
        label=gettext_lazy("Bas de l’échelle"),
        min_value=-10,
        max_value=20,
        initial=1,
        required=False,
    )
    highest = forms.IntegerField(
        label=gettext_lazy("Haut de l’échelle"),
        min_value=-10,
        max_value=20,
        initial=5,
        required=False,
    )
    low_label = forms.CharField(
        label=gettext_lazy("Ce que veut dire le bas"),
        help_text=gettext_lazy("Par exemple « pas du tout »."),
        max_length=80,
        required=False,
    )
    high_label = forms.CharField(
        label=gettext_lazy("Ce que veut dire le haut"),
        help_text=gettext_lazy("Par exemple « tout à fait »."),
        max_length=80,
        required=False,
    )
    slot = forms.ChoiceField(label=gettext_lazy("Pendant"), required=False)
    hidden_until_closed = forms.BooleanField(
        label=gettext_lazy("Cacher le résultat à tous jusqu’à la clôture"),
        required=False,
        initial=True,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, slots: Sequence[Slot], **extra: Any) -> None:
        super().__init__(*args, **extra)
        self.slots = {slot.public_id: slot for slot in slots}
        field = self.fields["slot"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = _slot_choices(slots)

    @staticmethod
    def written(poll: Poll, options: Sequence[PollOption]) -> dict[str, Any]:
        names = ("question", "kind", "most", "lowest", "highest", "low_label", "high_label")
        return {
            **{name: getattr(poll, name) for name in names},
            "options": "\n".join(option.text for option in options),
            "slot": poll.slot.public_id if poll.slot is not None else "",
            "hidden_until_closed": poll.hidden_until_closed,
            "version": poll.version,
        }

    def text(self) -> PollText:
        typed = self.cleaned_data
        lowest, highest = typed["lowest"], typed["highest"]
        return PollText(
            question=typed["question"],
            kind=typed["kind"],
            slot=self.slots.get(typed["slot"]),
            options=tuple(lines_of(typed["options"])),
            most=typed["most"] or 1,
            lowest=1 if lowest is None else lowest,
            highest=5 if highest is None else highest,
            low_label=typed["low_label"],
            high_label=typed["high_label"],
            hidden_until_closed=typed["hidden_until_closed"],
        )

    def at_version(self) -> int:
        return self.cleaned_data.get("version") or 0

    def written_meanwhile(self, current: Any) -> list[tuple[str, str]]:
        return [(str(self.fields["question"].label), current.question)]


def hands_typed(data: QueryDict, keys: Sequence[str]) -> dict[str, int]:
    """Hands by option or step; an empty box is no hand.

    Raises:
        Refused: what is written is not a whole number.
    """
    counts = {}
    for key in keys:
        sent = data.get(f"mains-{key}", "").strip() or "0"
        if not (sent.isascii() and sent.isdigit() and len(sent) < 6 and int(sent) <= MOST_HANDS):
            raise Refused(
                _("« %(sent)s » n’est pas un nombre de mains : écrivez un nombre entier.")
                % {"sent": sent}
            )
        counts[key] = int(sent)
    return counts


def ranking_typed(data: QueryDict, keys: Sequence[str]) -> list[str]:
    """Options in the order of the places given to them; those without a place are left out.

    Raises:
        Refused: two options have the same place.
    """
    placed: dict[int, str] = {}
    for key in keys:
        sent = data.get(f"place-{key}", "").strip()
        if not (sent.isascii() and sent.isdigit() and len(sent) < 4):
            continue
        if int(sent) in placed:
            raise Refused(
                _("Deux options ont la même place (%(place)s). Donnez à chacune la sienne.")
                % {"place": sent},
                field="values",
            )
        placed[int(sent)] = key
    return [placed[place] for place in sorted(placed)]
