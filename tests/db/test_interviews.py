"""A talk from plan to statements, and what becomes of its themes."""

from __future__ import annotations

from datetime import date

import pytest

from db.workspace import Workspace
from enable_desktop.charter.lines import BusinessCase
from enable_desktop.errors import WorkspaceError
from enable_desktop.interviews import (
    Audience,
    ChosenQuestion,
    Interview,
    Mention,
    Question,
    Rating,
    Statement,
    Theme,
)
from enable_desktop.links import Reason, Ref
from enable_desktop.people import Group, Hat, Person

NOTES = "She looks for stories. “Forty results and no dates.” Then she asks in chat."
QUOTE = (23, 51)


@pytest.fixture
def rep(workspace: Workspace) -> int:
    return workspace.add(
        Person, name="Rufus Quillfeather", role="SDR", group=Group.REP, department="Sales", quote_by_role=True
    )


@pytest.fixture
def talk(workspace: Workspace, rep: int) -> int:
    content = workspace.themes.make("Finding current content")
    forecast = workspace.themes.make("Forecast")
    workspace.themes.start_round("Spring", date(2026, 1, 5), (content, forecast))
    return workspace.interviews.plan(rep, on=date(2026, 3, 10), begins="11:00")


def interview(workspace: Workspace, talk: int) -> Interview:
    found = workspace.get(Interview, talk)
    assert found is not None
    return found


def test_a_planned_talk_keeps_the_group_that_the_person_has_today(workspace: Workspace, talk: int, rep: int) -> None:
    workspace.change(Ref("people", rep), group=Group.LEADERSHIP)
    planned = interview(workspace, talk)
    assert (planned.title, planned.group, planned.label) == ("Rufus Quillfeather", Group.REP, "SDR")
    current = workspace.themes.current_round()
    assert current is not None
    assert planned.round == current.id
    assert Hat.STAKEHOLDER in workspace.people.get(rep).hats


def test_a_talk_is_called_by_its_person_whatever_they_are_called(workspace: Workspace, talk: int, rep: int) -> None:
    workspace.change(Ref("people", rep), name="Rufus Larkmoor")
    assert interview(workspace, talk).title == "Rufus Larkmoor"
    workspace.people.anonymise(rep)
    assert interview(workspace, talk).title == "SDR"
    workspace.undo()
    assert interview(workspace, talk).title == "Rufus Larkmoor"


def test_a_question_is_picked_once_and_keeps_its_words(workspace: Workspace, talk: int) -> None:
    bank = workspace.add(Question, title="What is in your own folder?", audience=Audience.REP, minutes=6)
    workspace.interviews.choose(talk, bank)
    workspace.interviews.choose(talk, bank)
    workspace.change(Ref("questions", bank), title="Which folder?")
    (chosen,) = workspace.all(ChosenQuestion)
    assert (chosen.title, chosen.minutes) == ("What is in your own folder?", 6)


def test_a_tagged_passage_knows_its_words_and_its_place(workspace: Workspace, talk: int) -> None:
    workspace.interviews.write(talk, NOTES)
    theme = workspace.themes.called("finding  CURRENT content")
    assert theme is not None
    made = workspace.interviews.tag(talk, *QUOTE, theme=theme.id, severity=5)
    statement = workspace.get(Statement, made)
    assert statement is not None
    assert statement.words == "“Forty results and no dates.”"[: len(statement.words)]
    assert NOTES[statement.start : statement.end].strip() == statement.words
    assert statement.quotable, "this person may be quoted"


@pytest.mark.parametrize("severity", [0, 6, "high"])
def test_a_severity_that_is_none_is_refused_with_a_sentence(workspace: Workspace, talk: int, severity: object) -> None:
    workspace.interviews.write(talk, NOTES)
    with pytest.raises(WorkspaceError, match="from 1 to 5"):
        workspace.interviews.tag(talk, *QUOTE, severity=severity)
    assert workspace.all(Statement) == ()


def test_a_statement_follows_its_words_through_edits_around_them(workspace: Workspace, talk: int) -> None:
    workspace.interviews.write(talk, NOTES)
    made = workspace.interviews.tag(talk, *QUOTE)
    workspace.interviews.write(talk, f"First of all: {NOTES} And more.")
    statement = workspace.get(Statement, made)
    assert statement is not None
    assert (statement.start, statement.end) == (QUOTE[0] + 14, QUOTE[1] + 14)
    workspace.undo()
    statement = workspace.get(Statement, made)
    assert statement is not None
    assert (statement.start, statement.end) == QUOTE


def test_a_statement_outlives_its_words(workspace: Workspace, talk: int) -> None:
    workspace.interviews.write(talk, NOTES)
    made = workspace.interviews.tag(talk, *QUOTE)
    workspace.interviews.write(talk, "Nothing of it.")
    statement = workspace.get(Statement, made)
    assert statement is not None
    assert (statement.start, statement.end) == (None, None)
    assert statement.words


