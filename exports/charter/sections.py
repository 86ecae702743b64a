"""The sections of the charter, each as its heading, its text and its tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from enable_desktop.charter.lines import BusinessCase, Prose
from enable_desktop.charter.sections import SECTIONS, Section, number_of
from exports.blocks import Beside, Block, Stack
from exports.charter import people_tables, plan_tables, tables
from exports.charter.case import case_blocks
from exports.charter.log import log_blocks
from exports.charter.measures import measure_blocks, measure_notes
from exports.charter.setting import Setting
from exports.look import BODY, LEAD, NOTE, SECTION, SECTION_GAP, SECTION_NUMBER
from exports.markdown import blocks_of
from exports.page import SectionHead
from exports.text import Text

Blocks = Callable[[Setting], list[Block]]

_TABLES: Final[Mapping[str, Blocks]] = {
    "business_case": case_blocks,
    "objectives": tables.objectives,
    "scope": tables.scope,
    "value": tables.value,
    "criteria": tables.criteria,
    "obstacles": tables.obstacles,
    "assumptions": tables.assumptions,
    "measures": measure_blocks,
    "plan": plan_tables.plan,
    "responsibilities": plan_tables.responsibilities,
    "commitments": people_tables.commitments,
    "stakeholders": people_tables.stakeholders,
    "requests": tables.requests,
    "governance": tables.governance,
    "approvals": people_tables.approvals,
    "change_log": log_blocks,
}

_NOTES: Final[Mapping[str, Blocks]] = {
    "scope": tables.scope_note,
    "obstacles": tables.obstacles_note,
    "assumptions": tables.assumptions_note,
    "measures": measure_notes,
    "plan": plan_tables.plan_note,
    "responsibilities": plan_tables.responsibilities_note,
    "commitments": people_tables.commitments_note,
}


def section_blocks(setting: Setting) -> list[Block]:
    """Every section in its order."""
    blocks: list[Block] = []
    for section in SECTIONS:
        blocks += _section(setting, section)
    return blocks


def heading(setting: Setting, section: Section) -> SectionHead:
    """The numbered heading of a section."""
    press = setting.press
    title, number = setting.words(section.title), number_of(section.key)
    runs = [
        *press.runs(str(number), press.format(SECTION_NUMBER)),
        *press.runs(f" {title}", press.format(SECTION)),
    ]
    for line in (*setting.charter.all(Prose), *setting.charter.all(BusinessCase)):
        if section.key == (line.key if isinstance(line, Prose) else line.kind):
            runs += setting.numbers(line, SECTION)
    return SectionHead(Text(runs, SECTION.leading, before=SECTION_GAP), section.key, f"{number} {title}")


def _section(setting: Setting, section: Section) -> list[Block]:
    press, sheet = setting.press, setting.sheet
    # First, so that its evidence has the first numbers.
    blocks: list[Block] = [heading(setting, section)]
    text = setting.charter.prose(section.key) if section.has_prose else ""
    prose = blocks_of(text, press, LEAD if section.key == "mission" else BODY)
    made = _TABLES[section.key](setting) if section.key in _TABLES else []
    note = _NOTES[section.key](setting) if section.key in _NOTES and made else []
    if prose or note:
        blocks.append(Beside(Stack(prose), Stack(note) if note else None, sheet.measure, sheet.gutter, before=8))
    blocks += made
    blocks += setting.evidence_notes()
    if len(blocks) == 1:
        blocks.append(press.text(setting.words("Not written yet."), NOTE, before=8))
    return blocks
