"""A pane that shows one page of a PDF made in the background, with arrows to the others."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from enable_desktop.words import mark
from ui.buttons import icon_button
from ui.inputs import ComboBox
from ui.labels import label
from ui.preview.pages import MOST_HIGH, Document, Picture, picture_of

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.tasks import Progress

PAUSE_MS: Final = 120
_MARGIN: Final = 16
_FULL_SIZE_WIDTH: Final = 794
_ZOOM: Final = 120

Printer = Callable[["Progress"], Document]


class PreviewPane(QWidget):
    """Shows a page of what a printer makes; asked again, it prints again after a short pause.

    It begins with the whole page in sight where that is what `size` asks for ("page"), else with its width ("fit").
    """

    printed = Signal(object)
    """A `Document` that was just made."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        size: str = "fit",
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """`failed` is told why nothing could be printed, else the desk."""
        super().__init__(parent)
        self._desk = desk
        self._failed = failed or desk.failed
        self._document: Document | None = None
        self._page = 1
        self._part = ""
        self._name = ""
        self._is_printing = False
        self._make: Callable[[], Printer] | None = None
        self._stale = True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.setAccessibleName(desk.words(mark("Preview of the printed page")))
        self._sheet = _Sheet(self)
        self._scroll.setWidget(self._sheet)
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._bar(size))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._print)
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.setInterval(60)
        self._redraw.timeout.connect(self._draw)

    def _bar(self, size: str) -> QWidget:
        """Below the page: which one it is, the way to its neighbours, and how large it is shown."""
        theme, words = self._desk.theme, self._desk.words
        bar = QWidget()
        bar.setProperty("pane", "surface")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(bar)
        row.setContentsMargins(10, 5, 10, 5)
        row.addWidget(icon_button(theme, "chevron-left", words(mark("Previous page")), partial(self.turn, -1)))
        self._place = label(theme, "", "body")
        row.addWidget(self._place)
        row.addWidget(icon_button(theme, "chevron-right", words(mark("Next page")), partial(self.turn, 1)))
        row.addStretch(1)
        self._when = label(theme, "", "small", tone="tertiary")
        self._when.hide()
        row.addWidget(self._when)
        self._zoom = ComboBox(theme)
        self._zoom.setAccessibleName(words(mark("Size of the page")))
        sizes = [("fit", words(mark("Fit width"))), ("page", words(mark("Fit page"))), ("full", "100%")]
        self._zoom.fill(sizes, size)
        self._zoom.activated.connect(self._draw)
        self._zoom.setMaximumWidth(theme.px(_ZOOM))
        row.addWidget(self._zoom)
        self._row = row
        return bar

    @property
    def document(self) -> Document | None:
        """What was printed last."""
        return self._document

    @property
    def is_stale(self) -> bool:
        """Whether something else is to be printed than what is shown."""
        return self._stale

    @property
    def place(self) -> str:
        """Which page is shown, in words."""
        return self._place.text()

    def show_print(self, make: Callable[[], Printer], document: str, part: str) -> None:
        """Prints a document with what `make` gathers (in the window's thread) and shows the page of a part."""
        self._make = make
        if document != self._name:
            self._name = document
            self._stale = True
            self._page = 1
        if part != self._part:
            self._part = part
            self._go_to_part()
        if self._stale and self.isVisible():
            self._print()

    def set_stale(self) -> None:
        """What was printed is no longer what stands; prints anew when it is seen."""
        self._stale = True
        if self.isVisible():
            self._pause.start()

    def _print_stale(self) -> None:
        if self._stale:
            self._print()

    def _print(self) -> None:
        if self._make is None or not self.isVisible():
            return
        self._pause.stop()
        if self._is_printing:
            # One page after the other: the next begins when this one is there.
            return
        self._stale = False
        self._is_printing = True
        work = self._make()
        words = self._desk.words
        self._desk.tasks.run(work, self._on_printed, self._on_failed, label=words(mark("Preview")), quiet=True)

    def _on_printed(self, document: Document) -> None:
        self._is_printing = False
        if self._stale:
            self._pause.start()
        first = self._document is None
        moved = self._document is not None and self._document.starts.get(self._part) != document.starts.get(self._part)
        self._document = document
        self._when.setText(self._desk.words(mark("Updated {time}"), time=f"{self._desk.workspace.now:%H:%M}"))
        if first or moved:
            self._go_to_part()
        else:
            self._draw()
        self.printed.emit(document)

    def _on_failed(self, fault: Exception) -> None:
        self._is_printing = False
        if self._stale:
            # What failed is not wanted any more.
            self._pause.start()
            return
        self._failed(fault)

    def _go_to_part(self) -> None:
        if self._document is not None:
            self._page = self._document.starts.get(self._part, 1)
        self._draw()

    def turn(self, step: int) -> None:
        """The next or previous page."""
        if self._document is not None:
            self._page = max(1, min(self._document.pages, self._page + step))
            self._draw()

    def _draw(self) -> None:
        document = self._document
        if document is None or not self.isVisible():
            return
        self._page = max(1, min(self._page, document.pages))
        place = self._desk.words(mark("Page {page} of {pages}"), page=self._page, pages=document.pages)
        self._place.setText(place)
        self._make_room()
        size, sight = self._zoom.currentData(), self._scroll.viewport().size()
        width = self._desk.theme.px(_FULL_SIZE_WIDTH) if size == "full" else sight.width() - 2 * _MARGIN
        ratio = self.devicePixelRatioF()
        pixels = max(60, round(width * ratio))
        most_high = max(60, round((sight.height() - 2 * _MARGIN) * ratio)) if size == "page" else MOST_HIGH
        work = partial(_render, document.content, self._page, pixels, most_high)
        words = self._desk.words
        self._desk.tasks.run(work, self._on_drawn, self._on_failed, label=words(mark("Preview")), quiet=True)

    def _make_room(self) -> None:
        """Which page it is stands there in full: where both have no room, when it was made goes."""
        row, edges = self._row, self._row.contentsMargins()
        widgets = [item.widget() for item in map(row.itemAt, range(row.count())) if item is not None]
        room = self.width() - edges.left() - edges.right() - self._desk.theme.px(_ZOOM)
        for each in widgets:
            if each is not None and each is not self._zoom:
                room -= each.sizeHint().width() + row.spacing()
        self._when.setVisible(room >= 0 and bool(self._when.text()))

    def _on_drawn(self, picture: Picture) -> None:
        image = QImage(picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32).copy()
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self._sheet.show_image(image)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()
        self._redraw.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            # Once the pane has its size.
            QTimer.singleShot(0, self, self._print_stale)
        else:
            self._redraw.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            super().keyPressEvent(event)
            return
        self.turn(step)

    def paint_sheet(self, sheet: QWidget, image: QImage | None) -> None:
        """Paints the page on its grey ground."""
        theme = self._desk.theme
        painter = QPainter(sheet)
        painter.fillRect(sheet.rect(), theme.color("bg.selectedInactive"))
        if image is not None:
            size = image.deviceIndependentSize()
            box = QRectF((sheet.width() - size.width()) / 2, _MARGIN, size.width(), size.height())
            painter.drawImage(box, image)
            painter.setPen(QPen(theme.color("line.default"), 1))
            painter.drawRect(box)
        painter.end()


def _render(content: bytes, page: int, width: int, most_high: int, progress: Progress) -> Picture:
    return picture_of(content, page, width, most_high)


class _Sheet(QWidget):
    def __init__(self, pane: PreviewPane) -> None:
        super().__init__()
        self._pane = pane
        self._image: QImage | None = None
        self.resize(QSize(200, 280))

    def show_image(self, image: QImage) -> None:
        self._image = image
        size = image.deviceIndependentSize().toSize()
        page = QSize(size.width() + 2 * _MARGIN, size.height() + 2 * _MARGIN)
        sight = self.parentWidget()
        # The ground goes on beside and below a page that is smaller than what is seen.
        self.resize(page.expandedTo(sight.size()) if sight is not None else page)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._pane.paint_sheet(self, self._image)
