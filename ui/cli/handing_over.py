"""What every export of the command line says and refuses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ui.cli.session import Session


def keep_apart(session: Session, file: Path, out: Path) -> None:
    """Refuse to write over a workspace, this one or any other."""
    session.keep_apart(file, out)
    if out.suffix.lower() == ".enable":
        raise click.UsageError(session.words("{path} has the name of a workspace; choose another ending.", path=out))


def say_printed(session: Session, out: Path, pages: int, unprintable: int) -> None:
    """Say what was written, of how many pages it is, and how many characters became boxes."""
    from exports.page import boxes_sentence

    click.echo(session.words.n("Wrote {path}: {n} page.", "Wrote {path}: {n} pages.", pages, path=out))
    if unprintable:
        session.note(boxes_sentence(unprintable, session.words))
