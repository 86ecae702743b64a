"""Packs: which there are, what was chosen for them, what was sent; everything that is done with them is a step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from db import rows
from db.files import ask
from db.labels import named
from db.packs.choosing import Choosing
from db.packs.held import count_held, finds, matching
from db.packs.sent import Sent
from enable_desktop.errors import WorkspaceError
from enable_desktop.library.assets import SavedSearch
from enable_desktop.library.facets import filters_of, kept_filters
from enable_desktop.library.query import Filters
from enable_desktop.packs.records import Pack, PackItem
from enable_desktop.packs.templates import Template
from enable_desktop.words import mark

if TYPE_CHECKING:
    from enable_desktop.packs.checks import Finding
    from enable_desktop.packs.chosen import PackFacts
    from enable_desktop.packs.contents import PackContents


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPack:
    """A pack as a list shows it: how many assets it holds, and when it was handed over last."""

    pack: Pack
    count: int
    exported: date | None = None


class Packs(Choosing):
    """The packs of one workspace, and what is chosen for them."""

    @cached_property
    def sent(self) -> Sent:
        """What was handed over."""
        return Sent(self._connection, self._history)

    # -- reading

    def all(self) -> tuple[ListedPack, ...]:
        """Every pack in its order."""
        last = self.sent.last_days()
        return tuple(
            ListedPack(
                pack=pack,
                count=count_held(self._library(), pack, self.items(pack.id)),
                exported=last.get(pack.id),
            )
            for pack in rows.read_all(self._connection, Pack)
        )

    def holding(self, asset: int) -> tuple[Pack, ...]:
        """The packs that an asset is in: chosen by hand, with a playlist, or found by their search."""
        library = self._library()
        by_hand = set(library.reviews.packs_with(asset))
        out = {
            row[0] for row in ask(self._connection, "select pack from pack_items where asset = ? and left_out", asset)
        }
        return tuple(
            pack
            for pack in rows.read_all(self._connection, Pack)
            if pack.id in by_hand or (pack.id not in out and finds(library, pack, asset))
        )

    def facts(self, pack: int, day: date | None = None) -> PackFacts:
        """All that a pack is made of, as it stands on a day (else today)."""
        return self.facts_of(self.get(pack), self.items(pack), day)

    def facts_of(self, pack: Pack, items: Iterable[PackItem] = (), day: date | None = None) -> PackFacts:
        """The same of a pack that may be kept nowhere: what its search finds, for once."""
        # Loaded here: a list of packs needs none of it.
        from db.packs.facts import facts

        return facts(self._connection, self._library(), self.sent, pack, items, day or self._today())

    def findings(self, pack: int) -> tuple[Finding, ...]:
        """What to look at before a pack leaves today, the gravest first."""
        from enable_desktop.packs.checks import findings

        return findings(self.facts(pack))

    def contents(self, pack: int, day: date | None = None) -> PackContents:
        """A pack as a rep gets it on a day (else today), with what has changed for its audience since the last one."""
        from enable_desktop.packs.gathering import contents_of

        return contents_of(self.facts(pack, day))

    # -- packs

    def add(self, title: str, template: Template | None = None, *, source: object | None = None) -> int:
        """A new pack at the end, empty or as a template has it; returns its id.

        What the parts of the template find now is put under their headings; what its own filters find comes in by
        itself, also later.
        """
        with self._history.step(mark("Add the pack “{title}”"), by=source, title=title):
            if template is None:
                return rows.insert(self._connection, Pack, {"title": title})
            pack = rows.insert(
                self._connection,
                Pack,
                {
                    "title": title,
                    "template": template.key,
                    "audience": template.audience,
                    "for_whom": template.for_whom,
                    "intro": template.intro,
                    "filters": dict(template.filters),
                },
            )
            rows.insert_many(self._connection, PackItem, self._items_of(template, pack))
        return pack

    def _items_of(self, template: Template, pack: int) -> list[dict[str, Any]]:
        """What the parts of a template find now, each asset under the first heading that it fits."""
        items: dict[int, dict[str, Any]] = {}
        for part in template.parts:
            said = {"pack": pack, "heading": part.heading, "use_when": part.use_when, "sheet": part.sheet}
            for asset in matching(self._library(), "", part.filters):
                items.setdefault(asset, {**said, "asset": asset})
        return list(items.values())

    def rename(self, pack: int, title: str, *, source: object | None = None) -> None:
        """Call a pack otherwise."""
        line = self.get(pack)
        with self._history.step(
            mark("Rename the pack “{title}” to “{new}”"), by=source, new=title, **named(Pack, line)
        ):
            rows.update(self._connection, Pack, pack, {"title": title})

    def remove(self, pack: int, *, source: object | None = None) -> None:
        """Take a pack away; what it held stays in the library, and what was sent stays known."""
        line = self.get(pack)
        with self._history.step(mark("Remove the pack “{title}”"), by=source, **named(Pack, line)):
            self._connection.execute("delete from packs where id = ?", (pack,))

    def copy(self, pack: int, title: str, *, source: object | None = None) -> int:
        """Another pack with the same content, under another title; returns its id."""
        line = self.get(pack)
        with self._history.step(mark("Copy the pack “{title}”"), by=source, **named(Pack, line)):
            kept = ("template", "audience", "for_whom", "until", "intro", "words", "filters", "answers", "largest")
            made = rows.insert(self._connection, Pack, {"title": title, **{name: getattr(line, name) for name in kept}})
            said = ("asset", "playlist", "heading", "use_when", "say_first", "sheet", "left_out")
            rows.insert_many(
                self._connection,
                PackItem,
                ({"pack": made, **{name: getattr(item, name) for name in said}} for item in self.items(pack)),
            )
        return made

    def find_by(
        self, pack: int, words: str = "", filters: Filters | None = None, *, source: object | None = None
    ) -> None:
        """Say what of the library a pack holds besides what is chosen by hand: what words and filters find."""
        line = self.get(pack)
        kept = kept_filters(filters or {})
        if (line.words, dict(line.filters)) == (words, kept):
            return
        with self._history.step(mark("Choose what the pack “{title}” finds"), by=source, **named(Pack, line)):
            rows.update(self._connection, Pack, pack, {"words": words, "filters": kept})

    def find_as(self, pack: int, saved: int, *, source: object | None = None) -> None:
        """Let a pack hold what a saved search finds, as that is now."""
        search = rows.read_one(self._connection, SavedSearch, saved)
        if search is None:
            raise WorkspaceError(mark("This saved search is not there any more; nothing was changed."))
        self.find_by(pack, search.words, filters_of(search.filters), source=source)
