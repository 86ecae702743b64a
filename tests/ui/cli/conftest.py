"""The real command line on real files."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SampleAt
from ui.cli import run
from ui.place import clock


@dataclass(frozen=True)
class Ran:
    """What one command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Enable = Callable[..., Ran]


@pytest.fixture
def enable(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Enable:
    """Runs one command; arguments are turned into text."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)

    def ran(*arguments: object) -> Ran:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Ran(code, out, err)

    return ran


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a name that breaks careless programs."""
    made = tmp_path / "Мои документы и прочее"
    made.mkdir()
    return made


@pytest.fixture
def sample(sample_at: SampleAt, folder: Path) -> Path:
    """The sample programme under a Cyrillic name with spaces, made on the day the commands are told."""
    return sample_at(folder / "Устав 2027.enable", now=clock()())


@pytest.fixture
def empty(enable: Enable, folder: Path) -> Path:
    path = folder / "Empty.enable"
    assert enable("new", path).code == 0
    return path
