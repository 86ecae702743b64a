"""The rules of each section: when it is complete, and what is said where it is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from enable_desktop.charter import mission, raci
from enable_desktop.charter.content import Charter
from enable_desktop.charter.findings import (
    Finding,
    Rule,
    each,
    frozen,
    in_case,
    in_head,
    in_slots,
    included,
    missing,
    some,
    stakeholders,
)
from enable_desktop.charter.lines import (
    Approver,
    Assumption,
    Audience,
    Commitment,
    Criterion,
    DecisionRight,
    Figure,
    Meeting,
    Objective,
    Obstacle,
    Part,
    Prose,
    RequestKind,
    Responsibility,
    ScopeArea,
    Slot,
    ValuePromise,
    Version,
)
from enable_desktop.fields import Line
from enable_desktop.initiatives import Initiative, State, load
from enable_desktop.links import Ref
from enable_desktop.measures import Measure, Reading
from enable_desktop.notes import ListEntry
from enable_desktop.people import Group, Person
from enable_desktop.words import mark, sentence

MOST_AREAS: Final = 7
"""How many areas one person can lead or contribute to before the charter warns."""

WEEKS_AHEAD: Final = 26
"""How far ahead the plan's weeks are compared with one person's hours."""


def _mission_length(charter: Charter, today: date) -> Iterator[Finding]:
    text = charter.prose("mission")
    number = mission.count(text)
    ref = next((Ref(line.kind, line.id) for line in charter.all(Prose) if line.key == "mission"), None)
    if not number:
        said = sentence(mark("The mission is not written yet"))
    elif number > mission.MOST:
        said = sentence(mark("The mission is longer than two sentences: it has {n}"), n=number)
    else:
        return
    yield Finding(section="mission", rule="mission.length", sentence=said, ref=ref, field="text")


def _scope_out(charter: Charter, today: date) -> Iterator[Finding]:
    if not charter.left_out():
        said = sentence(mark("Nothing is out of scope yet"))
        yield Finding(section="scope", rule="scope.out", sentence=said, field=ScopeArea.kind)


def _scope_limit(charter: Charter, today: date) -> Iterator[Finding]:
    taken = included(charter)
    if len(taken) > MOST_AREAS:
        said = sentence(mark("{n} areas are taken on; more than seven are hard to hold"), n=len(taken))
        ref = Ref(taken[-1].kind, taken[-1].id)
        yield Finding(section="scope", rule="scope.lead_limit", sentence=said, ref=ref, field="part", blocks=False)


def _scope_owner(line: Line) -> bool:
    return isinstance(line, ScopeArea) and line.part in (Part.LEAD, Part.CONTRIBUTE) and line.owner is None


_LEVELS: Final = (
    (Audience.BUSINESS, mark("The business has no promise yet")),
    (Audience.LEADERSHIP, mark("Leadership has no promise yet")),
    (Audience.MANAGERS, mark("Sales managers have no promise yet")),
    (Audience.REPS, mark("Reps have no promise yet")),
)


def _value_levels(charter: Charter, today: date) -> Iterator[Finding]:
    promised = {promise.audience for promise in charter.all(ValuePromise) if promise.title}
    for audience, message in _LEVELS:
        if audience not in promised:
            said = sentence(message)
            yield Finding(section="value", rule="value.levels", sentence=said, field=ValuePromise.kind)


def _criterion_target(line: Line) -> bool:
    return isinstance(line, Criterion) and (line.start is None or line.goal is None)


def _obstacle_rating(line: Line) -> bool:
    return isinstance(line, Obstacle) and not line.weight


def _assumptions_fresh(charter: Charter, today: date) -> Iterator[Finding]:
    for line in charter.all(Assumption):
        if line.made is None:
            message = mark("Nobody has confirmed “{title}” yet")
        elif line.is_old(today):
            message = mark("“{title}” was last confirmed more than 90 days ago")
        else:
            continue
        said, ref = sentence(message, title=line.title_text), Ref(line.kind, line.id)
        yield Finding(
            section="assumptions", rule="assumptions.fresh", sentence=said, ref=ref, field="made", blocks=False
        )


def _measures_baseline(charter: Charter, today: date) -> Iterator[Finding]:
    measured = {reading.measure for reading in charter.all(Reading) if reading.value is not None}
    for line in charter.all(Measure):
        if line.baseline is not None:
            continue
        has_data = line.id in measured
        message = mark("“{title}” has readings but no baseline") if has_data else mark("“{title}” is not measured yet")
        ref = Ref(line.kind, line.id)
        yield Finding(
            section="measures",
            rule="measures.baseline",
            sentence=sentence(message, title=line.title_text),
            ref=ref,
            field="baseline",
            blocks=has_data,
        )


def _plan_dates(line: Line) -> bool:
    return isinstance(line, Initiative) and (line.start is None or line.end is None)


def _plan_order(charter: Charter, today: date) -> Iterator[Finding]:
    for line in charter.all(Initiative):
        if line.start is not None and line.end is not None and line.end < line.start:
            said, ref = (
                sentence(mark("“{title}” ends before it starts"), title=line.title_text),
                Ref(line.kind, line.id),
            )
            yield Finding(section="plan", rule="plan.order", sentence=said, ref=ref, field="end")


def _plan_measure(line: Line) -> bool:
    return isinstance(line, Initiative) and line.state is not State.STOPPED and line.measure is None


def _plan_capacity(charter: Charter, today: date) -> Iterator[Finding]:
    capacity = charter.head.hours_a_week
    if capacity is None:
        if charter.all(Initiative):
            said = sentence(mark("Your hours a week are not given, so nobody can tell whether the plan fits"))
            ref = Ref(charter.head.kind, charter.head.id)
            yield Finding(
                section="plan", rule="plan.capacity", sentence=said, ref=ref, field="hours_a_week", blocks=False
            )
        return
    full = [week for week in load(charter.all(Initiative), today, WEEKS_AHEAD) if week.is_full(capacity)]
    if full:
        said = sentence(
            mark("The week of {day} asks for {hours} hours; there are {capacity}"),
            day=full[0].monday,
            hours=f"{full[0].hours:g}",
            capacity=f"{capacity:g}",
        )
        yield Finding(section="plan", rule="plan.capacity", sentence=said, field=Initiative.kind, blocks=False)


def _raci(charter: Charter, today: date) -> Iterator[Finding]:
    for line in charter.all(Responsibility):
        said = raci.fault(line)
        if said is not None:
            ref = Ref(line.kind, line.id)
            yield Finding(
                section="responsibilities", rule="responsibilities.raci", sentence=said, ref=ref, field="letters"
            )


def _raci_load(charter: Charter, today: date) -> Iterator[Finding]:
    names = {entry.key: entry.title for entry in charter.all(ListEntry) if entry.list == "departments"}
    for department in raci.overloaded(charter.all(Responsibility)):
        said = sentence(
            mark("{department} does the work in more than half of the rows"),
            department=names.get(department, department),
        )
        yield Finding(
            section="responsibilities",
            rule="responsibilities.load",
            sentence=said,
            field=Responsibility.kind,
            blocks=False,
        )


def _stakeholder_groups(charter: Charter, today: date) -> Iterator[Finding]:
    groups = {person.group for person in stakeholders(charter)}
    for group, message in (
        (Group.LEADERSHIP, mark("Nobody from leadership is a stakeholder yet")),
        (Group.REP, mark("No rep is a stakeholder yet")),
    ):
        if group not in groups:
            said = sentence(message)
            yield Finding(section="stakeholders", rule="stakeholders.groups", sentence=said, field=Person.kind)


def _decider(charter: Charter, today: date) -> Iterator[Finding]:
    rights = charter.all(DecisionRight)
    if any(right.person is not None for right in rights):
        return
    said = sentence(mark("No decision has its decider yet"))
    ref = Ref(rights[0].kind, rights[0].id) if rights else None
    yield Finding(
        section="governance",
        rule="decision_rights.any",
        sentence=said,
        ref=ref,
        field="person" if rights else DecisionRight.kind,
    )


def _version_notes(charter: Charter, today: date) -> Iterator[Finding]:
    kept = frozen(charter)
    if not kept:
        said = sentence(mark("No version has been saved yet"))
        yield Finding(section="change_log", rule="change_log.notes", sentence=said, field=Version.kind)
    for version in kept:
        if not version.note.strip():
            said = sentence(mark("Version {title} does not say what changed"), title=version.title)
            ref = Ref(version.kind, version.id)
            yield Finding(section="change_log", rule="change_log.notes", sentence=said, ref=ref, field="note")


_RETURNS: Final = ((Slot.RETURN_LOW,), (Slot.RETURN_LIKELY,), (Slot.RETURN_HIGH,))

RULES: Final[Mapping[str, Mapping[str, Rule]]] = {
    "business_case": {
        "business_case.problem": in_case(
            "business_case.problem", "problem", mark("The business case does not say what the problem is")
        ),
        "business_case.cost": in_slots(
            "business_case.cost", ((Slot.ONE_OFF, Slot.YEARLY),), mark("The business case has no cost yet")
        ),
        "business_case.return": in_slots(
            "business_case.return", _RETURNS, mark("The return is not given as low, likely and high yet")
        ),
        "business_case.stop_rule": in_case(
            "business_case.stop_rule", "stop_rule", mark("The business case has no stop rule yet")
        ),
        "business_case.decision": in_case(
            "business_case.decision", "decision", mark("The business case asks for no decision yet")
        ),
        "business_case.decide_by": in_case(
            "business_case.decide_by", "decide_by", mark("The decision of the business case has no date yet")
        ),
        "business_case.sources": missing(
            "business_case", "business_case.sources", Figure, "source", mark("The figure “{title}” has no source")
        ),
    },
    "mission": {"mission.length": _mission_length},
    "objectives": {
        "objectives.any": some("objectives", "objectives.any", Objective, mark("There is no objective yet")),
        **each(
            "objectives",
            Objective,
            ("priority", "priority", mark("“{title}” serves no company priority yet"), None),
            ("due", "due", mark("“{title}” has no date"), None),
        ),
    },
    "scope": {
        "scope.out": _scope_out,
        **each("scope", ScopeArea, ("owner", "owner", mark("“{title}” has no owner"), _scope_owner)),
        "scope.lead_limit": _scope_limit,
    },
    "value": {"value.levels": _value_levels},
    "criteria": {
        "criteria.any": some("criteria", "criteria.any", Criterion, mark("There is no success criterion yet")),
        **each(
            "criteria",
            Criterion,
            ("measure", "measure", mark("“{title}” has no measure"), None),
            ("target", "goal", mark("“{title}” does not say from which figure to which"), _criterion_target),
            ("due", "due", mark("“{title}” has no date"), None),
            ("judge", "judge", mark("Nobody judges “{title}” yet"), None),
        ),
    },
    "obstacles": {
        "obstacles.any": some("obstacles", "obstacles.any", Obstacle, mark("There is no obstacle yet")),
        **each(
            "obstacles",
            Obstacle,
            ("owner", "owner", mark("“{title}” has no owner"), None),
            ("mitigation", "mitigation", mark("“{title}” does not say what is done about it"), None),
            ("rated", "likelihood", mark("“{title}” has no likelihood or no impact"), _obstacle_rating),
        ),
    },
    "assumptions": {
        "assumptions.any": some("assumptions", "assumptions.any", Assumption, mark("There is no assumption yet")),
        "assumptions.fresh": _assumptions_fresh,
    },
    "measures": {
        "measures.any": some("measures", "measures.any", Measure, mark("There is no measure yet")),
        "measures.baseline": _measures_baseline,
        **each(
            "measures",
            Measure,
            ("target", "target", mark("“{title}” has no target"), None),
            ("owner", "owner", mark("“{title}” has no owner"), None),
            ("due", "due", mark("The target of “{title}” has no date"), None),
        ),
    },
    "plan": {
        "plan.any": some("plan", "plan.any", Initiative, mark("There is no initiative yet")),
        **each(
            "plan",
            Initiative,
            ("owner", "owner", mark("“{title}” has no owner"), None),
            ("dates", "end", mark("“{title}” has no start or no end"), _plan_dates),
            ("measure", "measure", mark("“{title}” moves no measure yet"), _plan_measure),
        ),
        "plan.order": _plan_order,
        "plan.capacity": _plan_capacity,
    },
    "responsibilities": {
        "responsibilities.any": some(
            "responsibilities", "responsibilities.any", Responsibility, mark("There is no activity yet")
        ),
        "responsibilities.raci": _raci,
        "responsibilities.load": _raci_load,
    },
    "commitments": {
        "commitments.any": some("commitments", "commitments.any", Commitment, mark("There is no commitment yet")),
        **each(
            "commitments",
            Commitment,
            ("person", "person", mark("“{title}” names nobody"), None),
            ("checked", "checked", mark("“{title}” does not say how it is checked"), None),
        ),
    },
    "stakeholders": {"stakeholders.groups": _stakeholder_groups},
    "requests": {
        "requests.any": some("requests", "requests.any", RequestKind, mark("There is no kind of request yet")),
    },
    "governance": {
        "governance.meeting": some(
            "governance", "governance.meeting", Meeting, mark("No meeting steers the programme yet")
        ),
        "governance.next_review": in_head(
            "governance", "governance.next_review", "next_review", mark("The next review of the charter has no date")
        ),
        "decision_rights.any": _decider,
    },
    "approvals": {
        "approvals.sponsor": in_head(
            "approvals", "approvals.sponsor", "sponsor", mark("The executive sponsor is not named yet")
        ),
        "approvals.any": some("approvals", "approvals.any", Approver, mark("There is no approver yet")),
    },
    "change_log": {"change_log.notes": _version_notes},
}
"""The rules of each section by name, in the order in which they are read."""
