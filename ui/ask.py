"""The few questions the program asks in a dialog: files, a printer, who takes over, restoring, forgetting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from enable_desktop.words import Words

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

    from ui.theme import Theme


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file in a chooser: its word (already translated) and its endings without the dot."""

    words: str
    endings: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.words} ({' '.join(f'*.{ending}' for ending in self.endings)})"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose: what is handed back, how it reads, and a quiet second part."""

    key: object
    text: str
    detail: str = ""


Find = Callable[[str], Sequence[Option]]
"""The answers in which every word of a text begins a word."""


class Ask(Protocol):
    """Asks the person, or in tests the script. Texts are already translated; None and False mean: leave it."""

    def open_file(self, title: str, kinds: Sequence[FileKind], folder: Path | None = None) -> Path | None: ...

    def open_files(self, title: str, kinds: Sequence[FileKind], folder: Path | None = None) -> tuple[Path, ...]: ...

    def save_as(
        self, title: str, suggestion: str, kinds: Sequence[FileKind], folder: Path | None = None
    ) -> Path | None:
        """Where to write; an existing file was confirmed by the system's dialog."""

    def folder(self, title: str, folder: Path | None = None) -> Path | None: ...

    def choose(
        self, title: str, text: str, options: Sequence[Option], action: str, find: Find | None = None
    ) -> Option | None:
        """One of several, for example who takes over; `action` is the verb on the button.

        Of many only those are read that are shown; `find` finds some of them, else their words are searched.
        """

    def confirm(self, title: str, text: str, action: str) -> bool:
        """For what cannot be undone (forgetting a person) and for restoring a backup; nothing else asks."""

    def printer(self, title: str, pages: int, paper: str) -> QPrinter | None:
        """Which printer, which pages, how often, asked by the system's dialog; `paper` is "a4" or "letter".

        Raises NoPrinter where there is none.
        """


class DialogAsk:
    """Asks in real dialogs above the window; what draws them is loaded when the first one is asked for."""

    def __init__(self, parent: QWidget, words: Words, theme: Theme) -> None:
        self._parent = parent
        self._words = words
        self._theme = theme

    def open_file(self, title: str, kinds: Sequence[FileKind], folder: Path | None = None) -> Path | None:
        from PySide6.QtWidgets import QFileDialog

        name, _ = QFileDialog.getOpenFileName(self._parent, title, str(folder or ""), _filters(kinds))
        return Path(name) if name else None

    def open_files(self, title: str, kinds: Sequence[FileKind], folder: Path | None = None) -> tuple[Path, ...]:
        from PySide6.QtWidgets import QFileDialog

        names, _ = QFileDialog.getOpenFileNames(self._parent, title, str(folder or ""), _filters(kinds))
        return tuple(Path(name) for name in names)

    def save_as(
        self, title: str, suggestion: str, kinds: Sequence[FileKind], folder: Path | None = None
    ) -> Path | None:
        from PySide6.QtWidgets import QFileDialog

        start = str(folder / suggestion) if folder else suggestion
        name, _ = QFileDialog.getSaveFileName(self._parent, title, start, _filters(kinds))
        if not name:
            return None
        path = Path(name)
        if kinds and path.suffix.removeprefix(".").lower() not in {e for kind in kinds for e in kind.endings}:
            path = path.with_name(f"{path.name}.{kinds[0].endings[0]}")
        return path

    def folder(self, title: str, folder: Path | None = None) -> Path | None:
        from PySide6.QtWidgets import QFileDialog

        name = QFileDialog.getExistingDirectory(self._parent, title, str(folder or ""))
        return Path(name) if name else None

    def choose(
        self, title: str, text: str, options: Sequence[Option], action: str, find: Find | None = None
    ) -> Option | None:
        from ui.dialogs import ChooseDialog

        dialog = ChooseDialog(self._parent, self._words, self._theme, title, text, options, action, find)
        answer = dialog.chosen if dialog.exec() else None
        dialog.deleteLater()
        return answer

    def confirm(self, title: str, text: str, action: str) -> bool:
        from ui.dialogs import ConfirmDialog

        dialog = ConfirmDialog(self._parent, self._words, self._theme, title, text, action)
        accepted = bool(dialog.exec())
        dialog.deleteLater()
        return accepted

    def printer(self, title: str, pages: int, paper: str) -> QPrinter | None:
        from ui.printers import chosen_printer

        return chosen_printer(self._parent, title, pages, paper)


def _filters(kinds: Sequence[FileKind]) -> str:
    return ";;".join(str(kind) for kind in kinds)
