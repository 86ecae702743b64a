"""Opening whatever a path may lead to: it opens, or one sentence says why not and nothing is changed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from db.faults import Damaged, Moved, NewerWorkspace, NotAWorkspace, Overwritten, ReadOnly
from db.files import SCHEMA, made_beside
from db.lock import AlreadyOpen
from db.rescue import backups_of
from db.workspace import Place, Workspace, create_workspace, open_workspace
from enable_desktop.charter.lines import Document, Obstacle
from enable_desktop.errors import WorkspaceError
from enable_desktop.links import Reason, Ref
from enable_desktop.people import Person
from enable_desktop.words import Words
from tests.db.content import complaints, content_of
from tests.faults.jobs import NOW

ROOT = Path(__file__).resolve().parent.parent.parent


def refusal(path: Path, place: Place) -> WorkspaceError:
    """What is said of a path that is no workspace, which stays as it was."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(WorkspaceError) as caught:
        open_workspace(path, place)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert not list(path.parent.glob("*-journal"))
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "!" not in sentence
    return caught.value


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path, place: Place) -> None:
    assert "There is no Programme.enable in" in str(refusal(tmp_path / "Programme.enable", place))


def test_a_missing_folder_is_said_to_be_missing(tmp_path: Path, place: Place) -> None:
    assert "The folder" in str(refusal(tmp_path / "gone" / "Programme.enable", place))
    with pytest.raises(WorkspaceError, match="The folder"):
        create_workspace(tmp_path / "gone" / "Programme.enable", place)
    assert "is not a folder" in str(refusal(file_with(tmp_path, b"x") / "Programme.enable", place))


def test_a_folder_is_no_workspace(tmp_path: Path, place: Place) -> None:
    assert "is a folder" in str(refusal(tmp_path, place))


def test_an_empty_file_may_not_have_arrived_yet(tmp_path: Path, place: Place) -> None:
    assert "is empty (0 bytes)" in str(refusal(file_with(tmp_path, b""), place))


@pytest.mark.parametrize(
    "content",
    [b"x", b"Just a text.\n" * 500, b"SQLite format 3\0", b"SQLite format 3\0" + bytes(5_000), os.urandom(9_000)],
    ids=["one byte", "text", "header", "header and zeros", "noise"],
)
def test_what_is_no_database_is_no_workspace(tmp_path: Path, place: Place, content: bytes) -> None:
    assert isinstance(refusal(file_with(tmp_path, content), place), NotAWorkspace | Damaged)


def test_a_text_is_named_as_no_workspace(tmp_path: Path, place: Place) -> None:
    error = refusal(file_with(tmp_path, b"Just a text.\n" * 500), place)
    assert "Programme.enable is not a workspace" in str(error)


def test_a_pipe_is_no_workspace(tmp_path: Path, place: Place) -> None:
    path = tmp_path / "Programme.enable"
    os.mkfifo(path)
    assert isinstance(refusal(path, place), NotAWorkspace)


def test_a_database_of_another_program_is_left_alone(tmp_path: Path, place: Place) -> None:
    path = tmp_path / "Programme.enable"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("create table settings (key text, value text)")
    assert "database of another program" in str(refusal(path, place))


def test_a_newer_file_is_left_alone(copy: Path, place: Place) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute(f"pragma user_version = {SCHEMA + 1}")
    error = refusal(copy, place)
    assert isinstance(error, NewerWorkspace)
    assert "Update the program" in str(error)
    with pytest.raises(NewerWorkspace):
        open_workspace(copy, place, write=False)


def test_an_older_file_is_backed_up_and_brought_up_to_date(copy: Path, place: Place) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("pragma user_version = 0")
    before = content_of(copy)
    with pytest.raises(ReadOnly, match="made by an older version"):
        open_workspace(copy, place, write=False)
    with open_workspace(copy, place) as workspace:
        (backup,) = workspace.backups()
        assert content_of(copy) == content_of(backup.path) == before
        with pytest.raises(sqlite3.IntegrityError):
            workspace.change(Ref("obstacles", 1), owner=4711)
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("pragma user_version").fetchone() == (SCHEMA,)


