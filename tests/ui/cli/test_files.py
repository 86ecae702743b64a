from __future__ import annotations

import ctypes
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from db.workspace import open_workspace
from enable_desktop.charter.lines import Obstacle
from tests.ui.cli.conftest import Enable
from ui.place import own_place


def _add_obstacle(path: Path, title: str) -> None:
    with open_workspace(path, own_place()) as workspace:
        workspace.add(Obstacle, title=title)


def test_new_makes_an_empty_workspace_with_its_lists(enable: Enable, empty: Path) -> None:
    assert enable("list", "people", empty, "--json").json == []
    titles = {entry["title"] for entry in enable("list", "list-entries", empty, "--json").json}
    assert {"Enablement", "Stage", "Discovery"} <= titles
    kinds = {kind["title"]: kind["months"] for kind in enable("list", "asset-kinds", empty, "--json").json}
    assert kinds["Battlecard"] == 3


def test_a_sample_whose_folder_for_pages_cannot_be_made_says_so_and_is_not_left_open(
    enable: Enable, folder: Path
) -> None:
    (folder / "S - content").write_text("mine")
    ran = enable("new", folder / "S.enable", "--sample")
    assert ran.code == 3
    assert "S - content" in ran.err
    assert (folder / "S - content").read_text() == "mine"
    assert enable("history", folder / "S.enable").code == 0


def test_new_makes_the_sample_in_either_language(enable: Enable, folder: Path) -> None:
    english, russian = folder / "en.enable", folder / "ru.enable"
    assert enable("new", "--sample", english).code == 0
    assert enable("new", russian, "--sample", "ru").code == 0
    people = [enable("list", "people", path, "--json").json for path in (english, russian)]
    assert len(people[0]) == len(people[1]) > 20
    assert people[0][0]["title"] != people[1][0]["title"]


def test_a_workspace_without_backups_says_so_beside_the_answer(enable: Enable, empty: Path) -> None:
    ran = enable("backups", empty)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "Empty.enable has no backups yet. `backup` makes one.\n"
    ran = enable("backups", empty, "--json")
    assert (ran.json, ran.err) == ([], "")


def test_new_never_overwrites(enable: Enable, sample: Path) -> None:
    before = sample.stat().st_size
    ran = enable("new", sample)
    assert ran.code == 3
    assert "exists already" in ran.err
    assert sample.stat().st_size == before


def test_new_refuses_two_languages_at_once(enable: Enable, folder: Path) -> None:
    assert enable("new", folder / "x.enable", "--sample", "ru", "--language", "en").code == 2
    assert not (folder / "x.enable").exists()


def test_new_in_a_missing_folder_says_so(enable: Enable, folder: Path) -> None:
    ran = enable("new", folder / "nowhere" / "x.enable")
    assert ran.code == 3
    assert "is not there" in ran.err


@pytest.mark.parametrize(
    "command", [("list", "people"), ("undo",), ("check",), ("search",), ("backups",), ("history",)]
)
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "There is no"),
        (b"", "is empty"),
        (b"# Not a workspace\n" * 100, "is not a workspace"),
        ("foreign", "another program"),
        ("newer", "newer version"),
        ("folder", "is a folder"),
    ],
    ids=["missing", "empty", "text", "foreign", "newer", "folder"],
)
def test_what_is_no_workspace_is_refused_in_one_sentence(
    enable: Enable, folder: Path, command: tuple[str, ...], content: bytes | str | None, said: str
) -> None:
    path = folder / "Чужой файл.enable"
    if content == "folder":
        path.mkdir()
    elif content == "newer":
        enable("new", path)
        _set_version(path, 999)
    elif content == "foreign":
        with sqlite3.connect(path) as connection:
            connection.execute("create table stuff (id integer)")
        connection.close()
    elif isinstance(content, bytes):
        path.write_bytes(content)
    ran = enable(*command, path)
    assert ran.code == 3
    assert said in ran.err
    assert ran.out == ""
    assert len(ran.err.strip().splitlines()) == 1


def _set_version(path: Path, version: int) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"pragma user_version = {version}")
    connection.close()


