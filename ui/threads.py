"""The golden thread, read from a workspace: for the window, and for what is printed of it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import TYPE_CHECKING

from enable_desktop.charter.report import PageSize
from enable_desktop.errors import WorkspaceError
from enable_desktop.interviews import Statement
from enable_desktop.kinds import KINDS
from enable_desktop.links import Ref
from enable_desktop.thread import FIELDS, Arrow, Stage, Thread, field_arrows, link_arrow, stage_of, thread
from enable_desktop.thread_report import ThreadReport, shown_said, thread_report
from enable_desktop.words import Words, mark

if TYPE_CHECKING:
    from db.workspace import Workspace


def thread_through(workspace: Workspace, start: Ref) -> Thread | None:
    """The thread of a record as it is now; None where the record is gone or is no part of any."""
    if stage_of(start) is None or workspace.find(start) is None:
        return None

    def arrows_of(refs: Sequence[Ref]) -> Iterator[Arrow]:
        for link in workspace.links.among(refs):
            yield link_arrow(link)
        for line in workspace.find_all(refs).values():
            yield from field_arrows(line)
        for ref in refs:
            for kind, field, other, reason in FIELDS:
                if ref.kind == other:
                    for line in workspace.where(KINDS[kind].record, field, ref.id):
                        yield Arrow(Ref(kind, line.id), ref, reason)

    return thread(start, arrows_of)


def said_in(workspace: Workspace, found: Thread, silent: Container[Ref] = ()) -> tuple[tuple[Ref, ...], int]:
    """The things said that are shown of a thread, and how many are left out; see `shown_said`."""
    lines = workspace.find_all(found.at(Stage.SAID))

    def severity_of(ref: Ref) -> int:
        line = lines.get(ref)
        return (line.severity or 0) if isinstance(line, Statement) else 0

    return shown_said(found, severity_of, silent)


def report_on(workspace: Workspace, start: Ref, words: Words) -> ThreadReport:
    """The thread of a record as it is printed. Raises WorkspaceError where it is gone."""
    found = thread_through(workspace, start)
    if found is None:
        raise WorkspaceError(mark("This record is not there any more; nothing was changed."))
    shown = workspace.charter.shown_now(ref for stage in Stage for ref in found.at(stage))
    silent = {ref for ref in found.at(Stage.SAID) if ref in shown and not shown[ref].quote}
    return thread_report(
        found,
        shown,
        said_in(workspace, found, silent),
        words,
        today=workspace.today,
        company=workspace.settings.get("company"),
        page=PageSize(workspace.settings.get("paper") or "a4"),
    )
