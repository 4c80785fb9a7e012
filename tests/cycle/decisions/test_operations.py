from __future__ import annotations

from datetime import date, datetime

import pytest

from palabre.cycle.decisions import operations, queries
from palabre.cycle.decisions.models import Choice, Decision, DecisionRecord
from palabre.cycle.decisions.operations import (
    DecisionText,
    Overtaken,
    RecordText,
    Refused,
    Tally,
)
from palabre.foundation.accounts.models import User
from palabre.foundation.journal.models import Entry
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.models import Edge
from palabre.foundation.thread.queries import what_became, why

SHOW = Tally("show-of-hands")


def edges(source: str) -> set[tuple[str, str, str]]:
    return {
        (edge.relation, edge.target, edge.reason) for edge in Edge.objects.filter(source=source)
    }


def test_a_draft_lays_no_link(decision: Decision) -> None:
    assert edges(decision.public_id) == set()


def test_adopting_lays_the_links_of_every_decision(
    decision: Decision, adopted: DecisionRecord
) -> None:
    assert adopted.status == "adopted"
    assert edges(decision.public_id) == {
        (Relation.ADOPTS, "enonce-2222222222", ""),
        (
            Relation.DISCARDS,
            "enonce-4444444444",
            "Aucune ville ne veut dépendre d’un seul logiciel.",
        ),
    }


def test_the_thread_goes_both_ways(
    decision: Decision, adopted: DecisionRecord, secretariat: User
) -> None:
    upstream = why(secretariat, decision.public_id)
    assert set(upstream.cards) == {decision.public_id, "enonce-2222222222"}
    for statement in ("enonce-2222222222", "enonce-4444444444"):
        downstream = what_became(secretariat, statement)
        assert decision.public_id in downstream.cards


def test_an_adopted_record_no_longer_changes(
    decision: Decision, adopted: DecisionRecord, secretariat: User, at: datetime
) -> None:
    text = DecisionText(wording="Tout autre chose", tally=SHOW)
    before = list(Decision.objects.values())
    with pytest.raises(Refused, match="ne change plus"):
        operations.write_decision(actor=secretariat, at=at, record=adopted, text=text)
    with pytest.raises(Refused, match="ne change plus"):
        operations.rewrite_decision(
            actor=secretariat, at=at, decision=decision, version=decision.version, text=text
        )
    with pytest.raises(Refused, match="ne change plus"):
        operations.withdraw_decision(actor=secretariat, at=at, decision=decision)
    with pytest.raises(Refused, match="ne change plus"):
        operations.revise_record(
            actor=secretariat,
            at=at,
            record=adopted,
            version=adopted.version,
            text=RecordText("Autre titre", date(2026, 1, 1)),
        )
    with pytest.raises(Refused, match="ne change plus"):
        operations.adopt_record(actor=secretariat, at=at, record=adopted, version=adopted.version)
    assert list(Decision.objects.values()) == before


def test_a_later_decision_revises_and_is_linked(
    decision: Decision, adopted: DecisionRecord, secretariat: User, at: datetime
) -> None:
    later = operations.create_record(
        actor=secretariat, at=at, text=RecordText("Bureau d’essai", date(2026, 6, 1))
    )
    new = operations.write_decision(
        actor=secretariat,
        at=at,
        record=later,
        text=DecisionText("Former d’abord trois villes.", SHOW, revises=decision),
    )
    later.refresh_from_db()
    operations.adopt_record(actor=secretariat, at=at, record=later, version=later.version)
    assert edges(new.public_id) == {(Relation.REVISES, decision.public_id, "")}
    [old] = queries.decisions_of(adopted)
    assert list(old.revisions.all()) == [new]


def test_an_empty_record_is_not_adopted(
    draft: DecisionRecord, secretariat: User, at: datetime
) -> None:
    with pytest.raises(Refused, match="aucune décision"):
        operations.adopt_record(actor=secretariat, at=at, record=draft, version=draft.version)
    draft.refresh_from_db()
    assert draft.is_draft


def test_discarding_needs_a_reason(draft: DecisionRecord, secretariat: User, at: datetime) -> None:
    text = DecisionText("Oui.", SHOW, discarded=[("enonce-3333333333", "  ")])
    with pytest.raises(Refused, match="pourquoi"):
        operations.write_decision(actor=secretariat, at=at, record=draft, text=text)
    assert Decision.objects.count() == Choice.objects.count() == 0


