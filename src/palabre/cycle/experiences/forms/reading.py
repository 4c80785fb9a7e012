from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ReadingForm(forms.Form):
    """The city's answer."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    signatory = forms.CharField(
        label=_("Votre nom et votre fonction"),
        max_length=200,
        help_text=_("Votre réponse est signée ; ce n’est pas publié."),
    )
    remark = forms.CharField(
        label=_("Ce qu’il faut corriger"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("À remplir seulement pour demander une correction."),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Pourquoi"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Gardé dans le journal."),
    )


class InviteForm(forms.Form):
    address = forms.EmailField(
        label=_("Adresse électronique"),
        help_text=_("D’une personne qui peut répondre pour la ville ou l’organisation."),
    )
