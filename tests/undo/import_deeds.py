"""What is brought in: every kind of import, from real files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

from enable_desktop.fields import Line
from enable_desktop.interviews import Theme
from enable_desktop.library.assets import Asset
from enable_desktop.people import Group, Person, folded
from enable_desktop.transcript_import import Conversation
from enable_desktop.words import Words
from resources.words import translations
from tests.undo.deed import deed
from tests.undo.scene import Scene
from ui.imports import (
    CHARTER,
    EXPERTS,
    STATEMENTS,
    USAGE,
    Source,
    catalogue_of,
    feedback_of,
    read,
    take_in,
    transcript_of,
)


def _bring_in(scene: Scene, source: Source, path: Path) -> None:
    words = Words("en", translations("en"))
    found = read(source, path)
    plan = source.plan(path.name, found, source.look(scene.workspace, found), words)
    assert not plan.rejected, plan.rejected
    assert not plan.lacking, plan.lacking
    take_in(scene.workspace, plan, words)


def _number(scene: Scene) -> int:
    return scene.chance.randrange(10**9)


def _is_called_so_alone(scene: Scene, record: type[Line]) -> Callable[[Line], bool]:
    """Whether a row of a table that names it can mean nothing else."""
    names = Counter(folded(each.title_text) for each in scene.workspace.all(record))
    return lambda line: bool(line.title_text) and names[folded(line.title_text)] == 1


@deed
def import_a_charter(scene: Scene) -> None:
    text = f"# Charter\n\n## Mission\n\nWe help every seller, {_number(scene)} times.\n\n## Obstacles\n\n- No time\n"
    _bring_in(scene, CHARTER, scene.paper("charter.md", text))


@deed
def import_statements(scene: Scene) -> None:
    lines = [f"Person {row % 3},rep,Theme {row % 4},3,problem,Said {_number(scene)},2026-03-12" for row in range(20)]
    header = "stakeholder,group,theme,severity,kind,quote,date"
    _bring_in(scene, STATEMENTS, scene.paper("statements.csv", header, *lines))


@deed
def import_a_list_of_content(scene: Scene) -> None:
    known = scene.one(Asset)
    lines = [f"Deck {_number(scene)},https://example.com/{_number(scene)},Guide,New Owner" for _ in range(20)]
    lines.append(f'"{known.title}",{known.location},Deck,Another Owner')
    _bring_in(scene, catalogue_of({}), scene.paper("content.csv", "title,location,kind,owner", *lines))


@deed
def import_figures_of_use(scene: Scene) -> None:
    assets = scene.some(Asset, 5, _is_called_so_alone(scene, Asset))
    lines = [f'"{asset.title}",2026-11-{day:02},{_number(scene) % 90}' for asset in assets for day in (2, 9)]
    _bring_in(scene, USAGE, scene.paper("usage.csv", "content,date,uses", *lines))


@deed
def import_experts(scene: Scene) -> None:
    person = scene.one(Person, _is_called_so_alone(scene, Person))
    lines = [f'"{person.name}",Pricing,3', f"Expert {_number(scene)},Weather,1"]
    _bring_in(scene, EXPERTS, scene.paper("experts.csv", "name,topic,level", *lines))


@deed
def import_feedback(scene: Scene) -> None:
    title = scene.one(Asset, _is_called_so_alone(scene, Asset)).title
    lines = [f'"{title}",4,"Useful, {_number(scene)}",yes,Somebody,Rep,2026-11-20']
    header = "content,useful,words,again,name,role,date"
    _bring_in(scene, feedback_of(), scene.paper("feedback.csv", header, *lines))


@deed
def import_a_transcript(scene: Scene) -> None:
    theme = scene.one(Theme).title
    lines = ["Ann Lee: What costs you most time?", "", f"Bob Ray: {theme}, every day, {_number(scene)}."]
    talk = Conversation(name=f"Bob Ray {_number(scene)}", group=Group.REP, on=date(2026, 11, 20), is_new=True)
    _bring_in(scene, transcript_of(talk), scene.paper("talk.txt", *lines))
