"""The charter as Markdown: the same words as the PDF, for wherever text is edited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from enable_desktop.charter.approvals import Signer
from enable_desktop.charter.business_case import economics
from enable_desktop.charter.lines import Answer, Approver, BusinessCase, Commitment, Document, Head
from enable_desktop.charter.report import CharterReport, Edition, of_document
from enable_desktop.charter.sections import SECTIONS, Rows, Section, number_of
from enable_desktop.fields import Field, Line, Shape, field_of, fields_of
from enable_desktop.links import Ref, without_chips
from enable_desktop.people import Hat, Person
from enable_desktop.readouts import Reader
from enable_desktop.words import Words

_OVERVIEW: Final = ("business_case", "mission", "objectives", "scope", "criteria", "obstacles", "commitments")
"""The sections of the one-page edition."""

_HEADING: Final = re.compile(r"^(#{1,6})(?=\s)", re.MULTILINE)


def charter_markdown(report: CharterReport, words: Words) -> str:
    """A charter, its overview or its business case as Markdown, in the language of `words`."""
    return _Writer(report, words).text()


class _Writer:
    """Writes one charter."""

    def __init__(self, report: CharterReport, words: Words) -> None:
        self._report = report
        self._charter = report.charter
        self._words = words
        self._reader = Reader(words, report.currency, self._title)

    def text(self) -> str:
        parts = [*self._cover()]
        if self._report.part is Edition.BUSINESS_CASE:
            keys: Sequence[str] = ("business_case",)
        elif self._report.part is Edition.ONE_PAGE:
            keys = _OVERVIEW
        else:
            keys = [section.key for section in SECTIONS]
        for section in SECTIONS:
            if section.key in keys:
                parts += self._section(section)
        if self._report.part is not Edition.ALL:
            parts += self._approvals(self._report.document)
        return "\n\n".join(part for part in parts if part.strip()) + "\n"

    def _title(self, ref: Ref) -> str:
        line = self._charter.find(ref.kind, ref.id)
        if isinstance(line, Person):
            return line.said_role if line.anonymous else line.name or line.role
        return line.title_text if line is not None else ""

    def _cover(self) -> Iterable[str]:
        report, words = self._report, self._words
        head = self._charter.head
        yield f"# {_line(head.title) or words('Sales enablement charter')}"
        yield without_chips(head.subtitle)
        version = report.version
        facts = [
            (words("Company"), report.company),
            (
                words("Status"),
                f"{words(version.status.label)} {version.title}, {words.day(version.on or report.today)}",
            ),
        ]
        for name in ("owner", "sponsor", "review_body", "next_review", "confidentiality"):
            field = field_of(Head, name)
            facts.append((words(field.label), self._reader.shown(field, getattr(head, name))))
        yield "\n".join(f"- **{name}:** {_line(value)}" for name, value in facts if value)

    def _section(self, section: Section) -> Iterable[str]:
        words = self._words
        yield f"## {number_of(section.key)} {words(section.title)}"
        if section.key == "business_case":
            yield from self._case()
        elif section.has_prose:
            yield _lowered(without_chips(self._charter.prose(section.key)))
        if section.key == "stakeholders":
            yield self._stakeholders()
        if section.key == "approvals":
            for document in Document:
                yield from self._approvals(document)
            return
        for rows in section.tables:
            table = self._table(rows)
            if table and len(section.tables) > 1:
                yield f"### {words(rows.heading)}"
            yield table
        if section.key == "change_log":
            yield self._versions()

    def _case(self) -> Iterable[str]:
        words, case = self._words, self._charter.business_case
        for field in fields_of(BusinessCase):
            value = getattr(case, field.name)
            if field.shape is Shape.PROSE:
                if value.strip():
                    yield f"### {words(field.label)}"
                    yield _lowered(without_chips(value))
            elif value:
                yield f"**{words(field.label)}:** {_line(self._reader.shown(field, value))}"
        sums = economics(self._charter)
        lines = [
            (words("Cost of the first year"), sums.first_year),
            (words("Yearly return, low"), sums.low),
            (words("Yearly return, likely"), sums.likely),
            (words("Yearly return, high"), sums.high),
            (words("Yearly cost of doing nothing"), sums.nothing),
        ]
        yield "\n".join(f"- {name}: {words.money(value, self._report.currency)}" for name, value in lines if value)

    def _table(self, rows: Rows) -> str:
        lines: Sequence[Line] = self._charter.all(rows.record)
        if not lines or rows.record is Approver:
            return ""
        if rows.record.kind == "responsibilities":
            return self._matrix(lines)
        fields = [field_of(rows.record, name) for name in rows.columns]
        body = [[self._cell(field, getattr(line, field.name)) for field in fields] for line in lines]
        kept = [place for place in range(len(fields)) if any(row[place] for row in body)]
        head = [self._words(fields[place].label) for place in kept]
        if rows.record is Commitment:
            head.append(self._words("Signature and date"))
            body = [[*row, ""] for row in body]
            kept.append(len(fields))
        return _table(head, [[row[place] for place in kept] for row in body])

    def _cell(self, field: Field, value: Any) -> str:
        return self._reader.shown(field, value)

    def _matrix(self, lines: Sequence[Line]) -> str:
        letters = [getattr(line, "letters", {}) for line in lines]
        used = {department for row in letters for department in row}
        known = [key for key in self._report.departments if key in used]
        departments = [*known, *sorted(used.difference(known))]
        body = [
            [line.title_text, *(row.get(department, "") for department in departments)]
            for line, row in zip(lines, letters, strict=True)
        ]
        return _table([self._words("Activity"), *departments], body)

    def _stakeholders(self) -> str:
        words = self._words
        people = [person for person in self._charter.all(Person) if Hat.STAKEHOLDER in person.hats]
        body = [
            [
                person.said_role if person.anonymous else person.name or person.role,
                person.role,
                person.department,
                words(person.group.label),
            ]
            for person in people
        ]
        return _table([words("Name"), words("Role"), words("Department"), words("Group")], body)

    def _approvals(self, document: Document) -> Iterable[str]:
        words = self._words
        version = self._report.version_of(document)
        body = [self._approval(signer) for signer in self._report.signers(document)]
        if body:
            yield f"### {words('Signed')}: {words(document.label)} {version.title}"
            head = [words("Approver"), words("Signs for"), words("Answer"), words("Signature"), words("Date")]
            yield _table(head, body)

    def _approval(self, signer: Signer) -> list[str]:
        words, said = self._words, signer.approval
        answer = words("Open")
        if said is not None and said.answer is not Answer.ASKED:
            day = words.short_day(said.on)
            answer = ", ".join(filter(None, (words(said.answer.label), day, said.condition)))
        name = signer.name or self._title(Ref(Person.kind, signer.person or 0))
        return [name, signer.title, answer, "", ""]

    def _versions(self) -> str:
        words = self._words
        body = [
            [version.title, words.short_day(version.on), words(version.status.label), version.note]
            for version in of_document(self._report.versions, Document.CHARTER)
        ]
        return _table([words("Version"), words("Date"), words("State"), words("What changed")], body)


def _table(head: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    if not body:
        return ""
    lines = [head, ["---"] * len(head), *body]
    return "\n".join(f"| {' | '.join(_line(cell).replace('|', chr(92) + '|') for cell in row)} |" for row in lines)


def _line(text: str) -> str:
    """A text in one line, as a table and a heading want it."""
    return " ".join(text.split())


def _lowered(markdown: str) -> str:
    """A text whose headings stand below that of its section."""
    return _HEADING.sub(lambda found: "#" * min(len(found[1]) + 2, 6), markdown)
