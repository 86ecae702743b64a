"""`import`: what exists already comes in, told before and after; all of it, or with `--skip-rejected` all that can."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import counted, mark, sentence, verbatim
from ui.cli.content import content
from ui.cli.session import PATH, Session
from ui.imports import (
    CHARTER,
    EXPERTS,
    STATEMENTS,
    USAGE,
    Source,
    catalogue_of,
    feedback_of,
    group_of,
    list_beside,
    read,
    take_in,
    transcript_of,
)

if TYPE_CHECKING:
    from enable_desktop.imports import Plan

Run = Callable[..., None]
_AT_ONCE: Final = 20_000


@click.group("import", help=mark("Bring in what exists already."))
def import_() -> None:
    pass


import_.add_command(content)


def _options(run: Run) -> Run:
    """What every import takes besides its file."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help=mark("Print one JSON document.")),
        click.option(
            "--rejected-to",
            type=click.Path(path_type=Path, dir_okay=False, readable=False),
            metavar="FILE",
            help=mark("With --skip-rejected: where to list the rest; else beside the document."),
        ),
        click.option(
            "--skip-rejected", is_flag=True, help=mark("Store what can be stored, and list the rest in a file.")
        ),
        click.option("--dry-run", is_flag=True, help=mark("Say what would happen, and change nothing.")),
    ):
        run = option(run)
    return run


@import_.command(help=mark("An existing charter (DOCX or Markdown) into the sections; undo takes all of it back."))
@click.argument("file", type=PATH)
@click.argument("document", metavar="DOCX|MD", type=PATH)
@_options
@click.pass_obj
def charter(session: Session, /, file: Path, document: Path, **options: Any) -> None:
    # Any: click hands over each option by its name.
    bring_in(session, CHARTER, file, document, **options)


@import_.command(
    help=mark(
        "Statements from a CSV with the columns stakeholder, group, theme, severity, kind, quote, date, in any order "
        "and in English or Russian. A row with neither severity nor quote says that the theme was asked about and not "
        "raised. Undo takes all of it back."
    )
)
@click.argument("file", type=PATH)
@click.argument("document", metavar="CSV", type=PATH)
@_options
@click.pass_obj
def statements(session: Session, /, file: Path, document: Path, **options: Any) -> None:
    # Any: click hands over each option by its name.
    bring_in(session, STATEMENTS, file, document, **options)


@import_.command(
    help=mark(
        "Rows of a CSV or XLSX as content; columns are matched by name, in English or Russian, and --map says what is "
        "in one whose name does not. A row whose location, or whose title, is there already brings that piece up to "
        "date. Undo takes all of it back."
    )
)
@click.argument("file", type=PATH)
@click.argument("document", metavar="CSV|XLSX", type=PATH)
@click.option("--map", "pairs", multiple=True, metavar="COLUMN=FIELD", help=mark("What a column holds."))
@_options
@click.pass_obj
def catalogue(session: Session, /, file: Path, document: Path, pairs: tuple[str, ...], **options: Any) -> None:
    from enable_desktop.library.catalogue_rows import FIELDS

    columns: dict[str, str] = {}
    for pair in pairs:
        column, sign, field = pair.rpartition("=")
        if not sign or not column.strip():
            raise click.BadParameter(
                session.words(mark("“{value}” is no COLUMN=FIELD"), value=pair), param_hint="--map"
            )
        if field.strip() not in FIELDS:
            known = tuple(verbatim(each) for each in FIELDS)
            said = mark("“{value}” is no field; there are: {known}")
            raise click.BadParameter(session.words(said, value=field, known=known), param_hint="--map")
        columns[column.strip()] = field.strip()
    bring_in(session, catalogue_of(columns), file, document, **options)


@import_.command(
    help=mark(
        "Figures of use that a portal exports, as CSV or XLSX with the columns content (its title, location or "
        "number), date, and who or how many, in any order and in English or Russian. The same file brings nothing "
        "twice. Undo takes all of it back."
    )
)
@click.argument("file", type=PATH)
@click.argument("document", metavar="CSV|XLSX", type=PATH)
@_options
@click.pass_obj
def usage(session: Session, /, file: Path, document: Path, **options: Any) -> None:
    # Any: click hands over each option by its name.
    bring_in(session, USAGE, file, document, **options)


@import_.command(
    help=mark(
        "Experts from a CSV or XLSX with the columns name, department, topics (several with a semicolon between them) "
        "and level (1 can answer, 2 can teach, 3 the reference), in any order and in English or Russian. Undo takes "
        "all of it back."
    )
)
@click.argument("file", type=PATH)
@click.argument("document", metavar="CSV|XLSX", type=PATH)
@_options
@click.pass_obj
def experts(session: Session, /, file: Path, document: Path, **options: Any) -> None:
    # Any: click hands over each option by its name.
    bring_in(session, EXPERTS, file, document, **options)


