"""The child process in which foreign files are read: requests go in, answers come out, each one line of JSON.

What a parser does with a broken file (an endless loop, all memory, a crash) ends the child, never the program; the next
request starts another.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import IO, Any, Final

from enable_desktop import blocks
from enable_desktop.blocks import Paper
from enable_desktop.errors import WorkspaceError
from enable_desktop.library import documents
from enable_desktop.readers.bounds import MEGABYTE
from enable_desktop.words import mark

SECONDS: Final = 60
MEMORY: Final = 1024 * MEGABYTE
_ANSWER_LIMIT: Final = 200 * MEGABYTE
_GROWN: Final = 400 * MEGABYTE
"""A child that needed so much for one file makes room for the next by leaving."""
_GLANCE: Final = 0.05
"""So often, in seconds, it is looked whether the person has stopped it."""


class WorkerLostError(Exception):
    """The child did not survive the file, or answered with something else than an answer."""


class StoppedError(Exception):
    """The person has stopped it."""


def never() -> bool:
    """Nobody stops it."""
    return False


class Worker:
    """A child that reads one file after the other; it starts with the first request, and anew where it was lost."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self._answers: SimpleQueue[bytes] = SimpleQueue()
        self._listener: threading.Thread | None = None

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def ask(
        self, request: Mapping[str, Any], seconds: float, is_stopped: Callable[[], bool] = never
    ) -> Mapping[str, Any]:
        """The child's answer.

        Raises TimeoutError after this many seconds, StoppedError soon after `is_stopped` says so, WorkerLostError;
        after each of them the child is gone.
        """
        try:
            reply = json.loads(self._line(request, seconds, is_stopped))
            if not isinstance(reply, dict):
                raise WorkerLostError
        except (TimeoutError, StoppedError, WorkerLostError):
            self.close()
            raise
        except (OSError, ValueError, RecursionError) as error:
            self.close()
            raise WorkerLostError from error
        if reply.get("leaves"):
            self.close()
        return reply

    def _line(self, request: Mapping[str, Any], seconds: float, is_stopped: Callable[[], bool]) -> bytes:
        if is_stopped():
            raise StoppedError
        pipe = self._started().stdin
        assert pipe is not None
        pipe.write(json.dumps(request).encode() + b"\n")
        pipe.flush()
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            try:
                return self._answers.get(timeout=min(left, _GLANCE))
            except Empty:
                if is_stopped():
                    raise StoppedError from None
        raise TimeoutError

    def _started(self) -> subprocess.Popen[bytes]:
        if self._child is None:
            self._answers = SimpleQueue()
            self._child = subprocess.Popen(
                _command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
            self._listener = threading.Thread(target=_listen, args=(self._child, self._answers), daemon=True)
            self._listener.start()
        return self._child

    def close(self) -> None:
        """End the child, whatever it is doing."""
        child, self._child = self._child, None
        if child is None or self._listener is None:
            return
        child.kill()
        # A child that hangs in the system itself is left to its listener.
        self._listener.join(timeout=0.1)


def _listen(child: subprocess.Popen[bytes], answers: SimpleQueue[bytes]) -> None:
    """Hand over what the child says, line by line, until it is gone; Windows cannot wait for a pipe otherwise."""
    # What could not be written any more is of no interest once the child is gone.
    with suppress(OSError), child:
        assert child.stdout is not None
        while line := child.stdout.readline(_ANSWER_LIMIT):
            answers.put(line)
        answers.put(b"")
        child.kill()


def read_apart(path: Path, seconds: float = SECONDS) -> Paper:
    """A Word document, read by the child; raises WorkspaceError where the child refuses it, or does not survive it."""
    damaged = mark("{name} is damaged and could not be read. Nothing was imported; open it in Word and save it anew.")
    try:
        with Worker() as worker:
            reply = worker.ask({"charter": str(path.absolute()), "seconds": seconds}, seconds)
        if "refused" in reply:
            message, values = reply["refused"]
            raise WorkspaceError(message, **values)
        return blocks.from_plain(reply["paper"])
    except TimeoutError as error:
        raise WorkspaceError(
            mark("{name} took longer than {seconds} seconds to read and was left. Nothing was imported."),
            name=path.name,
            seconds=seconds,
        ) from error
    except (WorkerLostError, ValueError, KeyError, TypeError) as error:
        raise WorkspaceError(damaged, name=path.name) from error


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "--worker"]
    # -P: nothing that lies in the current folder is imported.
    return [sys.executable, "-P", "-m", "enable_desktop", "--worker"]


# -- the child


def answer() -> int:
    """Be the child: answer one request after the other, until there are no more."""
    requests, answers = _own_pipes()
    limit_self(MEMORY)
    for line in requests:
        reply = _reply(json.loads(line))
        text = json.dumps(reply).encode()
        if len(text) >= _ANSWER_LIMIT:
            return 1
        answers.write(text + b"\n")
        answers.flush()
        if reply.get("leaves"):
            return 0
    return 0


def _own_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Our two ends; what a parser prints goes nowhere, and none waits for input."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    return requests, answers


def _reply(request: Mapping[str, Any]) -> dict[str, Any]:
    _limit_work(int(request["seconds"]) + 5)
    reply: dict[str, Any]
    try:
        if "charter" in request:
            reply = {"paper": _charter(Path(request["charter"]))}
        elif "sheet" in request:
            reply = {"sheet": _sheet(Path(request["sheet"]), request["wanted"])}
        else:
            reply = {"document": _document(Path(request["document"]))}
    except WorkspaceError as error:
        reply = {"refused": [error.sentence.message, dict(error.sentence.values)]}
    except MemoryError:
        return {"broken": "memory", "leaves": True}
    except Exception:
        # Parsers raise whatever they like at a damaged file: this is the border at which that becomes one answer.
        reply = {"broken": "file"}
    return {**reply, "leaves": True} if _memory_used() > _GROWN else reply


def _charter(path: Path) -> dict[str, Any]:
    from enable_desktop.readers.word import read_word

    return blocks.to_plain(read_word(path))


def _sheet(path: Path, wanted: dict[str, Any]) -> tuple[str, list[tuple[int, list[str]]]]:
    from enable_desktop.readers.sheets import rows_of_sheet

    return rows_of_sheet(path, **wanted)


def _document(path: Path) -> dict[str, Any]:
    from enable_desktop.readers.any_file import read_any

    return documents.to_plain(read_any(path))


def limit_self(memory: int) -> None:
    """Bound this process where the system can: bytes of memory, and no file may be written."""
    if sys.platform == "win32":
        # There the size of what is unpacked and the clock of the parent bound it.
        return
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _limit_work(seconds: int) -> None:
    """Let this process work so many seconds more: one whose parent is gone does not go on for ever."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = int(used.ru_utime + used.ru_stime) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))


def _memory_used() -> int:
    """The most memory this process has taken, in bytes; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0
    if sys.platform != "linux":
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Not ru_maxrss: there it begins with what the parent had taken, and beside a large program every file would cost
    # a child of its own.
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    peak = next((line for line in status.splitlines() if line.startswith("VmHWM:")), "VmHWM: 0 kB")
    return int(peak.split()[1]) * 1024
