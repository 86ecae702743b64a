"""Reports on paper: the pages chosen, as they look on the screen, by a printer that writes a file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QPageRanges
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.workspace import Place, Workspace, open_workspace
from enable_desktop.charter.report import PageSize
from enable_desktop.errors import WorkspaceError
from enable_desktop.words import Words
from exports.blocks import Block, PageBreak
from exports.fonts import faces
from exports.look import H1
from exports.press import Press, sheet_of
from resources.words import translations
from tests.conftest import SampleAt
from tests.exports.reading import printed
from tests.ui.conftest import ScriptedAsk
from ui.ask import DialogAsk
from ui.desk import Desk
from ui.preview.pages import Document
from ui.preview.paper import put_on_paper, wanted_pages
from ui.printers import NoPrinter, lay
from ui.reports.page import ReportsPage
from ui.tasks import Cancelled

IMAGE = pypdfium2.raw.FPDF_PAGEOBJ_IMAGE
SQUARE = 28
COARSE = 100
"""Dots an inch: enough to tell pages apart."""


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
    shown.open(None)
    yield shown
    shown.close()


def printer_into(path: Path, resolution: int = COARSE) -> QPrinter:
    """A printer that writes what it would print into a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(resolution)
    return printer


def _dark(pixels: bytes, start: int) -> float:
    return (255 * SQUARE - sum(pixels[start : start + SQUARE])) / SQUARE**2


def looks(content: bytes | Path) -> list[list[float]]:
    """How dark each page is in squares of about a centimetre, from the top left."""
    document = pypdfium2.PdfDocument(content if isinstance(content, Path) else io.BytesIO(content))
    found = []
    for sheet in document:
        bitmap = sheet.render(scale=1.0, grayscale=True, rev_byteorder=False)
        pixels, width, height, stride = bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride
        found.append([
            sum(_dark(pixels, start) for start in range(top * stride + left, (top + SQUARE) * stride, stride))
            for top in range(0, height - SQUARE, SQUARE)
            for left in range(0, width - SQUARE, SQUARE)
        ])  # fmt: skip
    document.close()
    return found


def drawn_at(path: Path) -> list[tuple[float, float, float, float]]:
    """Where pictures stand on the first page: left, bottom, right, top, in points."""
    document = pypdfium2.PdfDocument(path)
    found = [each.get_bounds() for each in document[0].get_objects() if each.type == IMAGE]
    document.close()
    return found


def as_alike(one: list[float], other: list[float]) -> bool:
    """Whether two pages are equally dark everywhere, but for how the edges of letters are drawn."""
    return len(one) == len(other) and max(abs(a - b) for a, b in zip(one, other, strict=True)) < 20


@pytest.fixture
def document() -> Document:
    """Four pages, each with as many lines as its number says."""
    press = Press(Words("en", translations("en")), faces(), sheet_of(PageSize.A4), {})
    blocks: list[Block] = []
    for number in range(1, 5):
        blocks += [PageBreak()] if blocks else []
        blocks += [press.text(f"Line {line} of page {number}", H1) for line in range(number)]
    return Document(content=printed(blocks, press), pages=4)


class Steps:
    """Progress that notes what it hears, and stops the work after so many pages."""

    def __init__(self, stop_after: int = -1) -> None:
        self.told: list[tuple[int, int]] = []
        self._stop_after = stop_after

    def __call__(self, done: int, total: int) -> None:
        self.told.append((done, total))

    def cancelled(self) -> bool:
        return 0 <= self._stop_after < len(self.told)

    def check(self) -> None:
        if self.cancelled():
            raise Cancelled

    def settle(self) -> None:
        self.check()


def test_every_page_comes_out_of_the_printer_as_it_looks_on_the_screen(document: Document, tmp_path: Path) -> None:
    printer, steps = printer_into(tmp_path / "out.pdf"), Steps()
    lay(printer, "a4")
    assert put_on_paper(document, printer, steps) == 4
    assert steps.told == [(0, 4), (1, 4), (2, 4), (3, 4)]
    wanted, found = looks(document.content), looks(tmp_path / "out.pdf")
    assert len(found) == 4
    assert all(as_alike(one, other) for one, other in zip(wanted, found, strict=True))
    # The comparison can tell pages apart.
    assert not as_alike(wanted[0], wanted[1])


def test_a_page_of_many_dots_is_drawn_in_strips_that_meet(document: Document, tmp_path: Path) -> None:
    printer = printer_into(tmp_path / "out.pdf", resolution=300)
    lay(printer, "a4")
    printer.setPageRanges(QPageRanges.fromString("4"))
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    assert put_on_paper(document, printer, Steps()) == 1
    assert len(drawn_at(tmp_path / "out.pdf")) == 2
    (found,) = looks(tmp_path / "out.pdf")
    assert as_alike(looks(document.content)[3], found)


