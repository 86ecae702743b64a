"""From the sample's library to a pack that is handed over, looked over, mended, and handed over again."""

from __future__ import annotations

import json
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.workspace import Place
from enable_desktop.feedback import Feedback
from enable_desktop.library.assets import Asset
from enable_desktop.links import Ref
from enable_desktop.packs.checks import Check, Finding
from tests.conftest import NOW
from tests.ui.conftest import OpenWindow, ScriptedAsk
from tests.ui.keys import ALT, press, type_text
from ui.files_hand import FilesHand
from ui.packs.page import PacksPage
from ui.start import new_workspace
from ui.today.page import TodayPage
from ui.window import Window


@pytest.fixture
def now() -> list[datetime]:
    """What time it is: the last of these."""
    return [NOW]


@pytest.fixture
def place(home: Path, now: list[datetime]) -> Place:
    """Our home, where days go by."""
    return Place(home=home, clock=lambda: now[-1], hand=FilesHand)


def _page(window: Window) -> PacksPage:
    assert window.shell is not None and isinstance(window.shell.page, PacksPage)
    return window.shell.page


def _checks(page: PacksPage) -> list[Check]:
    keys = (page.side.checks.rows.row_at(place).key for place in range(page.side.checks.rows.rowCount()))
    return [key.check for key in keys if isinstance(key, Finding)]


def _go_to(page: PacksPage, check: Check) -> str:
    """Marks the first finding of a check; what it is about."""
    for place in range(page.side.checks.rows.rowCount()):
        page.side.checks.setCurrentIndex(page.side.checks.rows.index(place, 0))
        if page.side.finding is not None and page.side.finding.check is check:
            return page.side.finding.title
    raise AssertionError(f"nothing is {check}")


def test_a_pack_is_made_checked_mended_handed_over_and_handed_over_again_with_what_changed(
    tmp_path: Path,
    place: Place,
    open_window: OpenWindow,
    ask: ScriptedAsk,
    qtbot: QtBot,
    now: list[datetime],
) -> None:
    path = tmp_path / "Programme.enable"
    new_workspace(path, place, "en", "en").close()
    window = open_window(path)
    assert window.shell is not None

    # Begun with a template, and named.
    window.shell.go("packs")
    page = _page(window)
    page.new()
    assert page._beginnings is not None
    page._beginnings.choose("ae-monthly")
    press(page._beginnings.list, Qt.Key.Key_Return)
    edit = page.focusWidget()
    assert edit is not None
    type_text(edit, "AEs, November")
    page.flush()
    pack = page.current
    assert pack is not None
    page.desk.workspace.change(Ref("packs", pack), audience="Our AEs")
    count = sum(not row.is_group for row in page.items.items.rows)
    assert count > 10 and page.middle.chosen.text().startswith(f"{count} chosen")

    # One is left out, one moves.
    page.items.setFocus()
    page.items.setCurrentIndex(page.items.items.index(1, 0))
    gone = page.items.current
    assert gone is not None
    press(page.items, Qt.Key.Key_Space)
    group = [row for row in page.items.items.rows if row.heading == "Discovery" and not row.is_group]
    page.items.select_asset(group[1].asset)
    press(page.items, Qt.Key.Key_Up, ALT)
    after = [row.asset for row in page.items.items.rows if row.heading == "Discovery" and not row.is_group]
    assert after[:2] == [group[1].asset, group[0].asset]

    # What is past its review is looked at, and marked as reviewed, beside the list.
    before = _checks(page).count(Check.OVERDUE)
    title = _go_to(page, Check.OVERDUE)
    press(page.side.checks, Qt.Key.Key_Return)
    assert _checks(page).count(Check.OVERDUE) == before - 1
    assert any(asset.title == title and asset.reviewed == page.desk.today for asset in page.desk.workspace.all(Asset))

    # It leaves as a zip archive, and is remembered.
    first = tmp_path / "first.zip"
    ask.answers.append(first)
    window.commands.run("packs.export.zip")
    qtbot.waitUntil(lambda: bool(page.state.exports))
    with zipfile.ZipFile(first) as archive:
        names = archive.namelist()
        listed = json.loads(archive.read("manifest.json"))
    assert "index.html" in names and "verify.txt" in names and listed
    assert page.side.exports.rows.row_at(0).title == "first.zip"
    assert [each.asset for each in page.desk.workspace.packs.sent.items(page.state.exports[0].id)] == [
        row.asset for row in page.items.items.rows if not row.is_group and row.is_ticked
    ]

    # Eight days later something is retired, and what was left out comes in: the page and Today say so.
    now.append(now[-1] + timedelta(days=8))
    old = page.desk.workspace.packs.assets(pack)[2]
    was = _title(page, old)
    page.desk.workspace.library.reviews.retire(old)
    page.desk.workspace.packs.bring_back(pack, [gone.asset])
    assert was in page.side.warning.text()
    assert ": 1 new" in page.side.since.text()
    sent = {each.title: each.count for each in page.desk.workspace.needs.facts().packs}
    assert sent["AEs, November"] == 1
    window.shell.go("today")
    today = window.shell.page
    assert isinstance(today, TodayPage) and today.list.select(f"pack:{pack}")
    today.act()
    assert _page(window) is page
    page.open(Ref("packs", pack))
    page.deeds.take_out(pack, [old])
    second = tmp_path / "second.zip"
    ask.answers.append(second)
    window.commands.run("packs.export.zip")
    qtbot.waitUntil(lambda: len(page.state.exports) == 2)
    with zipfile.ZipFile(second) as archive:
        told = archive.read("index.html").decode()
    assert was in told and _title(page, gone.asset) in told
    assert "1 new" in page.side.since.text() and "1 to be deleted" in page.side.since.text()
    assert not page.side.warning.isVisible()
    assert "AEs, November" not in {each.title for each in page.desk.workspace.needs.facts().packs}


