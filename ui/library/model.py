"""The assets found, as a table: by id, each row read when it is painted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from enable_desktop.library.assets import Asset, AssetKind
from enable_desktop.library.listed import Listed
from enable_desktop.sizes import length_of
from enable_desktop.words import mark
from ui.library.lists import lists_of
from ui.library.wording import review_of, spoken_review, spoken_row, title_of
from ui.tips import tip

if TYPE_CHECKING:
    from enable_desktop.changes import Changes
    from ui.desk import Desk

Index = QModelIndex | QPersistentModelIndex

TITLE: Final = 0
LENGTH: Final = 1
USED: Final = 2
REVIEW: Final = 3
_HEADINGS: Final = {
    TITLE: mark("Title"),
    LENGTH: mark("Length"),
    USED: mark("Used, 12 weeks"),
    REVIEW: mark("Review in"),
}
_BEFORE: Final = 8
_BEHIND: Final = 32
"""A screen of rows is read at once, and when one is scrolled, so many more: all are painted, hardly any in vain."""
_KEPT: Final = 5_000
_SEVERAL: Final = 20


class AssetsModel(QAbstractTableModel):
    """Rows over ids; a hundred thousand cost no more than those on the screen."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._found: Sequence[int] = ()
        self._places: dict[int, int] | None = None
        self._last = 0
        """Where the last one asked for stood: it is asked for again and again."""
        self._rows: dict[int, Listed] = {}
        self._lists = lists_of(desk)

    # -- what is shown

    @property
    def found(self) -> Sequence[int]:
        """The ids, in their order."""
        return self._found

    def show_found(self, found: Sequence[int]) -> bool:
        """Shows these; true where the rows are others now, and not only their words."""
        if found == self._found:
            self.repaint()
            return False
        self.beginResetModel()
        self._found = found
        self._places = None
        self.endResetModel()
        return True

    def repaint(self) -> None:
        """The words of the rows are others now."""
        if self._found:
            last = self.index(len(self._found) - 1, REVIEW)
            self.dataChanged.emit(self.index(0, 0), last)

    def follow(self, changes: Changes) -> None:
        """Forgets what is read of the assets that a step touched."""
        if changes.kinds - {Asset.kind}:
            self._rows.clear()
            return
        for ref in changes.touched:
            self._rows.pop(ref.id, None)

    def forget(self) -> None:
        """Forgets every row that was read: of a new day, or where files were looked at again."""
        self._rows.clear()

    def kind_of(self, row: Listed) -> AssetKind | None:
        return self._lists.kinds.get(row.sort or 0)

    def id_at(self, place: int) -> int:
        return self._found[place]

    def place_of(self, id_: int | None) -> int:
        """The row of an asset, -1 where it is not among those found."""
        if id_ is None:
            return -1
        if self._last < len(self._found) and self._found[self._last] == id_:
            return self._last
        place = self._place_of(id_)
        self._last = max(0, place)
        return place

    def _place_of(self, id_: int) -> int:
        if self._places is None and not isinstance(self._found, tuple):
            # What was found by words knows the place of one without looking up the others.
            return self._found.index(id_) if id_ in self._found else -1
        return self._by_id().get(id_, -1)

    def _by_id(self) -> dict[int, int]:
        if self._places is None:
            self._places = {each: place for place, each in enumerate(self._found)}
        return self._places

    def places_of(self, ids: Collection[int]) -> list[int]:
        """The rows of those of these assets that were found, in order."""
        if len(ids) > _SEVERAL:
            places = self._by_id()
            return sorted(places[id_] for id_ in ids if id_ in places)
        return sorted(place for id_ in ids if (place := self.place_of(id_)) >= 0)

    def listed_at(self, place: int) -> Listed:
        """The row at a place; those around it are read along."""
        id_ = self._found[place]
        row = self._rows.get(id_)
        if row is None:
            if len(self._rows) > _KEPT:
                self._rows.clear()
            around = self._found[max(0, place - _BEFORE) : place + _BEHIND]
            missing = [each for each in around if each not in self._rows]
            self._rows |= self._desk.workspace.library.listing.rows(missing, self._desk.today)
            row = self._rows.get(id_)
            if row is None:
                # It went while its row was on the screen; the list follows in a moment.
                row = self._rows[id_] = Listed(id=id_, title="")
        return row

    # -- Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._found)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(_HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if orientation != Qt.Orientation.Horizontal or section not in _HEADINGS:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._desk.words(_HEADINGS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            across = Qt.AlignmentFlag.AlignRight if section == LENGTH else Qt.AlignmentFlag.AlignLeft
            return across | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(self.listed_at(index.row()), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._said(self.listed_at(index.row()), index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == TITLE:
            return tip(title_of(self.listed_at(index.row()), self._desk.words))
        return None

    def _said(self, row: Listed, column: int) -> str:
        words = self._desk.words
        match column:
            case 0:
                return title_of(row, words)
            case 1:
                return length_of(row.seconds, row.pages, words)
            case 2:
                return words.number(sum(row.weeks)) if row.weeks else ""
        return review_of(row, self._desk.today, words).text

    def _spoken(self, row: Listed, column: int) -> str:
        words = self._desk.words
        if column == TITLE:
            kind = self.kind_of(row)
            return spoken_row(row, kind.title if kind is not None else "", self._desk.today, words)
        said = spoken_review(row, self._desk.today, words) if column == REVIEW else self._said(row, column)
        return f"{words(_HEADINGS[column])}: {said or '–'}"
