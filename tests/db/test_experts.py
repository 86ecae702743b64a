"""Experts: what they know, what was agreed, what was asked of them."""

from __future__ import annotations

import gettext
from datetime import date, timedelta

import pytest

from db.workspace import Workspace
from enable_desktop.charter.lines import Objective, Obstacle
from enable_desktop.errors import WorkspaceError
from enable_desktop.experts import (
    Contact,
    Contribution,
    Cover,
    Depth,
    Expertise,
    Ground,
    Standing,
    Terms,
    as_in_charter,
    holes_first,
    next_in_rhythm,
    pains,
)
from enable_desktop.gaps.voices import Voice
from enable_desktop.interviews import Mention, Theme
from enable_desktop.library.assets import Asset
from enable_desktop.links import Reason, Ref
from enable_desktop.notes import ListEntry
from enable_desktop.people import Group, Hat, Person
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


def test_thanks_are_noted_once_the_contribution_is_there_and_go_with_undo(workspace: Workspace, ann: int) -> None:
    given = workspace.experts.note_contribution(ann, title="A review", on=date(2026, 11, 20))
    before = content_of(workspace.path)
    workspace.experts.thank(given)
    (found,) = workspace.experts.contributions(ann)
    assert (found.on, found.thanked) == (date(2026, 11, 20), date(2026, 11, 24))
    workspace.undo()
    assert content_of(workspace.path) == before
    with pytest.raises(WorkspaceError, match="This contribution is not there any more"):
        workspace.experts.thank(999)


def test_today_learns_whom_to_thank_and_whom_to_ask_again_but_lets_the_resting_rest(
    workspace: Workspace, ann: int, bob: int, pricing: int
) -> None:
    workspace.experts.note_contribution(ann, title="A review")
    workspace.experts.thank(workspace.experts.note_contribution(ann, title="Thanked already"))
    for who in (ann, bob):
        workspace.experts.set_level(who, pricing, 2)
        (known,) = workspace.experts.of(who)
        workspace.change(Ref(Expertise.kind, known.id), ask_again=date(2026, 11, 1))
    workspace.change(Ref(Terms.kind, workspace.experts.appoint(bob)), standing=Standing.RESTING)
    facts = workspace.needs.facts()
    assert [(each.name, each.title) for each in facts.unthanked] == [("Ann Ashby", "A review")]
    assert [(each.name, each.topic, each.on) for each in facts.ask_again] == [
        ("Ann Ashby", "Pricing", date(2026, 11, 1))
    ]


def test_a_theme_is_joined_to_a_topic_and_taken_off_again_from_whichever_end(
    workspace: Workspace, pricing: int
) -> None:
    theme = workspace.add(Theme, title="Price objections")
    workspace.experts.link_theme(pricing, theme)
    workspace.experts.link_theme(pricing, theme)
    assert [link.reason for link in workspace.links.of(Ref(Theme.kind, theme))] == [Reason.ANSWERS]
    workspace.links.join(Ref(Theme.kind, theme), Ref(ListEntry.kind, pricing), Reason.MENTIONS)
    workspace.experts.link_theme(pricing, theme, False)
    assert workspace.experts.coverage().topics[0].themes == ()
    workspace.undo()
    assert [each.title for each in workspace.experts.coverage().topics[0].themes] == ["Price objections"]


def test_what_hurts_is_the_worse_mean_of_the_two_sides_of_three_people_or_more() -> None:
    def voices(group: Group, theme: int, *severities: int) -> list[Voice]:
        return [
            Voice(person=theme * 100 + place + (50 if group is Group.REP else 0), group=group, theme=theme,
                  mention=Mention.RAISED, severity=severity)
            for place, severity in enumerate(severities)
        ]  # fmt: skip

    said = [
        *voices(Group.LEADERSHIP, 1, 2, 2, 2), *voices(Group.REP, 1, 5, 4, 5), *voices(Group.REP, 2, 5, 5),
        *voices(Group.MARKETING, 3, 5, 5, 5),
    ]  # fmt: skip
    assert pains(said, 3) == {1: pytest.approx(14 / 3)}


