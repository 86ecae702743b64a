"""What is made in a thread while SQLite writes: nothing is lost, doubled, out of order or left running."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from db.ahead import ahead

WAIT_S = 10.0


def test_everything_comes_once_and_in_order() -> None:
    assert list(ahead(range(1_000))) == list(range(1_000))
    assert list(ahead(())) == []


def test_the_next_is_made_while_the_one_before_is_used() -> None:
    in_use = threading.Event()

    def making() -> Iterator[str]:
        yield "first"
        assert in_use.wait(WAIT_S), "the second was asked for only after the first was done with"
        yield "second"

    several = ahead(making())
    assert next(several) == "first"
    in_use.set()
    assert list(several) == ["second"]


def test_what_goes_wrong_in_making_is_told_after_what_was_whole() -> None:
    def making() -> Iterator[int]:
        yield 1
        raise ValueError("the file was changed")

    several = ahead(making())
    assert next(several) == 1
    with pytest.raises(ValueError, match="the file was changed"):
        next(several)


def test_nothing_runs_on_once_its_user_stops() -> None:
    before = threading.active_count()
    made: list[int] = []

    def making() -> Iterator[int]:
        for number in range(1_000):
            made.append(number)
            yield number

    several = ahead(making())
    assert [next(several) for _ in range(4)] == [0, 1, 2, 3]
    several.close()  # type: ignore[attr-defined]  # an iterator by its promise, a generator in truth
    assert threading.active_count() == before
    assert made == [0, 1, 2, 3, 4]
