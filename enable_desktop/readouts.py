"""A record's values, as a script reads them and as a person does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from enable_desktop.charter.lines import BusinessCase, Prose
from enable_desktop.charter.sections import BY_KEY
from enable_desktop.fields import Field, Line, Shape, fields_of
from enable_desktop.interviews import Statement, Theme
from enable_desktop.links import Ref, without_chips
from enable_desktop.plainly import plainly
from enable_desktop.words import Words, mark, minor_digits

_LEVELS: Final[Mapping[str, tuple[str, ...]]] = {
    "likelihood": (mark("Likelihood: low"), mark("Likelihood: medium"), mark("Likelihood: high")),
    "impact": (mark("Impact: low"), mark("Impact: medium"), mark("Impact: high")),
    "useful": (
        mark("Useful: 1, not at all"), mark("Useful: 2, a little"), mark("Useful: 3, partly"), mark("Useful: 4, quite"),
        mark("Useful: 5, very"),
    ),
}  # fmt: skip
"""The levels with what they measure, since in other languages the one agrees with the other."""

TitleOf = Callable[[Ref], str]
"""What a record is called, empty when it is gone."""


def title_of(line: Line, titles: TitleOf, words: Words) -> str:
    """What a record is called; one without words of its own is called after the first record it names."""
    if isinstance(line, Prose) and line.key in BY_KEY:
        return words(BY_KEY[line.key].title)
    if isinstance(line, BusinessCase):
        return words(BY_KEY[line.kind].title)
    own = without_chips(str(getattr(line, "title", ""))) or plainly(line.title_text)
    if own:
        return own
    for field in fields_of(type(line)):
        value = getattr(line, field.name)
        if field.shape is Shape.RECORD and value is not None:
            return titles(Ref(field.kind, value))
    return ""


def reference_title(line: Line, titles: TitleOf) -> str:
    """What a reference in prose calls a record.

    What somebody said is called after its theme: prose is printed as it stands, and the words may not be quotable.
    """
    if isinstance(line, Statement):
        return titles(Ref(Theme.kind, line.theme)) if line.theme is not None else ""
    return line.title_text


def plain_of(line: Line, titles: TitleOf, words: Words) -> dict[str, Any]:
    """A record as JSON holds it: `id`, `title`, `kind`, then every field by name.

    Money is in minor units. A field that names a record holds its title, and its id beside it as `<field>_id`.
    """
    plain: dict[str, Any] = {"id": line.id, "title": title_of(line, titles, words), "kind": line.kind}
    for field in fields_of(type(line)):
        value = getattr(line, field.name)
        match field.shape:
            case Shape.RECORD:
                plain[field.name] = titles(Ref(field.kind, value)) if value is not None else None
                plain[f"{field.name}_id"] = value
            case Shape.DATE:
                plain[field.name] = value.isoformat() if value is not None else None
            case Shape.SET:
                plain[field.name] = sorted(str(item) for item in value)
            case Shape.MAP:
                plain[field.name] = dict(sorted(value.items()))
            case Shape.CHOICE:
                plain[field.name] = str(value)
            case _ if field.name != "title" or value:
                plain[field.name] = value
    return plain


@dataclass(frozen=True, slots=True)
class Reader:
    """How one person reads values: the words, the currency of the workspace, the titles of its records."""

    words: Words
    currency: str
    titles: TitleOf

    def shown(self, field: Field, value: Any) -> str:
        """A value in words, empty where there is none."""
        if value is None:
            return ""
        match field.shape:
            case Shape.RECORD:
                return self.titles(Ref(field.kind, value))
            case Shape.DATE:
                return self.words.day(value)
            case Shape.FLAG:
                return self.words("yes") if value else self.words("no")
            case Shape.MONEY:
                return self.words.money(value, self.currency)
            case Shape.NUMBER | Shape.WHOLE:
                return self.words.number(value)
            case Shape.LEVEL:
                return level_word(field.name, value, self.words)
            case Shape.CHOICE:
                return self.words(value.label)
            case Shape.SET:
                return ", ".join(self.words(item.label) for item in sorted(value))
            case Shape.MAP:
                return ", ".join(f"{key}: {value[key]}" for key in sorted(value))
        return without_chips(str(value))

    def filled(self, line: Line) -> Iterator[tuple[str, str]]:
        """The label and the text of every field that says something."""
        for field in fields_of(type(line)):
            text = self.shown(field, getattr(line, field.name))
            if text:
                yield self.words(field.label), text


def levels_of(name: str) -> range:
    """The levels of the field with this name."""
    return range(1, len(_LEVELS.get(name, _LEVELS["likelihood"])) + 1)


def level_word(name: str, level: int, words: Words) -> str:
    """A level of the field with this name: "high"."""
    levels = _LEVELS.get(name, _LEVELS["likelihood"])
    return words(levels[level - 1]).partition(": ")[2] if 0 < level <= len(levels) else str(level)


def decimal(minor: int, currency: str) -> str:
    """An amount in minor units as a plain decimal: 3800050 EUR is "38000.50"."""
    digits = minor_digits(currency)
    whole, rest = divmod(abs(minor), 10**digits)
    text = f"{whole}.{rest:0{digits}d}" if digits else str(whole)
    return f"-{text}" if minor < 0 else text
