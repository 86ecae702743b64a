"""What an edit leaves of a text, and where a passage of it lies afterwards."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enable_desktop.edits import common_beginning, common_end, shifted


@given(st.text("ab", max_size=12), st.text("ab", max_size=12))
def test_what_two_texts_share_at_their_ends_is_as_long_as_it_can_be(one: str, other: str) -> None:
    shared = os.path.commonprefix([one, other])
    assert common_beginning(one, other) == len(shared)
    most = min(len(one), len(other))
    assert common_end(one[::-1], other[::-1], most) == len(shared)
    assert common_end(one[::-1], other[::-1], most // 2) == min(len(shared), most // 2)


@pytest.mark.parametrize(
    ("before", "place", "after", "expected"),
    [
        ("abcdef", (2, 4), "XXabcdef", (4, 6)),
        ("abcdef", (2, 4), "abcdefXX", (2, 4)),
        ("abcdef", (2, 4), "abXXcdef", (4, 6)),
        ("abcdef", (2, 4), "abcdXXef", (2, 4)),
        ("abcdef", (2, 4), "abcXXdef", (2, 6)),
        ("abcdef", (2, 4), "abef", None),
        ("abcdef", (2, 4), "abcef", (2, 3)),
        ("abcdef", (2, 4), "adef", (1, 2)),
        ("abcdef", (2, 4), "", None),
    ],
)
def test_a_passage_is_found_again_after_one_edit(
    before: str, place: tuple[int, int], after: str, expected: tuple[int, int] | None
) -> None:
    assert shifted(*place, before, after) == expected
