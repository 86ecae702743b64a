"""What is left of somebody who was forgotten: texts and snapshots without the name, however it was typed."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from dataclasses import replace
from typing import Any, Final

from db import rows
from enable_desktop.charter import content
from enable_desktop.charter.evidence import Shown
from enable_desktop.charter.lines import Prose
from enable_desktop.fields import Line, Shape, fields_of
from enable_desktop.interviews import Interview, Statement
from enable_desktop.links import Link
from enable_desktop.notes import ListEntry
from enable_desktop.people import Person
from enable_desktop.words import mark

WITHHELD: Final = mark("withheld")
"""What stands in place of a forgotten name, in the language of the workspace's documents."""


class Name:
    """The name of somebody to be forgotten, and what is read in its place."""

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


_KEYS: Final = frozenset({
    (Prose, "key"), (ListEntry, "list"), (ListEntry, "key"),
    (Link, "from_kind"), (Link, "to_kind"), (Shown, "end_kind"),
})  # fmt: skip
"""What the program knows records by; no words of anybody."""


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


def erase_talks(connection: sqlite3.Connection, person: int, withheld: str) -> None:
    """Take out what somebody said in their talks; that there was a talk, and its figures, tell nothing of them."""
    emptied = {
        field.name: ""
        for field in fields_of(Interview)
        if field.shape in (Shape.TEXT, Shape.PROSE) and field.name != "title"
    }
    for talk in rows.read_where(connection, Interview, "person", person):
        rows.update(connection, Interview, talk.id, {**emptied, "title": withheld})
        for said in rows.read_where(connection, Statement, "interview", talk.id):
            values = {"words": withheld, "is_quote": False, "quotable": False, "start": None, "end": None}
            rows.update(connection, Statement, said.id, values)


def changed(line: Line, name: Name) -> dict[str, Any]:
    """The fields of a line in which a name stands, without it."""
    found: dict[str, Any] = {}
    for field in fields_of(type(line)):
        value = getattr(line, field.name)
        if isinstance(line, Person) and field.name == "name":
            # Somebody else of that name keeps it.
            continue
        if (type(line), field.name) in _KEYS:
            continue
        if field.shape in (Shape.TEXT, Shape.PROSE):
            new: Any = name.removed_from(value)
        elif field.shape is Shape.MAP:
            new = {name.removed_from(key): name.removed_from(text) for key, text in value.items()}
        else:
            continue
        if new != value:
            found[field.name] = new
    return found


def without(snapshot: str, person: Person, name: Name) -> str:
    """A snapshot in which the person is a role without a name and without words of their own."""
    charter = content.from_json(snapshot)
    lines = {kind: tuple(_withheld(line, person, name) for line in found) for kind, found in charter.lines.items()}
    return content.to_json(replace(charter, lines=lines))


def _withheld(line: Line, person: Person, name: Name) -> Line:
    if isinstance(line, Person) and line.id == person.id:
        return Person(id=person.id, position=line.position, name=name.withheld, group=person.group, anonymous=True)
    if isinstance(line, Shown) and line.person == person.id:
        # What was quoted is theirs, also where their name does not stand in it.
        return replace(
            line,
            title=name.withheld if line.title else "",
            quote=name.withheld if line.quote else "",
            role="",
        )
    return replace(line, **changed(line, name))
