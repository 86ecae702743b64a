"""`export pack`: content for reps, as a folder, a zip archive, one page or a booklet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import Words, counted, mark
from ui.cli.filters import unknown_facet, unknown_value
from ui.cli.handing_over import keep_apart
from ui.cli.session import PATH, Session
from ui.underway import underway

if TYPE_CHECKING:
    from db.workspace import Workspace
    from enable_desktop.packs.parcels import Parcel
    from enable_desktop.packs.records import Pack
    from exports.packs.handing_over import Handed


@click.command(
    help=mark(
        "A pack for reps: a folder or OUT.zip with an offline page, one self-contained OUT.html, or a booklet as "
        "OUT.pdf. Without --pack and --filter it holds all published content, and if there is none, all. The export "
        "is remembered, so that the next one says what has changed."
    )
)
@click.argument("file", type=PATH)
@click.option("--pack", "name", metavar="NAME", help=mark("A pack of the workspace by its title."))
@click.option(
    "--filter",
    "filters",
    multiple=True,
    metavar="FACET=VALUE",
    help=mark("Only content with this value; of one facet either, of several all."),
)
@click.option(
    "-o",
    "out",
    required=True,
    metavar="DIR|OUT.zip|OUT.html|OUT.pdf",
    type=PATH,
    help=mark("Where to; the ending says as what."),
)
@click.option(
    "--date",
    "moment",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    metavar="D",
    help=mark("The day that is printed in it, for example 2026-03-12; else today."),
)
@click.option("--json", "as_json", is_flag=True, help=mark("Print one JSON document."))
@click.pass_obj
def pack(
    session: Session,
    file: Path,
    name: str | None,
    filters: tuple[str, ...],
    out: Path,
    moment: datetime | None,
    as_json: bool,
) -> None:
    from exports.packs.handing_over import hand_over
    from ui.pack_exporting import remember

    if name is not None and filters:
        raise click.UsageError(session.words("--pack and --filter exclude each other: a pack has its own filters."))
    with session.reading(file, settled=True) as workspace:
        words = session.document_words(workspace)
        day = moment.date() if moment is not None else workspace.today
        parcel = _chosen(session, workspace, name, filters, day, words)
    keep_apart(session, file, out)
    with underway(session.place().home, out):
        handed = hand_over(parcel, words, out)
    try:
        with session.writing(file) as workspace:
            remember(workspace, parcel, handed, out)
    except WorkspaceError as fault:
        session.note(session.words(mark("This export is not remembered. {reason}"), reason=fault.sentence))
    if as_json:
        session.print_json(_report(session, parcel, handed, out))
        return
    count = counted("{n} piece of content", "{n} pieces of content", len(parcel.contents.items))
    files = counted("{n} file", "{n} files", handed.files)
    session.say(mark("Wrote {path}: {count}, {files}."), path=out, count=count, files=files)
    for note in handed.notes:
        session.note(session.words.say(note))
    if handed.unprintable:
        from exports.page import boxes_sentence

        session.note(boxes_sentence(handed.unprintable, session.words))


def _chosen(
    session: Session, workspace: Workspace, name: str | None, filters: Iterable[str], day: date, words: Words
) -> Parcel:
    """The parcel of a pack by its title, or of what filters find for once."""
    from enable_desktop.packs.parcels import parcel_of

    if name is not None:
        found = _pack(session, workspace, name)
        return parcel_of(workspace.packs.facts(found.id, day))
    return parcel_of(workspace.packs.facts_of(_for_once(session, workspace, filters, words), (), day))


def _pack(session: Session, workspace: Workspace, name: str) -> Pack:
    """The pack that is called this; names those there are where none, or more than one, is."""
    from enable_desktop.packs.records import Pack
    from enable_desktop.people import folded

    packs = workspace.all(Pack)
    exact = [each for each in packs if each.title == name]
    named = exact or [each for each in packs if folded(each.title) == folded(name)]
    if not named and name.isdecimal():
        named = [each for each in packs if each.id == int(name)]
    if len(named) == 1:
        return named[0]
    known = "; ".join(f"{each.title} ({each.id})" for each in packs) or "-"
    if named:
        raise click.UsageError(
            session.words("Several packs are called “{name}”; give the number of one: {known}.", name=name, known=known)
        )
    raise click.UsageError(session.words("There is no pack “{name}”. There are: {known}.", name=name, known=known))


def _for_once(session: Session, workspace: Workspace, filters: Iterable[str], words: Words) -> Pack:
    """A pack that is kept nowhere: what filters find, else all published content, else all."""
    from enable_desktop.library.facets import kept_filters
    from enable_desktop.library.query import Query
    from enable_desktop.packs.records import Pack

    finding = workspace.library.finding
    wanted: dict[str, list[str]] = {}
    called: list[str] = []
    for text in filters:
        facet, equals, value = (part.strip() for part in text.partition("="))
        key = finding.facets.named(facet, whole=True) if equals else None
        if key is None:
            raise unknown_facet(session, text, sorted(finding.counted_facets()))
        meant = finding.facets.value(key, value)
        if meant is None:
            raise unknown_value(session, facet, value, finding.facets.shown_values(key))
        wanted.setdefault(key, []).append(meant)
        called.append(value)
    if not wanted and finding.count(Query(), {"status": frozenset({"published"})}):
        wanted = {"status": ["published"]}
    title = ", ".join(called) if called else words("Content for reps")
    if not wanted:
        # Everything but what is retired is found by any status.
        wanted = {"status": ["draft", "in review", "outdated", "published"]}
    return Pack(title=title, filters=kept_filters(wanted))


def _report(session: Session, parcel: Parcel, handed: Handed, out: Path) -> dict[str, object]:
    contents = parcel.contents
    return {
        "path": str(out.absolute()),
        "form": str(handed.form),
        "title": contents.title,
        "day": contents.day.isoformat(),
        "since": contents.since.isoformat() if contents.since is not None else None,
        "assets": [item.asset for item in contents.items],
        "files": handed.files,
        "bytes": handed.bytes,
        "sha256": handed.digest,
        "pages": handed.pages or None,
        "notes": [session.words.say(note) for note in handed.notes],
    }
