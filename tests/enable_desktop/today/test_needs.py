"""What needs the person: every rule finds what it should and nothing else, in the order of consequence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enable_desktop.charter.lines import Assumption, Document
from enable_desktop.initiatives import Initiative, State
from enable_desktop.interviews import Occasion
from enable_desktop.links import Ref
from enable_desktop.measures import Measure, Rhythm
from enable_desktop.notes import Direction, InboxNote, Promise, Snooze
from enable_desktop.people import Group, Person
from enable_desktop.today.facts import (
    EndingConsent,
    Facts,
    KnownOnce,
    LibraryFacts,
    PlannedContact,
    PlannedTalk,
    SentPack,
    UntaggedTalk,
    Unthanked,
    Waiting,
)
from enable_desktop.today.needs import About, Need, agenda, ahead, next_reading
from enable_desktop.words import Words

NOW = datetime(2026, 3, 12, 10, 42)
"""A Thursday."""
TODAY = NOW.date()


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def needs(facts: Facts, now: datetime = NOW) -> tuple[Need, ...]:
    return agenda(facts, now).needs


def promise(id_: int, due: int | None, direction: Direction = Direction.MINE, **values: object) -> Promise:
    made = Promise(id=id_, title=f"Promise {id_}", direction=direction, due=day(due) if due is not None else None)
    return replace(made, **values)  # type: ignore[arg-type]  # fields of a promise


def talk(id_: int, on: int | None, begins: str = "", **values: object) -> PlannedTalk:
    made = PlannedTalk(
        id=id_,
        title=f"Person {id_}",
        occasion=Occasion.INTERVIEW,
        group=Group.REP,
        on=day(on) if on is not None else None,
        begins=begins,
    )
    return replace(made, **values)  # type: ignore[arg-type]  # fields of a talk


# Promises ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("due", "is_shown"), [(-40, True), (0, True), (7, True), (8, False), (None, False)])
@pytest.mark.parametrize("direction", list(Direction))
def test_a_promise_shows_a_week_before_it_is_due_until_it_is_kept(
    due: int | None, is_shown: bool, direction: Direction
) -> None:
    one = promise(1, due, direction)
    assert bool(needs(Facts(promises=(one,)))) is is_shown
    assert needs(Facts(promises=(replace(one, kept=TODAY),))) == ()


def test_a_promise_says_to_whom_and_when_it_was_made(words: Words) -> None:
    mine = promise(1, 0, person=5, made=date(2025, 12, 24), note="The sheet is\nready")
    theirs = promise(2, 0, Direction.THEIRS, person=5, made=day(-2))
    found = needs(Facts(promises=(mine, theirs), names={5: "Ada"}))
    said = [" ".join(words.say(each) for each in need.why) for need in found]
    assert said == ["Promised 24\u00a0Dec\u00a02025 to: Ada. The sheet is ready", "Ada: promised 10\u00a0Mar."]


def test_what_i_owe_to_somebody_i_meet_today_is_wanted_before_the_talk() -> None:
    facts = Facts(
        promises=(promise(1, 0, person=5), promise(2, 0, person=6), promise(3, 0, Direction.THEIRS, person=5)),
        talks=(talk(1, 0, "14:00", person=5, chosen=3), talk(2, 0, person=6, chosen=3)),
    )
    assert {need.refs[0].id: need.before for need in needs(facts)} == {1: "14:00", 2: "", 3: ""}


# Talks ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "on", "is_shown"),
    [
        (NOW, 0, True),
        (NOW, 1, True),
        (NOW, 2, False),
        (NOW + timedelta(days=1), 4, True),
        (NOW, 4, False),
        (NOW, None, False),
    ],
    ids=["today", "tomorrow", "the day after", "Monday, on Friday", "Monday, on Thursday", "without a date"],
)
def test_a_talk_wants_its_preparation_from_the_working_day_before(
    now: datetime, on: int | None, is_shown: bool
) -> None:
    found = needs(Facts(talks=(talk(1, on),)), now)
    assert [need.about for need in found] == ([About.TALK] if is_shown else [])


def test_a_prepared_talk_needs_nothing() -> None:
    assert needs(Facts(talks=(talk(1, 0, chosen=1),))) == ()
    assert needs(Facts(talks=(talk(1, 0, occasion=Occasion.COUNCIL, purpose="Agree"),))) == ()
    assert [need.about for need in needs(Facts(talks=(talk(1, 0, purpose="Agree"),)))] == [About.TALK]


@pytest.mark.parametrize(
    ("on", "begins", "is_past"), [(-1, "", True), (0, "", False), (0, "09:00", True), (0, "10:30", False)]
)
def test_a_talk_that_is_over_asks_whether_it_took_place(on: int, begins: str, is_past: bool) -> None:
    found = needs(Facts(talks=(talk(1, on, begins, chosen=1),)))
    assert [need.about for need in found] == ([About.PAST_TALK] if is_past else [])


def test_a_talk_that_is_over_is_not_prepared_any_more() -> None:
    assert [need.about for need in needs(Facts(talks=(talk(1, 0, "09:00"),)))] == [About.PAST_TALK]


def test_meetings_ahead_are_those_not_over_the_next_first() -> None:
    talks = (talk(1, 1), talk(2, 0, "14:00"), talk(3, -1), talk(4, 0, "9:00"), talk(5, 0, "10:30"), talk(6, None))
    assert [each.id for each in ahead((*talks, talk(7, 1, "08:00")), NOW)] == [5, 2, 7, 1]


def test_preparation_counts_purpose_assumptions_and_questions() -> None:
    assert talk(1, 0).preparation == 0
    assert talk(1, 0, purpose="Agree", chosen=3).preparation == pytest.approx(2 / 3)
    assert talk(1, 0, purpose="Agree", chosen=3, has_assumptions=True).preparation == 1
    assert talk(1, 0, occasion=Occasion.COUNCIL, purpose="Agree", has_assumptions=True).preparation == 1


# The charter and its numbers -----------------------------------------------------------------------


def test_old_assumptions_are_one_row_with_three_names(words: Words) -> None:
    lines = tuple(Assumption(id=id_, title=f"Line {id_}", made=day(-91 - id_)) for id_ in range(1, 6))
    young = Assumption(id=9, title="Young", made=day(-90))
    [one] = needs(Facts(assumptions=(*lines, young, Assumption(id=10, title="Undated"))))
    assert words.say(one.what) == "5 assumptions not confirmed for 90 days"
    assert words.say(one.why[0]) == "Line 5, Line 4, Line 3 and 2 more"
    assert one.when == day(-96 + 91)
    [single] = needs(Facts(assumptions=(lines[0], young)))
    assert words.say(single.what) == "Line 1"


@pytest.mark.parametrize(
    ("last", "rhythm", "following"),
    [
        (date(2026, 2, 28), Rhythm.MONTHLY, date(2026, 3, 31)),
        (date(2026, 1, 31), Rhythm.MONTHLY, date(2026, 2, 28)),
        (date(2026, 1, 30), Rhythm.MONTHLY, date(2026, 2, 28)),
        (date(2026, 1, 15), Rhythm.QUARTERLY, date(2026, 4, 15)),
        (date(2025, 12, 31), Rhythm.HALF_YEARLY, date(2026, 6, 30)),
        (date(2024, 2, 29), Rhythm.YEARLY, date(2025, 2, 28)),
        (date(2024, 2, 29), Rhythm.TWO_YEARLY, date(2026, 2, 28)),
        (date(2026, 3, 2), Rhythm.WEEKLY, date(2026, 3, 9)),
        (date(2026, 3, 2), Rhythm.FORTNIGHTLY, date(2026, 3, 16)),
    ],
)
def test_the_next_reading_follows_the_rhythm(last: date, rhythm: Rhythm, following: date) -> None:
    assert next_reading(last, rhythm) == following


def test_every_rhythm_has_a_next_reading() -> None:
    assert all(next_reading(TODAY, rhythm) > TODAY for rhythm in Rhythm)


def test_measures_ask_for_a_value_once_they_were_read_at_all(words: Words) -> None:
    measures = tuple(Measure(id=id_, title=f"Measure {id_}") for id_ in (1, 2, 3, 4))
    last = {1: day(-28), 2: day(-40), 3: day(-1)}
    [one] = needs(Facts(measures=measures, last_readings=last))
    assert words.say(one.what) == "2 measures want a value"
    assert words.say(one.why[0]) == "Measure 2, Measure 1"


@pytest.mark.parametrize(("end", "is_shown"), [(-1, True), (0, False), (5, False)])
def test_an_initiative_past_its_end_wants_a_decision(end: int, is_shown: bool) -> None:
    found = needs(Facts(initiatives=(Initiative(id=1, title="Coaching", end=day(end), state=State.RUNNING),)))
    assert [need.about for need in found] == ([About.INITIATIVE] if is_shown else [])


def test_the_review_of_the_charter_shows_a_week_before() -> None:
    assert [need.about for need in needs(Facts(next_review=day(7)))] == [About.REVIEW]
    assert needs(Facts(next_review=day(8))) == ()


def test_answers_that_are_missing_are_named(words: Words) -> None:
    waiting = Waiting(version=3, document=Document.BUSINESS_CASE, title="0.2", since=day(-9), names=("CRO", "CFO"))
    [one] = needs(Facts(waiting=(waiting,)))
    assert words.say(one.what) == "Business case v0.2 waits for approval"
    assert words.say(one.why[0]) == "2 answers are missing: CRO, CFO"


@pytest.mark.parametrize(("until", "is_shown"), [(-100, True), (0, True), (30, True), (31, False)])
def test_consent_is_asked_about_a_month_before_it_ends(until: int, is_shown: bool) -> None:
    person = Person(id=1, name="Ada", quote_by_role=True, consent_until=day(until))
    assert bool(needs(Facts(consents=(person,)))) is is_shown
    assert needs(Facts(consents=(replace(person, quote_by_role=False),))) == ()


def test_passages_of_several_talks_are_one_row(words: Words) -> None:
    talks = (UntaggedTalk(id=1, title="Ada", passages=3), UntaggedTalk(id=2, title="Ben", passages=1))
    [one] = needs(Facts(untagged=talks))
    assert words.say(one.what) == "4 passages without a theme"
    assert [ref.id for ref in one.refs] == [1, 2]


# Order and snoozing --------------------------------------------------------------------------------


def everything() -> Facts:
    return Facts(
        promises=(promise(1, 3), promise(2, -1), promise(3, -8, Direction.THEIRS), promise(4, 2, Direction.THEIRS)),
        talks=(talk(1, 1), talk(2, 0), talk(3, -4)),
        untagged=(UntaggedTalk(id=9, title="Ada", passages=1),),
        notes=(InboxNote(id=1, title="Old"), InboxNote(id=2, title="New")),
        waiting=(Waiting(version=1, document=Document.CHARTER, title="1.0", since=day(-5), names=("CFO",)),),
        initiatives=(Initiative(id=1, title="Coaching", end=day(-3), state=State.RUNNING),),
        assumptions=(Assumption(id=1, title="Old", made=day(-200)),),
    )


def test_where_people_wait_comes_first_and_of_that_what_is_late() -> None:
    found = [(str(need.about), need.refs[0].id) for need in needs(everything())]
    assert found == [
        ("mine", 2),
        ("talk", 2),
        ("approval", 1),
        ("past talk", 3),
        ("initiative", 1),
        ("theirs", 3),
        ("mine", 1),
        ("talk", 1),
        ("theirs", 4),
        ("passages", 9),
        ("assumption", 1),
        ("note", 2),
        ("note", 1),
    ]


def test_the_end_names_the_day_of_what_comes_next() -> None:
    facts = Facts(promises=(promise(1, 0), promise(2, 8)), talks=(talk(1, 5),))
    assert agenda(facts, NOW).next_due == day(5)
    assert agenda(Facts(promises=(promise(1, 0),)), NOW).next_due is None


def test_a_snoozed_row_is_hidden_until_its_day() -> None:
    facts = Facts(promises=(promise(1, 0), promise(2, 0)), snoozes=(Snooze(id=1, of="mine:2", until=day(1)),))
    found = agenda(facts, NOW)
    assert [need.refs[0].id for need in found.needs] == [1]
    assert [(each.need.refs[0].id, each.until) for each in found.snoozed] == [(2, day(1))]
    tomorrow = agenda(facts, NOW + timedelta(days=1))
    assert len(tomorrow.needs) == 2 and tomorrow.snoozed == ()


def test_something_new_shows_though_its_kind_was_snoozed(words: Words) -> None:
    lines = tuple(Assumption(id=id_, title=f"Line {id_}", made=day(-100)) for id_ in (1, 2, 3))
    snoozes = tuple(Snooze(id=id_, of=f"assumption:{id_}", until=day(4)) for id_ in (1, 2))
    found = agenda(Facts(assumptions=lines, snoozes=snoozes), NOW)
    assert [words.say(need.what) for need in found.needs] == ["Line 3"]
    assert [each.need.keys for each in found.snoozed] == [("assumption:1", "assumption:2")]


@given(
    st.lists(st.tuples(st.integers(-30, 30), st.sampled_from(list(Direction)), st.booleans()), max_size=12),
    st.integers(0, 40),
)
def test_every_promise_is_shown_snoozed_or_later_and_never_twice(
    told: list[tuple[int, Direction, bool]], passed: int
) -> None:
    promises = tuple(promise(id_, due, direction) for id_, (due, direction, _) in enumerate(told, 1))
    abouts = {Direction.MINE: "mine", Direction.THEIRS: "theirs"}
    snoozes = tuple(
        Snooze(id=id_, of=f"{abouts[direction]}:{id_}", until=day(10))
        for id_, (_, direction, is_snoozed) in enumerate(told, 1)
        if is_snoozed
    )
    now = NOW + timedelta(days=passed)
    found = agenda(Facts(promises=promises, snoozes=snoozes), now)
    shown = [need.refs[0].id for need in found.needs] + [each.need.refs[0].id for each in found.snoozed]
    assert len(shown) == len(set(shown))
    later = {each.id for each in promises} - set(shown)
    assert all(
        each.due is not None and each.due > now.date() + timedelta(days=7) for each in promises if each.id in later
    )
    if later:
        assert found.next_due == min(each.due for each in promises if each.id in later and each.due is not None)
    assert not found.snoozed or passed < 10


@pytest.mark.parametrize("end", [date.min, date.max])
def test_days_at_the_ends_of_the_calendar_are_no_fault(end: date) -> None:
    facts = Facts(
        promises=(Promise(id=1, title="Promise", due=end),),
        talks=(replace(talk(1, 0, "23:50"), on=end),),
        initiatives=(Initiative(id=1, title="Open end", end=end),),
        measures=tuple(Measure(id=id_, title="Measure", rhythm=each) for id_, each in enumerate(Rhythm, 1)),
        last_readings=dict.fromkeys(range(1, len(Rhythm) + 1), end),
        assumptions=(Assumption(id=1, title="Assumption", made=end),),
        consents=(Person(id=1, name="Ada Wren", quote_by_role=True, consent_until=end),),
        next_review=end,
    )
    abouts = {need.about for need in agenda(facts, NOW).needs}
    long_due = {
        About.MINE,
        About.PAST_TALK,
        About.INITIATIVE,
        About.ASSUMPTION,
        About.CONSENT,
        About.REVIEW,
        About.MEASURE,
    }
    assert abouts == (long_due if end == date.min else set())


# Experts -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("on", "is_shown"), [(-9, True), (0, True), (1, False)])
def test_an_expert_is_to_be_met_from_the_day_that_was_planned(on: int, is_shown: bool, words: Words) -> None:
    found = agenda(Facts(contacts=(PlannedContact(4, "Ada Wren", day(on), "Say thanks\nfor the bite"),)), NOW)
    if not is_shown:
        assert (found.needs, found.next_due) == ((), day(on))
        return
    [need] = found.needs
    assert (need.about, need.refs, need.when) == (About.CONTACT, (Ref("expert_terms", 4),), day(on))
    assert words.say(need.what) == "Be in touch: Ada Wren"
    assert [words.say(each) for each in need.why] == ["Say thanks for the bite"]


def test_what_an_expert_gave_is_named_from_the_day_after_until_they_are_thanked(words: Words) -> None:
    assert agenda(Facts(unthanked=(Unthanked(3, "Ada Wren", "A bite", day(0)),)), NOW).needs == ()
    [need] = needs(Facts(unthanked=(Unthanked(3, "Ada Wren", "A  bite", day(-1)),)))
    assert (need.about, need.refs, need.when, need.is_since) == (
        About.THANKS, (Ref("contributions", 3),), day(-1), True,
    )  # fmt: skip
    assert words.say(need.what) == "Not thanked yet: Ada Wren"
    assert [words.say(each) for each in need.why] == ["A bite"]
    two = needs(Facts(unthanked=(Unthanked(3, "Ada", "A", day(-1)), Unthanked(4, "Ben", "B", day(-2)))))
    assert [words.say(each.what) for each in two] == ["2 contributions of experts without thanks"]


@pytest.mark.parametrize(("on", "is_shown"), [(-9, True), (0, True), (1, False)])
def test_an_expert_is_asked_again_from_the_day_that_was_written_down(on: int, is_shown: bool, words: Words) -> None:
    found = agenda(Facts(ask_again=(KnownOnce(5, "Ada Wren", "Pricing", day(on)),)), NOW)
    if not is_shown:
        assert (found.needs, found.next_due) == ((), day(on))
        return
    [need] = found.needs
    assert (need.about, need.refs, need.when) == (About.KNOWN, (Ref("expertise", 5),), day(on))
    assert words.say(need.what) == "Ask Ada Wren again about Pricing"


def test_several_contacts_are_one_row_that_names_them_the_longest_due_first(words: Words) -> None:
    contacts = (PlannedContact(1, "Ada Wren", day(0)), PlannedContact(2, "Ben Hale", day(-3)))
    [need] = needs(Facts(contacts=contacts))
    assert words.say(need.what) == "2 contacts with experts are due"
    assert [words.say(each) for each in need.why] == ["Ben Hale, Ada Wren"]
    assert need.refs[0] == Ref("expert_terms", 2)


# The library ---------------------------------------------------------------------------------------


def test_content_past_its_review_is_one_row_since_the_longest_over(words: Words) -> None:
    over = tuple((number, f"Deck {number}", day(number - 40)) for number in (1, 2, 3))
    [need] = needs(Facts(library=LibraryFacts(overdue=24, longest_over=over)))
    assert words.say(need.what) == "24 items past their review date"
    assert [words.say(each) for each in need.why] == ["Deck 1, Deck 2, Deck 3 and 21 more"]
    assert (need.about, need.when, need.is_since, need.count) == (About.STALE, day(-39), True, 24)


def test_the_next_review_is_what_nothing_is_due_before() -> None:
    found = agenda(Facts(library=LibraryFacts(next_due=TODAY)), NOW)
    assert (found.needs, found.next_due) == ((), TODAY)
    assert agenda(Facts(library=LibraryFacts(next_due=date.max)), NOW).next_due == date.max


def test_broken_links_and_what_was_sought_in_vain_are_one_row_each(words: Words) -> None:
    library = LibraryFacts(broken=1, broken_in=((7, "Playbook"),), gaps=5, most_sought=((1, "api limits"), (2, "sso")))
    said = [(words.say(need.what), *map(words.say, need.why)) for need in needs(Facts(library=library))]
    assert said == [
        ("1 broken link in the library", "Playbook"),
        ("5 searches found nothing", "api limits, sso and 3 more"),
    ]


@pytest.mark.parametrize(("until", "is_shown"), [(-400, True), (0, True), (30, True), (31, False)])
def test_a_consent_to_be_heard_is_told_of_a_month_before_it_ends(until: int, is_shown: bool) -> None:
    ending = EndingConsent(3, "Opening a call", day(until))
    found = needs(Facts(library=LibraryFacts(consents=(ending,))))
    assert [(need.about, need.refs) for need in found] == ([(About.HEARD, (Ref("assets", 3),))] if is_shown else [])


def test_a_sent_pack_says_which_of_its_content_holds_no_longer(words: Words) -> None:
    sent = SentPack(pack=4, title="AEs, March", on=day(-10), count=5, titles=("Deck", "Guide", "Prices"))
    [need] = needs(Facts(packs=(sent,)))
    assert (need.about, need.refs) == (About.PACK, (Ref("packs", 4),))
    assert words.say(need.what) == "Outdated or retired content in a sent pack: AEs, March"
    said = [words.say(why) for why in need.why]
    assert said == ["Exported 2\N{NO-BREAK SPACE}Mar.", "Deck, Guide, Prices and 2 more"]
    [both] = needs(Facts(packs=(sent, replace(sent, pack=5, title="SDRs"))))
    assert words.say(both.what) == "2 sent packs hold what is outdated or retired"
    assert [words.say(why) for why in both.why] == ["AEs, March, SDRs"]


def test_a_row_that_counts_many_stays_snoozed_whichever_they_are() -> None:
    snoozes = tuple(Snooze(of=f"{about}:rows", until=day(1)) for about in ("stale", "broken", "sought"))
    for first in (1, 2):
        library = LibraryFacts(
            overdue=1, longest_over=((first, "Deck", day(-1)),),
            broken=1, broken_in=((first, "Deck"),),
            gaps=1, most_sought=((first, "sso"),),
        )  # fmt: skip
        found = agenda(Facts(library=library, snoozes=snoozes), NOW)
        assert (found.needs, len(found.snoozed)) == ((), 3)
