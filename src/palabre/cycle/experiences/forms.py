"""What people fill in; what they typed is kept whatever happens."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from palabre.cycle.experiences.enums import (
    Attribution,
    Evidence,
    Language,
    Mode,
    PassageAttribution,
)
from palabre.cycle.experiences.models import (
    SENTENCE_MAX,
    TRANSCRIPT_MAX,
    Lesson,
    Passage,
    Testimony,
)
from palabre.cycle.experiences.operations.lessons import Statement
from palabre.cycle.experiences.operations.passages import Words
from palabre.cycle.experiences.operations.testimonies import SLOT_KIND, Content
from palabre.cycle.experiences.queries.passages import offered
from palabre.cycle.experiences.rules.attribution import asks_stricter, credit_of_passage
from palabre.cycle.experiences.rules.text import Span, runs, sentences
from palabre.foundation.network.models import City
from palabre.foundation.network.queries import cities, standing_of
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.search import candidates
from palabre.kit.refusals import Refusal

_HELP = {field.name: field.help_text for field in Testimony._meta.fields}
_LESSON_HELP = {field.name: field.help_text for field in Lesson._meta.fields}


def take_version(form: forms.Form, version: int) -> None:
    """After a conflict: keep what was typed, to be saved over the version that is now shown."""
    data = QueryDict(mutable=True)
    assert isinstance(form.data, QueryDict)
    for name, values in form.data.lists():
        data.setlist(name, values)
    data["version"] = str(version)
    form.data = data


def add_refusal(form: forms.Form, refusal: Refusal) -> None:
    """Stand the operation's answer beside the field that it names, or at the head of the form."""
    known = refusal.field if refusal.field in form.fields else None
    form.add_error(known, str(refusal))


