"""`make screens`: every page in light and dark at two sizes, and every page of every PDF, as pictures.

Offscreen pictures are the same to the bit given one style, one font and one day, so they can be compared. With
`--readme` the few that the README shows are written, small, into `resources/screens/`.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["ENABLE_TODAY"] = "2026-03-12"

from PySide6.QtCore import QEventLoop, QSize, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from db.workspace import Workspace
from enable_desktop.charter.sections import SECTIONS
from enable_desktop.words import Words
from resources.words import translations
from tests.browser import chromium, opened_browser
from ui.ask import DialogAsk
from ui.interviews.page import InterviewsPage
from ui.place import own_place
from ui.preferences import Preferences
from ui.program import Program
from ui.reports.printing import gathered
from ui.reports.table import REPORTS
from ui.start import new_workspace
from ui.tasks import PoolTasks
from ui.window import Window

SIZES: Final = (QSize(1440, 900), QSize(1100, 700))
README: Final = (
    ("light-1440x900-gaps", "gaps"),
    ("light-1440x900-interviews-notes", "talk"),
    ("light-1440x900-library", "library"),
    ("light-1440x900-packs", "packs"),
    ("pack-en-light-desktop", "pack"),
    ("pdf-en-brief-a4-01", "brief"),
    ("light-1440x900-charter-obstacles-guidance", "charter"),
    ("dark-1440x900-charter-scope-preview", "dark"),
    ("pdf-en-all-a4-02", "decision"),
)
README_WIDTH: Final = 1100
MODES: Final = ("light", "dark")

Scene = tuple[str, str, int]
"""The picture's name, the page (with "#part"), and the side tab (0: as it is)."""


def scenes() -> Iterator[Scene]:
    """Everything worth a picture, in the order of the sidebar."""
    yield "today", "today", 0
    for section in SECTIONS:
        yield f"charter-{section.key.replace('_', '-')}-guidance", f"charter#{section.key}", 1
    yield "charter-business-case-evidence", "charter#business_case", 2
    for key in ("business_case", "scope", "obstacles", "measures"):
        yield f"charter-{key.replace('_', '-')}-preview", f"charter#{key}", 3
    for step in (1, 2, 3):
        yield f"interviews-{('prepare', 'notes', 'statements')[step - 1]}", "interviews", step
    yield "gaps", "gaps", 0
    yield "thread", "thread#criteria:3", 0
    yield "reports-gaps", "reports#gaps", 0
    yield "reports-audit", "reports#audit", 0
    for part in ("themes", "questions", "rounds"):
        yield f"setup-{part}", f"setup#{part}", 0
    for page in (
        "library",
        "playlists",
        "reviews",
        "health",
        "lists",
        "experts",
        "packs",
        "people",
        "reports",
        "import",
        "history",
        "settings",
        "shortcuts",
    ):
        yield page, page, 0


def main() -> None:
    folder = Path("build/screens")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ["ENABLE_HOME"] = home
        app = QApplication(["screens"])
        app.setCursorFlashTime(0)
        place = own_place()
        program = Program(app, place, Preferences(place.home), ask=DialogAsk, tasks=PoolTasks)
        for language in ("en", "ru"):
            path = Path(home) / f"Sample {language}.enable"
            with new_workspace(path, place, language, language) as workspace:
                _pictures_of_reports(workspace, language, folder)
                pack = workspace.packs.all()[0].pack.title
            _pictures_of_pdf(path, language, folder)
            _pictures_of_pack(path, pack, language, folder)
        empty = Path(home) / "New.enable"
        new_workspace(empty, place, "en").close()
        _pictures_of_pages(program, Path(home) / "Sample en.enable", folder)
        _pictures_of_first_steps(program, empty, folder)
    if "--readme" in sys.argv:
        _for_readme(folder)
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")


def _pictures_of_pages(program: Program, path: Path, folder: Path) -> None:
    for mode in MODES:
        program.set_theme(mode)
        for size in SIZES:
            window = program.open(path)
            assert window is not None and window.shell is not None
            window.resize(size)
            for name, target, tab in scenes():
                window.shell.go(target)
                _choose_talk(window, name)
                if tab and window.shell.page is not None:
                    window.shell.page.side_tab(tab)
                _settle(window)
                window.grab().save(str(folder / f"{mode}-{size.width()}x{size.height()}-{name}.png"))
            window.shell.open_quick_find("obs")
            _settle(window)
            window.grab().save(str(folder / f"{mode}-{size.width()}x{size.height()}-quick-find.png"))
            window.close()
            _settle(None)


