"""What is known of one asset, to be read at a glance: what is wrong, how it looks, facts, links, notes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from enable_desktop.library.assets import Asset, Status, UsageSource, WatchedFolder
from enable_desktop.library.folders import FileState
from enable_desktop.library.listed import MISSING, Listed
from enable_desktop.library.opening import path_of
from enable_desktop.links import Ref
from enable_desktop.packs.records import Pack
from enable_desktop.people import Person
from enable_desktop.sizes import length_of
from enable_desktop.words import mark
from ui.buttons import link_button
from ui.feedback_part import FeedbackPart
from ui.labels import label
from ui.library.contested import ContestedNotice
from ui.library.fields import experts_of
from ui.library.flags_part import FlagsPart
from ui.library.links_part import LinksPart
from ui.library.lists import lists_of
from ui.library.notice import FileNotice
from ui.library.passage import Passage
from ui.library.preview_box import PreviewBox
from ui.library.wording import dated_review, form_of, title_of
from ui.record_flow import FlowLayout

if TYPE_CHECKING:
    from ui.desk import Desk

_AUDIENCE: Final = ("seller_role", "seller_level", "persona")
_NAMED_APART: Final = frozenset(_AUDIENCE)
_HEAD_WIDTH: Final = 92
_RING: Final = 3
"""Room around the words of a link, for the ring of the keyboard; plain words begin where those do."""
_NOTE_LETTERS: Final = 2_000


class Overview(QScrollArea):
    """Shows one asset after another in the same widgets."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._lists = lists_of(desk)
        theme, words = desk.theme, desk.words
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # There from the beginning, so that nothing is laid out anew when it appears.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # With a parent from the first: where one is given later, the sheet is applied to everything inside once more.
        inside = QWidget(self.viewport())
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(16, 14, 8, 16)
        self._column.setSpacing(12)
        self.notice = FileNotice(desk)
        self._column.addWidget(self.notice)
        self.contested = ContestedNotice(desk)
        self._column.addWidget(self.contested)
        self.passage = Passage(desk)
        self._column.addWidget(self.passage)
        self.preview = PreviewBox(desk)
        self._column.addWidget(self.preview)
        self.summary = label(theme, "", "body", wrap=True)
        self._column.addWidget(self.summary)
        self.facts = Facts(desk)
        self._column.addWidget(self.facts)
        self.flags = FlagsPart(desk, inside)
        self._column.addWidget(self.flags)
        self.links = LinksPart(desk)
        self._column.addWidget(self.links)
        self.notes_heading = label(theme, words(mark("Notes")), "strong")
        self._column.addWidget(self.notes_heading)
        self.notes = label(theme, "", "body", tone="secondary", wrap=True)
        self._column.addWidget(self.notes)
        self.feedback = FeedbackPart(desk, inside)
        self._column.addWidget(self.feedback)
        self._column.addStretch(1)
        self.setWidget(inside)

    def show_asset(self, asset: Asset, row: Listed) -> None:
        """Shows what is stored of it now."""
        self.notice.show_asset(asset, row)
        self.contested.show_asset(asset)
        folders = {folder.id: folder.path for folder in self._desk.workspace.all(WatchedFolder)}
        path = path_of(asset, folders)
        kept = partial(self._desk.workspace.library.listing.kept_text, asset)
        self.preview.show_file(path if row.state != MISSING else None, kept)
        self._say(self.summary, _shortened(asset.summary))
        self.facts.show_asset(asset, row)
        self.flags.show_asset(asset)
        self.links.show_asset(asset)
        self._say(self.notes, _shortened(asset.notes))
        self.notes_heading.setVisible(bool(asset.notes.strip()))
        self.feedback.show_about("asset", asset.id)

    @staticmethod
    def _say(place: QLabel, text: str) -> None:
        place.setText(text)
        place.setVisible(bool(text))


