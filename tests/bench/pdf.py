"""The charter PDF against a bare reportlab program that lays out the same text, tables and charts.

The floor has the same table of contents, outline and "Page x of y"; WeasyPrint lays out the same as HTML where it is
installed. 300 pages are measured against 30.
"""

from __future__ import annotations

import html
import importlib
import importlib.util
import io
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from db.workspace import Place
from enable_desktop.charter.content import Charter
from enable_desktop.charter.lines import Prose
from enable_desktop.charter.report import CharterReport
from enable_desktop.charter.sections import SECTIONS
from enable_desktop.fields import Line, field_of
from enable_desktop.links import Ref, without_chips
from enable_desktop.measures import Measure, by_date
from enable_desktop.readouts import Reader
from enable_desktop.words import Words
from resources.words import translations
from tests.bench.result import Result, in_turn, seconds
from ui.exporting import charter_report
from ui.start import new_workspace

RUNS = 7
_NO_WEASYPRINT = (
    "WeasyPrint is not measured: it is no library of ours. To have it, `.venv/bin/pip install weasyprint`, and on "
    "Debian `apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0`"
)


def results() -> list[Result]:
    from exports.charter import charter_bytes

    words = Words("en", translations("en"))
    report = _sample()
    thirty, pages = _grown(report, words, 30)
    three_hundred, many = _grown(report, words, 300)
    parts = tuple(_parts(thirty, words))
    works = [lambda: seconds(lambda: _floor(parts)), lambda: seconds(lambda: charter_bytes(thirty, words))]
    if importlib.util.find_spec("weasyprint"):
        works.append(lambda: seconds(lambda: _weasy(parts)))
    else:
        print(_NO_WEASYPRINT, flush=True)
    found = [value * 1000 for value in in_turn(works, RUNS)]
    long = in_turn([lambda: seconds(lambda: charter_bytes(three_hundred, words))], 3)[0] * 1000
    text = "A sentence of a section that somebody pasted in whole, all of it. " * 15_500
    one_megabyte = _with_prose(report, "plan", text)
    big = in_turn([lambda: seconds(lambda: charter_bytes(one_megabyte, words))], 1)[0]
    rows = [
        Result(name=f"charter PDF of {pages} pages", floor=found[0], ours=found[1], limit=1.4, note="bare reportlab"),
        Result(name=f"charter PDF of {many} pages", floor=found[1], ours=long, limit=11.0, note=f"{pages} pages"),
        Result(name="a section of 1 MB", ours=big, unit="s", note="to be seconds"),
    ]
    if len(found) > 2:
        rows.append(Result(name="charter PDF", floor=found[2], ours=found[1], limit=0.3, note="WeasyPrint"))
    return rows


def _sample() -> CharterReport:
    with tempfile.TemporaryDirectory() as folder:
        place = Place(home=Path(folder), clock=lambda: datetime(2026, 3, 12, 10))
        with new_workspace(Path(folder) / "Sample.enable", place, "en", "en") as workspace:
            return charter_report(workspace)


def _grown(report: CharterReport, words: Words, wanted: int) -> tuple[CharterReport, int]:
    """The report with more of the same text in every section, until it has at least so many pages."""
    from exports.charter import charter_bytes

    times, pages, grown = 1, 0, report
    while pages < wanted:
        lines = dict(report.charter.lines)
        lines[Prose.kind] = tuple(
            replace(line, text="\n\n".join([line.text] * times)) for line in report.charter.all(Prose)
        )
        grown = replace(report, charter=replace(report.charter, lines=lines))
        pages = charter_bytes(grown, words)[1].pages
        times = times + 1 if pages < 40 else max(times + 1, round(times * wanted / pages))
    return grown, pages


def _with_prose(report: CharterReport, key: str, text: str) -> CharterReport:
    lines = dict(report.charter.lines)
    lines[Prose.kind] = tuple(
        replace(line, text=text) if line.key == key else line for line in report.charter.all(Prose)
    )
    return replace(report, charter=replace(report.charter, lines=lines))


@dataclass(frozen=True)
class _Part:
    """A section as anybody would lay it out: paragraphs, tables of texts, charts of numbers."""

    title: str
    paragraphs: tuple[str, ...]
    tables: tuple[tuple[tuple[str, ...], ...], ...]
    charts: tuple[tuple[str, tuple[float, ...]], ...]


