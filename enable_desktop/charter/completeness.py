"""How complete a charter is: every section empty, draft or complete, by rules that can be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from enable_desktop.charter import mission
from enable_desktop.charter.approvals import said_by
from enable_desktop.charter.content import Charter
from enable_desktop.charter.findings import Finding, frozen, included, stakeholders
from enable_desktop.charter.lines import Answer, Approval, Document, Part, ScopeArea, Status, Version
from enable_desktop.charter.rules import RULES
from enable_desktop.charter.sections import BY_KEY, SECTIONS
from enable_desktop.words import Words

__all__ = ["Fill", "Finding", "Note", "SectionState", "findings", "findings_in", "note_of", "state_of", "states"]


def findings(charter: Charter, today: date) -> tuple[Finding, ...]:
    """Everything the rules find, in the order of the sections."""
    return tuple(finding for section in SECTIONS for finding in findings_in(section.key, charter, today))


def findings_in(section: str, charter: Charter, today: date) -> tuple[Finding, ...]:
    """What the rules find in one section."""
    return tuple(finding for rule in RULES[section].values() for finding in rule(charter, today))


class Fill:
    """How far a section is."""

    EMPTY: Final = "empty"
    DRAFT: Final = "draft"
    COMPLETE: Final = "complete"


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionState:
    """How far a section is: empty, draft or complete, and the share of its rules that hold (0 to 1)."""

    section: str
    fill: str
    share: float
    findings: tuple[Finding, ...]

    @property
    def is_complete(self) -> bool:
        return self.fill == Fill.COMPLETE

    def holds(self, rule: str) -> bool:
        """Whether a rule is met; in an empty section none is, nor is one for rows where there are none."""
        nothing = f"{rule.partition('.')[0]}.any"
        return self.fill != Fill.EMPTY and all(finding.rule not in (rule, nothing) for finding in self.findings)


def state_of(section: str, charter: Charter, today: date) -> SectionState:
    """How far one section is."""
    found = findings_in(section, charter, today)
    if is_empty(section, charter):
        return SectionState(section=section, fill=Fill.EMPTY, share=0.0, findings=found)
    blocking = [finding for finding in found if finding.blocks]
    fill = Fill.DRAFT if blocking else Fill.COMPLETE
    share = 1.0 if not blocking else _share(section, charter, blocking)
    return SectionState(section=section, fill=fill, share=share, findings=found)


def states(charter: Charter, today: date) -> tuple[SectionState, ...]:
    """How far every section is, in their order."""
    return tuple(state_of(section.key, charter, today) for section in SECTIONS)


def _share(section: str, charter: Charter, blocking: list[Finding]) -> float:
    """The mean over the rules: each counts with the part of the rows that meet it."""
    rows = max(1, sum(len(charter.all(table.record)) for table in BY_KEY[section].tables))
    met = 0.0
    for rule in RULES[section]:
        failed = [finding for finding in blocking if finding.rule == rule]
        whole = any(finding.ref is None for finding in failed)
        met += 0.0 if whole else max(0.0, 1.0 - len(failed) / rows)
    # A ring that is neither empty nor full, since the section is neither.
    return min(0.95, max(0.08, met / max(1, len(RULES[section]))))


def is_empty(section: str, charter: Charter) -> bool:
    """Whether nothing was written in a section yet."""
    if charter.prose(section).strip():
        return False
    if any(charter.all(table.record) for table in BY_KEY[section].tables):
        return False
    if section == "business_case":
        case = charter.business_case
        return not any((case.problem, case.evidence, case.cost_of_nothing, case.proposal, case.how_it_works,
                        case.responsible, case.assumptions, case.stop_rule, case.decision, case.decide_by))  # fmt: skip
    if section == "stakeholders":
        return not stakeholders(charter)
    if section == "governance":
        return charter.head.next_review is None
    if section == "approvals":
        return charter.head.sponsor is None
    if section == "change_log":
        return not frozen(charter)
    return True


@dataclass(frozen=True, slots=True)
class Note:
    """The short line under a section's title; `attention` where something is missing."""

    text: str
    attention: bool = False


