"""The brief of a meeting, gathered from the workspace; shared by the window and the command line."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from db.gaps import Filter
from enable_desktop.anonymity import threshold_of
from enable_desktop.brief_material import Material, brief_of
from enable_desktop.briefs import Brief
from enable_desktop.charter.report import PageSize
from enable_desktop.errors import WorkspaceError
from enable_desktop.everybody import Everybody
from enable_desktop.interviews import (
    Attendee,
    ChosenQuestion,
    Interview,
    Mention,
    Question,
    Rating,
    Round,
    Statement,
    Theme,
)
from enable_desktop.notes import Promise
from enable_desktop.people import Person
from enable_desktop.words import mark

if TYPE_CHECKING:
    from db.workspace import Workspace


def next_meeting(workspace: Workspace) -> int:
    """The meeting that comes next: from today on, not held yet. Raises WorkspaceError where there is none."""
    today = workspace.today
    for talk in workspace.interviews.listed():
        if not talk.held and talk.on is not None and talk.on >= today:
            return talk.id
    raise WorkspaceError(
        mark(
            "No meeting is planned from {day} on. Plan one, or name one by its number: `list interviews` prints them."
        ),
        day=today,
    )


def brief_report(workspace: Workspace, meeting: int, page: str = "", *, figures: bool = False) -> Brief:
    """The brief of a meeting as things stand, with both sides' numbers where the `figures` are wanted.

    Raises WorkspaceError where there is no such meeting.
    """
    # Loaded here: the first showing of a talk wants the material alone.
    from ui.exporting import document_words

    return brief_of(material_of(workspace, meeting, page, figures=figures), document_words(workspace))


def material_of(workspace: Workspace, meeting: int, page: str = "", *, figures: bool = False) -> Material:
    """The records that a brief is made of. Raises WorkspaceError where there is no such meeting."""
    found = workspace.get(Interview, meeting)
    if found is None:
        raise WorkspaceError(
            mark("There is no meeting with the number {id}. `list interviews` prints those there are."), id=meeting
        )
    others = workspace.where(Attendee, "interview", meeting)
    ids = dict.fromkeys(id_ for id_ in (found.person, *(each.person for each in others)) if id_ is not None)
    people = tuple(person for id_ in ids if (person := workspace.get(Person, id_)) is not None)
    earlier = _earlier(workspace, found) if len(people) == 1 else ()
    all_themes = {theme.id: theme for theme in workspace.all(Theme)}
    round_ = _round(workspace, found)
    themes = _themes(workspace, round_, all_themes)
    said = _said(workspace, found, round_)
    return Material(
        meeting=found,
        today=workspace.today,
        people=people,
        # Who else holds a role decides how somebody is quoted; without a quote the directory stays unread.
        everybody=workspace.people.everybody() if said else Everybody(),
        round=round_,
        themes=themes,
        all_themes=all_themes,
        voices=workspace.gaps.voices(Filter(round=round_.id if round_ is not None else None)),
        answered=_answered(workspace, earlier, round_),
        heard=_heard(workspace, found, earlier, round_),
        bank=workspace.all(Question),
        chosen=workspace.where(ChosenQuestion, "interview", meeting),
        earlier=earlier,
        earlier_statements=tuple(
            (each, talk.on) for talk in earlier for each in workspace.where(Statement, "interview", talk.id)
        ),
        asked_before=_asked_before(workspace, earlier),
        said=said,
        promises=tuple(each for person in people for each in workspace.where(Promise, "person", person.id)),
        company=workspace.settings.get("company"),
        page=PageSize(page or workspace.settings.get("paper") or "a4"),
        threshold=threshold_of(workspace.settings.get("anonymity_threshold")),
        with_figures=figures,
    )


def _round(workspace: Workspace, meeting: Interview) -> Round | None:
    """The round of a meeting, else the latest."""
    own = workspace.get(Round, meeting.round) if meeting.round is not None else None
    return own or workspace.themes.current_round()


def _themes(workspace: Workspace, round_: Round | None, known: dict[int, Theme]) -> tuple[Theme, ...]:
    """What a round asks about; without one, or where it says nothing, every theme there is."""
    asked = workspace.themes.of_round(round_.id) if round_ is not None else ()
    return asked or tuple(known.values())


def _earlier(workspace: Workspace, meeting: Interview) -> tuple[Interview, ...]:
    """The talks held with the same person before, newest first."""
    others = workspace.where(Interview, "person", meeting.person) if meeting.person is not None else ()
    until = meeting.on or date.max
    before = [each for each in others if each.id != meeting.id and each.held and (each.on or date.min) <= until]
    return tuple(sorted(before, key=lambda each: (each.on or date.min, each.id), reverse=True))


def _answered(workspace: Workspace, earlier: tuple[Interview, ...], round_: Round | None) -> frozenset[int]:
    """The themes that the person raised or was asked about in the same round."""
    found: set[int] = set()
    for talk in earlier:
        if round_ is not None and talk.round != round_.id:
            continue
        found |= {each.theme for each in workspace.where(Statement, "interview", talk.id) if each.theme is not None}
        ratings = workspace.where(Rating, "interview", talk.id)
        found |= {each.theme for each in ratings if each.theme is not None and each.heard is not Mention.NOT_ASKED}
    return frozenset(found)


def _heard(workspace: Workspace, meeting: Interview, earlier: tuple[Interview, ...], round_: Round | None) -> int:
    """How many other people of the same group the round has heard."""
    if round_ is None:
        return 0
    count = workspace.interviews.raised_by(meeting.group, round_.id).get(0, 0)
    here = (meeting, *earlier)
    own = any(each.held and each.round == round_.id and each.group is meeting.group for each in here)
    return max(0, count - own)


def _asked_before(workspace: Workspace, earlier: tuple[Interview, ...]) -> dict[int, date | None]:
    """The questions of the bank that the person was asked before, with the last day."""
    found: dict[int, date | None] = {}
    for talk in earlier:
        for each in workspace.where(ChosenQuestion, "interview", talk.id):
            if each.question is not None:
                found.setdefault(each.question, talk.on)
    return found


def _said(
    workspace: Workspace, meeting: Interview, round_: Round | None
) -> tuple[tuple[Statement, Person | None], ...]:
    if meeting.theme is None:
        return ()
    which = Filter(round=round_.id if round_ is not None else None)
    said = workspace.gaps.said(which, [meeting.theme])
    return tuple((each.statement, each.person) for each in said)