def test_a_mail_dropped_on_the_window_becomes_feedback_on_pack_and_content(
    tmp_path: Path, place: Place, open_window: OpenWindow, qtbot: QtBot
) -> None:
    path = tmp_path / "Programme.enable"
    with new_workspace(path, place) as workspace:
        deck = workspace.add(Asset, title="Discovery deck")
        pack = workspace.packs.add("AEs, November")
        workspace.packs.put(pack, [deck])
    mail = tmp_path / "reply.eml"
    mail.write_text(
        "From: x@example.com\nSubject: Discovery deck\n\nHow useful was it, 1 to 5?\n4\n\nPack: AEs, November\n"
    )
    window = open_window(path)
    assert window.shell is not None
    for key in ("library", "packs"):
        window.shell.go(key)
        assert _drag(window, QDragEnterEvent, mail)
        assert not _drag(window, QDragEnterEvent, mail, path)
    _drag(window, QDropEvent, mail)
    qtbot.waitUntil(lambda: window.shell is not None and window.shell.page is not None
                    and window.shell.page.key == "import")  # fmt: skip
    window.shell.desk.importing.take_in()
    page = _page(window)
    (said,) = page.desk.workspace.all(Feedback)
    assert (said.asset, said.pack, said.useful, said.on) == (deck, pack, 4, page.desk.today)
    assert page.side.feedback.list.rows.row_at(0).right == "4 of 5"
    window.commands.run("edit.undo")
    assert page.desk.workspace.all(Feedback) == ()


def _title(page: PacksPage, asset: int) -> str:
    found = page.desk.workspace.get(Asset, asset)
    assert found is not None
    return found.title


def _drag(window: Window, event: type[QDragEnterEvent | QDropEvent], *files: Path) -> bool:
    """Drags files over the window, or drops them; whether they are taken."""
    assert window.shell is not None
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    where = QPoint(700, 300)
    made: QDragEnterEvent | QDropEvent
    if event is QDragEnterEvent:
        made = QDragEnterEvent(where, Qt.DropAction.CopyAction, data, buttons, keys)
    else:
        made = QDropEvent(QPointF(where), Qt.DropAction.CopyAction, data, buttons, keys)
    made.ignore()
    QApplication.sendEvent(window.shell, made)
    return made.isAccepted()
