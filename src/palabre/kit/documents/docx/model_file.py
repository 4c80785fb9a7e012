"""A Word file that people dress in Word, and that a document is then poured into.

The file offered for download holds every style that a document uses and a few places to fill:
words (« {{ titre }} »), and one place alone in its paragraph for the whole content. People change
fonts, logo, headers, order and words around the places; the places stay.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from django.utils.translation import gettext as _
from docx.oxml.ns import qn

from ..model import Document, Figure
from ..pictures import pngs
from ..preparation import prepared
from ..readers.archive import Archive
from ..readers.errors import UnreadableDocument
from ..readers.wording import describe_error as describe_unreadable
from ..wording import wording
from . import places
from .blocks import BlockWriter
from .elements import field, paragraph, text_run
from .styles import dress
from .writer import describe, set_page

CONTENT = "contenu"
LARGEST_MODEL = 5_000_000
_LISTS = ("List Bullet", "List Number")
_FETCHED = ("attachedTemplate", "image", "oleObject", "frame", "video", "audio")
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class ModelFault(StrEnum):
    UNREADABLE = "unreadable"
    TOO_BIG = "too_big"
    NOT_WORD = "not_word"
    MACROS = "macros"
    FETCHES = "fetches"
    NO_CONTENT = "no_content"
    CONTENT_TWICE = "content_twice"
    CONTENT_NOT_ALONE = "content_not_alone"
    UNKNOWN_PLACE = "unknown_place"
    UNCLOSED = "unclosed"
    NO_LISTS = "no_lists"


@dataclass(frozen=True)
class ModelRemark:
    """What is wrong with a model; `words`: the place or the paragraph concerned."""

    fault: ModelFault
    words: str = ""


class ModelRefused(ValueError):
    """A model that nothing can be poured into; `remarks` say why."""

    def __init__(self, remarks: Sequence[ModelRemark]) -> None:
        super().__init__(", ".join(remark.fault for remark in remarks))
        self.remarks = tuple(remarks)


def blank_model(names: Sequence[str], *, title: str) -> bytes:
    """The file to dress: house styles, one line per place of words, then the content.

    names: places of words, the first one being the title's.
    """
    word = docx.Document()
    dress(word, "fr")
    shape = Document(title=title)
    set_page(word, shape)
    describe(word, shape)
    body = word.element.body
    end = body.find(qn("w:sectPr"))
    styles = ["Title", "Subtitle", *["Byline"] * len(names)]
    for style, name in zip(styles, names, strict=False):
        end.addprevious(paragraph(style, text_run(f"{{{{ {name} }}}}")))
    end.addprevious(paragraph("TitleRule"))
    end.addprevious(paragraph("Normal", text_run(f"{{{{ {CONTENT} }}}}")))
    section = word.sections[0]
    section.different_first_page_header_footer = False
    section.header.is_linked_to_previous = False
    section.header.paragraphs[0]._p.append(text_run(f"{{{{ {names[0]} }}}}"))
    section.footer.is_linked_to_previous = False
    foot = section.footer.paragraphs[0]._p
    foot.extend([text_run(f"{_('Page')} "), *field("PAGE", "1")])
    written = BytesIO()
    word.save(written)
    return written.getvalue()


def check_model(content: bytes, names: Sequence[str]) -> list[ModelRemark]:
    """Say everything that is wrong with a model, without pouring anything; empty when it serves."""
    problem = _weighed(content)
    if problem is not None:
        return [problem]
    try:
        word = docx.Document(BytesIO(content))
    except Exception:  # python-docx raises whatever the broken part made it raise
        return [ModelRemark(ModelFault.NOT_WORD)]
    return [*_remarks_on_places(word, names), *_remarks_on_lists(word)]


def _weighed(content: bytes) -> ModelRemark | None:
    if len(content) > LARGEST_MODEL:
        return ModelRemark(ModelFault.TOO_BIG)
    try:
        archive = Archive(content)
        parts = {name: archive.read(name) for name in archive.names if _is_xml(name)}
    except UnreadableDocument as error:
        return ModelRemark(ModelFault.UNREADABLE, describe_unreadable(error))
    if "word/document.xml" not in archive.names:
        return ModelRemark(ModelFault.NOT_WORD)
    if any(name.lower().endswith(("vbaproject.bin", ".ocx")) for name in archive.names):
        return ModelRemark(ModelFault.MACROS)
    if b"macroEnabled" in parts.get("[Content_Types].xml", b""):
        return ModelRemark(ModelFault.MACROS)
    if any(_DECLARATION.search(part) for part in parts.values()):
        return ModelRemark(ModelFault.FETCHES)
    relations = b"".join(part for name, part in parts.items() if name.endswith(".rels"))
    for relation in re.findall(rb"<[\w:]*Relationship\b[^>]*>", relations):
        kind = re.search(rb'Type="[^"]*/(\w+)"', relation)
        if b'"External"' in relation and kind and kind[1].decode() in _FETCHED:
            return ModelRemark(ModelFault.FETCHES)
    return None


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def _remarks_on_places(word: Any, names: Sequence[str]) -> list[ModelRemark]:
    known = {places.folded(name) for name in (*names, CONTENT)}
    found: list[ModelRemark] = []
    contents = 0
    body = set(word.element.body.iter(qn("w:p")))
    for one in places.paragraphs(word):
        typed = places.places_in(one)
        found += [
            ModelRemark(ModelFault.UNKNOWN_PLACE, name)
            for name in typed
            if places.folded(name) not in known
        ]
        if places.is_unclosed(one):
            found.append(ModelRemark(ModelFault.UNCLOSED, places.words_of(one)[:80]))
        if CONTENT in [places.folded(name) for name in typed]:
            contents += 1
            if one not in body or not places.stands_alone(one) or _in_a_cell(one):
                found.append(ModelRemark(ModelFault.CONTENT_NOT_ALONE))
    if not contents:
        found.append(ModelRemark(ModelFault.NO_CONTENT))
    if contents > 1:
        found.append(ModelRemark(ModelFault.CONTENT_TWICE))
    return found


def _in_a_cell(one: Any) -> bool:
    return bool(one.getparent().tag != qn("w:body"))


def _remarks_on_lists(word: Any) -> list[ModelRemark]:
    known = {style.name for style in word.styles}
    numbers = any(one.reltype.endswith("/numbering") for one in word.part.rels.values())
    if numbers and known.issuperset(_LISTS):
        return []
    return [ModelRemark(ModelFault.NO_LISTS)]


def describe_remark(remark: ModelRemark, names: Sequence[str]) -> str:
    """What is wrong, where, and the way out."""
    said = {
        "words": remark.words,
        "names": ", ".join(f"{{{{ {name} }}}}" for name in (*names, CONTENT)),
    }
    match remark.fault:
        case ModelFault.UNREADABLE:
            return remark.words
        case ModelFault.TOO_BIG:
            return _("Ce modèle pèse plus de 5 Mo. Allégez ses images, puis déposez-le à nouveau.")
        case ModelFault.NOT_WORD:
            return _(
                "Ce fichier n’est pas un document Word (.docx). Repartez du modèle à télécharger, "
                "modifiez-le dans Word et enregistrez-le en .docx."
            )
        case ModelFault.MACROS:
            return _(
                "Ce fichier contient des macros : par prudence, il est refusé. Enregistrez-le en "
                ".docx (« Document Word »), sans macros."
            )
        case ModelFault.FETCHES:
            return _(
                "Ce fichier irait chercher des éléments ailleurs (modèle joint, image liée). "
                "Incorporez les images et détachez le modèle, puis enregistrez-le à nouveau."
            )
        case ModelFault.NO_CONTENT:
            return _(
                "Il manque la place du contenu. Écrivez {{ contenu }} seul sur une ligne, là où le "
                "compte rendu doit venir."
            )
        case ModelFault.CONTENT_TWICE:
            return _("{{ contenu }} se trouve à plusieurs endroits. Gardez-en un seul.")
        case ModelFault.CONTENT_NOT_ALONE:
            return _(
                "{{ contenu }} doit être seul sur sa ligne, dans le corps du document : ni dans un "
                "tableau, ni dans l’en-tête ou le pied de page."
            )
        case ModelFault.UNKNOWN_PLACE:
            return (
                _("« {{ %(words)s }} » n’est pas une place connue. Les places sont : %(names)s.")
                % said
            )
        case ModelFault.UNCLOSED:
            return _("Des accolades ne se ferment pas dans : « %(words)s ».") % said
        case ModelFault.NO_LISTS:
            return _(
                "Les styles de listes (« List Bullet », « List Number ») ont disparu. Repartez du "
                "modèle à télécharger : il contient tous les styles."
            )


def pour(
    content: bytes,
    document: Document,
    values: Mapping[str, str],
    *,
    font_folders: Sequence[Path] = (),
) -> bytes:
    """The document as a Word file, in the dress of a model.

    values: words by name of place; those of the model that are not given stay empty.

    Raises:
        ModelRefused: the model does not pass `check_model`.
        DocumentError: the document cannot be printed as it stands.
    """
    remarks = check_model(content, list(values))
    if remarks:
        raise ModelRefused(remarks)
    ready = prepared(document)
    word = docx.Document(BytesIO(content))
    renamed = _complete_styles(word, ready.language)
    drawings = [block.svg for block in ready.blocks if isinstance(block, Figure)]
    writer = BlockWriter(word, ready, wording(ready.language), pngs(drawings, font_folders))
    known = {places.folded(name): value for name, value in values.items()}
    place = next(one for one in places.paragraphs(word) if _is_content(one))
    for one in places.paragraphs(word):
        places.fill(one, known)
    for made in writer.elements():
        _rename(made, renamed)
        place.addprevious(made)
    word.element.body.remove(place)
    describe(word, ready)
    written = BytesIO()
    word.save(written)
    return written.getvalue()


def _is_content(one: Any) -> bool:
    return CONTENT in [places.folded(name) for name in places.places_in(one)]


def _complete_styles(word: Any, language: str) -> dict[str, str]:
    """Give the model the styles that it lost; return ours by identifier → its own, where another
    program gave the same style another identifier."""
    house = docx.Document()
    dress(house, language)
    own = {
        style.get(qn("w:styleId")): style for style in word.styles.element.iterfind(qn("w:style"))
    }
    named = {_name(style): identifier for identifier, style in own.items()}
    renamed: dict[str, str] = {}
    for style in house.styles.element.iterfind(qn("w:style")):
        identifier, name = style.get(qn("w:styleId")), _name(style)
        if identifier in own:
            continue
        if name in named:
            renamed[identifier] = named[name]
        else:
            word.styles.element.append(deepcopy(style))
    return renamed


def _name(style: Any) -> str:
    name = style.find(qn("w:name"))
    return "" if name is None else str(name.get(qn("w:val"))).casefold()


def _rename(made: Any, renamed: Mapping[str, str]) -> None:
    for tag in ("w:pStyle", "w:rStyle", "w:tblStyle"):
        for mark in made.iter(qn(tag)):
            value = mark.get(qn("w:val"))
            mark.set(qn("w:val"), renamed.get(value, value))
