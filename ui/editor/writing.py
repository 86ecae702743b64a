"""What keys and buttons do to Markdown: marks around words, marks before lines, lists that go on by themselves."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QTextBlock, QTextCursor

from ui.editor.markdown_line import LISTS, Shape, Start, index_of, start_of, units_before

if TYPE_CHECKING:
    from ui.editor.markdown_edit import MarkdownEdit

_STEP: Final = 2
_DEEPEST: Final = 12
_NEW_MARKS: Final = {Shape.BULLET: "- ", Shape.CHECK: "- [ ] ", Shape.QUOTE: "> "}


class Writing:
    """Changes one editor's text, each call one step of its undo."""

    def __init__(self, edit: MarkdownEdit) -> None:
        self._edit = edit

    def shortcuts(self) -> tuple[tuple[str, Callable[[], None]], ...]:
        """The keys of the editor and what each does."""
        return (
            ("Ctrl+B", self.bold),
            ("Ctrl+I", self.italic),
            ("Ctrl+Alt+2", partial(self.heading, 2)),
            ("Ctrl+Alt+3", partial(self.heading, 3)),
            ("Ctrl+Shift+7", partial(self.lines, Shape.NUMBER)),
            ("Ctrl+Shift+8", partial(self.lines, Shape.BULLET)),
            ("Ctrl+Shift+9", partial(self.lines, Shape.CHECK)),
            ("Ctrl+Shift+.", partial(self.lines, Shape.QUOTE)),
            ("Ctrl+L", self.link),
        )

    # -- words

    def bold(self) -> None:
        self._wrap("**")

    def italic(self) -> None:
        self._wrap("*")

    def _wrap(self, mark: str) -> None:
        """Marks around the selection or the word, or away when they are there."""
        cursor = self._edit.textCursor()
        if not cursor.hasSelection():
            cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        block = self._edit.document().findBlock(cursor.selectionStart())
        line = block.text()
        first = index_of(line, cursor.selectionStart() - block.position())
        last = index_of(line, min(cursor.selectionEnd(), block.position() + block.length() - 1) - block.position())
        # Blanks at the ends would keep the marks from being marks.
        while last > first and line[last - 1].isspace():
            last -= 1
        while first < last and line[first].isspace():
            first += 1
        inner, width = line[first:last], len(mark)
        before, after = line[:first], line[last:]
        if _ends_with(before, mark) and _ends_with(after[::-1], mark):
            text, first, last, shift = inner, first - width, last + width, 0
        elif len(inner) > 2 * width and _ends_with(inner, mark) and _ends_with(inner[::-1], mark):
            text, shift = inner[width:-width], 0
        else:
            text, shift = f"{mark}{inner}{mark}", width
        start = block.position() + units_before(line, first)
        self._put(start, block.position() + units_before(line, last), text)
        size = units_before(text, len(text)) - 2 * shift
        self._select(start + shift, start + shift + size)

    def link(self) -> None:
        """The selection becomes a link whose address is typed next."""
        cursor = self._edit.textCursor()
        words = cursor.selectedText().replace("\u2029", " ").strip()
        start = cursor.selectionStart()
        if words.lower().startswith(("http://", "https://", "mailto:")):
            self._put(start, cursor.selectionEnd(), f"[]({words})")
            self._select(start + 1, start + 1)
            return
        words = words.replace("[", "(").replace("]", ")")
        self._put(start, cursor.selectionEnd(), f"[{words}](https://)")
        if not words:
            self._select(start + 1, start + 1)
            return
        end = self._edit.textCursor().position() - 1
        self._select(end - len("https://"), end)

    def insert(self, text: str) -> None:
        """Text in the place of the selection."""
        cursor = self._edit.textCursor()
        self._put(cursor.selectionStart(), cursor.selectionEnd(), text)

    def insert_block(self, text: str) -> None:
        """Text on lines of its own, with an empty line before it where there is other text."""
        cursor = self._edit.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        gap = "\n\n" if cursor.block().text().strip() else ""
        self._put(cursor.position(), cursor.position(), f"{gap}{text}\n")

    def table(self) -> None:
        """An empty table of two columns; its first heading is selected."""
        words = self._edit.table_words
        self.insert_block(f"| {words} | {words} |\n| --- | --- |\n|  |  |\n|  |  |")
        block = self._edit.textCursor().block()
        for _ in range(4):
            block = block.previous()
        self._select(block.position() + 2, block.position() + 2 + units_before(words, len(words)))

    # -- lines

    def heading(self, level: int) -> None:
        """The selected lines become headings of this level, or plain when they are."""
        mark = f"{'#' * level} "
        starts = [start_of(block.text()) for block in self._blocks()]
        is_on = all(start.shape is Shape.HEADING and start.level == level for start in starts)
        self._each(lambda line, start, number: ("" if is_on else mark) + line[start.length :])

    def lines(self, shape: Shape) -> None:
        """The selected lines become a list or a quote, or plain when they are."""
        blocks = self._blocks()
        filled = [block for block in blocks if block.text().strip()] or blocks
        is_on = all(start_of(block.text()).shape is shape for block in filled)

        def changed(line: str, start: Start, number: int) -> str:
            if not line.strip() and len(blocks) > 1:
                return line
            if is_on:
                return line[start.length :]
            if shape is Shape.QUOTE:
                return f"> {line}"
            rest = line[start.length :]
            indent = start.indent if start.shape in LISTS else ""
            return indent + (_NEW_MARKS.get(shape) or f"{number}. ") + rest

        self._each(changed)

    def _blocks(self) -> list[QTextBlock]:
        cursor = self._edit.textCursor()
        document = self._edit.document()
        block = document.findBlock(cursor.selectionStart())
        found = [block]
        while block.position() + block.length() <= cursor.selectionEnd() - (1 if cursor.hasSelection() else 0):
            block = block.next()
            if not block.isValid():
                break
            found.append(block)
        return found

    def _each(self, changed: Callable[[str, Start, int], str]) -> None:
        """Writes the selected lines anew; the cursor stays in its words."""
        blocks = self._blocks()
        old = [block.text() for block in blocks]
        new, number = [], 0
        for line in old:
            number += bool(line.strip()) or len(old) == 1
            new.append(changed(line, start_of(line), number))
        cursor = self._edit.textCursor()
        start = blocks[0].position()
        end = blocks[-1].position() + blocks[-1].length() - 1
        from_end = end - cursor.position()
        had_selection = cursor.hasSelection()
        text = "\n".join(new)
        if text == "\n".join(old):
            return
        self._put(start, end, text)
        size = units_before(text, len(text))
        if had_selection:
            self._select(start, start + size)
        else:
            place = max(start, start + size - from_end)
            self._select(place, place)

    # -- Enter and Tab

    def enter(self, *, plainly: bool = False) -> None:
        """A new line; a list or a quote goes on, and ends where its item is empty."""
        cursor = self._edit.textCursor()
        line = cursor.block().text()
        start = start_of(line)
        place = index_of(line, cursor.positionInBlock())
        goes_on = start.shape in LISTS or start.shape is Shape.QUOTE
        if plainly or cursor.hasSelection() or not goes_on or place < start.length:
            self.insert("\n")
            return
        if not line[start.length :].strip():
            at = cursor.block().position()
            self._put(at, at + units_before(line, len(line)), "")
            return
        self.insert(f"\n{start.indent}{_next_mark(start)}")

    def indent(self, step: int) -> bool:
        """Moves list items in or out; False where there is nothing to move, so that Tab leaves the field."""
        blocks = [block for block in self._blocks() if start_of(block.text()).shape in LISTS]
        if not blocks:
            return False
        first = start_of(blocks[0].text())
        if step > 0:
            before = start_of(blocks[0].previous().text()) if blocks[0].previous().isValid() else None
            deepest = len(before.indent) + _STEP if before is not None and before.shape in LISTS else 0
            if len(first.indent) >= min(deepest, _DEEPEST):
                return False
            self._each(lambda line, start, number: " " * _STEP + line if start.shape in LISTS else line)
            return True
        if not any(start_of(block.text()).indent for block in blocks):
            return False
        self._each(lambda line, start, number: re.sub(r"^(?:\t| {1,2})", "", line) if start.shape in LISTS else line)
        return True

    # -- the one door to the text

    def _put(self, start: int, end: int, text: str) -> None:
        cursor = self._edit.textCursor()
        cursor.beginEditBlock()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self._edit.put(cursor, text)
        cursor.endEditBlock()
        self._edit.setTextCursor(cursor)
        self._edit.ensureCursorVisible()

    def _select(self, start: int, end: int) -> None:
        cursor = self._edit.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self._edit.setTextCursor(cursor)


def _ends_with(text: str, mark: str) -> bool:
    """Whether a text ends with this mark, not with part of a longer one: `*` is not found in `**`."""
    stars = len(text) - len(text.rstrip("*"))
    return stars == len(mark) or stars == 3


def _next_mark(start: Start) -> str:
    if start.shape is Shape.NUMBER:
        number, end = re.split(r"(?<=[0-9])(?=[.)])", start.mark.rstrip(), maxsplit=1)
        return f"{int(number) + 1}{end} "
    if start.shape is Shape.CHECK:
        return f"{start.mark[0]} [ ] "
    return start.mark if start.mark.endswith(" ") else f"{start.mark} "
