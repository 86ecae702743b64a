"""`export gaps`: the real command line on real files, its figures against the reference of the statistics."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from db.workspace import open_workspace
from enable_desktop.interviews import Statement, Theme
from enable_desktop.links import Ref
from enable_desktop.people import Person
from tests.conftest import SampleAt
from tests.exports.reading import text_of
from tests.ui.cli.conftest import Enable
from ui.place import clock, own_place

LEADERS = (2, 2, 3)
REPS = (5, 4, 5, 4, 3, 5, 4, 4)


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENABLE_TODAY", "2026-03-12")


@pytest.fixture
def reference(enable: Enable, empty: Path, folder: Path) -> Path:
    """The severities of the reference values, through a CSV; one leader more was asked and raised nothing."""
    lines = ["stakeholder,group,theme,severity,kind,quote,date"]
    for group, given in (("leadership", LEADERS), ("rep", REPS)):
        for place, severity in enumerate(given, 1):
            lines.append(f"{group} {place},{group},Forecast,{severity},problem,,2026-03-0{place}")
    lines.append("leadership 4,leadership,Forecast,,,,2026-03-09")
    path = folder / "said.csv"
    path.write_text("\n".join(lines), "utf-8")
    ran = enable("import", "statements", empty, path)
    assert ran.code == 0, ran.err
    return empty


def exported(enable: Enable, file: Path, out: Path, *more: str) -> Any:
    ran = enable("export", "gaps", file, "-o", out, *more)
    assert ran.code == 0, ran.err
    return json.loads(out.read_text("utf-8"))


def test_the_json_agrees_with_the_reference_values(enable: Enable, reference: Path, folder: Path) -> None:
    found = exported(enable, reference, folder / "gaps.json")
    theme = next(each for each in found["themes"] if each["theme"] == "Forecast")
    assert theme["leadership"] == {"asked": 4, "raised": 3, "rated": 3, "mean": pytest.approx(7 / 3)}
    assert theme["reps"] == {"asked": 8, "raised": 8, "rated": 8, "mean": 4.25}
    assert theme["gap"] == pytest.approx(1.9167, abs=1e-4)
    assert theme["p"] == pytest.approx(2 / 165)
    assert theme["superiority"] == pytest.approx(0.979167, abs=1e-6)
    assert theme["low"] == pytest.approx(0.74, abs=0.03)
    assert theme["high"] == pytest.approx(2.29, abs=0.03)
    assert theme["p_one_point"] == pytest.approx(0.89, abs=0.03)
    assert theme["verdict"] == "clear"
    assert set(found) == {"themes", "agreement", "coverage"}
    assert set(theme) == {
        "theme", "leadership", "reps", "gap", "low", "high", "p", "p_one_point", "superiority",
        "mention_gap", "mention_low", "mention_high", "verdict",
    }  # fmt: skip


def test_the_sample_has_the_verdicts_of_the_reference(enable: Enable, sample: Path, folder: Path) -> None:
    found = exported(enable, sample, folder / "gaps.json")
    verdicts = [each["verdict"] for each in found["themes"]]
    assert verdicts == ["clear"] * 3 + ["one side", "leaning", "aligned"] + ["too few"] * 3
    discount = found["themes"][3]
    assert discount["theme"] == "Discounting under pressure"
    assert (discount["mention_low"], discount["mention_high"]) == (
        pytest.approx(-0.77, abs=0.005), pytest.approx(-0.05, abs=0.005),
    )  # fmt: skip
    assert discount["reps"]["mean"] is None
    assert found["themes"][4]["p"] == pytest.approx(0.133, abs=0.001)
    assert found["coverage"]["leadership"] == {"heard": 4, "wanted": 5}
    assert (found["coverage"]["people"], found["coverage"]["statements"]) == (13, 74)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_both_samples_print_without_a_name(enable: Enable, sample_at: SampleAt, folder: Path, language: str) -> None:
    path, out = folder / f"{language}.enable", folder / "Отчёт.pdf"
    sample_at(path, language, now=clock()())
    ran = enable("export", "gaps", path, "-o", out)
    assert ran.code == 0
    assert "3" in ran.err  # What is withheld is said beside the answer.
    text = text_of(out.read_bytes())
    with open_workspace(path, own_place(), write=False) as workspace:
        people = workspace.all(Person)
    for person in people:
        for part in person.name.split():
            assert part not in text, person.name
    document = pypdfium2.PdfDocument(out.read_bytes())
    assert str(len(document)) in ran.out
    document.close()


def test_names_are_printed_where_the_person_agreed_and_it_is_asked_for(
    enable: Enable, sample: Path, folder: Path
) -> None:
    with open_workspace(sample, own_place()) as workspace:
        quoted = next(each for each in workspace.all(Statement) if "I keep my own folder" in each.words)
        talk = workspace.find(Ref("interviews", quoted.interview or 0))
        speaker = workspace.find(Ref("people", getattr(talk, "person", 0)))
        assert isinstance(speaker, Person)
        workspace.change(Ref("people", speaker.id), quote_by_name=True)
        others = [each.name for each in workspace.all(Person) if each.id != speaker.id]
    quiet, named = folder / "quiet.pdf", folder / "named.pdf"
    enable("export", "gaps", sample, "-o", quiet)
    enable("export", "gaps", sample, "-o", named, "--names")
    assert speaker.name not in text_of(quiet.read_bytes())
    text = text_of(named.read_bytes())
    assert speaker.name in text
    assert "Gap report, with names" in text
    assert "VP Sales" in text
    assert not any(name in text for name in others)


def test_the_form_follows_the_option_else_the_ending(enable: Enable, sample: Path, folder: Path) -> None:
    enable("export", "gaps", sample, "-o", folder / "a.csv")
    rows = list(csv.reader(io.StringIO((folder / "a.csv").read_text("utf-8-sig"))))
    assert len(rows) == 10
    enable("export", "gaps", sample, "-o", folder / "b.txt", "--format", "json")
    assert json.loads((folder / "b.txt").read_text("utf-8"))["themes"]
    enable("export", "gaps", sample, "-o", folder / "c.out", "--page", "letter")
    assert (folder / "c.out").read_bytes().startswith(b"%PDF")
    assert enable("export", "gaps", sample, "-o", folder / "d", "--format", "docx").code == 2


def test_an_earlier_round_is_chosen_by_its_title(enable: Enable, sample: Path, folder: Path) -> None:
    with open_workspace(sample, own_place()) as workspace:
        earlier = workspace.themes.current_round()
        assert earlier is not None
        workspace.themes.start_round("Осень", date(2026, 3, 10), [theme.id for theme in workspace.all(Theme)])
    assert exported(enable, sample, folder / "now.json")["coverage"]["people"] == 0
    chosen = exported(enable, sample, folder / "then.json", "--round", earlier.title.upper())
    assert chosen["coverage"]["people"] == 13
    ran = enable("export", "gaps", sample, "-o", folder / "x.json", "--round", "Winter")
    assert ran.code == 2
    assert f"There is no round “Winter”. There are: Осень; {earlier.title}; " in ran.err
    assert not (folder / "x.json").exists()


def test_a_workspace_without_interviews_gives_a_report_that_says_so(enable: Enable, empty: Path, folder: Path) -> None:
    found = exported(enable, empty, folder / "gaps.json")
    assert (found["themes"], found["coverage"]["people"]) == ([], 0)
    assert enable("export", "gaps", empty, "-o", folder / "gaps.pdf").code == 0
    assert "Nobody in leadership and no rep has been heard yet." in text_of((folder / "gaps.pdf").read_bytes())


def test_a_workspace_is_never_written_over(enable: Enable, sample: Path, folder: Path) -> None:
    before = sample.stat().st_size
    assert enable("export", "gaps", sample, "-o", sample).code == 2
    assert enable("export", "gaps", sample, "-o", folder / "other.enable").code == 2
    assert enable("export", "gaps", sample, "-o", folder / "nowhere" / "x.pdf").code == 3
    assert enable("export", "gaps", folder / "missing.enable", "-o", folder / "x.pdf").code == 3
    assert sample.stat().st_size == before


def test_a_raised_threshold_of_the_workspace_holds(enable: Enable, sample: Path, folder: Path) -> None:
    with open_workspace(sample, own_place()) as workspace:
        workspace.settings.set("anonymity_threshold", "5")
    found = exported(enable, sample, folder / "gaps.json")
    assert {(each["leadership"]["asked"], each["gap"]) for each in found["themes"]} == {(None, None)}
    assert found["coverage"]["leadership"]["heard"] is None


def test_everything_includes_the_gaps(enable: Enable, sample: Path, folder: Path) -> None:
    out = folder / "Всё"
    assert enable("export", "everything", sample, "-o", out).code == 0
    assert len(json.loads((out / "gaps.json").read_text("utf-8"))["themes"]) == 9
    assert len((out / "csv" / "gaps.csv").read_text("utf-8-sig").splitlines()) == 10
    assert enable("export", "everything", sample, "-o", out).code == 0


def test_names_are_taken_out_of_the_suggestions_and_counted(enable: Enable, sample: Path, folder: Path) -> None:
    with open_workspace(sample, own_place()) as workspace:
        current = workspace.themes.current_round()
        assert current is not None
        person, other = workspace.all(Person)[2:4]
        workspace.change(Ref("people", other.id), quote_by_name=True)
        workspace.change(Ref("rounds", current.id), suggestions=f"Ask {person.name} first, then {other.name}.")
    quiet, named = folder / "gaps.pdf", folder / "named.pdf"
    ran = enable("export", "gaps", sample, "-o", quiet)
    assert "2 names were taken out of the suggestions." in ran.err
    assert "Ask […] first, then […]." in text_of(quiet.read_bytes())
    ran = enable("export", "gaps", sample, "-o", named, "--names")
    assert "1 name was taken out of the suggestions." in ran.err
    assert f"Ask […] first, then {other.name}." in text_of(named.read_bytes())
