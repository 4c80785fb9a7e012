"""The doors of workshops as they are lived: rows of the table of `test_doors`."""

from __future__ import annotations

ALL, ANY, WRONG = "oooooo", "++++++", "mmmmmm"
RUNS, RUNS_ACT, RUNS_WRONG = "sxxxoo", "sxxx++", "sxxxmm"
GONE, HIDDEN = "nnnnnn", "nnnnoo"

LIVE = [
    ("joining:code", "", ALL, ANY),
    ("joining:door", "open code", ALL, ANY),
    ("joining:door", "bad code", GONE, GONE),
    ("joining:come_back", "coming back link", "rrrrrr", WRONG),
    ("joining:come_back", "bad link", "xxxxxx", WRONG),
    ("workshops:live", "workshop published", "rrrroo", WRONG),
    ("workshops:live", "workshop draft", HIDDEN, WRONG),
    ("workshops:live_follow", "workshop published", "nnnnoo", WRONG),
    ("workshops:live_follow", "workshop draft", HIDDEN, WRONG),
    ("workshops:conduct", "workshop published", RUNS, RUNS_WRONG),
    ("workshops:conduct_follow", "workshop published", RUNS, RUNS_WRONG),
    ("workshops:conduct_gesture", "workshop published", RUNS_WRONG, RUNS_ACT),
    ("workshops:conduct_undo", "workshop published", RUNS_WRONG, RUNS_ACT),
    ("workshops:screen", "workshop published", RUNS, RUNS_WRONG),
    ("workshops:screen_follow", "workshop published", RUNS, RUNS_WRONG),
    ("workshops:screen_link", "screen link", ALL, WRONG),
    ("workshops:screen_link", "bad link", "xxxxxx", WRONG),
    ("workshops:screen_link_follow", "screen link", ALL, WRONG),
    ("workshops:screen_link_follow", "bad link", GONE, WRONG),
    # Nobody of the table has joined: there is nothing to leave.
    ("workshops:leave", "workshop published", GONE, GONE),
    ("workshops:attendance", "workshop published", RUNS, RUNS_WRONG),
    ("workshops:attendance_csv", "workshop published", RUNS, RUNS_WRONG),
    ("workshops:attendance_xlsx", "workshop published", RUNS, RUNS_WRONG),
    ("workshops:door_open", "workshop published", RUNS_WRONG, RUNS_ACT),
    ("workshops:door_shut", "workshop published", RUNS_WRONG, RUNS_ACT),
    ("workshops:code_renew", "workshop published", RUNS_WRONG, RUNS_ACT),
    ("workshops:participant_remove", "participant", RUNS_WRONG, RUNS_ACT),
]