def test_a_painful_theme_without_a_topic_is_covered_by_nobody_and_stands_first(
    workspace: Workspace, ann: int, pricing: int
) -> None:
    mild, painful = (workspace.add(Theme, title=title) for title in ("Mild", "Painful"))
    praised = workspace.add(Theme, title="Praised", praise_only=True)
    coverage = workspace.experts.coverage({mild: 3.9, painful: 4.0, praised: 5.0})
    assert [(topic.title, topic.cover, topic.ref) for topic in holes_first(coverage.topics)] == [
        ("Painful", Cover.HOLE, Ref(Theme.kind, painful)),
        ("Pricing", Cover.HOLE, Ref(ListEntry.kind, pricing)),
    ]
    assert (coverage.count(Cover.HOLE), coverage.unanswered) == (1, 1)
    topic = workspace.experts.answer(ann, painful, 2)
    coverage = workspace.experts.coverage({painful: 4.0})
    assert coverage.unanswered == 0
    assert [each.is_painful for each in coverage.topics if each.topic == topic] == [True]


def test_a_level_said_anew_need_not_be_asked_for_again_today(workspace: Workspace, ann: int, pricing: int) -> None:
    workspace.experts.set_level(ann, pricing, 1)
    (known,) = workspace.experts.of(ann)
    for day, left in ((date(2026, 11, 24), None), (date(2027, 1, 1), date(2027, 1, 1))):
        workspace.change(Ref(Expertise.kind, known.id), ask_again=day)
        workspace.experts.set_level(ann, pricing, 3 if left is None else 2)
        assert workspace.experts.of(ann)[0].ask_again == left


def test_vouching_is_not_doubled_where_the_heir_vouches_already(workspace: Workspace, ann: int, bob: int) -> None:
    asset = workspace.add(Asset, title="Guide")
    for who in (ann, bob):
        workspace.links.join(Ref(Asset.kind, asset), Ref(Person.kind, who), Reason.VOUCHED)
    before = content_of(workspace.path)
    workspace.experts.stand_down(bob, ann)
    assert [title for _, title in workspace.experts.charges(ann).vouches] == ["Guide"]
    assert workspace.people.get(bob).hats == frozenset()
    workspace.undo()
    assert content_of(workspace.path) == before


def test_who_stands_down_stands_in_for_nobody_any_more(workspace: Workspace, ann: int, bob: int) -> None:
    carl = workspace.add(Person, name="Carl Cole")
    for who in (ann, carl):
        workspace.change(Ref(Terms.kind, workspace.experts.appoint(who)), deputy=bob)
    workspace.experts.stand_down(bob, ann)
    deputies = {terms.person: terms.deputy for terms in workspace.all(Terms)}
    assert deputies == {ann: None, carl: ann}


def test_who_stands_down_without_an_heir_keeps_what_is_theirs_and_knows_it_again_later(
    workspace: Workspace, bob: int, pricing: int
) -> None:
    workspace.experts.set_level(bob, pricing, 2)
    workspace.add(Asset, title="Guide", owner=bob)
    workspace.experts.stand_down(bob)
    assert levels(workspace) == {"Pricing": {}}
    assert [title for _, title in workspace.experts.charges(bob).owns] == ["Guide"]
    workspace.experts.appoint(bob)
    assert levels(workspace) == {"Pricing": {bob: 2}}


def test_forgetting_an_expert_takes_what_they_gave_with_them(workspace: Workspace, ann: int) -> None:
    workspace.experts.note_contribution(ann, title="Ann Ashby's review")
    workspace.people.forget(ann, Words("en", gettext.NullTranslations()))
    assert workspace.all(Contribution) == ()
    assert b"Ashby" not in workspace.path.read_bytes()


def test_a_contact_that_was_due_is_not_due_any_more_once_it_is_logged(workspace: Workspace, ann: int) -> None:
    workspace.experts.plan_contact(ann, date(2026, 11, 20))
    assert [each.name for each in workspace.needs.facts().contacts] == ["Ann Ashby"]
    workspace.experts.log(ann, gave="A hint")
    assert workspace.needs.facts().contacts == ()
    workspace.undo()
    assert [each.on for each in workspace.needs.facts().contacts] == [date(2026, 11, 20)]
    workspace.experts.plan_contact(ann, date(2026, 12, 1))
    workspace.experts.log(ann, asked="A review")
    assert [each.on for each in workspace.needs.facts().contacts] == [date(2026, 12, 1)]


