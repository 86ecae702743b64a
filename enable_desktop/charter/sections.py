"""The sections of a charter, in their order, and what each is made of. A new section is one entry here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from enable_desktop.charter.lines import (
    Approver,
    Assumption,
    Commitment,
    Criterion,
    DecisionRight,
    Figure,
    Meeting,
    Objective,
    Obstacle,
    Priority,
    RequestKind,
    Responsibility,
    ScopeArea,
    ValuePromise,
)
from enable_desktop.fields import Line
from enable_desktop.initiatives import Initiative
from enable_desktop.measures import Measure
from enable_desktop.words import mark


@dataclass(frozen=True, slots=True)
class Rows:
    """A table inside a section: one kind of line, the columns shown, and how its parts are called."""

    record: type[Line]
    columns: tuple[str, ...]
    heading: str
    add: str
    second_line: str = ""
    library: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section: its key in the file, its title, its tables and its guidance cards."""

    key: str
    title: str
    tables: tuple[Rows, ...] = ()
    has_prose: bool = True
    guidance: tuple[str, ...] = field(default=())

    @property
    def cards(self) -> tuple[str, ...]:
        return self.guidance or (self.key,)


SECTIONS: Final[tuple[Section, ...]] = (
    Section(
        key="business_case",
        title=mark("Business case"),
        has_prose=False,
        tables=(
            Rows(
                Figure,
                ("title", "slot", "amount", "hours", "rate", "grade", "source"),
                mark("Figures"),
                mark("Add figure"),
            ),
        ),
    ),
    Section(key="mission", title=mark("Mission")),
    Section(
        key="objectives",
        title=mark("Objectives and deliverables"),
        tables=(
            Rows(
                Priority,
                ("title", "executive", "figure", "due", "source"),
                mark("Company priorities"),
                mark("Add priority"),
                library="priorities",
            ),
            Rows(
                Objective,
                ("title", "priority", "owner", "due", "deliverables"),
                mark("Objectives"),
                mark("Add objective"),
                second_line="deliverables",
            ),
        ),
    ),
    Section(
        key="scope",
        title=mark("Scope"),
        tables=(
            Rows(
                ScopeArea,
                ("title", "part", "owner", "contributors", "meaning"),
                mark("Areas"),
                mark("Add area"),
                second_line="meaning",
                library="scope_areas",
            ),
        ),
    ),
    Section(
        key="value",
        title=mark("Value per level"),
        tables=(
            Rows(
                ValuePromise,
                ("audience", "title", "proof"),
                mark("Value promises"),
                mark("Add value promise"),
                second_line="proof",
            ),
        ),
    ),
    Section(
        key="criteria",
        title=mark("Success criteria"),
        tables=(
            Rows(
                Criterion,
                ("title", "measure", "start", "goal", "due", "judge"),
                mark("Criteria"),
                mark("Add criterion"),
                library="criteria",
            ),
        ),
    ),
    Section(
        key="obstacles",
        title=mark("Obstacles"),
        tables=(
            Rows(
                Obstacle,
                ("title", "likelihood", "impact", "owner", "mitigation"),
                mark("Obstacles"),
                mark("Add obstacle"),
                second_line="mitigation",
                library="obstacles",
            ),
        ),
    ),
    Section(
        key="assumptions",
        title=mark("Assumptions and dependencies"),
        tables=(
            Rows(
                Assumption,
                ("title", "basis", "made", "owner", "otherwise"),
                mark("Assumptions and dependencies"),
                mark("Add assumption"),
                second_line="otherwise",
            ),
        ),
    ),
    Section(
        key="measures",
        title=mark("Measures and KPIs"),
        tables=(
            Rows(
                Measure,
                (
                    "title",
                    "set",
                    "unit",
                    "better",
                    "baseline",
                    "target",
                    "due",
                    "owner",
                    "rhythm",
                    "source",
                    "formula",
                ),
                mark("Measures"),
                mark("Add measure"),
                second_line="formula",
                library="measures",
            ),
        ),
    ),
    Section(
        key="plan",
        title=mark("Implementation plan"),
        tables=(
            Rows(
                Initiative,
                ("title", "owner", "priority", "measure", "effort", "start", "end", "state", "goal"),
                mark("Initiatives"),
                mark("Add initiative"),
                second_line="goal",
                library="initiatives",
            ),
        ),
    ),
    Section(
        key="responsibilities",
        title=mark("Roles and responsibilities"),
        tables=(
            Rows(
                Responsibility,
                ("title", "letters"),
                mark("Who does what"),
                mark("Add activity"),
                library="responsibilities",
            ),
        ),
    ),
    Section(
        key="commitments",
        title=mark("Commitments"),
        tables=(
            Rows(
                Commitment,
                ("person", "title", "checked"),
                mark("Commitments"),
                mark("Add commitment"),
                "checked",
            ),
        ),
    ),
    Section(key="stakeholders", title=mark("Stakeholders")),
    Section(
        key="requests",
        title=mark("How to request work"),
        tables=(
            Rows(
                RequestKind,
                ("title", "channel", "days", "note"),
                mark("Requests"),
                mark("Add request kind"),
                library="request_kinds",
            ),
        ),
    ),
    Section(
        key="governance",
        title=mark("Governance and decision rights"),
        guidance=("governance", "decision_rights"),
        tables=(
            Rows(
                Meeting,
                ("title", "rhythm", "audience", "owner", "next", "purpose"),
                mark("Meetings"),
                mark("Add meeting"),
                second_line="purpose",
                library="meetings",
            ),
            Rows(
                DecisionRight,
                ("title", "person", "heard", "note"),
                mark("Decision rights"),
                mark("Add decision"),
                library="decision_rights",
            ),
        ),
    ),
    Section(
        key="approvals",
        title=mark("Approvals"),
        tables=(Rows(Approver, ("person", "document", "title"), mark("Approvers"), mark("Add approver")),),
    ),
    Section(key="change_log", title=mark("Change log")),
)

BY_KEY: Final = {section.key: section for section in SECTIONS}


def number_of(key: str) -> int:
    """The section's number as printed, from 1."""
    return next(place for place, section in enumerate(SECTIONS, 1) if section.key == key)


def section_of(kind: str) -> Section | None:
    """The section that edits this kind of line."""
    for section in SECTIONS:
        if any(table.record.kind == kind for table in section.tables):
            return section
    return None
