"""Experts: what they know, what was agreed, what was asked of them."""

from __future__ import annotations

from datetime import date

import pytest

from db.workspace import Workspace
from enable_desktop.errors import WorkspaceError
from enable_desktop.experts import Contact, Cover, Depth, Expertise, Ground, Terms, holes_first
from enable_desktop.interviews import Theme
from enable_desktop.links import Reason, Ref
from enable_desktop.notes import ListEntry
from enable_desktop.people import Hat, Person
from enable_desktop.words import Words
from tests.db.content import content_of


@pytest.fixture
def ann(workspace: Workspace) -> int:
    return workspace.add(Person, name="Ann Ashby", department="Product")


@pytest.fixture
def bob(workspace: Workspace) -> int:
    return workspace.add(Person, name="Bob Birch", hats=frozenset({Hat.EXPERT}))


@pytest.fixture
def pricing(workspace: Workspace) -> int:
    return workspace.experts.add_topic("Pricing")


def levels(workspace: Workspace) -> dict[str, dict[int, int]]:
    return {topic.title: dict(topic.levels) for topic in workspace.experts.coverage().topics}


def test_who_knows_something_is_an_expert_from_then_on(workspace: Workspace, ann: int, pricing: int) -> None:
    workspace.experts.set_level(ann, pricing, 2)
    assert workspace.people.get(ann).hats == {Hat.EXPERT}
    (known,) = workspace.experts.of(ann)
    assert (known.depth, known.ground, known.confirmed) == (Depth.TEACHES, Ground.SAID_SO, date(2026, 11, 24))


def test_a_level_is_set_raised_and_taken_off_in_one_step_each(workspace: Workspace, ann: int, pricing: int) -> None:
    before = content_of(workspace.path)
    for level in (1, 3, 0):
        workspace.experts.set_level(ann, pricing, level)
        assert levels(workspace) == {"Pricing": {ann: level} if level else {}}
    assert Hat.EXPERT in workspace.people.get(ann).hats
    for level in (3, 1):
        workspace.undo()
        assert levels(workspace) == {"Pricing": {ann: level}}
    workspace.undo()
    assert content_of(workspace.path) == before


def test_the_ground_of_a_level_stays_when_it_changes(workspace: Workspace, ann: int, pricing: int) -> None:
    workspace.experts.set_level(ann, pricing, 1)
    (known,) = workspace.experts.of(ann)
    workspace.change(Ref(Expertise.kind, known.id), ground=Ground.EVIDENCE)
    workspace.experts.set_level(ann, pricing, 3)
    (known,) = workspace.experts.of(ann)
    assert (known.depth, known.ground) == (Depth.REFERENCE, Ground.EVIDENCE)


def test_setting_the_level_that_is_set_is_no_step(workspace: Workspace, ann: int, pricing: int) -> None:
    workspace.experts.set_level(ann, pricing, 2)
    label = workspace.undo_label
    workspace.experts.add_topic("Security")
    workspace.undo()
    workspace.experts.set_level(ann, pricing, 2)
    assert workspace.undo_label == label


def test_a_topic_that_is_gone_is_said_in_a_sentence(workspace: Workspace, ann: int) -> None:
    stage = workspace.add(ListEntry, list="stage", key="discovery", title="Discovery")
    for topic in (999, stage):
        with pytest.raises(WorkspaceError, match="This topic is not there any more"):
            workspace.experts.set_level(ann, topic, 1)
    with pytest.raises(WorkspaceError, match="There is no person with the number 999"):
        workspace.experts.log(999)


def test_coverage_is_of_topics_by_experts_and_says_how_well(workspace: Workspace, ann: int, bob: int) -> None:
    topics = {title: workspace.experts.add_topic(title) for title in ("Full", "Single", "Untaught", "Hole")}
    for who, title, level in (
        (ann, "Full", 2), (bob, "Full", 1), (ann, "Single", 3), (ann, "Untaught", 1), (bob, "Untaught", 1),
    ):  # fmt: skip
        workspace.experts.set_level(who, topics[title], level)
    coverage = workspace.experts.coverage()
    assert [person.id for person in coverage.experts] == [ann, bob]
    assert [(topic.title, topic.cover) for topic in holes_first(coverage.topics)] == [
        ("Hole", Cover.HOLE),
        ("Untaught", Cover.UNTAUGHT),
        ("Single", Cover.SINGLE),
        ("Full", Cover.COVERED),
    ]
    assert (coverage.count(Cover.HOLE), coverage.count(Cover.SINGLE)) == (1, 1)
    assert coverage.topics[0].teachers == (ann,)


