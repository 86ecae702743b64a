from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from enable_desktop.blocks import (
    Heading,
    Items,
    Paragraph,
    Table,
    escaped,
    from_plain,
    markdown_of,
    plain_text,
    to_plain,
)
from enable_desktop.readers.markdown import cells_of, read_markdown


def _blocks(text: str) -> tuple[object, ...]:
    return read_markdown(text).blocks


def test_headings_of_both_forms_are_read() -> None:
    assert _blocks("# One #\n\nTwo\n===\nThree\n---\n#hash tag\n#### Four\n") == (
        Heading(1, "One"),
        Heading(1, "Two"),
        Heading(2, "Three"),
        Paragraph("#hash tag"),
        Heading(4, "Four"),
    )


def test_code_keeps_what_looks_like_headings_and_links() -> None:
    text = "```\n# not a heading\n[a]: nowhere\n```"
    assert _blocks(text) == (Paragraph(text),)


def test_lists_keep_their_depth_and_their_signs() -> None:
    (block,) = _blocks("- a\n  more\n    - b\n1. c\n- [x] d\n")
    assert isinstance(block, Items)
    assert [(item.text, item.depth, item.marker) for item in block.items] == [
        ("a\nmore", 0, "-"),
        ("b", 1, "-"),
        ("c", 0, "1."),
        ("d", 0, "- [x]"),
    ]


def test_tables_may_hold_bars_and_be_ragged() -> None:
    (table,) = _blocks("| A | B |\n|---|:-:|\n| 1 \\| 2 | `x|y` |\n| 3 |\n| 4 | 5 | 6 |\n")
    assert table == Table((("A", "B", ""), ("1 | 2", "`x|y`", ""), ("3", "", ""), ("4", "5", "6")))
    assert cells_of(r"a \\| b") == (r"a \\| b",) or cells_of(r"a \\| b") == (r"a \\", "b")


def test_links_by_name_are_resolved_and_notes_follow_their_block() -> None:
    blocks = _blocks(
        "See [it][x] and [y].[^n]\n\nNext\n\n[x]: http://a.example\n[Y]: http://b.example 'T'\n[^n]: Note\n"
    )
    assert blocks == (
        Paragraph('See [it](http://a.example) and [y](http://b.example "T").[^n]'),
        Paragraph("[^n]: Note"),
        Paragraph("Next"),
    )


def test_front_matter_is_a_table_of_names_and_values() -> None:
    blocks = _blocks('---\ntitle: "A: b"\nowner: Ann\n---\n# T\n')
    assert blocks == (Table((("title", "A: b"), ("owner", "Ann"))), Heading(1, "T"))


def test_references_of_another_workspace_become_words() -> None:
    assert _blocks("See [[measures:7|Win rate]].") == (Paragraph("See Win rate."),)


def test_hidden_comments_are_counted_not_shown() -> None:
    paper = read_markdown("a <!-- secret\nlines --> b\n\n`<!-- code -->`\n")
    assert paper.blocks == (Paragraph("a  b"), Paragraph("`<!-- code -->`"))
    assert paper.left_out == {"comments": 1}


def test_plain_text_loses_only_the_marks() -> None:
    assert plain_text(r"**b** *e* ~~s~~ `c*` [t](http://a) <http://b> 2 \* 3 snake_case 4*5*6") == (
        "b e s c* t (http://a) http://b 2 * 3 snake_case 4*5*6"
    )


@given(st.text(st.sampled_from("ab1 *_`[]()\\#|!<>-.~^:\n"), max_size=30))
def test_escaped_text_reads_the_same(text: str) -> None:
    assert plain_text(escaped(text)) == text


_ALPHABET = st.sampled_from("abя1 \t*_`[]()\\#|!<>-=.~^:\n")


@given(st.text(_ALPHABET, max_size=200))
def test_no_word_of_any_markdown_is_lost(text: str) -> None:
    blocks = read_markdown(text).blocks
    kept = " ".join(markdown_of(block) for block in blocks)
    # Link targets move into their links, and are dropped with a name that nothing uses.
    if "]:" not in text and "<!--" not in text and not text.startswith("---"):
        assert sorted(re.findall(r"[abя]", kept)) == sorted(re.findall(r"[abя]", text))


@given(st.text(_ALPHABET, max_size=200))
def test_a_paper_travels_between_processes_unchanged(text: str) -> None:
    paper = read_markdown(text)
    assert from_plain(to_plain(paper)) == paper
