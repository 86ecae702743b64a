"""A file with something of every kind, made once and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

import pytest

from db.workspace import Place, Workspace, create_workspace, open_workspace
from tests.db.filling import fill

NOW: Final = datetime(2026, 11, 24, 10, 42)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed file with something of every kind; copy it before use."""
    folder = tmp_path_factory.mktemp("filled")
    path = folder / "Filled.enable"
    with create_workspace(path, Place(home=folder / "home", clock=lambda: NOW), company="Sample Co") as workspace:
        fill(workspace)
        while workspace.search.catch_up():
            pass
    return path


@pytest.fixture
def copy(filled: Path, tmp_path: Path) -> Path:
    """A closed file with something of every kind, for one test."""
    return Path(shutil.copy(filled, tmp_path / "Programme.enable"))


@pytest.fixture
def full(copy: Path, place: Place) -> Iterator[Workspace]:
    """An open workspace with something of every kind."""
    with open_workspace(copy, place) as workspace:
        yield workspace


@pytest.fixture
def at(home: Path) -> Callable[[datetime], Place]:
    """Our home at another time."""
    return lambda moment: Place(home=home, clock=lambda: moment)


@pytest.fixture(scope="session")
def filled_copies(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Workspace]:
    """Any number of open workspaces with something of every kind, for hypothesis."""

    def another() -> Workspace:
        folder = tmp_path_factory.mktemp("copy")
        path = Path(shutil.copy(filled, folder / "Programme.enable"))
        return open_workspace(path, Place(home=folder / "home", clock=lambda: NOW))

    return another
