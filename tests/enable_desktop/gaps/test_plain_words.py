"""What the figures say in words, in both languages."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings

from enable_desktop.gaps.analysis import gap_analysis
from enable_desktop.gaps.coverage import coverage
from enable_desktop.gaps.plain_words import (
    coverage_sentence,
    explanation,
    headline,
    method_note,
    next_step,
    pair_sentence,
)
from enable_desktop.gaps.voices import Voice
from enable_desktop.people import Group
from enable_desktop.words import Sentence, Words
from resources.words import translations
from tests.enable_desktop.gaps.people import any_voices, gap_of, many_severities, sample_gap, voices

ENGLISH, RUSSIAN = (Words(language, translations(language)) for language in ("en", "ru"))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("theme", "row", "words", "step"),
    [
        (
            "content",
            "Reps rate this 2.3 points worse",
            "Reps rate this 2.3 points worse than leadership does. "
            "With 3 leaders and 8 reps the gap most likely lies between 1.1 and 2.6.",
            "Show each side what the other sees, and plan what to do.",
        ),
        (
            "forecast",
            "Leadership rates this 2.3 points worse",
            "Leadership rates this 2.3 points worse than reps do. "
            "With 3 leaders and 4 reps the gap most likely lies between 0.7 and 2.7.",
            "Show each side what the other sees, and plan what to do.",
        ),
        (
            "discount",
            "Raised by leadership, hardly by reps",
            "3 of 4 leaders raised this, but only 2 of 9 reps.",
            "Ask reps what they see of it.",
        ),
        (
            "compete",
            "May be a gap: hear one more leader",
            "Reps seem to rate this 1.1 points worse than leadership does, "
            "but with 3 leaders and 7 reps that may be chance.",
            "Hear 1 more leader.",
        ),
        (
            "ramp",
            "Both sides see it alike",
            "Leadership rates this 3.8, reps 3.8. "
            "With 4 leaders and 6 reps the difference is most likely under one point.",
            "Act on it: both sides feel it.",
        ),
        (
            "handover",
            "Too few to tell",
            "3 leaders and 5 reps rated this: too few to tell whether they differ.",
            "Hear 1 more leader.",
        ),
        (
            "security",
            "Too few to tell",
            "1 of 4 leaders and 5 of 9 reps rated this: too few to compare.",
            "Hear 2 more leaders.",
        ),
    ],
)
def test_the_sample_reads_like_this(theme: str, row: str, words: str, step: str) -> None:
    gap = sample_gap(theme)
    assert [ENGLISH.say(part) for part in (headline(gap), explanation(gap), next_step(gap))] == [row, words, step]


@pytest.mark.parametrize(
    ("leaders", "reps", "asked", "words"),
    [
        ([], [], (0, 0), "Nobody on either side was asked about this yet."),
        ([2], [], (3, 0), "1 of 3 leaders rated this; no rep was asked yet."),
        ([], [4, 5, 4, 5], (0, 4), "4 of 4 reps rated this; nobody in leadership was asked yet."),
        (
            [1, 3, 5, 3, 5, 3],
            [4, 4, 4, 4, 4, 5],
            (6, 6),
            "Leadership rates this 3.3, reps 4.2. Even 6 leaders and 6 reps do not show whether they differ.",
        ),
        ([], [4, 4, 5], (4, 4), "3 of 4 reps raised this, but only 0 of 4 leaders."),
    ],
)
def test_every_other_case_has_its_sentence(
    leaders: Sequence[int], reps: Sequence[int], asked: tuple[int, int], words: str
) -> None:
    assert ENGLISH.say(explanation(gap_of(leaders, reps, *asked))) == words


def test_more_often_is_not_called_hardly() -> None:
    gap = gap_of([4] * 30, [4] * 20, 32, 40)
    assert ENGLISH.say(headline(gap)) == "Raised more often by leadership than by reps"


def test_numbers_take_their_russian_forms() -> None:
    assert plain(RUSSIAN.say(explanation(sample_gap("content")))) == (
        "Продавцы оценивают это на 2,3 балла хуже, чем руководство. "
        "Оценили 3 человека из руководства и 8 продавцов; расхождение, скорее всего, от 1,1 до 2,6 балла."
    )
    assert plain(RUSSIAN.say(explanation(sample_gap("discount")))) == (
        "Это упомянули 3 из 4 в руководстве и только 2 из 9 продавцов."
    )
    assert plain(RUSSIAN.say(next_step(gap_of([], [3], 4, 9)))) == (
        "Выслушайте ещё 3 человек из руководства и ещё 2 продавцов."
    )


def test_superiority_is_told_in_pairs() -> None:
    severity = gap_of([2, 2, 3], [5, 4, 5, 4, 3, 5, 4, 4]).severity
    assert severity is not None
    assert ENGLISH.say(pair_sentence(severity)) == (
        "Of 100 pairs of a rep and a leader, the rep rates it worse in about 98, ties counted half."
    )


@pytest.mark.parametrize(
    ("heard", "words"),
    [
        ((4, 9), "4 of 5 leaders, 9 of 12 reps for a fair picture: 4 more talks"),
        ((5, 11), "5 of 5 leaders, 11 of 12 reps: a fair picture, complete with 1 more talk"),
        ((5, 12), "5 of 5 leaders, 12 of 12 reps: a fair picture"),
    ],
)
def test_coverage_says_how_many_talks_are_missing(heard: tuple[int, int], words: str) -> None:
    assert ENGLISH.say(coverage_sentence(coverage(*heard, leaders_known=6, reps_known=30))) == words


def test_the_method_note_says_what_the_sample_cannot_show() -> None:
    heard = [
        voice
        for theme in range(12)
        for group in (Group.LEADERSHIP, Group.REP)
        for voice in voices(group, [2, 3, 4], theme=theme)
    ]
    said = " ".join(ENGLISH.say(part) for part in method_note(gap_analysis(heard, range(12))))
    assert "0 ratings given by the person, 72 ratings tagged by whoever held the talk" in said
    assert "three people against three" in said
    assert "5 leaders and 8 to 12 reps are a fair plan" in said
    assert "With 12 themes compared and no real difference on any, up to 1 would still look clear." in said


def test_without_a_comparison_no_false_one_is_feared() -> None:
    said = [ENGLISH.say(part) for part in method_note(gap_analysis([], [1, 2]))]
    assert not any("still look clear" in part for part in said)


def says_well(words: Words, part: Sentence) -> bool:
    text = words.say(part)
    return bool(text) and not re.search(r"[{}]|None|\s\s", text)


@settings(deadline=None, max_examples=60)
@given(many_severities(most=9), many_severities(most=9))
def test_every_gap_can_be_said_in_both_languages(leaders: list[int], reps: list[int]) -> None:
    gap = gap_of(leaders, reps, 4, 5)
    for part in (headline(gap), explanation(gap), next_step(gap)):
        assert says_well(ENGLISH, part)
        assert says_well(RUSSIAN, part)
        assert str(part) == ENGLISH.say(part), "in English the sentence says itself"


@settings(deadline=None, max_examples=40)
@given(any_voices())
def test_every_method_note_can_be_said_in_both_languages(heard: list[Voice]) -> None:
    for part in method_note(gap_analysis(heard, range(1, 8))):
        assert says_well(ENGLISH, part)
        assert says_well(RUSSIAN, part)