def note_of(state: SectionState, charter: Charter, today: date, words: Words) -> Note:
    """What the outline says of a section: "6 in, 2 out", "1 without owner", "2 sentences"."""
    if state.section == "business_case":
        decided = _decided(charter, today, words)
        if decided:
            return Note(decided)
    if state.fill == Fill.EMPTY:
        return Note(words("not started"))
    found = [finding for finding in state.findings if finding.blocks] or list(state.findings)
    if found:
        return Note(_lacking(found, words), attention=True)
    return Note(_amount(state.section, charter, words))


def _decided(charter: Charter, today: date, words: Words) -> str:
    """Who approved the business case last, and when; empty while nobody has."""
    approved = [
        version
        for version in charter.all(Version)
        if version.document is Document.BUSINESS_CASE and version.status is Status.APPROVED
    ]
    if not approved:
        return ""
    said = [
        approval
        for approval in charter.all(Approval)
        if approval.version == approved[-1].id and approval.answer in (Answer.APPROVED, Answer.CONDITION)
    ]
    if not said:
        return words("Approved {day}", day=words.short_day(approved[-1].on, today))
    last = max(said, key=lambda approval: (approval.on or date.min, approval.id))
    day = words.short_day(last.on or approved[-1].on, today)
    person = said_by(last, charter.person(last.person))
    if not person:
        return words("Approved {day}", day=day)
    return words("Approved {day}, {person}", day=day, person=person)


def _lacking(found: list[Finding], words: Words) -> str:
    """The first thing missing, with how many rows it is missing from."""
    rule = found[0].rule
    n = sum(1 for finding in found if finding.rule == rule)
    short = _SHORT.get(rule)
    return short(n, words) if short is not None else words.n("{n} thing missing", "{n} things missing", len(found))


