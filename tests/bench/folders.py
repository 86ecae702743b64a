"""Watched folders: a look at 50,000 files in which nothing happened, ten thousand renames, and reading files whole."""

from __future__ import annotations

import hashlib
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from db.library.deeds import Arrival, Deeds
from db.workspace import Place, Workspace, create_workspace
from enable_desktop.library.assets import WatchedFolder
from enable_desktop.library.folders import Seen
from enable_desktop.library.reconcile import Findings
from enable_desktop.readers.folders import look_closer, scan
from tests.bench.result import Result, in_turn, seconds
from ui.reconciling import compare, look_at, roots_of

FILES: Final = 50_000
IN_EACH: Final = 100
RENAMED: Final = 10_000
LARGE: Final = 200
RUNS: Final = 9


def results() -> list[Result]:
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        root = filled(top / "Content", FILES)
        with library(top, root) as workspace:
            found = [unchanged(workspace, root), *renamed(workspace, root)]
        return [*found, *hashed(root, top / "Large")]


def filled(root: Path, count: int) -> Path:
    """So many small pages, a hundred in each folder."""
    for number in range(0, count, IN_EACH):
        folder = root / f"part {number // 2500}" / f"topic {number}"
        folder.mkdir(parents=True)
        for each in range(number, number + IN_EACH):
            (folder / f"page {each}.md").write_text(f"# Page {each}\n", encoding="utf-8")
    return root


@contextmanager
def library(top: Path, root: Path) -> Iterator[Workspace]:
    """A workspace that knows every file of a folder."""
    place = Place(home=top, clock=datetime.now)
    with create_workspace(top / "Programme.enable", place) as workspace:
        workspace.add(WatchedFolder, title=root.name, path=str(root))
        take_in(workspace)
        yield workspace


def take_in(workspace: Workspace) -> None:
    """Every file that is new becomes an asset."""
    findings = look(workspace)
    arrivals = tuple(Arrival(fresh=each, values={"title": each.seen.path}) for each in findings.new)
    workspace.library.files.follow(Deeds(findings=findings, arrivals=arrivals))


def look(workspace: Workspace) -> Findings:
    """All that happened in the folders."""
    return look_at(workspace, roots_of(workspace), _never)[0]


def _never() -> None:
    """Nobody stops it."""


def unchanged(workspace: Workspace, root: Path) -> Result:
    """Everything is where it was, against `find`, which asks for nothing but the names."""
    roots = roots_of(workspace)

    def ours() -> float:
        begun = time.perf_counter()
        first = compare(workspace, roots, _never)
        taken = time.perf_counter() - begun
        assert not (first.found or first.staying or first.lost or first.fresh)
        return taken

    def floor() -> float:
        return seconds(lambda: subprocess.run(["find", root], stdout=subprocess.DEVNULL, check=True))

    bare, taken = (value * 1000 for value in in_turn((floor, ours), RUNS))
    return Result(name="a look at 50,000 unchanged files (floor: find)", floor=bare, ours=taken, limit=12)


def renamed(workspace: Workspace, root: Path) -> list[Result]:
    """Ten thousand files get other names in other folders: how many are recognised, and how long that takes."""
    truth = {}
    for number, path in enumerate(sorted(root.rglob("*.md"))[:RENAMED]):
        other = root / f"new {number % 300}" / f"renamed {number}.md"
        other.parent.mkdir(exist_ok=True)
        path.rename(other)
        truth[path.relative_to(root).as_posix()] = other.relative_to(root).as_posix()
    begun = time.perf_counter()
    findings = look(workspace)
    taken = time.perf_counter() - begun
    moved = {each.known.seen.path: each.seen.path for each in findings.moved}
    wrong = sum(moved.get(before) != after for before, after in truth.items())
    wrong += len(findings.new) + len(findings.missing) + len(findings.changed) + len(moved.keys() - truth.keys())
    return [
        Result(name="of 10,000 renamed files not recognised as moves", ours=wrong, unit="", limit=0),
        Result(name="recognising 10,000 renamed files among 50,000", ours=taken * 1000),
    ]


def hashed(root: Path, large: Path) -> list[Result]:
    """Reading files whole, against a bare loop over the same; and how soon that ends when it is no longer wanted."""
    large.mkdir()
    for number in range(LARGE):
        (large / f"film {number}.mp4").write_bytes(bytes(range(256)) * 8192)
    wanted = {each: scan(each, _never).seen for each in (root, large)}

    def floor(folder: Path) -> float:
        paths = [f"{folder}/{each.path}" for each in wanted[folder]]
        return seconds(lambda: [bare_digest(path) for path in paths])

    def ours(folder: Path) -> float:
        return seconds(lambda: look_closer(folder, wanted[folder], _never))

    rows = []
    for folder, name in ((root, "the digests of 50,000 small files"), (large, "the digests of 400 MB of films")):
        bare, taken = (value * 1000 for value in in_turn((partial(floor, folder), partial(ours, folder)), 5))
        rows.append(Result(name=name, floor=bare, ours=taken, limit=1.3))
    longest = stopped(large, wanted[large])
    return [*rows, Result(name="until it ends when it is no longer wanted", ours=longest, limit=200)]


def bare_digest(path: str) -> str:
    digest = hashlib.sha256()
    with open(path, "rb") as file:  # noqa: PTH123 (the barest)
        while piece := file.read(1024 * 1024):
            digest.update(piece)
    return digest.hexdigest()


def stopped(folder: Path, wanted: tuple[Seen, ...]) -> float:
    """The longest it went on, in ms, before it asked again whether to go on."""
    last, longest = time.perf_counter(), 0.0

    def check() -> None:
        nonlocal last, longest
        now = time.perf_counter()
        longest, last = max(longest, now - last), now

    look_closer(folder, wanted, check)
    return longest * 1000
