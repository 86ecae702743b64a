"""The child process in which hostile formats are read: one request on its input, one answer on its output.

What a parser does with a broken file (an exception, an endless loop, all memory) ends the child, never the program.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from enable_desktop import blocks
from enable_desktop.blocks import Paper
from enable_desktop.errors import WorkspaceError
from enable_desktop.readers.bounds import MEGABYTE
from enable_desktop.words import mark

SECONDS: Final = 60
MEMORY: Final = 1024 * MEGABYTE
_ANSWER_LIMIT: Final = 200 * MEGABYTE


def read_apart(path: Path, seconds: float = SECONDS) -> Paper:
    """A Word document, read by the child; raises WorkspaceError where the child refuses it, or does not survive it."""
    request = json.dumps({"path": str(path.absolute())})
    try:
        child = subprocess.run(
            _command(), input=request.encode(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=seconds
        )
    except subprocess.TimeoutExpired as error:
        raise WorkspaceError(
            mark("{name} took longer than {seconds} seconds to read and was left. Nothing was imported."),
            name=path.name,
            seconds=seconds,
        ) from error
    try:
        answer = json.loads(child.stdout)
        if "refused" in answer:
            refusal = answer["refused"]
            raise WorkspaceError(refusal["message"], **refusal["values"])
        return blocks.from_plain(answer["paper"])
    except (ValueError, KeyError, TypeError) as error:
        raise WorkspaceError(
            mark("{name} is damaged and could not be read. Nothing was imported; open it in Word and save it anew."),
            name=path.name,
        ) from error


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "--worker"]
    # -P: nothing that lies in the current folder is imported.
    return [sys.executable, "-P", "-m", "enable_desktop", "--worker"]


def answer() -> int:
    """Be the child: read the request, answer it, end."""
    limit_self(MEMORY, SECONDS)
    request = json.load(sys.stdin)
    try:
        reply: Mapping[str, Any] = {"paper": _read(Path(request["path"]))}
    except WorkspaceError as error:
        reply = {"refused": {"message": error.sentence.message, "values": dict(error.sentence.values)}}
    text = json.dumps(reply)
    if len(text) > _ANSWER_LIMIT:
        return 1
    sys.stdout.write(text)
    sys.stdout.flush()
    return 0


def _read(path: Path) -> dict[str, Any]:
    from enable_desktop.readers.word import read_word

    return blocks.to_plain(read_word(path))


def limit_self(memory: int, seconds: int) -> None:
    """Bound this process where the system can: bytes of memory, seconds of work, and no file may be written."""
    if sys.platform == "win32":
        # There the size of what is unpacked and the clock of the parent bound it.
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
