"""Markdown as blocks. Markup that is hostile, broken or unknown is printed as it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, Final, NamedTuple

import nh3
from markdown import Markdown
from markdown.inlinepatterns import SimpleTagInlineProcessor

from enable_desktop.charter.sections import section_of
from enable_desktop.links import chips_in
from exports.blocks import Block, Rule, Stack, natural_width
from exports.look import BODY, CODE, H2, H3, NOTE, PARAGRAPH_GAP, TABLE, TABLE_HEAD, Look
from exports.panels import Panel
from exports.pen import Format
from exports.pictures import picture
from exports.press import Press
from exports.tables import Column, Table
from exports.text import Mark, Run, Text

_CHUNK: Final = 30_000
_LONGEST_PARAGRAPH: Final = 8_000
_DEEPEST: Final = 8
_INDENT: Final = 14.0
_NARROWEST: Final = 40.0
_WIDEST: Final = 200.0
_AFTER_TABLE: Final = 12.0

# Private characters that carry our own marks through the Markdown parser.
_CHIP_START, _CHIP_END, _CONTINUED = "\ue000", "\ue001", "\ue002"
_OURS: Final = re.compile("[\ue000-\ue002\x00-\x08\x0b\x0c\x0e-\x1f]")
_CHIP: Final = re.compile("\ue000(\\d+)\ue001")

_NOT_PLAIN: Final = re.compile(r"[\\`*_\[\]<>&|~]|://|^[ \t]*(?:[#>+=-]|\d+[.)])|^(?: {4}|\t)", re.MULTILINE)
_ITEM: Final = re.compile(r"^([ \t]*)([-*+]|\d{1,9}[.)])([ \t]+)(?=\S)")
_FENCE: Final = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_TASK: Final = re.compile(r"^\[([ xX])\]\s+")
_MOST_BRACKETS: Final = 200
_MOST_FOOTNOTES: Final = 1_000
_HEADING: Final = re.compile(r"^ {0,3}(?:#{1,6}(?:\s|$)|-{3,}\s*$|={3,}\s*$)")
_LONE_BRACKET: Final = re.compile(r"(?<!\\)\[(?!\^[^\[\]\s]{1,40}\]|[ xX]\] |[^\[\]]{0,300}\](?:\([^()]{0,1000}\)|: ))")
_SAFE_LINK: Final = re.compile(r"^(?:https?|mailto):", re.IGNORECASE)
_TAGS: Final = frozenset({
    "a", "blockquote", "br", "code", "del", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol",
    "p", "pre", "strong", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
})  # fmt: skip
_ATTRIBUTES: Final = {
    "a": {"href", "class"}, "img": {"src", "alt"}, "th": {"align"}, "td": {"align"}, "ol": {"start"}, "div": {"class"},
}  # fmt: skip
_VOID: Final = frozenset({"img", "br", "hr"})


def blocks_of(markdown: str, press: Press, look: Look = BODY, *, in_table: bool = False) -> list[Block]:
    """The blocks of a Markdown text, set in `look`. Images are taken from the press's attachments alone."""
    if not markdown.strip():
        return []
    if not _NOT_PLAIN.search(markdown):
        return _Setter(press, look, []).plain(markdown)
    labels: list[tuple[str, str]] = []
    source = _without_chips(_OURS.sub("\ufffd", markdown), labels)
    setter = _Setter(press, look, labels, in_table)
    parser = _parser()
    found: list[Block] = []
    for chunk in _chunks("\n".join(_tidied(source))):
        try:
            html = parser.reset().convert(chunk)
            clean = nh3.clean(
                html,
                tags=set(_TAGS),
                attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
                url_schemes={"http", "https", "mailto"},
                link_rel=None,
            )
            tree = _Tree()
            tree.feed(clean)
            tree.close()
            found.extend(setter.blocks(tree.root.children))
        except RecursionError:
            found.extend(setter.plain(chunk))
    for block in found[:1]:
        block.before = 0.0
    return found


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


def _without_chips(text: str, labels: list[tuple[str, str]]) -> str:
    """The text with a mark in the place of each reference; what it is called is added to `labels`."""
    parts: list[str] = []
    at = 0
    for chip in chips_in(text):
        section = section_of(chip.ref.kind)
        parts.append(f"{text[at : chip.start]}{_CHIP_START}{len(labels)}{_CHIP_END}")
        labels.append((chip.label, f"#{section.key}" if section is not None else ""))
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
        yield f"{_CONTINUED if at else ''}{line[at:end].strip()}"
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


class _Node:
    """An element of the parsed text."""

    __slots__ = ("attributes", "children", "tag")

    def __init__(self, tag: str, attributes: dict[str, str | None]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[_Node | str] = []

    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)

    def find(self, tag: str) -> list[_Node]:
        """The elements of this name below, in reading order."""
        found: list[_Node] = []
        for child in self.children:
            if isinstance(child, _Node):
                found.extend([child] if child.tag == tag else child.find(tag))
        return found


