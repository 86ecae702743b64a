"""What differs between two states of a charter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from enable_desktop.charter.compare import COVER, Change, Piece, State, differences, inline
from enable_desktop.charter.content import charter_of
from enable_desktop.charter.lines import BusinessCase, Head, Obstacle, Prose, Responsibility, ScopeArea
from enable_desktop.charter.sections import SECTIONS
from enable_desktop.people import Person


def test_equal_charters_do_not_differ() -> None:
    charter = charter_of([Head(id=1, title="Charter"), Obstacle(id=1, title="No time")])
    assert differences(charter, charter) == ()


def test_lines_that_came_and_went_are_named() -> None:
    old = charter_of([Obstacle(id=1, title="No time"), ScopeArea(id=2, title="Content")])
    new = charter_of([Obstacle(id=3, title="No owner"), ScopeArea(id=2, title="Content")])
    found = [(each.section, each.change, each.title) for each in differences(old, new)]
    assert found == [("obstacles", Change.ADDED, "No owner"), ("obstacles", Change.REMOVED, "No time")]


def test_a_changed_field_says_what_it_said_before() -> None:
    old = charter_of([Obstacle(id=1, title="No time", likelihood=1)])
    new = charter_of([Obstacle(id=1, title="No time", likelihood=3)])
    (found,) = differences(old, new)
    assert (found.label, found.before, found.after, found.title) == ("Likelihood", 1, 3, "No time")


def test_an_owner_is_compared_by_name() -> None:
    people = [Person(id=1, name="Ann"), Person(id=2, name="Bob")]
    old = charter_of([*people, Obstacle(id=1, title="No time", owner=1)])
    new = charter_of([*people, Obstacle(id=1, title="No time", owner=2)])
    (found,) = differences(old, new)
    assert (found.before, found.after) == ("Ann", "Bob")


def test_prose_is_matched_by_its_section_whatever_its_id() -> None:
    old = charter_of([Prose(id=1, key="mission", text="We help.")])
    new = charter_of([Prose(id=7, key="mission", text="We help reps.")])
    (found,) = differences(old, new)
    assert (found.section, found.is_prose) == ("mission", True)


def test_text_that_was_first_written_or_wholly_deleted_is_a_change() -> None:
    empty, written = charter_of([]), charter_of([Prose(id=1, key="mission", text="We help.")])
    assert [(each.section, each.before, each.after) for each in differences(empty, written)] == [
        ("mission", "", "We help.")
    ]
    assert [(each.section, each.before, each.after) for each in differences(written, empty)] == [
        ("mission", "We help.", "")
    ]


def test_differences_follow_the_order_of_the_sections() -> None:
    new = charter_of([
        Head(id=1, title="Charter"), BusinessCase(id=1, problem="p"), Responsibility(id=1, title="Coaching"),
        Obstacle(id=1, title="No time"), Prose(id=1, key="mission", text="m"), Prose(id=2, key="scope", text="s"),
    ])  # fmt: skip
    order = [COVER, *(section.key for section in SECTIONS)]
    found = [order.index(each.section) for each in differences(charter_of([]), new)]
    assert found == sorted(found)
    assert len(found) == 6


def test_inline_marks_the_words_that_changed() -> None:
    assert inline("We help every seller win.", "We help every rep win.") == (
        Piece("We help every ", State.SAME),
        Piece("seller", State.REMOVED),
        Piece("rep", State.ADDED),
        Piece(" win.", State.SAME),
    )


def test_texts_with_nothing_in_common_stand_one_after_the_other() -> None:
    states = [piece.state for piece in inline("Alpha beta gamma delta.", "Something else entirely!")]
    assert states == [State.REMOVED, State.ADDED]


@given(st.text(max_size=300), st.text(max_size=300))
def test_inline_holds_both_texts(before: str, after: str) -> None:
    pieces = inline(before, after)
    assert "".join(piece.text for piece in pieces if piece.state is not State.ADDED) == before
    assert "".join(piece.text for piece in pieces if piece.state is not State.REMOVED) == after


def test_a_megabyte_is_compared_by_lines_first() -> None:
    text = "".join(f"Line {number} says something about the programme and its reps.\n" for number in range(20_000))
    changed = text.replace("Line 777 says", "Line 777 tells").replace("Line 15000 ", "Line 15k ")
    pieces = inline(text, changed)
    solid = inline("word " * 200_000, "other " * 200_000)
    assert "".join(piece.text for piece in pieces if piece.state is not State.REMOVED) == changed
    assert len(solid) == 2
