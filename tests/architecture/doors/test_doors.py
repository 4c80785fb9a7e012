"""Every door of the house: each URL name, for each role and method, with the answer expected.

The columns of a row are: URL name, object, answers to GET, answers to POST. Answers stand in the
order public, delegate of Baobab (the city concerned), delegate of Cèdre (another city), expert,
facilitator, secretariat:

    o 200   + let in: 200, 201, 302 elsewhere, or a refusal of what was typed (400, 409, 422)
    r 302 elsewhere   s 302 to sign in   x 403   n 404   m 405

A POST has an empty body. The right is asked before the method: whoever may not come in gets the
same refusal by either. Whoever is refused writes nothing, in any table, and sends no mail.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from tests.architecture.doors.budget_rows import BUDGETS
from tests.architecture.doors.capture_rows import CAPTURE
from tests.architecture.doors.experience_rows import EXPERIENCES
from tests.architecture.doors.live_rows import LIVE
from tests.architecture.doors.secrecy import kept_from, told, words_of
from tests.architecture.doors.sheet_rows import SHEETS
from tests.architecture.doors.transfer_rows import TRANSFERS

if TYPE_CHECKING:
    from django.http import HttpResponse

pytestmark = pytest.mark.django_db

ROLES = "PBCEFS"
ALL, ANY, WRONG = "oooooo", "++++++", "mmmmmm"
SELF, SELF_ACT, SELF_WRONG = "sooooo", "s+++++", "smmmmm"
RUNS, RUNS_ACT, RUNS_WRONG = "sxxxoo", "sxxx++", "sxxxmm"
STAFF, STAFF_ACT, STAFF_WRONG = "sxxxxo", "sxxxx+", "sxxxxm"
HIDDEN, MEMBER = "nnnnoo", "nooooo"
CITY, CITY_ACT = "sonnoo", "s+nn++"

# A link is the right to read what it opens: the testimony of the city that reads it over.
OPENS_TO_ALL = {"reading link", "experience reading link"}

TABLE = [
    ("portal:home", "", ALL, WRONG),
    ("portal:about", "", ALL, WRONG),
    ("portal:enter", "", ALL, "nnnnnn"),
    ("portal:journal", "", STAFF, STAFF_WRONG),
    ("portal:thread", "testimony validated", ALL, WRONG),
    ("portal:search", "", ALL, WRONG),
    ("portal:help", "", ALL, WRONG),
    ("portal:thread", "testimony draft", "nonnoo", WRONG),
    ("portal:thread", "consultation draft", HIDDEN, WRONG),
    ("portal:thread", "passage apart", ALL, WRONG),
    ("portal:thread", "passage anonymous", ALL, WRONG),
    ("portal:thread", "lesson from apart", ALL, WRONG),
    ("portal:thread", "lesson from withheld", ALL, WRONG),
    ("portal:thread-prov", "lesson from withheld", ALL, WRONG),
    ("portal:thread", "statement published", ALL, WRONG),
    ("portal:thread", "statement discarded", ALL, WRONG),
    ("portal:thread", "statement waiting", HIDDEN, WRONG),
    ("portal:thread", "decision published", ALL, WRONG),
    ("portal:thread", "decision adopted", MEMBER, WRONG),
    ("portal:thread", "action draft", MEMBER, WRONG),
    ("portal:thread", "indicator draft", MEMBER, WRONG),
    ("portal:thread", "axis draft", MEMBER, WRONG),
    ("portal:thread", "result draft", MEMBER, WRONG),
    # A draft decision is cited by nobody: it has no thread yet, even for who writes it.
    ("portal:thread", "decision draft", "nnnnnn", WRONG),
    ("portal:thread-prov", "testimony validated", ALL, WRONG),
    ("portal:thread-prov", "testimony draft", "nonnoo", WRONG),
    ("portal:thread-prov", "statement discarded", ALL, WRONG),
    ("portal:thread-prov", "lesson from apart", ALL, WRONG),
    ("portal:thread-prov", "decision adopted", MEMBER, WRONG),
    ("accounts:profile", "", SELF, SELF_ACT),
    ("accounts:own-data", "", SELF, SELF_WRONG),
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
    ("mfa_index", "", SELF, SELF_WRONG),
    ("mfa_authenticate", "", "rrrrrr", "r+++++"),
    ("mfa_reauthenticate", "", "sxxxxx", "sxxxxx"),
    ("mfa_activate_totp", "", SELF, SELF_ACT),
    ("mfa_deactivate_totp", "", "snnnnn", "snnnnn"),
    ("mfa_view_recovery_codes", "", "snnnnn", SELF_WRONG),
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
    ("network:members", "", STAFF, STAFF_WRONG),
    ("network:invite", "", STAFF, STAFF_ACT),
    ("network:remove-member", "member", STAFF, STAFF_ACT),
    ("network:erase-member", "member", STAFF, STAFF_ACT),
    ("network:organisations", "", STAFF, "sxxxxm"),
    ("network:add-organisation", "", STAFF, STAFF_ACT),
    ("network:edit-organisation", "organisation", STAFF, STAFF_ACT),
    ("network:settings", "", STAFF, STAFF_ACT),
    ("vocabularies:index", "", ALL, WRONG),
    ("vocabularies:install", "", STAFF_WRONG, STAFF_ACT),
    ("vocabularies:vocabulary", "vocabulary", ALL, WRONG),
    ("vocabularies:add", "vocabulary", STAFF, STAFF_ACT),
    ("vocabularies:import", "vocabulary", STAFF, STAFF_ACT),
    ("vocabularies:sheet", "vocabulary sheet", ALL, WRONG),
    ("vocabularies:term", "term", ALL, WRONG),
    ("vocabularies:edit", "term", STAFF, STAFF_ACT),
    ("vocabularies:merge", "term", STAFF, STAFF_ACT),
    ("vocabularies:retire", "term", STAFF_WRONG, STAFF_ACT),
    ("jobs:show", "job", "snnnno", SELF_WRONG),
    ("jobs:result", "job", "snnnnn", SELF_WRONG),
    ("workshops:index", "", ALL, WRONG),
    ("workshops:new", "", RUNS, RUNS_ACT),
    ("workshops:note", "", RUNS, RUNS_WRONG),
    ("workshops:note_check", "", "sxxxrr", RUNS_ACT),
    ("workshops:note_confirm", "", "sxxxrr", RUNS_ACT),
    ("workshops:bring", "", RUNS, RUNS_ACT),
    ("workshops:bring_confirm", "", RUNS_WRONG, RUNS_ACT),
    ("workshops:sheet_empty", "csv", RUNS, RUNS_WRONG),
    ("workshops:templates", "", RUNS, RUNS_WRONG),
    ("workshops:template", "template", RUNS, RUNS_WRONG),
    ("workshops:template_file", "template", RUNS, RUNS_WRONG),
    ("workshops:versions", "workshop published", ALL, WRONG),
    ("workshops:versions", "workshop draft", HIDDEN, WRONG),
    ("workshops:paper", "workshop published", ALL, WRONG),
    ("workshops:paper", "workshop draft", HIDDEN, WRONG),
    ("workshops:paper_facilitation", "workshop published", RUNS, RUNS_WRONG),
    ("workshops:schedule", "schedule published", ALL, WRONG),
    ("workshops:schedule", "schedule draft", HIDDEN, WRONG),
    ("workshops:sheet", "sheet draft", RUNS, RUNS_WRONG),
    ("workshops:share_template", "workshop draft", RUNS, RUNS_WRONG),
    ("workshops:bring_into", "workshop draft", RUNS, RUNS_ACT),
    ("workshops:invited", "invitation", ALL, WRONG),
    ("workshops:invited", "bad link", "xxxxxx", WRONG),
    ("workshops:invited_calendar", "invitation", ALL, WRONG),
    ("workshops:invited_calendar", "bad link", "xxxxxx", WRONG),
    ("workshops:show", "workshop published", ALL, WRONG),
    ("workshops:show", "workshop draft", HIDDEN, WRONG),
    ("workshops:print", "workshop published", ALL, WRONG),
    ("workshops:print", "workshop draft", HIDDEN, WRONG),
    ("workshops:print_facilitation", "workshop published", RUNS, RUNS_WRONG),
    ("workshops:calendar", "workshop published", ALL, WRONG),
    ("workshops:calendar", "workshop draft", HIDDEN, WRONG),
    ("workshops:edit", "workshop draft", RUNS, RUNS_ACT),
    ("workshops:edit", "workshop published", RUNS, RUNS_ACT),
    ("workshops:arrange", "workshop draft", RUNS, RUNS_WRONG),
    ("workshops:publish", "workshop draft", RUNS_WRONG, RUNS_ACT),
    ("workshops:withdraw", "workshop published", RUNS_WRONG, RUNS_ACT),
    ("workshops:delete", "workshop draft", RUNS, RUNS_ACT),
    ("workshops:invite", "workshop published", RUNS, RUNS_WRONG),
    ("workshops:invite_renew", "workshop published", RUNS_WRONG, RUNS_ACT),
    ("workshops:part_new", "workshop draft", RUNS, RUNS_ACT),
    ("workshops:part_edit", "part", RUNS, RUNS_ACT),
    ("workshops:part_move", "part", RUNS_WRONG, "sxxxnn"),
    ("workshops:part_delete", "part", RUNS, RUNS_ACT),
    ("workshops:slot_new", "workshop draft", RUNS, RUNS_ACT),
    ("workshops:slot_edit", "slot", RUNS, RUNS_ACT),
    ("workshops:slot_move", "slot", RUNS_WRONG, "sxxxnn"),
    ("workshops:slot_place", "slot", RUNS_WRONG, "sxxxnn"),
    ("workshops:slot_delete", "slot", RUNS, RUNS_ACT),
    ("workshops:item_new", "slot", RUNS, RUNS_ACT),
    ("workshops:speaker_new", "slot", RUNS, RUNS_ACT),
    ("workshops:speaker_edit", "speaker", RUNS, RUNS_ACT),
    ("workshops:speaker_move", "speaker", RUNS_WRONG, "sxxxnn"),
    ("workshops:speaker_delete", "speaker", RUNS, RUNS_ACT),
    *EXPERIENCES,
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
    ("consultations:open", "consultation draft", RUNS_WRONG, RUNS_ACT),
    ("consultations:close", "consultation open", RUNS_WRONG, RUNS_ACT),
    ("consultations:publish", "consultation open", RUNS_WRONG, RUNS_ACT),
    ("consultations:links", "consultation open", RUNS, RUNS_WRONG),
    ("consultations:renew-links", "consultation open", RUNS_WRONG, RUNS_ACT),
    ("consultations:paper", "consultation open", RUNS, RUNS_WRONG),
    ("consultations:copy-paper", "paper", RUNS, RUNS_ACT),
    ("consultations:paper-receipt", "paper, no receipt", "sxxxnn", RUNS_WRONG),
    ("consultations:vote", "consultation open", "sooxxx", "s++xxx"),
    ("consultations:vote", "consultation draft", "snnnxx", "snnnxx"),
    ("consultations:receipt", "open, no receipt", "snnnnn", SELF_WRONG),
    ("consultations:result", "consultation published", ALL, WRONG),
    ("consultations:result", "consultation open", "nnnnnn", WRONG),
    ("consultations:result-csv", "consultation published", ALL, WRONG),
    ("consultations:result-csv", "consultation open", "nnnnnn", WRONG),
    ("consultations:polis", "consultation published", ALL, WRONG),
    ("consultations:show", "consultation of people", ALL, WRONG),
    ("consultations:show", "consultation of members", MEMBER, WRONG),
    ("consultations:result", "consultation of people", ALL, WRONG),
    ("consultations:result-csv", "consultation of people", ALL, WRONG),
    ("consultations:polis", "consultation of people", ALL, WRONG),
    ("consultations:polis", "consultation open", "nnnnnn", WRONG),
    *BUDGETS,
    *SHEETS,
    *TRANSFERS,
    *LIVE,
    *CAPTURE,
    ("decisions:index", "", ALL, WRONG),
    ("decisions:create", "", RUNS, RUNS_ACT),
    ("decisions:decision", "decision published", ALL, WRONG),
    ("decisions:decision", "decision draft", HIDDEN, WRONG),
    ("decisions:edit-decision", "decision draft", RUNS, RUNS_ACT),
    ("decisions:withdraw", "decision draft", RUNS_WRONG, RUNS_ACT),
    ("decisions:record", "record published", ALL, WRONG),
    ("decisions:record", "record draft", HIDDEN, WRONG),
    ("decisions:record", "record adopted", MEMBER, WRONG),
    ("decisions:decision", "decision adopted", MEMBER, WRONG),
    ("decisions:edit", "record draft", RUNS, RUNS_ACT),
    ("decisions:add-decision", "record draft", RUNS, RUNS_ACT),
    ("decisions:adopt", "record draft", RUNS_WRONG, RUNS_ACT),
    ("decisions:publish", "record draft", RUNS_WRONG, RUNS_ACT),
    ("decisions:docx", "record published", ALL, WRONG),
    ("decisions:docx", "record draft", HIDDEN, WRONG),
    ("decisions:pdf", "record draft", HIDDEN, WRONG),
    ("programmes:index", "", ALL, WRONG),
    ("programmes:create", "", STAFF, STAFF_ACT),
    ("programmes:actions", "", ALL, WRONG),
    ("programmes:inscribe", "decision published", STAFF, STAFF_WRONG),
    ("programmes:edit-axis", "axis", STAFF, STAFF_ACT),
    ("programmes:edit-result", "result", STAFF, STAFF_ACT),
    ("programmes:add-action", "result", STAFF, STAFF_ACT),
    ("programmes:measure-result", "result", STAFF, STAFF_ACT),
    ("programmes:action", "action", ALL, WRONG),
    ("programmes:action", "action draft", MEMBER, WRONG),
    ("programmes:edit-action", "action", STAFF, STAFF_ACT),
    ("programmes:measure-action", "action", STAFF, STAFF_ACT),
    ("programmes:edit-indicator", "indicator", STAFF, STAFF_ACT),
    ("programmes:observe", "indicator", "soxxxo", "s+xxx+"),
    ("programmes:withdraw", "value", "soxxxo", "s+xxx+"),
    ("programmes:show", "programme published", ALL, WRONG),
    ("programmes:show", "programme draft", "nooooo", WRONG),
    ("programmes:edit", "programme draft", STAFF, STAFF_ACT),
    ("programmes:add-axis", "programme draft", STAFF, STAFF_ACT),
    ("programmes:add-result", "programme draft", STAFF, STAFF_ACT),
    ("programmes:inscribe-into", "into", STAFF, STAFF_ACT),
    ("programmes:adopt", "programme draft", STAFF_WRONG, STAFF_ACT),
    ("programmes:publish", "programme draft", STAFF_WRONG, STAFF_ACT),
    ("programmes:cities", "programme draft", "nooooo", WRONG),
    ("programmes:budget", "programme draft", "nooooo", WRONG),
    ("programmes:framework", "programme draft", "nooooo", WRONG),
    ("programmes:edition", "edition", ALL, WRONG),
    ("programmes:docx", "programme draft", "nooooo", WRONG),
    ("programmes:pdf", "programme draft", "nooooo", "n+++++"),
    ("programmes:xlsx", "programme draft", "nooooo", WRONG),
    ("opendata:index", "", ALL, WRONG),
    ("opendata:dump", "", STAFF_WRONG, STAFF_ACT),
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


def test_the_right_is_asked_before_the_method() -> None:
    """But for a signed link, where the link is the right and is read with the page."""
    told = [
        f"{name}, {thing}, {role}"
        for name, thing, *answers in TABLE
        if "link" not in thing and thing != "invitation"
        for role, get, post in zip(ROLES, *answers, strict=True)
        if "m" in (get, post) and ("s" in (get, post) or "x" in (get, post))
    ]
    assert told == []


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


class Writes:
    """Statements that would change a table, other than the visitor's own session, as they run.

    Stronger than counting rows: an update, and what a transaction takes back, are seen too.
    """

    _READS = ("SELECT", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")

    def __init__(self) -> None:
        self.seen: list[str] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(self._READS) and '"django_session"' not in sql:
            self.seen.append(sql)
        return execute(sql, params, many, context)


def test_a_write_is_seen_and_a_reading_is_not(house: Any) -> None:
    from django.db import connection, transaction

    from palabre.foundation.network.models import City

    writes = Writes()
    with connection.execute_wrapper(writes), transaction.atomic():
        list(City.objects.all())
        assert writes.seen == []
        with transaction.atomic():
            City.objects.update(time_zone="UTC")
            transaction.set_rollback(True)
    assert [sql.split()[0] for sql in writes.seen] == ["UPDATE"]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("row", TABLE, ids=[" ".join(row[:2]).strip() for row in TABLE])
def test_door(house: Any, row: tuple[str, str, str, str], method: str) -> None:
    from django.core import mail
    from django.db import connection, transaction
    from django.urls import reverse

    name, thing, *columns = row
    address = reverse(name, args=house.args[thing])
    expected = columns[method == "post"]
    answers = []
    for role, letter in zip(ROLES, expected, strict=True):
        browser = house.clients[role]
        cookies, writes, letters = browser.cookies.copy(), Writes(), len(mail.outbox)
        with transaction.atomic():
            with connection.execute_wrapper(writes):
                response = getattr(browser, method)(address)
                answers.append(_answer(response, letter))
            transaction.set_rollback(True)
        browser.cookies = cookies
        if letter in "sxnm":
            assert not writes.seen, f"{role}, refused, wrote something"
            assert len(mail.outbox) == letters, f"{role}, refused, sent a letter"
        if letter in "sxnm" or thing not in OPENS_TO_ALL:
            assert told(words_of(response), kept_from(role)) == [], f"{role} read what is hidden"
    assert "".join(answers) == expected
