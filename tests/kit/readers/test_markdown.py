"""Markdown and plain text, and blocks written back as Markdown."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from palabre.core.agenda import Block, BlockKind, Run
from palabre.core.agenda.folding import tidy
from palabre.kit.documents.readers import markdown_text, read_markdown


def kinds(text: str, *, plain: bool = False) -> list[tuple[BlockKind, int, str, int]]:
    blocks = read_markdown(text, plain=plain)
    return [(block.kind, block.level, block.text, block.where) for block in blocks]


def test_blocks_with_their_lines() -> None:
    text = (
        "# Titre\n\nSous-titre\n---\n\n> Une citation\n\n- un\n  - deux\n\n    suite\n1. trois"
        "\n\n***\n\nfin"
    )
    assert kinds(text) == [
        (BlockKind.HEADING, 1, "Titre", 1),
        (BlockKind.HEADING, 2, "Sous-titre", 3),
        (BlockKind.PARAGRAPH, 0, "Une citation", 6),
        (BlockKind.LIST_ITEM, 1, "un", 8),
        (BlockKind.LIST_ITEM, 2, "deux", 9),
        (BlockKind.PARAGRAPH, 0, "suite", 11),
        (BlockKind.LIST_ITEM, 1, "trois", 12),
        (BlockKind.PARAGRAPH, 0, "fin", 16),
    ]


def test_bold_italic_links_tags_and_entities() -> None:
    text = "**Gras** et *penché*, [lien](https://exemple.org/x) <u>souligné</u> &amp; \\*étoile\\*"
    assert read_markdown(text)[0].runs == (
        Run("Gras", bold=True),
        Run(" et "),
        Run("penché", italic=True),
        Run(", lien souligné & *étoile*"),
    )


def test_hard_breaks_and_their_lines() -> None:
    block = read_markdown("\nun  \ndeux\\\ntrois<br>quatre")[0]
    assert block.text.split("\n") == ["un", "deux", "trois", "quatre"]
    assert [block.where_of(rank) for rank in range(3)] == [2, 3, 4]


def test_a_wrapped_paragraph_is_one_line_and_a_short_line_is_its_own() -> None:
    wrapped = (
        "Une longue phrase que son auteur a coupée à la marge de son éditeur de texte,\n"
        "comme le font beaucoup de logiciels, et qui se lit d'une traite."
    )
    assert "\n" not in read_markdown(wrapped)[0].text
    assert read_markdown("Date : mardi\nLieu : Valbrune")[0].text == "Date : mardi\nLieu : Valbrune"
    assert read_markdown(f"**{'Un titre ' * 10}court**\nMme Awa Test")[0].text.count("\n") == 1
    assert read_markdown(f"{'Une phrase ' * 8}\n9h30 – 10h Accueil")[0].text.count("\n") == 1


def test_plain_text_keeps_its_newlines() -> None:
    assert kinds("a\nb\n\n9h - 10h : c", plain=True) == [
        (BlockKind.PARAGRAPH, 0, "a\nb", 1),
        (BlockKind.PARAGRAPH, 0, "9h - 10h : c", 4),
    ]


def test_tables() -> None:
    rows = read_markdown("| Heure | Titre |\n|---|---|\n| 9h | **Accueil**<br>suite |\n")
    assert [(row.kind, row.text, row.table, row.where) for row in rows] == [
        (BlockKind.TABLE_ROW, "Heure | Titre", 1, 1),
        (BlockKind.TABLE_ROW, "9h | Accueil\nsuite", 1, 3),
    ]


def test_comments_and_indented_lines() -> None:
    assert kinds("<!-- a\nb -->\n\n        pas du code\n") == [
        (BlockKind.PARAGRAPH, 0, "pas du code", 4)
    ]


def test_written_back() -> None:
    blocks = (
        Block(BlockKind.HEADING, (Run("Titre # 1"),), 1, 2),
        Block(BlockKind.PARAGRAPH, (Run("1. Pas une liste\n- ni "), Run("ici", bold=True)), 2),
        Block(BlockKind.LIST_ITEM, (Run("un *mot* [à] lire"),), 3, 1),
        Block(BlockKind.LIST_ITEM, (Run("deux"),), 4, 2),
        Block(BlockKind.TABLE_ROW, where=5, cells=((Run("9h"),), (Run("a|b\nc"),)), table=1),
    )
    assert [(b.kind, b.level, b.text) for b in read_markdown(markdown_text(blocks))] == [
        (b.kind, b.level, b.text) for b in blocks
    ]


LETTERS = st.text(st.sampled_from("abcé 12.-*_#>|[]<&`\\~+=:()!9h\n"), min_size=1, max_size=20)


@settings(deadline=None, max_examples=200)
@example([("[](", False), (")", False)])
@given(st.lists(st.tuples(LETTERS, st.booleans()), min_size=1, max_size=3))
def test_any_paragraph_written_back_reads_the_same(pieces: list[tuple[str, bool]]) -> None:
    runs = tuple(Run(text, bold=bold) for text, bold in pieces)
    block = Block(BlockKind.PARAGRAPH, runs, 1)
    again = read_markdown(markdown_text((block,)))
    expected = [line for line in (tidy(line) for line in block.text.split("\n")) if line]
    found = [tidy(line) for b in again for line in b.text.split("\n")]
    assert found == expected
    assert all(b.kind is BlockKind.PARAGRAPH for b in again)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for plain in (True, False):
        for block in read_markdown(text, plain=plain):
            assert block.text.strip()
            assert block.where >= 1
