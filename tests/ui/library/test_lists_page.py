"""Kinds and facets are the person's: named, added, merged, put in order, taken out; content follows in one step."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from db.workspace import Workspace
from enable_desktop.errors import WorkspaceError
from enable_desktop.experts import Expertise
from enable_desktop.interviews import Theme
from enable_desktop.library.assets import Asset, AssetKind, SavedSearch
from enable_desktop.links import Link, Ref
from enable_desktop.notes import ListEntry
from enable_desktop.packs.records import Pack
from enable_desktop.people import Person
from tests.ui.conftest import ScriptedAsk
from tests.ui.keys import ALT, press, type_text
from ui.desk import Desk
from ui.library.lists_page import KINDS, ListsPage


@pytest.fixture
def stages(workspace: Workspace) -> dict[str, int]:
    """A facet with three values; two assets hold some."""
    workspace.add(ListEntry, list="facets", key="stage", title="Stage")
    workspace.add(ListEntry, list="facets", key="product", title="Product")
    made = {
        key: workspace.add(ListEntry, list="stage", key=key, title=key.title())
        for key in ("discovery", "first-call", "closing")
    }
    workspace.add(Asset, title="Both", facets={"stage": "discovery;first-call", "product": "pump"})
    workspace.add(Asset, title="One", facets={"stage": "first-call"})
    return made


@pytest.fixture
def page(desk: Desk, stages: dict[str, int], qtbot: QtBot) -> Iterator[ListsPage]:
    made = ListsPage(desk)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    qtbot.waitExposed(made)
    made.show_list("stage")
    yield made


def rows(page: ListsPage) -> list[str]:
    model = page.values.rows
    return [f"{model.row_at(row).title}, {model.row_at(row).right}" for row in range(model.rowCount())]


def mark_value(page: ListsPage, title: str) -> None:
    place = next(row for row, said in enumerate(rows(page)) if said.startswith(title))
    page.values.setCurrentIndex(page.values.rows.index(place, 0))


def stages_of(workspace: Workspace) -> list[str]:
    return [asset.facets.get("stage", "") for asset in workspace.all(Asset)]


def test_values_are_listed_with_how_much_content_holds_them(page: ListsPage) -> None:
    assert rows(page) == ["Discovery, 1 item", "First-Call, 2 items", "Closing, 0 items"]


def test_two_values_become_one_and_content_follows_in_one_step(
    page: ListsPage, desk: Desk, stages: dict[str, int], ask: ScriptedAsk
) -> None:
    mark_value(page, "First-Call")
    ask.answers.append(stages["discovery"])
    press(page.values, Qt.Key.Key_M)
    assert rows(page) == ["Discovery, 2 items", "Closing, 0 items"]
    assert stages_of(desk.workspace) == ["discovery", "discovery"]
    desk.workspace.undo()
    assert rows(page) == ["Discovery, 1 item", "First-Call, 2 items", "Closing, 0 items"]
    assert stages_of(desk.workspace) == ["discovery;first-call", "first-call"]


def test_values_of_different_facets_are_never_merged(page: ListsPage, desk: Desk, stages: dict[str, int]) -> None:
    lists = desk.workspace.library.value_lists
    pump = lists.add("product", "Pump")
    with pytest.raises(WorkspaceError):
        lists.merge(stages["discovery"], pump)
    assert stages_of(desk.workspace) == ["discovery;first-call", "first-call"]


def test_a_value_that_is_there_is_marked_and_not_added_again(page: ListsPage) -> None:
    before = rows(page)
    page.new()
    type_text(page.new_line, "discovery")
    press(page.new_line, Qt.Key.Key_Return)
    assert rows(page) == before
    assert page.current is not None and page.current.title == "Discovery"


def test_a_value_is_added_renamed_moved_and_removed(page: ListsPage, desk: Desk) -> None:
    page.new()
    type_text(page.new_line, "Renewal")
    press(page.new_line, Qt.Key.Key_Return)
    assert not page.new_line.isUndoAvailable(), "Ctrl+Z there takes back the value, not what was typed"
    assert rows(page)[-1] == "Renewal, 0 items"
    press(page.values, Qt.Key.Key_F2)
    assert page._name is not None
    page._name.line.selectAll()
    type_text(page._name.line, "Growth")
    press(page._name.line, Qt.Key.Key_Return)
    assert rows(page)[-1] == "Growth, 0 items"
    press(page.values, Qt.Key.Key_Up, ALT)
    assert [row.split(",")[0] for row in rows(page)] == ["Discovery", "First-Call", "Growth", "Closing"]
    mark_value(page, "First-Call")
    press(page.values, Qt.Key.Key_Delete)
    assert stages_of(desk.workspace) == ["discovery", ""]
    desk.workspace.undo()
    assert stages_of(desk.workspace) == ["discovery;first-call", "first-call"]


def test_a_facet_is_added_and_goes_with_its_values(page: ListsPage, desk: Desk, stages: dict[str, int]) -> None:
    page.show_list("facets")
    page.new()
    type_text(page.new_line, "Region")
    press(page.new_line, Qt.Key.Key_Return)
    assert [entry.key for entry in desk.workspace.where(ListEntry, "list", "facets")] == ["stage", "product", "region"]
    mark_value(page, "Stage")
    press(page.values, Qt.Key.Key_Delete)
    assert stages_of(desk.workspace) == ["", ""]
    assert desk.workspace.where(ListEntry, "list", "stage") == ()
    desk.workspace.undo()
    assert len(desk.workspace.where(ListEntry, "list", "stage")) == 3
    assert stages_of(desk.workspace)[1] == "first-call"


def test_a_new_facet_never_takes_the_list_of_something_else(page: ListsPage, desk: Desk) -> None:
    desk.workspace.add(ListEntry, list="departments", key="sales", title="Sales")
    made = desk.workspace.library.value_lists.add("facets", "Departments")
    entry = desk.workspace.get(ListEntry, made)
    assert entry is not None and entry.key != "departments"


def test_a_new_kind_is_typed_where_one_sees_it(page: ListsPage, desk: Desk, qtbot: QtBot) -> None:
    for number in range(40):
        desk.workspace.add(AssetKind, title=f"Kind {number}")
    page.resize(900, 400)
    page.show_list(KINDS)
    page.new()
    qtbot.waitUntil(lambda: _is_in_sight(page, QApplication.focusWidget()))
    assert isinstance(QApplication.focusWidget(), QLineEdit)


def _is_in_sight(page: ListsPage, widget: QWidget | None) -> bool:
    if widget is None:
        return False
    port = page._kinds_scroll.viewport()
    return port.rect().contains(widget.mapTo(port, widget.rect().center()))


def test_kinds_have_their_rhythm_and_are_merged(page: ListsPage, desk: Desk, ask: ScriptedAsk) -> None:
    workspace = desk.workspace
    deck = workspace.add(AssetKind, title="Deck", key="deck", months=6)
    slides = workspace.add(AssetKind, title="Slides", key="slides", months=3)
    asset = workspace.add(Asset, title="Company deck", sort=slides)
    page.show_list(KINDS)
    page.kinds.reveal(Ref(AssetKind.kind, slides))
    ask.answers.append(deck)
    page.merge_kinds_button.click()
    assert [kind.title for kind in workspace.all(AssetKind)] == ["Deck"]
    found = workspace.get(Asset, asset)
    assert found is not None and found.sort == deck
    workspace.undo()
    found = workspace.get(Asset, asset)
    assert found is not None and found.sort == slides


def test_what_filters_by_a_merged_value_filters_by_the_one_that_stays(desk: Desk, stages: dict[str, int]) -> None:
    workspace = desk.workspace
    guide, deck = (workspace.add(AssetKind, title=key.title(), key=key) for key in ("guide", "deck"))
    filters = {"stage": "closing;first-call", "kind": "deck"}
    workspace.add(SavedSearch, title="Mine", filters=filters)
    workspace.add(Pack, title="Theirs", filters=filters)

    def kept() -> list[dict[str, str]]:
        searches, packs = workspace.all(SavedSearch), workspace.all(Pack)
        return [dict(each.filters) for each in searches] + [dict(each.filters) for each in packs]

    workspace.library.value_lists.merge(stages["discovery"], stages["first-call"])
    workspace.library.value_lists.merge_kinds(guide, deck)
    assert kept() == [{"stage": "closing;discovery", "kind": "guide"}] * 2
    workspace.undo()
    workspace.undo()
    assert kept() == [filters] * 2


def test_two_facets_become_one_and_values_of_one_name_too(
    page: ListsPage, desk: Desk, stages: dict[str, int], ask: ScriptedAsk
) -> None:
    workspace = desk.workspace
    lists = workspace.library.value_lists
    phase = lists.add("facets", "Фаза 🚦")
    key = next(entry.key for entry in workspace.all(ListEntry) if entry.id == phase)
    for title in ("CLOSING", "Продление"):
        lists.add(key, title)
    asset = workspace.add(Asset, title="Third", facets={key: "closing;продление", "stage": "discovery"})
    workspace.add(SavedSearch, title="Mine", filters={key: "closing", "stage": "discovery"})
    before = [(dict(each.facets)) for each in workspace.all(Asset)]
    page.show_list("facets")
    mark_value(page, "Фаза")
    ask.answers.append(next(entry.id for entry in workspace.all(ListEntry) if entry.key == "stage"))
    press(page.values, Qt.Key.Key_M)
    assert not [entry for entry in workspace.all(ListEntry) if entry.list == key or entry.id == phase]
    page.show_list("stage")
    assert rows(page) == ["Discovery, 2 items", "First-Call, 2 items", "Closing, 1 item", "Продление, 1 item"]
    found = workspace.get(Asset, asset)
    assert found is not None and dict(found.facets) == {"stage": "discovery;closing;продление"}
    assert dict(workspace.all(SavedSearch)[0].filters) == {"stage": "discovery;closing"}
    workspace.undo()
    assert [(dict(each.facets)) for each in workspace.all(Asset)] == before
    assert rows(page)[2:] == ["Closing, 0 items"]
    page.show_list("facets")
    assert "Фаза 🚦, 1 item" in rows(page)


def test_who_knows_a_topic_that_is_merged_knows_the_other_and_links_lead_there(desk: Desk) -> None:
    workspace = desk.workspace
    lists = workspace.library.value_lists
    workspace.add(ListEntry, list="facets", key="topic", title="Topic")
    price, cost = lists.add("topic", "Price"), lists.add("topic", "Cost")
    ann, bo, cy = (workspace.add(Person, name=name) for name in ("Ann", "Bo", "Cy"))
    theme = workspace.add(Theme, title="Too dear")
    for person, topic, level in ((ann, cost, 3), (bo, price, 1), (bo, cost, 2), (cy, price, 3), (cy, cost, 1)):
        workspace.experts.set_level(person, topic, level)
    workspace.add(Link, from_kind=Theme.kind, from_id=theme, to_kind=ListEntry.kind, to_id=cost)

    def known() -> set[tuple[int | None, int | None, int]]:
        return {(each.person, each.topic, each.depth.level) for each in workspace.all(Expertise)}

    before = known()
    lists.merge(price, cost)
    assert known() == {(ann, price, 3), (bo, price, 2), (cy, price, 3)}
    assert [(link.to_kind, link.to_id) for link in workspace.all(Link)] == [(ListEntry.kind, price)]
    workspace.undo()
    assert known() == before
    assert [(link.to_kind, link.to_id) for link in workspace.all(Link)] == [(ListEntry.kind, cost)]


def test_the_facet_of_topics_takes_others_over_and_does_not_go(desk: Desk, stages: dict[str, int]) -> None:
    workspace = desk.workspace
    topic = workspace.add(ListEntry, list="facets", key="topic", title="Topic")
    stage = next(entry.id for entry in workspace.all(ListEntry) if entry.key == "stage")
    with pytest.raises(WorkspaceError, match="stays"):
        workspace.library.value_lists.merge_facets(stage, topic)
    workspace.library.value_lists.merge_facets(topic, stage)
    assert [entry.title for entry in workspace.all(ListEntry) if entry.list == "topic"] == [
        "Discovery", "First-Call", "Closing",
    ]  # fmt: skip


def test_a_value_that_is_taken_over_shares_its_key_with_none_of_two_of_one_name(desk: Desk) -> None:
    workspace = desk.workspace
    area, field = (workspace.add(ListEntry, list="facets", key=key, title=key) for key in ("area", "field"))
    workspace.add(ListEntry, list="area", key="north", title="North")
    workspace.add(ListEntry, list="area", key="north-2", title="north")
    workspace.add(ListEntry, list="field", key="north", title="Arctic")
    asset = workspace.add(Asset, title="Deck", facets={"field": "north"})
    workspace.library.value_lists.merge_facets(area, field)
    called = {entry.key: entry.title for entry in workspace.all(ListEntry) if entry.list == "area"}
    assert sorted(called.values()) == ["Arctic", "North", "north"]
    (held,) = workspace.library.these((asset,))
    assert called[held.facets["area"]] == "Arctic"


def test_a_value_is_not_renamed_to_one_that_is_there_in_another_case(page: ListsPage, desk: Desk) -> None:
    told: list[str] = []
    desk.wants_toast.connect(lambda text, undo: told.append(text))
    mark_value(page, "Closing")
    page.ask_name()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    line = popup.findChild(QLineEdit)
    assert line is not None
    line.selectAll()
    type_text(line, "DISCOVERY")
    press(line, Qt.Key.Key_Return)
    assert rows(page) == ["Discovery, 1 item", "First-Call, 2 items", "Closing, 0 items"]
    assert told == ["“Discovery” is in the list already. Merge the two with M."]


def test_a_kind_that_is_called_as_another_is_told(page: ListsPage, desk: Desk) -> None:
    told: list[tuple[str, bool]] = []
    desk.wants_toast.connect(lambda text, undo: told.append((text, undo)))
    desk.workspace.add(AssetKind, title="Вебинар", key="webinar")
    assert told == []
    desk.workspace.add(AssetKind, title="ВЕБИНАР")
    assert told == [("“ВЕБИНАР” is there twice now: merge the two, or rename one.", True)]
