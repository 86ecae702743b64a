"""What can be read of a damaged file is saved into a new one, the rest is told, and the damaged file stays as it is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from db.faults import Damaged
from db.lock import AlreadyOpen
from db.salvage import recover
from db.workspace import Place, Workspace, create_workspace, open_workspace
from enable_desktop.charter.lines import Document, Obstacle, Prose
from enable_desktop.errors import WorkspaceError
from enable_desktop.links import Reason, Ref
from enable_desktop.packs.sent import ExportedItem, Form, PackExport
from enable_desktop.people import Person
from enable_desktop.words import Words
from tests.db.content import complaints, content_of
from tests.faults.jobs import OLDER

FILLER = "What it takes to get there, told at length. " * 30


def leaves_of(path: Path, table: str) -> list[int]:
    """The pages (from 0) that hold the rows of a table, all but the last, as its root tells."""
    with closing(sqlite3.connect(path)) as connection:
        root = connection.execute("select rootpage from sqlite_schema where name = ?", (table,)).fetchone()[0] - 1
    content = path.read_bytes()
    size = int.from_bytes(content[16:18], "big")
    page = content[root * size : (root + 1) * size]
    assert page[0] == 0x05, "it has grown beyond its first page"
    cells = [int.from_bytes(page[12 + 2 * each :][:2], "big") for each in range(int.from_bytes(page[3:5], "big"))]
    return [int.from_bytes(page[cell : cell + 4], "big") - 1 for cell in cells]


def wipe(path: Path, page: int) -> None:
    content = bytearray(path.read_bytes())
    size = int.from_bytes(content[16:18], "big")
    content[page * size : (page + 1) * size] = bytes(size)
    path.write_bytes(content)


def told(words: Words, found: object) -> list[str]:
    return [words.say(each) for each in found.lost]  # type: ignore[attr-defined]


def without_id(path: Path) -> dict[tuple[str, int], object]:
    return {key: row for key, row in content_of(path).items() if dict(row).get("key") != "workspace_id"}


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    return tmp_path / "Saved.enable"


def test_of_a_sound_file_everything_is_saved_with_its_history(copy: Path, saved: Path, place: Place) -> None:
    found = recover(copy, saved, place)
    assert found.lost == ()
    assert without_id(saved) == without_id(copy)
    assert complaints(saved) == []
    with open_workspace(copy, place) as old, open_workspace(saved, place) as new:
        assert new.settings.get("workspace_id") != old.settings.get("workspace_id")
        assert new.undo_label == old.undo_label is not None
        assert [each.label for each in new.history()] == [each.label for each in old.history()]
        assert new.search.find("mission") == old.search.find("mission")
        new.undo()
        new.redo()


def test_what_a_lost_page_held_is_told_by_kind_and_number_and_the_rest_is_saved(
    tmp_path: Path, saved: Path, place: Place, words: Words
) -> None:
    path = tmp_path / "Programme.enable"
    with create_workspace(path, place) as workspace:
        for number in range(40):
            workspace.add(Obstacle, title=f"Obstacle {number:02}", mitigation=FILLER)
        workspace.links.join(Ref("obstacles", 20), Ref("charter", 1), Reason.MENTIONS)
    wipe(path, leaves_of(path, "obstacles")[10])
    before = path.read_bytes()
    found = recover(path, saved, place)
    assert path.read_bytes() == before
    with open_workspace(saved, place) as workspace:
        left = {line.id for line in workspace.all(Obstacle)}
        lost = sorted(set(range(1, 41)) - left)
        assert 0 < len(lost) < 6
        assert all(line.title == f"Obstacle {line.id - 1:02}" for line in workspace.all(Obstacle))
        assert workspace.undo_label is None
    numbers = ", ".join(str(number) for number in lost)
    assert told(words, found) == [
        f"Obstacle: {len(lost)} could not be read (number {numbers}).",
        "The history could not be saved with it, so what was done before cannot be undone.",
    ]
    assert complaints(saved) == []


@pytest.mark.parametrize("size", [16, 100, 4096])
@pytest.mark.parametrize("noise", [b"\0", b"\xff", b"SQLite "])
def test_of_a_file_without_its_first_bytes_everything_is_saved_with_its_history(
    copy: Path, saved: Path, place: Place, size: int, noise: bytes
) -> None:
    wanted = without_id(copy)
    damaged = (noise * size)[:size] + copy.read_bytes()[size:]
    copy.write_bytes(damaged)
    found = recover(copy, saved, place)
    assert found.lost == ()
    assert without_id(saved) == wanted
    assert complaints(saved) == []
    assert copy.read_bytes() == damaged


@pytest.mark.parametrize("size", [1_024, 8_192])
def test_a_file_of_other_pages_is_saved_without_its_header_too(
    copy: Path, saved: Path, place: Place, size: int
) -> None:
    wanted = without_id(copy)
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute(f"pragma page_size = {size}")
        connection.execute("vacuum")
    copy.write_bytes(bytes(100) + copy.read_bytes()[100:])
    found = recover(copy, saved, place)
    assert found.lost == ()
    assert without_id(saved) == wanted


@pytest.mark.parametrize("table", ["history_steps", "history_changes", "settings", "files", "search_queue"])
def test_a_file_that_is_too_damaged_to_be_opened_is_held_by_nobody_and_what_is_left_is_saved(
    copy: Path, saved: Path, place: Place, table: str
) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        root = connection.execute("select rootpage from sqlite_schema where name = ?", (table,)).fetchone()[0]
    wipe(copy, root - 1)
    faults = []
    for _ in range(2):
        try:
            open_workspace(copy, place).close()
        except Damaged as fault:
            # Held on to, as by a window that shows it: what it came through is not cleared away meanwhile.
            faults.append(fault)
    assert faults or table not in ("history_steps", "settings")
    assert recover(copy, saved, place).saved


def test_a_file_that_another_program_filled_with_noise_is_refused(tmp_path: Path, saved: Path, place: Place) -> None:
    path = tmp_path / "Programme.enable"
    for content in (b"x", b"\x0d" * 9_000, b"\x05\0\0\0\x0c" * 50_000, b"\0" * 1_000_000):
        path.write_bytes(content)
        with pytest.raises(WorkspaceError):
            recover(path, saved, place)
        assert not saved.exists()


def change(path: Path, statement: str, *values: object) -> None:
    """Write past the program."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("pragma ignore_check_constraints = on")
        connection.execute(statement, values)