def _choose_talk(window: Window, name: str) -> None:
    """What was said is seen in the talk that was held last."""
    page = window.shell.page if window.shell is not None else None
    if name in ("interviews-notes", "interviews-statements") and isinstance(page, InterviewsPage):
        page.talks.select(next(talk.id for talk in page.talks.talks if talk.held))


def _pictures_of_first_steps(program: Program, path: Path, folder: Path) -> None:
    for mode in MODES:
        program.set_theme(mode)
        window = program.open(path)
        assert window is not None
        window.resize(SIZES[0])
        _settle(window)
        window.grab().save(str(folder / f"{mode}-1440x900-first-steps.png"))
        window.close()
        _settle(None)


def _settle(window: Window | None) -> None:
    """Let layouts, previews and the search come to rest: until no task has run for a while."""
    quiet_since = time.monotonic()
    while time.monotonic() - quiet_since < 0.35:
        _spin(50)
        tasks = window.tasks if window is not None else None
        if isinstance(tasks, PoolTasks) and tasks.shown is not None:
            quiet_since = time.monotonic()


def _spin(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _pictures_of_reports(workspace: Workspace, language: str, folder: Path) -> None:
    """Every page of every report of the gallery, on both papers."""
    words = Words(language, translations(language))
    for entry in REPORTS:
        for size in ("a4", "letter"):
            own = {"page": size, "language": language}
            choices = entry.settled({}, entry.offered(workspace, words), own)
            if entry.lacks(choices):
                continue
            target = folder / f"pdf-{language}-gallery-{entry.key}-{size}.pdf"
            target.write_bytes(gathered(workspace, entry, choices)(lambda: None).content)
            _picture_pages(target)


def _pictures_of_pdf(path: Path, language: str, folder: Path) -> None:
    """Every page of what the command line prints of a sample, at 100 dots an inch."""
    charter = (("all", "a4"), ("one-page", "a4"), ("business-case", "a4"), ("all", "letter"))
    printed = [(f"{part}-{size}", ["charter", "--part", part, "--page", size]) for part, size in charter]
    for size in ("a4", "letter"):
        printed.append((f"gaps-{size}", ["gaps", "--page", size]))
        printed.append((f"brief-{size}", ["brief", "--interview", "next", "--page", size]))
    for name, (what, *options) in printed:
        target = folder / f"pdf-{language}-{name}.pdf"
        _export(["export", what, str(path), "-o", str(target), *options])
        _picture_pages(target)


def _pictures_of_pack(path: Path, pack: str, language: str, folder: Path) -> None:
    """A pack of a sample as a rep opens it, on a desk and on a phone; none where there is no browser."""
    browser = chromium()
    if browser is None:
        return
    target = path.with_name(f"Pack {language}.html")
    _export(["export", "pack", str(path), "--pack", pack, "-o", str(target)])
    with opened_browser(browser) as window:
        for mode in MODES:
            for name, (width, height) in {"desktop": (1440, 900), "phone": (390, 844)}.items():
                page = window.new_page(viewport={"width": width, "height": height}, color_scheme=mode)
                page.clock.set_fixed_time(f"{os.environ['ENABLE_TODAY']}T10:00")
                page.goto(target.as_uri())
                page.screenshot(path=folder / f"pack-{language}-{mode}-{name}.png")
                page.close()


def _picture_pages(pdf: Path) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(document, 1):
        page.render(scale=100 / 72).to_pil().save(pdf.with_name(f"{pdf.stem}-{number:02}.png"))
    document.close()


def _export(arguments: list[str]) -> None:
    from ui.cli import run

    run_command: Callable[[list[str]], int] = run
    if run_command(arguments) != 0:
        raise SystemExit(f"failed: {' '.join(arguments)}")


def _for_readme(folder: Path) -> None:
    target = Path("resources/screens")
    target.mkdir(exist_ok=True)
    for source, name in README:
        image = QImage(str(folder / f"{source}.png"))
        width = min(README_WIDTH, image.width())
        small = image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        small.convertToFormat(QImage.Format.Format_RGB888).save(str(target / f"{name}.png"))


if __name__ == "__main__":
    main()
