"""A Word document as blocks: every visible word of the text, also inside content controls, tracked insertions,
text boxes and footnotes, which python-docx's own paragraphs leave out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from enable_desktop.blocks import (
    Block,
    Heading,
    Item,
    Items,
    Paper,
    Paragraph,
    Picture,
    Table,
    escaped,
    escaped_paragraph,
    one_line,
    plain_text,
)
from enable_desktop.readers.archive import look_into
from enable_desktop.readers.inline import Span, markdown_of_spans
from enable_desktop.words import mark

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE: Final = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", _FALLBACK})
_BREAKS: Final = frozenset({f"{_W}br", f"{_W}cr"})
_PRINTABLE: Final = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif"}
_DRAWINGS: Final = frozenset({f"{_W}drawing", f"{_W}pict", f"{_W}object"})
_LISTS: Final = re.compile(r"list (?:bullet|number) ([2-9])")
_BULLETS: Final = re.compile(r"^[•▪◦‣●○–·]\s+")


def read_word(path: Path) -> Paper:
    """The blocks of a .docx file; raises WorkspaceError for files that no Word wrote, anything for damaged ones."""
    look_into(path, "word/document.xml")
    import docx

    return paper_of(docx.Document(str(path)), path.stem)


def paper_of(document: Any, stem: str) -> Paper:
    """The blocks of a document that python-docx has opened; its pictures are named after `stem`."""
    reader = _Reader(document.part, stem)
    blocks = tuple(_lists_joined(reader.blocks(document.element.body)))
    reader.count(mark("comments"), sum(1 for _ in document.element.body.iter(f"{_W}commentReference")))
    margins = (margin for section in document.sections for margin in (section.header, section.footer))
    reader.count(mark("headers and footers"), sum(1 for margin in margins if _has_text(margin)))
    return Paper(blocks=blocks, pictures=tuple(reader.pictures), left_out=dict(reader.left_out))


@dataclass(slots=True)
class _Reader:
    """One document being read; `part` is python-docx's, which carries no types."""

    part: Any
    stem: str
    pictures: list[Picture] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    notes: dict[str, str] = field(default_factory=dict)
    boxes: list[Any] = field(default_factory=list)
    styles: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for style in self.part.styles.element.findall(f"{_W}style"):
            self.styles.setdefault(str(style.get(f"{_W}styleId")), style)

    def count(self, what: str, number: int = 1) -> None:
        """Remember what is not taken along."""
        if number:
            self.left_out[what] += number

    def blocks(self, parent: Any) -> Iterator[Block]:
        """The blocks of a body, a cell, a content control or a text box, in reading order."""
        for child in parent:
            if child.tag == f"{_W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{_W}tbl":
                yield from self._table(child)
            elif child.tag == f"{_W}sdt":
                if not _is_contents(child):
                    for content in child.findall(f"{_W}sdtContent"):
                        yield from self.blocks(content)
            elif child.tag in (f"{_W}customXml", f"{_W}ins", f"{_W}moveTo"):
                yield from self.blocks(child)

    def _paragraph(self, element: Any) -> Iterator[Block]:
        style = self._style(element)
        if _name(style).startswith(("toc ", "table of figures")):
            return
        text = self._text(element)
        notes, self.notes = self.notes, {}
        boxes, self.boxes = self.boxes, []
        if text.strip():
            yield self._as_block(element, style, text)
        for name, note in notes.items():
            yield Paragraph(f"[^{name}]: {note}")
        for box in boxes:
            yield from self.blocks(box)

    def _as_block(self, element: Any, style: Any, text: str) -> Block:
        name = _name(style)
        if name == "title":
            return Heading(0, escaped(one_line(plain_text(text))))
        level = self._outline_level(element, style)
        if level is not None:
            return Heading(level + 1, escaped(one_line(plain_text(text))))
        marker = self._marker(element, style)
        if marker is not None:
            depth, sign = marker
            return Items((Item(text.strip(), depth, sign),))
        typed = _BULLETS.match(text)
        if typed:
            return Items((Item(text[typed.end() :].strip(), 0, "-"),))
        if "quote" in name:
            return Paragraph("> " + text.strip().replace("\n", "\n> "))
        return Paragraph(escaped_paragraph(text.strip()))

    def _outline_level(self, element: Any, style: Any) -> int | None:
        """The level of a heading from 0, None for body text."""
        own = _value(element.find(f"{_W}pPr/{_W}outlineLvl"))
        if own.isdigit():
            return int(own) if int(own) < 9 else None
        seen = 0
        while style is not None and seen < 10:
            named = re.match(r"(?:heading|заголовок)\s*(\d)", _name(style))
            if named:
                return int(named[1]) - 1
            level = _value(style.find(f"{_W}pPr/{_W}outlineLvl"))
            if level.isdigit():
                return int(level) if int(level) < 9 else None
            style = self.styles.get(_value(style.find(f"{_W}basedOn")))
            seen += 1
        return None

    def _style(self, element: Any) -> Any:
        found = element.find(f"{_W}pPr/{_W}pStyle")
        return self.styles.get(_value(found)) if found is not None else None

    def _marker(self, element: Any, style: Any) -> tuple[int, str] | None:
        """The depth and the sign of a list item, None for a paragraph that is none."""
        numbering = element.find(f"{_W}pPr/{_W}numPr")
        named = _LISTS.match(_name(style))
        seen = 0
        while numbering is None and style is not None and seen < 10:
            numbering = style.find(f"{_W}pPr/{_W}numPr")
            style = self.styles.get(_value(style.find(f"{_W}basedOn")))
            seen += 1
        if numbering is None:
            return None
        number, level = (_value(numbering.find(f"{_W}{name}")) for name in ("numId", "ilvl"))
        if number in ("", "0"):
            return None
        depth = int(level) if level.isdigit() else int(named[1]) - 1 if named else 0
        return depth, "-" if self._format(number, str(depth)) in ("bullet", "none") else "1."

    def _format(self, number: str, level: str) -> str:
        """How Word counts a list: "bullet", "decimal", ..."""
        try:
            numbering = self.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return "bullet"
        for num in numbering.findall(f"{_W}num"):
            if num.get(f"{_W}numId") == number:
                abstract = _value(num.find(f"{_W}abstractNumId"))
                for each in numbering.findall(f"{_W}abstractNum"):
                    if each.get(f"{_W}abstractNumId") == abstract:
                        for kind in each.findall(f"{_W}lvl"):
                            if kind.get(f"{_W}ilvl") == level:
                                return _value(kind.find(f"{_W}numFmt")) or "decimal"
        return "bullet"

    # -- the words of a paragraph

    def _text(self, element: Any) -> str:
        return markdown_of_spans(list(self._spans(element, "")))

    def _spans(self, element: Any, address: str) -> Iterator[Span]:
        for child in element:
            if child.tag in _GONE:
                continue
            if child.tag == f"{_W}r":
                yield from self._run(child, address)
            elif child.tag == f"{_W}hyperlink":
                yield from self._spans(child, self._address(child.get(f"{_R}id")) or address)
            elif child.tag == f"{_MATH}t":
                yield Span(child.text or "")
            elif child.tag not in (f"{_W}pPr", f"{_W}sdtPr", f"{_W}rPr"):
                yield from self._spans(child, address)

    def _run(self, run: Any, address: str) -> Iterator[Span]:
        look = run.find(f"{_W}rPr")
        bold, italic, struck = (_is_on(look, name) for name in ("b", "i", "strike"))
        if _is_on(look, "vanish"):
            self.count(mark("hidden passages"))
            return
        for child in run:
            if child.tag == f"{_W}t":
                yield Span(child.text or "", bold, italic, struck, address)
            elif child.tag == f"{_W}tab":
                yield Span("\t", bold, italic, struck, address)
            elif child.tag in _BREAKS:
                yield Span("\n" if child.get(f"{_W}type") in (None, "textWrapping") else " ")
            elif child.tag == f"{_W}noBreakHyphen":
                yield Span("\u2011", bold, italic, struck, address)
            elif child.tag == f"{_W}sym":
                yield Span("•")
            elif child.tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
                yield from self._note(child)
            elif child.tag not in _GONE:
                yield from self._drawn(child)

    def _address(self, relation: str | None) -> str:
        found = self.part.rels.get(relation) if relation else None
        return str(found.target_ref) if found is not None and found.is_external else ""

    def _note(self, reference: Any) -> Iterator[Span]:
        kind = "footnote" if reference.tag.endswith("footnoteReference") else "endnote"
        wanted = reference.get(f"{_W}id")
        for relation in self.part.rels.values():
            if not relation.is_external and relation.reltype.endswith(f"/{kind}s"):
                from docx.oxml.parser import parse_xml

                for note in parse_xml(relation.target_part.blob).findall(f"{_W}{kind}"):
                    if note.get(f"{_W}id") == wanted:
                        name = f"{kind[0]}{wanted}"
                        texts = [self._text(paragraph) for paragraph in note.iter(f"{_W}p")]
                        self.notes[name] = one_line(" ".join(texts))
                        yield Span(f"[^{name}]", raw=True)

    def _drawn(self, element: Any) -> Iterator[Span]:
        """What a drawing holds: the pictures here, the text boxes after the paragraph."""
        nodes = [node for node in element.iter() if not _is_inside(node, element, _FALLBACK)]
        boxes = [node for node in nodes if node.tag == f"{_W}txbxContent" and not _is_inside(node, element, node.tag)]
        blips = [node for node in nodes if node.tag == f"{_DRAWING}blip"]
        self.boxes.extend(boxes)
        for blip in blips:
            if not _is_inside(blip, element, f"{_W}txbxContent"):
                yield from self._picture(blip)
        if not boxes and not blips and any(node.tag in _DRAWINGS for node in nodes):
            self.count(mark("drawings"))

    def _picture(self, blip: Any) -> Iterator[Span]:
        relation = self.part.rels.get(blip.get(f"{_R}embed"))
        part = relation.target_part if relation is not None and not relation.is_external else None
        ending = _PRINTABLE.get(part.content_type) if part is not None else None
        if part is None or ending is None:
            self.count(mark("pictures"))
            return
        stem = re.sub(r"[^\w-]+", "-", self.stem).strip("-") or "picture"
        name = f"{stem}-{len(self.pictures) + 1}.{ending}"
        self.pictures.append(Picture(name=name, content=bytes(part.blob)))
        yield Span(f"![]({name})", raw=True)

    # -- tables

    def _table(self, table: Any) -> Iterator[Block]:
        rows = [self._row(row) for row in _rows_of(table)]
        notes, self.notes = self.notes, {}
        width = max((len(row) for row in rows), default=0)
        filled = tuple((*row, *[""] * (width - len(row))) for row in rows if any(cell.strip() for cell in row))
        if width == 1:
            # A table of one cell is a frame around text.
            for (cell,) in filled:
                yield Paragraph(escaped_paragraph(cell))
        elif filled:
            yield Table(filled)
        for name, note in notes.items():
            yield Paragraph(f"[^{name}]: {note}")

    def _row(self, row: Any) -> list[str]:
        cells: list[str] = []
        for cell in row.iter(f"{_W}tc"):
            if next(cell.iterancestors(f"{_W}tr")) is not row:
                continue
            look = cell.find(f"{_W}tcPr")
            merged = look.find(f"{_W}vMerge") if look is not None else None
            goes_on = merged is not None and merged.get(f"{_W}val") in (None, "continue")
            cells.append("" if goes_on else self._cell(cell))
            span = _value(look.find(f"{_W}gridSpan")) if look is not None else ""
            cells.extend([""] * (min(int(span), 100) - 1 if span.isdigit() else 0))
        return cells

    def _cell(self, cell: Any) -> str:
        lines: list[str] = []
        for paragraph in cell.iter(f"{_W}p"):
            if not any(above.tag in _GONE for above in paragraph.iterancestors()):
                text = self._text(paragraph).strip()
                if text and self._marker(paragraph, self._style(paragraph)) is not None:
                    text = f"- {text}"
                lines.append(text)
        # The paragraphs of its text boxes lie inside the cell and were read with it.
        self.boxes.clear()
        return "\n".join(line for line in lines if line)


