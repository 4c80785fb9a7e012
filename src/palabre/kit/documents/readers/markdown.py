"""Markdown and plain text to blocks.

Markdown-it finds the blocks; of its rules only those that a note needs are enabled. Inline
marks are read within a bounded length, beyond which a text is taken as typed: so a hostile
file costs time in proportion to its length.
"""

import html
import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from palabre.core.agenda.blocks import Block, BlockKind, Run, Runs
from palabre.core.agenda.times import looks_timed

from .runs import merged

_INLINE_LIMIT = 10_000
_DEEPEST = 40
_NARROWEST = 60
"""Columns that any text editor fills before it wraps a line."""
_LINK = re.compile(
    r"(?<!\\)!?\[((?:[^\[\]\n\\]|\\.){1,500})\]\([^()\s]{0,2000}(?: \"[^\"\n]{0,200}\")?\)"
)
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,2000})>")
_BREAK_TAG = re.compile(r"<br ?/?>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:u|b|i|em|strong|span|sup|sub|p|div|font|center|a)\b[^<>]{0,300}>", re.IGNORECASE
)
_QUOTED = re.compile(r"^(?: {0,3}>)+ ?", re.MULTILINE)
_FAR_RIGHT = re.compile(r"^[ \t]{24,}", re.MULTILINE)
_HEAPED_BULLETS = re.compile(r"^([ \t]{0,24})(?:[-*+] ){4,}", re.MULTILINE)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"maxNesting": _DEEPEST})
    parser.enable(["heading", "lheading", "list", "hr", "table"])
    parser.enable(["emphasis", "newline", "escape", "entity"])
    parser.core.ruler.disable(["inline", "text_join"])
    return parser


def read_markdown(text: str, *, plain: bool = False) -> tuple[Block, ...]:
    """Blocks of a Markdown text. ``plain``: a text file, where each newline is a line break."""
    parser = _parser()
    text = _HEAPED_BULLETS.sub(r"\1- ", _FAR_RIGHT.sub(" " * 24, _QUOTED.sub("", text)))
    tokens = parser.parse(_without_comments(text))
    return tuple(_Walk(parser, tokens, plain=plain).blocks())


def _without_comments(text: str) -> str:
    """``text`` without ``<!-- … -->``, whose newlines stay so that lines keep their numbers."""
    kept, last = [], 0
    while (start := text.find("<!--", last)) >= 0:
        end = text.find("-->", start)
        if end < 0:
            break
        kept += [text[last:start], "\n" * text.count("\n", start, end)]
        last = end + 3
    return "".join((*kept, text[last:]))


class _Walk:
    def __init__(self, parser: MarkdownIt, tokens: Sequence[Token], *, plain: bool) -> None:
        self.parser = parser
        self.tokens = tokens
        self.plain = plain
        self.depth = 0
        self.table = 0
        self.item_begun = False
        self.cells: list[Runs] = []

    def blocks(self) -> list[Block]:
        found: list[Block] = []
        opened: Token | None = None
        for token in self.tokens:
            if token.type in ("bullet_list_open", "ordered_list_open"):
                self.depth += 1
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                self.depth -= 1
            elif token.type == "list_item_open":
                self.item_begun = True
            elif token.type == "table_open":
                self.table += 1
            elif token.type == "tr_open":
                self.cells, opened = [], token
            elif token.type == "tr_close":
                where = _line(opened)
                found.append(
                    Block(
                        BlockKind.TABLE_ROW, where=where, cells=tuple(self.cells), table=self.table
                    )
                )
            elif token.type in ("heading_open", "paragraph_open", "th_open", "td_open"):
                opened = token if token.map else opened
                kind = token
            elif token.type == "inline":
                self._take(token, kind, found)
        return found

    def _take(self, token: Token, opened: Token, found: list[Block]) -> None:
        runs, offsets = self._runs(token)
        if opened.type in ("th_open", "td_open"):
            bold = opened.type == "th_open"
            self.cells.append(tuple(Run(r.text, r.bold or bold, r.italic) for r in runs))
            return
        if not any(run.text.strip() for run in runs):
            return
        kind, level = BlockKind.PARAGRAPH, 0
        if opened.type == "heading_open":
            kind, level = BlockKind.HEADING, int(opened.tag[1:])
        elif self.item_begun and self.depth:
            kind, level = BlockKind.LIST_ITEM, self.depth
        self.item_begun = False
        found.append(Block(kind, runs, _line(opened), level, offsets))

    def _runs(self, token: Token) -> tuple[Runs, tuple[int, ...]]:
        """Runs of a text, and for each of its hard lines the source line it comes from."""
        content = _AUTOLINK.sub(r"\1", _LINK.sub(r"\1", token.content))
        if len(content) > _INLINE_LIMIT:
            lines = content.split("\n")
            joined = [line.rstrip("\\").strip() for line in lines]
            return (Run("\n".join(joined)),), tuple(range(len(lines)))
        children: list[Token] = []
        self.parser.inline.parse(_BREAK_TAG.sub("\\\n", content), self.parser, {}, children)
        runs: list[Run] = []
        offsets = [0]
        bold = italic = source = 0
        lines = content.split("\n")
        for rank, child in enumerate(children):
            if child.type in ("strong_open", "strong_close"):
                bold += child.nesting
            elif child.type in ("em_open", "em_close"):
                italic += child.nesting
            elif child.type in ("softbreak", "hardbreak"):
                hard = (
                    child.type == "hardbreak" or self.plain or _meant(children, rank, lines, source)
                )
                source += 1
                if hard:
                    offsets.append(source)
                runs.append(Run("\n" if hard else " ", bold > 0, italic > 0))
            elif child.content:
                text = html.unescape(_TAG.sub("", child.content))
                runs.append(Run(text.replace("\n", " "), bold > 0, italic > 0))
        return merged(runs), tuple(offsets)


def _line(token: Token | None) -> int:
    return token.map[0] + 1 if token is not None and token.map else 0


def _meant(children: Sequence[Token], rank: int, lines: Sequence[str], source: int) -> bool:
    """Whether a plain newline was meant as a line break.

    So it was if what follows begins as a slot does, if a bold title ends there, or if the line
    was ended well before its margin, which no text editor that wraps would do.
    """
    before = next((c.type for c in reversed(children[:rank]) if c.content or c.nesting), "")
    if before == "strong_close":
        return True
    if source + 1 >= len(lines):
        return False
    following = lines[source + 1].strip()
    if looks_timed(following.lstrip("*-_ ")):
        return True
    return len(lines[source].strip()) + len(following.split(" ", 1)[0]) < _NARROWEST
