"""What OpenDocument says beyond its text (ISO/IEC 26300)."""

from palabre.core.agenda import Block, BlockKind, Run
from palabre.kit.documents.readers import read_document

from .building import odt

STYLES = (
    '<style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="T2"><style:text-properties fo:font-style="italic"/></style:style>'
    '<style:style style:name="P1" style:parent-style-name="Title"/>'
    '<style:style style:name="P2"><style:text-properties fo:font-weight="700"/></style:style>'
    '<style:style style:name="A" style:parent-style-name="B"/>'
    '<style:style style:name="B" style:parent-style-name="A"/>'
)


def blocks(body: str) -> tuple[Block, ...]:
    return read_document("note.odt", odt(body, STYLES)).blocks


def test_headings_lists_and_styles() -> None:
    body = (
        '<text:p text:style-name="P1">Titre</text:p>'
        '<text:h text:outline-level="3">Sous-titre</text:h>'
        "<text:list><text:list-item><text:p>Un</text:p><text:p>suite</text:p>"
        "<text:list><text:list-item><text:p>Un a</text:p></text:list-item></text:list>"
        "</text:list-item></text:list>"
        '<text:p text:style-name="A">Boucle</text:p>'
    )
    assert [(block.kind, block.level, block.text) for block in blocks(body)] == [
        (BlockKind.HEADING, 1, "Titre"),
        (BlockKind.HEADING, 3, "Sous-titre"),
        (BlockKind.LIST_ITEM, 1, "Un"),
        (BlockKind.PARAGRAPH, 0, "suite"),
        (BlockKind.LIST_ITEM, 2, "Un a"),
        (BlockKind.PARAGRAPH, 0, "Boucle"),
    ]


def test_runs_breaks_spaces_and_blanks() -> None:
    body = (
        '<text:p><text:span text:style-name="T1">Gras<text:line-break/></text:span>'
        'puis\n<text:span text:style-name="T2">penché</text:span><text:s text:c="2"/>fin'
        "<text:tab/></text:p>"
    )
    assert blocks(body)[0].runs == (
        Run("Gras\n", bold=True),
        Run("puis "),
        Run("penché", italic=True),
        Run("  fin\t"),
    )


def test_bold_of_the_paragraph_style_holds_for_its_runs() -> None:
    assert blocks('<text:p text:style-name="P2">Tout gras</text:p>')[0].runs == (
        Run("Tout gras", bold=True),
    )


def test_deletions_notes_annotations_frames_and_contents_are_left_out() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Retiré</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:table-of-content><text:index-body><text:p>Sommaire</text:p></text:index-body>"
        "</text:table-of-content>"
        "<text:p>Texte<text:note><text:note-body><text:p>note</text:p></text:note-body></text:note>"
        "<office:annotation><text:p>avis</text:p></office:annotation>"
        "<draw:frame><draw:text-box><text:p>boîte</text:p></draw:text-box></draw:frame></text:p>"
    )
    assert [block.text for block in blocks(body)] == ["Texte"]


def test_tables() -> None:
    body = (
        "<table:table><table:table-header-rows><table:table-row>"
        "<table:table-cell><text:p>Heure</text:p></table:table-cell>"
        "<table:table-cell><text:p>Titre</text:p></table:table-cell>"
        "</table:table-row></table:table-header-rows><table:table-row>"
        "<table:table-cell><text:p>9h</text:p></table:table-cell>"
        "<table:table-cell><text:p>Accueil</text:p><text:p>suite</text:p></table:table-cell>"
        "</table:table-row></table:table>"
    )
    assert [block.text for block in blocks(body)] == ["Heure | Titre", "9h | Accueil\nsuite"]
