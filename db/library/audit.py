"""What reports on the library need, read beside the window with a connection of its own, question by question."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from db.files import ask, connect, parsing, reading
from db.library.beside import column, pairs
from db.library.governance import reviewed_assets
from db.library.health import OFF, count_flagged, flagged
from db.settings import text_of
from enable_desktop.days import later
from enable_desktop.library.assets import Status
from enable_desktop.library.audit import (
    MOST_NAMED,
    AuditReport,
    BrokenLink,
    Count,
    Dated,
    Entry,
    FacetCounts,
    Flagged,
    HealthReport,
    Matrix,
    OwnerShare,
    PrintedCatalogue,
    Programme,
    Shelf,
)
from enable_desktop.library.facets import FACETS
from enable_desktop.library.freshness import SOON, Freshness, ends_of_months, freshness_by_owner, freshness_over_time
from enable_desktop.library.health import RULES

_KEPT: Final = "status <> 'retired'"
_MOST_LINKS: Final = 40
_MOST_GROUPS: Final = 20
_MOST_OF_GROUP: Final = 6
_MOST_DATED: Final = 60
_REPS: Final = "reps"
_CUSTOMERS: Final = "customers"
_STANDING: Final = """
select case when due < ? then 'overdue' when due <= ? then 'due' when reviewed is not null then 'fresh'
  else 'never reviewed' end, count(*)
from assets left join asset_register on asset_register.asset = assets.id where status <> 'retired' group by 1
"""
_OF_VALUES: Final = """
select list_entries.list, list_entries.title, list_entries.key,
  (select count(*) from asset_values join assets on assets.id = asset_values.asset
   where asset_values.value = list_entries.id and assets.status <> 'retired')
from list_entries where list_entries.list in (select key from list_entries where list = ?)
order by list_entries.position, list_entries.id
"""
_WITH_ANY: Final = """
select list_entries.list, count(distinct asset_values.asset) from asset_values
join list_entries on list_entries.id = asset_values.value
join assets on assets.id = asset_values.asset where assets.status <> 'retired' group by 1
"""
_BROKEN: Final = """
from found_links cross join files on files.id = found_links.file
cross join assets on assets.folder is nullif(files.folder, 0) and assets.location = files.path
where found_links.state = 'broken' and assets.status <> 'retired'
"""
_SAME: Final = """
select json_array(files.digest, assets.title) as value from files
join assets on assets.folder is nullif(files.folder, 0) and assets.location = files.path
where assets.status <> 'retired' and files.digest in (
  select digest from files join assets on assets.folder is nullif(files.folder, 0) and assets.location = files.path
  where files.digest <> '' and assets.status <> 'retired' group by digest having count(*) > 1)
order by files.digest, assets.title, assets.id
"""
_DATED: Final = """
select assets.title, coalesce(asset_kinds.title, ''), case when people.anonymous then people.role else
  coalesce(people.name, '') end, assets.reviewed, due
