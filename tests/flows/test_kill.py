"""Whatever the program was doing when it was killed: the file opens, and holds all that was stored and nothing half."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from db.backups import verify
from db.files import SCHEMA
from db.rescue import backups_of
from db.workspace import Place, Workspace, create_workspace, open_workspace
from enable_desktop.charter.lines import Obstacle, Prose
from enable_desktop.links import Link
from resources.sample import sample
from tests.db.content import complaints, content_of
from tests.flows.writer import DAMAGED, OLDEST, PIECE, SIZE, store
from ui.place import own_place
from ui.underway import underway

ROOT = Path(__file__).resolve().parent.parent.parent
KILLS = 50


def working(job: str, path: Path, home: Path, acknowledged: int, spin: int) -> list[str]:
    """A process at work, killed somewhere after so many acknowledgements; gives all of them."""
    command = [sys.executable, "-m", "tests.flows.writer", job, str(path), str(home)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        said = [child.stdout.readline() for _ in range(acknowledged)]
        # The child goes on meanwhile; how far depends on chance, which is the point.
        for _ in range(spin):
            pass
        child.kill()
        said += child.stdout.readlines()
        child.wait()
    return [line.strip() for line in said if line.endswith("\n")]


def check_number(workspace: Workspace) -> int:
    """The number up to which steps are stored: the same in every table."""
    obstacles = workspace.all(Obstacle)
    numbers = [int(obstacle.title.removeprefix("Number ")) for obstacle in obstacles]
    assert numbers == list(range(len(numbers)))
    assert [link.from_id for link in workspace.all(Link)] == [obstacle.id for obstacle in obstacles]
    assert workspace.settings.get("number") == (str(numbers[-1]) if numbers else "")
    assert len(workspace.search.find("Number", limit=5_000)) == len(numbers)
    return len(numbers) - 1


def check_typed(workspace: Workspace, number: int, end: int) -> None:
    """What was typed last is there, or what came right after it."""
    text = workspace.all(Prose)[0].text
    stored_number, rest = int(text[:6]), text[6:]
    stored_end = len(rest) - len(PIECE) * 40
    assert rest == PIECE[:stored_end] + PIECE * 40
    assert (stored_number, stored_end) >= (number, end)


def test_a_writer_killed_fifty_times_loses_nothing_that_was_stored(tmp_path: Path, home: Path, place: Place) -> None:
    path = tmp_path / "Programme.enable"
    create_workspace(path, place).close()
    chance = random.Random(82851634)
    for _ in range(KILLS):
        said = working("write", path, home, chance.randint(1, 12), chance.randint(0, 60_000))
        with open_workspace(path, place) as workspace:
            stored = check_number(workspace)
            for line in said:
                kind, number, *end = line.split()
                assert stored >= int(number)
                if kind == "typed":
                    typed = int(number), int(end[0])
            if said[-1].startswith("typed"):
                check_typed(workspace, *typed)
            label = workspace.undo_label
            assert label is not None
            workspace.undo()
            workspace.redo()
        assert complaints(path) == []
        assert not list(tmp_path.glob("*-journal"))


def test_a_backup_killed_on_the_way_leaves_whole_ones_only(tmp_path: Path, home: Path, place: Place) -> None:
    path = tmp_path / "Programme.enable"
    with create_workspace(path, place) as workspace:
        for number in range(5):
            store(workspace, number)
    chance = random.Random(1)
    for _ in range(8):
        said = working("back_up", path, home, chance.randint(1, 3), chance.randint(0, 300_000))
        with open_workspace(path, place) as workspace:
            assert not list(workspace.backup_folder.glob("*.partial*"))
            backups = {backup.name: backup for backup in workspace.backups()}
            assert set(said) - {"open"} <= backups.keys()
            for backup in backups.values():
                assert complaints(backup.path) == []
                backup.path.unlink()
                backup.path.with_suffix(".sha256").unlink()


def test_a_restore_killed_on_the_way_is_done_or_not(tmp_path: Path, home: Path, place: Place) -> None:
    path = tmp_path / "Programme.enable"
    with create_workspace(path, place) as workspace:
        for numbers in (range(5), range(5, 400)):
            for number in numbers:
                store(workspace, number)
            workspace.back_up()
    chance = random.Random(2)
    for _ in range(10):
        working("restore", path, home, chance.randint(0, 3), chance.randint(0, 400_000))
        with open_workspace(path, place) as workspace:
            assert check_number(workspace) in (4, 399)
            assert not list(workspace.backup_folder.glob("*.partial*"))
            for backup in workspace.backups()[:-2]:
                assert complaints(backup.path) == []
                backup.path.unlink()
        assert complaints(path) == []


@pytest.mark.parametrize("job", ["create", "save_copy"])
def test_a_file_bears_its_name_only_when_it_is_whole(tmp_path: Path, home: Path, place: Place, job: str) -> None:
    path = tmp_path / "Programme.enable"
    create_workspace(path, place).close()
    chance = random.Random(3)
    folder = tmp_path / "new"
    for _ in range(8):
        folder.mkdir()
        source = Path(shutil.copy(path, folder / "Programme.enable"))
        said = working(job, source, home, chance.randint(1, 3), chance.randint(0, 300_000))
        made = {file.stem for file in folder.glob("*.enable")} - {"Programme"}
        assert set(said) - {"open"} <= made
        for name in made:
            with open_workspace(folder / f"{name}.enable", place) as workspace:
                assert workspace.settings.get("workspace_id")
                assert workspace.all(Prose)
        own_place()
        assert {file.name for file in folder.iterdir()} == {"Programme.enable", *(f"{name}.enable" for name in made)}
        shutil.rmtree(folder)


def test_a_copy_over_another_one_is_the_older_or_the_newer(tmp_path: Path, home: Path, place: Place) -> None:
    path = tmp_path / "Programme.enable"
    create_workspace(path, place).close()
    copy = tmp_path / "Copy.enable"
    chance = random.Random(4)
    for _ in range(10):
        said = working("save_copy_over", path, home, chance.randint(2, 6), chance.randint(0, 300_000))
        own_place()
        open_workspace(path, place).close()
        with open_workspace(copy, place) as workspace:
            assert int(workspace.settings.get("number")) >= int(said[-1])
        assert complaints(copy) == []
        assert {file.name for file in tmp_path.iterdir()} == {path.name, copy.name, "home"}


def test_a_migration_killed_on_the_way_is_done_or_not(tmp_path: Path, home: Path, place: Place) -> None:
    path = tmp_path / "Programme.enable"
    shutil.copy(OLDEST, path)
    before = content_of(path)
    chance = random.Random(5)
    for _ in range(12):
        working("migrate", path, home, chance.randint(0, 3), chance.randint(0, 400_000))
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("pragma user_version").fetchone()[0] in (1, SCHEMA)
        with open_workspace(path, place) as workspace:
            assert workspace.integrity() == ()
            after = content_of(path)
            assert all(_is_within(row, after[key]) for key, row in before.items())
            assert not list(workspace.backup_folder.glob("*.partial*"))
            for backup in workspace.backups():
                verify(backup.path)
                assert complaints(backup.path) == []
        assert complaints(path) == []


def _is_within(row: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Whether a migration left these values as they were; it may have added others."""
    return all(other.get(name, value) == value for name, value in row.items())


