"""What somebody typed as an FTS5 expression; the one place where typed words become part of a query.

Every word is quoted and holds only letters and digits, so that nothing typed is ever an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from db.stems import stem
from enable_desktop.library.query import Term
from enable_desktop.search import folded, folded_words, placed_words, words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of the things that must all stand in an entry: a phrase, or a word as a beginning and in its other forms.

    A beginning counts in any column or, `in_titles`, only there; there its `stem` is the word itself, which counts
    everywhere. Where there is no beginning, the expression is all there is.
    """

    expression: str
    beginning: str = ""
    stem: str = ""
    columns: str = ""
    in_titles: bool = False

    def among(self, words: Iterable[str]) -> str:
        """The same where these are all the words that begin so."""
        several = " OR ".join(f'"{word}"' for word in dict.fromkeys((*words, self.stem)))
        return _within(self.columns, several)


@dataclass(frozen=True, slots=True)
class Match:
    """What must stand in an entry of an index, and what must not; either may be empty."""

    parts: tuple[Part, ...] = ()
    unwanted: str = ""

    @property
    def wanted(self) -> str:
        return " AND ".join(part.expression for part in self.parts)

    @property
    def expression(self) -> str:
        """Both in one; empty where nothing is wanted."""
        if not self.wanted:
            return ""
        return f"({self.wanted}) NOT ({self.unwanted})" if self.unwanted else self.wanted


def match_of(terms: Iterable[tuple[str, Term]], phrases: str, *, in_titles: int = 0) -> Match:
    """The expression for terms, each with the columns it is looked for in; empty for all of them.

    The columns for `phrases` hold words in their order. Words of at most `in_titles` letters are beginnings of words in
    titles alone.
    """
    wanted: list[Part] = []
    unwanted: list[str] = []
    for columns, term in terms:
        if term.is_phrase or (term.is_excluded and len(term.words) > 1):
            found = f"{{{phrases}}} : {_phrase(term.words)}"
        elif term.is_excluded:
            found = _one_word(term.words[0])
        else:
            wanted += (_part(word, columns, 0 if columns else in_titles) for word in term.words)
            continue
        if term.is_excluded:
            unwanted.append(_within(columns, found))
        else:
            wanted.append(Part(expression=_within(columns, found)))
    return Match(tuple(wanted), " OR ".join(unwanted))


def _within(columns: str, expression: str) -> str:
    return f"{{{columns}}} : ({expression})" if columns else f"({expression})"


def _part(word: str, columns: str, in_titles: int) -> Part:
    """The word as the beginning of one, or in another form. The indexes hold stems beside the words."""
    if len(word) <= in_titles:
        expression = f'({{title}} : ("{word}" *) OR "{word}")'
        return Part(expression=expression, beginning=word, stem=word, in_titles=True)
    root = stem(word)
    found = f'"{word}" *' if root.startswith(word) else f'"{word}" * OR "{root}"'
    return Part(expression=_within(columns, found), beginning=word, stem=root, columns=columns)


def _phrase(words: Iterable[str]) -> str:
    return f'"{" ".join(words)}"'


def _one_word(word: str) -> str:
    """The word in any of its forms, but not as the beginning of others."""
    return f'"{word}" OR "{stem(word)}"'


def wanted_words(terms: Iterable[Term]) -> tuple[str, ...]:
    """How the words begin that these terms are found by, for marking them."""
    words = [word for term in terms if not term.is_excluded for word in term.words]
    return tuple(dict.fromkeys((*words, *map(stem, words))))


def forms_in(text: str, terms: Iterable[Term]) -> tuple[str, ...]:
    """The words of a text that are other forms of single words wanted."""
    roots = _roots(terms)
    if not roots:
        return ()
    distinct = dict.fromkeys(folded_words(text).split())
    words = dict.fromkeys(word for each in distinct for word in words_of(each))
    return tuple(word for word in words if stem(word) in roots)


def _roots(terms: Iterable[Term]) -> frozenset[str]:
    return frozenset(stem(word) for term in terms if not (term.is_excluded or term.is_phrase) for word in term.words)


def marker(terms: Iterable[Term]) -> Callable[[str], tuple[tuple[int, int], ...]]:
    """Where in a text the words stand that these terms found, start and end of each: as beginnings, or other forms.

    What was decided of a word holds for all the texts asked about: titles say the same ones again and again.
    """
    several = tuple(terms)
    beginnings, roots = wanted_words(several), _roots(several)
    # No stem begins with another letter than its word: of most words none is needed.
    first = frozenset(root[:1] for root in roots)
    known: dict[str, bool] = {}

    def is_wanted(word: str) -> bool:
        found = known.get(word)
        if found is None:
            plain = folded(word)
            found = known[word] = plain.startswith(beginnings) or (plain[:1] in first and stem(plain) in roots)
        return found

    if not beginnings:
        return lambda text: ()
    return lambda text: tuple(place for word, place in placed_words(text) if is_wanted(word))


def says_all(title: str, terms: Iterable[Term]) -> bool:
    """Whether a title holds everything wanted, each word as the beginning of one or in another form."""
    words = words_of(title)
    known = {stem(word) for word in words}
    return all(
        any(word.startswith(wanted) for word in words) or stem(wanted) in known
        for term in terms
        if not term.is_excluded
        for wanted in term.words
    )
