"""The Reports page: templates at the left, what can be chosen for one in the middle, the real pages at the right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from db.faults import Moved
from enable_desktop.errors import WorkspaceError
from enable_desktop.reports import TITLE, Exported
from enable_desktop.words import Words, mark
from resources.words import translations
from ui.buttons import button
from ui.commands import Command, Group
from ui.labels import label, line
from ui.outgoing import PDF, OpenUrl, open_place, pages_sentence, say_notes, target_of, write_in_task
from ui.page import HeaderNote, Page
from ui.preview.pane import PreviewPane
from ui.reports.options import OptionsPane
from ui.reports.printing import beside, previewing, printing_out, write
from ui.reports.small_pictures import SmallPictures
from ui.reports.table import REPORTS, ReportEntry, report_of
from ui.reports.tiles import Tile, TilesView

if TYPE_CHECKING:
    from enable_desktop.changes import Changes
    from enable_desktop.links import Ref
    from enable_desktop.reports import Choices, Printing, Printout
    from ui.desk import Desk
    from ui.preview.pages import Document

_TILES: Final = 388
_OPTIONS: Final = 292
_FEW_TILES: Final = 272
_SMALL_OPTIONS: Final = 262
_LEAST_PAGES: Final = 340
_MANY_PAGES: Final = 999
"""So many can be chosen to be printed while it is not known how many there are."""


class ReportsPage(Page):
    """Everything that leaves as PDF, seen before it does."""

    key = "reports"
    title = mark("Reports")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._exported: Mapping[str, Exported] = {}
        self._choices: dict[str, Choices] = {}
        """What was chosen for each report since the window opened."""
        self._offered: Mapping[str, Sequence[tuple[str, str]]] = {}
        self._laid_out: tuple[str, Mapping[str, Sequence[tuple[str, str]]]] = ("", {})
        """Of which report, and with which answers, the options stand there."""
        self._current = ""
        self._pages = 0
        self._previewed = ""
        self.open_url: OpenUrl = QDesktopServices.openUrl
        self._lay_out()
        self.pictures = SmallPictures(desk, self.list, self._wanted, self._own)
        desk.changed.connect(self._on_changed)
        # The pictures follow when the page is shown the next time.
        desk.files_followed.connect(self.pictures.age)

    # -- layout

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        row.addWidget(self._splitter)
        self._splitter.addWidget(self._templates())
        self.options = OptionsPane(self.desk, self._splitter)
        self.options.setMinimumWidth(self.theme.px(232))
        self.options.setProperty("pane", "surface")
        self.options.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.options.chosen.connect(self._on_chosen)
        self.options.reset_wanted.connect(self._reset)
        self._splitter.addWidget(self.options)
        self._stack = QStackedWidget(self._splitter)
        self._stack.setMinimumWidth(self.theme.px(_LEAST_PAGES))
        self.preview = PreviewPane(self.desk, self._stack, size="page", failed=self._on_refused)
        self.preview.printed.connect(self._on_printed)
        self._stack.addWidget(self.preview)
        self._stack.addWidget(self._nothing())
        self._splitter.addWidget(self._stack)
        self._splitter.setStretchFactor(2, 1)
        self._part(compact=False)
        self.keep(self._splitter, "panes")

    def _templates(self) -> QWidget:
        words = self.words
        holder = QWidget(self._splitter)
        holder.setProperty("pane", "sunken")
        holder.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        holder.setMinimumWidth(self.theme.px(150))
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QWidget(holder)
        head.setFixedHeight(self.theme.px(40))
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 14, 0)
        row.addWidget(label(self.theme, words(mark("Templates")), "strong"), 1)
        row.addWidget(label(self.theme, words.number(len(REPORTS)), "small", tone="tertiary"))
        column.addWidget(head)
        column.addWidget(line(subtle=True))
        self.list = TilesView(self.theme, words(mark("Templates")), holder)
        self.list.setProperty("pane", "sunken")
        self.list.tiles.show_tiles(
            [Tile(key=entry.key, title=words(entry.title), about=words(entry.about)) for entry in REPORTS]
        )
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self.list.turned.connect(self._turn_page)
        self.list.activated.connect(self._into_options)
        around = QVBoxLayout()
        around.setContentsMargins(10, 8, 4, 0)
        around.addWidget(self.list)
        column.addLayout(around, 1)
        return holder

    def _nothing(self) -> QWidget:
        holder = QWidget(self._stack)
        column = QVBoxLayout(holder)
        column.setContentsMargins(24, 24, 24, 24)
        card = QFrame(holder)
        card.setProperty("card", "empty")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(20, 20, 20, 20)
        inside.setSpacing(12)
        self.reason = label(self.theme, "", "body", tone="secondary", wrap=True)
        inside.addWidget(self.reason)
        row = QHBoxLayout()
        self.mend = button(self.theme, self.words(mark("Go there")), self._go_to_mend, icon="arrow-right")
        row.addWidget(self.mend)
        row.addStretch(1)
        inside.addLayout(row)
        column.addWidget(card)
        column.addStretch(1)
        return holder

    # -- what is shown

    @property
    def entry(self) -> ReportEntry:
        """The report shown."""
        return report_of(self._current or REPORTS[0].key)

    @property
    def choices(self) -> Choices:
        """What is chosen for it."""
        return self._choices[self.entry.key]

    def prepare(self) -> Iterator[None]:
        yield
        if not self._current:
            self._exported = self.desk.workspace.reports.exported()
            self._current = self._last_shown()
            self.list.choose(self._current)
            self._show_options()

    def open(self, ref: Ref | None) -> None:
        self._exported = self.desk.workspace.reports.exported()
        self.show_report(self._current or self._last_shown())
        self.pictures.start()

    def _last_shown(self) -> str:
        key = self.desk.preferences.text("reports/report")
        return key if any(each.key == key for each in REPORTS) else REPORTS[0].key

    def open_part(self, part: str) -> None:
        if any(entry.key == part for entry in REPORTS):
            self.show_report(part)

    def parts(self) -> Sequence[tuple[str, str]]:
        return [(entry.key, self.words(entry.title)) for entry in REPORTS]

    def show_report(self, key: str) -> None:
        """Shows a report with the choices of last time."""
        # What is still being typed belongs to the report shown until now.
        self.flush()
        self._current = key
        self.desk.preferences.set("reports/report", key)
        if self.list.current != key:
            self.list.choose(key)
        self._show_options()
        self._show_pages()

    def _show_options(self) -> None:
        entry = self.entry
        self._offered = entry.offered(self.desk.workspace, self.words)
        self._choices[entry.key] = self._settled(entry, self._offered)
        if (entry.key, self._offered) == self._laid_out:
            self.options.show_choices(self.choices)
        else:
            self._laid_out = (entry.key, self._offered)
            self.options.show_report(entry, self.choices, self._offered)

    def _settled(self, entry: ReportEntry, offered: Mapping[str, Sequence[tuple[str, str]]]) -> Choices:
        """What is chosen for a report: here, else at its last export, else as it comes."""
        return entry.settled(self._wanted(entry), offered, self._own())

    def _wanted(self, entry: ReportEntry) -> Choices:
        kept = self._exported.get(entry.key)
        return self._choices.get(entry.key, kept.choices if kept is not None else {})

    def _own(self) -> Choices:
        """What the workspace prints in, unless something else is chosen."""
        settings = self.desk.workspace.settings
        return {"page": settings.get("paper") or "a4", "language": settings.get("language") or "en"}

    def _show_pages(self) -> None:
        """Prints the report shown with what is chosen, or says what it lacks."""
        entry = self.entry
        self._pages = 0
        if entry.lacks(self.choices):
            self._say_nothing(self.words(entry.nothing))
        else:
            printing = beside(self.desk.workspace, entry, self.choices)
            self.preview.show_print(lambda: previewing(printing, entry.key), entry.key, "")
            if self._previewed == entry.key:
                self.preview.set_stale()
            self._previewed = entry.key
            self._stack.setCurrentIndex(0)
        self.header_changed.emit()

    def _say_nothing(self, reason: str) -> None:
        """Says in place of the pages why there are none."""
        self.reason.setText(reason)
        self.mend.setVisible(bool(self.entry.page))
        self._stack.setCurrentIndex(1)
        self.pictures.tell_nothing(self.entry.key)

    def _on_refused(self, fault: Exception) -> None:
        """What the report shown is made of could not be read, or there is nothing to print."""
        if isinstance(fault, Moved):
            self.desk.failed(fault)
        elif isinstance(fault, WorkspaceError):
            self._say_nothing(self.words.say(fault.sentence))

    @property
    def _has_pages(self) -> bool:
        return self._stack.currentIndex() == 0

    def _on_current_changed(self) -> None:
        key = self.list.current
        if key and key != self._current:
            self.show_report(key)

    def _on_chosen(self, option: str, value: str) -> None:
        before = self.choices
        self._choices[self.entry.key] = self.entry.chosen(before, option, value)
        if any(self.choices[key] != kept for key, kept in before.items() if key != option):
            self.options.show_choices(self.choices)
        self._show_pages()

    def _reset(self) -> None:
        entry = self.entry
        self._choices[entry.key] = entry.settled({}, self._offered, self._own())
        self.options.show_choices(self.choices)
        self._show_pages()

    def _on_changed(self, changes: Changes) -> None:
        self.pictures.age()
        if self.isVisible():
            self.flush()
            self._show_options()
            self._show_pages()
            self.pictures.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.pictures.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.pictures.stop()

    def _on_printed(self, document: Document) -> None:
        if document.name != self._current:
            return
        self._pages = document.pages
        self.header_changed.emit()
        self.pictures.take(self.entry, self.choices, document)

    # -- doing

    def export(self) -> None:
        """Asks where to and writes the report shown."""
        printing = self._ready()
        if printing is None:
            return
        entry, choices = self.entry, self.choices
        target = target_of(self.desk, self._file_name(entry, choices), PDF)
        if target is not None:
            self._write(entry, choices, printing, target)

    def _ready(self) -> Printing | None:
        """What prints the report shown; says why not where it shows no pages."""
        self.flush()
        if not self._has_pages:
            self.desk.problem("", self.reason.text())
            return None
        return beside(self.desk.workspace, self.entry, self.choices)

    def export_again(self) -> None:
        """Writes the report shown as it was chosen last time, over the file of last time."""
        entry = self.entry
        kept = self._exported.get(entry.key)
        if kept is None:
            self.export()
            return
        self._choices[entry.key] = entry.settled(kept.choices, self._offered, self._own())
        self.options.show_choices(self.choices)
        self._show_pages()
        target = Path(kept.place)
        # What the file was about may be gone: something else does not take its place.
        is_other = any(option.asks and self.choices[option.key] != kept.choices.get(option.key) for option in entry.own)
        if entry.lacks(self.choices) or is_other or not kept.place or not target.parent.is_dir():
            self.export()
            return
        self._write(entry, self.choices, beside(self.desk.workspace, entry, self.choices), target)

    def print_pages(self) -> None:
        """Asks for a printer and prints the report shown."""
        printing = self._ready()
        if printing is None:
            return
        entry, choices, words = self.entry, self.choices, self.words
        try:
            printer = self.desk.ask.printer(words(mark("Print")), self._pages or _MANY_PAGES, choices["page"])
        except WorkspaceError as fault:
            self.desk.failed(fault)
            return
        if printer is None:
            return
        name = self._file_name(entry, choices)
        printer.setDocName(name)
        self.desk.tasks.run(
            printing_out(printing, printer),
            partial(self._say_printed, name),
            self.desk.failed,
            label=words(mark("Printing")),
            cancel=self._say_stopped,
            lasting=True,
        )

    def _say_printed(self, name: str, pages: int) -> None:
        self.desk.toast(self.words.n("Printed {name}: {n} page", "Printed {name}: {n} pages", pages, name=name))

    def _say_stopped(self) -> None:
        text = mark("Printing stopped. Pages that the printer has already may still come out.")
        self.desk.toast(self.words(text))

    def _write(self, entry: ReportEntry, choices: Choices, printing: Printing, target: Path) -> None:
        write_in_task(
            self.desk, target, partial(write, printing, target), partial(self._said, entry, choices, target),
            mark("Exporting PDF"), is_pdf=True,
        )  # fmt: skip

    def _said(self, entry: ReportEntry, choices: Choices, target: Path, made: Printout) -> str:
        self._keep(entry, choices, target)
        if not self.desk.workspace.is_readonly:
            entry.note(self.desk.workspace, choices, made, target)
        say_notes(self.desk, target, made.notes)
        text = pages_sentence(self.desk, target, made.pages, made.unprintable)
        if not made.left_out:
            return text
        from exports.brief import left_out_sentence

        return f"{text.rstrip('.')}. {left_out_sentence(made.left_out, self.words)}"

    def _keep(self, entry: ReportEntry, choices: Choices, target: Path) -> None:
        workspace = self.desk.workspace
        export = Exported(choices=dict(choices), on=self.desk.today, place=str(target.absolute()))
        self._exported = {**self._exported, entry.key: export}
        if not workspace.is_readonly:
            self.desk.do(lambda: workspace.reports.keep(entry.key, export))
        self.header_changed.emit()

    def _file_name(self, entry: ReportEntry, choices: Choices) -> str:
        """What the file is called, in the language of the document, with what was asked of the workspace."""
        if choices.get(TITLE.key):
            return choices[TITLE.key]
        language = choices["language"]
        parts = [Words(language, translations(language))(entry.title)]
        for option in entry.own:
            if option.asks and choices[option.key] and entry.names_file:
                parts.append(dict(self._offered[option.key]).get(choices[option.key], ""))
        return " ".join(part for part in parts if part)

    def open_folder(self) -> None:
        """Opens the folder that reports were put in last."""
        kept = self._exported.get(self.entry.key)
        place = Path(kept.place).parent if kept is not None and kept.place else None
        if place is None or not place.is_dir():
            place = Path(self.desk.preferences.text("export/folder") or self.desk.workspace.path.parent)
        open_place(self.desk, place, self.open_url)

    def _go_to_mend(self) -> None:
        self.desk.go(self.entry.page)

    def _turn_page(self, step: int) -> None:
        if self._has_pages:
            self.preview.turn(step)

    def _into_options(self) -> None:
        wanted = self.options.first_choice
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- around the page

    def header_note(self) -> HeaderNote:
        dated = [(export.on, key) for key, export in self._exported.items() if export.on is not None]
        titles = {entry.key: entry.title for entry in REPORTS}
        known = sorted((on, key) for on, key in dated if key in titles)
        if not known:
            return HeaderNote()
        on, key = known[-1]
        words = self.words
        told = words(
            mark("Last export: {report}, {day}"), report=words(titles[key]), day=words.short_day(on, self.desk.today)
        )
        return HeaderNote(text=told)

    def header_actions(self) -> Sequence[Command]:
        folder = Command(
            id="reports.folder", text=mark("Open folder"), run=self.open_folder, group=Group.FILE,
            icon="folder-open-outline",
        )  # fmt: skip
        again = Command(
            id="reports.again", text=mark("Export again"), run=self.export_again, group=Group.FILE,
            shortcut="Ctrl+Shift+E", icon="refresh", enabled=lambda: self._current in self._exported,
        )  # fmt: skip
        return (folder, again, *self.exports())

    def commands(self) -> Sequence[Command]:
        return (
            Command(
                id="reports.print", text=mark("Print"), run=self.print_pages, group=Group.FILE, shortcut="Ctrl+P",
                icon="printer-outline",
            ),
        )  # fmt: skip

    def exports(self) -> Sequence[Command]:
        return (
            Command(
                id="reports.export", text=mark("Export PDF"), run=self.export, group=Group.FILE,
                icon="file-pdf-box", primary=True,
            ),
        )  # fmt: skip

    def keys(self) -> list[tuple[str, str]]:
        words = self.words
        again = [("Ctrl+Shift+E", words(mark("Export again")))] if self._current in self._exported else []
        return [
            ("↑ ↓", words(mark("Template"))),
            ("Enter", words(mark("Options"))),
            ("PgUp PgDown", words(mark("Page"))),
            *again,
            ("Ctrl+P", words(mark("Print"))),
            ("Ctrl+E", words(mark("Export PDF"))),
        ]

    def status(self) -> str:
        if not self._current or not self._pages:
            return ""
        words = self.words
        return words(
            mark("{report}, {pages}, {paper}, fonts embedded"),
            report=words(self.entry.title),
            pages=words.n("{n} page", "{n} pages", self._pages),
            paper="Letter" if self.choices["page"] == "letter" else "A4",
        )

    def flush(self) -> None:
        self.options.flush()

    def step(self, direction: int) -> None:
        keys = [entry.key for entry in REPORTS]
        self.show_report(keys[(keys.index(self.entry.key) + direction) % len(keys)])

    def _part(self, *, compact: bool) -> None:
        tiles, options = (_FEW_TILES, _SMALL_OPTIONS) if compact else (_TILES, _OPTIONS)
        self._splitter.setSizes([self.theme.px(tiles), self.theme.px(options), 560])

    def set_compact(self, compact: bool) -> None:
        if compact or self.desk.preferences.data("splitter/reports/panes").isEmpty():
            self._part(compact=compact)

    def panes(self) -> Sequence[QWidget]:
        return (self.list, self.options, self._stack)

    def first_focus(self) -> QWidget | None:
        return self.list
