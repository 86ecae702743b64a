"""The charter: outline, the section being written, and guidance, evidence or the printed page beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from enable_desktop.changes import Changes
from enable_desktop.charter.completeness import Finding, note_of, states
from enable_desktop.charter.lines import Document, Prose, Status
from enable_desktop.charter.sections import BY_KEY, SECTIONS, section_of
from enable_desktop.errors import WorkspaceError
from enable_desktop.links import Link, Ref
from enable_desktop.words import mark
from ui.buttons import icon_button
from ui.charter.evidence import EvidencePane
from ui.charter.exporting import export_commands, printer_of
from ui.charter.guidance import GuidancePane
from ui.charter.outline import Entry, Outline
from ui.charter.section_view import SectionView
from ui.charter.strip import ApprovalStrip
from ui.commands import Command, Group
from ui.editor.toolbar import EditorToolbar
from ui.page import HeaderNote, Page
from ui.thread.command import thread_command

if TYPE_CHECKING:
    from enable_desktop.charter.content import Charter
    from ui.desk import Desk
    from ui.preview.pane import PreviewPane, Printer

_SIDE: Final = 388
_PREVIEW: Final = 492
_KEPT_VIEWS: Final = 8
_GUIDE_MS: Final = 20
_TONES: Final = {Status.DRAFT: "neutral", Status.REVIEW: "attention", Status.APPROVED: "accent"}


class CharterPage(Page):
    """Writes the charter, section by section."""

    key = "charter"
    title = mark("Charter")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._views: dict[str, SectionView] = {}
        self._section = desk.preferences.text("charter/section", SECTIONS[0].key)
        if self._section not in BY_KEY:
            self._section = SECTIONS[0].key
        self._compact = False
        self._is_stale = False
        self._focuses_work = False
        self._wants_side = desk.preferences.text("charter/side", "open") == "open"
        self._preview: PreviewPane | None = None
        self._guide_soon = QTimer(self)
        self._guide_soon.setSingleShot(True)
        self._guide_soon.setInterval(_GUIDE_MS)
        self._guide_soon.timeout.connect(self._guide)
        self._charter: Charter = desk.workspace.charter.content()
        self._lay_out()
        self._refresh_states()
        desk.changed.connect(self._on_changed)

    # -- layout

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        row.addWidget(self._splitter)
        self.outline = Outline(self.desk, self._splitter)
        self.outline.setMinimumWidth(200)
        self.outline.chosen.connect(self.show_section)
        self._splitter.addWidget(self.outline)
        self._splitter.addWidget(self._work_area())
        self._side = self._side_pane()
        self._splitter.addWidget(self._side)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([248, 600, _SIDE])
        self.keep(self._splitter, "panes")

    def _work_area(self) -> QWidget:
        area = QWidget(self._splitter)
        area.setMinimumWidth(440)
        column = QVBoxLayout(area)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.toolbar = EditorToolbar(self.desk)
        self._bar = QWidget(area)
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(26, 4, 20, 4)
        bar.addWidget(self.toolbar)
        column.addWidget(self._bar)
        self._strip = ApprovalStrip(self.desk)
        self._strip.compare_wanted.connect(partial(self.show_section, "change_log"))
        self._strip.ask_wanted.connect(self._ask_again)
        column.addWidget(self._strip)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        return area

    def _side_pane(self) -> QWidget:
        words = self.words
        side = QWidget(self._splitter)
        side.setMinimumWidth(320)
        side.setProperty("pane", "sunken")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(18, 0, 10, 0)
        self._tabs = QTabBar()
        self._tabs.setAccessibleName(words(mark("Side pane")))
        self._tabs.setExpanding(False)
        for text in (mark("Guidance"), mark("Evidence"), mark("Preview")):
            self._tabs.addTab(words(text))
        head.addWidget(self._tabs)
        head.addStretch(1)
        close = icon_button(self.theme, "dock-right", words(mark("Side pane")), self.toggle_side, shortcut="F8")
        head.addWidget(close)
        column.addLayout(head)
        self._panes = QStackedWidget()
        column.addWidget(self._panes, 1)
        self.guidance = GuidancePane(self.desk, self._panes)
        self.guidance.finding_chosen.connect(self._on_finding_chosen)
        self.evidence = EvidencePane(self.desk, self._panes)
        self.evidence.insert_wanted.connect(self._insert)
        self.evidence.counted.connect(self._show_link_count)
        self._panes.addWidget(self.guidance)
        self._panes.addWidget(self.evidence)
        self._tabs.currentChanged.connect(self._show_pane)
        return side

    def preview(self) -> PreviewPane:
        """The preview, made when it is first wanted."""
        if self._preview is None:
            from ui.preview.pane import PreviewPane

            self._preview = PreviewPane(self.desk, self._panes)
            self._panes.addWidget(self._preview)
        return self._preview

    def _show_pane(self, place: int) -> None:
        if place == 2:
            self._panes.setCurrentWidget(self.preview())
            sizes = self._splitter.sizes()
            if sizes[2] < _PREVIEW and not self._compact:
                extra = min(_PREVIEW - sizes[2], max(0, sizes[1] - 480))
                self._splitter.setSizes([sizes[0], sizes[1] - extra, sizes[2] + extra])
        else:
            self._panes.setCurrentIndex(place)
        self._follow()

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self._side.setVisible(self._wants_side and not compact)

    def toggle_side(self) -> None:
        shown = not self._side.isVisible()
        self._side.setVisible(shown)
        if not self._compact:
            self._wants_side = shown
            self.desk.preferences.set("charter/side", "open" if shown else "closed")
        if shown:
            self._follow()

    def side_tab(self, number: int) -> None:
        if not 1 <= number <= self._tabs.count():
            return
        if self._side.isHidden():
            self.toggle_side()
        self._tabs.setCurrentIndex(number - 1)
        self._show_pane(number - 1)

    # -- sections

    def show_section(self, key: str) -> None:
        """Shows a section, made when it is first wanted."""
        current = self._views.get(self._section)
        if current is not None:
            current.flush()
            if key == self._section and current is self._stack.currentWidget():
                self.outline.select(key)
                return
        self._section = key
        self.desk.preferences.set("charter/section", key)
        view = self._views.pop(key, None)
        if view is not None:
            self._views[key] = view
        else:
            view = self._views[key] = SectionView(self.desk, key, self._stack)
            view.selected.connect(self._on_selected)
            view.prose_focused.connect(self.toolbar.attach)
            for field in view.prose:
                field.text_changed.connect(self._on_typed)
            self._stack.addWidget(view)
        focus = QApplication.focusWidget()
        had_focus = current is not None and focus is not None and current.isAncestorOf(focus)
        if focus is not None and had_focus:
            # Qt would look through the whole window for another place.
            focus.clearFocus()
        if current is not None and current is not view:
            self.theme.rest(current)
        self.theme.wake(view)
        self._stack.setCurrentWidget(view)
        if had_focus:
            before = cast("QWidget | None", view.focusWidget())  # The stub leaves the None out.
            wanted = before if before is not None else view.first_focus()
            if wanted is not None:
                wanted.setFocus(Qt.FocusReason.OtherFocusReason)
        self.toolbar.attach(view.prose[0] if view.prose else None)
        self._let_old_views_go()
        self._bar.setVisible(bool(view.prose))
        self._strip.show_document(self.document)
        self.outline.select(key)
        # The section is painted first: its guidance takes nearly as long to make.
        self._guide_soon.start()
        self._follow_line()
        self.header_changed.emit()

    def _let_old_views_go(self) -> None:
        """Keeps the sections visited last: each takes memory, and a little time at every change."""
        while len(self._views) > _KEPT_VIEWS:
            key = next(iter(self._views))
            old = self._views.pop(key)
            old.flush()
            if not old.is_stored:
                # What could not be stored stays on the screen.
                self._views[key] = old
                return
            self._stack.removeWidget(old)
            old.deleteLater()

    @property
    def view(self) -> SectionView | None:
        return self._views.get(self._section)

    @property
    def document(self) -> Document:
        """The document that the section belongs to."""
        return Document.BUSINESS_CASE if self._section == "business_case" else Document.CHARTER

    def prepare(self) -> Iterator[None]:
        yield
        if not self._views:
            self.show_section(self._section)
            yield
            self._guide()

    def open(self, ref: Ref | None) -> None:
        key, line = self._section, None
        if ref is not None and ref.kind == Prose.kind:
            prose = self.desk.workspace.get(Prose, ref.id)
            key = prose.key if prose is not None and prose.key in BY_KEY else key
        elif ref is not None and ref.kind == "business_case":
            key = ref.kind
        elif ref is not None and (section := section_of(ref.kind)) is not None:
            key, line = section.key, ref
        self.show_section(key)
        self._focuses_work = line is not None
        if line is not None and self.view is not None:
            self.view.reveal(line, "")

    def open_part(self, part: str) -> None:
        if part in BY_KEY:
            self.show_section(part)
            self._focuses_work = True

    def parts(self) -> Sequence[tuple[str, str]]:
        return [(section.key, self.words(section.title)) for section in SECTIONS]

    def step(self, direction: int) -> None:
        keys = [section.key for section in SECTIONS]
        self.show_section(keys[(keys.index(self._section) + direction) % len(keys)])

    def new(self) -> None:
        if self.view is not None and self.view.tables:
            self.view.tables[-1].add_line()

    def flush(self) -> None:
        for view in self._views.values():
            view.flush()

    def is_stored(self) -> bool:
        return all(view.is_stored for view in self._views.values())

    def show_unstored(self) -> None:
        key = next((key for key, view in self._views.items() if not view.is_stored), self._section)
        self.show_section(key)
        self._views[key].show_unstored()

    # -- following

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds == {Link.kind}:
            if self._preview is not None:
                self._preview.set_stale()
            return
        if not self.isVisible():
            self._is_stale = True
            return
        self._freshen()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._freshen()

    def _freshen(self) -> None:
        """Shows again what was changed, here or while nobody looked."""
        self._is_stale = False
        self._charter = self.desk.workspace.charter.content()
        self._refresh_states()
        self._strip.show_document(self.document)
        if self._preview is not None:
            self._preview.set_stale()
        # Whoever links stays with their line, also when the link begins the next draft.
        focus = QApplication.focusWidget()
        self._follow(choose=focus is None or not self.evidence.isAncestorOf(focus))
        self.header_changed.emit()

    def _refresh_states(self) -> None:
        today, words = self.desk.today, self.words
        entries = []
        self._states = {state.section: state for state in states(self._charter, today)}
        for number, section in enumerate(SECTIONS, 1):
            state = self._states[section.key]
            note = note_of(state, self._charter, today, words)
            title = words(section.title)
            current = self.desk.workspace.charter.current(Document.BUSINESS_CASE) if number == 1 else None
            entries.append(
                Entry(
                    key=section.key,
                    number=number,
                    title=title,
                    note=note.text,
                    attention=note.attention,
                    share=state.share,
                    approved=current is not None and current.status is Status.APPROVED,
                    spoken=words(mark("{number}. {title}: {note}"), number=number, title=title, note=note.text),
                )
            )
        self.outline.show_entries(entries)

    def _follow(self, *, choose: bool = True) -> None:
        """Lets the side pane show what belongs to the section and the line selected; or keep to its line."""
        self._guide()
        self._follow_line(choose=choose)

    def _guide(self) -> None:
        self._guide_soon.stop()
        if self.view is not None:
            self.guidance.show_section(self._section, self._states[self._section])

    def _follow_line(self, *, choose: bool = True) -> None:
        view = self.view
        if view is None:
            return
        self.evidence.take_references(bool(view.prose))
        if choose:
            self._show_evidence(view.selected_ref())
        self._show_link_count()
        if self._preview is not None and self._tabs.currentIndex() == 2:
            self._preview.show_print(self._printer, str(self.document), self._section)

    def _printer(self) -> Printer:
        """What prints the section with all that is typed in it, stored or not yet."""
        part = "business-case" if self._section == "business_case" else "all"
        return printer_of(self.desk, part, self.view.typed() if self.view is not None else {})

    def _on_typed(self) -> None:
        if self._preview is not None:
            self._preview.set_stale()

    def _on_selected(self, ref: object) -> None:
        view = self.view
        if view is not None:
            self._show_evidence(ref if isinstance(ref, Ref) else view.section_ref())
            self._show_link_count()

    def _show_evidence(self, ref: Ref) -> None:
        """The links of a line; those of the section go with those of all its lines."""
        view = self.view
        assert view is not None
        kinds = [table.rows.record.kind for table in view.tables] if ref == view.section_ref() else []
        self.evidence.show_ref(ref, kinds)

    def _insert(self, reference: str) -> None:
        """Puts a reference where the cursor of the text is."""
        self.toolbar.write(reference)

    def _show_link_count(self) -> None:
        count = len(self.evidence.links())
        text = self.words(mark("Evidence"))
        self._tabs.setTabText(1, f"{text}  {count}" if count else text)

    def _on_finding_chosen(self, finding: object) -> None:
        assert isinstance(finding, Finding)
        if self.view is not None:
            self.view.reveal(finding.ref, finding.field)

    # -- header and commands

    def heading(self) -> str:
        return self._charter.head.title or self.words(mark("Charter"))

    def header_note(self) -> HeaderNote:
        version = self.desk.workspace.charter.current(self.document)
        status = self.words(version.status.label)
        return HeaderNote(chip=f"{status} v{version.title}", tone=_TONES[version.status])

    def header_actions(self) -> Sequence[Command]:
        history = Command(
            id="charter.versions",
            text=mark("History"),
            run=partial(self.show_section, "change_log"),
            group=Group.VIEW,
            icon="history",
        )
        return (history, *export_commands(self.desk, self.flush)[:1])

    def exports(self) -> Sequence[Command]:
        return export_commands(self.desk, self.flush)

    def commands(self) -> Sequence[Command]:
        tables = self.view.tables if self.view is not None else ()
        return (
            *(command for table in tables for command in table.commands()),
            Command(
                id="charter.link",
                text=mark("Link evidence"),
                run=self._link_evidence,
                group=Group.EDIT,
                shortcut="Ctrl+Shift+L",
                icon="link-plus",
            ),
            thread_command(self.desk, self._line_shown),
            Command(
                id="charter.insert",
                text=mark("Insert the evidence into the text"),
                run=self.evidence.insert_current,
                group=Group.EDIT,
                icon="format-quote-close",
                enabled=self._can_insert,
            ),
            Command(
                id="charter.part",
                text=mark("Remove the link"),
                run=self.evidence.part_current,
                group=Group.EDIT,
                icon="link-off",
                enabled=self._can_part,
            ),
            Command(
                id="charter.import",
                text=mark("Import charter …"),
                run=lambda: self.desk.importing.choose("charter"),
                group=Group.FILE,
                icon="file-import-outline",
            ),
            Command(
                id="charter.ask",
                text=mark("Ask for approval"),
                run=self._ask_again,
                group=Group.FILE,
                icon="account-check-outline",
            ),
        )

    def _line_shown(self) -> Ref | None:
        """The line selected, else what stands for the section."""
        focus = QApplication.focusWidget()
        entry = self.evidence.list.current
        if entry is not None and focus is self.evidence.list:
            return entry.ref
        return self.evidence.ref

    def _can_insert(self) -> bool:
        entry = self.evidence.list.current
        return self.evidence.isVisible() and entry is not None and self.evidence.list.can_insert(entry)

    def _can_part(self) -> bool:
        entry = self.evidence.list.current
        return self.evidence.isVisible() and entry is not None and bool(entry.link)

    def _link_evidence(self) -> None:
        self.side_tab(2)
        self.evidence.begin()

    def _ask_again(self) -> None:
        self.flush()
        try:
            self.desk.workspace.charter.ask(self.document)
        except WorkspaceError as fault:
            self.desk.failed(fault)
            return
        self.desk.toast(self.words(mark("Asked for approval. The next change starts a new draft.")), undo=True)

    def keys(self) -> list[tuple[str, str]]:
        words = self.words
        return [
            ("Ctrl+PgDown", words(mark("Next section"))),
            ("F6", words(mark("Next pane"))),
            ("Ctrl+Shift+L", words(mark("Link evidence"))),
            ("Ctrl+E", words(mark("Export PDF"))),
        ]

    def status(self) -> str:
        done = sum(1 for state in self._states.values() if state.is_complete)
        chip = self.header_note().chip
        said = self.words(mark("{done} of {all} sections complete"), done=done, all=len(SECTIONS))
        return f"{chip}, {said}"

    def panes(self) -> Sequence[QWidget]:
        return (self.outline.list, self._stack, self._side)

    def first_focus(self) -> QWidget | None:
        """The outline; for somebody who was led to a section or a line, the place to write."""
        wanted, self._focuses_work = self._focuses_work, False
        if not wanted or self.view is None:
            return self.outline.list
        focus = QApplication.focusWidget()
        return focus if focus is not None and self.view.isAncestorOf(focus) else self.view.first_focus()
