"""The Evidence pane: what a line or section is linked to, from both ends, and a way to link more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from enable_desktop.changes import Changes
from enable_desktop.kinds import KINDS
from enable_desktop.links import Link, Reason, Ref
from enable_desktop.measures import Measure
from enable_desktop.readouts import title_of
from enable_desktop.search import HIT_END, HIT_START
from enable_desktop.words import mark
from ui.buttons import button
from ui.inputs import ComboBox
from ui.labels import ElidedLabel, label
from ui.rows import Row, RowsView

if TYPE_CHECKING:
    from ui.desk import Desk

_SHOWN: Final = 40


class EvidencePane(QWidget):
    """Links of the selected line, and below a search for what to link next."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ref: Ref | None = None
        theme, words = desk.theme, desk.words
        self.setProperty("pane", "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 12)
        column.setSpacing(8)
        head = QVBoxLayout()
        head.setContentsMargins(18, 0, 16, 0)
        self._title = ElidedLabel(theme, "", "strong")
        head.addWidget(self._title)
        self._none = label(theme, "", "body", tone="secondary", wrap=True)
        head.addWidget(self._none)
        column.addLayout(head)
        self.list = _LinkList(self, theme, words(mark("Links, from both ends")))
        self.list.activated.connect(self._on_link_activated)
        column.addWidget(self.list, 1)
        below = QVBoxLayout()
        below.setContentsMargins(18, 4, 16, 0)
        below.setSpacing(8)
        below.addWidget(label(theme, words(mark("Link something")), "strong"))
        row = QHBoxLayout()
        self.reason = ComboBox(theme)
        self.reason.setAccessibleName(words(mark("Reason of the link")))
        self.reason.fill([(reason, words(reason.label)) for reason in Reason], Reason.EVIDENCE)
        row.addWidget(self.reason, 2)
        self.search = QLineEdit()
        self.search.setPlaceholderText(words(mark("Find a line, measure, person …")))
        self.search.setAccessibleName(words(mark("Find what to link")))
        theme.dress(self.search, "body")
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(self._link_current)
        row.addWidget(self.search, 3)
        below.addLayout(row)
        column.addLayout(below)
        self.found = RowsView(theme, words(mark("What can be linked")))
        self.found.setProperty("pane", "sunken")
        self.found.activated.connect(self._link_current)
        column.addWidget(self.found, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(18, 0, 16, 0)
        self._link = button(theme, words(mark("Link")), self._link_current, icon="link-plus", small=True)
        self._part = button(theme, words(mark("Remove link")), self.part_current, icon="link-off", small=True)
        foot.addWidget(self._link)
        foot.addWidget(self._part)
        foot.addStretch(1)
        column.addLayout(foot)
        column.addStretch(0)
        self._find("")
        desk.changed.connect(self._on_changed)

    def show_ref(self, ref: Ref) -> None:
        """Shows the links of a record."""
        if ref != self._ref:
            self._ref = ref
            self._refresh()
            self._find(self.search.text())

    def links(self) -> tuple[Link, ...]:
        return self._desk.workspace.links.of(self._ref) if self._ref is not None else ()

    def _name(self, ref: Ref) -> str:
        line = self._desk.workspace.find(ref)
        return title_of(line, self._desk.workspace.title_of, self._desk.words) if line is not None else ""

    def _refresh(self) -> None:
        if self._ref is None:
            return
        words = self._desk.words
        self._title.set_whole(words(mark("Linked to “{title}”"), title=self._name(self._ref)))
        rows = [self._row(link) for link in self.links()]
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self._part.setVisible(bool(rows))
        self._none.setVisible(not rows)
        self._none.setText(
            words(
                mark("Nothing yet. Link the measure, priority or obstacle that this rests on; both ends will show it.")
            )
        )

    def _row(self, link: Link) -> Row:
        words = self._desk.words
        forward = link.start == self._ref
        other = link.end if forward else link.start
        noun = words(KINDS[other.kind].noun) if other.kind in KINDS else ""
        reason = words(link.reason.label)
        said = words(mark("{reason} this {noun}"), reason=reason, noun=noun.lower())
        back = words(mark("{noun}: it {reason} this"), reason=reason, noun=noun)
        detail = self._figure(other) or (said if forward else back)
        return Row(title=self._name(other) or link.label, detail=detail, key=link.id, icon="link-variant")

    def _figure(self, ref: Ref) -> str:
        """What a linked measure stands at, which is the evidence itself."""
        measure = self._desk.workspace.get(Measure, ref.id) if ref.kind == Measure.kind else None
        if measure is None:
            return ""
        words = self._desk.words
        start, goal = words.quantity(measure.baseline, measure.unit), words.quantity(measure.target, measure.unit)
        return words(mark("Measure, from {start} to {goal}"), start=start, goal=goal) if start and goal else ""

    def _find(self, text: str) -> None:
        self.found.setVisible(bool(text.strip()))
        self._link.setVisible(bool(text.strip()))
        if not text.strip():
            self.found.show_rows([])
            return
        words = self._desk.words
        hits = self._desk.workspace.search.find(text, _SHOWN)
        rows = [
            Row(
                title=self._name(hit.ref) or hit.title,
                detail=f"{words(KINDS[hit.ref.kind].noun)}  {_plain(hit.snippet)}",
                key=hit.ref,
            )
            for hit in hits
            if hit.ref != self._ref
        ]
        self.found.show_rows(rows)

    def begin(self) -> None:
        """Ctrl+Shift+L: the focus goes to the search."""
        self.search.setFocus()
        self.search.selectAll()

    def _link_current(self) -> None:
        row, reason = self.found.current, self.reason.currentData()
        if self._ref is None or row is None or not isinstance(row.key, Ref) or not isinstance(reason, Reason):
            return
        self._desk.workspace.links.join(self._ref, row.key, reason)
        self.search.clear()

    def part_current(self) -> None:
        """Removes the marked link, with Undo."""
        row = self.list.current
        if row is not None and isinstance(row.key, int):
            self._desk.workspace.links.part(row.key)
            self._desk.toast(self._desk.words(mark("Link removed")), undo=True)

    def _on_link_activated(self) -> None:
        row = self.list.current
        for link in self.links():
            if row is not None and link.id == row.key:
                self._desk.go(link.end if link.start == self._ref else link.start)
                return

    def _on_changed(self, changes: Changes) -> None:
        if Link.kind in changes.kinds or self._ref in changes.touched:
            self._refresh()


class _LinkList(RowsView):
    def __init__(self, pane: EvidencePane, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]  # theme and name, as RowsView takes them
        self._pane = pane
        self.setProperty("pane", "sunken")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self._pane.part_current()
            return
        super().keyPressEvent(event)


def _plain(snippet: str) -> str:
    return snippet.replace(HIT_START, "").replace(HIT_END, "")
