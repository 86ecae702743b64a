from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from enable_desktop.interviews import Interview, Occasion, Statement
from enable_desktop.letters import NAMES, Occasioned, filled, letter_for, values_of
from enable_desktop.notes import Direction, Promise
from enable_desktop.people import Group, Person
from enable_desktop.words import LANGUAGES, Words
from resources.interviews import letters
from resources.words import translations

TALK = Interview(
    id=9, person=1, group=Group.LEADERSHIP, on=date(2026, 3, 12), begins="14:00", minutes=45, place="video call",
    purpose="Agree on the\nreturn.",
)  # fmt: skip
PROMISE = Promise(id=1, title="Send the cost", made=date(2026, 2, 24), due=date(2026, 3, 20), interview=9)
KNOWN = Occasioned(
    meeting=TALK,
    people=(Person(id=1, name="Felix Pennybrooke"),),
    questions=("One?", "Two?", "Three?", "Four?"),
    statements=(Statement(id=1, words="We give\nit away"), Statement(id=2, words=" ")),
    promises=(PROMISE, Promise(id=2, title="Ask the controller", direction=Direction.THEIRS, interview=9)),
    company="Sample Co",
    sender="Evie Summerlode",
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_of_every_letter_is_filled_or_has_a_name(language: str) -> None:
    words = Words(language, translations(language))
    for letter in letters(language).values():
        assert set(letter.fields) <= set(NAMES)
        empty = filled(letter.subject, letter.body, {}, words)
        assert set(empty.missing) == {words(NAMES[field]) for field in letter.fields}
        assert "{" not in empty.subject + empty.body
        assert set(values_of(KNOWN, words)) <= set(NAMES)


def test_the_invitation_says_who_when_where_and_what_for(words: Words) -> None:
    letter = letters("en")["invitation leader"]
    mail = filled(letter.subject, letter.body, values_of(KNOWN, words), words)
    assert mail.subject == "45 minutes on what sales at Sample Co needs most"
    assert mail.body.startswith("Dear Felix Pennybrooke,")
    assert "Agree on the return." in mail.body
    assert f"45 minutes on {words.day(TALK.on)} at 14:00 (video call)" in mail.body
    assert mail.body.endswith("Evie Summerlode")
    assert mail.missing == ()


def test_the_reminder_holds_the_first_three_questions(words: Words) -> None:
    letter = letters("en")["reminder"]
    body = filled(letter.subject, letter.body, values_of(KNOWN, words), words).body
    assert "1. One?\n2. Two?\n3. Three?" in body
    assert "Four?" not in body


def test_the_thanks_say_what_was_heard_and_promised_and_the_next_date(words: Words) -> None:
    held = replace(KNOWN, meeting=Interview(id=9, on=TALK.on, held=True))
    letter = letters("en")["thanks"]
    body = filled(letter.subject, letter.body, values_of(held, words), words).body
    assert "- We give it away" in body
    assert f"- Send the cost, by {words.day(PROMISE.due)}" in body
    assert "- Ask the controller" in body
    assert f"hear from me by {words.day(PROMISE.due)}" in body


def test_a_late_promise_leaves_reason_and_new_date_to_be_written(words: Words) -> None:
    late = replace(KNOWN, promise=PROMISE)
    letter = letters("en")["promise late"]
    mail = filled(letter.subject, letter.body, values_of(late, words), words)
    assert mail.subject == "Later than promised: Send the cost"
    assert mail.missing == ("reason", "new date")
    assert "[reason]" in mail.body


def test_words_in_braces_of_somebody_else_are_no_fields(words: Words) -> None:
    assert filled("{name}", "{name}", {"name": "{sender} {0} {"}, words).body == "{sender} {0} {"


@pytest.mark.parametrize(
    ("meeting", "key"),
    [
        (TALK, "invitation leader"),
        (Interview(group=Group.REP), "invitation rep"),
        (Interview(group=Group.LEADERSHIP, held=True), "thanks"),
        (Interview(occasion=Occasion.COUNCIL), "council"),
    ],
)
def test_the_letter_offered_first_fits_how_far_the_talk_is(meeting: Interview, key: str) -> None:
    assert letter_for(meeting) == key
    assert key in letters("en")
