"""Word forms: the stem that the forms of a word share, in English and Russian."""

from __future__ import annotations

from functools import lru_cache
from typing import Any


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of a folded word: Russian for Cyrillic, else English."""
    if word.isdecimal():
        # Lists of content are full of numbers, which have no forms.
        return word
    russian = any("а" <= letter <= "я" for letter in word)
    return str(_stemmer("russian" if russian else "english").stemWord(word))


@lru_cache(maxsize=2)
def _stemmer(language: str) -> Any:  # snowballstemmer ships without types
    import snowballstemmer

    return snowballstemmer.stemmer(language)
