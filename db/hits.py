"""What search shows of a record it found: its title and the words around the hit, as people read them."""

from __future__ import annotations

from typing import Final

from enable_desktop.fields import Line, Shape, fields_of
from enable_desktop.links import without_chips
from enable_desktop.plainly import plainly
from enable_desktop.search import HIT_START, around, snippet

_SHAPES: Final = (Shape.TEXT, Shape.PROSE)


def read_title(line: Line) -> str:
    """What a record is called, as it reads."""
    first = next((field for field in fields_of(type(line)) if field.shape in _SHAPES and field.name != "key"), None)
    is_prose = first is not None and first.shape is Shape.PROSE
    return plainly(line.title_text) if is_prose else without_chips(line.title_text)


def passage_of(line: Line, wanted: tuple[str, ...]) -> str:
    """The words around the first hit beside the title, as they read; else those that everything else begins with."""
    said = []
    for field in fields_of(type(line)):
        text = getattr(line, field.name) if field.shape in _SHAPES and field.name != "key" else ""
        if not text or text == line.title_text:
            continue
        near = around(text, wanted)
        read = plainly(near) if field.shape is Shape.PROSE else without_chips(near)
        # What is found in the address of a link is shown with it; in a mark, as it is written.
        for shown in (read, plainly(near, addresses=True), near):
            found = snippet(shown, wanted)
            if HIT_START in found:
                return found
        said.append(read)
    return snippet(" ".join(said), wanted)
