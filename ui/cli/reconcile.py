"""`reconcile`: what became of the files in watched folders while nobody looked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from enable_desktop.words import mark
from ui.cli.program import DONE, FAULT
from ui.cli.session import PATH, Session

if TYPE_CHECKING:
    from db.workspace import Workspace
    from ui.reconciling import Look


@click.command(
    help=mark(
        "Look at the watched folders now: what is new, was edited, moved or is missing. The library follows at once; "
        "links that have to be mended are listed."
    )
)
@click.argument("file", type=PATH)
@click.option("--json", "as_json", is_flag=True, help=mark("Print one JSON document."))
@click.option("--mend", is_flag=True, help=mark("Mend the links in the files; `undo` puts the files back."))
@click.option(
    "--accept-missing",
    is_flag=True,
    help=mark("Note what is missing also where that is more than a tenth of a folder."),
)
@click.pass_obj
def reconcile(session: Session, file: Path, as_json: bool, mend: bool, accept_missing: bool) -> int:
    from ui.reconciling import look, read_some, roots_of, without_missing

    with session.writing(file) as workspace:
        files = workspace.library.files
        files.expect(files.unexpected())
        found = look(workspace, roots_of(workspace), _go_on, lambda: False)
        deeds = found.deeds if accept_missing else without_missing(found.deeds, found.findings.asks_first)
        report = _report(session, workspace, found)
        for each, id_ in zip(report["new"], files.follow(deeds).new, strict=True):
            each["id"] = id_
        after: int | None = 0
        while after is not None:
            part = read_some(workspace, after, _go_on, lambda: False)
            files.note_documents(part.read, part.rewritten, part.entries)
            after = part.after
        workspace.library.page_links.follow_all()
        links = workspace.library.page_links.to_mend()
        report["links"] = [{"page": each.page, "before": each.target, "after": each.mend} for each in links]
        report["mended"] = 0
        refused: list[str] = []
        if mend and links:
            readied = workspace.library.mending.mend([(each, each.mend) for each in links])
            report["mended"] = readied.links
            refused = [session.words.say(each) for each in readied.refused]
            report["notes"] += refused
    if as_json:
        session.print_json(report)
    else:
        for line in _told(session, report, is_accepted=accept_missing, is_mended=mend):
            click.echo(line)
    return FAULT if refused else DONE


def _go_on() -> None:
    """Nobody stops a command but the person, who ends it."""


def _report(session: Session, workspace: Workspace, found: Look) -> dict[str, Any]:
    from enable_desktop.library.assets import WatchedFolder
    from ui.reconciling import path_at

    findings = found.findings
    roots = {each.id: Path(each.path) for each in workspace.all(WatchedFolder)}
    assets = {ref.id for refs in found.deeds.owners.values() for ref in refs if ref.kind == "assets"}
    titles = {each.id: each.title for each in workspace.library.these(assets)}

    def owner(known: int) -> dict[str, Any]:
        id_ = next((ref.id for ref in found.deeds.owners.get(known, ()) if ref.kind == "assets"), None)
        return {"id": id_, "title": titles.get(id_ or 0, "")}

    def path(folder: int, inside: str) -> str:
        return str(path_at((folder, inside), roots))

    return {
        "new": [
            {"id": None, "title": each.values["title"], "path": path(each.fresh.folder, each.fresh.seen.path)}
            for each in found.deeds.arrivals
        ],
        "changed": [owner(each.known.id) | {"path": path(each.folder, each.seen.path)} for each in findings.changed],
        "moved": [
            owner(each.known.id)
            | {
                "from": path(*each.known.place),
                "to": path(each.folder, each.seen.path),
                "edited": each.is_edited,
            }
            for each in findings.moved
        ],
        "missing": [owner(each.id) | {"path": path(*each.place)} for each in findings.missing],
        "back": [
            owner(each.known.id) | {"path": path(each.folder, each.seen.path), "edited": each.is_edited}
            for each in findings.back_again
        ],
        "offline": [
            {"path": str(roots[folder]), "reason": session.words.say(why)} for folder, why in findings.offline.items()
        ],
        "links": [],
        "asks_first": [str(roots[folder]) for folder in findings.asks_first],
        "notes": [session.words.say(each) for each in found.notes],
    }


def _told(session: Session, report: dict[str, Any], *, is_accepted: bool, is_mended: bool) -> Iterator[str]:
    words = session.words
    for each in report["offline"]:
        yield words(mark("{reason} Everything that is known of it is kept."), reason=each["reason"])
    for each in report["moved"]:
        yield words(mark("Moved: {before} → {after}"), before=each["from"], after=each["to"])
    for message, name in (
        (mark("New: {path}"), "new"),
        (mark("Edited: {path}"), "changed"),
        (mark("Back again: {path}"), "back"),
        (mark("Missing: {path}"), "missing"),
    ):
        for each in report[name]:
            yield words(message, path=each["path"])
    if not is_accepted:
        for folder in report["asks_first"]:
            yield words(
                mark(
                    "More than a tenth of {folder} is missing at once, so that was not noted. If it is right, "
                    "`--accept-missing` notes it."
                ),
                folder=folder,
            )
    for each in report["links"]:
        yield words(
            mark("Link in {page}: {before} → {after}"), page=each["page"], before=each["before"], after=each["after"]
        )
    if report["mended"]:
        yield words.n(
            "{n} link was mended; `undo` puts the files back.",
            "{n} links were mended; `undo` puts the files back.",
            report["mended"],
        )
    elif report["links"] and not is_mended:
        yield words(mark("These links have to be mended; `--mend` does it."))
    yield from report["notes"]
    if not any(report[name] for name in ("new", "changed", "moved", "missing", "back", "offline", "links")):
        yield words(mark("Nothing has happened in the watched folders."))
