"""The reports on experts as PDF: who is named in them and who is not, on one page or on many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enable_desktop.charter.report import PageSize
from enable_desktop.expert_reports import (
    ExpertMaterial,
    ExpertPage,
    Programme,
    coverage_report,
    directory,
    expert_page,
)
from enable_desktop.experts import Answered, Contribution, Covered, Depth, Expertise, Standing, Terms
from enable_desktop.people import Person
from enable_desktop.words import Words
from exports.experts import expert_bytes, write_experts
from resources.words import translations
from tests.exports.reading import pages_of, text_of

TODAY = date(2026, 3, 12)
ENGLISH, RUSSIAN = (Words(language, translations(language)) for language in ("en", "ru"))
ANN, BOB, CID, DEE = 1, 2, 3, 4
PEOPLE = (
    Person(id=ANN, name="Ann Ashby", role="Sales engineer", reach="ann@sample.example", languages="English, French"),
    Person(id=BOB, name="Bob Birch", role="Legal counsel"),
    Person(id=CID, name="Cid Cole", role="Product manager"),
    Person(id=DEE, name="Dee Dale"),
)
TERMS = {
    ANN: Terms(person=ANN, standing=Standing.ACTIVE, hours=4, until=date(2026, 6, 30), deputy=DEE, asks="One bite",
               gets="Fewer Friday questions"),
    BOB: Terms(person=BOB, standing=Standing.MET),
    CID: Terms(person=CID, standing=Standing.AGREED),
}  # fmt: skip
TOPICS = (
    Covered(topic=1, title="Pricing", levels={ANN: 2, BOB: 3, CID: 1}),
    Covered(topic=2, title="Contracts", levels={BOB: 3}),
    Covered(topic=3, title="Competitors", themes=(Answered(theme=7, title="Answers to competitors", pain=4.4),)),
    Covered(topic=0, title="Coaching time", themes=(Answered(theme=8, title="Coaching time", pain=4.1),)),
)


def material(page: PageSize = PageSize.A4) -> ExpertMaterial:
    programme = Programme(
        today=TODAY, company="Sample Co", mission="We **help** sellers.", sender="Eve Elm", reach="eve@sample.example",
        page=page,
    )  # fmt: skip
    return ExpertMaterial(
        programme=programme,
        people={person.id: person for person in PEOPLE},
        experts=PEOPLE[:3],
        topics=TOPICS,
        terms=TERMS,
    )


def with_terms(person: int, terms: Terms) -> ExpertMaterial:
    return replace(material(), terms={**TERMS, person: terms})


def told(report: object, words: Words = ENGLISH) -> str:
    return text_of(expert_bytes(report, words)[0])  # type: ignore[arg-type]  # one of the three reports


@pytest.mark.parametrize("page", list(PageSize))
@pytest.mark.parametrize("words", [ENGLISH, RUSSIAN], ids=["en", "ru"])
def test_every_report_comes_out_in_every_language_and_on_every_paper(
    page: PageSize, words: Words, target: Path
) -> None:
    found = material(page)
    width = {PageSize.A4: 595, PageSize.LETTER: 612}[page]
    for report in (directory(found), coverage_report(found), expert_page(found, ANN, (), ())):
        printed = write_experts(report, words, target)
        data = target.read_bytes()
        assert printed.unprintable == 0
        assert len(pages_of(data)) == printed.pages == 1
        assert f"/MediaBox [ 0 0 {width}".encode() in data
        assert expert_bytes(report, words)[0] == data


def test_the_directory_names_whoever_agreed_and_counts_the_others() -> None:
    text = told(directory(material()))
    assert "2 EXPERTS, 3 TOPICS" in text
    assert "Ann Ashby" in text and "Cid Cole" in text and "ann@sample.example" in text
    assert "Bob Birch" not in text and "Legal counsel" not in text
    assert "1 expert is not named: they have not agreed to it." in text
    assert "Contracts Nobody named yet" in text
    assert "Dee Dale" in text
    assert "Ask Eve Elm" in text


@pytest.mark.parametrize(
    "terms",
    [
        Terms(person=ANN, standing=Standing.RESTING),
        Terms(person=ANN, standing=Standing.TO_MEET),
        Terms(person=ANN, standing=Standing.ACTIVE, until=date(2026, 3, 11)),
    ],
    ids=["resting", "to meet", "over yesterday"],
)
def test_whose_agreement_does_not_hold_is_not_named(terms: Terms) -> None:
    found = with_terms(ANN, terms)
    for report in (directory(found), coverage_report(found)):
        text = told(report)
        assert "Ann Ashby" not in text
        assert "2 experts are not named" in text


def test_an_anonymous_expert_and_one_who_left_are_not_named() -> None:
    for changes in ({"anonymous": True}, {"left_on": TODAY}):
        found = material()
        people = {**found.people, ANN: replace(PEOPLE[0], **changes)}
        assert "Ann Ashby" not in told(directory(replace(found, people=people)))


def test_a_deputy_who_is_an_expert_without_agreement_is_not_named() -> None:
    found = with_terms(ANN, replace(TERMS[ANN], deputy=BOB))
    assert "Bob Birch" not in told(directory(found))
    assert "Bob Birch" not in told(expert_page(found, ANN, (), ()))


def test_the_coverage_begins_with_what_it_found_and_marks_what_hurts() -> None:
    report = coverage_report(material())
    assert [row.title for row in report.rows] == ["Competitors", "Coaching time", "Contracts", "Pricing"]
    text = told(report)
    assert "1 topic nobody teaches, 1 with a single expert, 1 theme that hurts without a topic" in text
    assert "Hurts: Answers to competitors" in text
    assert "A theme that hurts, without a topic" in text
    assert "somebody who is not named" in text
    assert "Bob Birch" not in text


def test_a_programme_of_forty_experts_prints_every_name_once_over_its_columns() -> None:
    experts = tuple(Person(id=n, name=f"Expert {chr(64 + n // 26)}{chr(65 + n % 26)}") for n in range(26, 66))
    topics = tuple(
        Covered(
            topic=n, title=f"Topic {n}", levels={experts[(n * 7 + step) % 40].id: step % 3 + 1 for step in range(9)}
        )
        for n in range(1, 51)
    )
    found = ExpertMaterial(
        programme=Programme(today=TODAY),
        people={each.id: each for each in experts},
        experts=experts,
        topics=topics,
        terms={each.id: Terms(person=each.id, standing=Standing.ACTIVE) for each in experts},
    )
    data, printed = expert_bytes(coverage_report(found), ENGLISH)
    text = text_of(data)
    assert "Every topic is known by two experts or more" in text
    assert 2 < printed.pages < 6
    assert all(each.name in text for each in experts)
    assert all(text.count(f"Topic {n} ") >= 2 for n in range(1, 51))


def test_the_page_says_what_is_asked_what_is_given_and_until_when() -> None:
    known = (Expertise(person=ANN, topic=1, depth=Depth.TEACHES), Expertise(person=ANN, topic=99))
    given = (Contribution(title="Battlecard reviewed", on=date(2026, 3, 3)), Contribution(title=" "))
    text = told(expert_page(material(), ANN, known, given))
    for part in (
        "ANN ASHBY, SALES ENGINEER", "What sales enablement is", "We help sellers.", "At most 4 h a month",
        "One bite", "You can teach Pricing.", "Fewer Friday questions", "What I will not do", "Until 30 June 2026.",
        "Dee Dale stands in for you.", "3 March 2026 · Battlecard reviewed", "Eve Elm, eve@sample.example",
    ):  # fmt: skip
        assert part in text


def test_the_page_of_somebody_with_whom_nothing_is_agreed_promises_no_end() -> None:
    text = told(expert_page(material(), BOB, (), ()))
    assert "BOB BIRCH, LEGAL COUNSEL" in text
    assert "No end is agreed yet. You can stop at any time." in text


def hostile_page(words: str, page: PageSize) -> ExpertPage:
    """Everything that people can write is these words, a hundred times over."""
    much = f"{words} " * 100
    programme = Programme(today=TODAY, company=words, mission=much, sender=words, reach=much, page=page)
    return ExpertPage(
        programme=programme, name=much, role=much, asks=much, gets=much, hours=2, deputy=words,
        topics=dict.fromkeys(Depth, (words,) * 60), given=tuple((much, TODAY) for _ in range(40)),
    )  # fmt: skip


@settings(deadline=None, max_examples=30)
@given(st.text(max_size=60), st.sampled_from(list(PageSize)))
def test_the_page_stays_one_page_whatever_was_written(words: str, page: PageSize) -> None:
    _, printed = expert_bytes(hostile_page(words, page), ENGLISH)
    assert printed.pages == 1


def test_long_texts_and_half_characters_do_not_stop_any_report() -> None:
    names: Mapping[int, Person] = {n: Person(id=n, name="\ud800 word" * 60, reach="x" * 900) for n in (1, 2)}
    found = ExpertMaterial(
        programme=Programme(today=TODAY, sender="\x00"),
        people=names,
        experts=tuple(names.values()),
        topics=(Covered(topic=1, title="long " * 100, levels={1: 3, 2: 2}),),
        terms={n: Terms(person=n, standing=Standing.ACTIVE) for n in names},
    )
    for report in (directory(found), coverage_report(found)):
        data, printed = expert_bytes(report, ENGLISH)
        assert printed.pages >= 1
        assert printed.unprintable
        assert pages_of(data)


def test_without_experts_and_topics_the_reports_say_so() -> None:
    nothing = ExpertMaterial(programme=Programme(today=TODAY))
    assert "Nobody has agreed yet to be asked." in told(directory(nothing))
    assert "There are no topics yet" in told(coverage_report(nothing))
