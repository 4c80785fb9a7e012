"""Make the real note's DOCX and ODT again. Run from the repository: needs LibreOffice Writer.

    python tests/data/notes/make_documents.py

The LibreOffice files go through HTML, which Writer opens as it would a pasted page. The third
imitates a document typed in a French Word: style identifiers such as « Titre2 », runs cut in
pieces by the spelling checker, manual line breaks, a deletion still tracked, a footnote.
"""

import subprocess
import tempfile
from pathlib import Path

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from markdown_it import MarkdownIt

HERE = Path(__file__).parent
NOTE = HERE / "note-atelier-numerique.md"


def with_libreoffice(note: Path) -> None:
    body = MarkdownIt("commonmark").enable("table").render(note.read_text("utf-8"))
    head = '<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"></head>'
    page = f"{head}<body>{body}</body></html>"
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{note.stem}.html"
        source.write_text(page, "utf-8")
        _convert(source, "odt:writer8", folder)
        odt = source.with_suffix(".odt")
        _convert(odt, "docx:MS Word 2007 XML", folder)
        (HERE / odt.name).write_bytes(odt.read_bytes())
        docx = odt.with_suffix(".docx")
        (HERE / f"{note.stem}-libreoffice.docx").write_bytes(docx.read_bytes())


def _convert(source: Path, kind: str, folder: str) -> None:
    profile = f"-env:UserInstallation=file://{folder}/profile"
    reader = ["--infilter=HTML (StarWriter)"] if source.suffix == ".html" else []
    subprocess.run(
        [
            "soffice",
            profile,
            "--headless",
            *reader,
            "--convert-to",
            kind,
            "--outdir",
            folder,
            source,
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )


def in_the_manner_of_word() -> None:
    document = Document()
    document.core_properties.author = ""
    document.core_properties.comments = ""
    for level in (2, 3):
        document.styles[f"Heading {level}"].element.set(qn("w:styleId"), f"Titre{level}")
    tokens = MarkdownIt("commonmark").parse(NOTE.read_text("utf-8"))
    in_list = False
    for rank, token in enumerate(tokens):
        if token.type in ("bullet_list_open", "bullet_list_close"):
            in_list = token.type.endswith("open")
        if token.type != "inline":
            continue
        opener = tokens[rank - 1]
        if opener.type == "heading_open":
            paragraph = document.add_paragraph(style=f"Heading {opener.tag[1]}")
        else:
            paragraph = document.add_paragraph(style="List Bullet" if in_list else None)
        _fill(paragraph, token.children or [])
    _leave_traces_of_work(document.paragraphs[3])
    document.save(HERE / "note-atelier-numerique-word.docx")


def _fill(paragraph: Paragraph, children: list) -> None:
    bold = italic = False
    for child in children:
        if child.type.startswith("strong_"):
            bold = child.type.endswith("open")
        elif child.type.startswith("em_"):
            italic = child.type.endswith("open")
        elif child.type == "hardbreak":
            paragraph.add_run().add_break()
        elif child.type == "softbreak":
            paragraph.add_run(" ")
        else:
            for piece in _pieces(child.content):
                run = paragraph.add_run(piece)
                run.bold, run.italic = bold or None, italic or None


def _pieces(text: str) -> list[str]:
    """Runs cut in the middle of words, as Word's spelling checker leaves them."""
    return [text[at : at + 17] for at in range(0, len(text), 17)]


def _leave_traces_of_work(paragraph: Paragraph) -> None:
    """A deletion still tracked and a note call: neither is the note's text."""
    deletion = OxmlElement("w:del")
    deletion.set(qn("w:id"), "900")
    deletion.set(qn("w:author"), "")
    run, text = OxmlElement("w:r"), OxmlElement("w:delText")
    text.text = " Phrase retirée."
    run.append(text)
    deletion.append(run)
    paragraph._p.append(deletion)
    call, reference = OxmlElement("w:r"), OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "1")
    call.append(reference)
    paragraph._p.append(call)


if __name__ == "__main__":
    with_libreoffice(NOTE)
    with_libreoffice(HERE / "invente-tableau.md")
    in_the_manner_of_word()
