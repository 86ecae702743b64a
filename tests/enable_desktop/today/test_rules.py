"""What needs the person: every rule finds what it should and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from enable_desktop.charter.lines import Assumption, Document
from enable_desktop.initiatives import Initiative, State
from enable_desktop.interviews import Occasion
from enable_desktop.links import Ref
from enable_desktop.measures import Measure, Rhythm
from enable_desktop.notes import Direction, Promise
from enable_desktop.people import Person
from enable_desktop.today.agenda import agenda
from enable_desktop.today.facts import (
    EndingConsent,
    Facts,
    KnownOnce,
    LibraryFacts,
    PlannedContact,
    SentPack,
    UntaggedTalk,
    Unthanked,
    Waiting,
)
from enable_desktop.today.needs import About
from enable_desktop.words import Words
from tests.enable_desktop.today.open_ends import NOW, TODAY, day, needs, promise, talk

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
