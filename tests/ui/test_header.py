"""The top of a page where there is little room."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from enable_desktop.words import Words, mark
from ui.commands import Command
from ui.header import Header
from ui.labels import ElidedLabel
from ui.page import HeaderNote
from ui.theme import Theme


def test_the_title_stays_whole_and_buttons_show_their_icons_alone_where_there_is_little_room(
    theme: Theme, russian: Words, qtbot: QtBot
) -> None:
    header = Header(theme, russian)
    qtbot.addWidget(header)
    header.resize(1400, 52)
    header.show()
    header.show_heading(russian(mark("Interviews")), HeaderNote(text="запланировано 4, проведено 26", chip="Черновик"))
    header.show_actions([
        Command(id="a", text=mark("Coverage"), run=lambda: None, icon="plus", shortcut="Ctrl+1"),
        Command(id="b", text=mark("Questions and themes"), run=lambda: None, icon="plus"),
        Command(id="c", text=mark("Plan a talk"), run=lambda: None, icon="plus", primary=True),
    ])  # fmt: skip
    title = header.findChildren(ElidedLabel)[0]
    wide = [button.text() for button in header.buttons]
    assert all(wide)
    header.resize(640, 52)
    QApplication.processEvents()
    assert title.text() == header.title == russian(mark("Interviews"))
    assert [button.text() for button in header.buttons] == ["", "", wide[2]]
    assert header.buttons[0].accessibleName() == wide[0]
    assert wide[0] in header.buttons[0].toolTip()
    header.resize(1400, 52)
    QApplication.processEvents()
    assert [button.text() for button in header.buttons] == wide
