from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from enable_desktop.brief_material import Material, assumptions_in, brief_of
from enable_desktop.briefs import Brief
from enable_desktop.everybody import everybody_of
from enable_desktop.gaps.voices import Voice
from enable_desktop.interviews import (
    Audience,
    ChosenQuestion,
    Interview,
    Mention,
    Occasion,
    Part,
    Question,
    Round,
    Statement,
    Theme,
)
from enable_desktop.notes import Direction, Promise
from enable_desktop.people import Group, Person
from enable_desktop.words import Words

TODAY = date(2026, 3, 12)
CFO = Person(
    id=1, name="Felix Pennybrooke", role="CFO", department="Finance", group=Group.LEADERSHIP, tenure="Five years",
    speaks_to="Budget", reach="felix@example.org", notes="Asks for the source.", may_record=True,
    consent_until=date(2026, 12, 31),
)  # fmt: skip
REP = Person(id=2, name="Bram Kettlebourne", role="AE", group=Group.REP, quote_by_role=True)
DISCOUNT = Theme(id=1, title="Discounting", leadership_words="The discount comes first", rep_words="Or it is gone")
COACHING = Theme(id=2, title="Coaching", leadership_words="That is their job", rep_words="She asks for the date")
PRAISE = Theme(id=3, title="What works", praise_only=True)
BANK = (
    Question(id=1, position=1, title="May I take notes?", audience=Audience.EVERYBODY, part=Part.OPENING, minutes=5),
    Question(id=2, position=2, title="Who else?", audience=Audience.EVERYBODY, part=Part.CLOSING, minutes=5),
    Question(id=3, position=3, title="Which number worries you?", audience=Audience.LEADERSHIP, minutes=10),
    Question(id=4, position=4, title="Who starts about price?", audience=Audience.LEADERSHIP, theme=1, minutes=10),
    Question(id=5, position=5, title="How much coaching?", audience=Audience.LEADERSHIP, theme=2, minutes=10),
    Question(id=6, position=6, title="When were you coached?", audience=Audience.REP, theme=2, minutes=10),
)  # fmt: skip
TALK = Interview(
    id=9, person=1, title="Felix Pennybrooke", group=Group.LEADERSHIP, on=TODAY, begins="14:00", minutes=45,
    place="Video call", purpose="Agree on the return.", known="Granted 38k.", assumptions="- One\n2. Two\n\n* Three",
)  # fmt: skip
MATERIAL = Material(
    meeting=TALK, today=TODAY, people=(CFO,), everybody=everybody_of((CFO, REP)), themes=(DISCOUNT, COACHING, PRAISE),
    all_themes={1: DISCOUNT, 2: COACHING, 3: PRAISE}, bank=BANK,
)  # fmt: skip


@pytest.fixture
def made(words: Words) -> Brief:
    return brief_of(MATERIAL, words)


def test_the_page_says_who_when_where_and_what_for(made: Brief) -> None:
    assert (made.title, made.on, made.place, made.purpose) == (
        "Felix Pennybrooke", TODAY, "Video call", "Agree on the return.",
    )  # fmt: skip
    assert made.starts is not None and made.ends is not None
    assert (made.starts.time(), made.ends.time()) == (time(14), time(14, 45))
    (person,) = made.participants
    assert (person.role, person.tenure, person.reach) == ("CFO", "Five years", "felix@example.org")


def test_it_opens_with_consent_ticked_where_it_was_given_and_holds(made: Brief, words: Words) -> None:
    assert made.opening == ("May I take notes?",)
    assert {each.label: each.given for each in made.permissions} == {
        "Notes": False, "Recording": True, "Quote by role": False, "Quote by name": False,
    }  # fmt: skip
    ended = replace(MATERIAL, people=(replace(CFO, consent_until=date(2026, 3, 11)),))
    assert not any(each.given for each in brief_of(ended, words).permissions)


def test_assumptions_are_the_lines_without_their_bullets(made: Brief) -> None:
    assert made.assumptions == ("One", "Two", "Three")
    assert assumptions_in("12 months is too long\n1) [[people:4|Vesna]] pays") == (
        "12 months is too long", "Vesna pays",
    )  # fmt: skip


def test_without_a_purpose_that_of_the_round_stands(words: Words) -> None:
    bare = replace(MATERIAL, meeting=replace(TALK, purpose=" "), round=Round(id=1, purpose="Find the gaps."))
    assert brief_of(bare, words).purpose == "Find the gaps."


