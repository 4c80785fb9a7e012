"""The doors of what is captured in a workshop and of what remains of it: rows of `test_doors`."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from tests.architecture.doors.secrecy import STAFF as SECRET

WRONG = "mmmmmm"
RUNS, RUNS_ACT, RUNS_WRONG = "sxxxoo", "sxxx++", "sxxxmm"
HIDDEN = "nnnnoo"
# Nobody of the table has joined: whoever does not conduct is sent to the door of the workshop.
ROOM, ROOM_ACT, ROOM_WRONG = "rrrroo", "rrrr++", "rrrrmm"

CAPTURE = [
    ("workshops:capture", "workshop published", ROOM, ROOM_ACT),
    ("workshops:capture", "workshop draft", HIDDEN, "nnnn++"),
    ("workshops:note_edit", "captured", ROOM, ROOM_ACT),
    ("workshops:note_withdraw", "captured", ROOM_WRONG, ROOM_ACT),
    ("workshops:captured", "captured", RUNS, RUNS_WRONG),
    ("workshops:note_hide", "captured", RUNS_WRONG, RUNS_ACT),
    ("workshops:note_show", "captured", RUNS_WRONG, RUNS_ACT),
    ("workshops:question_settle", "captured", RUNS_WRONG, RUNS_ACT),
    # An empty form asks for nothing that is offered.
    ("workshops:note_becomes", "captured", RUNS_WRONG, "sxxxnn"),
    ("workshops:questions", "workshop published", ROOM, ROOM_WRONG),
    ("workshops:note_support", "captured", ROOM_WRONG, "rrrrrr"),
    ("workshops:polls", "workshop published", ROOM, ROOM_WRONG),
    ("workshops:poll_new", "workshop published", RUNS, RUNS_ACT),
    ("workshops:poll", "poll open", ROOM, "rrrrrr"),
    ("workshops:poll", "poll draft", ROOM, "rrrrrr"),
    ("workshops:poll_edit", "poll draft", RUNS, RUNS_ACT),
    ("workshops:poll_conduct", "poll open", RUNS, RUNS_WRONG),
    ("workshops:poll_open", "poll draft", RUNS_WRONG, RUNS_ACT),
    ("workshops:poll_close", "poll open", RUNS_WRONG, RUNS_ACT),
    ("workshops:poll_show", "poll open", RUNS_WRONG, RUNS_ACT),
    ("workshops:poll_hands", "poll open", RUNS_WRONG, RUNS_ACT),
    ("workshops:poll_word", "poll open", RUNS_WRONG, RUNS_ACT),
    ("workshops:poll_remove", "poll open", RUNS_WRONG, RUNS_ACT),
    ("workshops:poll_screen", "poll open", RUNS, RUNS_WRONG),
    ("workshops:contributions", "workshop published", "rrrrrr", ROOM_WRONG),
    ("workshops:contributions_link", "contributions link", "oooooo", WRONG),
    ("workshops:contributions_link", "bad link", "xxxxxx", WRONG),
    ("workshops:minutes", "workshop published", HIDDEN, WRONG),
    ("workshops:minutes_docx", "workshop published", HIDDEN, WRONG),
    ("workshops:minutes_pdf", "workshop published", HIDDEN, WRONG),
    ("workshops:minutes_odt", "workshop published", HIDDEN, WRONG),
    ("workshops:minutes_assemble", "workshop published", RUNS_WRONG, RUNS_ACT),
    ("workshops:minutes_publish", "workshop published", RUNS_WRONG, RUNS_ACT),
    ("workshops:minutes_reopen", "workshop published", RUNS_WRONG, RUNS_ACT),
    ("workshops:minutes_section", "minutes section", RUNS, RUNS_ACT),
    ("workshops:minutes_follow", "minutes section", RUNS_WRONG, RUNS_ACT),
    ("workshops:minutes_model", "", RUNS, RUNS_ACT),
    ("workshops:minutes_model_file", "", RUNS, RUNS_WRONG),
    ("workshops:model_retire", "", RUNS_WRONG, RUNS_ACT),
    ("portal:thread", "note captured", HIDDEN, WRONG),
]


def capture(args: dict[str, tuple[Any, ...]], at: datetime) -> None:
    """A note, a question, two polls and minutes in draft, all of them in the secret words."""
    from palabre.cycle.workshops.models import Workshop
    from palabre.cycle.workshops.operations import assembling, capturing, joining, polling
    from palabre.cycle.workshops.views.contributions import LASTING, PURPOSE
    from palabre.kit.signed_links import sign_link
    from palabre.kit.submissions import Submission
    from palabre.portal.demonstration_roles import person_of

    desk = person_of("secretariat")
    workshop = Workshop.objects.get(public_id=args["workshop published"][0])
    joining.open_door(actor=desk, at=at, workshop=workshop)
    joiner = joining.Joiner(name="Présence d’essai", other_city="Ville d’essai")
    somebody = joining.join_workshop(actor=None, at=at, workshop=workshop, joiner=joiner)
    words = capturing.NoteWords("question", f"Une question {SECRET} ?", said_by=f"Voix {SECRET}")
    note = capturing.capture_note(
        actor=desk,
        at=at,
        workshop=workshop,
        words=words,
        submission=Submission(uuid4(), "0" * 64),
    ).note
    text = polling.PollText(f"Sondage {SECRET}", "choice", options=(f"Oui {SECRET}", "Non"))
    draft = polling.create_poll(actor=desk, at=at, workshop=workshop, text=text)
    opened = polling.create_poll(actor=desk, at=at, workshop=workshop, text=text)
    polling.open_poll(actor=desk, at=at, poll=opened)
    minutes = assembling.assemble_minutes(actor=desk, at=at, workshop=workshop)
    section = minutes.sections.order_by("order")[0]
    assembling.write_section(
        actor=desk, at=at, section=section, version=section.version, text=f"Brouillon {SECRET}"
    )
    link = sign_link(
        purpose=PURPOSE,
        subject=workshop.public_id,
        holder=somebody.public_id,
        expires_at=at + LASTING,
    )
    args["captured"] = (workshop.public_id, note.public_id)
    args["note captured"] = (note.public_id,)
    args["poll draft"] = (workshop.public_id, draft.public_id)
    args["poll open"] = (workshop.public_id, opened.public_id)
    args["minutes section"] = (workshop.public_id, section.public_id)
    args["contributions link"] = (link,)