def test_a_file_that_cannot_be_brought_up_to_date_stays_as_it_was(copy: Path, place: Place) -> None:
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("pragma user_version = 0")
        # As if nothing had been applied yet: the first migration meets tables that are there already.
        connection.execute("delete from _sqlite_migrations")
    before = copy.read_bytes()
    with pytest.raises(WorkspaceError):
        open_workspace(copy, place)
    assert copy.read_bytes() == before
    assert backups_of(copy, place)


@pytest.mark.parametrize("name", ["a b?c#d%20&e=f.enable", "Ёлка “план” é.enable", "-.enable", "x" * 230 + ".enable"])
def test_any_file_name_will_do(tmp_path: Path, place: Place, name: str) -> None:
    path = tmp_path / name
    with create_workspace(path, place) as workspace:
        workspace.add(Obstacle, title="Time")
        workspace.back_up()
    with open_workspace(path, place) as workspace:
        assert workspace.all(Obstacle)
    assert {found.name for found in tmp_path.iterdir()} == {name, "home"}


def test_a_name_that_is_no_text_will_do(tmp_path: Path, place: Place) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.enable"))
    with create_workspace(path, place) as workspace:
        workspace.add(Obstacle, title="Time")
        workspace.back_up()
        assert workspace.search.find("time")
    open_workspace(path, place).close()


def test_a_name_too_long_is_refused(tmp_path: Path, place: Place) -> None:
    with pytest.raises(WorkspaceError, match="cannot be used"):
        create_workspace(tmp_path / ("x" * 300), place)