def test_a_missing_file_for_the_window_is_said_without_one(enable: Enable, folder: Path) -> None:
    ran = enable(folder / "gone.enable")
    assert ran.code == 3
    assert "gone.enable" in ran.err


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is one")
def test_without_a_display_the_window_is_refused_in_a_sentence(
    enable: Enable, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(variable, raising=False)
    ran = enable(empty)
    assert ran.code == 3
    assert "no display" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [("nonsense",), ("list", "nonsense", "x"), ("show", "people", "abc", "x"), ("list",), ("search",), ("--what",)],
    ids=" ".join,
)
def test_wrong_usage_exits_2(enable: Enable, arguments: tuple[str, ...]) -> None:
    assert enable(*arguments).code == 2


def test_a_backup_comes_back_and_what_it_replaced_is_kept(enable: Enable, empty: Path) -> None:
    _add_obstacle(empty, "First")
    assert enable("backup", empty).code == 0
    (good,) = enable("backups", empty, "--json").json
    _add_obstacle(empty, "Second")
    assert enable("restore", empty, good["name"]).code == 0
    assert [each["title"] for each in enable("list", "obstacles", empty, "--json").json] == ["First"]

    replaced = next(each for each in enable("backups", empty, "--json").json if each["name"] != good["name"])
    assert enable("restore", empty, replaced["name"]).code == 0
    assert [each["title"] for each in enable("list", "obstacles", empty, "--json").json] == ["First", "Second"]


def test_a_restored_backup_brings_its_own_history(enable: Enable, empty: Path) -> None:
    _add_obstacle(empty, "First")
    enable("backup", empty)
    (good,) = enable("backups", empty, "--json").json
    _add_obstacle(empty, "Second")
    enable("restore", empty, good["name"])
    assert "First" in enable("undo", empty).out
    assert enable("list", "obstacles", empty, "--json").json == []


def test_an_unknown_backup_changes_nothing(enable: Enable, empty: Path) -> None:
    _add_obstacle(empty, "First")
    ran = enable("restore", empty, "2020-01-01T000000")
    assert ran.code == 3
    assert "no backup named" in ran.err
    assert len(enable("list", "obstacles", empty, "--json").json) == 1


def test_a_damaged_backup_is_not_used(enable: Enable, empty: Path) -> None:
    enable("backup", empty)
    (good,) = enable("backups", empty, "--json").json
    path = Path(good["path"])
    content = bytearray(path.read_bytes())
    content[5000] ^= 255
    path.write_bytes(content)
    ran = enable("restore", empty, good["name"])
    assert ran.code == 3
    assert "damaged" in ran.err


@pytest.mark.parametrize("damage", ["cut", "text", "gone", "empty", "flipped"])
def test_a_file_that_cannot_be_opened_comes_back_from_a_backup(enable: Enable, empty: Path, damage: str) -> None:
    _add_obstacle(empty, "First")
    enable("backup", empty)
    (good,) = enable("backups", empty, "--json").json
    content = empty.read_bytes()
    if damage == "gone":
        empty.unlink()
    elif damage == "flipped":
        empty.write_bytes(content[:100] + bytes(8_000) + content[8_100:])
    else:
        empty.write_bytes({"cut": content[:3_000], "text": b"lorem ipsum " * 500, "empty": b""}[damage])
    left = empty.read_bytes() if empty.exists() else None

    ran = enable("list", "obstacles", empty)
    assert ran.code == 3
    if damage != "gone":
        assert f"Its last good backup is {good['name']}, with " in ran.err
    assert [each["name"] for each in enable("backups", empty, "--json").json] == [good["name"]]
    assert enable("restore", empty, good["name"]).code == 0
    assert [each["title"] for each in enable("list", "obstacles", empty, "--json").json] == ["First"]
    kept = list(empty.parent.glob("Empty damaged *.enable"))
    assert [path.read_bytes() for path in kept] == ([left] if left is not None else [])


