"""The one door to the folder watcher: says, in the window's thread, which watched folder has to be looked at again.

What the system tells of a folder is a hint and no more: events are lost, and a folder that was unplugged is silent.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from enable_desktop.library.folders import is_passing
from enable_desktop.words import Sentence, mark, sentence

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent
    from watchdog.observers.api import BaseObserver


MakeObserver: TypeAlias = "Callable[[], BaseObserver]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long to wait, in seconds: for quiet in a folder, for that at most, and between looks without a hint."""

    quiet: float = 0.5
    longest: float = 5.0
    still_there: float = 3.0
    unheard: float = 30.0


def _system_observer() -> BaseObserver:
    # Loaded here: the start does not wait for it.
    from watchdog.observers import Observer

    return Observer()


class FolderWatch(QObject):
    """Watches folders until it is closed; each has a thread of its own.

    Each is said to be `touched` once when it begins to be watched: nobody knows what happened before.
    """

    touched = Signal(int)
    """Something may have happened in this folder."""
    limited = Signal(int, object)
    """Why nothing is heard of this folder, so that it is looked at every so often: a `Sentence`."""
    _noticed = Signal(int)
    _unheard = Signal(int, object)

    def __init__(
        self, parent: QObject | None = None, pace: Pace | None = None, observer: MakeObserver | None = None
    ) -> None:
        super().__init__(parent)
        self._pace = pace or Pace()
        self._make_observer = observer or _system_observer
        self._watchers: dict[int, _Watcher] = {}
        self._timers: dict[int, QTimer] = {}
        self._noticed.connect(self._on_noticed)
        self._unheard.connect(self._on_unheard)

    def watch(self, roots: Mapping[int, Path]) -> None:
        """Watch these folders and no others."""
        for folder, watcher in list(self._watchers.items()):
            if roots.get(folder) != watcher.root:
                self._end(folder)
        for folder, root in roots.items():
            if folder not in self._watchers:
                watcher = _Watcher(folder, root, self._pace, self._make_observer)
                watcher.noticed = self._noticed.emit
                watcher.limited = self._unheard.emit
                self._watchers[folder] = watcher
                watcher.start()

    def close(self) -> None:
        """End every thread; nothing is said any more."""
        watchers = tuple(self._watchers.values())
        for watcher in watchers:
            watcher.stop()
        for folder in list(self._watchers):
            self._end(folder)

    def _end(self, folder: int) -> None:
        self._watchers.pop(folder).end()
        timer = self._timers.pop(folder, None)
        if timer is not None:
            timer.stop()
            timer.deleteLater()

    @Slot(int, object)
    def _on_unheard(self, folder: int, why: Sentence) -> None:
        if folder in self._watchers:
            self.limited.emit(folder, why)

    @Slot(int)
    def _on_noticed(self, folder: int) -> None:
        if folder not in self._watchers:
            return
        if folder not in self._timers:
            timer = QTimer(self)
            timer.setSingleShot(True)
            timer.setProperty("folder", folder)
            timer.timeout.connect(self._on_quiet)
            self._timers[folder] = timer
        self._timers[folder].start(int(self._pace.quiet * 1000))

    @Slot()
    def _on_quiet(self) -> None:
        timer = self.sender()
        assert isinstance(timer, QTimer)
        folder = timer.property("folder")
        watcher = self._watchers.get(folder)
        if watcher is None:
            return
        wait = watcher.time_to_wait()
        if wait > 0:
            timer.start(max(1, int(wait * 1000)))
            return
        watcher.heard()
        self.touched.emit(folder)