def test_a_statement_is_not_both_adopted_and_discarded(
    draft: DecisionRecord, secretariat: User, at: datetime
) -> None:
    text = DecisionText(
        "Oui.", SHOW, adopted=["enonce-3333333333"], discarded=[("enonce-3333333333", "Non")]
    )
    with pytest.raises(Refused, match="à la fois"):
        operations.write_decision(actor=secretariat, at=at, record=draft, text=text)


def test_more_voices_than_people_present_is_refused(
    draft: DecisionRecord, secretariat: User, at: datetime
) -> None:
    text = DecisionText("Oui.", Tally("show-of-hands", 12, 3, 1, None, 15))
    with pytest.raises(Refused, match="16 voix") as refusal:
        operations.write_decision(actor=secretariat, at=at, record=draft, text=text)
    assert refusal.value.field == "quorum_present"


def test_two_people_on_one_decision(decision: Decision, secretariat: User, at: datetime) -> None:
    opened_on = decision.version
    operations.rewrite_decision(
        actor=secretariat,
        at=at,
        decision=decision,
        version=opened_on,
        text=DecisionText("La première a enregistré.", SHOW),
    )
    with pytest.raises(Overtaken):
        operations.rewrite_decision(
            actor=secretariat,
            at=at,
            decision=decision,
            version=opened_on,
            text=DecisionText("La seconde aussi.", SHOW),
        )
    decision.refresh_from_db()
    assert decision.wording == "La première a enregistré."


def test_adopting_what_one_has_not_seen_is_refused(
    draft: DecisionRecord, decision: Decision, secretariat: User, at: datetime
) -> None:
    draft.refresh_from_db()
    seen = draft.version
    operations.write_decision(
        actor=secretariat, at=at, record=draft, text=DecisionText("Une de plus.", SHOW)
    )
    with pytest.raises(Overtaken):
        operations.adopt_record(actor=secretariat, at=at, record=draft, version=seen)


def test_delegates_and_experts_do_not_write(
    draft: DecisionRecord, delegate_niamey: User, expert: User, at: datetime
) -> None:
    for person in (delegate_niamey, expert):
        with pytest.raises(Refused, match="secrétariat"):
            operations.write_decision(
                actor=person, at=at, record=draft, text=DecisionText("Oui.", SHOW)
            )


def test_each_act_is_told_once(published: DecisionRecord) -> None:
    assert list(Entry.objects.order_by("number").values_list("verb", flat=True)) == [
        "decisions.opened",
        "decisions.written",
        "decisions.adopted",
        "decisions.published",
    ]


def test_unknown_voices_stay_unknown(
    draft: DecisionRecord, secretariat: User, at: datetime
) -> None:
    made = operations.write_decision(
        actor=secretariat, at=at, record=draft, text=DecisionText("Oui.", Tally("consensus"))
    )
    made.refresh_from_db()
    assert (made.in_favour, made.against, made.abstentions) == (None, None, None)


def test_a_draft_is_cited_by_nobody_and_a_frozen_record_by_who_reads_it(
    decision: Decision,
    draft: DecisionRecord,
    secretariat: User,
    delegate_niamey: User,
    at: datetime,
) -> None:
    from django.contrib.auth.models import AnonymousUser

    from palabre.foundation.thread.registry import cards_of
    from palabre.foundation.thread.search import candidates

    people = (secretariat, delegate_niamey, AnonymousUser())

    def withheld() -> list[bool]:
        wanted = [decision.public_id]
        return [cards_of(one, wanted)[decision.public_id].withheld for one in people]

    def offered() -> list[bool]:
        return [bool(candidates(one, ["decision"], text="équipes")) for one in people]

    assert (withheld(), offered()) == ([True, True, True], [False, False, False])
    draft.refresh_from_db()
    operations.adopt_record(actor=secretariat, at=at, record=draft, version=draft.version)
    assert (withheld(), offered()) == ([False, False, True], [True, True, False])
    operations.publish_record(actor=secretariat, at=at, record=draft)
    assert (withheld(), offered()) == ([False, False, False], [True, True, True])
