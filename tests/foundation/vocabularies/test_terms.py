"""Vocabularies: shipped whole, edited, merged and retired without losing what was filed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django import forms
from django.db import IntegrityError, transaction
from django.test import Client

from palabre.foundation.accounts.models import User
from palabre.foundation.journal.models import Entry
from palabre.foundation.thread import registry
from palabre.foundation.thread.operations import UnknownKind
from palabre.foundation.thread.registry import Card, Kind
from palabre.foundation.vocabularies import exports, imports, operations, queries
from palabre.foundation.vocabularies.enums import Vocabulary
from palabre.foundation.vocabularies.forms import TermsField
from palabre.foundation.vocabularies.models import Tagging, Term
from palabre.foundation.vocabularies.starting import starting_terms
from palabre.kit.refusals import Refusal

THEMES, SDG = Vocabulary.THEMES, Vocabulary.SDG
ONE, OTHER, HIDDEN = "essai-2222222222", "essai-3333333333", "essai-4444444444"


@pytest.fixture
def a_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(_person: object, ids: object) -> dict[str, Card]:
        return {
            one: Card(one, "essai", f"Chose {one}", withheld=one == HIDDEN)
            for one in list(ids)  # type: ignore[call-overload]
        }

    kind = Kind("essai", "Essai", "Essais", 1, resolve)
    monkeypatch.setitem(registry._KINDS, "essai", kind)


@pytest.fixture
def installed(db: None, at: datetime) -> None:
    operations.install_starting_terms(actor=None, at=at)


def named(slug: str, vocabulary: Vocabulary = THEMES) -> Term:
    return Term.objects.get(vocabulary=vocabulary, slug=slug)


def file(at: datetime, subject: str, *slugs: str) -> None:
    operations.set_terms(
        subject=subject, terms=queries.by_slugs(THEMES, slugs), vocabulary=THEMES, at=at
    )


def test_the_framework_is_whole(installed: None) -> None:
    """17 goals and 169 targets (A/RES/71/313), each target under its goal, none worded twice."""
    goals = Term.objects.filter(vocabulary=SDG, broader=None)
    targets = Term.objects.filter(vocabulary=SDG, broader__isnull=False)
    assert [goal.slug for goal in goals] == [str(n) for n in range(1, 18)]
    assert targets.count() == 169
    assert all(one.slug.split(".")[0] == one.broader.slug for one in targets if one.broader)
    # Targets of each goal, as the framework counts them (with its letters).
    counted = [goal.narrower.count() for goal in goals]
    assert counted == [7, 8, 13, 10, 9, 8, 5, 12, 8, 10, 10, 11, 5, 10, 12, 12, 19]
    assert named("6.1", SDG).label.startswith(
        "D’ici à 2030, assurer l’accès universel et équitable"
    )
    assert named("1", SDG).words == "1 · Pas de pauvreté"


def test_the_seed_note_s_domains_are_all_there() -> None:
    labels = {term.label for term in starting_terms(THEMES)}
    note = {"Travail", "Logement", "Mobilité", "Eau", "Énergie", "Ressources agricoles"}
    assert note | {"Santé", "Culture", "Éducation"} <= labels


def test_installed_twice_changes_nothing_and_takes_nothing_back(
    installed: None, at: datetime
) -> None:
    operations.save_term(term=named("eau"), values={"label": "Eau potable"}, actor=None, at=at)
    operations.retire_term(term=named("culture"), actor=None, at=at)
    written = (Term.objects.count(), Entry.objects.count())
    assert operations.install_starting_terms(actor=None, at=at) == 0
    assert (Term.objects.count(), Entry.objects.count()) == written
    assert named("eau").label == "Eau potable"
    assert named("culture").retired_at == at


def test_filing_is_exact_and_repeatable(installed: None, a_kind: None, at: datetime) -> None:
    file(at, ONE, "eau", "energie")
    file(at, ONE, "energie", "culture")
    file(at, ONE, "energie", "culture")
    assert [term.slug for term in queries.terms_of([ONE])[ONE]] == ["energie", "culture"]
    assert list(queries.tagged_with([named("eau")])) == []
    with pytest.raises(UnknownKind):
        file(at, "inconnue-2222222222", "eau")
    with pytest.raises(ValueError, match="themes"):
        operations.set_terms(subject=ONE, terms=[named("6.1", SDG)], vocabulary=THEMES, at=at)


def test_what_is_filed_under_a_narrower_term_is_found_by_the_broader(
    installed: None, a_kind: None, at: datetime
) -> None:
    file(at, ONE, "equipement-des-ecoles")
    file(at, OTHER, "education")
    education = named("education")
    assert list(queries.tagged_with([education])) == [ONE, OTHER]
    assert list(queries.tagged_with([education], narrower=False)) == [OTHER]


def test_merging_moves_what_was_filed_once(
    installed: None, a_kind: None, secretariat: User, at: datetime
) -> None:
    file(at, ONE, "eau", "energie")
    file(at, OTHER, "energie")
    moved = operations.merge_terms(
        source=named("energie"), target=named("eau"), actor=secretariat, at=at
    )
    assert moved == 1
    assert list(queries.tagged_with([named("eau")])) == [ONE, OTHER]
    assert Tagging.objects.count() == 2
    energy = named("energie")
    assert (energy.retired_at, energy.merged_into) == (at, named("eau"))
    last = Entry.objects.latest("number")
    assert (last.verb, last.details["moved"]) == ("term.merged", 1)


def test_merges_that_make_no_sense_are_refused(installed: None, at: datetime) -> None:
    schools, education = named("equipement-des-ecoles"), named("education")
    for source, target in ((schools, schools), (education, schools), (schools, named("1", SDG))):
        with pytest.raises(Refusal):
            operations.merge_terms(source=source, target=target, actor=None, at=at)
    assert operations.merge_terms(source=schools, target=education, actor=None, at=at) == 0


def test_names_are_unique_and_terms_do_not_go_round(installed: None, at: datetime) -> None:
    def save(term: Term, **values: object) -> None:
        operations.save_term(term=term, values=values, actor=None, at=at)

    with pytest.raises(Refusal, match="existe déjà"):
        save(Term(vocabulary=THEMES), label="Eau", slug="onde")
    with pytest.raises(Refusal, match="nom court"):
        save(Term(vocabulary=THEMES), label="Eaux", slug="eau")
    with pytest.raises(Refusal, match="tourneraient en rond"):
        save(named("education"), broader=named("equipement-des-ecoles"))
    save(Term(vocabulary=THEMES), label="Égouts d’orage")
    assert named("egouts-dorage").label == "Égouts d’orage"
    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.create(vocabulary=THEMES, slug="autre", label="Eau")


def test_a_retired_term_is_offered_no_more_and_keeps_what_was_filed(
    installed: None, a_kind: None, at: datetime
) -> None:
    file(at, ONE, "eau")
    operations.retire_term(term=named("eau"), actor=None, at=at)
    assert "eau" not in {term.slug for term in queries.terms(THEMES)}
    assert list(queries.tagged_with([named("eau")])) == [ONE]
    operations.restore_term(term=named("eau"), actor=None, at=at)
    assert "eau" in {term.slug for term in queries.terms(THEMES)}


class TaggedForm(forms.Form):
    themes = TermsField(THEMES, required=False)


def test_the_field_reads_terms_and_refuses_others(installed: None) -> None:
    form = TaggedForm({"themes": ["energie", "eau"]})
    assert form.is_valid()
    assert [term.slug for term in form.cleaned_data["themes"]] == ["eau", "energie"]
    wrong = TaggedForm({"themes": ["eau", "pierre"]})
    assert not wrong.is_valid()
    assert "« pierre »" in wrong.errors["themes"][0].replace("\u00a0", " ")
    kept = TaggedForm(initial={"themes": [named("eau")]})
    shown = str(kept["themes"])
    assert shown.count("checked") == 1
    assert "<summary>Éducation</summary>" in shown
    # One label a box, and its words once: a label in a label is no HTML, and reads twice.
    assert (shown.count("<label"), shown.count(">Eau<")) == (shown.count("<input"), 1)


@pytest.mark.parametrize("ending", ["xlsx", "ods", "csv"])
def test_a_list_comes_back_unchanged(installed: None, ending: str) -> None:
    terms = list(queries.terms(SDG, retired=True).select_related("broader"))
    content = exports.terms_sheet(SDG, terms, ending)
    plan = imports.plan_terms(SDG, f"odd.{ending}", content, terms)
    assert (plan.created, plan.changed, plan.refused, plan.same) == ([], [], [], 17 + 169)


def test_an_import_is_dry_then_applied_as_shown(
    installed: None, secretariat: User, at: datetime
) -> None:
    content = (
        "Nom court;Nom;Terme plus large;Rang;Retiré\n"
        "eau;Eau et assainissement;;;\n"
        ";Déchets;;30;\n"
        "compost;Compost;dechets;;\n"
        "culture;Culture;;;oui\n"
        "foret;Forêt;pierre;;\n"
        "Pas Bon;Mauvais;;;\n"
        ";;;;\n"
        "sante;Santé;;douze;\n"
    ).encode()
    known = list(queries.terms(THEMES, retired=True).select_related("broader"))
    plan = imports.plan_terms(THEMES, "themes.csv", content, known)
    assert [row.slug for row in plan.created] == ["dechets", "compost"]
    assert [row.slug for row in plan.changed] == ["eau", "culture"]
    assert [(row.row, bool(row.problems)) for row in plan.refused] == [
        (6, True),
        (7, True),
        (9, True),
    ]
    assert Term.objects.filter(slug="dechets").count() == 0
    assert operations.apply_terms(plan=plan, actor=secretariat, at=at) == (2, 2)
    assert named("compost").broader == named("dechets")
    assert named("culture").retired_at == at
    again = imports.plan_terms(
        THEMES, "themes.csv", content, list(queries.terms(THEMES, retired=True))
    )
    assert (again.created, again.changed) == ([], [])


def test_a_term_s_page_shows_what_one_may_read(
    installed: None,
    a_kind: None,
    at: datetime,
    client_as: Callable[[User | None], Client],
    secretariat: User,
) -> None:
    for subject in (ONE, HIDDEN):
        file(at, subject, "eau")
    page = client_as(None).get("/vocabulaires/themes/eau/").content.decode()
    assert ONE in page
    assert HIDDEN not in page
    assert "Modifier" not in page
    assert "Modifier" in client_as(secretariat).get("/vocabulaires/themes/eau/").content.decode()


def test_the_secretariat_edits_by_the_pages(
    network: None, client_as: Callable[[User | None], Client], secretariat: User
) -> None:
    client = client_as(secretariat)
    assert "Installer" in client.get("/vocabulaires/").content.decode()
    client.post("/vocabulaires/installer/")
    assert len(queries.terms(SDG)) == 17 + 169
    refused = client.post("/vocabulaires/themes/ajouter/", {"label": "Eau", "order": "3"})
    assert refused.status_code == 422
    assert "existe déjà" in refused.content.decode()
    added = client.post("/vocabulaires/themes/ajouter/", {"label": "Déchets", "order": "3"})
    assert added["Location"] == "/vocabulaires/themes/dechets/"
    client.post("/vocabulaires/themes/dechets/retirer/")
    assert named("dechets").retired_at is not None