def test_while_a_window_has_it_open_it_is_read_but_not_changed(enable: Enable, empty: Path) -> None:
    _add_obstacle(empty, "First")
    enable("backup", empty)
    (good,) = enable("backups", empty, "--json").json
    with open_workspace(empty, own_place()) as window:
        window.search.catch_up()
        assert len(enable("list", "obstacles", empty, "--json").json) == 1
        assert enable("search", empty, "first", "--json").json[0]["title"] == "First"
        assert enable("check", empty, "--only", "integrity").code == 0
        assert enable("history", empty).code == 0
        for command in (("undo",), ("redo",), ("restore", good["name"])):
            ran = enable(command[0], empty, *command[1:])
            assert ran.code == 3
            assert "open in another window" in ran.err
        # A command in the background brings no window to the front.
        assert window.raise_signal is not None and not window.raise_signal.exists()
    assert enable("undo", empty).code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="permissions work differently there")
def test_a_read_only_file_is_read_but_not_changed(enable: Enable, empty: Path) -> None:
    _add_obstacle(empty, "First")
    empty.chmod(0o400)
    empty.parent.chmod(0o500)
    try:
        assert len(enable("list", "obstacles", empty, "--json").json) == 1
        assert enable("search", empty, "first").code == 0
        if not _writes_anyway(empty):
            ran = enable("undo", empty)
            assert ran.code == 3
            assert "read-only" in ran.err or "permission" in ran.err
    finally:
        empty.parent.chmod(0o700)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing takes from root what root may")
@pytest.mark.parametrize("command", ["check", "search", "recover", "import content", "catalogue", "export content"])
def test_what_may_not_be_read_is_the_fault_of_the_machine_and_no_wrong_usage(empty: Path, command: str) -> None:
    closed = empty.parent / "closed"
    closed.mkdir(mode=0o000)
    own = empty.parent / "own.csv"
    own.write_text("title\nOne\n")
    own.chmod(0o000)
    arguments: dict[str, tuple[object, ...]] = {
        "check": ("check", empty),
        "search": ("search", empty, "first"),
        "recover": ("recover", empty, "-o", empty.parent / "saved.enable"),
        "import content": ("import", "content", empty, closed),
        "catalogue": ("import", "catalogue", empty, own),
        "export content": ("export", "content", empty, "-o", closed / "out.csv"),
    }
    if command in ("check", "search", "recover"):
        empty.chmod(0o000)
    ran = subprocess.run(
        [sys.executable, "-m", "enable_desktop", *map(str, arguments[command])],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=_as_anybody,
    )
    assert ran.returncode == 3, ran.stderr
    assert "allowed" in ran.stderr or "permission" in ran.stderr.casefold()
    assert "Traceback" not in ran.stderr


def _as_anybody() -> None:
    """What is run may read only what it is allowed to, also as root (PR_CAPBSET_DROP of CAP_DAC_*)."""
    for right in (1, 2):
        ctypes.CDLL(None).prctl(24, right, 0, 0, 0)


def _writes_anyway(path: Path) -> bool:
    """Root may write what nobody may."""
    try:
        (path.parent / "probe").touch()
    except PermissionError:
        return False
    (path.parent / "probe").unlink()
    return True


def test_a_wrong_day_in_the_environment_is_said(enable: Enable, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENABLE_TODAY", "yesterday")
    ran = enable("new", folder / "x.enable")
    assert ran.code == 3
    assert "yesterday" in ran.err


def test_the_day_in_the_environment_is_today(enable: Enable, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENABLE_TODAY", "2026-03-12")
    path = folder / "x.enable"
    enable("new", path, "--sample")
    assert enable("backup", path).code == 0
    assert enable("backups", path, "--json").json[0]["name"].startswith("2026-03-12T")
    assert enable("show", "objectives", 1, path, "--json").json["due"].startswith("2026-")


def test_a_check_tells_the_copies_that_a_sync_service_put_beside_the_file(empty: Path, enable: Enable) -> None:
    other = empty.with_name(f"{empty.stem}.sync-conflict-20261124-101500-ABCDEFG.enable")
    shutil.copy(empty, other)
    ran = enable("check", empty, "--only", "integrity")
    assert (ran.code, ran.out) == (0, "The file is whole.\n")
    assert ran.err.startswith(f"{other.name}: changed ")
    assert ran.err.endswith(" records\n")


@pytest.mark.parametrize("said", ["", ".", "/"])
def test_a_new_file_without_a_name_is_refused_with_a_sentence(enable: Enable, said: str) -> None:
    ran = enable("new", said)
    assert ran.code == 3
    assert ran.err.endswith("is a folder. Choose a file that ends in .enable.\n")
