"""What a version keeps of the links of its lines: frozen as shown, brought back, printed, withheld."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date

import pytest

from db.workspace import Place, Workspace, open_workspace
from enable_desktop.charter.compare import differences
from enable_desktop.charter.evidence import EVIDENCE, Evidence, Shown, evidence_of, name_of
from enable_desktop.charter.lines import (
    Answer,
    Approver,
    Document,
    Figure,
    Obstacle,
    Slot,
    Status,
)
from enable_desktop.interviews import Statement, Theme
from enable_desktop.links import Link, Reason, Ref
from enable_desktop.measures import Measure, Reading
from enable_desktop.notes import InboxNote
from enable_desktop.people import Group, Person
from enable_desktop.words import Words
from tests.db.content import content_of

LINE = Ref("obstacles", 1)


@pytest.fixture
def said(workspace: Workspace) -> Ref:
    """A line of the charter, and what somebody said that justifies it."""
    workspace.add(Obstacle, title="No time")
    anna = workspace.add(Person, name="Anna Field", role="Seller", group=Group.REP, quote_by_role=True)
    talk = workspace.interviews.plan(anna)
    theme = workspace.add(Theme, title="Time")
    words = {"words": "We never have an hour.", "quotable": True}
    statement = Ref(Statement.kind, workspace.add(Statement, interview=talk, theme=theme, **words))
    workspace.links.join(LINE, statement, Reason.EVIDENCE, "as told in March")
    return statement


def notes(workspace: Workspace, words: Words, version: int | None = None) -> list[tuple[str, str]]:
    """What is printed below the lines."""
    return [(note.text, note.source) for note in evidence_of(workspace.charter.as_printed(version), words)]


def approved(workspace: Workspace, document: Document = Document.CHARTER) -> int:
    version = workspace.charter.ask(document)
    for approval in workspace.charter.approvals(version):
        workspace.charter.answer(approval.id, Answer.APPROVED)
    return version


def links(workspace: Workspace) -> set[tuple[Ref, Ref, Reason, str]]:
    return {(link.start, link.end, link.reason, link.label) for link in workspace.all(Link)}


def test_restoring_joins_lines_again_in_both_directions(workspace: Workspace, said: Ref) -> None:
    measure = Ref(Measure.kind, workspace.add(Measure, title="Hours"))
    workspace.links.join(LINE, measure, Reason.MEASURES)
    workspace.links.join(said, LINE, Reason.ANSWERS, "a reply")
    before = links(workspace)
    version = workspace.charter.save_version(Document.CHARTER, "1.0", "")
    workspace.remove(LINE)
    workspace.remove(measure)
    assert links(workspace) == set()
    changed = content_of(workspace.path)
    assert workspace.charter.restore(version) == ()
    assert links(workspace) == before
    workspace.undo()
    assert content_of(workspace.path) == changed
    workspace.redo()
    assert links(workspace) == before


def test_restoring_names_what_cannot_be_joined_again(workspace: Workspace, said: Ref, words: Words) -> None:
    note = Ref(InboxNote.kind, workspace.add(InboxNote, title="The mail of March"))
    workspace.links.join(LINE, note, Reason.USES)
    version = workspace.charter.save_version(Document.CHARTER, "1.0", "")
    workspace.remove(note)
    workspace.remove(said)
    lost = workspace.charter.restore(version)
    assert [name_of(shown, words) for shown in lost] == ["Time", "The mail of March"]
    assert links(workspace) == set()


def test_restoring_takes_back_notes_but_no_other_links_made_since(workspace: Workspace, said: Ref) -> None:
    before = links(workspace)
    version = workspace.charter.save_version(Document.CHARTER, "1.0", "")
    note = Ref(InboxNote.kind, workspace.add(InboxNote, title="Later"))
    workspace.links.join(LINE, note, Reason.EVIDENCE)
    workspace.links.join(LINE, note, Reason.USES)
    workspace.charter.restore(version)
    assert links(workspace) == {*before, (LINE, note, Reason.USES, "")}


def test_a_link_that_is_there_still_is_not_drawn_twice(workspace: Workspace, said: Ref) -> None:
    version = workspace.charter.save_version(Document.CHARTER, "1.0", "")
    (first,) = workspace.all(Link)
    workspace.links.part(first.id)
    workspace.links.join(LINE, said, Reason.EVIDENCE)
    before = content_of(workspace.path)
    workspace.charter.restore(version)
    assert content_of(workspace.path) == before


def test_an_approved_version_keeps_the_words_and_figures_of_its_notes(
    workspace: Workspace, said: Ref, words: Words
) -> None:
    measure = workspace.add(Measure, title="Hours", unit="h", source="Calendar")
    workspace.add(Reading, measure=measure, value=3, on=date(2026, 3, 1))
    workspace.links.join(LINE, Ref(Measure.kind, measure), Reason.EVIDENCE)
    version = approved(workspace)
    wanted = [("“We never have an hour.”", "Rep"), ("Hours: 3\u00a0h on 1\u00a0March 2026", "Calendar")]
    assert notes(workspace, words) == wanted
    workspace.change(said, words="We hardly have an hour.")
    workspace.add(Reading, measure=measure, value=5, on=date(2026, 4, 1))
    # Nothing of the charter has changed: what is printed is what was approved.
    assert workspace.charter.current(Document.CHARTER).id == version
    assert notes(workspace, words) == wanted
    workspace.change(LINE, title="No time at all")
    assert notes(workspace, words) == [
        ("“We hardly have an hour.”", "Rep"),
        ("Hours: 5\u00a0h on 1\u00a0April 2026", "Calendar"),
    ]
    assert notes(workspace, words, version) == wanted
    printed = workspace.charter.as_printed(version)
    assert printed.all(Obstacle)[0].title == "No time"
    found = [each for each in differences(printed, workspace.charter.whole()) if each.field == EVIDENCE]
    assert [(each.before.quote, each.after.quote) for each in found] == [
        ("We never have an hour.", "We hardly have an hour.")
    ]


def test_a_note_begins_the_next_draft_and_taking_it_out_ends_it(workspace: Workspace, said: Ref, words: Words) -> None:
    version = approved_by_somebody(workspace)
    wanted = notes(workspace, words)
    note = Ref(InboxNote.kind, workspace.add(InboxNote, title="The mail"))
    link = workspace.links.join(LINE, note, Reason.EVIDENCE)
    assert workspace.charter.current(Document.CHARTER).status is Status.DRAFT
    assert notes(workspace, words) == [*wanted, ("The mail", "Inbox note")]
    workspace.links.part(link)
    assert workspace.charter.current(Document.CHARTER).id == version
    workspace.links.join(LINE, note, Reason.EVIDENCE)
    workspace.remove(note)
    assert workspace.charter.current(Document.CHARTER).id == version
    workspace.remove(said)
    assert workspace.charter.current(Document.CHARTER).status is Status.DRAFT
    assert notes(workspace, words) == []
    assert notes(workspace, words, version) == wanted


def approved_by_somebody(workspace: Workspace) -> int:
    workspace.add(Approver, document=Document.CHARTER, person=workspace.add(Person, name="Chen"))
    version = approved(workspace)
    assert workspace.charter.current(Document.CHARTER).status is Status.APPROVED
    return version


def test_nobody_is_named_in_a_note(workspace: Workspace, said: Ref, words: Words) -> None:
    workspace.change(said, quotable=False)
    withheld = "Words that may not be quoted"
    talk = Ref("interviews", 1)
    for end in (talk, Ref(Person.kind, 1)):
        workspace.links.join(LINE, end, Reason.EVIDENCE)
    assert notes(workspace, words) == [(withheld, "Rep"), ("Interview", "Rep"), ("Rep", "")]
    for _ in range(2):
        workspace.add(Person, name="Somebody", role="Seller", group=Group.REP)
    assert notes(workspace, words) == [(withheld, "Seller"), ("Interview", "Seller"), ("Seller", "")]


def test_words_that_may_not_be_quoted_any_more_are_printed_in_no_version(
    workspace: Workspace, said: Ref, words: Words
) -> None:
    version = approved(workspace)
    quote, withheld = ("“We never have an hour.”", "Rep"), ("Words that may not be quoted", "Rep")
    workspace.change(said, words="We hardly have an hour.")
    for ref, ended, renewed in (
        (Ref(Person.kind, 1), {"consent_until": date(2020, 1, 1)}, {"consent_until": None}),
        (said, {"quotable": False}, {"quotable": True}),
    ):
        workspace.change(ref, **ended)
        assert notes(workspace, words) == notes(workspace, words, version) == [withheld]
        workspace.change(ref, **renewed)
        assert notes(workspace, words) == notes(workspace, words, version) == [quote]
    # Whoever is gone can withdraw nothing.
    workspace.people.remove(1)
    assert notes(workspace, words, version) == [quote]


def test_an_old_version_without_links_opens_and_takes_none_away(
    workspace: Workspace, said: Ref, place: Place, words: Words
) -> None:
    version = approved(workspace)
    workspace.close()
    with closing(sqlite3.connect(workspace.path)) as connection, connection:
        (snapshot,) = connection.execute("select snapshot from versions where id = ?", (version,)).fetchone()
        plain = json.loads(snapshot)
        for later in ("links", "shown", "currency"):
            del plain[later]
        old = json.dumps(plain, ensure_ascii=False, sort_keys=True)
        connection.execute("update versions set snapshot = ? where id = ?", (old, version))
    with open_workspace(workspace.path, place) as again:
        wanted = links(again)
        # What it was linked to is not known: nothing is printed that nobody has approved.
        assert notes(again, words, version) == []
        assert notes(again, words) == [("“We never have an hour.”", "Rep")]
        assert differences(again.charter.snapshot(version), again.charter.whole()) == ()
        again.change(LINE, title="Another")
        assert again.charter.restore(version) == ()
        assert links(again) == wanted
        assert again.charter.current(Document.CHARTER).id == version


def test_the_words_a_version_quotes_are_withheld_with_their_person(
    workspace: Workspace, said: Ref, words: Words
) -> None:
    workspace.links.join(LINE, Ref(Person.kind, 1), Reason.EVIDENCE, "Anna Field herself")
    version = approved(workspace)
    workspace.people.forget(1, words)
    assert notes(workspace, words, version) == [("Words that may not be quoted", "Rep"), ("Rep", "")]
    assert [shown.quote for shown in workspace.charter.snapshot(version).all(Shown)] == ["withheld", ""]
    content = workspace.path.read_bytes()
    for secret in ("never have an hour", "Anna", "Seller"):
        assert secret.encode() not in content


# -- the currency is kept too


def test_a_version_keeps_the_currency_it_was_frozen_in(workspace: Workspace) -> None:
    workspace.add(Figure, slot=Slot.YEARLY, title="Salary", amount=6_400_050)
    version = workspace.charter.save_version(Document.BUSINESS_CASE, "1.0", "")
    before = content_of(workspace.path)
    workspace.settings.set_currency("JPY")
    assert workspace.charter.current(Document.BUSINESS_CASE).title == "1.1"
    printed = workspace.charter.as_printed(version)
    assert (printed.currency, printed.all(Figure)[0].amount) == ("EUR", 6_400_050)
    (found,) = differences(printed, workspace.charter.whole())
    assert (found.before, found.old_currency, found.after, found.new_currency) == (6_400_050, "EUR", 64_001, "JPY")
    workspace.charter.restore(version)
    assert workspace.all(Figure)[0].amount == 64_001
    assert workspace.charter.current(Document.BUSINESS_CASE).title == "1.1"
    workspace.settings.set_currency("EUR")
    workspace.undo()
    workspace.undo()
    assert content_of(workspace.path) == before


def test_another_currency_of_as_many_decimals_begins_a_draft_too(workspace: Workspace) -> None:
    workspace.add(Figure, slot=Slot.YEARLY, title="Salary", amount=6_400_000)
    version = workspace.charter.save_version(Document.BUSINESS_CASE, "1.0", "")
    workspace.settings.set_currency("USD")
    assert workspace.charter.current(Document.BUSINESS_CASE).title == "1.1"
    (found,) = differences(workspace.charter.snapshot(version), workspace.charter.whole())
    assert (found.old_currency, found.new_currency) == ("EUR", "USD")
    workspace.settings.set_currency("EUR")
    assert workspace.charter.current(Document.BUSINESS_CASE).id == version


def test_a_version_that_did_not_say_its_currency_learns_it_when_that_changes(
    workspace: Workspace, place: Place
) -> None:
    workspace.add(Figure, slot=Slot.YEARLY, title="Salary", amount=6_400_000)
    version = workspace.charter.save_version(Document.BUSINESS_CASE, "1.0", "")
    workspace.close()
    with closing(sqlite3.connect(workspace.path)) as connection, connection:
        connection.execute("""update versions set snapshot = replace(snapshot, '"currency": "EUR", ', '')""")
    with open_workspace(workspace.path, place) as again:
        assert again.charter.snapshot(version).currency == ""
        again.settings.set_currency("JPY")
        assert again.charter.snapshot(version).currency == "EUR"
        assert again.charter.as_printed(version).all(Figure)[0].amount == 6_400_000


def test_notes_are_told_of_the_line_they_stand_below(workspace: Workspace, said: Ref, words: Words) -> None:
    (note,) = evidence_of(workspace.charter.as_printed(), words)
    assert note == Evidence(line=LINE, text="“We never have an hour.”", source="Rep")