class _Watcher(threading.Thread):
    """One folder: listens to the system, and looks every few seconds whether the folder is still the same."""

    def __init__(self, folder: int, root: Path, pace: Pace, observer: MakeObserver) -> None:
        super().__init__(name=f"folder {folder}", daemon=True)
        self.root = root
        self.noticed: Callable[[int], None] = lambda folder: None
        self.limited: Callable[[int, Sentence], None] = lambda folder, said: None
        self._folder = folder
        self._pace = pace
        self._make_observer = observer
        self._wake = threading.Event()
        self._stopped = False
        self._anew = False
        self._lock = threading.Lock()
        self._first: float | None = None
        self._last = 0.0

    # -- in the window's thread

    def stop(self) -> None:
        """Ask the thread to end."""
        self._stopped = True
        self._wake.set()

    def end(self) -> None:
        """Wait for the end of the thread; a drive that does not answer is not waited for."""
        self.stop()
        self.join(_PATIENCE)

    def time_to_wait(self) -> float:
        """How many seconds are missing until the folder was quiet for long enough, or loud for too long."""
        with self._lock:
            if self._first is None:
                return 0.0
            now = time.monotonic()
            return min(self._last + self._pace.quiet - now, self._first + self._pace.longest - now)

    def heard(self) -> None:
        """What happens from now on is told anew."""
        with self._lock:
            self._first = None

    # -- in any thread

    def notice(self) -> None:
        """Something happened; many such notes in a row are told once."""
        with self._lock:
            self._last = time.monotonic()
            is_first = self._first is None
            if is_first:
                self._first = self._last
        if is_first and not self._stopped:
            self.noticed(self._folder)

    def lose_count(self) -> None:
        """The system could not tell everything: listen anew, and have the folder looked at."""
        self._anew = True
        self._wake.set()
        self.notice()

    # -- in its own thread

    def run(self) -> None:
        with _overflows_told_to(self):
            self._watch()

    def _watch(self) -> None:
        identity = _identity(self.root)
        observer, is_heard = self._listen()
        # What happened before is not told by the system.
        self.notice()
        looked = time.monotonic()
        while True:
            self._wake.wait(self._pace.still_there)
            self._wake.clear()
            if self._stopped:
                break
            now = _identity(self.root)
            if now != identity or self._anew:
                # Unplugged, back again, another one: what listens still listens to the old one.
                self._anew = False
                identity = now
                _end(observer)
                observer, is_heard = self._listen()
                self.notice()
            if not is_heard and time.monotonic() - looked >= self._pace.unheard:
                looked = time.monotonic()
                self.notice()
        _end(observer)

    def _listen(self) -> tuple[BaseObserver | None, bool]:
        """What listens to the folder, if anything does, and whether all is heard."""
        if not self.root.is_dir():
            return None, True
        # Loaded here: the start does not wait for it.
        from watchdog.events import FileSystemEventHandler

        class Handler(FileSystemEventHandler):
            """Only says that something happened."""

            def on_any_event(handler, event: FileSystemEvent) -> None:
                if counts(event):
                    self.notice()

        observer = self._make_observer()
        try:
            observer.schedule(Handler(), str(self.root), recursive=True)
            observer.start()
        except OSError:
            _end(observer)
            self._say(
                mark(
                    "The system cannot watch all of {folder}: it has too many folders. "
                    "It is looked at every {seconds} seconds instead."
                )
            )
            return None, False
        if is_remote(self.root):
            self._say(mark("{folder} lies on another computer, so it is looked at every {seconds} seconds."))
            return observer, False
        return observer, True

    def _say(self, message: str) -> None:
        if not self._stopped:
            self.limited(self._folder, sentence(message, folder=str(self.root), seconds=round(self._pace.unheard)))


_PATIENCE: Final = 5.0
_PASSING_EVENTS: Final = frozenset({"opened", "closed_no_write"})


def counts(event: FileSystemEvent) -> bool:
    """Whether an event can mean that a document is another one; opening one to read it does not."""
    if event.event_type in _PASSING_EVENTS or (event.is_directory and event.event_type == "modified"):
        return False
    paths = [os.fsdecode(path) for path in (event.src_path, event.dest_path) if path]
    return not all(is_passing(os.path.basename(path)) for path in paths)  # noqa: PTH119 (hot)


def _end(observer: BaseObserver | None) -> None:
    if observer is None:
        return
    observer.stop()
    if observer.is_alive():
        observer.join(_PATIENCE)


def _identity(root: Path) -> tuple[int, int] | None:
    """What the system knows the folder by; None where it is not there."""
    try:
        about = root.stat()
    except OSError:
        return None
    return about.st_dev, about.st_ino


# -- what the system could not tell


class _Overflows(logging.Handler):
    """Hears what watchdog logs when the system lost events, and has every folder looked at."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.watchers: list[_Watcher] = []

    def emit(self, record: logging.LogRecord) -> None:
        if "overflow" in record.getMessage().lower():
            for watcher in tuple(self.watchers):
                watcher.lose_count()


_LOGGER: Final = "watchdog"
_ONE_AT_A_TIME: Final = threading.Lock()


@contextmanager
def _overflows_told_to(watcher: _Watcher) -> Iterator[None]:
    """While it runs, the watcher hears of lost events; what watchdog logs goes no further, as long as one is heard."""
    logger = logging.getLogger(_LOGGER)
    with _ONE_AT_A_TIME:
        handler = next((each for each in logger.handlers if isinstance(each, _Overflows)), None)
        if handler is None:
            handler = _Overflows()
            logger.addHandler(handler)
            logger.propagate = False
        handler.watchers.append(watcher)
    try:
        yield
    finally:
        with _ONE_AT_A_TIME:
            handler.watchers.remove(watcher)
            if not handler.watchers:
                logger.removeHandler(handler)
                logger.propagate = True


# -- where nothing is heard

_REMOTE: Final = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "9p", "afs", "ceph", "vboxsf"}
    | {f"fuse.{name}" for name in ("sshfs", "rclone", "davfs2", "s3fs", "gvfsd-fuse", "onedriver")}
)


def is_remote(root: Path) -> bool:
    """Whether a folder lies on another computer, as far as the system says: what happens there is not told here."""
    if sys.platform == "win32":
        return str(root.resolve()).startswith("\\\\")
    return _kind_of_disk(root) in _REMOTE


def _kind_of_disk(root: Path) -> str:
    """The file system that a folder lies on, from the list that Linux keeps; empty elsewhere."""
    with suppress(OSError):
        about = root.stat()
        device = f"{os.major(about.st_dev)}:{os.minor(about.st_dev)}"
        for line in Path("/proc/self/mountinfo").read_text(errors="surrogateescape").splitlines():
            fields = line.split()
            if fields[2] == device and "-" in fields:
                return fields[fields.index("-") + 1]
    return ""