def _is_inside(node: Any, top: Any, tag: str) -> bool:
    """Whether an element of this tag stands between a node and the top."""
    for above in node.iterancestors():
        if above.tag == tag:
            return True
        if above is top:
            return False
    return False


def _has_text(margin: Any) -> bool:
    return not margin.is_linked_to_previous and any(paragraph.text.strip() for paragraph in margin.paragraphs)


def _rows_of(table: Any) -> Iterator[Any]:
    for row in table.iter(f"{_W}tr"):
        if next(row.iterancestors(f"{_W}tbl")) is table:
            yield row


def _lists_joined(blocks: Iterator[Block]) -> Iterator[Block]:
    """Neighbouring items as one list."""
    items: list[Item] = []
    for block in blocks:
        if isinstance(block, Items):
            items.extend(block.items)
            continue
        if items:
            yield Items(tuple(_from_the_margin(items)))
            items = []
        yield block
    if items:
        yield Items(tuple(_from_the_margin(items)))


def _from_the_margin(items: list[Item]) -> Iterator[Item]:
    """Items whose first stands at the margin, and none deeper than one below the one before."""
    base = min(item.depth for item in items)
    before = -1
    for item in items:
        depth = min(item.depth - base, before + 1)
        yield Item(item.text, depth, item.marker)
        before = depth


def _is_contents(control: Any) -> bool:
    """Whether a content control holds the table of contents, which our own exports make anew."""
    gallery = control.find(f"{_W}sdtPr/{_W}docPartObj/{_W}docPartGallery")
    return _value(gallery).lower().startswith("table of contents")


def _name(style: Any) -> str:
    return _value(style.find(f"{_W}name")).lower() if style is not None else ""


def _value(element: Any) -> str:
    return str(element.get(f"{_W}val") or "") if element is not None else ""


def _is_on(look: Any, name: str) -> bool:
    found = look.find(f"{_W}{name}") if look is not None else None
    return found is not None and found.get(f"{_W}val") not in ("0", "false", "off", "none")
