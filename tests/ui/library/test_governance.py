"""Content health through the window: rules with counts and switches, what they flag, freshness, what was sought."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.workspace import Workspace
from enable_desktop.library.assets import Asset, AssetKind, ContentGap, Review, Status
from enable_desktop.library.health import RULES
from enable_desktop.links import Ref
from enable_desktop.people import Person
from tests.ui.conftest import OpenWindow
from tests.ui.keys import press
from ui.library.governance import FreshnessView, GapsView, HealthPage
from ui.library.page import LibraryPage
from ui.window import Window

TODAY = date(2026, 11, 24)


@pytest.fixture
def window(workspace: Workspace, open_window: OpenWindow) -> Window:
    """Two assets of Anna's, one of nobody, and two searches that found nothing."""
    kind = workspace.add(AssetKind, title="Guide", key="guide", months=3)
    anna = workspace.add(Person, name="Anna Field")
    fresh = workspace.add(
        Asset, title="Fresh", sort=kind, owner=anna, added=date(2026, 6, 1), reviewed=date(2026, 11, 1)
    )
    workspace.add(Review, asset=fresh, on=date(2026, 6, 10))
    workspace.add(Asset, title="Stale", sort=kind, owner=anna, added=date(2026, 6, 1), reviewed=date(2026, 7, 1))
    workspace.add(Asset, title="Of nobody", added=date(2026, 11, 20), status=Status.PUBLISHED)
    workspace.add(ContentGap, title="api limits", times=5, on=TODAY)
    workspace.add(ContentGap, title="sso", times=9)
    path = workspace.path
    workspace.close()
    made = open_window(path)
    assert made.shell is not None
    made.shell.go("health")
    return made


@pytest.fixture
def page(window: Window) -> HealthPage:
    assert window.shell is not None
    page = window.shell.page
    assert isinstance(page, HealthPage)
    return page


def right_of(page: HealthPage, key: str) -> str:
    rows = [page.list.rows.row_at(place) for place in range(page.list.rows.rowCount())]
    return next(row.right for row in rows if row.key == key)


def titles(page: HealthPage) -> list[str]:
    assets = page.rule_view.table.assets
    return [assets.listed_at(place).title for place in range(assets.rowCount())]


def test_the_share_that_was_fresh_is_told_month_by_month_and_by_owner(page: HealthPage) -> None:
    assert page.current == "freshness"
    assert right_of(page, "freshness") == "33%"
    assert page.freshness_view.told.text() == "33%: 1 of 3"
    assert page.freshness_view.chart.isVisible()
    months = page.freshness_view.months.rows
    said = [(months.row_at(place).title, months.row_at(place).right) for place in range(months.rowCount())]
    assert said == [
        ("24\u00a0November 2026", "33%: 1 of 3"),
        ("31\u00a0October 2026", "0%: 0 of 2"),
        ("30\u00a0September 2026", "50%: 1 of 2"),
        ("31\u00a0August 2026", "100%: 2 of 2"),
        ("31\u00a0July 2026", "100%: 2 of 2"),
        ("30\u00a0June 2026", "50%: 1 of 2"),
    ]
    owners = page.freshness_view.owners.rows
    shown = [(owners.row_at(place).title, owners.row_at(place).right) for place in range(owners.rowCount())]
    assert shown == [("Anna Field", "50%: 1 of 2"), ("No owner", "0%: 0 of 1")]


def test_arrow_keys_go_from_rule_to_rule_over_the_headings(page: HealthPage) -> None:
    page.list.setFocus()
    wanted = ["freshness", "gaps", *RULES]
    seen = [page.current]
    for _ in wanted[1:]:
        press(page.list, Qt.Key.Key_Down)
        seen.append(page.current)
    assert seen == wanted
    press(page.list, Qt.Key.Key_Home)
    assert page.current == "freshness"
    press(page.list, Qt.Key.Key_Up)
    assert page.current == "freshness"
    press(page.list, Qt.Key.Key_End)
    assert page.current == wanted[-1]
    press(page.list, Qt.Key.Key_Up)
    assert page.current == wanted[-2]


def test_a_rule_says_what_it_flags_and_what_to_do_and_leads_there(window: Window, page: HealthPage) -> None:
    page.open_part("no-owner")
    assert right_of(page, "no-owner") == "1"
    assert page.rule_view.advice.text() == "Name one person who keeps it right."
    assert titles(page) == ["Of nobody"]
    press(page.list, Qt.Key.Key_Return)
    assert page.rule_view.table.hasFocus()
    press(page.rule_view.table, Qt.Key.Key_Return)
    assert window.shell is not None
    library = window.shell.page
    assert isinstance(library, LibraryPage)
    assert library.current == 3


