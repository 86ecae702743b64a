"""Names in texts: found however they were typed, and taken out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from enable_desktop.people import Person, folded


class Name:
    """The name of somebody, and what is read in its place."""

    def __init__(self, person: Person, withheld: str) -> None:
        self.withheld = withheld
        self._pattern = _pattern(person)
        # Several words stand in brackets among others, so that no sentence takes them for its own.
        self._inside = f"({withheld})" if " " in withheld else withheld

    def removed_from(self, text: str) -> str:
        """A text without the name."""
        # A function, since the word itself is no pattern.
        whole = self._pattern.fullmatch(text.strip())
        return self.withheld if whole else self._pattern.sub(lambda _: self._inside, text)


class Names:
    """The names of several people, and parts of names, for texts that must carry none of them.

    A first name or a surname counts as such where it is written with a capital. What is also a word of a `place`, a
    role or a department, does not: people are entered by role as well ("AE, mid-market 3"). However many names there
    are, a text is compared only with those that share a word with it.
    """

    def __init__(self, names: Iterable[str], places: Iterable[str] = ()) -> None:
        self._common = frozenset(word for place in places for word in _words(place))
        as_written: dict[str, list[str]] = {}
        for name in names:
            for part in name.split():
                as_written.setdefault(part, []).append(name)
        self._by_word: dict[str, list[list[str]]] = {}
        for part, bearers in as_written.items():
            for word in _words(part):
                self._by_word.setdefault(word, []).append(bearers)

    def removed_from(self, text: str, *, chips: bool = True) -> tuple[str, int]:
        """A text with an ellipsis in brackets for each name, and how many those are.

        With `chips` also for each reference to anybody.
        """
        text = unicodedata.normalize("NFC", text)
        text, count = _CHIP.subn(OMITTED, text) if chips else (text, 0)
        found = list(_WORD.finditer(text))
        names = _Sought(self._near({folded(word[0]) for word in found}), self._common)
        cuts = names.places_in(found)
        for start, end in reversed(cuts):
            text = f"{text[:start]}{OMITTED}{text[end:]}"
        return text, count + len(cuts)

    def _near(self, words: Iterable[str]) -> set[str]:
        """The names of which a word may stand among these, in any case."""
        return {
            name
            for word in words
            for form in _other_forms(word)
            for bearers in self._by_word.get(form, ())
            for name in bearers
        }


class _Sought:
    """A few names, looked for in one text."""

    def __init__(self, names: Iterable[str], common: frozenset[str]) -> None:
        self._parts = _Stems()
        self._first = _Stems()
        self._whole: dict[str, set[tuple[str, ...]]] = {}
        for name in names:
            words = _words(name)
            if len(words) > 1:
                self._first.add(words[0])
                self._whole.setdefault(_stem(words[0]), set()).add(tuple(words))
            if _is_of_a_human(name):
                for word in words:
                    if len(word) >= _SHORTEST and word not in common:
                        self._parts.add(word)

    def places_in(self, found: Sequence[re.Match[str]]) -> list[tuple[int, int]]:
        """From where to where names stand among the words of a text."""
        cuts: list[tuple[int, int]] = []
        at = 0
        while at < len(found):
            long = self._length(found, at) or (1 if self._is_part(found[at][0]) else 0)
            if long:
                cuts.append((found[at].start(), found[at + long - 1].end()))
            at += long or 1
        return cuts

    def _is_part(self, word: str) -> bool:
        return word[0].isupper() and bool(self._parts.stem_of(folded(word)))

    def _length(self, found: Sequence[re.Match[str]], at: int) -> int:
        """How many words the whole name that begins here has; 0 where none begins."""
        stem = self._first.stem_of(folded(found[at][0]))
        for name in self._whole.get(stem, ()):
            here = found[at : at + len(name)]
            if len(here) == len(name) and all(
                _is_form_of(folded(word[0]), part) for word, part in zip(here, name, strict=True)
            ):
                return len(name)
        return 0


_SHORTEST: Final = 3
OMITTED: Final = "[…]"
"""What is read in place of a name in what was said."""
_WORD: Final = re.compile(r"\w+")
_CHIP: Final = re.compile(rf"\[\[{Person.kind}:[0-9]+\|[^\[\]\n]*\]\]")
_CODE: Final = re.compile(r"[\d,;/()]|\b[A-ZА-ЯЁ]{2,}\b")
_PARTICLES: Final = frozenset(
    {"van", "von", "der", "den", "ter", "de", "da", "di", "du", "la", "le", "el", "al", "bin"}
)
_SHORT_ENDINGS: Final = {"а": "а|ы|и|е|у|ой|ою", "я": "я|и|е|ю|ей|ею|й", "й": "й|я|ю|ем|е", "ь": "ь|я|ю|ем|е|и|ью"}
"""How short Russian names end: with every ending there is, "Вера" would be found in "Верю"."""


class _Stems:
    """Words found in any of their forms by looking up their beginnings."""

    def __init__(self) -> None:
        self._endings: dict[str, frozenset[str]] = {}

    def add(self, word: str) -> None:
        stem = _stem(word)
        self._endings[stem] = self._endings.get(stem, frozenset()) | _endings_of(word)

    def stem_of(self, word: str) -> str:
        """The stem of the word that this is a form of, empty where it is none."""
        for end in range(len(word), 0, -1):
            endings = self._endings.get(word[:end])
            if endings is not None and word[end:] in endings:
                return word[:end]
        return ""


def _stem(word: str) -> str:
    if not _CYRILLIC.search(word):
        return word
    stem = _LAST_VOWEL.sub("", word)
    return stem if len(stem) > _SHORTEST else word[:-1] if word[-1] in _SHORT_ENDINGS else word


def _endings_of(word: str) -> frozenset[str]:
    """How a folded word may end after its stem."""
    if not _CYRILLIC.search(word):
        return frozenset({""})
    if len(_LAST_VOWEL.sub("", word)) > _SHORTEST:
        return frozenset({"", *folded(_ENDINGS).split("|")})
    return frozenset(
        {word[-1:], *_SHORT_ENDINGS[word[-1]].split("|")} if word[-1] in _SHORT_ENDINGS else {"", "а", "у", "ом", "е"}
    )


_VOWELS: Final = ("", "а", "я", "е", "й", "ь", "о", "ый", "ий", "ой", "ая", "яя")
"""What a stem may have lost."""


def _other_forms(word: str) -> Iterator[str]:
    """The names that a folded word may be a form of: itself, and of a Russian one whatever shares its beginning."""
    yield word
    for end in range(len(word), 0, -1):
        yield from (word[:end] + vowel for vowel in _VOWELS)
        if not _CYRILLIC.match(word[end - 1]):
            return


def _is_form_of(word: str, name: str) -> bool:
    stem = _stem(name)
    return word.startswith(stem) and word[len(stem) :] in _endings_of(name)


def _is_of_a_human(name: str) -> bool:
    """Whether it reads as a name, not as a role that somebody was entered by ("VP Sales", "Head of marketing")."""
    words = name.split()
    return not _CODE.search(name) and all(word[:1].isupper() or word in _PARTICLES for word in words)


def _words(text: str) -> list[str]:
    return _WORD.findall(folded(text))


def _pattern(person: Person) -> re.Pattern[str]:
    """References to a person, and the name however it was typed.

    That is: in upper case or lower, with any spaces, е or ё, composed or not, in any Russian case.
    """
    chip = rf"\[\[{Person.kind}:{person.id}\|[^\[\]\n]*\]\]"
    # The name of somebody anonymous is a role, which others bear too.
    words = [] if person.anonymous else unicodedata.normalize("NFC", person.name).split()
    name = r"(?<!\w)" + r"\s+".join(_cases(word, whole=len(words) == 1) for word in words) + r"(?!\w)"
    # One word alone may be a common one ("Will", "Mission"): only as it was written.
    return re.compile(f"{chip}|{name}" if words else chip, re.IGNORECASE if len(words) > 1 else 0)


_ENDINGS: Final = (
    "а|я|у|ю|е|ё|ы|и|о|й|ь|ый|ий|ой|ая|яя|ую|юю|ого|его|ому|ему|ом|ем|ём|ым|им|ею|ою|ей|ов|ев|ых|их"
    "|ия|ию|ие|ием|ии|ам|ям|ами|ями|ыми|ими"
)
"""How Russian names end in any case."""


def _cases(word: str, *, whole: bool) -> str:
    """A word of a name in every case; one that stands alone keeps the ending it has."""
    if not _CYRILLIC.search(word):
        return _letters(word)
    stem = word if whole else _LAST_VOWEL.sub("", word)
    return f"{_letters(stem)}(?:{_ENDINGS})?"


_CYRILLIC: Final = re.compile(r"[а-яё]$", re.IGNORECASE)
_LAST_VOWEL: Final = re.compile(r"(?<=\w\w)(?:ый|ий|ой|ая|яя|[аяейьо])$", re.IGNORECASE)


def _letters(word: str) -> str:
    forms = []
    for letter in word:
        variants = {letter, unicodedata.normalize("NFD", letter)}
        if letter.casefold() in "её":
            variants |= {"е", "ё", unicodedata.normalize("NFD", "ё")}
        # The longest first: a letter without its mark would leave the mark behind.
        alternatives = "|".join(re.escape(variant) for variant in sorted(variants, key=len, reverse=True))
        forms.append(f"(?:{alternatives})" if len(variants) > 1 else alternatives)
    return "".join(forms)
