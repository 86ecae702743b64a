"""A list of experts comes in: every row is stored or told, people and topics are entered once, undo takes it back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from db.workspace import Workspace, open_workspace
from enable_desktop.experts import Ground, Standing
from enable_desktop.library.assets import Asset
from enable_desktop.links import Ref
from enable_desktop.people import Hat, Person
from tests.exports.reading import text_of
from tests.ui.cli.conftest import Enable
from ui.place import own_place

TODAY = date(2026, 3, 12)


@pytest.fixture
def programme(empty: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Ann of Sales knows pricing a little; there are two Bobs."""
    monkeypatch.setenv("ENABLE_TODAY", str(TODAY))
    with open_at(empty) as workspace:
        ann = workspace.add(Person, name="Ann Ashby", department="Sales")
        workspace.add(Person, name="Bob Birch", department="Legal")
        workspace.add(Person, name="Bob Birch", department="Product")
        workspace.experts.set_level(ann, workspace.experts.add_topic("Pricing"), 1)
        (known,) = workspace.experts.of(ann)
        workspace.change(Ref("expertise", known.id), ground=Ground.EVIDENCE)
    return empty


def open_at(path: Path) -> Workspace:
    return open_workspace(path, own_place())


def table(folder: Path, *rows: str, header: str = "name,department,topics,level") -> Path:
    path = folder / "Эксперты.csv"
    path.write_text("\n".join((header, *rows)), encoding="utf-8")
    return path


def levels(path: Path) -> dict[str, dict[str, int]]:
    with open_at(path) as workspace:
        names = {person.id: f"{person.name} {person.department}".strip() for person in workspace.people.all()}
        return {
            topic.title: {names[person]: level for person, level in topic.levels.items()}
            for topic in workspace.experts.coverage().topics
        }


def test_people_and_topics_are_found_or_entered_once(enable: Enable, programme: Path) -> None:
    path = table(
        programme.parent,
        "ann  ashby,,pricing; Security ;,2",
        "Bob Birch,Legal,Security,3",
        "Ёлкин Олег,Support,,",
        "Cid Cole,Support,SECURITY,",
    )
    ran = enable("import", "experts", programme, path)
    assert ran.code == 0, ran.err
    assert "4 experts, 2 topics" in ran.out
    assert levels(programme) == {
        "Pricing": {"Ann Ashby Sales": 2},
        "Security": {"Ann Ashby Sales": 2, "Bob Birch Legal": 3, "Cid Cole Support": 1},
    }
    with open_at(programme) as workspace:
        ann = workspace.people.like("Ann Ashby")[0]
        assert Hat.EXPERT in ann.hats
        assert [each.ground for each in workspace.experts.of(ann.id)][0] is Ground.EVIDENCE
        assert [person.name for person in workspace.experts.all()] == [
            "Ann Ashby", "Bob Birch", "Cid Cole", "Ёлкин Олег",
        ]  # fmt: skip
        workspace.undo()
    assert levels(programme) == {"Pricing": {"Ann Ashby Sales": 1}}


def test_russian_columns_and_level_words_are_understood(enable: Enable, programme: Path) -> None:
    path = table(programme.parent, "Ann Ashby,Pricing,Может научить", header="ФИО,Области знаний,Уровень")
    assert enable("import", "experts", programme, path).code == 0
    assert levels(programme) == {"Pricing": {"Ann Ashby Sales": 2}}


def test_the_same_file_brings_nothing_twice(enable: Enable, programme: Path) -> None:
    path = table(programme.parent, "Dee Dale,Support,Pricing;Demo,3")
    assert enable("import", "experts", programme, path).code == 0
    once = levels(programme)
    assert enable("import", "experts", programme, path).code == 0
    assert levels(programme) == once
    with open_at(programme) as workspace:
        assert len(workspace.people.like("Dee Dale")) == 1


def test_a_row_that_cannot_be_stored_is_told_and_nothing_is_without_leave(enable: Enable, programme: Path) -> None:
    path = table(
        programme.parent, "Bob Birch,,Security,2", ",Sales,Security,1", "Ann Ashby,Sales,Demo,4", "Cid Cole,,Demo,2"
    )
    ran = enable("import", "experts", programme, path)
    assert ran.code == 3
    assert "“Bob Birch” may be one of several people; say the department" in ran.err
    assert "nobody is named" in ran.err
    assert "“4” is no level; it is 1, 2 or 3" in ran.err
    assert levels(programme) == {"Pricing": {"Ann Ashby Sales": 1}}
    ran = enable("import", "experts", programme, path, "--skip-rejected", "--json")
    assert (ran.json["rows"], ran.json["rows_stored"], ran.json["rows_rejected"]) == (4, 1, 3)
    assert Path(ran.json["rejected_file"]).read_text(encoding="utf-8-sig").count("Birch") == 2
    assert levels(programme) == {"Pricing": {"Ann Ashby Sales": 1}, "Demo": {"Cid Cole": 2}}


def test_a_dry_run_changes_nothing(enable: Enable, programme: Path) -> None:
    path = table(programme.parent, "Cid Cole,,Demo,2")
    ran = enable("import", "experts", programme, path, "--dry-run", "--json")
    assert (ran.code, ran.json["stored"], ran.json["topics"]) == (0, False, ["Demo"])
    assert levels(programme) == {"Pricing": {"Ann Ashby Sales": 1}}


