"""A page with two experts and three topics."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from db.workspace import Workspace
from enable_desktop.people import Hat, Person
from ui.desk import Desk
from ui.experts.page import ExpertsPage

TODAY = date(2026, 11, 24)


@pytest.fixture
def people(workspace: Workspace) -> dict[str, int]:
    """Two experts and somebody who is none."""
    expert = frozenset({Hat.EXPERT})
    return {
        "ann": workspace.add(Person, name="Ann Ashby", role="Sales engineer", hats=expert),
        "bob": workspace.add(Person, name="Bob Birch", department="Legal", hats=expert),
        "cid": workspace.add(Person, name="Cid Cole"),
    }


@pytest.fixture
def topics(workspace: Workspace) -> dict[str, int]:
    return {title: workspace.experts.add_topic(title) for title in ("Demo", "Pricing", "Security")}


@pytest.fixture
def page(desk: Desk, people: dict[str, int], topics: dict[str, int], qtbot: QtBot) -> Iterator[ExpertsPage]:
    desk.workspace.experts.set_level(people["ann"], topics["Demo"], 3)
    desk.workspace.experts.set_level(people["bob"], topics["Demo"], 2)
    desk.workspace.experts.set_level(people["bob"], topics["Security"], 3)
    shown = ExpertsPage(desk)
    shown.resize(1400, 900)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitExposed(shown)
    shown.activateWindow()
    shown.open(None)
    shown.matrix.setFocus()
    yield shown
    shown.close()
