"""What a child process finds on a drive that is full, limited or read-only. It asserts by itself.

python -m tests.db.drives full|full_restore|full_export|limited|limited_export|quota|read_only FOLDER HOME
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from db.faults import ReadOnly
from db.workspace import Place, Workspace, create_workspace, open_workspace
from enable_desktop.charter.lines import Document, Obstacle
from enable_desktop.errors import WorkspaceError
from enable_desktop.links import Ref
from enable_desktop.words import Words
from exports.charter import write_charter
from exports.everything import write_everything
from resources.words import translations
from tests.db.content import complaints, content_of
from ui.exporting import charter_report, everything_report

NOW: Final = datetime(2026, 11, 24, 10, 42)
MANY: Final = 10_000


def refused(work: Callable[[], object]) -> str:
    """The sentence with which something is refused."""
    try:
        work()
    except WorkspaceError as error:
        return str(error)
    raise AssertionError("it was not refused")


def full(folder: Path, home: Path) -> None:
    """A drive of two megabytes."""
    path = folder / "Programme.enable"
    # The backups lie on the same full drive.
    place = Place(home=home, clock=lambda: NOW, backups=folder / "backups")
    with create_workspace(path, place) as workspace:
        sentence = fill_up(workspace)
        assert sentence.startswith("The disk is full: the last change to Programme.enable was not stored"), sentence
        for work in (workspace.back_up, lambda: workspace.save_copy(folder / "Copy.enable")):
            before = content_of(path)
            sentence = refused(work)
            assert "space" in sentence or "The disk is full" in sentence, sentence
            assert content_of(path) == before
        sentence = refused(lambda: create_workspace(folder / "New.enable", place))
        assert "space" in sentence or "The disk is full" in sentence, sentence
        leftovers = [found.name for found in folder.rglob("*") if found.suffix not in ("", ".txt")]
        assert leftovers == ["Programme.enable"], leftovers
        for change in every_store(workspace):
            before = content_of(path)
            assert refused(change).startswith("The disk is full")
            assert content_of(path) == before
        # The index cannot grow, but searching what it holds goes on.
        workspace.search.find("Filling")
    assert complaints(path) == []


def full_restore(folder: Path, home: Path) -> None:
    """A backup that no longer fits on the workspace's own drive."""
    path = folder / "Programme.enable"
    with create_workspace(path, Place(home=home, clock=lambda: NOW)) as workspace:
        workspace.attachments.add("large.bin", bytes(range(256)) * 2_500, "application/octet-stream")
        backup = workspace.back_up()
    path.unlink()
    with create_workspace(path, Place(home=home, clock=lambda: NOW)) as workspace:
        workspace.add(Obstacle, title="Mine")
        before = content_of(path)
        filling = folder / "filling"
        filling.write_bytes(bytes(1_000_000))
        sentence = refused(lambda: workspace.restore(backup))
        assert sentence == (
            "The backup was not put back: There is no space left for Programme.enable. Free some space and try again. "
            "Everything in Programme.enable is as it was."
        ), sentence
        assert content_of(path) == before
        filling.unlink()
        assert [line.title for line in workspace.all(Obstacle)] == ["Mine"]
        workspace.undo()
        workspace.redo()
        assert content_of(path) == before
        replaced = workspace.restore(backup)
        assert content_of(replaced.path) == before
    assert complaints(path) == []


def full_export(folder: Path, home: Path) -> None:
    """Exports that no longer fit, over older ones that did."""
    place = Place(home=home, clock=lambda: NOW)
    words = Words("en", translations("en"))
    with create_workspace(home / "Programme.enable", place) as workspace:
        report = charter_report(workspace)
        workspace.attachments.add("large.bin", bytes(3_000_000), "application/octet-stream")
        everything = everything_report(workspace)
        small = replace(everything, files=())
    target, data = folder / "Charter.pdf", folder / "Data"
    target.write_bytes(b"old")
    write_everything(small, words, data)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    sentence = refused(lambda: write_everything(everything, words, data))
    assert sentence.endswith("What was there before is kept."), sentence
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    filling = folder / "filling"
    with suppress(OSError), filling.open("wb", buffering=0) as file:
        while file.write(bytes(4_096)):
            pass
    sentence = refused(lambda: write_charter(report, words, target))
    assert sentence.startswith(f"“{target}” was not written: the disk is full; 0.1 MB are needed."), sentence
    filling.unlink()
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert {path.name for path in folder.iterdir()} == {"Charter.pdf", "Data"}
    write_charter(report, words, target)


