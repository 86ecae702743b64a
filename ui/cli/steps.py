"""`history`, `undo` and `redo`: the named steps."""

from __future__ import annotations

from pathlib import Path

import click

from enable_desktop.words import mark
from ui.cli.session import PATH, Session

_file = click.argument("file", type=PATH)


@click.command(help=mark("List the steps, newest first."))
@_file
@click.option("--json", "as_json", is_flag=True, help=mark("Print one JSON document."))
@click.pass_obj
def history(session: Session, file: Path, as_json: bool) -> None:
    with session.reading(file) as workspace:
        steps = workspace.history()
    words = session.words
    if as_json:
        session.print_json([
            {
                "id": step.id,
                "at": step.at.isoformat(),
                "label": words.say(step.label),
                "origin": str(step.origin),
                "undone": step.undone,
            }
            for step in steps
        ])  # fmt: skip
        return
    for step in steps:
        undone = words("{step} (undone)", step=step.label) if step.undone else words.say(step.label)
        click.echo(f"{step.at:%Y-%m-%d %H:%M}  {words(step.origin.label)}  {undone}")
    if not steps:
        session.note(words("Nothing has been changed in {name} yet.", name=file.name))


@click.command(help=mark("Take back the last step."))
@_file
@click.pass_obj
def undo(session: Session, file: Path) -> None:
    with session.writing(file) as workspace:
        label = workspace.undo()
    if label is None:
        session.say(mark("There is nothing to undo in {name}."), name=file.name)
    else:
        session.say(mark("Undone: {step}"), step=label)


@click.command(help=mark("Do again what was last undone."))
@_file
@click.pass_obj
def redo(session: Session, file: Path) -> None:
    with session.writing(file) as workspace:
        label = workspace.redo()
    if label is None:
        session.say(mark("There is nothing to redo in {name}."), name=file.name)
    else:
        session.say(mark("Done again: {step}"), step=label)
