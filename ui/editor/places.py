"""Places in an editor's document as Qt counts them, and in its text as Python counts them.

They differ where letters lie beyond the first plane, and where an endless paragraph is edited in pieces.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QTextDocument

from ui.editor.line_formats import goes_on
from ui.editor.markdown_line import index_of, units_before


def indexes_of(document: QTextDocument, positions: Iterable[int], text: str) -> dict[int, int]:
    """The place in the text for each position in the document, in one walk."""
    if count_alike(document, text):
        return {position: position for position in positions}
    wanted = sorted(set(positions), reverse=True)
    found: dict[int, int] = {}
    index = 0
    block = document.begin()
    while block.isValid() and wanted:
        line = block.text()
        end = block.position() + block.length()
        while wanted and wanted[-1] < end:
            position = wanted.pop()
            found[position] = index + index_of(line, position - block.position())
        block = block.next()
        index += len(line) + int(block.isValid() and not goes_on(block))
    found.update(dict.fromkeys(wanted, index))
    return found


def positions_of(document: QTextDocument, indexes: Iterable[int], text: str) -> dict[int, int]:
    """The position in the document for each place in the text, in one walk."""
    if count_alike(document, text):
        return {index: min(index, len(text)) for index in indexes}
    wanted = sorted(set(indexes), reverse=True)
    found: dict[int, int] = {}
    index = 0
    block = document.begin()
    while block.isValid() and wanted:
        line = block.text()
        following = block.next()
        is_line_end = following.isValid() and not goes_on(following)
        # The end of a piece is the beginning of the next one.
        end = index + len(line) + int(is_line_end or not following.isValid())
        while wanted and wanted[-1] < end:
            place = wanted.pop()
            found[place] = block.position() + units_before(line, place - index)
        index += len(line) + int(is_line_end)
        block = following
    found.update(dict.fromkeys(wanted, document.characterCount() - 1))
    return found


def count_alike(document: QTextDocument, text: str) -> bool:
    """Whether every letter counts once in both: neither pieces nor letters beyond the first plane."""
    return document.characterCount() - 1 == len(text)
