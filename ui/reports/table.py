"""Every report there is, in the order of the gallery. A new report is one entry here and one module that makes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Protocol

from enable_desktop.reports import EVERYWHERE, TITLE, YES, Choices, Option, Printing, settled
from enable_desktop.words import Words, mark

if TYPE_CHECKING:
    from pathlib import Path

    from db.workspace import Workspace
    from enable_desktop.reports import Printout


class Maker(Protocol):
    """Gathers what a report is made of, in the window's thread, and returns the work that prints it.

    Raises WorkspaceError with a sentence where there is nothing to print.
    """

    def __call__(self, workspace: Workspace, choices: Choices, words: Words) -> Printing: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportEntry:
    """A report before what makes it is imported; title, about and the sentence for nothing are marked."""

    key: str
    title: str
    about: str
    where: str
    """Its maker, "module:function"."""
    own: tuple[Option, ...] = ()
    """What can be chosen for it besides paper and language."""
    names_file: bool = True
    """Whether its file is named after what it asks the workspace too."""
    nothing: str = ""
    """What is said where an option that asks the workspace has no answer."""
    page: str = ""
    """Where that is mended."""
    noting: str = ""
    """What notes elsewhere that it was handed out, "module:function"."""
    is_small: bool = True
    """Whether it is quickly made, so that its small picture is drawn before somebody asks for it."""

    @property
    def options(self) -> tuple[Option, ...]:
        return (*self.own, *EVERYWHERE)

    def maker(self) -> Maker:
        """What makes it, imported now."""
        made: Maker = _named(self.where)
        return made

    def note(self, workspace: Workspace, choices: Choices, made: Printout, target: Path) -> None:
        """Notes that it was handed out, where its area keeps that."""
        if self.noting:
            _named(self.noting)(workspace, choices, made, target)

    def offered(self, workspace: Workspace, words: Words) -> Mapping[str, Sequence[tuple[str, str]]]:
        """The answers that this workspace has, key and text, by the option that asks for them."""
        return {option.key: tuple(_named(option.asks)(workspace, words)) for option in self.options if option.asks}

    def settled(self, wanted: Choices, offered: Mapping[str, Sequence[tuple[str, str]]], own: Choices) -> Choices:
        """A choice for every option: what is wanted, else what is the workspace's `own`, else the default."""
        known = {key: tuple(answer for answer, _ in answers) for key, answers in offered.items()}
        return settled(self.options, {**own, **wanted}, known)

    def chosen(self, choices: Choices, key: str, value: str) -> Choices:
        """The choices after one of them was made, with what that brings along."""
        option = next(each for each in self.options if each.key == key)
        return {**choices, **option.brings.get(value, {}), key: value}

    def lacks(self, choices: Choices) -> bool:
        """Whether something that it cannot do without is not to be had."""
        return bool(self.nothing) and any(option.asks and not choices[option.key] for option in self.own)


def _named(where: str) -> Any:  # Any: whatever the name stands for.
    module, name = where.split(":")
    return getattr(import_module(module), name)


def _include(key: str, label: str, *, default: str = YES) -> Option:
    return Option(key=key, label=label, is_flag=True, default=default)


