"""What is done with talks, themes, questions, and experts."""

from __future__ import annotations

from datetime import date, timedelta

from enable_desktop.experts import RHYTHMS, Contribution, Expertise
from enable_desktop.interviews import (
    Interview,
    Mention,
    Occasion,
    Question,
    Rating,
    Round,
    RoundTheme,
    Sort,
    Statement,
    Theme,
)
from enable_desktop.links import Ref
from enable_desktop.notes import ListEntry
from enable_desktop.people import Hat, Person
from tests.undo.deed import deed
from tests.undo.scene import NothingToDoItTo, Scene
from ui.start import first_bank


def _talk(scene: Scene) -> Interview:
    """One that has notes."""
    talk = scene.one(Interview)
    if len(talk.notes) < 40:
        scene.workspace.interviews.write(talk.id, "We lose two days a week to looking for the right page. Really.")
        talk = scene.workspace.get(Interview, talk.id) or talk
    return talk


# -- talks


@deed
def plan_a_talk(scene: Scene) -> None:
    talk = scene.workspace.interviews.plan(scene.one(Person).id, on=date(2026, 12, 3), begins="10:00")
    scene.workspace.interviews.hold(talk)
    scene.workspace.interviews.hold(talk, held=False)


@deed
def plan_a_talk_with_a_new_person(scene: Scene) -> None:
    scene.workspace.interviews.plan(scene.workspace.add(Person, name="New Here", role="Rep"))


@deed
def plan_a_meeting(scene: Scene) -> None:
    people = tuple(each.id for each in scene.some(Person, 3))
    scene.workspace.interviews.plan_meeting("Kick-off", people, occasion=Occasion.OTHER)


@deed
def choose_questions(scene: Scene) -> None:
    talk, interviews = scene.one(Interview), scene.workspace.interviews
    for question in scene.some(Question, 4):
        interviews.choose(talk.id, question.id)
    interviews.ask_own(talk.id, "What would you drop?")
    interviews.ask_next(talk.id, scene.one(Theme).id, "And this one?")


@deed
def write_notes(scene: Scene) -> None:
    talk = _talk(scene)
    for end in range(4):
        scene.workspace.interviews.write(talk.id, f"Before all. {talk.notes}{'!' * end}", typing=True)
    scene.workspace.settle()


@deed
def tag_a_passage(scene: Scene) -> None:
    talk = _talk(scene)
    start = talk.notes.index(talk.notes.split()[1])
    scene.workspace.interviews.tag(talk.id, start, start + 25, theme=scene.one(Theme).id, severity=4)


@deed
def write_before_a_tagged_passage(scene: Scene) -> None:
    talk = _talk(scene)
    scene.workspace.interviews.tag(talk.id, 5, 30, theme=scene.one(Theme).id)
    scene.workspace.interviews.write(talk.id, f"First of all: {talk.notes[:12]}{talk.notes[20:]}")


@deed
def say_something(scene: Scene) -> None:
    made = scene.workspace.interviews.begin_saying(scene.one(Interview).id, "We n")
    scene.workspace.change(Ref(Statement.kind, made), words="We need it", typing=True)
    scene.workspace.settle()
    scene.workspace.change(Ref(Statement.kind, made), sort=Sort.IDEA, severity=3)


@deed
def remove_a_talk(scene: Scene) -> None:
    scene.workspace.interviews.remove(scene.one(Interview).id)


@deed
def rate_themes(scene: Scene) -> None:
    talk, interviews = scene.one(Interview), scene.workspace.interviews
    for theme in scene.some(Theme, 2):
        interviews.rate(talk.id, theme.id, importance=4, served=2, hurts=5, top_three=True)
        for heard in (Mention.RAISED, Mention.NOT_ASKED):
            interviews.hear(talk.id, theme.id, heard)


@deed
def use_the_scored_core(scene: Scene) -> None:
    talk = scene.one(Interview, lambda each: each.round is not None)
    scene.workspace.interviews.ask_core(talk.id, asked=not talk.used_core)


# -- themes


@deed
def start_a_round(scene: Scene) -> None:
    themes = [each.id for each in scene.some(Theme, 3)]
    scene.workspace.themes.start_round("Spring", date(2027, 3, 1), themes, leaders_wanted=4)


