"""`import content`: folders, with all that lies below, and files become assets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from enable_desktop.words import counted, mark
from ui.cli.session import PATH, Session

if TYPE_CHECKING:
    from ui.taking_in import Intake


@click.command(
    help=mark(
        "Folders, with all that lies below, and files as assets. With --watch the folders are watched from now on. "
        "Undo takes all of it back; the files themselves are never changed."
    )
)
@click.argument("file", type=PATH)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=PATH)
@click.option("--watch", is_flag=True, help=mark("Keep the folders watched."))
@click.option("--dry-run", is_flag=True, help=mark("Say what would happen, and change nothing."))
@click.option("--json", "as_json", is_flag=True, help=mark("Print one JSON document."))
@click.pass_obj
def content(session: Session, file: Path, paths: tuple[Path, ...], watch: bool, dry_run: bool, as_json: bool) -> None:
    from ui.taking_in import plan_intake, take_in

    for path in paths:
        session.keep_apart(file, path)
    with session.reading(file) if dry_run else session.writing(file) as workspace:
        intake = plan_intake(
            workspace,
            paths,
            watch=watch,
            check=lambda: None,
            is_stopped=lambda: False,
        )
        if not dry_run:
            take_in(workspace, intake)
    if as_json:
        session.print_json(_report(session, intake, stored=not dry_run))
    else:
        _tell(session, intake, stored=not dry_run)


def _report(session: Session, intake: Intake, *, stored: bool) -> dict[str, Any]:
    from ui.reconciling import path_at

    arrivals = intake.deeds.arrivals
    places = [(each.fresh.folder, each.fresh.seen.path) for each in arrivals]
    return {
        "stored": stored,
        "assets": len(arrivals),
        "already_there": intake.there,
        "new": [
            {"path": str(path_at(place, intake.roots)), "title": each.values["title"]}
            for place, each in zip(places, arrivals, strict=True)
        ],
        "warnings": [session.words.say(note) for note in intake.notes],
        "unread": [
            {"path": str(path_at(place, intake.roots)), "reason": session.words.say(document.note)}
            for place, document in intake.deeds.documents.items()
            if document.note is not None
        ],
    }


def _tell(session: Session, intake: Intake, *, stored: bool) -> None:
    count = counted("{n} new asset", "{n} new assets", len(intake.deeds.arrivals))
    if stored:
        session.say(mark("Imported {name}: {count}."), name=intake.name, count=count)
    else:
        session.say(mark("Nothing was changed. {name} would give: {came}."), name=intake.name, came=count)
    if intake.there:
        session.tell(counted("{n} file is an asset already.", "{n} files are assets already.", intake.there))
    for note in intake.notes:
        session.note(session.words.say(note))
    for document in intake.deeds.documents.values():
        if document.note is not None:
            session.note(session.words.say(document.note))