def test_a_rescue_killed_on_the_way_leaves_the_damaged_file_or_the_backup(
    tmp_path: Path, home: Path, place: Place
) -> None:
    path = tmp_path / "Programme.enable"
    with create_workspace(path, place) as workspace:
        for number in range(400):
            store(workspace, number)
        workspace.back_up()
    wanted = content_of(path)
    chance = random.Random(6)
    for _ in range(12):
        working("rescue", path, home, chance.randint(0, 4), chance.randint(0, 400_000))
        own_place()
        for kept in [path, *tmp_path.glob("Programme damaged *.enable")]:
            if kept.read_bytes() != DAMAGED:
                assert kept == path
                assert content_of(path) == wanted
        names = {file.name for file in tmp_path.iterdir() if not file.name.startswith("Programme damaged ")}
        assert names - {"broken"} == {path.name, "home"}
        (backup,) = backups_of(path, place)
        verify(backup.path)


def test_an_export_killed_on_the_way_leaves_the_older_file_or_the_newer(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "Programme.enable"
    target = tmp_path / "Charter.pdf"
    chance = random.Random(7)
    left = 0
    for _ in range(12):
        said = working("export", path, home, chance.randint(1, 4), chance.randint(0, 600_000))
        left += bool(list(tmp_path.glob(".*")))
        own_place()
        content = target.read_bytes()
        assert content == content[:1] * SIZE
        assert content[0] >= int(said[-1])
        assert {file.name for file in tmp_path.iterdir()} == {target.name, "home"}
        assert not list((home / "underway").iterdir())
    assert left, "some were killed while they wrote"


def test_an_export_of_everything_killed_on_the_way_leaves_a_whole_folder(
    tmp_path: Path, home: Path, place: Place
) -> None:
    path = tmp_path / "Programme.enable"
    create_workspace(path, place, sample=sample("en")).close()
    wanted: set[Path] | None = None
    chance = random.Random(8)
    for _ in range(12):
        working("export_everything", path, home, chance.randint(1, 3), chance.randint(0, 600_000))
        own_place()
        folder = tmp_path / "Data"
        found = {file.relative_to(folder) for file in folder.rglob("*")}
        wanted = wanted or found
        assert found == wanted
        json.loads((folder / "everything.json").read_text("utf-8"))
        assert {file.name for file in tmp_path.iterdir()} == {path.name, folder.name, "home"}


def test_what_a_living_program_writes_is_left_alone(tmp_path: Path, home: Path) -> None:
    target = tmp_path / "Charter.pdf"
    half = tmp_path / ".Charter.pdf.abcd1234.part"
    with underway(home, target):
        half.write_bytes(b"half")
        own_place()
        assert half.exists()
    own_place()
    assert half.exists(), "nobody was killed"
