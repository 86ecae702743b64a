"""Whatever became of a file: it opens, or is refused with its last good backup, and what is left of it is saved."""

from __future__ import annotations

import random
from pathlib import Path

from db.workspace import Place, open_workspace
from enable_desktop.charter.lines import Document, Obstacle
from enable_desktop.errors import WorkspaceError
from enable_desktop.kinds import KINDS
from enable_desktop.links import Ref
from tests.db.content import complaints, content_of
from tests.faults.conftest import FULL, Trials
from tests.ui.cli.conftest import Enable, enable  # noqa: F401 (pytest finds it here by name)
from ui.place import own_place


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Flipped bits, blocks of noise or zeros, or an end cut off."""
    data = bytearray(content)
    way = chance.randrange(5)
    if way == 0:
        del data[chance.randrange(len(data)) :]
    elif way == 1:
        at = chance.randrange(len(data))
        size = chance.randrange(1, 5_000)
        data[at : at + size] = chance.randbytes(len(data[at : at + size]))
    elif way == 2:
        at = 4096 * chance.randrange(len(data) // 4096)
        data[at : at + 4096] = bytes(4096)
    else:
        spread = len(data) if way == 3 else 20_000
        for _ in range(chance.choice((1, 5, 200))):
            data[chance.randrange(min(spread, len(data)))] ^= 1 << chance.randrange(8)
    return bytes(data)


def damaged_at_its_beginning(content: bytes, chance: random.Random) -> bytes:
    """The header, or all of the first page, flipped here and there, noise, or zeros."""
    size = chance.choice((100, 4096))
    start = bytearray(content[:size])
    way = chance.randrange(3)
    if way == 0:
        start = bytearray(chance.choice((bytes(size), b"\xff" * size, chance.randbytes(size))))
    elif way == 1:
        begin = chance.randrange(size)
        end = chance.randrange(begin, size) + 1
        start[begin:end] = chance.randbytes(end - begin)
    else:
        for _ in range(chance.choice((1, 3, 30))):
            start[chance.randrange(size)] ^= 1 << chance.randrange(8)
    return bytes(start) + content[size:]


def use(path: Path, place: Place) -> None:
    """Read everything, then change something."""
    with open_workspace(path, place) as workspace:
        for kind in KINDS.values():
            for line in workspace.all(kind.record):
                assert line.title_text is not None
        workspace.charter.content()
        for document in Document:
            for version in workspace.charter.versions(document):
                workspace.charter.snapshot(version.id)
        workspace.history()
        workspace.search.find("mission")
        workspace.integrity()
        workspace.links.of(Ref("people", 1))
        workspace.people.belongings(1)
        workspace.change(Ref("obstacles", workspace.add(Obstacle)), title="x")
        workspace.undo()
        workspace.back_up()


def test_a_damaged_file_opens_or_is_refused_with_a_sentence(
    filled: Path, tmp_path: Path, place: Place, trials: Trials
) -> None:
    content = filled.read_bytes()
    path = tmp_path / "Programme.enable"
    refused = 0
    for number in trials("damaged copies opened and used", few=8, many=500):
        path.write_bytes(damaged(content, trials.chance))
        try:
            use(path, place)
        except WorkspaceError as error:
            refused += 1
            assert str(error).endswith(".")
        except Exception as error:
            error.add_note(f"copy {number}")
            raise
        path.unlink()
        path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
    assert 0 < refused < trials.done


def test_what_can_be_saved_of_a_damaged_file_is_saved_and_the_rest_is_told(
    filled: Path,
    tmp_path: Path,
    home: Path,
    trials: Trials,
    enable: Enable,  # noqa: F811
) -> None:
    content = filled.read_bytes()
    path, saved = tmp_path / "Programme.enable", tmp_path / "Saved.enable"
    path.write_bytes(content)
    assert enable("backup", path).code == 0
    content = path.read_bytes()
    (backup,) = enable("backups", path, "--json").json
    with open_workspace(path, own_place()) as workspace:
        whole = sum(workspace.count(kind.record) for kind in KINDS.values())
    counts: list[int] = []
    for number in trials("damaged copies checked, refused with the last good backup, and recovered", few=4, many=500):
        data = damaged(content, trials.chance)
        path.write_bytes(data)
        checked = enable("check", path, "--only", "integrity")
        assert checked.code in (0, 1, 3), number
        # A bit of its version may have been flipped: a file of another version that cannot be changed is left alone.
        if checked.code == 3 and "was made by a" not in checked.err:
            assert f"Its last good backup is {backup['name']}, with " in checked.err, number
        path.write_bytes(data)
        ran = enable("recover", path, "-o", saved, "--json")
        assert path.read_bytes() == data
        if ran.code:
            assert ran.code == 3 and ran.err.endswith(".\n"), number
            assert not saved.exists()
            continue
        assert complaints(saved) == [], number
        use(saved, own_place())
        counts.append(ran.json["saved"])
        assert ran.json["saved"] >= whole or ran.json["lost"], number
        saved.unlink()
    assert counts
    if FULL:
        assert len(counts) > trials.done / 2
        assert sum(counts) > whole * len(counts) * 0.5


def test_of_a_file_that_is_damaged_at_its_beginning_alone_everything_is_saved(
    filled: Path,
    tmp_path: Path,
    trials: Trials,
    enable: Enable,  # noqa: F811
) -> None:
    content = filled.read_bytes()
    path, saved = tmp_path / "Programme.enable", tmp_path / "Saved.enable"
    path.write_bytes(content)
    wanted = {key: row for key, row in content_of(path).items() if dict(row).get("key") != "workspace_id"}
    for number in trials("copies recovered whose header or first page was damaged", few=4, many=200):
        data = damaged_at_its_beginning(content, trials.chance)
        path.write_bytes(data)
        ran = enable("recover", path, "-o", saved, "--json")
        assert ran.code == 0, (number, ran.err)
        assert path.read_bytes() == data
        assert ran.json["lost"] == [], number
        found = content_of(saved)
        assert {key: found.get(key) for key in wanted} == wanted, number
        assert complaints(saved) == [], number
        saved.unlink()
