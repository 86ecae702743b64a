"""The power fails at any moment: what was written and not settled yet is lost, torn or noise, and the file is whole.

What the disk must hold is what was settled (fsync) before: of the journal all that its headers count, of the file all
before the running step. Everything else may have reached the disk or not, each block of 512 bytes by itself.
"""

from __future__ import annotations

import os
import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

import pytest

from db.files import connect
from db.workspace import Place, Workspace, create_workspace, open_workspace
from enable_desktop.charter.lines import Obstacle
from resources.sample import sample
from tests.db.content import complaints
from tests.faults.conftest import FULL, Stopped, Stops, Trials
from tests.faults.jobs import EXPORTS, PACKS
from tests.faults.test_kills import check_number, check_typed
from tests.ui.cli.conftest import Enable, enable  # noqa: F401 (pytest finds it here by name)

MAGIC: Final = bytes.fromhex("d9d505f920a163d7")
TRIES: Final = 12
"""How many moments are looked at, at most, until it is one of a kind that was not seen yet."""
BLOCK: Final = 512
MANY: Final = 700


def settled(journal: bytes) -> int:
    """How many bytes of a journal were settled before the file was touched, as its headers tell."""
    end = at = 0
    while journal[at : at + 8] == MAGIC:
        count, sector, page = (int.from_bytes(journal[at + place : at + place + 4], "big") for place in (8, 20, 24))
        end = at + sector + count * (page + 8)
        at = -(-end // sector) * sector
    return end


def torn(before: bytes, after: bytes, chance: random.Random) -> bytes:
    """Of each block what lay there before or what was written since; the length may be either."""
    share = chance.random()
    length = chance.choice((len(before), len(after), max(len(before), len(after))))
    blocks = []
    for at in range(0, length, BLOCK):
        old, new = before[at : at + BLOCK], after[at : at + BLOCK]
        chosen = old if chance.random() < share else new
        blocks.append((chosen or bytes(BLOCK)).ljust(min(BLOCK, length - at), b"\0")[: length - at])
    return b"".join(blocks)


def after_the_power_failed(stopped: Stopped, before: bytes, chance: random.Random) -> tuple[bytes, bytes]:
    """A file and a journal as they may lie on the disk."""
    journal, kept = stopped.journal, settled(stopped.journal)
    cut = chance.randint(kept, len(journal)) if journal else 0
    rest = chance.choice((b"", b"", bytes(len(journal) - cut), chance.randbytes(min(len(journal) - cut, 100_000))))
    return torn(before, stopped.file, chance), journal[:cut] + rest


@pytest.mark.parametrize("job", ["write", "write_large"])
def test_after_a_power_loss_the_file_is_whole_and_holds_every_step_that_was_stored(
    tmp_path: Path, place: Place, stops: Stops, trials: Trials, job: str
) -> None:
    path, copy = tmp_path / "Programme.enable", tmp_path / "after" / "Programme.enable"
    copy.parent.mkdir()
    # A home of its own: else the file that is being written would be asked whether it is the same one.
    elsewhere = replace(place, home=copy.parent / "home")
    journal = copy.with_name(f"{copy.name}-journal")
    with create_workspace(path, place) as workspace:
        if job == "write_large":
            workspace.add_many(Obstacle, ({"title": "Number", "mitigation": "x" * 5_000} for _ in range(MANY)))
    large = " larger than memory" if job == "write_large" else ""
    moments = iter(stops(job, path, 1_000))
    seen = {"between steps": 0, "before the file was touched": 0, "while the file was written": 0}
    for number in trials(f"power lost while steps{large} are stored", few=4, many=300):
        # A machine with much to do stops it between steps most of the time: others are waited for.
        for _ in range(TRIES if number % 4 == 0 else 0):
            stopped = next(moments)
            copy.write_bytes(stopped.file)
            journal.unlink(missing_ok=True)
            if stopped.journal:
                journal.write_bytes(stopped.journal)
            with closing(sqlite3.connect(copy)) as connection:
                connection.execute("select count(*) from sqlite_schema").fetchone()
            before = copy.read_bytes()
            kind = list(seen)[0 if not stopped.journal else 1 if stopped.file == before else 2]
            seen[kind] += 1
            if not FULL or seen[kind] == 1 or all(seen.values()):
                break
        file, left = after_the_power_failed(stopped, before, trials.chance)
        copy.write_bytes(file)
        journal.unlink(missing_ok=True)
        if stopped.journal:
            journal.write_bytes(left)
        with open_workspace(copy, elsewhere) as workspace:
            if job == "write":
                check_steps(workspace, stopped)
            else:
                stored = int(workspace.settings.get("number"))
                assert stored >= int(stopped.said[-1].split()[1])
                assert {line.title for line in workspace.all(Obstacle)} == {f"Number {stored}"}
            assert workspace.integrity() == ()
        assert complaints(copy) == []
    moments.close()  # type: ignore[attr-defined]
    if FULL:
        assert all(seen.values()), seen


def check_steps(workspace: Workspace, stopped: Stopped) -> None:
    stored = check_number(workspace)
    kind, number, *end = stopped.said[-1].split()
    assert stored >= int(number)
    if kind == "typed":
        check_typed(workspace, int(number), int(end[0]))


def test_the_end_of_a_step_is_settled_together_with_its_folder(tmp_path: Path, place: Place) -> None:
    path = tmp_path / "Programme.enable"
    create_workspace(path, place).close()
    with closing(connect(path)) as connection:
        # SQLite's "extra"; with "full" a journal that was taken away may come back and take the step with it.
        assert connection.execute("pragma synchronous").fetchone() == (3,)


def test_every_file_that_is_handed_over_is_settled_before_it_takes_its_name(
    tmp_path: Path,
    place: Place,
    monkeypatch: pytest.MonkeyPatch,
    trials: Trials,
    enable: Enable,  # noqa: F811
) -> None:
    path, out = tmp_path / "Programme.enable", tmp_path / "out"
    out.mkdir()
    create_workspace(path, place, sample=sample("en")).close()
    settled: set[int] = set()
    named: list[str] = []
    fsync, ways = os.fsync, {"replace": os.replace, "rename": os.rename}

    def settle(handle: int) -> None:
        fsync(handle)
        settled.add(os.fstat(handle).st_ino)

    def name(way: str, source: Path, target: Path) -> None:
        if out in Path(target).parents:
            inside = [file for file in Path(source).rglob("*") if file.is_file()]
            loose = [file.name for file in inside or [Path(source)] if file.stat().st_ino not in settled]
            assert not loose, f"{target} got its name before {loose} were on the disk"
            named.append(Path(target).name)
        ways[way](source, target)

    monkeypatch.setattr("os.fsync", settle)
    monkeypatch.setattr("os.replace", partial(name, "replace"))
    monkeypatch.setattr("os.rename", partial(name, "rename"))
    for number in trials("kinds of export, each settled before it takes its name", few=1, many=len(WAYS)):
        said, target = WAYS[number]
        ran = enable("export", *said.split(), path, "-o", out / target)
        assert ran.code == 0, (said, ran.err)
        assert target in named, said


WAYS: Final = (*(("pack", name) for name in PACKS), *EXPORTS[::-1], ("experts", "Experts.pdf"))
"""What to say to `export`, and where it goes."""
