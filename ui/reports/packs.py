"""A pack as a booklet, for the gallery; an export is remembered as those of the Packs page are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from enable_desktop.reports import Choices, Printing, Printout, number_of
from enable_desktop.words import Words, mark

if TYPE_CHECKING:
    from db.workspace import Workspace
    from enable_desktop.packs.parcels import Parcel


def packs(workspace: Workspace, words: Words) -> Iterator[tuple[str, str]]:
    """Every pack, in its order."""
    from enable_desktop.packs.records import Pack

    for pack in workspace.all(Pack):
        yield str(pack.id), pack.title or words(mark("No title yet"))


def booklet_pages(workspace: Workspace, choices: Choices, words: Words) -> Printing:
    """The pack chosen, to be printed."""
    from ui.pack_exporting import parcel

    sent = replace(parcel(workspace, number_of(choices, "pack") or 0), paper=choices["page"])
    return partial(_print, sent, words)


def _print(sent: Parcel, words: Words, check: Callable[[], None]) -> Printout:
    from exports.packs.handing_over import booklet

    content, handed = booklet(sent, words, lambda done, total: check())
    return Printout(
        content=content,
        pages=handed.pages,
        unprintable=handed.unprintable,
        notes=handed.notes,
        handed=(sent, handed),
    )


def note_booklet(workspace: Workspace, choices: Choices, made: Printout, target: Path) -> None:
    """Remembers the export, so that the next pack for this audience says what has changed."""
    from enable_desktop.packs.parcels import Parcel
    from exports.packs.handing_over import Handed
    from ui.pack_exporting import remember

    match made.handed:
        case (Parcel() as sent, Handed() as handed):
            remember(workspace, sent, handed, target)
