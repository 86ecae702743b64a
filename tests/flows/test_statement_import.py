"""Statements from a spreadsheet come in: people, themes and interviews with them, as one step, no row lost."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from db.imports import made_ready
from db.workspace import Workspace, open_workspace
from enable_desktop.changes import Origin
from enable_desktop.errors import WorkspaceError
from enable_desktop.imports import AddReady, Plan
from enable_desktop.interviews import Interview, Mention, RatedBy, Rating, Round, RoundTheme, Sort, Statement, Theme
from enable_desktop.links import Ref
from enable_desktop.people import Group, Hat, Person
from enable_desktop.words import Words
from resources.words import translations
from tests.db.content import complaints, content_of
from ui.cli import run
from ui.imports import STATEMENTS, take_in
from ui.place import own_place
from ui.start import new_workspace

HEADER = "stakeholder,group,theme,severity,kind,quote,date"
GOOD = (
    "Ann Lee,leadership,Content,4,problem,We cannot find it,2026-02-11",
    'Ann Lee,leadership,Coaching,,idea,"Managers, all of them, need time",2026-02-11',
    "Bob Ray,rep,content,5,problem,It is old,2026-02-12",
    "Bob Ray,rep,Coaching,,,,2026-02-12",
    "Bob Ray,rep,Content,3,,,2026-02-12",
    "Bob Ray,rep,Content,2,problem,Better now,2026-06-01",
)
BAD = (
    "Cid Poe,rep,Content,0,problem,x,2026-02-12",
    "Cid Poe,rep,Content,6,problem,x,2026-02-12",
    "Cid Poe,rep,Content,high,problem,x,2026-02-12",
    "Ann Lee,rep,Content,3,problem,x,2026-02-12",
    "Cid Poe,rep",
    'Cid Poe,rep,Content,3,problem,"never closed,2026-02-12',
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "Моя программа.enable"
    new_workspace(made, own_place()).close()
    return made


def table(folder: Path, *lines: str, header: str = HEADER, name: str = "Высказывания 2026.csv") -> Path:
    path = folder / name
    path.write_text("\n".join((header, *lines)), encoding="utf-8")
    return path


def imported(workspace: Path, source: Path, *more: str) -> int:
    return run(["import", "statements", str(workspace), str(source), *more])


def opened(path: Path) -> Workspace:
    return open_workspace(path, own_place())


def test_people_themes_interviews_and_statements_come_in_as_one_step(tmp_path: Path, path: Path) -> None:
    before = content_of(path)
    assert imported(path, table(tmp_path, *GOOD)) == 0
    with opened(path) as workspace:
        people = {person.id: person for person in workspace.all(Person)}
        assert {(each.name, each.group, each.hats) for each in people.values()} == {
            ("Ann Lee", Group.LEADERSHIP, frozenset({Hat.STAKEHOLDER})),
            ("Bob Ray", Group.REP, frozenset({Hat.STAKEHOLDER})),
        }
        talks = {talk.id: talk for talk in workspace.all(Interview)}
        assert [(talk.title, talk.group, str(talk.on), talk.held) for talk in talks.values()] == [
            ("Ann Lee", Group.LEADERSHIP, "2026-02-11", True),
            ("Bob Ray", Group.REP, "2026-02-12", True),
            ("Bob Ray", Group.REP, "2026-06-01", True),
        ]
        themes = {theme.id: theme.title for theme in workspace.all(Theme)}
        statements = workspace.all(Statement)
        assert [
            (talks[each.interview or 0].title, themes[each.theme or 0].casefold(), each.sort, each.severity, each.words)
            for each in statements
        ] == [
            ("Ann Lee", "content", Sort.PROBLEM, 4, "We cannot find it"),
            ("Ann Lee", "coaching", Sort.IDEA, None, "Managers, all of them, need time"),
            ("Bob Ray", "content", Sort.PROBLEM, 5, "It is old"),
            ("Bob Ray", "content", Sort.PROBLEM, 3, ""),
            ("Bob Ray", "content", Sort.PROBLEM, 2, "Better now"),
        ]
        assert {each.rated_by for each in statements} == {RatedBy.MANAGER}
        marks = {
            (talks[each.interview or 0].title, str(talks[each.interview or 0].on), themes[each.theme or 0].casefold()):
            each.heard
            for each in workspace.all(Rating)
        }  # fmt: skip
        assert marks == {
            ("Ann Lee", "2026-02-11", "content"): Mention.RAISED,
            ("Ann Lee", "2026-02-11", "coaching"): Mention.RAISED,
            ("Bob Ray", "2026-02-12", "content"): Mention.RAISED,
            ("Bob Ray", "2026-02-12", "coaching"): Mention.ASKED,
            ("Bob Ray", "2026-06-01", "content"): Mention.RAISED,
        }
        (round_made,) = workspace.all(Round)
        assert {talk.round for talk in talks.values()} == {round_made.id}
        assert str(round_made.start) == "2026-02-11"
        assert {each.theme for each in workspace.all(RoundTheme)} == {each.theme for each in statements}
        assert workspace.history(1)[0].origin is Origin.IMPORT
        assert [hit.ref.kind for hit in workspace.search.find("managers need")] == ["statements"]
    assert complaints(path) == []
    after = content_of(path)
    assert run(["undo", str(path)]) == 0
    assert content_of(path) == before
    assert run(["redo", str(path)]) == 0
    assert content_of(path) == after


def test_what_is_there_is_used_and_the_latest_round_counts(tmp_path: Path, path: Path) -> None:
    with opened(path) as workspace:
        person = workspace.add(Person, name="Семён Орлов", role="CRO", group=Group.LEADERSHIP, quote_by_role=True)
        theme = workspace.themes.make("Ёмкость")
        workspace.themes.start_round("Old", None, [])
        latest = workspace.themes.start_round("New", workspace.today, [])
        talk = workspace.interviews.plan(person, on=workspace.today)
        workspace.interviews.rate(talk, theme, hurts=5)
        day = workspace.today
    lines = (
        f"СЕМЕН ОРЛОВ,leadership,емкость,4,problem,one,{day}",
        f"Семён Орлов,leadership,Ёмкость,,,,{day}",
        "Семён Орлов,leadership,Ёмкость,2,goal,two,2026-01-01",
    )
    assert imported(path, table(tmp_path, *lines)) == 0
    with opened(path) as workspace:
        assert [each.name for each in workspace.all(Person)] == ["Семён Орлов"]
        assert workspace.themes.called("Емкость") == workspace.get(Theme, theme)
        held, new = workspace.all(Interview)
        assert (held.id, held.held, new.round, new.label) == (talk, True, latest, "CRO")
        assert [each.interview for each in workspace.all(Statement)] == [talk, new.id]
        assert all(each.quotable for each in workspace.all(Statement))
        (mine,) = workspace.where(Rating, "interview", talk)
        assert (mine.heard, mine.hurts) == (Mention.RAISED, 5)
        assert [each.theme for each in workspace.where(RoundTheme, "round", latest)] == [theme]


def test_asked_never_takes_back_what_was_raised(tmp_path: Path, path: Path) -> None:
    source = table(tmp_path, GOOD[0])
    assert imported(path, source) == 0
    assert imported(path, table(tmp_path, "Ann Lee,leadership,Content,,,,2026-02-11", name="b.csv")) == 0
    with opened(path) as workspace:
        assert [each.heard for each in workspace.all(Rating)] == [Mention.RAISED]


def test_the_same_table_does_not_come_in_twice(tmp_path: Path, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = table(tmp_path, *GOOD)
    assert imported(path, source) == 0
    before = content_of(path)
    assert imported(path, source) == 3
    assert "5 pieces of" in capsys.readouterr().err
    assert content_of(path) == before


def test_rejected_rows_stop_everything_and_are_all_named(
    tmp_path: Path, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = content_of(path)
    source = table(tmp_path, *GOOD, *BAD)
    assert imported(path, source) == 3
    said = capsys.readouterr().err
    assert "6 pieces of Высказывания 2026.csv cannot be stored, so nothing was: Row 8, because severity: “0”" in said
    for part in (
        "Row 8: severity: “0” is no severity; it is a whole number from 1 to 5",
        "Row 9: severity: “6”",
        "Row 10: severity: “high”",
        "Row 11: group: Ann Lee is “Rep” here and “Leadership” in row 2",
        "Row 12: the row has 2 cells, the header has 7",
        "Row 13: quote: a quotation mark opens here and is never closed",
    ):
        assert part in said
    assert content_of(path) == before
    assert {each.name for each in tmp_path.iterdir()} == {"home", path.name, source.name}


def test_a_dry_run_lists_every_problem_and_changes_nothing(
    tmp_path: Path, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = content_of(path)
    assert imported(path, table(tmp_path, *GOOD, *BAD), "--dry-run", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["stored"], report["rows"], report["rows_stored"], report["rows_rejected"]) == (False, 12, 6, 6)
    assert (report["people"], report["themes"]) == (["Ann Lee", "Bob Ray"], ["Content", "Coaching"])
    assert (report["interviews"], report["statements"], report["asked"]) == (3, 5, 1)
    assert [each["row"] for each in report["rejected"]] == [8, 9, 10, 11, 12, 13]
    assert content_of(path) == before


def test_the_rejected_rows_can_be_corrected_and_imported(
    tmp_path: Path, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (*GOOD, "Cid Poe,rep,Content,9,problem,=1+1,2026-02-12", BAD[4])
    assert imported(path, table(tmp_path, *lines), "--skip-rejected", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["rows_stored"], report["rows_rejected"]) == (6, 2)
    listed = Path(report["rejected_file"])
    with listed.open(encoding="utf-8-sig", newline="") as file:
        header, first, second = csv.reader(file)
    assert header == [*HEADER.split(","), "Row", "Reason"]
    assert first[:8] == ["Cid Poe", "rep", "Content", "9", "problem", "'=1+1", "2026-02-12", "8"]
    assert "no severity" in first[8]
    assert second[:2] == ["Cid Poe", "rep"]
    listed.write_text(listed.read_text("utf-8").replace(",9,", ",4,"), "utf-8")
    assert imported(path, listed, "--skip-rejected") == 0
    with opened(path) as workspace:
        assert workspace.all(Statement)[-1].words == "=1+1"


def test_a_list_of_rejected_rows_never_takes_the_place_of_another(tmp_path: Path, path: Path) -> None:
    taken = tmp_path / "Высказывания 2026 - rejected.csv"
    taken.write_text("mine")
    assert imported(path, table(tmp_path, *BAD[:1]), "--skip-rejected") == 0
    assert taken.read_text() == "mine"
    assert taken.with_name("Высказывания 2026 - rejected 2.csv").stat().st_mode & 0o777 == 0o600


def test_ten_thousand_rows_come_in_and_go_back(tmp_path: Path, path: Path) -> None:
    before = content_of(path)
    lines = (
        f"Person {n % 300},rep,Theme {n % 40},{n % 5 + 1},problem,words {n},2026-02-{n % 9 + 1:02}"
        for n in range(10_000)
    )
    assert imported(path, table(tmp_path, *lines)) == 0
    with opened(path) as workspace:
        assert workspace.count(Statement) == 10_000
        assert workspace.count(Person) == 300
    assert complaints(path) == []
    assert run(["undo", str(path)]) == 0
    assert content_of(path) == before


@pytest.mark.parametrize("lines", [(), (HEADER,), (HEADER, *GOOD, *GOOD), (HEADER, "Zoe,rep,New,3,,x,")])
def test_a_table_that_changes_before_it_is_stored_stores_nothing(
    tmp_path: Path, path: Path, lines: Sequence[str]
) -> None:
    source = table(tmp_path, *GOOD)
    before = content_of(path)
    with opened(path) as workspace:
        words = Words("en", translations("en"))
        plan = planned(workspace, source, words)
        source.write_text("\n".join(lines))
        with pytest.raises(WorkspaceError, match="changed while it was read"):
            take_in(workspace, plan, words)
        source.unlink()
        with pytest.raises(WorkspaceError, match="cannot be read any more"):
            take_in(workspace, plan, words)
    assert content_of(path) == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"stakeholder,group,theme\nAnn,rep,T\n", "no column “severity/quote”"),
        (b"PK\x03\x04" + bytes(50), "no CSV"),
    ],
)
def test_what_is_no_table_of_statements_is_refused_with_a_sentence(
    tmp_path: Path, path: Path, capsys: pytest.CaptureFixture[str], content: bytes, said: str
) -> None:
    source = tmp_path / "x.csv"
    source.write_bytes(content)
    assert imported(path, source) == 3
    error = capsys.readouterr().err
    assert said in error
    assert "x.csv" in error


def test_a_missing_table_and_the_workspace_itself_are_refused(
    tmp_path: Path, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert imported(path, tmp_path / "none.csv") == 3
    assert "none.csv" in capsys.readouterr().err
    assert imported(path, path) == 2
    with opened(path) as workspace:
        assert workspace.find(Ref("people", 1)) is None


def records_of(path: Path) -> dict[tuple[str, int], object]:
    """All that is stored but for what every file has of its own."""
    return {key: row for key, row in content_of(path).items() if key[0] != "settings"}


def planned(workspace: Workspace, source: Path, words: Words) -> Plan:
    """What storing a table would do."""
    found = STATEMENTS.read(source)
    return STATEMENTS.plan(source.name, found, STATEMENTS.look(workspace, found), words)


def test_made_ready_beforehand_it_stores_the_same_and_goes_back_and_forth(tmp_path: Path, path: Path) -> None:
    rows = (f"Person {n % 30},rep,Theme {n % 9},{n % 5 + 1},problem,“words” \\ {n},2026-02-11" for n in range(2_000))
    source = table(tmp_path, *GOOD, *rows)
    words = Words("en", translations("en"))
    with opened(path) as workspace:
        plan = planned(workspace, source, words)
        take_in(workspace, plan, words)
        after = records_of(path)
    again = tmp_path / "again.enable"
    new_workspace(again, own_place()).close()
    told: list[tuple[int, int]] = []
    before = content_of(again)
    with opened(again) as workspace:
        take_in(workspace, made_ready(plan, lambda done, total: told.append((done, total))), words)
        assert len(workspace.history()) == 1
        assert records_of(again) == after
        workspace.undo()
        assert content_of(again) == before
        workspace.redo()
        assert records_of(again) == after
        # What is changed afterwards is noted as ever.
        statement = workspace.add(Statement, words="One more")
        workspace.undo()
        assert workspace.get(Statement, statement) is None
    assert complaints(again) == []
    assert told[0][0] == 500 and told[-1][0] <= told[-1][1]


def test_a_fault_while_what_is_ready_is_stored_leaves_everything_as_it_was(tmp_path: Path, path: Path) -> None:
    source = table(tmp_path, *GOOD)
    words = Words("en", translations("en"))
    before = content_of(path)
    with opened(path) as workspace:
        plan = planned(workspace, source, words)
        ready = made_ready(plan, lambda done, total: None)
        *others, last = ready.writes
        assert isinstance(last, AddReady)
        broken = replace(last, rows=(*last.rows, ("no such", "columns")))
        with pytest.raises(IndexError):
            take_in(workspace, replace(ready, writes=(*others, broken)), words)
        assert content_of(path) == before
        take_in(workspace, ready, words)
        statement = workspace.add(Statement, words="One more")
        workspace.undo()
        assert workspace.get(Statement, statement) is None
        workspace.undo()
    assert content_of(path) == before
