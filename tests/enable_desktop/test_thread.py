"""The golden thread: which records hang together, in which direction, and what is shown of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enable_desktop.charter.lines import Criterion
from enable_desktop.initiatives import Initiative
from enable_desktop.interviews import Statement
from enable_desktop.links import Link, Reason, Ref
from enable_desktop.thread import Arrow, ArrowsOf, Stage, field_arrows, link_arrow, stage_of, thread
from enable_desktop.thread_report import MOST_SAID, shown_said

SAID, OTHER_SAID, THEME = Ref("statements", 1), Ref("statements", 2), Ref("themes", 1)
FINDS, TRUST, GROW = Ref("criteria", 1), Ref("objectives", 1), Ref("priorities", 1)
HOME, NEWS, TIME, CLICKS = Ref("initiatives", 1), Ref("initiatives", 2), Ref("measures", 1), Ref("measures", 2)
ARROWS = (
    Arrow(SAID, THEME, "is about"),
    Arrow(OTHER_SAID, THEME, "is about"),
    Arrow(FINDS, THEME, "is supported by"),
    Arrow(FINDS, SAID, "is supported by"),
    Arrow(FINDS, TIME, "is measured by"),
    Arrow(HOME, THEME, "answers"),
    Arrow(HOME, TRUST, "serves"),
    Arrow(HOME, TIME, "is measured by"),
    Arrow(TRUST, GROW, "serves"),
    Arrow(NEWS, GROW, "serves"),
    Arrow(NEWS, CLICKS, "is measured by"),
    Arrow(HOME, Ref("inbox", 1), "mentions"),
)


def among(arrows: Sequence[Arrow]) -> ArrowsOf:
    def arrows_of(refs: Sequence[Ref]) -> Iterator[Arrow]:
        return (arrow for arrow in arrows if arrow.start in refs or arrow.end in refs)

    return arrows_of


def stations(start: Ref) -> dict[Stage, tuple[Ref, ...]]:
    return dict(thread(start, among(ARROWS)).stations)


def test_a_line_goes_back_to_its_words_and_forward_through_its_theme_to_what_is_done() -> None:
    assert stations(FINDS) == {
        Stage.SAID: (SAID, OTHER_SAID),
        Stage.THEME: (THEME,),
        Stage.LINE: (FINDS,),
        Stage.INITIATIVE: (HOME,),
        Stage.MEASURE: (TIME,),
    }


def test_a_statement_goes_forward_and_not_back_to_what_others_said() -> None:
    assert stations(SAID) == {
        Stage.SAID: (SAID,),
        Stage.THEME: (THEME,),
        Stage.LINE: (FINDS,),
        Stage.INITIATIVE: (HOME,),
        Stage.MEASURE: (TIME,),
    }


def test_an_initiative_reaches_the_lines_that_rest_on_its_theme() -> None:
    assert stations(HOME)[Stage.LINE] == (TRUST, FINDS)


def test_an_objective_shows_the_priority_it_serves_but_nothing_that_serves_that_too() -> None:
    found = stations(TRUST)
    assert found[Stage.LINE] == (GROW, TRUST)
    assert found[Stage.INITIATIVE] == (HOME,)
    assert stations(GROW)[Stage.INITIATIVE] == (HOME, NEWS) or stations(GROW)[Stage.INITIATIVE] == (NEWS,)
    assert TRUST in stations(GROW)[Stage.LINE], "a priority shows what serves it"


def test_a_measure_goes_back_to_the_words() -> None:
    assert stations(TIME)[Stage.SAID] == (SAID, OTHER_SAID)
    assert stations(CLICKS) == {Stage.LINE: (GROW,), Stage.INITIATIVE: (NEWS,), Stage.MEASURE: (CLICKS,)}


def test_only_stations_are_in_a_thread() -> None:
    assert stage_of(Ref("inbox", 1)) is None
    with pytest.raises(ValueError, match="No thread"):
        thread(Ref("people", 1), among(ARROWS))


def test_fields_and_links_are_arrows_alike() -> None:
    assert list(field_arrows(Statement(id=1, theme=1))) == [ARROWS[0]]
    assert list(field_arrows(Criterion(id=1, measure=1))) == [ARROWS[4]]
    assert {arrow.end for arrow in field_arrows(Initiative(id=1, measure=1, priority=1))} == {TIME, GROW}
    link = Link(from_kind="initiatives", from_id=1, to_kind="themes", to_id=1, reason=Reason.ANSWERS)
    assert link_arrow(link) == ARROWS[5]


KINDS = ("statements", "themes", "criteria", "objectives", "initiatives", "measures")
REFS = st.builds(Ref, st.sampled_from(KINDS), st.integers(1, 3))


@given(st.lists(st.builds(Arrow, REFS, REFS, st.just("serves")), max_size=14), REFS)
def test_the_thread_of_any_links_ends_and_holds_its_start_and_no_loose_arrow(arrows: list[Arrow], start: Ref) -> None:
    found = thread(start, among(arrows))
    inside = {ref for refs in found.stations.values() for ref in refs}
    assert start in inside
    assert all(arrow.start in inside and arrow.end in inside for arrow in found.arrows)
    joined = {ref for arrow in found.arrows for ref in (arrow.start, arrow.end)}
    assert inside <= joined | {start}, "nothing stands there without an arrow"


def test_of_many_words_those_that_a_line_leans_on_come_first_then_the_most_severe() -> None:
    said = [Ref("statements", number) for number in range(1, 10)]
    arrows = [*(Arrow(ref, THEME, "is about") for ref in said), Arrow(FINDS, THEME, "is supported by")]
    found = thread(FINDS, among([*arrows, Arrow(FINDS, said[0], "is supported by")]))
    shown, more = shown_said(found, lambda ref: ref.id)
    assert [ref.id for ref in shown] == [1, 9, 8, 7, 6, 5] and more == 9 - MOST_SAID
    shown, more = shown_said(found, lambda ref: ref.id, silent=frozenset(said[:8]))
    assert [ref.id for ref in shown] == [1, 9] and more == 7
