from __future__ import annotations

from datetime import date

from enable_desktop.gaps.analysis import Gap, gap_table
from enable_desktop.interviews import Audience, Interview, Occasion, Part, Question
from enable_desktop.people import Group
from enable_desktop.suggestions import Need, audience_for, enough, needs, suggestions
from enable_desktop.words import Words
from tests.enable_desktop.gaps.people import voices

CONTENT, COACHING, SECURITY, RAMP = 1, 2, 3, 4


def sample_gaps() -> tuple[Gap, ...]:
    """Content is settled; a leader is missing on coaching, two on security and a rep too; ramp nobody was asked."""
    heard = [
        *voices(Group.LEADERSHIP, [2, 3, 2], 4, theme=CONTENT),
        *voices(Group.REP, [5, 5, 4, 5, 4, 5, 4, 5], 9, theme=CONTENT),
        *voices(Group.LEADERSHIP, [2, 3], 4, theme=COACHING),
        *voices(Group.REP, [4, 4, 3, 5], 9, theme=COACHING),
        *voices(Group.LEADERSHIP, [2], 4, theme=SECURITY),
        *voices(Group.REP, [4, 4], 9, theme=SECURITY),
    ]
    return gap_table(heard, [CONTENT, SECURITY, COACHING, RAMP])


def reason(need: Need, words: Words) -> str:
    return words.say(need.reason) if need.reason is not None else ""


def question(
    id_: int, theme: int | None = None, audience: Audience = Audience.LEADERSHIP, minutes: int = 5
) -> Question:
    return Question(id=id_, position=id_, title=f"Question {id_}", audience=audience, theme=theme, minutes=minutes)


def test_the_theme_that_one_more_leader_settles_comes_first(words: Words) -> None:
    found = needs(sample_gaps(), Group.LEADERSHIP)
    assert [need.theme for need in found] == [COACHING, SECURITY, RAMP, CONTENT]
    assert [reason(need, words) for need in found] == [
        "1 more leader would allow a comparison",
        "2 more leaders needed",
        "3 more leaders needed",
        "",
    ]


def test_reps_are_asked_for_what_reps_are_missing_on(words: Words) -> None:
    first, second, *rest = needs(sample_gaps(), Group.REP)
    assert (first.theme, reason(first, words)) == (SECURITY, "1 more rep needed")
    assert (second.theme, reason(second, words)) == (RAMP, "3 more reps needed")
    assert not any(need.is_wanted for need in rest)


def test_a_leaning_gap_asks_for_the_side_that_was_heard_less(words: Words) -> None:
    heard = [*voices(Group.LEADERSHIP, [3, 2, 4]), *voices(Group.REP, [4, 5, 4, 3, 5, 4, 4])]
    gaps = gap_table(heard, [1])
    (need,) = needs(gaps, Group.LEADERSHIP)
    assert reason(need, words) == "1 more leader may settle it"
    (other,) = needs(gaps, Group.REP)
    assert other.reason is None


def test_a_group_on_neither_side_is_asked_for_what_none_of_them_was_asked(words: Words) -> None:
    heard = [*voices(Group.MARKETING, [3], theme=CONTENT), *voices(Group.REP, [3], theme=COACHING)]
    first, second = needs(gap_table(heard, [CONTENT, COACHING]), Group.MARKETING)
    assert (first.theme, reason(first, words)) == (COACHING, "nobody of this group was asked yet")
    assert (second.theme, second.reason) == (CONTENT, None)


def test_what_a_person_answered_already_is_no_need() -> None:
    assert COACHING not in {need.theme for need in needs(sample_gaps(), Group.LEADERSHIP, {COACHING})}


def test_before_anybody_was_asked_the_bank_keeps_its_order() -> None:
    assert needs(gap_table([], [CONTENT, COACHING]), Group.REP) == ()
    bank = [question(1), question(2, COACHING)]
    assert [each.question.id for each in suggestions(bank, Audience.LEADERSHIP, ())] == [1, 2]


def test_questions_where_a_voice_is_missing_come_before_the_others_and_asked_ones_last() -> None:
    bank = [
        question(1), question(2, SECURITY), question(3, CONTENT), question(4, COACHING), question(5, COACHING),
        question(6, audience=Audience.EVERYBODY), question(7, COACHING, Audience.REP),
        Question(id=8, title="May I record?", audience=Audience.EVERYBODY, part=Part.OPENING),
    ]  # fmt: skip
    found = suggestions(bank, Audience.LEADERSHIP, needs(sample_gaps(), Group.LEADERSHIP), {4: date(2026, 2, 5)})
    assert [each.question.id for each in found] == [5, 2, 1, 3, 6, 4]
    assert found[0].need is not None
    assert found[-1].was_asked
    assert found[-1].asked_on == date(2026, 2, 5)


def test_an_expert_is_asked_the_questions_for_experts_whatever_the_group() -> None:
    assert audience_for(Interview(occasion=Occasion.EXPERT), Group.PRODUCT) is Audience.EXPERT
    assert audience_for(Interview(), Group.PRODUCT) is Audience.PRODUCT
    assert audience_for(Interview(), Group.OTHER) is Audience.EVERYBODY


def test_as_many_questions_as_the_time_allows_one_a_theme() -> None:
    bank = [question(1, COACHING), question(2, COACHING), question(3, SECURITY), question(4), question(5), question(6)]
    offered = suggestions(bank, Audience.LEADERSHIP, (), {5: None})
    assert [each.question.id for each in enough(offered, 15, 1, 6)] == [1, 3, 4]
    assert [each.question.id for each in enough(offered, 0, 3, 6)] == [1, 3, 4]
    assert [each.question.id for each in enough(offered, 900, 3, 2)] == [1, 3]
