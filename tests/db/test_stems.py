"""Word forms: the fast stemmer says what the slow one does, so that an index holds for both."""

from __future__ import annotations

from pathlib import Path

import pytest
from snowballstemmer.english_stemmer import EnglishStemmer
from snowballstemmer.russian_stemmer import RussianStemmer

from db.stems import stem
from enable_desktop.search import words_of
from resources import words


def test_every_word_of_our_contents_has_the_stem_that_files_of_earlier_versions_hold() -> None:
    pytest.importorskip("Stemmer")
    texts = sorted((Path(words.__file__).parent / "content").rglob("*.toml"))
    said = {word for text in texts for word in words_of(text.read_text("utf-8"))}
    chosen = sorted(said)[::2]
    assert sum(word.isascii() for word in chosen) > 500 < sum(not word.isascii() for word in chosen)
    english, russian = EnglishStemmer(), RussianStemmer()
    assert {word: stem(word) for word in chosen} == {
        word: (russian if any("а" <= letter <= "я" for letter in word) else english).stemWord(word) for word in chosen
    }
