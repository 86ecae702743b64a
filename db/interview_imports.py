"""What a list of statements or a transcript finds in a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enable_desktop.interviews import Interview, Rating, RoundTheme, Statement, Theme
from enable_desktop.notes import Attachment
from enable_desktop.people import Person
from enable_desktop.statement_list import Said, Standing
from enable_desktop.transcript_import import Conversation, TranscriptStanding

if TYPE_CHECKING:
    from db.workspace import Workspace
    from enable_desktop.transcripts import Transcript


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


def transcript_standing(workspace: Workspace, transcript: Transcript, talk: Conversation) -> TranscriptStanding:
    """What importing a transcript of a talk finds: of the people only those whom it may mean."""
    latest = workspace.themes.current_round()
    interviews = workspace.all(Interview)
    chosen = next((each.person for each in interviews if each.id == talk.interview), None)
    known = [who for who in (chosen, talk.person, *talk.speakers.values()) if type(who) is int]
    people = (*workspace.people.called((talk.name, *transcript.speakers)), *workspace.people.these(known))
    return TranscriptStanding(
        people=tuple({person.id: person for person in people}.values()),
        interviews=interviews,
        round=latest.id if latest is not None else None,
        files={each.title: each.digest for each in workspace.all(Attachment)},
    )
