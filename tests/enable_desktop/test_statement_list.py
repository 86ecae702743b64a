"""What a table of statements would make, before anything is stored."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from hypothesis import given
from hypothesis import strategies as st

from enable_desktop.fields import LINE_LIMIT, TEXT_LIMIT, TITLE_LIMIT
from enable_desktop.incoming import BadRow
from enable_desktop.interviews import Interview, Mention, Occasion, Sort, Theme
from enable_desktop.people import Group, Person
from enable_desktop.statement_list import Said, Standing, StatementList
from enable_desktop.statement_rows import StatementRow

DAY: Final = date(2026, 2, 11)


def row(number: int = 2, name: str = "Ann Lee", theme: str = "Content", **values: Any) -> StatementRow:
    given = {"group": Group.REP, "severity": 3, "on": DAY, **values}
    return StatementRow(number=number, name=name, theme=theme, **given)


def plan(
    *table: StatementRow | BadRow,
    people: tuple[Person, ...] = (),
    themes: tuple[Theme, ...] = (),
    interviews: tuple[Interview, ...] = (),
    said: frozenset[Said] = frozenset(),
) -> StatementList:
    there = {each.id: said for each in interviews}
    made = StatementList(Standing(today=DAY, people=people, themes=themes, interviews=interviews, said=there))
    made.take(table)
    return made


def reasons(made: StatementList) -> dict[int, str]:
    return {each.number: "; ".join(str(fault.reason) for fault in each.faults) for each in made.rejected}


def test_one_interview_per_person_and_date() -> None:
    made = plan(
        row(2),
        row(3, "ANN  LEE", "CONTENT"),
        row(4, theme="Coaching"),
        row(5, on=date(2026, 2, 12)),
        row(6, on=None),
        row(7, "Bob Ray"),
    )
    assert not made.rejected
    assert [each.name for each in made.new_people] == ["Ann Lee", "Bob Ray"]
    assert made.new_themes == ("Content", "Coaching")
    assert [(talk.speaker, talk.on) for talk in made.talks] == [
        (0, DAY), (0, date(2026, 2, 12)), (0, None), (1, DAY),
    ]  # fmt: skip


def test_raised_wins_over_asked_in_any_order() -> None:
    asked = row(3, severity=None)
    for table in ((row(), asked), (asked, row())):
        made = plan(*table)
        assert list(made.marks.values()) == [{"content": Mention.RAISED}]
        assert (made.statements, made.asked) == (1, 1)
    assert plan(asked).marks == {made.talk_of(asked): {"content": Mention.ASKED}}


def test_themes_and_people_that_are_there_are_found_without_case_and_accents() -> None:
    person = Person(id=7, name="Семён  Орлов", department="Продажи", group=Group.REP)
    made = plan(
        row(name="СЕМЕН ОРЛОВ", department="продажи", theme="еж"), people=(person,), themes=(Theme(id=4, title="Ёж"),)
    )
    assert made.speakers[0].known is person
    assert (made.new_people, made.new_themes) == ((), ())


def test_a_person_in_two_groups_is_rejected_with_both_rows() -> None:
    made = plan(row(2), row(3, group=Group.LEADERSHIP, on=date(2026, 3, 1)))
    assert reasons(made) == {3: "Ann Lee is “Leadership” here and “Rep” in row 2; one person stands on one side"}


def test_another_group_in_the_directory_is_said_once_and_the_row_counts() -> None:
    known = Person(id=1, name="Ann Lee", group=Group.LEADERSHIP)
    made = plan(row(2), row(3), people=(known,))
    assert not made.rejected
    assert [(number, str(note)) for number, note in made.notes] == [
        (2, "Ann Lee is “Leadership” in the directory and “Rep” here; the interview counts as “Rep”")
    ]


def test_a_doubtful_name_is_rejected_and_the_department_decides() -> None:
    people = (Person(id=1, name="Ann Lee", department="Sales"), Person(id=2, name="Ann Lee", department="Product"))
    made = plan(row(2), row(3, department="product"), people=people)
    assert reasons(made) == {2: "“Ann Lee” may be one of several people; a column “department” tells them apart"}
    assert [speaker.known for speaker in made.speakers] == [people[1]]


def test_namesakes_of_two_departments_are_two_people() -> None:
    made = plan(row(2), row(3, department="Sales"), row(4, department="Product"), row(5))
    assert list(reasons(made)) == [5]
    assert [each.department for each in made.new_people] == ["Sales", "Product"]
    assert [made.talk_of(each).speaker for each in (row(2), row(3, department="Sales"))] == [0, 0]
    assert made.talk_of(row(4, department="Product")).speaker == 1


def test_one_person_of_the_directory_is_not_taken_for_two() -> None:
    made = plan(row(2, department="Sales"), row(3, department="Product"), people=(Person(id=1, name="Ann Lee"),))
    assert list(reasons(made)) == [3]


def test_the_interview_of_that_day_is_found_and_no_meeting() -> None:
    person = Person(id=1, name="Ann Lee")
    talk = Interview(id=8, person=1, on=DAY)
    meeting = Interview(id=9, person=1, on=date(2026, 2, 12), occasion=Occasion.COUNCIL)
    made = plan(row(2), row(3, on=date(2026, 2, 12)), people=(person,), interviews=(talk, meeting))
    assert list(made.talks.values()) == [talk, None]
    assert made.new_talks == 1


def test_what_is_there_already_does_not_come_in_twice() -> None:
    known: dict[str, Any] = {
        "people": (Person(id=1, name="Ann Lee"),),
        "themes": (Theme(id=4, title="Content"),),
        "interviews": (Interview(id=8, person=1, on=DAY),),
        "said": frozenset({(4, Sort.PROBLEM, 3, "words")}),
    }
    made = plan(row(2, words="words"), row(3, words="others"), row(4, severity=None), **known)
    assert list(reasons(made)) == [2]
    assert (made.statements, made.asked) == (1, 1)


def test_what_no_field_holds_is_rejected_with_its_length() -> None:
    made = plan(
        row(2, name="n" * (TITLE_LIMIT + 1)),
        row(3, theme="t" * (TITLE_LIMIT + 1)),
        row(4, words="w" * (TEXT_LIMIT + 1)),
        row(5, department="d" * (LINE_LIMIT + 1)),
        row(6, name="n" * TITLE_LIMIT, theme="t" * TITLE_LIMIT, words="w" * TEXT_LIMIT, department="d" * LINE_LIMIT),
    )
    assert list(reasons(made)) == [2, 3, 4, 5]
    assert reasons(made)[4] == f"the text has {TEXT_LIMIT + 1} letters, {TEXT_LIMIT} fit"


@given(
    st.lists(
        st.builds(
            dict,
            name=st.sampled_from(["Ann", "ann ", "Bob", "Cid"]),
            department=st.sampled_from(["", "Sales", "Product"]),
            group=st.sampled_from([Group.REP, Group.LEADERSHIP]),
            theme=st.sampled_from(["A", "a", "B"]),
            severity=st.sampled_from([None, 1, 5]),
            on=st.sampled_from([None, DAY]),
        ),
        max_size=12,
    ),
    st.lists(st.sampled_from([("Ann", ""), ("Ann", "Sales"), ("Bob", "Product")]), max_size=3, unique=True),
)
def test_every_row_is_stored_or_rejected_and_finds_its_interview_again(
    table: list[dict[str, Any]], known: list[tuple[str, str]]
) -> None:
    rows = [row(number, **values) for number, values in enumerate(table, 2)]
    people = tuple(Person(id=id_, name=name, department=part) for id_, (name, part) in enumerate(known, 1))
    made = plan(*rows, people=people)
    assert made.statements + made.asked + len(made.rejected) == made.rows == len(rows)
    for each in rows:
        if not made.is_rejected(each):
            talk = made.talk_of(each)
            speaker = made.speakers[talk.speaker]
            assert speaker.name.strip().casefold() == each.name.strip().casefold()
            assert speaker.group is each.group
            assert not each.department or speaker.department == each.department
            assert made.marks[talk]
    taken = [speaker.known.id for speaker in made.speakers if speaker.known is not None]
    assert len(taken) == len(set(taken))
