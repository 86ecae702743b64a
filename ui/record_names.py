"""What the records of a kind are called, kept ready for lists and choosers however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from enable_desktop.kinds import KINDS
from enable_desktop.links import Ref
from enable_desktop.people import Person
from enable_desktop.search import folded

if TYPE_CHECKING:
    from enable_desktop.changes import Changes
    from enable_desktop.fields import Line
    from ui.desk import Desk

_MANY: Final = 500


@dataclass(frozen=True, slots=True)
class Named:
    """One record as a list shows it: its name, the quiet second part, its group, and what a search looks in."""

    id: int
    name: str
    detail: str
    group: str
    sought: str

    @property
    def said(self) -> str:
        return f"{self.name}, {self.detail}" if self.detail else self.name


class Names(QObject):
    """The records of one kind by name (people) or in their own order (all else); follows the workspace."""

    changed = Signal()

    def __init__(self, desk: Desk, kind: str) -> None:
        super().__init__(desk)
        self.setObjectName(_object_name(kind))
        self._workspace = desk.workspace
        self._kind = kind
        self._by_id: dict[int, Named] = {}
        self._sorted: tuple[Named, ...] | None = None
        self._load()
        desk.changed.connect(self._on_changed)

    def all(self) -> tuple[Named, ...]:
        """Everything, in the order of lists."""
        if self._sorted is None:
            names = self._by_id.values()
            by_name = self._kind == Person.kind
            self._sorted = tuple(sorted(names, key=lambda named: (named.sought, named.id)) if by_name else names)
        return self._sorted

    def get(self, id_: int | None) -> Named | None:
        return self._by_id.get(id_) if id_ is not None else None

    def matching(self, text: str, most: int = 0) -> Sequence[Named]:
        """Those in which every word of the text begins a word; all of them for no text."""
        found: Sequence[Named] = self.all()
        for word in folded(text).split():
            start = f" {word}"
            found = [named for named in found if start in named.sought]
        return found[:most] if most else found

    def _load(self) -> None:
        self._by_id = {line.id: _named(line) for line in self._workspace.all(KINDS[self._kind].record)}
        self._sorted = None

    def _on_changed(self, changes: Changes) -> None:
        ids = [ref.id for ref in changes.touched if ref.kind == self._kind]
        if not ids:
            return
        if len(ids) > _MANY or self._kind != Person.kind:
            self._load()
            self.changed.emit()
            return
        before = [self._by_id.get(id_) for id_ in ids]
        for id_ in ids:
            line = self._workspace.find(Ref(self._kind, id_))
            if line is None:
                self._by_id.pop(id_, None)
            else:
                self._by_id[id_] = _named(line)
        if before != [self._by_id.get(id_) for id_ in ids]:
            self._sorted = None
            self.changed.emit()


def names_of(desk: Desk, kind: str) -> Names:
    """The one `Names` of a kind that belongs to a desk."""
    found = desk.findChild(Names, _object_name(kind))
    return found if found is not None else Names(desk, kind)


def _object_name(kind: str) -> str:
    return f"names-{kind}"


def _named(line: Line) -> Named:
    if isinstance(line, Person):
        detail = ", ".join(part for part in (line.role, line.department) if part)
        # Each word behind a space: a search wants the beginnings of words.
        sought = f" {folded(' '.join((line.name, line.role, line.department)))}"
        return Named(line.id, line.name, detail, str(line.group), sought.replace("-", " ").replace(",", " "))
    title = line.title_text
    return Named(line.id, title, "", "", f" {folded(title)}")
