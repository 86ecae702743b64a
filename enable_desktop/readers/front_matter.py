"""What stands above the text of a Markdown page, between two lines of signs: YAML (`---`) or TOML (`+++`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

_MOST_LETTERS: Final = 64 * 1024
_MOST_VALUES: Final = 1_000
_END: Final = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE),
}
_PAIR: Final = re.compile(r"([^\s:#][^:\n]{0,99}?)[ \t]*:(?:[ \t]+(.*)|[ \t]*)$")
_ENTRY: Final = re.compile(r"[ \t]*-[ \t]+(.*)$")
_NOTHING: Final = ("", "~", "null")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Names in small letters with their values as texts, and where in the whole text the page below begins.

    `is_odd` where it was read line by line, because it is no valid YAML or TOML.
    """

    values: Mapping[str, tuple[str, ...]]
    body_at: int = 0
    is_odd: bool = False


def front_matter(text: str) -> FrontMatter:
    """The front matter of a text with "\\n" at line ends; no values where it has none."""
    sign = text[:3]
    first_end = text.find("\n")
    if sign not in _END or first_end < 0 or text[3:first_end].strip():
        return FrontMatter({})
    end = _END[sign].search(text, first_end + 1, first_end + 1 + _MOST_LETTERS)
    if end is None:
        return FrontMatter({})
    inner = text[first_end + 1 : end.start()]
    body_at = min(end.end() + 1, len(text))
    try:
        found = _toml(inner) if sign == "+++" else _yaml(inner)
        return FrontMatter(found, body_at) if found is not None else FrontMatter({})
    except ValueError:
        values = _by_lines(inner)
        return FrontMatter(values, body_at, is_odd=True) if values else FrontMatter({})


def _yaml(text: str) -> dict[str, tuple[str, ...]] | None:
    """The values of the outermost names, None where it is no list of names; raises ValueError where it is no YAML.

    Only the marks that the parser meets are looked at: no tag is obeyed, no alias repeated, nothing nested deeper.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _values_of(yaml.parse(text, Loader=loader), yaml)
    except (yaml.YAMLError, UnicodeError, RecursionError) as error:
        raise ValueError from error


@dataclass(slots=True)
class _Level:
    """An open list or mapping; of a mapping inside another value only the first value counts: mostly a name."""

    is_mapping: bool
    wants_name: bool
    is_taken: bool = False


def _values_of(events: Iterator[Any], yaml: Any) -> dict[str, tuple[str, ...]] | None:
    found: dict[str, list[str]] = {}
    anchors: dict[str, str] = {}
    levels: list[_Level] = []
    name = ""
    for event in events:
        level = levels[-1] if levels else None
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            is_mapping = isinstance(event, yaml.MappingStartEvent)
            if level is None and not is_mapping:
                return None
            levels.append(_Level(is_mapping, is_mapping))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            levels.pop()
            if levels and levels[-1].is_mapping:
                levels[-1].wants_name = not levels[-1].wants_name
        elif isinstance(event, yaml.ScalarEvent | yaml.AliasEvent):
            if level is None:
                return None
            text = _scalar(event, anchors, yaml)
            if level.is_mapping and level.wants_name:
                level.wants_name = False
                if len(levels) == 1:
                    name = text.casefold()
                    found[name] = []
                continue
            if level.is_mapping:
                level.wants_name = True
            is_wanted = not level.is_mapping or len(levels) == 1 or not level.is_taken
            if text and is_wanted and name in found and len(found[name]) < _MOST_VALUES:
                found[name].append(text)
                level.is_taken = True
        elif isinstance(event, yaml.DocumentEndEvent):
            break
    return {name: tuple(values) for name, values in found.items() if name and values}


def _scalar(event: Any, anchors: dict[str, str], yaml: Any) -> str:
    """The text of a value as it is written, empty for nothing; an alias stands for a single text."""
    if isinstance(event, yaml.AliasEvent):
        return anchors.get(str(event.anchor), "")
    text = str(event.value).strip()
    if event.implicit[0] and text.casefold() in _NOTHING:
        return ""
    if event.anchor:
        anchors[str(event.anchor)] = text
    return text


def _toml(text: str) -> dict[str, tuple[str, ...]]:
    try:
        table = tomllib.loads(text)
    except RecursionError as error:
        raise ValueError from error
    found = {str(name).casefold(): tuple(_texts(value)) for name, value in table.items()}
    return {name: values for name, values in found.items() if values}


def _texts(value: object) -> Iterator[str]:
    for each in value[:_MOST_VALUES] if isinstance(value, list) else [value]:
        single = next(iter(each.values()), "") if isinstance(each, dict) else each
        if not isinstance(single, list | dict) and str(single).strip():
            yield str(single).strip()


def _by_lines(text: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    name = ""
    for line in text.split("\n"):
        pair, entry = _PAIR.match(line), _ENTRY.match(line)
        if pair:
            name = pair[1].strip().casefold()
            found[name] = [_unquoted(pair[2] or "")]
        elif entry and name:
            found[name].append(_unquoted(entry[1]))
    kept = {name: tuple(value for value in values if value) for name, values in found.items()}
    return {name: values for name, values in kept.items() if values}


def _unquoted(value: str) -> str:
    value = value.strip()
    return value[1:-1].strip() if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
