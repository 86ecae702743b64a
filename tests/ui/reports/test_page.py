"""The gallery: every report is seen as it will be printed, exported with its options, and exported again."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import pypdfium2
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from db.workspace import Place, Workspace, open_workspace
from enable_desktop.interviews import Interview
from enable_desktop.library.query import Order, parse
from enable_desktop.links import Ref
from enable_desktop.packs.records import Pack, PackItem
from enable_desktop.packs.sent import Form
from enable_desktop.words import Words
from resources.words import translations
from tests.conftest import SampleAt
from tests.ui.conftest import ScriptedAsk
from tests.ui.keys import press, type_text
from ui.desk import Desk
from ui.inputs import CheckBox, ComboBox, Segmented
from ui.program import Program
from ui.reports.offered import departments as departments_of
from ui.reports.page import _SMALL_OPTIONS, ReportsPage
from ui.reports.pictures import seen_of
from ui.reports.printing import gathered
from ui.reports.table import REPORTS
from ui.tasks import Job, NowTasks, Work
from ui.theme import Theme

T = TypeVar("T")


@pytest.fixture
def workspace(tmp_path: Path, place: Place, sample_at: SampleAt) -> Iterator[Workspace]:
    with open_workspace(sample_at(tmp_path / "Sample.enable"), place) as sample:
        yield sample


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[ReportsPage]:
    shown = ReportsPage(desk)
    shown.resize(1400, 900)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitExposed(shown)
    shown.open(None)
    yield shown
    shown.close()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_part_to_include_is_never_cut_off_in_a_small_window(theme: Theme, language: str) -> None:
    words = Words(language, translations(language))
    room = theme.px(_SMALL_OPTIONS) - 36
    labels = [words(option.label) for entry in REPORTS for option in entry.options if option.is_flag]
    assert [text for text in labels if CheckBox(theme, text).sizeHint().width() > room] == []


def seen(page: ReportsPage, qtbot: QtBot, key: str) -> None:
    """Shows a report, and waits for its pages."""
    page.show_report(key)
    qtbot.waitUntil(lambda: page.preview.document is not None and page.preview.document.name == key)


def text_of(content: bytes | Path) -> str:
    document = pypdfium2.PdfDocument(content if isinstance(content, Path) else io.BytesIO(content))
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return text


def shown_text(page: ReportsPage) -> str:
    assert page.preview.document is not None
    return text_of(page.preview.document.content)


def choose(page: ReportsPage, qtbot: QtBot, option: str, value: str) -> None:
    """Chooses, and waits for the pages that follow from it."""
    with qtbot.waitSignal(page.preview.printed):
        page.options.chosen.emit(option, value)


def test_every_report_of_the_gallery_speaks_both_languages_and_fits_both_papers(
    workspace: Workspace, words: Words
) -> None:
    for entry in REPORTS:
        usual = entry.settled({}, entry.offered(workspace, words), {"page": "letter", "language": "ru"})
        printed = gathered(workspace, entry, usual)(lambda: None)
        sheet = pypdfium2.PdfDocument(printed.content)
        assert [round(side) for side in sheet[0].get_size()] == [612, 792], entry.key
        assert len(sheet) == printed.pages, entry.key
        sheet.close()
        assert "стр." in text_of(printed.content).lower() or "из" in text_of(printed.content).split(), entry.key
        assert printed == gathered(workspace, entry, usual)(lambda: None), f"other bytes: {entry.key}"


def test_small_pictures_of_all_reports_follow_with_their_number_of_pages(page: ReportsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(
        lambda: all(tile.image is not None for tile in page.list.tiles.tiles if tile.key != "booklet"), timeout=30_000
    )
    told = {tile.key: tile.detail for tile in page.list.tiles.tiles}
    assert told["one-page"] == "1 page"
    assert told["charter"].endswith("pages")
    # A pack may be gigabytes: it is looked at once somebody asks for it.
    assert told["booklet"] == ""
    seen(page, qtbot, "booklet")
    qtbot.waitUntil(lambda: "page" in page.list.tiles.tiles[-1].detail)


class CountingTasks(NowTasks):
    """Runs work at once, and counts it."""

    def __init__(self) -> None:
        self.count = 0

    def run(self, work: Work[T], *args: Any, **options: Any) -> Job:  # Any: passed on as it is.
        self.count += 1
        return super().run(work, *args, **options)


def test_pictures_that_were_drawn_are_there_at_once_when_the_page_is_made_again(
    desk: Desk, program: Program, qtbot: QtBot
) -> None:
    desk.program = program

    def drawn_by(tasks: CountingTasks) -> int:
        desk.tasks = tasks
        page = ReportsPage(desk)
        page.resize(1400, 900)
        qtbot.addWidget(page)
        page.show()
        page.open(None)
        qtbot.waitUntil(
            lambda: all(tile.image is not None for tile in page.list.tiles.tiles if tile.key != "booklet"),
            timeout=30_000,
        )
        page.close()
        return tasks.count

    first, again = drawn_by(CountingTasks()), drawn_by(CountingTasks())
    assert first - again == len(REPORTS) - 2
    # A picture of the file as it was before a change is none of the file as it is.
    before = seen_of(desk.workspace, "gaps", {}, 94)
    desk.workspace.settings.set("company", "Nordlicht AG")
    assert before is not None
    assert before != seen_of(desk.workspace, "gaps", {}, 94)


def test_a_report_is_printed_once_when_it_is_chosen(page: ReportsPage, qtbot: QtBot) -> None:
    seen(page, qtbot, "gaps")
    qtbot.waitUntil(lambda: not page.preview.is_stale)
    page.show_report("health")
    qtbot.waitUntil(lambda: page.preview.document is not None and page.preview.document.name == "health")
    assert not page.preview.is_stale


def test_the_pictures_in_sight_are_drawn_first(page: ReportsPage, desk: Desk, qtbot: QtBot) -> None:
    page.resize(1400, 420)
    page.show_report("expert")
    page.list.scrollToBottom()
    qtbot.waitUntil(
        lambda: all(tile.image is not None for tile in page.list.tiles.tiles if tile.key != "booklet"), timeout=30_000
    )
    # The one that is shown large is drawn with that, whenever that is printed.
    in_sight = {entry.key for entry in REPORTS if page.list.is_in_sight(entry.key)} - {"booklet", "expert"}
    assert in_sight
    assert "one-page" not in in_sight
    drawn: list[str] = []
    page.list.tiles.dataChanged.connect(lambda index, _: drawn.append(page.list.tiles.tiles[index.row()].key))
    desk.workspace.settings.set("company", "Nordlicht AG")
    qtbot.waitUntil(lambda: "one-page" in drawn, timeout=30_000)
    assert in_sight <= set(drawn[: drawn.index("one-page")])


def test_the_arrow_keys_choose_a_template_and_page_keys_turn_the_page_shown(page: ReportsPage, qtbot: QtBot) -> None:
    seen(page, qtbot, "charter")
    page.list.setFocus()
    press(page.list, Qt.Key.Key_PageDown)
    assert page.preview.place.startswith("Page 2 of")
    press(page.list, Qt.Key.Key_Right)
    assert page.entry.key == "one-page"
    qtbot.waitUntil(lambda: page.preview.place == "Page 1 of 1")
    assert page.status() == "Charter on one page, 1 page, A4, fonts embedded"


def test_parts_of_the_gap_report_are_left_out_when_they_are_not_ticked(page: ReportsPage, qtbot: QtBot) -> None:
    seen(page, qtbot, "gaps")
    assert "In their words" in shown_text(page)
    box = next(each for each in page.options.findChildren(CheckBox) if each.text() == "In their words")
    with qtbot.waitSignal(page.preview.printed):
        box.click()
    assert "In their words" not in shown_text(page)
    assert "How this was found" in shown_text(page)


def test_quotes_carry_their_side_alone_where_that_is_chosen(page: ReportsPage, desk: Desk, qtbot: QtBot) -> None:
    seen(page, qtbot, "gaps")
    assert "AE, mid-market" in shown_text(page)
    departments = {person.department for person in desk.workspace.people.all()}
    offered = dict(departments_of(desk.workspace, page.words))
    assert offered.keys() == departments | {""}
    box = next(each for each in page.options.findChildren(ComboBox) if each.findText("Side only") >= 0)
    with qtbot.waitSignal(page.preview.printed):
        box.setCurrentIndex(box.findText("Side only"))
        box.activated.emit(box.currentIndex())
    assert "AE, mid-market" not in shown_text(page)
    assert "Every quote has the name of its side; no role is named." in " ".join(shown_text(page).split())


def test_a_report_is_called_what_somebody_wants_on_its_pages_and_as_a_file(
    page: ReportsPage, ask: ScriptedAsk, qtbot: QtBot, tmp_path: Path
) -> None:
    for key, usual in (("gaps", "Gap report"), ("catalogue", "Library catalogue"), ("experts", "Whom to ask")):
        seen(page, qtbot, key)
        title = next(each for each in page.options.findChildren(QLineEdit) if each.placeholderText() == usual)
        title.setFocus()
        type_text(title, "What we found in March")
        # Nothing of it is lost where the keyboard is still in the line.
        ask.answers.append(tmp_path / f"{key}.pdf")
        page.export()
        assert ask.suggested[-1] == "Sample Co - What we found in March.pdf"
        document = pypdfium2.PdfDocument(tmp_path / f"{key}.pdf")
        assert document.get_metadata_value("Title") == "What we found in March"
        document.close()
        text = text_of(tmp_path / f"{key}.pdf")
        assert text.startswith("What we found in March")
        assert usual not in text
        qtbot.waitUntil(lambda: "What we found in March" in shown_text(page))


def test_a_report_that_names_people_says_so_whatever_it_is_called(page: ReportsPage, qtbot: QtBot) -> None:
    seen(page, qtbot, "gaps")
    choose(page, qtbot, "people", "name")
    choose(page, qtbot, "title", "Spring")
    assert shown_text(page).count("Spring, with names") == page.preview.document.pages  # type: ignore[union-attr]


def test_a_title_that_is_being_typed_stays_with_its_report(page: ReportsPage, qtbot: QtBot) -> None:
    seen(page, qtbot, "gaps")
    title = next(each for each in page.options.findChildren(QLineEdit) if each.placeholderText() == "Gap report")
    title.setFocus()
    type_text(title, "Spring")
    page.show_report("audit")
    assert page.choices["title"] == ""
    page.show_report("gaps")
    assert page.choices["title"] == "Spring"


def test_who_reads_the_gap_report_decides_what_it_tells_until_somebody_decides_otherwise(
    page: ReportsPage, qtbot: QtBot
) -> None:
    seen(page, qtbot, "gaps")
    assert "AE, mid-market" in shown_text(page)
    choose(page, qtbot, "audience", "reps")
    text = " ".join(shown_text(page).split())
    assert "FOR ALL REPS, " in text
    assert "AE, mid-market" not in text
    boxes = {each.text(): each for each in page.options.findChildren(CheckBox)}
    assert not boxes["What leadership alone wants"].isChecked()
    people = next(each for each in page.options.findChildren(ComboBox) if each.findText("Side only") >= 0)
    assert people.currentText() == "Side only"
    with qtbot.waitSignal(page.preview.printed):
        boxes["What leadership alone wants"].click()
    assert (page.choices["audience"], page.choices["wishes"]) == ("reps", "yes")
    choose(page, qtbot, "audience", "leadership")
    assert "AE, mid-market" in shown_text(page)


def test_a_period_that_ends_before_it_begins_is_told_in_place_of_the_pages(page: ReportsPage, qtbot: QtBot) -> None:
    seen(page, qtbot, "gaps")
    first, last = (each for each in page.options.findChildren(QLineEdit) if each.placeholderText() == "any")
    for edit, text in ((first, "12 Mar 2026"), (last, "1 Mar 2026")):
        edit.setFocus()
        type_text(edit, text)
        press(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(page.reason.isVisible)
    assert page.reason.text() == "The period ends before it begins: choose a later last day."
    last.clear()
    with qtbot.waitSignal(page.preview.printed):
        press(last, Qt.Key.Key_Return)
    assert page.preview.isVisible()


def test_reset_goes_back_to_the_paper_and_language_of_the_workspace(page: ReportsPage, qtbot: QtBot) -> None:
    seen(page, qtbot, "charter")
    choose(page, qtbot, "page", "letter")
    with qtbot.waitSignal(page.preview.printed):
        page.options.reset.click()
    assert page.choices["page"] == "a4"
    paper = page.options.findChildren(Segmented)[0]
    assert paper.current == "a4"


def test_an_export_is_done_again_with_the_choices_of_last_time_and_over_the_same_file(
    page: ReportsPage, desk: Desk, ask: ScriptedAsk, qtbot: QtBot, tmp_path: Path
) -> None:
    seen(page, qtbot, "gaps")
    choose(page, qtbot, "page", "letter")
    choose(page, qtbot, "quotes", "")
    target = tmp_path / "Gaps.pdf"
    ask.answers.append(target)
    assert "Export again" not in [text for _, text in page.keys()]  # noqa: SIM118 (no mapping)
    page.export()
    assert "Export again" in [text for _, text in page.keys()]  # noqa: SIM118 (no mapping)
    written = target.read_bytes()
    assert "In their words" not in text_of(target)
    assert page.header_note().text.startswith("Last export: Gap report, ")

    # Another window on the same file knows it too, and asks nothing.
    again = ReportsPage(desk)
    qtbot.addWidget(again)
    again.show()
    again.open(None)
    assert again.entry.key == "gaps"
    assert again.choices["page"] == "letter"
    again._on_chosen("quotes", "yes")
    target.unlink()
    again.export_again()
    assert target.read_bytes() == written
    assert len(ask.asked) == 1
    again.close()


def test_what_is_gone_is_not_replaced_by_something_else_when_it_is_exported_again(
    page: ReportsPage, desk: Desk, ask: ScriptedAsk, qtbot: QtBot, tmp_path: Path
) -> None:
    seen(page, qtbot, "brief")
    target = tmp_path / "Brief.pdf"
    ask.answers.append(target)
    page.export()
    # Nobody could type a space that does not break.
    assert re.fullmatch("Sample Co - Brief [A-Za-z ]+, [0-9]+ [A-Z][a-z]+[.]pdf", ask.suggested[-1])
    written, meeting = target.read_bytes(), int(page.choices["meeting"])
    desk.workspace.remove(Ref(Interview.kind, meeting))
    ask.answers.append(None)
    page.export_again()
    assert target.read_bytes() == written
    assert len(ask.asked) == 2


def test_the_folder_of_the_last_export_is_opened(
    page: ReportsPage, ask: ScriptedAsk, qtbot: QtBot, tmp_path: Path
) -> None:
    seen(page, qtbot, "one-page")
    folder = tmp_path / "Board"
    folder.mkdir()
    ask.answers.append(folder / "One.pdf")
    page.export()
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    page.open_url = open_url
    page.open_folder()
    assert opened == [str(folder)]


def test_a_report_that_has_nothing_to_print_says_what_is_missing_and_where(
    page: ReportsPage, desk: Desk, qtbot: QtBot
) -> None:
    with desk.workspace.step("Clear"):
        for talk in desk.workspace.interviews.listed():
            desk.workspace.remove(Ref(Interview.kind, talk.id))
    page.show_report("brief")
    assert page.reason.text() == "Plan a talk first: a brief is made for a meeting."
    went: list[object] = []
    desk.wants_page.connect(went.append)
    page.mend.click()
    assert went == ["interviews"]


def test_what_is_changed_elsewhere_is_in_the_pages_at_once(page: ReportsPage, desk: Desk, qtbot: QtBot) -> None:
    seen(page, qtbot, "charter")
    with qtbot.waitSignal(page.preview.printed):
        desk.workspace.settings.set("company", "Nordlicht AG")
    assert "Nordlicht AG" in shown_text(page)


def test_a_pack_is_printed_as_a_booklet_and_that_it_was_is_remembered(
    page: ReportsPage, desk: Desk, ask: ScriptedAsk, qtbot: QtBot, tmp_path: Path
) -> None:
    pack = desk.workspace.add(Pack, title="For the fair", audience="Reps")
    asset = desk.workspace.library.finding.ids(parse(""), {"status": frozenset({"published"})}, Order.TITLE)[0]
    desk.workspace.add(PackItem, pack=pack, asset=asset)
    seen(page, qtbot, "booklet")
    choose(page, qtbot, "pack", str(pack))
    assert "For the fair" in shown_text(page)
    target = tmp_path / "Fair.pdf"
    ask.answers.append(target)
    page.export()
    assert "For the fair" in text_of(target)
    (export,) = desk.workspace.packs.sent.all(pack)
    assert (export.form, export.place) == (Form.BOOKLET, str(target))
