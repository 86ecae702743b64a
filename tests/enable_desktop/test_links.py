"""References inside prose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enable_desktop.kinds import KINDS
from enable_desktop.links import Chip, Link, Reason, Ref, chips_in, without_chips

REFS = st.builds(Ref, st.sampled_from(sorted(KINDS)), st.integers(1, 10**18 - 1))


@given(REFS, st.text(), st.text(), st.text())
def test_a_chip_can_be_read_again_whatever_its_label(ref: Ref, label: str, before: str, after: str) -> None:
    written = str(Chip(ref, label, 0, 0))
    (chip,) = [chip for chip in chips_in(f"x{written}y") if chip.ref == ref]
    assert str(chip) == written
    assert f"x{written}y"[chip.start : chip.end] == written
    text = f"{before}{written}{after}"
    for chip in chips_in(text):
        assert str(chip) == text[chip.start : chip.end]


@given(st.text())
def test_any_text_has_its_chips_or_none(text: str) -> None:
    bare = without_chips(text)
    assert (bare == text) == (not chips_in(text))


def test_prose_is_read_with_the_labels() -> None:
    text = "Because [[obstacles:3|ramp-up]] is slow, [[measures:12|]] and [[people:1|Ёлка]]."
    assert [str(chip.ref) for chip in chips_in(text)] == ["obstacles:3", "measures:12", "people:1"]
    assert without_chips(text) == "Because ramp-up is slow,  and Ёлка."


@pytest.mark.parametrize(
    "text",
    [
        "[[obstacles:3]]",
        "[[obstacles:x|a]]",
        "[obstacles:3|a]",
        "[[:3|a]]",
        "[[a:3|b\nc]]",
        "[[a:٣|b]]",
        f"[[a:{10**19}|b]]",
    ],
)
def test_what_only_looks_like_a_chip_stays_text(text: str) -> None:
    assert chips_in(text) == ()
    assert without_chips(text) == text


def test_brackets_in_a_title_do_not_break_the_chip() -> None:
    assert str(Chip(Ref("obstacles", 3), "Q4 [draft]\nplan", 0, 0)) == "[[obstacles:3|Q4 (draft) plan]]"


def test_a_link_has_two_ends() -> None:
    link = Link(from_kind="criteria", from_id=1, to_kind="measures", to_id=2, reason=Reason.MEASURES)
    assert (link.start, link.end) == (Ref("criteria", 1), Ref("measures", 2))
    assert str(link.start) == "criteria:1"
    assert sorted([link.end, link.start]) == [link.start, link.end]
