"""`new`, `backup`, `backups` and `restore`: the workspace as a file."""

from __future__ import annotations

from pathlib import Path

import click

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import LANGUAGES, mark
from ui.cli.session import Session

_file = click.argument("file", type=click.Path(path_type=Path))
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
    from ui.start import new_workspace

    if sample and language and sample != language:
        raise click.UsageError(f"The sample programme “{sample}” speaks “{sample}”, not “{language}”.")
    new_workspace(file, session.place(), sample or language or "en", sample or "").close()
    session.say(mark("Made {path}."), path=file)


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
    with session.reading(file) as workspace:
        found = workspace.backups()
    if as_json:
        session.print_json([
            {"name": each.name, "made": each.made.isoformat(), "bytes": each.size, "path": str(each.path)}
            for each in found
        ])  # fmt: skip
        return
    for each in found:
        click.echo(f"{each.name}  {session.words.number(each.size)}")


@click.command(help=mark("Put a backup back; what it replaces is backed up first. BACKUP is a name `backups` prints."))
@_file
@click.argument("backup", metavar="BACKUP")
@click.pass_obj
def restore(session: Session, file: Path, backup: str) -> None:
    with session.writing(file) as workspace:
        chosen = next((each for each in workspace.backups() if each.name == backup), None)
        if chosen is None:
            raise WorkspaceError(
                mark("{name} has no backup named {backup}. Nothing was changed; `backups` prints those there are."),
                name=file.name,
                backup=backup,
            )
        replaced = workspace.restore(chosen)
    session.say(
        mark("Restored {backup}. What it replaced is kept as the backup {replaced}."),
        backup=chosen.name,
        replaced=replaced.name,
    )
