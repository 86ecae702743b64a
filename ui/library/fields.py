"""All fields of one asset, each storing itself: the form of the record, its facets, and who can speak to it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from enable_desktop.errors import WorkspaceError
from enable_desktop.library.assets import Asset, Status
from enable_desktop.library.facets import joined, new_key, values_of
from enable_desktop.links import Reason, Ref
from enable_desktop.notes import ListEntry
from enable_desktop.people import Person
from enable_desktop.words import mark
from ui.buttons import button
from ui.form import Form
from ui.labels import label
from ui.library.lists import lists_of
from ui.library.values_box import ValuesBox
from ui.record_box import RecordBox
from ui.record_flow import FlowLayout
from ui.record_form import Heading, RecordForm

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from enable_desktop.changes import Changes
    from ui.desk import Desk

    Change = Callable[[tuple[str, ...]], tuple[str, ...]]

_FIRST: Final = ("title", "sort", "status", "question", "summary", ("owner", "reviewer"))
_LAST: Final = (
    Heading(mark("How current it is")),
    ("reviewed", "months"),
    ("valid_from", "expires"),
    "sources",
    Heading(mark("Where it lies")),
    "location",
    ("pages", "seconds"),
    Heading(mark("Who is heard in it")),
    "seller",
    "consent",
    "consent_until",
    Heading(mark("Notes")),
    "notes",
)


class AssetFields(QWidget):
    """Edits one asset after another in the same widgets."""

    retire_wanted = Signal()
    """Its status is to be that it is retired."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._id = 0
        self._first: RecordForm | None = None
        self._last: RecordForm | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 24)
        self._column.setSpacing(16)
        self.facets = FacetFields(desk)
        self.experts = ExpertFields(desk)

    def show_asset(self, id_: int) -> None:
        """Edits this asset from now on; what is being typed into the last one is stored first."""
        if id_ == self._id:
            return
        self._id = id_
        ref = Ref(Asset.kind, id_)
        if self._first is None or self._last is None:
            self._first, self._last = RecordForm(self._desk, ref, _FIRST), RecordForm(self._desk, ref, _LAST)
            self._first.asks_first["status"] = self._on_status
            for part in (self._first, self.experts, self.facets, self._last):
                self._column.addWidget(part)
            self._column.addStretch(1)
        else:
            self._first.show_ref(ref)
            self._last.show_ref(ref)
        self.facets.show_asset(id_)
        self.experts.show_asset(id_)

    def _on_status(self, status: object) -> bool:
        """Whoever retires with this field is shown first what links to it, as with the command."""
        if status != Status.RETIRED:
            return False
        self.retire_wanted.emit()
        return True

    @property
    def forms(self) -> Sequence[RecordForm]:
        """The forms; there are some as soon as an asset was shown."""
        return tuple(form for form in (self._first, self._last) if form is not None)

    def reveal(self, field: str) -> None:
        """Puts the focus into a field, a facet by its key; what is typed into a line replaces what stands there."""
        if field in self.facets.boxes:
            self.facets.boxes[field].setFocus()
        elif field == "experts":
            self.experts.box.setFocus()
        for form in self.forms:
            if form.holds(field):
                form.reveal(field)
                edit = form.edit_of(field)
                if isinstance(edit, QLineEdit):
                    edit.selectAll()

    def follow(self, changes: Changes) -> None:
        """The workspace changed; the forms follow by themselves."""
        self.facets.follow(changes)
        self.experts.follow(changes)

    def flush(self) -> None:
        """Stores what is still being typed."""
        for form in self.forms:
            form.flush()

    @property
    def unstored(self) -> int | None:
        """An asset of which something typed is not in the file."""
        return next((ref.id for form in self.forms if (ref := form.unstored) is not None), None)


