"""The doors of the room of budgets: rows of the table of `test_doors`, which says the letters."""

from __future__ import annotations

ALL, ANY, WRONG = "oooooo", "++++++", "mmmmmm"
RUNS, RUNS_ACT, RUNS_WRONG = "sxxxoo", "sxxx++", "sxxxmm"
HIDDEN, SELF_WRONG = "nnnnoo", "smmmmm"

BUDGETS = [
    ("budgets:index", "", ALL, WRONG),
    ("budgets:create", "", RUNS, RUNS_ACT),
    ("budgets:vote-by-link", "budget link", ALL, ANY),
    ("budgets:vote-by-link", "bad link", "xxxxxx", "xxxxxx"),
    ("budgets:link-receipt", "budget link, no receipt", "nnnnnn", WRONG),
    ("budgets:edit-project", "project", RUNS, RUNS_ACT),
    ("budgets:withdraw-project", "project", RUNS, RUNS_ACT),
    ("budgets:show", "budget published", ALL, WRONG),
    ("budgets:show", "budget open", "nooooo", WRONG),
    ("budgets:show", "budget draft", HIDDEN, WRONG),
    ("budgets:edit", "budget draft", RUNS, RUNS_ACT),
    ("budgets:projects", "budget draft", RUNS, RUNS_WRONG),
    ("budgets:add-project", "budget draft", RUNS, RUNS_ACT),
    ("budgets:open", "budget draft", RUNS_WRONG, RUNS_ACT),
    ("budgets:close", "budget open", RUNS_WRONG, RUNS_ACT),
    ("budgets:publish", "budget open", RUNS_WRONG, RUNS_ACT),
    ("budgets:links", "budget open", RUNS, RUNS_WRONG),
    ("budgets:renew-links", "budget open", RUNS_WRONG, RUNS_ACT),
    ("budgets:paper", "budget open", RUNS, RUNS_WRONG),
    ("budgets:copy-paper", "budget paper", RUNS, RUNS_ACT),
    ("budgets:paper-receipt", "budget paper, no receipt", "sxxxnn", RUNS_WRONG),
    ("budgets:vote", "budget open", "sooxxx", "s++xxx"),
    ("budgets:receipt", "budget, no receipt", "snnnnn", SELF_WRONG),
    ("budgets:result", "budget published", ALL, WRONG),
    ("budgets:result", "budget open", "nnnnnn", WRONG),
    ("budgets:override", "budget published", RUNS, RUNS_ACT),
    ("budgets:lift-override", "budget, no change", RUNS_WRONG, "sxxxnn"),
    ("budgets:pb", "budget published", ALL, WRONG),
    ("budgets:pb", "budget open", "nnnnnn", WRONG),
    ("budgets:csv", "budget published", ALL, WRONG),
    ("budgets:csv", "budget open", "nnnnnn", WRONG),
    ("budgets:xlsx", "budget published", ALL, WRONG),
    ("budgets:xlsx", "budget open", "nnnnnn", WRONG),
    ("budgets:json", "budget published", ALL, WRONG),
    ("budgets:json", "budget open", "nnnnnn", WRONG),
    ("budgets:vote", "budget draft", "snnnxx", "snnnxx"),
    ("budgets:link-receipt", "bad link, no receipt", "xxxxxx", WRONG),
    ("budgets:override", "budget open", "sxxxnn", "sxxxnn"),
]
