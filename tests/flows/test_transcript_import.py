"""A transcript becomes the notes of a talk: as one step, with its speakers, also where it is longer than notes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from db.workspace import Workspace, open_workspace
from enable_desktop.charter.lines import Obstacle
from enable_desktop.fields import TEXT_LIMIT
from enable_desktop.interviews import Interview, Round, TranscriptPart
from enable_desktop.links import Reason, Ref
from enable_desktop.notes import Attachment
from enable_desktop.people import Group, Hat, Person
from enable_desktop.words import Words
from resources.words import translations
from tests.db.content import complaints, content_of
from ui.cli import run
from ui.place import own_place
from ui.start import new_workspace

CALL = """WEBVTT

00:01.000 --> 00:02.000
Ann Lee: We cannot find it.

00:03.000 --> 00:04.000
Me: Why?

00:05.000 --> 00:06.000
Ann Lee: It is old.

00:07.000 --> 00:08.000
Me: I see.
"""
NOTES = (
    "[0:01] **Ann Lee:** We cannot find it.\n\n[0:03] **Me:** Why?\n\n"
    "[0:05] **Ann Lee:** It is old.\n\n[0:07] **Me:** I see."
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "Моя программа.enable"
    new_workspace(made, own_place()).close()
    return made


def call(folder: Path, text: str = CALL, name: str = "Звонок.vtt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def imported(workspace: Path, source: Path, *more: str, name: str = "Ann Lee", group: str = "rep") -> int:
    arguments = ["--stakeholder", name, "--group", group, *more]
    return run(["import", "transcript", str(workspace), str(source), *arguments])


def opened(path: Path) -> Workspace:
    return open_workspace(path, own_place())


def test_it_becomes_a_talk_with_notes_as_one_step(tmp_path: Path, path: Path) -> None:
    before = content_of(path)
    assert imported(path, call(tmp_path), "--date", "11.02.2026") == 0
    with opened(path) as workspace:
        (person,) = workspace.all(Person)
        assert (person.name, person.group, person.hats) == ("Ann Lee", Group.REP, frozenset({Hat.STAKEHOLDER}))
        (talk,) = workspace.all(Interview)
        assert (talk.title, talk.person, talk.group, str(talk.on), talk.held) == (
            "Ann Lee", person.id, Group.REP, "2026-02-11", True,
        )  # fmt: skip
        assert talk.notes == NOTES
        assert [each.id for each in workspace.all(Round)] == [talk.round]
        assert workspace.all(Attachment) == ()
        assert Ref("interviews", talk.id) in [hit.ref for hit in workspace.search.find("cannot find")]
    after = content_of(path)
    assert run(["undo", str(path)]) == 0
    assert content_of(path) == before
    assert run(["redo", str(path)]) == 0
    assert content_of(path) == after


def test_it_goes_to_the_talk_of_that_day_and_not_twice(
    tmp_path: Path, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with opened(path) as workspace:
        person = workspace.add(Person, name="ann  lee", role="Rep", group=Group.REP)
        talk = workspace.interviews.plan(person, on=workspace.today, notes="Typed.")
    assert imported(path, call(tmp_path)) == 0
    before = content_of(path)
    assert imported(path, call(tmp_path)) == 0
    assert "in the notes of that day already" in capsys.readouterr().out
    assert content_of(path) == before
    with opened(path) as workspace:
        (only,) = workspace.all(Interview)
        assert (only.id, only.held) == (talk, True)
        assert only.notes == f"Typed.\n\n{NOTES}".replace("Ann Lee", "ann  lee")


def test_speakers_are_told_and_called_as_in_the_directory(
    tmp_path: Path, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with opened(path) as workspace:
        workspace.add(Person, name="Анна Ёлкина", group=Group.LEADERSHIP)
    source = call(tmp_path, CALL.replace("Ann Lee", "анна елкина (Sales)"))
    assert imported(path, source, "--dry-run", "--json", name="Boss", group="руководство") == 0
    report = json.loads(capsys.readouterr().out)
    assert report["speakers"] == {"анна елкина (Sales)": "Анна Ёлкина", "Me": None}
    assert (report["stored"], report["person"], report["person_is_new"], report["cues"]) == (False, "Boss", True, 4)
    with opened(path) as workspace:
        assert workspace.all(Interview) == ()
    assert imported(path, source, name="Анна Елкина", group="Leadership") == 0
    with opened(path) as workspace:
        assert workspace.all(Interview)[0].notes.startswith("[0:01] **Анна Ёлкина:** We cannot")
        assert len(workspace.all(Person)) == 1


def test_a_doubtful_person_is_not_guessed(tmp_path: Path, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with opened(path) as workspace:
        for department in ("Sales", "Product"):
            workspace.add(Person, name="Ann Lee", department=department, group=Group.REP)
    before = content_of(path)
    assert imported(path, call(tmp_path)) == 3
    assert "may be any of 2 people in the directory (Sales; Product)" in capsys.readouterr().err
    assert content_of(path) == before
    assert imported(path, call(tmp_path), "--department", "product") == 0
    with opened(path) as workspace:
        assert [talk.person for talk in workspace.all(Interview)] == [2]


def test_what_is_odd_is_said(tmp_path: Path, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert imported(path, call(tmp_path, CALL.removeprefix("WEBVTT").replace("00:07.000", "00:02.000"))) == 0
    said = capsys.readouterr().out
    assert "Звонок.vtt is named as WebVTT and does not begin with WEBVTT" in said
    assert "Звонок.vtt, line 12: a cue begins before the one above it" in said


def test_one_longer_than_notes_is_attached_and_all_of_it_found(tmp_path: Path, path: Path) -> None:
    cues = "".join(
        f"{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}.000 --> {n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}.900\n"
        f"{'Ann Lee' if n % 9 else 'Me'}: We cannot find the word{n} that we need in all of this.\n\n"
        for n in range(30_000)
    )
    before = content_of(path)
    source = call(tmp_path, f"WEBVTT\n\n{cues}")
    assert imported(path, source) == 0
    with opened(path) as workspace:
        (talk,) = workspace.all(Interview)
        assert TEXT_LIMIT - 10_000 < len(talk.notes) <= TEXT_LIMIT
        assert talk.notes.endswith("*The rest of the transcript is in the attachment “Звонок.vtt”.*")
        (attachment,) = workspace.all(Attachment)
        assert workspace.attachments.content(attachment) == source.read_bytes()
        assert [link.end for link in workspace.links.of(Ref("interviews", talk.id))] == [
            Ref("attachments", attachment.id)
        ]
        parts = workspace.all(TranscriptPart)
        words = " ".join([talk.notes, *(part.text for part in parts)]).split()
        assert [word for word in words if word.startswith("word")] == [f"word{n}" for n in range(30_000)]
        assert max(len(part.text) for part in parts) <= 20_000
        (first,), (last,) = (workspace.search.find(f"word{n}") for n in (100, 29_999))
        assert (first.ref.kind, last.ref.kind) == ("interviews", "transcript_parts")
    assert complaints(path) == []
    assert run(["undo", str(path)]) == 0
    assert content_of(path) == before
    assert run(["redo", str(path)]) == 0
    with opened(path) as workspace:
        assert workspace.attachments.content(workspace.all(Attachment)[0]) == source.read_bytes()
        workspace.people.forget(workspace.all(Person)[0].id, Words("en", translations("en")))
        assert (workspace.all(Attachment), workspace.all(TranscriptPart)) == ((), ())
    assert b"word29999" not in path.read_bytes()


def test_a_talk_that_is_removed_takes_its_file_along_unless_something_else_uses_it(tmp_path: Path, path: Path) -> None:
    source = call(tmp_path, "WEBVTT\n\n" + "".join(
        f"00:{n // 60:02}:{n % 60:02}.000 --> 00:{n // 60:02}:{n % 60:02}.900\nAnn Lee: {'word ' * 300}\n\n"
        for n in range(900)
    ))  # fmt: skip
    imported(path, source)
    with opened(path) as workspace:
        (talk,) = workspace.all(Interview)
        (attachment,) = workspace.all(Attachment)
        workspace.interviews.remove(talk.id)
        assert workspace.all(Attachment) == () and workspace.all(Interview) == ()
        workspace.undo()
        assert workspace.all(Attachment) == (attachment,)
        assert workspace.attachments.content(attachment) == source.read_bytes()
        obstacle = workspace.add(Obstacle, title="No time")
        workspace.links.join(Ref("obstacles", obstacle), Ref("attachments", attachment.id), Reason.USES)
        workspace.interviews.remove(talk.id)
        assert workspace.all(Attachment) == (attachment,)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--group", "boss"), "“boss” is no group; there are: Leadership, Sales manager, Rep"),
        (("--date", "soon"), "“soon” is no date"),
    ],
)
def test_wrong_usage_says_what_there_is(
    tmp_path: Path, path: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...], said: str
) -> None:
    assert imported(path, call(tmp_path), *more) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("more", [(), ("--dry-run",)])
def test_nobody_is_no_interviewee(
    tmp_path: Path, path: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...]
) -> None:
    assert imported(path, call(tmp_path), *more, name=" ") == 3
    assert "Choose who was interviewed." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "is empty"), (b"PK\x03\x04", "an office file"), (None, "call.srt")]
)
def test_what_is_no_transcript_is_refused_with_a_sentence(
    tmp_path: Path, path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, said: str
) -> None:
    source = tmp_path / "call.srt"
    if content is not None:
        source.write_bytes(content)
    assert imported(path, source) == 3
    assert said in capsys.readouterr().err