def test_a_day_that_is_none_is_left_out_and_the_rest_of_its_row_saved(
    copy: Path, saved: Path, place: Place, words: Words
) -> None:
    change(copy, "update people set consent_until = '2027-13-99' where id = 1")
    found = recover(copy, saved, place)
    assert "Person: damaged values: 1. What could not be read in them was left out." in told(words, found)
    with open_workspace(saved, place) as workspace:
        person = workspace.get(Person, 1)
        assert person is not None
        assert person.name
        assert person.consent_until is None


def test_an_answer_that_there_is_not_becomes_the_first_of_those_there_are(
    copy: Path, saved: Path, place: Place, words: Words
) -> None:
    change(copy, "update people set \"group\" = 'otheR' where id = 1")
    found = recover(copy, saved, place)
    assert "Person: damaged values: 1. What could not be read in them was left out." in told(words, found)
    with open_workspace(saved, place) as workspace:
        person = workspace.get(Person, 1)
        assert person is not None
        assert person.group == Person().group
        workspace.charter.whole()


@pytest.mark.parametrize(
    "damage",
    [
        "history_steps set origin = '`erson'",
        "history_steps set at = 'x'",
        """history_steps set "values" = '{"title": {"messa''e": "Use"}}'""",
        """history_steps set "values" = '["title"]'""",
        "history_changes set data = substr(data, 3)",
    ],
)
def test_a_history_that_cannot_be_read_is_left_out_and_all_else_saved(
    copy: Path, saved: Path, place: Place, words: Words, damage: str
) -> None:
    before = content_of(copy)
    change(copy, f"update {damage}")
    found = recover(copy, saved, place)
    assert told(words, found) == ["The history could not be saved with it, so what was done before cannot be undone."]
    assert content_of(saved).keys() == before.keys()
    with open_workspace(saved, place) as workspace:
        assert workspace.history() == ()


def test_text_that_is_no_text_is_saved_as_far_as_it_is(copy: Path, saved: Path, place: Place) -> None:
    change(copy, "update obstacles set title = cast(x'54696d65ff' as text) where id = 1")
    recover(copy, saved, place)
    with open_workspace(saved, place) as workspace:
        line = workspace.get(Obstacle, 1)
        assert line is not None
        assert line.title == "Time\ufffd"


