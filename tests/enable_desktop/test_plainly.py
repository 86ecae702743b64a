"""Markdown as it reads, and the part of a long text around a hit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enable_desktop.plainly import plainly
from enable_desktop.search import HIT_END, HIT_START, around, snippet

READ = {
    "**Sellers** search _nine_ times a `week`": "Sellers search nine times a week",
    "## What we do\n\n- first\n- [x] second\n1. third": "What we do first second 1. third",
    "> Said by [[people:4|Ann Ashby]]": "Said by Ann Ashby",
    "See [the deck](https://example.com/a_(b)) and ![plan](plan.png)": "See the deck and plan",
    "| Team | Share |\n| --- | ---: |\n| North | 4 % |": "Team Share North 4 %",
    "A claim[^1]\n\n[^1]: The source": "A claim The source",
    "before\n\n---\n\nafter\n***": "before after",
    "```sql\nselect 1\n```": "select 1",
    "2 * 3 * 4 and snake_case_name, C# and a-b": "2 * 3 * 4 and snake_case_name, C# and a-b",
    r"not \*strong\*": "not *strong*",
    "~~gone~~ **[link](https://example.com)**": "gone link",
    "": "",
}


@pytest.mark.parametrize("text", READ)
def test_words_are_read_without_their_marks(text: str) -> None:
    assert plainly(text) == READ[text]


@given(st.text(alphabet="ab *_`~[]()!|#>-\\\n:^", max_size=60))
def test_any_text_has_a_reading_on_one_line(text: str) -> None:
    assert "\n" not in plainly(text)
    letters = [letter for letter in plainly(text) if letter in "ab"]
    assert len(letters) <= sum(letter in "ab" for letter in text)


@pytest.mark.parametrize(
    "part",
    ["[", "![a](", "**a", "**a ", " __a", "*a ", "_a ", "~~a ", "`", "``a` ", "|", "- ", "[[x:1|", "> ", "a_", "~~",
     "-", "[^", "<http:", "[a](<b ", "\\"],
)  # fmt: skip
def test_marks_that_nothing_closes_swallow_no_words_and_do_not_hang(part: str) -> None:
    read = plainly(f"before {part * 5_000} after")
    assert read.startswith("before ") and read.endswith(" after")
    assert read.count("a") == part.count("a") * 5_000 + 1


def test_the_part_around_a_hit_is_made_of_whole_lines() -> None:
    lines = [f"- **Line** {number} of many" for number in range(2_000)]
    lines[1_200] = "- **Here** is the needle"
    found = around("\n".join(lines), ("needle",))
    assert len(found) < 1_300
    assert all(line in lines for line in found.split("\n"))
    assert f"Here is the {HIT_START}needle{HIT_END}" in snippet(plainly(found), ("needle",))


def test_in_a_paragraph_without_an_end_the_part_is_made_of_whole_words() -> None:
    text = "word " * 5_000 + "needle " + "word " * 5_000
    assert set(around(text, ("needle",)).split()[:-1]) == {"word", "needle"}
    assert around(text, ("nothing",)) == around(text, ()) == text[:600]
    assert around("Short text", ("text",)) == "Short text"
