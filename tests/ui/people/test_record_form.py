"""Forms over records: every shape of field is shown, read back, refused where it must be, and stored."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

import ui
from db.workspace import Workspace
from enable_desktop.charter.lines import Figure, Obstacle, Priority, Slot
from enable_desktop.initiatives import Initiative
from enable_desktop.links import Ref
from enable_desktop.people import Person
from enable_desktop.words import Words
from tests.ui.keys import ALT, click, press, type_text
from ui.desk import Desk
from ui.month import MonthPopup
from ui.record_box import RecordBox
from ui.record_form import Heading, RecordForm

Shown = Callable[..., RecordForm]


@pytest.fixture
def shown(desk: Desk, qtbot: QtBot) -> Shown:
    """Puts a form on the screen."""

    def made(ref: Ref, *names: str | tuple[str, ...] | Heading) -> RecordForm:
        form = RecordForm(desk, ref, names)
        form.resize(700, 500)
        qtbot.addWidget(form)
        with qtbot.waitActive(form):
            form.show()
            form.activateWindow()
        return form

    return made


def line(form: RecordForm, name: str) -> QLineEdit:
    widget = form.edit_of(name)
    assert isinstance(widget, QLineEdit)
    return widget


def enter(widget: QLineEdit, text: str) -> None:
    widget.setFocus()
    widget.selectAll()
    type_text(widget, text)
    press(widget, Qt.Key.Key_Return)


def paste(widget: QLineEdit, text: str) -> None:
    QApplication.clipboard().setText(text)
    widget.setFocus()
    widget.paste()


def problems(form: RecordForm) -> list[str]:
    shown = [each for each in form.findChildren(QLabel) if each.property("tone") == "problem"]
    return [each.text() for each in shown if each.isVisible()]


def test_money_and_numbers_are_read_as_they_are_shown(shown: Shown, workspace: Workspace) -> None:
    id_ = workspace.add(Figure, title="Tool", amount=3_800_000, hours=0.125)
    form = shown(Ref("figures", id_), "title", ("amount", "hours"), "slot")
    assert line(form, "amount").text() == "€38,000" and line(form, "hours").text() == "0.125"
    enter(line(form, "amount"), "1.2m")
    enter(line(form, "hours"), "40,5")
    figure = workspace.get(Figure, id_)
    assert figure is not None and (figure.amount, figure.hours) == (120_000_000, 40.5)
    form.reveal("title")
    assert line(form, "amount").text() == "€1,200,000"
    slot = form.edit_of("slot")
    assert isinstance(slot, QComboBox)
    slot.setFocus()
    press(slot, Qt.Key.Key_Home)
    slot.activated.emit(slot.currentIndex())
    figure = workspace.get(Figure, id_)
    assert figure is not None and figure.slot is Slot.ONE_OFF


def test_a_field_that_is_only_visited_stays_as_it_is(
    shown: Shown, workspace: Workspace, desk: Desk, russian: Words
) -> None:
    id_ = workspace.add(Figure, title="Tool", hours=1.1234567)
    before = workspace.undo_label
    form = shown(Ref("figures", id_), "hours", "title")
    form.reveal("hours")
    form.reveal("title")
    form.flush()
    figure = workspace.get(Figure, id_)
    assert figure is not None and figure.hours == 1.1234567
    assert workspace.undo_label == before


def test_what_is_refused_stays_with_its_sentence_and_its_fix(shown: Shown, workspace: Workspace) -> None:
    id_ = workspace.add(Initiative, title="Coach")
    form = shown(Ref("initiatives", id_), "title", ("start", "end"))
    enter(line(form, "start"), "31 Feb 2027")
    assert problems(form) == ["February 2027 has 28 days."]
    enter(line(form, "title"), "Coaching")
    workspace.change(Ref("initiatives", id_), goal="other")
    assert line(form, "start").text() == "31 Feb 2027" and problems(form)
    fix = next(each for each in form.findChildren(QPushButton) if each.isVisible())
    assert fix.accessibleName() == "Use 28\u00a0Feb\u00a02027"
    click(fix)
    initiative = workspace.get(Initiative, id_)
    assert initiative is not None and initiative.start == date(2027, 2, 28) and initiative.title == "Coaching"
    assert not problems(form) and line(form, "start").text() == "28\u00a0February 2027"


def test_a_text_that_is_too_long_is_refused_and_kept_on_screen(shown: Shown, workspace: Workspace) -> None:
    id_ = workspace.add(Initiative, title="Coach")
    form = shown(Ref("initiatives", id_), "title")
    title = line(form, "title")
    title.setFocus()
    title.setText("x" * 499)
    type_text(title, "yy")
    press(title, Qt.Key.Key_Return)
    assert "too long" in problems(form)[0] and len(title.text()) == 501
    press(title, Qt.Key.Key_Backspace)
    press(title, Qt.Key.Key_Return)
    assert not problems(form)


def test_a_record_is_chosen_by_a_few_letters_and_a_new_person_made_on_the_spot(
    shown: Shown, workspace: Workspace
) -> None:
    ann = workspace.add(Person, name="Ann Ashby", role="VP Sales")
    workspace.add(Person, name="Anna Birch")
    id_ = workspace.add(Obstacle, title="No time")
    form = shown(Ref("obstacles", id_), "title", "owner", ("likelihood", "impact"))
    owner = form.edit_of("owner")
    assert isinstance(owner, RecordBox)
    owner.setFocus()
    type_text(owner, "ash")
    press(owner, Qt.Key.Key_Return)
    assert _owner(workspace, id_) == ann and owner.text() == "Ann Ashby, VP Sales"
    workspace.change(Ref("people", ann), role="CRO")
    assert owner.text() == "Ann Ashby, CRO"
    owner.selectAll()
    type_text(owner, "Carl Cole")
    press(owner, Qt.Key.Key_Return)
    carl = _owner(workspace, id_)
    assert carl not in (ann, None) and owner.text() == "Carl Cole"
    owner.selectAll()
    type_text(owner, "An")
    press(QApplication.activePopupWidget() or owner, Qt.Key.Key_Tab)
    assert not owner.hasFocus()
    assert _owner(workspace, id_) == carl and owner.text() == "An", "nobody is guessed, nothing typed is thrown away"
    assert problems(form) == ["Several are called so: choose one in the list."]
    owner.setFocus()
    owner.selectAll()
    press(owner, Qt.Key.Key_Backspace)
    press(owner, Qt.Key.Key_Return)
    assert _owner(workspace, id_) is None
    impact = form.edit_of("impact")
    assert isinstance(impact, QComboBox)
    impact.setCurrentIndex(3)
    impact.activated.emit(3)
    obstacle = workspace.get(Obstacle, id_)
    assert obstacle is not None and obstacle.impact == 3 and obstacle.likelihood is None


def test_somebody_new_is_made_and_named_in_one_step_also_from_the_fix(shown: Shown, workspace: Workspace) -> None:
    id_ = workspace.add(Obstacle, title="No time")
    form = shown(Ref("obstacles", id_), "owner", "title")
    owner = form.edit_of("owner")
    assert isinstance(owner, RecordBox)
    owner.setFocus()
    type_text(owner, "Carl Cole")
    press(QApplication.activePopupWidget() or owner, Qt.Key.Key_Tab)
    assert workspace.all(Person) == () and owner.text() == "Carl Cole"
    assert problems(form) == ["Nobody of this name is in the directory."]
    fix = next(each for each in form.findChildren(QPushButton) if each.isVisible())
    assert fix.accessibleName() == "New person “Carl Cole”"
    click(fix)
    (carl,) = workspace.all(Person)
    assert (carl.name, _owner(workspace, id_)) == ("Carl Cole", carl.id)
    assert not problems(form) and form.is_stored
    workspace.undo()
    assert workspace.all(Person) == () and _owner(workspace, id_) is None
    assert owner.text() == ""


def test_a_date_is_picked_from_the_month(shown: Shown, workspace: Workspace) -> None:
    id_ = workspace.add(Initiative, title="Coach")
    form = shown(Ref("initiatives", id_), "start", "title")
    start = line(form, "start")
    start.setFocus()
    type_text(start, "12 Mar 2027")
    press(start, Qt.Key.Key_Down, ALT)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, MonthPopup)
    assert popup.calendar.selectedDate().toPython() == date(2027, 3, 12)
    days = popup.calendar.focusProxy()
    press(days, Qt.Key.Key_Right)
    press(days, Qt.Key.Key_Return)
    initiative = workspace.get(Initiative, id_)
    assert initiative is not None and initiative.start == date(2027, 3, 13)
    form.reveal("title")
    assert start.text() == "13\u00a0March 2027"


def test_escape_puts_back_what_was_chosen(shown: Shown, workspace: Workspace) -> None:
    first = workspace.add(Priority, title="Defend price")
    id_ = workspace.add(Initiative, title="Coach", priority=first)
    form = shown(Ref("initiatives", id_), "priority", "title")
    box = form.edit_of("priority")
    assert isinstance(box, RecordBox)
    box.setFocus()
    type_text(box, "zzz")
    press(QApplication.activePopupWidget() or box, Qt.Key.Key_Escape)
    assert box.text() == "zzz", "the first one closes the list"
    press(box, Qt.Key.Key_Escape)
    assert form.is_stored
    assert box.text() == "Defend price" and box.value == first
    workspace.change(Ref("priorities", first), title="Defend the price")
    assert box.text() == "Defend the price"


def test_one_form_shows_one_record_after_another(shown: Shown, workspace: Workspace) -> None:
    first = workspace.add(Initiative, title="Coach", deliverables="A plan")
    second = workspace.add(Initiative, title="Write", deliverables="A book")
    form = shown(Ref("initiatives", first), "title", "start", "deliverables")
    enter(line(form, "start"), "nonsense")
    title = line(form, "title")
    title.setFocus()
    title.selectAll()
    type_text(title, "Coaching")
    form.show_ref(Ref("initiatives", second))
    assert workspace.title_of(Ref("initiatives", first)) == "Coaching"
    assert title.text() == "Write" and line(form, "start").text() == "" and not problems(form)
    assert form.edit_of("deliverables").property("plainText") in ("A book", None)
    workspace.remove(Ref("initiatives", second))
    assert not form.isEnabled()
    workspace.undo()
    assert form.isEnabled() and title.text() == "Write"


def test_a_typing_pause_ends_the_step(shown: Shown, workspace: Workspace, qtbot: QtBot) -> None:
    id_ = workspace.add(Initiative, title="a")
    form = shown(Ref("initiatives", id_), "title")
    title = line(form, "title")
    title.setFocus()
    title.selectAll()
    type_text(title, "Coach")
    qtbot.waitUntil(lambda: workspace.title_of(Ref("initiatives", id_)) == "Coach", timeout=3_000)
    type_text(title, "ing")
    form.flush()
    assert workspace.title_of(Ref("initiatives", id_)) == "Coaching"
    workspace.undo()
    assert workspace.title_of(Ref("initiatives", id_)) == "Coach"


def _owner(workspace: Workspace, id_: int) -> int | None:
    obstacle = workspace.get(Obstacle, id_)
    assert obstacle is not None
    return obstacle.owner


def test_line_breaks_pasted_into_a_field_of_one_line_become_spaces(shown: Shown, workspace: Workspace) -> None:
    obstacle = workspace.add(Obstacle, title="")
    form = shown(Ref(Obstacle.kind, obstacle), "title")
    edit = line(form, "title")
    paste(edit, "\n😀 Two lines \r\n\n of a title\u2029")
    assert edit.text() == "😀 Two lines of a title"
    edit.setCursorPosition(3)
    paste(edit, "in\nall ")
    assert edit.text() == "😀 in all Two lines of a title"
    assert edit.cursorPosition() == len("++ in all ")
    press(edit, Qt.Key.Key_Return)
    assert workspace.title_of(Ref(Obstacle.kind, obstacle)) == "😀 in all Two lines of a title"


def test_every_field_of_one_line_is_one() -> None:
    made = [
        f"{path.name}:{number}"
        for path in sorted(Path(ui.__file__).parent.rglob("*.py"))
        for number, code in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"\bQLineEdit\(\)|class \w+\(QLineEdit\b", code)
    ]
    assert [each.split(":")[0] for each in made] == ["line_edit.py"]
