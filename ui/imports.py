"""The kinds of import there are, and the one way from a file into the workspace; for window and command line alike.

A file is read, and a plan made of it, beside the window; nothing is stored before the plan was told and `take_in`
carries it out whole, or, where some of it cannot be stored, all but what it lists in a file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from enable_desktop.errors import WorkspaceError
from enable_desktop.imports import AddMany
from enable_desktop.words import LANGUAGES, Words, mark
from resources.words import translations

if TYPE_CHECKING:
    from db.workspace import Workspace
    from enable_desktop.imports import Plan
    from enable_desktop.links import Ref
    from enable_desktop.people import Group
    from enable_desktop.transcript_import import Conversation

_MANY: Final = 1_000
_LISTED: Final = mark("Import the content listed in “{name}”")
"""What is said of a list while it lacks something; the step itself is called by its plan."""

# Any: what a reader makes of a file, and what a plan has to know of the workspace, differ by kind of import.
Read = Any
Found = Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One kind of import. Texts are marked; `page` is where the window leads to afterwards."""

    key: str
    title: str
    about: str
    files: str
    endings: tuple[str, ...]
    page: str
    follows: frozenset[str] = frozenset()
    """The kinds of record that its plan depends on; none means all."""
    listed: str = "md"
    """The ending of the file that lists what cannot be stored."""
    read: Callable[[Path], Read]
    """A file as plain data; in a task. Raises WorkspaceError, OSError where the file cannot be opened."""
    look: Callable[[Workspace, Read], Found]
    """What the plan has to know of the workspace, as plain data; in a task."""
    plan: Callable[[str, Read, Found, Words], Plan]
    """The plan for a file of this name; in a task. The words are those of the workspace's documents."""
    talk: Conversation | None = None
    """What a transcript is of; it may be said otherwise until the transcript is taken in."""
    columns: Mapping[str, str] | None = None
    """The fields of columns of a table whose names do not say them; None where nothing can be said of any."""


def _read_charter(path: Path) -> Read:
    from enable_desktop.readers.charter import read_charter

    return read_charter(path)


def _look_for_charter(workspace: Workspace, paper: Read) -> Found:
    from db.imports import charter_standing

    return charter_standing(workspace)


def _plan_charter(name: str, paper: Read, standing: Found, words: Words) -> Plan:
    from enable_desktop.charter.import_plan import plan_charter

    return plan_charter(name, paper, standing, words, languages())


def _read_statements(path: Path) -> Read:
    from enable_desktop.readers.statements import open_statements

    return open_statements(path)


def _look_for_statements(workspace: Workspace, table: Read) -> Found:
    from db.interview_imports import statement_standing

    return statement_standing(workspace)


def _plan_statements(name: str, table: Read, standing: Found, words: Words) -> Plan:
    from enable_desktop.statement_import import plan_statements

    return plan_statements(name, table, standing, words, languages())


def catalogue_of(columns: Mapping[str, str], *, asks: bool = False) -> Source:
    """The import of a table of content; `columns` says what is in a column whose own name does not say it.

    One that `asks` takes also a table in which neither a title nor a location is found, and says so in its plan.
    """

    def opened(path: Path, facets: Mapping[str, str]) -> Read:
        from enable_desktop.readers.catalogue import open_catalogue

        try:
            return open_catalogue(path, columns, facets)
        except WorkspaceError:
            if not asks:
                raise
            try:
                return open_catalogue(path, columns, facets, needed=())
            except WorkspaceError:
                pass
            raise

    def read(path: Path) -> Read:
        return opened(path, {})

    def plan(name: str, table: Read, standing: Found, words: Words) -> Plan:
        from enable_desktop.library.catalogue import plan_catalogue
        from enable_desktop.library.catalogue_rows import field_named, own_facets
        from enable_desktop.library.facets import FACETS

        facets = {entry.key: entry.title for entry in standing.entries if entry.list == FACETS}
        if table.unused or any(map(field_named, own_facets(facets).values())):
            # A programme may have facets of its own, which columns are called by.
            table = opened(table.path, facets)
        if not (table.header_of("title") or table.header_of("location")):
            return _unclear(name, table)
        return plan_catalogue(name, table, standing, words, languages(), str(table.path.absolute().parent))

    return Source(
        key="catalogue",
        title=mark("Import a list of content"),
        about=mark("A CSV or XLSX of titles, links, kinds, owners, stages and dates, in English or Russian: each row "
                   "is a piece of content, new or brought up to date."),
        files=mark("CSV or XLSX"),
        endings=("csv", "tsv", "txt", "xlsx", "xlsm"),
        page="library",
        follows=frozenset({"assets", "asset_kinds", "list_entries", "people", "watched_folders"}),
        listed="csv",
        read=read,
        look=_look_for_catalogue,
        plan=plan,
        columns=columns if asks else None,
    )  # fmt: skip


def _unclear(name: str, table: Read) -> Plan:
    """The plan of a table of content in which nothing is called."""
    from enable_desktop.imports import Plan
    from enable_desktop.words import sentence

    return Plan(
        label=sentence(_LISTED, name=name),
        writes=(),
        came=(),
        parts=(),
        lacking=(sentence(mark("Say which column holds the title or the location.")),),
        header=table.header,
        details={"unused_columns": list(table.unused)},
    )


