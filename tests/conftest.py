"""What every test stands on: a home of its own, a fixed day, real files, and no noise."""

from __future__ import annotations

import gc
import logging
import os
import shutil
import socket
import sqlite3
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import Final

import pytest
from hypothesis import HealthCheck, settings

from db.workspace import Place, Workspace, create_workspace, open_workspace
from enable_desktop.words import Words
from resources.words import translations
from ui.files_hand import FilesHand
from ui.start import content_beside, new_workspace

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.pop("QT_SCALE_FACTOR", None)

# The same examples on every machine and in every run, however slow: a failure is never chance.
settings.register_profile(
    "steady",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much),
)
settings.load_profile("steady")

NOW: Final = datetime(2026, 11, 24, 10, 42)
_MEMORY: Final = 4_000_000_000
_ROOMS: Final = tuple(
    str(Path(__file__).resolve().parent.parent / room) + os.sep
    for room in ("enable_desktop", "db", "exports", "ui", "resources")
)


_PAST_SQLITE: Final = str(Path("db", "first_page.py"))
"""Reads what SQLite cannot, while nothing has the file open; tests/db/test_doors holds it to that."""


class _PlainOpens:
    """Notes where our own code opens a workspace file without SQLite, which would drop SQLite's locks."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if event != "open" or not isinstance(arguments[0], str | bytes):
            return
        path = os.fsdecode(arguments[0])
        flags = arguments[2] if isinstance(arguments[2], int) else 0
        if not path.endswith(".enable") or "backups" in Path(path).parts or flags & os.O_EXCL:
            return
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and not frame.f_code.co_filename.startswith(_ROOMS):
            if "pytest" in frame.f_code.co_filename or f"{os.sep}tests{os.sep}" in frame.f_code.co_filename:
                return
            frame = frame.f_back
        if frame is not None and not frame.f_code.co_filename.endswith(_PAST_SQLITE):
            self.found.append(f"{frame.f_code.co_filename}:{frame.f_lineno} opened {Path(path).name}")


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end; without this every collection of garbage would go through it again."""
    gc.collect()
    gc.freeze()


def pytest_configure(config: pytest.Config) -> None:
    """Folders of tests lie in memory where there is room: the drive is asked to wait for every step otherwise."""
    memory = Path("/dev/shm")
    if memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > _MEMORY:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(memory))


@pytest.fixture(scope="session")
def plain_opens() -> _PlainOpens:
    """One for the whole run: an audit hook cannot be taken off again."""
    watch = _PlainOpens()
    sys.addaudithook(watch)
    return watch


@pytest.fixture(autouse=True)
def no_plain_open(plain_opens: _PlainOpens) -> Iterator[None]:
    """Nothing but SQLite opens a workspace by its path."""
    plain_opens.found.clear()
    yield
    assert not plain_opens.found, plain_opens.found


class _Network:
    """Notes every socket that could leave this computer, and every name that is looked up."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == "socket.__new__" and arguments[1] in (socket.AF_INET, socket.AF_INET6):
            self.found.append(f"a socket of family {arguments[1]}")
        elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "urllib.Request"):
            self.found.append(f"{event} {arguments[0]}")


@pytest.fixture(scope="session")
def network() -> _Network:
    """One for the whole run: an audit hook cannot be taken off again."""
    watch = _Network()
    sys.addaudithook(watch)
    return watch


@pytest.fixture(autouse=True)
def no_network(network: _Network) -> Iterator[None]:
    """Nothing is sent anywhere, and nobody is asked anything."""
    network.found.clear()
    yield
    assert not network.found, network.found


class _Warnings(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_log_noise(request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning in a log that no test asked for is a failure; `caplog` asks for them."""
    if "caplog" in request.fixturenames:
        yield
        return
    handler = _Warnings()
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    assert not handler.said, handler.said


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program's own folder, away from the real one."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("ENABLE_HOME", str(folder))
    monkeypatch.delenv("ENABLE_TODAY", raising=False)
    return folder


@pytest.fixture
def words() -> Words:
    """English, as the code says it."""
    return Words("en", translations("en"))


@pytest.fixture
def russian() -> Words:
    """The Russian catalogue."""
    return Words("ru", translations("ru"))


@pytest.fixture
def place(home: Path) -> Place:
    """Our home on a fixed day."""
    return Place(home=home, clock=lambda: NOW, hand=FilesHand)


@pytest.fixture(scope="session")
def new_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new, empty workspace that is closed; copy it before use."""
    folder = tmp_path_factory.mktemp("new")
    path = folder / "Programme.enable"
    create_workspace(path, Place(home=folder / "home", clock=lambda: NOW), company="Sample Co").close()
    return path


@pytest.fixture
def workspace(new_file: Path, tmp_path: Path, place: Place) -> Iterator[Workspace]:
    """A new, empty workspace."""
    with open_workspace(Path(shutil.copy(new_file, tmp_path / "Programme.enable")), place) as opened:
        yield opened


SampleAt = Callable[..., Path]


class Samples:
    """Sample programmes as `new_workspace` makes them, each made once a run; whoever wants one gets a copy."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def at(self, path: Path, language: str = "en", now: datetime = NOW) -> Path:
        """A closed sample programme at a path, made on a day, its pages beside it."""
        folder = self._folder / f"{language} {now.date()}"
        made = folder / "Sample.enable"
        if not folder.exists():
            folder.mkdir()
            new_workspace(made, Place(home=folder / "home", clock=lambda: now), language, language).close()
        pages = content_beside(path)
        shutil.copy(made, path)
        shutil.copytree(content_beside(made), pages)
        with sqlite3.connect(path) as file:
            file.execute("UPDATE watched_folders SET path = ?", (str(pages),))
        file.close()
        return path


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    """What is made once for all who want a sample programme."""
    return Samples(tmp_path_factory.mktemp("samples"))


@pytest.fixture
def sample_at(samples: Samples) -> SampleAt:
    """Puts a closed sample programme at a path."""
    return samples.at