def test_a_printer_finer_than_the_eye_prints_in_the_same_size(tmp_path: Path) -> None:
    small = pypdfium2.PdfDocument.new()
    small.new_page(144, 72)
    file = io.BytesIO()
    small.save(file)
    small.close()
    printer = printer_into(tmp_path / "out.pdf", resolution=1200)
    lay(printer, "a4")
    put_on_paper(Document(content=file.getvalue(), pages=1), printer, Steps())
    (edges,) = drawn_at(tmp_path / "out.pdf")
    assert [round(edge) for edge in edges] == [225, 385, 369, 457]


def test_the_pages_chosen_are_printed_as_often_as_they_are_wanted(document: Document, tmp_path: Path) -> None:
    printer = printer_into(tmp_path / "out.pdf")
    lay(printer, "a4")
    printer.setPageRanges(QPageRanges.fromString("2-3"))
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setCopyCount(2)
    assert wanted_pages(printer, 4) == (2, 3, 2, 3)
    printer.setCollateCopies(False)
    assert wanted_pages(printer, 4) == (2, 2, 3, 3)
    assert put_on_paper(document, printer, Steps()) == 4
    wanted, found = looks(document.content), looks(tmp_path / "out.pdf")
    assert [as_alike(each, wanted[1]) for each in found] == [True, True, False, False]


def test_pages_that_are_not_there_are_told_and_nothing_is_printed(document: Document, tmp_path: Path) -> None:
    printer = printer_into(tmp_path / "out.pdf")
    printer.setPageRanges(QPageRanges.fromString("7-9"))
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    with pytest.raises(WorkspaceError, match="None of the pages chosen is there"):
        put_on_paper(document, printer, Steps())
    assert not (tmp_path / "out.pdf").exists()


def test_a_page_for_another_paper_is_made_to_fit_and_stays_in_the_middle(document: Document, tmp_path: Path) -> None:
    printer = printer_into(tmp_path / "out.pdf")
    lay(printer, "letter")
    put_on_paper(document, printer, Steps())
    sheet = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    assert [round(side) for side in sheet[0].get_size()] == [612, 792]
    sheet.close()
    edges = drawn_at(tmp_path / "out.pdf")
    # 792 points high, A4 is 560 points wide.
    assert (round(min(edge[0] for edge in edges)), round(max(edge[2] for edge in edges))) == (26, 586)


def test_printing_that_is_stopped_draws_no_further_page(document: Document, tmp_path: Path) -> None:
    printer = printer_into(tmp_path / "out.pdf")
    lay(printer, "a4")
    with pytest.raises(Cancelled):
        put_on_paper(document, printer, Steps(stop_after=1))
    assert len(looks(tmp_path / "out.pdf")) == 2


@pytest.mark.qt_log_ignore("QPainter::begin\\(\\): Returned false", extend=True)
def test_a_printer_that_does_not_answer_is_told(document: Document, tmp_path: Path) -> None:
    (tmp_path / "out.pdf").mkdir()
    with pytest.raises(WorkspaceError, match="does not answer"):
        put_on_paper(document, printer_into(tmp_path / "out.pdf"), Steps())


def test_ctrl_p_prints_the_report_that_is_shown(
    page: ReportsPage, ask: ScriptedAsk, qtbot: QtBot, tmp_path: Path, desk: Desk
) -> None:
    page.show_report("health")
    qtbot.waitUntil(lambda: page.preview.document is not None and page.preview.document.name == "health")
    (command,) = (each for each in page.commands() if each.shortcut == "Ctrl+P")
    said: list[str] = []
    desk.wants_toast.connect(lambda text, _: said.append(text))
    printer = printer_into(tmp_path / "out.pdf")
    ask.answers.append(printer)
    command.run()
    assert page.preview.document is not None
    shown, found = looks(page.preview.document.content), looks(tmp_path / "out.pdf")
    assert len(shown) == len(found)
    assert all(as_alike(one, other) for one, other in zip(shown, found, strict=True))
    assert said == ["Printed Content health: 2 pages"]
    assert printer.docName() == "Content health"


def test_a_computer_without_a_printer_says_so_and_what_to_do(page: ReportsPage, ask: ScriptedAsk, desk: Desk) -> None:
    told: list[str] = []
    desk.wants_problem.connect(lambda _, text: told.append(text))
    ask.answers += [NoPrinter(), None]
    page.print_pages()
    page.print_pages()
    assert told == [
        "No printer is set up on this computer. Add one in the system's settings, or export the PDF and print it "
        "elsewhere."
    ]


def test_the_real_question_finds_no_printer_where_no_service_runs(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "nobody.sock"))
    widget = QWidget()
    qtbot.addWidget(widget)
    if QPrinterInfo.availablePrinterNames():
        pytest.skip("this system lists its printers elsewhere")
    with pytest.raises(NoPrinter):
        DialogAsk(widget, desk.words, desk.theme).printer("Print", 2, "a4")
