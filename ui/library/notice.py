"""What is wrong with the file of an asset, and what can be done: in place, above everything else."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from enable_desktop.errors import WorkspaceError
from enable_desktop.library.assets import Asset, WatchedFolder
from enable_desktop.library.listed import BROKEN, MISSING, MOVED, ONLINE, Listed
from enable_desktop.library.opening import path_of
from enable_desktop.words import mark
from ui.buttons import button, link_button
from ui.labels import label, set_tone
from ui.library.wording import SIGN_ICONS, SIGN_TONES

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.tasks import Progress

    Similar = tuple[tuple[Path, int], ...]

_MOST_BROKEN: Final = 5
_CARDS: Final = {"problem": "problem", "attention": "attention", "tertiary": "true"}


class FileNotice(QWidget):
    """A card that is there only where something is wrong."""

    find_wanted = Signal()
    candidate_wanted = Signal(Path)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._asset: Asset | None = None
        self._sign = ""
        theme, words = desk.theme, desk.words
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        self.card = QFrame()
        column = QVBoxLayout(self.card)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        self._icon = QLabel()
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self.title = label(theme, "", "strong", wrap=True)
        head.addWidget(self.title, 1)
        column.addLayout(head)
        self.text = label(theme, "", "small", tone="secondary", wrap=True)
        column.addWidget(self.text)
        self.find_button = button(theme, words(mark("Find file")), self.find_wanted.emit, icon="magnify", small=True)
        self.mend_button = button(theme, words(mark("Mend")), self._go_to_links, icon="link-variant", small=True)
        self.undo = button(theme, words(mark("Undo")), self._take_back, icon="undo", small=True)
        row = QHBoxLayout()
        for made in (self.find_button, self.mend_button, self.undo):
            row.addWidget(made)
        row.addStretch(1)
        column.addLayout(row)
        outer.addWidget(self.card)
        self._likely_head = label(theme, words(mark("Similar files nearby")), "strong")
        outer.addWidget(self._likely_head)
        self._likely = QVBoxLayout()
        self._likely.setSpacing(6)
        outer.addLayout(self._likely)
        self.candidates: list[QWidget] = []
        theme.changed.connect(self._paint_icon)

    def show_asset(self, asset: Asset, row: Listed) -> None:
        """Shows what is wrong with it; nothing where all is well."""
        self._asset, self._sign = asset, row.sign
        self.setVisible(bool(row.sign))
        self._show_candidates(())
        if not row.sign:
            return
        set_tone(self.card, "card", _CARDS[SIGN_TONES[row.sign]])
        self._paint_icon()
        behind = self._links_behind(asset) if row.sign == MOVED else 0
        self.mend_button.setVisible(row.sign == BROKEN or bool(behind))
        self.find_button.setVisible(row.sign == MISSING and not self._desk.workspace.is_readonly)
        self.undo.setVisible(row.sign == MOVED and not self._desk.workspace.is_readonly)
        title, text = self._said(asset, row)
        if behind:
            still = self._desk.words.n(
                "{n} link still points at the old place.", "{n} links still point at the old place.", behind
            )
            text = f"{text}\n{still}" if text else still
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        path = self._path(asset) if row.sign == MISSING else None
        if path is not None:
            words = self._desk.words(mark("Looking for similar files"))
            done = partial(self._on_similar, asset.id)
            self._desk.tasks.run(partial(_similar, path), done, self._desk.failed, label=words, quiet=True)

    def _links_behind(self, asset: Asset) -> int:
        """How many links in other pages say where it lay before it moved."""
        return sum(link.mend is not None for link in self._desk.workspace.library.page_links.of(asset.id).used_by)

    def _go_to_links(self) -> None:
        if self._asset is not None:
            self._desk.go(f"links#{self._asset.id}")

    def _on_similar(self, asset: int, found: Similar) -> None:
        if self._asset is not None and self._asset.id == asset and self._sign == MISSING:
            self._show_candidates(found)

    def _path(self, asset: Asset) -> Path | None:
        return path_of(asset, {folder.id: folder.path for folder in self._desk.workspace.all(WatchedFolder)})

    def _said(self, asset: Asset, row: Listed) -> tuple[str, str]:
        words, listing = self._desk.words, self._desk.workspace.library.listing
        if row.sign == MISSING:
            since = listing.missing_since(asset)
            day = words.short_day(since, self._desk.today)
            title = words(mark("File missing since {day}"), day=day) if since else words(mark("File missing"))
            text = words(mark("{place} is not there any more."), place=asset.location)
            kept, read = listing.kept_text(asset)
            if kept:
                text = f"{text} {self._kept(len(kept.split()), read)}"
            return title, text
        if row.sign == BROKEN:
            links = self._desk.workspace.library.page_links.of(asset.id).broken
            broken = [(link.words, link.target) for link in links]
            title = words.n("{n} broken link inside", "{n} broken links inside", len(broken))
            lines = [
                words(mark("“{words}” leads to {target}"), words=said, target=target) if said else target
                for said, target in broken[:_MOST_BROKEN]
            ]
            more = len(broken) - len(lines)
            if more > 0:
                lines.append(words.n("and {n} more", "and {n} more", more))
            return title, "\n".join(lines)
        if row.sign == ONLINE:
            return words(mark("Only online")), words(
                mark("It is known by its name, size and date. Nothing opens it but you.")
            )
        move = listing.moves(self._desk.today).get(asset.id)
        if move is None:
            return words(mark("File moved")), ""
        said = mark("It was found by its content on {day}.\nFrom {before}\nTo {after}")
        day = words.short_day(move.on, self._desk.today)
        return words(mark("File moved")), words(said, day=day, before=move.before, after=move.after)

    def _take_back(self) -> None:
        """Takes back the step that followed the file."""
        workspace, asset = self._desk.workspace, self._asset
        move = workspace.library.listing.moves(self._desk.today).get(asset.id) if asset is not None else None
        if move is None:
            return
        try:
            label = workspace.revert(move.step)
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return
        if label is not None:
            self._desk.toast(self._desk.words(mark("Undone: {step}"), step=label))

    def _kept(self, count: int, read: date | None) -> str:
        """What is still here of a file that is gone."""
        words = self._desk.words
        if read is None:
            return words.n("Its text is kept here: {n} word.", "Its text is kept here: {n} words.", count)
        day = words.short_day(read, self._desk.today)
        return words.n(
            "Its text of {day} is kept here: {n} word.", "Its text of {day} is kept here: {n} words.", count, day=day
        )

    def _show_candidates(self, found: Similar) -> None:
        for gone in self.candidates:
            self._likely.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self.candidates = []
        self._likely_head.setVisible(bool(found))
        for path, alike in found:
            made = self._candidate(path, alike)
            self._likely.addWidget(made)
            self.candidates.append(made)

    def _candidate(self, path: Path, alike: int) -> QWidget:
        theme, words = self._desk.theme, self._desk.words
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(label(theme, path.name, "body", wrap=True))
        said.addWidget(label(theme, str(path.parent), "small", tone="tertiary", wrap=True))
        row.addLayout(said, 1)
        right = QVBoxLayout()
        right.setSpacing(0)
        share = label(theme, words(mark("{share} alike"), share=words.percent(alike / 100)), "small", tone="secondary")
        right.addWidget(share, 0, Qt.AlignmentFlag.AlignRight)
        use = link_button(theme, words(mark("Use this")), partial(self.candidate_wanted.emit, path), small=True)
        use.setAccessibleName(words(mark("Use this: {name}"), name=path.name))
        right.addWidget(use, 0, Qt.AlignmentFlag.AlignRight)
        row.addLayout(right)
        return line

    def _paint_icon(self) -> None:
        if self._sign:
            tone = "text.tertiary" if SIGN_TONES[self._sign] == "tertiary" else f"{SIGN_TONES[self._sign]}.text"
            side = self._desk.theme.px(18)
            self._icon.setPixmap(self._desk.theme.icon(SIGN_ICONS[self._sign], tone).pixmap(side, side))


def _similar(path: Path, progress: Progress) -> Similar:
    from enable_desktop.readers.similar import similar_files

    return similar_files(path, progress.check)
