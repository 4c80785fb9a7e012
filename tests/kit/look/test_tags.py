"""What the interface tags write."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from lxml import html

from palabre.kit.components import DataTable, Person, Progress, RiverStep


def written(source: str, **context: Any) -> html.HtmlElement:
    with translation.override("fr"):
        shown = Template("{% load ui %}" + source).render(Context(context))
    return html.fragment_fromstring(shown, create_parent="div")


class Sample(forms.Form):
    title = forms.CharField(label="Titre", help_text="Une phrase.")
    story = forms.CharField(label="Récit", required=False, widget=forms.Textarea)
    vote = forms.ChoiceField(
        label="Position",
        choices=[("a", "D’accord"), ("d", "Pas d’accord")],
        widget=forms.RadioSelect,
    )
    consent = forms.BooleanField(label="Accord de la ville")
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)


def refused() -> Sample:
    return Sample({"title": "", "story": "Ce que j’ai <écrit>"})


def test_a_field_has_a_label_and_its_help_is_announced() -> None:
    page = written("{% field form.title %}", form=Sample())
    control = page.xpath("//input")[0]
    assert page.xpath("//label/@for") == [control.get("id")]
    helped = page.get_element_by_id(control.get("aria-describedby"))
    assert helped.text_content() == "Une phrase."
    assert control.get("aria-invalid") is None


def test_an_error_stands_beside_its_field_and_is_announced_with_it() -> None:
    page = written("{% field form.title %}", form=refused())
    control = page.xpath("//input")[0]
    assert control.get("aria-invalid") == "true"
    ids = control.get("aria-describedby").split()
    said = [page.get_element_by_id(i).text_content() for i in ids]
    assert said[0] == "Une phrase."
    assert said[1].endswith("Ce champ est obligatoire.")


def test_what_was_typed_is_kept_and_escaped() -> None:
    page = written("{% field form.story %}", form=refused())
    assert page.xpath("//textarea")[0].text_content().strip() == "Ce que j’ai <écrit>"
    assert "(facultatif)" in page.text_content()


def test_a_group_of_answers_is_a_fieldset_with_its_legend_and_error() -> None:
    page = written('{% field form.vote "choices" %}', form=refused())
    group = page.xpath("//fieldset")[0]
    assert "choices" in group.get("class")
    assert group.xpath("legend")[0].text_content() == "Position"
    assert "obligatoire" in page.get_element_by_id(group.get("aria-describedby")).text_content()
    assert len(group.xpath(".//label//input[@type='radio']")) == 2


def test_a_checkbox_stands_before_its_words() -> None:
    page = written("{% field form.consent %}", form=Sample())
    label = page.xpath("//label")[0]
    assert label.xpath("input/@type") == ["checkbox"]
    assert label.get("for") == label.xpath("input/@id")[0]


def test_the_summary_of_errors_leads_to_each_field() -> None:
    form = refused()
    page = written("{% form_errors form %}{% form_fields form %}", form=form)
    targets = [a.get("href")[1:] for a in page.xpath("//*[@role='alert']//a")]
    assert len(targets) == 3
    for target in targets:
        assert page.get_element_by_id(target) is not None
    assert len(page.xpath("//input[@type='hidden']")) == 1


def test_the_summary_says_nothing_when_all_is_well() -> None:
    assert written("{% form_errors form %}", form=Sample()).text_content().strip() == ""


def test_pagination_keeps_the_search() -> None:
    request = RequestFactory().get("/", {"q": "eau potable", "page": "2"})
    page = written("{% pagination page %}", page=Paginator(range(50), 20).page(2), request=request)
    assert page.xpath("//a/@href") == ["?q=eau+potable&page=1", "?q=eau+potable&page=3"]
    assert "page 2 sur 3" in page.text_content()


def test_a_single_page_has_no_pagination() -> None:
    page = written("{% pagination page %}", page=Paginator(range(5), 20).page(1))
    assert page.xpath("//nav") == []


def test_facts_leave_out_what_is_not_there_but_not_zero() -> None:
    page = written("{% facts pairs %}", pairs=[("Coût", 0), ("Lieu", None), ("Note", "")])
    assert [e.text_content() for e in page.xpath("//dt")] == ["Coût"]
    assert [e.text_content() for e in page.xpath("//dd")] == ["0"]


def test_the_small_river_marks_where_one_stands() -> None:
    steps = [RiverStep("Témoignage", "Mots", "/t"), RiverStep("Action", "Acte", here=True)]
    page = written("{% river steps %}", steps=steps)
    here = page.xpath("//li[@aria-current='true']")
    assert len(here) == 1
    assert "Acte" in here[0].text_content()
    assert page.xpath("//a/@href") == ["/t"]


def test_progress_tells_known_and_unknown_totals_apart() -> None:
    known = written("{% progress job %}", job=Progress("PDF", "running", 12, 200))
    assert (known.xpath("//progress/@value"), known.xpath("//progress/@max")) == (["12"], ["200"])
    assert "12 sur 200" in known.text_content()
    unknown = written("{% progress job %}", job=Progress("PDF", "running"))
    assert unknown.xpath("//progress/@value") == []
    failed = written("{% progress job %}", job=Progress("PDF", "failed", url="/encore"))
    assert failed.xpath("//progress") == []
    assert failed.xpath("//a[text()='Reprendre']/@href") == ["/encore"]


def test_a_person_is_said_with_place_distance_and_doubt() -> None:
    someone = Person("Luc", "Maire", "Cotonou", remote=True, confirmed=False)
    said = written("{% person someone %}", someone=someone).text_content()
    for part in ("Luc", "Maire, Cotonou", "à distance", "à confirmer"):
        assert part in said


def test_a_table_names_its_columns_and_rows() -> None:
    table = DataTable("Budgets", ("Ville", "Montant"), (("Niamey", "3 €"),), frozenset({1}))
    page = written('{% data_table table "cards" %}', table=table)
    assert page.xpath("//caption")[0].text_content() == "Budgets"
    assert page.xpath("//th[@scope='row']")[0].text_content() == "Niamey"
    assert page.xpath("//td[@class='number']/@data-label") == ["Montant"]


def test_text_given_to_components_is_escaped() -> None:
    page = written(
        "{% card title=x url='/x' eyebrow=x %}{{ x }}{% endcard %}"
        "{% notice 'warn' title=x %}{{ x }}{% endnotice %}"
        "{% passage source=x %}{{ x }}{% endpassage %}{% status_badge x %}{% empty x x x '/x' %}",
        x="<script>x</script>",
    )
    assert page.xpath("//script") == []
    assert page.text_content().count("<script>") == 3 + 2 + 2 + 1 + 3


def test_an_unknown_tone_falls_back_to_neutral() -> None:
    assert written('{% status_badge "x" "y" %}').xpath("//span[contains(@class,'badge-neutral')]")
