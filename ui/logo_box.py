"""The company's logo: a picture kept in the workspace, shown small, chosen from a file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from db.faults import unreachable
from enable_desktop.errors import WorkspaceError
from enable_desktop.words import mark
from ui.ask import FileKind
from ui.buttons import button, link_button
from ui.desk import Desk
from ui.labels import ElidedLabel

_TYPES: Final = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg"}
_LARGEST: Final = 5_000_000


class LogoBox(QWidget):
    """Choose one, or do without."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        words, theme = desk.words, desk.theme
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self._picture = QLabel()
        row.addWidget(self._picture)
        self._name = ElidedLabel(theme, "", "body")
        row.addWidget(self._name, 1)
        self.choose_button = button(theme, words(mark("Choose picture")), self.choose, icon="image-outline", small=True)
        row.addWidget(self.choose_button)
        self.remove_button = link_button(theme, words(mark("Use none")), self._remove, small=True)
        row.addWidget(self.remove_button)
        self.setFocusProxy(self.choose_button)
        self.refresh()

    def refresh(self) -> None:
        """Shows the logo as it is stored."""
        workspace = self._desk.workspace
        name = workspace.settings.get("logo")
        attachment = workspace.attachments.named(name) if name else None
        image = QImage()
        if attachment is not None:
            image.loadFromData(workspace.attachments.content(attachment))
        side = self._desk.theme.px(28)
        self._picture.setVisible(not image.isNull())
        if not image.isNull():
            ratio = self.devicePixelRatioF()
            fitted = image.scaled(
                QSize(round(side * 4 * ratio), round(side * ratio)),
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            fitted.setDevicePixelRatio(ratio)
            self._picture.setPixmap(QPixmap.fromImage(fitted))
            self._picture.setAccessibleName(name)
        self._name.set_whole(name or self._desk.words(mark("None: the company's name is printed instead")))
        self.remove_button.setVisible(bool(name))

    def choose(self) -> None:
        """Asks for a picture and keeps it in the workspace."""
        words = self._desk.words
        path = self._desk.ask.open_file(words(mark("Choose a logo")), [FileKind(words(mark("Picture")), tuple(_TYPES))])
        if path is None:
            return
        try:
            content = _read(path)
            with self._desk.workspace.step(mark("Choose the logo “{name}”"), name=path.name):
                media_type = _TYPES[path.suffix.removeprefix(".").lower()]
                kept = self._desk.workspace.attachments.add(path.name, content, media_type)
                self._desk.workspace.settings.set("logo", kept.title)
        except WorkspaceError as fault:
            self._desk.failed(fault)

    def _remove(self) -> None:
        try:
            self._desk.workspace.settings.set("logo", "")
        except WorkspaceError as fault:
            self._desk.failed(fault)


def _read(path: Path) -> bytes:
    """The bytes of a picture; raises WorkspaceError for what is none, or too large."""
    kinds = ", ".join(ending.upper() for ending in ("png", "jpg"))
    try:
        if path.stat().st_size > _LARGEST:
            raise WorkspaceError(
                mark("{name} is larger than 5 MB. Nothing was changed; choose a smaller one."), name=path.name
            )
        content = path.read_bytes()
    except OSError as error:
        raise unreachable(path, error) from error
    if path.suffix.removeprefix(".").lower() not in _TYPES or QImage.fromData(content).isNull():
        raise WorkspaceError(
            mark("{name} is no picture that can be printed. Nothing was changed; choose one of {kinds}."),
            name=path.name,
            kinds=kinds,
        )
    return content
