"""Small words on the window: labels in the type scale, chips, key caps, lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ui.editor.markdown_line import units_before
from ui.theme import Theme
from ui.tips import tip

_READABLE: Final = 560
_COUNTS_KEPT: Final = 50


def label(theme: Theme, text: str, face: str = "body", *, tone: str = "", wrap: bool = False) -> QLabel:
    """Plain text in a step of the type scale; tone: secondary, tertiary, attention, problem, accent, ..."""
    shown = Paragraph(theme, text, face) if wrap else QLabel(text)
    # Rich text would open local files that it names.
    shown.setTextFormat(Qt.TextFormat.PlainText)
    if tone:
        shown.setProperty("tone", tone)
    theme.dress(shown, face)
    return shown


class Paragraph(QLabel):
    """Words over several lines, at the line height of the type scale, which a plain label does not know."""

    def __init__(self, theme: Theme, text: str, face: str) -> None:
        super().__init__(text)
        self._theme = theme
        self._face = face
        self._laid_key: tuple[int, str, str] = (-1, "", "")
        self._laid: list[QTextLayout] = []
        self._counts: dict[tuple[int, str, str], int] = {}
        self._marks: list[QTextLayout.FormatRange] = []
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def mark(self, spans: Iterable[tuple[int, int]], look: QTextCharFormat) -> None:
        """Shows parts of the words so; they are one paragraph."""
        text, self._marks = self.text(), []
        for start, end in spans:
            part = QTextLayout.FormatRange()
            part.start = units_before(text, start)
            part.length = units_before(text, end) - part.start
            part.format = look
            self._marks.append(part)
        self._laid_key = (-1, "", "")
        self.update()

    def _lines(self, width: int) -> list[QTextLayout]:
        """One layout for each paragraph, broken at this width; asked for often while the window is laid out."""
        key = (width, self.text(), self.font().key())
        if key == self._laid_key:
            return self._laid
        laid = []
        for part in self.text().split("\n"):
            layout = QTextLayout(part, self.font(), self)
            layout.setCacheEnabled(True)
            layout.setFormats(self._marks)
            layout.beginLayout()
            while (line := layout.createLine()).isValid():
                line.setLineWidth(max(1, width))
            layout.endLayout()
            laid.append(layout)
        self._laid_key, self._laid = key, laid
        return laid

    def _count(self, width: int) -> int:
        """How many lines there are at this width. A layout asks for several widths in turn, again and again."""
        key = (width, self.text(), self.font().key())
        count = self._counts.get(key)
        if count is None:
            if len(self._counts) > _COUNTS_KEPT:
                self._counts.clear()
            count = self._counts[key] = sum(max(1, layout.lineCount()) for layout in self._lines(width))
        return count

    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        count = self._count(width - margins.left() - margins.right())
        return count * self._theme.line_height(self._face) + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        margins = self.contentsMargins()
        longest = max(self.fontMetrics().horizontalAdvance(part) for part in self.text().split("\n"))
        width = min(longest + 2, self._theme.px(_READABLE)) + margins.left() + margins.right()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(80), self._theme.line_height(self._face))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        inner = self.contentsRect()
        step = self._theme.line_height(self._face)
        top = inner.top()
        for layout in self._lines(inner.width()):
            for number in range(layout.lineCount()):
                drawn = layout.lineAt(number)
                lead = (step - drawn.height()) / 2
                drawn.draw(painter, QPointF(inner.left(), top + lead - drawn.position().y()))
                top += step
        painter.end()


def set_tone(widget: QWidget, name: str, value: object) -> None:
    """Changes a property that the style sheet looks at, and shows it."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    polish_again(widget)


def polish_again(widget: QWidget) -> None:
    """Lets the style sheet look at a widget's properties again."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        # It will be looked at when it is first shown; and asking for its style costs 4 ms the first time.
        return
    style, font = widget.style(), widget.font()
    style.unpolish(widget)
    style.polish(widget)
    if widget.font() != font:
        # To take the style off brings back the size of text that the widget was made in.
        widget.setFont(font)
    widget.update()


def chip(theme: Theme, text: str, tone: str = "neutral") -> QLabel:
    """A state in a tinted box: neutral, accent, attention, problem, leadership, reps."""
    shown = label(theme, text, "small")
    shown.setProperty("chip", tone)
    shown.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return shown


def keycap(theme: Theme, text: str) -> QLabel:
    """A key as it stands on the keyboard."""
    shown = label(theme, text, "caption")
    shown.setProperty("keycap", "true")
    shown.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return shown


def line(subtle: bool = False) -> QFrame:
    """One horizontal line."""
    drawn = QFrame()
    drawn.setProperty("line", "subtle" if subtle else "true")
    drawn.setFixedHeight(1)
    return drawn


class ElidedLabel(QLabel):
    """One line that ends in an ellipsis where it is too long, with the whole text in its tooltip."""

    def __init__(self, theme: Theme, text: str = "", face: str = "body", tone: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        if tone:
            self.setProperty("tone", tone)
        theme.dress(self, face)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.set_whole(text)

    def set_whole(self, text: str) -> None:
        """The text to show."""
        self._whole = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._elide()

    @property
    def whole(self) -> str:
        return self._whole

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, hint.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(24, self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(0, self.width()))
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(tip(self._whole) if shown != self._whole else "")
