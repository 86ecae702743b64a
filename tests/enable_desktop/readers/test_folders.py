"""What lies in a watched folder: every document, nothing from elsewhere, and no file opened that need not be."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from enable_desktop.library.folders import Scan, Seen, on_disk, shown
from enable_desktop.readers.folders import Check, digest_of, gone_of, look_closer, scan, scan_single
from tests.enable_desktop.library.looks import never, write

POSIX: Final = pytest.mark.skipif(sys.platform == "win32", reason="file systems of Windows have none of this")


class Unwanted(Exception):
    """Somebody stopped the work."""


def stops_at(call: int) -> Check:
    """Stops the work when it asks for the so-manieth time."""
    calls = 0

    def check() -> None:
        nonlocal calls
        calls += 1
        if calls >= call:
            raise Unwanted

    return check


def paths(found: Scan) -> list[str]:
    return sorted(each.path for each in found.seen)


def test_everything_below_is_seen_with_its_facts(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "one", "deep/er/b.docx": "two!"})
    found = scan(tmp_path, never)
    about = (tmp_path / "deep/er/b.docx").stat()
    assert paths(found) == ["a.md", "deep/er/b.docx"]
    assert Seen("deep/er/b.docx", 4, about.st_mtime_ns, f"{about.st_dev}:{about.st_ino}", False) in found.seen
    assert found.notes == ()


def test_hidden_files_locks_and_what_editors_write_for_a_moment_are_left_out(tmp_path: Path) -> None:
    write(tmp_path, dict.fromkeys(["kept.docx", "Plan #2.md", "notes.temp.md", "Part.md", "db"], "x"))
    write(
        tmp_path,
        dict.fromkeys(
            [
                "~$kept.docx",
                ".~lock.kept.odt#",
                ".DS_Store",
                ".git/config",
                "Thumbs.db",
                "desktop.ini",
                "kept.md~",
                "#kept.md#",
                ".kept.md.swp",
                "~WRD0001.tmp",
                "film.mp4.part",
                "4913",
                "Programme.enable",
                "Programme.enable-journal",
            ],
            "x",
        ),
    )
    assert paths(scan(tmp_path, never)) == ["Part.md", "Plan #2.md", "db", "kept.docx", "notes.temp.md"]


def test_what_is_set_apart_is_not_seen(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "one", "Programme.backup": "no document"})
    about = (tmp_path / "Programme.backup").stat()
    assert paths(scan(tmp_path, never, apart=[(about.st_dev, about.st_ino)])) == ["a.md"]


@POSIX
def test_links_are_not_followed_and_a_circle_ends(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"secret.md": "not theirs"})
    root = write(tmp_path / "root", {"inside/a.md": "one"})
    (root / "file.md").symlink_to(outside / "secret.md")
    (root / "folder").symlink_to(outside)
    (root / "inside" / "round").symlink_to(root)
    found = scan(root, never)
    assert paths(found) == ["inside/a.md"]
    assert [str(each) for each in found.notes] == ["3 links to other places were left out."]


@POSIX
def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    write(tmp_path / "real", {"a.md": "one"})
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert paths(scan(tmp_path / "link", never)) == ["a.md"]


@POSIX
def test_pipes_are_no_documents_and_are_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert scan(tmp_path, never).seen == ()
    found, notes = look_closer(tmp_path, [Seen("pipe.md", 1, 1, "", False)], never)
    assert found["pipe.md"].is_gone
    assert notes == ()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are always text")
def test_a_name_in_an_unknown_encoding_is_kept_and_said(tmp_path: Path) -> None:
    name = b"Pr\xe4sentation.md"
    (tmp_path / os.fsdecode(name)).write_text("one")
    found = scan(tmp_path, never)
    (seen,) = found.seen
    assert seen.path.encode() and os.fsencode(on_disk(seen.path)) == name
    assert shown(seen.path) == "Pr�sentation.md"
    assert "1 name is written in an unknown encoding" in str(found.notes[0])
    closer, _ = look_closer(tmp_path, found.seen, never)
    assert closer[seen.path].digest == hashlib.sha256(b"one").hexdigest()


@pytest.mark.skipif(sys.platform != "linux", reason="a file without blocks stands for one that is only online")
def test_a_file_that_is_only_online_is_seen_and_never_opened(tmp_path: Path) -> None:
    with (tmp_path / "far away.pptx").open("wb") as file:
        file.truncate(5_000_000)
    write(tmp_path, {"film.mp4.nextcloud": "x", "here.md": "one", "empty.md": ""})
    found = {each.path: each for each in scan(tmp_path, never).seen}
    assert {path: each.online_only for path, each in found.items()} == {
        "far away.pptx": True,
        "film.mp4.nextcloud": True,
        "here.md": False,
        "empty.md": False,
    }
    closer, _ = look_closer(tmp_path, [found["far away.pptx"]], never)
    assert closer["far away.pptx"].digest == ""
    assert not closer["far away.pptx"].is_gone


def test_a_folder_that_is_not_there_or_is_none_is_offline(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "one"})
    away = scan(tmp_path / "stick", never).offline
    assert away is not None
    assert "unplugged" in str(away)
    none = scan(tmp_path / "a.md", never).offline
    assert none is not None
    assert "no folder" in str(none)


@POSIX
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_named_and_the_rest_is_seen(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "one", "closed/b.md": "two"})
    (tmp_path / "closed").chmod(0)
    found = scan(tmp_path, never)
    (tmp_path / "closed").chmod(0o700)
    assert paths(found) == ["a.md"]
    assert found.unread == {"closed"}
    assert str(found.notes[0]) == "closed could not be read: you are not allowed to."


@POSIX
def test_a_tree_deeper_than_a_path_may_be_long_is_named_and_the_rest_is_seen(tmp_path: Path) -> None:
    handle = os.open(tmp_path, os.O_RDONLY)
    for _ in range(30):
        os.mkdir("d" * 200, dir_fd=handle)
        inner = os.open("d" * 200, os.O_RDONLY, dir_fd=handle)
        os.close(handle)
        handle = inner
    os.close(handle)
    write(tmp_path, {"a.md": "one"})
    found = scan(tmp_path, never)
    assert paths(found) == ["a.md"]
    assert len(found.unread) == 1
    assert "path is too long" in str(found.notes[0])


@pytest.mark.parametrize("look", [lambda root, check: scan(root, check), lambda root, check: closer(root, check)])
def test_a_look_ends_when_it_is_no_longer_wanted(tmp_path: Path, look: Callable[[Path, Check], object]) -> None:
    write(tmp_path, {f"{number}/a.md": "one" for number in range(20)})
    with pytest.raises(Unwanted):
        look(tmp_path, stops_at(10))


def closer(root: Path, check: Check) -> object:
    return look_closer(root, scan(root, never).seen, check)


def test_a_large_file_is_read_in_pieces_so_that_it_can_be_stopped_in_between(tmp_path: Path) -> None:
    large = tmp_path / "large.mp4"
    large.write_bytes(bytes(range(256)) * 4096 * 5)
    assert digest_of(str(large), never) == hashlib.sha256(large.read_bytes()).hexdigest()
    with pytest.raises(Unwanted):
        digest_of(str(large), stops_at(3))


def test_what_went_meanwhile_is_gone_and_what_is_a_folder_now_too(tmp_path: Path) -> None:
    write(tmp_path, {"b.md/x": "two"})
    wanted = [Seen(path, 1, 1, "", False) for path in ("a.md", "b.md", "c.md/d.md")]
    found, notes = look_closer(tmp_path, wanted, never)
    assert all(each.is_gone for each in found.values())
    assert notes == ()
    assert gone_of(tmp_path, ["a.md", "b.md"]) == {"a.md"}


@pytest.mark.skipif(sys.platform != "linux", reason="the other systems tell it themselves")
def test_when_a_file_was_made_is_known_where_the_disk_keeps_it(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "one"})
    os.utime(tmp_path / "a.md", ns=(5, 5))
    found, _ = look_closer(tmp_path, scan(tmp_path, never).seen, never, ages=True)
    made = found["a.md"].made_ns
    # Not every disk keeps it.
    assert made is None or abs(made - (tmp_path / "a.md").stat().st_ctime_ns) < 60_000_000_000


def test_single_files_are_out_of_reach_where_their_folder_is_away_and_gone_where_it_is_there(tmp_path: Path) -> None:
    here = write(tmp_path / "here", {"a.md": "one"})
    wanted = [
        str(here / "a.md"),
        str(here / "gone.md"),
        str(tmp_path / "away/a.md"),
        str(tmp_path / "away/b.md"),
        "c.md",
    ]
    found = scan_single(wanted, never)
    assert paths(found) == [wanted[0]]
    assert found.unread == set(wanted[2:])


def test_single_files_whose_folder_goes_during_the_look_are_out_of_reach(tmp_path: Path) -> None:
    stick = write(tmp_path / "stick", {"a.md": "one", "b.md": "two"})
    looked = 0

    def unplug() -> None:
        nonlocal looked
        looked += 1
        if looked == 2:
            stick.rename(tmp_path / "unplugged")

    found = scan_single([str(stick / "a.md"), str(stick / "b.md")], unplug)
    assert paths(found) == [str(stick / "a.md")]
    assert found.unread == {str(stick / "b.md")}
