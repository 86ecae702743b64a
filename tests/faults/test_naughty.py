"""Any string in any field: stored and given back as it was, found, imported, printed and exported, never executed."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path, PurePosixPath
from typing import Final

from db.rows import clean
from db.workspace import Workspace, open_workspace
from enable_desktop.charter.lines import Obstacle, Prose
from enable_desktop.fields import Shape, fields_of, limit_of
from enable_desktop.interviews import Interview, Statement
from enable_desktop.kinds import KINDS
from enable_desktop.library.assets import Asset
from enable_desktop.links import Ref, without_chips
from enable_desktop.search import words_of
from enable_desktop.words import LANGUAGES, Words
from resources.words import translations
from tests.db.content import complaints
from tests.db.filling import ALREADY_THERE, MADE_BY_A_STORE, fill, line_of
from tests.exports.reading import pages_of
from tests.faults.conftest import FULL, Trials
from tests.faults.inside import inflated
from tests.naughty import LONG, NAUGHTY
from tests.ui.cli.conftest import Enable, enable  # noqa: F401 (pytest finds it here by name)
from ui.place import own_place
from ui.reports.printing import gathered
from ui.reports.table import REPORTS

CANARY = b"canary-5f1c0a7e"
"""Stands in a file that hostile text names; nothing that is exported may hold it."""

FOLLOWS = (Interview, "title")
"""A field that says what another record is called."""


def some(trials: Trials, what: str, few: int = 30) -> tuple[str, ...]:
    """The strings that are tried: some in the test suite, all of them else."""
    chosen = trials.chance.sample(NAUGHTY, len(NAUGHTY))
    return tuple(chosen[number] for number in trials(what, few=few, many=len(NAUGHTY)))


def test_there_are_enough_of_them() -> None:
    assert len(NAUGHTY) >= 300
    assert all(len(each) <= 500 for each in NAUGHTY)


def test_every_field_gives_back_what_it_was_given(workspace: Workspace, trials: Trials) -> None:
    texts = some(trials, "naughty strings in every text field of every kind of record", 10)
    fill(workspace)
    for kind in KINDS.values():
        record = kind.record
        if record in (*ALREADY_THERE, *MADE_BY_A_STORE):
            continue
        rest = line_of(workspace, record, "x")
        shapes = {
            field.name: field.shape
            for field in fields_of(record)
            if field.shape in (Shape.TEXT, Shape.PROSE, Shape.MAP) and (record, field.name) != FOLLOWS
        }
        given = [
            rest | {name: {text: text} if shape is Shape.MAP else text for name, shape in shapes.items()}
            for text in texts
        ]
        ids = workspace.add_many(record, given)
        found = {line.id: line for line in workspace.all(record)}
        for id_, text in zip(ids, texts, strict=True):
            for name, shape in shapes.items():
                kept = {clean(text): clean(text)} if shape is Shape.MAP else clean(text)
                assert getattr(found[id_], name) == kept, (record, name, text)
    for _ in range(3):
        workspace.undo()
        workspace.redo()
    workspace.close()
    assert complaints(workspace.path) == []


def test_every_string_is_found_by_its_words_and_none_breaks_the_search(workspace: Workspace, trials: Trials) -> None:
    texts = some(trials, "naughty strings sought")
    ids = workspace.add_many(Obstacle, ({"title": text} for text in texts))
    while workspace.search.catch_up():
        pass
    for id_, text in zip(ids, texts, strict=True):
        workspace.search.find(text, limit=5_000)
        # By its words alone: a minus before a word, say, means that it is not wanted.
        if words := words_of(without_chips(text)):
            hits = workspace.search.find(" ".join(words), limit=5_000)
            assert Ref("obstacles", id_) in {hit.ref for hit in hits}, text


def test_texts_of_a_megabyte_are_stored_sought_and_given_back(workspace: Workspace, trials: Trials) -> None:
    section = workspace.all(Prose)[0]
    for number in trials("texts of a megabyte stored and sought", few=2, many=len(LONG)):
        text = LONG[number]
        workspace.change(Ref("sections", section.id), text=text)
        kept = workspace.get(Prose, section.id)
        assert kept is not None
        assert kept.text == text
        workspace.search.find(text[:100_000])
        workspace.undo()
    while workspace.search.catch_up():
        pass
    assert limit_of("text", Shape.PROSE) >= 1_000_000


def test_texts_of_a_megabyte_are_printed_and_exported_whole(
    tmp_path: Path,
    trials: Trials,
    enable: Enable,  # noqa: F811
) -> None:
    path, out = tmp_path / "P.enable", tmp_path / "out"
    out.mkdir()
    assert enable("new", path).code == 0
    for number in trials("texts of a megabyte printed, exported and packed", few=0, many=len(LONG)):
        text = LONG[number]
        with open_workspace(path, own_place()) as workspace:
            mission = next(section for section in workspace.all(Prose) if section.key == "mission")
            workspace.change(Ref("sections", mission.id), text=text)
            workspace.add(Asset, title="A long one", summary=text)
        for said, name in MEGABYTES:
            ran = enable("export", *said.split(), path, "-o", out / name)
            assert ran.code == 0, (number, said, ran.err)
        if text.strip("\n"):
            assert len((out / "Charter.md").read_bytes()) > 500_000, number
        with open_workspace(path, own_place()) as workspace:
            workspace.undo()


MEGABYTES: Final = (
    ("charter", "Charter.pdf"), ("charter --format md", "Charter.md"), ("content", "Content.csv"),
    ("everything", "Everything"), ("pack", "Pack"), ("pack", "Pack.zip"), ("pack", "Pack.html"), ("pack", "Pack.pdf"),
)  # fmt: skip


def test_an_import_stores_every_row_as_it_was_or_lists_it(
    tmp_path: Path,
    trials: Trials,
    enable: Enable,  # noqa: F811
) -> None:
    texts = some(trials, "naughty strings imported and exported as CSV, and back")
    path, source, out = tmp_path / "P.enable", tmp_path / "in.csv", tmp_path / "out.csv"
    assert enable("new", path).code == 0
    told = io.StringIO()
    writer = csv.writer(told)
    writer.writerow(("title", "location"))
    writer.writerows((text, f"https://sample.example/{number}") for number, text in enumerate(texts))
    source.write_bytes(told.getvalue().encode("utf-8", "replace"))
    ran = enable("import", "catalogue", path, source, "--skip-rejected", "--json")
    assert ran.code == 0
    with open_workspace(path, own_place()) as workspace:
        kept = {line.location: line.title for line in workspace.all(Asset)}
    assert len(kept) + len(ran.json["rejected"]) == len(texts)
    assert enable("export", "content", path, "-o", out).code == 0
    for row in csv.reader(io.StringIO(out.read_text("utf-8-sig"), newline="")):
        for cell in row:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")) or re.fullmatch(r"[-+]?\d[\d.,]*", cell), cell
    again = tmp_path / "Again.enable"
    assert enable("new", again).code == 0
    assert enable("import", "catalogue", again, out).code == 0
    with open_workspace(again, own_place()) as workspace:
        back = {line.location: line.title for line in workspace.all(Asset)}
    assert back == kept


def test_statements_with_any_words_come_in_as_they_are_or_are_listed(
    tmp_path: Path,
    trials: Trials,
    enable: Enable,  # noqa: F811
) -> None:
    texts = some(trials, "naughty strings imported as statements")
    path, source = tmp_path / "P.enable", tmp_path / "in.csv"
    assert enable("new", path).code == 0
    told = io.StringIO()
    writer = csv.writer(told)
    writer.writerow(("stakeholder", "group", "theme", "severity", "kind", "quote", "date"))
    writer.writerows(("Anna Berg", "rep", "Ramp-up", 3, "", text, "2026-03-12") for text in texts)
    source.write_bytes(told.getvalue().encode("utf-8", "replace"))
    ran = enable("import", "statements", path, source, "--skip-rejected", "--json")
    assert ran.code == 0
    with open_workspace(path, own_place()) as workspace:
        assert workspace.count(Statement) + len(ran.json["rejected"]) == len(texts)


EXPORTS = (
    ("charter", "Charter.pdf"), ("charter --part one-page", "Page.pdf"), ("charter --part business-case", "Case.pdf"),
    ("charter --format md", "Charter.md"), ("gaps --names", "Gaps.pdf"), ("gaps --format csv", "Gaps.csv"),
    ("gaps --format json", "Gaps.json"), ("content", "Content.csv"), ("everything", "Everything"),
    ("experts", "Experts.pdf"), ("experts --part coverage", "Coverage.pdf"), ("brief --interview 1", "Brief.pdf"),
    ("brief --interview 1 --format md", "Brief.md"), ("pack", "Pack"), ("pack", "Pack.html"), ("pack", "Booklet.pdf"),
    ("pack", "Pack.zip"),
)  # fmt: skip


def test_nothing_that_is_typed_is_executed_or_opened_by_what_is_exported(
    tmp_path: Path,
    trials: Trials,
    enable: Enable,  # noqa: F811
) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"\x89PNG\r\n\x1a\n" + CANARY * 50)
    texts = (
        *some(trials, "naughty strings printed and exported in every way", 10),
        *(shape.format(secret) for shape in ("![x]({})", "<img src='{}'>", "<img src='file://{}'/>", "[x](<{}>)")),
    )
    path, out = tmp_path / "P.enable", tmp_path / "out"
    out.mkdir()
    assert enable("new", path).code == 0
    with open_workspace(path, own_place()) as workspace:
        fill(workspace)
        workspace.settings.set("company", texts[0])
        everything = "\n\n".join(texts)
        for section in workspace.all(Prose):
            workspace.change(Ref("sections", section.id), text=everything)
        for kind in KINDS.values():
            record = kind.record
            if record in (*ALREADY_THERE, *MADE_BY_A_STORE):
                continue
            names = [field.name for field in fields_of(record) if field.shape in (Shape.TEXT, Shape.PROSE)]
            rest = line_of(workspace, record, "x")
            workspace.add_many(record, (rest | dict.fromkeys(names, text) for text in texts[:: 2 if FULL else 12]))
    for said, name in EXPORTS:
        ran = enable("export", *said.split(), path, "-o", out / name)
        assert ran.code == 0, (said, ran.err)
    with open_workspace(path, own_place()) as workspace:
        for entry in REPORTS if FULL else ():
            for language in LANGUAGES:
                offered = entry.offered(workspace, Words(language, translations(language)))
                choices = entry.settled({}, offered, {"language": language})
                if entry.lacks(choices):
                    # Nobody here is an expert, and no pack has been put together.
                    assert entry.key in ("expert", "booklet")
                    continue
                printed = gathered(workspace, entry, choices)(lambda: None)
                (out / f"{entry.key} {language}.pdf").write_bytes(printed.content)
    assert len(list(out.glob("* ru.pdf"))) >= len(REPORTS) - 2 or not FULL
    assert sorted(each.name for each in tmp_path.iterdir()) == ["P.enable", "home", "out", "secret.png"]
    for file in out.rglob("*"):
        if file.is_file():
            assert file.resolve().is_relative_to(out.resolve())
            look_through(file)


def look_through(file: Path) -> None:
    """Nothing in an exported file may run, load, or hold what lies elsewhere on the computer."""
    data = file.read_bytes()
    assert CANARY not in data, file
    if file.suffix == ".pdf":
        plain = data + b"".join(inflated(data))
        assert CANARY not in plain, file
        for deed in (
            b"/JavaScript",
            b"/JS ",
            b"/Launch",
            b"/EmbeddedFile",
            b"/SubmitForm",
            b"/GoToR",
            b"/OpenAction <<",
        ):
            assert deed not in plain, (file, deed)
        for target in re.findall(rb"/URI \(([^)]*)", plain):
            assert target.startswith((b"http://", b"https://", b"mailto:")), (file, target)
        assert pages_of(data)
    if file.suffix == ".html":
        check_page(data.decode("utf-8"), file)
    if file.suffix == ".zip":
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            assert len({name.casefold() for name in names}) == len(names)
            for name in names:
                assert safe_path(name), (file, name)
                assert CANARY not in archive.read(name), (file, name)
                if name.endswith(".html"):
                    check_page(archive.read(name).decode("utf-8"), file)


def safe_path(name: str) -> bool:
    """Whether a name in an archive leads nowhere but below the place where it is unpacked, on any system."""
    parts = PurePosixPath(name).parts
    return (
        not PurePosixPath(name).is_absolute()
        and ".." not in parts
        and not re.search(r'[\x00-\x1f<>:"|?*\\]', name)
        and all(part == part.rstrip(". ") and len(part.encode()) <= 255 for part in parts)
    )


def check_page(page: str, file: Path) -> None:
    """Scripts of ours only, and no address that runs or is fetched."""
    assert not re.search(r"<script[^>]*>\s*alert|<script[^>]+src=", page, re.IGNORECASE), file
    body = re.sub(r"<script\b.*?</script>|<style\b.*?</style>", "", page, flags=re.IGNORECASE | re.DOTALL)
    assert not re.search(r"<[a-z][^<>]*\son\w+\s*=", body, re.IGNORECASE), file
    assert not re.search(r"<(iframe|object|embed|base|link|meta http-equiv=.?refresh)\b", body, re.IGNORECASE), file
    for address in re.findall(r"<[a-z][^<>]*?\b(?:href|src)\s*=\s*[\"']?([^\"'\s>]*)", body, re.IGNORECASE):
        scheme = re.match(r"[\s\x00-\x20]*([a-z][a-z0-9+.-]*):", address, re.IGNORECASE)
        assert scheme is None or scheme[1].lower() in ("http", "https", "mailto", "data"), (file, address)
        assert not address.startswith("data:text"), (file, address)