class _Tree(HTMLParser):
    """Elements and texts of clean HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Node("", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = _Node(tag, dict(attrs))
        self._open[-1].children.append(node)
        if tag not in _VOID:
            self._open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].children.append(_Node(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self._open) - 1, 0, -1):
            if self._open[place].tag == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


class _Dress(NamedTuple):
    """What elements around a text do to its format."""

    bold: bool = False
    italic: bool = False
    code: bool = False
    raised: int = 0
    link: str = ""
    strike: bool = False

    def with_tag(self, node: _Node) -> _Dress:
        """The same inside one more element."""
        match node.tag:
            case "strong":
                return self._replace(bold=True)
            case "em":
                return self._replace(italic=True)
            case "del":
                return self._replace(strike=True)
            case "sup":
                return self._replace(raised=1)
            case "code":
                return self._replace(code=True)
            case "a":
                href = node.attributes.get("href") or ""
                return self._replace(link=href) if _SAFE_LINK.match(href) else self
        return self


class _Setter:
    """Turns elements into blocks."""

    def __init__(self, press: Press, look: Look, labels: list[tuple[str, str]], in_table: bool = False) -> None:
        self._press = press
        self._look = look
        self._labels = labels
        self._gap = 2.0 if in_table else PARAGRAPH_GAP
        self._item_gap = 1.5 if look.size < BODY.size else 3.0
        self._indent = 10.0 if look.size < BODY.size else _INDENT

    def plain(self, text: str) -> list[Block]:
        """Text without markup: blank lines part its paragraphs."""
        found: list[Text] = []
        for paragraph in re.split(r"\n[ \t]*\n", text):
            line = " ".join(paragraph.split("\n")).strip()
            if line:
                found.append(self._press.text(line, self._look, before=self._gap if found else 0.0))
        return [*found]

    def blocks(self, nodes: list[_Node | str], depth: int = 0) -> list[Block]:
        found: list[Block] = []
        loose: list[_Node | str] = []
        for node in nodes:
            if isinstance(node, str) or node.tag in ("a", "em", "strong", "code", "del", "sup", "img", "br"):
                loose.append(node)
                continue
            self._close(loose, found)
            count = len(found)
            self._block(node, depth, found)
            if count and len(found) > count and isinstance(found[count - 1], Table):
                found[count].before = max(found[count].before, _AFTER_TABLE)
        self._close(loose, found)
        return found

    def _close(self, loose: list[_Node | str], found: list[Block]) -> None:
        """Ends a paragraph that stands without an element of its own."""
        if any(not isinstance(node, str) or node.strip() for node in loose):
            found.extend(self._paragraph(loose))
        loose.clear()

    def _block(self, node: _Node, depth: int, found: list[Block]) -> None:
        match node.tag:
            case "p":
                found.extend(self._paragraph(node.children))
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                look = H2 if node.tag < "h4" else H3
                runs = self._inline(node.children, look)
                found.append(Text(runs, look.leading, before=PARAGRAPH_GAP * 2, keeps_next=True))
            case "ul" | "ol":
                found.extend(self._list(node, depth))
            case "blockquote":
                inner = self.blocks(node.children, depth + 1)
                if inner:
                    inner[0].before = 0.0
                    found.append(Panel(Stack(inner), before=self._gap, bar="line.strong", left=12.0))
            case "pre":
                found.append(self._code(node.text()))
            case "table":
                found.append(self._table(node))
            case "hr":
                found.append(Rule(before=self._gap + 4))
            case "div" if node.attributes.get("class") == "footnote":
                found.append(Rule(before=self._gap + 2))
                notes = _Setter(self._press, NOTE, self._labels)
                found.extend(notes.blocks([child for child in node.children if _is_list(child)]))
            case _:
                found.extend(self.blocks(node.children, depth))

    def _paragraph(self, nodes: list[_Node | str]) -> list[Block]:
        """A paragraph; images in it stand below its text."""
        found: list[Block] = []
        runs = self._inline(nodes, self._look)
        if runs:
            before = self._gap
            if runs[0].text.startswith(_CONTINUED):
                before = 0.0
                runs[0] = Run(runs[0].text[1:], runs[0].format)
            found.append(Text(runs, self._look.leading, before=before))
        holder = _Node("", {})
        holder.children = nodes
        for node in holder.find("img"):
            image = self._image(node)
            if image is not None:
                found.append(image)
        return found

    def _image(self, node: _Node) -> Block | None:
        name = (node.attributes.get("src") or "").rpartition("/")[2]
        data = self._press.images.get(node.attributes.get("src") or "") or self._press.images.get(name)
        return picture(data, self._press, node.attributes.get("alt") or "") if data else None

    def _inline(self, nodes: list[_Node | str], look: Look, dress: _Dress | None = None) -> list[Run]:
        runs: list[Run] = []
        dress = dress or _Dress()
        how = self._press.format(look, **dress._asdict())
        for node in nodes:
            if isinstance(node, str):
                runs.extend(self._said(node.replace("\n", " "), how))
                continue
            match node.tag:
                case "br":
                    runs.append(Run("\n", how))
                case "img":
                    if self._image(node) is None and node.attributes.get("alt"):
                        runs.extend(self._said(f"[{node.attributes['alt']}]", how))
                case "a" if "footnote-backref" in (node.attributes.get("class") or ""):
                    continue
                case _:
                    runs.extend(self._inline(node.children, look, dress.with_tag(node)))
        return runs

    def _said(self, text: str, how: Format) -> list[Run]:
        if _CHIP_START not in text:
            return self._press.runs(text, how) if text else []
        runs: list[Run] = []
        at = 0
        for chip in _CHIP.finditer(text):
            if chip.start() > at:
                runs.extend(self._press.runs(text[at : chip.start()], how))
            label, link = self._labels[int(chip[1])]
            runs.extend(self._press.runs(label, self._press.linked(how, link)))
            at = chip.end()
        if at < len(text):
            runs.extend(self._press.runs(text[at:], how))
        return runs

    def _list(self, node: _Node, depth: int) -> list[Block]:
        found: list[Block] = []
        start = node.attributes.get("start") or "1"
        number = int(start) if start.isdigit() and len(start) < 10 else 1
        how = self._press.format(self._look)
        for child in node.children:
            if not isinstance(child, _Node):
                continue
            marker: Run | Mark = Run(f"{number}." if node.tag == "ol" else "•" if depth % 2 == 0 else "–", how)
            number += 1
            task = _TASK.match(_first_text(child))
            if task is not None and node.tag == "ul":
                _cut_first_text(child, task.end())
                marker = Mark(task[1] in "xX", self._press.format(self._look))
            inner = self.blocks(child.children, depth + 1) or [self._press.text("", self._look)]
            inner[0].before = 0.0
            if isinstance(inner[0], Text):
                inner[0].marker = marker
            else:
                inner.insert(0, Text([], 0.1, marker=marker))
            gap = self._item_gap if found or depth else self._gap
            found.append(Stack(inner, before=gap, indent=self._indent if depth < _DEEPEST else 0.0))
        return found

    def _code(self, text: str) -> Block:
        how = self._press.format(CODE)
        lines = [
            Text(self._press.runs(_CHIP.sub(self._label, line).replace(" ", "\u00a0") or " ", how), CODE.leading)
            for line in text.expandtabs(4).rstrip("\n").split("\n")
        ]
        return Panel(Stack(lines), before=self._gap, fill="bg.sunken", left=8.0, padding=6.0)

    def _label(self, chip: re.Match[str]) -> str:
        return self._labels[int(chip[1])][0]

    def _table(self, node: _Node) -> Block:
        rows = node.find("tr")
        heads: list[Block] = [self._cell(cell, TABLE_HEAD) for cell in (rows[0].find("th") if rows else [])]
        body: list[list[Block]] = [[self._cell(cell, TABLE) for cell in row.find("td")] for row in rows[1:]]
        count = max([len(heads), *(len(row) for row in body)], default=0)
        for row in (heads, *body):
            row += [Block() for _ in range(count - len(row))]
        # A column that needs less than its fair part gets what it needs; the others share the rest.
        wishes = [max(natural_width(row[place]) for row in (heads, *body)) for place in range(count)]
        fair = self._press.sheet.measure / max(count, 1) - 10
        fits = [0 < wish <= fair for wish in wishes] if any(wish > fair for wish in wishes) else [False] * count
        columns = [
            Column(head, share=min(max(wish, _NARROWEST), _WIDEST), fitted=wish if fit else 0.0)
            for head, wish, fit in zip(heads, wishes, fits, strict=True)
        ]
        return Table(columns, body, self._press.sheet.content_height / 2, before=self._gap + 4)

    def _cell(self, node: _Node, look: Look) -> Block:
        setter = _Setter(self._press, look, self._labels, in_table=True)
        runs = setter._inline(node.children, look)
        return Text(runs, look.leading, right=node.attributes.get("align") == "right")


def _is_list(node: _Node | str) -> bool:
    return isinstance(node, _Node) and node.tag in ("ol", "ul")


def _first_text(node: _Node) -> str:
    for child in node.children:
        if isinstance(child, str):
            if child.strip():
                return child.lstrip("\n")
        elif child.tag == "p":
            return _first_text(child)
        else:
            return ""
    return ""


def _cut_first_text(node: _Node, length: int) -> None:
    for place, child in enumerate(node.children):
        if isinstance(child, str):
            if child.strip():
                node.children[place] = child.lstrip("\n")[length:]
                return
        else:
            _cut_first_text(child, length)
            return