def test_a_reference_to_somebody_lost_is_taken_out_and_counted(
    copy: Path, saved: Path, place: Place, words: Words
) -> None:
    with open_workspace(copy, place) as workspace:
        made = workspace.add(Obstacle, title="Nobody's", owner=1)
    change(copy, "delete from people where id = 1")
    found = recover(copy, saved, place)
    assert any("could not be read were taken out" in each or "was taken out" in each for each in told(words, found))
    with open_workspace(saved, place) as workspace:
        line = workspace.get(Obstacle, made)
        assert line is not None
        assert (line.title, line.owner) == ("Nobody's", None)


def test_a_frozen_version_that_cannot_be_read_does_not_say_what_stands_now(
    workspace: Workspace, saved: Path, place: Place, words: Words
) -> None:
    version = workspace.charter.save_version(Document.CHARTER, "1.0", "")
    workspace.close()
    change(workspace.path, "update versions set snapshot = substr(snapshot, 5) where id = ?", version)
    found = recover(workspace.path, saved, place)
    assert f"Version: 1 could not be read (number {version})." in told(words, found)
    with open_workspace(saved, place) as new:
        assert version not in {each.id for each in new.charter.versions(Document.CHARTER)}


def test_an_attachment_whose_bytes_changed_is_named(
    workspace: Workspace, saved: Path, place: Place, words: Words
) -> None:
    workspace.attachments.add("logo.png", b"picture" * 100, "image/png")
    workspace.close()
    change(workspace.path, "update blobs set bytes = x'00'")
    found = recover(workspace.path, saved, place)
    assert "The content of the attachment “logo.png” could not be read." in told(words, found)


@pytest.mark.parametrize("older", OLDER, ids=[path.stem for path in OLDER])
def test_a_file_of_any_earlier_version_is_saved_as_one_of_now(older: Path, saved: Path, place: Place) -> None:
    found = recover(older, saved, place)
    assert found.lost == ()
    assert complaints(saved) == []
    before, after = content_of(older), content_of(saved)
    assert before.keys() - {key for key in before if key[0] == "list_entries"} <= after.keys()
    open_workspace(saved, place).close()


def test_a_charter_without_its_sections_gets_them_back_empty(copy: Path, saved: Path, place: Place) -> None:
    with open_workspace(copy, place) as workspace:
        keys = {section.key for section in workspace.all(Prose)}
    change(copy, "delete from sections")
    recover(copy, saved, place)
    with open_workspace(saved, place) as workspace:
        assert {section.key for section in workspace.all(Prose)} == keys


def test_nothing_is_written_over_and_an_open_file_is_left_to_its_window(
    full: Workspace, saved: Path, place: Place
) -> None:
    with pytest.raises(AlreadyOpen):
        recover(full.path, saved, place)
    full.close()
    saved.write_bytes(b"mine")
    with pytest.raises(WorkspaceError, match="exists already and was not touched"):
        recover(full.path, saved, place)
    assert saved.read_bytes() == b"mine"


def test_where_nothing_can_be_read_nothing_is_made(copy: Path, saved: Path, place: Place) -> None:
    copy.write_bytes(copy.read_bytes()[:4096] + bytes(200_000))
    with pytest.raises(WorkspaceError) as caught:
        recover(copy, saved, place)
    assert isinstance(caught.value, Damaged)
    assert not saved.exists()
    assert {each.name for each in saved.parent.iterdir()} == {copy.name, "home"}


@pytest.mark.parametrize(
    "damage", ["form = 'ziP'", "on_day = '2026-13-99'", "on_day = ''"], ids=["form", "day", "no day"]
)
def test_an_export_that_cannot_be_understood_is_left_out_so_that_packs_can_be_used(
    copy: Path, saved: Path, place: Place, words: Words, damage: str
) -> None:
    with open_workspace(copy, place) as workspace:
        pack = workspace.packs.add("Monthly")
        for title in ("Broken", "Sound"):
            export = PackExport(pack=pack, title=title, day=date(2026, 3, 1), form=Form.ZIP)
            workspace.packs.sent.note(export, [ExportedItem(asset=None, title="Guide", file="", digest="")])
    change(copy, f"update pack_exports set {damage} where title = 'Broken'")
    found = recover(copy, saved, place)
    assert "Not all of “pack_exports” could be read." in told(words, found)
    with open_workspace(saved, place) as workspace:
        assert "Broken" not in [each.title for each in workspace.packs.sent.all()]
        assert "Sound" in [each.title for each in workspace.packs.sent.all()]
        assert any(each.pack.title == "Monthly" for each in workspace.packs.all())
    assert complaints(saved) == []
