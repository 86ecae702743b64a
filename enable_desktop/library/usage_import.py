"""Figures of use as a plan: each row is a use of a piece of content that is there, or is told with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from enable_desktop.imports import (
    Add,
    AddMany,
    Entry,
    Fate,
    Lines,
    Made,
    Part,
    Plan,
    Write,
    how_read,
    rejected_rows,
)
from enable_desktop.incoming import BadRow, Fault, Row, Rows
from enable_desktop.library.assets import UsageSource, Use
from enable_desktop.library.places import is_web
from enable_desktop.people import folded
from enable_desktop.typed import Refused, read_day
from enable_desktop.words import Counted, Sentence, counted, mark, sentence

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "asset": ("content", "title", "item", "document", "name", "material", "asset title", "content title", "page",
              "контент", "материал", "название", "документ", "страница", "заголовок", "имя"),
    "location": ("link", "url", "address", "path", "file", "file name", "web address", "where",
                 "ссылка", "адрес", "путь", "файл", "имя файла", "где лежит", "местоположение"),
    "id": ("asset id", "content id", "number", "номер"),
    "date": ("day", "on", "used on", "viewed on", "opened on", "viewed", "opened", "timestamp",
             "дата", "день", "когда", "просмотрено"),
    "count": ("how many", "uses", "usage", "views", "opens", "downloads", "clicks", "times", "total", "hits", "visits",
              "сколько", "количество", "использования", "просмотры", "открытия", "загрузки", "скачивания", "раз",
              "всего", "посещения"),
    "who": ("user", "person", "rep", "seller", "viewer", "viewed by", "opened by", "used by", "email", "e-mail",
            "кто", "пользователь", "сотрудник", "продавец", "человек", "почта"),
}  # fmt: skip
"""The names that columns may bear, in either language."""

NEEDED: Final = (("asset", "location", "id"), ("date",))
"""Of each of these groups one column must be there."""

LABELS: Final[Mapping[str, str]] = {
    "asset": mark("Content"),
    "location": mark("Address"),
    "id": mark("Number"),
    "date": mark("Date"),
}
"""What the columns are called of which one must be there; each is also a name that the column may bear."""

MOST: Final = 1_000_000_000
"""More uses than this on one day are a mistake."""
_SOURCE: Final = "source"
_NAMED: Final = 1_000
_WARNED: Final = 10
_COUNT: Final = re.compile(r"[+]?(\d{1,12})(?:[.,]0{1,6})?")
_SPACES: Final = re.compile(r"[\s\u00a0\u202f\u2009'’]")
_TIME: Final = re.compile(r"[T\s]\d{1,2}:\d{2}.*$", re.DOTALL)
_NUMBER: Final = re.compile(r"#?(\d{1,18})")
_SLASHED: Final = re.compile(r"\s*(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetNames:
    """What an asset may be called by; `folder` is the path of the watched folder that it lies in."""

    id: int
    title: str
    location: str = ""
    folder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Figures that were imported before, and the days they tell of."""

    title: str
    on: date | None = None
    first: date | None = None
    last: date | None = None
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageStanding:
    """What importing figures of use finds."""

    today: date
    assets: tuple[AssetNames, ...] = ()
    sources: tuple[Known, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageRow:
    """What one row says: that an asset was used on a day, by somebody or so many times."""

    number: int
    asset: int
    on: date
    count: int = 1
    who: str = ""
    notes: tuple[Sentence, ...] = ()


def plan_usage(name: str, table: Rows, digest: str, standing: UsageStanding) -> Plan:
    """What an export of this name does; the table is gone through here, and once more when its rows are stored.

    `digest` is the SHA-256 of its file: the same file brings nothing twice. Raises WorkspaceError where it holds too
    many rows.
    """
    before = next((each for each in standing.sources if each.digest and each.digest == digest), None)
    rows = UsageRows(table, standing)
    found = _all_of(rows)
    if rows.slashed.is_month_first:
        rows = UsageRows(table, standing, is_month_first=True)
        found = _all_of(rows)
    return _Planner(name, digest, rows, found, standing, before).plan()


@dataclass(slots=True)
class SlashedDays:
    """What the days written like 11/23/2026 say of their order: the day first, or the month."""

    example: str = ""
    against_day: int = 0
    against_month: int = 0
    """So many would be no day, or lie ahead, if the month stood first."""

    def take(self, written: str, today: date) -> None:
        """Hears one day as it is written; others than those with slashes say nothing."""
        if _SLASHED.fullmatch(written) is None:
            return
        self.example = self.example or written.strip()
        self.against_day += not _has_been(read_day(written, today), today)
        self.against_month += not _has_been(read_day(_turned(written), today), today)

    @property
    def is_month_first(self) -> bool:
        """Whether they can only be meant with the month first."""
        return self.against_day > 0 and not self.against_month

    @property
    def is_either(self) -> bool:
        """Whether nothing says which of the two is meant."""
        return bool(self.example) and not self.against_day and not self.against_month


def _has_been(day: date | Refused | None, today: date) -> bool:
    return isinstance(day, date) and day <= today


def _turned(written: str) -> str:
    """A day that is written with the month first, with the day first."""
    found = _SLASHED.fullmatch(written)
    return f"{found[2]}/{found[1]}/{found[3]}" if found else written


class UsageRows:
    """The uses in a table; going through them reads it anew, a row at a time."""

    def __init__(self, table: Rows, standing: UsageStanding, *, is_month_first: bool = False) -> None:
        self.table = table
        self.slashed = SlashedDays()
        self.is_month_first = is_month_first
        self._today = standing.today
        self._by_id = {asset.id for asset in standing.assets}
        self._by_title: dict[str, list[int]] = {}
        self._by_place: dict[str, list[int]] = {}
        self.titles = {asset.id: asset.title for asset in standing.assets}
        for asset in standing.assets:
            self._by_title.setdefault(folded(asset.title), []).append(asset.id)
            for place in _places(asset):
                self._by_place.setdefault(place, []).append(asset.id)

    def __iter__(self) -> Iterator[UsageRow | BadRow]:
        for row in self.table:
            yield row if isinstance(row, BadRow) else self._read(row)

    def _read(self, row: Row) -> UsageRow | BadRow:
        cells = row.cells
        faults: list[Fault] = []
        asset = self._asset(cells)
        if isinstance(asset, Fault):
            faults.append(asset)
        written = cells.get("date", "")
        plain = _TIME.sub("", written)
        if "/" in plain:
            self.slashed.take(plain, self._today)
        on = read_day(_turned(plain) if self.is_month_first else plain, self._today)
        if on is None:
            faults.append(Fault(self.table.header_of("date"), sentence(mark("no day is given"))))
        elif isinstance(on, Refused):
            said = sentence(mark("“{value}” is no date; write it like 2026-02-28"), value=_cut(written))
            faults.append(Fault(self.table.header_of("date"), said))
        elif on > self._today:
            said = sentence(mark("“{value}” lies ahead: nothing can have been used then"), value=_cut(written))
            faults.append(Fault(self.table.header_of("date"), said))
        count = _count(cells.get("count", ""))
        if isinstance(count, Sentence):
            faults.append(Fault(self.table.header_of("count"), count))
        if faults or isinstance(asset, Fault) or not isinstance(on, date) or isinstance(count, Sentence):
            return BadRow(row.number, tuple(faults), row.whole)
        who = " ".join(cells.get("who", "").split())
        return UsageRow(number=row.number, asset=asset, on=on, count=count, who=who, notes=row.notes)

    def _asset(self, cells: Mapping[str, str]) -> int | Fault:
        """The asset that a row means: by its number, else where it lies, else by its title."""
        named = {name: cells.get(name, "").strip() for name in ("id", "location", "asset")}
        for name in ("id", "location", "asset"):
            value = named[name]
            if not value:
                continue
            found = self._named(name, value)
            if len(found) == 1:
                return found[0]
            if len(found) > 1:
                said = mark("“{value}” is the title of {n} pieces of content; say where it lies instead")
                return Fault(self.table.header_of(name), sentence(said, value=_cut(value), n=len(found)))
        for name, value in named.items():
            if value:
                said = mark("nothing in the library is called “{value}”, lies there or has this number")
                return Fault(self.table.header_of(name), sentence(said, value=_cut(value)))
        return Fault("", sentence(mark("no content is named")))

    def _named(self, name: str, value: str) -> list[int]:
        number = _NUMBER.fullmatch(value)
        if name == "id":
            return [int(number[1])] if number and int(number[1]) in self._by_id else []
        found = self._by_title.get(folded(value), []) if name == "asset" else []
        found = found or self._by_place.get(_place(value), [])
        if not found and name == "asset" and number and int(number[1]) in self._by_id:
            return [int(number[1])]
        return found


def _places(asset: AssetNames) -> set[str]:
    """Every way to say where an asset lies: as it is kept, with the path of its folder, by the name of its file."""
    if not asset.location:
        return set()
    places = {_place(asset.location)}
    if not is_web(asset.location):
        whole = f"{asset.folder}/{asset.location}" if asset.folder else asset.location
        places |= {_place(whole), _place(asset.location.replace("\\", "/").rsplit("/", 1)[-1])}
    return places


def _place(text: str) -> str:
    """A path or an address as it is compared."""
    plain = " ".join(text.strip().replace("\\", "/").split()).casefold()
    if is_web(plain):
        plain = plain.partition("://")[2] or plain
        plain = plain.partition("#")[0].rstrip("/")
    return plain


def _count(text: str) -> int | Sentence:
    plain = _SPACES.sub("", text)
    if not plain:
        return 1
    found = _COUNT.fullmatch(plain)
    if found is None or int(found[1]) > MOST:
        return sentence(mark("“{value}” is no number of uses"), value=_cut(text))
    return int(found[1])


def _cut(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def _all_of(rows: UsageRows) -> _Found:
    """What is found, going through all rows."""
    found = _Found()
    for row in rows:
        found.take(row)
    return found


@dataclass(slots=True)
class _Found:
    """What was found, going through all rows."""

    rows: int = 0
    stored: int = 0
    uses: int = 0
    first: date | None = None
    last: date | None = None
    assets: dict[int, int] = field(default_factory=dict)
    rejected: list[BadRow] = field(default_factory=list)
    notes: list[tuple[int, Sentence]] = field(default_factory=list)

    def take(self, row: UsageRow | BadRow) -> None:
        self.rows += 1
        if isinstance(row, BadRow):
            self.rejected.append(row)
            return
        self.stored += 1
        self.uses += row.count
        self.first = row.on if self.first is None else min(self.first, row.on)
        self.last = row.on if self.last is None else max(self.last, row.on)
        self.assets[row.asset] = self.assets.get(row.asset, 0) + row.count
        self.notes += [(row.number, note) for note in row.notes]


@dataclass(frozen=True, slots=True)
class _Planner:
    """The plan of what was found."""

    name: str
    digest: str
    rows: UsageRows
    found: _Found
    standing: UsageStanding
    before: Known | None

    def plan(self) -> Plan:
        found, before = self.found, self.before
        return Plan(
            label=sentence(mark("Import the figures of use from “{name}”"), name=self.name),
            writes=tuple(self._writes()) if before is None else (),
            came=tuple(self._came()) if before is None else (),
            parts=tuple(self._parts()),
            warnings=tuple(self._warnings()),
            notes=tuple(self._notes()),
            rejected=rejected_rows(self.rows.table, found.rejected) if before is None else (),
            header=self.rows.table.header,
            details={
                "rows": found.rows,
                "rows_stored": found.stored if before is None else 0,
                "rows_rejected": len(found.rejected),
                "uses": found.uses if before is None else 0,
                "assets": len(found.assets),
                "first": str(found.first) if found.first else None,
                "last": str(found.last) if found.last else None,
                "imported_before": before is not None,
                "encoding": self.rows.table.encoding,
                "unused_columns": list(self.rows.table.unused),
            },
        )

    def _writes(self) -> Iterator[Write]:
        if not self.found.stored:
            return
        values = {"title": self.name, "on": self.standing.today, "digest": self.digest}
        yield Add(record=UsageSource, values=values, key=_SOURCE)
        yield AddMany(record=Use, lines=Lines(self._uses), count=self.found.stored)

    def _uses(self) -> Iterator[Mapping[str, Any]]:
        """The uses of the table, a row at a time; Any: the values of any field by its name."""
        for row in self.rows:
            if isinstance(row, UsageRow):
                yield {"asset": row.asset, "source": Made(_SOURCE), "on": row.on, "count": row.count, "who": row.who}

    def _came(self) -> Iterator[Sentence | Counted]:
        if self.found.stored:
            yield counted("{n} use", "{n} uses", self.found.uses)
            yield counted("of {n} item", "of {n} items", len(self.found.assets))

    def _parts(self) -> Iterator[Part]:
        if not self.found.assets:
            return
        most = sorted(self.found.assets, key=lambda asset: -self.found.assets[asset])
        titles = tuple(self.rows.titles[asset] for asset in most[:_NAMED])
        fate = Fate.NEW if self.before is None else Fate.SAME
        entry = Entry(what=counted("{n} item", "{n} items", len(most)), fate=fate, titles=titles)
        yield Part(title=sentence(mark("Used content, the most used first")), entries=(entry,))

    def _warnings(self) -> Iterator[Sentence]:
        if self.before is not None:
            said = mark("This very file was imported on {day} as “{name}”. Nothing is brought in twice.")
            yield sentence(said, day=self.before.on or "", name=self.before.title)
            return
        first, last = self.found.first, self.found.last
        for each in self.standing.sources:
            if first and last and each.first and each.last and each.first <= last and first <= each.last:
                said = mark("Figures from {first} to {last} are there already from “{name}”; these are added to them.")
                yield sentence(said, first=max(first, each.first), last=min(last, each.last), name=each.title)
        slashed = self.rows.slashed
        if self.rows.is_month_first:
            yield sentence(mark("Days like “{day}” are read with the month first."), day=slashed.example)
        elif slashed.is_either:
            yield sentence(mark("Days like “{day}” are read with the day first."), day=slashed.example)
        for number, note in self.found.notes[:_WARNED]:
            yield sentence(mark("Row {row}: {reason}."), row=number, reason=note)
        if len(self.found.notes) > _WARNED:
            yield sentence(mark("There are {count} such notes."), count=len(self.found.notes))

    def _notes(self) -> Iterator[Sentence]:
        yield from how_read(self.rows.table)
