"""The library through its page: the table, the asset beside it, what is done with both from the keyboard."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QEvent, QObject, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton
from pytestqt.qtbot import QtBot

from enable_desktop.library.assets import Asset, AssetCopy, AssetKind, Review, Status, UsageSource, Use
from enable_desktop.library.folders import FileState
from enable_desktop.library.health import RULES
from enable_desktop.links import Reason, Ref
from enable_desktop.notes import ListEntry
from enable_desktop.people import Person
from tests.ui.conftest import ScriptedAsk
from tests.ui.keys import SHIFT, press, type_text
from tests.ui.library.conftest import TODAY, Told
from ui.desk import Desk
from ui.library.flags_part import FIELDS_OF_RULES
from ui.library.model import LENGTH, REVIEW, TITLE, USED
from ui.library.page import LibraryPage
from ui.record_box import RecordBox

SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)


def cell(page: LibraryPage, row: int, column: int) -> str:
    return str(page.table.assets.data(page.table.assets.index(row, column)))


def titles(page: LibraryPage) -> list[str]:
    return [cell(page, row, TITLE) for row in range(page.table.assets.rowCount())]


# The table ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [100, 150])
def test_gauges_begin_where_their_heading_does_at_every_size_of_the_text(
    page: LibraryPage, desk: Desk, assets: dict[str, int], size: int
) -> None:
    desk.theme.set_text_size(size)
    QCoreApplication.processEvents()
    table = page.table
    picture, colour = table.viewport().grab().toImage(), desk.theme.color("attention.mark")
    middle = table.rowViewportPosition(table.assets.place_of(assets["deck"])) + (table.rowHeight(0) - 1) // 2
    marked = [x for x in range(picture.width()) if picture.pixelColor(x, middle) == colour]
    assert marked[0] == table.columnViewportPosition(REVIEW) + desk.theme.px(8)


def test_the_table_says_title_length_and_time_to_the_next_review(page: LibraryPage) -> None:
    rows = [[cell(page, row, column) for column in (TITLE, LENGTH, REVIEW)] for row in range(4)]
    assert rows == [
        ["Asking about discovery", "2 min", "Never reviewed"],
        ["Discovery call guide", "4 pages", "12 months"],
        ["Enterprise deck", "", "119 days over"],
        ["Old script", "", "Retired"],
    ]


def test_the_header_counts_what_was_reviewed_on_time(page: LibraryPage) -> None:
    assert page.header_note().text == "4 items, 1 reviewed on time"
    assert page.status() == "1 item retired"


def test_a_row_is_one_sentence_to_a_screen_reader(page: LibraryPage) -> None:
    model = page.table.assets
    said = [str(model.data(model.index(row, TITLE), SPOKEN)) for row in (0, 2)]
    assert said == [
        "Asking about discovery; Bite; 2 min; Never reviewed",
        "Enterprise deck; Deck; review 119 days over",
    ]
    assert model.data(model.index(1, REVIEW), SPOKEN) == "Review in: review in 12 months"


def test_usage_has_a_column_only_where_it_was_imported(page: LibraryPage, desk: Desk, assets: dict[str, int]) -> None:
    assert page.table.isColumnHidden(USED)
    source = desk.workspace.add(UsageSource, title="Portal", on=TODAY)
    for week in range(14):
        desk.workspace.add(Use, asset=assets["guide"], source=source, on=TODAY - timedelta(days=7 * week), count=2)
    assert not page.table.isColumnHidden(USED)
    assert [cell(page, row, USED) for row in range(4)] == ["", "24", "", ""]
    assert page.table.assets.listed_at(1).weeks == (2,) * 12


def test_where_there_is_little_room_titles_keep_theirs_and_no_review_is_cut_off(page: LibraryPage, desk: Desk) -> None:
    table = page.table
    page.set_compact(True)
    desk.theme.set_text_size(150)
    page.resize(800, 620)
    assert table.columnViewportPosition(REVIEW) + table.columnWidth(REVIEW) <= table.viewport().width()
    assert table.columnWidth(TITLE) >= 180
    page.resize(1180, 780)
    assert not table.isColumnHidden(LENGTH)
    desk.theme.set_text_size(100)


def test_the_model_keeps_the_rules_of_models(page: LibraryPage, desk: Desk, assets: dict[str, int]) -> None:
    model: QAbstractItemModel = page.table.assets
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)
    page.search.setText("discovery")
    desk.workspace.remove(Ref(Asset.kind, assets["guide"]))
    page.search.clear()
    assert tester.model() is model and model.rowCount() == 3


def test_a_sign_says_what_is_wrong_with_the_file(page: LibraryPage, desk: Desk, assets: dict[str, int]) -> None:
    connection = desk.workspace._connection
    connection.execute("insert into files (folder, path, state) values (0, '/nowhere/guide.pdf', 'missing')")
    page.table.assets.forget()
    model = page.table.assets
    assert model.data(model.index(1, TITLE), SPOKEN) == "Discovery call guide; Missing; 4 pages; review in 12 months"


# Selection and keys ------------------------------------------------------------------------------


def test_what_is_found_is_painted_with_each_letter_and_the_side_follows(page: LibraryPage, qtbot: QtBot) -> None:
    page.table.select(page.table.assets.id_at(2))
    shown = page.side.title.whole
    painted: list[list[str]] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                painted.append(titles(page))
            return False

    page.table.viewport().installEventFilter(Watch(page.table))
    page.search.setText("asking")
    assert painted == [["Asking about discovery"]]
    assert page.side.title.whole == shown
    qtbot.waitUntil(lambda: page.side.title.whole == "Asking about discovery")


def test_the_keyboard_goes_from_the_search_to_the_rows_and_back(page: LibraryPage, qtbot: QtBot) -> None:
    page.table.setFocus()
    press(page.table, Qt.Key.Key_Slash)
    qtbot.waitUntil(page.search.hasFocus)
    type_text(page.search, "disco")
    page.state.find_now()
    assert titles(page) == ["Asking about discovery", "Discovery call guide"]
    assert page.count.text() == "2 of 4"
    press(page.search, Qt.Key.Key_Down)
    assert page.table.hasFocus()
    press(page.table, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: page.side.title.whole == "Discovery call guide")
    page.begin_search()
    press(page.search, Qt.Key.Key_Escape)
    assert len(titles(page)) == 4
    assert page.side.title.whole == "Discovery call guide"


def test_what_is_selected_stays_so_when_the_list_changes(page: LibraryPage, desk: Desk, assets: dict[str, int]) -> None:
    page.table.select(assets["guide"])
    press(page.table, Qt.Key.Key_Down, SHIFT)
    assert page.table.selected == (assets["guide"], assets["deck"])
    assert page.status() == "2 items selected"
    desk.workspace.add(Asset, title="AAA comes first")
    assert page.table.selected == (assets["guide"], assets["deck"])
    assert page.current == assets["deck"]


def test_of_an_asset_that_is_gone_the_place_stays(page: LibraryPage, desk: Desk, assets: dict[str, int]) -> None:
    page.table.select(assets["guide"])
    desk.workspace.remove(Ref(Asset.kind, assets["guide"]))
    assert page.current == assets["deck"]
    assert page.table.selected == (assets["deck"],)


def test_enter_opens_the_page_or_the_file(
    page: LibraryPage, desk: Desk, assets: dict[str, int], told: Told, tmp_path: Path
) -> None:
    page.table.select(assets["deck"])
    press(page.table, Qt.Key.Key_Return)
    assert told.opened == [QUrl("https://example.org/deck")]
    page.table.select(assets["guide"])
    press(page.table, Qt.Key.Key_Return)
    assert told.problems == [
        "The file of “Discovery call guide” is not there. It was looked for at /nowhere/guide.pdf. What is known of it "
        "here is kept."
    ]
    file = tmp_path / "guide.pdf"
    file.write_bytes(b"%PDF-1.4")
    desk.workspace.change(Ref(Asset.kind, assets["guide"]), location=str(file))
    press(page.table, Qt.Key.Key_Return)
    assert told.opened[1:] == [QUrl.fromLocalFile(str(file))]


def test_a_program_is_never_started(
    page: LibraryPage, desk: Desk, assets: dict[str, int], told: Told, tmp_path: Path
) -> None:
    for name in ("calc.exe", "run.SH", "link.desktop"):
        file = tmp_path / name
        file.write_text("echo")
        desk.workspace.change(Ref(Asset.kind, assets["guide"]), location=str(file))
        page.table.select(assets["guide"])
        page.open_current()
    assert told.opened == [QUrl.fromLocalFile(str(tmp_path))] * 3
    assert told.toasts[0][0] == "calc.exe is a program. It was not started; its folder was opened."


def test_r_marks_all_that_is_selected_as_reviewed_in_one_step(
    page: LibraryPage, desk: Desk, assets: dict[str, int], told: Told
) -> None:
    page.table.select(assets["guide"])
    press(page.table, Qt.Key.Key_Down, SHIFT)
    press(page.table, Qt.Key.Key_R)
    assert {desk.workspace.get(Asset, assets[key]).reviewed for key in ("guide", "deck")} == {TODAY}  # type: ignore[union-attr]
    assert [review.asset for review in desk.workspace.all(Review)] == [assets["guide"], assets["deck"]]
    assert page.header_note().text == "4 items, 2 reviewed on time"
    desk.workspace.undo()
    assert desk.workspace.all(Review) == ()
    assert page.header_note().text == "4 items, 1 reviewed on time"


def test_del_retires_with_undo_and_the_asset_can_be_brought_back(
    page: LibraryPage, desk: Desk, assets: dict[str, int], told: Told
) -> None:
    page.table.select(assets["guide"])
    press(page.table, Qt.Key.Key_Delete)
    assert desk.workspace.get(Asset, assets["guide"]).status is Status.RETIRED  # type: ignore[union-attr]
    assert told.toasts == [("“Discovery call guide” retired", True)]
    next(command for command in page.commands() if command.id == "library.bring_back").run()
    assert desk.workspace.get(Asset, assets["guide"]).status is Status.PUBLISHED  # type: ignore[union-attr]


def test_where_it_lies_is_copied(page: LibraryPage, assets: dict[str, int], told: Told) -> None:
    page.table.select(assets["guide"])
    next(command for command in page.commands() if command.id == "library.copy_path").run()
    assert QGuiApplication.clipboard().text() == "/nowhere/guide.pdf"


# Beside the table --------------------------------------------------------------------------------


def facts(page: LibraryPage) -> dict[str, str]:
    from PySide6.QtWidgets import QLabel

    lines = page.side.overview.facts.lines
    return {head: made.text() for head, made in lines.items() if isinstance(made, QLabel)}


def test_the_side_pane_tells_the_facts(page: LibraryPage, desk: Desk, assets: dict[str, int]) -> None:
    desk.workspace.change(Ref(Asset.kind, assets["guide"]), facets={"stage": "discovery;own"})
    desk.workspace.add(ListEntry, list="facets", key="stage", title="Stage")
    desk.workspace.add(ListEntry, list="stage", key="discovery", title="Discovery")
    page.table.select(assets["guide"])
    told = facts(page)
    assert told["Length"] == "4 pages, PDF"
    assert told["Stage"] == "Discovery, own"
    assert told["Owner"] == "Nobody yet"
    assert told["Review"] == "14\u00a0Nov\u00a02027, in 12 months"


def test_where_else_the_same_content_lies_is_told(page: LibraryPage, desk: Desk, assets: dict[str, int]) -> None:
    workspace = desk.workspace
    for place in ("/share/Guide.pdf", "/old/Guide.pdf"):
        workspace.add(AssetCopy, asset=assets["guide"], location=place)
    workspace._connection.execute(
        "insert into files (folder, path, state) values (0, '/old/Guide.pdf', ?)", (FileState.MISSING,)
    )
    page.table.select(assets["guide"])
    assert facts(page)["Copies"] == "/old/Guide.pdf (missing)\n/share/Guide.pdf"
    page.table.select(assets["deck"])
    assert "Copies" not in facts(page)


def test_what_is_wrong_says_what_to_do_and_leads_to_the_field_that_mends_it(
    page: LibraryPage, desk: Desk, assets: dict[str, int]
) -> None:
    flags = page.side.overview.flags
    page.table.select(assets["guide"])
    assert [made.whole for made in flags.buttons[:2]] == ["No owner", "No reviewer"]
    assert flags.advice[0] == "Name one person who keeps it right."
    at = [made.whole for made in flags.buttons].index("No summary")
    flags.buttons[at].click()
    assert page.side.fields.forms[0].edit_of("summary").hasFocus()
    desk.workspace.library.health.switch("no-owner", False)
    page.side.show_tab(0)
    assert [made.whole for made in flags.buttons[:1]] == ["No reviewer"]
    desk.workspace.undo()
    assert [made.whole for made in flags.buttons[:1]] == ["No owner"]


@pytest.mark.parametrize("rule", FIELDS_OF_RULES)
def test_every_field_a_rule_leads_to_can_be_typed_into(page: LibraryPage, assets: dict[str, int], rule: str) -> None:
    for key, title in (("stage", "Stage"), ("persona", "Persona")):
        page.desk.workspace.add(ListEntry, list="facets", key=key, title=title)
    page.table.select(assets["guide"])
    page.side.edit(FIELDS_OF_RULES[rule])
    assert page.side.fields.isAncestorOf(page.window().focusWidget())


def test_nothing_is_said_to_be_wrong_where_no_rule_flags_anything(
    page: LibraryPage, desk: Desk, assets: dict[str, int]
) -> None:
    for rule in RULES:
        desk.workspace.library.health.switch(rule, False)
    page.table.select(assets["deck"])
    assert not page.side.overview.flags.isVisible()


def test_links_are_shown_in_both_directions(page: LibraryPage, desk: Desk, assets: dict[str, int]) -> None:
    guide, deck, bite = (Ref(Asset.kind, assets[key]) for key in ("guide", "deck", "bite"))
    desk.workspace.links.join(guide, deck, Reason.USES)
    desk.workspace.links.join(bite, guide, Reason.USES)
    page.table.select(assets["guide"])
    overview = page.side.overview
    assert [made.accessibleName() for made in overview.links.uses.buttons] == ["Uses: Enterprise deck"]
    assert [made.accessibleName() for made in overview.links.used_by.buttons] == ["Used by: Asking about discovery"]


def test_f2_edits_the_title_and_the_row_follows(page: LibraryPage, desk: Desk, assets: dict[str, int]) -> None:
    page.table.select(assets["guide"])
    press(page.table, Qt.Key.Key_F2)
    edit = page.side.fields.forms[0].edit_of("title")
    assert edit.hasFocus()
    type_text(edit, "Zebra guide")
    page.flush()
    assert titles(page)[-1] == "Zebra guide"
    assert page.current == assets["guide"]
    assert page.side.title.whole == "Zebra guide"


def test_esc_leads_from_a_field_back_to_the_table_with_what_was_typed(
    page: LibraryPage, assets: dict[str, int]
) -> None:
    page.table.select(assets["guide"])
    press(page.table, Qt.Key.Key_F2)
    edit = page.side.fields.forms[0].edit_of("title")
    type_text(edit, "Zebra guide")
    press(edit, Qt.Key.Key_Escape)
    assert page.table.hasFocus()
    assert titles(page)[-1] == "Zebra guide"


def test_a_new_value_of_a_facet_is_made_on_the_spot(page: LibraryPage, desk: Desk, assets: dict[str, int]) -> None:
    workspace = desk.workspace
    workspace.add(ListEntry, list="facets", key="product", title="Product")
    page.table.select(assets["guide"])
    page.side_tab(2)
    box = page.side.fields.facets.boxes["product"]
    for title in ("Насос 3000", "Насос 3000", "Pump"):
        box.line.setFocus()
        type_text(box.line, title)
        press(box.line, Qt.Key.Key_Return)
    assert [(entry.key, entry.title) for entry in workspace.where(ListEntry, "list", "product")] == [
        ("насос-3000", "Насос 3000"),
        ("pump", "Pump"),
    ]
    assert workspace.get(Asset, assets["guide"]).facets == {"product": "насос-3000;pump"}  # type: ignore[union-attr]
    assert [chip.text() for chip in box.chips] == ["Насос 3000", "Pump"]
    press(box.line, Qt.Key.Key_Backspace)
    assert workspace.get(Asset, assets["guide"]).facets == {"product": "насос-3000"}  # type: ignore[union-attr]
    workspace.undo()
    workspace.undo()
    assert [chip.text() for chip in box.chips] == ["Насос 3000"]
    assert len(workspace.where(ListEntry, "list", "product")) == 1


def test_experts_are_put_on_and_taken_off(page: LibraryPage, desk: Desk, assets: dict[str, int]) -> None:
    ann = desk.workspace.add(Person, name="Ann Ashby")
    page.table.select(assets["guide"])
    page.side_tab(2)
    page.side.fields.experts.box.chosen.emit(ann)
    links = desk.workspace.links.of(Ref(Asset.kind, assets["guide"]))
    assert [(link.end, link.reason) for link in links] == [(Ref(Person.kind, ann), Reason.VOUCHED)]
    page.side_tab(1)
    assert "Experts" in page.side.overview.facts.lines


def test_what_is_known_begins_at_one_edge_links_and_plain_words_alike(
    page: LibraryPage, desk: Desk, assets: dict[str, int]
) -> None:
    owner = desk.workspace.add(Person, name="Ann")
    desk.workspace.change(Ref(Asset.kind, assets["guide"]), owner=owner)
    page.table.select(assets["guide"])
    page._show_current()
    facts = page.side.overview.facts
    plain, link = facts.lines["Length"], facts.lines["Owner"].findChild(QPushButton)
    assert link is not None
    QCoreApplication.processEvents()
    option = QStyleOptionButton()
    link.initStyleOption(option)
    words = link.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, link)
    edge = plain.mapTo(facts, plain.contentsRect().topLeft()).x()
    assert link.mapTo(facts, words.topLeft()).x() == edge


def test_the_longest_kind_is_read_whole_in_its_field(page: LibraryPage, desk: Desk, assets: dict[str, int]) -> None:
    longest = desk.workspace.add(AssetKind, title="Proposal or contract template", key="proposal")
    desk.workspace.change(Ref(Asset.kind, assets["guide"]), sort=longest)
    page.table.select(assets["guide"])
    page._show_current()
    page.side_tab(2)
    QCoreApplication.processEvents()
    (box,) = (made for made in page.side.findChildren(RecordBox) if made.text() == "Proposal or contract template")
    assert box.isVisible()
    assert box.fontMetrics().horizontalAdvance(box.text()) < box.width() - desk.theme.px(40)


# The page ----------------------------------------------------------------------------------------


def test_an_empty_library_says_what_belongs_there_and_adds_by_hand(desk: Desk, qtbot: QtBot) -> None:
    page = LibraryPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    assert page.header_note().text == "No content yet"
    assert page.header_actions() == ()
    page.empty.by_hand.click()
    assert [asset.title for asset in desk.workspace.all(Asset)] == ["New content"]
    assert page.header_note().text == "1 item, 0 reviewed on time"
    desk.workspace.undo()
    assert page.header_note().text == "No content yet"


def test_an_empty_library_saves_an_example_of_the_table_it_takes_in(
    desk: Desk, ask: ScriptedAsk, tmp_path: Path, qtbot: QtBot
) -> None:
    page = LibraryPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    ask.answers.append(tmp_path / "Example.csv")
    with qtbot.waitSignal(desk.wrote):
        page.empty.example.click()
    assert ask.suggested == ["Sample Co - Content, example.csv"]
    header, first, *_ = (tmp_path / "Example.csv").read_text("utf-8-sig").splitlines()
    assert header == "Title,Location,Kind,Stage,Expires"
    assert first.startswith("Discovery call guide,https://portal.example/discovery-guide.pdf,Guide,Discovery,")


def test_a_reference_to_an_asset_opens_it_whatever_is_sought(page: LibraryPage, assets: dict[str, int]) -> None:
    page.search.setText("deck")
    page.open(Ref(Asset.kind, assets["guide"]))
    assert page.current == assets["guide"]
    assert page.search.text() == ""


def test_of_many_rows_only_those_that_are_seen_are_read(desk: Desk, qtbot: QtBot) -> None:
    desk.workspace.add_many(Asset, ({"title": f"Asset {number:06}"} for number in range(10_000)))
    page = LibraryPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    page.table.setFocus()
    press(page.table, Qt.Key.Key_End)
    page.table.viewport().grab()
    assert page.side.title.whole == "Asset 009999"
    assert 0 < len(page.table.assets._rows) < 1_000
