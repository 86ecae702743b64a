"""`export charter`, `gaps`, `brief`, `experts`, `content` and `everything`: what leaves the workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from enable_desktop.charter.lines import Document
from enable_desktop.words import mark
from ui.cli.briefs import brief
from ui.cli.experts import experts
from ui.cli.handing_over import keep_apart, say_printed
from ui.cli.packs import pack
from ui.cli.session import PATH, Session
from ui.underway import underway

if TYPE_CHECKING:
    from db.workspace import Workspace

_file = click.argument("file", type=PATH)


@click.group(help=mark("Hand over the charter, the gaps, a brief, the experts, the content, or everything."))
def export() -> None:
    pass


@export.command(help=mark("The charter, or a part of it, as PDF or Markdown."))
@_file
@click.option("-o", "out", required=True, metavar="OUT", type=PATH, help=mark("The file."))
@click.option("--part", type=click.Choice(["all", "one-page", "business-case"]), default="all", show_default=True,
              help=mark("What of it."))  # fmt: skip
@click.option("--format", "form", type=click.Choice(["pdf", "md"]), help=mark("As what; else by the ending of OUT."))
@click.option("--page", type=click.Choice(["a4", "letter"]), help=mark("The paper."))
@click.option("--version", metavar="NAME", help=mark("A version as it was frozen, for example 1.0; else as it stands."))
@click.pass_obj
def charter(
    session: Session, file: Path, out: Path, part: str, form: str | None, page: str | None, version: str | None
) -> None:
    from ui.exporting import charter_report

    with session.reading(file) as workspace:
        words = session.document_words(workspace)
        chosen = _version(session, workspace, part, version) if version is not None else None
        report = charter_report(workspace, part, page or workspace.settings.get("paper") or "a4", chosen)
    keep_apart(session, file, out)
    if (form or ("md" if out.suffix.lower() in (".md", ".markdown") else "pdf")) == "md":
        from exports.charter_markdown import charter_markdown
        from exports.write import write_text

        with underway(session.place().home, out):
            write_text(out, charter_markdown(report, words))
        session.say(mark("Wrote {path}."), path=out)
        return
    from exports.charter import write_charter

    with underway(session.place().home, out):
        printed = write_charter(report, words, out)
    say_printed(session, out, printed.pages, printed.unprintable)


@export.command(help=mark("The gaps between leadership and reps as PDF, CSV or JSON, without names."))
@_file
@click.option("-o", "out", required=True, metavar="OUT", type=PATH, help=mark("The file."))
@click.option("--format", "form", type=click.Choice(["pdf", "csv", "json"]),
              help=mark("As what; else by the ending of OUT."))  # fmt: skip
@click.option("--round", "title", metavar="TITLE", help=mark("A round of talks by its title; else the latest."))
@click.option("--names", is_flag=True, help=mark("Name in the PDF whoever agreed to be quoted by name, roles else."))
@click.option("--page", type=click.Choice(["a4", "letter"]), help=mark("The paper."))
@click.pass_obj
def gaps(
    session: Session, file: Path, out: Path, form: str | None, title: str | None, names: bool, page: str | None
) -> None:
    from db.gaps import Filter
    from enable_desktop.gaps.report import gap_report
    from ui.gap_exporting import gap_findings

    with session.reading(file) as workspace:
        words = session.document_words(workspace)
        which = Filter(round=_round(session, workspace, title)) if title is not None else None
        findings = gap_findings(workspace, which, page or "")
    keep_apart(session, file, out)
    report = gap_report(findings, with_names=names)
    form = form or out.suffix.lower().removeprefix(".")
    if form in ("csv", "json"):
        from exports.gaps.tables import gaps_csv, gaps_json
        from exports.write import write_text

        with underway(session.place().home, out):
            write_text(out, gaps_csv(report, words) if form == "csv" else gaps_json(report))
        session.say(mark("Wrote {path}."), path=out)
        said = report.withheld.of_figures(session.words)
    else:
        from exports.gaps import write_gaps

        with underway(session.place().home, out):
            printed = write_gaps(report, words, out)
        say_printed(session, out, printed.pages, printed.unprintable)
        said = report.withheld.lines(session.words)
    for line in said:
        session.note(line)


@export.command(help=mark("The catalogue of content as CSV; importing it again changes what was changed in it."))
@_file
@click.option("-o", "out", required=True, metavar="OUT.csv", type=PATH, help=mark("The file."))
@click.pass_obj
def content(session: Session, file: Path, out: Path) -> None:
    from db.library.standing import catalogue
    from enable_desktop.library.catalogue_report import catalogue_rows
    from exports.spreadsheet import csv_of
    from exports.write import write_text

    if out.suffix.casefold() not in ("", ".csv"):
        said = mark("“{name}” does not end in .csv, and the catalogue is written as CSV.")
        raise click.UsageError(session.words(said, name=out.name))
    with session.reading(file) as workspace:
        words = session.document_words(workspace)
        report = catalogue(workspace)
    keep_apart(session, file, out)
    with underway(session.place().home, out):
        write_text(out, csv_of(catalogue_rows(report, words)))
    session.say(mark("Wrote {path}."), path=out)


def _round(session: Session, workspace: Workspace, title: str) -> int:
    """The id of the latest round of this title; names those there are where it is none of them."""
    from enable_desktop.people import folded

    rounds = workspace.themes.rounds()
    for each in rounds:
        if folded(each.title) == folded(title):
            return each.id
    known = "; ".join(each.title for each in rounds) or "-"
    raise click.UsageError(session.words("There is no round “{title}”. There are: {known}.", title=title, known=known))


def _version(session: Session, workspace: Workspace, part: str, name: str) -> int:
    """The id of a frozen version by its name; names those there are where it is none of them."""
    document = Document.BUSINESS_CASE if part == "business-case" else Document.CHARTER
    frozen = [each for each in workspace.charter.versions(document) if each.snapshot]
    for each in frozen:
        if name in (each.title, f"v{each.title}"):
            return each.id
    known = ", ".join(each.title for each in frozen) or "-"
    raise click.UsageError(
        session.words("There is no frozen version “{name}”. There are: {known}.", name=name, known=known)
    )


@export.command(help=mark("All data as CSV, JSON and Markdown in a folder, readable without this program."))
@_file
@click.option("-o", "out", required=True, metavar="DIR", type=PATH, help=mark("The folder."))
@click.pass_obj
def everything(session: Session, file: Path, out: Path) -> None:
    from exports.everything import write_everything
    from ui.exporting import everything_report

    with session.reading(file) as workspace:
        words = session.document_words(workspace)
        report = everything_report(workspace)
    with underway(session.place().home, out):
        count = write_everything(report, words, out)
    session.say(mark("Wrote {count} files into {folder}."), count=count, folder=out)


export.add_command(brief)
export.add_command(pack)
export.add_command(experts)