def every_store(workspace: Workspace) -> list[Callable[[], object]]:
    """One of everything that writes, each with enough to write that it cannot fit."""
    large = "large " * 100_000
    return [
        lambda: workspace.change(Ref("sections", 1), text=large),
        lambda: workspace.settings.set("company", large),
        lambda: workspace.attachments.add("a.png", large.encode(), "image/png"),
        lambda: workspace.charter.save_version(Document.CHARTER, "1.0", ""),
        lambda: workspace.charter.ask(Document.CHARTER),
    ]


def limited(folder: Path, home: Path) -> None:
    """A limit to the size of any file."""
    import resource

    path = folder / "Programme.enable"
    with create_workspace(path, Place(home=home, clock=lambda: NOW)) as workspace:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, resource.RLIM_INFINITY))
        sentence = fill_up(workspace)
        assert sentence.startswith("The drive did not accept the last change to Programme.enable"), sentence
        workspace.undo()
        workspace.redo()
    assert complaints(path) == []


def limited_export(folder: Path, home: Path) -> None:
    """The same limit, to what is exported."""
    import resource

    words = Words("en", translations("en"))
    with create_workspace(home / "Programme.enable", Place(home=home, clock=lambda: NOW)) as workspace:
        report = charter_report(workspace)
    target = folder / "Charter.pdf"
    target.write_bytes(b"old")
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, resource.RLIM_INFINITY))
    sentence = refused(lambda: write_charter(report, words, target))
    assert sentence.startswith(f"“{target}” was not written: a file there may not be this large; 0.1 MB are"), sentence
    assert target.read_bytes() == b"old"
    assert [path.name for path in folder.iterdir() if path.suffix == ".pdf"] == ["Charter.pdf"]


def quota(folder: Path, home: Path) -> None:
    """A drive with plenty of space, of which three megabytes are ours."""
    path, target = folder / "Programme.enable", folder / "Charter.pdf"
    words = Words("en", translations("en"))
    place = Place(home=home, clock=lambda: NOW)
    target.write_bytes(b"old")
    with create_workspace(path, place) as workspace:
        report = charter_report(workspace)
        sentence = fill_up(workspace)
        assert sentence.startswith("Your space on the drive that holds Programme.enable is used up"), sentence
        before = content_of(path)
        for change in every_store(workspace):
            assert "is used up" in refused(change)
            assert content_of(path) == before
        filling = folder / "filling"
        with suppress(OSError), filling.open("wb", buffering=0) as file:
            while file.write(bytes(4_096)):
                pass
        sentence = refused(lambda: write_charter(report, words, target))
        assert sentence.startswith(f"“{target}” was not written: your space on this disk is used up; 0.1 MB"), sentence
        sentence = refused(lambda: create_workspace(folder / "New.enable", place))
        assert "used up" in sentence or "There is no space left" in sentence, sentence
        filling.unlink(missing_ok=True)
        assert target.read_bytes() == b"old"
        assert {each.name for each in folder.iterdir()} == {path.name, target.name}
        assert content_of(path) == before
        workspace.search.find("Filling")
    assert complaints(path) == []


def fill_up(workspace: Workspace) -> str:
    """Store until it is refused; whatever was stored before is still there, and undone steps are whole."""
    stored = 0

    def store() -> None:
        nonlocal stored
        while stored < MANY:
            workspace.add(Obstacle, title=f"Filling {stored}", mitigation="x" * 5_000)
            stored += 1

    sentence = refused(store)
    assert [line.title for line in workspace.all(Obstacle)] == [f"Filling {number}" for number in range(stored)]
    assert stored > 5
    return sentence


def read_only(folder: Path, home: Path) -> None:
    """A drive that cannot be written."""
    path = folder / "Programme.enable"
    place = Place(home=home, clock=lambda: NOW)
    try:
        open_workspace(path, place)
    except ReadOnly as error:
        assert str(error).startswith("Programme.enable is read-only"), error
    else:
        raise AssertionError("it was opened for writing")
    with open_workspace(path, place, write=False) as workspace:
        assert workspace.all(Obstacle)
        assert workspace.search.find("obstacles")
        sentence = refused(lambda: workspace.add(Obstacle, title="x"))
        assert "open for reading only" in sentence, sentence
    sentence = refused(lambda: create_workspace(folder / "New.enable", place))
    assert "read-only" in sentence, sentence


JOBS: Final = (full, full_restore, full_export, limited, limited_export, quota, read_only)

if __name__ == "__main__":
    {job.__name__: job for job in JOBS}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
