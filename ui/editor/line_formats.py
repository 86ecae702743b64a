"""How lines stand in the editor: their height, the hang of lists, and endless paragraphs in pieces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QFontMetricsF, QTextBlock, QTextBlockFormat, QTextCursor, QTextDocument

from ui.editor.markdown_line import LISTS, Shape, start_of

if TYPE_CHECKING:
    from ui.theme import Theme

# Qt lays a paragraph out as a whole for every letter typed in it.
_LONGEST: Final = 8_000
_PIECE: Final = 4_000
_LINE_COSTS: Final = 20
"""As many letters as a line takes time of its own."""
_FIXED: Final = QTextBlockFormat.LineHeightTypes.FixedHeight.value
_GOES_ON: Final = QTextBlockFormat.Property.UserProperty.value


class LineFormats:
    """Gives every line its format, and tells pieces of one paragraph from lines."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._metrics = QFontMetricsF(theme.font("editor"))

    def restyle(self) -> None:
        """The text size is another one."""
        self._metrics = QFontMetricsF(self._theme.font("editor"))

    def of(self, line: str, *, goes_on: bool = False) -> QTextBlockFormat:
        """The format of a line with these words; `goes_on` where it is the next piece of the line before."""
        theme, made = self._theme, QTextBlockFormat()
        made.setLineHeight(theme.line_height("editor"), _FIXED)
        if goes_on:
            made.setProperty(_GOES_ON, True)
            return made
        start = start_of(line)
        if start.shape is Shape.HEADING:
            made.setTopMargin(theme.px(8))
        elif start.shape in LISTS:
            hang = round(self._metrics.horizontalAdvance(start.indent.replace("\t", "    ") + start.mark))
            made.setLeftMargin(theme.px(8) + hang)
            made.setTextIndent(-hang)
        elif start.shape is Shape.QUOTE:
            made.setLeftMargin(theme.px(14))
        return made

    def insert(self, cursor: QTextCursor, text: str) -> None:
        """Puts a text with endless paragraphs where the cursor is."""
        for number, (line, is_piece) in enumerate(_pieces(text)):
            if number:
                cursor.insertBlock(self.of(line, goes_on=is_piece))
            cursor.insertText(line)

    def mend(self, document: QTextDocument, start: int, end: int, *, with_pieces: bool) -> None:
        """Formats what was changed between two places, as part of the change before."""
        cursor: QTextCursor | None = None
        block = document.findBlock(start)
        is_first = True
        while block.isValid() and block.position() <= end:
            # A new line takes over the format of the line it was made in, but it is a line.
            wanted = self.of(block.text(), goes_on=(is_first or with_pieces) and goes_on(block))
            if block.blockFormat() != wanted:
                if cursor is None:
                    cursor = QTextCursor(document)
                    cursor.joinPreviousEditBlock()
                cursor.setPosition(block.position())
                cursor.setBlockFormat(wanted)
            block, is_first = block.next(), False
        if cursor is not None:
            cursor.endEditBlock()


class Filling:
    """A text on its way into an emptied document, at once or some at a time."""

    def __init__(self, formats: LineFormats, document: QTextDocument, text: str) -> None:
        self._formats = formats
        self._document = document
        self._text = text
        self._pieces = _pieces(text)
        self._place = 0
        self._has_begun = False

    @property
    def rest(self) -> str:
        """What is not in the document yet."""
        return self._text[self._place :]

    def more(self, letters: int | None = None) -> bool:
        """Puts about so many letters in, or all that are left, behind what is there; false where nothing is left."""
        cursor = QTextCursor(self._document)
        cursor.setPosition(self._document.characterCount() - 1)
        cursor.beginEditBlock()
        last: QTextBlockFormat | None = None
        parts: list[str] = []
        taken, is_cut = 0, False
        for line, goes_on in self._pieces:
            wanted = self._formats.of(line, goes_on=goes_on)
            if not self._has_begun:
                cursor.setBlockFormat(wanted)
            elif wanted == last:
                # One call for all lines that look alike.
                parts.append("\n")
            else:
                cursor.insertText("".join(parts))
                parts.clear()
                cursor.insertBlock(wanted)
            parts.append(line)
            self._place += len(line) + (self._has_begun and not goes_on)
            self._has_begun, last = True, wanted
            taken += len(line) + _LINE_COSTS
            if letters is not None and taken >= letters:
                is_cut = True
                break
        cursor.insertText("".join(parts))
        cursor.endEditBlock()
        return is_cut


def is_endless(text: str) -> bool:
    """Whether a paragraph is so long that it is edited in pieces."""
    return len(text) > _LONGEST and any(len(line) > _LONGEST for line in text.split("\n"))


def goes_on(block: QTextBlock) -> bool:
    """Whether this block is the next piece of the line before."""
    return block.blockFormat().hasProperty(_GOES_ON)


def text_between(document: QTextDocument, start: int, end: int) -> str:
    """The text between two places as Qt counts them; pieces are one line again."""
    parts: list[str] = []
    block = document.findBlock(start)
    while block.isValid() and block.position() <= end:
        at = block.position()
        if at > start and not goes_on(block):
            parts.append("\n")
        text = block.text()
        if at < start or at + block.length() - 1 > end:
            units = text.encode("utf-16-le", "surrogatepass")[max(0, start - at) * 2 : (end - at) * 2]
            text = units.decode("utf-16-le", "replace")
        parts.append(text)
        block = block.next()
    return "".join(parts)


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    for line in text.split("\n"):
        if len(line) <= _LONGEST:
            yield line, False
            continue
        at = 0
        while at < len(line):
            blank = line.rfind(" ", at + _PIECE // 2, at + _PIECE)
            end = blank + 1 if blank >= 0 and at + _PIECE < len(line) else at + _PIECE
            yield line[at:end], at > 0
            at = end
