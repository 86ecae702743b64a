"""A charter that exists already comes in: from Word or Markdown, in English or Russian, as one step, nothing lost."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from PIL import Image

from db.workspace import Workspace, open_workspace
from enable_desktop.changes import Origin
from enable_desktop.charter.lines import (
    Approver,
    BusinessCase,
    Criterion,
    DecisionRight,
    Document,
    Figure,
    Head,
    Meeting,
    Objective,
    Obstacle,
    Part,
    Prose,
    Responsibility,
    ScopeArea,
)
from enable_desktop.initiatives import Initiative
from enable_desktop.links import Ref
from enable_desktop.measures import Measure
from enable_desktop.notes import ListEntry
from enable_desktop.people import Hat, Person
from ui.cli import run
from ui.place import own_place
from ui.start import new_workspace

ENGLISH = """\
# Sales Enablement Charter 2027

One page for people who decide

**Owner:** Ann Lee
**Sponsor:** Cora Wild
Version: 1.2

## Executive summary

We lose deals that we should win.

### The problem

Sellers look for content eleven minutes.

### Costs

| Item | One-off | Yearly |
|---|---|---|
| Tools | €5,000 | 12k |

## 1. Our mission

We help *sellers* win. We judge ourselves by two numbers.

## 2. Objectives

1. Cut ramp-up to 110 days
    - A plan for thirty days
2. Raise the win rate

## 3. Scope

### In scope

- Content
- Coaching

### Out of scope

- Compensation plans

## 4. KPIs

| # | KPI | Baseline | Target | Owner | By | Remark |
|---|---|---|---|---|---|---|
| 1 | Win rate | 19% | 24% | Ann Lee | Q4 2027 | from CRM |
| 2 | Ramp-up | 142 days | 110 days | Ann and Bob | when ready | |

## 5. Success criteria

| Criterion | Measure | From | To | By when | Judge |
|---|---|---|---|---|---|
| More deals are won | Win rate | 19% | 24% | 31 Dec 2027 | VP Sales |

## 6. Risks

| Risk | Likelihood | Impact | Mitigation | Owner |
|---|---|---|---|---|
| Managers have no hours | High | Medium | Hours are written into goals | Cora Wild |

## 7. Roadmap

| Initiative | Owner | Start | End | Status |
|---|---|---|---|---|
| Onboarding in 30 days | Ann Lee | 1 Feb 2027 | Mar 2027 | in progress |

## 8. RACI

| Activity | Enablement | Sales leadership | Partners |
|---|---|---|---|
| Charter | R | A | C/I |

## 9. Governance

### Meetings

| Meeting | Frequency | Participants |
|---|---|---|
| Council | every quarter | Heads of sales |

### Decision rights

| Decision | Who decides |
|---|---|
| Stop the programme | Cora Wild |

## 10. Stakeholders

| Name | Role | Interest |
|---|---|---|
| Cora Wild | VP Sales | Forecast |

## Team offsite

We go hiking[^1].

## Sign-off

| Name | Role | Signature |
|---|---|---|
| Cora Wild | VP Sales | |

[^1]: Bring boots.
"""

RUSSIAN = """\
# Устав программы содействия продажам

**Спонсор:** Вера Громова

## Бизнес-кейс

### Проблема

Продавцы ищут материалы одиннадцать минут.

### Цена бездействия

Мы теряем сделки.

## 1. Миссия

Помогаем продавцам побеждать.

## 2. Цели и задачи

- Сократить выход на план до 110 дней

## 3. Объём работы

| Входит | Не входит |
|---|---|
| Контент | Мотивация |

## 4. Показатели

| Показатель | Было | Цель | Ответственный | Срок |
|---|---|---|---|---|
| Доля побед | 19 % | 24 % | Вера Громова | IV кв. 2027 |

## 5. Риски

| Риск | Вероятность | Влияние | Меры | Ответственный |
|---|---|---|---|---|
| У руководителей нет времени | высокая | средняя | Часы в целях | Вера Громова |

## 6. План внедрения

| Инициатива | Ответственный | Начало | Окончание | Статус |
|---|---|---|---|---|
| Адаптация за 30 дней | Вера Громова | 01.02.2027 | 31.03.2027 | в работе |

## Выезд команды

Идём в горы.

## Журнал изменений

