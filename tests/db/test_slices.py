"""A big import comes in slices: nobody sees anything of it until all is there, whatever happens meanwhile."""

from __future__ import annotations

import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from db.imports import is_for_slices, made_ready, store_in_slices
from db.slices import Disturbed
from db.workspace import Place, Workspace, open_workspace
from enable_desktop.changes import Changes, Origin
from enable_desktop.charter.lines import Obstacle, Prose
from enable_desktop.imports import Add, AddMany, Change, Lines, Made, Plan
from enable_desktop.library.assets import Asset, Status, WatchedFolder
from enable_desktop.library.query import parse
from enable_desktop.links import Ref
from enable_desktop.notes import ListEntry
from enable_desktop.people import Person
from enable_desktop.words import Words, mark, sentence
from resources.words import translations
from tests.db.content import complaints, content_of

ROWS = 1_500
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
        len(workspace.search.find("Incoming", limit=5 * ROWS)),
        workspace.library.finding.count(parse("Incoming")),
        len(workspace.people.ids("Incoming")),
    ))  # fmt: skip


WHOLE = 3 * ROWS + 6
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
        assert incoming(full) == 0
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