def test_a_table_of_something_else_is_refused_in_a_sentence(enable: Enable, programme: Path) -> None:
    ran = enable("import", "experts", programme, table(programme.parent, "1,2", header="a,b"))
    assert ran.code == 3
    assert "name" in ran.err


def test_experts_and_topics_are_listed(enable: Enable, programme: Path) -> None:
    assert enable("list", "experts", programme).out.split(maxsplit=1)[1].strip() == "Ann Ashby"
    (topic,) = enable("list", "topics", programme, "--json").json
    assert topic["title"] == "Pricing"
    number = enable("list", "topics", programme).out.split()[0]
    assert "Pricing" in enable("show", "topics", number, programme).out


def test_the_reports_on_experts_are_exported_in_the_language_of_the_programme(enable: Enable, folder: Path) -> None:
    for language, title, page_title in (
        ("en", "Whom to ask", "What I ask of you, and what you get"),
        ("ru", "Кого спросить", "О чём я прошу и что вы получаете"),
    ):
        file = folder / f"{language}.enable"
        assert enable("new", file, "--sample", language).code == 0
        with open_at(file) as workspace:
            someone = workspace.experts.all()[0].id
        for more, said in (
            ((), title),
            (("--part", "coverage", "--page", "letter"), ""),
            (("--expert", str(someone)), page_title),
        ):
            out = folder / f"out-{language}.pdf"
            ran = enable("export", "experts", file, "-o", out, *more)
            assert ran.code == 0, ran.err
            assert said in text_of(out.read_bytes())


def test_the_page_of_somebody_who_is_no_expert_is_refused_with_a_sentence(enable: Enable, programme: Path) -> None:
    with open_at(programme) as workspace:
        bob = next(person.id for person in workspace.people.all() if person.name == "Bob Birch")
    ran = enable("export", "experts", programme, "-o", programme.parent / "x.pdf", "--expert", str(bob))
    assert ran.code == 3
    assert f"has no record {bob} among its experts" in ran.err
    assert not (programme.parent / "x.pdf").exists()


def test_hostile_rows_are_told_one_by_one_and_never_stop_the_others(enable: Enable, programme: Path) -> None:
    long = "x" * 2_000
    path = programme.parent / "hostile.csv"
    path.write_bytes(
        f"name,department,topics,level\n{long},Sales,Pricing,2\nCid Cole,Sales,{long};Demo,2\n"
        '=cmd|\' /C calc\'!A0,Ops,@SUM(1),3\n"Dee\nDale",Ops,"Multi\nline; Other",1\nEve Elm,Ops,;;; ;,2\n'
        "Fay Fox,Ops,Demo;demo;DEMO,2.0\nGus\x00 Gray,Ops,Ze\x00ro,2\nHal Hart,Ops,Demo,9\n"
        '\u202eIvo Ives,Ops,Bidi,2\nJan Jay,Ops,"open,2\nKim Kay,Ops,Demo,2\n'.encode()
    )
    ran = enable("import", "experts", programme, path, "--skip-rejected")
    assert ran.code == 0, ran.err
    assert "the text has 2000 characters, 500 fit" in ran.err + ran.out
    found = levels(programme)
    assert found["Demo"] == {"Fay Fox Ops": 2, "Kim Kay Ops": 2}
    assert found["Multi line"] == {"Dee Dale Ops": 1}
    assert found["@SUM(1)"] == {"=cmd|' /C calc'!A0 Ops": 3}
    assert "Eve Elm" in enable("list", "experts", programme).out
    assert not any(len(title) > 500 for title in found)


def test_an_expert_is_shown_whole(enable: Enable, programme: Path) -> None:
    with open_at(programme) as workspace:
        (ann,) = workspace.experts.all()
        workspace.change(
            Ref("expert_terms", workspace.experts.appoint(ann.id)), standing=Standing.ACTIVE, hours=4, asks="One bite"
        )
        workspace.experts.log(ann.id, asked="A review", hours=0.5, note="By phone")
        workspace.experts.note_contribution(ann.id, title="A review")
        workspace.add(Asset, title="Price list", owner=ann.id)
    (plain,) = enable("list", "experts", programme, "--json").json
    assert (plain["title"], plain["status"], plain["hours"], plain["hours_asked"]) == ("Ann Ashby", "active", 4, 0.5)
    assert [(each["title"], each["level"], each["ground"]) for each in plain["topics"]] == [("Pricing", 1, "evidence")]
    assert [(each["title"], each["thanked"]) for each in plain["contributions"]] == [("A review", None)]
    assert [each["note"] for each in plain["contacts"]] == ["By phone"]
    assert len(plain["owns"]) == 1
    shown = enable("show", "experts", plain["id"], programme).out
    for part in (
        "Status: Active", "Topics: Pricing: Can answer, Evidence", "What is asked of them: One bite",
        "Asked: A review; By phone", "A review, not thanked yet", "Owner: Price list",
    ):  # fmt: skip
        assert part in shown
    (topic,) = enable("list", "topics", programme, "--json").json
    assert (topic["cover"], topic["experts"]) == ("single", [{"id": plain["id"], "name": "Ann Ashby", "level": 1}])
    assert "State: One expert" in enable("show", "topics", topic["id"], programme).out
