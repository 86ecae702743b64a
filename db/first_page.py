"""The first page of a workspace, made anew where it is damaged: what it says is known, or follows from the other pages.

The layout is that of https://sqlite.org/fileformat2.html.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Final

from db.files import APPLICATION_ID, SCHEMA, connect_to

_HEADER: Final = 100
_USUAL: Final = 4_096
_SIZES: Final = (_USUAL, 512, 1_024, 2_048, 8_192, 16_384, 32_768, 65_536)
"""How large a page may be, ours first: it is what SQLite makes unless it is told otherwise."""
_BRANCH: Final = 0x05
_LEAF: Final = 0x0D
_STARTS: Final = {0x02: 12, _BRANCH: 12, 0x0A: 8, _LEAF: 8}
"""The first byte of each kind of page of a tree, and how many bytes stand before the places of its cells."""
_TABLE: Final = b"table"
_ALWAYS: Final = {
    0: b"SQLite format 3\0",
    18: bytes((1, 1, 0, 64, 32, 32)),
    44: bytes((0, 0, 0, 4)),
    52: bytes((0, 0, 0, 0, 0, 0, 0, 1)),
    64: bytes(4),
    72: bytes(20),
}
"""What stands in the header of every workspace, by the byte at which it begins: no WAL, UTF-8, nothing set aside."""


def mended(path: Path, known: int) -> bytes | None:
    """All bytes of a file with its first page as it must be; None where that page is sound, or nothing helps.

    `known` is of how many tables SQLite knows as it is. This alone opens a workspace past SQLite. To close it again
    drops the locks this process holds on the file: no connection of this process may have it open, and the caller
    keeps everybody else from writing.
    """
    content = path.read_bytes()
    if len(content) < _USUAL:
        return None
    size = _page_size(content)
    leaves = tuple(_schema_pages(content, size))
    is_sound = _is_sound(content[:_HEADER], len(content))
    if is_sound and known >= sum(leaf.tables for leaf in leaves):
        return None
    content += bytes(-len(content) % size)
    header = _header(content[:_HEADER], size, len(content) // size)
    best = None if is_sound else header + content[_HEADER:]
    rebuilt = header + _root(leaves, size) + content[size:]
    return rebuilt if _known(rebuilt) > (known if best is None else _known(best)) else best


def tables_known(connection: sqlite3.Connection) -> int:
    """Of how many tables SQLite knows."""
    with suppress(sqlite3.DatabaseError):
        return len(connection.execute("pragma table_list").fetchall())
    return 0


def _known(content: bytes) -> int:
    with closing(connect_to(content)) as connection:
        connection.text_factory = bytes
        connection.execute("pragma writable_schema = on")
        return tables_known(connection)


# -- the header


def _is_sound(start: bytes, size: int) -> bool:
    """Whether a header may be read by; what it counts of free pages, and who wrote it, matters to nobody who reads."""
    page, pages = int.from_bytes(start[16:18], "big"), int.from_bytes(start[28:32], "big")
    is_counted = start[24:28] != start[92:96] or pages * page >= size
    if set(start[18:20]) <= {1, 2}:
        # Another program may have set it to write ahead: SQLite then reads what lies beside the file.
        start = start[:18] + _ALWAYS[18][:2] + start[20:]
    return page == _USUAL and is_counted and all(start[at : at + len(each)] == each for at, each in _ALWAYS.items())


def _header(start: bytes, page: int, pages: int) -> bytes:
    """The header of a workspace of so many pages; of the damaged one only who wrote it is kept, where that can be."""
    header = bytearray(_HEADER)
    for at, each in _ALWAYS.items():
        header[at : at + len(each)] = each
    schema = int.from_bytes(start[60:64], "big")
    one = (1).to_bytes(4, "big")
    for at, number in (
        (16, (page if page < 65_536 else 1).to_bytes(2, "big")),
        (24, one),
        (28, pages.to_bytes(4, "big")),
        (60, (schema if 1 <= schema <= SCHEMA else SCHEMA).to_bytes(4, "big")),
        (68, APPLICATION_ID.to_bytes(4, "big")),
        (92, one),
    ):
        header[at : at + len(number)] = number
    return bytes(header)


def _page_size(content: bytes) -> int:
    """The size at which most pages begin as a page of a tree does."""
    found = {size: sum(_is_tree(content, at, size) for at in range(size, len(content), size)) for size in _SIZES}
    return max(found, key=lambda size: found[size])


def _is_tree(content: bytes, at: int, size: int) -> bool:
    """Whether a page of a tree may begin here: its cells lie where such a page has them."""
    begin = _STARTS.get(content[at])
    if begin is None or at + size > len(content):
        return False
    cells, first = int.from_bytes(content[at + 3 : at + 5], "big"), int.from_bytes(content[at + 5 : at + 7], "big")
    return begin + 2 * cells <= (first or 65_536) <= size


# -- the root of the schema


@dataclass(frozen=True, slots=True, kw_only=True)
class _Leaf:
    """A page whose rows describe tables and what belongs to them: the numbers of its first row and its last."""

    last: int
    first: int
    page: int
    tables: int


def _root(leaves: Iterable[_Leaf], size: int) -> bytes:
    """What follows the header: the root of a tree over the pages that hold the schema, wherever those lie."""
    chosen: list[_Leaf] = []
    for leaf in sorted(leaves, key=lambda leaf: (leaf.last, leaf.first)):
        if not chosen or leaf.first > chosen[-1].last:
            chosen.append(leaf)
    root = bytearray(size)
    end = size
    places = []
    for leaf in chosen[:-1]:
        cell = leaf.page.to_bytes(4, "big") + _as_varint(leaf.last)
        end -= len(cell)
        root[end : end + len(cell)] = cell
        places.append(end.to_bytes(2, "big"))
    right = chosen[-1].page if chosen else 0
    told = bytes((_BRANCH, 0, 0)) + len(places).to_bytes(2, "big") + end.to_bytes(2, "big") + b"\0"
    told += right.to_bytes(4, "big") + b"".join(places)
    if _HEADER + len(told) > end:
        # More than one page of them: nothing of ours is that large.
        return bytes(size - _HEADER)
    root[_HEADER : _HEADER + len(told)] = told
    return bytes(root[_HEADER:])


def _schema_pages(content: bytes, size: int) -> Iterator[_Leaf]:
    """The pages that hold the schema."""
    for at in range(size, len(content), size):
        if content[at] != _LEAF or not _is_tree(content, at, size):
            continue
        count = int.from_bytes(content[at + 3 : at + 5], "big")
        cells = [int.from_bytes(content[at + 8 + 2 * each :][:2], "big") for each in range(count)]
        rows = tuple(takewhile(bool, (_schema_row(content[at + cell : at + size]) for cell in cells)))
        if rows and len(rows) == count:
            numbers = [row[0] for row in rows if row]
            tables = sum(row[1] for row in rows if row)
            yield _Leaf(last=numbers[-1], first=numbers[0], page=at // size + 1, tables=tables)


def _schema_row(cell: bytes) -> tuple[int, bool] | None:
    """The number of a row of the schema, and whether it describes a table; None for any other row."""
    try:
        _, at = _varint(cell, 0)
        number, at = _varint(cell, at)
        size, first = _varint(cell, at)
        length = (_varint(cell, first)[0] - 13) // 2
    except IndexError:
        return None
    value = cell[at + size : at + size + max(length, 0)]
    return (number, value == _TABLE) if value in (_TABLE, b"index", b"trigger", b"view") else None


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where the next thing begins."""
    number = 0
    for each in range(9):
        byte = data[at + each]
        if each == 8:
            return (number << 8) | byte, at + 9
        number = (number << 7) | (byte & 0x7F)
        if byte < 0x80:
            return number, at + each + 1
    raise AssertionError("a number has at most nine bytes")


def _as_varint(number: int) -> bytes:
    """A number of fewer than 57 bits as SQLite writes it."""
    parts = [number & 0x7F]
    while number := number >> 7:
        parts.append(number & 0x7F | 0x80)
    return bytes(reversed(parts))
