"""`export experts`: whom to ask, how topics are covered, or the page for one expert."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import mark
from ui.cli.handing_over import keep_apart, say_printed
from ui.cli.session import PATH, Session
from ui.underway import underway

if TYPE_CHECKING:
    from db.workspace import Workspace
    from exports.experts import ExpertReport


@click.command(help=mark("The experts as PDF: whom to ask, how topics are covered, or the page for one of them."))
@click.argument("file", type=PATH)
@click.option("-o", "out", required=True, metavar="OUT.pdf", type=PATH, help=mark("The file."))
@click.option("--part", type=click.Choice(["directory", "coverage"]), default="directory", show_default=True,
              help=mark("What of them."))  # fmt: skip
@click.option("--expert", metavar="ID", type=click.IntRange(min=1), help=mark("The page for this expert instead."))
@click.option("--page", type=click.Choice(["a4", "letter"]), help=mark("The paper."))
@click.pass_obj
def experts(session: Session, file: Path, out: Path, part: str, expert: int | None, page: str | None) -> None:
    from exports.experts import write_experts

    with session.reading(file) as workspace:
        words = session.document_words(workspace)
        report = _report(workspace, file.name, part, expert, page or "")
    keep_apart(session, file, out)
    with underway(session.place().home, out):
        printed = write_experts(report, words, out)
    say_printed(session, out, printed.pages, printed.unprintable)


def _report(workspace: Workspace, name: str, part: str, expert: int | None, page: str) -> ExpertReport:
    from enable_desktop.expert_reports import coverage_report, directory
    from ui.expert_reports import expert_material, page_for

    if expert is None:
        material = expert_material(workspace, page)
        return directory(material) if part == "directory" else coverage_report(material)
    if all(person.id != expert for person in workspace.experts.all()):
        raise WorkspaceError(
            mark("{name} has no record {number} among its {kind}. `list` prints those there are."),
            name=name,
            number=expert,
            kind="experts",
        )
    return page_for(workspace, expert, page)
