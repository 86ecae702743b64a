"""An existing charter, arranged into our sections: what is understood becomes lines and fields, all else stays text.

Nothing is lost: what stands under a heading that no section answers to goes, under that heading, to the end of the
section before it (at the beginning of a document: into the proposal of the business case).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from enable_desktop.blocks import Block, Heading, Items, Paper, Paragraph, Table, markdown_of, plain_text, table_of
from enable_desktop.charter.cells import Unclear, day_of, value_of
from enable_desktop.charter.columns import field_called
from enable_desktop.charter.headings import CASE, Match, Spot, match, normalised
from enable_desktop.charter.lines import BusinessCase, Figure, Head, Objective
from enable_desktop.charter.sections import SECTIONS
from enable_desktop.charter.tables import Lines, Misfit, NewLine, Tongue, lines_of_items, lines_of_table
from enable_desktop.fields import Field, Shape, fields_of
from enable_desktop.words import Words

_DEPTH: Final = 3
"""The level of the outermost heading inside the text of a section."""

_LAST_RESORT: Final = Spot(CASE, "proposal")
_SUBTITLE: Final = 200
_PAIR: Final = re.compile(
    r"^\s*(?:[-*+]\s+)?(?:\*\*|__)?([^\W\d_][^:|*_]{1,40}?)\s*(?:\*\*|__)?\s*:\s*(?:\*\*|__)?\s*(\S.*)$"
)
_ALONE: Final = re.compile(r"^(?:\*\*|__)(.{2,90}?)(?:\*\*|__):?$|^([^a-zа-яё\n]{4,90})$")


@dataclass(frozen=True, slots=True)
class Went:
    """Where one heading of the document went; `kept` is a heading that was not understood and stands there itself."""

    heading: str
    section: str
    into: str = ""
    kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Arranged:
    """A document as parts of a charter; texts are Markdown by section key, or by field of the business case."""

    head: Mapping[str, Any]
    case: Mapping[str, Any]
    prose: Mapping[str, str]
    lines: tuple[NewLine, ...]
    misfits: tuple[Misfit, ...]
    went: tuple[Went, ...]


def arrange(paper: Paper, words: Words, languages: Sequence[Words], currency: str) -> Arranged:
    """A document in the parts of a charter.

    `words` are those of the workspace's documents; labels are understood in any of the `languages`.
    """
    arranger = _Arranger(words, Tongue(tuple(languages), currency))
    arranger.read(_with_headings(paper.blocks))
    return arranger.result()


def _with_headings(blocks: Iterable[Block]) -> list[Block]:
    """The blocks, with paragraphs that are headings in all but their style made such."""
    found: list[Block] = []
    level = 1
    for block in blocks:
        if isinstance(block, Heading) and block.level:
            level = block.level + 1
        alone = _ALONE.match(block.text) if isinstance(block, Paragraph) else None
        title = (alone[1] or alone[2]) if alone else ""
        known = match(title, loosely=False) if title else None
        found.append(Heading(min(level, 6), title) if known is not None else block)
    return found


@dataclass(slots=True)
class _Open:
    """A heading under which the text now stands."""

    level: int
    spot: Spot
    depth: int
    """The heading level of the document from which inner headings are counted."""
    kept: bool = False


@dataclass(slots=True)
class _Arranger:
    """The parts as they grow."""

    words: Words
    tongue: Tongue
    head: dict[str, Any] = field(default_factory=dict)
    case: dict[str, Any] = field(default_factory=dict)
    pieces: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    lines: list[NewLine] = field(default_factory=list)
    misfits: list[Misfit] = field(default_factory=list)
    went: list[Went] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    last: Spot | None = None
    waiting: str = ""
    """A heading that is set down only when text follows it: lines say by themselves what it says."""
    titles: dict[str, Spot] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for words in (self.words, *self.tongue.languages):
            for section in SECTIONS:
                self.titles.setdefault(normalised(words(section.title)), Spot(section.key))
                for rows in section.tables:
                    spot = Spot(section.key, record=rows.record)
                    self.titles.setdefault(normalised(words(rows.heading)), spot)
            for each in fields_of(BusinessCase):
                if each.shape is Shape.PROSE:
                    self.titles.setdefault(normalised(words(each.label)), Spot(CASE, each.name))

    # -- the walk

    def read(self, blocks: Sequence[Block]) -> None:
        start = self._beginning(blocks)
        at = start
        while at < len(blocks):
            block = blocks[at]
            if isinstance(block, Heading):
                self._heading(block)
                at += 1
                continue
            end = at
            while end < len(blocks) and not isinstance(blocks[end], Heading):
                end += 1
            self._stretch(blocks[at:end])
            at = end

    def _beginning(self, blocks: Sequence[Block]) -> int:
        """The title, the subtitle and the particulars before the first section; returns where that begins."""
        at = 0
        first = next((place for place, block in enumerate(blocks) if isinstance(block, Heading)), None)
        if first is not None and self._is_title(blocks, first):
            title = blocks[first]
            assert isinstance(title, Heading)
            self.head["title"] = plain_text(title.text)
            for block in blocks[:first]:
                self._particular(block, is_subtitle=False)
            at = first + 1
        may_be_subtitle = at > 0
        while at < len(blocks) and not isinstance(blocks[at], Heading):
            may_be_subtitle = self._particular(blocks[at], is_subtitle=may_be_subtitle) and may_be_subtitle
            at += 1
        return at

    def _is_title(self, blocks: Sequence[Block], first: int) -> bool:
        heading = blocks[first]
        assert isinstance(heading, Heading)
        if heading.level == 0:
            return True
        tops = sum(isinstance(block, Heading) and block.level <= heading.level for block in blocks)
        known = self._match(heading.text, "", loosely=tops > 1)
        return heading.level == 1 and (known is None or (tops == 1 and not known.is_whole))

    def _particular(self, block: Block, *, is_subtitle: bool) -> bool:
        """One block before the first section; returns whether a subtitle may still follow it."""
        pairs = _pairs(block)
        if pairs:
            for name, value in pairs:
                self._pair(name, value)
            return True
        text = markdown_of(block)
        if is_subtitle and isinstance(block, Paragraph) and len(text) <= _SUBTITLE and "subtitle" not in self.head:
            self.head["subtitle"] = text
            return False
        self._put(_LAST_RESORT, text)
        return False

    def _pair(self, name: str, value: str) -> None:
        """One name with its value, as documents carry them on the first page."""
        known = field_called(name, Head, self.tongue.languages)
        if known is not None and known.name not in self.head:
            try:
                found = self._value(value, known)
            except Unclear:
                found = None
            if found is not None:
                self.head[known.name] = found
                return
        self._put(Spot("change_log"), f"{name}: {value}")

    def _heading(self, heading: Heading) -> None:
        self.waiting = ""
        while self.open and self.open[-1].level >= heading.level:
            self.open.pop()
        above = self.open[-1] if self.open else None
        inside = above.spot.section if above is not None and not above.kept else ""
        found = self._match(heading.text, inside, loosely=not inside)
        if found is None:
            self._keep(heading, above)
            return
        self.last = found.spot
        self.open.append(_Open(heading.level, found.spot, heading.level))
        self.went.append(Went(plain_text(heading.text), found.spot.section, found.spot.into))
        if not found.is_whole:
            self._put(found.spot, f"{'#' * _DEPTH} {heading.text}")
        elif _says_something(found.spot):
            self.waiting = f"{'#' * _DEPTH} {heading.text}"

    def _match(self, heading: str, inside: str, *, loosely: bool) -> Match | None:
        own = match(heading, inside, loosely=False) if inside else None
        if own is not None:
            return own
        known = self.titles.get(normalised(heading))
        exact = match(heading, inside, loosely=False)
        if known is not None and exact is None:
            return Match(known, True)
        return exact or match(heading, inside, loosely=loosely)

    def _keep(self, heading: Heading, above: _Open | None) -> None:
        """A heading that means nothing to us goes with its text to the section around it, or else the one before."""
        if above is None:
            spot = self.last or _LAST_RESORT
            entry = _Open(heading.level, Spot(spot.section, spot.into), heading.level - 1, kept=True)
            self.went.append(Went(plain_text(heading.text), spot.section, spot.into, kept=True))
        else:
            entry = _Open(heading.level, Spot(above.spot.section, above.spot.into), above.depth, kept=True)
        level = min(_DEPTH + heading.level - entry.depth - 1, 6)
        self._put(entry.spot, f"{'#' * level} {heading.text}")
        self.open.append(entry)

    def _stretch(self, blocks: Sequence[Block]) -> None:
        """The blocks between two headings."""
        here = self.open[-1] if self.open else None
        spot = here.spot if here is not None else self.last or _LAST_RESORT
        if here is None or here.kept:
            for block in blocks:
                self._put(spot, markdown_of(block))
            return
        given = [self._given(block, spot) if isinstance(block, Table) else None for block in blocks]
        if not any(given):
            given = [lines_of_items(block, spot) if isinstance(block, Items) else None for block in blocks]
        for block, lines in zip(blocks, given, strict=True):
            if lines is None:
                self._text(block, spot)
                continue
            self.lines.extend(lines.lines)
            self.misfits.extend(lines.misfits)
            if spot.section == "stakeholders":
                # The people are in the directory now; what else their table says of them stays to be read.
                self._put(spot, markdown_of(block))

    def _given(self, table: Table, spot: Spot) -> Lines | None:
        if spot.section == CASE and self._case_of(table):
            return Lines(())
        return lines_of_table(table, spot, self.tongue)

    def _case_of(self, table: Table) -> bool:
        """A business case written as a table of names and values."""
        if len(table.rows[0]) != 2:
            return False
        spots = [self._match(name, CASE, loosely=False) for name, _ in table.rows]
        fields = [found.spot.into if found is not None and found.spot.section == CASE else "" for found in spots]
        if sum(bool(name) for name in fields) < 2:
            return False
        for (name, value), into in zip(table.rows, fields, strict=True):
            if into:
                self._text(Paragraph(value), Spot(CASE, into))
            elif value.strip() or name.strip():
                self._put(_LAST_RESORT, f"**{plain_text(name)}** {value}".strip())
        return True

    def _text(self, block: Block, spot: Spot) -> None:
        """Text that stays text, in the field or the section where it belongs."""
        if spot.section == CASE and self._case_pair(block):
            return
        text = markdown_of(block)
        if spot.into == "decide_by" and "decide_by" not in self.case:
            try:
                self.case["decide_by"] = day_of(plain_text(text))
                return
            except Unclear:
                pass
        self._put(spot, text)

    def _case_pair(self, block: Block) -> bool:
        """A line like "Decide by: 31 Dec 2026", if it gives a field of the business case that holds no text."""
        pairs = _pairs(block) if isinstance(block, Paragraph) else []
        if len(pairs) != 1:
            return False
        name, text = pairs[0]
        known = field_called(name, BusinessCase, self.tongue.languages)
        if known is None or known.shape is Shape.PROSE or known.name in self.case:
            return False
        try:
            value = self._value(text, known)
        except Unclear:
            return False
        if value is not None:
            self.case[known.name] = value
        return value is not None

    def _value(self, text: str, known: Field) -> Any:
        return value_of(plain_text(text), known, languages=self.tongue.languages, currency=self.tongue.currency)

    def _put(self, spot: Spot, text: str) -> None:
        if not text.strip():
            return
        key = (spot.section, "")
        if spot.section == CASE:
            known = any(each.name == spot.into and each.shape is Shape.PROSE for each in fields_of(BusinessCase))
            key = (CASE, spot.into if known else "decision" if spot.into == "decide_by" else "proposal")
        pieces = self.pieces.setdefault(key, [])
        if self.waiting:
            pieces.append(self.waiting)
            self.waiting = ""
        pieces.append(text)

    # -- the result

    def result(self) -> Arranged:
        prose = {section: "\n\n".join(parts) for (section, _), parts in self.pieces.items() if section != CASE}
        case = {into: "\n\n".join(parts) for (section, into), parts in self.pieces.items() if section == CASE}
        return Arranged(
            head=self.head,
            case={**self.case, **case},
            prose=prose,
            lines=tuple(self.lines),
            misfits=tuple(self.misfits),
            went=tuple(self.went),
        )


def _says_something(spot: Spot) -> bool:
    """Whether a heading tells of its text what the section's own title does not."""
    if spot.section == CASE:
        return spot.record is Figure
    return bool(spot.preset or spot.into) or (spot.record is not None and spot.record is not Objective)


def _pairs(block: Block) -> list[tuple[str, str]]:
    """The names and values of a table with two columns, or of lines like "Owner: Ann Lee"; else nothing."""
    if isinstance(block, Table) and len(block.rows[0]) == 2:
        return [(plain_text(name).strip(" :"), value) for name, value in block.rows if name.strip() and value.strip()]
    if isinstance(block, Paragraph | Items):
        lines = markdown_of(block).splitlines()
        found = [_PAIR.match(line.strip().removesuffix("  ").removesuffix("\\")) for line in lines]
        if all(found):
            return [(plain_text(each[1]), each[2].strip()) for each in found if each is not None]
    return []


def kept_text(misfits: Iterable[Misfit], words: Words) -> str:
    """Misfits as text, under a heading that says where they come from; empty for none."""
    rows = [(misfit.line, misfit.column, misfit.text) for misfit in misfits]
    if not rows:
        return ""
    header = (words("Line"), words("Column"), words("Text"))
    heading = words("Kept from the imported document")
    return f"{'#' * _DEPTH} {heading}\n\n{table_of([header, *rows])}"