- 1.1 первая версия
"""


def _import(workspace: Path, document: Path, *more: str) -> int:
    return run(["import", "charter", str(workspace), str(document), *more])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "Моя программа.enable"
    new_workspace(made, own_place()).close()
    return made


def _markdown(tmp_path: Path, text: str, name: str = "Старый устав.md", encoding: str = "utf-8") -> Path:
    document = tmp_path / name
    document.write_bytes(text.encode(encoding))
    return document


def _everything(workspace: Workspace) -> str:
    kinds = (Head, Prose, BusinessCase, Person, Objective, ScopeArea, Measure, Criterion, Obstacle, Initiative, Figure)
    more = (Responsibility, Meeting, DecisionRight, Approver, ListEntry)
    return "\n".join(str(line) for kind in (*kinds, *more) for line in workspace.all(kind))


def test_an_english_charter_comes_in_whole(tmp_path: Path, path: Path) -> None:
    assert _import(path, _markdown(tmp_path, ENGLISH)) == 0
    with open_workspace(path, own_place()) as workspace:
        people = {person.id: person for person in workspace.all(Person)}
        named = {person.name: person for person in people.values()}
        assert set(named) == {"Ann Lee", "Cora Wild"}
        assert named["Cora Wild"].role == "VP Sales"
        assert Hat.STAKEHOLDER in named["Cora Wild"].hats

        (head,) = workspace.all(Head)
        assert (head.title, head.subtitle) == ("Sales Enablement Charter 2027", "One page for people who decide")
        assert (head.owner, head.sponsor) == (named["Ann Lee"].id, named["Cora Wild"].id)

        case = workspace.all(BusinessCase)[0]
        assert case.problem == "Sellers look for content eleven minutes."
        assert "We lose deals" in case.proposal
        assert [figure.amount for figure in workspace.all(Figure)] == [500_000, 1_200_000]

        objective = workspace.all(Objective)[0]
        assert (objective.title, objective.deliverables) == ("Cut ramp-up to 110 days", "- A plan for thirty days")
        assert {area.title: area.part for area in workspace.all(ScopeArea)} == {
            "Content": Part.LEAD,
            "Coaching": Part.LEAD,
            "Compensation plans": Part.OUT,
        }

        rate, ramp = workspace.all(Measure)
        assert (rate.baseline, rate.target, rate.unit, rate.owner) == (19, 24, "%", named["Ann Lee"].id)
        assert rate.due is not None and rate.due.isoformat() == "2027-12-31"
        assert (ramp.owner, ramp.due) == (None, None)

        (criterion,) = workspace.all(Criterion)
        assert (criterion.measure, criterion.judge) == (rate.id, named["Cora Wild"].id)

        (obstacle,) = workspace.all(Obstacle)
        assert (obstacle.weight, obstacle.owner) == (6, named["Cora Wild"].id)

        (initiative,) = workspace.all(Initiative)
        assert str(initiative.state) == "running"
        assert (str(initiative.start), str(initiative.end)) == ("2027-02-01", "2027-03-31")

        (activity,) = workspace.all(Responsibility)
        assert activity.letters == {"E": "R", "SL": "A", "Partners": "C/I"}
        assert "Partners" in {entry.title for entry in workspace.where(ListEntry, "list", "departments")}

        assert [str(meeting.rhythm) for meeting in workspace.all(Meeting)] == ["quarterly"]
        assert [right.person for right in workspace.all(DecisionRight)] == [named["Cora Wild"].id]
        assert [approver.person for approver in workspace.all(Approver)] == [named["Cora Wild"].id]

        prose = {section.key: section.text for section in workspace.all(Prose)}
        assert prose["mission"] == "We help *sellers* win. We judge ourselves by two numbers."
        assert "### Team offsite\n\nWe go hiking[^1].\n\n[^1]: Bring boots." in prose["stakeholders"]
        assert "Version: 1.2" in prose["change_log"]
        for kept in ("from CRM", "Ann and Bob", "when ready"):
            assert kept in prose["measures"]


def test_a_russian_charter_comes_in_whole(tmp_path: Path) -> None:
    path = tmp_path / "Программа.enable"
    new_workspace(path, own_place(), "ru").close()
    assert _import(path, _markdown(tmp_path, RUSSIAN, encoding="cp1251")) == 0
    with open_workspace(path, own_place()) as workspace:
        (person,) = workspace.all(Person)
        assert person.name == "Вера Громова"
        case = workspace.all(BusinessCase)[0]
        assert (case.problem, case.cost_of_nothing) == (
            "Продавцы ищут материалы одиннадцать минут.",
            "Мы теряем сделки.",
        )
        assert [objective.title for objective in workspace.all(Objective)] == ["Сократить выход на план до 110 дней"]
        assert {area.title: area.part for area in workspace.all(ScopeArea)} == {
            "Контент": Part.LEAD,
            "Мотивация": Part.OUT,
        }
        (measure,) = workspace.all(Measure)
        assert (measure.baseline, measure.target, measure.unit, str(measure.due)) == (19, 24, "%", "2027-12-31")
        assert [obstacle.weight for obstacle in workspace.all(Obstacle)] == [6]
        assert [str(initiative.state) for initiative in workspace.all(Initiative)] == ["running"]
        prose = {section.key: section.text for section in workspace.all(Prose)}
        assert "### Выезд команды" in prose["plan"]
        assert prose["change_log"] == "- 1.1 первая версия"


def _as_word(markdown: str, target: Path) -> Path:
    """A Word document as Word would have it: styles, lists, tables, no Markdown."""
    document: Any = docx.Document()
    lines = markdown.splitlines()
    at = 0
    while at < len(lines):
        line = lines[at]
        heading = re.match(r"(#+) (.*)", line)
        item = re.match(r"( *)(?:-|\d\.) (.*)", line)
        if heading:
            document.add_heading(heading[2], len(heading[1]) - 1)
        elif item:
            document.add_paragraph(item[2], style="List Bullet 2" if item[1] else "List Bullet")
        elif line.startswith("|"):
            rows = []
            while at < len(lines) and lines[at].startswith("|"):
                rows.append([cell.strip() for cell in lines[at].strip("|").split("|")])
                at += 1
            table = document.add_table(rows=0, cols=len(rows[0]))
            for row in (rows[0], *rows[2:]):
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
            continue
        elif line and not line.startswith("[^"):
            document.add_paragraph(re.sub(r"\*+|\[\^1\]", "", line))
        at += 1
    document.save(str(target))
    return target


@pytest.mark.parametrize("text", [ENGLISH, RUSSIAN], ids=["english", "russian"])
def test_word_gives_the_same_lines_as_markdown(tmp_path: Path, text: str) -> None:
    found = []
    for document in (_markdown(tmp_path, text), _as_word(text, tmp_path / "Старый устав.docx")):
        path = tmp_path / f"{document.suffix[1:]}.enable"
        new_workspace(path, own_place()).close()
        assert _import(path, document) == 0
        with open_workspace(path, own_place()) as workspace:
            kinds = (
                Head,
                Person,
                Objective,
                ScopeArea,
                Measure,
                Criterion,
                Obstacle,
                Initiative,
                Figure,
                Responsibility,
            )
            found.append([workspace.all(kind) for kind in kinds])
    assert found[0] == found[1]


def test_an_import_is_one_step_that_undo_takes_back(tmp_path: Path, path: Path) -> None:
    with open_workspace(path, own_place()) as workspace:
        before = _everything(workspace)
    assert _import(path, _markdown(tmp_path, ENGLISH)) == 0
    with open_workspace(path, own_place()) as workspace:
        (step,) = workspace.history()
        assert step.origin is Origin.IMPORT
        assert "Старый устав.md" in str(step.label)
        after = _everything(workspace)
        workspace.undo()
        assert _everything(workspace) == before
        workspace.redo()
        assert _everything(workspace) == after


def test_a_dry_run_changes_nothing_and_says_what_would_happen(
    tmp_path: Path, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = _markdown(tmp_path, ENGLISH)
    with open_workspace(path, own_place()):
        # Also while a window has the workspace open.
        assert _import(path, document, "--dry-run", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert report["stored"] is False
    assert report["lines"]["objectives"] == 2
    assert {"heading": "Team offsite", "section": "stakeholders", "field": "", "matched": False} in report["headings"]
    assert report["people"] == ["Ann Lee"]
    with open_workspace(path, own_place()) as workspace:
        assert workspace.history() == ()
        assert workspace.all(Objective) == ()


def test_what_is_there_already_is_kept_and_the_document_comes_after_it(tmp_path: Path, path: Path) -> None:
    with open_workspace(path, own_place()) as workspace:
        ann = workspace.add(Person, name="ann LEE", role="Manager")
        mission = next(section for section in workspace.all(Prose) if section.key == "mission")
        workspace.change(Ref(Prose.kind, mission.id), text="Ours.")
        workspace.change(Ref(Head.kind, 1), title="Our title")
    assert _import(path, _markdown(tmp_path, ENGLISH)) == 0
    with open_workspace(path, own_place()) as workspace:
        assert [person.name for person in workspace.all(Person)] == ["ann LEE", "Cora Wild"]
        assert workspace.all(Head)[0].owner == ann
        assert workspace.all(Head)[0].title == "Our title"
        prose = {section.key: section.text for section in workspace.all(Prose)}
        assert prose["mission"].startswith("Ours.\n\nWe help")
        assert "Sales Enablement Charter 2027" in prose["change_log"]


def test_somebody_who_may_be_two_people_is_listed_not_guessed(tmp_path: Path, path: Path) -> None:
    with open_workspace(path, own_place()) as workspace:
        workspace.add(Person, name="Cora Wild", department="Sales")
        workspace.add(Person, name="Cora Wild", department="Marketing")
    text = "## Risks\n\n| Risk | Owner |\n|-|-|\n| No hours | Cora Wild |\n"
    assert _import(path, _markdown(tmp_path, text)) == 0
    with open_workspace(path, own_place()) as workspace:
        assert len(workspace.all(Person)) == 2
        assert workspace.all(Obstacle)[0].owner is None
        prose = {section.key: section.text for section in workspace.all(Prose)}
        assert "| No hours | Owner | Cora Wild |" in prose["obstacles"]


def test_too_much_text_is_refused_as_a_whole_unless_the_rest_is_wanted(
    tmp_path: Path, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = _markdown(tmp_path, f"## Mission\n\n{'lorem ' * 250_000}\n\n## Scope\n\nShort.\n")
    assert _import(path, document) == 3
    assert "cannot be stored, so nothing was" in capsys.readouterr().err
    with open_workspace(path, own_place()) as workspace:
        assert workspace.history() == ()
    assert _import(path, document, "--skip-rejected") == 0
    with open_workspace(path, own_place()) as workspace:
        prose = {section.key: section.text for section in workspace.all(Prose)}
        assert (prose["scope"], prose["mission"]) == ("Short.", "")
    (listed,) = tmp_path.glob("Старый устав - rejected*.md")
    assert listed.read_text("utf-8").count("lorem") == 250_000


def test_what_is_rejected_can_be_listed_anywhere_and_is_told_to_scripts(
    tmp_path: Path, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = _markdown(tmp_path, f"## Mission\n\n{'lorem ' * 250_000}\n\n## Scope\n\nShort.\n")
    chosen = tmp_path / "left out.md"
    assert _import(path, document, "--skip-rejected", "--rejected-to", str(path)) == 2
    capsys.readouterr()
    assert _import(path, document, "--skip-rejected", "--rejected-to", str(chosen), "--json") == 0
    report = json.loads(capsys.readouterr().out)
    (rejected,) = report["rejected"]
    assert (rejected["what"], report["rejected_file"]) == ("The text for “Mission”", str(chosen))
    assert chosen.read_text("utf-8").count("lorem") == rejected["text"].count("lorem") == 250_000
    assert list(tmp_path.glob("*rejected*")) == []


def test_the_report_says_what_is_taken_over_added_and_reopened(
    tmp_path: Path, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = _markdown(tmp_path, ENGLISH)
    with open_workspace(path, own_place()) as workspace:
        mission = next(section for section in workspace.all(Prose) if section.key == "mission")
        workspace.change(Ref(Prose.kind, mission.id), text="Ours.")
        workspace.charter.ask(Document.CHARTER)
    assert _import(path, document, "--dry-run") == 0
    before = capsys.readouterr().out.splitlines()
    assert _import(path, document) == 0
    after = capsys.readouterr().out.splitlines()
    assert before[1:] == after[1:]
    assert before[0] == "Nothing was changed. Старый устав.md would give: the cover, 13 sections, 16 lines, 2 people."
    assert before[1] == "The charter v0.1 is in review and stays as it is; what comes in begins the draft v0.2."
    assert "  Title: “Sales Enablement Charter 2027” (taken over)" in before
    assert any(
        line.startswith("  Text: “We help *sellers* win.") and "(after what is there)" in line for line in before
    )
    with open_workspace(path, own_place()) as workspace:
        assert workspace.charter.current(Document.CHARTER).title == "0.2"


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.pdf", b"%PDF"), ("a.docx", b"no"), ("a.md", b""), ("a.docx", None)],
    ids=["pdf", "no word", "empty", "missing"],
)
def test_what_cannot_be_read_changes_nothing(
    tmp_path: Path, path: Path, name: str, content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    document = tmp_path / name
    if content is not None:
        document.write_bytes(content)
    assert _import(path, document) == 3
    said = capsys.readouterr()
    assert len(said.err.strip().splitlines()) == 1 and name in said.err
    with open_workspace(path, own_place()) as workspace:
        assert workspace.history() == ()


def test_a_workspace_is_no_document(path: Path) -> None:
    assert _import(path, path) == 2


def test_pictures_of_the_document_are_kept_in_the_workspace(tmp_path: Path, path: Path) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + b"0" * 100
    (tmp_path / "chart.png").write_bytes(picture)
    assert _import(path, _markdown(tmp_path, "## Mission\n\n![Chart](chart.png)\n")) == 0
    with open_workspace(path, own_place()) as workspace:
        found = workspace.attachments.named("chart.png")
        assert found is not None and workspace.attachments.content(found) == picture


def test_two_pictures_of_one_name_both_print(tmp_path: Path, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, colour in (("red", (255, 0, 0)), ("blue", (0, 0, 255))):
        (tmp_path / name).mkdir()
        Image.new("RGB", (200, 100), colour).save(tmp_path / name / "chart.png")
        document = _markdown(tmp_path / name, f"## Mission\n\n{name.title()}:\n\n![{name}](chart.png)\n")
        assert _import(path, document) == 0
    assert "chart.png, kept as chart-2.png: another picture has its name" in capsys.readouterr().out
    printed = tmp_path / "charter.pdf"
    assert run(["export", "charter", str(path), "-o", str(printed)]) == 0
    document_printed = pypdfium2.PdfDocument(printed)
    try:
        colours: set[object] = set()
        for page in document_printed:
            colours |= {colour for _, colour in page.render().to_pil().convert("RGB").getcolors(1_000_000) or ()}
    finally:
        document_printed.close()
    assert {(255, 0, 0), (0, 0, 255)} <= colours


def test_a_killed_import_leaves_all_or_nothing(tmp_path: Path, path: Path) -> None:
    document = _markdown(tmp_path, ENGLISH)
    command = [sys.executable, "-m", "enable_desktop", "import", "charter", str(path), str(document)]
    for _ in range(5):
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ.copy())
        try:
            child.wait(timeout=0.15)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        with open_workspace(path, own_place()) as workspace:
            assert workspace.integrity() == ()
            assert len(workspace.all(Objective)) % 2 == 0


@pytest.mark.parametrize("language", ["en", "ru"])
def test_our_own_markdown_comes_back_as_the_same_lines(tmp_path: Path, language: str) -> None:
    """What leaves as Markdown can be taken in again, with everything that the page shows of its lines."""
    paths = [tmp_path / "sample.enable", tmp_path / "again.enable"]
    new_workspace(paths[0], own_place(), language, language).close()
    new_workspace(paths[1], own_place(), language).close()
    document = tmp_path / "charter.md"
    assert run(["export", "charter", str(paths[0]), "-o", str(document)]) == 0
    assert _import(paths[1], document) == 0
    found = []
    for path in paths:
        with open_workspace(path, own_place(), write=False) as workspace:
            people = {person.id: person.name for person in workspace.all(Person)}
            found.append({
                "objectives": [(o.title, people.get(o.owner or 0), o.due) for o in workspace.all(Objective)],
                "scope": [(a.title, a.part, people.get(a.owner or 0)) for a in workspace.all(ScopeArea)],
                "figures": [(f.slot, f.amount, f.hours, f.rate, f.grade) for f in workspace.all(Figure)],
                "units": [measure.unit.replace("\u00a0", " ") for measure in workspace.all(Measure)],
                "measures": [(m.set, m.baseline, m.target, m.due, m.better) for m in workspace.all(Measure)],
                "criteria": [(c.start, c.goal, c.due, people.get(c.judge or 0)) for c in workspace.all(Criterion)],
                "obstacles": [(o.weight, people.get(o.owner or 0)) for o in workspace.all(Obstacle)],
                "plan": [(i.state, i.start, i.end, i.effort) for i in workspace.all(Initiative)],
                "raci": [dict(line.letters) for line in workspace.all(Responsibility)],
                "meetings": [(m.rhythm, m.next) for m in workspace.all(Meeting)],
            })  # fmt: skip
    assert found[0] == found[1]
