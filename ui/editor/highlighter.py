"""How Markdown looks while it is written: marks step back, words take their look, references read as their label."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QSyntaxHighlighter, QTextBlock, QTextCharFormat, QTextDocument

from ui.editor.markdown_line import Look, runs_of

if TYPE_CHECKING:
    from ui.theme import Theme

_SEMIBOLD: Final = 600


class Highlighter(QSyntaxHighlighter):
    """Looks at one line at a time, so that typing costs the same in a long text."""

    def __init__(self, theme: Theme, document: QTextDocument) -> None:
        super().__init__(document)
        self._theme = theme
        self._formats: dict[Look, QTextCharFormat] = {}
        self._hidden = QTextCharFormat()
        self._edited = -1
        self._make_hidden()

    def restyle(self) -> None:
        """The theme is another one."""
        self._formats.clear()
        self._make_hidden()

    def edit_line(self, number: int) -> None:
        """Marks are seen on this line only; -1 for none."""
        before, self._edited = self._edited, number
        if before == number:
            return
        for line in (before, number):
            block = self.document().findBlockByNumber(line) if line >= 0 else QTextBlock()
            if block.isValid():
                self.rehighlightBlock(block)

    def highlightBlock(self, text: str) -> None:
        if not text:
            return
        is_edited = self.currentBlock().blockNumber() == self._edited
        # Qt counts letters beyond the first plane twice.
        is_narrow = text.isascii() or max(text) <= "\uffff"
        at = 0
        for run in runs_of(text):
            length = run.end - run.start
            if not is_narrow:
                length += sum(letter > "\uffff" for letter in text[run.start : run.end])
            if run.look:
                is_hidden = run.look is Look.MARK and not is_edited
                self.setFormat(at, length, self._hidden if is_hidden else self._format(run.look))
            at += length

    def _make_hidden(self) -> None:
        self._hidden = QTextCharFormat()
        font = QFont(self._theme.font("editor"))
        font.setPixelSize(1)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, -0.5)
        self._hidden.setFont(font)
        self._hidden.setForeground(Qt.GlobalColor.transparent)

    def _format(self, look: Look) -> QTextCharFormat:
        made = self._formats.get(look)
        if made is None:
            made = self._formats[look] = self._made(look)
        return made

    def _made(self, look: Look) -> QTextCharFormat:
        theme, made = self._theme, QTextCharFormat()
        if look & (Look.MARK | Look.LIST_MARK):
            made.setForeground(theme.color("text.tertiary"))
            return made
        if look & (Look.BOLD | Look.ITALIC | Look.HEADING):
            weight = _SEMIBOLD if look & (Look.BOLD | Look.HEADING) else 400
            font = theme.font("editor", weight, italic=bool(look & Look.ITALIC))
            if look & Look.BIG_HEADING:
                font.setPixelSize(theme.px(17))
            made.setFont(font)
        if look & Look.QUOTE:
            made.setForeground(theme.color("text.secondary"))
        if look & Look.STRIKE:
            made.setFontStrikeOut(True)
            made.setForeground(theme.color("text.secondary"))
        if look & Look.CODE:
            made.setFontFamilies([QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()])
            made.setBackground(theme.color("bg.hover"))
        if look & (Look.LINK | Look.CHIP):
            made.setForeground(theme.color("text.link"))
        if look & Look.CHIP:
            made.setBackground(theme.color("bg.accentTint"))
        elif look & Look.LINK:
            made.setFontUnderline(True)
        return made
