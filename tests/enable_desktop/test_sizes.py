"""Length and size are said in the same words wherever content is shown or printed."""

from __future__ import annotations

from enable_desktop.sizes import length_of, said_size
from enable_desktop.words import Words


def test_sizes_are_said_in_words(words: Words) -> None:
    assert [said_size(words, size) for size in (10, 340_000, 2_140_000)] == ["1 kB", "340 kB", "2.1 MB"]


def test_how_long_something_takes_counts_more_than_how_many_pages_it_has(words: Words) -> None:
    known = ((45, 3), (130, 3), (0, 3), (None, 1), (None, None))
    told = [length_of(seconds, pages, words) for seconds, pages in known]
    assert told == ["45 s", "2 min", "3 pages", "1 page", ""]
