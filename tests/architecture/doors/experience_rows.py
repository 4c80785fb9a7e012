"""The doors of the room of experiences: rows of the table of `test_doors`, which tells letters."""

from __future__ import annotations

ALL, WRONG = "oooooo", "mmmmmm"
SELF, SELF_ACT, SELF_WRONG = "sooooo", "s+++++", "smmmmm"
RUNS, RUNS_ACT, RUNS_WRONG = "sxxxoo", "sxxx++", "sxxxmm"
STAFF, STAFF_ACT = "sxxxxo", "sxxxx+"
HIDDEN = "nnnnoo"
CITY, CITY_ACT = "sonnoo", "s+nn++"

EXPERIENCES = [
    ("experiences:index", "", "rrrrrr", WRONG),
    ("experiences:testimonies", "", ALL, WRONG),
    ("experiences:testimony-new", "", "sooxoo", "s++x++"),
    ("experiences:testimony", "testimony validated", ALL, WRONG),
    ("experiences:testimony", "testimony draft", "nonnoo", WRONG),
    ("experiences:testimony", "testimony awaiting", "nonnoo", WRONG),
    ("experiences:testimony", "testimony by function", ALL, WRONG),
    ("experiences:testimony", "testimony anonymous", ALL, WRONG),
    ("experiences:testimony-edit", "testimony draft", CITY, CITY_ACT),
    ("experiences:testimony-edit", "testimony validated", "srxxrr", "s+xx++"),
    ("experiences:testimony-transcript", "testimony draft", CITY, CITY_ACT),
    ("experiences:testimony-transcript", "testimony validated", "srxxrr", "srxxrr"),
    ("experiences:testimony-submit", "testimony draft", SELF_WRONG, CITY_ACT),
    ("experiences:testimony-reopen", "testimony validated", "soxxoo", "s+xx++"),
    ("experiences:testimony-reopen", "testimony awaiting", CITY, CITY_ACT),
    ("experiences:testimony-invite", "testimony awaiting", STAFF, STAFF_ACT),
    ("experiences:testimony-read", "testimony awaiting", "sonnxx", "s+nnxx"),
    ("experiences:passages", "testimony draft", CITY, CITY_ACT),
    ("experiences:passages", "testimony validated", "soxxoo", "s+xx++"),
    ("experiences:passage-unmark", "passage", SELF_WRONG, CITY_ACT),
    ("experiences:passage-withhold", "passage", SELF_WRONG, CITY_ACT),
    ("experiences:passage-file", "passage", SELF_WRONG, CITY_ACT),
    ("experiences:recording-attach", "testimony draft", CITY, CITY_ACT),
    ("experiences:recording-attach", "testimony validated", "soxxoo", "s+xx++"),
    ("experiences:recording", "recording", "soxxoo", "smxxmm"),
    ("experiences:recording-remove", "recording", "smxxmm", "s+xx++"),
    ("experiences:grid", "testimony draft", CITY, CITY_ACT),
    ("experiences:grid", "testimony validated", "soxxoo", "s+xx++"),
    ("experiences:grid-settle", "testimony draft", SELF_WRONG, "snnnnn"),
    ("experiences:read-by-link", "reading link", "ooxooo", "++x+xx"),
    ("experiences:read-by-link", "bad link", "xxxxxx", "xxxxxx"),
    ("experiences:lessons", "", ALL, WRONG),
    ("experiences:lessons-csv", "", ALL, WRONG),
    ("experiences:lessons-xlsx", "", ALL, WRONG),
    ("experiences:lesson-sheets", "", SELF, SELF_ACT),
    ("experiences:lesson-template", "xlsx", SELF, SELF_WRONG),
    ("experiences:synthesis", "", ALL, WRONG),
    ("experiences:synthesis-docx", "", ALL, WRONG),
    ("experiences:synthesis-xlsx", "", ALL, WRONG),
    ("experiences:lessons-alike", "", SELF, SELF_WRONG),
    ("experiences:lesson-join", "lesson draft", SELF_WRONG, "snnnnn"),
    ("experiences:lesson-new", "", SELF, SELF_ACT),
    ("experiences:lesson", "lesson published", ALL, WRONG),
    ("experiences:lesson", "lesson from withheld", ALL, WRONG),
    ("experiences:lesson", "lesson draft", HIDDEN, WRONG),
    ("experiences:lesson-edit", "lesson draft", "snnnoo", "snnn++"),
    ("experiences:lesson-edit", "lesson published", RUNS, RUNS_ACT),
    ("experiences:lesson-publish", "lesson draft", RUNS_WRONG, RUNS_ACT),
    ("experiences:lesson-withdraw", "lesson published", RUNS, RUNS_ACT),
]
