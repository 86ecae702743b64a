"""An import in the window: told before anything is stored, taken in whole or but for what is listed, or let go."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.workspace import Place, Workspace
from enable_desktop.charter.lines import Document, Head, Objective, Prose
from enable_desktop.imports import report_lines
from enable_desktop.interviews import Statement
from enable_desktop.links import Ref
from enable_desktop.people import Group, Person
from tests.conftest import SampleAt
from tests.ui.conftest import OpenWindow, ScriptedAsk, desk_in_time, desk_with
from tests.ui.keys import click, press
from tests.ui.test_walk import SIZES, cut_off, nameless, rich, settle
from ui.desk import Desk
from ui.import_page import ImportPage
from ui.program import Program
from ui.start import new_workspace
from ui.tasks import Job, PoolTasks, SliceJob, Slices, T
from ui.window import Window

DOCUMENT = """\
# Old charter

For those who decide

## Mission

We help sellers win.

## Objectives

- Cut ramp-up
- Raise the win rate

## Team offsite

We go hiking.
"""


@pytest.fixture
def window(tmp_path: Path, place: Place, open_window: OpenWindow) -> Window:
    """A window on an empty workspace."""
    path = tmp_path / "Programme.enable"
    new_workspace(path, place, "en").close()
    return open_window(path)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "documents" / "Old charter.md"
    path.parent.mkdir()
    path.write_text(DOCUMENT)
    return path


@pytest.fixture
def too_long(document: Path) -> Path:
    """A document with a text that no section holds."""
    document.write_text(DOCUMENT.replace("We help", f"{'lorem ' * 200_000}We help"))
    return document


def workspace_of(window: Window) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def begin(window: Window, path: Path) -> ImportPage:
    """Chooses a file from the charter page, as its command does."""
    assert window.shell is not None and isinstance(window.ask, ScriptedAsk)
    window.shell.go("charter")
    window.ask.answers.append(path)
    window.commands.run("charter.import")
    return page_of(window)


def page_of(window: Window) -> ImportPage:
    assert window.shell is not None
    page = window.shell.page
    assert isinstance(page, ImportPage)
    return page


def shown(page: ImportPage) -> list[str]:
    """The rows as a screen reader says them."""
    return [page.list.rows.row_at(place).spoken for place in range(page.list.rows.rowCount())]


def text_of(window: Window, key: str) -> str:
    return next(each.text for each in workspace_of(window).all(Prose) if each.key == key)


def toast_of(window: Window) -> str:
    assert window.shell is not None
    return window.shell.toast.text


def test_nothing_is_stored_before_the_person_has_seen_it(window: Window, document: Path) -> None:
    page = begin(window, document)
    assert workspace_of(window).history() == ()
    assert page.summary.text() == "Would come in: the cover, 2 sections, 2 lines"
    assert shown(page) == [
        "Cover",
        "Title. Old charter. taken over",
        "Subtitle. For those who decide. taken over",
        "Mission",
        "Text. We help sellers win. new",
        "Objectives and deliverables, from: Objectives",
        "Objective (2). Cut ramp-up; Raise the win rate. new",
        "Text. ### Team offsite We go hiking. new",
        "The heading “Team offsite” fits no section. kept as text",
    ]
    assert page.warnings.isHidden() or not page.warnings.isVisible()
    assert not page.rejected.isVisible()


def test_what_is_marked_is_shown_whole_beside_the_list(window: Window, document: Path) -> None:
    page = begin(window, document)
    page.list.setCurrentIndex(page.list.rows.index(6, 0))
    assert page.text.toPlainText() == "Cut ramp-up\nRaise the win rate"


def test_taking_it_in_is_one_step_that_the_toast_takes_back(window: Window, document: Path) -> None:
    begin(window, document)
    window.commands.run("import.take")
    assert window.shell is not None and window.shell.page is not None
    assert window.shell.page.key == "charter"
    assert text_of(window, "mission") == "We help sellers win."
    assert toast_of(window) == "Old charter.md came in: the cover, 2 sections, 2 lines."
    assert len(workspace_of(window).history()) == 1
    click(window.shell.toast.undo_button)
    assert text_of(window, "mission") == ""
    assert workspace_of(window).all(Objective) == ()
    assert workspace_of(window).all(Head)[0].title == ""


def test_a_list_of_experts_that_says_nothing_new_offers_no_undo_of_what_was_done_before(
    window: Window, tmp_path: Path
) -> None:
    table = tmp_path / "experts.csv"
    table.write_text("Name,Topics\nAnn Ashby,Pricing\n")
    offered: list[bool] = []
    assert window.shell is not None and isinstance(window.ask, ScriptedAsk)
    window.shell.desk.wants_toast.connect(lambda text, undo: offered.append(undo))
    for _ in range(2):
        window.shell.go("import")
        page = window.shell.page
        assert isinstance(page, ImportPage)
        window.ask.answers.append(table)
        press(page.sources["experts"], Qt.Key.Key_Space)
        window.commands.run("import.take")
    assert toast_of(window) == "experts.csv says nothing new: nothing was changed."
    assert offered == [True, False]
    assert len(workspace_of(window).history()) == 1


def test_taking_in_nothing_leaves_everything_as_it_was(window: Window, document: Path) -> None:
    page = begin(window, document)
    press(page.list, Qt.Key.Key_Escape)
    assert window.shell is not None and window.shell.page is not None
    assert window.shell.page.key == "charter"
    assert toast_of(window) == "Nothing was taken in from Old charter.md."
    assert workspace_of(window).history() == ()
    window.shell.go("import")
    assert page_of(window).heading() == "Import"


def test_an_import_waits_while_another_page_is_looked_at(window: Window, document: Path) -> None:
    begin(window, document)
    assert window.shell is not None
    window.shell.go("people")
    mission = next(each for each in workspace_of(window).all(Prose) if each.key == "mission")
    workspace_of(window).change(Ref(Prose.kind, mission.id), text="Ours.")
    window.shell.go("import")
    page = page_of(window)
    assert "Text. We help sellers win. after what is there" in shown(page)
    window.commands.run("import.take")
    assert text_of(window, "mission") == "Ours.\n\nWe help sellers win."


def test_what_was_being_typed_is_neither_lost_nor_written_over(window: Window, document: Path, qtbot: QtBot) -> None:
    from ui.charter.page import CharterPage

    assert window.shell is not None and isinstance(window.ask, ScriptedAsk)
    window.shell.go("charter#mission")
    charter = window.shell.page
    assert isinstance(charter, CharterPage) and charter.view is not None
    charter.view.prose[0].edit.insertPlainText("Just typed.")
    window.ask.answers.append(document)
    window.commands.run("charter.import")
    assert "Text. We help sellers win. after what is there" in shown(page_of(window))
    window.commands.run("import.take")
    assert text_of(window, "mission") == "Just typed.\n\nWe help sellers win."


def test_a_reopened_approval_is_said_before(window: Window, document: Path) -> None:
    workspace = workspace_of(window)
    workspace.charter.ask(Document.CHARTER)
    page = begin(window, document)
    assert page.warnings.isVisible()
    assert page.warnings.text() == (
        "The charter v0.1 is in review and stays as it is; what comes in begins the draft v0.2."
    )
    window.commands.run("import.take")
    assert workspace.charter.current(Document.CHARTER).title == "0.2"


def test_what_cannot_be_stored_is_listed_beside_the_document(window: Window, too_long: Path) -> None:
    page = begin(window, too_long)
    listed = too_long.with_name("Old charter - rejected.md")
    assert page.rejected.isVisible()
    assert page.place.whole == str(listed)
    assert shown(page)[1].endswith("cannot be stored")
    assert not listed.exists()
    window.commands.run("import.take")
    assert listed.read_text().count("lorem") == 200_000
    assert (text_of(window, "mission"), len(workspace_of(window).all(Objective))) == ("", 2)
    assert toast_of(window).endswith("The rest is listed in Old charter - rejected.md.")


def test_the_list_goes_where_the_person_says(window: Window, too_long: Path, tmp_path: Path) -> None:
    page = begin(window, too_long)
    assert isinstance(window.ask, ScriptedAsk)
    chosen = tmp_path / "elsewhere.md"
    window.ask.answers.append(chosen)
    click(page.choose_place)
    assert page.place.whole == str(chosen)
    window.commands.run("import.take")
    assert chosen.read_text().count("lorem") == 200_000
    assert not too_long.with_name("Old charter - rejected.md").exists()


def test_nothing_is_stored_where_the_list_cannot_be_written(window: Window, too_long: Path, tmp_path: Path) -> None:
    page = begin(window, too_long)
    assert isinstance(window.ask, ScriptedAsk) and window.shell is not None
    window.ask.answers.append(tmp_path / "gone" / "elsewhere.md")
    click(page.choose_place)
    window.commands.run("import.take")
    assert "is not there" in window.shell.problems.text
    assert workspace_of(window).history() == ()
    assert page_of(window) is page and page.heading() == "Import charter: Old charter.md"


def test_window_and_command_line_tell_the_same(window: Window, too_long: Path) -> None:
    page = begin(window, too_long)
    assert window.desk is not None and window.desk.importing.pending is not None
    lines = list(report_lines(window.desk.importing.pending.plan, window.words))
    rows = [page.list.rows.row_at(place) for place in range(page.list.rows.rowCount())]
    said = [
        row.title
        if row.heading
        else f"  {row.title}: “{row.detail}” ({row.right})"
        if row.detail
        else f"  {row.title} ({row.right})"
        for row in rows
    ]
    assert [*said, page.notes.text()] == lines


def test_a_file_that_cannot_be_read_is_a_sentence(window: Window, document: Path) -> None:
    assert window.shell is not None and isinstance(window.ask, ScriptedAsk)
    window.shell.go("import")
    page = page_of(window)
    window.ask.answers.append(document.with_name("gone.md"))
    click(page.sources["charter"])
    assert "There is no gone.md in " in window.shell.problems.text
    document.with_name("a.docx").write_bytes(b"no Word")
    window.ask.answers.append(document.with_name("a.docx"))
    click(page.sources["charter"])
    assert "a.docx is no Word document" in window.shell.problems.text


@pytest.mark.parametrize("language", ["en", "ru"])
def test_nothing_is_cut_off_or_nameless(
    tmp_path: Path,
    sample_at: SampleAt,
    open_window: OpenWindow,
    program: Program,
    qtbot: QtBot,
    too_long: Path,
    language: str,
) -> None:
    path = tmp_path / "Sample.enable"
    sample_at(path, language)
    program.set_language(language)
    window = open_window(path)
    page = begin(window, too_long)
    for width, height, percent in SIZES:
        program.set_text_size(percent)
        window.resize(width, height)
        settle(qtbot, window)
        assert cut_off(window) == [], (width, percent)
        page.toggle_side()
        settle(qtbot, window)
        assert cut_off(window) == [], (width, percent, "with the side pane changed")
        page.toggle_side()
    assert nameless(window) == []
    assert rich(window) == []


def test_statements_come_in_through_the_window_too(window: Window, tmp_path: Path) -> None:
    assert window.shell is not None and isinstance(window.ask, ScriptedAsk)
    path = tmp_path / "list.csv"
    path.write_text(
        "stakeholder,group,theme,severity,kind,quote,date\n"
        "Ann Lee,rep,Coaching,4,problem,Nobody has time,2026-02-11\nBob Ray,rep,Coaching,9,problem,x,2026-02-11\n"
    )
    window.shell.go("import")
    page = page_of(window)
    window.ask.answers.append(path)
    click(page.sources["statements"])
    assert page.summary.text() == "Would come in: 1 statement, 1 interview, 1 person, 1 theme"
    assert "Row 3: severity: “9” is no severity; it is a whole number from 1 to 5" in shown(page)[1]
    window.commands.run("import.take")
    assert [each.words for each in workspace_of(window).all(Statement)] == ["Nobody has time"]
    assert window.shell.page is not None and window.shell.page.key == "interviews"
    assert "Bob Ray" in path.with_name("list - rejected.csv").read_text("utf-8")


def test_while_many_statements_are_made_ready_the_window_lives_and_typing_is_stored(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    workspace = workspace_of(window)
    assert isinstance(window.ask, ScriptedAsk)
    mission = next(each for each in workspace.all(Prose) if each.key == "mission")
    path = tmp_path / "list.csv"
    rows = (f"Person {n % 40},rep,Theme {n % 9},{n % 5 + 1},problem,Words {n},2026-02-11" for n in range(8_000))
    path.write_text("\n".join(("stakeholder,group,theme,severity,kind,quote,date", *rows)))
    desk, tasks = desk_in_time(window)
    window.ask.answers.append(path)
    desk.importing.choose("statements")
    qtbot.waitUntil(lambda: desk.importing.pending is not None, timeout=60_000)
    desk.importing.take_in()
    # Nothing of it is there yet, and what is typed now is a step of its own.
    assert workspace.count(Statement) == 0
    workspace.change(Ref(Prose.kind, mission.id), text="Typed while it is made ready.")
    qtbot.waitUntil(lambda: not workspace.big_steps.is_clean, timeout=60_000)
    workspace.change(Ref(Prose.kind, mission.id), text="Typed meanwhile.")
    assert (workspace.count(Statement), len(workspace.history())) == (0, 2)
    qtbot.waitUntil(lambda: desk.importing.pending is None, timeout=60_000)
    assert (workspace.count(Statement), workspace.big_steps.is_clean) == (8_000, True)
    assert text_of(window, "mission") == "Typed meanwhile."
    assert len(workspace.history()) == 3
    workspace.undo()
    assert (workspace.count(Statement), text_of(window, "mission")) == (0, "Typed meanwhile.")
    workspace.redo()
    assert workspace.count(Statement) == 8_000
    tasks.close()
    desk.close()


def test_making_many_statements_ready_can_be_cancelled_and_begun_again(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    workspace = workspace_of(window)
    desk, tasks = with_statements(window, tmp_path, qtbot, 20_000)
    desk.importing.take_in()
    qtbot.waitUntil(lambda: tasks.shown is not None and tasks.shown.share is not None, timeout=60_000)
    assert tasks.shown is not None and tasks.shown.label == "Taking in list.csv"
    tasks.shown.cancel_by_person()
    qtbot.waitUntil(lambda: tasks.is_idle, timeout=60_000)
    assert (workspace.count(Statement), workspace.history()) == (0, ())
    assert desk.importing.pending is not None
    desk.importing.take_in()
    qtbot.waitUntil(lambda: workspace.count(Statement) == 20_000, timeout=60_000)
    tasks.close()
    desk.close()


def test_storing_many_statements_can_be_cancelled_and_leaves_nothing(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    workspace = workspace_of(window)
    desk, tasks = with_statements(window, tmp_path, qtbot)
    desk.importing.take_in()
    qtbot.waitUntil(lambda: not workspace.big_steps.is_clean, timeout=60_000)
    (job,) = tasks.spreading
    assert (job.label, job.quiet) == ("Taking in list.csv", False)
    job.cancel_by_person()
    qtbot.waitUntil(lambda: tasks.is_idle, timeout=60_000)
    assert (workspace.count(Statement), workspace.count(Person), workspace.big_steps.is_clean) == (0, 0, True)
    assert workspace.history() == ()
    assert desk.importing.pending is not None, "it can be taken in again"
    desk.importing.take_in()
    qtbot.waitUntil(lambda: not workspace.big_steps.is_clean, timeout=60_000)
    desk.importing.drop()
    qtbot.waitUntil(lambda: tasks.is_idle, timeout=60_000)
    assert (workspace.count(Statement), workspace.big_steps.is_clean) == (0, True)
    tasks.close()
    desk.close()


def test_somebody_who_is_added_while_many_statements_are_stored_is_not_added_twice(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    workspace = workspace_of(window)
    desk, tasks = with_statements(window, tmp_path, qtbot)
    desk.importing.take_in()
    qtbot.waitUntil(lambda: not workspace.big_steps.is_clean, timeout=60_000)
    workspace.add(Person, name="Person 7", group=Group.REP)
    qtbot.waitUntil(lambda: workspace.count(Statement) == 4_000, timeout=60_000)
    assert len(workspace.where(Person, "name", "Person 7")) == 1
    assert workspace.count(Person) == 40
    tasks.close()
    desk.close()


def test_many_statements_are_taken_back_and_done_again_by_the_window_in_slices(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    workspace, shell = workspace_of(window), window.shell
    assert shell is not None
    desk, tasks = with_statements(window, tmp_path, qtbot)
    desk.importing.take_in()
    qtbot.waitUntil(lambda: tasks.is_idle, timeout=60_000)
    assert workspace.count(Statement) == 4_000
    window.commands.run("edit.undo")
    assert (workspace.count(Statement), workspace.count(Person), workspace.big_steps.is_clean) == (0, 0, True)
    window.commands.run("edit.redo")
    assert (workspace.count(Statement), workspace.count(Person)) == (4_000, 40)
    window.commands.run("edit.undo")
    assert (workspace.count(Statement), workspace.history()[0].undone) == (0, True)
    tasks.close()
    desk.close()


class SpreadTasks(PoolTasks):
    """Remembers what the window does in slices."""

    def __init__(self) -> None:
        super().__init__()
        self.spreading: list[SliceJob] = []

    def spread(
        self,
        slices: Slices[T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        *,
        label: str,
        cancel: Callable[[], None] | None = None,
        quiet: bool = False,
        stoppable: bool = True,
    ) -> Job:
        job = super().spread(slices, done, failed, label=label, cancel=cancel, quiet=quiet, stoppable=stoppable)
        assert isinstance(job, SliceJob)
        self.spreading.append(job)
        return job


def with_statements(window: Window, folder: Path, qtbot: QtBot, number: int = 4_000) -> tuple[Desk, SpreadTasks]:
    """A desk on which some thousand statements wait to be taken in."""
    assert isinstance(window.ask, ScriptedAsk)
    path = folder / "list.csv"
    rows = (f"Person {n % 40},rep,Theme {n % 9},{n % 5 + 1},problem,Words {n},2026-02-11" for n in range(number))
    path.write_text("\n".join(("stakeholder,group,theme,severity,kind,quote,date", *rows)))
    tasks = SpreadTasks()
    desk = desk_with(window, tasks)
    window.ask.answers.append(path)
    desk.importing.choose("statements")
    qtbot.waitUntil(lambda: desk.importing.pending is not None and tasks.is_idle, timeout=60_000)
    return desk, tasks
