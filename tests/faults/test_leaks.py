"""What a person entered stays in the workspace and its backups: no log, note or temporary file holds any of it."""

from __future__ import annotations

import json
import re
import sqlite3
import stat
from contextlib import closing
from datetime import datetime
from pathlib import Path

from db.workspace import Place, Workspace, create_workspace, open_workspace
from enable_desktop.fields import Shape, fields_of
from enable_desktop.interviews import Statement
from enable_desktop.kinds import KINDS
from enable_desktop.links import Ref
from enable_desktop.people import Person
from enable_desktop.words import Words
from resources.sample import sample
from tests.db.content import complaints
from tests.db.filling import ALREADY_THERE, MADE_BY_A_STORE, fill, line_of
from tests.exports.reading import pages_of
from tests.faults.conftest import Trials
from tests.faults.inside import inflated
from tests.ui.cli.conftest import Enable, enable  # noqa: F401 (pytest finds it here by name)
from ui.crash import note_of, write_note
from ui.place import own_place

CANARY = "Zwanzigfuss"
"""A word that stands in every field, and nowhere else in the world."""


def all_of(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_our_own_folder_holds_nothing_of_what_was_entered(
    tmp_path: Path,
    home: Path,
    trials: Trials,
    enable: Enable,  # noqa: F811
) -> None:
    path, out = tmp_path / "P.enable", tmp_path / "out"
    out.mkdir()
    assert enable("new", path).code == 0
    with open_workspace(path, own_place()) as workspace:
        fill(workspace)
        for kind in KINDS.values():
            if kind.record not in (*ALREADY_THERE, *MADE_BY_A_STORE):
                workspace.add(kind.record, **line_of(workspace, kind.record, CANARY))
        workspace.settings.set("company", CANARY)
    commands = (
        ("backup", path), ("check", path), ("search", path, CANARY), ("list", "people", path), ("undo", path),
        ("export", "charter", path, "-o", out / "C.pdf"), ("export", "charter", path, "-o", out / "none" / "C.pdf"),
        ("export", "everything", path, "-o", out / "E"), ("export", "pack", path, "-o", out / "P.zip"),
        ("import", "catalogue", path, path), ("import", "charter", path, out / "missing.md"), ("reconcile", path),
        ("restore", path, CANARY), ("recover", path, "-o", out / "R.enable"), ("redo", path),
    )  # fmt: skip
    chosen = trials.chance.sample(commands, len(commands))
    for number in trials("commands, some of which fail, looked for what they leave", few=3, many=len(commands)):
        enable(*chosen[number])
        for file, content in all_of(home).items():
            if "backups" not in file.parts:
                assert CANARY.encode() not in content, (chosen[number], file)
            assert CANARY not in file.name
    for folder in (home, *(each for each in home.rglob("*") if each.is_dir())):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700, folder
    assert enable("recover", path, "-o", out / "S.enable").code == 0
    for file in [*all_of(home), path, out / "S.enable"]:
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


def test_a_note_of_a_crash_holds_places_and_no_words(home: Path) -> None:
    def deep(words: str) -> None:
        raise ValueError(f"could not do it with {words}")

    try:
        deep(CANARY)
    except ValueError as error:
        path = write_note(home, note_of(type(error), error.__traceback__, datetime(2026, 11, 24)))
    note = path.read_text("utf-8")
    assert "ValueError" in note
    assert "deep" in note
    assert CANARY not in note
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_anonymised_report_holds_nobodys_name_in_any_of_its_bytes(
    tmp_path: Path,
    place: Place,
    trials: Trials,
    enable: Enable,  # noqa: F811
) -> None:
    for number in trials("anonymised gap reports searched by their bytes", few=1, many=2):
        language = ("en", "ru")[number]
        path = tmp_path / f"{language}.enable"
        create_workspace(path, place, sample=sample(language)).close()
        with open_workspace(path, own_place()) as workspace:
            names = {word for person in workspace.all(Person) for word in person.name.split() if len(word) > 3}
            said = " ".join(each.words for each in workspace.all(Statement))
        # A word of a quote that is somebody's name as well is the quote's business.
        names = {name for name in names if name not in said}
        assert len(names) > 20
        for kind in ("pdf", "csv", "json"):
            out = tmp_path / f"Gaps {language}.{kind}"
            assert enable("export", "gaps", path, "-o", out, "--format", kind).code == 0
            data = out.read_bytes()
            text = data.decode("utf-8", "replace")
            if kind == "pdf":
                text = "\n".join([*pages_of(data), *(part.decode("latin-1") for part in inflated(data)), text])
            found = {name for name in names if re.search(rf"\b{re.escape(name)}\b", text)}
            assert not found, (kind, found)


# -- forgetting


def without_keys(kind: str, name: str) -> bool:
    """Whether a field holds words of people, and not what the program knows records by."""
    return (kind, name) not in {
        ("sections", "key"), ("list_entries", "list"), ("list_entries", "key"), ("links", "from_kind"),
        ("links", "to_kind"), ("shown", "end_kind"),
    }  # fmt: skip


def traces(path: Path, word: str) -> list[tuple[str, str]]:
    """In which tables a word still stands; empty where it stands nowhere in the bytes of the file."""
    content = path.read_bytes().lower()
    if not any(word.lower().encode(encoding) in content for encoding in ("utf-8", "utf-16-le", "utf-16-be")):
        return []
    found = []
    with closing(sqlite3.connect(path)) as connection:
        for (table,) in connection.execute("select name from sqlite_schema where type = 'table'").fetchall():
            for row in connection.execute(f'select * from "{table}"'):
                found += [(table, str(value)[:80]) for value in row if word.lower() in str(value).lower()]
    return found or [("somewhere", "in the free space of the file")]


def test_a_forgotten_name_stands_nowhere_whatever_field_it_was_in(
    workspace: Workspace, words: Words, trials: Trials
) -> None:
    first, last = CANARY, "Quartermaine"
    fill(workspace)
    person = workspace.add(Person, name=f"{first} {last}", notes="x")
    for kind, each in KINDS.items():
        record = each.record
        if record in MADE_BY_A_STORE:
            continue
        fields = {
            field.name: f"As {first} {last} said"
            for field in fields_of(record)
            if field.shape in (Shape.TEXT, Shape.PROSE)
            and without_keys(kind, field.name)
            and (record, field.name) != (Person, "name")
            and field.name not in ("snapshot", "digest", "location", "path", "before", "after")
        }
        for line in workspace.all(record)[:1]:
            if fields and line.id != person:
                workspace.change(Ref(kind, line.id), by=None, typing=False, **fields)
    connection = workspace.library.connection
    said = f"For {first} {last}"
    connection.execute(
        "insert into pack_exports (id, title, audience, for_whom, on_day, form, place) values (99, ?, ?, ?, ?, ?, ?)",
        (said, said, said, "2026-11-24", "folder", f"/packs/{first} {last}"),
    )
    connection.execute(
        "insert into pack_export_items (export, number, title, file) values (99, 1, ?, ?)", (said, f"{first} {last}.md")
    )
    connection.execute(
        "insert into report_choices (report, choices) values ('x', ?)", (json.dumps({"q": said}, ensure_ascii=False),)
    )
    while workspace.search.catch_up():
        pass
    backup = workspace.back_up()
    for _ in trials("a person forgotten whose name stood in every field", few=1, many=1):
        forgotten = workspace.people.forget(person, words)
        assert backup.path in forgotten.backups
    workspace.close()
    assert traces(workspace.path, last) == []
    assert traces(workspace.path, first) == []
    assert traces(backup.path, last) != []
    assert complaints(workspace.path) == []
