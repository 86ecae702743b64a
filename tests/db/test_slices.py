"""A big import comes in slices: nobody sees anything of it until all is there, whatever happens meanwhile."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Generator, Iterator
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pytest

from db.imports import is_for_slices, made_ready, store_in_slices
from db.pace import Again
from db.rows import ready
from db.salvage import recover
from db.slices import Disturbed
from db.step_list import KEPT
from db.taking_back import CannotUndo
from db.workspace import Place, Workspace, open_workspace
from enable_desktop.changes import Changes, Origin
from enable_desktop.charter.lines import Obstacle, Prose
from enable_desktop.imports import Add, AddMany, Change, Lines, Made, Plan
from enable_desktop.library.assets import Asset, Review, Status, WatchedFolder
from enable_desktop.library.query import parse
from enable_desktop.links import Ref
from enable_desktop.notes import ListEntry
from enable_desktop.people import Person
from enable_desktop.words import Sentence, Words, mark, sentence
from resources.words import translations
from tests.db.content import complaints, content_of

ROWS = 1_100
LABEL = mark("Import the content listed in “{name}”")
Storing = Generator[tuple[int, int], None, Ref | None]


def plan_of(workspace: Workspace, count: int = ROWS) -> Plan:
    """Assets of a new person, with a change of one that was there."""
    known = workspace.all(Asset)[0]

    def lines() -> list[dict[str, object]]:
        owner = {"owner": Made("person")}
        return [{"title": f"Incoming {number}", "status": Status.PUBLISHED, **owner} for number in range(count)]

    return Plan(
        label=sentence(LABEL, name="list.csv"),
        writes=(
            Add(record=ListEntry, values={"list": "stage", "key": "incoming", "title": "Incoming"}),
            Add(record=Person, values={"name": "Nora Incoming"}, key="person"),
            AddMany(record=Asset, lines=Lines(lambda: iter(lines())), count=count),
            Change(kind=Asset.kind, id=known.id, values={"owner": Made("person")}),
        ),
        came=(),
        parts=(),
    )


def begun(workspace: Workspace, plan: Plan) -> Storing:
    """An import of which a part is in the file."""
    storing = store_in_slices(workspace, plan)
    done, total = 0, 1
    while not done:
        done, total = next(storing)
    assert done < total
    return storing


def finish(storing: Iterator[object]) -> None:
    for _ in storing:
        pass


def incoming(workspace: Workspace) -> int:
    """How much of the import can be found, whichever way it is looked for."""
    return sum((
        sum("Incoming" in line.title for line in workspace.all(Asset)),
        sum("Incoming" in line.name for line in workspace.all(Person)),
        sum("Incoming" in line.title for line in workspace.all(ListEntry)),
        len(workspace.search.find("Incoming", limit=1)),
        workspace.library.finding.count(parse("Incoming")),
        len(workspace.people.ids("Incoming")),
    ))  # fmt: skip


WHOLE = 2 * ROWS + 5
"""All of that when it is there: an asset of before belongs to the new person now, and is found by her name too."""


def test_nothing_is_seen_of_an_import_before_all_of_it_is_there_and_then_it_is_one_step(full: Workspace) -> None:
    told: list[Changes] = []
    full.listen(told.append)
    steps, count = full.history(), full.count(Asset)
    owner = full.all(Asset)[0].owner
    plan = plan_of(full)
    assert is_for_slices(plan)
    storing = begun(full, made_ready(plan, lambda done, total: None))
    assert incoming(full) == 0
    assert (full.count(Asset), full.history(), told) == (count, steps, [])
    assert full.all(Asset)[0].owner == owner
    finish(storing)
    assert incoming(full) == WHOLE
    nora = full.where(Person, "name", "Nora Incoming")[0]
    assert [line.owner for line in full.all(Asset) if "Incoming" in line.title] == [nora.id] * ROWS
    assert full.all(Asset)[0].owner == nora.id
    (notice,) = told
    assert (notice.label.message, notice.origin) == (LABEL, Origin.IMPORT)
    assert len(notice.touched) == ROWS + 3
    assert full.history()[1:] == steps[:-1], "as many steps are kept as ever"
    full.undo()
    assert (incoming(full), full.count(Asset), full.all(Asset)[0].owner) == (0, count, owner)
    full.redo()
    assert incoming(full) == WHOLE
    assert full.integrity() == ()


def test_what_is_typed_meanwhile_has_steps_of_its_own_and_the_import_is_the_last_step(full: Workspace) -> None:
    section, before = full.all(Prose)[0], full.all(Prose)[0].text
    storing = begun(full, plan_of(full))
    for text in ("T", "Ty", "Typed"):
        full.change(Ref(Prose.kind, section.id), typing=True, text=text)
        next(storing)
    added = full.add(Obstacle, title="Meanwhile")
    assert full.undo_label == full.history()[0].label
    full.undo()
    full.undo()
    assert full.all(Prose)[0].text == before, "what was typed at one go is taken back at one go"
    full.redo()
    full.redo()
    finish(storing)
    assert [step.label.message for step in full.history(3)][0] == LABEL
    full.undo()
    assert incoming(full) == 0
    assert full.get(Obstacle, added) is not None
    assert full.all(Prose)[0].text == "Typed"
    full.undo()
    full.undo()
    assert full.all(Prose)[0].text == before
    for _ in range(3):
        full.redo()
    assert (incoming(full), full.all(Prose)[0].text) == (WHOLE, "Typed")


def test_a_line_that_is_added_meanwhile_keeps_its_number_and_place(full: Workspace) -> None:
    storing = begun(full, plan_of(full))
    person = full.add(Person, name="Added by hand")
    asset = full.add(Asset, title="Added by hand", status=Status.DRAFT)
    assert [line.id for line in full.all(Person)][-1] == person
    finish(storing)
    assert full.get(Asset, asset) in full.all(Asset)
    assert incoming(full) == WHOLE


def test_an_import_that_is_let_go_leaves_nothing(full: Workspace) -> None:
    before = content_of(full.path)
    storing = begun(full, plan_of(full))
    storing.close()
    assert incoming(full) == 0
    for _ in full.big_steps.sweep():
        assert not full.where(Asset, "title", "Incoming 0")
    assert content_of(full.path) == before
    assert full.history()[0].label.message != LABEL
    finish(store_in_slices(full, plan_of(full)))
    assert incoming(full) == WHOLE


def test_an_import_that_nobody_ended_is_swept_at_the_next_opening_and_seen_by_nobody_before(
    copy: Path, place: Place
) -> None:
    before = content_of(copy)
    with open_workspace(copy, place) as workspace:
        plan, steps = plan_of(workspace), workspace.history()
        storing = begun(workspace, plan)
        # Whoever only reads the file meanwhile, for example the command line, does not see it either.
        with open_workspace(copy, place, write=False) as reader:
            assert (incoming(reader), reader.history()) == (0, steps)
            backup = workspace.back_up()
    del storing
    assert len(content_of(copy)) > len(before)
    with open_workspace(copy, place, write=False) as reader:
        assert (incoming(reader), reader.history()) == (0, steps)
    saved = copy.with_name("Saved.enable")
    recover(copy, saved, place)
    with open_workspace(saved, place) as workspace:
        assert incoming(workspace) == 0
    with open_workspace(copy, place) as workspace:
        assert (incoming(workspace), workspace.history()) == (0, steps)
        while workspace.search.catch_up():
            pass
    assert content_of(copy) == before
    assert complaints(copy) == []
    restored = Path(shutil.copy(backup.path, copy.with_name("Restored.enable")))
    with open_workspace(restored, place) as workspace:
        assert incoming(workspace) == 0


def test_an_import_does_not_come_in_when_what_it_refers_to_was_changed(full: Workspace) -> None:
    folder = full.add(WatchedFolder, title="Folder", path="/nowhere")
    lines = [{"title": f"Incoming {number}", "status": Status.DRAFT, "folder": folder} for number in range(ROWS)]
    many = AddMany(record=Asset, lines=Lines(lambda: iter(lines)), count=ROWS)
    storing = begun(full, Plan(label=sentence(LABEL, name="list.csv"), writes=(many,), came=(), parts=()))
    full.remove(Ref(WatchedFolder.kind, folder))
    with pytest.raises(Disturbed):
        finish(storing)
    finish(full.big_steps.sweep())
    full.undo()
    assert full.get(WatchedFolder, folder) is not None
    assert incoming(full) == 0


def test_an_import_that_is_out_of_date_at_the_end_does_not_come_in(full: Workspace) -> None:
    with pytest.raises(Disturbed):
        finish(store_in_slices(full, plan_of(full), lambda: True))
    assert incoming(full) == 0


def test_forgetting_somebody_while_an_import_comes_in_leaves_nothing_of_either(full: Workspace) -> None:
    storing = begun(full, plan_of(full))
    person = full.add(Person, name="Gone Away")
    full.people.forget(person, Words("en", translations("en")))
    assert b"Incoming 3" not in full.path.read_bytes()
    with pytest.raises(Disturbed):
        finish(storing)
    assert (incoming(full), full.integrity()) == (0, ())


def test_what_is_kept_in_memory_of_the_library_is_read_anew_when_an_import_is_there(full: Workspace) -> None:
    library = full.library
    storing = begun(full, plan_of(full))
    next(storing)
    before = library.finding.counts(parse(""))["status"], len(library.finding.ids(parse(""))), library.due()
    finish(storing)
    after = library.finding.counts(parse(""))["status"], len(library.finding.ids(parse(""))), library.due()
    published = str(Status.PUBLISHED)
    assert after[0][published] == before[0].get(published, 0) + ROWS
    assert (after[1], len(after[2])) == (before[1] + ROWS, len(before[2]) + ROWS)


def test_whoever_only_reads_sees_an_import_when_it_is_there_and_not_before(full: Workspace, place: Place) -> None:
    with open_workspace(full.path, place, write=False) as reader:
        before = reader.count(Asset), incoming(reader)
        storing = begun(full, plan_of(full))
        assert (reader.count(Asset), incoming(reader)) == before == (full.count(Asset), 0)
        finish(storing)
        full.search.catch_up(10_000)
        assert (reader.count(Asset), incoming(reader)) == (full.count(Asset), WHOLE)
        back = full.big_steps.take_back()
        assert back is not None
        next(back.slices)
        assert incoming(reader) == WHOLE
        finish(back.slices)
        sweep = full.big_steps.sweep()
        next(sweep)
        full.search.catch_up(10_000)
        assert incoming(reader) == 0
        finish(sweep)
        assert (reader.count(Asset), incoming(reader), reader.integrity()) == (before[0], 0, ())


# -- taken back and done again


@pytest.fixture
def imported(full: Workspace) -> Workspace:
    """A workspace with a large import as its last step."""
    finish(store_in_slices(full, plan_of(full)))
    return full


def taking_back(workspace: Workspace) -> Again:
    big = workspace.big_steps.take_back()
    assert big is not None
    assert big.label.message == LABEL
    return big.slices


def doing_again(workspace: Workspace) -> Again:
    big = workspace.big_steps.do_again()
    assert big is not None
    return big.slices


def test_a_large_step_taken_back_and_done_again_in_slices_is_as_it_would_be_at_once(imported: Workspace) -> None:
    path, after = imported.path, content_of(imported.path)
    imported.undo()
    before = content_of(path)
    imported.redo()
    told: list[Changes] = []
    imported.listen(told.append)
    for done, total in taking_back(imported):
        assert done <= total
        assert imported.where(Asset, "title", "Incoming 0")
    assert incoming(imported) == 0, "it is gone at one moment"
    assert imported.history()[0].undone
    finish(imported.big_steps.sweep())
    assert (content_of(path), incoming(imported)) == (before, 0)
    assert len(told) == 1
    assert len(told[0].touched) == ROWS + 3
    for _ in doing_again(imported):
        assert not imported.where(Asset, "title", "Incoming 0")
    assert (content_of(path), incoming(imported)) == (after, WHOLE)
    assert not imported.history()[0].undone
    assert (imported.big_steps.is_clean, imported.integrity()) == (True, ())
    assert imported.big_steps.do_again() is None
    imported.undo()
    assert content_of(path) == before


def test_a_small_step_is_taken_back_at_once(imported: Workspace) -> None:
    imported.add(Obstacle, title="Small")
    assert imported.big_steps.take_back() is None
    imported.undo()
    assert imported.big_steps.take_back() is not None


@pytest.mark.parametrize("slices", [1, 2])
def test_a_large_step_is_there_or_not_when_the_program_is_killed_while_it_is_taken_back_or_done_again(
    imported: Workspace, place: Place, slices: int
) -> None:
    path = imported.path
    back = taking_back(imported)
    for _ in range(slices):
        next(back)
    imported.close()
    with open_workspace(path, place) as workspace:
        assert incoming(workspace) == WHOLE
        finish(taking_back(workspace))
        sweep = workspace.big_steps.sweep()
        for _ in range(slices):
            next(sweep)
    with open_workspace(path, place, write=False) as workspace:
        assert not workspace.where(Person, "name", "Nora Incoming")
        assert not any("Incoming" in line.title for line in workspace.all(Asset))
    with open_workspace(path, place) as workspace:
        assert (incoming(workspace), workspace.integrity()) == (0, ())
        again = doing_again(workspace)
        while workspace.big_steps.is_clean:
            next(again)
        for _ in range(slices):
            next(again)
    with open_workspace(path, place) as workspace:
        assert (incoming(workspace), workspace.integrity()) == (0, ())
        finish(doing_again(workspace))
        assert incoming(workspace) == WHOLE


def test_a_large_step_is_not_taken_back_where_a_row_of_it_was_changed_since(imported: Workspace) -> None:
    last = imported.all(Asset)[-1]
    imported.library.connection.execute("update assets set title = 'Changed since' where id = ?", (last.id,))
    with pytest.raises(CannotUndo):
        finish(taking_back(imported))
    assert (imported.count(Asset), imported.big_steps.is_clean) == (len(imported.all(Asset)), True)
    assert incoming(imported) >= WHOLE - 3
    assert not imported.history()[0].undone


def test_a_large_step_is_taken_back_with_what_was_noted_by_itself_of_its_rows_and_comes_back_so(
    imported: Workspace,
) -> None:
    moved = imported.all(Asset)[-3:]
    for number, each in enumerate(moved):
        with imported.step(mark("Look"), origin=Origin.AUTOMATIC):
            imported.change(Ref(Asset.kind, each.id), location=f"elsewhere/{number}.md")
    after = content_of(imported.path)
    finish(taking_back(imported))
    finish(imported.big_steps.sweep())
    assert incoming(imported) == 0
    finish(doing_again(imported))
    assert content_of(imported.path) == after
    finish(taking_back(imported))
    assert incoming(imported) == 0


def test_a_large_step_is_not_taken_back_where_a_row_of_it_is_changed_meanwhile(imported: Workspace) -> None:
    back = taking_back(imported)
    next(back)
    imported.change(Ref(Asset.kind, imported.all(Asset)[-1].id), title="Changed meanwhile")
    with pytest.raises(CannotUndo):
        finish(back)
    imported.undo()
    assert incoming(imported) == WHOLE


def test_a_large_step_is_not_taken_back_where_something_that_stays_belongs_to_it(imported: Workspace) -> None:
    last = imported.all(Asset)[-1]
    with imported.step(mark("Look"), origin=Origin.AUTOMATIC):
        imported.add(Review, asset=last.id)
    with pytest.raises(CannotUndo):
        finish(taking_back(imported))
    assert (incoming(imported), imported.count(Review)) == (WHOLE, len(imported.all(Review)))


def test_what_is_typed_while_a_large_step_is_taken_back_is_a_step_of_its_own(imported: Workspace) -> None:
    section = imported.all(Prose)[0]
    back = taking_back(imported)
    next(back)
    imported.change(Ref(Prose.kind, section.id), text="Typed before it is gone")
    finish(back)
    sweep = imported.big_steps.sweep()
    next(sweep)
    imported.change(Ref(Prose.kind, section.id), text="Typed after")
    finish(sweep)
    assert incoming(imported) == 0
    assert imported.redo_label is None, "what was taken back before the typing cannot follow it"
    imported.undo()
    imported.undo()
    assert imported.all(Prose)[0].text == section.text
    assert (imported.integrity(), incoming(imported)) == ((), 0)


def test_what_is_typed_while_steps_are_taken_back_down_to_a_large_one_stays(imported: Workspace) -> None:
    large, section = imported.history()[0].id, imported.all(Prose)[0]
    imported.add(Obstacle, title="Added after the import")
    taken: list[Sentence] = []
    back = imported.big_steps.take_back_to(large, taken)
    next(back)
    imported.change(Ref(Prose.kind, section.id), text="Typed meanwhile")
    finish(back)
    assert imported.all(Prose)[0].text == "Typed meanwhile"
    assert (incoming(imported), imported.where(Obstacle, "title", "Added after the import")) == (0, ())
    assert [label.message for label in taken] == ["Add {noun} “{title}”", LABEL]
    imported.undo()
    assert (imported.all(Prose)[0].text, imported.integrity()) == (section.text, ())


def test_a_large_automatic_step_older_than_what_is_kept_is_gone_to_the_end_once_it_is_taken_back(
    full: Workspace,
) -> None:
    def automatic() -> AbstractContextManager[None]:
        return full.step(mark("Follow the files"), origin=Origin.AUTOMATIC)

    with automatic():
        full.add_ready(Obstacle, [ready(Obstacle, {"title": f"Incoming {number}"}) for number in range(ROWS)])
    large, kept = full.history()[0].id, full.count(Obstacle) - ROWS
    for number in range(KEPT - 1):
        with automatic():
            full.change(Ref(Obstacle.kind, full.all(Obstacle)[0].id), title=f"Followed {number}")
    big = full.big_steps.revert(large)
    assert big is not None
    finish(big.slices)
    sweep = full.big_steps.sweep()
    next(sweep)
    with automatic():
        full.change(Ref(Obstacle.kind, full.all(Obstacle)[0].id), title="Followed meanwhile")
    assert full.count(Obstacle) == kept
    finish(sweep)
    assert (full.count(Obstacle), full.big_steps.is_clean, full.integrity()) == (kept, True, ())
    with automatic():
        full.change(Ref(Obstacle.kind, full.all(Obstacle)[0].id), title="Followed afterwards")
    assert (full.is_forgetting, full.big_steps.revert(large), full.revert(large)) == (True, None, None)


def test_taking_back_what_came_before_waits_until_a_large_step_is_gone(full: Workspace) -> None:
    full.add(Obstacle, title="Before")
    finish(store_in_slices(full, plan_of(full)))
    finish(taking_back(full))
    assert not full.big_steps.is_clean
    full.undo()
    assert (full.big_steps.is_clean, full.where(Obstacle, "title", "Before")) == (True, ())


# -- forgotten


def changes_kept(workspace: Workspace) -> int:
    """How much the file still says of what its steps changed."""
    with closing(sqlite3.connect(workspace.path)) as connection:
        return int(connection.execute("select count(*) from history_changes").fetchone()[0])


def test_a_large_step_that_cannot_be_done_again_is_forgotten_in_slices(imported: Workspace) -> None:
    finish(taking_back(imported))
    finish(imported.big_steps.sweep())
    label = imported.history()[0].label
    before = changes_kept(imported)
    imported.add(Obstacle, title="Something else")
    assert changes_kept(imported) == before + 1, "the step itself leaves it there"
    assert (imported.redo_label, imported.big_steps.do_again()) == (None, None)
    assert label not in [step.label for step in imported.history()]
    forgetting = imported.big_steps.forget()
    next(forgetting)
    assert before - ROWS < changes_kept(imported) < before, "some of it is gone"
    imported.change(Ref(Obstacle.kind, imported.all(Obstacle)[-1].id), title="Done meanwhile")
    assert imported.undo() is not None
    assert imported.undo() is not None, "a step after it is taken back, and it is not what is done again"
    assert imported.redo_label is not None != label
    finish(forgetting)
    assert changes_kept(imported) < before - ROWS
    assert [imported.redo() is not None for _ in range(3)] == [True, True, False]
    assert (incoming(imported), imported.integrity()) == (0, ())


def test_a_large_step_half_forgotten_when_the_program_was_killed_never_comes_back(
    imported: Workspace, place: Place
) -> None:
    path = imported.path
    finish(taking_back(imported))
    finish(imported.big_steps.sweep())
    before = changes_kept(imported)
    kept = imported.add(Obstacle, title="Something else")
    imported.undo()
    forgetting = imported.big_steps.forget()
    next(forgetting)
    imported.close()
    with open_workspace(path, place) as workspace:
        assert not workspace.is_forgetting
        assert changes_kept(workspace) < before - ROWS
        workspace.redo()
        assert workspace.find(Ref(Obstacle.kind, kept)) is not None
        assert (workspace.redo(), incoming(workspace), workspace.integrity()) == (None, 0, ())


def test_a_step_that_fails_forgets_nothing(imported: Workspace) -> None:
    finish(taking_back(imported))
    finish(imported.big_steps.sweep())

    def fail() -> None:
        with imported.step(mark("Fail")):
            imported.add(Obstacle, title="Never there")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not imported.is_forgetting
    finish(doing_again(imported))
    assert incoming(imported) == WHOLE


def test_steps_after_one_that_is_being_forgotten_follow_one_another(imported: Workspace) -> None:
    finish(taking_back(imported))
    finish(imported.big_steps.sweep())
    numbers = [imported.newest_step]
    for title in ("One", "Two", "Three"):
        imported.add(Obstacle, title=title)
        numbers.append(imported.newest_step)
    assert imported.is_forgetting
    assert numbers == sorted(set(numbers))