from assets left join asset_register on asset_register.asset = assets.id
left join asset_kinds on asset_kinds.id = assets.sort left join people on people.id = assets.owner
where assets.status <> 'retired' and {} order by {}, assets.title, assets.id limit {}
"""


def audit_beside(path: Path, programme: Programme, check: Callable[[], None]) -> AuditReport:
    """The library as it stands; `check` is called between the questions, and may raise."""
    today = programme.today
    with reading(path), closing(connect(path, write=False)) as connection:
        off = frozenset(text_of(connection, OFF).split(","))
        flags = {}
        for rule in RULES:
            check()
            if rule not in off and (count := count_flagged(connection, rule, today)):
                flags[rule] = Flagged(count=count, titles=_titles(connection, rule, today))
        check()
        kinds, facets = _kinds(connection), _facets(connection)
        check()
        return AuditReport(
            programme=programme,
            statuses=_statuses(connection),
            freshness=_freshness(connection, today),
            kinds=kinds,
            facets=facets,
            flags=flags,
            used=_used(connection),
            matrix=_matrix(connection, "stage", "persona"),
            broken=tuple(
                BrokenLink(page=page, words=said, target=target)
                for page, said, target in ask(
                    connection,
                    f"select assets.title, found_links.words, found_links.target {_BROKEN} "
                    f"order by assets.title, assets.id, found_links.number limit {_MOST_LINKS}",
                )
            ),
            broken_count=int(ask(connection, f"select count(*) {_BROKEN}")[0][0]),
            duplicates=_duplicates(connection),
            looked_for=tuple(
                Count(title, times)
                for title, times in ask(
                    connection,
                    f"select title, times from content_gaps where not done order by times desc, id limit {MOST_NAMED}",
                )
            ),
        )


def _titles(connection: sqlite3.Connection, rule: str, today: date) -> tuple[str, ...]:
    query = (
        "select assets.title as value from asset_register join assets on assets.id = asset_register.asset "
        f"where assets.id in ({flagged(rule, today)}) order by sought, assets.id limit {MOST_NAMED}"
    )
    return tuple(row[0] for row in ask(connection, query))


def _statuses(connection: sqlite3.Connection) -> dict[Status, int]:
    found = dict(ask(connection, "select status, count(*) from assets group by status"))
    return {status: found[status.value] for status in Status if status.value in found}


def _freshness(connection: sqlite3.Connection, today: date) -> dict[Freshness, int]:
    found = dict(ask(connection, _STANDING, str(today), str(later(today, timedelta(days=SOON)))))
    return {state: found[state.value] for state in Freshness if state.value in found}


def _kinds(connection: sqlite3.Connection) -> FacetCounts:
    query = (
        f"select title, (select count(*) from assets where sort = asset_kinds.id and {_KEPT}) as number "
        "from asset_kinds order by number desc, position, id"
    )
    without = ask(connection, f"select count(*) from assets where sort is null and {_KEPT}")[0][0]
    values = tuple(Count(title, number) for title, number in ask(connection, query) if number)
    return FacetCounts(title="", values=values, without=without)


def _facets(connection: sqlite3.Connection) -> tuple[FacetCounts, ...]:
    """The facets in the order of the person's list, each with all of its values."""
    every = int(ask(connection, f"select count(*) from assets where {_KEPT}")[0][0])
    values: dict[str, list[Count]] = {}
    for facet, title, key, number in ask(connection, _OF_VALUES, FACETS):
        values.setdefault(facet, []).append(Count(title or key, number))
    with_any = dict(ask(connection, _WITH_ANY))
    query = "select key, title from list_entries where list = ? and key <> '' order by position, id"
    return tuple(
        FacetCounts(title=title or key, values=tuple(values.get(key, ())), without=every - with_any.get(key, 0))
        for key, title in ask(connection, query, FACETS)
    )


def _used(connection: sqlite3.Connection) -> int | None:
    """How many assets were used at all; None where nobody imported figures of use."""
    if not ask(connection, "select exists (select 1 from uses)")[0][0]:
        return None
    query = f"""
        select count(distinct asset) from uses join assets on assets.id = uses.asset where "count" > 0 and {_KEPT}
    """
    return int(ask(connection, query)[0][0])


def _matrix(connection: sqlite3.Connection, rows: str, columns: str) -> Matrix:
    down, across = _holders(connection, rows), _holders(connection, columns)
    if not down or not across:
        return Matrix()
    return Matrix(
        rows=tuple(title for title, _ in down),
        columns=tuple(title for title, _ in across),
        counts=tuple(tuple(len(row & column_) for _, column_ in across) for _, row in down),
    )


def _holders(connection: sqlite3.Connection, facet: str) -> list[tuple[str, frozenset[int]]]:
    """The values of a facet, each with the published assets that have it."""
    found = []
    values = ask(connection, "select id, title, key from list_entries where list = ? order by position, id", facet)
    for id_, title, key in values:
        query = (
            "select asset as value from asset_values join assets on assets.id = asset "
            "where asset_values.value = ? and status = 'published'"
        )
        found.append((str(title or key), frozenset(column(connection, query, id_))))
    return found


def _duplicates(connection: sqlite3.Connection) -> tuple[tuple[str, ...], ...]:
    """The titles of assets whose files are the same to the byte, group by group."""
    groups: dict[str, list[str]] = {}
    for digest, title in pairs(connection, _SAME):
        groups.setdefault(digest, []).append(title)
    return tuple(tuple(titles[:_MOST_OF_GROUP]) for titles in list(groups.values())[:_MOST_GROUPS])


def health_beside(path: Path, programme: Programme, months: int, check: Callable[[], None]) -> HealthReport:
    """How fresh the library was at the end of so many months, and what waits for a review."""
    today = programme.today
    over, soon = f"due < '{today}'", f"due between '{today}' and '{later(today, timedelta(days=SOON))}'"
    never = "assets.reviewed is null and due is null"
    with reading(path), closing(connect(path, write=False)) as connection:
        assets = reviewed_assets(connection, check)
        check()
        names = dict(
            ask(
                connection,
                "select id, case when anonymous then role else name end from people "
                "where id in (select owner from assets where owner is not null)",
            )
        )
        over_time = freshness_over_time(assets, ends_of_months(today, months))
        check()
        shares = freshness_by_owner(assets, today)
        owners = [OwnerShare(name=names.get(owner, "") if owner else "", share=each) for owner, each in shares.items()]
        return HealthReport(
            programme=programme,
            over_time=over_time,
            owners=tuple(sorted(owners, key=lambda each: (not each.name, each.share.share or 0.0, each.name))),
            overdue=_dated(connection, over, "due"),
            overdue_count=_count_dated(connection, over),
            soon=_dated(connection, soon, "due"),
            soon_count=_count_dated(connection, soon),
            never=_dated(connection, never, "assets.added"),
            never_count=_count_dated(connection, never),
        )


