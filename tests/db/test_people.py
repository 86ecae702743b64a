"""People: merged, handed over, removed, made anonymous and forgotten."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from db.workspace import Place, Workspace, open_workspace
from enable_desktop.changes import Changes
from enable_desktop.charter.lines import (
    Answer,
    Approval,
    Approver,
    Document,
    Objective,
    Obstacle,
    Prose,
    Responsibility,
    Status,
    Version,
)
from enable_desktop.errors import WorkspaceError
from enable_desktop.feedback import Feedback
from enable_desktop.fields import TITLE_LIMIT
from enable_desktop.interviews import Attendee, Interview, Statement, Theme
from enable_desktop.library.assets import Asset, Review
from enable_desktop.links import Link, Reason, Ref
from enable_desktop.measures import Measure
from enable_desktop.notes import Promise
from enable_desktop.people import Group, Hat, Person
from enable_desktop.words import Words
from tests.db.content import complaints, content_of

ANNA = {"name": "Anna Field", "role": "VP Sales", "reach": "anna@sample.example", "notes": "Prefers mornings"}


@pytest.fixture
def anna(workspace: Workspace) -> int:
    return workspace.add(Person, **ANNA, hats=frozenset({Hat.SPONSOR}), group=Group.LEADERSHIP)


@pytest.fixture
def boris(workspace: Workspace) -> int:
    return workspace.add(Person, name="Boris Stone", tenure="Two years", hats=frozenset({Hat.EXPERT}))


def owners(workspace: Workspace) -> tuple[int | None, ...]:
    lines: list[Obstacle | Measure | Objective] = [*workspace.all(Obstacle)]
    return tuple(line.owner for line in (*lines, *workspace.all(Measure), *workspace.all(Objective)))


def give(workspace: Workspace, person: int) -> None:
    """Three things and a promise for a person."""
    workspace.add(Obstacle, title="Time", owner=person)
    workspace.add(Measure, title="Ramp-up", owner=person)
    workspace.add(Objective, title="Faster", owner=person)
    workspace.add(Promise, title="Send the plan", person=person)


def test_belongings_are_everything_that_names_somebody(workspace: Workspace, anna: int, boris: int) -> None:
    give(workspace, anna)
    assert {ref.kind for ref in workspace.people.belongings(anna)} == {
        "obstacles",
        "measures",
        "objectives",
        "promises",
    }
    assert workspace.people.belongings(boris) == ()


def test_merging_makes_one_human_being_of_two_records(workspace: Workspace, anna: int, boris: int) -> None:
    give(workspace, boris)
    before = content_of(workspace.path)
    workspace.people.merge(anna, boris)
    kept = workspace.people.get(anna)
    assert (kept.name, kept.tenure, kept.reach) == ("Anna Field", "Two years", "anna@sample.example")
    assert kept.hats == {Hat.SPONSOR, Hat.EXPERT}
    assert kept.group is Group.LEADERSHIP
    assert set(owners(workspace)) == {anna}
    assert workspace.all(Person) == (kept,)
    workspace.undo()
    assert content_of(workspace.path) == before
    workspace.people.merge(anna, anna)
    assert content_of(workspace.path) == before


def test_merging_brings_along_links_chips_and_answers(workspace: Workspace, anna: int, boris: int) -> None:
    obstacle = Ref("obstacles", workspace.add(Obstacle, title="Time"))
    workspace.links.join(obstacle, Ref("people", anna), Reason.USES)
    workspace.links.join(obstacle, Ref("people", boris), Reason.USES)
    workspace.links.join(obstacle, Ref("people", boris), Reason.EVIDENCE)
    workspace.links.join(Ref("people", anna), Ref("people", boris), Reason.MENTIONS)
    section = Ref("sections", workspace.all(Prose)[0].id)
    workspace.change(section, text=f"[[people:{boris}|Boris]] and [[people:{boris}0|somebody else]]")
    workspace.add(Approver, document=Document.CHARTER, person=boris)
    workspace.charter.ask(Document.CHARTER)
    workspace.charter.answer(workspace.all(Approval)[0].id, Answer.APPROVED)
    workspace.people.merge(anna, boris)
    assert {(link.end, link.reason) for link in workspace.all(Link)} == {
        (Ref("people", anna), Reason.USES),
        (Ref("people", anna), Reason.EVIDENCE),
    }
    assert len(workspace.all(Link)) == 2
    assert workspace.all(Prose)[0].text == f"[[people:{anna}|Anna Field]] and [[people:{boris}0|somebody else]]"
    assert [approval.person for approval in workspace.all(Approval)] == [anna]


def test_handing_over_gives_everything_but_what_was_answered(workspace: Workspace, anna: int, boris: int) -> None:
    give(workspace, anna)
    workspace.add(Approver, document=Document.CHARTER, person=anna)
    workspace.add(Approver, document=Document.BUSINESS_CASE, person=anna)
    workspace.charter.ask(Document.CHARTER)
    workspace.charter.ask(Document.BUSINESS_CASE)
    workspace.charter.answer(workspace.all(Approval)[0].id, Answer.APPROVED)
    before = content_of(workspace.path)
    workspace.people.hand_over(anna, boris)
    assert set(owners(workspace)) == {boris}
    assert workspace.all(Promise)[0].person == boris
    # Anna has approved, and Boris did not; he is asked what she had not answered yet.
    assert [approval.person for approval in workspace.all(Approval)] == [anna, boris]
    workspace.undo()
    assert content_of(workspace.path) == before


@pytest.mark.parametrize("with_heir", [True, False])
def test_removing_somebody_leaves_their_things_to_the_heir_or_to_nobody(
    workspace: Workspace, anna: int, boris: int, with_heir: bool
) -> None:
    give(workspace, anna)
    workspace.add(Approver, document=Document.CHARTER, person=anna)
    workspace.charter.ask(Document.CHARTER)
    workspace.charter.answer(workspace.all(Approval)[0].id, Answer.APPROVED)
    before = content_of(workspace.path)
    workspace.people.remove(anna, boris if with_heir else None)
    assert set(owners(workspace)) == {boris if with_heir else None}
    (approval,) = workspace.all(Approval)
    assert (approval.person, approval.name, approval.answer) == (None, "Anna Field, VP Sales", Answer.APPROVED)
    assert workspace.all(Approver)[0].person == (boris if with_heir else None)
    assert [person.id for person in workspace.all(Person)] == [boris]
    workspace.undo()
    assert content_of(workspace.path) == before


def printed(workspace: Workspace) -> str:
    """What others said of somebody, as it goes into reports."""
    (said,) = workspace.all(Statement)
    return workspace.people.everybody().every_name.removed_from(said.words)[0]


@pytest.mark.parametrize("goes", ["removed", "merged"])
def test_whoever_was_never_heard_and_is_gone_is_still_left_out_of_what_others_said(
    workspace: Workspace, anna: int, boris: int, words: Words, goes: str
) -> None:
    talk = workspace.interviews.plan(boris)
    workspace.interviews.say(talk, "Ask Anna Field, or Field’s team.")
    before = content_of(workspace.path)
    if goes == "removed":
        workspace.people.remove(anna)
    else:
        workspace.people.merge(boris, anna)
    assert printed(workspace) == "Ask […], or […]’s team."
    assert workspace.all(Statement)[0].words == "Ask Anna Field, or Field’s team."
    again = workspace.add(Person, name="Anna Field", quote_by_name=True)
    assert "Anna Field" in workspace.people.everybody().agreed - workspace.people.everybody().names
    workspace.undo()
    workspace.undo()
    assert content_of(workspace.path) == before
    workspace.redo()
    workspace.redo()
    workspace.people.forget(again, words)
    assert not any("Anna" in value for value in workspace.settings.all().values())
    assert printed(workspace) == "Ask […], or […]’s team."


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Пётр Ёлкин", "Спросите Петра."),
        ("Ева Орлова", "Спросите Еву."),
        ("Ольга Власова", "ольга власова знает."),
        ("Zoë Ålund", "Zoe knows."),
    ],
)
def test_whoever_is_gone_is_left_out_of_what_others_said_however_they_wrote_the_name(
    workspace: Workspace, boris: int, name: str, said: str
) -> None:
    person = workspace.add(Person, name=name)
    workspace.interviews.say(workspace.interviews.plan(boris), said)
    before = printed(workspace)
    assert "[…]" in before
    workspace.people.remove(person)
    assert printed(workspace) == before


def test_whoever_was_removed_is_forgotten_also_once_their_name_is_typed_otherwise(
    workspace: Workspace, anna: int, boris: int, words: Words
) -> None:
    workspace.interviews.say(workspace.interviews.plan(boris), "Ask Anna Field.")
    workspace.people.remove(anna)
    workspace.people.forget(workspace.add(Person, name="anna  FIELD"), words)
    assert not any("anna" in value.casefold() for value in workspace.settings.all().values())
    assert workspace.all(Statement)[0].words == "Ask […]."


def test_the_name_of_somebody_removed_is_kept_nowhere_where_nobody_spoke_of_them(
    workspace: Workspace, anna: int, boris: int
) -> None:
    workspace.interviews.say(workspace.interviews.plan(boris), "The field is wide, and annals are long.")
    workspace.people.remove(anna)
    assert not any("Anna" in value for value in workspace.settings.all().values())


def test_an_approval_outlives_the_record_of_who_gave_it(workspace: Workspace, anna: int, boris: int) -> None:
    for person in (anna, boris):
        workspace.add(Approver, document=Document.CHARTER, person=person)
    version = workspace.charter.ask(Document.CHARTER)
    first, second = workspace.charter.approvals(version)
    workspace.charter.answer(first.id, Answer.APPROVED)
    before = content_of(workspace.path)
    workspace.people.remove(boris)
    # He was asked and can answer no more; that approves nothing by itself.
    assert workspace.charter.current(Document.CHARTER).status is Status.REVIEW
    assert [(each.name, each.is_void) for each in workspace.charter.approvals(version)] == [
        ("", False),
        ("Boris Stone", True),
    ]
    workspace.undo()
    assert content_of(workspace.path) == before
    workspace.people.remove(anna)
    workspace.charter.answer(second.id, Answer.APPROVED)
    assert workspace.charter.current(Document.CHARTER).status is Status.APPROVED


def test_the_others_can_approve_what_somebody_who_left_was_asked_about(
    workspace: Workspace, anna: int, boris: int
) -> None:
    for person in (anna, boris):
        workspace.add(Approver, document=Document.CHARTER, person=person)
    version = workspace.charter.ask(Document.CHARTER)
    workspace.people.remove(boris)
    workspace.charter.answer(workspace.charter.approvals(version)[0].id, Answer.APPROVED)
    assert workspace.charter.current(Document.CHARTER).status is Status.APPROVED


def test_merging_two_approvers_leaves_one(workspace: Workspace, anna: int, boris: int) -> None:
    workspace.add(Approver, document=Document.CHARTER, person=anna, title="Sales")
    workspace.add(Approver, document=Document.CHARTER, person=boris, title="Budget")
    workspace.add(Approver, document=Document.BUSINESS_CASE, person=boris, title="Budget")
    version = workspace.charter.ask(Document.CHARTER)
    first, second = workspace.charter.approvals(version)
    workspace.charter.answer(second.id, Answer.CONDITION, "If it starts in May", date(2026, 3, 3))
    workspace.charter.answer(first.id, Answer.CONDITION, "For a year", date(2026, 3, 5))
    before = content_of(workspace.path)
    workspace.people.merge(anna, boris)
    (kept,) = workspace.charter.approvals(version)
    assert (kept.person, kept.answer, kept.on) == (anna, Answer.CONDITION, date(2026, 3, 5))
    assert kept.condition == "If it starts in May; For a year"
    assert [(line.document, line.person, line.title) for line in workspace.all(Approver)] == [
        (Document.CHARTER, anna, "Sales; Budget"),
        (Document.BUSINESS_CASE, anna, "Budget"),
    ]
    workspace.undo()
    assert content_of(workspace.path) == before


def test_a_question_to_somebody_who_has_answered_under_another_record_is_answered(
    workspace: Workspace, anna: int, boris: int
) -> None:
    for person in (anna, boris):
        workspace.add(Approver, document=Document.CHARTER, person=person)
    version = workspace.charter.ask(Document.CHARTER)
    workspace.charter.answer(workspace.charter.approvals(version)[0].id, Answer.APPROVED, on=date(2026, 3, 3))
    before = content_of(workspace.path)
    workspace.people.merge(boris, anna)
    (kept,) = workspace.charter.approvals(version)
    assert (kept.person, kept.answer, kept.on) == (boris, Answer.APPROVED, date(2026, 3, 3))
    assert workspace.charter.current(Document.CHARTER).status is Status.APPROVED
    workspace.undo()
    assert content_of(workspace.path) == before
    assert workspace.charter.current(Document.CHARTER).status is Status.REVIEW


def test_who_takes_over_is_not_asked_twice(workspace: Workspace, anna: int, boris: int) -> None:
    for person, title in ((anna, "Sales"), (boris, "Sales")):
        workspace.add(Approver, document=Document.CHARTER, person=person, title=title)
    workspace.charter.ask(Document.CHARTER)
    workspace.people.remove(anna, boris)
    assert [(each.person, each.answer) for each in workspace.all(Approval)] == [(boris, Answer.ASKED)]
    assert [(line.person, line.title) for line in workspace.all(Approver)] == [(boris, "Sales")]


def test_what_somebody_has_said_is_no_task_for_who_takes_over(workspace: Workspace, anna: int, boris: int) -> None:
    held, planned = workspace.interviews.plan(anna), workspace.interviews.plan(anna)
    workspace.interviews.hold(held)
    workspace.add(Attendee, interview=held, person=anna)
    workspace.add(Approver, document=Document.CHARTER, person=anna)
    workspace.charter.ask(Document.CHARTER)
    workspace.charter.answer(workspace.all(Approval)[0].id, Answer.APPROVED)
    assert workspace.people.tasks(anna) == (
        Ref("approvers", 1),
        Ref("interviews", planned),
    )
    before = content_of(workspace.path)
    workspace.people.hand_over(anna, boris)
    assert [talk.person for talk in workspace.all(Interview)] == [anna, boris]
    workspace.people.remove(anna, boris)
    talk = workspace.get(Interview, held)
    assert talk is not None
    assert (talk.person, talk.title) == (None, "Anna Field")
    assert workspace.all(Attendee)[0].person is None
    workspace.undo()
    workspace.undo()
    assert content_of(workspace.path) == before
    workspace.people.merge(boris, anna)
    assert {talk.person for talk in workspace.all(Interview)} == {boris}


def test_the_same_person_is_asked_once(workspace: Workspace, anna: int) -> None:
    workspace.add(Approver, document=Document.CHARTER, person=anna, title="Sales")
    workspace.add(Approver, document=Document.CHARTER, person=anna, title="Finance")
    workspace.charter.ask(Document.CHARTER)
    assert len(workspace.all(Approval)) == 1


def test_anonymising_leaves_a_role_and_can_be_taken_back(workspace: Workspace, anna: int, boris: int) -> None:
    before = content_of(workspace.path)
    workspace.people.anonymise(anna)
    person = workspace.people.get(anna)
    assert (person.name, person.role, person.reach, person.notes) == ("VP Sales", "VP Sales", "", "")
    assert person.anonymous
    assert str(workspace.undo_label) == "Anonymise a person"
    workspace.people.anonymise(boris)
    assert workspace.people.get(boris).name == "Other"
    workspace.undo()
    workspace.undo()
    assert content_of(workspace.path) == before


def test_whoever_is_made_anonymous_is_named_in_nothing_that_was_said(workspace: Workspace, anna: int) -> None:
    """Reports leave out the names of the directory: this one is not in it any more."""
    workspace.add(Person, name="Anna Weber", role="Head of ramp-up")
    theme = workspace.add(Theme, title="Ramp-up", rep_words="What Field calls ramp-up")
    said = workspace.add(Statement, words="Ask Anna Field, or ANNA FIELD; Anna and Field know, the field does not.")
    kept = workspace.add(Statement, words="Nothing is wrong.")
    before = content_of(workspace.path)
    workspace.people.anonymise(anna)
    statements = {each.id: each.words for each in workspace.all(Statement)}
    # Somebody else is called Anna too.
    assert statements[said] == "Ask […], or […]; Anna and […] know, the field does not."
    assert statements[kept] == "Nothing is wrong."
    found = workspace.get(Theme, theme)
    assert found is not None
    assert found.rep_words == "What […] calls ramp-up"
    workspace.undo()
    assert content_of(workspace.path) == before


def test_a_surname_alone_is_forgotten_in_what_others_said(workspace: Workspace, anna: int, words: Words) -> None:
    said = workspace.add(Statement, words="Ask Field, not the field.")
    workspace.people.forget(anna, words)
    found = workspace.get(Statement, said)
    assert found is not None
    assert found.words == "Ask […], not the field."


def test_a_name_is_matched_whatever_its_case_and_marks(workspace: Workspace) -> None:
    pyotr = workspace.add(Person, name="Пётр Ёлкин", department="Продажи")
    for name, department in (("петр  ёлкин", ""), ("ПЁТР ЕЛКИН", "продажи")):
        assert [person.id for person in workspace.people.like(name, department)] == [pyotr]
    assert workspace.people.like("Пётр Ёлкин", "Маркетинг") == ()
    assert workspace.people.like("Пётр") == ()


def test_nobody_is_no_person(workspace: Workspace, anna: int, words: Words) -> None:
    people = workspace.people
    ways = (people.get, people.anonymise, people.remove)
    for work in (*ways, lambda id_: people.merge(anna, id_), lambda id_: people.forget(id_, words)):
        with pytest.raises(WorkspaceError, match="There is no person with the number 4711"):
            work(4711)


# -- forgetting

SECRETS = ("Zebulon", "Quartermaine", "zq-secret@sample.example", "Xylophone player", "Klezmer nights")


def remembered_everywhere(workspace: Workspace) -> int:
    """A person whose words stand in every corner of the file."""
    first, last, reach, tenure, notes = SECRETS
    name = f"{first} {last}"
    person = workspace.add(Person, name=name, role="Rep", reach=reach, tenure=tenure, notes=notes)
    give(workspace, person)
    workspace.links.join(Ref("obstacles", 1), Ref("people", person), Reason.EVIDENCE)
    section = Ref("sections", workspace.all(Prose)[0].id)
    workspace.change(
        section, text=f"Said by {name.upper()} and {first}\u00a0 {last}. [[people:{person}|{first}]] said it."
    )
    workspace.add(Obstacle, title=f"{name} is alone", mitigation=f"Ask “{name}”." * 50)
    workspace.add(Responsibility, title="Coaching", letters={name: "R", "Sales": f"{name}"})
    workspace.settings.set("company", f"{name} and friends")
    workspace.charter.save_version(Document.CHARTER, f"1.0 {name}", f"As {name} wished")
    workspace.change(Ref("people", person), notes=f"{notes}, also on Mondays")
    removed = Ref("obstacles", workspace.add(Obstacle, title=f"Removed: {name}"))
    workspace.remove(removed)
    workspace.attachments.add("cv.txt", f"{name} {reach}".encode(), "text/plain")
    workspace.undo()
    for word in SECRETS:
        workspace.search.find(word)
    return person


def traces(path: Path) -> list[str]:
    """Which secrets stand in the bytes of a file, in whatever encoding, also escaped or in pieces of words."""
    content = path.read_bytes().lower()
    found = []
    for secret in SECRETS:
        # Two letters stand together by chance somewhere in any file of half a megabyte.
        for word in (secret, *re.findall(r"\w{3,}", secret)):
            if word in ("sample", "example", "secret", "player", "nights"):
                continue
            for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
                if word.lower().encode(encoding) in content:
                    found.append(f"{word} as {encoding}")
    return found


def test_nothing_of_a_forgotten_person_is_left_in_the_file(workspace: Workspace, place: Place, words: Words) -> None:
    boris = workspace.add(Person, name="Boris Stone")
    person = remembered_everywhere(workspace)
    backup = workspace.back_up()
    forgotten = workspace.people.forget(person, words)
    assert forgotten.backups == (backup.path,)
    assert [each.id for each in workspace.all(Person)] == [boris]
    assert set(owners(workspace)) == {None}
    workspace.close()
    assert traces(workspace.path) == []
    assert traces(backup.path) != []
    assert complaints(workspace.path) == []
    with open_workspace(workspace.path, place) as again:
        assert again.undo() is None
        assert again.redo() is None
        assert {str(step.label) for step in again.history()} == {"Forget a person", "Earlier change"}
        text = again.all(Prose)[0].text
        assert text == "Said by withheld and withheld. withheld said it."
        (version,) = [version for version in again.all(Version) if version.snapshot]
        snapshot = again.charter.snapshot(version.id)
        (told,) = snapshot.all(Person)
        assert told == Person(id=person, position=told.position, name="withheld", anonymous=True)
        assert version.title == "1.0 withheld"
        assert again.all(Responsibility)[0].letters == {"withheld": "R", "Sales": "withheld"}
        again.add(Obstacle, title="Life goes on")
        again.undo()


def test_what_a_forgotten_person_said_in_a_talk_is_withheld(workspace: Workspace, place: Place, words: Words) -> None:
    first, last, reach, _, notes = SECRETS
    person = workspace.add(Person, name=f"{first} {last}", role=reach)
    talk = workspace.interviews.plan(person, notes=notes, known=notes, assumptions=reach, place=notes)
    other = workspace.interviews.plan(workspace.add(Person, name="Boris Stone"), notes="Mine")
    for interview, said in ((talk, notes), (other, "Ours")):
        workspace.add(Statement, interview=interview, words=said, severity=4, start=0, end=4, quotable=True)
    workspace.add(Approver, document=Document.CHARTER, person=person)
    workspace.charter.ask(Document.CHARTER)
    workspace.charter.answer(workspace.all(Approval)[0].id, Answer.APPROVED, on=date(2026, 3, 3))
    workspace.people.forget(person, words)
    assert traces(workspace.path) == []
    withheld, kept = workspace.all(Statement)
    assert (withheld.words, withheld.severity, withheld.is_quote, withheld.quotable) == ("withheld", 4, False, False)
    assert (withheld.start, withheld.end) == (None, None)
    assert kept.words == "Ours"
    assert [(each.title, each.notes) for each in workspace.all(Interview)] == [
        ("withheld", ""),
        ("Boris Stone", "Mine"),
    ]
    (approval,) = workspace.all(Approval)
    assert (approval.name, approval.on) == ("withheld", date(2026, 3, 3))


def test_somebody_with_a_similar_name_is_not_forgotten(workspace: Workspace, words: Words) -> None:
    mark = workspace.add(Person, name="Mark")
    market = workspace.add(Person, name="Mark", notes="Marketing knows the market")
    workspace.add(Obstacle, title="Marketing is late", mitigation="mark this. Mark said so.")
    workspace.people.forget(mark, words)
    (other,) = workspace.all(Person)
    assert (other.id, other.name, other.notes) == (market, "Mark", "Marketing knows the market")
    (obstacle,) = workspace.all(Obstacle)
    assert obstacle.title == "Marketing is late"
    # One word alone may be a common one: it goes only as it was written.
    assert obstacle.mitigation == "mark this. withheld said so."


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("Пётр Ёлкин", "Сказал Петр Елкин, а не Пётр.", "Сказал withheld, а не Пётр."),
        ("Иван Петров", "Письмо Иван Петрову", "Письмо withheld"),
        ("Анна Петрова", "С Анной Петровой, без АННЫ ПЕТРОВОЙ", "С withheld, без withheld"),
        ("Анна Петрова", "Анна Петровна", "Анна Петровна"),
        ("Юрий Белый", "Юрия Белого, Юрию Белому", "withheld, withheld"),
        ("José Núñez", "Jose\u0301 Nu\u0301n\u0303ez and JOSÉ NÚÑEZ", "withheld and withheld"),
        ("A+ (B)", "by A+ (B) and A", "by withheld and A"),
        ("  ", "a  b", "a  b"),
    ],
)
def test_a_name_is_withheld_however_it_was_typed(
    workspace: Workspace, words: Words, name: str, text: str, left: str
) -> None:
    person = workspace.add(Person, name=name)
    workspace.add(Obstacle, title="x", mitigation=text)
    workspace.people.forget(person, words)
    assert workspace.all(Obstacle)[0].mitigation == left


def test_a_short_name_is_taken_out_also_of_a_text_that_is_as_long_as_can_be(workspace: Workspace, words: Words) -> None:
    anonymous, forgotten = workspace.add(Person, name="Ян"), workspace.add(Person, name="Li Wu")
    workspace.add(Theme, title=f"Ян {'x' * (TITLE_LIMIT - 3)}")
    workspace.add(Obstacle, title=f"Li Wu {'x' * (TITLE_LIMIT - 6)}")
    workspace.people.anonymise(anonymous)
    workspace.people.forget(forgotten, words)
    assert [each.title for each in workspace.all(Theme)] == [f"[…] {'x' * (TITLE_LIMIT - 5)}…"]
    assert [each.title for each in workspace.all(Obstacle)] == [f"withheld {'x' * (TITLE_LIMIT - 10)}…"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Сказал Петр Елкин, а не Пётр.", "Сказал (имя скрыто), а не Пётр."),
        ("Письмо Пётру Ёлкину", "Письмо (имя скрыто)"),
        (" Пётр Ёлкин", "имя скрыто"),
    ],
)
def test_a_russian_text_says_in_russian_that_a_name_is_withheld(
    workspace: Workspace, russian: Words, text: str, left: str
) -> None:
    person = workspace.add(Person, name="Пётр Ёлкин", group=Group.REP)
    obstacle = workspace.add(Obstacle, title="x", mitigation=text, owner=person)
    workspace.add(Responsibility, title="Обучение", letters={"Пётр Ёлкин": "R"})
    workspace.change(Ref("charter", 1), title="Устав")
    version = workspace.charter.save_version(Document.CHARTER, "Для Петра Ёлкина", text)
    assert workspace.charter.snapshot(version).all(Obstacle)[0].mitigation == text
    workspace.people.forget(person, russian)
    line = workspace.get(Obstacle, obstacle)
    assert line is not None
    assert line.mitigation == left
    assert workspace.all(Responsibility)[0].letters == {"имя скрыто": "R"}
    frozen = workspace.charter.snapshot(version)
    assert frozen.all(Obstacle)[0].mitigation == left
    assert frozen.all(Person)[0].name == "имя скрыто"
    kept = workspace.get(Version, version)
    assert kept is not None
    assert kept.note == left


def test_the_moment_of_forgetting_is_told_like_any_change(workspace: Workspace, anna: int, words: Words) -> None:
    told: list[Changes] = []
    workspace.listen(told.append)
    workspace.people.forget(anna, words)
    assert Ref("people", anna) in told[0].touched
    assert str(told[0].label) == "Forget a person"


def test_consent_and_dates_survive_a_merge(workspace: Workspace, boris: int) -> None:
    other = workspace.add(Person, name="B. Stone", consent_until=date(2027, 1, 1), reach="+7 495")
    workspace.people.merge(boris, other)
    kept = workspace.people.get(boris)
    assert (kept.consent_until, kept.reach) == (date(2027, 1, 1), "+7 495")


def test_who_takes_over_content_is_not_made_to_have_reviewed_or_said_it(
    workspace: Workspace, anna: int, boris: int
) -> None:
    bite = workspace.add(Asset, title="Opening a call", owner=anna, reviewer=anna, seller=anna)
    workspace.carry_out(workspace.library.reviews.reviewing([bite], by=anna))
    heard = workspace.add(Asset, title="Only heard", seller=anna)
    assert Ref("assets", bite) in workspace.people.tasks(anna)
    assert Ref("assets", heard) not in workspace.people.tasks(anna)
    assert workspace.people.belongings(anna).count(Ref("assets", bite)) == 1
    before = content_of(workspace.path)
    workspace.people.hand_over(anna, boris)
    asset = workspace.get(Asset, bite)
    assert asset is not None
    assert (asset.owner, asset.reviewer, asset.seller) == (boris, boris, anna)
    assert [review.person for review in workspace.all(Review)] == [anna]
    workspace.undo()
    assert content_of(workspace.path) == before


def test_what_somebody_vouches_for_is_theirs_to_hand_over_and_goes_to_the_heir(workspace: Workspace) -> None:
    anna, heir = (workspace.add(Person, name=name) for name in ("Anna", "Heir"))
    asset = workspace.add(Asset, title="Guide")
    workspace.links.join(Ref(Asset.kind, asset), Ref(Person.kind, anna), Reason.VOUCHED)
    workspace.links.join(Ref(Asset.kind, asset), Ref(Person.kind, anna), Reason.MENTIONS)
    assert workspace.people.tasks(anna) == (Ref(Asset.kind, asset),)
    workspace.people.remove(anna, heir)
    assert [title for _, title in workspace.experts.charges(heir).vouches] == ["Guide"]


def test_feedback_is_nobodys_to_take_over_and_its_words_go_with_who_is_forgotten(
    workspace: Workspace, anna: int, boris: int, words: Words
) -> None:
    said = [workspace.add(Feedback, words="Too long", role="AE", useful=2, person=person) for person in (anna, boris)]
    assert Ref("feedback", said[1]) not in workspace.people.tasks(boris)
    workspace.people.remove(boris, heir=anna)
    assert [(each.person, each.words) for each in workspace.all(Feedback)] == [(anna, "Too long"), (None, "Too long")]
    workspace.people.forget(anna, words)
    assert [(each.words, each.role, each.useful, each.person) for each in workspace.all(Feedback)] == [
        ("withheld", "", 2, None),
        ("Too long", "AE", 2, None),
    ]
