"""Reading a Polis export: dialects, traps, and errors that say where."""

import pytest

from palabre.core.opinion.polis import PolisError, PolisProblem, PolisRemarkCode, read_polis
from palabre.core.tabular import TableProblem

LEGACY = {
    "summary.csv": (
        'topic,"Eau, demain"\nurl,https://example.org/1\nviews,9\nvoters,3\n'
        'conversation-description,"Première ligne.\n\nSeconde, avec virgule."\n'
    ),
    "comments.csv": (
        "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
        '1500000000000,Fri Jul 14 04:40:00 WIB 2017,2,0,1,1,-1,"Sur\ndeux lignes"\n'
        '1500000001000,???,0,7,2,1,1,"Dit : ""oui"", net"\n'
        "1500000002000,???,10,7,0,0,0,Sans vote\n"
    ),
    "votes.csv": (
        "timestamp,datetime,comment-id,voter-id,vote\n"
        "1500000009000,late,0,1,-1\n"
        "1500000003000,early,0,1,1\n"
        "1500000004000,x,0,2,1\n"
        "1500000004000,x,2,2,1\n"
        "1500000005000,x,2,1,-1\n"
    ),
    "participants-votes.csv": (
        "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,2\n"
        "1,0,0,2,0,2,-1,-1\n"
        "2,,0,2,2,0,1,1\n"
    ),
}
RECENT = {
    "export/1a2b_comments.csv": (
        "timestamp,comment-id,author-id,agrees,disagrees,moderated,is-meta,is-seed,"
        "group-informed-consensus,comment-body\n"
        "1726860676,0,0,1,0,1,false,true,0.68,Semée\n"
        "1726860677,1,0,1,0,1,true,false,0.5,Sur la consultation\n"
    ),
    "export/1a2b_votes.csv": (
        "timestamp,comment-id,voter-id,vote,important\n"
        "1726860683,0,5,1,false\n1726860684,1,5,1,true\n"
    ),
    "export/1a2b_participant-votes.csv": "participant,xid,group-id,0,1\n5,abc,1,1,1\n",
    "export/1a2b_summary.csv": "topic,Ville\nurl,https://example.org/2\n",
    "export/1a2b_comment-groups.csv": "comment-id\n",
    "__MACOSX/export/1a2b_votes.csv": "rubbish",
}


def files(source: dict[str, str]) -> dict[str, bytes]:
    return {name: text.encode() for name, text in source.items()}


def test_reads_the_legacy_dialect() -> None:
    found = read_polis(files(LEGACY))
    assert found.topic == "Eau, demain"
    assert found.description == "Première ligne.\n\nSeconde, avec virgule."
    assert found.url == "https://example.org/1"
    assert [(one.id, one.text, one.moderated, one.off_map) for one in found.statements] == [
        ("0", 'Dit : "oui", net', 1, False),
        ("2", "Sur\ndeux lignes", -1, True),
        ("10", "Sans vote", 0, False),
    ]
    assert (found.statements[0].created, found.statements[0].author) == (1500000001000, "7")
    assert (found.statements[0].agrees, found.statements[0].disagrees) == (2, 1)
    assert found.votes.participants == ("1", "2")
    assert found.votes.statements == ("0", "2", "10")
    assert found.votes.dense()[:, :2].tolist() == [[-1, -1], [1, 1]]
    assert found.votes.off_map.tolist() == [False, True, False]
    assert found.published_groups() == {"1": "0"}
    assert found.repeats_dropped == 1
    assert [(one.code, dict(one.params)) for one in found.remarks] == [
        (PolisRemarkCode.REPEATED_VOTES, {"count": 1, "changed": 1}),
        (PolisRemarkCode.WITHOUT_VOTES, {"count": 1}),
    ]


def test_reads_the_recent_dialect_under_prefixed_names_and_seconds() -> None:
    found = read_polis(files(RECENT))
    first, second = found.statements
    assert (first.seed, first.meta, first.consensus) == (True, False, 0.68)
    assert (second.seed, second.meta, second.off_map) == (False, True, True)
    assert first.created == 1726860676000
    assert found.participants[0].xid == "abc"
    assert found.published_groups() == {"5": "1"}
    assert found.important == {("5", "1")}
    assert [(one.code, one.params) for one in found.remarks] == [
        (PolisRemarkCode.IGNORED_FILE, {"file": "__MACOSX/export/1a2b_votes.csv"})
    ]


def test_votes_alone_make_a_conversation() -> None:
    found = read_polis({"votes.csv": LEGACY["votes.csv"].encode()})
    assert [(one.id, one.text) for one in found.statements] == [("0", None), ("2", None)]
    assert [one.id for one in found.participants] == ["1", "2"]
    assert [one.code for one in found.remarks] == [
        PolisRemarkCode.NO_COMMENTS_FILE,
        PolisRemarkCode.REPEATED_VOTES,
    ]


def test_the_table_of_participants_may_stand_for_the_votes() -> None:
    alone = {name: text.encode() for name, text in LEGACY.items() if name != "votes.csv"}
    found = read_polis(alone)
    whole = read_polis(files(LEGACY))
    assert found.votes.dense()[:, :2].tolist() == whole.votes.dense()[:, :2].tolist()
    assert found.repeats_dropped == 0


