"""What is typed to find an asset is taken apart, whatever it is."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from enable_desktop.library.query import MOST_WORDS, Query, Term, is_asked, parse
from enable_desktop.search import folded, words_of

PIECES = st.sampled_from(
    ('"', "«", "»", "“", "”", "-", ":", "title:", "стадия:", " ", "word", "ёлка", "\x00", "(", "*", "a-b")
)


@given(st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=12).map("".join)))
@example('"' * 500)
@example("-" * 500)
@example("a:" * 500)
def test_nothing_typed_is_an_error_and_every_term_holds_folded_words(typed: str) -> None:
    for term in parse(typed).terms:
        assert term.words
        assert all(words_of(word) == [word] for word in term.words)


@given(st.lists(st.text(alphabet="абвгдежзabcdef", min_size=1, max_size=8), max_size=6))
def test_plain_words_are_all_wanted(words: list[str]) -> None:
    found = parse(" ".join(words))
    assert found == Query(tuple(Term(words=(word,)) for word in dict.fromkeys(map(folded, words))))


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("Ёлка  PLAN", [Term(words=("елка",)), Term(words=("plan",))]),
        ('"needs analysis" call', [Term(words=("needs", "analysis"), is_phrase=True), Term(words=("call",))]),
        ("«выявление потребностей»", [Term(words=("выявление", "потребностей"), is_phrase=True)]),
        ('"never closed', [Term(words=("never", "closed"), is_phrase=True)]),
        ("-draft", [Term(words=("draft",), is_excluded=True)]),
        ('-"old deck"', [Term(words=("old", "deck"), is_phrase=True, is_excluded=True)]),
        ("e-mail", [Term(words=("e",)), Term(words=("mail",))]),
        ("a - b", [Term(words=("a",)), Term(words=("b",))]),
        ("title:Deck", [Term(words=("deck",), field="title", named=("title",))]),
        ("Название:колода", [Term(words=("колода",), field="title", named=("название",))]),
        ("-status:draft", [Term(words=("draft",), field="status", named=("status",), is_excluded=True)]),
        (
            'stage:"needs analysis"',
            [Term(words=("needs", "analysis"), is_phrase=True, field="stage", named=("stage",))],
        ),
        ("seller_role:ae", [Term(words=("ae",), field="seller_role", named=("seller", "role"))]),
        ("https://example.com", [Term(words=("https",)), Term(words=("example",)), Term(words=("com",))]),
        ("10:30", [Term(words=("10",)), Term(words=("30",))]),
        ("title:", [Term(words=("title",))]),
        ("… ! ()", []),
    ],
)
def test_what_is_typed_means_this(typed: str, terms: list[Term]) -> None:
    assert list(parse(typed).terms) == terms


@pytest.mark.parametrize("pasted", ["a{} ", "-a{} ", "a{}:", "-a{}:", "kind:a{} ", "«a{}", '"a{} '])
def test_of_a_pasted_page_the_first_words_are_wanted(pasted: str) -> None:
    typed = "".join(pasted.format(number) for number in range(10_000))
    words = [word for term in parse(typed).terms for word in term.words]
    assert len(words) <= MOST_WORDS
    assert "a1" in {*words, *(name for term in parse(typed).terms for name in term.named)}
    assert not is_asked(typed)


def test_a_question_is_asked_and_a_pasted_page_is_not() -> None:
    assert is_asked("How do we answer a bank’s security questionnaire?")
    assert not is_asked("rubbish " * 40)
    assert not is_asked("x" * 300)
    assert not is_asked(" ")
