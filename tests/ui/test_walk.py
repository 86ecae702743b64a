"""Every page, in every size that is promised: nothing without a name, nothing cut off, Tab gets everywhere."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QSplitter,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.conftest import SampleAt
from tests.ui.conftest import OpenWindow
from tests.ui.keys import press
from ui.labels import ElidedLabel, Paragraph
from ui.pages import PAGES
from ui.program import Program
from ui.shortcuts_page import IN_PAGES
from ui.tab_stops import first_focusable, stops_in, takes_tab
from ui.window import Window

TARGETS = [
    target
    for entry in PAGES
    for target in (entry.key, *(f"{entry.key}#{key}" for key, _ in entry.parts))
]  # fmt: skip
SIZES = [(1440, 900, 100), (1440, 900, 150), (1100, 700, 100), (1100, 700, 115)]
_NO_ROLE = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Window}


@pytest.fixture
def window(tmp_path: Path, sample_at: SampleAt, open_window: OpenWindow) -> Window:
    """A window on the sample programme."""
    path = tmp_path / "Sample.enable"
    sample_at(path)
    return open_window(path)


def path_of(widget: QWidget) -> str:
    """Where a widget is, for the report of a failure."""
    names: list[str] = []
    at: QObject | None = widget
    while at is not None and len(names) < 5:
        names.append(type(at).__name__ + (f"#{at.objectName()}" if at.objectName() else ""))
        at = at.parent()
    return " < ".join(names)


def settle(qtbot: QtBot, window: Window) -> None:
    """Lets layouts and what was put off be done."""
    for _ in range(3):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        qtbot.wait(1)


def all_visible(window: Window) -> list[QWidget]:
    return [widget for widget in window.findChildren(QWidget) if widget.isVisible()]


def nameless(window: Window) -> list[str]:
    """Widgets that take the focus and do not say what they are."""
    found = []
    for widget in all_visible(window):
        if not takes_tab(widget) or isinstance(widget, QScrollBar | QMenu):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if not (interface.text(QAccessible.Text.Name) or widget.accessibleName()).strip():
            found.append(f"no name: {path_of(widget)}")
        # A scroll area takes the focus so that arrow keys scroll it; Qt gives it no better role.
        if interface.role() in _NO_ROLE and not isinstance(widget, QScrollArea):
            found.append(f"no role: {path_of(widget)}")
        if isinstance(widget, QAbstractButton) and widget.height() < 24:
            found.append(f"too small a target ({widget.height()} px): {path_of(widget)} “{widget.text()}”")
    return found


def cut_off(window: Window) -> list[str]:
    """Words that are wider or higher than their place."""
    found = []
    for widget in all_visible(window):
        if isinstance(widget, ElidedLabel) or widget.visibleRegion().isEmpty():
            continue
        if isinstance(widget, Paragraph):
            if widget.heightForWidth(widget.width()) > widget.height() + 1:
                found.append(f"lines cut off: {path_of(widget)} “{widget.text()}”")
        elif isinstance(widget, QLabel):
            if widget.text() and not widget.wordWrap() and widget.sizeHint().width() > widget.width() + 1:
                found.append(f"cut off ({widget.width()} px): {path_of(widget)} “{widget.text()}”")
        elif isinstance(widget, QPushButton | QCheckBox | QRadioButton | QToolButton):
            # The icon at the end of a line has words for screen readers only.
            text = "" if isinstance(widget.parent(), QLineEdit) else widget.text()
            if text and widget.fontMetrics().horizontalAdvance(text.replace("&", "")) > widget.width():
                found.append(f"cut off ({widget.width()} px): {path_of(widget)} “{text}”")
    return found


def rich(window: Window) -> list[str]:
    """Labels that would read what somebody wrote as HTML."""
    return [
        path_of(widget)
        for widget in window.findChildren(QLabel)
        if widget.textFormat() != Qt.TextFormat.PlainText and widget.text()
    ]


@pytest.mark.parametrize(("width", "height", "percent"), SIZES)
def test_nothing_is_cut_off_or_without_a_name_and_a_role(
    window: Window, program: Program, qtbot: QtBot, width: int, height: int, percent: int
) -> None:
    assert window.shell is not None
    program.set_text_size(percent)
    window.resize(width, height)
    found: dict[str, list[str]] = {}
    for target in TARGETS:
        window.shell.go(target)
        settle(qtbot, window)
        if wrong := [*cut_off(window), *nameless(window), *rich(window)]:
            found[target] = wrong
    assert window.width() == width
    assert found == {}


@pytest.mark.parametrize("target", [entry.key for entry in PAGES])
def test_tab_gets_everywhere_and_back(window: Window, qtbot: QtBot, target: str) -> None:
    assert window.shell is not None
    window.shell.go(target)
    settle(qtbot, window)
    start = window.shell.sidebar.menu_button
    start.setFocus()
    seen: list[QWidget] = []
    for _ in range(200):
        focus = window.focusWidget()
        if focus is start and seen:
            break
        seen.append(focus)
        press(focus, Qt.Key.Key_Tab)
        if window.focusWidget() is focus:
            # A text takes Tab for itself; F6 leads on.
            press(focus, Qt.Key.Key_F6)
        settle(qtbot, window)
    else:
        pytest.fail(f"Tab never came back: {[path_of(widget) for widget in seen[-6:]]}")
    page = window.shell.page
    assert page is not None
    if first_focusable(page) is not None:
        assert any(page.isAncestorOf(widget) for widget in seen)


def test_both_themes_paint_every_page(window: Window, program: Program, qtbot: QtBot) -> None:
    assert window.shell is not None
    pictures: dict[str, list[QImage]] = {}
    for mode in ("light", "dark"):
        program.set_theme(mode)
        for entry in PAGES:
            window.shell.go(entry.key)
            settle(qtbot, window)
            page = window.shell.page
            assert page is not None
            pictures.setdefault(entry.key, []).append(page.grab().toImage())
    assert [key for key, (light, dark) in pictures.items() if light == dark] == []


def test_every_single_key_of_a_page_is_among_all_keys(window: Window) -> None:
    assert window.shell is not None
    listed = {key for _, keys in IN_PAGES for key, _ in keys}
    left: dict[str, set[str]] = {}
    for target in TARGETS:
        window.shell.go(target)
        page = window.shell.page
        assert page is not None
        single = {key for key, _ in page.keys() if len(key) == 1 or key in ("Space", "1…5")}  # noqa: SIM118 (no dict)
        if single - listed:
            left[target] = single - listed
    assert left == {}


@pytest.mark.parametrize("key", ["packs", "experts", "reports", "people", "library"])
def test_tab_goes_through_a_page_as_it_is_read_also_through_what_was_made_late(
    window: Window, qtbot: QtBot, key: str
) -> None:
    assert window.shell is not None
    window.resize(1440, 900)
    window.shell.go(key)
    settle(qtbot, window)
    page = window.shell.page
    assert page is not None
    qtbot.waitUntil(lambda: len(list(stops_in(page))) > 3)
    panes = page.findChild(QSplitter)
    assert panes is not None
    stops = [stop for stop in window.shell.tab_stops() if panes.isAncestorOf(stop)]
    inside = [next(place for place in range(panes.count()) if _holds(panes.widget(place), stop)) for stop in stops]
    assert inside == sorted(inside)
    for pane in set(inside):
        mine = [stop for stop, place in zip(stops, inside, strict=True) if place == pane]
        for one, other in pairwise(mine):
            first, second = _place(one, other, page), _place(other, one, page)
            is_below = second.top() >= first.top() - 12
            assert is_below or second.left() >= first.right(), f"{path_of(one)} before {path_of(other)}"


def _place(stop: QWidget, other: QWidget, page: QWidget) -> QRect:
    """Where a stop is seen from another: what is scrolled stands as a whole where its area does."""
    seen, above = stop, stop.parentWidget()
    while above is not None and above is not page:
        if isinstance(above, QScrollArea) and not above.isAncestorOf(other):
            seen = above
        above = above.parentWidget()
    return QRect(seen.mapTo(page, QPoint()), seen.size())


def _holds(pane: QWidget | None, stop: QWidget) -> bool:
    return pane is not None and (pane is stop or pane.isAncestorOf(stop))
