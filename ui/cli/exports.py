"""`export everything` and `export charter`: what leaves the workspace."""

from __future__ import annotations

from pathlib import Path

import click

from enable_desktop.words import mark
from ui.cli.session import Session

_file = click.argument("file", type=click.Path(path_type=Path))


@click.group(help=mark("Hand over the charter, or everything."))
def export() -> None:
    pass


@export.command(help=mark("All data as CSV, JSON and Markdown in a folder, readable without this program."))
@_file
@click.option("-o", "out", required=True, metavar="DIR", type=click.Path(path_type=Path), help=mark("The folder."))
@click.pass_obj
def everything(session: Session, file: Path, out: Path) -> None:
    from exports.everything import write_everything
    from ui.exporting import everything_report

    with session.reading(file) as workspace:
        words = session.document_words(workspace)
        report = everything_report(workspace, words)
    count = write_everything(report, words, out)
    session.say(mark("Wrote {count} files into {folder}."), count=count, folder=out)
