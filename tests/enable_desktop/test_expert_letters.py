"""Mails to experts: filled with what is known, and in brackets what is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from enable_desktop.expert_letters import ASK, FIRST, MANAGER, THANKS, ToExpert, expert_values, letter_to
from enable_desktop.experts import Answered, Contact, Contribution, Covered, Standing, Terms
from enable_desktop.letters import NAMES, filled
from enable_desktop.people import Person
from enable_desktop.words import LANGUAGES, Words
from resources.letters import expert_letters
from resources.words import translations

TODAY = date(2026, 3, 12)
ENGLISH = Words("en", translations("en"))
KNOWN = ToExpert(
    person=Person(id=1, name="Ann Ashby"),
    terms=Terms(standing=Standing.AGREED, hours=4, until=date(2026, 6, 30), asks="One bite", gets="Fewer questions"),
    topics=("Demo", "Pricing"),
    contacts=(Contact(gave="A book"), Contact(asked="A\nreview", hours=0.5)),
    company="Sample Co",
    sender="Eve Elm",
)


def body(key: str, known: ToExpert, words: Words = ENGLISH) -> str:
    letter = expert_letters(words.language)[key]
    mail = filled(letter.subject, letter.body, expert_values(known, words), words)
    return f"{mail.subject}\n{mail.body}".replace("\u00a0", " ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_of_every_letter_is_filled_or_has_a_name(language: str) -> None:
    words = Words(language, translations(language))
    letters = expert_letters(language)
    assert list(letters) == [FIRST, ASK, THANKS, MANAGER]
    for letter in letters.values():
        assert set(letter.fields) <= set(NAMES)
        empty = filled(letter.subject, letter.body, {}, words)
        assert set(empty.missing) == {words(NAMES[field]) for field in letter.fields}
        assert "{" not in empty.subject + empty.body
    assert set(expert_values(KNOWN, words)) <= set(NAMES)


def test_a_day_that_ends_with_a_full_stop_ends_its_sentence_with_one() -> None:
    russian = Words("ru", translations("ru"))
    mail = filled("К {day}", "Нужно к {day}. Что уже есть?", {"day": russian.day(TODAY)}, russian)
    assert mail.body.replace("\u00a0", " ") == "Нужно к 12 марта 2026 г. Что уже есть?"
    assert mail.subject.endswith("г.")


def test_a_language_without_letters_has_none() -> None:
    with pytest.raises(FileNotFoundError):
        expert_letters("de")


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, ASK),
        ({"terms": None}, FIRST),
        ({"terms": None, "topic": Covered(topic=1, title="Pricing")}, ASK),
        ({"contribution": Contribution(title="A review")}, THANKS),
    ],
)
def test_the_letter_that_fits_follows_from_how_far_it_has_come(changes: dict[str, object], key: str) -> None:
    assert letter_to(replace(KNOWN, **changes)) == key  # type: ignore[arg-type]  # fields of what is known


def test_the_first_approach_offers_what_is_usual_until_something_is_agreed() -> None:
    usual = body(FIRST, replace(KNOWN, terms=None))
    assert "- Your name on what comes from you" in usual
    assert "- Answer one question, in writing or by phone: 5 minutes" in usual
    agreed = body(FIRST, KNOWN)
    assert "- Fewer questions\n" in agreed and "- One bite\n" in agreed
    assert "Your name on what comes" not in agreed


def test_asking_takes_the_last_thing_asked_and_says_what_hurts() -> None:
    topic = Covered(
        topic=1,
        title="Pricing",
        themes=(Answered(theme=1, title="Discounts", pain=4.6), Answered(theme=2, title="Mild", pain=2.0)),
    )
    text = body(ASK, replace(KNOWN, topic=topic))
    assert body(ASK, KNOWN).startswith("30 minutes: A review\n")
    assert text.startswith("30 minutes: what you know of “Pricing”, one short recording to begin with\n")
    assert "in the interviews “Discounts” is rated 4.6 of 5" in text
    assert "Mild" not in text
    assert "by [due date]" in text and "[what is there already]" in text


@pytest.mark.parametrize(("day", "said"), [(date(2026, 3, 20), "by 20 March 2026"), (TODAY, "by [due date]")])
def test_what_is_asked_is_due_by_the_next_contact_if_that_is_ahead(day: date, said: str) -> None:
    assert KNOWN.terms is not None
    text = body(ASK, replace(KNOWN, today=TODAY, terms=replace(KNOWN.terms, next_contact=day, next_step="One bite")))
    assert said in text and "one request: One bite" in text


def test_the_manager_learns_the_hours_the_end_and_what_the_team_gets() -> None:
    text = body(MANAGER, KNOWN)
    assert "up to 4 hours a month until 30 June 2026, on Demo, Pricing." in text
    assert "Hello [name of the manager]," in text
    assert "What your team gets from it: Fewer questions" in text


def test_thanks_tell_the_result_or_leave_room_for_it() -> None:
    given = Contribution(title="A review", note="Used in three deals")
    assert "This is what came of it: Used in three deals" in body(THANKS, replace(KNOWN, contribution=given))
    untold = replace(KNOWN, contribution=replace(given, note=""))
    assert "This is what came of it: [result]" in body(THANKS, untold)


def test_an_anonymous_expert_is_not_called_by_name() -> None:
    text = body(ASK, replace(KNOWN, person=Person(id=1, name="Sales engineer", anonymous=True)))
    assert "Hello [name]," in text
