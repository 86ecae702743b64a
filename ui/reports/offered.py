"""The answers that a workspace has to what a report asks: its meetings, rounds, versions, records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from enable_desktop.words import Words, mark

if TYPE_CHECKING:
    from db.workspace import Workspace
    from enable_desktop.charter.lines import Document
    from enable_desktop.interviews import Talk

_MOST: Final = 200
"""A chooser offers no more; what is older is reached from its own page."""

Answers = Iterator[tuple[str, str]]


def charter_versions(workspace: Workspace, words: Words) -> Answers:
    """The charter as it stands, then its frozen versions, newest first."""
    from enable_desktop.charter.lines import Document

    return _versions(workspace, Document.CHARTER, words)


def case_versions(workspace: Workspace, words: Words) -> Answers:
    """The business case as it stands, then its frozen versions, newest first."""
    from enable_desktop.charter.lines import Document

    return _versions(workspace, Document.BUSINESS_CASE, words)


def _versions(workspace: Workspace, document: Document, words: Words) -> Answers:
    from enable_desktop.charter.lines import Version
    from enable_desktop.charter.report import of_document

    yield "", words(mark("As it stands"))
    for version in of_document(workspace.all(Version), document)[1 : _MOST + 1]:
        state = words(version.status.label)
        day = words.short_day(version.on, workspace.today)
        yield str(version.id), ", ".join(part for part in (f"v{version.title}", state, day) if part)


def rounds(workspace: Workspace, words: Words) -> Answers:
    """The latest round, all talks, then every round."""
    yield "", words(mark("Latest round"))
    yield "all", words(mark("All rounds"))
    for each in workspace.themes.rounds()[:_MOST]:
        yield str(each.id), each.title or words(mark("No title yet"))


def departments(workspace: Workspace, words: Words) -> Answers:
    """Everybody, then the departments of the directory."""
    yield "", words(mark("All departments"))
    found = {department for _, department in workspace.gaps.known() if department}
    for department in sorted(found, key=str.casefold)[:_MOST]:
        yield department, department


def meetings(workspace: Workspace, words: Words) -> Answers:
    """The talks that are planned, the next first, then those that were held, the last first."""
    talks, today = workspace.interviews.listed(), workspace.today
    ahead = [each for each in talks if not each.held and each.on is not None and each.on >= today]
    others = [each for each in talks if each not in ahead]
    for talk in (*ahead, *others)[:_MOST]:
        yield str(talk.id), _talk(talk, workspace, words)


def _talk(talk: Talk, workspace: Workspace, words: Words) -> str:
    title = talk.title or words(mark("No title yet"))
    return f"{title}, {words.short_day(talk.on, workspace.today)}" if talk.on is not None else title


def thread_starts(workspace: Workspace, words: Words) -> Answers:
    """The records that a thread leads through: criteria, objectives, initiatives, obstacles, themes."""
    from enable_desktop.charter.lines import Criterion, Objective, Obstacle
    from enable_desktop.initiatives import Initiative
    from enable_desktop.interviews import Theme
    from enable_desktop.kinds import KINDS
    from enable_desktop.links import Ref

    for record in (Criterion, Objective, Initiative, Obstacle, Theme):
        noun = words(KINDS[record.kind].noun)
        for line in workspace.all(record)[:_MOST]:
            if line.title_text.strip():
                yield str(Ref(record.kind, line.id)), f"{noun}: {line.title_text}"


def experts(workspace: Workspace, words: Words) -> Answers:
    """Everybody who wears the hat of an expert, by name."""
    for person in workspace.experts.all()[:_MOST]:
        yield str(person.id), person.said_role if person.anonymous else person.name or person.said_role


def groupings(workspace: Workspace, words: Words) -> Answers:
    """What a catalogue can be grouped by: the kind, the owner, the person's own facets."""
    from enable_desktop.library.facets import FACETS
    from enable_desktop.notes import ListEntry

    yield "kind", words(mark("Kind"))
    for entry in workspace.where(ListEntry, "list", FACETS):
        if entry.key:
            yield entry.key, entry.title or entry.key
    yield "owner", words(mark("Owner"))
