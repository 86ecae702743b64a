"""What the records of a kind are called, for lists and choosers however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from enable_desktop.kinds import KINDS
from enable_desktop.people import Person
from enable_desktop.search import folded

if TYPE_CHECKING:
    from enable_desktop.changes import Changes
    from enable_desktop.fields import Line
    from ui.desk import Desk

_AT_ONCE: Final = 200
_KEPT: Final = 5_000
_ASSETS: Final = "assets"
KINDS_OF_CONTENT: Final = "asset_kinds"


@dataclass(frozen=True, slots=True)
class Named:
    """One record as a list shows it: its name, the quiet second part, its group."""

    id: int
    name: str
    detail: str = ""
    group: str = ""

    @property
    def said(self) -> str:
        return f"{self.name}, {self.detail}" if self.detail else self.name


class PeopleNames(QObject):
    """The people by name. The file sorts and finds them; only those that are shown are read."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._workspace = desk.workspace
        self._named: dict[int, Named] = {}
        self._count: int | None = None
        desk.changed.connect(self._on_changed)

    def count(self) -> int:
        """How many people there are."""
        if self._count is None:
            self._count = self._workspace.count_of(Person.kind)
        return self._count

    def ids(self, text: str = "", group: str = "") -> tuple[int, ...]:
        """Those of a group in whom every word of the text begins a word, by name."""
        return self._workspace.people.ids(text, group)

    def get(self, id_: int | None) -> Named | None:
        if id_ is None:
            return None
        if id_ not in self._named:
            self.read((id_,))
        return self._named.get(id_)

    def read(self, ids: Iterable[int]) -> None:
        """Reads several at once that are about to be shown."""
        missing = [id_ for id_ in ids if id_ not in self._named]
        if len(self._named) > _KEPT:
            self._named.clear()
        for start in range(0, len(missing), _AT_ONCE):
            found = self._workspace.people.these(missing[start : start + _AT_ONCE])
            self._named.update((person.id, _person(person)) for person in found)

    def matching(self, text: str, most: int) -> Sequence[Named]:
        """The first of those whom the text finds."""
        ids = self.ids(text)[:most]
        self.read(ids)
        return [self._named[id_] for id_ in ids]

    def _on_changed(self, changes: Changes) -> None:
        ids = [ref.id for ref in changes.touched if ref.kind == Person.kind]
        if not ids:
            return
        self._count = None
        before = {id_: self._named.pop(id_, None) for id_ in ids}
        if len(ids) <= _AT_ONCE:
            self.read(ids)
        if len(ids) > _AT_ONCE or any(named is None or named != self._named.get(id_) for id_, named in before.items()):
            self.changed.emit()


class AssetNames:
    """The assets by title. The file finds them; only those that are shown are read."""

    def __init__(self, desk: Desk) -> None:
        self._workspace = desk.workspace

    def matching(self, text: str, most: int) -> Sequence[Named]:
        """The first of those in whose title every word of the text begins a word."""
        return [Named(*found) for found in self._workspace.library.listing.titled(text, most)]


class KindNames:
    """The kinds of content, called as the library shows them; found by what they are called in the file, too."""

    def __init__(self, desk: Desk) -> None:
        # Loaded here: a programme may have no library yet.
        from ui.library.lists import lists_of

        self._workspace = desk.workspace
        self._lists = lists_of(desk)

    def matching(self, text: str, most: int) -> Sequence[Named]:
        """The first of those in which every word of the text begins a word; of all of them for no text."""
        stored = {kind.id: kind.title_text for kind in self._workspace.all(KINDS[KINDS_OF_CONTENT].record)}
        words = folded(text).split()
        return [
            Named(kind.id, kind.title)
            for kind in self._lists.kinds.values()
            if all(f" {word}" in f" {folded(kind.title)} {folded(stored[kind.id])}" for word in words)
        ][:most]


class Names(QObject):
    """The records of one kind in their own order; follows the workspace."""

    def __init__(self, desk: Desk, kind: str) -> None:
        super().__init__(desk)
        self.setObjectName(_object_name(kind))
        self._workspace = desk.workspace
        self._kind = kind
        self._found: tuple[tuple[Named, str], ...] = ()
        self._load()
        desk.changed.connect(self._on_changed)

    def matching(self, text: str, most: int) -> Sequence[Named]:
        """The first of those in which every word of the text begins a word; of all of them for no text."""
        found = self._found
        for word in folded(text).split():
            found = tuple(each for each in found if f" {word}" in each[1])
        return [named for named, _ in found[:most]]

    def _load(self) -> None:
        lines: tuple[Line, ...] = self._workspace.all(KINDS[self._kind].record)
        self._found = tuple((Named(line.id, title := line.title_text), f" {folded(title)}") for line in lines)

    def _on_changed(self, changes: Changes) -> None:
        if self._kind in changes.kinds:
            self._load()


def people_of(desk: Desk) -> PeopleNames:
    """The one `PeopleNames` of a desk."""
    found = desk.findChild(PeopleNames)
    return found if found is not None else PeopleNames(desk)


def names_of(desk: Desk, kind: str) -> Names | PeopleNames | AssetNames | KindNames:
    """The one list of names of a kind that belongs to a desk."""
    if kind == Person.kind:
        return people_of(desk)
    if kind == _ASSETS:
        return AssetNames(desk)
    if kind == KINDS_OF_CONTENT:
        return KindNames(desk)
    found = desk.findChild(Names, _object_name(kind))
    return found if found is not None else Names(desk, kind)


def _object_name(kind: str) -> str:
    return f"names-{kind}"


def _person(person: Person) -> Named:
    detail = ", ".join(part for part in (person.role, person.department) if part)
    return Named(person.id, person.name, detail, str(person.group))
