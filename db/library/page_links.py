"""The links that were found in the text of files: kept as written, with where they lead, which follows the catalogue.

They are no part of any step: they follow from what stands in files and from where assets lie.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Final

from db.files import ask, path_of, reading, writing
from enable_desktop.library.documents import FoundLink
from enable_desktop.library.links import Catalogue, Catalogued, State, innermost
from enable_desktop.library.page_links import Followed, LinksOf, PageLink, Written, follow
from enable_desktop.library.places import is_web, whole

Led = Mapping[str, tuple[int | None, str, str]]
"""Where links led last, by what they say: the asset, the path, and the path of the page seen from which they did."""

_IN_LIBRARY: Final = (
    "(exists (select 1 from assets as kept where kept.folder is nullif(files.folder, 0) and kept.location = files.path)"
    " or exists (select 1 from asset_copies as kept where kept.folder is nullif(files.folder, 0) "
    "and kept.location = files.path and kept.asset is not null))"
)
"""Of files that were taken out again it is still known what stood in them."""
_OF_PAGES: Final = f"files.state <> 'missing' and {_IN_LIBRARY}"

_SHOWN: Final = """
select found_links.file, found_links.number, files.folder, files.path, page.id, coalesce(page.title, ''),
  found_links.words, found_links.target, found_links.state, found_links.asset, coalesce(goal.title, ''),
  found_links.path, found_links.mend
