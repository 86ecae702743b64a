"""What a process finds on a drive that fills up at any moment. It asserts by itself.

python -m tests.faults.drives TIMES FOLDER HOME
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from db.workspace import create_workspace, open_workspace
from enable_desktop.charter.lines import Obstacle
from tests.db.content import complaints, content_of
from tests.faults.jobs import OLDER
from tests.faults.test_kills import leftovers
from ui.cli import run
from ui.place import choose_backups, own_place

ROWS: Final = 60
FREE: Final = (0, 4_096, 8_192, 20_000, 60_000, 200_000, 500_000, 1_200_000, 2_500_000)
"""How many bytes are left on the drive."""


class Drive:
    """A workspace, its backups, its library and what is exported of it, all on one small drive."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folder = folder
        self.chance = chance
        self.path = folder / "Programme.enable"
        self.out = folder / "Out"
        self.content = folder / "Content"
        self._filling = folder / "filling"
        self.out.mkdir()
        for name in ("home", "one"):
            (self.content / name).mkdir(parents=True)
        for number in range(8):
            links = " ".join(f"[{other}](../one/{other}.md)" for other in range(8))
            (self.content / "home" / f"home {number}.md").write_text(f"# Home {number}\n\n{links}\n", "utf-8")
            (self.content / "one" / f"{number}.md").write_text(f"# Page {number}\n", "utf-8")
        lines = [f"Row {number},https://sample.example/{number}" for number in range(ROWS)]
        (folder / "rows.csv").write_text("\n".join(["title,location", *lines]), "utf-8")
        said = [f"Person {number % 7},rep,Theme {number},3,,said,2026-03-12" for number in range(ROWS)]
        (folder / "said.csv").write_text(
            "\n".join(["stakeholder,group,theme,severity,kind,quote,date", *said]), "utf-8"
        )
        choose_backups(own_place().home, folder)
        with create_workspace(self.path, own_place()) as workspace:
            workspace.add(Obstacle, title="Time", mitigation="x" * 20_000)
        assert self.command("import", "content", self.path, self.content, "--watch")[0] == 0
        assert self.command("backup", self.path)[0] == 0

    def command(self, *arguments: object) -> tuple[int, str]:
        """The exit code of a command, and what it said against it."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run([str(each) for each in arguments])
        return code, err.getvalue()

    @contextlib.contextmanager
    def filled(self, free: int) -> Iterator[None]:
        """Only so much is free meanwhile."""
        with contextlib.suppress(OSError), self._filling.open("wb", buffering=0) as file:
            while file.write(bytes(4_096)):
                pass
        taken = self._filling.stat().st_size
        os.truncate(self._filling, max(0, taken - free))
        try:
            yield
        finally:
            self._filling.unlink()

    def backup(self) -> str:
        with open_workspace(self.path, own_place()) as workspace:
            return workspace.backups()[-1].name

    def move(self) -> None:
        here = next(each for each in (self.content / "one", self.content / "two") if each.is_dir())
        here.rename(here.with_name({"one": "two", "two": "one"}[here.name]))

    def older(self) -> Path:
        path = self.folder / "Older.enable"
        path.unlink(missing_ok=True)
        shutil.copy(self.chance.choice(OLDER), path)
        return path


def jobs(drive: Drive) -> Mapping[str, tuple[object, ...]]:
    """Everything that writes, as it is said to the command line."""
    path, out, folder = drive.path, drive.out, drive.folder
    return {
        "import catalogue": (path, folder / "rows.csv"),
        "import statements": (path, folder / "said.csv"),
        "undo": (path,),
        "redo": (path,),
        "export charter": (path, "-o", out / "C.pdf"),
        "export gaps": (path, "-o", out / "G.pdf"),
        "export content": (path, "-o", out / "C.csv"),
        "export everything": (path, "-o", out / "All"),
        "export pack": (path, "-o", out / "Pack.zip"),
        "backup": (path,),
        "restore": (path, drive.backup()),
        "recover": (path, "-o", out / "R.enable"),
        "new": (out / "New.enable",),
        "reconcile": (path, "--mend"),
        "history": (drive.older(),),
    }


def try_once(drive: Drive, name: str, free: int) -> bool:
    """One job on a drive with so much left; returns whether it was refused."""
    arguments = jobs(drive)[name]
    for made in ("R.enable", "New.enable"):
        (drive.out / made).unlink(missing_ok=True)
    if name == "reconcile":
        drive.move()
    before, exported = content_of(drive.path), _all(drive.out)
    older = content_of(drive.folder / "Older.enable")
    with drive.filled(free):
        code, said = drive.command(*name.split(), *arguments)
    assert code in (0, 3), (name, free, code, said)
    own_place()
    open_workspace(drive.path, own_place()).close()
    if code:
        lines = said.strip().splitlines()
        assert lines and lines[-1].endswith("."), (name, free, said)
        if name != "reconcile":
            assert content_of(drive.path) == before, (name, free)
        assert _all(drive.out) == exported, (name, free)
    assert older.items() <= content_of(drive.folder / "Older.enable").items() or not code, (name, free)
    assert complaints(drive.path) == [], (name, free)
    assert leftovers(drive.folder) == [], (name, free, leftovers(drive.folder))
    ways = {"/one/" in page.read_text("utf-8") for page in (drive.content / "home").glob("*.md")}
    assert len(ways) == 1, (name, free, "some pages were mended and others not")
    for kept in drive.folder.glob("*/*.enable"):
        if kept.parent != drive.out:
            assert complaints(kept) == [], (name, free, kept)
    return bool(code)


def _all(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def main(times: int, folder: Path, home: Path) -> None:
    os.environ["ENABLE_HOME"] = str(home)
    os.environ["ENABLE_TODAY"] = "2026-11-24"
    chance = random.Random(times)
    drive = Drive(folder, chance)
    names = list(jobs(drive))
    refused: dict[str, int] = dict.fromkeys(names, 0)
    for number in range(times):
        name = names[number % len(names)]
        refused[name] += try_once(drive, name, chance.choice(FREE))
        for old in sorted(folder.glob("*/*.enable"))[:-6]:
            if old.parent != drive.out:
                old.unlink()
                old.with_suffix(".sha256").unlink(missing_ok=True)
    assert times < 50 or sum(refused.values()) > times / 5, refused


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
