"""The window's part of `--self-test`: every page once, offscreen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import mark
from ui.ask import DialogAsk
from ui.fonts import ui_family
from ui.icons import glyph_character
from ui.pages import PAGES
from ui.preferences import Preferences
from ui.program import Program
from ui.tasks import NowTasks

if TYPE_CHECKING:
    from db.workspace import Place


def touch_window(path: Path, place: Place) -> tuple[int, str]:
    """Open a workspace and bring up every page; returns how many, and the typeface of the screen.

    Raises WorkspaceError where a page stays blank, or where the packaged typefaces cannot be read.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["enable-desktop", "-platform", "offscreen", "-style", "Fusion"])
    if not ui_family() or not glyph_character("check"):
        raise WorkspaceError(mark("The typefaces of the screen are missing from this installation."))
    program = Program(app, place, Preferences(place.home), ask=DialogAsk, tasks=_now)
    window = program.open(path)
    shell = window.shell if window is not None else None
    if window is None or shell is None:
        raise WorkspaceError(mark("The window did not open."))
    for entry in PAGES:
        shell.show_page(entry.key)
        if _is_blank(window.grab().toImage()):
            raise WorkspaceError(mark("The page “{page}” stays blank."), page=entry.key)
    program.quit()
    return len(PAGES), ui_family()


def _now(window: QObject) -> NowTasks:
    return NowTasks()


def _is_blank(picture: QImage) -> bool:
    """Whether a picture shows one colour only."""
    small = picture.scaled(64, 64)
    return len({small.pixel(x, y) for x in range(64) for y in range(64)}) < 2
