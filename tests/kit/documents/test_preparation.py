from __future__ import annotations

import pytest

from palabre.kit.documents import (
    Block,
    Document,
    DocumentError,
    DocumentFault,
    Figure,
    Heading,
    Paragraph,
    Span,
    Table,
    Thread,
    ThreadStep,
    describe_error,
)
from palabre.kit.documents.preparation import prepared


def made(*blocks: Block, **about: object) -> Document:
    return prepared(Document(title="Essai", blocks=blocks, **about))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([1, 2, 3, 2, 1], [1, 2, 3, 2, 1]),
        ([1, 3, 3, 2], [1, 2, 2, 2]),
        ([3, 2, 1], [1, 1, 1]),
        ([2, 4, 6, 4], [1, 2, 3, 2]),
        ([1, 6, 2, 3], [1, 2, 2, 3]),
    ],
)
def test_heading_levels_never_skip(levels: list[int], expected: list[int]) -> None:
    document = made(*(Heading(level, f"Titre {level}") for level in levels))
    assert [block.level for block in document.blocks if isinstance(block, Heading)] == expected


def test_a_heading_without_words_is_not_printed() -> None:
    document = made(Heading(1, " \n "), Heading(2, "Seul"))
    assert document.blocks == (Heading(1, "Seul"),)


def test_an_anchor_given_twice_stays_at_the_first_place() -> None:
    document = made(Heading(1, "Un", "ici"), Heading(1, "Deux", "ici"))
    anchors = [block.anchor for block in document.blocks if isinstance(block, Heading)]
    assert anchors == ["ici", ""]


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("https://exemple.test/a", True),
        ("HTTP://exemple.test", True),
        ("mailto:ville@exemple.test", True),
        ("#ici", True),
        ("#ailleurs", False),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("data:text/html,x", False),
        ("https://exemple.test/a b", False),
        ("//exemple.test", False),
    ],
)
def test_only_links_that_lead_somewhere_allowed_stay(link: str, kept: bool) -> None:
    document = made(Heading(1, "Ici", "ici"), Paragraph((Span("mots", link=link),)))
    paragraph = document.blocks[1]
    assert isinstance(paragraph, Paragraph)
    assert paragraph.words == (Span("mots", link=link if kept else ""),)


def test_the_links_of_a_thread_are_held_to_the_same_rule() -> None:
    document = made(Thread((ThreadStep("Action", "Former", link="file:///etc/passwd"),)))
    thread = document.blocks[0]
    assert isinstance(thread, Thread)
    assert thread.steps[0].link == ""


def test_contents_are_printed_from_eight_headings_unless_the_room_says_otherwise() -> None:
    seven = [Heading(1, f"Titre {number}") for number in range(7)]
    assert made(*seven).contents is False
    assert made(*seven, Heading(1, "Huit")).contents is True
    assert made(*seven, contents=True).contents is True
    assert made(*seven, Heading(1, "Huit"), contents=False).contents is False


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">{}</svg>'
FAULTS: list[tuple[Document, DocumentFault, str]] = [
    (Document(title=" \n"), DocumentFault.NO_TITLE, "titre"),
    (
        Document("T", blocks=(Figure(SVG.format(""), "  ", "Carte"),)),
        DocumentFault.NO_ALTERNATIVE,
        "L’image n° 1 (« Carte »)",
    ),
    (
        Document("T", blocks=(Figure("<html/>", "Une carte", "Carte"),)),
        DocumentFault.UNREADABLE_PICTURE,
        "« Carte »",
    ),
    (
        Document("T", blocks=(Figure("pas du XML", "Une carte"),)),
        DocumentFault.UNREADABLE_PICTURE,
        "SVG",
    ),
    (
        Document(
            "T",
            blocks=(
                Figure(
                    '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
                    + SVG.format("<text>&x;</text>"),
                    "Une carte",
                ),
            ),
        ),
        DocumentFault.UNREADABLE_PICTURE,
        "SVG",
    ),
    (
        Document("T", blocks=(Table(("a", "b"), (("1", "2"), ("3",)), caption="Coûts"),)),
        DocumentFault.UNEVEN_ROW,
        "« Coûts », la ligne 2 compte 1 cellules au lieu de 2",
    ),
    (
        Document("T", blocks=(Table((), (), caption="Vide"),)),
        DocumentFault.EMPTY_TABLE,
        "« Vide »",
    ),
]


@pytest.mark.parametrize(("document", "code", "said"), FAULTS)
def test_what_cannot_be_printed_is_refused_in_plain_french(
    document: Document, code: DocumentFault, said: str
) -> None:
    with pytest.raises(DocumentError) as refusal:
        prepared(document)
    assert refusal.value.code is code
    assert said in describe_error(refusal.value).replace("\u00a0", " ")


def test_every_fault_has_its_sentence() -> None:
    params: dict[str, str | int] = dict.fromkeys(
        ("figure", "caption", "row", "found", "expected", "seconds", "detail"), 1
    )
    for fault in DocumentFault:
        assert describe_error(DocumentError(fault, **params)).endswith((".", "1"))


def test_a_picture_loses_what_leads_out_of_it() -> None:
    drawing = SVG.format(
        '<script>alert(1)</script><image href="/etc/passwd"/><rect onclick="x()" width="1"/>'
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>'
        '<a href="https://exemple.test"><text>mot</text></a><use href="#rond"/>'
    )
    document = made(Figure(drawing, "Une carte"))
    figure = document.blocks[0]
    assert isinstance(figure, Figure)
    for trace in ("script", "passwd", "onclick", "foreignObject", "exemple.test"):
        assert trace not in figure.svg
    assert "mot" in figure.svg
    assert 'href="#rond"' in figure.svg
