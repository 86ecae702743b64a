"""Finding through the page: words, facets with counts, what to drop, searches kept, gaps noted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from db.workspace import Workspace
from enable_desktop.library.assets import Asset, ContentGap, SavedSearch
from enable_desktop.library.query import RANKED, Order
from enable_desktop.links import Ref
from enable_desktop.notes import ListEntry
from tests.ui.conftest import OpenWindow
from tests.ui.keys import press, type_text
from tests.ui.library.conftest import Told
from ui.desk import Desk
from ui.library.facet_panel import FacetPanel
from ui.library.model import LENGTH, REVIEW, TITLE
from ui.library.page import LibraryPage

SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)


@pytest.fixture(autouse=True)
def stages(workspace: Workspace, assets: dict[str, int]) -> None:
    """Two of the assets have a stage."""
    workspace.add(ListEntry, list="facets", key="stage", title="Stage")
    workspace.add(ListEntry, list="stage", key="discovery", title="Discovery")
    workspace.add(ListEntry, list="stage", key="closing", title="Closing")
    for name, facets in (("guide", "discovery"), ("bite", "discovery;closing")):
        workspace.change(Ref(Asset.kind, assets[name]), facets={"stage": facets})
    workspace.change(Ref(Asset.kind, assets["deck"]), summary="How a pump is discovered and priced")


def titles(page: LibraryPage) -> list[str]:
    model = page.table.assets
    return [str(model.data(model.index(row, TITLE))) for row in range(model.rowCount())]


def lines(panel: FacetPanel) -> list[str]:
    """The panel as a screen reader says it."""
    return [str(panel.facets.data(panel.facets.index(row, 0), SPOKEN)) for row in range(panel.facets.rowCount())]


def coloured(page: LibraryPage, name: str) -> list[int]:
    """The rows of the table in which a colour stands as it is on the screen."""
    picture, colour = page.table.viewport().grab().toImage(), page.theme.color(name)
    high = page.table.rowHeight(0)
    return [
        row
        for row in range(page.table.assets.rowCount())
        if any(
            picture.pixelColor(x, y) == colour
            for y in range(row * high, row * high + high - 1)
            for x in range(0, picture.width(), 2)
        )
    ]


def wait_for_counts(page: LibraryPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.state._to_count)


def put(panel: FacetPanel, facet: str, value: str | None) -> None:
    """Puts the keyboard onto a line of the panel."""
    panel.setFocus()
    panel.setCurrentIndex(panel.facets.index(panel.facets.place_of(facet, value), 0))


def test_beside_the_rows_stand_the_words_around_what_is_looked_for(page: LibraryPage, qtbot: QtBot) -> None:
    passage = page.side.overview.passage
    page.search.setFocus()
    type_text(page.search, "priced")
    qtbot.waitUntil(passage.isVisible)
    assert page.side.title.whole == "Enterprise deck"
    assert passage.text() == "How a pump is discovered and priced"
    picture, colour = passage.grab().toImage(), page.theme.color("bg.accentTint")
    marked = [x for x in range(picture.width()) if picture.pixelColor(x, picture.height() // 2) == colour]
    beginning = passage.fontMetrics().horizontalAdvance("How a pump is discovered and")
    assert marked and min(marked) > beginning * picture.devicePixelRatio() * 0.95
    page.search.clear()
    qtbot.waitUntil(passage.isHidden)


def test_what_was_found_is_marked_in_the_rows_and_the_chosen_row_stands_out(page: LibraryPage) -> None:
    assert coloured(page, "bg.accentTint") == []
    type_text(page.search, "discovery")
    page.state.find_now()
    marked = [row for row, title in enumerate(titles(page)) if "discovery" in title.lower()]
    assert len(marked) == 2
    assert coloured(page, "bg.accentTint") == marked
    page.table.go(1)
    assert coloured(page, "bg.selectedInactive") == [1]
    page.search.clear()
    assert coloured(page, "bg.accentTint") == []


def test_the_search_says_what_may_be_typed_and_what_comes_first(page: LibraryPage) -> None:
    typed, order = page.search.toolTip().splitlines()
    assert '"a phrase", -without, field:value' in typed
    assert f"more than {RANKED:,} hits the others come newest first" in order


def test_words_are_found_in_titles_first_and_in_other_texts_and_forms(page: LibraryPage) -> None:
    type_text(page.search, "discover")
    page.state.find_now()
    assert sorted(titles(page)[:2]) == ["Asking about discovery", "Discovery call guide"]
    assert titles(page)[2:] == ["Enterprise deck"]
    assert page.count.text() == "3 of 4"
    assert page.state.spans_of("Discovery call guide") == ((0, 9),)


def test_the_keyboard_follows_what_fits_best_while_words_are_typed(page: LibraryPage) -> None:
    page.table.go(3)
    for letter in "discover":
        type_text(page.search, letter)
        page.state.find_now()
        assert page.table.currentIndex().row() == 0 and page.table.count_selected == 1
    page.table.selectAll()
    type_text(page.search, "y")
    page.state.find_now()
    assert page.table.count_selected == len(titles(page)) > 1


def test_anything_typed_is_a_search_and_never_an_error(page: LibraryPage) -> None:
    for text in ('"', "-", "it's", "c++", "title:", "stage:discovery", "«", "*", "OR", "(", "\u202e", "a" * 3_000):
        page.search.setText(text)
    page.search.setText("stage:closing")
    # At once, or at the next pause where the machine is slow.
    page.state.find_now()
    assert titles(page) == ["Asking about discovery"]


def test_counts_follow_the_search_and_the_other_filters(page: LibraryPage, qtbot: QtBot) -> None:
    wait_for_counts(page, qtbot)
    assert "Discovery, 2, not ticked" in lines(page.facets)
    put(page.facets, "stage", "closing")
    press(page.facets, Qt.Key.Key_Space)
    wait_for_counts(page, qtbot)
    said = lines(page.facets)
    # Under its own filter a facet keeps its counts; the others follow.
    assert "Discovery, 2, not ticked" in said and "Closing, 1, ticked" in said
    assert "Bite, 1, not ticked" in said and not any(line.startswith("Deck,") for line in said)
    assert titles(page) == ["Asking about discovery"]
    press(page.facets, Qt.Key.Key_Space)
    assert len(titles(page)) == 4


def test_the_keyboard_comes_to_the_first_filter_and_from_there_to_the_search(page: LibraryPage, qtbot: QtBot) -> None:
    # Facets are counted one after the other, and the last of the panel comes in first.
    wait_for_counts(page, qtbot)
    press(page.table, Qt.Key.Key_F)
    panel = page.facets
    assert lines(panel)[panel.currentIndex().row()] == lines(panel)[0] == "Kind, open"
    assert panel.viewport().rect().contains(panel.visualRect(panel.currentIndex()))
    put(panel, "stage", "discovery")
    press(panel, Qt.Key.Key_Space)
    wait_for_counts(page, qtbot)
    assert lines(panel)[panel.currentIndex().row()] == "Discovery, 2, ticked"
    press(panel, Qt.Key.Key_Slash)
    assert page.search.hasFocus()


def test_a_facet_is_closed_and_opened_with_the_arrow_keys_and_stays_so(
    page: LibraryPage, desk: Desk, qtbot: QtBot
) -> None:
    wait_for_counts(page, qtbot)
    put(page.facets, "stage", "discovery")
    press(page.facets, Qt.Key.Key_Left)
    press(page.facets, Qt.Key.Key_Left)
    assert "Stage, closed" in lines(page.facets) and "Discovery, 2, not ticked" not in lines(page.facets)
    other = FacetPanel(desk, page.state)
    qtbot.addWidget(other)
    other.refresh()
    assert "Stage, closed" in lines(other)
    press(page.facets, Qt.Key.Key_Right)
    assert "Discovery, 2, not ticked" in lines(page.facets)


def test_a_value_that_is_renamed_or_new_is_there_at_once(page: LibraryPage, desk: Desk, qtbot: QtBot) -> None:
    wait_for_counts(page, qtbot)
    entry = next(each for each in desk.workspace.where(ListEntry, "list", "stage") if each.key == "closing")
    desk.workspace.change(Ref(ListEntry.kind, entry.id), title="Signing")
    wait_for_counts(page, qtbot)
    assert "Signing, 1, not ticked" in lines(page.facets)


def test_nothing_found_names_the_filter_to_drop_and_drops_it(page: LibraryPage) -> None:
    page.state.choose({"stage": frozenset({"closing"}), "kind": frozenset({"deck"})})
    assert page.nothing.title.text() == "Nothing is found with these filters."
    assert [made.text() for made in page.nothing.drops] == [
        "Drop Stage: Closing: 1 item",
        "Drop Kind: Deck: 1 item",
    ]
    page.nothing.drops[0].click()
    assert titles(page) == ["Enterprise deck"]
    assert page.state.filters == {"kind": frozenset({"deck"})}


def test_a_page_pasted_into_the_search_is_named_in_short(page: LibraryPage) -> None:
    page.search.setText("rubbish " * 4_000)
    page.state.find_now()
    assert page.nothing.title.text().startswith("Nothing is found for “rubbish rubbish")
    assert len(page.nothing.title.text()) < 200


def test_a_page_pasted_into_the_search_leaves_no_gap_in_the_content(page: LibraryPage, desk: Desk) -> None:
    QApplication.clipboard().setText("".join(f"rubbish{number} " for number in range(100_000)))
    press(page.search, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    page.state.find_now()
    assert page.nothing.text.text() == (
        "Of so much text the first 32 words are looked for, and nothing holds them all."
    )
    press(page.search, Qt.Key.Key_Escape)
    assert desk.workspace.all(ContentGap) == ()
    assert len(titles(page)) == 4


def test_nothing_found_names_the_typed_filter_to_drop_and_drops_it(page: LibraryPage) -> None:
    page.search.setText("discovery kind:deck")
    page.state.find_now()
    assert page.nothing.title.text() == "Nothing is found for “discovery kind:deck”."
    assert page.nothing.text.text() == "Without one filter there is something:"
    assert [made.text() for made in page.nothing.drops] == ["Drop kind:deck: 2 items"]
    page.nothing.drops[0].click()
    assert page.search.text() == "discovery"
    assert set(titles(page)) == {"Discovery call guide", "Asking about discovery"}


def test_a_value_that_a_facet_does_not_have_is_answered_with_those_it_has(page: LibraryPage) -> None:
    def search(text: str) -> None:
        page.search.setText(text)
        page.state.find_now()

    search("status:nonsense")
    assert page.nothing.text.text() == (
        "“nonsense” is no value of Status. There are: Draft, In review, Published, Outdated, Retired"
    )
    search("kind:nonsense")
    assert page.nothing.text.text().startswith("“nonsense” is no value of Kind. There are: Deck, Bite")
    search("title:nonsense")
    assert "is no value" not in page.nothing.text.text()


def test_a_search_that_found_nothing_and_is_left_is_a_gap_in_the_content(page: LibraryPage, desk: Desk) -> None:
    type_text(page.search, "pricing  objections")
    page.state.find_now()
    assert page.nothing.title.text() == "Nothing is found for “pricing objections”."
    page.begin_search()
    press(page.search, Qt.Key.Key_Escape)
    assert [(gap.title, gap.times) for gap in desk.workspace.all(ContentGap)] == [("pricing objections", 1)]
    assert len(titles(page)) == 4


def test_a_typing_error_that_is_mended_is_no_gap(page: LibraryPage, desk: Desk) -> None:
    type_text(page.search, "discoverx")
    press(page.search, Qt.Key.Key_Backspace)
    page.flush()
    assert desk.workspace.all(ContentGap) == ()


def test_what_filters_alone_hide_is_no_gap(page: LibraryPage, desk: Desk) -> None:
    page.state.choose({"stage": frozenset({"closing"})})
    type_text(page.search, "guide")
    assert titles(page) == []
    page.flush()
    assert desk.workspace.all(ContentGap) == ()


def test_the_order_is_chosen_in_the_box_or_by_a_heading(page: LibraryPage) -> None:
    page.table.sort_wanted.emit(REVIEW)
    assert titles(page)[0] == "Enterprise deck"
    assert page.order.currentText() == "Review due first"
    page.table.sort_wanted.emit(LENGTH)
    assert titles(page)[:2] == ["Asking about discovery", "Discovery call guide"]
    assert page.order.currentText() == "Longest first"
    type_text(page.search, "guide")
    page.state.sort_by(Order.BEST)
    assert page.order.currentData() is Order.BEST
    page.search.clear()
    assert Order.BEST not in [page.order.itemData(row) for row in range(page.order.count())]


def test_a_search_is_kept_under_a_name_shown_again_and_removed(page: LibraryPage, desk: Desk, told: Told) -> None:
    page.search.setText("discovery")
    page.state.toggle("stage", "closing")
    page._saved_menu.save(page._saved_menu._suggested())
    (kept,) = desk.workspace.all(SavedSearch)
    assert (kept.title, kept.words, kept.filters) == ("discovery, Closing", "discovery", {"stage": "closing"})
    assert told.toasts == [("Search “discovery, Closing” saved", True)]
    page.show_all()
    assert len(titles(page)) == 4
    page._show_saved()
    menu = page.findChild(QMenu)
    assert menu is not None
    menu.actions()[0].trigger()
    menu.close()
    assert titles(page) == ["Asking about discovery"]
    assert page.search.text() == "discovery"
    page.state.forget_saved(kept)
    assert desk.workspace.all(SavedSearch) == ()


def popup() -> QWidget:
    found = QApplication.activePopupWidget()
    assert found is not None
    return found


def chosen_by_keys(page: LibraryPage, *keys: Qt.Key) -> None:
    """Opens the menu of saved searches with its key, and goes on in it."""
    page.table.setFocus()
    press(page.table, Qt.Key.Key_S)
    for key in keys:
        press(popup(), key)


def named(text: str) -> None:
    """Types a name into the line that asks for one."""
    line = popup().focusWidget()
    assert isinstance(line, QLineEdit)
    type_text(line, text)
    press(line, Qt.Key.Key_Return)


def test_searches_are_kept_renamed_and_removed_with_keys_alone_and_all_of_it_is_undone(
    page: LibraryPage, desk: Desk, told: Told
) -> None:
    down, right, enter = Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return

    def kept() -> list[tuple[str, str]]:
        return [(search.title, search.words) for search in desk.workspace.all(SavedSearch)]

    page.search.setText("discovery")
    chosen_by_keys(page)
    named("Цены 🚀 & more")
    assert kept() == [("Цены 🚀 & more", "discovery")]
    page.search.setText("deck")
    chosen_by_keys(page, down, enter)
    named("ЦЕНЫ 🚀 & more")
    assert kept() == [("Цены 🚀 & more", "deck")], "the same name is no second search"
    desk.workspace.undo()
    assert kept() == [("Цены 🚀 & more", "discovery")]
    chosen_by_keys(page, down, enter)
    named("Decks")
    chosen_by_keys(page, down, down, down, right, down, enter)
    named("цены 🚀 & more")
    assert told.toasts[-1] == ("“Цены 🚀 & more” is in the list already", False)
    chosen_by_keys(page, down, down, down, right, down, enter)
    named("Every deck")
    assert [title for title, _ in kept()] == ["Цены 🚀 & more", "Every deck"]
    desk.workspace.undo()
    assert [title for title, _ in kept()] == ["Цены 🚀 & more", "Decks"]
    chosen_by_keys(page, down, down, down, down, right, enter)
    assert [title for title, _ in kept()] == ["Decks"]
    desk.workspace.undo()
    assert len(kept()) == 2
    page.show_all()
    chosen_by_keys(page, enter)
    assert page.search.text() == "discovery"


def test_saved_searches_are_there_also_where_there_is_little_room(page: LibraryPage) -> None:
    page.set_compact(True)
    assert page.saved.isHidden()
    page._show_ways_on()
    menu = popup()
    assert isinstance(menu, QMenu)
    assert menu.actions()[0].text() == "Saved searches"
    menu.close()


def test_where_there_is_little_room_the_filters_open_as_a_popup(page: LibraryPage, qtbot: QtBot) -> None:
    page.set_compact(True)
    assert page.facets.isHidden() and page.filters.isVisible()
    page.table.setFocus()
    press(page.table, Qt.Key.Key_F)
    popup = QApplication.activePopupWidget()
    assert popup is page._popup and page._popup is not None
    wait_for_counts(page, qtbot)
    put(page._popup.facets, "stage", "closing")
    press(page._popup.facets, Qt.Key.Key_Space)
    assert titles(page) == ["Asking about discovery"]
    assert (page.filters.text(), page.filters.accessibleName()) == ("Filters (1)", "Filters, 1 chosen")
    assert page.filters.toolTip() == "Filters, 1 chosen  F"
    press(page._popup.facets, Qt.Key.Key_Escape)
    assert not page._popup.isVisible()
    page.show_all()
    assert (page.filters.text(), page.filters.accessibleName()) == ("Filters", "Filters")
    page.set_compact(False)
    assert page.facets.isVisible()


def test_what_comes_in_while_it_is_sought_is_shown_once_it_is_indexed(
    workspace: Workspace, open_window: OpenWindow, qtbot: QtBot
) -> None:
    path = workspace.path
    workspace.close()
    window = open_window(path)
    assert window.shell is not None
    window.shell.go("library")
    page = window.shell.page
    assert isinstance(page, LibraryPage)
    type_text(page.search, "discover")
    page.state.find_now()
    qtbot.waitUntil(lambda: len(titles(page)) == 3)
    window.shell.desk.workspace.add_many(Asset, ({"title": f"Discovery {number}"} for number in range(450)))
    qtbot.waitUntil(lambda: len(titles(page)) == 453, timeout=20_000)