@import_.command(
    help=mark(
        "Feedback on content and packs: an e-mail (EML) that came back, or a CSV or XLSX with the columns content, "
        "pack, useful (1 to 5), words, again, name, role and date, in any order and in English or Russian. Undo takes "
        "all of it back."
    )
)
@click.argument("file", type=PATH)
@click.argument("document", metavar="EML|CSV|XLSX", type=PATH)
@_options
@click.pass_obj
def feedback(session: Session, /, file: Path, document: Path, **options: Any) -> None:
    # Any: click hands over each option by its name.
    bring_in(session, feedback_of(), file, document, **options)


@import_.command(
    help=mark("A transcript (TXT, Markdown, VTT or SRT) as an interview and its notes; undo takes all of it back.")
)
@click.argument("file", type=PATH)
@click.argument("document", metavar="PATH", type=PATH)
@click.option("--stakeholder", required=True, metavar="NAME", help=mark("Who was interviewed."))
@click.option("--group", required=True, help=mark("Their group: leadership, sales manager, rep and so on."))
@click.option("--department", default="", help=mark("Their department, where several people have the name."))
@click.option("--date", "day", metavar="D", help=mark("When it was, for example 2026-03-12; else today."))
@_options
@click.pass_obj
def transcript(
    session: Session,
    /,
    file: Path,
    document: Path,
    stakeholder: str,
    group: str,
    department: str,
    day: str | None,
    **options: Any,
) -> None:
    from enable_desktop.people import Group
    from enable_desktop.transcript_import import Conversation
    from enable_desktop.typed import Refused, read_day

    today = session.place().clock().date()
    side = group_of(group)
    if side is None:
        known = tuple(sentence(each.label) for each in Group)
        said = mark("“{value}” is no group; there are: {known}")
        raise click.BadParameter(session.words(said, value=group, known=known))
    on = read_day(day or "", today) or today
    if isinstance(on, Refused):
        raise click.BadParameter(session.words(mark("“{value}” is no date; write it like 2026-02-28"), value=day))
    talk = Conversation(name=stakeholder, group=side, on=on, department=department)
    bring_in(session, transcript_of(talk), file, document, **options)


def bring_in(
    session: Session,
    source: Source,
    file: Path,
    document: Path,
    *,
    dry_run: bool,
    skip_rejected: bool,
    rejected_to: Path | None,
    as_json: bool,
) -> None:
    """Read a document, plan it, store the plan unless told not to, and say what it did or would do."""
    session.keep_apart(file, document)
    if rejected_to is not None:
        session.keep_apart(file, rejected_to)
    listed: Path | None = None
    with session.reading(file) if dry_run else session.writing(file) as workspace:
        words = session.document_words(workspace)
        found = read(source, document)
        plan = source.plan(document.name, found, source.look(workspace, found), words)
        if plan.lacking:
            raise WorkspaceError(plan.lacking[0].message, **plan.lacking[0].values)
        if not dry_run:
            if plan.rejected and not skip_rejected:
                for each in plan.rejected if plan.header else ():
                    session.note(session.words("{what}: {reason}", what=each.what, reason=each.reason))
                raise _refused(plan, document)
            if plan.rejected:
                listed = rejected_to or list_beside(source, document, session.words)
            take_in(workspace, plan, session.words, listed)
            # Found at once by whoever seeks it next, who would have to wait for that else.
            while workspace.search.keep_up(_AT_ONCE):
                pass
    if as_json:
        session.print_json(_report(session, plan, stored=not dry_run, listed=listed))
    else:
        _tell(session, plan, file, document, stored=not dry_run, listed=listed)


def _refused(plan: Plan, document: Path) -> WorkspaceError:
    first = plan.rejected[0]
    return WorkspaceError(
        mark(
            "{count} of {name} cannot be stored, so nothing was: {what}, because {reason}. "
            "`--skip-rejected` stores the rest."
        ),
        count=counted("{n} piece", "{n} pieces", len(plan.rejected)),
        name=document.name,
        what=first.what,
        reason=first.reason,
    )


def _report(session: Session, plan: Plan, *, stored: bool, listed: Path | None) -> dict[str, Any]:
    words = session.words
    return {
        "stored": stored,
        **plan.details,
        "warnings": [words.say(each) for each in plan.warnings],
        "rejected": [
            {"what": words.say(each.what), "reason": words.say(each.reason), "text": each.text}
            | ({"row": each.number} if each.number else {})
            for each in plan.rejected
        ],
        "rejected_file": str(listed) if listed is not None else None,
    }


def _tell(session: Session, plan: Plan, file: Path, document: Path, *, stored: bool, listed: Path | None) -> None:
    from enable_desktop.imports import report_lines, said_in_short

    came = said_in_short(plan, session.words)
    if stored:
        session.say(
            mark("Imported {name} into {workspace}: {came}."), name=document.name, workspace=file.name, came=came
        )
    else:
        session.say(mark("Nothing was changed. {name} would give: {came}."), name=document.name, came=came)
    for line in report_lines(plan, session.words):
        click.echo(line)
    if listed is not None:
        session.say(mark("What could not be stored is listed in {path}"), path=listed)