def test_making_a_file_loads_no_package_for_numbers(tmp_path: Path) -> None:
    """They may be installed for other work, and loading them would take longer than making the file."""
    code = """
import sys
from pathlib import Path
from db.workspace import Place, create_workspace
folder = Path(sys.argv[1])
create_workspace(folder / "New.enable", Place(home=folder / "home")).close()
print(sorted({"sqlite_utils", "numpy", "pandas"} & set(sys.modules)))
import numpy
print(numpy.__name__)
"""
    command = [sys.executable, "-c", code, str(tmp_path)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.stderr == ""
    assert ran.stdout.splitlines() == ["['sqlite_utils']", "numpy"], "whoever wants it afterwards can have it"


def test_nothing_is_overwritten(copy: Path, place: Place, full: Workspace) -> None:
    before = content_of(copy)
    for work in (lambda: create_workspace(copy, place), lambda: full.save_copy(copy)):
        with pytest.raises(WorkspaceError, match="exists already and was not touched"):
            work()
    assert content_of(copy) == before


def test_a_file_that_appears_meanwhile_is_not_overwritten_either(tmp_path: Path) -> None:
    target = tmp_path / "Programme.enable"
    with pytest.raises(WorkspaceError, match="exists already and was not touched"), made_beside(target):
        target.write_bytes(b"somebody else's")
    assert target.read_bytes() == b"somebody else's"
    assert {found.name for found in tmp_path.iterdir()} == {target.name, "home"}


def test_a_file_and_its_folders_are_for_their_owner_only(tmp_path: Path, place: Place) -> None:
    old = os.umask(0)
    try:
        deep = Place(home=tmp_path / "not" / "there" / "yet", clock=place.clock)
        with create_workspace(tmp_path / "Programme.enable", deep) as workspace:
            workspace.add(Obstacle)
            workspace.save_copy(tmp_path / "Copy.enable")
            workspace.back_up()
    finally:
        os.umask(old)
    ours = [tmp_path / "Programme.enable", tmp_path / "Copy.enable", tmp_path / "not"]
    ours += (tmp_path / "not").rglob("*")
    assert {found.stat().st_mode & 0o777 for found in ours if found.is_dir()} == {0o700}
    assert {found.stat().st_mode & 0o777 for found in ours if found.is_file()} == {0o600}
    assert len(ours) > 7


# -- read-only


def test_a_file_that_sqlite_may_only_read_is_opened_for_reading(copy: Path, place: Place) -> None:
    handle = os.open(copy, os.O_RDWR)
    # The format's own "you may read but not write this": a write version that SQLite does not know.
    os.pwrite(handle, bytes([3]), 18)
    os.close(handle)
    error = refusal(copy, place)
    assert isinstance(error, ReadOnly)
    assert "is read-only" in str(error)
    with open_workspace(copy, place, write=False) as workspace:
        assert workspace.all(Person)


def every_change(workspace: Workspace, words: Words) -> list[Callable[[], object]]:
    """One of everything that writes."""
    person = workspace.all(Person)[0].id
    charter = workspace.charter
    return [
        lambda: workspace.add(Obstacle),
        lambda: workspace.change(Ref("obstacles", 1), title="x"),
        lambda: workspace.remove(Ref("obstacles", 1)),
        lambda: workspace.move(Ref("obstacles", 1), 1),
        workspace.undo,
        lambda: workspace.settings.set("company", "Other"),
        lambda: workspace.links.join(Ref("obstacles", 1), Ref("people", 1), Reason.USES),
        lambda: workspace.links.part(1),
        lambda: workspace.attachments.add("a.png", b"", "image/png"),
        lambda: workspace.people.merge(1, 2),
        lambda: workspace.people.hand_over(1, 2),
        lambda: workspace.people.remove(person),
        lambda: workspace.people.anonymise(person),
        lambda: workspace.people.forget(person, words),
        lambda: charter.save_version(Document.BUSINESS_CASE, "9", ""),
        lambda: charter.ask(Document.BUSINESS_CASE),
        lambda: charter.restore(1),
        lambda: workspace.restore(workspace.backups()[0]),
    ]


def test_nothing_can_be_changed_in_a_file_opened_for_reading(copy: Path, place: Place, words: Words) -> None:
    with open_workspace(copy, place) as workspace:
        workspace.back_up()
    before = copy.read_bytes()
    with open_workspace(copy, place, write=False) as workspace:
        assert workspace.is_readonly
        assert workspace.undo_label is not None
        for change in every_change(workspace, words):
            with pytest.raises(ReadOnly, match="for reading only"):
                change()
        assert workspace.search.find("obstacles")
        assert workspace.integrity() == ()
        workspace.save_copy(copy.with_name("Copy.enable"))
    assert copy.read_bytes() == before
    open_workspace(copy.with_name("Copy.enable"), place).close()


def on_a_drive(job: str, folder: Path, home: Path, mount: str) -> None:
    """Run a job of tests.db.drives with a drive of its own, in a name space of its own."""
    for spaces in (["--mount"], ["--mount", "--map-root-user"]):
        if subprocess.run(["unshare", *spaces, "true"], capture_output=True, check=False).returncode == 0:
            break
    else:
        pytest.skip("this system gives no mount name spaces to tests")
    command = f"{mount} && exec {sys.executable} -m tests.db.drives {job} {folder} {home}"
    done = subprocess.run(
        ["unshare", *spaces, "sh", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr


@pytest.mark.skipif(shutil.which("unshare") is None, reason="no unshare here")
def test_a_read_only_drive_is_read(copy: Path, home: Path) -> None:
    folder = copy.parent / "drive"
    folder.mkdir()
    copy.rename(folder / copy.name)
    mount = f"mount --bind {folder} {folder} && mount -o remount,ro,bind {folder}"
    on_a_drive("read_only", folder, home, mount)


@pytest.mark.skipif(shutil.which("unshare") is None, reason="no unshare here")
def test_a_full_drive_keeps_what_was_stored(tmp_path: Path, home: Path) -> None:
    folder = tmp_path / "drive"
    folder.mkdir()
    on_a_drive("full", folder, home, f"mount -t tmpfs -o size=2m none {folder}")


@pytest.mark.skipif(shutil.which("unshare") is None, reason="no unshare here")
def test_a_restore_on_a_full_drive_leaves_the_workspace_open_and_as_it_was(tmp_path: Path, home: Path) -> None:
    folder = tmp_path / "drive"
    folder.mkdir()
    on_a_drive("full_restore", folder, home, f"mount -t tmpfs -o size=3m none {folder}")


@pytest.mark.skipif(shutil.which("unshare") is None, reason="no unshare here")
def test_an_export_to_a_full_drive_keeps_the_older_one(tmp_path: Path, home: Path) -> None:
    folder = tmp_path / "drive"
    folder.mkdir()
    on_a_drive("full_export", folder, home, f"mount -t tmpfs -o size=2m none {folder}")


@pytest.mark.parametrize("job", ["limited", "limited_export"])
def test_a_limit_to_file_sizes_keeps_what_was_stored(tmp_path: Path, home: Path, job: str) -> None:
    command = [sys.executable, "-m", "tests.db.drives", job, str(tmp_path), str(home)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not done.stderr


def test_a_home_that_cannot_be_written_is_said(copy: Path, tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="locks"):
        open_workspace(copy, Place(home=file_with(tmp_path, b"a file", "file") / "home", clock=lambda: NOW))


# -- two at once


def test_a_second_window_is_refused_and_the_first_one_called(full: Workspace, place: Place) -> None:
    assert full.raise_signal is not None
    assert not full.raise_signal.exists()
    with pytest.raises(AlreadyOpen, match="is open in another window"):
        open_workspace(full.path, place)
    assert full.raise_signal.exists()
    full.close()
    open_workspace(full.path, place).close()


def test_another_process_is_refused_until_the_first_is_killed(copy: Path, home: Path, place: Place) -> None:
    command = [sys.executable, "-m", "tests.faults.jobs", "write_when_told", str(copy), str(home)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True, bufsize=1) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write("go\n")
        assert child.stdout.readline().startswith("0")
        with pytest.raises(AlreadyOpen):
            open_workspace(copy, place)
        with open_workspace(copy, place, write=False) as reader:
            for _ in range(30):
                child.stdin.write("go\ngo\n")
                numbers = [line.title for line in reader.all(Obstacle) if line.title.startswith("Number")]
                assert int(reader.settings.get("number")) >= len(numbers) - 1
                child.stdout.readline()
                last = int(child.stdout.readline())
            assert reader.settings.get("number") == str(last)
            assert reader.integrity() == ()
        assert child.poll() is None
        child.kill()
        child.wait()
        open_workspace(copy, place).close()
    assert complaints(copy) == []


def test_a_file_written_over_in_its_place_is_noticed_and_nothing_is_mixed_into_it(
    copy: Path, tmp_path: Path, place: Place
) -> None:
    stranger = tmp_path / "Stranger.enable"
    with create_workspace(stranger, place) as other:
        other.add(Person, name="Somebody else")
    over = "import sys; open(sys.argv[2], 'r+b').write(open(sys.argv[1], 'rb').read())"
    with open_workspace(copy, place) as workspace:
        workspace.add(Person, name="Ada")
        subprocess.run([sys.executable, "-c", over, stranger, copy], check=True)
        with pytest.raises(Overwritten, match="written over by another program while it was open"):
            workspace.add(Person, name="Grace")
        with pytest.raises(Overwritten):
            workspace.undo()
    with open_workspace(copy, place) as workspace:
        assert [person.name for person in workspace.all(Person)] == ["Somebody else"]


def test_another_program_that_writes_is_waited_for_and_then_said(copy: Path, place: Place) -> None:
    with closing(sqlite3.connect(copy, isolation_level=None)) as other:
        other.execute("begin exclusive")
        with pytest.raises(WorkspaceError, match="is being written by another program"):
            open_workspace(copy, place)
        other.execute("rollback")
    open_workspace(copy, place).close()


# -- moved while open


@pytest.mark.parametrize("way", ["moved", "replaced", "deleted"])
def test_a_file_that_leaves_while_it_is_open_is_noticed_at_the_next_change(
    full: Workspace, place: Place, way: str
) -> None:
    before = content_of(full.path)
    elsewhere = full.path.with_name("Elsewhere.enable")
    if way == "deleted":
        full.path.unlink()
    else:
        full.path.rename(elsewhere)
    if way == "replaced":
        create_workspace(full.path, Place(home=place.home / "other", clock=place.clock)).close()
        replacement = content_of(full.path)
    with pytest.raises(Moved, match="was moved, replaced or deleted while it was open"):
        full.add(Obstacle, title="After")
    with pytest.raises(Moved):
        full.check_place()
    with pytest.raises(Moved):
        full.undo()
    copy = full.path.with_name("Copy.enable")
    full.save_copy(copy)
    kept = {key: row for key, row in content_of(copy).items() if dict(row).get("key") != "workspace_id"}
    assert kept == {key: row for key, row in before.items() if dict(row).get("key") != "workspace_id"}
    if way == "moved":
        assert not full.path.exists()
    if way == "replaced":
        assert content_of(full.path) == replacement
    if way != "deleted":
        assert content_of(elsewhere) == before


def file_with(folder: Path, content: bytes, name: str = "Programme.enable") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path
