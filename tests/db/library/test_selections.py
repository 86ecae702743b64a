"""Sets of assets as bits, and the lists that are made of them: each reads as the plain tuple of its ids."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.library.selections import Found, Newest, holders_of, those_in

IDS = st.sets(st.integers(1, 12_000), max_size=40)


def reads_as(listed: Sequence[int], plain: tuple[int, ...], at: int, stop: int) -> None:
    assert len(listed) == len(plain)
    assert bool(listed) == bool(plain)
    assert listed[at:stop] == plain[at:stop]
    assert tuple(listed) == plain
    assert listed[::-1] == plain[::-1]
    assert listed == plain
    assert [listed.index(id_) for id_ in plain] == list(range(len(plain)))
    assert all(id_ in listed for id_ in plain)
    for place in (at, -1 - at):
        if -len(plain) <= place < len(plain):
            assert listed[place] == plain[place]
        else:
            with pytest.raises(IndexError):
                listed[place]


@given(IDS, st.integers(0, 50), st.integers(0, 50))
def test_the_newest_of_a_set_read_as_a_list_of_them(ids: set[int], at: int, stop: int) -> None:
    plain = tuple(sorted(ids, reverse=True))
    reads_as(Newest(holders_of(ids)), plain, at, stop)
    assert Newest(holders_of(ids))[at:stop] == plain[at:stop]
    assert those_in(holders_of(ids), plain) == plain


@given(IDS, IDS, st.integers(0, 90), st.integers(0, 90))
def test_some_and_behind_them_others_read_as_one_list(first: set[int], rest: set[int], at: int, stop: int) -> None:
    ranked, others = tuple(first), holders_of(rest - first)
    plain = (*ranked, *sorted(rest - first, reverse=True))
    reads_as(Found(ranked, Newest(others)), plain, at, stop)
    assert Found(ranked, Newest(others)) == Found(ranked, Newest(others))
    assert Found(ranked, Newest(others)) != Found((*ranked, 12_001), Newest(others))
    with pytest.raises(ValueError, match="12001"):
        Found(ranked, Newest(others)).index(12_001)
