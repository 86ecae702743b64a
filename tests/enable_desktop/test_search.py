"""How text is folded, and where a snippet is cut."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enable_desktop.search import HIT_END, HIT_START, each_word, folded, folded_words, snippet, words_of


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Élan CAFÉ", "elan cafe"),
        ("Ёжик и Йод", "ежик и йод"),
        ("е\u0308 и\u0306", "е й"),
        ("Straße", "strasse"),
        ("ﬁn ℌ Ⅷ", "fin h viii"),
        ("Σίσυφος", "σισυφοσ"),
        ("İI", "ii"),
        ("Ç ç ñ å", "c c n a"),
        ("ŻÓŁĆ", "zołc"),
        ("plain TEXT", "plain text"),
    ],
)
def test_case_accents_and_yo_are_folded(text: str, plain: str) -> None:
    assert folded(text) == plain


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text())
def test_folding_ignores_case_and_composition(text: str) -> None:
    assert folded(unicodedata.normalize("NFD", text)) == folded(unicodedata.normalize("NFC", text))


@given(st.text())
def test_words_hold_letters_and_digits_only(text: str) -> None:
    for word in words_of(text):
        assert word.isalnum()
        assert word == folded(word)


@given(st.text() | st.text(st.characters(max_codepoint=127)) | st.lists(st.text(max_size=50)).map(" ".join))
def test_a_word_met_again_and_again_is_found_as_one_met_once(text: str) -> None:
    assert each_word(text) == words_of(folded_words(text)) == each_word(text)


@given(st.text(), st.lists(st.text(min_size=1, max_size=4), max_size=3), st.integers(1, 120))
def test_a_snippet_is_a_piece_of_the_text_with_marked_hits(text: str, wanted: list[str], width: int) -> None:
    found = snippet(text, tuple(folded(word) for word in wanted), width)
    marked = found.count(HIT_START)
    assert marked == found.count(HIT_END)
    plain = found.replace(HIT_START, "").replace(HIT_END, "")
    flat = " ".join(text.replace(HIT_START, "").replace(HIT_END, "").split())
    assert plain.removeprefix("…").removesuffix("…") in f"…{flat}…"
    assert len(plain) <= width + 2


def test_a_snippet_shows_the_first_hit_and_marks_all_in_sight() -> None:
    text = "Long before it. " * 20 + "Discovery calls, discovered late." + " After." * 40
    found = snippet(text, ("discover",))
    assert found.startswith("…")
    assert f"{HIT_START}Discovery{HIT_END} calls, {HIT_START}discovered{HIT_END} late." in found
    assert snippet("Short", ()) == "Short"
    assert snippet("", ("x",)) == ""