def test_it_builds_its_own_questions_within_the_time_and_says_so(made: Brief) -> None:
    assert [each.words for each in made.questions] == [
        "Which number worries you?", "Who starts about price?", "How much coaching?",
    ]  # fmt: skip
    assert made.is_suggested
    assert made.questions[1].theme == "Discounting"


def test_what_was_picked_stays_picked_in_its_order(words: Words) -> None:
    chosen = (
        ChosenQuestion(id=1, title="Own question", theme=2),
        ChosenQuestion(id=2, title="Who starts about price?"),
    )
    made = brief_of(replace(MATERIAL, chosen=chosen), words)
    assert [(each.words, each.theme) for each in made.questions] == [
        ("Own question", "Coaching"), ("Who starts about price?", ""),
    ]  # fmt: skip
    assert not made.is_suggested


def test_it_listens_first_for_the_theme_on_which_this_side_is_missing(words: Words) -> None:
    heard = tuple(
        Voice(person=person, group=group, theme=theme, mention=Mention.RAISED, severity=4)
        for group, theme, people in (
            (Group.LEADERSHIP, 1, (11, 12, 13)), (Group.REP, 1, (21, 22, 23)),
            (Group.LEADERSHIP, 2, (11, 12)), (Group.REP, 2, (21, 22, 23)),
        )
        for person in people
    )  # fmt: skip
    made = brief_of(replace(MATERIAL, voices=heard), words)
    assert [each.theme for each in made.listen_for][0] == "Coaching"
    assert made.listen_for[0].cue == "That is their job"
    assert made.questions[0].words == "How much coaching?"
    done = brief_of(replace(MATERIAL, voices=heard, answered=frozenset({2})), words)
    assert "Coaching" not in [each.theme for each in done.listen_for]


def test_praise_is_nothing_to_listen_for_and_five_themes_are_enough(words: Words) -> None:
    themes = tuple(Theme(id=id_, title=f"Theme {id_}") for id_ in range(10, 20))
    many = replace(MATERIAL, themes=(PRAISE, *themes), all_themes={each.id: each for each in themes})
    assert [each.theme for each in brief_of(many, words).listen_for] == [f"Theme {id_}" for id_ in range(10, 15)]


def test_promises_due_today_stand_out_and_only_those_kept_since_the_last_talk_are_shown(words: Words) -> None:
    promises = (
        Promise(id=1, title="Kept long ago", person=1, kept=date(2026, 1, 1)),
        Promise(id=2, title="Kept since", person=1, kept=date(2026, 3, 1)),
        Promise(id=3, title="No date", person=1, direction=Direction.THEIRS),
        Promise(id=4, title="Due today", person=1, due=TODAY),
        Promise(id=5, title="Late", person=1, due=date(2026, 3, 10)),
        Promise(id=6, title="Later", person=1, due=date(2026, 4, 1)),
    )
    before = Interview(id=8, person=1, on=date(2026, 2, 1), held=True)
    made = brief_of(replace(MATERIAL, promises=promises, earlier=(before,)), words)
    assert [(each.words, words.say(each.state), each.is_pressing) for each in made.promises] == [
        ("Late", "2 days late", True),
        ("Due today", "due today", True),
        ("Later", f"due {words.day(date(2026, 4, 1))}", False),
        ("No date", "no date", False),
        ("Kept since", f"kept {words.day(date(2026, 3, 1))}", False),
    ]
    assert made.met_on == (date(2026, 2, 1),)


def test_it_remembers_what_this_person_said_in_their_own_words(words: Words) -> None:
    said = (
        (Statement(id=1, words="We give it\naway", theme=1, severity=2), date(2025, 10, 1)),
        (Statement(id=2, words="Nobody coaches", theme=2, severity=3), date(2026, 2, 1)),
        (Statement(id=3, words="Waits for its theme"), date(2026, 2, 1)),
        (Statement(id=4, words="Price first", theme=1, severity=5, is_quote=False), date(2026, 2, 1)),
    )
    earlier = brief_of(replace(MATERIAL, earlier_statements=said), words).earlier
    assert [(each.theme, each.words) for each in earlier] == [
        ("Discounting", "Price first"), ("Coaching", "Nobody coaches"), ("Discounting", "We give it away"),
    ]  # fmt: skip


