"""What is said of assets after having looked at them, and what is done with many of them at once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any, Final

from db import rows
from db.files import ask
from db.history import History
from db.labels import change_label, named
from db.library.queue import SNOOZED, Queue, read_queue
from db.links import move_links
from db.long_steps import Deed, done_at_once
from enable_desktop.days import later
from enable_desktop.errors import WorkspaceError
from enable_desktop.fields import field_of
from enable_desktop.library.assets import Asset, Playlist, PlaylistItem, Review, Status
from enable_desktop.library.facets import joined, split
from enable_desktop.links import Ref
from enable_desktop.notes import ListEntry, Snooze
from enable_desktop.packs.records import Pack, PackItem
from enable_desktop.words import mark, sentence

CHANGE_WITHIN: Final = timedelta(days=14)
"""What is being changed comes back to the queue after this time."""
_NAMED: Final = 3
_FEW: Final = 2_000
"""Of so many it is asked one by one."""
_GONE: Final = mark("This record is not there any more; nothing was changed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependents:
    """What uses an asset: the assets in whose text a link leads to it, the records linked to it, playlists, packs."""

    pages: tuple[int, ...] = ()
    linked: tuple[Ref, ...] = ()
    playlists: tuple[int, ...] = ()
    packs: tuple[int, ...] = ()

    @property
    def count(self) -> int:
        return len(self.pages) + len(self.linked) + len(self.playlists) + len(self.packs)

    @property
    def refs(self) -> tuple[Ref, ...]:
        """All of them, each once: one page may be linked by hand and in its text."""
        pages = (Ref(Asset.kind, page) for page in self.pages)
        playlists = (Ref(Playlist.kind, playlist) for playlist in self.playlists)
        packs = (Ref(Pack.kind, pack) for pack in self.packs)
        return tuple(dict.fromkeys((*pages, *self.linked, *playlists, *packs)))


class Reviews:
    """What is said of assets after having looked at them, of one or of many in one step."""

    def __init__(self, connection: sqlite3.Connection, history: History, today: Callable[[], date]) -> None:
        self._connection = connection
        self._history = history
        self._today = today

    # -- reading

    def has_few(self) -> bool:
        """Whether there are so few assets that the queue is read in a moment."""
        return bool(ask(self._connection, "select count(*) <= ? from asset_register", _FEW)[0][0])

    def queue(self) -> Queue:
        """What is to be reviewed today; where there are many assets, ask `read_queue` beside the window."""
        return read_queue(self._connection, self._today())

    def of(self, asset: int) -> tuple[Review, ...]:
        """The reviews of an asset, the newest first."""
        found = rows.read_where(self._connection, Review, "asset", asset)
        return tuple(sorted(found, key=lambda each: (each.on or date.min, each.id), reverse=True))

    def dependents(self, *assets: int) -> Dependents:
        """What uses any of these assets, but for these themselves."""
        going, used = frozenset(assets), json.dumps(self._held(assets) if len(assets) > _FEW else assets)
        pages = ask(
            self._connection,
            "select distinct assets.id from found_links join files on files.id = found_links.file "
            "join assets on assets.folder is nullif(files.folder, 0) and assets.location = files.path "
            "where found_links.asset in (select value from json_each(?)) order by assets.id",
            used,
        )
        links = ask(
            self._connection,
            "select distinct from_kind, from_id from links where to_kind = ? "
            "and to_id in (select value from json_each(?)) order by position, id",
            *(Asset.kind, used),
        )
        playlists = ask(
            self._connection,
            "select distinct playlist from playlist_items where asset in (select value from json_each(?)) "
            "and playlist is not null order by playlist",
            used,
        )
        return Dependents(
            pages=tuple(row[0] for row in pages if row[0] not in going),
            linked=tuple(Ref(kind, id_) for kind, id_ in links if kind != Asset.kind or id_ not in going),
            playlists=tuple(row[0] for row in playlists),
            packs=self._packs_with(used),
        )

    def _held(self, assets: Iterable[int]) -> list[int]:
        """Those of these assets that anything holds, leads to or is led to by, in this order."""
        held = ask(
            self._connection,
            "select asset from playlist_items union select asset from pack_items union select asset from found_links "
            "union select from_id from links where from_kind = ?1 union select to_id from links where to_kind = ?1",
            Asset.kind,
        )
        is_held = {row[0] for row in held}
        return [asset for asset in assets if asset in is_held]

    def packs_with(self, *assets: int) -> tuple[int, ...]:
        """The packs that any of these assets was chosen for by hand, or comes into with a playlist."""
        return self._packs_with(json.dumps(assets))

    def _packs_with(self, assets: str) -> tuple[int, ...]:
        found = ask(
            self._connection,
            "select pack from pack_items where asset in (select value from json_each(?1)) and pack is not null "
            "and not left_out union "
            "select held.pack from pack_items as held join playlist_items on playlist_items.playlist = held.playlist "
            "where playlist_items.asset in (select value from json_each(?1)) and held.pack is not null and not exists "
            "(select 1 from pack_items as without where without.pack = held.pack "
            "and without.asset = playlist_items.asset and without.left_out) order by 1",
            assets,
        )
        return tuple(row[0] for row in found)

    # -- after having looked: what is to be carried out (`Workspace.carry_out`) with one asset or many

    def reviewing(self, assets: Iterable[int], *, by: int | None = None, note: str = "") -> Deed:
        """Somebody looked at assets today and found them right.

        Where it is not said by whom, it was the reviewer of each. What was outdated is published again; what is a
        draft, or in review, stays so.
        """
        today = self._today()

        def work(ids: Sequence[int]) -> None:
            self._wake(ids)
            reviewers: dict[int, int] = {} if by is not None else self._reviewers(ids)
            rows.insert_many(
                self._connection,
                Review,
                ({"asset": asset, "on": today, "person": reviewers.get(asset, by), "note": note} for asset in ids),
            )
            rows.update_many(self._connection, Asset, ids, {"reviewed": today, "as_reviewed": {}})
            outdated = ask(
                self._connection,
                "select id from assets where status = ? and id in (select value from json_each(?))",
                *(str(Status.OUTDATED), json.dumps(ids)),
            )
            published = {"status": Status.PUBLISHED}
            rows.update_many(self._connection, Asset, (row[0] for row in outdated), published)

        return self._deed_with(mark("Mark “{title}” as reviewed"), mark("Mark as reviewed: {titles}"), assets, work)

    def snoozing(self, assets: Iterable[int], until: date) -> Deed:
        """Assets are left out of the queue until a day."""

        def work(ids: Sequence[int]) -> None:
            self._wake(ids)
            self._hide(ids, until)

        return self._deed_with(mark("Snooze the review of “{title}”"), mark("Snooze reviews: {titles}"), assets, work)

    def bringing_back(self, assets: Iterable[int]) -> Deed:
        """Snoozed assets are in the queue again."""
        single, several = mark("Bring back the review of “{title}”"), mark("Bring back reviews: {titles}")
        return self._deed_with(single, several, assets, self._wake)

    def outdating(self, assets: Iterable[int], note: str = "") -> Deed:
        """Assets must be changed, and what about them is noted; they come back to the queue after two weeks."""
        today = self._today()

        def work(ids: Sequence[int]) -> None:
            rows.update_many(self._connection, Asset, ids, {"status": Status.OUTDATED})
            if note.strip():
                for asset in rows.read_these(self._connection, Asset, ids):
                    notes = "\n\n".join(part for part in (asset.notes.rstrip(), f"{today}: {note.strip()}") if part)
                    rows.update(self._connection, Asset, asset.id, {"notes": notes})
            self._wake(ids)
            self._hide(ids, later(today, CHANGE_WITHIN))

        return self._deed_with(mark("Mark “{title}” as outdated"), mark("Mark as outdated: {titles}"), assets, work)

    def retire(
        self,
        asset: int,
        replacement: int | None = None,
        *,
        lead_over: bool = False,
    ) -> None:
        """Take an asset out of use; with `lead_over` what links to it, playlists and packs go to its replacement.

        Raises WorkspaceError where the replacement is the asset itself, or is replaced by it.
        """
        done_at_once(self._history, self.retiring([asset], replacement, lead_over=lead_over))

    def retiring(self, assets: Iterable[int], replacement: int | None = None, *, lead_over: bool = False) -> Deed:
        """What `retire` does, of one asset or of several."""
        going = self._these(assets)
        self._check_replacement(going, replacement)

        def work(ids: Sequence[int]) -> None:
            rows.update_many(self._connection, Asset, ids, {"status": Status.RETIRED, "replaced_by": replacement})
            self._wake(ids)
            if lead_over and replacement is not None and min(going) in ids:
                self._lead_all_over(going, replacement)

        return self._deed_with(mark("Retire “{title}”"), mark("Retire {titles}"), going, work)

    def removing(self, assets: Iterable[int], replacement: int | None = None, *, lead_over: bool = False) -> Deed:
        """Take assets out of the library; with `lead_over` what links to them, playlists and packs go elsewhere.

        Raises WorkspaceError as `retire` does.
        """
        going = self._these(assets)
        self._check_replacement(going, replacement)
        all_going = frozenset(going)

        def work(ids: Sequence[int]) -> None:
            if lead_over and replacement is not None and min(going) in ids:
                self._lead_all_over(going, replacement)
            # What is replaced by one of these goes with it: no row is changed by one slice and again by another.
            found = ask(
                self._connection,
                "with recursive led(id) as (select value from json_each(?) union "
                "select assets.id from led cross join assets on assets.replaced_by = led.id) select id from led",
                json.dumps(ids),
            )
            gone = json.dumps([row[0] for row in found if row[0] in all_going])
            self._connection.execute("delete from assets where id in (select value from json_each(?))", (gone,))

        single, several = mark("Remove “{title}” from the library"), mark("Remove {titles} from the library")
        return self._deed_with(single, several, going, work)

    def _check_replacement(self, going: Collection[int], replacement: int | None) -> None:
        """Whoever follows the replacements must come to an end."""
        at, goes = replacement, frozenset(going)
        seen: set[int] = set()
        while at is not None and at not in seen:
            if at in goes:
                raise WorkspaceError(
                    mark("What replaces it would be replaced by itself in the end. Choose something else.")
                )
            seen.add(at)
            found = ask(self._connection, "select replaced_by from assets where id = ?", at)
            if not found:
                raise WorkspaceError(_GONE)
            at = found[0][0]

    def _lead_all_over(self, going: Iterable[int], replacement: int) -> None:
        """All at once, with the first slice where there are several: what leads to one may change again for another."""
        for asset in self._held(going):
            self._lead_over(asset, replacement)

    def _lead_over(self, asset: int, replacement: int) -> None:
        # What was left out of a pack stays so; where only the one that goes was in it, its replacement comes in.
        self._connection.execute(
            "delete from pack_items where asset = ? and left_out and pack in "
            "(select pack from pack_items where asset = ? and not left_out)",
            (replacement, asset),
        )
        self._lead_items(PlaylistItem, "playlist", asset, replacement)
        self._lead_items(PackItem, "pack", asset, replacement)
        move_links(self._connection, Ref(Asset.kind, asset), Ref(Asset.kind, replacement))

    def _lead_items(self, record: type[PlaylistItem | PackItem], holder: str, asset: int, replacement: int) -> None:
        """What holds the asset holds its replacement, once."""
        found = ask(self._connection, f'select {holder} from "{record.kind}" where asset = ?', replacement)
        there = {row[0] for row in found}
        for item in rows.read_where(self._connection, record, "asset", asset):
            if isinstance(item, PackItem) and item.left_out:
                continue
            if getattr(item, holder) in there:
                self._connection.execute(f'delete from "{record.kind}" where id = ?', (item.id,))
            else:
                rows.update(self._connection, record, item.id, {"asset": replacement})

    # -- many at once

    def changing(self, assets: Iterable[int], **values: Any) -> Deed:
        """Fields of assets get the same values.

        Any: the values of any field by its name. Raises KeyError for a field that assets do not have.
        """
        ids = self._these(assets)
        if len(ids) == 1:
            label, said = change_label(self._one(ids[0]), values)
        else:
            fields = tuple(sentence(field_of(Asset, name).label) for name in values)
            label = mark("Change {field} of {titles}")
            said = {"field": fields, "titles": self._titles(ids)}
        return Deed(sentence(label, **said), ids, partial(self._set, values))

    def changing_facet(
        self, assets: Iterable[int], facet: str, *, add: Iterable[str] = (), drop: Iterable[str] = ()
    ) -> Deed:
        """Assets get values of a facet, or lose some, and keep the others."""
        added, dropped = tuple(add), frozenset(drop)

        def work(ids: Sequence[int]) -> None:
            for asset in rows.read_these(self._connection, Asset, ids):
                before = split(asset.facets.get(facet, ""))
                after = joined((*(key for key in before if key not in dropped), *added))
                if after != joined(before):
                    rows.update(self._connection, Asset, asset.id, {"facets": {**asset.facets, facet: after}})

        single, several = mark("Change {noun} “{title}”: {field}"), mark("Change {field} of {titles}")
        return self._deed_with(single, several, assets, work, field=sentence(field_of(Asset, "facets").label))

    def giving_new(self, assets: Iterable[int], facet: str, *, key: str, title: str, facet_title: str) -> Deed:
        """A new value of a facet, which all these assets have from then on."""
        deed = self.changing_facet(assets, facet, add=(key,))

        def work(ids: Sequence[int]) -> None:
            known = "select exists (select 1 from list_entries where list = ? and key = ?)"
            if not ask(self._connection, known, facet, key)[0][0]:
                rows.insert(self._connection, ListEntry, {"list": facet, "key": key, "title": title})
            deed.work(ids)

        label = sentence(mark("Add “{title}” to “{facet}”"), title=title, facet=facet_title)
        return Deed(label, deed.ids, work)

    def bringing_back_into_use(self, assets: Iterable[int]) -> Deed:
        """These, which are retired, are published again, and nothing replaces them any more."""
        single, several = mark("Bring “{title}” back into use"), mark("Bring back into use: {titles}")
        return self._setting(single, several, assets, status=Status.PUBLISHED, replaced_by=None)

    def in_use(self, assets: Iterable[int]) -> list[int]:
        """Those of these assets that are not retired, in this order."""
        return self._with_status(assets, "<>")

    def retired(self, assets: Iterable[int]) -> list[int]:
        """Those of these assets that are retired, in this order."""
        return self._with_status(assets, "=")

    def _with_status(self, assets: Iterable[int], sign: str) -> list[int]:
        wanted = list(dict.fromkeys(assets))
        query, status = f"select id from assets where status {sign} ?", str(Status.RETIRED)
        if len(wanted) > _FEW:
            # An index alone tells of all of them; each by itself would be read whole.
            there = {row[0] for row in ask(self._connection, query, status)}
        else:
            some = f"{query} and id in (select value from json_each(?))"
            there = {row[0] for row in ask(self._connection, some, status, json.dumps(wanted))}
        return [asset for asset in wanted if asset in there]

    def _setting(self, single: str, several: str, assets: Iterable[int], **values: Any) -> Deed:
        """Fields of these assets get values. Any: the values of any field by its name."""
        return self._deed_with(single, several, assets, partial(self._set, values))

    def _set(self, values: Mapping[str, Any], ids: Iterable[int]) -> None:
        rows.update_many(self._connection, Asset, ids, values)

    def _deed_with(
        self, single: str, several: str, assets: Iterable[int], work: Callable[[Sequence[int]], None], **values: Any
    ) -> Deed:
        """One thing that is done with these assets. Any: what its label says."""
        ids = self._these(assets)

        def work_with(some: Sequence[int]) -> None:
            # In slices: some may have been taken out of the library since it was begun.
            work(self._there(some))

        if len(ids) == 1:
            return Deed(sentence(single, **named(Asset, self._one(ids[0])), **values), ids, work_with)
        return Deed(sentence(several, titles=self._titles(ids), **values), ids, work_with)

    # -- within a step

    def _these(self, assets: Iterable[int]) -> list[int]:
        """Those that are there of these, in this order; raises WorkspaceError where none is."""
        ids = self._there(list(dict.fromkeys(assets)))
        if not ids:
            raise WorkspaceError(_GONE)
        return ids

    def _there(self, assets: Sequence[int]) -> list[int]:
        known = "select id from assets"
        if len(assets) > _FEW:
            there = {row[0] for row in ask(self._connection, known)}
        else:
            some = f"{known} where id in (select value from json_each(?))"
            there = {row[0] for row in ask(self._connection, some, json.dumps(assets))}
        return [asset for asset in assets if asset in there]

    def _reviewers(self, ids: Sequence[int]) -> dict[int, int]:
        found = ask(
            self._connection,
            "select id, reviewer from assets where reviewer is not null and id in (select value from json_each(?))",
            json.dumps(ids),
        )
        return dict(found)

    def _one(self, asset: int) -> Asset:
        found = rows.read_one(self._connection, Asset, asset)
        if found is None:
            raise WorkspaceError(_GONE)
        return found

    def _titles(self, ids: list[int]) -> tuple[str, ...]:
        """What many assets are called in the label of a step: the first three, and how many more there are."""
        first = ids[:_NAMED]
        titles = {asset.id: named(Asset, asset)["title"] for asset in rows.read_these(self._connection, Asset, first)}
        said = tuple(str(titles[id_]) for id_ in first)
        more = len(ids) - len(said)
        return (*said, f"+{more}") if more else said

    def _wake(self, ids: Iterable[int]) -> None:
        """Forget that these are snoozed, and what came back already."""
        snoozed = ask(self._connection, "select exists (select 1 from snoozes)")[0][0]
        if snoozed:
            keys = json.dumps([f"{SNOOZED}{id_}" for id_ in ids])
            self._connection.execute(
                f"""delete from snoozes where "of" in (select value from json_each(?)) """
                f"""or ("of" glob '{SNOOZED}*' and until <= ?)""",
                (keys, str(self._today())),
            )

    def _hide(self, ids: Iterable[int], until: date) -> None:
        hidden: Iterator[Mapping[str, Any]] = ({"of": f"{SNOOZED}{id_}", "until": until} for id_ in ids)
        rows.insert_many(self._connection, Snooze, hidden)
