"""`new`, `backup`, `backups` and `restore`: the workspace as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import LANGUAGES, counted, mark
from ui.cli.session import PATH, Session
from ui.underway import underway

if TYPE_CHECKING:
    from db.backups import Backup

_file = click.argument("file", type=PATH)
_languages = click.Choice(sorted(LANGUAGES))


class _New(click.Command):
    """Lets `--sample` stand alone, also before the file."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        said = []
        for place, argument in enumerate(args):
            alone = argument == "--sample" and (place + 1 == len(args) or args[place + 1] not in LANGUAGES)
            said.append("--sample=en" if alone else argument)
        return super().parse_args(context, said)


@click.command(cls=_New, help=mark("Make a workspace, empty or with a sample programme."))
@_file
@click.option("--sample", type=_languages, help=mark("The sample programme in this language; alone: English."))
@click.option("--language", type=_languages, help=mark("What the workspace speaks in what it exports."))
@click.pass_obj
def new(session: Session, file: Path, sample: str | None, language: str | None) -> None:
    from ui.start import content_beside, new_workspace

    if sample and language and sample != language:
        said = mark("The sample programme “{sample}” speaks “{sample}”, not “{language}”.")
        raise click.UsageError(session.words(said, sample=sample, language=language))
    new_workspace(file, session.place(), sample or language or "en", sample or "").close()
    session.say(mark("Made {path}."), path=file)
    if sample:
        session.say(mark("The pages of its library lie in {folder}."), folder=content_beside(file))


@click.command(help=mark("Make a checked backup now."))
@_file
@click.pass_obj
def backup(session: Session, file: Path) -> None:
    with session.reading(file) as workspace:
        made = workspace.back_up()
    session.say(mark("Made the backup {name}: {path}"), name=made.name, path=made.path)


@click.command(help=mark("List the backups, newest first."))
@_file
@click.option("--json", "as_json", is_flag=True, help=mark("Print one JSON document."))
@click.pass_obj
def backups(session: Session, file: Path, as_json: bool) -> None:
    found = _backups(session, file)
    if as_json:
        session.print_json([
            {"name": each.name, "made": each.made.isoformat(), "bytes": each.size,
             "set_aside": each.set_aside, "path": str(each.path)}
            for each in found
        ])  # fmt: skip
        return
    for each in found:
        click.echo(f"{each.name}  {session.words.number(each.size)}")
    if not found:
        session.note(session.words("{name} has no backups yet. `backup` makes one.", name=file.name))


@click.command(help=mark("Put a backup back; what it replaces is backed up first. BACKUP is a name `backups` prints."))
@_file
@click.argument("backup", metavar="BACKUP")
@click.pass_obj
def restore(session: Session, file: Path, backup: str) -> None:
    from db.lock import AlreadyOpen
    from db.rescue import restore_over

    chosen = next((each for each in _backups(session, file) if each.name == backup), None)
    if chosen is None:
        raise WorkspaceError(
            mark("{name} has no backup named {backup}. Nothing was changed; `backups` prints those there are."),
            name=file.name,
            backup=backup,
        )
    try:
        with session.writing(file) as workspace:
            replaced = workspace.restore(chosen)
    except AlreadyOpen:
        raise
    except WorkspaceError:
        if _opens(session, file):
            raise
        place = session.place()
        with underway(place.home, file):
            kept = restore_over(file, chosen, place)
        session.say(mark("Restored {backup}."), backup=chosen.name)
        if kept is not None:
            session.say(mark("The file that could not be opened is kept as {path}."), path=kept)
        return
    session.say(
        mark("Restored {backup}. What it replaced is kept as the backup {replaced}."),
        backup=chosen.name,
        replaced=replaced.name,
    )


@click.command(help=mark("Save what can be read of a damaged file into a new one; what cannot be is told."))
@_file
@click.option("-o", "--out", required=True, metavar="NEW", type=PATH, help=mark("The new file."))
@click.option("--json", "as_json", is_flag=True, help=mark("Print one JSON document."))
@click.pass_obj
def recover(session: Session, file: Path, out: Path, as_json: bool) -> None:
    from db.salvage import recover as salvage

    place = session.place()
    with underway(place.home, out):
        found = salvage(file, out, place)
    lost = [session.words.say(each) for each in found.lost]
    if as_json:
        session.print_json({"saved": found.saved, "lost": lost, "path": str(out)})
        return
    saved = counted("{n} record", "{n} records", found.saved)
    session.say(mark("Saved {saved} of {name} as {path}."), saved=saved, name=file.name, path=out)
    for each in lost:
        click.echo(each)
    if not lost:
        session.say(mark("Everything could be read."))


def _backups(session: Session, file: Path) -> tuple[Backup, ...]:
    """The backups of a file; of one that cannot be opened those that were made of its path."""
    from db.rescue import backups_of

    try:
        with session.reading(file) as workspace:
            return workspace.backups()
    except WorkspaceError:
        found = backups_of(file, session.place())
        if not found:
            raise
        return found


def _opens(session: Session, file: Path) -> bool:
    """Whether the file can be read whole."""
    try:
        with session.reading(file) as workspace:
            return not workspace.integrity()
    except WorkspaceError:
        return False
