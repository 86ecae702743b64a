"""The list of experts: found by name and topic, with whom a contact is due, and in step with what changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt

from db.workspace import Workspace
from enable_desktop.experts import Standing, Terms
from enable_desktop.links import Ref
from enable_desktop.people import Hat, Person
from tests.ui.keys import press, type_text
from ui.experts.page import ExpertsPage

TODAY = date(2026, 11, 24)


def test_the_list_finds_experts_by_topic(page: ExpertsPage) -> None:
    page.directory.search.setText("secur")
    assert [page.directory.list.rows.row_at(row).title for row in range(page.directory.list.rows.rowCount())] == [
        "Bob Birch"
    ]
    page.directory.search.setText("nobody")
    assert page.directory.list.rows.row_at(0).title == "Nobody is found. Esc shows everybody."
    page.directory.search.clear()
    assert page.directory.list.rows.rowCount() == 2


def test_the_list_says_with_whom_a_contact_is_due_and_how_late(
    page: ExpertsPage, people: dict[str, int], workspace: Workspace
) -> None:
    workspace.experts.plan_contact(people["ann"], date(2026, 11, 21))
    workspace.experts.plan_contact(people["bob"], TODAY)
    listed = [page.directory.list.rows.row_at(row) for row in range(2)]
    assert [(row.detail, row.tone) for row in listed] == [
        ("To meet, 3 days late", "attention"), ("To meet, today", "attention"),
    ]  # fmt: skip
    assert "2 contacts due" in page.status()
    workspace.change(Ref(Terms.kind, workspace.experts.appoint(people["ann"])), standing=Standing.RESTING)
    assert [page.directory.list.rows.row_at(row).tone for row in range(2)] == ["", "attention"]


def listed(page: ExpertsPage) -> list[str]:
    return [page.directory.list.rows.row_at(place).spoken for place in range(page.directory.list.rows.rowCount())]


def test_who_was_renamed_agreed_joined_or_left_on_another_page_stands_so_when_it_comes_back(
    page: ExpertsPage, people: dict[str, int], workspace: Workspace
) -> None:
    expert = frozenset({Hat.EXPERT})
    changes: list[tuple[Callable[[], object], list[str]]] = [
        (lambda: workspace.change(Ref(Person.kind, people["ann"]), name="Zoe Ashby"),
         ["Bob Birch. To meet", "Zoe Ashby. To meet"]),
        (lambda: workspace.experts.plan_contact(people["bob"], TODAY - timedelta(days=2)),
         ["Bob Birch. To meet, 2 days late", "Zoe Ashby. To meet"]),
        (lambda: workspace.change(Ref(Person.kind, people["cid"]), hats=expert),
         ["Bob Birch. To meet, 2 days late", "Cid Cole. To meet", "Zoe Ashby. To meet"]),
        (lambda: workspace.change(Ref(Person.kind, people["bob"]), hats=frozenset()),
         ["Cid Cole. To meet", "Zoe Ashby. To meet"]),
        (workspace.undo, ["Bob Birch. To meet, 2 days late", "Cid Cole. To meet", "Zoe Ashby. To meet"]),
        (lambda: workspace.people.remove(people["ann"]),
         ["Bob Birch. To meet, 2 days late", "Cid Cole. To meet"]),
    ]  # fmt: skip
    for change, expected in changes:
        page.hide()
        change()
        page.show()
        assert listed(page) == expected
        assert [each.name for each in page.matrix.matrix.experts] == [said.split(". ")[0] for said in expected]


def test_an_expert_is_sought_also_where_the_window_is_too_narrow_for_the_directory(
    page: ExpertsPage, people: dict[str, int]
) -> None:
    page.set_compact(True)
    assert not page.directory.list.isVisible()
    press(page.matrix, Qt.Key.Key_Slash)
    assert page.directory.search.isVisible() and page.directory.search.hasFocus()
    type_text(page.directory.search, "bob")
    press(page.directory.search, Qt.Key.Key_Down)
    press(page.directory.list, Qt.Key.Key_Return)
    assert page.side.shown == people["bob"]
    press(page.directory.list, Qt.Key.Key_Escape)
    assert page.matrix.hasFocus() and not page.directory.list.isVisible()


def test_escape_shows_everybody_again_where_nobody_was_found(page: ExpertsPage) -> None:
    press(page.matrix, Qt.Key.Key_Slash)
    type_text(page.directory.search, "nobody")
    press(page.directory.search, Qt.Key.Key_Down)
    press(page.directory.list, Qt.Key.Key_Escape)
    assert page.directory.list.rows.rowCount() == 2
    assert page.matrix.hasFocus()


def test_hundreds_of_experts_who_come_at_once_are_all_there(page: ExpertsPage, workspace: Workspace) -> None:
    hats = frozenset({Hat.EXPERT})
    page.hide()
    workspace.add_many(Person, [{"name": f"Expert {number:03}", "hats": hats} for number in range(250)])
    page.show()
    assert len(listed(page)) == 252
    assert page.header_note().text == "252 experts, 3 topics"
