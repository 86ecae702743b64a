"""Packs through the page: begun, filled, put in order, looked over, and what came back of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QObject, Qt, QUrl
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from db.workspace import Workspace
from enable_desktop.feedback import Feedback
from enable_desktop.library.assets import Asset, Playlist, PlaylistItem, SavedSearch, Status, WatchedFolder
from enable_desktop.links import Ref
from enable_desktop.packs.checks import Check, Finding, Mend
from enable_desktop.packs.records import Pack, PagePart
from enable_desktop.packs.sent import ExportedItem, Form, PackExport
from enable_desktop.people import Person
from tests.db.library.test_mending import see
from tests.enable_desktop.library.looks import write
from tests.ui.conftest import ScriptedAsk
from tests.ui.keys import ALT, CTRL, press, type_text
from ui.desk import Desk
from ui.packs.page import PacksPage
from ui.people.deeds import Deeds
from ui.record_form import RecordForm


@pytest.fixture
def assets(workspace: Workspace) -> dict[str, int]:
    """Three that are current, one that another replaces, one nobody chooses."""
    made = {
        title: workspace.add(
            Asset,
            title=title,
            status=Status.PUBLISHED,
            summary="What it holds",
            location=f"https://example.com/{title}",
        )
        for title in ("Deck", "Guide", "Prices", "New prices", "Other")
    }
    workspace.change(Ref("assets", made["Prices"]), status=Status.OUTDATED, replaced_by=made["New prices"])
    return made


@pytest.fixture
def pack(workspace: Workspace, assets: dict[str, int]) -> int:
    made = workspace.packs.add("AEs, March")
    workspace.packs.put(made, [assets["Deck"], assets["Guide"], assets["Prices"]])
    return made


@pytest.fixture
def opened() -> list[Path]:
    """What was handed to the system to be opened."""
    return []


@pytest.fixture
def page(desk: Desk, pack: int, qtbot: QtBot, opened: list[Path]) -> Iterator[PacksPage]:
    def open_url(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return True

    shown = PacksPage(desk, open_url=open_url)
    shown.resize(1400, 900)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitExposed(shown)
    shown.activateWindow()
    shown.open(None)
    shown.items.setFocus()
    yield shown
    shown.close()


def listed(page: PacksPage) -> list[str]:
    """The list as it reads: groups with their counts, what is left out in brackets."""
    return [
        f"{row.title}: {row.right}" if row.is_group else row.title if row.is_ticked else f"({row.title})"
        for row in page.items.items.rows
    ]


def mend(page: PacksPage) -> Mend | None:
    """What the button beside the checks would do."""
    return page.side.finding.mend if page.side.finding is not None else None


def spoken(model: QAbstractItemModel, row: int) -> object:
    return model.data(model.index(row, 0), int(Qt.ItemDataRole.AccessibleTextRole))


def test_space_leaves_out_and_takes_in_again_each_as_one_step(page: PacksPage, assets: dict[str, int]) -> None:
    assert listed(page) == ["Content: 3 of 3 chosen", "Deck", "Guide", "Prices"]
    page.items.select_asset(assets["Guide"])
    press(page.items, Qt.Key.Key_Space)
    assert listed(page) == ["Content: 2 of 2 chosen", "Deck", "Prices", "Left out: 0 of 1 chosen", "(Guide)"]
    assert page.items.current is not None and page.items.current.asset == assets["Guide"]
    assert page.middle.chosen.toolTip() == "" and page.middle.chosen.text() == "2 chosen"
    press(page.items, Qt.Key.Key_Space)
    assert listed(page) == ["Content: 3 of 3 chosen", "Deck", "Guide", "Prices"]
    page.desk.workspace.undo()
    page.desk.workspace.undo()
    assert listed(page) == ["Content: 3 of 3 chosen", "Deck", "Guide", "Prices"]


def test_only_the_row_meant_is_left_out_while_another_key_is_still_held(
    page: PacksPage, assets: dict[str, int]
) -> None:
    QTest.keyPress(page.windowHandle(), Qt.Key.Key_Control, CTRL)
    page.items.select_asset(assets["Guide"])
    QTest.keyRelease(page.windowHandle(), Qt.Key.Key_Control)
    press(page.items, Qt.Key.Key_Space)
    assert listed(page)[1:3] == ["Deck", "Prices"]


def test_alt_and_the_arrows_move_an_item_and_what_a_search_found_stays_in_its_group(
    page: PacksPage, assets: dict[str, int], pack: int
) -> None:
    page.items.select_asset(assets["Prices"])
    press(page.items, Qt.Key.Key_Up, ALT)
    assert listed(page)[1:] == ["Deck", "Prices", "Guide"]
    press(page.items, Qt.Key.Key_Down, ALT)
    press(page.items, Qt.Key.Key_Down, ALT)
    assert listed(page)[1:] == ["Deck", "Guide", "Prices"]
    workspace = page.desk.workspace
    found = workspace.packs.add("Found")
    workspace.packs.find_by(found, "", {"status": frozenset({"published"})})
    page.open(Ref(Pack.kind, found))
    assert listed(page)[1:] == ["Deck", "Guide", "New prices", "Other"]
    page.items.select_asset(assets["New prices"])
    press(page.items, Qt.Key.Key_Up, ALT)
    assert listed(page)[1:] == ["Deck", "New prices", "Guide", "Other"]
    workspace.undo()
    assert listed(page)[1:] == ["Deck", "Guide", "New prices", "Other"]


def test_a_row_is_dragged_within_its_group_and_under_another_heading(page: PacksPage, assets: dict[str, int]) -> None:
    workspace = page.desk.workspace
    workspace.packs.put(1, [assets["Other"], assets["New prices"]], "Later")
    assert listed(page) == [
        "Content: 3 of 3 chosen", "Deck", "Guide", "Prices", "Later: 2 of 2 chosen", "Other", "New prices",
    ]  # fmt: skip
    page.middle.drop_item(3, 1)
    assert listed(page)[1:4] == ["Prices", "Deck", "Guide"]
    page.middle.drop_item(1, 4)
    assert listed(page)[1:4] == ["Deck", "Guide", "Prices"]
    page.middle.drop_item(2, 6)
    assert listed(page)[1:] == ["Deck", "Prices", "Later: 3 of 3 chosen", "Other", "Guide", "New prices"]
    page.middle.drop_item(1, 4)
    assert listed(page)[1:] == ["Prices", "Later: 4 of 4 chosen", "Deck", "Other", "Guide", "New prices"]
    for _ in range(4):
        workspace.undo()
    assert listed(page)[1:4] == ["Deck", "Guide", "Prices"]


def test_a_finding_is_mended_where_it_is_told_and_undo_brings_it_back(page: PacksPage, assets: dict[str, int]) -> None:
    side = page.side
    assert mend(page) is Mend.REPLACE
    assert side.mend_button.text() == "Take its replacement instead"
    side.checks.setFocus()
    press(side.checks, Qt.Key.Key_Return)
    assert listed(page)[1:] == ["Deck", "Guide", "New prices"]
    assert mend(page) is None and side.nothing.isVisible()
    page.desk.workspace.undo()
    assert mend(page) is Mend.REPLACE and listed(page)[1:] == ["Deck", "Guide", "Prices"]


def test_pictures_of_a_text_come_along_once_they_are_put_in_and_are_shown_in_it(
    page: PacksPage, opened: list[Path], pack: int, tmp_path: Path
) -> None:
    workspace = page.desk.workspace
    folder = write(tmp_path / "Content", {"text.md": "# Text\n\n![The curve](curve.png)\n", "curve.png": "no more"})
    watched = workspace.add(WatchedFolder, title="Content", path=str(folder))
    ids = {}
    for path in ("text.md", "curve.png"):
        ids[path] = workspace.add(Asset, title=path, summary="What it holds", folder=watched, location=path)
        see(workspace, folder, path)
    workspace.library.page_links.follow_all()
    workspace.packs.put(pack, [ids["text.md"]])
    press(page.items, Qt.Key.Key_O)
    assert '<span class="picture">[The curve]</span>' in opened[0].read_text()
    checks = page.side.checks
    keys = [checks.rows.row_at(place).key for place in range(checks.rows.rowCount())]
    place = next(n for n, key in enumerate(keys) if isinstance(key, Finding) and key.check is Check.PICTURES)
    checks.setCurrentIndex(checks.rows.index(place, 0))
    page.side.mend_button.click()
    assert "Pictures: 1 of 1 chosen" in listed(page)
    press(page.items, Qt.Key.Key_O)
    assert '<img src="./files/curve.png" alt="The curve" loading="lazy">' in opened[1].read_text()
    workspace.undo()
    assert "Pictures: 1 of 1 chosen" not in listed(page)


def test_a_summary_that_is_missing_is_written_beside_the_list(page: PacksPage, assets: dict[str, int]) -> None:
    workspace = page.desk.workspace
    workspace.change(Ref("assets", assets["Deck"]), summary="")
    rows = [page.side.checks.rows.row_at(place).key for place in range(page.side.checks.rows.rowCount())]
    assert [row.check for row in rows if isinstance(row, Finding)] == [Check.OUTDATED, Check.NO_SUMMARY]
    page.side.checks.setCurrentIndex(page.side.checks.rows.index(1, 0))
    page.side.mend_button.click()
    form = page.side.item.findChild(RecordForm)
    assert form is not None and page.side.tabs.currentIndex() == 1
    assert page.side.item.title.whole == "Deck"


def test_what_the_rep_is_told_is_typed_in_the_side_pane(page: PacksPage, assets: dict[str, int], pack: int) -> None:
    page.items.select_asset(assets["Guide"])
    press(page.items, Qt.Key.Key_F2)
    edit = page.side.item.focusWidget()
    assert edit is not None
    type_text(edit, "Before the second call")
    page.flush()
    item = next(each for each in page.desk.workspace.packs.items(pack) if each.asset == assets["Guide"])
    assert item.use_when == "Before the second call"
    press(page.items, Qt.Key.Key_H)
    assert [row.is_sheet for row in page.items.items.rows if row.asset == assets["Guide"]] == [True]
    assert "cheat sheet" in str(spoken(page.items.items, 2))


def test_a_playlist_comes_as_a_group_of_its_own_and_goes_with_del(page: PacksPage, assets: dict[str, int]) -> None:
    workspace = page.desk.workspace
    playlist = workspace.add(Playlist, title="First week")
    for title in ("Other", "Deck"):
        workspace.add(PlaylistItem, playlist=playlist, asset=assets[title])
    page.middle.sources.toggle_playlist(playlist)
    assert listed(page)[:4] == ["First week: 2 of 2 chosen", "Other", "Deck", "Content: 3 of 3 chosen"]
    page.items.setCurrentIndex(page.items.items.index(1, 0))
    press(page.items, Qt.Key.Key_Space)
    assert listed(page)[:3] == ["First week: 1 of 2 chosen", "(Other)", "Deck"]
    page.items.setCurrentIndex(page.items.items.index(2, 0))
    press(page.items, Qt.Key.Key_Up, ALT)
    assert [track.asset.title for track in workspace.library.playlists.tracks(playlist)] == ["Deck", "Other"]
    page.items.setCurrentIndex(page.items.items.index(0, 0))
    press(page.items, Qt.Key.Key_Delete)
    assert listed(page)[0] == "Content: 3 of 3 chosen"


def test_a_part_of_the_page_is_left_out_with_a_tick_and_comes_back_with_undo(
    page: PacksPage, assets: dict[str, int], pack: int, opened: list[Path]
) -> None:
    workspace, ticks = page.desk.workspace, page.said.ticks
    assert [(tick.text(), tick.isEnabled(), tick.isChecked()) for tick in ticks.values()] == [
        ("A customer says … (0)", False, False),
        ("Playlists (0)", False, False),
        ("Cheat sheets (0)", False, False),
    ]
    playlist = workspace.add(Playlist, title="Bites")
    workspace.add(PlaylistItem, playlist=playlist, asset=assets["Deck"])
    workspace.packs.put_playlist(pack, playlist)
    workspace.change(Ref("assets", assets["Guide"]), question="Is it too expensive?")
    assert [(tick.text(), tick.isChecked()) for tick in ticks.values() if tick.isEnabled()] == [
        ("A customer says … (1)", True),
        ("Playlists (1)", True),
    ]
    rows = listed(page)
    for part in (PagePart.QUESTIONS, PagePart.PLAYLISTS):
        press(ticks[part], Qt.Key.Key_Space)
    assert not any(tick.isChecked() for tick in ticks.values()) and listed(page) == rows
    press(page.items, Qt.Key.Key_O)
    without = opened[0].read_text()
    assert 'id="questions"' not in without and 'id="playlists"' not in without and "Is it too expensive?" in without
    copied = workspace.packs.copy(pack, "Copy")
    assert workspace.packs.facts(copied).parts_out == {PagePart.QUESTIONS, PagePart.PLAYLISTS}
    workspace.undo()
    workspace.undo()
    assert ticks[PagePart.PLAYLISTS].isChecked() and not ticks[PagePart.QUESTIONS].isChecked()
    press(ticks[PagePart.QUESTIONS], Qt.Key.Key_Space)
    press(page.items, Qt.Key.Key_O)
    whole = opened[1].read_text()
    assert 'id="questions"' in whole and 'id="playlists"' in whole


def test_content_is_chosen_by_searching_the_library_or_comes_in_by_a_search(
    page: PacksPage, assets: dict[str, int], pack: int
) -> None:
    workspace = page.desk.workspace
    saved = workspace.add(SavedSearch, title="Current", words="", filters={"status": "published"})
    page.choose()
    view = page._choose
    assert view is not None and view.search.hasFocus()
    type_text(view.search, "other")
    assert view.state.found == (assets["Other"],)
    assert view.told.text() == "1 found"
    press(view.search, Qt.Key.Key_Down)
    press(view.table, Qt.Key.Key_Return)
    assert listed(page)[1:] == ["Deck", "Guide", "Prices", "Other"]
    assert view.told.text() == "1 found, 1 of them in the pack already"
    press(view.table, Qt.Key.Key_Escape)
    assert page.items.hasFocus()
    page.middle.sources.follow_saved(saved)
    assert page.middle.search_said.whole == "By itself comes in: Status: Published"
    assert "New prices" in listed(page)
    page.middle.stop_search.click()
    assert "New prices" not in listed(page) and not page.middle.search_said.isVisible()


def test_a_new_pack_begins_with_a_template_and_its_name_is_typed(page: PacksPage) -> None:
    page.new()
    beginnings = page._beginnings
    assert beginnings is not None and beginnings.list.hasFocus()
    press(beginnings.list, Qt.Key.Key_Escape)
    assert listed(page)[0].startswith("Content")
    page.new()
    beginnings.choose("sdr-starter")
    press(beginnings.list, Qt.Key.Key_Return)
    workspace = page.desk.workspace
    assert [each.title for each in workspace.all(Pack)] == ["AEs, March", "SDR starter"]
    edit = page.focusWidget()
    assert edit is not None
    type_text(edit, "SDRs, April")
    page.flush()
    assert workspace.all(Pack)[1].title == "SDRs, April"
    page.remove()
    assert [each.title for each in workspace.all(Pack)] == ["AEs, March"]
    workspace.undo()
    assert len(workspace.all(Pack)) == 2


def test_an_export_says_later_what_has_changed_and_warns_of_what_is_outdated(
    page: PacksPage, assets: dict[str, int], pack: int
) -> None:
    workspace = page.desk.workspace
    day = workspace.today - timedelta(days=9)
    packed = [ExportedItem(asset=assets[title], title=title, digest="1") for title in ("Deck", "Prices", "Other")]
    export = PackExport(pack=pack, title="AEs, March", day=day, form=Form.ZIP, place="/tmp/aes.zip", bytes=2_000_000)
    workspace.packs.sent.note(export, packed)
    assert page.side.exports.rows.row_at(0).title == "aes.zip"
    assert page.side.since.text().endswith(": 1 new, 1 to be deleted.")
    assert "Other" in page.side.changes.text()
    assert "Prices" in page.side.warning.text()
    assert page.list.rows.row_at(0).detail == "3 items, 2 changed since export"
    signs = {row.title: row.sign for row in page.items.items.rows if not row.is_group}
    assert signs == {"Deck": "", "Guide": "new", "Prices": "Outdated"}


def test_feedback_is_written_down_by_hand_and_shown_on_pack_and_content(
    page: PacksPage, assets: dict[str, int], pack: int
) -> None:
    workspace = page.desk.workspace
    part = page.side.feedback
    part.write()
    (said,) = workspace.all(Feedback)
    assert (said.pack, said.on, part.opened) == (pack, workspace.today, said.id)
    workspace.change(Ref("feedback", said.id), useful=4, words="Too long", asset=assets["Deck"])
    assert part.summary.text() == "4.0 of 5 from 1 answer"
    page.items.select_asset(assets["Deck"])
    page._show_item()
    row = page.side.item.feedback.list.rows.row_at(0)
    assert (row.title, row.right) == ("Too long", "4 of 5")
    assert "AEs, March" in row.detail
    part.remove()
    assert workspace.all(Feedback) == ()
    workspace.undo()
    assert len(workspace.all(Feedback)) == 1


def test_two_thousand_items_are_rows_and_no_widgets(desk: Desk, qtbot: QtBot) -> None:
    workspace = desk.workspace
    ids = workspace.add_many(Asset, ({"title": f"Item {n}", "status": Status.PUBLISHED} for n in range(2_000)))
    pack = workspace.packs.add("Everything")
    workspace.packs.put(pack, ids)
    shown = PacksPage(desk)
    qtbot.addWidget(shown)
    shown.resize(1100, 700)
    shown.show()
    model = shown.items.items
    assert model.rowCount() == 2_001
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)
    assert len(shown.items.findChildren(QObject)) < 60
    shown.items.select_asset(ids[-1])
    press(shown.items, Qt.Key.Key_Space)
    assert model.row_at(model.rowCount() - 1).is_ticked is False
    shown.close()


def test_of_every_pack_in_the_list_the_one_thing_to_know_is_said_also_of_a_large_one(
    page: PacksPage, qtbot: QtBot
) -> None:
    workspace = page.desk.workspace
    ids = workspace.add_many(Asset, ({"title": f"Item {n}", "status": Status.PUBLISHED} for n in range(301)))
    large = workspace.packs.add("Everything")
    workspace.packs.put(large, ids)

    def said() -> list[str]:
        return [page.state.detail(each)[0] for each in page.state.listed]

    assert said()[1] == "301 items"
    qtbot.waitUntil(lambda: said()[1] == "301 items, 301 without a file")
    workspace.packs.rename(large, "All of it")
    assert said()[1] == "301 items, 301 without a file"


def test_the_mail_that_goes_with_a_pack_says_what_to_delete_and_leaves_out_what_is_unknown(
    page: PacksPage, assets: dict[str, int], pack: int, ask: ScriptedAsk, tmp_path: Path
) -> None:
    workspace = page.desk.workspace
    day = workspace.today - timedelta(days=9)
    packed = [ExportedItem(asset=assets[title], title=title) for title in ("Deck", "Guide", "Other")]
    workspace.packs.sent.note(PackExport(pack=pack, title="AEs, March", day=day, form=Form.PAGE), packed)
    page.write_letter()
    letter = page.middle.letter
    assert letter is not None and letter.letter.hasFocus()
    assert letter.letter.currentData() == "sent"
    assert letter.subject.text() == "AEs, March: the new pack"
    body = letter.body.toPlainText()
    assert "Open the file in any browser" in body and "use no more:\n- Other" in body and "New in it:\n- Prices" in body
    assert "until" not in body and "write to" not in body and "Changed" not in body
    assert letter.missing.text() == "Still to fill in, in brackets: your name."
    letter.choose("replaced")
    assert "Yours is of 15 November 2026, or older." in letter.body.toPlainText().replace("\N{NO-BREAK SPACE}", " ")
    target = tmp_path / "mail.eml"
    ask.answers.append(target)
    letter.save.click()
    assert "Subject: AEs, March: please replace the old pack" in target.read_text()
    press(letter.body, Qt.Key.Key_Escape)
    assert page.items.hasFocus() and page.items.isVisible()
    workspace.library.reviews.retire(assets["Other"])
    page.side_tab(2)
    page.write_letter()
    assert letter.letter.currentData() == "replaced"


def test_the_preview_is_the_page_as_it_would_be_handed_out(
    page: PacksPage, opened: list[Path], assets: dict[str, int]
) -> None:
    press(page.items, Qt.Key.Key_O)
    (shown,) = opened
    assert shown.name == "index.html" and "AEs, March" in shown.read_text()
    assert shown.is_relative_to(page.desk.workspace.place.home)
    page.items.select_asset(assets["Guide"])
    press(page.items, Qt.Key.Key_Space)
    press(page.items, Qt.Key.Key_O)
    assert opened[1] == shown and ">Guide<" not in shown.read_text()


def test_no_preview_keeps_the_name_of_somebody_who_is_forgotten(
    page: PacksPage, opened: list[Path], assets: dict[str, int], ask: ScriptedAsk
) -> None:
    workspace = page.desk.workspace
    person = workspace.add(Person, name="Anna Quillfeather")
    workspace.change(Ref("assets", assets["Guide"]), owner=person)
    press(page.items, Qt.Key.Key_O)
    assert "Quillfeather" in opened[0].read_text()
    ask.answers = [True]
    assert Deeds(page.desk).forget(person)
    home = workspace.place.home
    assert not [path for path in home.rglob("*.html") if "Quillfeather" in path.read_text()]
    press(page.items, Qt.Key.Key_O)
    assert "Quillfeather" not in opened[1].read_text()


def test_a_pack_goes_out_as_a_folder_one_page_and_a_booklet(
    page: PacksPage, opened: list[Path], ask: ScriptedAsk, tmp_path: Path
) -> None:
    ask.answers += [tmp_path, tmp_path / "pack.html", tmp_path / "pack.pdf", None]
    for form in (Form.FOLDER, Form.PAGE, Form.BOOKLET, Form.ZIP):
        page.exporting.export(form)
    assert [each.form for each in page.state.exports] == [Form.BOOKLET, Form.PAGE, Form.FOLDER]
    folder = tmp_path / f"AEs, March {page.desk.today}"
    assert (folder / "index.html").is_file() and (tmp_path / "pack.pdf").read_bytes().startswith(b"%PDF")
    page.side.exports.setCurrentIndex(page.side.exports.rows.index(2, 0))
    press(page.side.exports, Qt.Key.Key_Return)
    page.show_folder()
    assert opened == [folder / "index.html", tmp_path]


def test_a_folder_that_holds_something_else_is_left_alone_with_a_sentence(
    page: PacksPage, ask: ScriptedAsk, tmp_path: Path, qtbot: QtBot
) -> None:
    theirs = tmp_path / f"AEs, March {page.desk.today}" / "notes.txt"
    theirs.parent.mkdir()
    theirs.write_text("mine")
    ask.answers.append(tmp_path)
    with qtbot.waitSignal(page.desk.wants_problem) as told:
        page.exporting.export(Form.FOLDER)
    assert theirs.read_text() == "mine" and not page.state.exports
    assert str(theirs.parent) in " ".join(told.args)


def test_while_a_template_is_chosen_the_keys_are_those_of_the_choice_and_one_button_is_filled(page: PacksPage) -> None:
    page.new()
    assert tuple(zip(*page.keys(), strict=True))[0] == ("Enter", "Esc")
    assert not any(command.primary for command in page.header_actions())
    assert page._beginnings is not None
    press(page._beginnings.list, Qt.Key.Key_Escape)
    assert tuple(zip(*page.keys(), strict=True))[0][:2] == ("Space", "Alt+↑ ↓")
    assert any(command.primary for command in page.header_actions())


def test_an_empty_pack_says_why_it_is_empty_and_only_keys_that_do_something(
    page: PacksPage, workspace: Workspace
) -> None:
    page.state.show_pack(workspace.packs.add("Empty"))
    page.refresh()
    assert page.middle.empty.text().startswith("Nothing in it yet.")
    assert tuple(zip(*page.keys(), strict=True))[0] == ("Enter", "Ctrl+N")
    assert page.current is not None
    workspace.packs.find_by(page.current, "nothing is called so")
    assert page.middle.empty.text().startswith("The library holds nothing yet that comes in by itself.")
