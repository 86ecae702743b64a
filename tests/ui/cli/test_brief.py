"""`export brief` on the sample and on what is not there."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import pytest

from db.workspace import open_workspace
from enable_desktop.interviews import Interview, Occasion
from enable_desktop.links import Ref
from tests.conftest import SampleAt
from tests.exports.reading import pages_of, text_of
from tests.ui.cli.conftest import Enable
from ui.place import clock, own_place


@pytest.mark.parametrize("page", ["a4", "letter"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_talk_of_the_sample_fits_on_one_page(
    enable: Enable, sample_at: SampleAt, folder: Path, language: str, page: str
) -> None:
    path, out = folder / "s.enable", folder / "Памятка.pdf"
    sample_at(path, language, now=clock()())
    talks = json.loads(enable("list", "interviews", path, "--json").out)
    assert len(talks) > 20
    for talk in talks:
        ran = enable("export", "brief", path, "--interview", talk["id"], "-o", out, "--page", page)
        assert ran.code == 0
        (text,) = pages_of(out.read_bytes())
        assert talk["title"] in " ".join(text.split())


def test_next_is_the_talk_planned_next(enable: Enable, sample: Path, folder: Path) -> None:
    talks = [each for each in json.loads(enable("list", "interviews", sample, "--json").out) if not each["held"]]
    first = min(talks, key=lambda each: (each["on"], each["begins"]))
    out = folder / "next.pdf"
    assert enable("export", "brief", sample, "--interview", "next", "-o", out).code == 0
    assert first["title"] in text_of(out.read_bytes())


def test_what_did_not_fit_is_said_beside_the_answer(enable: Enable, sample: Path, folder: Path) -> None:
    with open_workspace(sample, own_place()) as workspace:
        next_one = next(each for each in workspace.interviews.listed() if not each.held)
        for number in range(30):
            workspace.interviews.ask_own(next_one.id, f"Question {number} " * 20)
    ran = enable("export", "brief", sample, "--interview", "next", "-o", folder / "a.pdf")
    assert "1 page" in ran.out
    assert ran.err.startswith("Left out to fit one page: ")
    assert "questions" in ran.err


def test_the_brief_is_written_as_markdown_too(enable: Enable, sample: Path, folder: Path) -> None:
    for out, more in ((folder / "a.md", ()), (folder / "b.txt", ("--format", "md"))):
        assert enable("export", "brief", sample, "--interview", "next", "-o", out, *more).code == 0
        assert out.read_text("utf-8").startswith("# Interview brief: ")


def test_any_meeting_has_a_brief(enable: Enable, sample: Path, folder: Path) -> None:
    with open_workspace(sample, own_place()) as workspace:
        people = [person.id for person in workspace.people.all()[:3]]
        names = [workspace.people.get(id_).name for id_ in people]
        theme = workspace.themes.of_round(workspace.themes.rounds()[0].id)[0]
        meeting = workspace.interviews.plan_meeting(
            "Quarterly council", tuple(people), occasion=Occasion.COUNCIL, theme=theme.id
        )
    out = folder / "council.pdf"
    assert enable("export", "brief", sample, "--interview", meeting, "-o", out).code == 0
    text = text_of(out.read_bytes())
    assert "Quarterly council" in text
    assert all(name in text for name in names)
    assert f"Said about: {theme.title}" in text
    assert "Listen for" not in text


def test_the_paper_of_the_workspace_is_taken(enable: Enable, sample: Path, folder: Path) -> None:
    with open_workspace(sample, own_place()) as workspace:
        workspace.settings.set("paper", "letter")
    out = folder / "a.pdf"
    assert enable("export", "brief", sample, "--interview", "next", "-o", out).code == 0
    document = pypdfium2.PdfDocument(str(out))
    assert document[0].get_size() == pytest.approx((612, 792))
    document.close()


def test_no_planned_talk_is_said_in_a_sentence(enable: Enable, sample: Path, folder: Path) -> None:
    with open_workspace(sample, own_place()) as workspace:
        for talk in workspace.interviews.listed():
            if not talk.held:
                workspace.remove(Ref(Interview.kind, talk.id))
    ran = enable("export", "brief", sample, "--interview", "next", "-o", folder / "a.pdf")
    assert ran.code == 3
    assert "No meeting is planned" in ran.err
    assert not (folder / "a.pdf").exists()


@pytest.mark.parametrize(("number", "code"), [("999", 3), ("0", 2), ("-1", 2), ("soon", 2), ("9" * 30, 2), ("²", 2)])
def test_a_meeting_that_is_none_is_said_in_a_sentence(
    enable: Enable, sample: Path, folder: Path, number: str, code: int
) -> None:
    ran = enable("export", "brief", sample, f"--interview={number}", "-o", folder / "a.pdf")
    assert ran.code == code
    assert number in ran.err
    assert not (folder / "a.pdf").exists()


def test_the_workspace_itself_is_never_the_target(enable: Enable, sample: Path) -> None:
    before = sample.read_bytes()
    assert enable("export", "brief", sample, "--interview", "next", "-o", sample).code == 2
    assert sample.read_bytes() == before


def test_figures_of_others_come_only_when_asked_for_on_a_sheet_of_their_own(
    enable: Enable, sample: Path, folder: Path
) -> None:
    out = folder / "a.pdf"
    assert enable("export", "brief", sample, "--interview", "next", "-o", out).code == 0
    assert len(pages_of(out.read_bytes())) == 1
    ran = enable("export", "brief", sample, "--interview", "next", "-o", out, "--figures")
    assert "2 pages" in ran.out
    first, second = pages_of(out.read_bytes())
    assert "Both sides in numbers" in second
    assert "Both sides in numbers" not in first