@pytest.mark.parametrize(
    ("bodies", "texts"),
    [
        (['"""Dit ""oui"" net"""', "plat"], ['"Dit "oui" net"', "plat"]),
        (['"""Dit """"oui"""" net"""', "plat"], ['Dit "oui" net', "plat"]),
        (['"""Tout"""', "plat"], ['"Tout"', "plat"]),
        (['"""Tout"""', '"""Aussi"""'], ["Tout", "Aussi"]),
    ],
    ids=["quotes are words", "doubled inside", "one quoted sentence", "every body wrapped"],
)
def test_bodies_quoted_twice_are_freed(bodies: list[str], texts: list[str]) -> None:
    comments = "comment-id,comment-body\n" + "".join(
        f"{place},{body}\n" for place, body in enumerate(bodies)
    )
    votes = "comment-id,voter-id,vote\n0,1,1\n1,1,1\n"
    found = read_polis({"comments.csv": comments.encode(), "votes.csv": votes.encode()})
    assert [one.text for one in found.statements] == texts
    freed = sum(PolisRemarkCode.TWICE_QUOTED is one.code for one in found.remarks)
    assert freed == (texts[0][0] != '"')


def test_what_does_not_add_up_is_said() -> None:
    changed = {
        "comments.csv": LEGACY["comments.csv"].replace(",0,7,2,1,1,", ",0,7,9,1,1,").encode(),
        "votes.csv": (LEGACY["votes.csv"] + "1500000005000,x,99,1,0\n").encode(),
        "participants-votes.csv": (b"participant,group-id,0,2\n1,0,1,-1\n3,,,\n"),
    }
    found = read_polis(changed)
    remarks = {one.code: dict(one.params) for one in found.remarks}
    assert remarks[PolisRemarkCode.VOTES_ON_UNKNOWN] == {"count": 1, "statements": 1}
    assert remarks[PolisRemarkCode.UNKNOWN_VOTERS] == {"count": 1}
    # Person 1: +1 in the table against −1 voted last, and a vote on 99 that it lacks.
    assert remarks[PolisRemarkCode.TABLES_DISAGREE] == {"count": 2}
    assert remarks[PolisRemarkCode.COUNTS_DIFFER] == {"count": 1}
    assert found.votes.participants == ("1", "2", "3")
    assert found.statements[-1].id == "99"
    assert found.statements[-1].text is None


def test_a_file_in_another_encoding_is_read_and_said() -> None:
    changed = files(LEGACY)
    changed["comments.csv"] = LEGACY["comments.csv"].replace("Sans vote", "été").encode("cp1252")
    found = read_polis(changed)
    assert found.statements[-1].text == "été"
    assert found.remarks[0].params == {"file": "comments.csv", "encoding": "cp1252"}


@pytest.mark.parametrize(
    ("name", "text", "code", "line", "column"),
    [
        ("votes.csv", "comment-id,voter-id,vote\n0,1,2\n", PolisProblem.NOT_A_VOTE, 2, 3),
        ("votes.csv", "comment-id,voter-id,vote\n0,1,\n", PolisProblem.NOT_A_VOTE, 2, 3),
        ("votes.csv", "comment-id,voter-id,vote\n0,,1\n", PolisProblem.EMPTY_ID, 2, 2),
        (
            "votes.csv",
            "timestamp,comment-id,voter-id,vote\nhier,0,1,1\n",
            PolisProblem.NOT_A_TIME,
            2,
            1,
        ),
        ("votes.csv", "comment-id,voter-id\n0,1\n", TableProblem.MISSING_COLUMN, 1, None),
        ("votes.csv", 'comment-id,voter-id,vote\n0,"1,1\n', TableProblem.UNCLOSED_QUOTE, 2, 2),
        ("votes.csv", "", TableProblem.EMPTY, None, None),
        ("comments.csv", "comment-id,moderated\n0,2\n", PolisProblem.NOT_A_MODERATION, 2, 2),
        ("comments.csv", "comment-id,agrees\n0,x\n", PolisProblem.NOT_A_NUMBER, 2, 2),
        (
            "comments.csv",
            "comment-id,group-informed-consensus\n0,1.5\n",
            PolisProblem.NOT_A_NUMBER,
            2,
            2,
        ),
        (
            "comments.csv",
            'comment-id,comment-body\n0,"a\nb"\n0,c\n',
            PolisProblem.REPEATED_STATEMENT,
            4,
            1,
        ),
        (
            "participants-votes.csv",
            "participant,0\n1,1\n1,1\n",
            PolisProblem.REPEATED_PARTICIPANT,
            3,
            1,
        ),
        ("participants-votes.csv", "participant,0\n1,agree\n", PolisProblem.NOT_A_VOTE, 2, 2),
        ("summary.csv", 'topic,"sans fin\n', TableProblem.UNCLOSED_QUOTE, 1, 2),
    ],
)
def test_says_which_file_line_and_column_are_wrong(
    name: str,
    text: str,
    code: PolisProblem | TableProblem,
    line: int | None,
    column: int | None,
) -> None:
    with pytest.raises(PolisError) as refused:
        read_polis(files(LEGACY) | {name: text.encode()})
    assert refused.value.file == name
    assert (refused.value.code, refused.value.line, refused.value.column) == (code, line, column)


def test_no_votes_or_two_files_of_votes_are_refused() -> None:
    with pytest.raises(PolisError) as refused:
        read_polis({"comments.csv": LEGACY["comments.csv"].encode(), "lisez-moi.txt": b""})
    assert refused.value.code is PolisProblem.NO_VOTES_FILE
    with pytest.raises(PolisError) as refused:
        read_polis({"a/votes.csv": b"", "b/votes.csv": b""})
    assert refused.value.params == {"kind": "votes", "other": "a/votes.csv"}