def test_a_rhythm_plans_the_contact_that_follows_the_last_one(workspace: Workspace, ann: int) -> None:
    experts, today = workspace.experts, workspace.today
    experts.log(ann, on=today - timedelta(days=7))
    experts.set_rhythm(ann, 3)
    terms = experts.terms(ann)
    assert experts.rhythm(ann) == 3
    assert terms is not None
    assert terms.next_contact == today + timedelta(days=14)
    # A contact before its day leaves what is planned; one that was due is followed by the next.
    experts.log(ann)
    assert experts.terms(ann).next_contact == today + timedelta(days=14)  # type: ignore[union-attr]
    experts.plan_contact(ann, today)
    experts.log(ann)
    assert experts.terms(ann).next_contact == today + timedelta(weeks=3)  # type: ignore[union-attr]
    workspace.undo()
    assert experts.terms(ann).next_contact == today  # type: ignore[union-attr]


def test_who_rests_is_left_in_peace_by_their_rhythm(workspace: Workspace, ann: int) -> None:
    experts = workspace.experts
    workspace.change(Ref(Terms.kind, experts.appoint(ann)), standing=Standing.RESTING)
    experts.set_rhythm(ann, 2)
    experts.log(ann)
    assert experts.terms(ann).next_contact is None  # type: ignore[union-attr]


def test_a_rhythm_stays_where_two_records_become_one(workspace: Workspace, ann: int) -> None:
    experts = workspace.experts
    bea, cyr = (workspace.add(Person, name=name) for name in ("Bea", "Cyr"))
    experts.set_rhythm(ann, 4)
    workspace.people.merge(bea, ann)
    assert experts.rhythm(bea) == 4
    experts.set_rhythm(cyr, 2)
    workspace.people.merge(cyr, bea)
    assert experts.rhythm(cyr) == 2
    assert f"contact_rhythm:{bea}" not in workspace.settings.all()
    workspace.undo()
    assert (experts.rhythm(bea), experts.rhythm(cyr)) == (4, 2)


def test_a_rhythm_is_taken_back_and_goes_with_its_expert(workspace: Workspace, ann: int) -> None:
    experts = workspace.experts
    experts.set_rhythm(ann, 4)
    experts.set_rhythm(ann, 0)
    assert experts.rhythm(ann) == 0
    workspace.undo()
    assert experts.rhythm(ann) == 4
    workspace.undo()
    assert experts.rhythm(ann) == 0
    assert experts.terms(ann) is None
    workspace.redo()
    workspace.people.remove(ann)
    assert not [key for key in workspace.settings.all() if "rhythm" in key]


def test_a_contact_long_ago_asks_for_the_next_one_today() -> None:
    day = date(2026, 3, 12)
    assert next_in_rhythm(date(2025, 1, 1), 4, day) == day
    assert next_in_rhythm(None, 1, day) == date(2026, 3, 19)
    assert next_in_rhythm(day, 0, day) is None


def test_topics_stand_as_the_charter_comes_to_them(workspace: Workspace, pricing: int) -> None:
    experts = workspace.experts
    demo, last = experts.add_topic("Demo tips"), experts.add_topic("Zebra crossings")
    theme = workspace.add(Theme, title="Slow demos")
    experts.link_theme(demo, theme)
    obstacle = workspace.add(Obstacle, title="Nobody can show it")
    objective = workspace.add(Objective, title="Faster first deals")
    workspace.links.join(Ref(Obstacle.kind, obstacle), Ref(ListEntry.kind, pricing), Reason.ANSWERS)
    workspace.links.join(Ref(Objective.kind, objective), Ref(Theme.kind, theme), Reason.ANSWERS)
    ordered = [each.topic for each in as_in_charter(experts.coverage().topics, experts.charter_places())]
    assert ordered[:2] == [demo, pricing]
    assert last in ordered[2:]