def test_a_meeting_of_several_shows_no_notes_on_a_person_and_no_consent(words: Words) -> None:
    meeting = Interview(
        id=9, person=1, title="Council", occasion=Occasion.COUNCIL, theme=1, known="Agenda sent.", on=TODAY
    )
    promises = (Promise(id=1, title="Send the table", person=2, due=TODAY),)
    made = brief_of(replace(MATERIAL, meeting=meeting, people=(CFO, REP), promises=promises), words)
    assert made.title == "Council"
    assert made.known == ("Agenda sent.",)
    assert [each.name for each in made.participants] == ["Felix Pennybrooke", "Bram Kettlebourne"]
    assert made.promises[0].person == "Bram Kettlebourne"
    assert not (made.opening or made.permissions or made.listen_for or made.closing or made.questions)


def test_what_was_said_of_a_theme_carries_no_name_and_only_what_may_be_quoted(words: Words) -> None:
    meeting = Interview(id=9, person=1, title="Sponsor", occasion=Occasion.SPONSOR, theme=1)
    silent = replace(REP, id=3, quote_by_role=False)
    said = (
        (Statement(id=1, words="We give it away", theme=1, quotable=True), REP),
        (Statement(id=2, words="Do not print this", theme=1, quotable=False), REP),
        (Statement(id=3, words="Nor this", theme=1, quotable=True), silent),
        (Statement(id=4, words="Nor this", theme=1, quotable=True), None),
    )
    made = brief_of(replace(MATERIAL, meeting=meeting, said=said), words)
    assert made.about == "Discounting"
    assert [(each.words, each.label) for each in made.voices] == [("We give it away", "Rep")]
    three = (REP, replace(REP, id=3), replace(REP, id=4))
    named = brief_of(replace(MATERIAL, meeting=meeting, said=said, everybody=everybody_of(three)), words)
    assert [each.label for each in named.voices] == ["AE"]


def test_no_figure_of_anybody_is_in_it(words: Words) -> None:
    heard = tuple(
        Voice(person=person, group=Group.REP, theme=1, mention=Mention.RAISED, severity=4) for person in (2, 3, 4)
    )
    said = ((Statement(id=1, words="We give it away", theme=1, severity=4, quotable=True), REP),)
    meeting = replace(TALK, theme=1)
    with_voices = brief_of(replace(MATERIAL, meeting=meeting, voices=heard, said=said), words)
    other = tuple(replace(voice, severity=1) for voice in heard)
    changed = ((replace(said[0][0], severity=1), REP),)
    assert brief_of(replace(MATERIAL, meeting=meeting, voices=other, said=changed), words) == with_voices


def test_somebody_made_anonymous_is_called_by_role(words: Words) -> None:
    hidden = replace(CFO, anonymous=True, name="CFO")
    assert brief_of(replace(MATERIAL, people=(hidden,)), words).title == "CFO"


def test_a_meeting_with_nobody_and_nothing_is_still_a_brief(words: Words) -> None:
    bare = brief_of(Material(meeting=Interview(id=1), today=TODAY), words)
    assert (bare.title, bare.questions, bare.participants) == ("Interview", (), ())


def test_the_second_sheet_is_made_only_when_asked_for_and_keeps_back_what_few_said(words: Words) -> None:
    heard = tuple(
        Voice(person=person, group=group, theme=theme, mention=Mention.RAISED, severity=4)
        for group, theme, people in (
            (Group.LEADERSHIP, 1, (11, 12, 13)), (Group.REP, 1, (21, 22, 23)),
            (Group.LEADERSHIP, 2, (11, 12)), (Group.REP, 2, (21, 22, 23)),
        )
        for person in people
    )  # fmt: skip
    material = replace(MATERIAL, voices=heard)
    assert brief_of(material, words).figures == ()
    sheet = brief_of(replace(material, with_figures=True), words)
    first, second = sheet.figures
    assert (first.theme, first.leadership.raised, first.leadership.mean) == ("Discounting", 3, 4.0)
    assert second.leadership.is_withheld
    assert second.reps.mean == 4.0
    assert replace(sheet, figures=()) == brief_of(material, words)
    strict = brief_of(replace(material, with_figures=True, threshold=4), words)
    assert all(each.leadership.is_withheld and each.reps.is_withheld for each in strict.figures)
    about = replace(material, with_figures=True, meeting=replace(TALK, theme=2))
    assert [each.theme for each in brief_of(about, words).figures] == ["Coaching", "Discounting"]


def test_no_name_stands_in_words_that_are_quoted(words: Words) -> None:
    meeting = Interview(id=9, person=1, title="Sponsor", occasion=Occasion.SPONSOR, theme=1)
    said = ((Statement(id=1, words="Felix Pennybrooke gives it away", theme=1, quotable=True), REP),)
    (quoted,) = brief_of(replace(MATERIAL, meeting=meeting, said=said), words).voices
    assert "Pennybrooke" not in quoted.words
