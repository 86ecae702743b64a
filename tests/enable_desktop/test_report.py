"""What a report of the charter says at a glance."""

from __future__ import annotations

from datetime import date

from enable_desktop.charter.approvals import Signer, signers
from enable_desktop.charter.content import charter_of
from enable_desktop.charter.lines import (
    Answer,
    Approval,
    Approver,
    Document,
    Figure,
    Head,
    Obstacle,
    Slot,
    Status,
    Version,
)
from enable_desktop.charter.report import (
    CharterReport,
    Edition,
    approvers,
    by_weight,
    figures_in,
    in_summary,
    last_reading,
    last_signed,
)
from enable_desktop.measures import Measure, Reading
from enable_desktop.notes import ListEntry
from enable_desktop.people import Person

TODAY = date(2026, 3, 12)
VERSIONS = (
    Version(id=1, document=Document.BUSINESS_CASE, title="1.0", status=Status.APPROVED),
    Version(id=2, title="1.0", status=Status.APPROVED),
    Version(id=3, title="1.1", status=Status.DRAFT),
)


def test_the_newest_version_of_its_document_is_printed() -> None:
    report = CharterReport(charter=charter_of([]), today=TODAY, versions=VERSIONS)
    assert report.version.id == 3
    case = CharterReport(charter=charter_of([]), today=TODAY, versions=VERSIONS, part=Edition.BUSINESS_CASE)
    assert case.version.id == 1


def test_without_versions_it_is_the_first_draft() -> None:
    version = CharterReport(charter=charter_of([]), today=TODAY).version
    assert (version.title, version.status) == ("0.1", Status.DRAFT)


def test_what_was_signed_last_is_before_the_current_version() -> None:
    signed = last_signed(VERSIONS, Document.CHARTER)
    assert signed is not None
    assert signed.id == 2
    assert last_signed(VERSIONS[:2], Document.CHARTER) is None
    assert last_signed(VERSIONS, Document.BUSINESS_CASE) is None


def test_the_last_answer_of_an_approver_counts() -> None:
    answers = (
        Approval(id=1, version=3, person=7, answer=Answer.DECLINED),
        Approval(id=2, version=3, person=7, answer=Answer.APPROVED),
        Approval(id=3, version=2, person=7, answer=Answer.ASKED),
    )
    (signer,) = signers([Approver(person=7)], answers, VERSIONS[2])
    assert signer.approval == answers[1]


def test_an_approved_version_is_signed_by_those_who_approved_it() -> None:
    version = Version(id=5, status=Status.APPROVED)
    approvers = (Approver(id=1, person=8, title="Sales"), Approver(id=2, person=7, title="Money"))
    said = (
        Approval(id=1, version=5, person=7, answer=Answer.APPROVED),
        Approval(id=2, version=5, name="Anna Field, VP Sales", answer=Answer.CONDITION),
        Approval(id=3, version=5, name="Boris Stone", answer=Answer.ASKED),
        Approval(id=4, version=4, person=8, answer=Answer.APPROVED),
    )
    assert signers(approvers, said, version) == (
        Signer(person=7, title="Money", approval=said[0]),
        Signer(name="Anna Field, VP Sales", approval=said[1]),
    )


def test_a_version_in_review_is_signed_by_the_approvers_and_keeps_what_others_said() -> None:
    version = Version(id=5, status=Status.REVIEW)
    said = (
        Approval(id=1, version=5, person=7, answer=Answer.ASKED),
        Approval(id=2, version=5, person=9, answer=Answer.DECLINED),
        Approval(id=3, version=5, person=10, answer=Answer.ASKED),
        Approval(id=4, version=5, name="Anna", answer=Answer.APPROVED),
    )
    assert signers([Approver(person=7), Approver(title="Open")], said, version) == (
        Signer(person=7, approval=said[0]),
        Signer(title="Open"),
        Signer(person=9, approval=said[1]),
        Signer(name="Anna", approval=said[3]),
    )


def test_who_has_left_since_is_known_by_the_name_in_the_version() -> None:
    version = Version(id=5, status=Status.APPROVED)
    said = Approval(id=2, version=5, name="Anna Field, VP Sales", answer=Answer.APPROVED)
    anna = Person(id=7, name="Anna Field", role="VP Sales")
    approver = Approver(person=7, title="Sales")
    assert signers([approver], [said], version, [anna]) == (Signer(person=7, title="Sales", approval=said),)


def test_an_approved_version_that_nobody_was_asked_about_has_room_for_the_approvers() -> None:
    assert signers([Approver(person=7)], (), Version(id=5, status=Status.APPROVED)) == (Signer(person=7),)


def test_changes_count_from_what_was_signed() -> None:
    now, before = charter_of([Head(id=1, title="New")]), charter_of([Head(id=1, title="Old")])
    assert CharterReport(charter=now, today=TODAY).changes() == ()
    (change,) = CharterReport(charter=now, today=TODAY, signed=before).changes()
    assert (change.before, change.after) == ("Old", "New")


def test_the_heaviest_obstacle_stands_first() -> None:
    light, heavy = Obstacle(id=1, likelihood=1, impact=3), Obstacle(id=2, likelihood=2, impact=3)
    assert by_weight(charter_of([light, heavy])) == (heavy, light)


def test_approvers_are_those_of_the_document() -> None:
    charter = charter_of([Approver(id=1), Approver(id=2, document=Document.BUSINESS_CASE)])
    assert [each.id for each in approvers(charter, Document.BUSINESS_CASE)] == [2]


def test_figures_follow_the_order_asked_for() -> None:
    charter = charter_of([Figure(id=1, slot=Slot.YEARLY), Figure(id=2, slot=Slot.ONE_OFF)])
    assert [figure.id for figure in figures_in(charter, Slot.ONE_OFF, Slot.YEARLY)] == [2, 1]


def test_the_summary_shows_what_is_marked_else_what_has_a_target() -> None:
    plain, known = Measure(id=1), Measure(id=2, baseline=1.0, target=2.0)
    marked = Measure(id=3, in_summary=True)
    assert in_summary(charter_of([plain, known])) == (known,)
    assert in_summary(charter_of([plain, known, marked])) == (marked,)


def test_the_last_reading_has_a_date_and_a_value() -> None:
    measure = Measure(id=1)
    early, late = (Reading(id=n, measure=1, on=date(2026, n, 1), value=1.0) for n in (1, 2))
    undated = Reading(id=3, measure=1, value=9.0)
    assert last_reading(charter_of([undated, late, early]), measure) == late
    assert last_reading(charter_of([]), measure) is None


def test_departments_are_those_of_the_list() -> None:
    entries = [ListEntry(id=1, list="departments", key="E", title="Enablement"), ListEntry(id=2, list="kinds", key="x")]
    assert CharterReport(charter=charter_of(entries), today=TODAY).departments == {"E": "Enablement"}
