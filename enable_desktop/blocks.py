"""A document as it was read: headings, paragraphs, lists and tables, with their inline marks as Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 0 is the title of the whole document."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Any piece of Markdown that stands on its own: a paragraph, a quote, a piece of code, a footnote."""

    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list; `depth` 0 is the outermost, `marker` what stands before it ("-", "1.", "- [x]")."""

    text: str
    depth: int = 0
    marker: str = "-"


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first row is its header."""

    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Items | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image of the document, named in its Markdown by `name`."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What a reader found in a file, and how many of each thing (by its English plural) it could not take along."""

    blocks: tuple[Block, ...]
    pictures: tuple[Picture, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    encoding: str = ""


def markdown_of(block: Block) -> str:
    """A block as Markdown."""
    match block:
        case Heading(level, text):
            return f"{'#' * max(1, min(level, 6))} {text}"
        case Paragraph(text):
            return text
        case Items(items):
            return "\n".join(f"{'    ' * item.depth}{item.marker} {_indented(item)}" for item in items)
        case Table(rows):
            return table_of(rows)


def _indented(item: Item) -> str:
    return item.text.replace("\n", f"\n{'    ' * (item.depth + 1)}")


def table_of(rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table; the first row is its header, cells keep to one line."""
    lines = [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows]
    if lines:
        lines.insert(1, f"|{' --- |' * _columns(lines[0])}")
    return "\n".join(lines)


def _columns(line: str) -> int:
    return len(re.findall(r"(?<!\\)\|", line)) - 1


def _cell(text: str) -> str:
    flat = "; ".join(part.strip() for part in text.splitlines() if part.strip())
    return re.sub(r"(?<!\\)\|", r"\\|", flat)


def mapped(block: Block, change: Callable[[str], str]) -> Block:
    """A block with every text in it changed."""
    match block:
        case Heading(level, text):
            return Heading(level, change(text))
        case Paragraph(text):
            return Paragraph(change(text))
        case Items(items):
            return Items(tuple(Item(change(item.text), item.depth, item.marker) for item in items))
        case Table(rows):
            return Table(tuple(tuple(change(cell) for cell in row) for row in rows))


_LINK: Final = re.compile(
    r"(!?)\[((?:[^\[\]\\]|\\.)*)\]\(<?([^()\s<>]*(?:\([^()\s]*\)[^()\s]*)?)>?(?:\s+\"[^\"]*\")?\)"
)
_AUTOLINK: Final = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
# A mark that nothing closes is looked for no further than this: text may hold thousands of such marks.
_STRONG: Final = re.compile(r"(\*\*|__)(?=\S)(.{1,1000}?)(?<=\S)\1")
_EMPHASIS: Final = re.compile(
    r"(?<![\w*])\*(?=[^\s*])(.{1,1000}?)(?<=[^\s*])\*(?![\w*])"
    r"|(?<![\w_])_(?=[^\s_])(.{1,1000}?)(?<=[^\s_])_(?![\w_])"
)
_STRUCK: Final = re.compile(r"~~(?=\S)(.{1,1000}?)(?<=\S)~~")
_CODE: Final = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_ESCAPE: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_KEPT: Final = 0xE000
"""Escaped characters wait in the private use area while the marks around them are taken away."""
_WAITING: Final = re.compile("[\ue001-\ue07f]")


def plain_text(markdown: str) -> str:
    """Markdown without its inline marks; the address of a link follows its text in brackets."""
    text = _ESCAPE.sub(lambda found: chr(_KEPT + ord(found[1])), markdown)
    text = _LINK.sub(_link_text, text)
    text = _AUTOLINK.sub(r"\1", text)
    for pattern, group in ((_CODE, r"\2"), (_STRONG, r"\2"), (_STRUCK, r"\1")):
        text = pattern.sub(group, text)
    text = _EMPHASIS.sub(lambda found: found[1] or found[2], text)
    return _WAITING.sub(lambda found: chr(ord(found[0]) - _KEPT), text)


def _link_text(found: re.Match[str]) -> str:
    text, address = found[2], found[3]
    return (
        text if not address or address.removeprefix("mailto:") == text else f"{text} ({address})" if text else address
    )


_BLANK: Final = re.compile(r"[ \t\n\r\f\v]+")


def one_line(text: str) -> str:
    """A text on one line; spaces that hold words together stay what they are."""
    return _BLANK.sub(" ", text).strip(" ")


def escaped(text: str) -> str:
    """Plain text as Markdown that reads the same: only what would become a mark is escaped."""
    text = re.sub(r"\\(?=[!-/:-@\[-`{-~])", r"\\\\", text)
    text = re.sub(r"\*(?=\S)|(?<=\S)\*", r"\\*", text)
    text = re.sub(r"(?<![^\W_])_|_(?![^\W_])", r"\\_", text)
    text = text.replace("`", "\\`")
    return re.sub(r"\[(?=[^\]]*\]\()|\[(?=\[|\^)", r"\\[", text)


_AT_START: Final = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+](?=\s)|>|\d+(?=[.)]\s)|-{3,}$)", re.MULTILINE)


def escaped_paragraph(markdown: str) -> str:
    """A paragraph whose beginning would be read as a heading, a list, a quote or a table, kept a paragraph."""

    def escape(found: re.Match[str]) -> str:
        sign = found[2]
        return f"{found[1]}{sign}\\" if sign[0].isdigit() else f"{found[1]}\\{sign}"

    return _AT_START.sub(escape, markdown)


def to_plain(paper: Paper) -> dict[str, Any]:
    """A paper as JSON can carry it from one process to another; pictures travel in base64."""
    import base64

    blocks: list[list[Any]] = []
    for block in paper.blocks:
        match block:
            case Heading(level, text):
                blocks.append(["heading", level, text])
            case Paragraph(text):
                blocks.append(["paragraph", text])
            case Items(items):
                blocks.append(["items", [[item.text, item.depth, item.marker] for item in items]])
            case Table(rows):
                blocks.append(["table", rows])
    pictures = [[picture.name, base64.b64encode(picture.content).decode()] for picture in paper.pictures]
    return {"blocks": blocks, "pictures": pictures, "left_out": dict(paper.left_out), "encoding": paper.encoding}


def from_plain(plain: Mapping[str, Any]) -> Paper:
    """The paper that `to_plain` packed; raises ValueError, KeyError or TypeError for anything else."""
    import base64

    blocks: list[Block] = []
    for kind, *rest in plain["blocks"]:
        match kind:
            case "heading":
                blocks.append(Heading(int(rest[0]), str(rest[1])))
            case "paragraph":
                blocks.append(Paragraph(str(rest[0])))
            case "items":
                items = (Item(str(text), int(depth), str(marker)) for text, depth, marker in rest[0])
                blocks.append(Items(tuple(items)))
            case "table":
                blocks.append(Table(tuple(tuple(str(cell) for cell in row) for row in rest[0])))
            case _:
                raise ValueError(kind)
    return Paper(
        blocks=tuple(blocks),
        pictures=tuple(Picture(name=str(name), content=base64.b64decode(data)) for name, data in plain["pictures"]),
        left_out={str(name): int(count) for name, count in plain["left_out"].items()},
        encoding=str(plain["encoding"]),
    )