class TestimonyForm(forms.Form):
    """A testimony. Delegates record for their own cities; those who run workshops for anyone."""

    uid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=_("Titre"), max_length=200, help_text=_("Une phrase que l’on retient.")
    )
    slot = forms.ChoiceField(
        label=_("Séquence de l’atelier"),
        required=False,
        help_text=_("Pendant laquelle le témoignage a été donné, s’il y a lieu."),
    )
    city = forms.ModelChoiceField[City](
        label=_("Ville membre"),
        queryset=None,
        required=False,
        to_field_name="public_id",
        help_text=_HELP["city"],
    )
    place = forms.CharField(
        label=_("Autre ville ou organisation"),
        max_length=200,
        required=False,
        help_text=_HELP["place"],
    )
    witness_name = forms.CharField(label=_("Nom du témoin"), max_length=200, required=False)
    witness_role = forms.CharField(
        label=_("Fonction du témoin"),
        max_length=200,
        required=False,
        help_text=_HELP["witness_role"],
    )
    attribution = forms.ChoiceField(
        label=_("Ce qui peut être publié à côté de ses mots"),
        choices=Attribution.choices,
        initial=Attribution.NAMED,
        widget=forms.RadioSelect,
        help_text=_("Un passage peut ensuite être attribué plus strictement."),
    )
    given_on = forms.DateField(
        label=_("Date"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    mode = forms.ChoiceField(label=_("Forme"), choices=Mode.choices, initial=Mode.ON_SITE)
    language = forms.ChoiceField(
        label=_("Langue du texte"), choices=Language.choices, initial=Language.FRENCH
    )
    transcript = forms.CharField(
        label=_("Texte"),
        required=False,
        max_length=TRANSCRIPT_MAX,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_(
            "Tapez-le, ou collez une transcription : les noms de voix et les minutages restent "
            "tels quels. Un brouillon peut attendre son texte."
        ),
    )
    consent = forms.CharField(
        label=_("Accord du témoin"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Comment et quand il l’a donné. Jamais publié ; demandé avant la relecture."),
    )

    def __init__(self, person: Person, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        standing = standing_of(person)
        allowed = cities()
        if not standing.runs_workshops:
            allowed = allowed.filter(pk__in=standing.city_ids)
            del self.fields["place"]
            self.fields["city"].required = True
            if len(standing.city_ids) == 1 and not self.is_bound:
                self.initial.setdefault("city", allowed.first())
        choice = self.fields["city"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = allowed
        self._offer_slots(person)
        if not self.is_bound:
            self.initial.setdefault("uid", uuid4())

    def _offer_slots(self, person: Person) -> None:
        slots = candidates(person, [SLOT_KIND], limit=200)
        choices = [("", gettext("Aucune, ou pas dans la liste"))]
        for card in slots:
            label = f"{card.title} ({card.city})" if card.city else card.title
            choices.append((card.public_id, label))
        kept = self.initial.get("slot", "")
        if kept and kept not in dict(choices):
            choices.append((kept, gettext("Séquence déjà choisie")))
        field = self.fields["slot"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def content(self) -> Content:
        """What was typed, once valid."""
        values = self.cleaned_data
        city = values["city"]
        return Content(
            title=values["title"],
            city=city if isinstance(city, City) else None,
            place=values.get("place", ""),
            witness_name=values["witness_name"],
            witness_role=values["witness_role"],
            attribution=Attribution(values["attribution"]),
            given_on=values["given_on"],
            mode=Mode(values["mode"]),
            language=Language(values["language"]),
            transcript=values["transcript"],
            consent=values["consent"],
            slot=values["slot"],
        )


def values_of(testimony: Testimony) -> dict[str, Any]:
    """The initial values of the form that edits a testimony."""
    names = [name for name in TestimonyForm.base_fields if name != "uid"]
    return {name: getattr(testimony, name) for name in names}


def fingerprint(transcript: str) -> str:
    """Tells whether the text that a person chose words in is still the same."""
    return hashlib.sha256(transcript.encode()).hexdigest()[:16]


class MarkForm(forms.Form):
    """Words to mark: numbers of sentences, or (with script) a selection in code points."""

    text = forms.CharField(widget=forms.HiddenInput)
    sentence = forms.TypedMultipleChoiceField(coerce=int, required=False)
    start = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    end = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    quote = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    attribution = forms.ChoiceField(
        label=_("Attribution de ces mots"),
        widget=forms.RadioSelect,
        initial=PassageAttribution.SAME,
        help_text=_(
            "Plus stricte que le témoignage : ces mots seront cités à part, et laissés de côté "
            "dans le texte publié."
        ),
    )

    def __init__(self, testimony: Testimony, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.testimony = testimony
        self.spans = sentences(testimony.transcript)
        self.initial.setdefault("text", fingerprint(testimony.transcript))
        choice = self.fields["sentence"]
        level = self.fields["attribution"]
        assert isinstance(choice, forms.ChoiceField)
        assert isinstance(level, forms.ChoiceField)
        choice.choices = [(number, "") for number in range(len(self.spans))]
        level.choices = [
            (value, label)
            for value, label in PassageAttribution.choices
            if value == PassageAttribution.SAME
            or asks_stricter(testimony, PassageAttribution(value))
        ]

    def ticked(self) -> frozenset[str]:
        """Numbers that were ticked before an error."""
        data = self.data
        return frozenset(data.getlist("sentence") if isinstance(data, QueryDict) else ())

    def clean_text(self) -> str:
        given: str = self.cleaned_data["text"]
        if given != fingerprint(self.testimony.transcript):
            raise forms.ValidationError(
                _("Le texte a changé entre-temps. Choisissez de nouveau les mots ci-dessous.")
            )
        return given

    def words(self) -> list[Words]:
        """One per run of sentences that follow one another, or the selection."""
        transcript, values = self.testimony.transcript, self.cleaned_data
        if values["quote"] and values["start"] is not None and values["end"] is not None:
            here = transcript[values["start"] : values["end"]]
            is_same = here.split() == values["quote"].split()
            text = here if is_same else values["quote"]
            return [Words(values["start"], values["end"], text)]
        spans = [
            Span(self.spans[first].start, self.spans[last].end)
            for first, last in runs(values["sentence"])
        ]
        return [Words(span.start, span.end, span.within(transcript)) for span in spans]


class LessonForm(forms.Form):
    """A lesson, with the passages that it is drawn from."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    sentence = forms.CharField(
        label=_("L’enseignement, en une phrase"),
        max_length=SENTENCE_MAX,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": SENTENCE_MAX}),
        help_text=_("300 caractères au plus ; elle se comprend sans le reste."),
    )
    passages = forms.MultipleChoiceField(
        label=_("Passages dont il est tiré"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _(
                "Choisissez au moins un passage : un enseignement s’appuie sur des mots."
            ),
            "invalid_choice": _("Ce passage n’existe plus, ou vous ne pouvez pas le citer."),
        },
    )
    evidence = forms.ChoiceField(
        label=_("Sur quoi il repose"),
        choices=Evidence.choices,
        initial=Evidence.SINGLE,
        widget=forms.RadioSelect,
    )
    source = forms.CharField(
        label=_("Source des chiffres"),
        max_length=300,
        required=False,
        help_text=_LESSON_HELP["source"],
    )
    scope = forms.CharField(
        label=_("Portée"), max_length=300, required=False, help_text=_LESSON_HELP["scope"]
    )
    theme = forms.CharField(
        label=_("Thème"), max_length=80, required=False, help_text=_LESSON_HELP["theme"]
    )

    def __init__(
        self, person: Person, *args: Any, search: str = "", testimony: str = "", **options: Any
    ) -> None:
        super().__init__(*args, **options)
        chosen = self._chosen()
        self.search = search
        self.offered = offered(person, text=search, testimony=testimony, chosen=chosen)
        field = self.fields["passages"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(passage.public_id, passage_label(passage)) for passage in self.offered]

    def _chosen(self) -> list[str]:
        if isinstance(self.data, QueryDict):
            return self.data.getlist("passages")
        return list((self.data or self.initial).get("passages", ()))

    def statement(self) -> Statement:
        """What was typed, once valid."""
        values = self.cleaned_data
        return Statement(
            sentence=values["sentence"],
            passages=tuple(values["passages"]),
            evidence=Evidence(values["evidence"]),
            source=values["source"],
            scope=values["scope"],
            theme=values["theme"],
        )


def passage_label(passage: Passage) -> str:
    words = passage.text if len(passage.text) <= 220 else f"{passage.text[:219]}…"
    return f"«\u00a0{' '.join(words.split())}\u00a0» — {credit_of_passage(passage).words}"


def typed_lesson(data: QueryDict) -> Mapping[str, Any]:
    """What was typed, not yet judged: to show again while passages are looked for."""
    names = [name for name in LessonForm.base_fields if name != "passages"]
    return {name: data.get(name, "") for name in names} | {"passages": data.getlist("passages")}


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