_SHORT: Final[Mapping[str, Callable[[int, Words], str]]] = {
    "business_case.problem": lambda n, words: words("problem missing"),
    "business_case.cost": lambda n, words: words("cost missing"),
    "business_case.return": lambda n, words: words("return missing"),
    "business_case.stop_rule": lambda n, words: words("stop rule missing"),
    "business_case.decision": lambda n, words: words("decision missing"),
    "business_case.decide_by": lambda n, words: words("date missing"),
    "business_case.sources": lambda n, words: words.n("{n} without source", "{n} without source", n),
    "mission.length": lambda n, words: words("too long"),
    "objectives.any": lambda n, words: words("no objective yet"),
    "objectives.priority": lambda n, words: words.n("{n} without priority", "{n} without priority", n),
    "objectives.due": lambda n, words: words.n("{n} without date", "{n} without date", n),
    "scope.out": lambda n, words: words("nothing is out"),
    "scope.owner": lambda n, words: words.n("{n} without owner", "{n} without owner", n),
    "scope.lead_limit": lambda n, words: words("more than seven"),
    "value.levels": lambda n, words: words.n("{n} level missing", "{n} levels missing", n),
    "criteria.any": lambda n, words: words("no criterion yet"),
    "criteria.measure": lambda n, words: words.n("{n} without measure", "{n} without measure", n),
    "criteria.target": lambda n, words: words.n("{n} without figures", "{n} without figures", n),
    "criteria.due": lambda n, words: words.n("{n} without date", "{n} without date", n),
    "criteria.judge": lambda n, words: words.n("{n} without judge", "{n} without judge", n),
    "obstacles.any": lambda n, words: words("no obstacle yet"),
    "obstacles.owner": lambda n, words: words.n("{n} without owner", "{n} without owner", n),
    "obstacles.mitigation": lambda n, words: words.n("{n} without answer", "{n} without answer", n),
    "obstacles.rated": lambda n, words: words.n("{n} not rated", "{n} not rated", n),
    "assumptions.any": lambda n, words: words("no assumption yet"),
    "assumptions.fresh": lambda n, words: words.n("{n} to confirm", "{n} to confirm", n),
    "measures.any": lambda n, words: words("no measure yet"),
    "measures.baseline": lambda n, words: words.n("{n} without baseline", "{n} without baseline", n),
    "measures.target": lambda n, words: words.n("{n} without target", "{n} without target", n),
    "measures.owner": lambda n, words: words.n("{n} without owner", "{n} without owner", n),
    "measures.due": lambda n, words: words.n("{n} without date", "{n} without date", n),
    "plan.any": lambda n, words: words("no initiative yet"),
    "plan.owner": lambda n, words: words.n("{n} without owner", "{n} without owner", n),
    "plan.dates": lambda n, words: words.n("{n} without dates", "{n} without dates", n),
    "plan.order": lambda n, words: words.n("{n} ends too early", "{n} end too early", n),
    "plan.measure": lambda n, words: words.n("{n} without measure", "{n} without measure", n),
    "plan.capacity": lambda n, words: words("weeks too full"),
    "responsibilities.any": lambda n, words: words("no activity yet"),
    "responsibilities.raci": lambda n, words: words.n("{n} row unclear", "{n} rows unclear", n),
    "responsibilities.load": lambda n, words: words("one department does most"),
    "commitments.any": lambda n, words: words("no commitment yet"),
    "commitments.person": lambda n, words: words.n("{n} without person", "{n} without person", n),
    "commitments.checked": lambda n, words: words.n("{n} without check", "{n} without check", n),
    "stakeholders.groups": lambda n, words: words("one side missing"),
    "requests.any": lambda n, words: words("no request kind yet"),
    "governance.meeting": lambda n, words: words("meeting missing"),
    "governance.next_review": lambda n, words: words("next review missing"),
    "decision_rights.any": lambda n, words: words("decider missing"),
    "approvals.sponsor": lambda n, words: words("sponsor missing"),
    "approvals.any": lambda n, words: words("approver missing"),
    "change_log.notes": lambda n, words: words.n("{n} without words", "{n} without words", n),
}


def _amount(section: str, charter: Charter, words: Words) -> str:
    """How much there is in a section of which nothing is missing."""
    rows = sum(len(charter.all(table.record)) for table in BY_KEY[section].tables)
    match section:
        case "mission":
            return words.n("{n} sentence", "{n} sentences", mission.count(charter.prose("mission")))
        case "scope":
            return _scope(charter, words)
        case "stakeholders":
            return words.n("{n} person", "{n} people", len(stakeholders(charter)))
        case "measures":
            return words.n("{n} measure", "{n} measures", rows)
        case "plan":
            return words.n("{n} initiative", "{n} initiatives", rows)
        case "change_log":
            return words.n("{n} version", "{n} versions", len(frozen(charter)))
        case "business_case":
            return words("not approved yet")
        case "approvals":
            return _signed(charter, words)
    return words.n("{n} row", "{n} rows", rows)


def _scope(charter: Charter, words: Words) -> str:
    taken, out = len(included(charter)), len(charter.left_out())
    later = sum(1 for area in charter.all(ScopeArea) if area.part is Part.LATER)
    if later:
        return words("{taken} in, {later} later, {out} out", taken=taken, later=later, out=out)
    return words("{taken} in, {out} out", taken=taken, out=out)


def _signed(charter: Charter, words: Words) -> str:
    """How many of those asked last have approved the charter."""
    versions = [version for version in charter.all(Version) if version.document is Document.CHARTER]
    for version in reversed(versions):
        asked = [each for each in charter.all(Approval) if each.version == version.id and not each.is_void]
        if asked:
            agreed = sum(1 for approval in asked if approval.answer in (Answer.APPROVED, Answer.CONDITION))
            return words("{agreed} of {asked}", agreed=agreed, asked=len(asked))
    return words("nobody asked yet")
