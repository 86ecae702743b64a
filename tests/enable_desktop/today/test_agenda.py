"""What needs the person stands in the order of consequence, and what is snoozed comes back on its day."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from enable_desktop.charter.lines import Assumption, Document
from enable_desktop.initiatives import Initiative, State
from enable_desktop.notes import Direction, InboxNote, Snooze
from enable_desktop.today.agenda import agenda
from enable_desktop.today.facts import Facts, LibraryFacts, UntaggedTalk, Waiting
from enable_desktop.words import Words
from tests.enable_desktop.today.open_ends import NOW, day, needs, promise, talk


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
