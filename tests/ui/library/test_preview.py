"""How files look beside the table: pages, pictures, texts; what is hostile, missing or strange only says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from db.workspace import Workspace
from enable_desktop.library.assets import Asset
from enable_desktop.links import Ref
from enable_desktop.words import Words
from tests.ui.charter.test_preview import LateTasks
from tests.ui.conftest import ScriptedAsk
from tests.ui.keys import press
from tests.ui.library.conftest import Recorder, Told
from ui.desk import Desk
from ui.library.glimpse import Glimpse, glimpse_of
from ui.library.page import LibraryPage
from ui.library.preview_box import PreviewBox
from ui.reconciling import look as look_at_folders
from ui.reconciling import roots_of
from ui.tasks import NowTasks, Progress

ROOM = QSize(300, 200)


def look(path: Path, page: int = 1) -> Glimpse:
    seen: list[Glimpse] = []

    def work(progress: Progress) -> Glimpse:
        return glimpse_of(path, page, ROOM, progress)

    NowTasks().run(work, seen.append, lambda fault: None, label="")
    return seen[0]


def pdf(path: Path, pages: int = 2, size: tuple[float, float] = (595, 842)) -> Path:
    canvas = Canvas(str(path), pagesize=size)
    for number in range(pages):
        canvas.drawString(10, 10, f"Page {number}")
        canvas.showPage()
    canvas.save()
    return path


def test_a_pdf_shows_its_pages(tmp_path: Path) -> None:
    seen = look(pdf(tmp_path / "a.pdf"), 2)
    assert seen.pages == 2 and seen.picture is not None
    assert seen.picture.width() == 300


def test_a_page_as_narrow_as_a_thread_takes_no_memory(tmp_path: Path) -> None:
    seen = look(pdf(tmp_path / "a.pdf", 1, (1, 14_400)))
    assert seen.picture is not None and seen.picture.height() <= 600


@pytest.mark.parametrize("name", ["a.pdf", "a.png", "a.jpg", "a.docx", "a.pptx"])
def test_a_damaged_file_only_says_so(tmp_path: Path, name: str, words: Words) -> None:
    path = tmp_path / name
    path.write_bytes(b"\x00\xff\x13 this is none" * 20)
    seen = look(path)
    assert seen.picture is None and seen.note is not None
    assert "damaged" in words.say(seen.note) or "no picture" in words.say(seen.note)


def test_a_picture_is_scaled_to_the_room_and_an_svg_is_not_drawn(tmp_path: Path, words: Words) -> None:
    image = QImage(2000, 1000, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    image.save(str(tmp_path / "a.png"))
    seen = look(tmp_path / "a.png")
    assert seen.picture is not None and seen.picture.size() == QSize(300, 150)
    (tmp_path / "b.png").write_text("<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>")
    assert look(tmp_path / "b.png").picture is None
    (tmp_path / "c.svg").write_text("<svg/>")
    assert words.say(look(tmp_path / "c.svg").note or words) == "There is no preview of files of this kind."  # type: ignore[arg-type]


def test_markdown_is_shown_without_its_front_matter_and_with_nothing_that_loads(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "---\ntitle: Secret\n---\n# Guide\n\nSay **this**. <img src='file:///etc/passwd'><script>alert(1)</script>"
        "<a href='javascript:x'>go</a>\n\n![x](http://example.org/x.png)",
        encoding="utf-8",
    )
    html = look(path).html
    assert "<h1>Guide</h1>" in html and "<strong>this</strong>" in html
    for bad in ("img", "script", "Secret", "javascript", "example.org", "passwd"):
        assert bad not in html


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "cp1251"])
def test_a_long_text_without_line_ends_is_shown_from_its_beginning(tmp_path: Path, codec: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(("В одну строку: " + "слово за словом, " * 100_000).encode(codec))
    seen = look(path)
    assert seen.text.removeprefix("\ufeff").startswith("В одну строку: слово за словом, слово")
    assert "\ufffd" not in seen.text


@pytest.fixture
def heard(desk: Desk, qtbot: QtBot) -> tuple[PreviewBox, list[Recorder]]:
    """A preview on a computer that can play, and the players that were made for it."""
    made: list[Recorder] = []

    def player(parent: QObject) -> Recorder:
        made.append(Recorder(parent))
        return made[-1]

    preview = PreviewBox(desk, player=player)
    qtbot.addWidget(preview)
    preview.resize(320, 200)
    preview.show()
    return preview, made


def test_a_recording_is_played_where_it_stands_and_stops_with_its_row(
    heard: tuple[PreviewBox, list[Recorder]], tmp_path: Path, qtbot: QtBot
) -> None:
    preview, made = heard
    for name in ("one.mp4", "two.mp3", "notes.txt"):
        (tmp_path / name).write_bytes(b"Words")
    preview.show_file(tmp_path / "notes.txt")
    qtbot.waitUntil(lambda: preview.text.isVisible())
    assert made == []
    preview.show_file(tmp_path / "one.mp4")
    qtbot.waitUntil(lambda: preview.player is not None and preview.player.isVisible())
    assert preview.player is not None
    play = preview.player.play
    assert made[0].said == [] and play.accessibleName() == "Play"
    press(play, Qt.Key.Key_Space)
    made[0].moved.emit(61_000, 122_000)
    assert preview.player.clock.text() == "1:01 / 2:02"
    press(play, Qt.Key.Key_Space)
    press(play, Qt.Key.Key_Space)
    assert made[0].said == ["one.mp4", "pause", "go on"]
    preview.show_file(tmp_path / "two.mp3")
    assert made[0].said[3:] == ["stop"]
    qtbot.waitUntil(lambda: preview.player is not None and preview.player.isVisible())
    press(play, Qt.Key.Key_Space)
    made[0].ended.emit()
    assert made[0].said[4:] == ["two.mp3", "stop"]
    assert play.accessibleName() == "Play"
    assert len(made) == 1


def test_what_cannot_be_played_here_says_so(
    heard: tuple[PreviewBox, list[Recorder]], tmp_path: Path, qtbot: QtBot
) -> None:
    preview, made = heard
    (tmp_path / "one.mp4").write_bytes(b"none")
    preview.show_file(tmp_path / "one.mp4")
    qtbot.waitUntil(lambda: preview.player is not None and preview.player.isVisible())
    assert preview.player is not None
    preview.player.play.click()
    made[0].failed.emit("no such decoder")
    assert preview.note.isVisible()
    assert preview.note.text().startswith("It cannot be played here.")


def test_where_nothing_can_play_the_program_of_the_system_is_named(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    preview = PreviewBox(desk, player=lambda parent: None)
    qtbot.addWidget(preview)
    preview.show()
    (tmp_path / "one.mp4").write_bytes(b"none")
    preview.show_file(tmp_path / "one.mp4")
    qtbot.waitUntil(lambda: preview.note.text() == "It is played in the program that your system has for it.")


def test_the_page_shows_the_file_of_the_row(
    page: LibraryPage, desk: Desk, assets: dict[str, int], tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "Руководство.txt"
    path.write_text("Первые слова", encoding="utf-8")
    desk.workspace.change(Ref(Asset.kind, assets["guide"]), location=str(path))
    page.table.select(assets["guide"])
    preview = page.side.overview.preview
    qtbot.waitUntil(lambda: preview.text.toPlainText() == "Первые слова")
    page.table.select(assets["deck"])
    assert preview.isHidden()


def test_a_missing_file_says_since_when_and_offers_what_is_like_it(
    page: LibraryPage, desk: Desk, assets: dict[str, int], tmp_path: Path, ask: ScriptedAsk, told: Told
) -> None:
    workspace: Workspace = desk.workspace
    folder = tmp_path / "Handover"
    folder.mkdir()
    (folder / "discovery-notes-v2.docx").write_bytes(b"x")
    (folder / "prices.docx").write_bytes(b"x")
    gone = folder / "discovery-notes.docx"
    workspace.change(Ref(Asset.kind, assets["guide"]), location=str(gone))
    workspace._connection.execute(
        "insert into files (folder, path, state, since) values (0, ?, 'missing', '2026-03-04')", (str(gone),)
    )
    workspace._connection.execute(
        "insert into file_texts (file, text, on_day) select id, 'three kept words', '2026-01-24' from files"
    )
    page.table.assets.forget()
    page.table.select(assets["guide"])
    notice = page.side.overview.notice
    assert notice.title.text() == "File missing since 4\u00a0Mar"
    assert notice.text.text() == (f"{gone} is not there any more. Its text of 24\u00a0Jan is kept here: 3 words.")
    assert len(notice.candidates) == 1
    notice.candidate_wanted.emit(folder / "discovery-notes-v2.docx")
    asset = workspace.get(Asset, assets["guide"])
    assert asset is not None and asset.location == str(folder / "discovery-notes-v2.docx")
    assert told.toasts[-1][1] is True
    assert notice.isHidden()
    workspace.undo()
    assert not notice.isHidden()
    ask.answers.append(folder / "prices.docx")
    page.find_file()
    asset = workspace.get(Asset, assets["guide"])
    assert asset is not None and asset.location == str(folder / "prices.docx")


def read_once(desk: Desk, asset: int, path: Path, text: str, *, is_missing: bool = True) -> None:
    """An asset whose file lay here on 24 January, when its text was read."""
    desk.workspace.change(Ref(Asset.kind, asset), location=str(path))
    connection = desk.workspace._connection
    state = "missing" if is_missing else "there"
    connection.execute("insert into files (folder, path, state) values (0, ?, ?)", (str(path), state))
    connection.execute(
        "insert into file_texts (file, text, on_day) select id, ?, '2026-01-24' from files where path = ?",
        (text, str(path)),
    )


def test_the_kept_text_of_a_missing_file_is_read_and_copied(
    page: LibraryPage, desk: Desk, assets: dict[str, int], tmp_path: Path, told: Told
) -> None:
    whole = "Twelve questions. " + "What does a lost deal cost you? " * 4_000
    read_once(desk, assets["guide"], tmp_path / "guide.docx", whole)
    page.table.assets.forget()
    page.table.select(assets["guide"])
    preview = page.side.overview.preview
    assert preview.isVisible()
    assert preview.text.isVisible() and preview.text.toPlainText().startswith("Twelve questions. What does")
    assert len(preview.text.toPlainText()) < len(whole)
    assert preview.kept_note.text() == "Kept text from 24\u00a0Jan"
    assert preview.text.accessibleName() == "Kept text from 24\u00a0Jan"
    preview.copy.click()
    assert QGuiApplication.clipboard().text() == whole
    assert told.toasts[-1] == ("Copied the text", False)
    page.table.select(assets["deck"])
    assert preview.isHidden()
    page.table.select(assets["bite"])
    assert preview.isHidden()


def test_a_file_that_is_there_again_is_shown_in_place_of_its_kept_text(
    page: LibraryPage, desk: Desk, assets: dict[str, int], tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "guide.txt"
    read_once(desk, assets["guide"], path, "as it was")
    page.table.assets.forget()
    page.table.select(assets["guide"])
    preview = page.side.overview.preview
    assert preview.text.toPlainText() == "as it was"
    path.write_text("as it is")
    desk.workspace._connection.execute("update files set state = 'there'")
    desk.files_followed.emit()
    qtbot.waitUntil(lambda: preview.text.toPlainText() == "as it is")
    assert not preview.kept_note.isVisible() and preview.text.accessibleName() == "Preview"


def test_the_kept_text_of_a_file_on_a_drive_that_is_not_there_is_shown(
    page: LibraryPage, desk: Desk, assets: dict[str, int], tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "Stick" / "guide.txt"
    read_once(desk, assets["guide"], path, "as it was", is_missing=False)
    page.table.assets.forget()
    page.table.select(assets["guide"])
    preview = page.side.overview.preview
    qtbot.waitUntil(lambda: preview.text.toPlainText() == "as it was")
    assert preview.kept_note.text() == "The file cannot be read now. Kept text from 24\u00a0Jan"
    path.parent.mkdir()
    path.write_text("as it is")
    desk.files_followed.emit()
    qtbot.waitUntil(lambda: preview.text.toPlainText() == "as it is")


def test_what_was_edited_is_shown_as_it_is_now(
    page: LibraryPage, desk: Desk, assets: dict[str, int], tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "guide.txt"
    path.write_text("as it was")
    desk.workspace.change(Ref(Asset.kind, assets["guide"]), location=str(path))
    page.table.select(assets["guide"])
    preview = page.side.overview.preview
    qtbot.waitUntil(lambda: preview.text.toPlainText() == "as it was")
    path.write_text("as it is")
    desk.files_followed.emit()
    qtbot.waitUntil(lambda: preview.text.toPlainText() == "as it is")


def test_what_was_read_before_a_file_was_edited_is_not_kept_of_it(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    late = LateTasks()
    desk.tasks = late
    path = tmp_path / "guide.txt"
    path.write_text("as it was")
    preview = PreviewBox(desk)
    qtbot.addWidget(preview)
    preview.show_file(path)
    qtbot.waitUntil(lambda: bool(late.waiting))
    preview.look_again()
    # It had been read already; the answer comes only now.
    late.let_run()
    path.write_text("as it is")
    qtbot.waitUntil(lambda: bool(late.waiting))
    late.let_run()
    assert preview.text.toPlainText() == "as it is"


def test_broken_links_inside_are_named(page: LibraryPage, desk: Desk, assets: dict[str, int]) -> None:
    connection = desk.workspace._connection
    connection.execute("insert into files (folder, path) values (0, '/nowhere/guide.pdf')")
    connection.execute(
        "insert into found_links (file, number, target, words, state) "
        "select id, 0, '../gone.md', 'the price list', 'broken' from files"
    )
    page.table.assets.forget()
    page.table.select(assets["guide"])
    notice = page.side.overview.notice
    assert notice.title.text() == "1 broken link inside"
    assert notice.text.text() == "“the price list” leads to ../gone.md"


def test_a_file_that_was_followed_says_from_where_and_is_taken_back(
    page: LibraryPage, desk: Desk, assets: dict[str, int], tmp_path: Path, told: Told
) -> None:
    workspace = desk.workspace
    root = tmp_path / "Content"
    (root / "Guides").mkdir(parents=True)
    (root / "Discovery").mkdir()
    (root / "Guides" / "guide.txt").write_text("Twelve questions")
    page.ways_in.read([root], watched=True)
    assert page.incoming is not None
    page.incoming.add.click()
    (root / "Guides" / "guide.txt").rename(root / "Discovery" / "guide.txt")
    found = look_at_folders(workspace, roots_of(workspace), lambda: None, lambda: False)
    followed = workspace.library.files.follow(found.deeds)
    (moved,) = followed.touched
    desk.files_followed.emit()
    page.table.select(moved)
    place = page.table.assets.place_of(moved)
    assert page.table.assets.listed_at(place).sign == "moved"
    notice = page.side.overview.notice
    assert notice.title.text() == "File moved"
    assert notice.text.text().endswith("From Guides/guide.txt\nTo Discovery/guide.txt")
    notice.undo.click()
    asset = workspace.get(Asset, moved)
    assert asset is not None and asset.location == "Guides/guide.txt"
    assert notice.isHidden()


def test_a_value_of_a_filter_that_is_cut_can_be_read_whole(page: LibraryPage) -> None:
    model = page.facets.facets
    entries = [model.entry_at(place) for place in range(model.rowCount())]
    values = [place for place, entry in enumerate(entries) if not entry.is_heading]
    assert values
    for place in values:
        assert model.index(place, 0).data(Qt.ItemDataRole.ToolTipRole) == entries[place].title


def test_what_is_filtered_by_from_elsewhere_is_counted_too(page: LibraryPage, qtbot: QtBot) -> None:
    """Today and the health of the content lead here with a rule chosen, while its facet is closed."""
    page.state.choose({"flag": frozenset({"no-owner"})})
    qtbot.waitUntil(lambda: not page.state._to_count)
    facets = page.facets.facets
    entry = facets.entry_at(facets.place_of("flag", "no-owner"))
    assert entry.is_chosen
    assert entry.count == len(page.state.found) == 3


def test_what_is_wrong_is_counted_once_somebody_looks(page: LibraryPage, qtbot: QtBot) -> None:
    panel = page.facets
    place = panel.facets.place_of("flag", None)
    assert panel.facets.entry_at(place).title == "What is wrong"
    assert "flag" not in page.state.counts
    panel.setCurrentIndex(panel.facets.index(place, 0))
    panel.setFocus()
    press(panel, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: page.state.counts.get("flag", {}).get("no-owner") == 3)
    page.state.toggle("flag", "no-owner")
    assert page.table.assets.rowCount() == 3
