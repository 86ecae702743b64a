"""The edition for one approver: their priority first, their side's words without a name, the lines that answer it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest

from db.workspace import Place, Workspace
from enable_desktop.charter.lines import Answer, Approval, Approver, Commitment, Priority
from enable_desktop.edition import EditionReport, edition_report
from enable_desktop.interviews import Statement
from enable_desktop.people import Group, Person
from enable_desktop.words import Words
from exports.edition import edition_bytes
from tests.exports.reading import pages_of, text_of
from ui.exporting import charter_report
from ui.gap_exporting import gap_findings
from ui.start import new_workspace


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The sample, made once: nothing here changes it."""
    folder = tmp_path_factory.mktemp("edition")
    place = Place(home=folder / "home", clock=lambda: datetime(2026, 3, 12, 10))
    with new_workspace(folder / "Sample.enable", place, "en", "en") as workspace:
        yield workspace


def approvers(programme: Workspace) -> list[Person]:
    ids = dict.fromkeys(each.person for each in programme.all(Approver) if each.person is not None)
    return [programme.people.get(id_) for id_ in ids]


def edition(programme: Workspace, person: Person) -> EditionReport:
    return edition_report(charter_report(programme), gap_findings(programme), person)


def owner_of_one_priority(programme: Workspace) -> Person:
    owners = [each.executive for each in programme.all(Priority)]
    return next(each for each in approvers(programme) if owners.count(each.id) == 1)


def test_the_priority_of_the_approver_stands_first_with_the_lines_that_serve_it(
    programme: Workspace, words: Words
) -> None:
    person = owner_of_one_priority(programme)
    priority = next(each for each in programme.all(Priority) if each.executive == person.id)
    text = text_of(edition_bytes(edition(programme, person), words)[0])
    assert f"What this does for “{priority.title}”" in text
    (served,) = edition(programme, person).priorities
    assert served.lines
    assert all(line.title_text in text for line in served.lines)
    others = [each for each in programme.all(Priority) if each.executive != person.id]
    assert not any(f"What this does for “{each.title}”" in text for each in others)


def test_nobody_who_was_heard_is_named_and_no_words_that_may_not_be_quoted_are_printed(
    programme: Workspace, words: Words
) -> None:
    for person in approvers(programme):
        report = edition(programme, person)
        assert report.heard, person.name
        roles = {quote.role for heard in report.heard for quote in heard.quotes} - {""}
        holders = [each.role for each in programme.all(Person)]
        assert all(holders.count(role) >= 3 for role in roles)
        text = text_of(edition_bytes(report, words)[0])
        silent = [each.words for each in programme.all(Statement) if not each.quotable and len(each.words) > 20]
        assert silent
        assert not any(each in text for each in silent)
        said = " ".join(quote.words for heard in report.heard for quote in heard.quotes)
        assert not any(each.name in said for each in programme.all(Person) if each.name)


def test_each_side_is_shown_its_own_words_and_a_group_too_small_those_of_leadership(programme: Workspace) -> None:
    person = approvers(programme)[0]
    reps = edition(programme, replace(person, group=Group.REP))
    leaders = edition(programme, replace(person, group=Group.LEADERSHIP))
    assert (reps.side, leaders.side) == (Group.REP, Group.LEADERSHIP)
    assert not {quote.words for heard in reps.heard for quote in heard.quotes} & {
        quote.words for heard in leaders.heard for quote in heard.quotes
    }
    assert {quote.group for heard in reps.heard for quote in heard.quotes} == {Group.REP}
    assert edition(programme, replace(person, group=Group.MARKETING)).side is Group.LEADERSHIP
    assert edition(programme, replace(person, group=Group.SALES_MANAGER)).side is Group.SALES_MANAGER


def test_a_theme_that_hurts_is_answered_by_the_lines_that_are_linked_to_it(programme: Workspace) -> None:
    heard = edition(programme, owner_of_one_priority(programme)).heard
    means = [each.figures.mean for each in heard if each.figures.mean is not None]
    assert means == sorted(means, reverse=True)
    assert any(each.lines for each in heard)
    charter = charter_report(programme).charter
    for line in (line for each in heard for line in each.lines):
        assert charter.find(line.kind, line.id) == line


def test_what_is_asked_of_them_and_where_to_sign_stands_last(programme: Workspace, words: Words) -> None:
    person = next(
        each for each in approvers(programme) if any(line.person == each.id for line in programme.all(Commitment))
    )
    text = text_of(edition_bytes(edition(programme, person), words)[0])
    promised = [each.title for each in programme.all(Commitment) if each.person == person.id]
    assert all(title in text for title in promised)
    assert text.index("What we ask of you") > text.index("What your side said")


def test_what_is_approved_is_told_and_what_is_open_has_a_line_to_sign(programme: Workspace, words: Words) -> None:
    told = set()
    for person in approvers(programme):
        report = edition(programme, person)
        text = text_of(edition_bytes(report, words)[0])
        answers = {
            document: signer.approval.answer if signer.approval is not None else Answer.ASKED
            for document, signer in report.signatures
        }
        left = {document for document, answer in answers.items() if answer in (Answer.ASKED, Answer.DECLINED)}
        assert all(f"{each.label}: {answers[each].label}" in text for each in answers.keys() - left)
        assert ("Signature" in text) == bool(left)
        told.add(bool(left))
    assert told == {True, False}


def test_what_was_answered_is_told_in_sentences(programme: Workspace, words: Words) -> None:
    report = edition(programme, approvers(programme)[0])
    ((document, signer), *_) = report.signatures
    asked = Approval(id=1, answer=Answer.CONDITION, on=date(2026, 3, 11), condition="A page for managers first.")
    promised = [
        Commitment(id=1, title="Frees the managers on Fridays", checked="Hours in the calendar"),
        Commitment(id=2, title="Reads the report."),
    ]
    told = replace(report, signatures=((document, replace(signer, approval=asked)),), commitments=tuple(promised))
    text = text_of(edition_bytes(told, words)[0])
    assert f"{document.label}: {asked.answer.label}, 11 Mar 2026. A page for managers first." in text
    assert "Frees the managers on Fridays. Hours in the calendar" in text
    assert "Reads the report.." not in text


def test_the_same_edition_gives_the_same_bytes_in_either_language(
    programme: Workspace, words: Words, russian: Words
) -> None:
    report = edition(programme, approvers(programme)[0])
    for language in (words, russian):
        content, printed = edition_bytes(report, language)
        assert edition_bytes(report, language)[0] == content
        assert len(pages_of(content)) == printed.pages
        assert printed.unprintable == 0