@deed
def change_the_themes_of_a_round(scene: Scene) -> None:
    asked = scene.one(RoundTheme, lambda each: each.round is not None and each.theme is not None)
    assert asked.round is not None
    assert asked.theme is not None
    scene.workspace.themes.include(asked.round, asked.theme, included=False)
    scene.workspace.themes.include(asked.round, scene.workspace.themes.make("Something new"))


@deed
def add_a_theme(scene: Scene) -> None:
    scene.workspace.themes.make("Coaching by the line", scene.one(Round).id, description="Who does it?")


@deed
def merge_themes(scene: Scene) -> None:
    rated = {each.theme for each in scene.workspace.all(Rating)}
    one, other = scene.some(Theme, 2, lambda each: each.id in rated)
    scene.workspace.themes.merge(one.id, other.id)


@deed
def split_a_theme(scene: Scene) -> None:
    statement = scene.one(Statement, lambda each: each.theme is not None)
    scene.workspace.themes.split(statement.theme or 0, [statement.id], "A part of it")


@deed
def add_the_question_bank(scene: Scene) -> None:
    for question in scene.some(Question, 3):
        scene.workspace.remove(Ref(Question.kind, question.id))
    bank = first_bank("en")
    scene.workspace.themes.fill(bank.themes, bank.questions)


# -- experts


def _expert(scene: Scene) -> Person:
    return scene.one(Person, lambda each: Hat.EXPERT in each.hats)


def _topic(scene: Scene) -> ListEntry:
    topics = scene.workspace.experts.topics()
    if not topics:
        raise NothingToDoItTo
    return scene.chance.choice(topics)


@deed
def set_levels(scene: Scene) -> None:
    experts, person, topic = scene.workspace.experts, scene.one(Person), _topic(scene)
    for level in (1, 3, 0, 2):
        experts.set_level(person.id, topic.id, level)


@deed
def make_an_expert(scene: Scene) -> None:
    scene.workspace.experts.appoint(scene.one(Person, lambda each: Hat.EXPERT not in each.hats).id)


@deed
def log_a_contact(scene: Scene) -> None:
    expert = _expert(scene)
    scene.workspace.experts.plan_contact(expert.id, scene.workspace.today)
    scene.workspace.experts.log(expert.id, asked="An hour", hours=1.0)


@deed
def note_a_contribution(scene: Scene) -> None:
    made = scene.workspace.experts.note_contribution(_expert(scene).id, title="Talked to the class")
    scene.workspace.experts.thank(made)


@deed
def thank_for_a_contribution_of_before(scene: Scene) -> None:
    found = scene.one(Contribution, lambda each: each.person is not None)
    scene.workspace.experts.thank(found.id)


@deed
def confirm_what_somebody_knows(scene: Scene) -> None:
    topics = {topic.id for topic in scene.workspace.experts.topics()}
    known = scene.one(Expertise, lambda each: each.person is not None and each.topic in topics)
    day = scene.workspace.today - timedelta(days=1)
    scene.workspace.change(Ref(Expertise.kind, known.id), ask_again=day)
    scene.workspace.experts.confirm(known.id)


@deed
def plan_a_contact_with_somebody_new(scene: Scene) -> None:
    scene.workspace.experts.plan_contact(scene.one(Person).id, date(2027, 1, 8))


@deed
def set_how_often_to_be_in_touch(scene: Scene) -> None:
    expert = _expert(scene)
    for weeks in [weeks for weeks in RHYTHMS if weeks != scene.workspace.experts.rhythm(expert.id)][:2]:
        scene.workspace.experts.set_rhythm(expert.id, weeks)


@deed
def add_a_topic(scene: Scene) -> None:
    scene.workspace.experts.add_topic("Negotiating with procurement")


@deed
def answer_a_theme(scene: Scene) -> None:
    theme = scene.workspace.themes.make("A theme that no topic answers")
    scene.workspace.experts.answer(_expert(scene).id, theme, 2)


@deed
def link_a_topic_to_a_theme(scene: Scene) -> None:
    topic, theme = _topic(scene), scene.workspace.themes.make("A theme of its own")
    scene.workspace.experts.link_theme(topic.id, theme)
    scene.workspace.experts.link_theme(topic.id, theme, linked=False)


@deed
def stand_an_expert_down(scene: Scene) -> None:
    expert = _expert(scene)
    heir = scene.one(Person, lambda each: each.id != expert.id)
    scene.workspace.experts.stand_down(expert.id, heir.id)
