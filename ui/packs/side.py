"""Beside the list: what the pack says, what to look at before it leaves, what left before, and what came back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QTabBar, QVBoxLayout, QWidget

from enable_desktop.packs.checks import Check, Finding
from enable_desktop.packs.contents import Change
from enable_desktop.sizes import said_size
from enable_desktop.words import Words, mark
from ui.buttons import button, icon_button, link_button
from ui.feedback_part import FeedbackPart
from ui.labels import label, line
from ui.packs.item_part import ItemPart
from ui.packs.mending import AT_ONCE, Mending
from ui.rows import Row, RowsDelegate, RowsView
from ui.scrolling import scroll_down_only

if TYPE_CHECKING:
    from collections.abc import Sequence

    from enable_desktop.packs.sent import PackExport
    from ui.desk import Desk
    from ui.packs.state import ShownPack

PACK: Final = 0
ITEM: Final = 1
_TABS: Final = (mark("Pack"), mark("Item"))
_NAMED: Final = 4
_HIGHEST: Final = 330
_ICONS: Final = {
    Check.MISSING: "file-alert-outline", Check.NOTHING: "file-question-outline", Check.ONLINE: "cloud-outline",
    Check.NO_CONSENT: "account-voice", Check.CONSENT_ENDED: "account-clock-outline", Check.RETIRED: "archive-outline",
    Check.OUTDATED: "alert-circle-outline", Check.INTERNAL: "eye-off-outline", Check.OVERDUE: "calendar-clock",
    Check.TOO_LONG: "timer-alert-outline", Check.NO_SUMMARY: "text-short", Check.PICTURES: "image-off-outline",
}  # fmt: skip


class PackSide(QWidget):
    """The pack as a whole, and the item in whose row the keyboard is."""

    preview_wanted = Signal()
    folder_wanted = Signal()
    mail_wanted = Signal()
    open_wanted = Signal(object)
    """A `PackExport` to be opened where it lies."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pack = 0
        self._findings: tuple[Finding, ...] = ()
        self._exports: Sequence[PackExport] = ()
        self.mending = Mending(desk, self.edit_asset)
        theme, words = desk.theme, desk.words
        self.setProperty("pane", "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(words(mark("Side pane")))
        self.tabs.setExpanding(False)
        for text in _TABS:
            self.tabs.addTab(words(text))
        row = QHBoxLayout()
        row.setContentsMargins(16, 6, 10, 0)
        row.addWidget(self.tabs, 1)
        preview = words(mark("Open preview"))
        self.preview = icon_button(theme, "open-in-new", preview, self.preview_wanted.emit, shortcut="O")
        row.addWidget(self.preview)
        column.addLayout(row)
        column.addWidget(line())
        self._pages = (self._scrolling(), self._scrolling())
        for page, lay_out in zip(self._pages, (self._lay_out_pack, self._lay_out_item), strict=True):
            column.addWidget(page, 1)
            lay_out(self._inside(page))
        self.tabs.currentChanged.connect(self._on_tab)
        self._on_tab(PACK)
        theme.changed.connect(self._fit)

    def _scrolling(self) -> QScrollArea:
        area = QScrollArea(self)
        area.setProperty("pane", "sunken")
        scroll_down_only(area)
        return area

    @staticmethod
    def _inside(area: QScrollArea) -> QWidget:
        inside = QWidget(area.viewport())
        inside.setProperty("pane", "sunken")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        area.setWidget(inside)
        return inside

    def _lay_out_pack(self, inside: QWidget) -> None:
        theme, words = self._desk.theme, self._desk.words
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 14, 16, 24)
        column.setSpacing(6)
        column.addWidget(label(theme, words(mark("Contents")), "strong"))
        self.contents = label(theme, "", "body", wrap=True)
        column.addWidget(self.contents)
        self.changes = label(theme, "", "small", tone="secondary", wrap=True)
        column.addWidget(self.changes)
        self.warning = label(theme, "", "small", tone="attention", wrap=True)
        column.addWidget(self.warning)
        column.addSpacing(10)
        head = QHBoxLayout()
        head.addWidget(label(theme, words(mark("Before the export")), "strong"))
        head.addStretch(1)
        self.found = label(theme, "", "small", tone="secondary")
        head.addWidget(self.found)
        column.addLayout(head)
        self.nothing = label(theme, words(mark("Nothing stands in the way.")), "body", tone="secondary", wrap=True)
        column.addWidget(self.nothing)
        self.checks = self._list(words(mark("Before the export")), inside)
        self.checks.activated.connect(lambda *_: self.mend())
        self.checks.doubleClicked.connect(lambda *_: self.mend())
        self.checks.selectionModel().currentChanged.connect(lambda *_: self._say_mend())
        column.addWidget(self.checks)
        mends = QHBoxLayout()
        mends.setSpacing(8)
        self.mend_button = button(theme, "", self.mend, small=True)
        mends.addWidget(self.mend_button)
        self.mend_all_button = button(theme, "", self.mend_all, look="quiet", small=True)
        mends.addWidget(self.mend_all_button)
        mends.addStretch(1)
        column.addLayout(mends)
        column.addSpacing(10)
        head = QHBoxLayout()
        head.addWidget(label(theme, words(mark("Exports")), "strong"))
        head.addStretch(1)
        self.mail = link_button(theme, words(mark("Write the e-mail")), self.mail_wanted.emit, small=True)
        head.addWidget(self.mail)
        self.folder = link_button(theme, words(mark("Show folder")), self.folder_wanted.emit, small=True)
        head.addWidget(self.folder)
        column.addLayout(head)
        self.exports = self._list(words(mark("Exports")), inside)
        self.exports.activated.connect(self._on_export)
        self.exports.doubleClicked.connect(self._on_export)
        column.addWidget(self.exports)
        self.since = label(theme, "", "small", tone="secondary", wrap=True)
        column.addWidget(self.since)
        column.addSpacing(10)
        self.feedback = FeedbackPart(self._desk, inside)
        column.addWidget(self.feedback)
        column.addStretch(1)

    def _list(self, name: str, parent: QWidget) -> RowsView:
        made = RowsView(self._desk.theme, name, parent)
        made.setProperty("pane", "sunken")
        made.setItemDelegate(RowsDelegate(self._desk.theme, made, 4))
        return made

    def _lay_out_item(self, inside: QWidget) -> None:
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 14, 16, 24)
        self.item = ItemPart(self._desk, inside)
        column.addWidget(self.item)
        column.addStretch(1)

    # -- the pack

    def show_pack(self, shown: ShownPack, exports: Sequence[PackExport]) -> None:
        """Shows a pack as it is now."""
        desk, words = self._desk, self._desk.words
        self._pack = shown.facts.pack.id
        contents = shown.contents
        self.contents.setText(contents_said(shown, words))
        gone = tuple(each.title for each in contents.gone)
        self.changes.setVisible(bool(gone))
        if gone:
            told = mark("To be deleted by those who have the last one: {names}.")
            self.changes.setText(words(told, names=_named(gone, words)))
        self._show_warning(exports)
        self._show_findings(shown.findings)
        self._exports = exports
        rows = [self._export_row(each) for each in exports]
        self.exports.show_rows(rows)
        if not self.exports.hasFocus():
            self.exports.setCurrentIndex(QModelIndex())
        self.exports.setVisible(bool(rows))
        self.folder.setVisible(bool(rows))
        self.mail.setVisible(bool(rows))
        self.since.setText(since_said(shown, desk.today, words, is_sent=bool(rows)))
        self.feedback.show_about("pack", self._pack)
        self._fit()

    def _show_warning(self, exports: Sequence[PackExport]) -> None:
        """That what was sent holds what is not to be used any more."""
        words = self._desk.words
        ids = {each.id for each in exports}
        stale = [each for each in self._desk.workspace.packs.sent.stale() if each.export.id in ids]
        titles = tuple(asset.title for each in stale for asset in each.assets)
        self.warning.setVisible(bool(titles))
        if titles:
            day = words.short_day(stale[0].export.day, self._desk.today)
            told = mark("What was sent on {day} holds what is outdated or retired by now: {names}. Export it again.")
            self.warning.setText(words(told, day=day, names=_named(titles, words)))

    @property
    def export(self) -> PackExport | None:
        """The export that is marked."""
        row = self.exports.current
        return next((each for each in self._exports if row is not None and each.id == row.key), None)

    def _on_export(self, *_: object) -> None:
        if (export := self.export) is not None:
            self.open_wanted.emit(export)

    def _export_row(self, export: PackExport) -> Row:
        words = self._desk.words
        day = words.short_day(export.day, self._desk.today)
        name = Path(export.place).name or words(export.form.label)
        parts = (day, words(export.form.label), export.for_whom or export.audience)
        return Row(
            title=name,
            detail=", ".join(part for part in parts if part),
            right=said_size(words, export.bytes),
            tip=export.place,
            key=export.id,
        )

    # -- what to look at

    def _show_findings(self, findings: tuple[Finding, ...]) -> None:
        words = self._desk.words
        self._findings = findings
        rows: list[Row] = []
        for check in Check:
            these = [each for each in findings if each.check is check]
            if len(these) > 1:
                several = words(mark("{what}: {n}"), what=words(check.label), n=words.number(len(these)))
                rows.append(Row(title=several, heading=True))
            for each in these:
                title, said = each.title or words(mark("No title yet")), words.say(each.said)
                rows.append(Row(title=title, detail=said, icon=_ICONS[check], tip=said, key=each))
        self.nothing.setVisible(not rows)
        self.checks.setVisible(bool(rows))
        count = len(findings)
        self.found.setText(words.n("{n} to look at", "{n} to look at", count) if count else "")
        self.checks.show_rows(rows)
        self._say_mend()

    @property
    def finding(self) -> Finding | None:
        """What is to be mended next."""
        row = self.checks.current
        return row.key if row is not None and isinstance(row.key, Finding) else None

    def _same(self, finding: Finding) -> list[Finding]:
        return [each for each in self._findings if (each.check, each.mend) == (finding.check, finding.mend)]

    def _say_mend(self) -> None:
        finding, words = self.finding, self._desk.words
        may = not self._desk.workspace.is_readonly
        self.mend_button.setVisible(finding is not None)
        same = self._same(finding) if finding is not None else []
        self.mend_all_button.setVisible(len(same) > 1 and same[0].mend in AT_ONCE)
        if finding is not None:
            self.mend_button.setText(words(finding.mend.label))
            self.mend_button.setAccessibleName(f"{words(finding.mend.label)}: {finding.title}")
            self.mend_all_button.setText(words.n("All {n}", "All {n}", len(same)))
            self.mend_all_button.setAccessibleName(f"{self.mend_all_button.text()}: {words(finding.mend.label)}")
        self.mend_button.setEnabled(may)
        self.mend_all_button.setEnabled(may)

    def mend(self) -> None:
        """Mends what is marked, or leads to where that is done."""
        finding = self.finding
        if finding is not None and not self._desk.workspace.is_readonly:
            self.mending.mend(self._pack, finding)

    def mend_all(self) -> None:
        """Mends everything of this kind."""
        finding = self.finding
        if finding is not None and not self._desk.workspace.is_readonly:
            self.mending.mend_all(self._pack, self._same(finding))

    # -- one item

    def show_item(self, asset: int, item: int | None) -> None:
        """Shows the item in whose row the keyboard is."""
        self.item.show_item(self._pack, asset, item)

    def edit_item(self) -> None:
        """Puts the keyboard into what is said of the item."""
        self.show_tab(ITEM)
        self.item.edit()

    def edit_asset(self, asset: int, field: str) -> None:
        """Puts the keyboard into a field of an asset."""
        self.show_tab(ITEM)
        self.item.edit_asset(self._pack, asset, field)

    def show_tab(self, tab: int) -> None:
        """The pack, or its item."""
        if 0 <= tab < self.tabs.count():
            self.tabs.setCurrentIndex(tab)

    def _on_tab(self, tab: int) -> None:
        for number, page in enumerate(self._pages):
            page.setVisible(number == tab)

    def flush(self) -> None:
        """Stores what is still being typed."""
        self.item.flush()
        self.feedback.flush()

    @property
    def is_stored(self) -> bool:
        """Whether everything typed here is in the file."""
        return self.item.is_stored and self.feedback.is_stored

    def _fit(self) -> None:
        enough = self._desk.theme.px(_HIGHEST)
        for each in (self.checks, self.exports):
            each.setFixedHeight(min(enough, each.natural_height(enough)) + 2)


