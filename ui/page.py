"""What every page of the window is and offers; the window knows pages only through this."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from enable_desktop.links import Ref
from ui.commands import Command

if TYPE_CHECKING:
    from PySide6.QtWidgets import QSplitter

    from ui.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderNote:
    """What stands beside the page's title: a chip ("Draft v0.4"), its tone, a quiet text ("Saved 10:42")."""

    chip: str = ""
    tone: str = "neutral"
    text: str = ""


class Page(QWidget):
    """One page of the window, made when first shown and kept.

    Texts returned are already translated (`self.words(...)`); `title` is marked English. Icon, group and the
    letter after Ctrl+G stand in `ui/pages.py`, because the sidebar shows them before the page is imported.
    """

    key: ClassVar[str] = ""
    title: ClassVar[str] = ""

    header_changed = Signal()
    """The heading, note, header actions, commands, keys or status text are others now."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.words = desk.words
        self.theme = desk.theme
        self.setObjectName(f"page-{self.key}")

    def heading(self) -> str:
        """The title in the header, where it differs from the one in the sidebar."""
        return self.words(self.title)

    def header_note(self) -> HeaderNote:
        return HeaderNote()

    def header_actions(self) -> Sequence[Command]:
        """The buttons at the right of the header, the primary one last."""
        return ()

    def commands(self) -> Sequence[Command]:
        """What else can be done here; the table holds them and the header actions while the page is shown."""
        return ()

    def exports(self) -> Sequence[Command]:
        """What Ctrl+E offers: one is done at once, several are offered in a menu."""
        return ()

    def keys(self) -> list[tuple[str, str]]:
        """The four or five keys that matter here, for the status bar: shortcut and what it does."""
        return []

    def status(self) -> str:
        """The quiet text at the left of the status bar."""
        return ""

    def prepare(self) -> Iterator[None]:
        """Makes, hidden and a piece at a time, what its first showing needs besides the page itself.

        The window lives between two pieces, and somebody may have come here in the meantime: a piece does nothing that
        was done already.
        """
        return iter(())

    def open(self, ref: Ref | None) -> None:
        """Shows a record (or, for None, whatever was shown last). Called each time the page comes up."""

    def open_part(self, part: str) -> None:
        """Shows a part that is no record, for example a charter section by its key."""

    def parts(self) -> Sequence[tuple[str, str]]:
        """What quick find offers inside this page besides records: part key and title."""
        return ()

    def flush(self) -> None:
        """Stores what is still being typed; called before leaving, closing, undoing, exporting."""

    def is_stored(self) -> bool:
        """Whether, after a flush, everything typed is in the file; a window with more to lose stays open."""
        return True

    def show_unstored(self) -> None:
        """Brings onto the screen what could not be stored."""

    def panes(self) -> Sequence[QWidget]:
        """What F6 goes through, in reading order; each is a focusable widget or the parent of one."""
        return ()

    def toggle_side(self) -> None:
        """F8: opens or closes the side pane."""

    def step(self, direction: int) -> None:
        """Ctrl+PgDn (1) and Ctrl+PgUp (-1): the next or previous section or record."""

    def side_tab(self, number: int) -> None:
        """Ctrl+1 to 3: the step or side-pane tab of that number."""

    def new(self) -> None:
        """Ctrl+N: the new thing that belongs here."""

    def set_compact(self, compact: bool) -> None:
        """Whether the window is narrow for its text size; called before first showing and on every change."""

    def first_focus(self) -> QWidget | None:
        """Where the focus goes when the page comes up: its list or its editor."""
        return None

    def keep(self, splitter: QSplitter, name: str) -> None:
        """Restores the splitter's sizes of last time and keeps them from now on."""
        self.desk.preferences.keep_splitter(splitter, f"{self.key}/{name}")
