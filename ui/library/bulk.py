"""Several assets are selected: fields to set for all of them, each in one undo step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from enable_desktop.fields import field_of
from enable_desktop.library.assets import Asset, Status
from enable_desktop.library.facets import new_key, values_of
from enable_desktop.notes import ListEntry
from enable_desktop.people import Person
from enable_desktop.words import mark
from ui.buttons import button
from ui.entry import read_date, read_number
from ui.form import Form
from ui.inputs import ComboBox
from ui.labels import label, line
from ui.library.lists import lists_of
from ui.library.retiring import Retiring
from ui.library.values_box import ValuesBox
from ui.line_edit import LineEdit
from ui.record_box import RecordBox
from ui.record_flow import FlowLayout

if TYPE_CHECKING:
    from db.long_steps import Deed
    from ui.desk import Desk

_MIXED: Final = "\x00"
_LOOKED_AT: Final = 500
"""Of more assets it is not asked whether they are all alike."""


class BulkPane(QWidget):
    """Every field that makes sense for many; empty where they differ."""

    reviewed_wanted = Signal()
    retire_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._lists = lists_of(desk)
        self._ids: Sequence[int] = ()
        theme, words = desk.theme, desk.words
        self.setProperty("pane", "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 10)
        head.setSpacing(2)
        self.title = label(theme, "", "strong")
        head.addWidget(self.title)
        text = words(mark("What you set here is set for all of them at once. Undo takes it back for all."))
        head.addWidget(label(theme, text, "small", tone="secondary", wrap=True))
        column.addLayout(head)
        column.addWidget(line())
        self.retiring = Retiring(desk)
        column.addWidget(self.retiring)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self._inner = QVBoxLayout(inside)
        self._inner.setContentsMargins(16, 12, 16, 24)
        self._inner.addWidget(self._fields())
        self._facets_holder = QWidget()
        self._facets_column = QVBoxLayout(self._facets_holder)
        self._facets_column.setContentsMargins(0, 16, 0, 0)
        self._inner.addWidget(self._facets_holder)
        self._inner.addStretch(1)
        self.facets: dict[str, ValuesBox] = {}
        self._facets_shown: tuple[tuple[str, str], ...] = ()
        scroll.setWidget(inside)
        column.addWidget(scroll, 1)
        column.addWidget(line())
        foot = FlowLayout(across=8, down=8)
        foot.setContentsMargins(16, 10, 16, 10)
        self.reviewed = button(theme, words(mark("Mark reviewed")), self.reviewed_wanted.emit, icon="check")
        foot.addWidget(self.reviewed)
        self.retire = button(theme, words(mark("Retire")), self.retire_wanted.emit, icon="archive-outline")
        foot.addWidget(self.retire)
        column.addLayout(foot)

    def _fields(self) -> Form:
        theme, words = self._desk.theme, self._desk.words
        form = Form(theme)

        def said(name: str) -> str:
            return words(field_of(Asset, name).label)

        self.sort, self.status = ComboBox(theme), ComboBox(theme)
        self.sort.activated.connect(lambda *_: self._choose("sort", self.sort.currentData()))
        self.status.activated.connect(self._on_status)
        form.add(said("sort"), self.sort)
        form.add(said("status"), self.status)
        self.people: dict[str, RecordBox] = {}
        for name in ("owner", "reviewer"):
            box = self.people[name] = RecordBox(self._desk, Person.kind)
            theme.dress(box, "body")
            box.chosen.connect(partial(self._choose, name))
            form.add(said(name), box)
        self.lines: dict[str, QLineEdit] = {}
        for name in ("months", "expires"):
            edit = self.lines[name] = LineEdit()
            theme.dress(edit, "body")
            edit.setMaximumWidth(theme.px(200))
            edit.editingFinished.connect(partial(self._read, name))
        self._line_fields = {
            "months": form.add(said("months"), self.lines["months"], words(mark("Empty: as its kind"))),
            "expires": form.add(said("expires"), self.lines["expires"]),
        }
        return form

    # -- what is shown

    def show_selected(self, ids: Sequence[int]) -> None:
        """Shows what these have in common."""
        self._ids = tuple(ids)
        self.retiring.leave_unless(ids)
        words = self._desk.words
        self.title.setText(words.n("{n} item selected", "{n} items selected", len(ids)))
        self.setEnabled(not self._desk.workspace.is_readonly)
        assets = self._desk.workspace.library.these(ids[:_LOOKED_AT]) if len(ids) <= _LOOKED_AT else ()
        mixed = (_MIXED, words(mark("as they are")))
        kinds = [(kind.id, kind.title) for kind in self._lists.kinds.values()]
        self.sort.fill([mixed, *kinds], self._common(assets, lambda asset: asset.sort, _MIXED))
        states = [(status, words(status.label)) for status in Status]
        self.status.fill([mixed, *states], self._common(assets, lambda asset: asset.status, _MIXED))
        for name, box in self.people.items():
            shared = self._common(assets, attrgetter(name), None)
            box.show_id(shared if isinstance(shared, int) else None)
            box.setPlaceholderText(words(mark("Type to choose")))
        months = self._common(assets, lambda asset: asset.months, None)
        expires = self._common(assets, lambda asset: asset.expires, None)
        for name, text in (("months", words.number(months)), ("expires", words.day(expires))):
            self.lines[name].setText(text)
            self.lines[name].setModified(False)
            self._line_fields[name].clear_problem()
        self._lay_out_facets()
        for key, values in self.facets.items():
            values.show_values(self._lists.values(key), self._shared(assets, key))

    # Any: a field holds whatever its shape says.
    @staticmethod
    def _common(assets: Sequence[Asset], value: Callable[[Asset], Any], otherwise: Any) -> Any:
        """What all of them hold; `otherwise` where they differ, or are too many to be asked."""
        found = {value(asset) for asset in assets}
        return found.pop() if len(found) == 1 and None not in found else otherwise

    @staticmethod
    def _shared(assets: Sequence[Asset], facet: str) -> Sequence[str]:
        """The values of a facet that every one of them has."""
        several = [values_of(asset).get(facet, ()) for asset in assets]
        return [key for key in several[0] if all(key in each for each in several)] if several else ()

    def _lay_out_facets(self) -> None:
        shown = tuple((facet.key, facet.title) for facet in self._lists.facets)
        if shown == self._facets_shown:
            return
        self._facets_shown = shown
        while (item := self._facets_column.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        form = Form(self._desk.theme)
        form.add_heading(self._desk.words(mark("By what they are found")))
        self.facets = {}
        for key, title in shown:
            box = self.facets[key] = ValuesBox(self._desk, title)
            box.added.connect(partial(self._on_added, key))
            box.made.connect(partial(self._on_made, key))
            box.taken_off.connect(partial(self._on_taken_off, key))
            form.add(title, box)
        self._facets_column.addWidget(form)

    # -- what is done

    def _on_status(self, *_: object) -> None:
        """Whoever retires with this field is shown first what links to them, as with the button."""
        status = self.status.currentData()
        if status != Status.RETIRED:
            self._choose("status", status)
            return
        # Until that is answered they are what they were.
        self.show_selected(self._ids)
        self.retire_wanted.emit()

    # Any: a field holds whatever its shape says.
    def _choose(self, name: str, value: Any) -> None:
        if value != _MIXED:
            self._do(partial(self._desk.workspace.library.reviews.changing, self._ids, **{name: value}))

    def _read(self, name: str) -> None:
        edit, words = self.lines[name], self._desk.words
        if not edit.isModified():
            return
        edit.setModified(False)
        text = edit.text()
        read = read_number(text, words, whole=True) if name == "months" else read_date(text, self._desk.today, words)
        if read.problem:
            self._line_fields[name].set_problem(read.problem)
            return
        self._line_fields[name].clear_problem()
        self._choose(name, read.value)

    def _on_added(self, facet: str, id_: int) -> None:
        entry = self._desk.workspace.get(ListEntry, id_)
        if entry is not None:
            self._change_facet(facet, add=(entry.key,))

    def _on_taken_off(self, facet: str, key: str) -> None:
        self._change_facet(facet, drop=(key,))

    def _on_made(self, facet: str, title: str) -> None:
        reviews = self._desk.workspace.library.reviews
        key = new_key(title, (entry.key for entry in self._lists.values(facet)))
        facet_title = next((entry.title for entry in self._lists.facets if entry.key == facet), facet)
        self._do(partial(reviews.giving_new, self._ids, facet, key=key, title=title, facet_title=facet_title))

    def _change_facet(self, facet: str, *, add: Sequence[str] = (), drop: Sequence[str] = ()) -> None:
        self._do(partial(self._desk.workspace.library.reviews.changing_facet, self._ids, facet, add=add, drop=drop))

    def _do(self, make: Callable[[], Deed]) -> None:
        self._desk.steps.do(make, self._desk.words.n("{n} item changed", "{n} items changed", len(self._ids)))
