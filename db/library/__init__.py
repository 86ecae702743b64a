"""The library of one workspace. Each subject has a module of its own here and a line in `Library`."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from db import rows
from db.files import ask
from db.history import History
from enable_desktop.changes import Origin
from enable_desktop.library.assets import Asset
from enable_desktop.library.labels import Labels
from enable_desktop.links import Ref
from enable_desktop.words import mark

if TYPE_CHECKING:
    from db.library.adding import Adding
    from db.library.arrows import Arrows
    from db.library.expiry import Expiry
    from db.library.files import Files
    from db.library.finding import Finding
    from db.library.health import Health
    from db.library.listing import Listing
    from db.library.mending import Mending
    from db.library.page_links import PageLinks
    from db.library.playlists import Playlists
    from db.library.rereading import Contested
    from db.library.reviews import Reviews
    from db.library.usage import Usage
    from db.library.value_lists import ValueLists
    from enable_desktop.library.mending import Hand
    from enable_desktop.library.page_links import Followed


class Library:
    """Everything reps can use: the assets, and what is known of them."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        history: History,
        today: Callable[[], date],
        labels: Callable[[], Labels] = Labels,
        catch_up: Callable[[int], int] = lambda limit: 0,
        hand: Callable[[], Hand] | None = None,
    ) -> None:
        self.connection = connection
        self._history = history
        self._today = today
        self._labels = labels
        self._catch_up = catch_up
        self._hand = hand

    # Each subject is loaded when it is first wanted: a command or a page wants few of them.

    @cached_property
    def listing(self) -> Listing:
        """The assets as rows of a list."""
        from db.library.listing import Listing

        return Listing(self.connection)

    @cached_property
    def page_links(self) -> PageLinks:
        """The links that were found in files."""
        from db.library.page_links import PageLinks

        return PageLinks(self.connection)

    @cached_property
    def adding(self) -> Adding:
        """The way in for files."""
        from db.library.adding import Adding

        return Adding(self.connection, self._history, self._today, self.page_links, self._labels)

    @cached_property
    def value_lists(self) -> ValueLists:
        """Facets, their values, and the kinds of content."""
        from db.library.value_lists import ValueLists

        return ValueLists(self.connection, self._history)

    @cached_property
    def reviews(self) -> Reviews:
        """What is to be looked at next, and what was said of it."""
        from db.library.reviews import Reviews

        return Reviews(self.connection, self._history, self._today)

    @cached_property
    def playlists(self) -> Playlists:
        """Recordings in the order in which they are played."""
        from db.library.playlists import Playlists

        return Playlists(self.connection, self._history)

    @cached_property
    def usage(self) -> Usage:
        """The figures of use."""
        from db.library.usage import Usage

        return Usage(self.connection, self._today)

    @cached_property
    def health(self) -> Health:
        """The rules of a healthy library."""
        from db.library.health import Health

        return Health(self.connection, self._history, self._today)

    @cached_property
    def expiry(self) -> Expiry:
        """What has expired is retired."""
        from db.library.expiry import Expiry

        return Expiry(self.connection, self._history, self._today)

    @cached_property
    def finding(self) -> Finding:
        """The search: words, filters, order, counts."""
        from db.library.finding import Finding

        return Finding(self.connection, self._history, self._today, self._labels, self.health, self._catch_up)

    def arrows(self) -> Arrows:
        """What every asset links to, what links to it, and which of its links are broken."""
        from db.library.arrows import arrows

        return arrows(self.connection)

    def due(self) -> dict[int, date | None]:
        """The day of the next review of every asset; None where there is none."""
        found = ask(self.connection, "select asset, due from asset_register")
        return {asset: date.fromisoformat(day) if day else None for asset, day in found}

    def look_again(self, ids: Iterable[int]) -> None:
        """A step has touched these assets."""
        if "finding" in self.__dict__:
            self.finding.look_again(ids)

    def look_afresh(self) -> None:
        """A great many assets came or went at once."""
        if "finding" in self.__dict__:
            self.finding.look_afresh()

    @cached_property
    def files(self) -> Files:
        """What was seen last of the files of assets."""
        from db.library.files import Files

        return Files(self.connection, self._history, self._today, self.page_links)

    @cached_property
    def contested(self) -> Contested:
        """What files say otherwise than the person does."""
        from db.library.rereading import Contested

        return Contested(self.connection, self._history)

    @cached_property
    def mending(self) -> Mending:
        """Links are mended in files."""
        from db.library.mending import Mending

        return Mending(self.connection, self._history, self.page_links, self._hand)

    def follow_links(self) -> None:
        """Find out anew where every link leads, at once."""
        # Most lists of content come to a library without any, which is spared loading what follows them.
        if ask(self.connection, "select exists (select 1 from found_links)")[0][0]:
            self.page_links.follow_all()

    def enter_followed(self, followed: Sequence[Followed], by: object | None = None) -> None:
        """Say where links lead, and let everybody hear of the assets in which something differs; no step."""
        with self._history.step(mark("Follow links"), origin=Origin.AUTOMATIC, by=by):
            self.page_links.enter(followed)
            self._history.mention(Ref(Asset.kind, id_) for id_ in self.page_links.assets_of(followed))

    def these(self, ids: Iterable[int]) -> tuple[Asset, ...]:
        """The assets with these ids, in their own order."""
        return rows.read_these(self.connection, Asset, ids)
