"""The edition for one approver as PDF: the decision, their priority, what their side said, what we ask of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from enable_desktop.charter.business_case import economics
from enable_desktop.charter.lines import Answer, Criterion, Document, Objective, Obstacle, ScopeArea, Status
from enable_desktop.charter.sections import BY_KEY, section_of
from enable_desktop.edition import EditionReport, Heard, ServedPriority
from enable_desktop.fields import Line
from enable_desktop.gaps.report_rows import in_short
from enable_desktop.initiatives import Initiative
from enable_desktop.kinds import KINDS
from enable_desktop.links import without_chips
from enable_desktop.measures import Measure
from enable_desktop.quoting import quoted
from enable_desktop.words import Words
from exports.blocks import Block, Narrow, Stack
from exports.charter.front import decision_figures
from exports.charter.setting import Setting
from exports.fonts import faces
from exports.look import (
    BODY,
    H1,
    H2,
    KICKER,
    NOTE,
    NOTE_STRONG,
    SECTION,
    SECTION_GAP,
    TABLE,
    TABLE_QUIET,
    TABLE_STRONG,
)
from exports.markdown import blocks_of
from exports.page import Printed, Running, SectionHead, pdf_of
from exports.panels import Panel
from exports.press import Press, sheet_of
from exports.tables import ruled

_PRIORITY: Final = "priority"
_HEARD: Final = "heard"
_ASKED: Final = "asked"
_BARS: Final = {"leadership": "leadership.mark", "rep": "reps.mark"}


def edition_bytes(report: EditionReport, words: Words) -> tuple[bytes, Printed]:
    """The PDF of an edition, and what came out. The same report gives the same bytes."""
    press = Press(words, faces(), sheet_of(report.charter.page), report.charter.images)
    setting = Setting(report.charter, press)
    title = words("For approval by {name}", name=report.name)
    version = report.charter.version
    day = words.day(version.on or report.charter.today)
    running = Running(title=title, company=report.charter.company, version=f"{setting.state(version)} · {day}")
    return pdf_of(_blocks(report, setting), press, running)


def _blocks(report: EditionReport, setting: Setting) -> list[Block]:
    press, words, case = setting.press, setting.words, setting.charter.business_case
    blocks: list[Block] = [
        press.text(words("For approval by {name}", name=report.name).upper(), KICKER),
        Narrow(press.text(_title(report, words), H1), setting.sheet.content_width * 0.94, before=5),
    ]
    decision = blocks_of(case.decision, press, BODY)
    if decision:
        blocks.append(Narrow(Stack(decision), setting.sheet.measure * 1.25, before=8))
    figures = decision_figures(setting, economics(setting.charter))
    if figures:
        blocks.append(setting.figures(figures, before=16))
    for name, title, found in (
        (_PRIORITY, _priority_title(report, words), [_served(each, setting) for each in report.priorities]),
        (_HEARD, words("What your side said"), _all_heard(report, setting)),
        (_ASKED, words("What we ask of you"), _asked(report, setting)),
    ):
        if found:
            blocks += [SectionHead(press.text(title, SECTION, before=SECTION_GAP), name, title), *found]
    return blocks


def _title(report: EditionReport, words: Words) -> str:
    if len(report.priorities) == 1:
        return words("What this does for “{priority}”", priority=report.priorities[0].priority.title)
    return words("What you are asked to approve")


def _priority_title(report: EditionReport, words: Words) -> str:
    return words("Your priority") if len(report.priorities) == 1 else words("Your priorities")


# -- their priority


def _served(each: ServedPriority, setting: Setting) -> Block:
    press, words, priority = setting.press, setting.words, each.priority
    facts = [priority.figure, words("by {day}", day=priority.due) if priority.due is not None else "", priority.source]
    blocks: list[Block] = [press.text(priority.title, H2, keeps_next=True)]
    said = " · ".join(fact for fact in facts if fact.strip())
    if said:
        blocks.append(press.text(said, NOTE, before=2, keeps_next=True))
    if each.lines:
        blocks.append(_lines(each.lines, setting))
    else:
        blocks.append(press.text(words("No line of the charter serves it yet."), TABLE_QUIET, before=4))
    return Stack(blocks, before=10)


def _lines(lines: Iterable[Line], setting: Setting) -> Block:
    """Lines of the charter, each with what it is, whose it is, and how it stands."""
    press, words = setting.press, setting.words
    rows: list[list[Block]] = [
        [
            press.text(words(KINDS[line.kind].noun), TABLE_QUIET),
            press.text(_called(line, words), TABLE_STRONG),
            press.text(_state(line, setting), TABLE),
        ]
        for line in lines
    ]
    columns: list[tuple[str | Block, float]] = [
        (words("Line of the charter"), 0.8), (words("What it says"), 2.0), (words("How it stands"), 1.2),
    ]  # fmt: skip
    return ruled(press, columns, rows, before=6, tight=True)


def _called(line: Line, words: Words) -> str:
    """What a line says; a section by its name."""
    if line.kind == "sections":
        key = getattr(line, "key", "")
        return words(BY_KEY[key].title) if key in BY_KEY else ""
    return " ".join(without_chips(line.title_text).split())


def _state(line: Line, setting: Setting) -> str:
    words = setting.words
    match line:
        case Objective():
            return ", ".join(part for part in (setting.name(line.owner), words.short_day(line.due)) if part)
        case Initiative():
            return ", ".join(part for part in (words(line.state.label), words.short_day(line.end)) if part)
        case Measure():
            start, goal = words.quantity(line.baseline, line.unit), words.quantity(line.target, line.unit)
            return words("from {start} to {goal}", start=start, goal=goal) if start and goal else ""
        case Criterion():
            return words.short_day(line.due)
        case Obstacle():
            return line.mitigation
        case ScopeArea():
            return words(line.part.label)
    section = section_of(line.kind)
    return words(section.title) if section is not None else ""


# -- what their side said


def _all_heard(report: EditionReport, setting: Setting) -> list[Block]:
    press, words = setting.press, setting.words
    if not report.heard:
        return []
    note = words(
        "From the talks of {group}. Nobody is named: a role stands only where {least} people or more hold it.",
        group=words(report.side.label),
        least=report.withheld.least,
    )
    blocks: list[Block] = [press.text(note, NOTE, before=4)]
    blocks += [_heard(each, report, setting) for each in report.heard]
    withheld = report.withheld.lines(words)
    if withheld:
        blocks.append(press.text(" ".join(withheld), NOTE, before=12))
    return blocks


def _heard(each: Heard, report: EditionReport, setting: Setting) -> Block:
    press, words = setting.press, setting.words
    blocks: list[Block] = [press.text(each.title, H2, keeps_next=True)]
    figures = in_short(each.figures, report.withheld.least, words)
    if each.figures.mean is not None:
        figures = words("Mean severity {figures}", figures=figures)
    blocks.append(press.text(figures, NOTE, before=1, keeps_next=True))
    said: list[Block] = []
    for quote in each.quotes:
        said.append(press.text(quoted(quote.words, words, is_literal=quote.is_literal), BODY, before=4 if said else 0))
        if quote.role:
            said.append(press.text(quote.role, NOTE, before=1))
    if said:
        blocks.append(Panel(Stack(said), bar=_BARS.get(report.side, "line.strong"), left=10, before=6))
    else:
        blocks.append(press.text(words("No words that may be quoted."), NOTE, before=5))
    if each.lines:
        blocks.append(_lines(each.lines, setting))
    else:
        blocks.append(press.text(words("No line of the charter answers it yet."), TABLE_QUIET, before=6))
    return Stack(blocks, before=18)


# -- what is asked of them


def _asked(report: EditionReport, setting: Setting) -> list[Block]:
    press, words, case = setting.press, setting.words, setting.charter.business_case
    blocks: list[Block] = []
    for each in report.commitments:
        parts = [(_ended(each.title) if each.checked.strip() else each.title, NOTE_STRONG), (each.checked, NOTE)]
        blocks.append(press.mixed(parts, before=6))
    decided = report.charter.version_of(Document.BUSINESS_CASE).status is Status.APPROVED
    if case.decide_by is not None and not decided:
        blocks.append(press.text(words("Decide by {day}", day=case.decide_by), TABLE_STRONG, before=8))
    for document, signer in report.signatures:
        approval = signer.approval
        if approval is not None and approval.answer not in (Answer.ASKED, Answer.DECLINED):
            # There is nothing left to sign.
            said = ", ".join(part for part in (words(approval.answer.label), words.short_day(approval.on)) if part)
            condition = approval.condition.strip()
            told = f"{_ended(said)} {condition}" if condition else said
            blocks.append(press.mixed([(f"{words(document.label)}:", NOTE_STRONG), (told, NOTE)], before=8))
            continue
        blocks.append(press.text(words(document.label), H2, before=14, keeps_next=True))
        blocks.append(setting.signatures([signer], before=4))
    return blocks


def _ended(text: str) -> str:
    """A text that ends as a sentence does, so that another can follow it."""
    text = text.rstrip()
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
