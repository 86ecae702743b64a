"""Every stated rule of completeness: what it finds, and where it leads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from enable_desktop.charter import lines
from enable_desktop.charter.completeness import Fill, findings, findings_in, note_of, state_of, states
from enable_desktop.charter.content import Charter, charter_of
from enable_desktop.charter.findings import Finding
from enable_desktop.charter.rules import RULES
from enable_desktop.charter.sections import SECTIONS
from enable_desktop.fields import Line, field_of
from enable_desktop.initiatives import Initiative, State
from enable_desktop.kinds import KINDS
from enable_desktop.links import Ref
from enable_desktop.measures import Measure, Reading
from enable_desktop.people import Group, Hat, Person
from enable_desktop.words import Words
from resources.content import guidance

TODAY = date(2026, 11, 24)
LEADER = Person(id=1, name="Ada", role="CRO", group=Group.LEADERSHIP, hats=frozenset({Hat.STAKEHOLDER}))
REP = Person(id=2, name="Bo", group=Group.REP, hats=frozenset({Hat.STAKEHOLDER}))


def found(section: str, *given: Line) -> dict[str, Finding]:
    return {finding.rule: finding for finding in findings_in(section, charter_of(given), TODAY)}


def test_every_section_has_rules_and_every_check_names_one() -> None:
    assert set(RULES) == {section.key for section in SECTIONS}
    known = {rule for rules in RULES.values() for rule in rules}
    for language in ("en",):
        for card in guidance(language).values():
            assert {check.rule for check in card.checks if check.rule} <= known


def test_an_empty_charter_is_empty_everywhere_and_says_what_is_missing(words: Words) -> None:
    for state in states(Charter(), TODAY):
        assert state.fill == Fill.EMPTY
        assert state.share == 0
        assert state.findings
        assert note_of(state, Charter(), TODAY, words).text == "not started"


def test_each_finding_leads_to_a_field_that_exists() -> None:
    given: tuple[Line, ...] = (
        lines.Head(id=1), lines.BusinessCase(id=1), lines.Prose(id=2, key="mission", text="One. Two. Three. Four."),
        lines.Figure(id=1, title="Salary"), lines.Objective(id=1, title="Grow"), lines.ScopeArea(id=1, title="Content"),
        lines.Criterion(id=1, title="Win"), lines.Obstacle(id=1, title="Time"), lines.Assumption(id=1, title="Hire"),
        Measure(id=1, title="Win rate"), Initiative(id=1, title="Onboarding"),
        lines.Responsibility(id=1, title="Budget"),
        lines.Commitment(id=1, title="Coach"), lines.DecisionRight(id=1, title="Budget"),
    )  # fmt: skip
    all_found = findings(charter_of(given), TODAY)
    assert len(all_found) > 25
    for finding in all_found:
        if finding.ref is not None:
            field_of(KINDS[finding.ref.kind].record, finding.field)
            assert any((line.kind, line.id) == (finding.ref.kind, finding.ref.id) for line in given)
        else:
            assert finding.field in KINDS
        assert str(finding.sentence)


def test_a_figure_without_a_source_and_a_case_without_a_stop_rule_are_found() -> None:
    case = lines.BusinessCase(id=1, problem="Slow", decision="Approve", decide_by=TODAY)
    costs = lines.Figure(id=1, title="Salary", slot=lines.Slot.YEARLY, amount=1, source="HR")
    returns = [
        lines.Figure(id=n, title="x", slot=slot, amount=1, source="CRM")
        for n, slot in enumerate((lines.Slot.RETURN_LOW, lines.Slot.RETURN_LIKELY, lines.Slot.RETURN_HIGH), 2)
    ]
    left = found("business_case", case, costs, *returns)
    assert set(left) == {"business_case.stop_rule"}
    assert left["business_case.stop_rule"].ref == Ref("business_case", 1)
    whole = (replace(case, stop_rule="Stop"), costs, *returns)
    assert not found("business_case", *whole)
    assert set(found("business_case", *whole, lines.Figure(id=9, title="Tools"))) == {"business_case.sources"}
    assert "business_case.return" in found("business_case", case, costs, *returns[:2])


def test_a_long_mission_says_so() -> None:
    short = lines.Prose(id=1, key="mission", text="We help reps. We judge ourselves by two numbers.")
    assert not found("mission", short)
    long = replace(short, text=f"{short.text} Third.")
    assert "it has 3" in str(found("mission", long)["mission.length"].sentence)


def test_scope_needs_an_out_and_owners_and_warns_above_seven() -> None:
    areas = [lines.ScopeArea(id=n, title=f"Area {n}", owner=1) for n in range(1, 9)]
    left = found("scope", *areas)
    assert set(left) == {"scope.out", "scope.lead_limit"}
    assert not left["scope.lead_limit"].blocks
    out = lines.ScopeArea(id=20, title="Tools", part=lines.Part.OUT)
    assert state_of("scope", charter_of([*areas, out]), TODAY).is_complete
    assert set(found("scope", lines.ScopeArea(id=1, title="Content"), out)) == {"scope.owner"}


def test_criteria_need_measure_figures_date_and_judge() -> None:
    bare = lines.Criterion(id=1, title="Win more")
    assert set(found("criteria", bare)) == {"criteria.measure", "criteria.target", "criteria.due", "criteria.judge"}
    whole = replace(bare, measure=1, start=0.0, goal=25.0, due=TODAY, judge=1)
    assert not found("criteria", whole)


def test_obstacles_need_rating_answer_and_owner(words: Words) -> None:
    good = lines.Obstacle(id=1, title="Time", likelihood=2, impact=3, mitigation="Book", owner=1)
    bad = lines.Obstacle(id=2, title="Quarter end", likelihood=3, impact=1, mitigation="Plan")
    charter = charter_of([good, bad])
    state = state_of("obstacles", charter, TODAY)
    assert [finding.rule for finding in state.findings] == ["obstacles.owner"]
    assert state.findings[0].ref == Ref("obstacles", 2)
    assert 0.5 < state.share < 1
    assert not state.holds("obstacles.owner")
    assert state.holds("obstacles.mitigation")
    note = note_of(state, charter, TODAY, words)
    assert (note.text, note.attention) == ("1 without owner", True)
    assert set(found("obstacles", replace(good, impact=None))) == {"obstacles.rated"}


def test_old_assumptions_are_flagged_but_do_not_block() -> None:
    fresh = lines.Assumption(id=1, title="Hiring goes on", made=TODAY - timedelta(days=90))
    assert not found("assumptions", fresh)
    state = state_of("assumptions", charter_of([replace(fresh, made=TODAY - timedelta(days=91))]), TODAY)
    assert state.is_complete
    assert [finding.rule for finding in state.findings] == ["assumptions.fresh"]


def test_a_measure_without_data_is_reported_but_allowed() -> None:
    bare = Measure(id=1, title="Win rate", target=25.0, owner=1, due=TODAY)
    assert [finding.blocks for finding in findings_in("measures", charter_of([bare]), TODAY)] == [False]
    reading = Reading(id=1, measure=1, on=TODAY, value=19.0)
    assert [finding.blocks for finding in findings_in("measures", charter_of([bare, reading]), TODAY)] == [True]
    assert not found("measures", replace(bare, baseline=0.0))


def test_a_plan_needs_dates_in_order_and_fits_the_week() -> None:
    head = lines.Head(id=1, hours_a_week=20.0)
    whole = Initiative(
        id=1, title="Onboarding", owner=1, measure=1, effort=12.0, start=TODAY, end=TODAY + timedelta(days=30)
    )
    assert not found("plan", head, whole)
    assert set(found("plan", head, whole, replace(whole, id=2))) == {"plan.capacity"}
    assert not found("plan", head, whole, replace(whole, id=2, state=State.DONE))
    assert set(found("plan", head, replace(whole, end=TODAY - timedelta(days=1)))) == {"plan.order"}
    assert set(found("plan", head, replace(whole, end=None))) == {"plan.dates"}
    assert found("plan", lines.Head(id=1), whole)["plan.capacity"].field == "hours_a_week"


def test_both_sides_are_stakeholders() -> None:
    assert not found("stakeholders", LEADER, REP)
    assert "No rep" in str(found("stakeholders", LEADER)["stakeholders.groups"].sentence)


def test_governance_needs_a_meeting_a_review_and_a_decider() -> None:
    assert set(found("governance", lines.Head(id=1))) == {
        "governance.meeting", "governance.next_review", "decision_rights.any",
    }  # fmt: skip
    right = lines.DecisionRight(id=1, title="Budget")
    assert found("governance", lines.Head(id=1), right)["decision_rights.any"].ref == Ref("decision_rights", 1)
    head = lines.Head(id=1, next_review=TODAY)
    assert not found("governance", head, lines.Meeting(id=1, title="Council"), replace(right, person=1))


@pytest.mark.parametrize(
    ("section", "line", "rules"),
    [
        ("approvals", lines.Head(id=1), {"approvals.sponsor", "approvals.any"}),
        ("commitments", lines.Commitment(id=1, title="Coach"), {"commitments.person", "commitments.checked"}),
        ("requests", lines.Head(id=1), {"requests.any"}),
        ("objectives", lines.Objective(id=1, title="Grow"), {"objectives.priority", "objectives.due"}),
        ("value", lines.Head(id=1), {"value.levels"}),
    ],
)
def test_other_sections_name_what_they_lack(section: str, line: Line, rules: set[str]) -> None:
    assert set(found(section, line)) == rules


def test_the_business_case_says_who_approved_it(words: Words) -> None:
    version = lines.Version(
        id=1, document=lines.Document.BUSINESS_CASE, title="0.3", status=lines.Status.APPROVED, on=date(2026, 2, 24)
    )
    approval = lines.Approval(id=1, version=1, person=1, answer=lines.Answer.APPROVED, on=date(2026, 2, 24))
    charter = charter_of([lines.BusinessCase(id=1, problem="x"), version, approval, LEADER])
    note = note_of(state_of("business_case", charter, TODAY), charter, TODAY, words)
    assert note.text == "Approved 24\xa0Feb, CRO"


def test_saved_versions_say_what_changed(words: Words) -> None:
    draft = lines.Version(id=2, title="0.2", position=2)
    saved = lines.Version(id=1, title="0.1", note="First words", position=1)
    assert not found("change_log", saved, draft)
    assert set(found("change_log", replace(saved, note=""), draft)) == {"change_log.notes"}
    assert set(found("change_log", draft)) == {"change_log.notes"}
