"""Many assets at once, links by hand, a replacement: each one step that can be taken back."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from enable_desktop.library.assets import Asset, Status
from enable_desktop.links import Reason, Ref
from enable_desktop.notes import ListEntry
from enable_desktop.people import Person
from tests.ui.keys import CTRL, press, type_text
from tests.ui.library.conftest import TODAY, Told
from ui.desk import Desk
from ui.library.bulk import BulkPane
from ui.library.page import LibraryPage


def all_selected(page: LibraryPage) -> BulkPane:
    page.table.setFocus()
    page.table.go(0)
    press(page.table, Qt.Key.Key_A, CTRL)
    assert page.bulk is not None and page.bulk.isVisible()
    return page.bulk


def test_several_rows_bring_up_fields_for_all_and_one_brings_back_its_own(page: LibraryPage) -> None:
    bulk = all_selected(page)
    assert bulk.title.text() == "4 items selected"
    page.table.go(1)
    assert not bulk.isVisible() and page.side.isVisible()
    assert page.side.title.whole == "Discovery call guide"


def test_a_kind_is_set_for_all_in_one_step(page: LibraryPage, desk: Desk, assets: dict[str, int], told: Told) -> None:
    bulk = all_selected(page)
    before = [asset.sort for asset in desk.workspace.all(Asset)]
    deck = desk.workspace.get(Asset, assets["deck"])
    assert deck is not None
    bulk.sort.setCurrentIndex(bulk.sort.findData(deck.sort))
    bulk.sort.activated.emit(bulk.sort.currentIndex())
    assert {asset.sort for asset in desk.workspace.all(Asset)} == {deck.sort}
    assert told.toasts == [("4 items changed", True)]
    assert page.table.count_selected == 4
    desk.workspace.undo()
    assert [asset.sort for asset in desk.workspace.all(Asset)] == before


def test_what_differs_is_said_so_and_left_alone(page: LibraryPage, desk: Desk) -> None:
    bulk = all_selected(page)
    assert bulk.status.currentText() == "as they are"
    bulk.status.activated.emit(bulk.status.currentIndex())
    assert {asset.status for asset in desk.workspace.all(Asset)} == {Status.DRAFT, Status.PUBLISHED, Status.RETIRED}


def test_owner_rhythm_and_expiry_are_set_for_all(page: LibraryPage, desk: Desk) -> None:
    ann = desk.workspace.add(Person, name="Ann Ashby")
    bulk = all_selected(page)
    bulk.people["owner"].chosen.emit(ann)
    for name, text in (("months", "9"), ("expires", "1 Mar 2027")):
        bulk.lines[name].setFocus()
        type_text(bulk.lines[name], text)
        press(bulk.lines[name], Qt.Key.Key_Return)
    found = desk.workspace.all(Asset)
    assert {(asset.owner, asset.months, asset.expires) for asset in found} == {(ann, 9, date(2027, 3, 1))}
    assert bulk.lines["months"].text() == "9"


def test_a_value_that_is_none_says_so_and_changes_nothing(page: LibraryPage, desk: Desk) -> None:
    bulk = all_selected(page)
    bulk.lines["expires"].setFocus()
    type_text(bulk.lines["expires"], "31 Feb 2027")
    press(bulk.lines["expires"], Qt.Key.Key_Return)
    assert {asset.expires for asset in desk.workspace.all(Asset)} == {None}
    assert "Feb" in bulk.lines["expires"].accessibleDescription()


def test_a_value_of_a_facet_is_given_to_all_and_others_stay(
    page: LibraryPage, desk: Desk, assets: dict[str, int]
) -> None:
    workspace = desk.workspace
    workspace.add(ListEntry, list="facets", key="stage", title="Stage")
    workspace.add(ListEntry, list="stage", key="discovery", title="Discovery")
    workspace.change(Ref(Asset.kind, assets["guide"]), facets={"stage": "discovery"})
    bulk = all_selected(page)
    box = bulk.facets["stage"]
    assert box.chips == []
    box.line.setFocus()
    type_text(box.line, "Closing")
    press(box.line, Qt.Key.Key_Return)
    stages = {asset.id: asset.facets["stage"] for asset in workspace.all(Asset)}
    assert stages.pop(assets["guide"]) == "discovery;closing"
    assert set(stages.values()) == {"closing"}
    assert [chip.text() for chip in box.chips] == ["Closing"]
    workspace.undo()
    assert [entry.title for entry in workspace.where(ListEntry, "list", "stage")] == ["Discovery"]
    guide = workspace.get(Asset, assets["guide"])
    assert guide is not None and guide.facets == {"stage": "discovery"}


def test_l_links_other_content_and_the_link_can_be_removed(
    page: LibraryPage, desk: Desk, assets: dict[str, int], told: Told
) -> None:
    page.table.select(assets["guide"])
    page.table.setFocus()
    press(page.table, Qt.Key.Key_L)
    links = page.side.overview.links
    assert links.box is not None and links.box.isVisible()
    type_text(links.box, "enterprise")
    press(links.box, Qt.Key.Key_Return)
    (link,) = desk.workspace.links.of(Ref(Asset.kind, assets["guide"]))
    assert (link.end, link.reason) == (Ref(Asset.kind, assets["deck"]), Reason.USES)
    assert links.uses.buttons[0].whole == "Enterprise deck"
    links.uses._part(link.id)
    assert desk.workspace.links.of(Ref(Asset.kind, assets["guide"])) == ()
    assert links.uses.isHidden()
    assert told.toasts[-1] == ("Link removed", True)


def test_an_asset_is_retired_with_what_replaces_it(
    page: LibraryPage, desk: Desk, assets: dict[str, int], told: Told
) -> None:
    page.table.select(assets["guide"])
    page.retire_with_replacement()
    card = page.side.retiring.card
    assert card is not None and card.isVisible()
    card.replacement.show_id(assets["deck"])
    card.give_answer()
    guide = desk.workspace.get(Asset, assets["guide"])
    assert guide is not None
    assert (guide.status, guide.replaced_by) == (Status.RETIRED, assets["deck"])
    assert not card.isVisible()
    assert told.toasts[-1] == ("“Discovery call guide” retired", True)


def test_the_keys_of_the_table_work_again_after_a_replacement_was_asked_for(
    page: LibraryPage, desk: Desk, assets: dict[str, int]
) -> None:
    page.table.select(assets["guide"])
    page.table.setFocus()
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        page.retire_with_replacement()
        card = page.side.retiring.card
        assert card is not None and card.replacement.hasFocus()
        press(card.replacement, key)
        assert not card.isVisible()
        assert page.table.hasFocus()
    press(page.table, Qt.Key.Key_R)
    guide = desk.workspace.get(Asset, assets["guide"])
    assert guide is not None and (guide.status, guide.reviewed) == (Status.RETIRED, TODAY)


def test_many_are_marked_reviewed_and_retired_from_their_pane(page: LibraryPage, desk: Desk) -> None:
    bulk = all_selected(page)
    bulk.reviewed.click()
    assert {asset.reviewed for asset in desk.workspace.all(Asset)} == {TODAY}
    bulk.retire.click()
    assert {asset.status for asset in desk.workspace.all(Asset)} == {Status.RETIRED}
    desk.workspace.undo()
    assert Status.PUBLISHED in {asset.status for asset in desk.workspace.all(Asset)}
