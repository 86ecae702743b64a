"""A sample programme with its folder of pages, on which deeds are done and taken back."""

from __future__ import annotations

import random
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Final, TypeVar

from db.workspace import Place, Workspace, open_workspace
from enable_desktop.changes import Origin, Step
from enable_desktop.fields import Line
from enable_desktop.library.assets import Asset
from enable_desktop.notes import Attachment
from tests.undo.labels import DEED, ROOT, Maker
from ui.reconciling import look, read_some, roots_of
from ui.start import content_beside

L = TypeVar("L", bound=Line)
_BESIDE: Final = ("history_", "search_queue", "blobs", "sqlite_", "_sqlite")
"""How the names of tables begin that keep what is no part of what a step changed."""
_FACTS: Final = frozenset(
    {"files", "file_texts", "found_links", "exchanged_files", "expiry_looks", "report_choices"}
    | {"pack_exports", "pack_export_items"}
)
"""What was seen of files, and what was handed out: facts that no step takes back."""
_WORDS: Final = ("search_index", "asset_index")
"""What a full-text index keeps is compared by what it finds."""
_TELLERS: Final = ("_label", ":plan")
"""How the places are called that only say what a step is called."""
_REGISTERS: Final = ("asset_register",)
"""What is kept of assets beside them, also of their files."""


class NothingToDoItTo(Exception):
    """The programme holds nothing (any more) that a deed could be done to."""


@dataclass(frozen=True, slots=True)
class State:
    """All that somebody has at one moment: every row that belongs to them, the files beside, what can be read of it."""

    rows: Mapping[str, Mapping[object, object]]
    files: Mapping[str, bytes]
    attached: Mapping[int, bytes]

    def assert_same(self, other: State, *, derived: bool = True, files: bool = True, said: object = "") -> None:
        """Fail where two of them differ, and say where; for the rest see `_difference`."""
        lines = self._difference(other, derived=derived, files=files)
        assert not lines, f"{said}\n{lines}"

    def _difference(self, other: State, *, derived: bool, files: bool) -> str:
        """Where two of them differ, in words; empty where they do not. Without what is `derived` they are
        the records alone; `files` are those beside.
        """
        lines = [
            f"{table} {key}: {here.get(key)} / {there.get(key)}"
            for table in sorted(self.rows.keys() | other.rows.keys())
            for here, there in [(self.rows.get(table, {}), other.rows.get(table, {}))]
            if here != there and (derived or table not in (*_WORDS, *_REGISTERS))
            for key in sorted(here.keys() | there.keys(), key=str)
            if here.get(key) != there.get(key)
        ]
        if files:
            both = self.files.keys() | other.files.keys()
            lines += [f"file {each}" for each in sorted(both) if self.files.get(each) != other.files.get(each)]
        lines += [f"attached {each}" for each in self.attached if self.attached[each] != other.attached.get(each)]
        return "\n".join(lines[:20])


