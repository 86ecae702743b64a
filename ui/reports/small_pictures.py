"""The small pictures of the gallery, drawn one after the other beside the window, those in sight first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import mark
from ui.reports.pictures import Drawn, Pictures, Seen, seen_of
from ui.reports.printing import as_wanted, drawing, picturing
from ui.reports.table import REPORTS
from ui.reports.tiles import PICTURE_WIDTH

if TYPE_CHECKING:
    from enable_desktop.reports import Choices
    from ui.desk import Desk
    from ui.preview.pages import Document, Picture
    from ui.reports.table import ReportEntry
    from ui.reports.tiles import TilesView
    from ui.tasks import Job

_PAUSE_MS: Final = 400
"""After a change they wait this long."""


class SmallPictures(QObject):
    """Draws every template of a gallery anew where the workspace has changed."""

    def __init__(
        self, desk: Desk, tiles: TilesView, wanted: Callable[[ReportEntry], Choices], own: Callable[[], Choices]
    ) -> None:
        """`wanted` is what is chosen of a report, `own` the workspace's paper and language."""
        super().__init__(tiles)
        self._desk = desk
        self._tiles = tiles
        self._wanted = wanted
        self._own = own
        self._own_pictures = Pictures()
        self._drawn: dict[str, int] = {}
        """At which turn of the workspace each was drawn."""
        self._turn = 0
        self._job: Job | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._draw_next)

    def age(self) -> None:
        """The workspace is another: every picture is old."""
        self._turn += 1

    def start(self) -> None:
        """Begins to draw, a moment later."""
        self._pause.start()

    def stop(self) -> None:
        """Nobody looks: what waits behind it on another page is wanted more."""
        self._pause.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def tell_nothing(self, key: str) -> None:
        """A report has no page to be seen."""
        self._tiles.tiles.tell(key, self._desk.words(mark("Nothing yet")), None)

    def take(self, entry: ReportEntry, choices: Choices, document: Document) -> None:
        """Draws a report that was printed anyway."""
        self._run(entry, drawing(document, self._wide), self._seen(entry, choices), self._note)

    @property
    def _wide(self) -> int:
        return max(40, round(self._desk.theme.px(PICTURE_WIDTH) * self._tiles.devicePixelRatioF()))

    @property
    def _pictures(self) -> Pictures:
        """Those of the whole program."""
        return self._desk.program.pictures if self._desk.program is not None else self._own_pictures

    def _seen(self, entry: ReportEntry, wanted: Choices) -> Seen | None:
        return seen_of(self._desk.workspace, entry.key, {**self._own(), **wanted}, self._wide)

    def _draw_next(self) -> None:
        """Draws one that is older than the workspace; the next follows when it is there."""
        if not self._tiles.isVisible() or self._job is not None:
            return
        for entry in sorted(REPORTS, key=lambda each: not self._tiles.is_in_sight(each.key)):
            if entry.key == self._tiles.current or self._drawn.get(entry.key) == self._turn:
                continue
            wanted = self._wanted(entry)
            seen = self._seen(entry, wanted)
            kept = self._pictures.get(seen) if seen is not None else None
            if kept is not None:
                self._show(entry.key, kept)
                self._note(entry.key, self._turn)
                continue
            if not entry.is_small:
                offered = entry.offered(self._desk.workspace, self._desk.words)
                if entry.lacks(entry.settled(wanted, offered, self._own())):
                    self._note(entry.key, self._turn)
                    self.tell_nothing(entry.key)
                continue
            printing = as_wanted(self._desk.workspace, entry, wanted, self._own())
            job = self._run(entry, picturing(printing, self._wide), seen, self._go_on)
            if self._drawn.get(entry.key) != self._turn:
                self._job = job
            return

    def _run(
        self,
        entry: ReportEntry,
        work: Callable[..., tuple[int, Picture]],
        seen: Seen | None,
        then: Callable[[str, int], None],
    ) -> Job:
        turn = self._turn

        def on_drawn(found: tuple[int, Picture]) -> None:
            pages, picture = found
            image = QImage(picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32)
            drawn = Drawn(pages=pages, image=image.copy())
            if seen is not None:
                self._pictures.keep(seen, drawn)
            self._show(entry.key, drawn)
            then(entry.key, turn)

        def on_failed(fault: Exception) -> None:
            if isinstance(fault, WorkspaceError):
                self.tell_nothing(entry.key)
                then(entry.key, turn)

        label = self._desk.words(mark("Preview"))
        return self._desk.tasks.run(work, on_drawn, on_failed, label=label, quiet=True)

    def _show(self, key: str, drawn: Drawn) -> None:
        self._tiles.tiles.tell(key, self._desk.words.n("{n} page", "{n} pages", drawn.pages), drawn.image)

    def _note(self, key: str, turn: int) -> None:
        self._drawn[key] = turn

    def _go_on(self, key: str, turn: int) -> None:
        self._note(key, turn)
        self._job = None
        QTimer.singleShot(0, self, self._draw_next)
