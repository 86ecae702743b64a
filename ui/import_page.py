"""What an import would do, told before anything is stored, with the choice between nothing and all that can come in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from enable_desktop.imports import Entry, Fate, Plan, said_in_short
from enable_desktop.links import Ref
from enable_desktop.words import mark, sentence
from ui.ask import FileKind
from ui.buttons import button, icon_button, link_button
from ui.commands import Command, Group
from ui.desk import Desk
from ui.empty import EmptyPage
from ui.importing import Pending
from ui.imports import sources
from ui.labels import ElidedLabel, chip, label, line
from ui.page import HeaderNote, Page
from ui.rows import Row, RowsView

if TYPE_CHECKING:
    from ui.columns_card import ColumnsCard
    from ui.transcript_card import TranscriptCard

_SIDE: Final = 388
_MOST_SHOWN: Final = 20_000
_ICONS: Final = {
    Fate.NEW: "plus",
    Fate.AFTER: "text-box-plus-outline",
    Fate.FILLED: "check",
    Fate.SAME: "equal",
    Fate.RENAMED: "rename-outline",
    Fate.KEPT: "text-box-outline",
    Fate.LEFT: "minus-circle-outline",
    Fate.REJECTED: "alert-circle-outline",
}


class ImportPage(Page):
    """Place by place, what is new, what goes after what is there, what is kept as text, and what cannot be stored."""

    key = "import"
    title = mark("Import")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._importing = desk.importing
        self._compact = False
        self.card: TranscriptCard | None = None
        self.columns: ColumnsCard | None = None
        self._signs: list[tuple[QLabel, str, str]] = []
        self._wants_side = desk.preferences.text("import/side", "open") == "open"
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        column.addWidget(self._stack)
        self._stack.addWidget(self._choice())
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._splitter.addWidget(self._work())
        self._side = self._piece_pane()
        self._splitter.addWidget(self._side)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setSizes([800, self.theme.px(_SIDE)])
        self.keep(self._splitter, "panes")
        self._stack.addWidget(self._splitter)
        self._importing.changed.connect(self._on_importing_changed)
        self.theme.changed.connect(self._paint_signs)
        self._paint_signs()

    # -- layout

    def _choice(self) -> QWidget:
        """What can be brought in, while nothing is waiting."""
        text = mark("Choose a file. You see what it would do before anything is stored.")
        empty = EmptyPage(self.theme, self.words(text))
        self.sources: dict[str, QWidget] = {}
        for source in sources().values():
            choose = partial(self._importing.choose, source.key)
            made = button(self.theme, self.words(source.title), choose, icon="file-import-outline")
            self.sources[source.key] = made
            about = label(self.theme, self.words(source.about), "body", tone="secondary", wrap=True)
            row = empty.add_row(made, about, fills=True)
            row.setSpacing(12)
            row.setAlignment(about, Qt.AlignmentFlag.AlignVCenter)
        return empty

    def _work(self) -> QWidget:
        work = QWidget()
        work.setMinimumWidth(self.theme.px(440))
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(24, 16, 20, 12)
        top.setSpacing(8)
        self.summary = label(self.theme, "", "strong", wrap=True)
        top.addWidget(self.summary)
        self.promise = label(self.theme, "", "body", tone="secondary", wrap=True)
        top.addWidget(self.promise)
        self._warning_card, self.warnings = self._card("attention", "alert-outline")
        top.addWidget(self._warning_card)
        self._rejected_card, self.rejected = self._card("problem", "alert-circle-outline")
        self._add_place(self._rejected_card)
        top.addWidget(self._rejected_card)
        column.addLayout(top)
        self._open = column
        self._below_card = line()
        self.list = RowsView(self.theme, self.words(mark("What would come in")))
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        column.addWidget(self.list, 1)
        self.notes = label(self.theme, "", "small", tone="tertiary", wrap=True)
        self.notes.setContentsMargins(24, 6, 20, 6)
        column.addWidget(self.notes)
        return work

    def _card(self, tone: str, icon: str) -> tuple[QFrame, QLabel]:
        card = QFrame()
        card.setProperty("card", tone)
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(10)
        sign = QLabel()
        self._signs.append((sign, icon, f"{tone}.text"))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        text = label(self.theme, "", "body", wrap=True)
        row.addWidget(text, 1)
        column.addLayout(row)
        return card, text

    def _paint_signs(self) -> None:
        side = self.theme.px(18)
        for sign, icon, tone in self._signs:
            sign.setPixmap(self.theme.icon(icon, tone).pixmap(QSize(side, side)))

    def _add_place(self, card: QFrame) -> None:
        """Where what cannot be stored is listed, and the way to another place."""
        row = QHBoxLayout()
        row.setContentsMargins(self.theme.px(18) + 10, 0, 0, 0)
        row.setSpacing(12)
        self.place = ElidedLabel(self.theme, "", "body", "secondary")
        row.addWidget(self.place, 1)
        self.choose_place = link_button(self.theme, self.words(mark("Choose another place")), self._choose_place)
        row.addWidget(self.choose_place)
        inside = card.layout()
        assert isinstance(inside, QVBoxLayout)
        inside.addLayout(row)

    def _piece_pane(self) -> QWidget:
        side = QWidget()
        side.setMinimumWidth(self.theme.px(320))
        side.setProperty("pane", "sunken")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(side)
        column.setContentsMargins(18, 12, 10, 16)
        column.setSpacing(8)
        head = QHBoxLayout()
        self._piece = label(self.theme, "", "strong", wrap=True)
        head.addWidget(self._piece, 1)
        name = self.words(mark("Side pane"))
        close = icon_button(self.theme, "dock-right", name, self.toggle_side, shortcut="F8")
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self._fate = chip(self.theme, "")
        column.addWidget(self._fate)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setProperty("bare", "true")
        self.text.document().setDocumentMargin(0)
        self.text.setAccessibleName(self.words(mark("The words of the piece")))
        self.theme.dress(self.text, "body")
        column.addWidget(self.text, 1)
        return side

    # -- what is shown

    def open(self, ref: Ref | None) -> None:
        self._refresh()

    def _on_importing_changed(self) -> None:
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        if self._importing.is_stale:
            self._importing.renew()
        pending = self._importing.pending
        self._stack.setCurrentIndex(0 if pending is None else 1)
        if pending is not None:
            self._show(pending)
        self.header_changed.emit()

    def _show(self, pending: Pending) -> None:
        words, plan = self.words, pending.plan
        self.summary.setText(words(mark("Would come in: {came}"), came=said_in_short(plan, words)))
        promise = mark("Nothing is stored yet, and nothing that stands is written over. Undo takes all of it back.")
        if plan.details.get("changed"):
            promise = mark(
                "Nothing is stored yet. In what is brought up to date, what the rows say takes the place of what "
                "stands there. Undo takes all of it back."
            )
        self.promise.setText(words(promise))
        self._show_talk(pending)
        self._show_columns(pending)
        said = (*plan.lacking, *plan.warnings)
        self.warnings.setText("\n".join(words.say(each) for each in said))
        self._warning_card.setVisible(bool(said))
        text = words.n(
            "{n} piece cannot be stored. Take in nothing, or everything else; the piece is then listed in a file.",
            "{n} pieces cannot be stored. Take in nothing, or everything else; they are then listed in a file.",
            len(plan.rejected),
        )
        self.rejected.setText(text)
        self.place.set_whole(str(pending.rejected_to))
        self._rejected_card.setVisible(bool(plan.rejected))
        self.notes.setText("\n".join(words.say(each) for each in plan.notes))
        self.notes.setVisible(bool(plan.notes))
        self.list.show_rows(self._rows(plan))
        self._on_current_changed()

    def _show_talk(self, pending: Pending) -> None:
        """What a transcript leaves open, above what would come in."""
        talk = pending.source.talk
        if talk is not None:
            if self.card is None:
                # Loaded here: the other imports ask nothing.
                from ui.transcript_card import TranscriptCard

                self.card = TranscriptCard(self.desk)
                self.card.answered.connect(self._importing.suppose)
                self._open.insertWidget(1, self.card, 2)
                self._open.insertWidget(2, self._below_card)
            self.card.show_talk(pending.read, talk, pending.plan.details["passages"])
        if self.card is not None:
            self.card.setVisible(talk is not None)
            self._below_card.setVisible(talk is not None)

    def _show_columns(self, pending: Pending) -> None:
        """What the columns of a table leave open, above what would come in."""
        said = pending.source.columns
        unknown = [] if said is None else list(dict.fromkeys((*said, *pending.plan.details["unused_columns"])))
        if said is not None and unknown:
            if self.columns is None:
                # Loaded here: a table whose columns are known asks nothing.
                from ui.columns_card import ColumnsCard

                self.columns = ColumnsCard(self.desk)
                self.columns.answered.connect(self._importing.say_columns)
                self._open.insertWidget(1, self.columns)
            table = pending.read
            self.columns.show_columns(
                [title for title in dict.fromkeys(table.header) if title in unknown], said, table.header, table.columns
            )
        if self.columns is not None:
            self.columns.setVisible(bool(unknown))

    def _rows(self, plan: Plan) -> list[Row]:
        rows = []
        for part in plan.told:
            title = self.words.say(part.title)
            rows.append(Row(title=title, heading=True, tip=title))
            for entry in part.entries:
                rows.append(
                    Row(
                        title=self.words.say(entry.what),
                        detail=entry.short,
                        right=self.words(entry.fate.label),
                        icon=_ICONS[entry.fate],
                        tip=self.words.say(entry.what),
                        key=entry,
                    )
                )
        return rows

    def _on_current_changed(self) -> None:
        row = self.list.current
        entry = row.key if row is not None else None
        if not isinstance(entry, Entry):
            return
        self._piece.setText(self.words.say(entry.what))
        self._fate.setText(self.words(entry.fate.label))
        text = entry.whole
        if len(text) > _MOST_SHOWN:
            rest = self.words.n("and {n} more character", "and {n} more characters", len(text) - _MOST_SHOWN)
            text = f"{text[:_MOST_SHOWN]}…\n\n{rest}"
        self.text.setPlainText(text)
        self.text.setVisible(bool(text))

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self._side.setVisible(self._wants_side and not compact)

    def toggle_side(self) -> None:
        shown = self._side.isHidden()
        self._side.setVisible(shown)
        if not self._compact:
            self._wants_side = shown
            self.desk.preferences.set("import/side", "open" if shown else "closed")

    # -- what can be done

    def heading(self) -> str:
        pending = self._importing.pending
        if pending is None:
            return self.words(self.title)
        return self.words(mark("{what}: {name}"), what=self.words(pending.source.title), name=pending.path.name)

    def header_note(self) -> HeaderNote:
        if self._importing.pending is None:
            return HeaderNote()
        return HeaderNote(chip=self.words(mark("Not stored yet")), tone="attention")

    def header_actions(self) -> Sequence[Command]:
        pending = self._importing.pending
        if pending is None:
            return ()
        left_out = len(pending.plan.rejected)
        everything = (
            sentence(mark("Take in all but {count}"), count=left_out) if left_out else mark("Take in everything")
        )
        return (
            Command(
                id="import.drop",
                text=mark("Take in nothing"),
                run=self._importing.drop,
                group=Group.FILE,
                icon="close",
            ),
            Command(
                id="import.take",
                text=everything,
                run=self._take_in,
                group=Group.FILE,
                shortcut="Ctrl+Return",
                icon="import",
                primary=True,
                enabled=lambda: not self._lacks(),
            ),
        )

    def _lacks(self) -> bool:
        """Whether something is to be answered before anything can be taken in."""
        pending = self._importing.pending
        return pending is None or bool(pending.plan.lacking)

    def _take_in(self) -> None:
        if self.card is not None and self.card.isVisible():
            self.card.flush()
            if not self.card.is_clear:
                return
        self._importing.take_in()

    def _choose_place(self) -> None:
        pending = self._importing.pending
        if pending is None:
            return
        words, place = self.words, pending.rejected_to
        listed = pending.source.listed
        kind = FileKind("CSV" if listed == "csv" else words(mark("Markdown")), (listed,))
        chosen = self.desk.ask.save_as(words(mark("List what cannot be stored in")), place.name, [kind], place.parent)
        if chosen is not None:
            self._importing.list_rejected_in(chosen)

    def keys(self) -> list[tuple[str, str]]:
        if self._importing.pending is None:
            return []
        words = self.words
        return [
            ("↑ ↓", words(mark("Piece"))),
            ("Ctrl+Return", words(mark("Take in"))),
            ("Esc", words(mark("Take in nothing"))),
            ("F8", words(mark("Side pane"))),
        ]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._importing.pending is not None:
            self._importing.drop()
            return
        super().keyPressEvent(event)

    def first_focus(self) -> QWidget | None:
        if self._importing.pending is not None:
            return self.card.into if self.card is not None and self.card.isVisible() else self.list
        return next(iter(self.sources.values()))

    def panes(self) -> Sequence[QWidget]:
        if self._importing.pending is None:
            return (*self.sources.values(),)
        asked = tuple(card for card in (self.card, self.columns) if card is not None and card.isVisible())
        return (*asked, self.list, self._side)
