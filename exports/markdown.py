"""Markdown as blocks. Markup that is hostile, broken or unknown is printed as it was typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from enable_desktop.charter.sections import section_of
from exports.blocks import Block, Rule, Stack, natural_width
from exports.look import BODY, CODE, H2, H3, NOTE, PARAGRAPH_GAP, TABLE, TABLE_HEAD, Look
from exports.markdown_tree import CHIP, CONTINUED, Node, Reference, parsed
from exports.panels import Panel
from exports.pen import Format
from exports.pictures import picture
from exports.press import Press
from exports.tables import Column, Table
from exports.text import Mark, Run, Text

_DEEPEST: Final = 8
_INDENT: Final = 14.0
_NARROWEST: Final = 40.0
_WIDEST: Final = 200.0
_AFTER_TABLE: Final = 12.0
_NOT_PLAIN: Final = re.compile(r"[\\`*_\[\]<>&|~]|://|^[ \t]*(?:[#>+=-]|\d+[.)])|^(?: {4}|\t)", re.MULTILINE)
_TASK: Final = re.compile(r"^\[([ xX])\]\s+")
_SAFE_LINK: Final = re.compile(r"^(?:https?|mailto):", re.IGNORECASE)


def blocks_of(markdown: str, press: Press, look: Look = BODY, *, in_table: bool = False) -> list[Block]:
    """The blocks of a Markdown text, set in `look`. Images are taken from the press's attachments alone."""
    if not markdown.strip():
        return []
    if not _NOT_PLAIN.search(markdown):
        return _Setter(press, look, []).plain(markdown)
    references, parts = parsed(markdown)
    setter = _Setter(press, look, references, in_table)
    found: list[Block] = []
    for part in parts:
        found.extend(setter.plain(part) if isinstance(part, str) else setter.blocks(part))
    for block in found[:1]:
        block.before = 0.0
    return found


class _Dress(NamedTuple):
    """What elements around a text do to its format."""

    bold: bool = False
    italic: bool = False
    code: bool = False
    raised: int = 0
    link: str = ""
    strike: bool = False

    def with_tag(self, node: Node) -> _Dress:
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

    def __init__(self, press: Press, look: Look, references: Sequence[Reference], in_table: bool = False) -> None:
        self._press = press
        self._look = look
        self._references = references
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

    def blocks(self, nodes: list[Node | str], depth: int = 0) -> list[Block]:
        found: list[Block] = []
        loose: list[Node | str] = []
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

    def _close(self, loose: list[Node | str], found: list[Block]) -> None:
        """Ends a paragraph that stands without an element of its own."""
        if any(not isinstance(node, str) or node.strip() for node in loose):
            found.extend(self._paragraph(loose))
        loose.clear()

    def _block(self, node: Node, depth: int, found: list[Block]) -> None:
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
                notes = _Setter(self._press, NOTE, self._references)
                found.extend(notes.blocks([child for child in node.children if _is_list(child)]))
            case _:
                found.extend(self.blocks(node.children, depth))

    def _paragraph(self, nodes: list[Node | str]) -> list[Block]:
        """A paragraph; images in it stand below its text."""
        found: list[Block] = []
        runs = self._inline(nodes, self._look)
        if runs:
            before = self._gap
            if runs[0].text.startswith(CONTINUED):
                before = 0.0
                runs[0] = Run(runs[0].text[1:], runs[0].format)
            found.append(Text(runs, self._look.leading, before=before))
        holder = Node("", {})
        holder.children = nodes
        for node in holder.find("img"):
            image = self._image(node)
            if image is not None:
                found.append(image)
        return found

    def _image(self, node: Node) -> Block | None:
        name = (node.attributes.get("src") or "").rpartition("/")[2]
        data = self._press.images.get(node.attributes.get("src") or "") or self._press.images.get(name)
        return picture(data, self._press, node.attributes.get("alt") or "") if data else None

    def _inline(self, nodes: list[Node | str], look: Look, dress: _Dress | None = None) -> list[Run]:
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
        if not CHIP.search(text):
            return self._press.runs(text, how) if text else []
        runs: list[Run] = []
        at = 0
        for chip in CHIP.finditer(text):
            if chip.start() > at:
                runs.extend(self._press.runs(text[at : chip.start()], how))
            ref, label = self._references[int(chip[1])]
            section = section_of(ref.kind)
            place = f"#{section.key}" if section is not None else "#"
            runs.extend(self._press.runs(label, self._press.linked(how, place)))
            at = chip.end()
        if at < len(text):
            runs.extend(self._press.runs(text[at:], how))
        return runs

    def _list(self, node: Node, depth: int) -> list[Block]:
        found: list[Block] = []
        start = node.attributes.get("start") or "1"
        number = int(start) if start.isdigit() and len(start) < 10 else 1
        how = self._press.format(self._look)
        for child in node.children:
            if not isinstance(child, Node):
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
            Text(self._press.runs(CHIP.sub(self._label, line).replace(" ", "\u00a0") or " ", how), CODE.leading)
            for line in text.expandtabs(4).rstrip("\n").split("\n")
        ]
        return Panel(Stack(lines), before=self._gap, fill="bg.sunken", left=8.0, padding=6.0)

    def _label(self, chip: re.Match[str]) -> str:
        return self._references[int(chip[1])].label

    def _table(self, node: Node) -> Block:
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

    def _cell(self, node: Node, look: Look) -> Block:
        setter = _Setter(self._press, look, self._references, in_table=True)
        runs = setter._inline(node.children, look)
        return Text(runs, look.leading, right=node.attributes.get("align") == "right")


def _is_list(node: Node | str) -> bool:
    return isinstance(node, Node) and node.tag in ("ol", "ul")


def _first_text(node: Node) -> str:
    for child in node.children:
        if isinstance(child, str):
            if child.strip():
                return child.lstrip("\n")
        elif child.tag == "p":
            return _first_text(child)
        else:
            return ""
    return ""


def _cut_first_text(node: Node, length: int) -> None:
    for place, child in enumerate(node.children):
        if isinstance(child, str):
            if child.strip():
                node.children[place] = child.lstrip("\n")[length:]
                return
        else:
            _cut_first_text(child, length)
            return
