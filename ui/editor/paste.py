"""What is pasted becomes Markdown: HTML from a browser or a word processor, and plain text as it is.

Nothing that HTML names is ever fetched or read: pictures, scripts and styles are dropped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import groupby
from typing import Final

from ui.editor.plain_text import plain

_LONGEST: Final = 3_000_000
_DEEPEST: Final = 8
_WIDEST: Final = 40
_SKIPPED: Final = frozenset({
    "applet", "head", "iframe", "math", "noscript", "object", "script", "select", "style", "svg", "template",
    "textarea", "title",
})  # fmt: skip
_BLOCKS: Final = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
    "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "ul",
})  # fmt: skip
_LOOKS: Final = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "s": "strike", "del": "strike", "strike": "strike",
    "code": "code", "kbd": "code", "samp": "code", "tt": "code",
}  # fmt: skip
_MARKS: Final = (("strike", "~~"), ("italic", "*"), ("bold", "**"))
# A tag that is closed; what `html.parser` does with others takes the square of their number.
_TAG: Final = re.compile(r"</?[a-zA-Z](?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*>")
_DECLARATION: Final = re.compile(r"<[!?][^<>]*>")
_BLANKS: Final = re.compile(r"[ \t\n\r\f]+")
_ESCAPED: Final = re.compile(r"([\\*`])|(?<!\w)(_)|(_)(?!\w)")
_SAFE: Final = re.compile(r"(?:https?://|mailto:)[^\s<>\"]{1,2000}\Z", re.IGNORECASE)
_LEVEL: Final = re.compile(r"mso-list:\s*[^;]*?level([1-9])")
_WEIGHT: Final = re.compile(r"font-weight:\s*(bold|normal|[1-9]00)")
_SLANT: Final = re.compile(r"font-style:\s*(italic|normal)")


def markdown_of(html: str) -> str:
    """The Markdown of pasted HTML; empty when there are no words in it, or too many."""
    if len(html) > _LONGEST:
        return ""
    reader = _Reader()
    reader.feed(_tidied(plain(html)))
    reader.close()
    return reader.finish()


def _tidied(html: str) -> str:
    """Tags and words only: no comments, no declarations, and every other angle bracket as a word."""
    parts: list[str] = []
    at = 0
    while (start := html.find("<!--", at)) >= 0:
        end = html.find("-->", start + 4)
        parts.append(html[at:start])
        at = end + 3 if end >= 0 else start + 4
        if end < 0:
            break
    html = _DECLARATION.sub("", "".join([*parts, html[at:]]))
    parts, at = [], 0
    for found in _TAG.finditer(html):
        parts += (html[at : found.start()].replace("<", "&lt;"), found[0])
        at = found.end()
    return "".join([*parts, html[at:].replace("<", "&lt;")])


@dataclass(frozen=True, slots=True)
class _Words:
    """Words of one look."""

    text: str
    looks: frozenset[str] = frozenset()
    address: str = ""


@dataclass(slots=True)
class _List:
    is_ordered: bool
    number: int = 0


@dataclass(slots=True)
class _Open:
    """A tag that is open, and what to go back to when it ends."""

    tag: str
    looks: frozenset[str]
    address: str
    is_marker: bool = False


@dataclass(slots=True)
class _Block:
    text: str
    is_item: bool = False
    quotes: int = 0


@dataclass(slots=True)
class _Grid:
    rows: list[list[str]] = field(default_factory=list)
    depth: int = 1
    in_cell: bool = False


class _Reader(HTMLParser):
    """Reads HTML tag by tag; whatever is not known is only its words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[_Block] = []
        self._words: list[_Words] = []
        self._open: list[_Open] = []
        self._skipped = ""
        self._lists: list[_List] = []
        self._mark = ""
        self._hang = ""
        self._heading = 0
        self._quotes = 0
        self._in_pre = False
        self._grid: _Grid | None = None
        self._word_level = 0
        self._word_mark = ""

    # -- tags

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skipped:
            if self._skipped == "head" and tag == "body":
                self._skipped = ""
            return
        if tag in _SKIPPED:
            self._skipped = tag
            return
        said = {name: value or "" for name, value in attrs}
        if self._grid is not None:
            self._start_in_table(tag)
        elif tag in _BLOCKS:
            self._start_block(tag, said)
        if tag == "br":
            self._words.append(_Words("\n"))
        elif tag == "input" and said.get("type") == "checkbox" and self._mark.endswith("- "):
            self._mark += "[x] " if "checked" in said else "[ ] "
        elif tag not in ("img", "hr", "input", "meta", "link", "col", "wbr", "area", "base", "embed", "source"):
            self._open_tag(tag, said)

    def _open_tag(self, tag: str, said: dict[str, str]) -> None:
        before = self._open[-1] if self._open else _Open("", frozenset(), "")
        looks, address, style = set(before.looks), before.address, said.get("style", "").lower()
        if tag in _LOOKS:
            looks.add(_LOOKS[tag])
        if found := _WEIGHT.search(style):
            is_bold = found[1] == "bold" or (found[1].isdigit() and int(found[1]) >= 600)
            (looks.add if is_bold else looks.discard)("bold")
        if found := _SLANT.search(style):
            (looks.add if found[1] == "italic" else looks.discard)("italic")
        if tag == "a":
            address = said.get("href", "").strip()
        is_marker = before.is_marker or "mso-list:ignore" in style.replace(" ", "")
        self._open.append(_Open(tag, frozenset(looks), address, is_marker))

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            if tag == self._skipped:
                self._skipped = ""
            return
        # Tags that close nothing, and tags closed in another order, do no harm; far-away ones are not looked for.
        for place in range(len(self._open) - 1, max(-1, len(self._open) - 50), -1):
            if self._open[place].tag == tag:
                del self._open[place:]
                break
        if self._grid is not None:
            self._end_in_table(tag)
        elif tag in _BLOCKS:
            self._end_block(tag)

    def handle_data(self, data: str) -> None:
        if self._skipped:
            return
        before = self._open[-1] if self._open else _Open("", frozenset(), "")
        if before.is_marker:
            self._word_mark += data
        elif self._in_pre:
            self._words.append(_Words(data))
        else:
            self._words.append(_Words(_BLANKS.sub(" ", data), before.looks, before.address))

    # -- blocks

    def _start_block(self, tag: str, said: dict[str, str]) -> None:
        self._flush()
        if tag in ("ul", "ol"):
            self._lists.append(_List(tag == "ol"))
        elif tag == "li":
            self._start_item()
        elif tag == "blockquote":
            self._quotes += 1
        elif tag == "pre":
            self._in_pre = True
        elif tag == "table":
            self._grid = _Grid()
        elif tag == "hr":
            self._blocks.append(_Block("---", quotes=self._quotes))
        elif len(tag) == 2 and tag[0] == "h":
            self._heading = 2 if tag in ("h1", "h2") else 3
        if found := _LEVEL.search(said.get("style", "").lower()):
            self._word_level, self._word_mark = int(found[1]), ""

    def _start_item(self) -> None:
        around = self._lists[-1] if self._lists else _List(False)
        around.number += 1
        self._mark = f"{around.number}. " if around.is_ordered else "- "
        indent = "  " * min(max(0, len(self._lists) - 1), _DEEPEST)
        self._mark, self._hang = indent + self._mark, indent + "  "

    def _end_block(self, tag: str) -> None:
        if tag == "pre":
            code = "".join(words.text for words in self._words).strip("\n")
            self._words.clear()
            self._in_pre = False
            if code.strip():
                self._blocks.append(_Block(f"```\n{code}\n```", quotes=self._quotes))
            return
        self._flush()
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag == "blockquote":
            self._quotes = max(0, self._quotes - 1)
        if tag in ("ul", "ol", "li"):
            self._mark = self._hang = ""
        self._heading = 0

    def _flush(self) -> None:
        """What was read since the last block is a block."""
        words, self._words = self._words, []
        if self._word_level:
            indent = "  " * (self._word_level - 1)
            number = re.match(r"\s*([0-9]{1,9})[.)]", self._word_mark)
            self._mark = f"{indent}{number[1]}. " if number else f"{indent}- "
            self._hang, self._word_level = f"{indent}  ", 0
        if self._heading:
            words = [replace(part, looks=part.looks - {"bold"}) for part in words]
        text = _rendered(words)
        if not text:
            return
        if self._heading:
            text = f"{'#' * self._heading} {' '.join(text.split())}"
        is_item = bool(self._mark or self._hang)
        if is_item:
            text = (self._mark or self._hang) + text.replace("\n", f"\n{self._hang}")
            self._mark = ""
            if not self._lists:
                self._hang = ""
        self._blocks.append(_Block(text, is_item, self._quotes))

    # -- tables

    def _start_in_table(self, tag: str) -> None:
        grid = self._grid
        assert grid is not None
        if tag == "table":
            grid.depth += 1
        elif grid.depth == 1 and tag == "tr":
            self._end_cell()
            grid.rows.append([])
        elif grid.depth == 1 and tag in ("td", "th"):
            self._end_cell()
            grid.in_cell = True
        elif tag in _BLOCKS or tag in ("tr", "td", "th"):
            self._words.append(_Words(" "))

    def _end_in_table(self, tag: str) -> None:
        grid = self._grid
        assert grid is not None
        if tag == "table":
            grid.depth -= 1
            if grid.depth == 0:
                self._end_table()
        elif grid.depth == 1 and tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag in _BLOCKS:
            self._words.append(_Words(" "))

    def _end_cell(self) -> None:
        grid = self._grid
        assert grid is not None
        words, self._words = self._words, []
        if grid.in_cell:
            if not grid.rows:
                grid.rows.append([])
            if len(grid.rows[-1]) < _WIDEST:
                grid.rows[-1].append(" ".join(_rendered(words).split()))
        grid.in_cell = False

    def _end_table(self) -> None:
        self._end_cell()
        assert self._grid is not None
        rows = [row for row in self._grid.rows if any(row)]
        self._grid = None
        width = max((len(row) for row in rows), default=0)
        if width <= 1:
            self._blocks += [_Block(row[0], quotes=self._quotes) for row in rows]
            return
        lines = [
            f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in (*row, *[''] * (width - len(row))))} |"
            for row in rows
        ]
        lines.insert(1, f"|{' --- |' * width}")
        self._blocks.append(_Block("\n".join(lines), quotes=self._quotes))

    def finish(self) -> str:
        """All of it."""
        while self._grid is not None:
            self._end_in_table("table")
        if self._in_pre:
            self._end_block("pre")
        self._flush()
        parts: list[str] = []
        before: _Block | None = None
        for block in self._blocks:
            sign = "> " * min(block.quotes, _DEEPEST)
            if before is not None:
                both = "> " * min(block.quotes, before.quotes, _DEEPEST)
                is_list = block.is_item and before.is_item and block.quotes == before.quotes
                parts.append("\n" if is_list else f"\n{both.rstrip()}\n")
            parts.append("\n".join(f"{sign}{line}" for line in block.text.split("\n")))
            before = block
        return "".join(parts)


