"""The month to pick a day from, under any line in which a date is typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QToolButton, QVBoxLayout, QWidget

from enable_desktop.words import Words, mark
from ui.entry import read_date

if TYPE_CHECKING:
    from ui.theme import Theme


class Month(QObject):
    """Gives a line its calendar: the icon at its end, or Alt+Down, opens the month."""

    picked = Signal(object)
    """A date; the line has the focus again."""

    def __init__(self, edit: QLineEdit, theme: Theme, words: Words, today: Callable[[], date]) -> None:
        super().__init__(edit)
        self._edit = edit
        self._theme = theme
        self._words = words
        self._today = today
        self.popup: MonthPopup | None = None
        """The month while it is open."""
        self._action = QAction(theme.icon("calendar-blank-outline"), words(mark("Choose a day")), self)
        self._action.triggered.connect(self.open)
        edit.addAction(self._action, QLineEdit.ActionPosition.TrailingPosition)
        edit.installEventFilter(self)
        theme.changed.connect(self._on_theme_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
            and event.modifiers() & Qt.KeyboardModifier.AltModifier
        ):
            self.open()
            return True
        return False

    def open(self) -> None:
        """Shows the month of what is typed, or of today."""
        if self._edit.isReadOnly():
            return
        entry = read_date(self._edit.text(), self._today(), self._words)
        meant = entry.fixed if entry.problem else entry.value
        self.popup = MonthPopup(
            self._theme, self._words, meant if isinstance(meant, date) else self._today(), self._edit
        )
        self.popup.chosen.connect(self._on_chosen)
        self.popup.move(self._edit.mapToGlobal(QPoint(0, self._edit.height() + 2)))
        self.popup.show()
        self.popup.calendar.setFocus()

    def _on_chosen(self, day: date) -> None:
        self.popup = None
        self._edit.setFocus()
        self.picked.emit(day)

    def _on_theme_changed(self) -> None:
        self._action.setIcon(self._theme.icon("calendar-blank-outline"))


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
