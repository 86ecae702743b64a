"""A table of content to begin with: as the page without content shows it, and as a file to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from enable_desktop.words import Words, mark
from ui.ask import FileKind
from ui.outgoing import target_of, write_in_task, written_sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.desk import Desk

_CSV: Final = FileKind("CSV", ("csv",))
HEADINGS: Final = (mark("Title"), mark("Location"), mark("Kind"), mark("Stage"), mark("Expires"))
"""What the columns are called; the import knows each of them, in either language."""
_EXAMPLES: Final = (
    (mark("Discovery call guide"), "https://portal.example/discovery-guide.pdf", "guide", "discovery", True),
    (mark("First meeting deck"), "https://portal.example/first-meeting.pptx", "deck", "qualification", True),
    (mark("How a customer saved a week a month"), "https://portal.example/customer-story", "case-story", "", False),
)
"""Title, location, the keys of kind and stage, and whether it expires."""
_KINDS: Final = ("guide", "deck", "cheat-sheet")


def columns(words: Words, today: date) -> Sequence[tuple[str, str]]:
    """The columns, each with what may stand in it."""
    kinds = ", ".join(_kind(words, key) for key in _KINDS)
    title, _, _, stage, _ = _EXAMPLES[0]
    shown = (words(title), words(mark("Sales/Enablement/guide.pdf, or https://…")), f"{kinds}, …", _stage(words, stage))
    return tuple(zip(map(words, HEADINGS), (*shown, str(_expiry(today))), strict=True))


def rows(words: Words, today: date) -> Sequence[Sequence[str]]:
    """The table with its header; every row comes in as it is."""
    filled = (
        (words(title), location, _kind(words, kind), _stage(words, stage), str(_expiry(today)) if expires else "")
        for title, location, kind, stage, expires in _EXAMPLES
    )
    return (tuple(map(words, HEADINGS)), *filled)


def save(desk: Desk) -> None:
    """Asks where to, and writes the table there as CSV."""
    target = target_of(desk, desk.words(mark("Content, example")), _CSV)
    if target is not None:
        write = partial(_write, rows(desk.words, desk.today), target)
        write_in_task(desk, target, write, partial(written_sentence, desk), mark("Saving the example"))


def _write(table: Sequence[Sequence[str]], target: Path, settle: Callable[[], None]) -> str:
    # Loaded here: most never ask for it.
    from exports.spreadsheet import csv_of
    from exports.write import write_text

    write_text(target, csv_of(table), settle)
    return target.name


def _expiry(today: date) -> date:
    """A day that lies far enough ahead."""
    return date(min(today.year + 1, date.max.year), 9, 30)


def _kind(words: Words, key: str) -> str:
    """What a kind of content is called that every programme begins with; of two names the first."""
    from resources.content import library

    return next(str(kind["title"]) for kind in library(words.language, "kinds") if kind["key"] == key).split(",")[0]


def _stage(words: Words, key: str) -> str:
    from resources.content import library

    if not key:
        return ""
    stages = next(facet for facet in library(words.language, "facets") if facet["key"] == "stage")
    # TOML gives texts and lists.
    keys, values = cast("tuple[str, ...]", stages["keys"]), cast("tuple[str, ...]", stages["values"])
    return values[keys.index(key)]
