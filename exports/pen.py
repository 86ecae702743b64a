"""Drawing on a PDF page: texts, lines, squares, links, in points from the lower left corner."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any, Final, NamedTuple
from urllib.parse import quote

from reportlab.pdfgen.canvas import Canvas

from exports.fonts import Face
from exports.look import colour

# What may stand between brackets in a page's stream as it is; everything else is written in hexadecimal.
_PLAIN: Final = re.compile(rb"[ -'*-\[\]-~]*").fullmatch


class Format(NamedTuple):
    """How a stretch of text is set. `link` is a web address, or "#" and the name of a place in the document."""

    face: Face
    size: float
    colour: str
    rise: float = 0.0
    link: str = ""
    strike: bool = False


class Pen:
    """A page being drawn; remembers what is set, so that the stream says it once."""

    def __init__(self, file: IO[bytes], size: tuple[float, float], base_face: Face, language: str) -> None:
        self.canvas: Any = Canvas(
            file,
            pagesize=size,
            invariant=1,
            pageCompression=1,
            pdfVersion=(1, 7),
            lang=language,
            initialFontName=base_face.name,
        )
        self._out = self.canvas.addLiteral
        self._fill = ""
        self._stroke: tuple[str, float, str] = ("", 0.0, "")

    def end_page(self) -> None:
        self.canvas.showPage()
        self._fill = ""
        self._stroke = ("", 0.0, "")

    def fill(self, token: str) -> None:
        if token != self._fill:
            self._fill = token
            self._out(f"{_parts(token)} rg")

    def stroke(self, token: str, width: float, dash: str = "") -> None:
        if (token, width, dash) != self._stroke:
            self._stroke = (token, width, dash)
            self._out(f"{_parts(token)} RG {width:g} w [{dash}] 0 d")

    def text(self, x: float, y: float, text: str, how: Format, width: float = 0.0) -> None:
        """Text on the base line `y`; `width` is needed for links and struck text alone."""
        self.fill(how.colour)
        font = how.face.font
        document = self.canvas._doc
        shown: list[str] = []
        for subset, data in font.splitString(text, document):
            name = font.getSubsetInternalName(subset, document)
            string = f"({data.decode('ascii')})" if _PLAIN(data) else f"<{data.hex()}>"
            shown.append(
                f"{name} {how.size:g} Tf" if shown else f"{name} {how.size:g} Tf 1 0 0 1 {x:.2f} {y + how.rise:.2f} Tm"
            )
            shown.append(f"{string} Tj")
        if shown:
            self._out(f"BT {' '.join(shown)} ET")
        if how.strike:
            self.line(x, y + how.size * 0.28, x + width, y + how.size * 0.28, how.colour, 0.6)
        if how.link:
            self.link(how.link, x, y - how.size * 0.25, x + width, y + how.size * 0.85)
            if not how.link.startswith("#"):
                self.line(x, y - 1.4, x + width, y - 1.4, how.colour, 0.35)

    def line(self, x1: float, y1: float, x2: float, y2: float, token: str, width: float, dash: str = "") -> None:
        self.stroke(token, width, dash)
        self._out(f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S")

    def lines(self, points: list[tuple[float, float]], token: str, width: float) -> None:
        """One line through several points."""
        self.stroke(token, width)
        path = " ".join(f"{x:.2f} {y:.2f} {'l' if place else 'm'}" for place, (x, y) in enumerate(points))
        self._out(f"1 J 1 j {path} S 0 J 0 j")

    def box(self, x: float, y: float, width: float, height: float, token: str) -> None:
        """A filled rectangle."""
        self.fill(token)
        self._out(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def frame(self, x: float, y: float, width: float, height: float, token: str, line: float) -> None:
        """The outline of a rectangle."""
        self.stroke(token, line)
        self._out(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re S")

    def dot(self, x: float, y: float, radius: float, token: str) -> None:
        self.fill(token)
        self.canvas.circle(x, y, radius, stroke=0, fill=1)

    def ring(self, x: float, y: float, radius: float, token: str, width: float) -> None:
        """The outline of a circle."""
        self.stroke(token, width)
        self.canvas.circle(x, y, radius, stroke=1, fill=0)

    def polygon(self, points: Sequence[tuple[float, float]], token: str) -> None:
        """A filled shape with these corners."""
        self.fill(token)
        path = " ".join(f"{x:.2f} {y:.2f} {'l' if place else 'm'}" for place, (x, y) in enumerate(points))
        self._out(f"{path} h f")

    def image(self, image: Any, x: float, y: float, width: float, height: float) -> None:
        """A `reportlab.lib.utils.ImageReader`."""
        self.canvas.drawImage(image, x, y, width, height, mask="auto")

    @contextmanager
    def turned(self, x: float, y: float) -> Iterator[None]:
        """Draws what follows a quarter turn to the left, from a corner at (x, y)."""
        self.canvas.saveState()
        self._out(f"0 1 -1 0 {x:.2f} {y:.2f} cm")
        yield
        self.canvas.restoreState()
        self._fill = ""
        self._stroke = ("", 0.0, "")

    def link(self, target: str, x1: float, y1: float, x2: float, y2: float) -> None:
        """Makes a part of the page lead to an address of the web, or, after #, to a place of the document."""
        if target.startswith("#"):
            self.canvas.linkAbsolute("", target[1:], (x1, y1, x2, y2), thickness=0)
        else:
            # A PDF keeps an address in ASCII; what is written in other letters is escaped as a browser does it.
            address = quote(target, safe="%/:?#[]@!$&'()*+,;=~-._", errors="replace")
            self.canvas.linkURL(address, (x1, y1, x2, y2), thickness=0)

    def place(self, name: str, y: float) -> None:
        """Names a place that links lead to."""
        self.canvas.bookmarkHorizontal(name, 0, y)

    def outline(self, name: str, title: str, level: int) -> None:
        """An entry in the reader's side bar that leads to a named place."""
        self.canvas.addOutlineEntry(title, name, level, closed=False)


def _parts(token: str) -> str:
    value = colour(token)
    return " ".join(f"{int(value[at : at + 2], 16) / 255:.3g}" for at in (1, 3, 5))
