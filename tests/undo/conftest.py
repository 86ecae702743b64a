"""A sample programme with its pages, for deeds that are done and taken back."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.workspace import Place
from tests.conftest import NOW
from tests.db.content import complaints
from tests.undo.doing import made_programme
from tests.undo.scene import Scene, copied
from ui.files_hand import FilesHand


@pytest.fixture(scope="session")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed sample programme with its pages, which were read; copy both before use."""
    folder = tmp_path_factory.mktemp("programme")
    return made_programme(folder, Place(home=folder / "home", clock=lambda: NOW, hand=FilesHand))


@pytest.fixture
def scene(request: pytest.FixtureRequest, programme: Path, tmp_path: Path, place: Place) -> Iterator[Scene]:
    """An open programme; what is picked in it by chance is the same in every run."""
    made = Scene(copied(programme, tmp_path), place, random.Random(request.node.name))
    yield made
    made.workspace.close()
    assert complaints(made.path) == []
