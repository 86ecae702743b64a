"""Whatever the program was doing when it was killed: the file opens, and holds all that was stored and nothing half."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from db.backups import verify
from db.files import SCHEMA
from db.rescue import backups_of
from db.workspace import Place, Workspace, create_workspace, open_workspace
from enable_desktop.charter.lines import Obstacle, Prose
from enable_desktop.interviews import Interview, Statement, Theme
from enable_desktop.library.assets import Asset
from enable_desktop.library.query import Order, parse
from enable_desktop.links import Link
from resources.sample import sample
from tests.db.content import Content, complaints, content_of
from tests.faults.conftest import FULL, Kill, Trials
from tests.faults.jobs import DAMAGED, EXPORTS, MANY_ROWS, OLDER, PACKS, PIECE, ROWS, SIZE, TALKS, by_command, store
from ui.place import own_place
from ui.underway import underway

HIDDEN = re.compile(r"\.part$|\.partial|\.restoring|-journal|\.new")
"""What only a file under way may be called."""

MANY = 400 if FULL else 40
"""How many steps there are where a file should be large."""


def leftovers(*folders: Path) -> list[str]:
    """What an interrupted program left unfinished in these folders and all below."""
    return [str(file) for folder in folders for file in folder.rglob("*") if HIDDEN.search(file.name)]


def check_number(workspace: Workspace) -> int:
    """The number up to which steps are stored: the same in every table."""
    obstacles = workspace.all(Obstacle)
    numbers = [int(obstacle.title.removeprefix("Number ")) for obstacle in obstacles]
    assert numbers == list(range(len(numbers)))
    assert [link.from_id for link in workspace.all(Link)] == [obstacle.id for obstacle in obstacles]
    assert workspace.settings.get("number") == (str(numbers[-1]) if numbers else "")
    assert len(workspace.search.find("Number", limit=5_000)) == len(numbers)
    return len(numbers) - 1


def check_typed(workspace: Workspace, number: int, end: int) -> None:
    """What was typed last is there, or what came right after it."""
    text = workspace.all(Prose)[0].text
    stored_number, rest = int(text[:6]), text[6:]
    stored_end = len(rest) - len(PIECE) * 40
    assert rest == PIECE[:stored_end] + PIECE * 40
    assert (stored_number, stored_end) >= (number, end)


def test_a_writer_that_is_killed_loses_nothing_that_was_stored(
    tmp_path: Path, home: Path, place: Place, kill: Kill, trials: Trials
) -> None:
    path = tmp_path / "Programme.enable"
    create_workspace(path, place).close()
    for _ in trials("kill -9 while steps and typing are stored", few=2, many=100):
        said = kill("write", path, after=(1, 12), within=0.05)
        with open_workspace(path, place) as workspace:
            stored = check_number(workspace)
            for line in said:
                kind, number, *end = line.split()
                assert stored >= int(number)
                if kind == "typed":
                    typed = int(number), int(end[0])
            if said[-1].startswith("typed"):
                check_typed(workspace, *typed)
            assert workspace.integrity() == ()
            label = workspace.undo_label
            assert label is not None
            workspace.undo()
            workspace.redo()
        assert complaints(path) == []
        assert leftovers(tmp_path) == []


def test_a_killed_import_is_whole_or_not_there(
    tmp_path: Path, home: Path, place: Place, kill: Kill, trials: Trials
) -> None:
    path = tmp_path / "Programme.enable"
    create_workspace(path, place).close()
    acknowledged: set[str] = set()
    for _ in trials("kill -9 while content, statements and folders are imported", few=1, many=90):
        acknowledged |= set(kill("import_all", path, after=(0, 2), within=0.4))
        with open_workspace(path, own_place()) as workspace:
            titles = [line.title_text for line in (*workspace.all(Asset), *workspace.all(Theme))]
            found = Counter(title.split(" ")[0] for title in titles)
            assert acknowledged <= found.keys()
            assert set(found.values()) <= {ROWS}
            statements = [number for number in found if int(number) % 3 == 1]
            assert workspace.count(Statement) == ROWS * len(statements)
            assert workspace.integrity() == ()
        assert complaints(path) == []
        assert leftovers(tmp_path) == []
    assert acknowledged or not FULL


def test_a_large_import_that_is_killed_is_whole_or_never_seen(
    tmp_path: Path, home: Path, place: Place, kill: Kill, trials: Trials
) -> None:
    path = tmp_path / "Programme.enable"
    create_workspace(path, place).close()
    for _ in trials("kill -9 while a large import comes, goes and comes back in slices", few=1, many=40):
        said = kill("import_in_slices", path, after=(1, 60), within=0.1)
        again = [int(line.split()[1]) for line in said if line.startswith("again")]
        typed = [int(line.split()[1]) for line in said if line.startswith("typed")]
        with open_workspace(path, own_place(), write=False) as workspace:
            seen = workspace.all(Asset)
        with open_workspace(path, own_place()) as workspace:
            assert workspace.all(Asset) == seen
            found = Counter(line.title.split(" ")[0] for line in seen)
            assert set(found.values()) <= {MANY_ROWS}
            assert not again or str(again[-1]) in found
            assert int(workspace.all(Prose)[0].text) >= typed[-1]
            assert workspace.integrity() == ()
            imported = [step for step in workspace.history() if "name" in step.label.values and not step.undone]
            assert len(imported) == len(found)
        assert len([key for key in content_of(path) if key[0] == Asset.kind]) == len(seen)
        assert complaints(path) == []
        assert leftovers(tmp_path) == []


def test_many_that_are_changed_at_once_are_all_changed_or_none(
    tmp_path: Path, home: Path, place: Place, kill: Kill, trials: Trials
) -> None:
    path = tmp_path / "Programme.enable"
    with create_workspace(path, place) as workspace:
        workspace.add_many(Asset, ({"title": f"Row {row}", "months": 1} for row in range(MANY_ROWS)))
    for _ in trials("kill -9 while many are changed in slices, taken back and done again", few=2, many=60):
        said = kill("change_in_slices", path, after=(1, 40), within=0.1)
        ended = [line.split()[2] for line in said if line.split()[1] in ("whole", "again")]
        with open_workspace(path, own_place()) as workspace:
            assets = workspace.all(Asset)
            assert len(assets) == MANY_ROWS
            (months,) = {asset.months for asset in assets}
            assert months is not None
            assert not ended or months >= int(ended[-1]) - 1
            found = workspace.library.finding.ids(parse(""), {}, Order.TITLE)
            assert len(found) == MANY_ROWS
            assert workspace.big_steps.is_clean
            assert workspace.integrity() == ()
            big = workspace.big_steps.take_back() if months > 1 else None
            if big is not None:
                for _ in (*big.slices, *workspace.big_steps.sweep()):
                    pass
                (before,) = {asset.months for asset in workspace.all(Asset)}
                assert before == months - 1
        assert complaints(path) == []
        assert leftovers(tmp_path) == []


def test_a_large_step_that_is_killed_while_it_is_forgotten_never_comes_back(
    tmp_path: Path, home: Path, place: Place, kill: Kill, trials: Trials
) -> None:
    path = tmp_path / "Programme.enable"
    create_workspace(path, place).close()
    for _ in trials("kill -9 while a large step is forgotten in slices", few=0, many=20):
        said = kill("forget_in_slices", path, after=(1, 12), within=0.1)
        typed = [int(line.split()[1]) for line in said if line.startswith("typed")]
        with open_workspace(path, own_place()) as workspace:
            assert int(workspace.all(Prose)[0].text) >= typed[-1]
            assert not workspace.is_forgetting
            assert workspace.integrity() == ()
            coming_back = [step for step in workspace.history() if step.undone]
            large = workspace.count(Obstacle) or len(coming_back)
            # Of the one that was under way when the program died all is there; of every other nothing.
            assert workspace.count(Obstacle) in (0, MANY_ROWS)
            assert len(coming_back) <= 1
            with closing(sqlite3.connect(path)) as connection:
                (kept,) = connection.execute("select count(*) from history_changes where kind = 'obstacles'").fetchone()
            assert kept == (MANY_ROWS if large else 0)
            if workspace.count(Obstacle):
                workspace.undo()
        assert complaints(path) == []
        assert leftovers(tmp_path) == []


PAGES = 9


def pages_of(content: Path) -> Mapping[str, str]:
    """Every page by its name, wherever it lies; no name comes twice."""
    pages = {page.name: page.read_text("utf-8") for page in content.rglob("*.md")}
    assert len(pages) == len(list(content.rglob("*.md")))
    return pages


def test_a_killed_look_at_the_folders_loses_no_page_and_leaves_all_links_mended_or_none(
    tmp_path: Path, home: Path, place: Place, kill: Kill, trials: Trials, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENABLE_TODAY", "2026-11-24")
    path, content = tmp_path / "Programme.enable", tmp_path / "Content"
    for folder in ("home", "one"):
        (content / folder).mkdir(parents=True)
    for number in range(PAGES):
        links = " ".join(f"[{other}](../one/{other}.md)" for other in range(PAGES))
        (content / "home" / f"home {number}.md").write_text(f"# Home {number}\n\n{links}\n", "utf-8")
        (content / "one" / f"{number}.md").write_text(f"# Page {number}\n\n[up](../home/home%20{number}.md)\n", "utf-8")
    create_workspace(path, place).close()
    by_command("import", "content", path, content, "--watch")
    with open_workspace(path, own_place()) as workspace:
        before = {asset.id: asset.title for asset in workspace.all(Asset)}
    plain = {name: text.replace("/two/", "/one/") for name, text in pages_of(content).items()}
    steps = 0
    for _ in trials("kill -9 while folders are reconciled and links mended", few=1, many=80):
        kill("reconcile", path, after=(1, 3), within=0.5)
        with open_workspace(path, own_place()) as workspace:
            assert workspace.unsettled == ()
            assert {asset.id: asset.title for asset in workspace.all(Asset)} == before
            assert workspace.integrity() == ()
        pages = pages_of(content)
        assert {name: text.replace("/two/", "/one/") for name, text in pages.items()} == plain
        assert len({"/one/" in text for name, text in pages.items() if name.startswith("home")}) == 1
        assert leftovers(content) == []
        by_command("reconcile", path, "--mend")
        here = next(each.name for each in (content / "one", content / "two") if each.is_dir())
        assert all(f"/{here}/" in text for name, text in pages_of(content).items() if name.startswith("home"))
        with open_workspace(path, own_place()) as workspace:
            assert workspace.library.page_links.count_broken() == 0
            assert {asset.id: asset.title for asset in workspace.all(Asset)} == before
            steps = len(workspace.history(5_000))
        assert complaints(path) == []
    assert steps > 1


def test_a_file_killed_while_it_gets_smaller_holds_what_it_held(
    tmp_path: Path, home: Path, place: Place, kill: Kill, trials: Trials
) -> None:
    path = tmp_path / "Programme.enable"
    create_workspace(path, place).close()
    for _ in trials("kill -9 while a file is made smaller", few=1, many=40):
        said = kill("compact", path, after=(2, 12), within=0.02)
        with open_workspace(path, place) as workspace:
            (kept,) = workspace.all(Obstacle)
            stored = [int(each.removeprefix("step ")) for each in said if each.startswith("step")]
            assert int(kept.title) >= max(stored)
            assert workspace.count(Interview) <= TALKS
            assert workspace.integrity() == ()
        assert complaints(path) == []
        assert leftovers(tmp_path) == []


def test_a_backup_killed_on_the_way_leaves_whole_ones_only(
    tmp_path: Path, home: Path, place: Place, kill: Kill, trials: Trials
) -> None:
    path = tmp_path / "Programme.enable"
    with create_workspace(path, place) as workspace:
        for number in range(5):
            store(workspace, number)
    for _ in trials("kill -9 while a backup is made", few=1, many=50):
        said = kill("back_up", path, after=(1, 3), within=0.1)
        with open_workspace(path, place) as workspace:
            assert leftovers(workspace.backup_folder) == []
            backups = {backup.name: backup for backup in workspace.backups()}
            # Five of one day are kept, and one more may have been made since.
            assert set(said[1:][-4:]) <= backups.keys()
            for backup in backups.values():
                assert complaints(backup.path) == []
                backup.path.unlink()
                backup.path.with_suffix(".sha256").unlink()


def test_a_restore_killed_on_the_way_is_done_or_not(
    tmp_path: Path, home: Path, place: Place, kill: Kill, trials: Trials
) -> None:
    path = tmp_path / "Programme.enable"
    with create_workspace(path, place) as workspace:
        for numbers in (range(5), range(5, MANY)):
            for number in numbers:
                store(workspace, number)
            workspace.back_up()
    for _ in trials("kill -9 while a backup is put back", few=1, many=50):
        kill("restore", path, after=(0, 3), within=0.1)
        with open_workspace(path, place) as workspace:
            assert check_number(workspace) in (4, MANY - 1)
            assert leftovers(workspace.backup_folder) == []
            for backup in workspace.backups()[:-2]:
                assert complaints(backup.path) == []
                backup.path.unlink()
        assert complaints(path) == []


@pytest.mark.parametrize(
    ("job", "what"), [("create", "a workspace is made"), ("save_copy", "a copy is saved")], ids=["create", "save_copy"]
)
def test_a_file_bears_its_name_only_when_it_is_whole(
    tmp_path: Path, home: Path, place: Place, kill: Kill, trials: Trials, job: str, what: str
) -> None:
    path = tmp_path / "Programme.enable"
    create_workspace(path, place).close()
    folder = tmp_path / "new"
    for _ in trials(f"kill -9 while {what}", few=1, many=30):
        folder.mkdir()
        source = Path(shutil.copy(path, folder / "Programme.enable"))
        said = kill(job, source, after=(1, 3), within=0.2)
        made = {file.stem for file in folder.glob("*.enable")} - {"Programme"}
        assert set(said) - {"open"} <= made
        for name in made:
            with open_workspace(folder / f"{name}.enable", place) as workspace:
                assert workspace.settings.get("workspace_id")
                assert workspace.all(Prose)
        own_place()
        assert {file.name for file in folder.iterdir()} == {"Programme.enable", *(f"{name}.enable" for name in made)}
        shutil.rmtree(folder)


def test_a_copy_over_another_one_is_the_older_or_the_newer(
    tmp_path: Path, home: Path, place: Place, kill: Kill, trials: Trials
) -> None:
    path = tmp_path / "Programme.enable"
    create_workspace(path, place).close()
    copy = tmp_path / "Copy.enable"
    for _ in trials("kill -9 while a copy is saved over another one", few=1, many=40):
        said = kill("save_copy_over", path, after=(2, 6), within=0.1)
        own_place()
        open_workspace(path, place).close()
        with open_workspace(copy, place) as workspace:
            assert int(workspace.settings.get("number")) >= int(said[-1])
        assert complaints(copy) == []
        assert {file.name for file in tmp_path.iterdir()} == {path.name, copy.name, "home"}


def test_a_migration_killed_on_the_way_is_done_or_not(
    tmp_path: Path, home: Path, place: Place, kill: Kill, trials: Trials
) -> None:
    path = tmp_path / "Programme.enable"
    before = [content_of(older) for older in OLDER]
    for _ in trials("kill -9 while a file of an earlier version is brought up to date", few=1, many=80):
        shutil.copy(OLDER[-1], path)
        said = kill("migrate", path, after=(0, 6), within=0.15)
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("pragma user_version").fetchone()[0] in range(1, SCHEMA + 1)
        with open_workspace(path, place) as workspace:
            assert workspace.integrity() == ()
            after = content_of(path)
            at_work = [before[number % len(OLDER)] for number in (len(said) - 1, len(said))]
            assert any(_is_within(each, after) for each in at_work)
            assert leftovers(workspace.backup_folder, tmp_path) == []
            for backup in workspace.backups():
                verify(backup.path)
                assert complaints(backup.path) == []
                backup.path.unlink()
        assert complaints(path) == []


def _is_within(before: Content, after: Content) -> bool:
    """Whether a migration left every row and value as it was; it may have added others."""
    return all(
        key in after and all(after[key].get(name, value) == value for name, value in row.items())
        for key, row in before.items()
    )


def test_a_rescue_killed_on_the_way_leaves_the_damaged_file_or_the_backup(
    tmp_path: Path, home: Path, place: Place, kill: Kill, trials: Trials
) -> None:
    path = tmp_path / "Programme.enable"
    with create_workspace(path, place) as workspace:
        for number in range(MANY):
            store(workspace, number)
        workspace.back_up()
    wanted = content_of(path)
    for _ in trials("kill -9 while a backup takes the place of a damaged file", few=1, many=40):
        kill("rescue", path, after=(0, 4), within=0.1)
        own_place()
        for kept in [path, *tmp_path.glob("Programme damaged *.enable")]:
            if kept.read_bytes() != DAMAGED:
                assert kept == path
                assert content_of(path) == wanted
        names = {file.name for file in tmp_path.iterdir() if not file.name.startswith("Programme damaged ")}
        assert names - {"broken"} == {path.name, "home"}
        (backup,) = backups_of(path, place)
        verify(backup.path)


def test_an_export_killed_on_the_way_leaves_the_older_file_or_the_newer(
    tmp_path: Path, home: Path, kill: Kill, trials: Trials
) -> None:
    path = tmp_path / "Programme.enable"
    target = tmp_path / "Charter.pdf"
    left = 0
    for _ in trials("kill -9 while a large file is exported over an older one", few=4, many=30):
        said = kill("export", path, after=(1, 4), within=0.05)
        left += bool(list(tmp_path.glob(".*")))
        own_place()
        content = target.read_bytes()
        assert content == content[:1] * SIZE
        assert content[0] >= int(said[-1])
        assert {file.name for file in tmp_path.iterdir()} == {target.name, "home"}
        assert not list((home / "underway").iterdir())
    assert left or not FULL, "some were killed while they wrote"


def test_an_export_of_everything_killed_on_the_way_leaves_a_whole_folder(
    tmp_path: Path, home: Path, place: Place, kill: Kill, trials: Trials
) -> None:
    path = tmp_path / "Programme.enable"
    create_workspace(path, place, sample=sample("en")).close()
    wanted: set[Path] | None = None
    for _ in trials("kill -9 while everything is exported over an older folder", few=1, many=30):
        kill("export_everything", path, after=(1, 3), within=0.2)
        own_place()
        folder = tmp_path / "Data"
        found = {file.relative_to(folder) for file in folder.rglob("*")}
        wanted = wanted or found
        assert found == wanted
        json.loads((folder / "everything.json").read_text("utf-8"))
        assert {file.name for file in tmp_path.iterdir()} == {path.name, folder.name, "home"}


def exported(folder: Path) -> Mapping[Path, bytes]:
    """Every file below a folder, without the time of day that one of them tells."""
    told = re.compile(rb'"made": "[^"]*"')
    return {file.relative_to(folder): told.sub(b"", file.read_bytes()) for file in folder.rglob("*") if file.is_file()}


def test_a_killed_export_of_any_kind_is_whole_or_not_there(
    tmp_path: Path, home: Path, place: Place, kill: Kill, trials: Trials, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENABLE_TODAY", "2026-11-24")
    path, out, reference = tmp_path / "Programme.enable", tmp_path / "Out", tmp_path / "Reference"
    create_workspace(path, place, sample=sample("en")).close()
    out.mkdir()
    reference.mkdir()
    for kind, name in EXPORTS:
        by_command("export", *kind.split(), path, "-o", reference / name)
    wanted = exported(reference)
    for _ in trials("kill -9 while the command line exports charter, gaps, content, everything", few=1, many=40):
        said = kill("export_by_command", path, after=(0, 7), within=0.5)
        own_place()
        found = exported(out)
        assert [file for file, content in found.items() if content != wanted.get(file)] == []
        assert {each.split(" ", 1)[1] for each in said} <= {file.parts[0] for file in found}
        everything = {file for file in wanted if file.parts[0] == "Everything"}
        assert everything & found.keys() in (set(), everything)
        assert leftovers(out) == []
        shutil.rmtree(out)
        out.mkdir()


def test_a_pack_killed_on_the_way_is_whole_or_not_there(
    tmp_path: Path, home: Path, place: Place, kill: Kill, trials: Trials, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENABLE_TODAY", "2026-11-24")
    path, out, reference = tmp_path / "Programme.enable", tmp_path / "Out", tmp_path / "Reference"
    create_workspace(path, place, sample=sample("en")).close()
    out.mkdir()
    reference.mkdir()
    for name in PACKS:
        by_command("export", "pack", path, "-o", reference / name, "--date", "2026-03-12")
    wanted = exported(reference)
    in_folder = {file for file in wanted if file.parts[0] == "Pack"}
    for _ in trials("kill -9 while a pack is exported over an older one", few=1, many=40):
        said = kill("export_packs", path, after=(0, 4), within=0.3)
        own_place()
        found = exported(out)
        assert [file for file, content in found.items() if content != wanted.get(file)] == []
        assert {each.split(" ", 1)[1] for each in said} <= {file.parts[0] for file in found}
        assert in_folder & found.keys() in (set(), in_folder)
        assert leftovers(out) == []
        with open_workspace(path, place) as workspace:
            assert len(workspace.packs.sent.all()) >= len(said)
        assert complaints(path) == []
        shutil.rmtree(out)
        out.mkdir()


def test_what_a_living_program_writes_is_left_alone(tmp_path: Path, home: Path) -> None:
    target = tmp_path / "Charter.pdf"
    half = tmp_path / ".Charter.pdf.abcd1234.part"
    with underway(home, target):
        half.write_bytes(b"half")
        own_place()
        assert half.exists()
    own_place()
    assert half.exists(), "nobody was killed"
