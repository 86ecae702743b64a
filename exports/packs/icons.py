"""Icons as outlines inside the page, from the Material Design font of the qtawesome package (never imported)."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterable
from functools import cache
from typing import Any, Final

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from markupsafe import Markup

from resources.packaged import package_file

_FONT: Final = "fonts/materialdesignicons6-webfont-6.9.96.ttf"
_CHARMAP: Final = "fonts/materialdesignicons6-webfont-charmap-6.9.96.json"
_UNITS: Final = 512
_ASCENT: Final = 448
OTHER: Final = "file-outline"
"""The icon of what has none."""


def known(name: str) -> str:
    """The name itself where the font has it, else that of the icon for anything."""
    return name if name in _places() else OTHER


def symbols(names: Iterable[str]) -> Markup:
    """Each icon once, to be drawn anywhere in the page by `<use href="#i-name">`."""
    drawn = (
        Markup('<symbol id="i-{}" viewBox="0 0 {} {}"><path d="{}"/></symbol>').format(
            name, _UNITS, _UNITS, outline(name)
        )
        for name in sorted(set(names))
    )
    return Markup("").join(drawn)


@cache
def outline(name: str) -> str:
    """The outline of an icon in a square of 512 units, as SVG writes paths; nothing where there is no font."""
    place = _places().get(name)
    font = _font()
    if place is None or font is None:
        return ""
    glyphs = font.getGlyphSet()
    pen = SVGPathPen(glyphs, ntos=lambda value: f"{value:.0f}")
    glyphs[font.getBestCmap()[place]].draw(TransformPen(pen, (1, 0, 0, -1, 0, _ASCENT)))
    return str(pen.getCommands())


@cache
def _places() -> dict[str, int]:
    path = package_file("qtawesome", _CHARMAP)
    if path is None:
        return {}
    return {name: int(place, 16) for name, place in json.loads(path.read_text(encoding="ascii")).items()}


@cache
def _font() -> Any:  # fontTools carries no types
    path = package_file("qtawesome", _FONT)
    if path is None:
        return None
    # The font has no real dates, which fontTools would put in the log.
    logging.getLogger("fontTools.ttLib.tables._h_e_a_d").setLevel(logging.ERROR)
    font = TTFont(io.BytesIO(path.read_bytes()), lazy=True)
    # The names of the glyphs are not needed, and reading all seven thousand takes longer than all the rest.
    font.setGlyphOrder([f"glyph{place}" for place in range(font["maxp"].numGlyphs)])
    return font
