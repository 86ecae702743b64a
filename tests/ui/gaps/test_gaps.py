"""Gaps through the page: read in ten seconds, narrowed, sorted, and led into the charter and the next talk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from db.workspace import Workspace
from enable_desktop.charter.lines import BusinessCase, Criterion, Obstacle
from enable_desktop.gaps.orders import Order
from enable_desktop.gaps.verdicts import Verdict
from enable_desktop.initiatives import Initiative
from enable_desktop.interviews import Audience, ChosenQuestion, Mention, Question, Sort
from enable_desktop.links import Reason, Ref
from enable_desktop.people import Group, Person
from tests.ui.conftest import ScriptedAsk
from tests.ui.keys import press
from ui.desk import Desk
from ui.gaps.page import DUMBBELL, QUADRANT, TABLE, GapsPage

# One severity for each person who raised the theme; four leaders and nine reps were asked about each.
RAISED = {
    "Finding current content": ((2, 3, 2), (5, 5, 4, 5, 4, 5, 4, 5)),
    "Ramp-up of new hires": ((4, 3, 4, 4), (4, 3, 4, 5, 3, 4)),
    "Security questionnaires": ((2,), (4, 4, 5, 3, 4)),
    "Discounting under pressure": ((5, 4, 5), (3, 3)),
}


@pytest.fixture
def themes(workspace: Workspace) -> dict[str, int]:
    made = {title: workspace.themes.make(title) for title in RAISED}
    workspace.themes.start_round("Spring", date(2026, 1, 5), tuple(made.values()))
    talks: dict[Group, list[int]] = {Group.LEADERSHIP: [], Group.REP: []}
    for group, count in ((Group.LEADERSHIP, 4), (Group.REP, 9)):
        for number in range(count):
            department = "Sales" if number % 2 else "Mid-market"
            person = workspace.add(Person, name=f"{group} {number}", role="Role", group=group, department=department)
            talk = workspace.interviews.plan(person, on=date(2026, 2, 1 + number))
            workspace.interviews.hold(talk)
            talks[group].append(talk)
    for title, sides in RAISED.items():
        for group, severities in zip(talks, sides, strict=True):
            for number, talk in enumerate(talks[group]):
                if number < len(severities):
                    workspace.interviews.say(talk, f"{title}, {number}", theme=made[title], severity=severities[number])
                else:
                    workspace.interviews.hear(talk, made[title], Mention.ASKED)
    return made


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[GapsPage]:
    shown = GapsPage(desk)
    shown.resize(1228, 848)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitExposed(shown)
    shown.activateWindow()
    yield shown
    shown.close()


def verdicts(page: GapsPage) -> dict[str, Verdict]:
    return {page.state.title_of(gap.theme): gap.verdict for gap in page.state.in_reading_order()}


def test_themes_stand_under_their_verdicts_and_a_row_says_everything_in_words(
    themes: dict[str, int], page: GapsPage
) -> None:
    assert verdicts(page) == {
        "Finding current content": Verdict.CLEAR,
        "Discounting under pressure": Verdict.ONE_SIDE,
        "Ramp-up of new hires": Verdict.ALIGNED,
        "Security questionnaires": Verdict.TOO_FEW,
    }
    model = page.rows.gaps
    spoken = model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == (
        "Finding current content: leadership 2.3, raised by 3 of 4; reps 4.6, raised by 8 of 9; "
        "Reps rate this 2.3 points worse. Show each side what the other sees, and plan what to do."
    )


def test_the_side_pane_explains_the_theme_selected_and_lays_both_sides_words_beside_each_other(
    themes: dict[str, int], page: GapsPage
) -> None:
    page.state.select(themes["Security questionnaires"])
    assert page.side.title.whole == "Security questionnaires"
    assert "1 of 4 leaders and 5 of 9 reps rated this: too few to compare." in page.side.sentence.text()
    assert "Ratings of leadership: 2. Ratings of reps: 3, 4, 4, 4, 5." in page.side.dots.accessibleDescription()
    page.step(-1)
    assert page.side.title.whole == "Ramp-up of new hires"


def test_another_theme_is_shown_without_reading_the_whole_directory(
    workspace: Workspace, themes: dict[str, int], page: GapsPage
) -> None:
    asked: list[str] = []
    workspace._connection.set_trace_callback(asked.append)
    page.state.select(themes["Security questionnaires"])
    workspace._connection.set_trace_callback(None)
    assert page.side.reps._count.text() == "5 of 9"
    assert any('from "statements"' in query for query in asked)
    assert not [query for query in asked if 'from "people"' in query and " where " not in query]


@pytest.mark.parametrize("view", [DUMBBELL, QUADRANT, TABLE])
def test_every_view_shows_the_same_themes_and_selection(themes: dict[str, int], page: GapsPage, view: str) -> None:
    page.show_view(view)
    page.current_view.setFocus()
    press(page.current_view, Qt.Key.Key_Down)
    assert page.state.selected == themes["Discounting under pressure"]
    page.grab()


def test_the_table_sorts_by_figures_and_leaves_what_is_not_there_at_the_end(
    themes: dict[str, int], page: GapsPage
) -> None:
    page.show_view(TABLE)
    model = page.figures.figures
    gap_column = next(
        column
        for column in range(model.columnCount())
        if model.headerData(column, Qt.Orientation.Horizontal, int(Qt.ItemDataRole.DisplayRole)) == "Gap"
    )
    for order, first in ((Qt.SortOrder.DescendingOrder, "2.3"), (Qt.SortOrder.AscendingOrder, "0.1")):
        model.sort(gap_column, order)
        shown = [model.index(row, gap_column).data() for row in range(model.rowCount())]
        assert shown[0] == first
        assert shown[-2:] == ["–", "–"]


@pytest.mark.parametrize("model", ["rows.gaps", "figures.figures"])
def test_the_models_keep_qts_rules(themes: dict[str, int], page: GapsPage, model: str) -> None:
    part, name = model.split(".")
    found: QAbstractItemModel = getattr(getattr(page, part), name)
    QAbstractItemModelTester(found, QAbstractItemModelTester.FailureReportingMode.Warning, found)
    page.state.sort_by(Order.REPS)
    page.state.narrow(department="Sales")
    page.state.narrow(department="")


def test_a_changed_severity_changes_the_gap(workspace: Workspace, themes: dict[str, int], page: GapsPage) -> None:
    for statement in workspace.gaps.said(page.state.filter, (themes["Finding current content"],)):
        if statement.group is Group.REP:
            workspace.change(Ref("statements", statement.statement.id), severity=2)
    assert verdicts(page)["Finding current content"] is not Verdict.CLEAR


def test_departments_and_periods_narrow_what_counts_and_can_be_dropped(themes: dict[str, int], page: GapsPage) -> None:
    page.state.narrow(department="Sales")
    assert page.state.shown.people == 6
    page.state.narrow(department="", since=date(2027, 1, 1))
    assert page.state.shown.people == 0
    assert set(verdicts(page).values()) == {Verdict.TOO_FEW}
    page.all_talks.click()
    assert page.state.shown.people == 13


def test_what_is_missing_is_said_with_whom_to_hear_for_what(themes: dict[str, int], page: GapsPage) -> None:
    said = page.foot.missing.text()
    assert said.startswith("4 of 4 leaders, 9 of 9 reps: a fair picture.")
    assert "Security questionnaires: 2 more leaders." in said


def test_what_only_leadership_wants_is_listed(workspace: Workspace, themes: dict[str, int], page: GapsPage) -> None:
    wanted = workspace.themes.make("A forecast to defend")
    talk = workspace.interviews.listed()[-1].id
    workspace.interviews.say(talk, "I want one number", theme=wanted, sort=Sort.GOAL)
    wanted_above = " ".join(page.foot.wanted_above())
    assert "A forecast to defend" in wanted_above or workspace.interviews.listed()[-1].group is Group.REP


def test_an_initiative_is_one_key_away_and_answers_the_theme(
    workspace: Workspace, themes: dict[str, int], page: GapsPage
) -> None:
    page.state.select(themes["Finding current content"])
    gone: list[object] = []
    page.desk.wants_page.connect(gone.append)
    page.rows.setFocus()
    press(page.rows, Qt.Key.Key_I)
    (made,) = workspace.all(Initiative)
    assert made.title == "Finding current content"
    (link,) = workspace.links.of(Ref("initiatives", made.id))
    assert (link.end, link.reason) == (Ref("themes", themes["Finding current content"]), Reason.ANSWERS)
    assert gone == [Ref("initiatives", made.id)]
    (use,) = page.side.uses.findChildren(QPushButton)
    use.click()
    assert gone[1:] == [Ref("initiatives", made.id)], "the thread leads back"
    workspace.undo()
    assert workspace.all(Initiative) == ()
    assert workspace.links.of(Ref("themes", themes["Finding current content"])) == ()


def test_the_charter_takes_a_theme_as_obstacle_criterion_or_evidence(
    workspace: Workspace, themes: dict[str, int], page: GapsPage
) -> None:
    theme = themes["Ramp-up of new hires"]
    page.state.select(theme)
    page.rows.setFocus()
    press(page.rows, Qt.Key.Key_C)
    (menu,) = page.findChildren(QMenu)
    for action in menu.actions():
        action.trigger()
    menu.close()
    ends = {link.start.kind for link in workspace.links.of(Ref("themes", theme))}
    assert ends == {Obstacle.kind, Criterion.kind, BusinessCase.kind}


def test_the_next_talk_of_the_side_that_is_missing_gets_the_question(
    workspace: Workspace, themes: dict[str, int], page: GapsPage
) -> None:
    theme = themes["Security questionnaires"]
    page.state.select(theme)
    page.ask_next()
    assert workspace.all(ChosenQuestion) == (), "no talk with a leader is planned"
    leader = workspace.add(Person, name="Felix Pennybrooke", role="CFO", group=Group.LEADERSHIP)
    rep = workspace.add(Person, name="Ada Wren", role="AE", group=Group.REP)
    workspace.interviews.plan(rep, on=date(2026, 11, 25))
    talk = workspace.interviews.plan(leader, on=date(2026, 11, 26))
    page.ask_next()
    (chosen,) = workspace.all(ChosenQuestion)
    assert (chosen.interview, chosen.theme) == (talk, theme)
    assert "Security questionnaires" in chosen.title
    workspace.undo()
    workspace.add(Question, title="Which legal questions stop contracts?", audience=Audience.LEADERSHIP, theme=theme)
    page.ask_next()
    (chosen,) = workspace.all(ChosenQuestion)
    assert chosen.title == "Which legal questions stop contracts?"


def test_details_show_ranges_and_ranks_and_stay_for_next_time(
    desk: Desk, themes: dict[str, int], page: GapsPage, qtbot: QtBot
) -> None:
    page.rows.setFocus()
    press(page.rows, Qt.Key.Key_D)
    assert page.rows.with_detail
    assert "Of 100 pairs of a rep and a leader" in page.side.detail.text()
    again = GapsPage(desk)
    qtbot.addWidget(again)
    assert again.rows.with_detail
    again.close()


def test_without_talks_the_page_says_what_it_is_for(page: GapsPage) -> None:
    gone: list[object] = []
    page.desk.wants_page.connect(gone.append)
    assert page.first.isVisible()
    page.first.click()
    assert gone == ["interviews"]


@pytest.mark.parametrize("form", ["pdf", "csv", "json"])
def test_the_report_is_written_for_the_talks_that_are_shown(
    themes: dict[str, int], page: GapsPage, ask: ScriptedAsk, tmp_path: Path, form: str
) -> None:
    page.state.narrow(department="Sales")
    target = tmp_path / f"Отчёт.{form}"
    ask.answers.append(target)
    next(command for command in page.exports() if command.id == f"gaps.export.{form}").run()
    data = target.read_bytes()
    if form == "pdf":
        assert data.startswith(b"%PDF")
    elif form == "json":
        (first, *_) = json.loads(data)["themes"]
        assert (first["leadership"]["asked"], first["reps"]["asked"]) == (None, 4)
    else:
        assert "Finding current content" in data.decode("utf-8-sig")
