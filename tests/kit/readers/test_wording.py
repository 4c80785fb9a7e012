"""Every code has its sentence, complete, in French typography."""

import re
from datetime import time
from pathlib import Path

import pytest

from palabre.core.agenda import (
    InvalidPlan,
    PlanFault,
    RemarkCode,
    Severity,
    SlotKind,
    compare,
    from_dict,
    read_note,
    to_dict,
)
from palabre.core.agenda.remarks import PARAMETERS, remark
from palabre.kit.agenda_wording import (
    describe_change,
    describe_invalid_plan,
    describe_kind,
    describe_remark,
    describe_severity,
    describe_where,
)
from palabre.kit.documents.readers import Fault, UnreadableDocument, describe_error, read_document

NOTES = Path(__file__).parents[2] / "data" / "notes"
COUNTS = {"minutes", "total", "announced", "breaks", "gross", "net", "count", "limit"}
LISTS = {"speakers", "slots", "parts"}


def assert_french(sentence: str) -> None:
    assert "%(" not in sentence
    assert re.search(r"[A-Za-zÀ-ÿ]'[A-Za-zÀ-ÿ]", sentence) is None, "apostrophe droite"
    assert re.search(r"(?<![\u00a0\d]):|[^\u00a0][;!?»]|«[^\u00a0]", sentence) is None, sentence
    assert sentence[-1] in ".?"


def example(name: str) -> str | int | tuple[str, ...]:
    if name in COUNTS:
        return 75
    return ("Accueil", "Débat") if name in LISTS else "Accueil"


@pytest.mark.parametrize("code", RemarkCode)
def test_every_remark_has_a_sentence_that_names_its_parameters(code: RemarkCode) -> None:
    sentence = describe_remark(remark(code, **{name: example(name) for name in PARAMETERS[code]}))
    assert_french(sentence)
    if COUNTS & set(PARAMETERS[code]) - {"limit", "count"}:
        assert "1\u00a0h\u00a015" in sentence
    if LISTS & set(PARAMETERS[code]):
        assert "Accueil" in sentence


def test_sentences_of_the_real_note() -> None:
    document = read_document("n.md", (NOTES / "note-atelier-numerique.md").read_bytes())
    _, remarks = read_note(document.blocks)
    said = {r.code: describe_remark(r).replace("\u00a0", " ") for r in remarks}
    assert said[RemarkCode.YEARS_DIFFER] == (
        "Le titre annonce 2024-2028, le texte 2023-2028 : laquelle des deux périodes est la bonne ?"
    )
    assert said[RemarkCode.DOUBLED_NAME] == (
        "« Ghita Ghita Benessahraoui » : un mot est écrit deux fois. "
        "Faut-il lire « Ghita Benessahraoui » ?"
    )
    assert said[RemarkCode.TOTAL_MATCHES] == (
        "La durée annoncée, 2 h 30, est juste : le déroulé s’étend sur 3 h, dont 30 min de pause."
    )
    assert describe_where(25, document.format) == "ligne 25"
    assert describe_where(13, "docx") == "paragraphe 13"
    assert describe_where(None, "docx") == ""


@pytest.mark.parametrize("code", Fault)
def test_every_refusal_has_a_sentence(code: Fault) -> None:
    params = dict.fromkeys(
        ("megabytes", "limit", "characters", "lines", "entries", "ratio", "line"), 1_200
    )
    sentence = describe_error(UnreadableDocument(code, encoding="UTF-8", format="pdf", **params))
    assert_french(sentence)


def test_a_refusal_says_the_way_out() -> None:
    said = describe_error(UnreadableDocument(Fault.OTHER_FORMAT, format="pdf"))
    assert said == "Ce fichier est un PDF, pas une note. Enregistrez-la en .docx, .odt ou .md."


@pytest.mark.parametrize("code", PlanFault)
def test_every_fault_of_a_plan_has_a_sentence(code: PlanFault) -> None:
    assert_french(describe_invalid_plan(InvalidPlan(code, "slots[2].start", "25:70")))


def test_a_fault_names_its_place() -> None:
    data = {"version": 1, "parts": [{"key": "p", "slots": [{"key": "s", "start": "25:70"}]}]}
    with pytest.raises(InvalidPlan) as caught:
        from_dict(data)
    assert describe_invalid_plan(caught.value).replace("\u00a0", " ") == (
        "parts[0].slots[0].start : « 25:70 » n’est pas une heure (exemple : 09:30)."
    )


def test_kinds_and_severities() -> None:
    assert describe_kind(SlotKind.STATE_OF_PLAY) == "État des lieux"
    assert len({describe_kind(kind) for kind in SlotKind}) == len(SlotKind)
    assert len({describe_severity(severity) for severity in Severity}) == 3


def test_changes_are_said_one_by_one() -> None:
    document = read_document("n.md", (NOTES / "note-atelier-numerique.md").read_bytes())
    old, _ = read_note(document.blocks)
    data = to_dict(old)
    slots = data["parts"][0]["slots"]
    slots[2]["minutes"] = 15
    slots[1]["items"][2]["speakers"][0]["name"] = "Ghita Benessahraoui"
    slots[0]["to_confirm"] = False
    slots[0]["start"] = "09:15"
    slots[1]["items"].pop(0)
    data["announced_minutes"] = None
    data["parts"][1]["slots"] = []
    said = [describe_change(c).replace("\u00a0", " ") for c in compare(old, from_dict(data))]
    testimony = (
        "Municipalités & écosystèmes locaux d'innovation : enjeux et pistes d'action pour un "
        "partenariat gagnant-gagnant"
    )
    removed = (
        "Mettre en place une démarche de plan stratégique du numérique : Enjeux et enseignements"
    )
    last = "ETAT DES LIEUX DES ACTIONS AIMF ET PISTES DE TRAVAIL"
    person = (
        f"L’intervenant « Ghita Benessahraoui », dans « {testimony} » : nom, "
        "« Ghita Ghita Benessahraoui » devient « Ghita Benessahraoui »."
    )
    assert said == [
        "L’atelier : durée annoncée, 2 h 30 devient non renseigné.",
        "La séquence « INTRODUCTION » : heure de début, 9 h 30 devient 9 h 15.",
        "La séquence « INTRODUCTION » : à confirmer, oui devient non.",
        person,
        f"Retrait : l’intervention « {removed} », dans « TEMOIGNAGES ».",
        "La séquence « PAUSE » : durée, 30 min devient 15 min.",
        f"Retrait : la séquence « {last} » (11 h 30 – 12 h 30).",
    ]
    assert old.slots[0].start == time(9, 30)
