"""The booklet of a pack, as it lies on the table."""

from __future__ import annotations

import re
from datetime import date

import pytest

from enable_desktop.packs.contents import Change, PackContents, Packed
from enable_desktop.words import Words
from exports.packs.booklet import booklet_bytes
from tests.exports.reading import pages_of


def contents(changed: int, asked: int) -> PackContents:
    items = [
        Packed(asset=number, title=f"Changed {number}", summary="What is new in it.", change=Change.CHANGED)
        for number in range(1, changed + 1)
    ]
    items += [
        Packed(asset=100 + number, title=f"Answer {number}", question=f"Question {number}?")
        for number in range(1, asked + 1)
    ]
    day = date(2026, 3, 12)
    return PackContents(
        pack=1,
        title="Monthly",
        company="Sample Co",
        language="en",
        day=day,
        since=date(2026, 2, 10),
        items=tuple(items),
    )


@pytest.mark.parametrize("changed", [2, 12, 20, 28])
def test_the_questions_stand_together_and_before_what_has_changed(changed: int, words: Words) -> None:
    pages = pages_of(booklet_bytes(contents(changed, 15), words)[0])
    assert all(f"Question {number}?" in pages[1] for number in range(1, 16))
    assert "Since the pack of" in " ".join(pages[1:3])
    assert "Since the pack of" not in pages[1].split("Question 15?")[0]


def test_more_questions_than_a_page_holds_go_on_under_the_same_heads(words: Words) -> None:
    pages = pages_of(booklet_bytes(contents(2, 60), words)[0])
    end = next(place for place, page in enumerate(pages) if "Contents" in page)
    listed = [page for page in pages[1 : end + 1] if "Question 1?" in page or "Question 60?" in page]
    assert len(listed) == 2
    assert all(re.search("Question\\s+Answer", page) for page in listed)