class Facts(QWidget):
    """Name and value, line by line; what is not known has no line, but for the owner, who is missed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._lists = lists_of(desk)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12 - _RING)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, desk.theme.px(_HEAD_WIDTH))
        self._shown: list[tuple[str, object]] = []
        self.lines: dict[str, QWidget] = {}

    def show_asset(self, asset: Asset, row: Listed) -> None:
        """Shows its facts."""
        facts = [(head, value) for head, value in self._facts(asset, row) if value]
        if facts == self._shown:
            return
        self._shown = facts
        while (item := self._grid.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        self.lines = {}
        top = Qt.AlignmentFlag.AlignTop
        for number, (head, value) in enumerate(facts):
            self._grid.addWidget(label(self._desk.theme, head, "body", tone="tertiary", wrap=True), number, 0, top)
            made = self._value(head, value)
            self.lines[head] = made
            self._grid.addWidget(made, number, 1, top)

    def _value(self, head: str, value: object) -> QWidget:
        if isinstance(value, str):
            made = label(self._desk.theme, value, "body", wrap=True)
            made.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            made.setContentsMargins(_RING, 0, 0, 0)
            return made
        assert isinstance(value, tuple)
        holder = QWidget()
        flow = FlowLayout(holder, across=6)
        for said, ref in value:
            link = link_button(self._desk.theme, said, partial(self._desk.go, ref), small=True)
            link.setAccessibleName(f"{head}: {said}")
            link.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            flow.addWidget(link)
        return holder

    def _facts(self, asset: Asset, row: Listed) -> list[tuple[str, object]]:
        words, lists, today = self._desk.words, self._lists, self._desk.today
        kind = lists.kinds.get(asset.sort or 0)
        form = form_of(asset.location, words)
        pages = words.n("{n} page", "{n} pages", asset.pages) if asset.pages and asset.seconds else ""
        lasts = length_of(asset.seconds, asset.pages, words)
        length = ", ".join(part for part in (lasts, form, pages) if part)
        owner = self._person(asset.owner)
        unread = self._desk.workspace.library.listing.unread(asset)
        facts: list[tuple[str, object]] = [
            (words(mark("Kind")), kind.title if kind is not None else ""),
            (words(mark("Answers")), asset.question),
            (words(mark("Length")) if lasts else words(mark("Kind of file")), length),
            (words(mark("Audience")), lists.said(asset, *_AUDIENCE)),
        ]
        facts += [
            (facet.title, lists.said(asset, facet.key)) for facet in lists.facets if facet.key not in _NAMED_APART
        ]
        facts += [
            (words(mark("Owner")), owner or words(mark("Nobody yet"))),
            (words(mark("Reviewer")), self._person(asset.reviewer)),
            (
                words(mark("Experts")),
                tuple((person.name, Ref(Person.kind, person.id)) for _, person in experts_of(self._desk, asset.id)),
            ),
            (words(mark("Review")), dated_review(row, today, words)),
            (words(mark("Status")), words(asset.status.label) if asset.status is not Status.PUBLISHED else ""),
            (words(mark("Replaced by")), self._replacement(asset)),
            (words(mark("Expires")), words.short_day(asset.expires, today)),
            (words(mark("Heard")), self._person(asset.seller)),
            (words(mark("Consent")), self._consent(asset)),
            (words(mark("Used")), self._used(row)),
            (words(mark("In packs")), self._packs(asset)),
            (words(mark("Place")), asset.location),
            (words(mark("Copies")), self._copies(asset)),
            (words(mark("Its text")), words.say(unread) if unread is not None else ""),
        ]
        return facts

    def _copies(self, asset: Asset) -> str:
        """Where else the same content lies, one place a line."""
        words = self._desk.words
        return "\n".join(
            words(mark("{path} (missing)"), path=path) if state is FileState.MISSING else path
            for path, state in self._desk.workspace.library.files.copies(asset.id)
        )

    def _person(self, id_: int | None) -> tuple[tuple[str, Ref], ...]:
        person = self._desk.workspace.get(Person, id_) if id_ is not None else None
        return ((person.name, Ref(Person.kind, person.id)),) if person is not None else ()

    def _replacement(self, asset: Asset) -> tuple[tuple[str, Ref], ...]:
        other = self._desk.workspace.get(Asset, asset.replaced_by) if asset.replaced_by is not None else None
        return ((title_of(other, self._desk.words), Ref(Asset.kind, other.id)),) if other is not None else ()

    def _consent(self, asset: Asset) -> str:
        words = self._desk.words
        if not asset.consent:
            return words(mark("Not given")) if asset.seller is not None else ""
        if asset.consent_until is None:
            return words(mark("Given"))
        day = words.short_day(asset.consent_until, self._desk.today)
        if asset.consent_until < self._desk.today:
            return words(mark("Ended on {day}"), day=day)
        return words(mark("Until {day}"), day=day)

    def _packs(self, asset: Asset) -> tuple[tuple[str, Ref], ...]:
        untitled = self._desk.words(mark("No title yet"))
        packs = self._desk.workspace.packs.holding(asset.id)
        return tuple((pack.title or untitled, Ref(Pack.kind, pack.id)) for pack in packs)

    def _used(self, row: Listed) -> str:
        """How often, and who says so: figures of use come from imports alone."""
        if not row.weeks:
            return ""
        words = self._desk.words
        sources = self._desk.workspace.all(UsageSource)
        count = words.n("{n} time in 12 weeks", "{n} times in 12 weeks", sum(row.weeks))
        last = max(sources, key=lambda source: str(source.on or ""), default=None)
        if last is None:
            return count
        day = words.short_day(last.on, self._desk.today)
        return words(mark("{count} ({source}, {day})"), count=count, source=last.title, day=day)


def _shortened(text: str) -> str:
    """As much of a long text as a pane shows."""
    plain = text.strip()
    return plain if len(plain) <= _NOTE_LETTERS else f"{plain[: _NOTE_LETTERS - 1]}…"
