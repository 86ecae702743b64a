"""The left edge of the window: menu, find, pages, and where the workspace stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from enable_desktop.words import Words, mark
from ui.buttons import icon_button, with_shortcut
from ui.commands import shown_shortcut
from ui.labels import ElidedLabel, keycap, label, line, set_tone
from ui.pages import PageEntry
from ui.theme import Theme
from ui.tips import tip

WIDE: Final = 212
COMPACT: Final = 52


class NavButton(QPushButton):
    """One page in the sidebar."""

    def __init__(self, theme: Theme, entry: PageEntry, text: str) -> None:
        super().__init__(text)
        self.entry = entry
        self._theme = theme
        self._text = text
        self.count = ""
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setProperty("nav", "wide")
        self.setAccessibleName(text)
        self.setIcon(theme.icon(entry.icon, "text.tertiary", "accent.mark"))
        self.toggled.connect(self._on_toggled)
        self._on_toggled(False)

    def set_compact(self, compact: bool) -> None:
        """Icon only, or icon and words."""
        side = self._theme.px(18)
        self.setIconSize(QSize(side if compact else side + 7, side))
        look = "compact" if compact else "wide"
        if look == self.property("nav") and self.toolTip():
            return
        self.setText("" if compact else self._text)
        self.setToolTip(with_shortcut(self._text, f"Ctrl+G {self.entry.letter}"))
        set_tone(self, "nav", look)

    def show_count(self, count: str) -> None:
        """How many things wait there, in figures."""
        self.count = count
        self.setAccessibleName(f"{self._text}, {count}" if count else self._text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.count or self.property("nav") != "wide":
            return
        painter = QPainter(self)
        painter.setFont(self._theme.font("caption", tabular=True))
        painter.setPen(self._theme.color("text.secondary"))
        inside = self.rect().adjusted(0, 0, -self._theme.px(10), 0)
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self.count)
        painter.end()

    def _on_toggled(self, checked: bool) -> None:
        self._theme.dress(self, "strong" if checked else "bodystrong")


class FindButton(QPushButton):
    """Looks like a field and opens quick find."""

    def __init__(self, theme: Theme, words: Words) -> None:
        super().__init__()
        self.setProperty("find", "true")
        self.setAccessibleName(words(mark("Find anything")))
        self.setToolTip(with_shortcut(words(mark("Find anything")), "Ctrl+K"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(9, 0, 5, 0)
        layout.setSpacing(7)
        self._theme = theme
        self._glass = QLabel()
        layout.addWidget(self._glass)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        layout.addWidget(label(theme, words(mark("Find")), "body", tone="tertiary"), 1)
        layout.addWidget(keycap(theme, shown_shortcut("Ctrl+K")))

    def _on_theme_changed(self) -> None:
        side = self._theme.px(16)
        self._glass.setPixmap(self._theme.icon("magnify", "text.tertiary").pixmap(QSize(side, side)))


class Sidebar(QWidget):
    """Menu button, find, the pages by group, the workspace with its backup."""

    page_chosen = Signal(str)
    find_wanted = Signal()
    workspace_wanted = Signal()

    def __init__(self, theme: Theme, words: Words, entries: Sequence[PageEntry]) -> None:
        super().__init__()
        self._theme = theme
        self._words = words
        self._compact = False
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("pane", "window")
        self._buttons: dict[str, NavButton] = {}
        self._groups: list[QLabel] = []
        self._rules: list[QWidget] = []

        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._top())
        outer.addWidget(self._pages(entries), 1)
        outer.addWidget(line())
        outer.addWidget(self._foot())
        theme.changed.connect(self._on_theme_changed)
        self.set_compact(False)

    def _top(self) -> QVBoxLayout:
        words = self._words
        top = QVBoxLayout()
        top.setContentsMargins(8, 10, 8, 6)
        top.setSpacing(8)
        first = QHBoxLayout()
        first.setSpacing(4)
        self.menu_button = icon_button(self._theme, "menu", words(mark("Menu")), shortcut="F10")
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        first.addWidget(self.menu_button)
        self.find_button = FindButton(self._theme, words)
        self.find_button.clicked.connect(self.find_wanted)
        first.addWidget(self.find_button, 1)
        top.addLayout(first)
        self.small_find = icon_button(self._theme, "magnify", words(mark("Find anything")), shortcut="Ctrl+K")
        self.small_find.clicked.connect(self.find_wanted)
        top.addWidget(self.small_find, 0, Qt.AlignmentFlag.AlignHCenter)
        return top

    def _pages(self, entries: Sequence[PageEntry]) -> QScrollArea:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(8, 0, 8, 8)
        column.setSpacing(0)
        group = ""
        for entry in entries:
            if entry.group != group:
                group = entry.group
                heading = label(self._theme, self._words(group), "groupname", tone="secondary")
                heading.setContentsMargins(10, 15, 8, 5)
                self._groups.append(heading)
                column.addWidget(heading)
                rule = QWidget()
                inside = QVBoxLayout(rule)
                inside.setContentsMargins(6, 9, 6, 9)
                inside.addWidget(line())
                self._rules.append(rule)
                column.addWidget(rule)
            made = NavButton(self._theme, entry, self._words(entry.title))
            made.clicked.connect(self._on_clicked)
            self._buttons[entry.key] = made
            column.addWidget(made)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        return area

    def _foot(self) -> QPushButton:
        self._workspace = QPushButton()
        self._workspace.setProperty("nav", "foot")
        self._workspace.clicked.connect(self.workspace_wanted)
        row = QHBoxLayout(self._workspace)
        row.setContentsMargins(18, 10, 8, 10)
        row.setSpacing(9)
        self._case = QLabel()
        row.addWidget(self._case)
        self._texts = QWidget()
        self._texts.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        texts = QVBoxLayout(self._texts)
        texts.setContentsMargins(0, 0, 0, 0)
        texts.setSpacing(1)
        self._name = ElidedLabel(self._theme, "", "strong")
        self._backup = ElidedLabel(self._theme, "", "small", tone="secondary")
        for shown in (self._name, self._backup):
            texts.addWidget(shown)
        row.addWidget(self._texts, 1)
        self._foot_row = row
        return self._workspace

    # What the window says --------------------------------------------------------------------

    def show_page(self, key: str) -> None:
        """Marks the page now shown, or the one it belongs to; none for a page that belongs to none here."""
        for other, made in self._buttons.items():
            made.setAutoExclusive(False)
            made.setChecked(other == key)
            made.setAutoExclusive(key in self._buttons)

    @property
    def marked(self) -> str:
        """The page that is marked; empty where none is."""
        return next((key for key, made in self._buttons.items() if made.isChecked()), "")

    def show_workspace(self, name: str, backup: str, *, attention: bool) -> None:
        """The workspace's name and the state of its backup."""
        self._name.set_whole(name)
        self._backup.set_whole(backup)
        set_tone(self._backup, "tone", "attention" if attention else "secondary")
        self._workspace.setAccessibleName(f"{name}. {backup}")
        self._workspace.setToolTip(tip(f"{name}\n{backup}"))

    @property
    def backup_text(self) -> str:
        return self._backup.whole

    def show_count(self, key: str, count: int) -> None:
        """How many things wait on a page; none is not shown."""
        self._buttons[key].show_count(self._words.number(count) if count else "")

    def count_text(self, key: str) -> str:
        """What stands beside a page."""
        return self._buttons[key].count

    @property
    def is_compact(self) -> bool:
        return self._compact

    def set_compact(self, compact: bool) -> None:
        """Icons only, or icons and words."""
        self._compact = compact
        # Below 90 per cent nothing shrinks, so that icons keep their targets.
        self.setFixedWidth(self._theme.px(COMPACT if compact else WIDE))
        self.find_button.setVisible(not compact)
        self.small_find.setVisible(compact)
        for heading in self._groups:
            heading.setVisible(not compact)
        for rule in self._rules:
            rule.setVisible(compact)
        for made in self._buttons.values():
            made.set_compact(compact)
        self._texts.setVisible(not compact)
        self._foot_row.setContentsMargins(*((0, 10, 0, 10) if compact else (18, 10, 8, 10)))
        self._case.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._case.setSizePolicy(
            QSizePolicy.Policy.Expanding if compact else QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred
        )
        self._show_case()

    def _show_case(self) -> None:
        side = self._theme.px(18)
        self._case.setPixmap(self._theme.icon("briefcase-outline", "text.tertiary").pixmap(QSize(side, side)))

    def _on_theme_changed(self) -> None:
        self.set_compact(self._compact)

    def _on_clicked(self) -> None:
        made = self.sender()
        if isinstance(made, NavButton):
            # The window marks it once the page is up; the page before may still have something to store.
            self.page_chosen.emit(made.entry.key)