def _look_for_catalogue(workspace: Workspace, table: Read) -> Found:
    from db.library.standing import catalogue_standing

    return catalogue_standing(workspace, value_names())


@cache
def value_names() -> Mapping[tuple[str, str], str]:
    """The keys of values and kinds that a programme begins with, by facet and folded word, in every language."""
    from enable_desktop.library.facets import KINDS
    from enable_desktop.people import folded
    from resources.content import library

    names: dict[tuple[str, str], str] = {}
    for language in LANGUAGES:
        for facet in library(language, "facets"):
            # TOML gives texts and lists.
            keys, called = cast("tuple[str, ...]", facet["keys"]), cast("tuple[str, ...]", facet["values"])
            names |= {(str(facet["key"]), folded(each)): key for key, each in zip(keys, called, strict=True)}
        for kind in library(language, "kinds"):
            title = str(kind["title"])
            names |= {(KINDS, folded(each)): str(kind["key"]) for each in (title, *title.split(","))}
    return names


def _read_usage(path: Path) -> Read:
    from enable_desktop.readers.usage import open_usage

    return open_usage(path)


def _look_for_usage(workspace: Workspace, exported: Read) -> Found:
    from db.library.usage import usage_standing

    return usage_standing(workspace)


def _plan_usage(name: str, exported: Read, standing: Found, words: Words) -> Plan:
    from enable_desktop.library.usage_import import plan_usage

    return plan_usage(name, exported.table, exported.digest, standing)


def _read_experts(path: Path) -> Read:
    from enable_desktop.readers.experts import open_experts

    return open_experts(path)


def _look_for_experts(workspace: Workspace, table: Read) -> Found:
    return workspace.experts.standing()


def _plan_experts(name: str, table: Read, standing: Found, words: Words) -> Plan:
    from enable_desktop.expert_import import plan_experts

    return plan_experts(name, table, standing, languages())


def feedback_of(mails: tuple[Path, ...] = ()) -> Source:
    """The import of feedback: a table or a mail, or all of these mails at once."""

    def read(path: Path) -> Read:
        from enable_desktop.feedback_mail import Messages
        from enable_desktop.readers.feedback import open_feedback, read_mail

        several = mails or ((path,) if path.suffix.lower() == MAIL else ())
        return Messages(tuple(map(read_mail, several)), languages()) if several else open_feedback(path)

    def look(workspace: Workspace, rows: Read) -> Found:
        from db.feedback import feedback_standing

        return feedback_standing(workspace)

    def plan(name: str, rows: Read, standing: Found, words: Words) -> Plan:
        from enable_desktop.feedback_import import plan_feedback

        return plan_feedback(name, rows, standing, languages())

    return Source(
        key="feedback",
        title=mark("Import feedback"),
        about=mark("An e-mail that came back, or a CSV or XLSX with the columns content or pack, useful (1 to 5), "
                   "words, again, name, role and date."),
        files=mark("E-mail, CSV or XLSX"),
        endings=("eml", "csv", "tsv", "txt", "xlsx", "xlsm"),
        page="packs",
        follows=frozenset({"assets", "packs", "people", "feedback"}),
        listed="csv",
        read=read,
        look=look,
        plan=plan,
    )  # fmt: skip


def transcript_of(talk: Conversation) -> Source:
    """The import of a transcript of this talk."""

    def look(workspace: Workspace, transcript: Read) -> Found:
        from db.interview_imports import transcript_standing

        return transcript_standing(workspace, transcript, talk)

    def plan(name: str, transcript: Read, standing: Found, words: Words) -> Plan:
        from enable_desktop.transcript_import import plan_transcript

        return plan_transcript(transcript, standing, talk, words)

    return Source(
        key=TRANSCRIPT,
        title=mark("Import transcript"),
        about=mark("A transcript as TXT, Markdown, VTT or SRT becomes the notes of a talk."),
        files=mark("Transcript"),
        endings=("vtt", "srt", "txt", "md"),
        page="interviews#notes",
        read=_read_transcript,
        look=look,
        plan=plan,
        talk=talk,
    )


def _read_transcript(path: Path) -> Read:
    from enable_desktop.readers.transcripts import read_transcript

    return read_transcript(path)


def group_of(text: str) -> Group | None:
    """The group that somebody means, in either language."""
    from enable_desktop.people import folded
    from enable_desktop.statement_rows import groups_by_name

    return groups_by_name(languages()).get(folded(text))


@cache
def languages() -> tuple[Words, ...]:
    """Every language that labels may be in."""
    return tuple(Words(language, translations(language)) for language in LANGUAGES)


CHARTER: Final = Source(
    key="charter",
    title=mark("Import charter"),
    about=mark("A Word or Markdown file: its headings are matched to the sections, and nothing is lost."),
    files=mark("Word or Markdown"),
    endings=("docx", "md", "markdown"),
    page="charter",
    read=_read_charter,
    look=_look_for_charter,
    plan=_plan_charter,
)