def test_who_took_the_hat_off_covers_nothing(workspace: Workspace, ann: int, pricing: int) -> None:
    workspace.experts.set_level(ann, pricing, 3)
    workspace.change(Ref(Person.kind, ann), hats=frozenset())
    assert workspace.experts.coverage().experts == ()
    assert workspace.experts.coverage().topics[0].cover is Cover.HOLE


def test_a_topic_tells_the_themes_linked_to_it_from_either_end(workspace: Workspace, pricing: int) -> None:
    one, two = (workspace.add(Theme, title=title) for title in ("Price objections", "Discounts"))
    workspace.links.join(Ref(Theme.kind, one), Ref(ListEntry.kind, pricing), Reason.MENTIONS)
    workspace.links.join(Ref(ListEntry.kind, pricing), Ref(Theme.kind, two), Reason.MENTIONS)
    (topic,) = workspace.experts.coverage().topics
    assert [theme.title for theme in topic.themes] == ["Price objections", "Discounts"]


def test_a_topic_is_added_once_however_it_is_typed(workspace: Workspace, pricing: int) -> None:
    assert workspace.experts.add_topic(" pricing ") == pricing
    workspace.experts.add_topic("Security")
    assert [topic.title for topic in workspace.experts.topics()] == ["Pricing", "Security"]


def test_the_load_counts_the_hours_of_this_month_against_those_offered(workspace: Workspace, bob: int) -> None:
    workspace.experts.log(bob, asked="A review", hours=1.5)
    workspace.experts.log(bob, asked="Last month", hours=8, on=date(2026, 10, 30))
    assert (workspace.experts.load(bob).asked, workspace.experts.load(bob).left) == (1.5, None)
    terms = Ref(Terms.kind, workspace.experts.appoint(bob))
    workspace.change(terms, hours=2)
    assert workspace.experts.load(bob).left == 0.5
    assert not workspace.experts.load(bob).is_full
    workspace.experts.log(bob, asked="A bite", hours=0.5)
    assert workspace.experts.load(bob).is_full
    workspace.change(terms, hours=9, until=date(2026, 11, 23))
    assert workspace.experts.load(bob).offered == 0


def test_contacts_are_of_today_and_the_last_one_comes_first(workspace: Workspace, bob: int) -> None:
    early = workspace.experts.log(bob, gave="Credit", on=date(2026, 3, 1))
    late = workspace.experts.log(bob, asked="A bite")
    assert [each.id for each in workspace.experts.contacts(bob)] == [late, early]
    assert workspace.experts.contacts(bob)[0].on == date(2026, 11, 24)


def test_a_next_contact_makes_the_terms_where_there_were_none(workspace: Workspace, ann: int) -> None:
    workspace.experts.plan_contact(ann, date(2026, 12, 1))
    terms = workspace.experts.terms(ann)
    assert terms is not None
    assert terms.next_contact == date(2026, 12, 1)
    assert Hat.EXPERT in workspace.people.get(ann).hats
    assert workspace.experts.appoint(ann) == terms.id
    workspace.undo()
    assert workspace.experts.terms(ann) is None


def test_what_an_expert_knows_goes_with_them_and_to_nobody(
    workspace: Workspace, ann: int, bob: int, pricing: int
) -> None:
    workspace.experts.set_level(ann, pricing, 3)
    workspace.experts.log(ann, asked="A review of pricing")
    workspace.experts.appoint(ann)
    workspace.change(Ref(Terms.kind, workspace.experts.appoint(bob)), deputy=ann)
    assert [ref.kind for ref in workspace.people.tasks(ann)] == [Terms.kind]
    workspace.people.remove(ann, bob)
    assert levels(workspace) == {"Pricing": {}}
    assert workspace.experts.contacts(bob) == ()
    assert workspace.count(Contact) == 0
    terms = workspace.experts.terms(bob)
    assert terms is not None
    assert terms.deputy == bob
    workspace.undo()
    assert levels(workspace) == {"Pricing": {ann: 3}}
    assert len(workspace.experts.contacts(ann)) == 1


def test_two_records_of_one_expert_become_one_with_the_higher_level(
    workspace: Workspace, ann: int, bob: int, pricing: int
) -> None:
    for who, level in ((ann, 1), (bob, 3)):
        workspace.experts.set_level(who, pricing, level)
        workspace.experts.appoint(who)
        workspace.experts.log(who)
    workspace.people.merge(ann, bob)
    assert [each.depth for each in workspace.experts.of(ann)] == [Depth.REFERENCE]
    assert workspace.count(Terms) == 1
    assert len(workspace.experts.contacts(ann)) == 2


def test_nothing_of_the_contacts_with_a_forgotten_person_is_left(workspace: Workspace, ann: int, words: Words) -> None:
    workspace.experts.log(ann, asked="Told us of the merger")
    workspace.people.forget(ann, words)
    assert workspace.count(Contact) == 0
    assert b"merger" not in workspace.path.read_bytes()
