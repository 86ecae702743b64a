"""A file appears whole, or what was there stays."""

from __future__ import annotations

import contextlib
import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from enable_desktop.words import Words
from exports.write import NotWritten, sweep, write_whole


def _left(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir() if entry.name != "home"}


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    target = tmp_path / "Charter.pdf"
    write_whole(target, b"one")
    write_whole(target, b"two")
    assert target.read_bytes() == b"two"
    assert _left(tmp_path) == {"Charter.pdf"}


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotWritten) as caught:
        write_whole(tmp_path / "gone" / "Charter.pdf", b"one")
    assert str(tmp_path / "gone") in str(caught.value)
    assert "is not there" in str(caught.value)


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "Charter.pdf").mkdir()
    with pytest.raises(NotWritten, match="a folder has this name"):
        write_whole(tmp_path / "Charter.pdf", b"one")
    assert (tmp_path / "Charter.pdf").is_dir()


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(NotWritten, match="is not a folder"):
        write_whole(tmp_path / "file" / "Charter.pdf", b"one")


def test_an_endless_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match="too long"):
        write_whole(tmp_path / ("x" * 300), b"one")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "the disk is full; 0.1 MB are needed"),
        (errno.EACCES, "may not be written to"),
        (errno.EROFS, "is read-only"),
        (errno.EDQUOT, "used up"),
        (errno.EIO, os.strerror(errno.EIO)),
    ],
)
def test_a_fault_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str) -> None:
    target = tmp_path / "Charter.pdf"
    target.write_bytes(b"old")

    def broken(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("os.fsync", broken)
    with pytest.raises(NotWritten) as caught:
        write_whole(target, b"new")
    assert said in str(caught.value)
    assert "unchanged" in str(caught.value)
    assert target.read_bytes() == b"old"
    assert _left(tmp_path) == {"Charter.pdf"}


def test_a_target_that_is_open_elsewhere_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "Charter.pdf"
    target.write_bytes(b"old")

    def refused(*_: object) -> None:
        # What Windows says of a file that another program holds open.
        error = PermissionError(errno.EACCES, "in use")
        error.winerror = 32  # type: ignore[attr-defined,unused-ignore]  # known on Windows only
        raise error

    monkeypatch.setattr("os.replace", refused)
    with pytest.raises(NotWritten, match="it is open in another program; close it there and try again"):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert _left(tmp_path) == {"Charter.pdf"}


HOLDS = """
import sys
with open(sys.argv[1], "r+b") as file:
    if sys.platform != "win32":
        import fcntl
        fcntl.flock(file, fcntl.LOCK_EX)
    print("holds it", flush=True)
    sys.stdin.readline()
    sys.stdout.write(file.read().decode())
"""


@contextlib.contextmanager
def held_by_another_program(path: Path) -> Iterator[subprocess.Popen[str]]:
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", HOLDS, path], stdin=pipe, stdout=pipe, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "holds it\n"
        try:
            yield child
        finally:
            child.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="there a file that is open elsewhere cannot be replaced")
def test_a_target_that_another_program_holds_is_replaced_and_that_program_reads_on_what_it_had(tmp_path: Path) -> None:
    target = tmp_path / "Charter.pdf"
    target.write_bytes(b"old")
    with held_by_another_program(target) as other:
        write_whole(target, b"new")
        assert target.read_bytes() == b"new"
        assert other.communicate("go\n")[0] == "old"
    assert _left(tmp_path) == {"Charter.pdf"}


@pytest.mark.skipif(sys.platform != "win32", reason="only Windows refuses it; this has not been run there yet")
def test_on_windows_a_target_that_another_program_holds_is_kept_and_that_is_said(tmp_path: Path) -> None:
    target = tmp_path / "Charter.pdf"
    target.write_bytes(b"old")
    with held_by_another_program(target), pytest.raises(NotWritten, match="it is open in another program"):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert _left(tmp_path) == {"Charter.pdf"}


def test_what_stops_at_the_last_moment_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "Charter.pdf"
    target.write_bytes(b"old")

    def stop() -> None:
        assert len(_left(tmp_path)) == 2, "the new file is whole by now"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_whole(target, b"new", stop)
    assert target.read_bytes() == b"old"
    assert _left(tmp_path) == {"Charter.pdf"}


def test_leftovers_of_a_target_are_swept_and_nothing_else(tmp_path: Path) -> None:
    for name in (".Charter.pdf.abcd1234.part", ".Other.pdf.abcd1234.part", "Charter.pdf.part", ".Charter.pdf"):
        (tmp_path / name).write_bytes(b"x")
    sweep(tmp_path / "Charter.pdf")
    assert _left(tmp_path) == {".Other.pdf.abcd1234.part", "Charter.pdf.part", ".Charter.pdf"}
    sweep(tmp_path / "gone" / "Charter.pdf")


def test_the_reason_is_said_in_the_language_of_the_reader(tmp_path: Path, words: Words) -> None:
    with pytest.raises(NotWritten) as caught:
        write_whole(tmp_path / "gone" / "Charter.pdf", b"one")
    assert "is not there" in words.say(caught.value.sentence)


def test_a_written_file_is_readable_by_its_owner_and_as_the_system_says(tmp_path: Path) -> None:
    target = tmp_path / "Charter.pdf"
    write_whole(target, b"one")
    assert target.stat().st_mode & 0o600 == 0o600
