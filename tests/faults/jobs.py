"""A process that works on a workspace without end and says what is stored, until somebody kills it.

python -m tests.faults.jobs JOB FILE HOME
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import chain, count
from pathlib import Path
from typing import Final

from db.files import SCHEMA
from db.imports import store_in_slices
from db.rescue import backups_of, restore_over
from db.step_list import KEPT
from db.workspace import Place, Workspace, open_workspace
from enable_desktop.charter.lines import Obstacle, Prose
from enable_desktop.imports import AddMany, Lines, Plan
from enable_desktop.interviews import Interview
from enable_desktop.library.assets import Asset, Status
from enable_desktop.links import Reason, Ref
from enable_desktop.words import Words, mark, sentence
from exports.everything import write_everything
from exports.write import write_whole
from resources.words import translations
from ui.backups import write_copy
from ui.cli import run
from ui.exporting import everything_report
from ui.start import new_workspace
from ui.underway import underway

NOW: Final = datetime(2026, 11, 24, 10, 42)
SIZE: Final = 8_000_000
DAMAGED: Final = b"damaged" * 1_000
OLDER: Final = tuple(
    Path(__file__).resolve().parent.parent / "workspaces" / f"schema-{number}.enable" for number in range(1, SCHEMA)
)
ROWS: Final = 40
"""How many things each import brings."""
TALKS: Final = 8
"""How many talks come and go before a file is made smaller."""
MANY_ROWS: Final = 1_200
"""How many a large one brings."""
PIECE: Final = "A sentence of the mission, as somebody types it. "


def write(path: Path, place: Place) -> Iterator[str]:
    """Steps of several rows, and typing; a step is a number that stands in three tables."""
    with open_workspace(path, place) as workspace:
        section = Ref("sections", workspace.all(Prose)[0].id)
        for number in count(workspace.count(Obstacle)):
            store(workspace, number)
            yield f"step {number}"
            for end in range(0, len(PIECE), 7):
                text = f"{number:06}{PIECE[:end]}{PIECE * 40}"
                workspace.change(section, typing=True, text=text)
                yield f"typed {number} {end}"


def write_large(path: Path, place: Place) -> Iterator[str]:
    """Steps that are larger than what SQLite keeps in memory, so that the file is written before they end."""
    with open_workspace(path, place) as workspace:
        for number in count(int(workspace.settings.get("number") or -1) + 1):
            with workspace.step(mark("Store a number")):
                workspace.settings.set("number", str(number))
                for line in workspace.all(Obstacle):
                    workspace.change(Ref("obstacles", line.id), title=f"Number {number}")
            yield f"step {number}"


def write_when_told(path: Path, place: Place) -> Iterator[str]:
    """A step for every line that comes in."""
    with open_workspace(path, place) as workspace:
        for number, _ in enumerate(sys.stdin):
            store(workspace, number)
            yield str(number)


def store(workspace: Workspace, number: int) -> None:
    with workspace.step(mark("Store a number")):
        obstacle = workspace.add(Obstacle, title=f"Number {number}")
        workspace.links.join(Ref("obstacles", obstacle), Ref("charter", 1), Reason.MENTIONS)
        workspace.settings.set("number", str(number))


def back_up(path: Path, place: Place) -> Iterator[str]:
    later = count()
    home = Place(home=place.home, clock=lambda: NOW + timedelta(seconds=next(later)))
    with open_workspace(path, home) as workspace:
        yield "open"
        while True:
            yield workspace.back_up().name


def restore(path: Path, place: Place) -> Iterator[str]:
    """The oldest two backups in turn."""
    for number in count():
        with open_workspace(path, place) as workspace:
            backup = workspace.backups()[-1 - number % 2]
            replaced = workspace.restore(backup)
            yield backup.name
            replaced.path.unlink()
            replaced.path.with_suffix(".sha256").unlink()


def create(path: Path, place: Place) -> Iterator[str]:
    yield "open"
    for number in count():
        with new_workspace(path.with_name(f"{number}.enable"), place):
            yield str(number)


def save_copy(path: Path, place: Place) -> Iterator[str]:
    with open_workspace(path, place) as workspace:
        yield "open"
        for number in count():
            write_copy(workspace, path.with_name(f"{number}.enable"))
            yield str(number)


def save_copy_over(path: Path, place: Place) -> Iterator[str]:
    """Over the same file again and again."""
    with open_workspace(path, place) as workspace:
        yield "open"
        for number in count():
            store(workspace, number)
            write_copy(workspace, path.with_name("Copy.enable"))
            yield str(number)


def compact(path: Path, place: Place) -> Iterator[str]:
    """Much comes, goes and is forgotten; then the file is made smaller slice by slice, again and again."""
    with open_workspace(path, place) as workspace:
        if not workspace.count(Obstacle):
            workspace.add(Obstacle, title="0")
        kept = Ref(Obstacle.kind, workspace.all(Obstacle)[0].id)
        while True:
            large = [workspace.add(Interview, title=str(number), notes=PIECE * 4_000) for number in range(TALKS)]
            for each in large:
                workspace.remove(Ref(Interview.kind, each))
            for number in range(int(workspace.title_of(kept)) + 1, int(workspace.title_of(kept)) + KEPT + 2):
                workspace.change(kept, title=str(number))
            yield f"step {workspace.title_of(kept)}"
            while workspace.compact():
                yield "slice"


def migrate(path: Path, place: Place) -> Iterator[str]:
    """A file of each older schema in turn, brought up to date again and again."""
    for number in count():
        shutil.copy(OLDER[number % len(OLDER)], path.with_name("older"))
        path.with_name("older").replace(path)
        with open_workspace(path, place):
            yield str(number)


def rescue(path: Path, place: Place) -> Iterator[str]:
    """The backup in the place of a file that cannot be opened, again and again."""
    (backup,) = backups_of(path, place)
    for number in count():
        path.with_name("broken").write_bytes(DAMAGED)
        path.with_name("broken").replace(path)
        with underway(place.home, path):
            restore_over(path, backup, place)
        yield str(number)


def export(path: Path, place: Place) -> Iterator[str]:
    """A large file, each time of another single byte."""
    target = path.with_name("Charter.pdf")
    for number in count():
        with underway(place.home, target):
            write_whole(target, bytes([number % 256]) * SIZE)
        yield str(number)


def export_everything(path: Path, place: Place) -> Iterator[str]:
    with open_workspace(path, place) as workspace:
        report = everything_report(workspace)
    words = Words("en", translations("en"))
    target = path.with_name("Data")
    for number in count():
        with underway(place.home, target):
            write_everything(report, words, target)
        yield str(number)


def by_command(*arguments: object) -> None:
    """One run of the command line; what it refuses ends the job."""
    code = run([str(each) for each in arguments])
    if code:
        raise SystemExit(f"{arguments[:2]} ended with {code}")


def import_all(path: Path, place: Place) -> Iterator[str]:
    """Rows of content, statements, and a folder of pages in turn, each time others."""
    folder = path.with_name("incoming")
    folder.mkdir(exist_ok=True)
    for number in count(len(list(folder.iterdir()))):
        document = folder / f"{number:03}"
        if number % 3 == 2:
            document.mkdir()
            for row in range(ROWS):
                (document / f"{row}.md").write_text(f"# {number} pages {row}\n\nWhat stands in it.\n", "utf-8")
            by_command("import", "content", path, document)
        elif number % 3 == 1:
            lines = [f"Person {row % 7},rep,{number} statements {row},3,,said,2026-03-12" for row in range(ROWS)]
            document.write_text("\n".join(["stakeholder,group,theme,severity,kind,quote,date", *lines]), "utf-8")
            by_command("import", "statements", path, document)
        else:
            lines = [f"{number} rows {row},https://example.com/{number}/{row}" for row in range(ROWS)]
            document.write_text("\n".join(["title,location", *lines]), "utf-8")
            by_command("import", "catalogue", path, document)
        yield str(number)


def back_and_again(workspace: Workspace) -> Iterator[str]:
    """The last step is taken back in slices, and done again."""
    for deed in (workspace.big_steps.take_back, workspace.big_steps.do_again):
        big = deed()
        assert big is not None
        for done, _ in chain(big.slices, workspace.big_steps.sweep()):
            yield f"{deed.__name__} {done}"


def import_in_slices(path: Path, place: Place) -> Iterator[str]:
    """So many rows of content that a window takes them in slices, with something typed between them, and each time
    taken back and done again."""
    with open_workspace(path, place) as workspace:
        section = Ref("sections", workspace.all(Prose)[0].id)
        typed = count(int(workspace.all(Prose)[0].text or 0) + 1)
        for number in count(workspace.count(Asset) // MANY_ROWS):
            lines = [{"title": f"{number} row {row}", "status": Status.PUBLISHED} for row in range(MANY_ROWS)]
            many = AddMany(record=Asset, lines=Lines(partial(iter, lines)), count=MANY_ROWS)
            label = sentence(mark("Import the content listed in “{name}”"), name=str(number))
            plan = Plan(label=label, writes=(many,), came=(), parts=())
            for _ in store_in_slices(workspace, plan):
                last = next(typed)
                workspace.change(section, typing=True, text=str(last))
                yield f"typed {last}"
            yield f"whole {number}"
            yield from back_and_again(workspace)
            yield f"again {number}"


def change_in_slices(path: Path, place: Place) -> Iterator[str]:
    """All content is changed in slices, with something typed between them, and that is taken back and done again."""
    with open_workspace(path, place) as workspace:
        section = Ref("sections", workspace.all(Prose)[0].id)
        typed = count(int(workspace.all(Prose)[0].text or 0) + 1)
        assets = [asset.id for asset in workspace.all(Asset)]
        for number in count((workspace.all(Asset)[0].months or 0) + 1):
            for done, _ in workspace.big_steps.carry_out(workspace.library.reviews.changing(assets, months=number)):
                last = next(typed)
                workspace.change(section, typing=True, text=str(last))
                yield f"{last} changing {done}"
            yield f"{last} whole {number}"
            while workspace.big_steps.take_back() is None:
                workspace.undo()
            for said in back_and_again(workspace):
                yield f"{last} {said}"
            yield f"{last} again {number}"


def forget_in_slices(path: Path, place: Place) -> Iterator[str]:
    """A large step is taken back, and what is typed then lets it be forgotten, each time anew."""
    with open_workspace(path, place) as workspace:
        section = Ref("sections", workspace.all(Prose)[0].id)
        for number in count(int(workspace.all(Prose)[0].text or 0) + 1):
            workspace.add_many(Obstacle, ({"title": f"Row {row}"} for row in range(MANY_ROWS)))
            workspace.undo()
            workspace.change(section, text=str(number))
            yield f"typed {number}"
            for _ in workspace.big_steps.forget():
                yield "forgets"


def reconcile(path: Path, place: Place) -> Iterator[str]:
    """A folder that others point into moves to and fro; the library follows, and links are mended in the files."""
    content = path.with_name("Content")
    for number in count():
        here = next(each for each in (content / "one", content / "two") if each.is_dir())
        here.rename(here.with_name({"one": "two", "two": "one"}[here.name]))
        yield f"moved {number}"
        by_command("reconcile", path, "--mend")
        yield f"mended {number}"


def export_by_command(path: Path, place: Place) -> Iterator[str]:
    """Every kind of export in turn, over the one of before."""
    for number in count():
        for kind, name in EXPORTS:
            by_command("export", *kind.split(), path, "-o", path.with_name("Out") / name)
            yield f"{number} {name}"


EXPORTS: Final = (
    ("charter", "Charter.pdf"),
    ("charter --part one-page", "Page.pdf"),
    ("charter --format md", "Charter.md"),
    ("gaps", "Gaps.pdf"),
    ("gaps --format csv", "Gaps.csv"),
    ("content", "Content.csv"),
    ("everything", "Everything"),
)
"""What to say to `export`, and where it goes."""


def export_packs(path: Path, place: Place) -> Iterator[str]:
    """A pack in every form in turn, over the one of before."""
    for number in count():
        for name in PACKS:
            by_command("export", "pack", path, "-o", path.with_name("Out") / name, "--date", "2026-03-12")
            yield f"{number} {name}"


PACKS: Final = ("Pack", "Pack.zip", "Pack.html", "Pack.pdf")
"""A pack as a folder, an archive, a page, and a booklet."""

JOBS: Final = {
    job.__name__: job
    for job in (
        write,
        write_large,
        write_when_told,
        back_up,
        restore,
        create,
        save_copy,
        save_copy_over,
        compact,
        migrate,
        rescue,
        export,
        export_everything,
        export_by_command,
        export_packs,
        import_all,
        import_in_slices,
        change_in_slices,
        forget_in_slices,
        reconcile,
    )
}

if __name__ == "__main__":
    for done in JOBS[sys.argv[1]](Path(sys.argv[2]), Place(home=Path(sys.argv[3]), clock=lambda: NOW)):
        print(done, flush=True)
