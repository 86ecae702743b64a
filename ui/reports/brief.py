"""The brief of a meeting, for the gallery."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from enable_desktop.reports import Choices, Printing, Printout, is_on, number_of
from enable_desktop.words import Words

if TYPE_CHECKING:
    from db.workspace import Workspace
    from enable_desktop.brief_material import Material


def meeting_page(workspace: Workspace, choices: Choices, words: Words) -> Printing:
    """The page for the meeting chosen, with both sides' figures where they are wanted."""
    from ui.briefs import material_of

    meeting = number_of(choices, "meeting") or 0
    material = material_of(workspace, meeting, choices["page"], figures=is_on(choices, "figures"))
    return partial(_print, material, words)


def _print(material: Material, words: Words, check: Callable[[], None]) -> Printout:
    from enable_desktop.brief_material import brief_of
    from exports.brief import brief_bytes

    content, printed = brief_bytes(brief_of(material, words), words)
    return Printout(content=content, pages=printed.pages, unprintable=printed.unprintable, left_out=printed.left_out)