def _dated(connection: sqlite3.Connection, test: str, order: str) -> tuple[Dated, ...]:
    found = ask(connection, _DATED.format(test, order, _MOST_DATED))
    with parsing(connection):
        return tuple(
            Dated(title=title, kind=kind, owner=owner, reviewed=_day(reviewed), due=_day(due))
            for title, kind, owner, reviewed, due in found
        )


def _count_dated(connection: sqlite3.Connection, test: str) -> int:
    query = (
        "select count(*) from assets left join asset_register on asset_register.asset = assets.id "
        f"where {_KEPT} and {test}"
    )
    return int(ask(connection, query)[0][0])


def catalogue_beside(
    path: Path,
    programme: Programme,
    *,
    audience: str,
    group: str,
    with_about: bool,
    with_owners: bool,
    check: Callable[[], None],
) -> PrintedCatalogue:
    """The library in groups: by "kind", "owner", or a facet.

    The audience is "reps", who see what is published, "customers", of that what may be shown or sent to them, or any
    other, which sees all but the retired.
    """
    shown = "status = 'published'" if audience in (_REPS, _CUSTOMERS) else _KEPT
    with reading(path), closing(connect(path, write=False)) as connection:
        open_to_customers = frozenset(
            column(
                connection,
                "select asset as value from asset_values join list_entries on list_entries.id = asset_values.value "
                "where list_entries.list = 'use' and list_entries.key in ('show', 'send')",
            )
        )
        check()
        found = pairs(
            connection,
            "select json_array(assets.id, assets.title, assets.question, assets.summary, assets.owner, "
            "case when people.anonymous then people.role else coalesce(people.name, '') end, reviewed, pages, seconds, "
            "assets.sort) as value "
            "from assets left join people on people.id = assets.owner "
            "left join asset_register on asset_register.asset = assets.id "
            f"where {shown} "
            "order by asset_register.sought, assets.id",
        )
        check()
        kept = [row for row in found if audience != _CUSTOMERS or row[0] in open_to_customers]
        with parsing(connection):
            entries = {row[0]: _entry(row, with_about=with_about) for row in kept}
        groups = _groups(connection, group, kept)
        check()
    placed = {id_ for _, ids in groups for id_ in ids}
    shelves = [
        Shelf(title=title, entries=tuple(entries[id_] for id_ in entries if id_ in ids)) for title, ids in groups
    ]
    shelves.append(Shelf(title="", entries=tuple(each for id_, each in entries.items() if id_ not in placed)))
    return PrintedCatalogue(
        programme=programme,
        shelves=tuple(shelf for shelf in shelves if shelf.entries),
        assets=len(entries),
        withheld=len(found) - len(kept),
        with_owners=with_owners,
    )


def _entry(row: list[Any], *, with_about: bool) -> Entry:  # Any: the columns of one row.
    _, title, question, summary, _, owner, reviewed, pages, seconds, _ = row
    about = " ".join((question or summary).split()) if with_about else ""
    return Entry(title=title, about=about, owner=owner, reviewed=_day(reviewed), pages=pages, seconds=seconds)


def _groups(connection: sqlite3.Connection, group: str, rows: list[list[Any]]) -> list[tuple[str, frozenset[int]]]:
    """The groups in their order, each with the assets in it."""
    if group == "owner":
        owners: dict[str, set[int]] = {}
        for row in rows:
            if row[5]:
                owners.setdefault(row[5], set()).add(row[0])
        return [(name, frozenset(owners[name])) for name in sorted(owners, key=str.casefold)]
    if group == "kind":
        kinds: dict[int, set[int]] = {}
        for row in rows:
            kinds.setdefault(row[9] or 0, set()).add(row[0])
        titles = ask(connection, "select id, title from asset_kinds order by position, id")
        return [(title, frozenset(kinds.get(id_, ()))) for id_, title in titles]
    values = ask(connection, "select id, title, key from list_entries where list = ? order by position, id", group)
    query = "select asset as value from asset_values where asset_values.value = ?"
    return [(title or key, frozenset(column(connection, query, id_))) for id_, title, key in values]


def _day(plain: str | None) -> date | None:
    return date.fromisoformat(plain) if plain else None