def test_a_rule_asked_for_at_once_is_the_only_thing_made_and_the_rest_follows_when_wanted(window: Window) -> None:
    assert window.shell is not None
    page = HealthPage(window.shell.desk, window)
    page.open_part("no-owner")
    page.show()
    assert page.current == "no-owner"
    assert titles(page) == ["Of nobody"]
    others = (FreshnessView, GapsView)
    assert not any(page.findChildren(view) for view in others), "what is made costs time before it is seen"
    page.open_part("freshness")
    assert page.freshness_view.isVisible() and page.freshness_view.told.text() == "33%: 1 of 3"
    page.open_part("gaps")
    assert page.gaps_view.isVisible() and page.gaps_view.rows.rows.rowCount() == 2
    assert not page.rule_view.isVisible()


def test_what_a_rule_flags_is_shown_in_the_library_filtered_by_it(window: Window, page: HealthPage) -> None:
    page.open_part("past-review")
    assert titles(page) == ["Stale"]
    page.rule_view.lead.click()
    assert window.shell is not None
    library = window.shell.page
    assert isinstance(library, LibraryPage)
    assert library.state.filters == {"flag": frozenset({"past-review"})}
    assert list(library.state.found) == [2]


def test_space_switches_a_rule_and_undo_switches_it_back(window: Window, page: HealthPage, qtbot: QtBot) -> None:
    page.list.setFocus()
    page.select("no-owner")
    press(page.list, Qt.Key.Key_Space)
    assert right_of(page, "no-owner") == "Off"
    assert not page.rule_view.switch.isChecked()
    assert page.current == "no-owner"
    window.commands.run("edit.undo")
    qtbot.waitUntil(lambda: right_of(page, "no-owner") == "1")
    page.rule_view.switch.click()
    assert right_of(page, "no-owner") == "Off"


def test_the_counts_follow_what_is_put_right(window: Window, page: HealthPage, qtbot: QtBot) -> None:
    page.select("no-owner")
    assert window.workspace is not None
    window.workspace.change(Ref("assets", 3), owner=1)
    qtbot.waitUntil(lambda: right_of(page, "no-owner") == "0")
    assert titles(page) == []
    assert page.rule_view.nothing.text() == "Nothing."
    page.list.setFocus()
    press(page.list, Qt.Key.Key_Return)
    assert page.list.hasFocus(), "there is nothing to go to"


def test_use_is_not_spoken_of_without_figures(page: HealthPage) -> None:
    page.select("never-used")
    assert page.rule_view.nothing.text() == "Nothing can be said: no figures of use were imported."


def test_what_was_sought_in_vain_is_looked_for_again_or_done(window: Window, page: HealthPage, qtbot: QtBot) -> None:
    page.select("gaps")
    rows = page.gaps_view.rows
    assert [rows.rows.row_at(place).title for place in range(2)] == ["sso", "api limits"]
    press(page.list, Qt.Key.Key_Return)
    assert rows.hasFocus()
    press(rows, Qt.Key.Key_E)
    assert right_of(page, "gaps") == "2" or rows.rows.rowCount() == 1
    qtbot.waitUntil(lambda: right_of(page, "gaps") == "1")
    window.commands.run("edit.undo")
    qtbot.waitUntil(lambda: rows.rows.rowCount() == 2)
    rows.setCurrentIndex(rows.rows.index(0, 0))
    press(rows, Qt.Key.Key_Return)
    assert window.shell is not None
    library = window.shell.page
    assert isinstance(library, LibraryPage)
    assert library.search.text() == "sso"


def test_a_gap_found_by_quick_find_is_shown(window: Window) -> None:
    assert window.shell is not None
    window.shell.go(Ref("content_gaps", 1))
    page = window.shell.page
    assert isinstance(page, HealthPage)
    assert page.current == "gaps"
    assert page.gaps_view.rows.current is not None and page.gaps_view.rows.current.key == 1


def test_the_reports_on_content_are_one_step_away(window: Window, page: HealthPage) -> None:
    assert window.shell is not None
    assert window.desk is not None
    window.desk.commands.run("health.report.audit")
    assert window.shell.page is not None
    assert window.shell.page.status().startswith("Content audit, ")
