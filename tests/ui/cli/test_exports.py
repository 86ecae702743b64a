from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pypdfium2
import pytest

from db.workspace import open_workspace
from enable_desktop.charter.lines import Obstacle
from enable_desktop.formulas import restored
from enable_desktop.kinds import KINDS
from enable_desktop.links import Ref
from enable_desktop.people import Person
from tests.conftest import SampleAt
from tests.ui.cli.conftest import Enable
from ui.place import clock, own_place


def _pages(path: Path) -> int:
    document = pypdfium2.PdfDocument(str(path))
    try:
        return len(document)
    finally:
        document.close()


@pytest.mark.parametrize("page", ["a4", "letter"])
@pytest.mark.parametrize("part", ["all", "one-page", "business-case"])
def test_every_part_of_the_charter_is_printed(enable: Enable, sample: Path, folder: Path, part: str, page: str) -> None:
    out = folder / "Устав программы.pdf"
    ran = enable("export", "charter", sample, "-o", out, "--part", part, "--page", page)
    assert ran.code == 0
    pages = _pages(out)
    assert pages == 1 if part == "one-page" else pages >= 1
    assert str(pages) in ran.out


def test_the_charter_is_written_as_markdown(enable: Enable, sample: Path, folder: Path) -> None:
    for out, more in ((folder / "a.md", ()), (folder / "b.txt", ("--format", "md"))):
        assert enable("export", "charter", sample, "-o", out, *more).code == 0
        assert out.read_text("utf-8").lstrip().startswith("#")


def test_a_version_is_written_as_it_was_frozen(enable: Enable, sample: Path, folder: Path) -> None:
    with open_workspace(sample, own_place()) as workspace:
        line = workspace.all(Obstacle)[0]
        workspace.change(Ref("obstacles", line.id), title="What nobody has signed")
    out = folder / "charter.md"
    for name in ("1.0", "v1.0"):
        assert enable("export", "charter", sample, "-o", out, "--version", name).code == 0
        text = out.read_text("utf-8")
        assert line.title in text
        assert "What nobody has signed" not in text
        assert "Approved 1.0, " in text
    ran = enable("export", "charter", sample, "-o", out, "--version", "7.7")
    assert ran.code == 2
    assert "There is no frozen version “7.7”. There are: 1.1, 1.0." in ran.err
    assert out.read_text("utf-8") == text
    assert enable("export", "charter", sample, "-o", out).code == 0
    assert "What nobody has signed" in out.read_text("utf-8")


def test_an_existing_file_is_replaced_and_kept_on_failure(enable: Enable, sample: Path, folder: Path) -> None:
    out = folder / "charter.pdf"
    out.write_text("old")
    assert enable("export", "charter", sample, "-o", out).code == 0
    assert out.read_bytes().startswith(b"%PDF")
    (folder / "taken").mkdir()
    ran = enable("export", "charter", sample, "-o", folder / "taken")
    assert ran.code == 3
    assert len(ran.err.strip().splitlines()) == 1


def test_a_missing_folder_is_said(enable: Enable, sample: Path, folder: Path) -> None:
    ran = enable("export", "charter", sample, "-o", folder / "nowhere" / "x.pdf")
    assert ran.code == 3
    assert "nowhere" in ran.err


def test_the_catalogue_is_not_written_under_the_ending_of_another_format(
    enable: Enable, empty: Path, folder: Path
) -> None:
    ran = enable("export", "content", empty, "-o", folder / "catalogue.xlsx")
    assert ran.code == 2
    assert "“catalogue.xlsx” does not end in .csv" in ran.err
    assert not (folder / "catalogue.xlsx").exists()


def test_a_workspace_is_never_written_over(enable: Enable, sample: Path) -> None:
    before = sample.stat().st_size
    assert enable("export", "charter", sample, "-o", sample).code == 2
    assert enable("export", "charter", sample, "-o", sample.with_name("other.enable")).code == 2
    assert sample.stat().st_size == before


def test_exports_read_while_a_window_has_the_file_open(enable: Enable, sample: Path, folder: Path) -> None:
    with open_workspace(sample, own_place()):
        assert enable("export", "charter", sample, "-o", folder / "x.pdf", "--part", "one-page").code == 0


# -- everything


def test_everything_holds_every_record_in_three_forms(enable: Enable, sample: Path, folder: Path) -> None:
    out = folder / "Всё"
    assert enable("export", "everything", sample, "-o", out).code == 0
    data = json.loads((out / "everything.json").read_text("utf-8"))
    with open_workspace(sample, own_place(), write=False) as workspace:
        for name, kind in KINDS.items():
            lines = workspace.all(kind.record)
            assert [record["id"] for record in data["records"][name]] == [line.id for line in lines]
            if lines:
                rows = list(csv.reader(io.StringIO((out / "csv" / f"{name}.csv").read_text("utf-8-sig"))))
                assert [int(row[0]) for row in rows[1:]] == [line.id for line in lines]
                assert len(set(rows[0])) == len(rows[0])
                page = "charter-cover" if name == "charter" else name
                assert (out / "markdown" / f"{page}.md").read_text("utf-8").count("\n## ") >= len(lines)
    assert data["settings"]["company"] == "Sample Co"
    assert (out / "markdown" / "charter.md").read_text("utf-8").strip()
    assert (out / "README.md").exists()


def test_everything_is_in_the_language_of_the_workspace(enable: Enable, sample_at: SampleAt, folder: Path) -> None:
    path = folder / "ru.enable"
    sample_at(path, "ru", now=clock()())
    assert enable("export", "everything", path, "-o", folder / "out").code == 0
    assert "Евгения" in (folder / "out" / "csv" / "people.csv").read_text("utf-8-sig")


def test_a_hostile_title_is_no_formula(enable: Enable, empty: Path, folder: Path) -> None:
    with open_workspace(empty, own_place()) as workspace:
        workspace.add(Obstacle, title='=HYPERLINK("http://x.example","y")')
        workspace.add(Person, name="@all")
    enable("export", "everything", empty, "-o", folder / "out")
    rows = list(csv.reader(io.StringIO((folder / "out" / "csv" / "obstacles.csv").read_text("utf-8-sig"))))
    assert rows[1][1].startswith("'=") and restored(rows[1][1]).startswith("=HYPERLINK")


def test_attachments_get_names_that_stay_inside(enable: Enable, empty: Path, folder: Path) -> None:
    with open_workspace(empty, own_place()) as workspace:
        for name in ("../../outside.txt", "a.txt", "A.TXT"):
            workspace.attachments.add(name, name.encode(), "text/plain")
    enable("export", "everything", empty, "-o", folder / "out")
    kept = {path.read_text() for path in (folder / "out" / "attachments").iterdir()}
    assert kept == {"../../outside.txt", "a.txt", "A.TXT"}
    assert not (folder / "outside.txt").exists()


def test_an_earlier_export_is_replaced_but_nothing_else(enable: Enable, empty: Path, folder: Path) -> None:
    out = folder / "out"
    assert enable("export", "everything", empty, "-o", out).code == 0
    assert enable("export", "everything", empty, "-o", out).code == 0
    (out / "mine.txt").write_text("keep")
    ran = enable("export", "everything", empty, "-o", out)
    assert ran.code == 3
    assert "holds other files" in ran.err
    assert (out / "mine.txt").read_text() == "keep"
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


def test_the_program_tests_itself(enable: Enable) -> None:
    ran = enable("--self-test")
    assert (ran.code, ran.err) == (0, ""), ran.out
    assert "FAILED" not in ran.out
