"""A page of the library that is shown, and what it asks of the window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl
from pytestqt.qtbot import QtBot

from db.workspace import Workspace
from enable_desktop.library.assets import Asset, AssetKind, Status
from ui.desk import Desk
from ui.library.media import Player
from ui.library.page import LibraryPage

TODAY = date(2026, 11, 24)


@dataclass
class Told:
    """What the page asked of the window, and of the system."""

    gone_to: list[object]
    toasts: list[tuple[str, bool]]
    problems: list[str]
    opened: list[QUrl]


@pytest.fixture
def assets(workspace: Workspace) -> dict[str, int]:
    """Four assets: current, overdue, never reviewed, retired."""
    deck = workspace.add(AssetKind, title="Deck", key="deck", months=6)
    bite = workspace.add(AssetKind, title="Bite", key="bite", months=12)
    return {
        "guide": workspace.add(
            Asset, title="Discovery call guide", location="/nowhere/guide.pdf", pages=4, status=Status.PUBLISHED,
            reviewed=TODAY - timedelta(days=10), months=12,
        ),
        "deck": workspace.add(
            Asset, title="Enterprise deck", sort=deck, location="https://example.org/deck", status=Status.PUBLISHED,
            reviewed=TODAY - timedelta(days=300),
        ),
        "bite": workspace.add(Asset, title="Asking about discovery", sort=bite, seconds=130),
        "old": workspace.add(Asset, title="Old script", status=Status.RETIRED),
    }  # fmt: skip


@pytest.fixture
def page(desk: Desk, assets: dict[str, int], qtbot: QtBot) -> Iterator[LibraryPage]:
    """The page on these assets, as it is first shown."""
    made = LibraryPage(desk)
    qtbot.addWidget(made)
    made.resize(1180, 780)
    made.show()
    qtbot.waitExposed(made)
    yield made


@pytest.fixture
def told(desk: Desk, page: LibraryPage) -> Told:
    """What was asked of the window so far."""
    heard = Told([], [], [], [])
    desk.wants_page.connect(heard.gone_to.append)
    desk.wants_toast.connect(lambda text, undo: heard.toasts.append((text, undo)))
    desk.wants_problem.connect(lambda title, text: heard.problems.append(f"{title} {text}"))

    def open_url(url: QUrl) -> bool:
        heard.opened.append(url)
        return True

    page.deeds.open_url = open_url
    return heard


class Recorder(Player):
    """Stands in for a player inside the window: says what it was told."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.said: list[str] = []

    def play(self, path: Path) -> None:
        self.said.append(path.name)

    def pause(self) -> None:
        self.said.append("pause")

    def go_on(self) -> None:
        self.said.append("go on")

    def stop(self) -> None:
        self.said.append("stop")
