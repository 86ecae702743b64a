"""What the Packs page shows: the packs there are, and of one of them everything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from enable_desktop.packs.contents import Change
from enable_desktop.words import Words, counted, mark
from ui.packs.rows import PackRow, rows_of

if TYPE_CHECKING:
    from db.packs import ListedPack
    from db.workspace import Place, Workspace
    from enable_desktop.packs.checks import Finding
    from enable_desktop.packs.chosen import PackFacts
    from enable_desktop.packs.contents import PackContents
    from enable_desktop.packs.sent import PackExport
    from ui.desk import Desk
    from ui.tasks import Progress

FOLLOWED: Final = frozenset({
    "packs", "pack_items", "assets", "asset_kinds", "playlists", "playlist_items", "list_entries", "people", "links",
})  # fmt: skip


_AT_ONCE: Final = 300
"""A pack of so many items is looked at on the spot; a larger one beside the window."""
_REST: Final = 1_000
"""So many milliseconds after a change the other large packs are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPack:
    """One pack as it stands today."""

    facts: PackFacts
    contents: PackContents
    findings: tuple[Finding, ...]
    rows: tuple[PackRow, ...]

    @property
    def changed(self) -> int:
        """How much is other than in the last export."""
        if self.contents.since is None:
            return 0
        return sum(item.change is not Change.SAME for item in self.contents.items) + len(self.contents.gone)

    @property
    def bytes(self) -> int:
        """How large its files are."""
        return sum(known.bytes for id_, known in self.facts.known.items() if id_ in self.facts.paths)


