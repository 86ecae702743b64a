"""What cannot be stored stays on the screen and is said, whatever it was typed into, also when the window closes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from db.workspace import Workspace
from enable_desktop.charter.lines import Obstacle
from enable_desktop.interviews import Theme
from enable_desktop.links import Ref
from enable_desktop.people import Person
from tests.conftest import SampleAt
from tests.ui.conftest import OpenWindow
from tests.ui.keys import press, type_text
from ui.charter.page import CharterPage
from ui.editor.field import ProseField
from ui.interviews.setup_page import THEMES, SetupPage
from ui.page import Page
from ui.people.page import PeoplePage
from ui.settings_page import SettingsPage
from ui.window import Window


@pytest.fixture
def window(tmp_path: Path, sample_at: SampleAt, open_window: OpenWindow) -> Window:
    path = tmp_path / "Sample.enable"
    sample_at(path)
    return open_window(path)


@pytest.fixture
def workspace(window: Window) -> Workspace:
    assert window.workspace is not None
    return window.workspace


@contextmanager
def out_of_reach(path: Path) -> Iterator[None]:
    """As when a drive goes away for a while."""
    elsewhere = path.with_name("elsewhere")
    path.rename(elsewhere)
    yield
    elsewhere.rename(path)


def shown(window: Window, target: str) -> Page:
    assert window.shell is not None
    window.shell.go(target)
    assert window.shell.page is not None
    return window.shell.page


def said(window: Window) -> str:
    assert window.shell is not None
    return window.shell.problems.text if window.shell.problems.isVisible() else ""


def retype(widget: QLineEdit, text: str) -> None:
    widget.setFocus()
    widget.selectAll()
    type_text(widget, text)


def company_of(window: Window) -> tuple[QLineEdit, Callable[[], str]]:
    page = shown(window, "settings")
    assert isinstance(page, SettingsPage)
    workspace = window.workspace
    assert workspace is not None
    return page.company, lambda: workspace.settings.get("company")


def cover_of(window: Window) -> tuple[QLineEdit, Callable[[], str]]:
    page = shown(window, "settings")
    assert isinstance(page, SettingsPage)
    title = page.cover.edit_of("title")
    assert isinstance(title, QLineEdit) and window.workspace is not None
    return title, lambda: window.workspace.title_of(Ref("charter", 1)) if window.workspace is not None else ""


def cell_of(window: Window) -> tuple[QLineEdit, Callable[[], str]]:
    page = shown(window, "charter#obstacles")
    assert isinstance(page, CharterPage) and page.view is not None
    table = page.view.tables[0]
    table.view.go_to(0, 0)
    table.view.open_editor(table.view.currentIndex())
    editor = table.open_editor
    workspace = window.workspace
    assert isinstance(editor, QLineEdit) and workspace is not None
    return editor, lambda: workspace.all(Obstacle)[0].title


def name_of(window: Window) -> tuple[QLineEdit, Callable[[], str]]:
    page = shown(window, "people")
    assert isinstance(page, PeoplePage) and page.current is not None
    name = page.person.form.edit_of("name")
    workspace, id_ = window.workspace, page.current
    assert isinstance(name, QLineEdit) and workspace is not None
    return name, lambda: workspace.title_of(Ref(Person.kind, id_))


def theme_of(window: Window) -> tuple[QLineEdit, Callable[[], str]]:
    page = shown(window, "setup")
    assert isinstance(page, SetupPage)
    table = page.table(THEMES)
    table.view.go_to(0, 0)
    table.view.open_editor(table.view.currentIndex())
    editor = table.open_editor
    workspace = window.workspace
    assert isinstance(editor, QLineEdit) and workspace is not None
    return editor, lambda: workspace.all(Theme)[0].title


@pytest.mark.parametrize("field_of", [company_of, cover_of, cell_of, name_of, theme_of])
def test_a_window_with_words_that_could_not_be_stored_stays_and_shows_them(
    window: Window, workspace: Workspace, field_of: Callable[[Window], tuple[QLineEdit, Callable[[], str]]]
) -> None:
    assert window.shell is not None
    field, stored = field_of(window)
    page, before = window.shell.page, stored()
    with out_of_reach(workspace.path):
        retype(field, "Kept words")
        window.shell.go("history")
        assert not window.close()
        assert window.isVisible() and window.shell.page is page
        assert field.isVisible() and field.text() == "Kept words"
        assert "Not everything typed on the page" in said(window) and "was moved, replaced" in said(window)
        assert [button.text() for button in window.shell.problems.action_buttons] == ["Save a copy"]
        assert stored() == before
    press(field, Qt.Key.Key_End)
    type_text(field, "!")
    assert window.shell.settle()
    assert stored() == "Kept words!"
    assert window.close()


def test_closing_once_more_gives_up_what_could_not_be_stored(window: Window, workspace: Workspace) -> None:
    field, _ = company_of(window)
    with out_of_reach(workspace.path):
        retype(field, "Given up")
        assert not window.close()
        assert window.close()
    assert not window.isVisible()


def test_another_warning_is_given_for_what_is_typed_later(window: Window, workspace: Workspace) -> None:
    assert window.shell is not None
    field, stored = company_of(window)
    with out_of_reach(workspace.path):
        retype(field, "First")
        assert not window.close()
    assert window.shell.settle() and stored() == "First"
    with out_of_reach(workspace.path):
        retype(field, "Second")
        assert not window.close()


def test_a_date_that_is_none_keeps_the_window_open(window: Window, workspace: Workspace) -> None:
    page = shown(window, "people")
    assert isinstance(page, PeoplePage) and page.current is not None and window.shell is not None
    first, until = page.current, page.person.form.edit_of("consent_until")
    assert isinstance(until, QLineEdit)
    retype(until, "31 Feb 2027")
    page.step(1)
    assert page.current != first and until.text() != "31 Feb 2027"
    window.shell.go("charter")
    assert not window.close()
    assert window.shell.page is page and page.current == first and until.text() == "31 Feb 2027"
    assert "Correct it or try again" in said(window)
    retype(until, "28 Feb 2027")
    assert window.close()


def test_another_language_waits_until_everything_is_stored(window: Window, workspace: Workspace) -> None:
    field, _ = company_of(window)
    page = window.shell.page if window.shell is not None else None
    with out_of_reach(workspace.path):
        retype(field, "Kept words")
        window.program.set_language("ru")
        assert window.program.words.language == "en" and window.isVisible()
        assert field.text() == "Kept words"
        assert isinstance(page, SettingsPage) and page.language.currentData() == "en"


def test_notes_of_a_person_stay_theirs_when_another_is_chosen(window: Window, workspace: Workspace) -> None:
    page = shown(window, "people")
    assert isinstance(page, PeoplePage) and page.current is not None
    first = page.current
    notes = page.person.form.edit_of("notes")
    assert isinstance(notes, ProseField)
    before = notes.text()
    with out_of_reach(workspace.path):
        notes.setFocus()
        type_text(notes.edit, "Typed. ")
        page.step(1)
        second = page.person.form.edit_of("notes")
        assert isinstance(second, ProseField) and "Typed." not in second.text()
        assert not page.is_stored()
        page.step(-1)
        assert page.current == first
        again = page.person.form.edit_of("notes")
        assert isinstance(again, ProseField) and again.isVisible() and "Typed." in again.text()
    page.flush()
    person = workspace.get(Person, first)
    assert person is not None and person.notes != before and "Typed." in person.notes
    assert page.is_stored()


def test_a_setting_that_could_not_be_stored_goes_back_and_is_said(window: Window, workspace: Workspace) -> None:
    page = shown(window, "settings")
    assert isinstance(page, SettingsPage)
    with out_of_reach(workspace.path):
        page.currency.setCurrentIndex(page.currency.findData("GBP"))
        page.currency.activated.emit(page.currency.currentIndex())
        assert page.currency.currentData() == workspace.settings.get("currency")
        assert "was moved, replaced or deleted" in said(window)
