"""Draws resources/icons/app.svg as the icon files that Windows, macOS and Linux ask for."""

import os
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

WINDOWS_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
MAC_SIZES = (16, 32, 64, 128, 256, 512, 1024)
MAC_MARGIN = 0.09


def drawn(drawing: QSvgRenderer, size: int, margin: float = 0) -> Image.Image:
    """The icon in pixels; `margin` is a share of its size left free on every side."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    free = round(size * margin)
    drawing.render(painter, QRectF(free, free, size - 2 * free, size - 2 * free))
    painter.end()
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(held, "PNG")
    return Image.open(BytesIO(held.data().data()))


def main(source: Path, folder: Path) -> None:
    """Write app.png, app.ico and app.icns into the folder."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication(["icons"])
    drawing = QSvgRenderer(str(source))
    folder.mkdir(parents=True, exist_ok=True)
    drawn(drawing, 256).save(folder / "app.png")
    *smaller, largest = (drawn(drawing, size) for size in WINDOWS_SIZES)
    largest.save(folder / "app.ico", sizes=[(size, size) for size in WINDOWS_SIZES], append_images=smaller)
    *smaller, largest = (drawn(drawing, size, MAC_MARGIN) for size in MAC_SIZES)
    largest.save(folder / "app.icns", append_images=smaller)
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
