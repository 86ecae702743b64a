"""Which words of a text were found: as they begin, or in another form, whatever their case and accents."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from db.matching import marker
from db.stems import stem
from enable_desktop.library.query import parse
from enable_desktop.search import words_of


def marked(typed: str, text: str) -> list[str]:
    return [text[start:end] for start, end in marker(parse(typed).terms)(text)]


def test_the_places_of_hits_in_a_text() -> None:
    assert marker(parse("елк plan").terms)("Ёлка, and Plans") == ((0, 4), (10, 15))
    assert marker(())("nothing here") == ()


def test_other_forms_of_a_word_are_marked() -> None:
    assert marked("calling", "Call me, or be called: recalls") == ["Call", "called"]
    assert marked("встречи", "О встрече и встречах, не о навстречу") == ["встрече", "встречах"]


def test_what_must_not_stand_there_is_no_hit() -> None:
    assert marked("deck -calling", "Deck for calls") == ["Deck"]


def test_what_was_decided_of_a_word_holds_for_every_text() -> None:
    mark = marker(parse("deck").terms)
    assert [mark(text) for text in ("Deck", "A deck", "None", "Deck")] == [((0, 4),), ((2, 6),), (), ((0, 4),)]


@given(st.text(st.sampled_from("abdegilnstuyабгеийнстуыя"), min_size=1, max_size=12))
def test_a_word_and_its_stem_begin_with_the_same_letter(text: str) -> None:
    # By this most words of a title are told from what is sought without a stem.
    for word in words_of(text):
        assert stem(word)[:1] == word[:1]


def test_a_word_whose_accents_stand_behind_its_letters_is_marked_whole() -> None:
    apart = unicodedata.normalize("NFD", "Café résumé, мой стройный ряд")
    assert [unicodedata.normalize("NFC", each) for each in marked("resume", apart)] == ["résumé"]
    assert [unicodedata.normalize("NFC", each) for each in marked("café", apart)] == ["Café"]
    assert [unicodedata.normalize("NFC", each) for each in marked("стройный", apart)] == ["стройный"]
