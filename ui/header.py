"""The top of a page: its title, how it stands, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from enable_desktop.words import Sentence, Words
from ui.buttons import set_icon, with_shortcut
from ui.commands import Command
from ui.labels import ElidedLabel, chip, set_tone
from ui.page import HeaderNote
from ui.theme import Theme


class CommandButton(QPushButton):
    """A button that does a command and says its key."""

    def __init__(self, theme: Theme, words: Words, command: Command) -> None:
        super().__init__()
        self._theme = theme
        self._words = words
        self.is_short = False
        """Whether only its icon is shown, for want of room."""
        if command.primary:
            self.setProperty("button", "primary")
        theme.dress(self, "bodystrong")
        self.clicked.connect(self._on_clicked)
        self.follow(command)

    def follow(self, command: Command) -> None:
        """Shows this command from now on."""
        self.command = command
        text = said(self._words, command.text)
        self.setText("" if self.is_short else text)
        self.setAccessibleName(text)
        self.setToolTip(with_shortcut(text, command.shortcut))
        self.setEnabled(command.enabled())
        if command.icon:
            set_icon(self, self._theme, command.icon)

    def show_short(self, is_short: bool) -> None:
        """Shows its icon alone, if it has one; the tooltip says what it does."""
        self.is_short = is_short and bool(self.command.icon)
        self.setText("" if self.is_short else said(self._words, self.command.text))

    def _on_clicked(self) -> None:
        self.command.run()


class Header(QWidget):
    """Title, chip, quiet text; the actions at the right, the primary one last."""

    def __init__(self, theme: Theme, words: Words) -> None:
        super().__init__()
        self._theme = theme
        self._words = words
        self._buttons: list[CommandButton] = []
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 0, 20, 0)
        layout.setSpacing(12)
        self._title = ElidedLabel(theme, "", "title")
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._chip = chip(theme, "")
        self._text = ElidedLabel(theme, "", "body", tone="tertiary")
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout.addWidget(self._title)
        layout.addWidget(self._chip)
        layout.addWidget(self._text, 1)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(12)
        layout.addLayout(self._actions)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    @property
    def title(self) -> str:
        return self._title.whole

    @property
    def chip_text(self) -> str:
        return self._chip.text()

    @property
    def note_text(self) -> str:
        return self._text.whole

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        return tuple(self._buttons)

    def show_heading(self, title: str, note: HeaderNote) -> None:
        """The page's title and how it stands."""
        self._title.set_whole(title)
        self._chip.setText(note.chip)
        self._chip.setVisible(bool(note.chip))
        set_tone(self._chip, "chip", note.tone)
        self._text.set_whole(note.text)
        self._fit()

    def show_actions(self, commands: Sequence[Command]) -> None:
        """The buttons; where only their state is another one they stay, and so does the focus."""
        if [command.id for command in commands] != [made.command.id for made in self._buttons]:
            for made in self._buttons:
                self._actions.removeWidget(made)
                made.hide()
                made.deleteLater()
            self._buttons = [CommandButton(self._theme, self._words, command) for command in commands]
            for made in self._buttons:
                self._actions.addWidget(made)
        for made, command in zip(self._buttons, commands, strict=True):
            made.follow(command)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Has buttons show their icons alone, the primary one last, until the title has room."""
        layout = self.layout()
        assert layout is not None
        beside = [self._title, *([self._chip] if self._chip.text() else [])]
        margins = layout.contentsMargins()
        room = (
            self.width() - margins.left() - margins.right() - sum(each.sizeHint().width() + 12 for each in beside) - 36
        )
        for made in self._buttons:
            made.show_short(False)
        for made in sorted(self._buttons, key=lambda made: made.command.primary):
            if sum(each.sizeHint().width() + 12 for each in self._buttons) <= room:
                return
            made.show_short(True)

    def _on_theme_changed(self) -> None:
        self.setFixedHeight(self._theme.px(52))
        for made in self._buttons:
            made.follow(made.command)
        self._fit()


def said(words: Words, text: str | Sentence) -> str:
    """A command's text in the screen's language."""
    return words.say(text) if isinstance(text, Sentence) else words(text)
