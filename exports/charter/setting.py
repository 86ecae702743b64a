"""What every part of the charter's pages uses: people, sums, headings, tables, room to sign."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from enable_desktop.charter.approvals import Signer
from enable_desktop.charter.lines import Answer, Approval, Document, Status, Version
from enable_desktop.charter.report import CharterReport, evidence_for
from enable_desktop.fields import Choice, Line
from enable_desktop.links import Ref
from enable_desktop.people import Person
from enable_desktop.words import minor_digits
from exports.blocks import Block, Columns, Rule, Space, Stack, Whole
from exports.look import (
    BLOCK_GAP,
    FIGURE,
    H2,
    KICKER,
    NOTE,
    NOTE_STRONG,
    TABLE,
    TABLE_QUIET,
    TABLE_STRONG,
    Look,
)
from exports.markdown import blocks_of
from exports.press import Press
from exports.tables import Table, ruled
from exports.text import Run, Text

SIGN_ROOM: Final = 25.0
_MISSING: Final = Look("Inter-SemiBold", 8, 11.5, "problem.text")


class Setting:
    """One charter being set."""

    def __init__(self, report: CharterReport, press: Press) -> None:
        self.report = report
        self.charter = report.charter
        self.press = press
        self.words = press.words
        self.sheet = press.sheet
        self._noted = 0
        self._notes: list[Block] = []
        self._people = {person.id: person for person in self.charter.all(Person)}

    # -- words and figures

    @property
    def title(self) -> str:
        """What the charter is called, also where nobody has said so."""
        return self.report.title or self.words("Sales enablement charter")

    def money(self, minor: int | None) -> str:
        return self.words.money(minor, self.report.currency)

    def rounded_money(self, minor: int) -> str:
        """An amount without its decimals, for headlines."""
        unit = 10 ** minor_digits(self.report.currency)
        return self.money(round(minor / unit) * unit)

    def person(self, id_: int | None) -> Person | None:
        return self._people.get(id_) if id_ else None

    def name(self, id_: int | None) -> str:
        """A person as one is named in running text: name and role, the role alone if anonymous."""
        person = self.person(id_)
        if person is None:
            return ""
        if person.anonymous or not person.name:
            return person.said_role
        return f"{person.name}, {person.role}" if person.role else person.name

    def state(self, version: Version) -> str:
        """A version in words: "Draft v0.4"."""
        name = f"v{version.title}" if version.title[:1].isdigit() else version.title
        return f"{self.words(version.status.label)} {name}".strip()

    def said(self, choice: Choice) -> str:
        return self.words(choice.label)

    # -- texts

    def kicker(self, text: str) -> Text:
        return self.press.text(text.upper(), KICKER, keeps_next=True)

    def subhead(self, text: str, *, before: float = BLOCK_GAP) -> Text:
        return self.press.text(text, H2, before=before, keeps_next=True)

    def note(self, lead: str, text: str, *, before: float = 0.0) -> Block:
        """A side note with its lead word."""
        return self.press.mixed([(lead, NOTE_STRONG), (text, NOTE)], before=before)

    def owner(self, id_: int | None, missing: str = "", *, role: bool = False, most_lines: int = 0) -> Block:
        """A person in a table cell, with the role below where somebody signs; what is missing where there is nobody."""
        person = self.person(id_)
        if person is None:
            return self.press.text(missing, _MISSING)
        if person.anonymous or not person.name:
            return self.press.text(person.said_role, TABLE, most_lines=most_lines)
        name = self.press.text(person.name, TABLE, most_lines=most_lines)
        if not role or not person.role:
            return name
        return Stack([name, self.press.text(person.role, NOTE, most_lines=most_lines)])

    def titled(self, line: Line, title: str, below: str = "", look: Look = TABLE_STRONG) -> Block:
        """The first cell of a row: the title, the numbers of its evidence, a second line below."""
        runs = [*self.press.runs(title, self.press.format(look)), *self.numbers(line, look)]
        cell = Text(runs, look.leading)
        if not below.strip():
            return cell
        return Stack([cell, self.press.text(" ".join(below.split()), NOTE, before=1.5)])

    def prose_cell(self, markdown: str, look: Look = TABLE) -> Block:
        return Stack(blocks_of(markdown, self.press, look, in_table=True))

    def numbers(self, line: Line, look: Look) -> list[Run]:
        """The numbers of the notes that justify a line, raised; the notes are kept for the end of the section."""
        runs: list[Run] = []
        for evidence in evidence_for(self.report.evidence, Ref(line.kind, line.id)):
            self._noted += 1
            parts = [(str(self._noted), NOTE_STRONG), (evidence.text, NOTE)]
            if evidence.source:
                parts.append((f"({evidence.source})", NOTE))
            self._notes.append(self.press.mixed(parts, before=2.0))
            runs += self.press.runs(f"\u2009{self._noted}", self.press.format(look, raised=1))
        return runs

    def evidence_notes(self) -> list[Block]:
        """The notes whose numbers were printed since the last call."""
        if not self._notes:
            return []
        head = self.press.text(self.words("Evidence"), NOTE_STRONG, before=BLOCK_GAP, keeps_next=True)
        notes, self._notes = self._notes, []
        return [head, *notes]

    # -- shapes

    def table(
        self,
        columns: Sequence[tuple[str, float]],
        rows: Sequence[Sequence[Block]],
        *,
        right: Iterable[int] = (),
        before: float = BLOCK_GAP,
        row_height: float = 0.0,
        tight: bool = False,
    ) -> Table:
        """A table, see `ruled`."""
        return ruled(self.press, columns, rows, right=right, before=before, row_height=row_height, tight=tight)

    def figures(self, figures: Sequence[tuple[str, str]], *, before: float = 20.0) -> Block:
        """Large figures side by side, each with a line above it and its meaning below."""
        gutter = 12.0
        width = (self.sheet.content_width - gutter * (len(figures) - 1)) / max(len(figures), 1)
        look = FIGURE
        while look.size > 11 and any(self.press.text(big, look).natural_width() > width for big, _ in figures):
            look = look.but(size=look.size - 1)
        columns = [
            (
                Stack([
                    Rule("text.primary", 0.75),
                    Space(5),
                    self.press.text(big, look, most_lines=2),
                    self.press.text(small, NOTE, before=3, most_lines=6),
                ]),
                1.0,
            )
            for big, small in figures
        ]  # fmt: skip
        return Columns(columns, gutter, before=before)

    def signatures(
        self,
        signers: Sequence[Signer],
        *,
        before: float = BLOCK_GAP,
        brief: bool = False,
    ) -> Block:
        """A line to sign for everybody who signs, and what each has said of this version; `brief` saves room."""
        words, press = self.words, self.press
        rows: list[list[Block]] = []
        for signer in signers:
            most_lines = 2 if brief else 0
            if signer.name:
                row: list[Block] = [press.text(signer.name, TABLE, most_lines=most_lines)]
            else:
                row = [self.owner(signer.person, words("No approver yet"), role=True, most_lines=most_lines)]
            if not brief:
                row.append(press.text(signer.title, TABLE_QUIET))
            rows.append([*row, self.answer(signer.approval, brief=brief), Block(), Block()])
        columns = [(words("Approver"), 1.3), (words("Signs for"), 1.1)][: 1 if brief else 2]
        columns += [(words("Answer"), 2.2 if brief else 1.7), (words("Signature"), 1.5), (words("Date"), 0.6)]
        if not rows:
            rows.append([Block() for _ in columns])
        return Whole(
            self.table(columns, rows, row_height=SIGN_ROOM, tight=brief), self.sheet.content_height, before=before
        )

    def answer(self, approval: Approval | None, *, brief: bool = False) -> Block:
        """What somebody has said of a version, with the condition; `brief` keeps to three lines."""
        if approval is None or approval.answer is Answer.ASKED:
            return self.press.text(self.words("Open"), TABLE_QUIET)
        said = self.said(approval.answer)
        text = f"{said}, {self.words.short_day(approval.on)}" if approval.on else said
        look = TABLE if approval.answer is not Answer.DECLINED else _MISSING
        if not approval.condition:
            return self.press.text(text, look)
        condition = self.press.text(approval.condition, NOTE, before=1, most_lines=2 if brief else 0)
        return Stack([self.press.text(text, look), condition])

    def approved_line(self, document: Document) -> str:
        """Where a document stands: "Approved v1.0, 21 October 2025"."""
        version = self.report.version_of(document)
        text = self.state(version)
        if version.status is Status.APPROVED and version.on is not None:
            return f"{text}, {self.words.day(version.on)}"
        return text