class PackState(QObject):
    """Reads again what is shown after a change; what is said of the other packs follows, one after the other.

    A large pack is looked at in a task; until that is done, what was seen of it last stays.
    """

    said = Signal()
    """More is known of the packs in the list."""
    looked = Signal()
    """The pack shown was looked at beside the window."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.listed: Sequence[ListedPack] = ()
        self.current: int | None = None
        self.shown: ShownPack | None = None
        self.exports: Sequence[PackExport] = ()
        self._details: dict[int, tuple[str, str]] = {}
        self._to_say: list[int] = []
        self._revision = 0
        self._looking_at = 0
        """The revision that a task looks at; 0 while there is none."""
        self._saying = QTimer(self)
        self._saying.setSingleShot(True)
        self._saying.setInterval(0)
        self._saying.timeout.connect(self._say_next)
        self._large: list[int] = []
        self._is_saying = False
        """Whether a task looks at one of them."""
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(_REST)
        self._resting.timeout.connect(self._say_large)
        for timer in (self._saying, self._resting):
            desk.closing.connect(timer.stop)

    def refresh(self) -> None:
        """Reads the list, and the pack shown; of a pack that is gone the first one takes the place."""
        self.listed = self._desk.workspace.packs.all()
        known = [each.pack.id for each in self.listed]
        if self.current not in known:
            self.current = known[0] if known else None
        large = [each.pack.id for each in self.listed if each.count > _AT_ONCE]
        # What was said of a large pack stays until more is known.
        self._details = {id_: said for id_, said in self._details.items() if id_ in large}
        self._read()
        self._large = [id_ for id_ in large if id_ != self.current]
        self._to_say = [id_ for id_ in known if id_ != self.current and id_ not in large]
        self._saying.start()
        if self._large:
            self._resting.start()

    def show_pack(self, pack: int) -> None:
        """Shows another pack."""
        if pack != self.current:
            self.current = pack
            self._read()

    def listed_now(self) -> ListedPack | None:
        """The pack shown, as the list has it."""
        return self._listed(self.current) if self.current is not None else None

    def detail(self, listed: ListedPack) -> tuple[str, str]:
        """What the list says of a pack, and its tone; until more is known how much it holds."""
        found = self._details.get(listed.pack.id)
        if found is None:
            return self._desk.words.say(counted("{n} item", "{n} items", listed.count)), "secondary"
        return found

    def _read(self) -> None:
        self._revision += 1
        listed = self.listed_now()
        self.exports = self._desk.workspace.packs.sent.all(self.current) if self.current is not None else ()
        if listed is None:
            self.shown = None
        elif listed.count <= _AT_ONCE:
            self.shown = look_at(self._desk.workspace, listed.pack.id, self._desk.words)
            self._say()
        else:
            if self.shown is not None and self.shown.facts.pack.id != listed.pack.id:
                self.shown = None
            self._look_beside()

    def _say(self) -> None:
        listed = self.listed_now()
        if self.shown is not None and listed is not None:
            last = self.exports[0].day if self.exports else None
            self._details[listed.pack.id] = said_of(self.shown, last, self._desk.today, self._desk.words)

    def _look_beside(self) -> None:
        """Looks at the pack in a task, one at a time."""
        if self._looking_at or self.current is None:
            return
        self._looking_at = self._revision
        workspace, words = self._desk.workspace, self._desk.words
        self._desk.tasks.run(
            partial(_looked_at, workspace.path, workspace.place, self.current, words),
            partial(self._on_looked, self._revision, self.current),
            self._on_failed,
            label=words(mark("Reading the pack")),
            quiet=True,
        )

    def _on_looked(self, revision: int, pack: int, found: ShownPack | None) -> None:
        self._looking_at = 0
        if pack == self.current and found is not None:
            self.shown = found
            self._say()
            self.looked.emit()
        listed = self.listed_now()
        if revision != self._revision and listed is not None and listed.count > _AT_ONCE:
            self._look_beside()

    def _on_failed(self, fault: Exception) -> None:
        self._looking_at = 0
        self._desk.failed(fault)

    def suppose(self, assets: frozenset[int], *, ticked: bool) -> None:
        """Shows these as chosen, or not, before the pack was looked at again."""
        if self.shown is None or not self._looking_at:
            return
        rows = tuple(
            replace(row, is_ticked=ticked, sign="") if row.asset in assets and not row.is_group else row
            for row in self.shown.rows
        )
        self.shown = replace(self.shown, rows=rows)

    def _say_next(self) -> None:
        if not self._to_say:
            return
        pack = self._to_say.pop(0)
        listed = self._listed(pack)
        if listed is not None and pack not in self._details:
            shown = look_at(self._desk.workspace, pack, self._desk.words)
            self._details[pack] = said_of(shown, listed.exported, self._desk.today, self._desk.words)
            self.said.emit()
        if self._to_say:
            self._saying.start()

    def _say_large(self) -> None:
        """Looks at the next of the other large packs in a task, once nothing has changed for a while."""
        if not self._large or self._is_saying:
            return
        pack = self._large.pop(0)
        self._is_saying = True
        workspace, words = self._desk.workspace, self._desk.words
        self._desk.tasks.run(
            partial(_looked_at, workspace.path, workspace.place, pack, words),
            partial(self._on_said, pack),
            self._on_unsaid,
            label=words(mark("Reading the pack")),
            quiet=True,
        )

    def _on_said(self, pack: int, shown: ShownPack | None) -> None:
        self._is_saying = False
        listed = self._listed(pack)
        if shown is not None and listed is not None and pack != self.current:
            self._details[pack] = said_of(shown, listed.exported, self._desk.today, self._desk.words)
            self.said.emit()
        self._resting.start()

    def _on_unsaid(self, fault: Exception) -> None:
        self._is_saying = False
        self._desk.failed(fault)

    def _listed(self, pack: int) -> ListedPack | None:
        return next((each for each in self.listed if each.pack.id == pack), None)


def look_at(workspace: Workspace, pack: int, words: Words) -> ShownPack:
    """One pack as it stands today, with everything that is said of it."""
    # Loaded here: the page comes up before anything is checked.
    from enable_desktop.packs.checks import findings
    from enable_desktop.packs.gathering import contents_of

    facts = workspace.packs.facts(pack)
    contents, found = contents_of(facts), findings(facts)
    out = [item.asset for item in workspace.packs.items(pack) if item.left_out and item.asset is not None]
    changes = {item.asset: item.change for item in contents.items}
    rows = rows_of(facts, changes, found, workspace.library.these(out), words)
    return ShownPack(facts=facts, contents=contents, findings=found, rows=rows)


def _looked_at(path: Path, place: Place, pack: int, words: Words, progress: Progress) -> ShownPack | None:
    """The same over a connection of its own; None where the pack is gone by now."""
    from db.workspace import open_workspace
    from enable_desktop.packs.records import Pack

    with open_workspace(path, place, write=False) as workspace:
        progress.check()
        return look_at(workspace, pack, words) if workspace.get(Pack, pack) is not None else None


def said_of(shown: ShownPack, last: date | None, today: date, words: Words) -> tuple[str, str]:
    """What a list says of a pack: how much it holds, and the one thing to know of it; and in which tone."""
    from enable_desktop.packs.checks import Check

    items = words.say(counted("{n} item", "{n} items", len(shown.facts.items)))
    grave = sum(each.check in (Check.MISSING, Check.NOTHING) for each in shown.findings)
    if grave:
        what = words.n("{n} without a file", "{n} without a file", grave)
        return words(mark("{items}, {what}"), items=items, what=what), "problem"
    consent = sum(each.check in (Check.NO_CONSENT, Check.CONSENT_ENDED) for each in shown.findings)
    if consent:
        what = words.n("{n} without consent", "{n} without consent", consent)
        return words(mark("{items}, {what}"), items=items, what=what), "problem"
    if shown.changed:
        what = words.n("{n} changed since export", "{n} changed since export", shown.changed)
        return words(mark("{items}, {what}"), items=items, what=what), "attention"
    out = sum(each.check in (Check.OUTDATED, Check.RETIRED, Check.OVERDUE) for each in shown.findings)
    if out:
        what = words.n("{n} out of date", "{n} out of date", out)
        return words(mark("{items}, {what}"), items=items, what=what), "attention"
    if last is not None:
        what = words(mark("exported {day}"), day=words.short_day(last, today))
        return words(mark("{items}, {what}"), items=items, what=what), "secondary"
    return words(mark("{items}, not exported yet"), items=items), "secondary"
