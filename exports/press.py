"""One document being set: the words it speaks, the size of its page, what could not be printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from enable_desktop.charter.report import PageSize
from enable_desktop.turns import give_way
from enable_desktop.words import Words
from exports.blocks import Block, Stack
from exports.fonts import Faces
from exports.look import BODY, MM, TABLE, Look, emphasised
from exports.pen import Format
from exports.text import Run, Text

SIZES: Final[Mapping[PageSize, tuple[float, float]]] = {PageSize.A4: (595.276, 841.89), PageSize.LETTER: (612.0, 792.0)}
"""Width and height of a paper in points."""

_COLUMNS: Final = 12
_TEXT_COLUMNS: Final = 8


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page and its grid: twelve columns, text on eight of them, side notes on four. All in points."""

    width: float
    height: float
    left: float = 25 * MM
    right: float = 20 * MM
    top: float = 26 * MM
    bottom: float = 22 * MM
    gutter: float = 4 * MM

    @property
    def content_width(self) -> float:
        return self.width - self.left - self.right

    @property
    def content_height(self) -> float:
        return self.height - self.top - self.bottom

    @property
    def measure(self) -> float:
        """The width of running text."""
        column = (self.content_width - (_COLUMNS - 1) * self.gutter) / _COLUMNS
        return _TEXT_COLUMNS * column + (_TEXT_COLUMNS - 1) * self.gutter


def sheet_of(page: PageSize) -> Sheet:
    """The page of a paper size."""
    return Sheet(*SIZES[page])


class Press:
    """Makes blocks of texts, and counts the characters that no face covers."""

    def __init__(self, words: Words, faces: Faces, sheet: Sheet, images: Mapping[str, bytes]) -> None:
        self.words = words
        self.faces = faces
        self.sheet = sheet
        self.images = images
        self.places: frozenset[str] = frozenset()
        self.unprintable = 0
        self._formats: dict[Format, Format] = {}

    @contextmanager
    def uncounted(self) -> Iterator[None]:
        """What is set here is only tried: its boxes do not count."""
        before = self.unprintable
        yield
        self.unprintable = before

    def format(
        self,
        look: Look,
        *,
        bold: bool = False,
        italic: bool = False,
        code: bool = False,
        raised: int = 0,
        link: str = "",
        strike: bool = False,
    ) -> Format:
        """A format, the same object for the same looks. `raised` is 1 for superior, -1 for inferior type."""
        face = "Mono" if code else emphasised(look.face, bold=bold, italic=italic)
        size = look.size * (0.68 if raised else 0.9 if code else 1.0)
        rise = look.size * (0.36 if raised > 0 else -0.15 if raised < 0 else 0.0)
        token = "text.link" if link else look.colour
        made = Format(self.faces[face], size, token, rise, link, strike)
        return self._formats.setdefault(made, made)

    def linked(self, how: Format, place: str) -> Format:
        """The same format, leading to a place in this document if there is such a one and it leads nowhere yet."""
        if how.link or place[1:] not in self.places:
            return how
        made = how._replace(link=place)
        return self._formats.setdefault(made, made)

    def runs(self, text: str, how: Format) -> list[Run]:
        """A text as runs of faces that cover it; what none covers becomes a box and is counted."""
        give_way()
        pieces, boxes = self.faces.pieces(text, how.face)
        self.unprintable += boxes
        if len(pieces) == 1 and pieces[0][1] is how.face:
            return [Run(pieces[0][0], how)]
        found = []
        for piece, face in pieces:
            made = how if face is how.face else how._replace(face=face)
            found.append(Run(piece, self._formats.setdefault(made, made)))
        return found

    def text(
        self,
        text: str,
        look: Look = BODY,
        *,
        before: float = 0.0,
        right: bool = False,
        keeps_next: bool = False,
        most_lines: int = 0,
    ) -> Text:
        """A plain text as one paragraph."""
        return Text(
            self.runs(text, self.format(look)),
            look.leading,
            before=before,
            right=right,
            keeps_next=keeps_next,
            most_lines=most_lines,
        )

    def mixed(
        self, parts: Sequence[tuple[str, Look]], *, before: float = 0.0, leading: float = 0.0, most_lines: int = 0
    ) -> Text:
        """One paragraph of texts in several looks, with a space between them."""
        runs: list[Run] = []
        for text, look in parts:
            if text:
                runs.extend(self.runs(f" {text}" if runs else text, self.format(look)))
        return Text(runs, leading or parts[0][1].leading, before=before, most_lines=most_lines)

    def cell(self, text: str, look: Look = TABLE, *, right: bool = False) -> Block:
        """A table cell; line breaks that people typed stay."""
        if "\n" in text:
            return Stack(self.text(line, look, right=right) for line in text.splitlines())
        return self.text(text, look, right=right)