from found_links
join files on files.id = found_links.file
left join assets as page on page.folder is nullif(files.folder, 0) and page.location = files.path
left join assets as goal on goal.id = found_links.asset
"""


class PageLinks:
    """The links of one workspace's files."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def note(self, file: int, links: Iterable[FoundLink], *, same: bool = False, led: Led | None = None) -> None:
        """Keep what a file links to now; where it leads is found by `follow`. Inside a transaction of the caller's.

        What is known of a link that says what it said goes on being known; of all where it is known that they are the
        `same` links, of which some are written otherwise. Those that say again what they once said led where they
        `led` then, as far as they led anywhere.
        """
        found = tuple(links)
        known = {
            row[0]: row[1:]
            for row in self._connection.execute(
                "select number, target, state, asset, path, page, mend from found_links where file = ?", (file,)
            ).fetchall()
        }
        # The same words in the same page lead to the same place, also where a link before them has come or gone.
        by_target = {target: rest for target, *rest in known.values()}
        same = same and len(known) == len(found)
        self._connection.execute("delete from found_links where file = ?", (file,))
        for link in found:
            state, mend = "", None
            asset, path, page = None, "", ""
            if link.target in by_target:
                state, asset, path, page, mend = by_target[link.target]
            elif led is not None:
                asset, path, page = led.get(link.target, (None, "", ""))
            elif same and link.number in known:
                asset, path, page = known[link.number][2:5]
            self._connection.execute(
                "insert into found_links (file, number, target, words, state, asset, path, page, mend) "
                "values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (file, link.number, link.target, link.words, state, asset, path, page, mend),
            )

    def led(self, file: int) -> Led:
        """Where the links of a file led last, by what they say."""
        return {
            target: (asset, path, page)
            for target, asset, path, page in self._connection.execute(
                "select target, asset, path, page from found_links where file = ? and page <> ''", (file,)
            ).fetchall()
        }

    def written(self) -> tuple[tuple[str, Written], ...]:
        """Every link of the pages of the library, with the path of its page.

        Where those of others led goes on being known: they may come back.
        """
        folders = self._folders()
        found = ask(
            self._connection,
            "select files.folder, files.path, file, number, target, asset, found_links.path, page, found_links.state, "
            f"mend from files cross join found_links on file = files.id where {_OF_PAGES}",
        )
        pages: dict[int, str] = {}
        result = []
        for folder, path, file, number, target, *known in found:
            page = pages.get(file)
            if page is None:
                page = pages[file] = as_posix(whole(folders.get(folder), path))
            result.append((page, Written(file, number, target, *known)))
        return tuple(result)

    def catalogue(self) -> Catalogue:
        """All that links can lead to."""
        folders = self._folders()
        missing = set(ask(self._connection, "select folder, path from files where state = 'missing'"))
        found = ask(
            self._connection,
            "select id, folder, location from assets where location <> '' union all "
            "select asset, folder, location from asset_copies where asset is not null and location <> ''",
        )
        return Catalogue(
            (
                Catalogued(id_, address=location)
                if folder is None and is_web(location)
                else Catalogued(
                    id_,
                    path=as_posix(whole(folders.get(folder or 0), location)),
                    is_missing=(folder or 0, location) in missing,
                )
                for id_, folder, location in found
            ),
            (as_posix(path) for path in folders.values()),
        )

    def enter(self, followed: Iterable[Followed]) -> None:
        """Say where links lead; those that are gone meanwhile are left out."""
        own = nullcontext() if self._connection.in_transaction else writing(self._connection)
        with reading(path_of(self._connection)), own:
            self._connection.executemany(
                "update found_links set state = ?, asset = ?, path = ?, page = ?, mend = ? "
                "where file = ? and number = ?",
                (
                    (each.state.value, each.asset, each.path, each.page, each.mend, each.file, each.number)
                    for each in followed
                ),
            )

    def differing(self, is_stopped: Callable[[], bool] = lambda: False) -> tuple[Followed, ...]:
        """Where those links lead that lead elsewhere than was entered; looks at the drive and writes nothing."""
        links = self.written()
        return differing(links, self.catalogue(), is_stopped) if links else ()

    def follow_all(self) -> None:
        """Find out anew where every link leads, at once; a window does it in a task, in slices."""
        self.enter(self.differing())

    # -- reading

    def of(self, asset: int, limit: int = 500) -> LinksOf:
        """What an asset links to and what links to it, by page and place."""
        uses = self._shown(
            "where found_links.file in (select files.id from files join assets on files.folder = "
            "coalesce(assets.folder, 0) and files.path = assets.location where assets.id = ? union select files.id "
            "from files join asset_copies on files.folder = coalesce(asset_copies.folder, 0) and files.path = "
            "asset_copies.location where asset_copies.asset = ?) and found_links.state <> 'elsewhere' "
            "order by found_links.file, found_links.number limit ?",
            asset, asset, limit,
        )  # fmt: skip
        used_by = self._shown(
            f"where found_links.asset = ? and {_IN_LIBRARY} "
            "order by coalesce(page.title, files.path), found_links.number limit ?",
            asset, limit,
        )  # fmt: skip
        return LinksOf(uses=tuple(uses), used_by=tuple(link for link in used_by if link.page_asset != asset))

    def broken(self, limit: int = 10_000) -> tuple[PageLink, ...]:
        """The links that lead nowhere, by page and place."""
        return tuple(
            self._shown(
                "where found_links.state = 'broken' "
                f"and {_OF_PAGES} order by files.folder, files.path, found_links.number limit ?",
                limit,
            )
        )

    def to_list(self, limit: int = 10_000) -> tuple[PageLink, ...]:
        """The links that lead nowhere, and those that must say something else since something moved; by page."""
        return tuple(
            self._shown(
                "where (found_links.state = 'broken' or found_links.mend is not null) "
                f"and {_OF_PAGES} order by files.folder, files.path, found_links.number limit ?",
                limit,
            )
        )

    def to_mend(self, limit: int = 10_000) -> tuple[PageLink, ...]:
        """The links that must say something else since something moved; by page and place."""
        return tuple(
            self._shown(
                "where found_links.mend is not null "
                f"and {_OF_PAGES} order by files.folder, files.path, found_links.number limit ?",
                limit,
            )
        )

    def led_to(self, assets: Iterable[int]) -> tuple[int, ...]:
        """Those of these assets to which the text of some page leads, in this order."""
        led = {row[0] for row in ask(self._connection, "select asset from found_links where asset is not null")}
        return tuple(asset for asset in assets if asset in led)

    def count_into(self, assets: Iterable[int]) -> int:
        """How many links in other pages lead to any of these assets."""
        ids = json.dumps(list(assets))
        query = (
            "select count(*) from found_links join files on files.id = found_links.file left join assets as page "
            "on page.folder is nullif(files.folder, 0) and page.location = files.path "
            f"where found_links.asset in (select value from json_each(?)) and {_OF_PAGES} "
            "and (page.id is null or page.id not in (select value from json_each(?)))"
        )
        return int(ask(self._connection, query, ids, ids)[0][0])

    def count_to_mend(self) -> int:
        """How many links must say something else since something moved."""
        query = "select count(*) from found_links join files on files.id = file where found_links.mend is not null "
        return int(ask(self._connection, f"{query} and {_OF_PAGES}")[0][0])

    def to_web(self, limit: int = 10_000) -> tuple[PageLink, ...]:
        """The links to the web, by page and place; nobody has looked whether they lead anywhere."""
        return tuple(
            self._shown(
                "where found_links.state = 'web' "
                f"and {_OF_PAGES} order by files.folder, files.path, found_links.number limit ?",
                limit,
            )
        )

    def are_followed(self) -> bool:
        """Whether it was looked at where each link leads, as far as that can be said of it."""
        query = f"select 1 from found_links join files on files.id = file where found_links.state = '' and {_OF_PAGES}"
        return not ask(self._connection, f"{query} limit 1")

    def those(self, places: Iterable[tuple[int, int]]) -> tuple[PageLink, ...]:
        """The links at these places (file and number), as far as they are there."""
        wanted = json.dumps(list(places))
        return tuple(
            self._shown(
                "where (found_links.file, found_links.number) in "
                "(select value ->> 0, value ->> 1 from json_each(?)) "
                f"and {_OF_PAGES} order by files.folder, files.path, found_links.number",
                wanted,
            )
        )

    def with_digest(self, digests: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """The paths of files that hold the content of these digests."""
        folders = self._folders()
        found: dict[str, tuple[str, ...]] = {}
        for digest, folder, path in ask(
            self._connection,
            "select digest, folder, path from files where digest in (select value from json_each(?)) "
            "and digest <> '' and state <> 'missing' order by id",
            json.dumps(list(digests)),
        ):
            found[digest] = (*found.get(digest, ()), as_posix(whole(folders.get(folder), path)))
        return found

    def lost(self) -> Mapping[str, str]:
        """The digests of files that are missing, by where they lay."""
        folders = self._folders()
        return {
            as_posix(whole(folders.get(folder), path)): digest
            for folder, path, digest in ask(
                self._connection, "select folder, path, digest from files where state = 'missing' and digest <> ''"
            )
        }

    def assets_of(self, followed: Iterable[Followed]) -> tuple[int, ...]:
        """The assets whose pages hold these links."""
        found = ask(
            self._connection,
            "select assets.id from files join assets on assets.folder is nullif(files.folder, 0) "
            "and assets.location = files.path where files.id in (select value from json_each(?))",
            json.dumps(list({each.file for each in followed})),
        )
        return tuple(row[0] for row in found)

    def count_broken(self) -> int:
        """How many links lead nowhere, each occurrence counted."""
        query = "select count(*) from found_links join files on files.id = file where found_links.state = 'broken' "
        return int(ask(self._connection, f"{query} and {_OF_PAGES}")[0][0])

    def _shown(self, test: str, *values: object) -> Iterator[PageLink]:
        folders = self._folders()
        for row in ask(self._connection, f"{_SHOWN} {test}", *values):
            yield PageLink(
                file=row[0],
                number=row[1],
                page=as_posix(whole(folders.get(row[2]), row[3])),
                page_asset=row[4],
                page_title=row[5],
                words=row[6],
                target=row[7],
                state=State(row[8] or "elsewhere"),
                asset=row[9],
                asset_title=row[10],
                path=row[11],
                mend=row[12],
            )

    def _folders(self) -> dict[int, str]:
        return dict(ask(self._connection, "select id, path from watched_folders"))


def differing(
    links: Sequence[tuple[str, Written]], catalogue: Catalogue, is_stopped: Callable[[], bool] = lambda: False
) -> tuple[Followed, ...]:
    """Where those links, given with the path of their page, lead that lead elsewhere than was entered.

    Nobody knows what lies in a folder that is not there: links out of it and into it lead where they led, as long as
    what they led to is not found elsewhere.
    """
    entered = {(link.file, link.number): (page, link) for page, link in links}
    away = frozenset(each for each in catalogue.folders if not _is_there(each))

    def is_away(path: str) -> bool:
        return bool(away) and innermost(catalogue.folders, path) in away

    def is_news(each: Followed) -> bool:
        page, link = entered[each.file, each.number]
        is_unknown = bool(link.state) and each.mend is None and (is_away(page) or is_away(each.path))
        return each.differs(link) and not is_unknown

    return tuple(each for each in follow(links, catalogue, _is_there, is_stopped) if is_news(each))


def _is_there(path: str) -> bool:
    try:
        return Path(path).exists()
    except OSError:
        # Too long a name, or out of reach.
        return False


def as_posix(path: str) -> str:
    """A path with slashes between its parts, as links are followed along it."""
    return path.replace("\\", "/") if len(path) > 1 and (path[1] == ":" or path.startswith("\\\\")) else path
