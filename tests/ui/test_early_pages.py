"""Pages come into memory by themselves, so that going there for the first time is quick."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.early_pages import EarlyPages
from ui.pages import PAGES


def test_every_page_of_the_sidebar_is_imported_without_being_asked_for(qapp: QApplication, qtbot: QtBot) -> None:
    parent = QObject()
    early = EarlyPages(parent)
    qtbot.waitUntil(lambda: early.is_done)
    for entry in PAGES:
        if entry.in_sidebar:
            assert entry.where.split(":")[0] in sys.modules
