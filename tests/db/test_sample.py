"""The sample programme in a file: what was said can be found where it was said, and the gaps are those it tells of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from db.gaps import Filter
from db.sample_talks import passages
from db.workspace import Place, Workspace, create_workspace
from enable_desktop.gaps.analysis import gap_table
from enable_desktop.gaps.verdicts import Verdict
from enable_desktop.interviews import (
    ChosenQuestion,
    Interview,
    Mention,
    Question,
    Rating,
    Statement,
    Theme,
)
from enable_desktop.library.assets import Status
from enable_desktop.links import Ref
from enable_desktop.notes import Promise
from enable_desktop.packs.contents import Change
from enable_desktop.people import Group, Person
from enable_desktop.question_bank import bank_lines
from resources.interviews import first_questions, first_themes
from resources.sample import sample

SIDES = (Group.LEADERSHIP, Group.REP)
SEVERITIES = {
    "content": ([2, 2, 3], [4, 4, 4, 5, 5, 5, 5, 5]),
    "forecast": ([4, 4, 5], [1, 2, 2, 3]),
    "discovery": ([4, 4, 5, 5], [2, 2, 3, 3, 3]),
    "compete": ([2, 3, 4], [3, 4, 4, 4, 4, 5, 5]),
    "handover": ([2, 3, 3], [2, 3, 3, 4, 5]),
    "ramp": ([3, 4, 4, 4], [3, 3, 4, 4, 4, 5]),
    "coaching": ([2, 3], [3, 4, 4, 4, 4, 5]),
    "security": ([2], [3, 4, 4, 4, 5]),
    "discount": ([4, 5, 5], [3, 3]),
}
VERDICTS = {
    "content": Verdict.CLEAR,
    "forecast": Verdict.CLEAR,
    "discovery": Verdict.CLEAR,
    "compete": Verdict.LEANING,
    "handover": Verdict.TOO_FEW,
    "ramp": Verdict.ALIGNED,
    "coaching": Verdict.TOO_FEW,
    "security": Verdict.TOO_FEW,
    "discount": Verdict.ONE_SIDE,
}
NOW = datetime(2026, 11, 24, 10, 42)


@pytest.fixture(scope="module", params=["en", "ru"])
def programme(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("sample")
    place = Place(home=folder / "home", clock=lambda: NOW)
    bank = bank_lines(first_themes(request.param), first_questions(request.param))
    path: Path = folder / "Sample.enable"
    with create_workspace(path, place, bank=bank, sample=sample(request.param)) as workspace:
        yield workspace


def talks(programme: Workspace) -> list[Interview]:
    """The held talks of the latest round with the two sides."""
    latest = programme.themes.current_round()
    assert latest is not None
    return [talk for talk in programme.where(Interview, "round", latest.id) if talk.held and talk.group in SIDES]


def said(programme: Workspace, talk: Interview) -> list[Statement]:
    return [each for each in programme.where(Statement, "interview", talk.id) if each.theme is not None]


def test_four_leaders_and_nine_reps_say_seventy_four_things(programme: Workspace) -> None:
    groups = [talk.group for talk in talks(programme)]
    assert (groups.count(Group.LEADERSHIP), groups.count(Group.REP)) == (4, 9)
    assert sum(len(said(programme, talk)) for talk in talks(programme)) == 74


def test_severities_are_those_of_the_design_from_tags_and_from_ratings(programme: Workspace) -> None:
    for key, sides in SEVERITIES.items():
        theme = next(each for each in programme.all(Theme) if each.key == key)
        for group, expected in zip(SIDES, sides, strict=True):
            ids = {talk.id: talk for talk in talks(programme) if talk.group is group}
            tags = [each for each in programme.where(Statement, "theme", theme.id) if each.interview in ids]
            assert sorted(each.severity or 0 for each in tags) == expected
            ratings = [each for each in programme.where(Rating, "theme", theme.id) if each.interview in ids]
            assert len(ratings) == len(ids), "everybody was asked about everything"
            rated = {each.interview: each.hurts for each in ratings if each.hurts is not None}
            tagged = {each.interview: each.severity for each in tags}
            assert rated == {talk: tagged[talk] for talk in rated}
            assert set(rated) == {talk for talk in tagged if ids[talk or 0].used_core}


@pytest.mark.parametrize("is_latest", [True, False])
def test_the_gaps_are_those_the_design_shows_also_with_all_rounds_together(
    programme: Workspace, is_latest: bool
) -> None:
    latest = programme.themes.current_round()
    assert latest is not None
    voices = programme.gaps.voices(Filter(round=latest.id if is_latest else None))
    keys = {theme.id: theme.key for theme in programme.themes.of_round(latest.id)}
    gaps = {keys[gap.theme]: gap for gap in gap_table(voices, list(keys))}
    assert {key: gap.verdict for key, gap in gaps.items()} == VERDICTS
    asked = {(voice.person, voice.group) for voice in voices if voice.mention is not Mention.NOT_ASKED}
    assert [sum(group is side for _, group in asked) for side in SIDES] == [4, 9]


def test_every_quote_stands_in_the_notes_where_the_statement_says(programme: Workspace) -> None:
    notes = {talk.id: talk.notes for talk in programme.all(Interview)}
    for statement in programme.all(Statement):
        assert statement.start is not None
        assert statement.end is not None
        words = notes[statement.interview or 0][statement.start : statement.end]
        assert words.strip()
        if statement.is_quote:
            assert words == statement.words
        else:
            assert words != statement.words
    assert not any("{" in text for text in notes.values())
    assert sum(not statement.is_quote for statement in programme.all(Statement)) == 2


def test_one_passage_of_the_latest_talk_waits_for_its_theme(programme: Workspace) -> None:
    [passage] = [each for each in programme.all(Statement) if each.theme is None]
    last = max(talks(programme), key=lambda talk: talk.on or date.min)
    assert passage.interview == last.id


def test_the_next_talk_is_prepared_and_two_more_are_not(programme: Workspace) -> None:
    planned = sorted((talk for talk in programme.all(Interview) if not talk.held), key=lambda talk: talk.starts or NOW)
    chosen = [programme.where(ChosenQuestion, "interview", talk.id) for talk in planned]
    assert [len(questions) for questions in chosen] == [5, 3, 0, 0]
    assert planned[0].starts == datetime(2026, 11, 24, 14, 0)
    assert planned[0].group is Group.LEADERSHIP
    assert planned[0].purpose
    assert planned[0].known
    assert planned[0].assumptions
    assert sum(question.minutes for question in chosen[0]) == 38
    assert [talk.group for talk in planned[1:]] == [Group.REP] * 3
    bank = {question.id: question.title for question in programme.all(Question)}
    picked = [question for questions in chosen for question in questions if question.question is not None]
    assert len(picked) == 6
    assert all(bank[question.question or 0] == question.title for question in picked)


def test_questions_of_the_bank_belong_to_the_themes_of_the_sample(programme: Workspace) -> None:
    themes = {theme.id: theme.key for theme in programme.all(Theme)}
    assert set(themes.values()) == {*SEVERITIES, "works"}
    asked = {themes[question.theme] for question in programme.all(Question) if question.theme is not None}
    assert asked == set(themes.values())


def test_a_talk_is_called_by_its_person_and_keeps_role_and_group(programme: Workspace) -> None:
    people = {person.id: person for person in programme.all(Person)}
    for talk in programme.all(Interview):
        person = people[talk.person or 0]
        assert (talk.title, talk.label, talk.group) == (person.name, person.role, person.group)


def test_nobody_is_quoted_who_did_not_agree_and_one_consent_has_ended(programme: Workspace) -> None:
    people = {person.id: person for person in programme.all(Person)}
    person_of = {talk.id: people[talk.person or 0] for talk in programme.all(Interview)}
    silent, ended = set(), set()
    for statement in programme.all(Statement):
        person = person_of[statement.interview or 0]
        if not person.quote_by_role:
            assert not statement.quotable
            silent.add(person.id)
        elif person.consent_until is not None and person.consent_until < programme.today:
            ended.add(person.id)
    assert len(silent) == 3
    assert len(ended) == 1
    of_sides = [each for talk in talks(programme) for each in said(programme, talk)]
    assert sum(each.quotable for each in of_sides) == 66


def test_what_was_not_raised_was_asked(programme: Workspace) -> None:
    for rating in programme.all(Rating):
        statements = programme.where(Statement, "interview", rating.interview)
        assert (rating.heard is Mention.RAISED) == any(each.theme == rating.theme for each in statements)
        assert rating.heard is not Mention.NOT_ASKED


def test_promises_go_both_ways_and_lead_to_their_talk(programme: Workspace) -> None:
    people = {talk.id: talk.person for talk in programme.all(Interview)}
    promises = programme.all(Promise)
    assert {promise.direction for promise in promises} == {"mine", "theirs"}
    made = [promise for promise in promises if promise.interview is not None]
    assert len(made) == 7
    for promise in made:
        assert people[promise.interview or 0] == promise.person
        talk = programme.get(Interview, promise.interview or 0)
        assert talk is not None
        assert promise.made == talk.on


def test_lines_of_the_charter_lead_to_the_words_that_justify_them(programme: Workspace) -> None:
    for kind in ("criteria", "obstacles", "business_case"):
        ends = {link.end.kind for line in _ids(programme, kind) for link in programme.links.of(Ref(kind, line))}
        assert Statement.kind in ends, kind
    theme = next(each for each in programme.all(Theme) if each.key == "content")
    starts = {link.start.kind for link in programme.links.of(Ref(Theme.kind, theme.id))}
    assert starts == {"criteria", "objectives", "initiatives"}


def test_passages_are_marked_in_the_notes_and_read_without_their_marks() -> None:
    notes, places = passages("\nShe said “{content: no date on it}”. {open: Twice.}\n")
    assert notes == "She said “no date on it”. Twice."
    assert {mark: notes[start:end] for mark, (start, end) in places.items()} == {
        "content": "no date on it",
        "open": "Twice.",
    }


def _ids(programme: Workspace, kind: str) -> list[int]:
    if kind == "business_case":
        return [1]
    return [line.id for line in programme.charter.content().lines[kind]]


def test_its_packs_were_sent_and_one_of_them_holds_what_is_retired_now(programme: Workspace) -> None:
    assert [each.exported is not None for each in programme.packs.all()] == [True, True, False]
    contents = programme.packs.contents(1)
    assert contents.since == max(each.day for each in programme.packs.sent.all(1))
    assert {each.change for each in contents.items} == {Change.NEW, Change.SAME}
    assert len(contents.playlists[0].assets) == 5
    assert [bool(each.instead) for each in contents.gone] == [True, False]
    (stale,) = programme.packs.sent.stale()
    assert [each.status for each in stale.assets] == [Status.RETIRED]
    assert programme.count_of("feedback") == 6
