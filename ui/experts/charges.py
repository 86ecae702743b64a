"""The content that an expert answers for: owned, reviewed, vouched for, each leading there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QVBoxLayout, QWidget

from enable_desktop.library.assets import Asset
from enable_desktop.links import Ref
from enable_desktop.words import mark
from ui.labels import label
from ui.rows import Row, RowsDelegate, RowsView

if TYPE_CHECKING:
    from ui.desk import Desk

_MOST: Final = 40
_MOST_HIGH: Final = 260


class Charges(QWidget):
    """A heading and a list; nothing where they answer for nothing."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        theme, words = desk.theme, desk.words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(theme, words(mark("Content they answer for")), "section", wrap=True))
        self.list = RowsView(theme, words(mark("Content they answer for")))
        self.list.setProperty("pane", "sunken")
        self.list.setItemDelegate(RowsDelegate(theme, self.list, 4))
        self.list.activated.connect(self._open)
        self.list.clicked.connect(self._open)
        column.addWidget(self.list)
        theme.changed.connect(self._fit)

    def show_person(self, id_: int) -> None:
        """Shows what somebody owns, reviews and vouches for, an asset once."""
        words, found = self._desk.words, self._desk.workspace.experts.charges(id_)
        roles: dict[tuple[int, str], list[str]] = {}
        for several, role in (
            (found.owns, words(mark("Owner"))),
            (found.reviews, words(mark("Reviewer"))),
            (found.vouches, words(mark("Vouches for it"))),
        ):
            for each in several:
                roles.setdefault(each, []).append(role)
        rows = [
            Row(title=title, detail=", ".join(names), tip=title, key=asset)
            for (asset, title), names in list(roles.items())[:_MOST]
        ]
        if len(roles) > _MOST:
            rows.append(Row(title=words.n("and {n} more", "and {n} more", len(roles) - _MOST), quiet=True))
        self.list.show_rows(rows)
        if not self.list.hasFocus():
            self.list.setCurrentIndex(QModelIndex())
        self.setVisible(bool(rows))
        self._fit()

    def _fit(self) -> None:
        most = self._desk.theme.px(_MOST_HIGH)
        self.list.setFixedHeight(min(self.list.natural_height(most) + 2, most))

    def _open(self) -> None:
        row = self.list.current
        if row is not None and isinstance(row.key, int):
            self._desk.go(Ref(Asset.kind, row.key))