def _rendered(words: list[_Words]) -> str:
    """Words with their marks around them; blanks at the ends stay outside the marks."""
    parts: list[str] = []
    for address, group in groupby(words, key=lambda part: part.address):
        inner: list[str] = []
        for looks, same in groupby(group, key=lambda part: part.looks):
            inner.append(_marked("".join(part.text for part in same), looks))
        text = "".join(inner)
        parts.append(_linked(text, address) if address else text)
    lines = (" ".join(line.split(" ")).strip(" \u00a0") for line in _collapsed("".join(parts)).split("\n"))
    text = "  \n".join(lines).strip()
    # Two breaks in a row part paragraphs.
    text = re.sub(r"(?:[ ]*\n){2,}", "\n\n", text)
    return re.sub(r"^#", r"\\#", text)


def _collapsed(text: str) -> str:
    return re.sub(r" {2,}", " ", text)


def _marked(text: str, looks: frozenset[str]) -> str:
    inner = text.strip()
    if not inner:
        return text
    at = text.index(inner)
    before, after = text[:at], text[at + len(inner) :]
    if "code" in looks and "`" not in inner:
        return f"{before}`{_BLANKS.sub(' ', inner)}`{after}"
    inner = _ESCAPED.sub(r"\\\g<0>", inner)
    for look, sign in _MARKS:
        if look in looks:
            # Marks do not reach over a line break.
            inner = "\n".join(f"{sign}{line.strip()}{sign}" if line.strip() else "" for line in inner.split("\n"))
    return f"{before}{inner}{after}"


def _linked(text: str, address: str) -> str:
    inner = " ".join(text.split())
    if not inner or not _SAFE.match(address):
        return text
    if inner.replace("\\", "") == address:
        return text.replace(inner, address)
    target = address.replace("(", "%28").replace(")", "%29")
    words = inner.replace("[", "(").replace("]", ")")
    before = " " if text[:1].isspace() else ""
    return f"{before}[{words}]({target}){' ' if text[-1:].isspace() else ''}"
