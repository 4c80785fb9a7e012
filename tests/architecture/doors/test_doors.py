"""Every door of the house: each URL name, for each role and method, with the answer expected.

The columns of a row are: URL name, object, answers to GET, answers to POST. Answers stand in the
order public, delegate of Baobab (the city concerned), delegate of Cèdre (another city), expert,
facilitator, secretariat:

    o 200   + let in: 200, 201, 302 elsewhere, or a refusal of what was typed (400, 409, 422)
    r 302 elsewhere   s 302 to sign in   x 403   n 404   m 405

A POST has an empty body. Where a refused person also uses the wrong method, whichever guard
stands first answers. Whoever is refused writes nothing, in any table.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from django.http import HttpResponse

pytestmark = pytest.mark.django_db

ROLES = "PBCEFS"
ALL, ANY, WRONG = "oooooo", "++++++", "mmmmmm"
SELF, SELF_ACT = "sooooo", "s+++++"
RUNS, RUNS_ACT = "sxxxoo", "sxxx++"
STAFF, STAFF_ACT = "sxxxxo", "sxxxx+"
HIDDEN = "nnnnoo"
CITY, CITY_ACT = "sonnoo", "s+nn++"

TABLE = [
    ("portal:home", "", ALL, WRONG),
    ("portal:about", "", ALL, WRONG),
    ("portal:enter", "", ALL, "nnnnnn"),
    ("portal:journal", "", STAFF, "sxxxxm"),
    ("portal:thread", "testimony validated", ALL, WRONG),
    ("portal:thread", "testimony draft", "nonnoo", WRONG),
    ("portal:thread", "consultation draft", HIDDEN, WRONG),
    # A draft decision is cited by nobody: it has no thread yet, even for who writes it.
    ("portal:thread", "decision draft", "nnnnnn", WRONG),
    ("portal:thread-prov", "testimony validated", ALL, WRONG),
    ("portal:thread-prov", "testimony draft", "nonnoo", WRONG),
    ("accounts:profile", "", SELF, SELF_ACT),
    ("accounts:own-data", "", SELF, "smmmmm"),
    ("accounts:erase", "", SELF, SELF_ACT),
    ("accounts:ask-link", "", ALL, ANY),
    ("accounts:sign-in-link", "sign-in link", ALL, ANY),
    ("accounts:sign-in-link", "bad link", "xxxxxx", "xxxxxx"),
    ("account_login", "", "orrrrr", ANY),
    ("account_logout", "", "rooooo", ANY),
    ("account_inactive", "", ALL, WRONG),
    ("account_signup", "", "orrrrr", ANY),
    ("account_reauthenticate", "", "sxxxxx", "sxxxxx"),
    ("account_email", "", SELF, SELF_ACT),
    ("account_email_verification_sent", "", ALL, WRONG),
    ("account_change_password", "", "srrrrr", SELF_ACT),
    ("account_set_password", "", SELF, SELF_ACT),
    ("account_reset_password", "", ALL, ANY),
    ("account_confirm_login_code", "", "rrrrrr", ANY),
    ("account_confirm_email", "bad link", ALL, "nnnnnn"),
    ("account_reset_password_from_key_done", "", ALL, WRONG),
    ("account_reset_password_from_key", "bad key", ALL, ANY),
    ("account_reset_password_done", "", ALL, WRONG),
    ("mfa_index", "", SELF, "smmmmm"),
    ("mfa_authenticate", "", "rrrrrr", "r+++++"),
    ("mfa_reauthenticate", "", "sxxxxx", "sxxxxx"),
    ("mfa_activate_totp", "", SELF, SELF_ACT),
    ("mfa_deactivate_totp", "", "snnnnn", "snnnnn"),
    ("mfa_view_recovery_codes", "", "snnnnn", "smmmmm"),
    ("mfa_generate_recovery_codes", "", SELF, SELF_ACT),
    ("mfa_download_recovery_codes", "", "snnnnn", "snnnnn"),
    ("set_language", "", "rrrrrr", ANY),
    ("components", "", ALL, WRONG),
    ("network:cities", "", ALL, WRONG),
    ("network:add-city", "", STAFF, STAFF_ACT),
    ("network:import-cities", "", STAFF, STAFF_ACT),
    ("network:cities-template", "csv", ALL, WRONG),
    ("network:city", "city", ALL, WRONG),
    ("network:edit-city", "city", STAFF, STAFF_ACT),
    ("network:members", "", STAFF, "sxxxxm"),
    ("network:invite", "", STAFF, STAFF_ACT),
    ("network:remove-member", "member", STAFF, STAFF_ACT),
    ("network:settings", "", STAFF, STAFF_ACT),
    ("jobs:show", "job", "snnnno", WRONG),
    ("jobs:result", "job", "snnnnn", WRONG),
    ("workshops:index", "", ALL, WRONG),
    ("workshops:new", "", RUNS, RUNS_ACT),
    ("workshops:note", "", RUNS, WRONG),
    ("workshops:note_check", "", "sxxxrr", RUNS_ACT),
    ("workshops:note_confirm", "", "sxxxrr", RUNS_ACT),
    ("workshops:invited", "invitation", ALL, WRONG),
    ("workshops:invited", "bad link", "xxxxxx", WRONG),
    ("workshops:invited_calendar", "invitation", ALL, WRONG),
    ("workshops:invited_calendar", "bad link", "xxxxxx", WRONG),
    ("workshops:show", "workshop published", ALL, WRONG),
    ("workshops:show", "workshop draft", HIDDEN, WRONG),
    ("workshops:print", "workshop published", ALL, WRONG),
    ("workshops:print", "workshop draft", HIDDEN, WRONG),
    ("workshops:print_facilitation", "workshop published", RUNS, WRONG),
    ("workshops:calendar", "workshop published", ALL, WRONG),
    ("workshops:calendar", "workshop draft", HIDDEN, WRONG),
    ("workshops:edit", "workshop draft", RUNS, RUNS_ACT),
    ("workshops:edit", "workshop published", RUNS, RUNS_ACT),
    ("workshops:arrange", "workshop draft", RUNS, WRONG),
    ("workshops:publish", "workshop draft", WRONG, RUNS_ACT),
    ("workshops:withdraw", "workshop published", WRONG, RUNS_ACT),
    ("workshops:delete", "workshop draft", RUNS, RUNS_ACT),
    ("workshops:invite", "workshop published", RUNS, WRONG),
    ("workshops:invite_renew", "workshop published", WRONG, RUNS_ACT),
    ("workshops:part_new", "workshop draft", RUNS, RUNS_ACT),
    ("workshops:part_edit", "part", RUNS, RUNS_ACT),
    ("workshops:part_move", "part", WRONG, "sxxxnn"),
    ("workshops:part_delete", "part", RUNS, RUNS_ACT),
    ("workshops:slot_new", "workshop draft", RUNS, RUNS_ACT),
    ("workshops:slot_edit", "slot", RUNS, RUNS_ACT),
    ("workshops:slot_move", "slot", WRONG, "sxxxnn"),
    ("workshops:slot_delete", "slot", RUNS, RUNS_ACT),
    ("workshops:item_new", "slot", RUNS, RUNS_ACT),
    ("workshops:speaker_new", "slot", RUNS, RUNS_ACT),
    ("workshops:speaker_edit", "speaker", RUNS, RUNS_ACT),
    ("workshops:speaker_move", "speaker", WRONG, "sxxxnn"),
    ("workshops:speaker_delete", "speaker", RUNS, RUNS_ACT),
    ("experiences:index", "", "rrrrrr", WRONG),
    ("experiences:testimonies", "", ALL, WRONG),
    ("experiences:testimony-new", "", "sooxoo", "s++x++"),
    ("experiences:testimony", "testimony validated", ALL, WRONG),
    ("experiences:testimony", "testimony draft", "nonnoo", WRONG),
    ("experiences:testimony", "testimony awaiting", "nonnoo", WRONG),
    ("experiences:testimony-edit", "testimony draft", CITY, CITY_ACT),
    ("experiences:testimony-edit", "testimony validated", "srxxrr", "s+xx++"),
    ("experiences:testimony-submit", "testimony draft", WRONG, CITY_ACT),
    ("experiences:testimony-reopen", "testimony validated", "soxxoo", "s+xx++"),
    ("experiences:testimony-reopen", "testimony awaiting", CITY, CITY_ACT),
    ("experiences:testimony-invite", "testimony awaiting", STAFF, STAFF_ACT),
    ("experiences:testimony-read", "testimony awaiting", "sonnxx", "s+nnxx"),
    ("experiences:passages", "testimony draft", CITY, CITY_ACT),
    ("experiences:passages", "testimony validated", "soxxoo", "s+xx++"),
    ("experiences:passage-unmark", "passage", WRONG, CITY_ACT),
    ("experiences:read-by-link", "reading link", "ooxooo", "++x+xx"),
    ("experiences:read-by-link", "bad link", "xxxxxx", "xxxxxx"),
    ("experiences:lessons", "", ALL, WRONG),
    ("experiences:lessons-csv", "", ALL, WRONG),
    ("experiences:lessons-xlsx", "", ALL, WRONG),
    ("experiences:lesson-new", "", SELF, SELF_ACT),
    ("experiences:lesson", "lesson published", ALL, WRONG),
    ("experiences:lesson", "lesson draft", HIDDEN, WRONG),
    ("experiences:lesson-edit", "lesson draft", "snnnoo", "snnn++"),
    ("experiences:lesson-edit", "lesson published", RUNS, RUNS_ACT),
    ("experiences:lesson-publish", "lesson draft", WRONG, RUNS_ACT),
    ("experiences:lesson-withdraw", "lesson published", RUNS, RUNS_ACT),
    ("consultations:index", "", ALL, WRONG),
    ("consultations:create", "", RUNS, RUNS_ACT),
    ("consultations:import", "", RUNS, RUNS_ACT),
    ("consultations:import-confirm", "no file", "sxxxnn", "sxxxnn"),
    ("consultations:vote-by-link", "vote link", ALL, ANY),
    ("consultations:vote-by-link", "bad link", "xxxxxx", "xxxxxx"),
    ("consultations:link-receipt", "vote link, no receipt", "nnnnnn", WRONG),
    ("consultations:link-receipt", "bad link, no receipt", "xxxxxx", WRONG),
    ("consultations:edit-statement", "statement", RUNS, RUNS_ACT),
    ("consultations:revise-statement", "statement", RUNS, RUNS_ACT),
    ("consultations:moderate-statement", "statement", RUNS, RUNS_ACT),
    ("consultations:show", "consultation published", ALL, WRONG),
    ("consultations:show", "consultation open", "nooooo", WRONG),
    ("consultations:show", "consultation draft", HIDDEN, WRONG),
    ("consultations:edit", "consultation draft", RUNS, RUNS_ACT),
    ("consultations:compose", "consultation draft", RUNS, RUNS_ACT),
    ("consultations:add-statement", "consultation draft", RUNS, RUNS_ACT),
    ("consultations:open", "consultation draft", WRONG, RUNS_ACT),
    ("consultations:close", "consultation open", WRONG, RUNS_ACT),
    ("consultations:publish", "consultation open", WRONG, RUNS_ACT),
    ("consultations:links", "consultation open", RUNS, WRONG),
    ("consultations:renew-links", "consultation open", WRONG, RUNS_ACT),
    ("consultations:paper", "consultation open", RUNS, WRONG),
    ("consultations:copy-paper", "paper", RUNS, RUNS_ACT),
    ("consultations:paper-receipt", "paper, no receipt", "sxxxnn", WRONG),
    ("consultations:vote", "consultation open", "sooxxx", "s++xxx"),
    ("consultations:vote", "consultation draft", "snnnxx", "snnnxx"),
    ("consultations:receipt", "open, no receipt", "snnnnn", WRONG),
    ("consultations:result", "consultation published", ALL, WRONG),
    ("consultations:result", "consultation open", "nnnnnn", WRONG),
    ("consultations:result-csv", "consultation published", ALL, WRONG),
    ("consultations:result-csv", "consultation open", "nnnnnn", WRONG),
    ("consultations:polis", "consultation published", ALL, WRONG),
    ("consultations:polis", "consultation open", "nnnnnn", WRONG),
    ("decisions:index", "", ALL, WRONG),
    ("decisions:create", "", RUNS, RUNS_ACT),
    ("decisions:decision", "decision published", ALL, WRONG),
    ("decisions:decision", "decision draft", HIDDEN, WRONG),
    ("decisions:edit-decision", "decision draft", RUNS, RUNS_ACT),
    ("decisions:withdraw", "decision draft", WRONG, RUNS_ACT),
    ("decisions:record", "record published", ALL, WRONG),
    ("decisions:record", "record draft", HIDDEN, WRONG),
    ("decisions:edit", "record draft", RUNS, RUNS_ACT),
    ("decisions:add-decision", "record draft", RUNS, RUNS_ACT),
    ("decisions:adopt", "record draft", WRONG, RUNS_ACT),
    ("decisions:publish", "record draft", WRONG, RUNS_ACT),
    ("decisions:docx", "record published", ALL, WRONG),
    ("decisions:docx", "record draft", HIDDEN, WRONG),
    ("decisions:pdf", "record draft", HIDDEN, WRONG),
    ("programmes:index", "", ALL, WRONG),
    ("programmes:create", "", STAFF, STAFF_ACT),
    ("programmes:actions", "", ALL, WRONG),
    ("programmes:inscribe", "decision published", STAFF, WRONG),
    ("programmes:edit-axis", "axis", STAFF, STAFF_ACT),
    ("programmes:edit-result", "result", STAFF, STAFF_ACT),
    ("programmes:add-action", "result", STAFF, STAFF_ACT),
    ("programmes:measure-result", "result", STAFF, STAFF_ACT),
    ("programmes:action", "action", ALL, WRONG),
    ("programmes:edit-action", "action", STAFF, STAFF_ACT),
    ("programmes:measure-action", "action", STAFF, STAFF_ACT),
    ("programmes:edit-indicator", "indicator", STAFF, STAFF_ACT),
    ("programmes:observe", "indicator", "soxxxo", "s+xxx+"),
    ("programmes:show", "programme published", ALL, WRONG),
    ("programmes:show", "programme draft", "nooooo", WRONG),
    ("programmes:edit", "programme draft", STAFF, STAFF_ACT),
    ("programmes:add-axis", "programme draft", STAFF, STAFF_ACT),
    ("programmes:add-result", "programme draft", STAFF, STAFF_ACT),
    ("programmes:inscribe-into", "into", STAFF, STAFF_ACT),
    ("programmes:adopt", "programme draft", WRONG, STAFF_ACT),
    ("programmes:publish", "programme draft", WRONG, STAFF_ACT),
    ("programmes:cities", "programme draft", "nooooo", WRONG),
    ("programmes:budget", "programme draft", "nooooo", WRONG),
    ("programmes:framework", "programme draft", "nooooo", WRONG),
    ("programmes:edition", "edition", ALL, WRONG),
    ("programmes:docx", "programme draft", "nooooo", WRONG),
    ("programmes:pdf", "programme draft", "nooooo", "n+++++"),
    ("programmes:xlsx", "programme draft", "nooooo", WRONG),
    ("opendata:index", "", ALL, WRONG),
    ("opendata:dump", "", "sxxxxm", STAFF_ACT),
]


def _names(resolver: Any, space: str = "") -> Iterator[str]:
    for found in resolver.url_patterns:
        if hasattr(found, "url_patterns"):
            inner = f"{space}{found.namespace}:" if found.namespace else space
            yield from _names(found, inner)
        else:
            assert found.name, f"an address without a name: {found.pattern}"
            yield f"{space}{found.name}"


def test_every_address_has_its_row_and_no_row_is_stale() -> None:
    from django.urls import get_resolver

    assert {row[0] for row in TABLE} == set(_names(get_resolver()))


def _answer(response: HttpResponse, expected: str) -> str:
    """The letter of an answer; `+` when that is what was expected and it holds."""
    code, place = response.status_code, response.headers.get("Location", "")
    letters = {200: "o", 201: "+", 403: "x", 404: "n", 405: "m"}
    if code == 302:
        # To sign in *and come back*: a refusal; a plain redirection is an answer like another.
        found = "s" if place.startswith("/compte/") and "next=" in place else "r"
    else:
        found = letters.get(code, str(code))
    if expected == "+" and (found in "or+" or code in {400, 409, 422}):
        return "+"
    return found


def _counts() -> dict[str, int]:
    from django.apps import apps
    from django.contrib.sessions.models import Session

    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if model is not Session
    }


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("row", TABLE, ids=[" ".join(row[:2]).strip() for row in TABLE])
def test_door(house: Any, row: tuple[str, str, str, str], method: str) -> None:
    from django.db import transaction
    from django.urls import reverse

    name, thing, *columns = row
    address = reverse(name, args=house.args[thing])
    expected = columns[method == "post"]
    answers = []
    before = _counts() if method == "post" else {}
    for role, letter in zip(ROLES, expected, strict=True):
        browser = house.clients[role]
        cookies = browser.cookies.copy()
        with transaction.atomic():
            answers.append(_answer(getattr(browser, method)(address), letter))
            if method == "post" and letter in "sxnm":
                assert _counts() == before, f"{role}, refused, wrote something"
            transaction.set_rollback(True)
        browser.cookies = cookies
    assert "".join(answers) == expected