def _parts(report: CharterReport, words: Words) -> Iterator[_Part]:
    charter = report.charter
    case = charter.business_case

    def title_of(ref: Ref) -> str:
        line = charter.find(ref.kind, ref.id)
        return line.title_text if line is not None else ""

    reader = Reader(words, report.currency, title_of)
    for section in SECTIONS:
        prose = charter.prose(section.key)
        if section.key == "business_case":
            prose = "\n\n".join((case.problem, case.evidence, case.cost_of_nothing, case.proposal, case.how_it_works,
                                 case.responsible, case.assumptions, case.stop_rule, case.decision))  # fmt: skip
        tables = tuple(
            tuple(_cells(line, table.columns, reader) for line in charter.all(table.record)) for table in section.tables
        )
        charts: tuple[tuple[str, tuple[float, ...]], ...] = ()
        if section.key == "measures":
            charts = tuple(_values(charter, measure) for measure in charter.all(Measure))
            charts = tuple((name, values) for name, values in charts if len(values) > 1)
        paragraphs = tuple(without_chips(part) for part in prose.split("\n\n") if part.strip())
        yield _Part(section.title, paragraphs, tuple(table for table in tables if table), charts)


def _values(charter: Charter, measure: Measure) -> tuple[str, tuple[float, ...]]:
    readings = by_date(charter.readings_of(measure.id))
    return measure.title, tuple(reading.value for reading in readings if reading.value is not None)


def _cells(line: Line, columns: tuple[str, ...], reader: Reader) -> tuple[str, ...]:
    return tuple(reader.shown(field_of(type(line), name), getattr(line, name)) for name in columns)


def _floor(parts: tuple[_Part, ...]) -> bytes:
    """The same with reportlab's own platypus, in the plainest way that gives contents, outline and "of y"."""
    from reportlab.graphics.shapes import Drawing, PolyLine, String
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import BaseDocTemplate, Frame, PageBreak, PageTemplate, Paragraph, Spacer, Table
    from reportlab.platypus.tableofcontents import TableOfContents

    body = ParagraphStyle("body", fontName="Times-Roman", fontSize=10, leading=14.5, spaceAfter=7)
    head = ParagraphStyle("head", fontName="Helvetica-Bold", fontSize=14, leading=18, spaceBefore=14, spaceAfter=8)
    cell = ParagraphStyle("cell", fontName="Helvetica", fontSize=8, leading=11.5)
    file = io.BytesIO()
    total = [0]

    class Document(BaseDocTemplate):  # type: ignore[misc]  # reportlab ships without types
        def afterFlowable(self, flowable: object) -> None:
            if isinstance(flowable, Paragraph) and flowable.style is head:
                text = flowable.getPlainText()
                self.canv.bookmarkPage(text)
                self.canv.addOutlineEntry(text, text, 0)
                self.notify("TOCEntry", (0, text, self.page, text))

    def running(canvas: object, document: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 7.5)  # type: ignore[attr-defined]
        canvas.drawString(70, 800, "Sales enablement charter")  # type: ignore[attr-defined]
        canvas.drawString(480, 34, f"Page {document.page} of {total[0]}")  # type: ignore[attr-defined]
        total[0] = max(total[0], document.page)

    story: list[object] = [TableOfContents(), PageBreak()]
    for part in parts:
        story.append(Paragraph(html.escape(part.title), head))
        story += [Paragraph(html.escape(text), body) for text in part.paragraphs]
        for name, values in part.charts:
            low, high = min(values), max(values)
            drawing = Drawing(220, 90)
            points: list[float] = []
            for place, value in enumerate(values):
                points += [10 + place * 200 / (len(values) - 1), 10 + 60 * (value - low) / ((high - low) or 1)]
            drawing.add(PolyLine(points))
            drawing.add(String(10, 80, name, fontSize=8))
            story.append(drawing)
        for table in part.tables:
            wide = 450 / max(len(row) for row in table)
            rows = [[Paragraph(html.escape(text), cell) for text in row] for row in table]
            story += [Table(rows, colWidths=[wide] * len(rows[0]), repeatRows=1), Spacer(1, 8)]
    document = Document(file)
    frame = Frame(70, 62, 468, 706)
    document.addPageTemplates([PageTemplate("page", [frame], onPage=running)])
    document.multiBuild(story)
    return file.getvalue()


def _weasy(parts: tuple[_Part, ...]) -> bytes:
    """The same as HTML through WeasyPrint."""
    # By its name: it is no package of ours, and type checks know it only where somebody has installed it.
    weasyprint = importlib.import_module("weasyprint")
    pieces: list[str] = []
    for part in parts:
        pieces.append(f"<h1>{html.escape(part.title)}</h1>")
        pieces += [f"<p>{html.escape(text)}</p>" for text in part.paragraphs]
        for table in part.tables:
            cells = ("".join(f"<td>{html.escape(text)}</td>" for text in row) for row in table)
            pieces.append("<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>")
    content: bytes = weasyprint.HTML(string="".join(pieces)).write_pdf()
    return content