def test_a_score_says_that_the_theme_was_asked_about(workspace: Workspace, talk: int) -> None:
    theme = workspace.themes.make("Forecast")
    workspace.interviews.rate(talk, theme, hurts=4)
    workspace.interviews.rate(talk, theme, importance=2)
    (rating,) = workspace.all(Rating)
    assert (rating.heard, rating.hurts, rating.importance) == (Mention.ASKED, 4, 2)
    with pytest.raises(WorkspaceError, match="from 1 to 5"):
        workspace.interviews.rate(talk, theme, served=6)


def test_the_scored_core_asks_about_every_theme_of_the_round_as_it_is_then(workspace: Workspace, talk: int) -> None:
    workspace.interviews.ask_core(talk)
    later = workspace.themes.make("Security answers", workspace.themes.rounds()[0].id)
    heard = {rating.theme: rating.heard for rating in workspace.interviews.ratings(talk)}
    assert len(heard) == 2
    assert set(heard.values()) == {Mention.ASKED}
    assert later not in heard, "what the round asks later was not asked in this talk"


def test_merging_themes_moves_everything_in_one_step(workspace: Workspace, talk: int) -> None:
    keep, other = workspace.themes.make("Forecast"), workspace.themes.make("CRM upkeep")
    workspace.interviews.write(talk, NOTES)
    said = workspace.interviews.tag(talk, *QUOTE, theme=other)
    workspace.interviews.rate(talk, keep, hurts=2)
    workspace.interviews.rate(talk, other, hurts=4, importance=3)
    bank = workspace.add(Question, title="Which report do you trust?", theme=other)
    obstacle = Ref("people", 1)
    workspace.links.join(obstacle, Ref("themes", other), Reason.EVIDENCE)
    workspace.links.join(obstacle, Ref("themes", keep), Reason.EVIDENCE)
    text = f"See [[themes:{other}|CRM upkeep]] and [[people:1|Ada]]."
    workspace.change(Ref("business_case", 1), problem=text)
    workspace.themes.merge(keep, other)
    assert workspace.get(Theme, other) is None
    assert [each.theme for each in workspace.all(Statement)] == [keep]
    assert [each.theme for each in workspace.all(Question) if each.id == bank] == [keep]
    (rating,) = workspace.all(Rating)
    assert (rating.theme, rating.hurts, rating.importance) == (keep, 4, 3)
    assert [link.end for link in workspace.links.of(obstacle)] == [Ref("themes", keep)]
    assert workspace.all(BusinessCase)[0].problem == f"See [[themes:{keep}|Forecast]] and [[people:1|Ada]]."
    workspace.undo()
    assert workspace.all(BusinessCase)[0].problem == text
    statement = workspace.get(Statement, said)
    assert statement is not None
    assert statement.theme == other
    assert len(workspace.all(Rating)) == 2


def test_a_merge_of_themes_is_done_again_with_the_answers_that_moved(workspace: Workspace, talk: int) -> None:
    keep, other = workspace.themes.make("Forecast"), workspace.themes.make("CRM upkeep")
    workspace.interviews.rate(talk, other, hurts=4)
    workspace.themes.merge(keep, other)
    workspace.undo()
    workspace.redo()
    assert [(rating.theme, rating.hurts) for rating in workspace.all(Rating)] == [(keep, 4)]


def test_who_was_asked_about_a_theme_was_asked_about_what_is_split_off(workspace: Workspace, talk: int) -> None:
    theme = workspace.themes.make("Forecast")
    workspace.interviews.hear(talk, theme, Mention.ASKED)
    said = workspace.interviews.say(talk, "Twelve required fields.", theme=theme, severity=4)
    made = workspace.themes.split(theme, (said,), "CRM upkeep")
    statement = workspace.get(Statement, said)
    assert statement is not None
    assert statement.theme == made
    assert {rating.theme for rating in workspace.interviews.ratings(talk)} == {theme, made}
    current = workspace.themes.current_round()
    assert current is not None
    assert made in {each.id for each in workspace.themes.of_round(current.id)}


def test_the_bank_comes_once_and_joins_its_themes(workspace: Workspace) -> None:
    before = len(workspace.all(Theme)), len(workspace.all(Question))
    themes = (Theme(title="Hand-overs", key="our-handover"),)
    questions = ((Question(title="How do hand-overs go?"), "our-handover"), (Question(title="What else?"), ""))
    for _ in range(2):
        workspace.themes.fill(themes, questions)
    made = workspace.themes.called("Hand-overs")
    assert made is not None
    assert (len(workspace.all(Theme)), len(workspace.all(Question))) == (before[0] + 1, before[1] + 2)
    assert [each.theme for each in workspace.all(Question)][-2:] == [made.id, None]


def test_a_person_who_leaves_takes_no_words_along(workspace: Workspace, talk: int, rep: int) -> None:
    workspace.interviews.say(talk, "Nobody reads it.", severity=2)
    workspace.people.remove(rep)
    kept = interview(workspace, talk)
    assert (kept.person, kept.group) == (None, Group.REP)
    assert [each.words for each in workspace.interviews.statements(talk)] == ["Nobody reads it."]
