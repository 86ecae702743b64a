"""A drive that is full at any stage of anything that writes: refused with a sentence, and all is as it was."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.conftest import Trials

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.skipif(shutil.which("unshare") is None, reason="no unshare here")
@pytest.mark.parametrize(("where", "few"), [("the same drive", 5), ("another drive", 0)], ids=["same", "another"])
def test_a_drive_that_is_full_at_any_stage_leaves_all_as_it_was(
    tmp_path: Path, home: Path, trials: Trials, where: str, few: int
) -> None:
    folder = tmp_path / "drive"
    folder.mkdir()
    for spaces in (["--mount"], ["--mount", "--map-root-user"]):
        if subprocess.run(["unshare", *spaces, "true"], capture_output=True, check=False).returncode == 0:
            break
    else:
        pytest.skip("this system gives no mount name spaces to tests")
    times = sum(1 for _ in trials(f"jobs on a full drive, with the program's own folder on {where}", few=few, many=180))
    own = folder / "home" if where == "the same drive" else home
    mount = f"mount -t tmpfs -o size=14m none {folder}"
    command = f"{mount} && exec {sys.executable} -m tests.faults.drives {times} {folder} {own}"
    done = subprocess.run(
        ["unshare", *spaces, "sh", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(shutil.which("mkfs.btrfs") is None, reason="no btrfs-progs here, which make a drive with a quota")
def test_a_quota_that_is_used_up_keeps_what_was_stored_and_says_so(tmp_path: Path, home: Path, trials: Trials) -> None:
    image, drive = tmp_path / "drive.img", tmp_path / "drive"
    drive.mkdir()
    for _ in trials("everything that writes, with a quota that is used up (EDQUOT)", few=0, many=1):
        with image.open("wb") as file:
            file.truncate(256 * 1024 * 1024)
        subprocess.run(["mkfs.btrfs", "-q", image], check=True, capture_output=True)
        mounted = f"mount -t btrfs -o loop {image} {drive}"
        if subprocess.run(["unshare", "--mount", "sh", "-c", mounted], capture_output=True, check=False).returncode:
            pytest.skip("this system mounts no drive for tests")
        ready = f"btrfs -q quota enable {drive} && btrfs -q subvolume create {drive}/own"
        job = f"exec {sys.executable} -m tests.db.drives quota {drive}/own {home}"
        command = f"{mounted} && {ready} && btrfs -q qgroup limit 3M {drive}/own && {job}"
        done = subprocess.run(
            ["unshare", "--mount", "sh", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
