"""`import charter`: an existing charter into the sections."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import LANGUAGES, Words, mark
from resources.words import translations
from ui.cli.session import Session

if TYPE_CHECKING:
    from db.imports import CharterImport
    from enable_desktop.blocks import Paper


@click.group("import", help=mark("Bring in what exists already."))
def import_() -> None:
    pass


@import_.command(help=mark("An existing charter (DOCX or Markdown) into the sections; undo takes all of it back."))
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("document", metavar="DOCX|MD", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help=mark("Say what would happen, and change nothing."))
@click.option("--skip-rejected", is_flag=True, help=mark("Store what can be stored, and list the rest in a file."))
@click.option("--json", "as_json", is_flag=True, help=mark("Print one JSON document."))
@click.pass_obj
def charter(session: Session, file: Path, document: Path, dry_run: bool, skip_rejected: bool, as_json: bool) -> None:
    from enable_desktop.readers.charter import read_charter

    session.keep_apart(file, document)
    opened = session.reading(file) if dry_run else session.writing(file)
    with opened as workspace:
        from db.imports import CharterImport
        from enable_desktop.charter.arrange import arrange

        paper = read_charter(document)
        words = session.document_words(workspace)
        languages = [Words(language, translations(language)) for language in LANGUAGES]
        arranged = arrange(paper, words, languages, workspace.settings.get("currency") or "EUR")
        planned = CharterImport(workspace, arranged, words, paper.pictures)
        listed = None
        if planned.rejected and not dry_run:
            if not skip_rejected:
                raise WorkspaceError(
                    mark(
                        "{count} pieces of {name} cannot be stored, so nothing was: {what}, because {reason}. "
                        "`--skip-rejected` stores the rest."
                    ),
                    count=len(planned.rejected),
                    name=document.name,
                    what=planned.rejected[0].what,
                    reason=planned.rejected[0].reason,
                )
            listed = _list_rejected(session, file, document, planned)
        if not dry_run:
            planned.store(document.name)
        report = _report(planned, paper, stored=not dry_run, listed=listed)
        if as_json:
            session.print_json(report)
        else:
            _tell(session, file, document, planned, report)


def _list_rejected(session: Session, file: Path, document: Path, planned: CharterImport) -> Path:
    """Write what is left out beside the workspace; never over another file."""
    words = session.words
    stem = words("{name} - rejected", name=document.stem)
    numbers = ("", *(f" {number}" for number in range(2, 1_000)))
    path = next(path for number in numbers if not (path := file.parent / f"{stem}{number}.md").exists())
    parts = [f"## {words.say(each.what)}\n\n{words.say(each.reason)}\n\n{each.text}\n" for each in planned.rejected]
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as out:
        out.write("\n".join(parts))
    return path


def _report(planned: CharterImport, paper: Paper, *, stored: bool, listed: Path | None) -> dict[str, Any]:
    from db.imports import counted

    return {
        "stored": stored,
        "headings": [
            {"heading": each.heading, "section": each.section, "field": each.into, "matched": not each.kept}
            for each in planned.arranged.went
        ],
        "sections": list(planned.sections),
        "fields": sorted(planned.arranged.case),
        "lines": counted(planned.lines),
        "people": planned.new_people,
        "kept_as_text": [
            {"section": each.section, "line": each.line, "column": each.column, "text": each.text}
            for each in (*planned.arranged.misfits, *planned.doubtful)
        ],
        "left_out": dict(paper.left_out),
        "pictures": [picture.name for picture in paper.pictures],
        "encoding": paper.encoding,
        "rejected": [each.text for each in planned.rejected],
        "rejected_file": str(listed) if listed is not None else None,
    }


def _tell(session: Session, file: Path, document: Path, planned: CharterImport, report: dict[str, Any]) -> None:
    from enable_desktop.charter.sections import BY_KEY
    from enable_desktop.kinds import KINDS

    words = session.words
    if report["stored"]:
        session.say(mark("Imported {name} into {workspace}."), name=document.name, workspace=file.name)
    else:
        session.say(mark("Nothing was changed. {name} would give:"), name=document.name)
    for each in planned.arranged.went:
        section = words(BY_KEY[each.section].title)
        if each.kept:
            session.say(mark("  “{heading}” stays a heading in {section}"), heading=each.heading, section=section)
        else:
            session.say(mark("  “{heading}” to {section}"), heading=each.heading, section=section)
    for kind, count in report["lines"].items():
        session.say(mark("  {kind}: {count}"), kind=words(KINDS[kind].noun), count=count)
    if planned.new_people:
        session.say(mark("  New people: {names}"), names=", ".join(planned.new_people))
    for each in report["kept_as_text"]:
        session.say(
            mark("  Kept as text in {section}: {column} “{text}”"),
            section=words(BY_KEY[each["section"]].title),
            column=each["column"],
            text=each["text"],
        )
    for what, count in report["left_out"].items():
        session.say(mark("  Not taken along: {what} ({count})"), what=words(what), count=count)
    if report["encoding"]:
        session.say(mark("  Read as {encoding}"), encoding=report["encoding"])
    if report["rejected_file"]:
        session.say(mark("  What could not be stored is listed in {path}"), path=report["rejected_file"])
