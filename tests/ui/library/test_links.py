"""Broken and moved links are chosen with the keyboard, mended in one step, and brought back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.workspace import Workspace
from enable_desktop.changes import Origin
from enable_desktop.library.assets import Asset, Status, WatchedFolder
from enable_desktop.links import Reason, Ref
from enable_desktop.readers.office import read_document_of_word
from enable_desktop.words import Words
from tests.db.library.test_mending import contents, move, see
from tests.enable_desktop.library.looks import write
from tests.exports.test_mending import word_bytes
from tests.ui.conftest import ScriptedAsk
from ui.desk import Desk
from ui.inputs import ComboBox
from ui.library.answers import RetireCard
from ui.library.link_list import Heading, LinkRow
from ui.library.links import MOVED, WEB, LinksPage
from ui.library.page import LibraryPage

PAGES = {
    "guide.md": "# Guide\n\n[Card](cards/card.md), [price list](old/prices.md), [portal](https://portal.example/)\n",
    "cards/card.md": "# Card\n\n[Guide](../guide.md) and [prices](../old/prices.md)\n",
    "new/prices.md": "# Prices\n",
    "talk.md": "# Talk\n\n[The card](cards/card.md)\n",
}


@pytest.fixture
def root(tmp_path: Path, workspace: Workspace) -> Path:
    folder = write(tmp_path / "Content", PAGES)
    watched = workspace.add(WatchedFolder, title="Content", path=str(folder))
    for path in PAGES:
        workspace.add(Asset, title=Path(path).stem.title(), folder=watched, location=path, status=Status.PUBLISHED)
        see(workspace, folder, path)
    workspace.library.page_links.follow_all()
    return folder


@pytest.fixture
def page(root: Path, desk: Desk, qtbot: QtBot) -> Iterator[LinksPage]:
    made = LinksPage(desk)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    qtbot.waitExposed(made)
    made.open(None)
    made.list.setFocus()
    yield made


def rows(page: LinksPage) -> list[tuple[str, str]]:
    """What the list says of each link."""
    return [(row.said(page.words), row.to_say(page.words)) for row in page.list.links.rows if isinstance(row, LinkRow)]


def press(page: LinksPage, qtbot: QtBot, key: Qt.Key) -> None:
    QTest.keyClick(page.list, key)


def test_broken_links_are_listed_by_page_with_what_they_were_likely_meant_for(page: LinksPage) -> None:
    assert [said for said, _ in rows(page)] == [
        "“prices” leads to ../old/prices.md",
        "“price list” leads to old/prices.md",
    ]
    assert all(to_say.startswith("Perhaps prices.md: same name, ") for _, to_say in rows(page))
    assert page.header_note().text == "2 lead nowhere"


def test_before_links_are_followed_it_is_not_said_that_all_lead_somewhere(
    page: LinksPage, desk: Desk, root: Path
) -> None:
    guide = root / "guide.md"
    guide.write_text("# Guide\n\n[Another card](cards/another.md)\n", encoding="utf-8")
    (root / "cards" / "card.md").write_text("# Card\n", encoding="utf-8")
    for path in PAGES:
        see(desk.workspace, root, path)
    page.refresh()
    assert rows(page) == []
    assert page.nothing.text().startswith("Where links lead is still to be looked at.")
    desk.workspace.library.page_links.follow_all()
    page.refresh()
    assert rows(page) == [("“Another card” leads to cards/another.md", rows(page)[0][1])]


def test_a_suggestion_is_taken_with_a_key_and_all_is_mended_and_undone_in_one_step(
    page: LinksPage, desk: Desk, root: Path, qtbot: QtBot
) -> None:
    before = contents(root)
    toasts: list[tuple[str, bool]] = []
    desk.wants_toast.connect(lambda text, undo: toasts.append((text, undo)))
    press(page, qtbot, Qt.Key.Key_1)
    press(page, qtbot, Qt.Key.Key_Down)
    press(page, qtbot, Qt.Key.Key_Delete)
    (mend,) = page.header_actions()
    assert page.words.say(mend.text) == "Mend 2 links"  # type: ignore[arg-type]
    mend.run()
    assert (root / "cards" / "card.md").read_text().endswith("[prices](../new/prices.md)\n")
    assert (root / "guide.md").read_text().endswith("price list, [portal](https://portal.example/)\n")
    assert toasts[-1] == ("2 links mended", True)
    desk.workspace.library.page_links.follow_all()
    page.refresh()
    assert rows(page) == []
    assert page.nothing.text().startswith("All links lead somewhere.")
    desk.workspace.undo()
    assert contents(root) == before
    desk.workspace.library.page_links.follow_all()
    page.refresh()
    assert page.header_note().text == "2 lead nowhere"
    assert all(to_say.startswith("Perhaps prices.md: same name, ") for _, to_say in rows(page))


def test_undo_puts_the_keyboard_into_the_link_that_came_back(page: LinksPage, desk: Desk, qtbot: QtBot) -> None:
    def shown() -> str | None:
        return page.list.current.said(page.words) if page.list.current is not None else None

    press(page, qtbot, Qt.Key.Key_1)
    page.mend()
    desk.workspace.library.page_links.follow_all()
    page.refresh()
    assert shown() == "“price list” leads to old/prices.md"
    for _ in range(2):
        desk.workspace.undo()
        desk.workspace.library.page_links.follow_all()
        page.refresh()
        assert shown() == "“prices” leads to ../old/prices.md"
        press(page, qtbot, Qt.Key.Key_Down)
        page.refresh()
        assert shown() == "“price list” leads to old/prices.md", "only when it comes back"
        desk.workspace.redo()
        desk.workspace.library.page_links.follow_all()
        page.refresh()


def test_links_that_point_at_what_moved_are_ticked_with_before_and_after(
    page: LinksPage, desk: Desk, root: Path, qtbot: QtBot
) -> None:
    move(desk.workspace, root, "cards/card.md", "card.md")
    page.refresh()
    page.filter.setCurrentIndex(page.filter.findData(MOVED))
    page.filter.activated.emit(page.filter.currentIndex())
    assert (
        rows(page)
        == [
            ("“Guide” leads to ../guide.md", "Moved: → guide.md"),
            ("“prices” leads to ../old/prices.md", "Leads nowhere; no target is chosen"),
            ("“Card” leads to cards/card.md", "Moved: → card.md"),
            ("“The card” leads to cards/card.md", "Moved: → card.md"),
        ]
        or len(rows(page)) == 3
    )
    press(page, qtbot, Qt.Key.Key_Space)
    assert page._count() == 2
    page.tick_all.click()
    assert page._count() == 3
    page.mend()
    assert "[The card](card.md)" in (root / "talk.md").read_text()


def test_what_was_chosen_for_one_link_is_chosen_for_all_that_lead_there(
    page: LinksPage, root: Path, qtbot: QtBot
) -> None:
    press(page, qtbot, Qt.Key.Key_1)
    assert page.side.others.isVisibleTo(page.side)
    page.side.others.click()
    page.mend()
    assert "(new/prices.md)" in (root / "guide.md").read_text()
    assert "(../new/prices.md)" in (root / "cards" / "card.md").read_text()


def test_a_link_is_led_to_content_or_to_a_file_that_is_chosen(
    page: LinksPage, desk: Desk, root: Path, ask: ScriptedAsk, qtbot: QtBot
) -> None:
    web = desk.workspace.add(Asset, title="Portal prices", location="https://portal.example/prices")
    page.use_asset(web)
    press(page, qtbot, Qt.Key.Key_Down)
    chosen = write(root, {"lists/2027.md": "# 2027"}) / "lists" / "2027.md"
    ask.answers.append(chosen)
    page.choose_file()
    page.mend()
    assert "[prices](https://portal.example/prices)" in (root / "cards" / "card.md").read_text()
    assert "[price list](lists/2027.md)" in (root / "guide.md").read_text()


def test_links_of_a_document_that_can_only_change_together_are_one_row(
    page: LinksPage, desk: Desk, root: Path, qtbot: QtBot
) -> None:
    targets = ("old/prices.md", "old/none.md", "old/prices.md")
    (root / "a.docx").write_bytes(word_bytes(*targets))
    desk.workspace.add(Asset, title="A", folder=desk.workspace.all(WatchedFolder)[0].id, location="a.docx")
    see(desk.workspace, root, "a.docx", *targets)
    desk.workspace.library.page_links.follow_all()
    page.refresh()
    shown = [(said, to_say) for said, to_say in rows(page) if "words" in said]
    assert [said for said, _ in shown] == [
        "“words 0” leads to old/prices.md, in 2 places",
        "“words 1” leads to old/none.md",
    ]
    assert [row.count for row in page.list.links.rows if isinstance(row, Heading)] == [3, 1, 1]
    assert page.header_note().text == "5 lead nowhere"
    page.list.go(0)
    press(page, qtbot, Qt.Key.Key_1)
    (mend,) = page.header_actions()
    assert page.words.say(mend.text) == "Mend 2 links"  # type: ignore[arg-type]
    mend.run()
    found = read_document_of_word(root / "a.docx").links
    assert [each.target for each in found] == ["new/prices.md", "old/none.md", "new/prices.md"]


def test_web_links_are_listed_and_cannot_be_ticked(page: LinksPage, qtbot: QtBot) -> None:
    page.filter.setCurrentIndex(page.filter.findData(WEB))
    page.filter.activated.emit(page.filter.currentIndex())
    assert rows(page) == [
        ("“portal” leads to https://portal.example/", "On the web; nobody has looked whether it is there")
    ]
    press(page, qtbot, Qt.Key.Key_Space)
    assert page._count() == 0


def test_a_file_that_changed_meanwhile_is_left_and_named(page: LinksPage, desk: Desk, root: Path, qtbot: QtBot) -> None:
    problems: list[str] = []
    desk.wants_problem.connect(lambda title, text: problems.append(f"{title} {text}"))
    (root / "guide.md").write_text("# Anew\n")
    press(page, qtbot, Qt.Key.Key_1)
    page.side.others.click()
    page.mend()
    assert "(../new/prices.md)" in (root / "cards" / "card.md").read_text()
    assert (root / "guide.md").read_text() == "# Anew\n"
    assert problems == [
        "1 file was left as it is. Content/guide.md has changed since its links were read. Nothing in it was changed; "
        "let it be read again."
    ]


def by_title(workspace: Workspace, title: str) -> Asset:
    return next(each for each in workspace.all(Asset) if each.title == title)


@pytest.fixture
def library(root: Path, desk: Desk, qtbot: QtBot) -> Iterator[LibraryPage]:
    made = LibraryPage(desk)
    qtbot.addWidget(made)
    made.resize(1180, 780)
    made.show()
    qtbot.waitExposed(made)
    yield made


def test_retiring_shows_what_links_to_it_and_leads_the_pages_to_the_replacement(
    library: LibraryPage, desk: Desk, root: Path
) -> None:
    before = contents(root)
    card, prices = by_title(desk.workspace, "Card"), by_title(desk.workspace, "Prices")
    library.open(Ref(Asset.kind, card.id))
    library.retire()
    asked = library.side.retiring.card
    assert asked is not None and asked.isVisible()
    assert asked.dependents.text() == "Used by: Guide, Talk."
    assert by_title(desk.workspace, "Card").status is Status.PUBLISHED
    asked.replacement.show_id(prices.id)
    asked.give_answer()
    assert not asked.isVisible()
    assert by_title(desk.workspace, "Card").status is Status.RETIRED
    assert by_title(desk.workspace, "Card").replaced_by == prices.id
    assert "[The card](new/prices.md)" in (root / "talk.md").read_text()
    assert "[Card](new/prices.md)" in (root / "guide.md").read_text()
    desk.workspace.undo()
    assert by_title(desk.workspace, "Card").status is Status.PUBLISHED
    assert contents(root) == before


def test_a_page_that_links_by_hand_and_in_its_text_is_named_once(library: LibraryPage, desk: Desk) -> None:
    card, guide = by_title(desk.workspace, "Card"), by_title(desk.workspace, "Guide")
    desk.workspace.links.join(Ref(Asset.kind, guide.id), Ref(Asset.kind, card.id), Reason.USES)
    library.open(Ref(Asset.kind, card.id))
    library.retire()
    asked = library.side.retiring.card
    assert asked is not None
    assert asked.dependents.text() == "Used by: Guide, Talk."


def test_links_to_what_goes_without_a_replacement_go_too_where_that_is_wanted(
    library: LibraryPage, desk: Desk, root: Path
) -> None:
    before = contents(root)
    card, prices = by_title(desk.workspace, "Card"), by_title(desk.workspace, "Prices")
    library.open(Ref(Asset.kind, card.id))
    library.remove()
    asked = library.side.retiring.card
    assert asked is not None
    assert asked.take_out.isVisible() and not asked.take_out.isChecked() and not asked.lead_over.isVisible()
    asked.replacement.show_id(prices.id)
    asked.replacement.chosen.emit(prices.id)
    assert asked.lead_over.isVisible() and not asked.take_out.isVisible()
    asked.replacement.show_id(None)
    asked.replacement.chosen.emit(None)
    asked.take_out.click()
    asked.give_answer()
    assert not asked.isVisible()
    assert card.id not in {each.id for each in desk.workspace.all(Asset)}
    for page, words in (("talk.md", "The card"), ("guide.md", "Card")):
        text = (root / page).read_text()
        assert words in text and "card.md" not in text
    assert str(desk.workspace.undo_label) == "Remove “Card” from the library"
    desk.workspace.undo()
    assert by_title(desk.workspace, "Card").id == card.id
    assert contents(root) == before


def test_removing_shows_what_links_to_it_too(library: LibraryPage, desk: Desk, root: Path) -> None:
    card = by_title(desk.workspace, "Card")
    library.open(Ref(Asset.kind, card.id))
    library.remove()
    asked = library.side.retiring.card
    assert asked is not None and asked.isVisible()
    assert asked.answer.text() == "Remove"
    asked.give_answer()
    assert card.id not in {each.id for each in desk.workspace.all(Asset)}
    assert "[The card](cards/card.md)" in (root / "talk.md").read_text()
    desk.workspace.undo()
    assert by_title(desk.workspace, "Card").id == card.id


def select(library: LibraryPage, *assets: Asset) -> RetireCard:
    """Several are selected; what asks about them before they go."""
    library.table.setFocus()
    library.table.selectAll()
    kept = {asset.id for asset in assets}
    model = library.table.selectionModel()
    for place in range(library.table.assets.rowCount()):
        index = library.table.assets.index(place, 0)
        if library.table.assets.found[place] not in kept:
            model.select(index, model.SelectionFlag.Deselect | model.SelectionFlag.Rows)
    assert set(library.table.selected) == kept
    library.table.chosen.emit()
    assert library.bulk is not None
    library.retire()
    asked = library.bulk.retiring.card
    assert asked is not None and asked.isVisible()
    return asked


def test_several_that_are_retired_show_first_what_links_to_them_and_lead_it_to_the_replacement(
    library: LibraryPage, desk: Desk, root: Path
) -> None:
    before = contents(root)
    workspace = desk.workspace
    card, guide, prices = (by_title(workspace, title) for title in ("Card", "Guide", "Prices"))
    asked = select(library, card, guide)
    assert asked.title.text() == "Retire 2 items"
    assert asked.dependents.text() == "Used by: Talk."
    assert by_title(workspace, "Card").status is Status.PUBLISHED
    asked.replacement.show_id(guide.id)
    asked.give_answer()
    assert asked.isVisible() and by_title(workspace, "Card").status is Status.PUBLISHED
    asked.replacement.show_id(prices.id)
    asked.give_answer()
    assert not asked.isVisible()
    assert {by_title(workspace, title).replaced_by for title in ("Card", "Guide")} == {prices.id}
    assert "[The card](new/prices.md)" in (root / "talk.md").read_text()
    assert (root / "guide.md").read_bytes() == before["guide.md"]
    assert str(workspace.undo_label) == "Retire Card, Guide"
    workspace.undo()
    assert by_title(workspace, "Card").status is Status.PUBLISHED
    assert contents(root) == before


def test_the_status_of_several_shows_first_what_links_to_them_too(library: LibraryPage, desk: Desk) -> None:
    workspace = desk.workspace
    card, guide = by_title(workspace, "Card"), by_title(workspace, "Guide")
    select(library, card, guide).close_card()
    bulk = library.bulk
    assert bulk is not None and bulk.retiring.card is not None
    bulk.status.setCurrentIndex(bulk.status.findData(Status.RETIRED))
    bulk.status.activated.emit(bulk.status.currentIndex())
    assert bulk.retiring.card.isVisible() and bulk.retiring.card.dependents.text() == "Used by: Talk."
    assert by_title(workspace, "Card").status is Status.PUBLISHED
    assert bulk.status.currentData() == Status.PUBLISHED
    bulk.retiring.card.give_answer()
    assert {by_title(workspace, title).status for title in ("Card", "Guide")} == {Status.RETIRED}


def choose_status(library: LibraryPage, status: Status) -> ComboBox:
    box = library.side.fields.forms[0].edit_of("status")
    assert isinstance(box, ComboBox)
    box.setCurrentIndex(box.findData(status))
    box.activated.emit(box.currentIndex())
    return box


def test_the_status_of_one_shows_first_what_links_to_it_too(library: LibraryPage, desk: Desk, root: Path) -> None:
    workspace = desk.workspace
    before = contents(root)
    library.open(Ref(Asset.kind, by_title(workspace, "Card").id))
    library.side.edit("status")
    box = choose_status(library, Status.RETIRED)
    asked = library.side.retiring.card
    assert asked is not None and asked.isVisible() and asked.replacement.hasFocus()
    assert asked.dependents.text() == "Used by: Guide, Talk."
    assert (by_title(workspace, "Card").status, box.currentData()) == (Status.PUBLISHED, Status.PUBLISHED)
    asked.replacement.show_id(by_title(workspace, "Prices").id)
    asked.give_answer()
    assert (by_title(workspace, "Card").status, box.currentData()) == (Status.RETIRED, Status.RETIRED)
    assert "[The card](new/prices.md)" in (root / "talk.md").read_text()
    workspace.undo()
    assert (box.currentData(), contents(root)) == (Status.PUBLISHED, before)
    choose_status(library, Status.OUTDATED)
    assert by_title(workspace, "Card").status is Status.OUTDATED


def test_the_status_of_what_nothing_links_to_retires_it_at_once(library: LibraryPage, desk: Desk) -> None:
    library.open(Ref(Asset.kind, by_title(desk.workspace, "Talk").id))
    library.side.edit("status")
    box = choose_status(library, Status.RETIRED)
    assert (by_title(desk.workspace, "Talk").status, box.currentData()) == (Status.RETIRED, Status.RETIRED)
    assert str(desk.workspace.undo_label) == "Retire “Talk”"


def test_several_that_are_removed_show_first_what_links_to_them(library: LibraryPage, desk: Desk) -> None:
    workspace = desk.workspace
    card, guide = by_title(workspace, "Card"), by_title(workspace, "Guide")
    select(library, card, guide).close_card()
    library.remove()
    assert library.bulk is not None
    asked = library.bulk.retiring.card
    assert asked is not None and asked.isVisible()
    assert asked.title.text() == "Remove 2 items from the library"
    asked.give_answer()
    assert not {card.id, guide.id} & {each.id for each in workspace.all(Asset)}
    assert str(workspace.undo_label) == "Remove Card, Guide from the library"
    workspace.undo()
    assert by_title(workspace, "Card").id == card.id


def test_what_nothing_links_to_is_retired_at_once(library: LibraryPage, desk: Desk) -> None:
    library.open(Ref(Asset.kind, by_title(desk.workspace, "Talk").id))
    library.retire()
    assert by_title(desk.workspace, "Talk").status is Status.RETIRED


def test_the_library_leads_to_the_links(library: LibraryPage, desk: Desk, words: Words) -> None:
    gone_to: list[object] = []
    desk.wants_page.connect(gone_to.append)
    check = next(each for each in library.header_actions() if each.id == "library.links")
    assert words(str(check.text)) == "Check links"
    check.run()
    library.open(Ref(Asset.kind, by_title(desk.workspace, "Guide").id))
    library.side.overview.notice.mend_button.click()
    assert gone_to == ["links", f"links#{by_title(desk.workspace, 'Guide').id}"]


def test_content_that_moved_says_how_many_links_still_point_at_its_old_place(
    library: LibraryPage, desk: Desk, root: Path
) -> None:
    workspace = desk.workspace
    (root / "talk.md").write_text("# Talk\n\n[Prices](new/prices.md)\n")
    see(workspace, root, "talk.md")
    workspace.library.page_links.follow_all()
    with workspace.step("Follow the file", origin=Origin.AUTOMATIC):
        move(workspace, root, "new/prices.md", "prices.md")
    prices = by_title(workspace, "Prices")
    library.open(Ref(Asset.kind, prices.id))
    notice = library.side.overview.notice
    assert notice.title.text() == "File moved"
    assert notice.text.text().endswith("1 link still points at the old place.")
    gone_to: list[object] = []
    desk.wants_page.connect(gone_to.append)
    notice.mend_button.click()
    assert gone_to == [f"links#{prices.id}"]