def _named(titles: tuple[str, ...], words: Words) -> object:
    """The first of many titles, and how many more there are."""
    more = len(titles) - _NAMED
    return words(mark("{names} and {more} more"), names=titles[:_NAMED], more=more) if more > 0 else titles


def contents_said(shown: ShownPack, words: Words) -> str:
    """How much a pack holds, in a sentence."""
    contents = shown.contents
    if not contents.items:
        return words(mark("Nothing is in it yet."))
    parts = [words.n("{n} item", "{n} items", len(contents.items))]
    if contents.playlists:
        parts.append(words.n("{n} playlist", "{n} playlists", len(contents.playlists)))
    if contents.sheets:
        parts.append(words.n("{n} cheat sheet", "{n} cheat sheets", len(contents.sheets)))
    questions = sum(bool(item.question.strip()) for item in contents.items)
    if questions:
        parts.append(words.n("{n} question answered", "{n} questions answered", questions))
    if shown.bytes:
        parts.append(said_size(words, shown.bytes))
    return f"{', '.join(parts)}."


def since_said(shown: ShownPack, today: object, words: Words, *, is_sent: bool) -> str:
    """What is other than in the last export for the same audience."""
    contents = shown.contents
    if contents.since is None:
        if is_sent:
            return words(mark("What changes from tomorrow on is told as changed."))
        return words(mark("Not exported yet. From the second export on the pack says what is new."))
    day = words.day(contents.since)
    new = sum(item.change is Change.NEW for item in contents.items)
    changed = sum(item.change is Change.CHANGED for item in contents.items)
    parts = []
    if new:
        parts.append(words.n("{n} new", "{n} new", new))
    if changed:
        parts.append(words.n("{n} changed", "{n} changed", changed))
    if contents.gone:
        parts.append(words.n("{n} to be deleted", "{n} to be deleted", len(contents.gone)))
    if not parts:
        return words(mark("Nothing changed since {day}."), day=day)
    return words(mark("Changed since {day}: {what}."), day=day, what=", ".join(parts))
