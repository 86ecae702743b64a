"""`check`: what is wrong with the file, and what is missing in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from enable_desktop.charter.sections import BY_KEY
from enable_desktop.fields import Shape, fields_of
from enable_desktop.kinds import KINDS
from enable_desktop.links import Link, Ref, chips_in
from enable_desktop.packs.records import Pack
from enable_desktop.words import mark
from ui.cli.records import Titles
from ui.cli.session import PATH, Session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.workspace import Workspace

FOUND = 1
_PAST_REVIEW = "past-review"


@click.command(help=mark("Check the file, links, reviews and charter; the exit code is 1 where something was found."))
@click.argument("file", type=PATH)
@click.option("--only", type=click.Choice(["integrity"]), help=mark("Look at the file alone."))
@click.option("--json", "as_json", is_flag=True, help=mark("Print one JSON document."))
@click.pass_obj
def check(session: Session, file: Path, only: str | None, as_json: bool) -> int:
    from db.other_copies import other_copies
    from ui.other_copies import told

    with session.reading(file, settled=True) as workspace:
        damage = workspace.integrity()
        findings = (
            []
            if only
            else [
                *_broken_links(session, workspace),
                *_broken_in_files(session, workspace),
                *_overdue(session, workspace),
                *_incomplete(session, workspace),
                *_sent_outdated(session, workspace),
            ]
        )
    for copy in other_copies(file):
        session.note(told(session.words, copy, f"{copy.changed:%Y-%m-%d %H:%M}"))
    if as_json:
        session.print_json({"integrity": "; ".join(damage) or "ok", "findings": findings})
        return FOUND if damage or findings else 0
    for each in damage:
        session.say(mark("{name} is damaged: {what}"), name=file.name, what=each)
    if not damage:
        session.say(mark("The file is whole."))
    for finding in findings:
        click.echo(f"{finding['title']}: {finding['message']}" if finding["title"] else finding["message"])
    if damage:
        session.say(mark("Restore the last good backup; `backups` lists them."))
    return FOUND if damage or findings else 0


def _broken_links(session: Session, workspace: Workspace) -> Iterator[dict[str, Any]]:
    """References that lead to nothing, in prose and among the links."""
    titles = Titles(workspace, session.document_words(workspace))
    for kind in KINDS.values():
        prose = [field for field in fields_of(kind.record) if field.shape is Shape.PROSE and field.name != "snapshot"]
        for line in workspace.all(kind.record) if prose else ():
            for field in prose:
                for chip in chips_in(getattr(line, field.name)):
                    if workspace.find(chip.ref) is None:
                        message = session.words(
                            "“{label}” in {field} leads to nothing.", label=chip.label, field=field.label
                        )
                        yield _finding("broken link", Ref(line.kind, line.id), titles.of(line), message)
    for link in workspace.all(Link):
        for here, there in ((link.start, link.end), (link.end, link.start)):
            if workspace.find(there) is None:
                message = session.words("A link leads to nothing.")
                yield _finding("broken link", here, titles(here), message)


def _broken_in_files(session: Session, workspace: Workspace) -> Iterator[dict[str, Any]]:
    """Links in the text of files that lead nowhere, each occurrence by itself, as links were followed last."""
    for link in workspace.library.page_links.broken():
        message = session.words(mark("“{target}” leads nowhere, in {page}"), target=link.target, page=link.page)
        found = _finding("broken link", Ref("assets", link.page_asset or 0), link.page_title, message)
        yield found | {"page": link.page, "target": link.target, "words": link.words}


def _overdue(session: Session, workspace: Workspace) -> Iterator[dict[str, Any]]:
    """Content past its review date, the longest over first; none where that rule is switched off."""
    library = workspace.library
    if _PAST_REVIEW in library.health.off:
        return
    due = library.due()
    over = ((due.get(asset), asset) for asset in library.health.flagged_by(_PAST_REVIEW))
    for day, asset in sorted((day, asset) for day, asset in over if day is not None):
        ref = Ref("assets", asset)
        message = session.words(mark("Its review was due on {day}."), day=day)
        yield _finding("overdue", ref, workspace.title_of(ref), message) | {"review_due": day.isoformat()}


def _incomplete(session: Session, workspace: Workspace) -> Iterator[dict[str, Any]]:
    """What the rules of the charter find missing."""
    # Loaded here: a look at the file alone needs no rules.
    from enable_desktop.charter.completeness import findings

    for finding in findings(workspace.charter.content(), workspace.today):
        section = session.words(BY_KEY[finding.section].title)
        ref = finding.ref or Ref(finding.field or "sections", 0)
        said = _finding("incomplete charter", ref, section, session.words.say(finding.sentence))
        yield said | {"section": finding.section, "rule": finding.rule, "field": finding.field}


def _sent_outdated(session: Session, workspace: Workspace) -> Iterator[dict[str, Any]]:
    """What was sent last to an audience and holds what is outdated or retired by now."""
    for stale in workspace.packs.sent.stale():
        for each in stale.assets:
            message = session.words(
                mark("What was sent on {day} holds “{title}”, which is not to be used any more."),
                day=stale.export.day,
                title=each.title,
            )
            found = _finding("outdated in pack", Ref(Pack.kind, stale.export.pack or 0), stale.export.title, message)
            yield found | {"asset": each.asset, "sent": stale.export.day.isoformat()}


def _finding(finding: str, ref: Ref, title: str, message: str) -> dict[str, Any]:
    return {"finding": finding, "kind": ref.kind, "id": ref.id or None, "title": title, "message": message}
