"""A file appears whole, or what was there stays."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from enable_desktop.words import Words
from exports.write import NotWritten, write_whole


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


def test_the_reason_is_said_in_the_language_of_the_reader(tmp_path: Path, words: Words) -> None:
    with pytest.raises(NotWritten) as caught:
        write_whole(tmp_path / "gone" / "Charter.pdf", b"one")
    assert "is not there" in words.say(caught.value.sentence)


def test_a_written_file_is_readable_by_its_owner_and_as_the_system_says(tmp_path: Path) -> None:
    target = tmp_path / "Charter.pdf"
    write_whole(target, b"one")
    assert target.stat().st_mode & 0o600 == 0o600
