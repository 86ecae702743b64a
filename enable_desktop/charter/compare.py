"""What differs between two states of a charter: line by line, and inside a text word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

from enable_desktop.charter.content import CONTENT, Charter
from enable_desktop.charter.evidence import EVIDENCE, justified
from enable_desktop.charter.lines import BusinessCase, Head, Prose
from enable_desktop.charter.sections import SECTIONS, section_of
from enable_desktop.fields import Choice, Field, Line, Shape, fields_of
from enable_desktop.links import Ref, without_chips
from enable_desktop.measures import Reading
from enable_desktop.words import mark

COVER: Final = "cover"
"""The section key of what stands on the cover."""

_WORDS_COMPARED: Final = 4_000
_LINES_COMPARED: Final = 3_000
_WORDS_BETWEEN: Final = 3
_TOKEN: Final = re.compile(r"\s+|[^\W_]+|[\W_]", re.UNICODE)


class Change(Choice):
    """What happened to a line."""

    ADDED = "added", mark("Added")
    REMOVED = "removed", mark("Removed")
    CHANGED = "changed", mark("Changed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One line that came or went, or one field of a line that says something else now.

    `before` and `after` are values as the record holds them, a record that a field names by its title. A line that
    came or went has no field. A note that came or went has the field `EVIDENCE`, and values that are a `Shown` or None.
    Amounts are in `old_currency` and `new_currency`, empty where that is not known.
    """

    section: str
    change: Change
    ref: Ref
    title: str
    field: Field | None = None
    before: Any = None
    after: Any = None
    old_currency: str = ""
    new_currency: str = ""

    @property
    def label(self) -> str:
        """The marked label of the field, empty where the whole line came or went."""
        return self.field.label if self.field is not None else ""

    @property
    def is_prose(self) -> bool:
        """Whether before and after are texts worth comparing inline."""
        return self.field is not None and self.field.shape in (Shape.PROSE, Shape.TEXT)


def differences(old: Charter, new: Charter) -> tuple[Difference, ...]:
    """Every line added, removed or changed, in the order of the sections. Readings are facts and not compared."""
    found: list[Difference] = []
    for record in CONTENT:
        if record is not Reading:
            found.extend(_differences_of(record, old, new))
    if old.knows_links and new.knows_links:
        found.extend(_notes(old, new))
    order = {COVER: -1} | {section.key: place for place, section in enumerate(SECTIONS)}
    return tuple(sorted(found, key=lambda difference: order[difference.section]))


def _differences_of(record: type[Line], old: Charter, new: Charter) -> Iterable[Difference]:
    before, after = (_by_key(charter.lines.get(record.kind, ())) for charter in (old, new))
    for key, line in after.items():
        earlier = before.get(key)
        if earlier is not None:
            yield from _changes(earlier, line, old, new)
        elif record is Prose or record is Head or record is BusinessCase:
            # These are always there, if only empty.
            yield from _changes(record(id=line.id), line, old, new)
        else:
            yield Difference(section=_section(line), change=Change.ADDED, ref=_ref(line), title=_title(line, new))
    for key, line in before.items():
        if key not in after:
            if isinstance(line, Prose | Head | BusinessCase):
                yield from _changes(line, record(id=line.id), old, new)
            else:
                yield Difference(section=_section(line), change=Change.REMOVED, ref=_ref(line), title=_title(line, old))


def _by_key(lines: Iterable[Line]) -> Mapping[str | int, Line]:
    return {line.key if isinstance(line, Prose) else line.id: line for line in lines}


def _changes(before: Line, after: Line, old: Charter, new: Charter) -> Iterable[Difference]:
    for field in fields_of(type(after)):
        if isinstance(after, Prose) and field.name == "key":
            continue
        first, second = getattr(before, field.name), getattr(after, field.name)
        is_other_money = field.shape is Shape.MONEY and bool(second) and _is_other_currency(old, new)
        if first == second and not is_other_money:
            continue
        if field.shape is Shape.RECORD:
            first, second = _named(old, field.kind, first), _named(new, field.kind, second)
        section = _section(after) if not isinstance(after, Prose) or after.key else _section(before)
        yield Difference(
            section=section,
            change=Change.CHANGED,
            ref=_ref(after),
            title=_title(after, new) or _title(before, old),
            field=field,
            before=first,
            after=second,
            old_currency=old.currency,
            new_currency=new.currency,
        )


def _is_other_currency(old: Charter, new: Charter) -> bool:
    return bool(old.currency and new.currency) and old.currency != new.currency


