"""What a list of statements or a transcript finds in a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enable_desktop.interviews import Interview, Rating, RoundTheme, Statement, Theme
from enable_desktop.notes import Attachment
from enable_desktop.people import Person
from enable_desktop.statement_list import Said, Standing
from enable_desktop.transcript_import import TranscriptStanding

if TYPE_CHECKING:
    from db.workspace import Workspace


def statement_standing(workspace: Workspace) -> Standing:
    """What importing statements finds."""
    latest = workspace.themes.current_round()
    said: dict[int, set[Said]] = {}
    for each in workspace.all(Statement):
        if each.interview is not None:
            said.setdefault(each.interview, set()).add((each.theme, each.sort, each.severity, each.words))
    return Standing(
        today=workspace.today,
        people=workspace.all(Person),
        themes=workspace.all(Theme),
        interviews=workspace.all(Interview),
        round=latest.id if latest is not None else None,
        asked=frozenset(
            each.theme
            for each in (workspace.where(RoundTheme, "round", latest.id) if latest is not None else ())
            if each.theme is not None
        ),
        said=said,
        marks={
            (each.interview, each.theme): (each.id, each.heard)
            for each in workspace.all(Rating)
            if each.interview is not None and each.theme is not None
        },
    )


def transcript_standing(workspace: Workspace) -> TranscriptStanding:
    """What importing a transcript finds."""
    latest = workspace.themes.current_round()
    return TranscriptStanding(
        people=workspace.all(Person),
        interviews=workspace.all(Interview),
        round=latest.id if latest is not None else None,
        files={each.title: each.digest for each in workspace.all(Attachment)},
    )
