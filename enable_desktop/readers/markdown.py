"""A Markdown document as blocks. Pieces stay Markdown; what spans them (link targets, notes) is put in place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from enable_desktop.blocks import Block, Heading, Item, Items, Paper, Paragraph, Table, mapped, markdown_of
from enable_desktop.links import without_chips
from enable_desktop.words import mark

_HEADING: Final = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))??(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE: Final = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})")
_ITEM: Final = re.compile(r"([ \t]*)([-*+]|\d{1,9}[.)])(?:[ \t]+|$)(\[[ xX]\][ \t]+)?(.*)$")
_DELIMITERS: Final = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_RULE: Final = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_DEFINITION: Final = re.compile(r" {0,3}\[(?!\^)([^\[\]]+)\]:[ \t]+<?(\S+?)>?(?:[ \t]+[\"'(](.*)[\"')])?[ \t]*$")
_NOTE: Final = re.compile(r" {0,3}\[\^([^\[\]\s]+)\]:[ \t]*(.*)$")
_NOTE_USE: Final = re.compile(r"\[\^([^\[\]\s]+)\](?!:)")
_REFERENCE: Final = re.compile(r"(!?)\[([^\[\]]+)\](?:\[([^\[\]]*)\])?(?![(:])")
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_CODE: Final = re.compile(r"(```.*?```|~~~.*?~~~|`[^`\n]+`)", re.DOTALL)


@dataclass(slots=True)
class _Reader:
    """The lines still to be read."""

    lines: list[str]
    at: int = 0
    notes: dict[str, str] = field(default_factory=dict)

    @property
    def line(self) -> str:
        return self.lines[self.at]

    @property
    def is_done(self) -> bool:
        return self.at >= len(self.lines)


def read_markdown(text: str) -> Paper:
    """The blocks of a Markdown text with "\\n" at line ends."""
    pieces = _CODE.split(text)
    comments = sum(len(_COMMENT.findall(piece)) for piece in pieces[::2])
    prose = [piece if place % 2 else without_chips(_COMMENT.sub("", piece)) for place, piece in enumerate(pieces)]
    front, lines = _front_matter("".join(prose).split("\n"))
    lines, targets = _definitions(lines)
    reader = _Reader(lines)
    blocks = [*front, *_blocks(reader)]
    if targets:
        blocks = [_resolved(block, targets) for block in blocks]
    left_out = {mark("comments"): comments} if comments else {}
    return Paper(blocks=tuple(_with_notes(blocks, reader.notes)), left_out=left_out)


def _front_matter(lines: list[str]) -> tuple[list[Block], list[str]]:
    """The block between two lines `---` at the very top, as a table of names and values."""
    if not lines or lines[0].rstrip() != "---":
        return [], lines
    for end in range(1, min(len(lines), 200)):
        if lines[end].rstrip() in ("---", "..."):
            pairs = [line.partition(":") for line in lines[1:end] if line.strip()]
            if not pairs or not all(colon and name.strip() for name, colon, _ in pairs):
                return [], lines
            rows = tuple((name.strip(), value.strip().strip("\"'")) for name, _, value in pairs)
            return [Table(rows)], lines[end + 1 :]
    return [], lines


def _definitions(lines: list[str]) -> tuple[list[str], dict[str, str]]:
    """The lines without the definitions of link targets, and the targets by their folded names."""
    targets: dict[str, str] = {}
    kept = []
    fence = ""
    for line in lines:
        fence = _fence_after(line, fence)
        found = None if fence else _DEFINITION.match(line)
        if found:
            title = f' "{found[3]}"' if found[3] else ""
            targets.setdefault(found[1].casefold(), f"{found[2]}{title}")
        else:
            kept.append(line)
    return kept, targets


def _fence_after(line: str, fence: str) -> str:
    """The fence that is open after a line, empty when none is."""
    found = _FENCE.match(line)
    if not found:
        return fence
    if not fence:
        return found[1]
    return "" if found[1].startswith(fence) and not line.strip().strip(fence[0]) else fence


def _blocks(reader: _Reader) -> Iterator[Block]:
    while not reader.is_done:
        line = reader.line
        heading = _HEADING.match(line)
        if not line.strip():
            reader.at += 1
        elif heading:
            reader.at += 1
            if (heading[2] or "").strip():
                yield Heading(len(heading[1]), heading[2].strip())
        elif _FENCE.match(line):
            yield Paragraph("\n".join(_fenced(reader)))
        elif _RULE.match(line):
            # A line across parts what the sections part already.
            reader.at += 1
        elif _NOTE.match(line):
            _note(reader)
        elif _is_table(reader):
            yield _table(reader)
        elif _ITEM.match(line) and len(line) - len(line.lstrip()) < 4:
            yield _items(reader)
        else:
            yield _paragraph(reader)


def _fenced(reader: _Reader) -> Iterator[str]:
    fence = ""
    while not reader.is_done:
        line = reader.line
        reader.at += 1
        yield line
        fence = _fence_after(line, fence)
        if not fence:
            return


def _note(reader: _Reader) -> None:
    found = _NOTE.match(reader.line)
    assert found is not None
    reader.at += 1
    parts = [found[2]]
    while not reader.is_done and reader.line.strip() and reader.line.startswith((" ", "\t")):
        parts.append(reader.line.strip())
        reader.at += 1
    reader.notes.setdefault(found[1], " ".join(parts))


def _is_table(reader: _Reader) -> bool:
    if "|" not in reader.line or reader.at + 1 >= len(reader.lines):
        return False
    below = reader.lines[reader.at + 1]
    return bool(_DELIMITERS.match(below)) and len(cells_of(below)) == len(cells_of(reader.line)) and "-" in below


def _table(reader: _Reader) -> Table:
    rows = [cells_of(reader.line)]
    reader.at += 2
    while not reader.is_done and reader.line.strip() and "|" in reader.line:
        rows.append(cells_of(reader.line))
        reader.at += 1
    width = max(len(row) for row in rows)
    return Table(tuple((*row, *[""] * (width - len(row))) for row in rows))


def cells_of(line: str) -> tuple[str, ...]:
    """The cells of one row of a Markdown table."""
    inner = line.strip()
    inner = inner.removeprefix("|")
    cells = [""]
    code = ""
    for piece in re.split(r"(\\.|`+|\|)", inner):
        if piece.startswith("`"):
            code = "" if code == piece else code or piece
        if piece == "|" and not code:
            cells.append("")
        else:
            cells[-1] += "|" if piece == "\\|" else piece
    if len(cells) > 1 and not cells[-1].strip():
        cells.pop()
    return tuple(cell.strip() for cell in cells)


def _items(reader: _Reader) -> Block:
    """A list, or the text as it stands where it holds more than items can carry."""
    start = reader.at
    items: list[Item] = []
    indents: list[int] = []
    plain = True
    while not reader.is_done:
        line = reader.line
        found = _ITEM.match(line)
        if not line.strip():
            if not _goes_on(reader):
                break
            reader.at += 1
            continue
        if _FENCE.match(line.lstrip()) or (found is None and _is_table(reader)):
            plain = False
        if _HEADING.match(line) or _RULE.match(line) or (_NOTE.match(line) and not line.startswith(" ")):
            break
        if found:
            indent = len(found[1].expandtabs(4))
            while indents and indent < indents[-1]:
                indents.pop()
            if not indents or indent > indents[-1] + 1:
                indents.append(indent)
            marker = f"{found[2]} {found[3].strip()}" if found[3] else found[2]
            items.append(Item(found[4].strip(), len(indents) - 1, marker))
        else:
            last = items[-1]
            items[-1] = Item(f"{last.text}\n{line.strip()}".strip(), last.depth, last.marker)
        reader.at += 1
    if plain:
        return Items(tuple(items))
    return Paragraph("\n".join(reader.lines[start : reader.at]).strip("\n"))


def _goes_on(reader: _Reader) -> bool:
    """Whether the list goes on after empty lines: with another item, or with an indented line."""
    for line in reader.lines[reader.at : reader.at + 3]:
        if line.strip():
            return bool(_ITEM.match(line)) or line.startswith(("  ", "\t"))
    return False


def _paragraph(reader: _Reader) -> Block:
    lines: list[str] = []
    while not reader.is_done and reader.line.strip():
        line = reader.line
        if lines:
            underline = _UNDERLINE.match(line)
            if underline:
                reader.at += 1
                return Heading(1 if underline[1][0] == "=" else 2, " ".join(each.strip() for each in lines))
            if (
                _HEADING.match(line)
                or _FENCE.match(line)
                or _RULE.match(line)
                or _is_table(reader)
                or _NOTE.match(line)
            ):
                break
            if _ITEM.match(line) and not line.lstrip()[0].isdigit():
                break
        lines.append(line)
        reader.at += 1
    return Paragraph("\n".join(lines).rstrip())


def _resolved(block: Block, targets: dict[str, str]) -> Block:
    """A block whose links by name are links by address."""

    def resolve(text: str) -> str:
        pieces = _CODE.split(text)
        return "".join(piece if place % 2 else _REFERENCE.sub(link, piece) for place, piece in enumerate(pieces))

    def link(found: re.Match[str]) -> str:
        target = targets.get((found[3] or found[2]).casefold())
        return f"{found[1]}[{found[2]}]({target})" if target else found[0]

    return mapped(block, resolve)


def _with_notes(blocks: list[Block], notes: dict[str, str]) -> Iterator[Block]:
    """Each footnote right after the block that names it, so that it goes where the block goes."""
    left = dict(notes)
    for block in blocks:
        yield block
        for name in _NOTE_USE.findall(markdown_of(block)):
            if name in left:
                yield Paragraph(f"[^{name}]: {left.pop(name)}")
    for name, text in left.items():
        yield Paragraph(f"[^{name}]: {text}")