class FacetFields(QWidget):
    """One box for each facet."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._id = 0
        self._lists = lists_of(desk)
        self.boxes: dict[str, ValuesBox] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._form: Form | None = None
        self._shown: tuple[tuple[str, str], ...] = ()

    def show_asset(self, id_: int) -> None:
        self._id = id_
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        """The boxes are made anew where there are other facets, or where one is called otherwise."""
        shown = tuple((facet.key, facet.title) for facet in self._lists.facets)
        if shown == self._shown and self._form is not None:
            return
        self._shown = shown
        if self._form is not None:
            self._column.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
        self._form = Form(self._desk.theme)
        self._form.add_heading(self._desk.words(mark("By what it is found")))
        self.boxes = {}
        for key, title in shown:
            box = self.boxes[key] = ValuesBox(self._desk, title)
            box.added.connect(partial(self._on_added, key))
            box.made.connect(partial(self._on_made, key))
            box.taken_off.connect(partial(self._on_taken_off, key))
            self._form.add(title, box)
        self._column.addWidget(self._form)

    def follow(self, changes: Changes) -> None:
        if not self._id:
            return
        if ListEntry.kind in changes.kinds:
            self._lay_out()
        if ListEntry.kind in changes.kinds or Ref(Asset.kind, self._id) in changes.touched:
            self.refresh()

    def refresh(self) -> None:
        """Shows what is stored."""
        asset = self._desk.workspace.get(Asset, self._id)
        self.setEnabled(asset is not None and not self._desk.workspace.is_readonly)
        if asset is None:
            return
        chosen = values_of(asset)
        for key, box in self.boxes.items():
            box.show_values(self._lists.values(key), chosen.get(key, ()))

    def _on_added(self, facet: str, id_: int) -> None:
        entry = self._desk.workspace.get(ListEntry, id_)
        if entry is not None:
            self._store(facet, lambda keys: (*keys, entry.key))

    def _on_taken_off(self, facet: str, key: str) -> None:
        self._store(facet, lambda keys: tuple(each for each in keys if each != key))

    def _on_made(self, facet: str, title: str) -> None:
        workspace = self._desk.workspace
        key = new_key(title, (entry.key for entry in self._lists.values(facet)))
        facet_title = next((entry.title for entry in self._lists.facets if entry.key == facet), facet)
        try:
            with workspace.step(mark("Add “{title}” to “{facet}”"), title=title, facet=facet_title):
                workspace.add(ListEntry, list=facet, key=key, title=title)
                self._store(facet, lambda keys: (*keys, key))
        except WorkspaceError as fault:
            self._desk.failed(fault)

    def _store(self, facet: str, change: Change) -> None:
        workspace = self._desk.workspace
        asset = workspace.get(Asset, self._id)
        if asset is None:
            return
        facets = {**asset.facets, facet: joined(change(values_of(asset).get(facet, ())))}
        kept: Mapping[str, str] = {key: value for key, value in facets.items() if value}
        try:
            workspace.change(Ref(Asset.kind, self._id), facets=kept)
        except WorkspaceError as fault:
            self._desk.failed(fault)


class ExpertFields(QWidget):
    """Who vouches for an asset and can be asked about it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._id = 0
        words = desk.words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = label(desk.theme, words(mark("Experts")), "smallstrong")
        column.addWidget(head)
        self._holder = QWidget()
        self._flow = FlowLayout(self._holder, across=4)
        column.addWidget(self._holder)
        self.box = RecordBox(desk, Person.kind)
        desk.theme.dress(self.box, "body")
        self.box.setAccessibleName(words(mark("Experts")))
        self.box.setPlaceholderText(words(mark("Type to add")))
        head.setBuddy(self.box)
        self.box.chosen.connect(self._on_chosen)
        column.addWidget(self.box)

    def show_asset(self, id_: int) -> None:
        self._id = id_
        self.box.show_id(None)
        self.refresh()

    def follow(self, changes: Changes) -> None:
        if self._id and changes.kinds & {"links", Person.kind}:
            self.refresh()

    def refresh(self) -> None:
        """Shows who vouches for it."""
        self.setEnabled(not self._desk.workspace.is_readonly)
        while (item := self._flow.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        experts = experts_of(self._desk, self._id)
        for link, person in experts:
            chip = button(self._desk.theme, person.name, partial(self._part, link), icon="close", small=True)
            text = self._desk.words(mark("Experts: take off {name}"), name=person.name)
            chip.setAccessibleName(text)
            self._flow.addWidget(chip)
            chip.show()
        self._holder.setVisible(bool(experts))

    def _on_chosen(self, value: object) -> None:
        if not isinstance(value, int):
            return
        self.box.show_id(None)
        try:
            self._desk.workspace.links.join(Ref(Asset.kind, self._id), Ref(Person.kind, value), Reason.VOUCHED)
        except WorkspaceError as fault:
            self._desk.failed(fault)

    def _part(self, link: int) -> None:
        try:
            self._desk.workspace.links.part(link)
        except WorkspaceError as fault:
            self._desk.failed(fault)


def experts_of(desk: Desk, id_: int) -> list[tuple[int, Person]]:
    """Who vouches for an asset, each with the link that says so."""
    ref = Ref(Asset.kind, id_)
    found = []
    for link in desk.workspace.links.of(ref):
        if link.reason is Reason.VOUCHED and link.start == ref and link.to_kind == Person.kind:
            person = desk.workspace.get(Person, link.to_id)
            if person is not None:
                found.append((link.id, person))
    return found
