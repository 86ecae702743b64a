"""The bundled typefaces, found in the packages that carry them and given to Qt once."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from resources.packaged import package_file


@cache
def family_of(package: str, name: str) -> str:
    """The family of the typeface in a package's file, registered with Qt; empty when there is none."""
    path = package_file(package, name)
    if path is None:
        return ""
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
    return families[0] if families else ""


def ui_family() -> str:
    """The family of everything but quotes."""
    return family_of("fontpkg_inter", "files/Inter[opsz,wght].ttf")


def register_italic() -> None:
    """Registers the italic cut, which only editors and quotes need."""
    family_of("fontpkg_inter", "files/Inter-Italic[opsz,wght].ttf")


def serif_family() -> str:
    """The family of quotes, registered when the first one is shown."""
    return family_of("fontpkg_source_serif_4", "files/SourceSerif4[opsz,wght].ttf")


def cut(family: str, pixels: int, weight: int, *, italic: bool = False, tabular: bool = False) -> QFont:
    """A font of this family; an unknown one gives the system's own.

    `tabular` figures are all as wide as each other, and so is Inter's hyphen then: for columns of numbers only.
    """
    font = QFont(family) if family else QFont()
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight(weight))
    font.setItalic(italic)
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    # Qt's fontconfig backend registers a variable file as its default weight alone.
    font.setVariableAxis(QFont.Tag("wght"), weight)
    font.setVariableAxis(QFont.Tag("opsz"), min(32, max(14, pixels)))
    return font
