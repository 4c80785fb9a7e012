"""A link that was retracted and is laid again stands again; the journal keeps both."""

from __future__ import annotations

from datetime import datetime

import pytest

from palabre.foundation.accounts.models import User
from palabre.foundation.journal.models import Entry
from palabre.foundation.thread import registry
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.models import Edge
from palabre.foundation.thread.operations import link, retract
from palabre.foundation.thread.queries import targets_of
from palabre.foundation.thread.registry import Kind

LATER, EARLIER = "essailecon-2222222222", "essaiparole-2222222222"


def test_a_retracted_link_laid_again_stands_again(
    monkeypatch: pytest.MonkeyPatch, secretariat: User, at: datetime
) -> None:
    for name in ("essailecon", "essaiparole"):
        monkeypatch.setitem(registry._KINDS, name, Kind(name, name, name, 1, lambda _, ids: {}))
    edge = link(source=LATER, relation=Relation.DRAWN_FROM, target=EARLIER, at=at)
    retract(edge=edge, reason="Erreur.", actor=secretariat, at=at)
    assert targets_of(LATER) == []
    again = link(source=LATER, relation=Relation.DRAWN_FROM, target=EARLIER, at=at)
    assert again.pk == edge.pk
    assert targets_of(LATER) == [EARLIER]
    assert Edge.objects.count() == 1
    assert [entry.verb for entry in Entry.objects.all()] == ["thread.retracted"]
