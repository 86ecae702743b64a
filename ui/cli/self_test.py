"""`--self-test`: every part of the program once, so that an installation that lost one says so."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from enable_desktop.words import LANGUAGES, Words, mark
from resources.words import translations
from ui.cli.session import Session

if TYPE_CHECKING:
    from db.workspace import Place

Part = Callable[[], str]


def self_test(session: Session) -> int:
    """Touch every part in a temporary folder and print what it did; returns the exit code."""
    failed = 0
    with tempfile.TemporaryDirectory(prefix="enable-desktop-") as folder:
        for name, part in _parts(Path(folder)):
            try:
                did = part()
            except Exception as error:  # Whatever a part that is missing raises: that it does is the finding.
                failed += 1
                click.echo(f"FAILED  {name}: {type(error).__name__}: {error}")
            else:
                click.echo(f"ok      {name}: {did}")
    if failed:
        session.note(session.words.n("{n} part does not work.", "{n} parts do not work.", failed))
        return 3
    session.say(mark("Everything works."))
    return 0


def _parts(folder: Path) -> Iterator[tuple[str, Part]]:
    from db.workspace import Place

    place = Place(home=folder / "home")
    place.home.mkdir(mode=0o700)
    for language in LANGUAGES:
        path = folder / f"{language}.enable"
        yield f"sample programme ({language})", partial(_sample, path, place, language)
        yield f"charter PDF ({language})", partial(_print, path, place)
        yield f"gap report PDF ({language})", partial(_gaps, path, place)
        yield f"brief PDF ({language})", partial(_brief, path, place)
    path = folder / "en.enable"
    yield "words", _words
    yield "word forms", partial(_search, path, place)
    yield "Word document in a process of its own", partial(_word, folder)
    yield "files of the library in a process of their own", partial(_library_files, folder)
    yield "Markdown", _markdown
    yield "calendar file", _calendar
    yield "pack", partial(_pack, path, place)
    yield "everything", partial(_everything, path, place)
    yield "backup", partial(_backup, path, place)
    yield "own folder", _own_folder
    yield "window", partial(_window, path, place)


def _sample(path: Path, place: Place, language: str) -> str:
    from ui.start import new_workspace

    with new_workspace(path, place, language, language) as workspace:
        damage = workspace.integrity()
        if damage:
            raise ValueError("; ".join(damage))
        return f"{path.stat().st_size:,} bytes, whole"


def _print(path: Path, place: Place) -> str:
    import pypdfium2

    from db.workspace import open_workspace
    from exports.charter import write_charter
    from ui.exporting import charter_report, document_words

    pages = []
    for part in ("all", "one-page", "business-case"):
        target = path.with_name(f"{path.stem}-{part}.pdf")
        with open_workspace(path, place, write=False) as workspace:
            printed = write_charter(charter_report(workspace, part), document_words(workspace), target)
        document = pypdfium2.PdfDocument(str(target))
        if len(document) != printed.pages:
            raise ValueError(f"{len(document)} pages instead of {printed.pages}")
        picture = document[0].render(scale=0.5)
        if len(set(bytes(picture.buffer))) < 2:
            raise ValueError("the first page is blank")
        document.close()
        pages.append(f"{part} {printed.pages}")
    return f"pages: {', '.join(pages)}; rendered"


def _gaps(path: Path, place: Place) -> str:
    from db.workspace import open_workspace
    from enable_desktop.gaps.report import gap_report
    from exports.gaps import write_gaps
    from ui.exporting import document_words
    from ui.gap_exporting import gap_findings

    with open_workspace(path, place, write=False) as workspace:
        report, words = gap_report(gap_findings(workspace)), document_words(workspace)
    printed = write_gaps(report, words, path.with_suffix(".gaps.pdf"))
    return f"{len(report.rows)} themes on {printed.pages} pages"


def _brief(path: Path, place: Place) -> str:
    from db.workspace import open_workspace
    from exports.brief import write_brief
    from ui.briefs import brief_report, next_meeting
    from ui.exporting import document_words

    with open_workspace(path, place, write=False) as workspace:
        report, words = brief_report(workspace, next_meeting(workspace)), document_words(workspace)
    printed = write_brief(report, words, path.with_suffix(".brief.pdf"))
    if printed.pages != 1:
        raise ValueError(f"{printed.pages} pages instead of one")
    return f"{len(report.questions)} questions on one page"


def _words() -> str:
    russian = Words("ru", translations("ru"))
    said = russian("Mission")
    if said == "Mission":
        raise ValueError("the Russian words are missing")
    return f"Mission is {said}"


def _search(path: Path, place: Place) -> str:
    from db.stems import stem
    from db.workspace import open_workspace

    with open_workspace(path, place) as workspace:
        hits = workspace.search.find("sellers")
    if not hits or stem("продавцами") != stem("продавцам"):
        raise ValueError("word forms do not match")
    return f"{len(hits)} hits for “sellers”; продавцами is {stem('продавцами')}"


def _word(folder: Path) -> str:
    import docx

    from enable_desktop.readers.charter import read_charter

    path = folder / "charter.docx"
    document = docx.Document()
    document.add_heading("Mission", 1)
    document.add_paragraph("We help sellers win.")
    document.save(str(path))
    return f"{len(read_charter(path).blocks)} blocks"


def _library_files(folder: Path) -> str:
    import wave

    import openpyxl
    import pptx
    from reportlab.pdfgen.canvas import Canvas

    from enable_desktop.readers.documents import read_all, read_document

    paths = [folder / f"content.{ending}" for ending in ("docx", "pptx", "xlsx", "pdf", "md", "html")]
    word, slides, sheet, pdf, page, web = paths
    (folder / "charter.docx").rename(word)
    deck = pptx.Presentation()
    deck.slides.add_slide(deck.slide_layouts[0]).shapes.title.text = "Why customers buy"
    deck.save(str(slides))
    book = openpyxl.Workbook()
    book.active.append(["Why customers buy"])
    book.save(str(sheet))
    canvas = Canvas(str(pdf))
    canvas.drawString(50, 500, "Why customers buy")
    canvas.save()
    page.write_text("---\ntitle: Why customers buy\n---\nThey trust us.\n")
    web.write_text("<h1>Why customers buy</h1>")
    with wave.open(str(folder / "content.wav"), "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", ""))
        sound.writeframes(bytes(2 * 8000))
    if (length := read_document(folder / "content.wav").seconds) != 1:
        raise ValueError(f"a second of sound is {length} long")
    for path, document in read_all(paths):
        if document.note is not None or not document.text:
            raise ValueError(f"{path.name}: {document.note}")
        if path == page and "title" not in document.matter:
            raise ValueError("front matter is not read")
    return f"{len(paths) + 1} kinds read"


def _markdown() -> str:
    import markdown
    import nh3

    html = nh3.clean(markdown.markdown("| a |\n|---|\n| **b** |", extensions=["tables"]))
    if "<strong>b</strong>" not in html or "<table>" not in html:
        raise ValueError(html)
    return "a table, cleaned"


def _calendar() -> str:
    from datetime import datetime

    from enable_desktop.appointments import Appointment
    from exports.calendar_file import calendar_bytes

    now = datetime(2026, 3, 12, 14)
    data = calendar_bytes(Appointment(uid="1@test", title="Talk", on=now.date(), made=now, starts=now, ends=now))
    if b"DTSTART:20260312T140000\r\n" not in data:
        raise ValueError(data.decode())
    return f"{len(data)} bytes"


def _pack(path: Path, place: Place) -> str:
    from db.workspace import open_workspace
    from enable_desktop.packs.parcels import parcel_of
    from enable_desktop.packs.records import Pack
    from exports.packs.handing_over import hand_over
    from ui.exporting import document_words

    with open_workspace(path, place, write=False) as workspace:
        parcel = parcel_of(workspace.packs.facts_of(Pack(title="Pack", filters={"status": "published"})))
        words = document_words(workspace)
    for ending in (".zip", ".html", ".pdf"):
        handed = hand_over(parcel, words, path.with_suffix(ending))
    return f"{len(handed.items)} items, {handed.pages} pages"


def _everything(path: Path, place: Place) -> str:
    from db.workspace import open_workspace
    from exports.everything import write_everything
    from ui.exporting import document_words, everything_report

    with open_workspace(path, place, write=False) as workspace:
        count = write_everything(everything_report(workspace), document_words(workspace), path.with_suffix(".all"))
    return f"{count} files"


def _backup(path: Path, place: Place) -> str:
    from db.backups import verify
    from db.workspace import open_workspace

    with open_workspace(path, place, write=False) as workspace:
        made = workspace.back_up()
    verify(made.path)
    return f"{made.size:,} bytes, verified"


def _own_folder() -> str:
    import platformdirs

    return platformdirs.user_data_path("enable-desktop", appauthor=False).name


def _window(path: Path, place: Place) -> str:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ui.window_test import touch_window

    pages, typeface = touch_window(path, place)
    return f"{pages} pages painted in {typeface}"
