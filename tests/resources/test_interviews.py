"""Themes, question bank and letters are whole, tied together, and the same in every language."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from enable_desktop.fields import field_of
from enable_desktop.interviews import Audience, Part, Question, Theme
from enable_desktop.question_bank import Bank, bank_lines
from enable_desktop.words import LANGUAGES
from resources.interviews import first_questions, first_themes, letters

KEYS = [
    "content", "quality", "product", "discovery", "objections", "compete", "discount", "crm", "forecast", "tools",
    "ramp", "coaching", "handover", "security", "works",
]  # fmt: skip
LETTERS = ["invitation leader", "invitation rep", "reminder", "thanks", "promise kept", "promise late", "council"]
BRACES = re.compile(r"\{([a-z_]+)\}")
each_language = pytest.mark.parametrize("language", list(LANGUAGES))


def bank(language: str) -> Bank:
    return bank_lines(first_themes(language), first_questions(language))


def asked(language: str, audience: Audience, part: Part = Part.QUESTION) -> list[tuple[Question, str]]:
    return [
        (question, key)
        for question, key in bank(language).questions
        if question.audience is audience and question.part is part
    ]


def test_a_language_without_a_bank_has_none() -> None:
    with pytest.raises(FileNotFoundError):
        first_questions("de")


@each_language
def test_there_are_fourteen_themes_with_both_sides_words_and_one_for_praise(language: str) -> None:
    themes = bank(language).themes
    assert [theme.key for theme in themes] == KEYS
    assert [theme.key for theme in themes if theme.praise_only] == ["works"]
    for theme in themes:
        assert all((theme.title, theme.description, theme.leadership_words, theme.rep_words)), theme.key
        assert len(theme.title) <= 40
        assert len(theme.description) <= 120
    assert len({theme.title for theme in themes}) == len(themes)


@each_language
@pytest.mark.parametrize(
    ("audience", "least"),
    [
        (Audience.LEADERSHIP, 12),
        (Audience.SALES_MANAGER, 12),
        (Audience.REP, 12),
        (Audience.CUSTOMER_SUCCESS, 12),
        (Audience.MARKETING, 12),
        (Audience.PRODUCT, 5),
        (Audience.FINANCE, 5),
        (Audience.NEW_HIRE, 5),
        (Audience.EXPERT, 5),
    ],
)
def test_every_group_has_enough_questions(language: str, audience: Audience, least: int) -> None:
    assert len(asked(language, audience)) >= least


@each_language
def test_every_talk_has_an_opening_a_scored_core_and_a_closing(language: str) -> None:
    for part, count in ((Part.OPENING, 3), (Part.CORE, 4), (Part.CLOSING, 4), (Part.QUESTION, 0)):
        assert len(asked(language, Audience.EVERYBODY, part)) == count


@each_language
def test_both_sides_can_be_asked_about_every_theme(language: str) -> None:
    for audience in (Audience.LEADERSHIP, Audience.REP):
        assert {key for _, key in asked(language, audience) if key} == set(KEYS), audience


@each_language
def test_a_question_is_short_and_asked_once_in_a_group(language: str) -> None:
    questions = [question for question, _ in bank(language).questions]
    for question in questions:
        assert 1 <= question.minutes <= 8
        assert len(question.title) <= 110, question.title
        assert question.title[-1] in "?." or question.part is Part.CORE, question.title
    twice = Counter((question.audience, question.title) for question in questions)
    assert max(twice.values()) == 1


def test_the_languages_ask_the_same() -> None:
    english, russian = bank("en"), bank("ru")
    assert [theme.key for theme in english.themes] == [theme.key for theme in russian.themes]
    for (one, theme), (other, other_theme) in zip(english.questions, russian.questions, strict=True):
        about = (one.audience, one.part, one.minutes, theme)
        assert about == (other.audience, other.part, other.minutes, other_theme), one.title


@each_language
def test_plain_tables_name_only_what_there_is(language: str) -> None:
    for theme in first_themes(language):
        assert all(field_of(Theme, name) for name in theme)
    for question in first_questions(language):
        assert all(field_of(Question, name) for name in question)
        assert question["audience"] in list(Audience)
        assert question["part"] in list(Part)


@each_language
def test_a_letter_lists_the_fields_that_stand_in_it(language: str) -> None:
    assert list(letters(language)) == LETTERS
    for letter in letters(language).values():
        text = f"{letter.subject}\n{letter.body}"
        assert set(BRACES.findall(text)) == set(letter.fields), letter.key
        assert text.count("{") == text.count("}") == len(BRACES.findall(text)), letter.key
        assert letter.title
        assert "\n" not in letter.subject
        assert letter.body.endswith("{sender}")


def test_the_languages_fill_the_same_fields() -> None:
    english, russian = letters("en"), letters("ru")
    assert [letter.fields for letter in english.values()] == [letter.fields for letter in russian.values()]


def test_each_language_keeps_to_itself() -> None:
    for language, foreign in (("en", r"[а-яё]"), ("ru", r"(?<![{\w])[a-z]{4,}")):
        texts = [letter.subject + letter.body for letter in letters(language).values()]
        texts += [question.title for question, _ in bank(language).questions]
        for theme in bank(language).themes:
            texts += [theme.title, theme.description, theme.leadership_words, theme.rep_words]
        for text in texts:
            assert not re.search(foreign, BRACES.sub("", text), re.IGNORECASE), text
            assert "!" not in text, text
            assert not re.search(r" {2,}", text), text


def test_a_question_about_a_theme_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="weather"):
        bank_lines((), ({"title": "How is it outside?", "theme": "weather"},))
