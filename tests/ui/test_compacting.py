"""The file of a window gets smaller while nobody changes anything."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from enable_desktop.charter.lines import Obstacle
from tests.db.test_compaction import grow
from ui.compacting import Compacting
from ui.desk import Desk


def test_room_is_given_back_once_nobody_has_changed_anything_for_a_while(desk: Desk, qtbot: QtBot) -> None:
    grow(desk.workspace)
    size = desk.workspace.path.stat().st_size
    compacting = Compacting(desk, quiet_ms=1, next_ms=0)
    qtbot.waitUntil(lambda: not compacting.is_waiting)
    assert desk.workspace.path.stat().st_size < size / 3


def test_a_change_lets_it_look_again(desk: Desk, qtbot: QtBot) -> None:
    compacting = Compacting(desk, quiet_ms=1, next_ms=0)
    qtbot.waitUntil(lambda: not compacting.is_waiting)
    desk.workspace.add(Obstacle, title="One more")
    assert compacting.is_waiting


def test_nothing_is_done_any_more_when_the_window_closes(desk: Desk) -> None:
    compacting = Compacting(desk)
    assert compacting.is_waiting
    desk.close()
    assert not compacting.is_waiting
