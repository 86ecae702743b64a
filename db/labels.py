"""What a step is called that changes one line: by the line and, where it has several, by the fields."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from enable_desktop.fields import Line, fields_of
from enable_desktop.kinds import KINDS
from enable_desktop.links import Ref
from enable_desktop.words import Sentence, mark, sentence

_SECTIONS: Final = "sections"
_TITLE_SHOWN: Final = 60
_FIELDS_SHOWN: Final = 3


def merge_key(ref: Ref, values: Iterable[str]) -> str:
    """What the typing in the same fields of the same line has in common."""
    return f"{ref}.{','.join(sorted(values))}"


def named(record: type[Line], line: Line) -> dict[str, Any]:
    """What a step's label says of a line."""
    section = _section(line)
    title: str | Sentence = sentence(section) if section else line.title_text
    if isinstance(title, str) and len(title) > _TITLE_SHOWN:
        title = f"{title[: _TITLE_SHOWN - 1]}…"
    return {"noun": sentence(KINDS[record.kind].noun), "title": title}


def _section(line: Line) -> str:
    """The title (marked) of the charter section whose text a line is; empty for every other line."""
    if line.kind != _SECTIONS:
        return ""
    # Loaded here: a start does not need it.
    from enable_desktop.charter.lines import Prose
    from enable_desktop.charter.sections import BY_KEY

    assert isinstance(line, Prose)
    return BY_KEY[line.key].title if line.key in BY_KEY else ""


def change_label(line: Line, values: Iterable[str]) -> tuple[str, dict[str, Any]]:
    """What a change of these fields is called: by the line and, where it has several, by the fields."""
    said = named(type(line), line)
    changed, noun = frozenset(values), KINDS[line.kind].noun
    # The title of an obstacle is called "Obstacle" itself.
    fields = [sentence(field.label) for field in fields_of(type(line)) if field.name in changed and field.label != noun]
    if line.kind == _SECTIONS or not 0 < len(fields) <= _FIELDS_SHOWN:
        return mark("Change {noun} “{title}”"), said
    if not said["title"]:
        return mark("Change {noun}: {field}"), {"noun": said["noun"], "field": tuple(fields)}
    return mark("Change {noun} “{title}”: {field}"), {**said, "field": tuple(fields)}
