"""The doors of experience sheets, and what is planted for them; `test_doors` tells letters."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.architecture.doors.secrecy import CITY

ALL, WRONG = "oooooo", "mmmmmm"
SELF_WRONG = "smmmmm"
RUNS_WRONG, RUNS_ACT = "sxxxmm", "sxxx++"
STAFF, STAFF_ACT = "sxxxxo", "sxxxx+"
OWN, OWN_ACT = "sonnoo", "s+nn++"

SHEETS = [
    ("experiences:sheets", "", ALL, WRONG),
    ("experiences:sheet-new", "", "sooxoo", "s++x++"),
    ("experiences:sheet", "experience published", ALL, WRONG),
    ("experiences:sheet", "experience draft", "nonnoo", WRONG),
    ("experiences:sheet", "experience awaiting", "nonnoo", WRONG),
    ("experiences:sheet-words", "experience draft", OWN, OWN_ACT),
    ("experiences:sheet-words", "experience published", "soxxoo", "s+xx++"),
    ("experiences:sheet-facts", "experience draft", OWN, OWN_ACT),
    ("experiences:sheet-facts", "experience published", "soxxoo", "s+xx++"),
    ("experiences:sheet-translate", "experience draft", "snnnnn", "snnnnn"),
    ("experiences:sheet-versions", "experience draft", OWN, "smnnmm"),
    ("experiences:sheet-versions", "experience published", "soxxoo", "smxxmm"),
    ("experiences:sheet-submit", "experience draft", SELF_WRONG, OWN_ACT),
    ("experiences:sheet-read", "experience awaiting", "sonnxx", "s+nnxx"),
    ("experiences:sheet-invite", "experience awaiting", STAFF, STAFF_ACT),
    ("experiences:sheet-comment", "experience draft", OWN, OWN_ACT),
    ("experiences:sheet-comment-settle", "experience remark", SELF_WRONG, OWN_ACT),
    ("experiences:sheet-publish", "experience draft", RUNS_WRONG, RUNS_ACT),
    ("experiences:sheet-withdraw", "experience published", "soxxoo", "s+xx++"),
    ("experiences:sheet-pdf", "experience published", ALL, WRONG),
    ("experiences:sheet-pdf", "experience draft", "nonnoo", WRONG),
    ("experiences:sheet-docx", "experience draft", "nonnoo", WRONG),
    ("experiences:sheet-by-link", "experience reading link", "ooxooo", "++x+xx"),
    ("experiences:sheet-by-link", "bad link", "xxxxxx", "xxxxxx"),
    ("portal:thread", "experience published", ALL, WRONG),
    ("portal:thread", "experience draft", "nonnoo", WRONG),
]


def add_sheets(args: dict[str, tuple[Any, ...]], at: datetime) -> None:
    """The demonstration's published sheet, with a draft over it; a draft, and one being read."""
    from palabre.cycle.experiences.models import ExperienceSheet
    from palabre.cycle.experiences.operations.sheet_readings import (
        comment_sheet,
        reading_token,
        submit_sheet,
    )
    from palabre.cycle.experiences.operations.sheets import edit_sheet, start_sheet
    from palabre.foundation.network.models import City
    from palabre.portal.demonstration_roles import person_of

    delegate = person_of("baobab")
    assert delegate is not None
    baobab = City.objects.get(name__startswith="Baobab")
    published = ExperienceSheet.objects.get(published_version__isnull=False)
    edit_sheet(
        actor=delegate,
        at=at,
        sheet=published,
        version=published.version,
        words={"risks": f"Pas encore public {CITY}"},
    )
    words = dict.fromkeys(("summary", "problem", "approach", "results"), f"Caché {CITY}")
    found = []
    for title in (f"Brouillon {CITY}", f"À relire {CITY}"):
        sheet = start_sheet(actor=delegate, at=at, city=baobab, title=title)
        found.append(edit_sheet(actor=delegate, at=at, sheet=sheet, version=1, words=words))
    draft, awaiting = found
    remark = comment_sheet(
        actor=delegate, at=at, sheet=draft, field="problem", text=f"Remarque {CITY}"
    )
    awaiting = submit_sheet(actor=delegate, at=at, sheet=awaiting)
    args["experience published"] = (published.public_id,)
    args["experience draft"] = (draft.public_id,)
    args["experience awaiting"] = (awaiting.public_id,)
    args["experience remark"] = (draft.public_id, remark.public_id)
    args["experience reading link"] = (reading_token(awaiting, at=at),)