STATEMENTS: Final = Source(
    key="statements",
    title=mark("Import statements"),
    about=mark("A CSV with the columns stakeholder, group, theme, severity, kind, quote and date: people, themes and "
               "interviews are made of it."),
    files=mark("CSV"),
    endings=("csv", "tsv", "txt"),
    page="interviews",
    follows=frozenset({"people", "themes", "interviews", "rounds", "round_themes", "statements", "ratings"}),
    listed="csv",
    read=_read_statements,
    look=_look_for_statements,
    plan=_plan_statements,
)  # fmt: skip

USAGE: Final = Source(
    key="usage",
    title=mark("Import figures of use"),
    about=mark("A CSV or XLSX that a portal exports, with the columns content, date, and who or how many: it is shown "
               "how often each piece is used."),
    files=mark("CSV or XLSX"),
    endings=("csv", "tsv", "txt", "xlsx", "xlsm"),
    page="library",
    follows=frozenset({"assets", "watched_folders", "usage_sources", "uses"}),
    listed="csv",
    read=_read_usage,
    look=_look_for_usage,
    plan=_plan_usage,
)  # fmt: skip

EXPERTS: Final = Source(
    key="experts",
    title=mark("Import experts"),
    about=mark("A CSV or XLSX with the columns name, department, topics (several with a semicolon between them) and "
               "level: each row is an expert and what they know."),
    files=mark("CSV or XLSX"),
    endings=("csv", "tsv", "txt", "xlsx", "xlsm"),
    page="experts",
    follows=frozenset({"people", "list_entries", "expertise"}),
    listed="csv",
    read=_read_experts,
    look=_look_for_experts,
    plan=_plan_experts,
)  # fmt: skip

TRANSCRIPT: Final = "transcript"
MAIL: Final = ".eml"


def sources() -> Mapping[str, Source]:
    """Every kind of import there is; of whom a transcript is, is said once it was read."""
    from enable_desktop.transcript_import import Conversation

    several = (
        CHARTER, STATEMENTS, catalogue_of({}, asks=True), USAGE, EXPERTS, feedback_of(), transcript_of(Conversation()),
    )  # fmt: skip
    return {source.key: source for source in several}


def read(source: Source, path: Path) -> Read:
    """A file as plain data; raises WorkspaceError with the sentence that says why not."""
    from db.faults import unreachable

    try:
        return source.read(path)
    except OSError as error:
        raise unreachable(path, error) from error


def list_beside(source: Source, document: Path, words: Words) -> Path:
    """Where what cannot be stored is listed unless somebody says otherwise: beside the document, over no other file."""
    stem = words(mark("{name} - rejected"), name=document.stem)
    numbers = ("", *(f" {number}" for number in range(2, 1_000)))
    names = (document.absolute().with_name(f"{stem}{number}.{source.listed}") for number in numbers)
    return next((path for path in names if not path.exists()), document.with_name(f"{stem}.{source.listed}"))


def is_long(plan: Plan) -> bool:
    """Whether a plan stores so much that it is better made ready in a task."""
    return sum(write.count for write in plan.writes if isinstance(write, AddMany) and not write.keys) > _MANY


def take_in(workspace: Workspace, plan: Plan, words: Words, rejected_to: Path | None = None) -> Ref | None:
    """Store a plan in one step; pieces that it rejects are listed in `rejected_to`, whole, and left out.

    Returns what it leads to. Raises WorkspaceError, and stores nothing, where something is to be answered first, where
    the list cannot be written, or where the workspace takes no change.
    """
    from db.imports import store

    list_rejected(workspace, plan, words, rejected_to)
    return store(workspace, plan)


def list_rejected(workspace: Workspace, plan: Plan, words: Words, rejected_to: Path | None) -> None:
    """Before anything is stored, list what a plan leaves out, so that nothing is left out that is not on the list.

    Raises WorkspaceError as `take_in` does.
    """
    if plan.lacking:
        raise WorkspaceError(plan.lacking[0].message, **plan.lacking[0].values)
    if not plan.rejected:
        return
    if rejected_to is None:
        raise ValueError("rejected pieces are to be listed somewhere")
    from exports.write import write_text

    if rejected_to.exists() and rejected_to.samefile(workspace.path):
        raise WorkspaceError(mark("{path} is the workspace itself. Nothing was imported."), path=rejected_to)
    write_text(rejected_to, _list_of_rejected(plan, words))


def _list_of_rejected(plan: Plan, words: Words) -> str:
    """What cannot be stored; of a table its rows as they came, so that they can be corrected and imported again."""
    if not plan.header:
        from enable_desktop.imports import rejected_text

        return rejected_text(plan, words)
    from exports.spreadsheet import csv_of

    width = len(plan.header)
    lines: list[list[str | int]] = [[*plan.header, words(mark("Row")), words(mark("Reason"))]]
    for each in plan.rejected:
        blank = [""] * (width - len(each.cells))
        lines.append([*each.cells, *blank, each.number, words.say(each.reason)])
    return csv_of(lines)
