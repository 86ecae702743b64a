"""Forms: a field with its label, help and problem line, named for screen readers by construction."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.buttons import link_button
from ui.labels import label, set_tone
from ui.theme import Theme


class Field(QWidget):
    """One labelled widget of a form."""

    def __init__(self, theme: Theme, text: str, widget: QWidget, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.widget = widget
        self._theme = theme
        self._lines = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.label = label(theme, text, "smallstrong")
        self.label.setBuddy(widget)
        layout.addWidget(self.label)
        layout.addWidget(widget)
        self.help: QLabel | None = None
        if hint:
            self.help = label(theme, hint, "small", tone="tertiary", wrap=True)
            layout.addWidget(self.help)
        self._problem: _ProblemLine | None = None
        widget.setAccessibleName(text)
        widget.setAccessibleDescription(hint)
        self._hint = hint

    def set_problem(self, sentence: str, fix: str = "", mend: Callable[[], None] | None = None) -> None:
        """Shows what is wrong and, where there is one, the fix as a link."""
        if self._problem is None:
            self._problem = _ProblemLine(self._theme)
            self._lines.addWidget(self._problem)
        self._problem.show_problem(sentence, fix, mend)
        self._problem.setVisible(True)
        set_tone(self.widget, "problem", "true")
        self.widget.setAccessibleDescription(sentence)

    @property
    def fix_button(self) -> QPushButton | None:
        """The link that mends the problem shown."""
        return self._problem.link if self._problem is not None else None

    def clear_problem(self) -> None:
        if self._problem is not None:
            self._problem.setVisible(False)
        set_tone(self.widget, "problem", None)
        self.widget.setAccessibleDescription(self._hint)


class _ProblemLine(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._mend: Callable[[], None] | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self._theme = theme
        self._mark = QLabel()
        theme.changed.connect(self._paint_mark)
        self._paint_mark()
        layout.addWidget(self._mark)
        self._sentence = label(theme, "", "small", tone="problem", wrap=True)
        layout.addWidget(self._sentence, 1)
        self.link = link_button(theme, "", small=True)
        self.link.clicked.connect(self._on_clicked)
        layout.addWidget(self.link)

    def _paint_mark(self) -> None:
        side = self._theme.px(14)
        self._mark.setPixmap(self._theme.icon("alert-circle-outline", "problem.text").pixmap(QSize(side, side)))

    def show_problem(self, sentence: str, fix: str, mend: Callable[[], None] | None) -> None:
        self._sentence.setText(sentence)
        self.link.setText(fix)
        self.link.setAccessibleName(fix)
        self.link.setVisible(bool(fix))
        self._mend = mend

    def _on_clicked(self) -> None:
        if self._mend is not None:
            self._mend()


class Form(QWidget):
    """Fields under one another."""

    left = Signal(object)
    """A field whose editing ended."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(16)

    def add(self, text: str, widget: QWidget, hint: str = "") -> Field:
        """Adds a widget under its label; sets label, buddy, accessible name and description together."""
        field = Field(self._theme, text, widget, hint, self)
        self._layout.addWidget(field)
        return field

    def add_row(self, *parts: tuple[str, QWidget, str]) -> tuple[Field, ...]:
        """Several fields beside one another."""
        row = QHBoxLayout()
        row.setSpacing(16)
        fields = tuple(Field(self._theme, text, widget, hint, self) for text, widget, hint in parts)
        for field in fields:
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self._layout.addLayout(row)
        return fields

    def add_heading(self, text: str) -> None:
        self._layout.addSpacing(8)
        self._layout.addWidget(label(self._theme, text, "section"))

    def add_plain(self, widget: QWidget) -> None:
        """A widget that names itself (a check box, a button)."""
        self._layout.addWidget(widget)


def choose_in(box: QComboBox, key: object) -> None:
    """Selects the entry that carries this data."""
    place = box.findData(key)
    if place >= 0:
        box.setCurrentIndex(place)
