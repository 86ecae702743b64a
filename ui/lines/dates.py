"""A date that is typed in any usual way, or picked from a month."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QToolButton, QVBoxLayout, QWidget

from enable_desktop.words import Words, mark
from ui.lines.editors import LineEditor, below
from ui.lines.entry import Entry, read_date

if TYPE_CHECKING:
    from ui.theme import Theme


class DateEditor(LineEditor):
    """Alt+Down or the icon opens the month."""

    def __init__(self, theme: Theme, words: Words, today: date, parent: QWidget, value: object) -> None:
        self._day = value if isinstance(value, date) else None
        super().__init__(parent, words.short_day(self._day), lambda text: read_date(text, today, words))
        self._theme = theme
        self._words = words
        self._today = today
        self._popup: MonthPopup | None = None
        self._action = QAction(theme.icon("calendar-blank-outline"), words(mark("Choose a day")), self)
        self._action.triggered.connect(self.open_month)
        self.addAction(self._action, QLineEdit.ActionPosition.TrailingPosition)

    def put(self, value: object) -> None:
        if isinstance(value, date):
            self.setText(self._words.short_day(value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_month()
            return
        super().keyPressEvent(event)

    def open_month(self) -> None:
        """Shows the month under the field."""
        entry: Entry = self.entry()
        day = entry.value if isinstance(entry.value, date) else entry.fixed
        self._popup = MonthPopup(self._theme, self._words, day if isinstance(day, date) else self._today, self)
        self._popup.chosen.connect(self._on_chosen)
        self._popup.move(below(self))
        self._popup.show()
        self._popup.calendar.setFocus()

    def _on_chosen(self, day: date) -> None:
        self.put(day)
        self.setFocus()
        self.finished.emit(0)

    def wanted_size(self, room: QSize) -> QSize:
        width = self.fontMetrics().horizontalAdvance("28 September 2028") + 44
        return QSize(max(room.width(), width), room.height())


class MonthPopup(QFrame):
    """One month; Enter or a click takes a day, Esc closes."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, words: Words, day: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("card", "true")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        self.calendar = QCalendarWidget(self)
        self.calendar.setLocale(QLocale(words.language))
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setGridVisible(False)
        plain = QTextCharFormat()
        plain.setForeground(theme.color("text.primary"))
        quiet = QTextCharFormat()
        quiet.setForeground(theme.color("text.tertiary"))
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(weekday, plain)
        self.calendar.setHeaderTextFormat(quiet)
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        for name, icon in (("qt_calendar_prevmonth", "chevron-left"), ("qt_calendar_nextmonth", "chevron-right")):
            arrow = self.calendar.findChild(QToolButton, name)
            if arrow is not None:
                arrow.setIcon(theme.icon(icon))
        self.calendar.setAccessibleName(words(mark("Choose a day")))
        self.calendar.activated.connect(self._on_day)
        self.calendar.clicked.connect(self._on_day)
        layout.addWidget(self.calendar)

    def _on_day(self, day: QDate) -> None:
        picked = date(day.year(), day.month(), day.day())
        self.close()
        self.chosen.emit(picked)