def _notes(old: Charter, new: Charter) -> Iterable[Difference]:
    """What justifies a line now and did not, or the other way round, or in other words; figures are facts."""
    before, after = ({(link.start, link.end): shown for link, shown in justified(charter)} for charter in (old, new))
    for key in dict.fromkeys((*before, *after)):
        first, second = before.get(key), after.get(key)
        if first is not None and second is not None and (first.title, first.quote) == (second.title, second.quote):
            continue
        line = new.find(key[0].kind, key[0].id) or old.find(key[0].kind, key[0].id)
        if line is not None:
            yield Difference(
                section=_section(line),
                change=Change.CHANGED,
                ref=key[0],
                title=_title(line, new) or _title(line, old),
                field=EVIDENCE,
                before=first,
                after=second,
            )


def _section(line: Line) -> str:
    if isinstance(line, Head):
        return COVER
    if isinstance(line, Prose):
        return line.key if any(section.key == line.key for section in SECTIONS) else COVER
    section = section_of(line.kind)
    return section.key if section is not None else SECTIONS[0].key


def _ref(line: Line) -> Ref:
    return Ref(line.kind, line.id)


def _title(line: Line, charter: Charter) -> str:
    """What a line is called in a list of changes; empty for the parts there is one of."""
    if isinstance(line, Prose | Head | BusinessCase):
        return ""
    title = without_chips(line.title_text)
    if title:
        return title
    for field in fields_of(type(line)):
        if field.shape is Shape.RECORD and getattr(line, field.name):
            return _named(charter, field.kind, getattr(line, field.name))
    return ""


def _named(charter: Charter, kind: str, id_: int | None) -> str:
    line = charter.find(kind, id_)
    return line.title_text if line is not None else ""


class State(Choice):
    """Whether a piece of a text is in both versions or in one of them."""

    SAME = "same", mark("Unchanged")
    ADDED = "added", mark("Added")
    REMOVED = "removed", mark("Removed")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and where it is found."""

    text: str
    state: State


def inline(before: str, after: str) -> tuple[Piece, ...]:
    """Two texts as one, the words of both marked; removed pieces stand before what replaced them.

    Without the added pieces it is `before`, without the removed ones `after`.
    """
    pieces: list[Piece] = []
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    pieces.append(Piece("".join(old[:start]), State.SAME))
    left, right = old[start : len(old) - end], new[start : len(new) - end]
    if len(left) + len(right) > _LINES_COMPARED:
        pieces.extend(_replaced("".join(left), "".join(right)))
    else:
        for tag, a, b, c, d in SequenceMatcher(None, left, right).get_opcodes():
            if tag == "equal":
                pieces.append(Piece("".join(left[a:b]), State.SAME))
            else:
                pieces.extend(_words("".join(left[a:b]), "".join(right[c:d])))
    pieces.append(Piece("".join(old[len(old) - end :]), State.SAME))
    return _joined(pieces)


def _common(old: list[str], new: list[str]) -> int:
    """How many lines both begin with."""
    count = 0
    for first, second in zip(old, new, strict=False):
        if first != second:
            break
        count += 1
    return count


def _words(before: str, after: str) -> Iterable[Piece]:
    left, right = _TOKEN.findall(before), _TOKEN.findall(after)
    if not left or not right or len(left) + len(right) > _WORDS_COMPARED:
        return _replaced(before, after)
    codes = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    pieces: list[Piece] = []
    gone, come = "", ""
    for place, (tag, a, b, c, d) in enumerate(codes):
        same = "".join(left[a:b]) if tag == "equal" else ""
        inner = 0 < place < len(codes) - 1
        if tag == "equal" and not (inner and sum(map(str.isalnum, left[a:b])) < _WORDS_BETWEEN):
            pieces += [*_replaced(gone, come), Piece(same, State.SAME)]
            gone, come = "", ""
        else:
            # A word or two between changes belong to them: alternating scraps cannot be read.
            gone += "".join(left[a:b])
            come += "".join(right[c:d])
    pieces.extend(_replaced(gone, come))
    if sum(len(piece.text) for piece in pieces if piece.state is State.SAME) * 4 < min(len(before), len(after)):
        # Two texts that share only scattered words are read more easily one after the other.
        return _replaced(before, after)
    return pieces


def _replaced(before: str, after: str) -> Iterable[Piece]:
    return (Piece(before, State.REMOVED), Piece(after, State.ADDED))


def _joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Without empty pieces, neighbours of one state together."""
    found: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if found and found[-1].state is piece.state:
            found[-1] = Piece(found[-1].text + piece.text, piece.state)
        else:
            found.append(piece)
    return tuple(found)
