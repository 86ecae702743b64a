from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from enable_desktop.readers.online import is_online_only


def _status(**fields: int) -> os.stat_result:
    return cast(os.stat_result, SimpleNamespace(**{"st_size": 1_000_000, "st_blocks": 2_000, **fields}))


@pytest.mark.parametrize("attribute", [0x1000, 0x40000, 0x400000])
def test_windows_says_which_files_are_only_online(attribute: int) -> None:
    assert is_online_only(_status(st_file_attributes=attribute | 0x20))
    assert not is_online_only(_status(st_file_attributes=0x20, st_blocks=0))


def test_macos_says_which_files_are_only_online() -> None:
    assert is_online_only(_status(st_flags=0x40000000))
    assert not is_online_only(_status(st_flags=0))


def test_a_large_file_without_a_block_has_no_content_here(tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    with path.open("wb") as file:
        file.truncate(1_000_000)
    if path.stat().st_blocks:
        pytest.skip("this file system gives holes blocks")
    assert is_online_only(path.stat())


@pytest.mark.parametrize("size", [0, 1, 300, 4_000, 500_000])
def test_a_file_of_any_size_that_is_here_is_read(tmp_path: Path, size: int) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(b"x" * size)
    assert not is_online_only(path.stat())


def test_a_small_file_inside_its_directory_entry_is_read() -> None:
    assert not is_online_only(_status(st_size=1_500, st_blocks=0))