@dataclass(slots=True)
class Scene:
    """One open programme, its pages, and the chance that picks what deeds are done to."""

    path: Path
    place: Place
    chance: random.Random
    workspace: Workspace = field(init=False)

    def __post_init__(self) -> None:
        self.workspace = open_workspace(self.path, self.place)

    @property
    def content(self) -> Path:
        """The folder of pages."""
        return content_beside(self.path)

    @property
    def papers(self) -> Path:
        """Where deeds put the files that they bring in."""
        folder = self.path.with_name("papers")
        folder.mkdir(exist_ok=True)
        return folder

    # -- choosing

    def some(self, record: type[L], count: int = 1, test: Callable[[L], bool] = lambda line: True) -> list[L]:
        """So many lines of a kind, by chance."""
        found = [line for line in self.workspace.all(record) if test(line)]
        if len(found) < count:
            raise NothingToDoItTo
        return self.chance.sample(found, count)

    def one(self, record: type[L], test: Callable[[L], bool] = lambda line: True) -> L:
        return self.some(record, 1, test)[0]

    def paper(self, name: str, *lines: str) -> Path:
        """A file that is brought in."""
        path = self.papers / name
        path.write_text("\n".join(lines) + "\n", "utf-8")
        return path

    def page(self) -> Path:
        """One of the pages that are in the library."""
        pages = [path for each in self.workspace.all(Asset) if (path := self.content / each.location).is_file()]
        if not pages:
            raise NothingToDoItTo
        return self.chance.choice(pages)

    # -- files

    def pages(self) -> Mapping[str, bytes]:
        """What every page holds, by where it lies."""
        return {path.relative_to(self.content).as_posix(): path.read_bytes() for path in _files_in(self.content)}

    def lay_pages_where_they_lay(self) -> None:
        """Put pages that lie elsewhere where the library says, as somebody does who is told that one is not there."""
        wanted = {self.content / each.location for each in self.workspace.all(Asset) if each.folder is not None}
        elsewhere = {path.name: path for path in _files_in(self.content) if path not in wanted}
        for path in wanted:
            if not path.exists() and path.name in elsewhere:
                path.parent.mkdir(exist_ok=True)
                elsewhere[path.name].rename(path)

    def follow(self) -> None:
        """A look at the watched folders, as the window takes it."""
        files = self.workspace.library.files
        files.expect(files.unexpected())
        files.follow(look(self.workspace, roots_of(self.workspace), lambda: None, lambda: False).deeds)
        after: int | None = 0
        while after is not None:
            part = read_some(self.workspace, after, lambda: None, lambda: False)
            files.note_documents(part.read, part.rewritten, part.entries)
            after = part.after
        self.workspace.library.page_links.follow_all()

    # -- looking

    def state(self) -> State:
        """All that somebody has now."""
        while self.workspace.search.catch_up(2_000):
            pass
        attached = {each.id: self.workspace.attachments.content(each) for each in self.workspace.all(Attachment)}
        return State(rows=_rows_of(self.path), files=self.pages(), attached=attached)

    def steps(self) -> tuple[Step, ...]:
        return self.workspace.history()

    def reopen(self) -> None:
        self.workspace.close()
        self.workspace = open_workspace(self.path, self.place)

    # -- back and forth

    def take_back(self, steps: list[Step]) -> None:
        """Take these back, which are the newest ones: automatic ones in the list, the others one after another."""
        for step in reversed(steps):
            if step.origin is Origin.AUTOMATIC:
                self.workspace.revert(step.id)
            else:
                self.workspace.undo()

    def do_again(self, steps: list[Step]) -> None:
        for step in steps:
            if step.origin is Origin.AUTOMATIC:
                self.workspace.revert(step.id)
            else:
                self.workspace.redo()


def copied(template: Path, folder: Path) -> Path:
    """The closed programme with its pages, for one test; the pages keep their times."""
    path = Path(shutil.copy(template, folder / template.name))
    shutil.copytree(content_beside(template), content_beside(path))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("update watched_folders set path = ?", (str(content_beside(path)),))
    return path


def _files_in(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _rows_of(path: Path) -> Mapping[str, Mapping[object, object]]:
    """Every row of every table that follows from what a person did, read past our own code."""
    with closing(sqlite3.connect(path)) as connection:
        tables = [
            name
            for (name,) in connection.execute("select name from sqlite_schema where type = 'table'")
            if not name.startswith((*_BESIDE, *_WORDS)) and name not in _FACTS
        ]
        found: dict[str, Mapping[object, object]] = {}
        for table in tables:
            rows = connection.execute(f'select * from "{table}"').fetchall()
            # What follows from other rows has numbers of its own, which may be other ones.
            found[table] = {row[1:]: 1 for row in rows} if table == "search_rows" else dict.fromkeys(rows, 1)
        for index in _WORDS:
            number = "rowid, " if index == "asset_index" else ""
            words = connection.execute(f"select {number}* from {index}").fetchall()
            found[index] = dict.fromkeys(words, 1)
        return found


def maker_of(label: str, known: frozenset[Maker]) -> frozenset[Maker]:
    """Who makes the step that somebody hears of just now: whoever is at it, and whoever only said how it is called."""
    around = set()
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        around.add((frame.f_code.co_filename, frame.f_code.co_name))
        frame = frame.f_back
    places = {
        f"{Path(path).relative_to(ROOT).as_posix()}:{name}" for path, name in around if path.startswith(str(ROOT))
    }
    return frozenset(
        each
        for each in known
        if each.label == label and (each.place in places or each.place.endswith((*_TELLERS, DEED)))
    )
