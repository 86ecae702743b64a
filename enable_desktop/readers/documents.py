"""Files of the library as documents: one after the other, each read in the child process, whatever becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from enable_desktop.library.documents import Document, from_plain
from enable_desktop.readers.any_file import damaged, shown_name
from enable_desktop.readers.online import is_online_only
from enable_desktop.readers.worker import StoppedError, Worker, WorkerLostError, never
from enable_desktop.words import Sentence, mark, sentence

__all__ = ["SECONDS", "is_online_only", "read_all", "read_document"]

SECONDS: Final = 20
"""So long one file may take."""


def read_all(
    paths: Iterable[Path], is_stopped: Callable[[], bool] = never, seconds: float = SECONDS
) -> Iterator[tuple[Path, Document]]:
    """Every file with what is known of it, in the order given; what could not be read has a note that says why.

    It ends early, within a tenth of a second, once `is_stopped` says so; the file being read then is left out.
    """
    with Worker() as worker:
        for path in paths:
            try:
                document = _read(worker, path, seconds, is_stopped)
            except StoppedError:
                return
            yield path, document


def read_document(path: Path, seconds: float = SECONDS) -> Document:
    """What is known of one file."""
    return next(document for _, document in read_all([path], seconds=seconds))


def _read(worker: Worker, path: Path, seconds: float, is_stopped: Callable[[], bool]) -> Document:
    request = {"document": str(path.absolute()), "seconds": seconds}
    try:
        reply = worker.ask(request, seconds, is_stopped)
        if "document" in reply:
            return from_plain(reply["document"])
        if reply.get("broken") == "memory":
            return _unread(path, mark("{name} needs more memory to read than it may take, and was left."))
        return Document(title=shown_name(path.stem), note=damaged(path))
    except TimeoutError:
        slow = mark("{name} took longer than {seconds} seconds to read and was left.")
        return _unread(path, slow, seconds=round(seconds))
    except (WorkerLostError, ValueError, KeyError, TypeError):
        return _unread(path, mark("{name} is damaged, or needs more memory to read than it may take; it was left."))


def _unread(path: Path, message: str, **values: object) -> Document:
    note: Sentence = sentence(message, name=shown_name(path.name), **values)
    return Document(title=shown_name(path.stem), note=note)
