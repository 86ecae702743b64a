"""What a command is given: the words of the screen, the place of this computer, and ways to open and to say."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import Counted, Sentence, Words, counted, mark
from resources.words import translations

if TYPE_CHECKING:
    from db.workspace import Place, Workspace


PATH: Final = click.Path(path_type=Path, readable=False)
"""A path as it was given: what cannot be read is no wrong usage, and whoever opens it says so in a sentence."""


@dataclass(frozen=True, slots=True)
class Session:
    """One run of a command."""

    words: Words

    def place(self) -> Place:
        """Where this program keeps its own; raises WorkspaceError where the day it was told is no date."""
        # Loaded here: help and usage errors need no database.
        from ui.place import own_place

        try:
            return own_place()
        except ValueError as error:
            raise WorkspaceError(
                mark("ENABLE_TODAY is “{value}”, which is no date like 2026-03-12. Nothing was done."),
                value=os.environ.get("ENABLE_TODAY", ""),
            ) from error

    @contextmanager
    def writing(self, path: Path) -> Iterator[Workspace]:
        """The workspace, for changes; raises WorkspaceError where a window has it open.

        Links follow what was changed, as they do in a window.
        """
        from db.workspace import open_workspace
        from enable_desktop.library.assets import LINKED

        with self._offering(path), open_workspace(path, self.place(), summon=False) as workspace:
            changed: set[str] = set()
            workspace.listen(lambda changes: changed.update(changes.kinds))
            yield workspace
            if not changed.isdisjoint(LINKED):
                workspace.library.follow_links()

    @contextmanager
    def reading(self, path: Path, *, settled: bool = False) -> Iterator[Workspace]:
        """The workspace, for reading, also while a window has it open.

        With `settled` it is opened for writing where it can be, so that the search index catches up first.
        """
        with self._offering(path), self._to_read(path, self.place(), settled) as workspace:
            yield workspace

    @contextmanager
    def _offering(self, path: Path) -> Iterator[None]:
        """Where a file is too damaged for what is wanted, its last good backup is named."""
        from db.faults import Damaged, NotAWorkspace

        try:
            yield
        except (Damaged, NotAWorkspace) as fault:
            # Loaded here: only a damaged file needs it.
            from db.rescue import last_good

            found = last_good(path, self.place())
            if found is None:
                raise
            backup, count = found
            raise Damaged(
                mark(
                    "{fault} Its last good backup is {backup}, with {records}; `restore` puts it back, and `recover` "
                    "saves what can be read of the file."
                ),
                fault=fault.sentence,
                backup=backup.name,
                records=counted("{n} record", "{n} records", count),
            ) from fault

    def _to_read(self, path: Path, place: Place, settled: bool) -> Workspace:
        from db.faults import ReadOnly
        from db.lock import AlreadyOpen
        from db.workspace import open_workspace

        if settled:
            try:
                return open_workspace(path, place, summon=False)
            except (AlreadyOpen, ReadOnly):
                return open_workspace(path, place, write=False)
        try:
            return open_workspace(path, place, write=False)
        except ReadOnly:
            # An older file, or one whose last change was interrupted: both need one opening for writing.
            return open_workspace(path, place, summon=False)

    def document_words(self, workspace: Workspace) -> Words:
        """The words of what this workspace exports."""
        language = workspace.settings.get("language") or "en"
        return Words(language, translations(language))

    def keep_apart(self, file: Path, other: Path) -> None:
        """Nothing but SQLite may open a workspace, not to read it as a document and not to write over it."""
        if file.exists() and other.exists() and file.samefile(other):
            raise click.UsageError(self.words("The workspace and the other file are the same: {path}", path=other))

    def say(self, message: str, **values: object) -> None:
        """One sentence for the person."""
        click.echo(self.words(message, **values))

    def tell(self, what: Sentence | Counted) -> None:
        click.echo(self.words.say(what))

    def note(self, text: str) -> None:
        """Something beside the answer, where it disturbs no script."""
        click.echo(text, err=True)

    def print_json(self, document: Any) -> None:
        """The one document of a command that was asked for JSON."""
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))


def prepare_output() -> None:
    """Let any text be printed: what the terminal's encoding lacks is shown as its code."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace", **({} if stream.isatty() else {"encoding": "utf-8"}))
