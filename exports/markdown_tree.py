"""Markdown as a tree of elements. HTML in it stays text; hostile or endless text costs no more than its length."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, Final, NamedTuple

import nh3
from markdown import Markdown
from markdown.inlinepatterns import SimpleTagInlineProcessor

from enable_desktop.links import Ref, chips_in

# Private characters that carry our own marks through the parser.
_CHIP_START, _CHIP_END = "\ue000", "\ue001"
CONTINUED: Final = "\ue002"
"""Stands before a paragraph that goes on from the one before it."""

CHIP: Final = re.compile("\ue000(\\d+)\ue001")
"""Stands for a reference: its place among the references of the text."""

_OURS: Final = re.compile("[\ue000-\ue002\x00-\x08\x0b\x0c\x0e-\x1f]")
_CHUNK: Final = 30_000
_LONGEST_PARAGRAPH: Final = 8_000
_MOST_BRACKETS: Final = 200
_MOST_FOOTNOTES: Final = 1_000
_DEEPEST: Final = 100
"""Elements that lie deeper in one another than this nobody reads, and whoever sets them would run out of stack."""
_ITEM: Final = re.compile(r"^([ \t]*)([-*+]|\d{1,9}[.)])([ \t]+)(?=\S)")
_FENCE: Final = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_HEADING: Final = re.compile(r"^ {0,3}(?:#{1,6}(?:\s|$)|-{3,}\s*$|={3,}\s*$)")
_LONE_BRACKET: Final = re.compile(r"(?<!\\)\[(?!\^[^\[\]\s]{1,40}\]|[ xX]\] |[^\[\]]{0,300}\](?:\([^()]{0,1000}\)|: ))")
_TAGS: Final = frozenset({
    "a", "blockquote", "br", "code", "del", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol",
    "p", "pre", "strong", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
})  # fmt: skip
_ATTRIBUTES: Final = {
    "a": {"href", "class"}, "img": {"src", "alt"}, "th": {"align"}, "td": {"align"}, "ol": {"start"}, "div": {"class"},
}  # fmt: skip
_VOID: Final = frozenset({"img", "br", "hr"})


class Reference(NamedTuple):
    """A reference in the text: what it points at, and what it is called."""

    ref: Ref
    label: str


class Parsed(NamedTuple):
    """A text in parts, each a list of elements or, where it could not be parsed, as it was typed."""

    references: list[Reference]
    parts: Iterator[list[Node | str] | str]


def parsed(markdown: str) -> Parsed:
    """The elements of a Markdown text; its parts are parsed one by one as they are asked for."""
    references: list[Reference] = []
    source = _without_chips(_OURS.sub("\ufffd", markdown), references)
    return Parsed(references, _parts("\n".join(_tidied(source))))


def _parts(source: str) -> Iterator[list[Node | str] | str]:
    parser = _parser()
    for chunk in _chunks(source):
        try:
            clean = nh3.clean(
                parser.reset().convert(chunk),
                tags=set(_TAGS),
                attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
                url_schemes={"http", "https", "mailto"},
                link_rel=None,
            )
        except RecursionError:
            yield chunk
            continue
        tree = _Tree()
        tree.feed(clean)
        tree.close()
        yield tree.root.children if tree.depth <= _DEEPEST else chunk


def _parser() -> Any:
    parser = Markdown(
        extensions=["tables", "footnotes", "fenced_code", "sane_lists"],
        extension_configs={"tables": {"use_align_attribute": True}, "footnotes": {"BACKLINK_TEXT": ""}},
        output_format="xhtml",
    )
    # HTML is printed as typed.
    parser.preprocessors.deregister("html_block")
    parser.inlinePatterns.deregister("html")
    parser.inlinePatterns.register(SimpleTagInlineProcessor(r"(~~)(.+?)~~", "del"), "del", 65)
    return parser


def _without_chips(text: str, references: list[Reference]) -> str:
    """The text with a mark in the place of each reference, which is added to `references`."""
    parts: list[str] = []
    at = 0
    for chip in chips_in(text):
        parts.append(f"{text[at : chip.start]}{_CHIP_START}{len(references)}{_CHIP_END}")
        references.append(Reference(chip.ref, chip.label))
        at = chip.end
    return "".join([*parts, text[at:]])


def _tidied(text: str) -> Iterator[str]:
    """The lines as the parser wants them: nested lists by four columns, a blank line before a list, no endless line."""
    levels: list[int] = []
    fence = ""
    before = ""
    # Brackets that open nothing cost the parser the square of their number.
    escapes = text.count("[") > _MOST_BRACKETS
    for line in text.splitlines():
        opened = _FENCE.match(line)
        if fence or opened:
            if opened and not fence:
                fence = opened[1][0]
                if before.strip():
                    yield ""
            elif opened and fence == opened[1][0]:
                fence = ""
            yield line
            before = line
            continue
        item = _ITEM.match(line)
        if item is not None:
            column = len(item[1].expandtabs(4))
            while levels and column < levels[-1]:
                levels.pop()
            if not levels or column > levels[-1]:
                if before.strip() and not levels:
                    yield ""
                levels.append(column)
            marker = item[2].replace(")", ".") if item[2][0].isdigit() else item[2]
            line = f"{' ' * 4 * (len(levels) - 1)}{marker} {line[item.end() :]}"
        elif line.strip() and levels:
            column = len(line) - len(line.lstrip())
            if not before.strip() and column == 0:
                levels.clear()
            elif column:
                line = f"{' ' * 4 * len(levels)}{line.lstrip()}"
        if _HEADING.match(line):
            # A heading ends its block, as it would end it in the parser, which looks for it again and again.
            if before.strip() and line.lstrip().startswith("#"):
                yield ""
            yield line
            yield ""
            before = ""
            continue
        before = line
        if escapes and "[" in line:
            line = _LONE_BRACKET.sub(r"\\[", line)
        if len(line) > _LONGEST_PARAGRAPH:
            yield from _parted(line)
        else:
            yield line


def _parted(line: str) -> Iterator[str]:
    """A line too long for one paragraph in several, which are set without space between them."""
    at = 0
    while at < len(line):
        end = at + _LONGEST_PARAGRAPH
        if end < len(line):
            space = line.rfind(" ", at + 1, end)
            end = space if space > at else end
        if at:
            yield ""
        yield f"{CONTINUED if at else ''}{line[at:end].strip()}"
        at = end


def _chunks(text: str) -> Iterator[str]:
    """A long text in parts that can be parsed one by one: parted at blank lines outside of lists, code and tables."""
    if len(text) <= _CHUNK or 0 < text.count("[^") < _MOST_FOOTNOTES:
        yield text
        return
    held: list[str] = []
    size = 0
    fence = False
    for line in text.split("\n"):
        if _FENCE.match(line):
            fence = not fence
        starts_anew = line[:1] not in ("", " ", "\t") and not _ITEM.match(line) and not fence
        if size > _CHUNK and starts_anew and held and not held[-1].strip():
            yield "\n".join(held)
            held, size = [], 0
        held.append(line)
        size += len(line) + 1
    yield "\n".join(held)


class Node:
    """An element of the parsed text."""

    __slots__ = ("attributes", "children", "tag")

    def __init__(self, tag: str, attributes: dict[str, str | None]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Node | str] = []

    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)

    def find(self, tag: str) -> list[Node]:
        """The elements of this name below, in reading order."""
        found: list[Node] = []
        for child in self.children:
            if isinstance(child, Node):
                found.extend([child] if child.tag == tag else child.find(tag))
        return found


class _Tree(HTMLParser):
    """Elements and texts of clean HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("", {})
        self._open = [self.root]
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, dict(attrs))
        self._open[-1].children.append(node)
        if tag not in _VOID:
            self._open.append(node)
            self.depth = max(self.depth, len(self._open) - 1)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].children.append(Node(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self._open) - 1, 0, -1):
            if self._open[place].tag == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)
