"""References in prose are shown by the current title of what they stand for."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from db.workspace import Place, create_workspace
from enable_desktop.charter.lines import Document, Obstacle, Prose
from enable_desktop.interviews import Statement, Theme
from enable_desktop.links import Ref
from enable_desktop.measures import Measure


def test_a_renamed_measure_is_renamed_where_prose_names_it_and_undo_takes_both_back(tmp_path: Path) -> None:
    place = Place(home=tmp_path, clock=lambda: datetime(2026, 3, 12, 10))
    with create_workspace(tmp_path / "Программа.enable", place) as workspace:
        measure = workspace.add(Measure, title="Win rate")
        section = workspace.where(Prose, "key", "mission")[0]
        text = f"We look at [[measures:{measure}|Win rate]] and [[measures:99|Gone]]."
        workspace.change(Ref(Prose.kind, section.id), text=text)
        workspace.charter.save_version(Document.CHARTER, "1.0", "")

        workspace.change(Ref(Measure.kind, measure), title="Win rate [mid-market]")

        renamed = f"We look at [[measures:{measure}|Win rate  mid-market]] and [[measures:99|Gone]]."
        assert workspace.where(Prose, "key", "mission")[0].text == renamed
        kept = workspace.charter.versions(Document.CHARTER)[1]
        assert workspace.charter.snapshot(kept.id).prose("mission") == text
        workspace.undo()
        assert workspace.where(Prose, "key", "mission")[0].text == text


def test_what_was_said_is_called_after_its_theme_and_never_by_its_words(tmp_path: Path) -> None:
    place = Place(home=tmp_path, clock=lambda: datetime(2026, 3, 12, 10))
    with create_workspace(tmp_path / "Programme.enable", place) as workspace:
        theme = workspace.add(Theme, title="Content")
        said = workspace.add(Statement, words="My boss never reads it", theme=theme)
        section = Ref(Prose.kind, workspace.where(Prose, "key", "mission")[0].id)
        workspace.change(section, text=f"As told: [[statements:{said}|Content]].")

        workspace.change(Ref(Statement.kind, said), words="My boss never opens it")
        assert workspace.where(Prose, "key", "mission")[0].text == f"As told: [[statements:{said}|Content]]."
        workspace.change(Ref(Theme.kind, theme), title="Finding content")
        assert workspace.where(Prose, "key", "mission")[0].text == f"As told: [[statements:{said}|Finding content]]."
        other = workspace.add(Theme, title="Coaching")
        workspace.change(Ref(Statement.kind, said), theme=other)
        assert workspace.where(Prose, "key", "mission")[0].text == f"As told: [[statements:{said}|Coaching]]."


def test_a_reference_to_a_record_without_a_title_follows_the_first_words_it_has(tmp_path: Path) -> None:
    place = Place(home=tmp_path, clock=lambda: datetime(2026, 3, 12, 10))
    with create_workspace(tmp_path / "Programme.enable", place) as workspace:
        obstacle = Ref(Obstacle.kind, workspace.add(Obstacle, mitigation="A list"))
        section = Ref(Prose.kind, workspace.where(Prose, "key", "mission")[0].id)
        workspace.change(section, text=f"In the way: [[{obstacle}|A list]].")

        workspace.change(obstacle, typing=True, mitigation="A short list")
        assert workspace.where(Prose, "key", "mission")[0].text == f"In the way: [[{obstacle}|A short list]]."
        workspace.change(obstacle, typing=True, title="Time")
        workspace.change(obstacle, typing=True, mitigation="A plan")
        assert workspace.where(Prose, "key", "mission")[0].text == f"In the way: [[{obstacle}|Time]]."
