"""The report on the gaps: what it says first, which words it chooses, and what it must not give away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from enable_desktop.gaps.report import Findings, GapReport, gap_report
from enable_desktop.gaps.verdicts import Verdict
from enable_desktop.gaps.voices import Voice
from enable_desktop.interviews import Mention, Sort
from enable_desktop.people import Group
from enable_desktop.words import Words
from tests.enable_desktop.gaps.findings import (
    TITLES,
    any_answer,
    any_findings,
    findings_of,
    known,
    name_of,
    people_of,
    person,
    said_by,
    sample_findings,
    with_other_words,
)
from tests.enable_desktop.gaps.people import SAMPLE, severities, voices

THEME = {name: place for place, name in enumerate(SAMPLE, 1)}


def report(findings: Findings, *, with_names: bool = False) -> GapReport:
    return gap_report(findings, with_names=with_names)


@pytest.fixture(scope="module")
def sample() -> GapReport:
    return report(sample_findings())


# -- what it says


def test_the_title_is_the_finding(sample: GapReport, words: Words) -> None:
    assert words.say(sample.title) == (
        "Both sides agree on “Ramp-up of new hires”. They see “Finding current content”, “Forecast and CRM upkeep” and "
        "“Depth of discovery calls” very differently."
    )


def test_the_lead_tells_the_widest_gaps_and_what_stays_open(sample: GapReport, words: Words) -> None:
    said = [words.say(each) for each in sample.lead]
    assert said[0] == (
        "Reps rate “Finding current content” 2.3 points worse than leadership does: 8 of 9 reps and 3 of 4 leaders "
        "raised it."
    )
    assert "3 of 4 leaders raised “Discounting under pressure”, but only 2 of 9 reps." in said
    assert said[-2:] == [
        "1 more theme looks like a gap, but that may be chance.",
        "3 themes rest on too few voices to compare.",
    ]


def test_the_sample_has_the_verdicts_of_the_reference_in_their_order(sample: GapReport) -> None:
    found = {row.title: row.gap.verdict for row in sample.rows}
    assert found == {
        TITLES["content"]: Verdict.CLEAR,
        TITLES["forecast"]: Verdict.CLEAR,
        TITLES["discovery"]: Verdict.CLEAR,
        TITLES["discount"]: Verdict.ONE_SIDE,
        TITLES["compete"]: Verdict.LEANING,
        TITLES["ramp"]: Verdict.ALIGNED,
        TITLES["handover"]: Verdict.TOO_FEW,
        TITLES["coaching"]: Verdict.TOO_FEW,
        TITLES["security"]: Verdict.TOO_FEW,
    }
    assert [row.gap.verdict for row in sample.rows] == sorted(found.values(), key=list(Verdict).index)


def test_a_theme_without_enough_ratings_keeps_its_counts_and_says_whom_to_hear(sample: GapReport, words: Words) -> None:
    security = next(row for row in sample.rows if row.title == TITLES["security"])
    assert (security.leadership.raised, security.leadership.asked, security.leadership.mean) == (1, 4, None)
    assert security.reps.mean == 4.0
    assert words.say(security.next_step) == "Hear 2 more leaders."


@pytest.mark.parametrize(
    ("leaders", "reps", "title"),
    [
        ([], [], "Nobody in leadership and no rep has been heard yet."),
        ([2], [5, 5], "Too few people were heard to compare leadership and reps."),
        ([2, 3, 4], [3, 3, 4], "No clear gap between leadership and reps so far."),
        ([2, 2, 2, 2], [5, 5, 5, 5], "Leadership and reps see “T” very differently."),
        ([4, 4, 4, 4, 4], [4, 4, 4, 4, 4, 4], "Both sides agree on “T”."),
    ],
)
def test_every_outcome_has_a_title(leaders: list[int], reps: list[int], title: str, words: Words) -> None:
    heard = [*voices(Group.LEADERSHIP, leaders), *voices(Group.REP, reps)]
    people = [person(each.person, each.group) for each in heard]
    assert words.say(report(findings_of(people, heard, ["T"])).title) == title


def test_more_than_three_themes_are_counted_in_the_title(words: Words) -> None:
    heard = [
        voice
        for theme in range(1, 6)
        for side in (voices(Group.LEADERSHIP, [2, 2, 2], theme=theme), voices(Group.REP, [5, 5, 5, 5], theme=theme))
        for voice in side
    ]
    people = [person(number, group) for number, group in {voice.person: voice.group for voice in heard}.items()]
    title = words.say(report(findings_of(people, heard, list("ABCDE"))).title)
    assert title == "Leadership and reps see “A”, “B”, “C” and 2 more themes very differently."


# -- whose words


def test_both_sides_are_quoted_on_the_widest_gaps_two_each_and_never_twice(sample: GapReport) -> None:
    assert [each.row.title for each in sample.in_their_words] == [
        TITLES["content"], TITLES["forecast"], TITLES["discovery"],
    ]  # fmt: skip
    for each in sample.in_their_words:
        assert len(each.leadership) == len(each.reps) == 2
    quoted = [quote.words for each in sample.in_their_words for quote in (*each.leadership, *each.reps)]
    assert len(set(quoted)) == len(quoted)


def test_the_same_words_of_two_people_are_printed_once(words: Words) -> None:
    findings = sample_findings()
    same = [replace(each, statement=replace(each.statement, words="The same words")) for each in findings.said]
    found = report(replace(findings, said=same))
    assert [q.words for each in found.in_their_words for q in (*each.leadership, *each.reps)] == ["The same words"]


def test_words_without_permission_or_with_consent_that_ended_are_not_quoted() -> None:
    findings = sample_findings()
    ended = tuple(replace(each, consent_until=date(2026, 3, 11)) for each in people_of(findings))
    by_id = {each.id: each for each in ended}
    said = [replace(each, person=by_id[each.person.id]) for each in findings.said if each.person is not None]
    found = report(replace(findings, people=known(ended), said=said))
    assert found.in_their_words == ()
    assert found.withheld.statements == len(said)


def test_a_role_is_printed_where_three_hold_it_and_the_side_where_fewer_do(sample: GapReport) -> None:
    content = sample.in_their_words[0]
    assert {quote.role for quote in content.leadership} == {"Chief"}
    assert {quote.role for quote in content.reps} <= {"AE", ""}
    everywhere = [q.role for each in sample.in_their_words for q in (*each.leadership, *each.reps)]
    assert "SDR" not in everywhere


def test_names_are_printed_only_where_asked_for_and_agreed_to() -> None:
    findings = sample_findings()
    people = tuple(replace(each, quote_by_name=each.id in (1, 5)) for each in people_of(findings))
    by_id = {each.id: each for each in people}
    said = [replace(each, person=by_id[each.person.id]) for each in findings.said if each.person is not None]
    named = report(replace(findings, people=known(people), said=said), with_names=True)
    labels = {q.role for each in named.in_their_words for q in (*each.leadership, *each.reps)}
    agreed = {name_of(1), name_of(5)}
    assert labels & agreed
    assert not labels & ({each.name for each in people} - agreed)
    quiet = report(replace(findings, people=known(people), said=said))
    assert not any("First" in q.role for each in quiet.in_their_words for q in (*each.leadership, *each.reps))


def test_names_inside_quotes_are_taken_out_and_counted() -> None:
    findings = sample_findings()
    surname = name_of(2).split()[1]
    said = [
        replace(each, statement=replace(each.statement, words=f"{each.statement.words}: ask {surname}’s team"))
        for each in findings.said
    ]
    found = report(replace(findings, said=said))
    quoted = [q.words for each in found.in_their_words for q in (*each.leadership, *each.reps)]
    assert quoted
    assert all("Last" not in each and "[…]’s team" in each for each in quoted)
    assert found.withheld.names == len(quoted)


def test_praise_prints_as_what_works() -> None:
    findings = with_other_words(sample_findings(), Sort.PRAISE, Group.REP, 1, "The Thursday call helps")
    found = report(findings)
    assert [(quote.words, quote.role) for quote in found.works] == [("The Thursday call helps", "AE")]
    assert not any(quote.words == "The Thursday call helps" for each in found.in_their_words for quote in each.reps)


def test_what_leadership_wants_is_listed_only_where_nobody_below_raised_it() -> None:
    findings = with_other_words(sample_findings(), Sort.GOAL, Group.LEADERSHIP, THEME["content"], "One place")
    assert report(findings).wishes == ()
    quiet = tuple(
        replace(voice, mention=Mention.ASKED, severity=None)
        if voice.group is Group.REP and voice.theme == THEME["security"]
        else voice
        for voice in findings.voices
    )
    wanted = with_other_words(
        replace(findings, voices=quiet), Sort.GOAL, Group.LEADERSHIP, THEME["security"], "Answers within a day"
    )
    (wish,) = report(wanted).wishes
    assert (wish.row.title, wish.row.reps.raised, wish.row.reps.asked) == (TITLES["security"], 0, 9)
    assert [quote.words for quote in wish.quotes] == ["Answers within a day"]


# -- what it must not give away


def test_a_side_of_two_has_no_figures_anywhere(words: Words) -> None:
    heard = [*voices(Group.LEADERSHIP, [2, 5]), *voices(Group.REP, [5, 4, 5, 4])]
    people = [person(number, group) for number, group in {voice.person: voice.group for voice in heard}.items()]
    found = report(findings_of(people, heard, ["T"]))
    (row,) = found.rows
    assert row.leadership.is_withheld
    assert row.reps.mean == 4.5
    assert (row.gap.severity, row.gap.mention, row.gap.verdict) == (None, None, Verdict.TOO_FEW)
    assert words.say(row.next_step) == "Hear more leaders."
    assert (found.reach.leaders, found.reach.talks_missing, found.people) == (None, None, 4)
    assert words.say(found.reach.said) == "fewer than 3 of 5 leaders, 4 of 4 reps for a fair picture"
    assert found.withheld.lines(words)[0] == (
        "1 time a group has no figures on a theme, since fewer than 3 of its people were asked."
    )


def test_a_raised_threshold_takes_more_away() -> None:
    found = report(sample_findings(threshold=5))
    assert all(row.leadership.is_withheld and row.gap.severity is None for row in found.rows)
    assert found.agreement is None
    assert found.in_their_words == ()


def test_a_group_of_which_too_few_were_heard_has_no_column_and_is_in_no_total() -> None:
    findings = sample_findings()
    marketers = [person(number, Group.MARKETING) for number in (50, 51)]
    heard = [*findings.voices, *(
        Voice(person=each.id, group=Group.MARKETING, theme=1, mention=Mention.RAISED, severity=4) for each in marketers
    )]  # fmt: skip
    people = (*people_of(findings), *marketers)
    found = report(findings_of(people, heard, [theme.title for theme in findings.themes]))
    assert found.others == ()
    assert (found.people, found.withheld.groups) == (13, 1)


def test_the_order_of_quotes_does_not_tell_who_rated_worse_where_two_did() -> None:
    worlds = []
    for severities_of_two in ([1, 5], [5, 1]):
        heard = [*voices(Group.LEADERSHIP, [5, 4, 5, 4]), *voices(Group.REP, severities_of_two, asked=9)]
        people = [person(number, group) for number, group in {voice.person: voice.group for voice in heard}.items()]
        worlds.append(report(findings_of(people, heard, ["T"])))
    assert worlds[0].rows[0].gap.verdict is Verdict.ONE_SIDE
    assert len(worlds[0].in_their_words[0].reps) == 2
    assert worlds[0] == worlds[1]


@settings(max_examples=150)
@given(any_findings(), st.data())
def test_whoever_knows_all_but_a_hidden_cell_cannot_tell_what_it_holds(findings: Findings, data: st.DataObject) -> None:
    """The attacker knows the whole report, and everything that was heard outside one cell.

    If any other content of the cell gives the very same report, no sum, difference or complement can reveal it.
    """
    least = findings.threshold
    group = data.draw(st.sampled_from([each for each in Group if findings.heard.get(each)] or [Group.REP]))
    theme = data.draw(st.sampled_from([each.id for each in findings.themes]))
    cell = [voice for voice in findings.voices if (voice.group, voice.theme) == (group, theme)]
    outside = [voice for voice in findings.voices if voice not in cell]
    rated = [voice for voice in cell if voice.severity is not None]
    if 0 < len(cell) < least:
        # Too few were asked: whoever they were, and whatever they answered.
        everybody = [each.id for each in people_of(findings) if each.group is group]
        most = min(least - 1, len(everybody))
        asked = data.draw(st.lists(st.sampled_from(everybody), min_size=1, max_size=most, unique=True))
        other = [data.draw(any_answer(number, group, theme)) for number in asked]
    elif 0 < len(rated) < least:
        # Too few rated: whatever they said.
        other = [
            replace(voice, severity=data.draw(severities), own=data.draw(st.booleans())) if voice in rated else voice
            for voice in cell
        ]
    else:
        assume(False)
    heard = (*outside, *other)
    world = replace(findings, voices=heard, said=tuple(said_by(heard, people_of(findings))))
    assert report(world) == report(findings)


@settings(max_examples=60)
@given(any_findings(), st.data())
def test_nobody_can_tell_how_many_of_a_small_group_were_heard(findings: Findings, data: st.DataObject) -> None:
    least = findings.threshold
    small = [group for group, number in findings.heard.items() if number < least]
    assume(small)
    group = data.draw(st.sampled_from(small))
    other = data.draw(st.integers(1, least - 1))
    assert report(replace(findings, heard={**findings.heard, group: other})) == report(findings)


@settings(max_examples=100)
@given(any_findings())
def test_no_side_of_just_as_many_as_a_mean_needs_shows_whether_it_agrees(findings: Findings) -> None:
    for row in report(findings).rows:
        for side in (row.gap.leadership, row.gap.reps):
            assert side.rated > findings.threshold or side.r_wg is None
