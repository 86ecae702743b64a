"""The charter's versions: frozen, approved, followed by a draft, compared and brought back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.charter import next_title
from db.workspace import Place, Workspace, open_workspace
from enable_desktop.charter.compare import differences
from enable_desktop.charter.content import CONTENT, Charter, charter_of, from_json, to_json
from enable_desktop.charter.lines import (
    Answer,
    Approval,
    Approver,
    BusinessCase,
    Criterion,
    Document,
    Figure,
    Objective,
    Obstacle,
    Priority,
    Prose,
    Status,
    Version,
)
from enable_desktop.fields import Line, Shape, fields_of
from enable_desktop.links import Reason, Ref
from enable_desktop.measures import Measure, Reading
from enable_desktop.people import Person
from tests.db.content import content_of
from tests.db.values import values_of

OWN: dict[Document, tuple[type[Line], ...]] = {
    Document.CHARTER: tuple(set(CONTENT) - {BusinessCase, Figure, Reading, Approver}),
    Document.BUSINESS_CASE: (BusinessCase, Figure),
}


def current(workspace: Workspace, document: Document = Document.CHARTER) -> tuple[str, Status, bool]:
    version = workspace.charter.current(document)
    return version.title, version.status, bool(version.snapshot)


def said(charter: Charter, document: Document) -> dict[str, tuple[Line, ...]]:
    """What a document says, without what stands beside it."""
    return {record.kind: charter.all(record) for record in OWN[document]}


FREEZE: dict[str, Callable[[Workspace, Document], object]] = {
    "save": lambda workspace, document: workspace.charter.save_version(document, "0.1", "First"),
    "ask": lambda workspace, document: workspace.charter.ask(document),
}
CHANGE: dict[Document, dict[str, Callable[[Workspace], object]]] = {
    Document.CHARTER: {
        "edit": lambda workspace: workspace.change(Ref("charter", 1), title="Another"),
        "type": lambda workspace: workspace.change(Ref("sections", 1), typing=True, text="Another"),
        "add": lambda workspace: workspace.add(Obstacle, title="Another"),
        "remove": lambda workspace: workspace.remove(Ref("obstacles", 1)),
        "move": lambda workspace: workspace.move(Ref("obstacles", 1), 1),
        "remove what lines name": lambda workspace: workspace.remove(Ref("measures", 1)),
        "hand over": lambda workspace: workspace.people.hand_over(1, 2),
    },
    Document.BUSINESS_CASE: {
        "edit": lambda workspace: workspace.change(Ref("business_case", 1), problem="Another"),
        "add": lambda workspace: workspace.add(Figure, title="Another"),
        "remove what lines name": lambda workspace: workspace.remove(Ref("priorities", 1)),
    },
}
EACH = [(document, freeze, change) for document, ways in CHANGE.items() for freeze in FREEZE for change in ways]


@pytest.mark.parametrize(("document", "freeze", "change"), EACH)
def test_the_first_change_after_freezing_begins_the_next_draft(
    full: Workspace, document: Document, freeze: str, change: str
) -> None:
    full.charter.save_version(document, "1.0", "So far")
    if freeze == "ask":
        full.charter.ask(document)
    frozen = content_of(full.path)
    title, _, has_content = current(full, document)
    assert (title, has_content) == ("1.0", True)
    CHANGE[document][change](full)
    assert current(full, document) == ("1.1", Status.DRAFT, False)
    drafts = len(full.charter.versions(document))
    full.add(Obstacle, title="And another")
    assert len(full.charter.versions(document)) == drafts, "one draft is enough"
    full.undo()
    full.undo()
    assert content_of(full.path) == frozen
    full.redo()
    assert current(full, document) == ("1.1", Status.DRAFT, False)


MISSION = Ref("sections", 2)


def type_back_later(workspace: Workspace) -> None:
    workspace.settle()
    workspace.change(MISSION, typing=True, text="As approved")


def go_back_among_other_things(workspace: Workspace) -> None:
    obstacle = workspace.add(Obstacle, title="Another")
    workspace.change(MISSION, text="As approved")
    workspace.remove(Ref("obstacles", obstacle))


BACK: dict[str, Callable[[Workspace], object]] = {
    "typed away at once": lambda workspace: workspace.change(MISSION, typing=True, text="As approved"),
    "typed away after a pause": type_back_later,
    "written again": lambda workspace: workspace.change(MISSION, text="As approved"),
    "after other things": go_back_among_other_things,
    "restored": lambda workspace: workspace.charter.restore(workspace.charter.versions(Document.CHARTER)[1].id),
}


def approved(workspace: Workspace) -> Version:
    """The charter with one approver who has approved it."""
    workspace.add(Approver, document=Document.CHARTER, person=workspace.add(Person, name="Anna"))
    workspace.change(MISSION, text="As approved")
    version = workspace.charter.ask(Document.CHARTER)
    for approval in workspace.charter.approvals(version):
        workspace.charter.answer(approval.id, Answer.APPROVED)
    found = workspace.charter.current(Document.CHARTER)
    assert (found.id, found.status) == (version, Status.APPROVED)
    return found


@pytest.mark.parametrize("back", BACK)
def test_going_back_to_what_was_approved_ends_the_draft(workspace: Workspace, place: Place, back: str) -> None:
    version = approved(workspace)
    steps = len(workspace.history())
    workspace.change(MISSION, typing=True, text="As approve")
    changed = content_of(workspace.path)
    assert current(workspace) == ("0.2", Status.DRAFT, False)
    BACK[back](workspace)
    assert workspace.charter.current(Document.CHARTER) == version
    there = content_of(workspace.path)
    workspace.close()
    with open_workspace(workspace.path, place) as again:
        if len(again.history()) > steps:
            while content_of(again.path) != changed:
                assert again.undo() is not None
            assert current(again) == ("0.2", Status.DRAFT, False)
            while again.redo() is not None:
                pass
        assert content_of(again.path) == there


def test_undo_and_redo_take_the_draft_along_also_after_reopening(workspace: Workspace, place: Place) -> None:
    version = approved(workspace)
    before = content_of(workspace.path)
    for text in ("As approved, or", "As approved, or not"):
        workspace.change(MISSION, typing=True, text=text)
    after = content_of(workspace.path)
    workspace.close()
    with open_workspace(workspace.path, place) as again:
        again.undo()
        assert content_of(again.path) == before
        assert again.charter.current(Document.CHARTER) == version
    with open_workspace(workspace.path, place) as again:
        again.redo()
        assert content_of(again.path) == after
        assert current(again) == ("0.2", Status.DRAFT, False)


def test_a_line_moved_away_and_back_ends_the_draft(workspace: Workspace) -> None:
    for title in ("Time", "Money", "Will"):
        workspace.add(Obstacle, title=title)
    version = approved(workspace)
    workspace.move(Ref("obstacles", 1), 2)
    assert current(workspace) == ("0.2", Status.DRAFT, False)
    workspace.move(Ref("obstacles", 1), 0)
    assert workspace.charter.current(Document.CHARTER) == version


def test_a_draft_that_somebody_named_stays(workspace: Workspace) -> None:
    approved(workspace)
    workspace.change(MISSION, text="Something else")
    workspace.change(Ref("versions", workspace.charter.current(Document.CHARTER).id), title="Spring")
    workspace.change(MISSION, text="As approved")
    assert current(workspace) == ("Spring", Status.DRAFT, False)


@pytest.mark.parametrize(
    "change",
    [
        lambda workspace: workspace.change(Ref("charter", 1), title=workspace.charter.content().head.title),
        lambda workspace: workspace.change(Ref("people", 1), reach="+7 495"),
        lambda workspace: workspace.add(Reading, measure=1, value=3),
        lambda workspace: workspace.add(Approver, person=1),
        lambda workspace: workspace.settings.set("company", "Other"),
        lambda workspace: workspace.change(Ref("business_case", 1), problem="Another"),
        lambda workspace: workspace.links.join(Ref("obstacles", 1), Ref("measures", 1), Reason.USES),
    ],
    ids=["same again", "a person's phone", "a reading", "an approver", "a setting", "the other document", "a link"],
)
def test_what_the_document_does_not_say_begins_no_draft(full: Workspace, change: Callable[[Workspace], object]) -> None:
    full.charter.save_version(Document.CHARTER, "1.0", "")
    version = full.charter.current(Document.CHARTER)
    change(full)
    assert full.charter.current(Document.CHARTER) == version
    assert full.charter.ask(Document.CHARTER) == version.id, "it is still the same version that is asked about"


def test_asking_again_after_other_things_changed_asks_about_the_same_version(full: Workspace) -> None:
    version = full.charter.save_version(Document.CHARTER, "1.0", "Note")
    assert full.charter.save_version(Document.CHARTER, "1.0", "") == version
    assert full.charter.current(Document.CHARTER).note == "Note"
    assert full.charter.save_version(Document.CHARTER, "2.0", "Better") == version
    assert (current(full)[0], full.charter.current(Document.CHARTER).note) == ("2.0", "Better")


def test_a_version_is_approved_when_everybody_asked_has_approved_it(workspace: Workspace) -> None:
    people = [workspace.add(Person, name=name) for name in ("Anna", "Boris", "Chen")]
    for person in people:
        workspace.add(Approver, document=Document.CHARTER, person=person)
    workspace.add(Approver, document=Document.BUSINESS_CASE, person=people[0])
    workspace.charter.ask(Document.CHARTER)
    version = workspace.charter.current(Document.CHARTER)
    assert current(workspace)[1] is Status.REVIEW
    approvals = workspace.charter.approvals(version.id)
    assert [approval.person for approval in approvals] == people
    workspace.charter.answer(approvals[0].id, Answer.APPROVED)
    workspace.charter.answer(approvals[1].id, Answer.CONDITION, "If the budget holds", date(2026, 11, 20))
    assert current(workspace)[1] is Status.REVIEW
    workspace.charter.answer(approvals[2].id, Answer.DECLINED)
    assert current(workspace)[1] is Status.REVIEW
    workspace.charter.answer(approvals[2].id, Answer.APPROVED)
    assert current(workspace)[1] is Status.APPROVED
    kept = workspace.all(Approval)[1]
    assert (kept.condition, kept.on) == ("If the budget holds", date(2026, 11, 20))
    workspace.undo()
    assert current(workspace)[1] is Status.REVIEW
    workspace.redo()
    workspace.add(Obstacle, title="After")
    assert current(workspace) == ("0.2", Status.DRAFT, False)
    assert workspace.charter.approvals(version.id), "approvals stay with the version they were given for"


def test_nobody_asked_approves_nothing(workspace: Workspace) -> None:
    workspace.charter.ask(Document.CHARTER)
    assert current(workspace)[1] is Status.REVIEW


@given(st.data())
@settings(max_examples=15)
def test_restoring_brings_back_exactly_what_a_version_said(
    filled_copies: Callable[[], Workspace], data: st.DataObject
) -> None:
    workspace = filled_copies()
    document = data.draw(st.sampled_from(list(Document)))
    with workspace:
        version = workspace.charter.save_version(document, "1.0", "")
        wanted = said(workspace.charter.content(), document)
        readings = set(workspace.all(Reading))
        for _ in range(data.draw(st.integers(1, 8))):
            change_something(workspace, data)
        other = next(each for each in Document if each is not document)
        beside = said(workspace.charter.content(), other)
        before = content_of(workspace.path)
        workspace.charter.restore(version)
        assert said(workspace.charter.content(), document) == wanted
        assert said(workspace.charter.content(), other).keys() == beside.keys()
        assert (
            workspace.charter.snapshot(version).lines == from_json(to_json(workspace.charter.snapshot(version))).lines
        )
        if document is Document.CHARTER:
            measures = {measure.id for measure in workspace.all(Measure)}
            assert {reading.measure for reading in workspace.all(Reading)} <= measures | {None}
            assert readings <= set(workspace.all(Reading)) | {line for line in readings if line.measure not in measures}
        if content_of(workspace.path) != before:
            workspace.undo()
            assert content_of(workspace.path) == before


def change_something(workspace: Workspace, data: st.DataObject) -> None:
    """A line added, changed, moved or removed, not one that the other document needs."""
    records = [record for record in CONTENT if record not in (BusinessCase, Prose, Approver, Reading)]
    record = data.draw(st.sampled_from(records))

    def ids(kind: str) -> list[int]:
        return [key[1] for key in content_of(workspace.path) if key[0] == kind]

    way = data.draw(st.sampled_from(("add", "change", "move", "remove")))
    there = ids(record.kind)
    if way == "add" or not there:
        workspace.add(record, **data.draw(values_of(record, ids)))
        return
    ref = Ref(record.kind, data.draw(st.sampled_from(there)))
    if way == "change":
        workspace.change(ref, **data.draw(values_of(record, ids, least=1)))
    elif way == "move":
        workspace.move(ref, data.draw(st.integers(0, 3)))
    elif record.kind not in ("charter", "priorities"):
        workspace.remove(ref)


def test_a_criterion_comes_back_with_its_measure(workspace: Workspace) -> None:
    measure = workspace.add(Measure, title="Ramp-up")
    for value in range(3):
        workspace.add(Reading, measure=measure, value=value)
    workspace.add(Criterion, title="Faster", measure=measure)
    priority = workspace.add(Priority, title="Growth")
    workspace.add(Objective, title="Grow", priority=priority)
    version = workspace.charter.save_version(Document.CHARTER, "1.0", "")
    workspace.remove(Ref("measures", measure))
    workspace.remove(Ref("priorities", priority))
    workspace.charter.restore(version)
    assert workspace.all(Criterion)[0].measure == measure
    assert workspace.all(Objective)[0].priority == priority
    assert [reading.value for reading in workspace.all(Reading)] == [0, 1, 2]


def test_readings_made_since_stay_when_a_version_is_restored(workspace: Workspace) -> None:
    measure = workspace.add(Measure, title="Ramp-up")
    version = workspace.charter.save_version(Document.CHARTER, "1.0", "")
    workspace.add(Reading, measure=measure, value=3)
    workspace.change(Ref("measures", measure), title="Ramp-up time")
    workspace.charter.restore(version)
    assert workspace.all(Measure)[0].title == "Ramp-up"
    assert len(workspace.all(Reading)) == 1


def test_what_names_somebody_who_has_left_comes_back_without_them(workspace: Workspace) -> None:
    anna = workspace.add(Person, name="Anna")
    workspace.add(Obstacle, title="Time", owner=anna)
    version = workspace.charter.save_version(Document.CHARTER, "1.0", "")
    workspace.people.remove(anna)
    workspace.charter.restore(version)
    assert workspace.all(Obstacle)[0].owner is None
    kept = workspace.charter.snapshot(version).person(anna)
    assert kept is not None
    assert kept.name == "Anna"


def test_restoring_what_stands_already_changes_nothing(full: Workspace) -> None:
    version = full.charter.save_version(Document.CHARTER, "1.0", "")
    steps = full.history()
    full.charter.restore(version)
    full.charter.restore(4711)
    assert full.history() == steps


def test_a_version_keeps_what_it_said(workspace: Workspace) -> None:
    workspace.add(Obstacle, title="Time")
    version = workspace.charter.save_version(Document.CHARTER, "1.0", "")
    workspace.change(Ref("obstacles", 1), title="Money")
    assert workspace.charter.snapshot(version).all(Obstacle)[0].title == "Time"
    draft = workspace.charter.current(Document.CHARTER)
    assert workspace.charter.snapshot(draft.id).all(Obstacle)[0].title == "Money"


def test_snapshots_do_not_hold_each_other(workspace: Workspace) -> None:
    sizes = []
    for number in range(6):
        workspace.change(Ref("charter", 1), title=f"Title {number}")
        workspace.charter.save_version(Document.CHARTER, f"1.{number}", "")
        sizes.append(len(workspace.charter.current(Document.CHARTER).snapshot))
    assert len(set(sizes)) == 1


@pytest.mark.parametrize(
    ("title", "following"),
    [("0.1", "0.2"), ("0.9", "0.10"), ("2", "3"), ("1.2.9", "1.2.10"), ("Spring", "Spring 2"), ("v1.x", "v1.x 2")],
)
def test_the_next_draft_counts_on(title: str, following: str) -> None:
    assert next_title(title) == following


# -- the charter as text


def lines_of(record: type[Line]) -> st.SearchStrategy[Line]:
    values: st.SearchStrategy[Any] = values_of(record, lambda kind: range(1, 5))
    ids = st.integers(1, 10**9)
    return st.builds(
        lambda id_, position, given: record(id=id_, position=position, **given), ids, st.integers(), values
    )


CHARTERS = (
    st.lists(st.sampled_from((*CONTENT, Person)).flatmap(lines_of), max_size=25)
    .map(lambda lines: {(line.kind, line.id): line for line in lines})
    .map(lambda lines: charter_of(lines.values()))
)


@given(CHARTERS)
def test_a_charter_comes_back_from_its_text(charter: Charter) -> None:
    text = to_json(charter)
    back = from_json(text)
    assert back == charter
    assert to_json(back) == text


@given(CHARTERS, CHARTERS)
@settings(max_examples=40)
def test_comparing_is_stable_and_finds_nothing_where_nothing_differs(one: Charter, other: Charter) -> None:
    assert differences(one, from_json(to_json(one))) == ()
    assert differences(one, other) == differences(one, other)
    there = {(difference.ref, difference.label) for difference in differences(one, other)}
    back = {(difference.ref, difference.label) for difference in differences(other, one)}
    assert there == back


@pytest.mark.parametrize("text", ["", "[]", "3", "null", '{"obstacles": 3}', '{"obstacles": [[]]}', "{"])
def test_a_text_that_is_no_charter_is_refused(text: str) -> None:
    with pytest.raises((ValueError, TypeError, AttributeError)):
        from_json(text)


def test_what_a_newer_program_wrote_is_passed_over() -> None:
    charter = from_json('{"obstacles": [{"id": 1, "title": "Time", "weather": "fine"}], "moods": [{"id": 1}]}')
    assert [line.title for line in charter.all(Obstacle)] == ["Time"]


def test_lines_are_stored_after_what_they_name() -> None:
    kinds = [record.kind for record in CONTENT]
    for record in CONTENT:
        for field in fields_of(record):
            if field.shape is Shape.RECORD and field.kind in kinds:
                assert kinds.index(field.kind) < kinds.index(record.kind), (record.kind, field.name)


def test_a_saved_version_is_listed_newest_first(full: Workspace) -> None:
    full.charter.save_version(Document.CHARTER, "1.0", "")
    full.add(Obstacle)
    titles = [version.title for version in full.charter.versions(Document.CHARTER)]
    assert titles[:2] == ["1.1", "1.0"]
    assert all(isinstance(version, Version) for version in full.charter.versions(Document.BUSINESS_CASE))


def test_the_charter_is_as_stored_after_a_step_that_came_to_nothing(workspace: Workspace) -> None:
    obstacle = Ref(Obstacle.kind, workspace.add(Obstacle, title="Nobody has time"))
    before = workspace.charter.content()
    with pytest.raises(ZeroDivisionError), workspace.step("Change lines"):
        workspace.change(obstacle, title="Everybody has time")
        assert workspace.charter.content().all(Obstacle)[0].title == "Everybody has time"
        raise ZeroDivisionError
    assert workspace.charter.content() == before
    workspace.change(obstacle, title="Everybody has time")
    workspace.undo()
    assert workspace.charter.content() == before
