"""What is done to the rows of a pack: taken in, left out, taken out, moved, made a cheat sheet; each in one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from enable_desktop.packs.records import PackItem, PagePart
from enable_desktop.words import mark

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.packs.rows import PackRow


class PackDeeds:
    """Does it, and says so where it is not seen."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def _can_change(self) -> bool:
        return not self._desk.workspace.is_readonly

    def tick(self, pack: int, rows: Sequence[PackRow]) -> None:
        """Leaves these out, or takes them in again where all of them are left out."""
        packs = self._desk.workspace.packs
        ticked = [row.asset for row in rows if row.is_ticked]
        if ticked:
            self.do(lambda: packs.leave_out(pack, ticked))
        elif rows:
            self.do(lambda: packs.bring_back(pack, [row.asset for row in rows]))

    def take_out(self, pack: int, assets: Sequence[int]) -> None:
        """Takes these out of the pack; they stay in the library."""
        packs, words = self._desk.workspace.packs, self._desk.words
        if assets:
            taken = words.n("{n} item taken out of the pack", "{n} items taken out of the pack", len(assets))
            self.do(lambda: packs.take_out(pack, assets), taken)

    def take_out_playlist(self, item: int) -> None:
        """Takes a playlist out of the pack, with what it brought."""
        self.do(
            lambda: self._desk.workspace.packs.take_out_playlist(item),
            self._desk.words(mark("Playlist taken out of the pack")),
        )

    def want_part(self, pack: int, part: PagePart, *, is_wanted: bool) -> None:
        """Has a part in the page of the pack, or leaves it out."""
        self.do(lambda: self._desk.workspace.packs.want_part(pack, part, is_wanted=is_wanted))

    def put(self, pack: int, assets: Sequence[int], heading: str = "") -> None:
        """Puts assets at the end, and says how many were not in it yet."""
        words = self._desk.words
        counts: list[int] = []
        if not self.do(lambda: counts.append(self._desk.workspace.packs.put(pack, assets, heading))):
            return
        if counts[0]:
            self._desk.toast(words.n("{n} item put in the pack", "{n} items put in the pack", counts[0]), undo=True)
        else:
            self._desk.toast(words(mark("It is in this pack already")))

    def make_sheets(self, pack: int, rows: Sequence[PackRow]) -> None:
        """Makes these cheat sheets, printed on a page each; or no longer, where all of them are."""
        workspace, words = self._desk.workspace, self._desk.words
        chosen = [row for row in rows if row.is_ticked]
        if not chosen:
            return
        wanted = not all(row.is_sheet for row in chosen)

        def run() -> None:
            label = mark("Make cheat sheets in a pack") if wanted else mark("Make no cheat sheets in a pack")
            with workspace.step(label):
                for row in chosen:
                    workspace.packs.say(workspace.packs.keep(pack, row.asset), sheet=wanted)

        count = len(chosen)
        told = words.n("{n} item is a cheat sheet", "{n} items are cheat sheets", count)
        if not wanted:
            told = words.n("{n} item is no cheat sheet any more", "{n} items are no cheat sheets any more", count)
        self.do(run, told)

    def move(self, pack: int, row: PackRow, group: Sequence[PackRow], direction: int) -> None:
        """Moves a row up (-1) or down (1) in its group."""
        place = next((number for number, each in enumerate(group) if each.key == row.key), -1)
        if place >= 0 and 0 <= place + direction < len(group):
            self.place(pack, row, group, place + direction)

    def place(self, pack: int, row: PackRow, group: Sequence[PackRow], place: int) -> None:
        """Puts a row at a place of a group, which may be another one than its own.

        What a search found is put in by hand as far as the order needs that.
        """
        others = [each for each in group if each.key != row.key]
        if row.playlist is not None:
            self._move_track(row, place)
            return
        workspace = self._desk.workspace
        packs = workspace.packs
        before, after = others[:place], others[place:]
        heading = others[0].heading if others else row.heading

        def run() -> None:
            with workspace.step(mark("Change the order of a pack")):
                missing = [each.asset for each in (*before, row) if each.item is None]
                if missing:
                    packs.put(pack, missing, heading)
                items = [each for each in packs.items(pack) if not each.left_out]
                mine = next(each.id for each in items if each.asset == row.asset)
                packs.group([mine], heading)
                rest = [each.asset for each in items if each.id != mine]
                if before:
                    packs.move(mine, rest.index(before[-1].asset) + 1)
                elif after and after[0].item is not None:
                    packs.move(mine, rest.index(after[0].asset))

        self.do(run)

    def _move_track(self, row: PackRow, place: int) -> None:
        """The order of a playlist is the playlist's own."""
        workspace = self._desk.workspace
        item = workspace.get(PackItem, row.playlist or 0)
        if item is None or item.playlist is None:
            return
        playlists = workspace.library.playlists
        track = next((each.id for each in playlists.tracks(item.playlist) if each.asset.id == row.asset), None)
        if track is not None:
            self.do(lambda: playlists.move(track, place))

    def do(self, run: Callable[[], object], done: str = "") -> bool:
        """Does it; false where the file did not take it."""
        return self._can_change and self._desk.do(run, done)
