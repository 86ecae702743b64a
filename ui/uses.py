"""Where words and themes are used: the records that lean on them, by name, and the way there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from enable_desktop.kinds import KINDS
from enable_desktop.links import Ref
from enable_desktop.readouts import title_of
from enable_desktop.words import mark

if TYPE_CHECKING:
    from ui.desk import Desk


@dataclass(frozen=True, slots=True)
class Use:
    """A record at the other end of a link, and what it is called."""

    ref: Ref
    title: str
    noun: str

    @property
    def said(self) -> str:
        return f"{self.noun}: {self.title}" if self.title != self.noun else self.noun


def uses_of(desk: Desk, refs: Iterable[Ref]) -> dict[Ref, tuple[Use, ...]]:
    """For each of these records that is linked: what it is linked to, each once, in the order of the links."""
    wanted = frozenset(refs)
    others: dict[Ref, dict[Ref, None]] = {}
    for link in desk.workspace.links.among(wanted):
        for here, there in ((link.start, link.end), (link.end, link.start)):
            if here in wanted and there.kind in KINDS:
                others.setdefault(here, {})[there] = None
    lines = desk.workspace.find_all(ref for several in others.values() for ref in several)
    words, titles = desk.words, desk.workspace.title_of
    uses = {
        ref: Use(ref, title_of(line, titles, words) or words(KINDS[ref.kind].noun), words(KINDS[ref.kind].noun))
        for ref, line in lines.items()
    }
    return {here: tuple(uses[ref] for ref in several if ref in uses) for here, several in others.items()}


def go_to_use(desk: Desk, uses: Sequence[Use], beside: QWidget, place: QPoint) -> QMenu | None:
    """Opens the one use there is; of several the person chooses, in a menu at a place of a widget."""
    if len(uses) == 1:
        desk.go(uses[0].ref)
    if len(uses) < 2:
        return None
    menu = QMenu(beside)
    menu.setAccessibleName(desk.words(mark("Used in")))
    for use in uses:
        # An ampersand would become a key.
        menu.addAction(use.said.replace("&", "&&")).triggered.connect(partial(_go, desk, use.ref))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(beside.mapToGlobal(place))
    menu.setActiveAction(menu.actions()[0])
    return menu


def _go(desk: Desk, ref: Ref, *_: object) -> None:
    desk.go(ref)