REPORTS: Final = (
    ReportEntry(
        key="charter", title=mark("Charter"), about=mark("The whole charter, for whoever signs it."),
        where="ui.reports.charter:whole",
        own=(
            Option(key="version", label=mark("Version"), asks="ui.reports.offered:charter_versions"),
            _include("evidence", mark("Evidence notes")),
        ),
    ),
    ReportEntry(
        key="one-page", title=mark("Charter on one page"), about=mark("What is decided, on a single page."),
        where="ui.reports.charter:on_one_page",
        own=(Option(key="version", label=mark("Version"), asks="ui.reports.offered:charter_versions"),),
    ),
    ReportEntry(
        key="business-case", title=mark("Business case"), about=mark("What it costs, what it brings, what is asked."),
        where="ui.reports.charter:business_case",
        own=(Option(key="version", label=mark("Version"), asks="ui.reports.offered:case_versions"),),
    ),
    ReportEntry(
        key="edition", title=mark("For one approver"),
        about=mark("Their priority, what their side said, and the lines that answer it."),
        where="ui.reports.edition:edition_pages",
        own=(Option(key="approver", label=mark("Approver"), asks="ui.reports.edition:approvers"),),
        nothing=mark("Name an approver in the charter first."), page="charter#approvals",
    ),
    ReportEntry(
        key="gaps", title=mark("Gap report"), about=mark("Where leadership and reps differ, in figures and words."),
        where="ui.reports.gaps:gap_pages",
        own=(
            Option(
                key="audience", label=mark("Audience"),
                answers=(
                    ("", mark("Not said")),
                    ("leadership", mark("Leadership")),
                    ("managers", mark("Sales managers")),
                    ("reps", mark("All reps")),
                ),
                hint=mark("Stands on the first page; what suits these readers is chosen below."),
                brings={
                    "leadership": {"people": "role", "wishes": YES},
                    # Whoever works with them knows who says a thing.
                    "managers": {"people": "side", "wishes": YES},
                    "reps": {"people": "side", "wishes": ""},
                },
            ),
            Option(
                key="people", label=mark("People appear as"),
                answers=(
                    ("role", mark("Role, if enough hold it")),
                    ("side", mark("Side only")),
                    ("name", mark("Name, if they agreed")),
                ),
                hint=mark("Nobody is named without their consent."),
            ),
            Option(key="round", label=mark("Round"), asks="ui.reports.offered:rounds"),
            Option(key="department", label=mark("Department"), asks="ui.reports.offered:departments"),
            Option(key="since", label=mark("Interviews from"), is_day=True),
            Option(key="until", label=mark("to"), is_day=True),
            _include("quotes", mark("In their words")),
            _include("suggestions", mark("What we suggest")),
            _include("works", mark("What works")),
            _include("wishes", mark("What leadership alone wants")),
            _include("figures", mark("The figures")),
            TITLE,
        ),
    ),
    ReportEntry(
        key="brief", title=mark("Brief"), about=mark("The page that goes into a meeting."),
        where="ui.reports.brief:meeting_page",
        own=(
            Option(key="meeting", label=mark("Meeting"), asks="ui.reports.offered:meetings"),
            _include("figures", mark("Second sheet with figures"), default=""),
        ),
        nothing=mark("Plan a talk first: a brief is made for a meeting."), page="interviews",
    ),
    ReportEntry(
        key="thread", title=mark("Golden thread"),
        about=mark("From what was said to the figure that shows the effect."),
        where="ui.reports.thread:thread_pages",
        own=(Option(key="start", label=mark("Thread of"), asks="ui.reports.offered:thread_starts"),),
        nothing=mark("Write an objective, a criterion or an initiative first: the thread leads through it."),
        page="charter",
    ),
    ReportEntry(
        key="audit", title=mark("Content audit"), about=mark("What there is, where nothing is, and what to mend."),
        where="ui.reports.library:audit",
        own=(
            _include("facets", mark("What there is")),
            _include("holes", mark("Where nothing is")),
            _include("rules", mark("What to mend")),
            _include("links", mark("Links that lead nowhere")),
            _include("duplicates", mark("Files that are the same")),
            _include("sought", mark("Looked for, not found")),
            TITLE,
        ),
    ),
    ReportEntry(
        key="health", title=mark("Content health"),
        about=mark("How fresh the library is, and what waits for a review."),
        where="ui.reports.library:health",
        own=(
            Option(
                key="months", label=mark("Period"), default="12",
                answers=(
                    ("6", mark("Half a year")), ("12", mark("A year")), ("24", mark("Two years")),
                ),
            ),
            TITLE,
        ),
    ),
    ReportEntry(
        key="catalogue", title=mark("Library catalogue"), about=mark("A list to look things up in."),
        where="ui.reports.library:catalogue",
        own=(
            Option(
                key="audience", label=mark("Audience"),
                answers=(
                    ("reps", mark("Reps: all published")),
                    ("customers", mark("Customers: may be shown or sent")),
                    ("all", mark("Enablement: also drafts")),
                ),
            ),
            Option(key="group", label=mark("Grouped by"), asks="ui.reports.offered:groupings"),
            _include("about", mark("What each is for")),
            _include("owners", mark("Whom to ask")),
            TITLE,
        ),
        names_file=False,
    ),
    ReportEntry(
        key="experts", title=mark("Whom to ask"), about=mark("Who answers what, and how they are reached."),
        where="ui.reports.experts:whom_to_ask", own=(TITLE,),
    ),
    ReportEntry(
        key="coverage", title=mark("Coverage of topics"), about=mark("Topics by experts, the holes first."),
        where="ui.reports.experts:coverage_of_topics", own=(TITLE,),
    ),
    ReportEntry(
        key="expert", title=mark("Page for an expert"), about=mark("What is asked of them, and what they get."),
        where="ui.reports.experts:page_for_expert",
        own=(Option(key="expert", label=mark("Expert"), asks="ui.reports.offered:experts"),),
        nothing=mark("Name an expert first: the page is written to one."), page="experts",
    ),
    ReportEntry(
        key="booklet", title=mark("Pack booklet"), about=mark("A pack to be printed, with the text of every item."),
        where="ui.reports.packs:booklet_pages",
        own=(Option(key="pack", label=mark("Pack"), asks="ui.reports.packs:packs"),),
        nothing=mark("Put a pack together first."), page="packs",
        noting="ui.reports.packs:note_booklet", is_small=False,
    ),
)  # fmt: skip


def report_of(key: str) -> ReportEntry:
    """The report of this key; raises KeyError where there is none."""
    for entry in REPORTS:
        if entry.key == key:
            return entry
    raise KeyError(key)
