"""From talks to voices: one for each person and theme, whoever said it and however often."""

from __future__ import annotations

from datetime import date

import pytest

from db.gaps import Filter
from db.workspace import Workspace
from enable_desktop.gaps.analysis import gap_table
from enable_desktop.interviews import Mention, RatedBy, Sort
from enable_desktop.people import Group, Person


@pytest.fixture
def theme(workspace: Workspace) -> int:
    made = workspace.themes.make("Forecast")
    workspace.themes.start_round("Spring", date(2026, 1, 5), (made,))
    return made


def talk_with(workspace: Workspace, name: str, group: Group, on: date = date(2026, 2, 1), department: str = "") -> int:
    person = workspace.add(Person, name=name, role="AE", group=group, department=department)
    made = workspace.interviews.plan(person, on=on)
    workspace.interviews.hold(made)
    return made


def test_of_several_tags_the_worst_problem_counts_and_nothing_else(workspace: Workspace, theme: int) -> None:
    talk = talk_with(workspace, "Rufus Quillfeather", Group.REP)
    for severity, sort in ((2, Sort.PROBLEM), (4, Sort.PROBLEM), (5, Sort.PRAISE)):
        workspace.interviews.say(talk, "Words", theme=theme, severity=severity, sort=sort)
    (voice,) = workspace.gaps.voices(Filter())
    assert (voice.severity, voice.own, voice.mention) == (4, False, Mention.RAISED)


def test_a_persons_own_rating_wins_over_tags(workspace: Workspace, theme: int) -> None:
    talk = talk_with(workspace, "Rufus Quillfeather", Group.REP)
    workspace.interviews.say(talk, "Words", theme=theme, severity=5)
    workspace.interviews.rate(talk, theme, hurts=2)
    (voice,) = workspace.gaps.voices(Filter())
    assert (voice.severity, voice.own, voice.mention) == (2, True, Mention.RAISED)


def test_a_severity_that_the_person_named_is_their_own(workspace: Workspace, theme: int) -> None:
    talk = talk_with(workspace, "Rufus Quillfeather", Group.REP)
    workspace.interviews.say(talk, "Words", theme=theme, severity=3, rated_by=RatedBy.PERSON)
    (voice,) = workspace.gaps.voices(Filter())
    assert (voice.severity, voice.own) == (3, True)


def test_not_asked_is_missing_and_asked_is_a_voice_without_severity(workspace: Workspace, theme: int) -> None:
    talk = talk_with(workspace, "Rufus Quillfeather", Group.REP)
    assert workspace.gaps.voices(Filter()) == ()
    workspace.interviews.hear(talk, theme, Mention.ASKED)
    (voice,) = workspace.gaps.voices(Filter())
    assert (voice.severity, voice.mention) == (None, Mention.ASKED)


def test_a_goal_raises_a_theme_without_feeding_severity(workspace: Workspace, theme: int) -> None:
    talk = talk_with(workspace, "Corin Ashmeridge", Group.LEADERSHIP)
    workspace.interviews.say(talk, "I want a forecast I can defend", theme=theme, sort=Sort.GOAL)
    (voice,) = workspace.gaps.voices(Filter())
    assert (voice.severity, voice.mention) == (None, Mention.RAISED)


def test_one_person_heard_twice_has_one_voice_in_the_group_of_today(workspace: Workspace, theme: int) -> None:
    first = talk_with(workspace, "Rufus Quillfeather", Group.REP, date(2026, 1, 10))
    person = workspace.people.all()[0].id
    second = workspace.interviews.plan(person, on=date(2026, 3, 1), group=Group.SALES_MANAGER)
    workspace.interviews.hold(second)
    workspace.interviews.rate(first, theme, hurts=5)
    workspace.interviews.rate(second, theme, hurts=3)
    (voice,) = workspace.gaps.voices(Filter())
    assert (voice.group, voice.severity) == (Group.SALES_MANAGER, 3)


def test_people_who_left_the_directory_stay_as_many_as_they_were(workspace: Workspace, theme: int) -> None:
    for name in ("Rufus Quillfeather", "Ada Wren"):
        talk = talk_with(workspace, name, Group.REP)
        workspace.interviews.say(talk, "Words", theme=theme, severity=4)
    for person in workspace.people.all():
        workspace.people.remove(person.id)
    assert [voice.severity for voice in workspace.gaps.voices(Filter())] == [4, 4]


def test_rounds_departments_and_periods_narrow_what_counts(workspace: Workspace, theme: int) -> None:
    early = talk_with(workspace, "Rufus Quillfeather", Group.REP, date(2026, 1, 10), "Sales")
    late = talk_with(workspace, "Ada Wren", Group.REP, date(2026, 3, 1), "Marketing")
    for talk in (early, late):
        workspace.interviews.say(talk, "Words", theme=theme, severity=4)
    other = workspace.themes.start_round("Autumn", date(2026, 9, 1), (theme,))
    current = workspace.themes.rounds()[1]
    assert len(workspace.gaps.voices(Filter(round=current.id))) == 2
    assert workspace.gaps.voices(Filter(round=other)) == ()
    assert len(workspace.gaps.voices(Filter(department="Marketing"))) == 1
    assert len(workspace.gaps.voices(Filter(since=date(2026, 2, 1)))) == 1
    assert len(workspace.gaps.voices(Filter(until=date(2026, 2, 1)))) == 1


def test_words_that_were_said_mean_that_the_talk_took_place(workspace: Workspace, theme: int) -> None:
    person = workspace.add(Person, name="Ada Wren", group=Group.REP)
    talk = workspace.interviews.plan(person)
    workspace.interviews.say(talk, "Words", theme=theme, severity=4)
    assert len(workspace.gaps.voices(Filter())) == 1


def test_voices_make_gaps(workspace: Workspace, theme: int) -> None:
    for side, severities in ((Group.LEADERSHIP, (2, 2, 3)), (Group.REP, (5, 4, 5, 4, 3, 5, 4, 4))):
        for number, severity in enumerate(severities):
            talk = talk_with(workspace, f"{side} {number}", side)
            workspace.interviews.say(talk, "Words", theme=theme, severity=severity)
    (gap,) = gap_table(workspace.gaps.voices(Filter()), (theme,))
    assert gap.severity is not None
    assert gap.severity.points == pytest.approx(1.9167, abs=1e-4)
    assert [each.statement.severity for each in workspace.gaps.said(Filter(), (theme,))][:3] == [5, 5, 5]
    assert workspace.gaps.heard(Filter()) == {(Group.LEADERSHIP, ""): 3, (Group.REP, ""): 8}
