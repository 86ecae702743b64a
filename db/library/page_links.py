"""The links that were found in the text of files: kept as written, with where they lead, which follows the catalogue.

They are no part of any step: they follow from what stands in files and from where assets lie.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from db.files import ask, path_of, reading
from enable_desktop.library.documents import FoundLink
from enable_desktop.library.link_moves import Pointing
from enable_desktop.library.links import Catalogue, Catalogued, State
from enable_desktop.library.page_links import Followed, LinksOf, PageLink, Written, follow
from enable_desktop.library.places import is_web, whole

_SHOWN: Final = """
select found_links.file, found_links.number, files.folder, files.path, page.id, coalesce(page.title, ''),
  found_links.words, found_links.target, found_links.state, found_links.asset, coalesce(goal.title, ''),
  found_links.path
from found_links
join files on files.id = found_links.file
left join assets as page on coalesce(page.folder, 0) = files.folder and page.location = files.path
left join assets as goal on goal.id = found_links.asset
"""


class PageLinks:
    """The links of one workspace's files."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def note(self, file: int, links: Iterable[FoundLink]) -> None:
        """Keep what a file links to now; where it leads is found by `follow`. Inside a transaction of the caller's."""
        self._connection.execute("delete from found_links where file = ?", (file,))
        self._connection.executemany(
            "insert into found_links (file, number, target, words, state) values (?, ?, ?, ?, '')",
            ((file, link.number, link.target, link.words) for link in links),
        )

    def written(self) -> tuple[tuple[str, Written], ...]:
        """Every link with the path of its page."""
        folders = self._folders()
        found = ask(
            self._connection,
            "select files.folder, files.path, file, number, target from found_links join files on files.id = file "
            "where files.state <> 'missing'",
        )
        pages: dict[int, str] = {}
        result = []
        for folder, path, file, number, target in found:
            page = pages.get(file)
            if page is None:
                page = pages[file] = as_posix(whole(folders.get(folder), path))
            result.append((page, Written(file, number, target)))
        return tuple(result)

    def pointing(self) -> tuple[Pointing, ...]:
        """Every link that led to a file when links were followed last."""
        folders = self._folders()
        found = ask(
            self._connection,
            "select files.folder, files.path, number, target, found_links.path from found_links "
            "join files on files.id = file where found_links.path <> '' and found_links.state in ('asset', 'file')",
        )
        return tuple(
            Pointing(page=as_posix(whole(folders.get(folder), page)), number=number, target=target, path=path)
            for folder, page, number, target, path in found
        )

    def catalogue(self) -> Catalogue:
        """All that links can lead to."""
        folders = self._folders()
        found = ask(
            self._connection,
            "select id, folder, location from assets where location <> '' union all "
            "select asset, folder, location from asset_copies where asset is not null and location <> ''",
        )
        return Catalogue(
            (
                Catalogued(id_, address=location)
                if folder is None and is_web(location)
                else Catalogued(id_, path=as_posix(whole(folders.get(folder or 0), location)))
                for id_, folder, location in found
            ),
            (as_posix(path) for path in folders.values()),
        )

    def enter(self, followed: Iterable[Followed]) -> None:
        """Say where links lead; those that are gone meanwhile are left out."""
        with reading(path_of(self._connection)):
            own = not self._connection.in_transaction
            if own:
                self._connection.execute("begin immediate")
            try:
                self._connection.executemany(
                    "update found_links set state = ?, asset = ?, path = ? where file = ? and number = ? "
                    "and (state is not ? or asset is not ? or path is not ?)",
                    (
                        (str(each.state.value), each.asset, each.path, each.file, each.number,
                         str(each.state.value), each.asset, each.path)
                        for each in followed
                    ),
                )  # fmt: skip
                if own:
                    self._connection.execute("commit")
            except BaseException:
                if own and self._connection.in_transaction:
                    self._connection.execute("rollback")
                raise

    def follow_all(self) -> None:
        """Find out anew where every link leads, at once; a window does it in a task, in slices."""
        self.enter(tuple(follow(self.written(), self.catalogue(), lambda path: Path(path).exists())))

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
            "where found_links.asset = ? order by coalesce(page.title, files.path), found_links.number limit ?",
            asset, limit,
        )  # fmt: skip
        return LinksOf(uses=tuple(uses), used_by=tuple(link for link in used_by if link.page_asset != asset))

    def broken(self, limit: int = 10_000) -> tuple[PageLink, ...]:
        """The links that lead nowhere, by page and place."""
        return tuple(
            self._shown(
                "where found_links.state = 'broken' and files.state <> 'missing' "
                "order by files.folder, files.path, found_links.number limit ?",
                limit,
            )
        )

    def count_broken(self) -> int:
        """How many links lead nowhere, each occurrence counted."""
        query = "select count(*) from found_links join files on files.id = file where found_links.state = 'broken' "
        return int(ask(self._connection, f"{query} and files.state <> 'missing'")[0][0])

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
            )

    def _folders(self) -> dict[int, str]:
        return dict(ask(self._connection, "select id, path from watched_folders"))


def as_posix(path: str) -> str:
    """A path with slashes between its parts, as links are followed along it."""
    return path.replace("\\", "/") if len(path) > 1 and (path[1] == ":" or path.startswith("\\\\")) else path
